// SPDX-License-Identifier: Apache-2.0
//! The Canadian reader on an invented list and on the published file.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking, and a skipped test must be seen"
)]

use interdict_lists::{Document, ReadError, read};
use interdict_model::{
    DefectKind, Entity, NameKind, PartKind, Property, Quality, Release, SourceKind, Value,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;

const LIST: &[u8] = include_bytes!("fixtures/ca/sema.xml");

fn run(bytes: &[u8]) -> Result<(Release, Vec<Entity>), ReadError> {
    let mut entities = Vec::new();
    let mut sink = |e| {
        entities.push(e);
        Ok(())
    };
    let release = read(SourceKind::Ca, vec![Document::new("list.xml", bytes)], &mut sink)?;
    Ok((release, entities))
}

fn texts(entity: &Entity, property: &Property) -> Vec<String> {
    entity.values(property).map(Value::as_text).collect()
}

fn mutated(from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(LIST.to_vec()).unwrap();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn persons_ships_and_entities_are_told_apart() {
    let (release, entities) = run(LIST).unwrap();
    assert_eq!(release.samples, []);
    let seen: Vec<_> = entities.iter().map(|e| (e.id.as_str(), e.schema.as_str())).collect();
    assert_eq!(
        seen,
        [
            ("ca-belarus-1-part-1-1", "Person"),
            ("ca-russia-1.1-2", "Vessel"),
            ("ca-jvcfor-3", "Organization")
        ]
    );
}

#[test]
fn a_person() {
    let (_, entities) = run(LIST).unwrap();
    let person = &entities[0];
    let names: Vec<_> = person.names.iter().map(|n| (n.text.as_str(), n.kind)).collect();
    assert_eq!(
        names,
        [
            ("Ivan EXAMPLEVICH (EXAMPLOVICH)", NameKind::Primary),
            ("Ivan EXAMPLOVICH", NameKind::Aka),
            ("Jan Exampl", NameKind::Aka),
            ("Иван Примерович", NameKind::Aka)
        ]
    );
    let parts: Vec<_> = person.names[0].parts.iter().map(|p| p.kind).collect();
    assert_eq!(parts, [PartKind::Given, PartKind::Family]);
    assert_eq!(person.names[3].language.as_deref(), Some("rus"));
    assert_eq!(texts(person, &Property::TITLE), ["Colonel"]);
    assert_eq!(texts(person, &Property::BIRTH_DATE), ["1972"]);
    assert_eq!(texts(person, &Property::PROGRAM), ["Belarus / Bélarus"]);
    let listing = &person.listings[0];
    assert_eq!(listing.programmes, ["Belarus"]);
    assert_eq!(listing.reference.as_deref(), Some("Schedule 1, Part 1, item 1"));
    assert_eq!(listing.since().unwrap().to_string(), "2030-09-28");
}

#[test]
fn a_ship_and_a_bilingual_firm() {
    let (_, entities) = run(LIST).unwrap();
    assert_eq!(texts(&entities[1], &Property::IMO_NUMBER), ["9074729"]);
    assert_eq!(texts(&entities[1], &Property::BUILD_DATE), ["1994"]);
    assert_eq!(texts(&entities[1], &Property::TYPE), ["Oil Tanker"]);
    let names: Vec<_> = entities[2].names.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(
        names,
        [
            "Invented Fuel Centre (IFC)",
            "Invented Fuel Centre",
            "IFC",
            "Centre du carburant inventé"
        ]
    );
}

#[test]
fn what_is_unknown_or_wrong_is_counted() {
    for (from, to, kind, value) in [
        ("<Item>1</Item>", "<Item>1</Item><Colour>red</Colour>", DefectKind::UnknownElement, "red"),
        ("9074729", "9074720", DefectKind::BadValue, "9074720"),
        (">1972<", ">long ago<", DefectKind::BadValue, "long ago"),
        ("2030-09-28", "2030-13-28", DefectKind::BadValue, "2030-13-28"),
        ("<Item>1</Item>", "", DefectKind::BadValue, ""),
        ("Made Up", "Made\u{2}Up", DefectKind::Character, "Made\u{fffd}Up Star"),
    ] {
        let (release, entities) = run(&mutated(from, to)).unwrap();
        assert_eq!(entities.len(), 3);
        let seen: Vec<_> = release.samples.iter().map(|d| (d.kind, d.value.as_str())).collect();
        assert_eq!(seen, [(kind, value)], "{from}");
    }
    let (_, entities) =
        run(&mutated("<Item>1</Item>", "<Item>1</Item><Colour>red</Colour>")).unwrap();
    assert_eq!(texts(&entities[0], &Property::of("Colour")), ["red"]);
}

#[test]
fn an_item_printed_twice_is_told_apart() {
    let text = String::from_utf8(LIST.to_vec()).unwrap();
    let record = text.split("\t<record>").nth(1).unwrap();
    let twice = text.replace("</data-set>", &format!("\t<record>{record}</data-set>"));
    let (release, entities) = run(twice.as_bytes()).unwrap();
    assert_eq!(entities[3].id.as_str(), "ca-belarus-1-part-1-1-2");
    assert_eq!(release.defects[&DefectKind::BadValue], 1);
}

#[test]
fn broken_files_are_refused() {
    for (bytes, expected) in [
        (&b""[..], "empty"),
        (b"<html><body>Error</body></html>", "HTML page"),
        (b"<CONSOLIDATED_LIST/>", "expected <data-set>"),
        (b"<data-set></data-set>", "no record at all"),
        (&LIST[..900], "truncated"),
        (&mutated("</LastName>", "</FirstName>"), "not well-formed"),
    ] {
        let error = run(bytes).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let mut latin = LIST.to_vec();
    let at = latin.windows(2).position(|w| w == "é".as_bytes()).unwrap();
    latin.splice(at..at + 2, [0xE9]);
    let (release, entities) = run(&latin).unwrap();
    assert_eq!((entities.len(), release.defects[&DefectKind::Encoding]), (3, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn no_mutation_panics(at in 0usize..4000, length in 0usize..200, byte: u8, how in 0u8..3) {
        let mut bytes = LIST.to_vec();
        let at = at % bytes.len();
        let end = (at + length).min(bytes.len());
        match how {
            0 => { bytes.drain(at..end); }
            1 => bytes[at] ^= byte,
            _ => { let copy = bytes[at..end].to_vec(); bytes.splice(at..at, copy); }
        }
        let _ = run(&bytes);
    }
}

#[test]
fn the_published_list_is_read_whole() {
    let root = std::env::var_os("INTERDICT_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let Ok(bytes) = std::fs::read(root.join("lists/ca/sema-lmes_2025-05.xml")) else {
        println!("skipped: the Canadian list is not at hand");
        return;
    };
    let (release, entities) = run(&bytes).unwrap();
    assert_eq!(release.total(), 4759);
    assert_eq!(release.counts["Person"], 3334);
    assert_eq!(release.counts["Organization"], 1316);
    assert_eq!(release.counts["Vessel"], 109);
    assert_eq!(release.samples, [], "every date, number and element is understood");
    let ids: BTreeSet<_> = entities.iter().map(|e| &e.id).collect();
    assert_eq!(ids.len(), 4759);
    // Regime, schedule and item are the key of a record, so no id needed a number after it.
    let with_alias =
        entities.iter().filter(|e| e.names.iter().any(|n| n.kind != NameKind::Primary));
    assert!(with_alias.count() >= 2877);
    let weak = entities.iter().flat_map(|e| &e.names).filter(|n| n.quality == Quality::Weak);
    assert_eq!(weak.count(), 69, "single words given as aliases of persons");
    assert!(entities.iter().all(|e| e.listings[0].since().is_some()));
}
