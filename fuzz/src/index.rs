// SPDX-License-Identifier: Apache-2.0
//! Bytes as an index file, and bytes as changes to a good one with its checksums made right.

use crate::seal::{seal, sections};
use interdict_lists::Document;
use interdict_model::{Identifier, PartialDate, Party, Property, Schema, SourceKind};
use interdict_screen::{Index, IndexBuilder, IndexError, Options, Searcher};
use std::io::Cursor;
use std::sync::OnceLock;

const BASE: &[u8] = include_bytes!("../../crates/lists/tests/fixtures/ftm/entities.ftm.json");

/// The sections of a good index.
fn good() -> &'static [(u32, Vec<u8>)] {
    static GOOD: OnceLock<Vec<(u32, Vec<u8>)>> = OnceLock::new();
    GOOD.get_or_init(|| {
        let mut bytes = Cursor::new(Vec::new());
        let mut builder = IndexBuilder::new(&mut bytes).unwrap();
        let mut sink =
            |entity| builder.add(&entity).map_err(|e| std::io::Error::other(e.to_string()));
        let documents = vec![Document::new("entities.ftm.json", BASE)];
        let release = interdict_lists::read(SourceKind::Ftm, documents, &mut sink).unwrap();
        builder.end_release(release);
        builder.finish().unwrap();
        sections(&bytes.into_inner())
    })
}

/// Opens the bytes as they are.
pub(crate) fn open(data: &[u8]) {
    tried(data.to_vec());
}

/// Applies changes of eight bytes each: section, what to do, where (two bytes), value (four).
pub(crate) fn sealed(data: &[u8]) {
    let mut sections = good().to_vec();
    for change in data.chunks_exact(8).take(64) {
        let n = usize::from(change[0]) % sections.len();
        let at = usize::from(u16::from_le_bytes([change[2], change[3]]));
        let value = &change[4..8];
        match change[1] % 8 {
            0 => {
                sections.remove(n);
                if sections.is_empty() {
                    return;
                }
            }
            1 => {
                let twice = sections[n].clone();
                sections.push(twice);
            }
            2 => sections[n].1.truncate(at),
            3 => sections[n].1.resize(at, value[0]),
            // Aligned words first of all: most of the file is words.
            4 | 5 => put(&mut sections[n].1, at * 4, value),
            6 => put(&mut sections[n].1, at, &value[..1]),
            _ => put(&mut sections[n].1, at, value),
        }
    }
    tried(seal(&sections));
}

fn put(bytes: &mut [u8], at: usize, value: &[u8]) {
    let at = if bytes.is_empty() { 0 } else { at % bytes.len() };
    bytes.iter_mut().skip(at).zip(value).for_each(|(b, v)| *b = *v);
}

/// Opens an index; an error has its reason, and an index that opened answers or says why not.
fn tried(bytes: Vec<u8>) {
    match Index::from_bytes(bytes) {
        Ok(index) => asked(&index),
        Err(error) => assert!(error.to_string().len() > 20, "a refusal gives its reason"),
    }
}

fn asked(index: &Index) {
    let told = |error: IndexError| assert!(error.to_string().len() > 20, "{error:?}");
    let mut party = Party { schema: Some(Schema::PERSON), ..Party::default() };
    for number in index.records().take(64) {
        match index.record(number) {
            Ok((release, entity)) => {
                assert!(release < index.releases().len(), "a record is of some release");
                let _ = index.find(entity.id.as_str()).map_err(told);
                party.names.extend(entity.names.iter().take(2).map(|n| n.text.clone()));
                let number = Identifier { number: "9187629".to_owned(), ..Identifier::default() };
                party.identifiers.push((Property::of("imoNumber"), number));
            }
            Err(error) => told(error),
        }
        for inverse in index.inverse(number) {
            assert!(inverse.source.get() < index.len(), "a link comes from some record");
        }
    }
    party.names.truncate(6);
    party.identifiers.truncate(3);
    party.names.push("Ivan Ivanovich Example".to_owned());
    party.dates.extend("1964-03-05".parse::<PartialDate>());
    party.countries.extend(interdict_model::Country::new("ru"));
    let _ = index.find("nobody").map_err(told);
    let _ = index.find_by_reference("9187629").map_err(told);
    let mut searcher = Searcher::new(index);
    for exhaustive in [false, true] {
        let options = Options { exhaustive, ..Options::default() };
        match searcher.screen(&party, &options) {
            Ok(hits) => assert!(hits.len() <= options.limit),
            Err(error) => told(error),
        }
        party.schema = None;
    }
}
