// SPDX-License-Identifier: Apache-2.0
//! The list and the queries the benches share: the UN and OFAC lists of the shared folder, else
//! the designations the program carries.

use interdict::{Entity, IndexBuilder};
use interdict_bench::shared;
use interdict_lists::Document;
use interdict_model::{Release, SourceKind};
use std::io::{Cursor, Write};

/// The records of a list with their release.
pub(crate) fn list() -> (&'static str, Vec<Entity>, Release) {
    let mut entities = Vec::new();
    let mut sink = |entity| -> std::io::Result<()> {
        entities.push(entity);
        Ok(())
    };
    match std::fs::File::open(shared().join("bench/list.ftm.jsonl")) {
        Ok(file) => {
            let documents = vec![Document::new("list.ftm.jsonl", file)];
            let release = interdict_lists::read(SourceKind::Ftm, documents, &mut sink).unwrap();
            ("UN and OFAC", entities, release)
        }
        Err(_) => {
            let _ =
                writeln!(std::io::stderr(), "skipped: the shared lists; the embedded one serves");
            let mut keep = |entity| entities.push(entity);
            let release = interdict_lists::embedded::read(&mut keep).unwrap();
            ("embedded", entities, release)
        }
    }
}

/// The index of a list.
#[allow(dead_code, reason = "not every bench needs one")]
pub(crate) fn index(entities: &[Entity], release: Release) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut builder = IndexBuilder::new(&mut bytes).unwrap();
    for entity in entities {
        builder.add(entity).unwrap();
    }
    builder.end_release(release);
    builder.finish().unwrap();
    bytes.into_inner()
}

/// The first names of a file of queries; `None` when it is not there.
#[allow(dead_code, reason = "not every bench needs them")]
pub(crate) fn queries(file: &str, most: usize) -> Option<Vec<String>> {
    let mut reader = csv::Reader::from_path(shared().join("bench").join(file)).ok()?;
    let at = reader.headers().ok()?.iter().position(|h| h == "full_name")?;
    Some(reader.records().take(most).map(|r| r.unwrap().get(at).unwrap().to_owned()).collect())
}
