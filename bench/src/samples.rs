// SPDX-License-Identifier: Apache-2.0
//! Which files each reader is measured on: the official lists of the shared folder, or the small
//! fixtures of the repository where that folder is not there.

use crate::shared;
use interdict::Source;
use interdict_model::SourceKind;
use std::fs;
use std::path::{Path, PathBuf};

/// A release to read.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Publisher and format.
    pub label: &'static str,
    /// Its files.
    pub source: Source,
    /// Their length together.
    pub bytes: u64,
    /// Whether it is a fixture of the repository, too small to say much of speed.
    pub fixture: bool,
}

/// Publisher and format, kind, place in the shared folder, place among the fixtures.
const SAMPLES: &[(&str, SourceKind, &str, Option<&str>)] = &[
    (
        "UN XML",
        SourceKind::Un,
        "lists/un/un_consolidated_2026-02-27.xml",
        Some("un/consolidated.xml"),
    ),
    (
        "UN vessels HTML",
        SourceKind::Un,
        "lists/un/1718_designated_vessels_list.html",
        Some("un/vessels.html"),
    ),
    (
        "OFAC classic XML",
        SourceKind::Ofac,
        "lists/ofac/ofac_cons_nonsdn_2025-06-30.xml",
        Some("ofac/classic.xml"),
    ),
    (
        "OFAC advanced XML",
        SourceKind::Ofac,
        "lists/ofac/ofac_cons_advanced_2020-03-17.xml",
        Some("ofac/advanced.xml"),
    ),
    (
        "OFAC enhanced XML",
        SourceKind::Ofac,
        "lists/ofac/ofac_enhanced_IRGC_2024-08-28.xml",
        Some("ofac/enhanced.xml"),
    ),
    ("OFAC legacy CSV", SourceKind::Ofac, "lists/ofac/legacy_csv_2021-04-25", None),
    (
        "EU XML (FSD)",
        SourceKind::Eu,
        "lists/eu/eu_fsd_global_2016-02-11.xml",
        Some("eu/fsd_whole.xml"),
    ),
    ("UK XLSX", SourceKind::Uk, "lists/uk/UK_Sanctions_List_2025-05.xlsx", None),
    (
        "UK CSV (ConList)",
        SourceKind::Uk,
        "lists/uk/ofsi_conlist_2016-02-12.csv",
        Some("uk/conlist_2022.csv"),
    ),
    ("Canada XML", SourceKind::Ca, "lists/ca/sema-lmes_2025-05.xml", Some("ca/sema.xml")),
    ("FollowTheMoney JSON", SourceKind::Ftm, "bench/list.ftm.jsonl", Some("ftm/entities.ftm.json")),
];

/// The releases that are there, and the labels of those that are not.
#[must_use]
pub fn samples() -> (Vec<Sample>, Vec<&'static str>) {
    let (mut there, mut absent) = (Vec::new(), Vec::new());
    let fixtures =
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/lists/tests/fixtures"));
    for (label, kind, path, fixture) in SAMPLES {
        let places = [Some(shared().join(path)), fixture.map(|f| fixtures.join(f))];
        let found = places.into_iter().enumerate().find_map(|(n, place)| {
            let place = place?;
            let bytes = length(&place).ok().filter(|bytes| *bytes > 0)?;
            let source = Source { kind: *kind, paths: vec![place], accepted: None, only: None };
            Some(Sample { label, source, bytes, fixture: n > 0 })
        });
        match found {
            Some(sample) => there.push(sample),
            None => absent.push(*label),
        }
    }
    (there, absent)
}

/// Bytes of a file, or of the files in a folder.
fn length(path: &PathBuf) -> std::io::Result<u64> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_dir() {
        return Ok(metadata.len());
    }
    fs::read_dir(path)?.map(|entry| Ok(entry?.metadata()?.len())).sum()
}
