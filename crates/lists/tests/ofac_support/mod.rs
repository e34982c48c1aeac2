// SPDX-License-Identifier: Apache-2.0
//! Reading OFAC files in tests, and showing what was read in one line each.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of this module")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

use interdict_lists::Document;
use interdict_model::{Entity, Fact, Release, SourceKind, Value};
use std::path::PathBuf;

pub fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/ofac/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

pub fn read(fixtures: &[&str]) -> Result<(Release, Vec<Entity>), String> {
    let files: Vec<(&str, Vec<u8>)> = fixtures.iter().map(|f| (*f, fixture(f))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (*n, b.as_slice())).collect();
    read_bytes(&files)
}

pub fn read_bytes(files: &[(&str, &[u8])]) -> Result<(Release, Vec<Entity>), String> {
    let documents = files.iter().map(|(name, bytes)| Document::new(*name, *bytes)).collect();
    let mut entities = Vec::new();
    let mut sink = |entity| {
        entities.push(entity);
        Ok(())
    };
    let release = interdict_lists::read(SourceKind::Ofac, documents, &mut sink)
        .map_err(|error| error.to_string())?;
    Ok((release, entities))
}

/// The archive of real lists, when it is at hand.
pub fn shared(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("INTERDICT_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let path = root.join("lists/ofac").join(name);
    path.exists().then_some(path)
}

/// Reads a set of real files; `None` when they are not at hand.
pub fn read_shared(names: &[&str]) -> Option<Result<(Release, Vec<Entity>), String>> {
    let mut files = Vec::new();
    for name in names {
        let Some(path) = shared(name) else {
            println!("skipped: {name} is not at hand");
            return None;
        };
        files.push((*name, std::fs::read(path).unwrap()));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (*n, b.as_slice())).collect();
    Some(read_bytes(&files))
}

pub fn entry<'a>(entities: &'a [Entity], id: &str) -> &'a Entity {
    entities.iter().find(|e| e.id.as_str() == id).unwrap_or_else(|| panic!("no {id}"))
}

pub fn facts(entity: &Entity) -> Vec<String> {
    entity.facts.iter().map(fact).collect()
}

fn fact(fact: &Fact) -> String {
    let mut out = format!("{}: {}", fact.property, fact.value.as_text());
    match &fact.value {
        Value::Identifier(id) => {
            let country = id.country.map(|c| c.code().to_owned());
            for more in [
                id.kind.as_ref().map(|k| format!("<{k}>")),
                country.or(id.country_printed.clone()).map(|c| format!("[{c}]")),
                id.issued.map(|d| format!("issued {d}")),
                id.expires.map(|d| format!("expires {d}")),
                id.note.as_ref().map(|n| format!("({n})")),
            ]
            .into_iter()
            .flatten()
            {
                out = format!("{out} {more}");
            }
        }
        Value::Address(address) => {
            out.extend(address.country.map(|c| format!(" [{}]", c.code())));
        }
        _ => {}
    }
    out.extend(fact.note.as_ref().map(|n| format!(" {{{n}}}")));
    out
}

/// The defects, without value and message.
pub fn defects(release: &Release) -> Vec<String> {
    release
        .samples
        .iter()
        .map(|d| {
            let file = d.file.rsplit('/').next().unwrap_or_default();
            format!("{file}:{}: {}: {}", d.line, d.kind.as_str(), d.element)
        })
        .collect()
}
