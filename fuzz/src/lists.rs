// SPDX-License-Identifier: Apache-2.0
//! Bytes as the files of a release, and what must hold of every release that was read.

use interdict_lists::{
    Document, entities_from_json, entity_from_json, read_catalogue, to_ftm_json, to_ftm_lines,
};
use interdict_model::{Entity, SourceKind};
use interdict_screen::{Index, IndexBuilder};
use std::io::Cursor;

/// Entities of one input that are taken further; a few show what many would.
const TAKEN: usize = 24;

/// A line `%%%% NAME` begins a further file, so that sets can be fuzzed as one input.
const MARK: &[u8] = b"%%%% ";

fn documents<'a>(file: &str, data: &'a [u8]) -> Vec<Document<'a>> {
    let mut out = Vec::new();
    let mut name = file.to_owned();
    let mut start = 0;
    let mut at = 0;
    for line in data.split_inclusive(|b| *b == b'\n') {
        let end = at + line.len();
        if line.starts_with(MARK) && out.len() < 8 {
            if at > start {
                out.push(Document::new(name, &data[start..at]));
            }
            name = String::from_utf8_lossy(&line[MARK.len()..]).trim().to_owned();
            start = end;
        }
        at = end;
    }
    out.push(Document::new(name, &data[start..]));
    out
}

/// Reads a release; what it yields must be counted, go into an index and come back the same.
pub(crate) fn read(kind: SourceKind, file: &str, data: &[u8]) {
    let mut entities: Vec<Entity> = Vec::new();
    let mut pushed = 0u64;
    let mut sink = |entity: Entity| {
        pushed += 1;
        if entities.len() < TAKEN {
            entities.push(entity);
        }
        Ok(())
    };
    let release = match interdict_lists::read(kind, documents(file, data), &mut sink) {
        Ok(release) => release,
        Err(error) => {
            assert!(!error.to_string().trim().is_empty(), "a refusal gives its reason");
            return;
        }
    };
    assert_eq!(release.total(), pushed, "every record is counted");
    assert!(pushed > 0, "a release without a record is refused");
    for defect in &release.samples {
        assert!(!defect.message.is_empty(), "a defect gives its reason");
    }
    let mut bytes = Cursor::new(Vec::new());
    let mut builder = IndexBuilder::new(&mut bytes).unwrap();
    for entity in &entities {
        assert!(!entity.id.as_str().is_empty(), "a record has an id");
        builder.add(entity).unwrap();
    }
    builder.end_release(release.clone());
    builder.finish().unwrap();
    let index = Index::from_bytes(bytes.into_inner()).expect("what was just built opens");
    assert_eq!(index.releases(), [release]);
    for (number, entity) in index.records().zip(&entities) {
        assert_eq!(index.record(number).unwrap(), (0, entity.clone()), "a record comes back whole");
        let found = index.find(entity.id.as_str()).unwrap();
        assert!(found.contains(&number), "a record is found by its id");
        written(entity);
    }
}

/// An entity written as FollowTheMoney is an entity that can be read.
fn written(entity: &Entity) {
    for line in to_ftm_lines(entity) {
        if let Err(error) = entities_from_json(line.as_bytes()) {
            panic!("{error}: {line}");
        }
    }
}

/// One entity as a query gives it, and a catalogue.
pub(crate) fn ftm_entity(data: &[u8]) {
    if let Ok((entities, defects)) = entities_from_json(data) {
        assert!(!entities.is_empty(), "an entity or an error");
        assert!(defects.iter().all(|d| !d.message.is_empty()));
        for entity in &entities {
            let json = to_ftm_json(entity);
            let again = entity_from_json(json.as_bytes());
            let again = again.unwrap_or_else(|error| panic!("{error}: {json}"));
            assert_eq!(again.id, entity.id);
            assert_eq!(again.schema, entity.schema);
        }
    }
    let _ = read_catalogue(Document::new("index.json", data));
}
