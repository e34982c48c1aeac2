// SPDX-License-Identifier: Apache-2.0
//! The EU list: its three forms agree, every part of a record is kept, and broken files are told.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "helpers of tests"
)]

use interdict_lists::{Document, read};
use interdict_model::{
    DefectKind, Entity, Identifier, NameKind, Position, Property, Quality, Release, SourceKind,
    Value,
};
use proptest::prelude::*;
use std::path::PathBuf;

const XML: &str = include_str!("fixtures/eu/fsf_1_1.xml");
const CSV: &str = include_str!("fixtures/eu/fsf_1_1.csv");
const CSV_1_0: &str = include_str!("fixtures/eu/fsf_1_0.csv");
const WHOLE: &str = include_str!("fixtures/eu/fsd_whole.xml");

fn check(name: &str, bytes: &[u8]) -> Result<(Vec<Entity>, Release), String> {
    let mut entities = Vec::new();
    let mut sink = |entity| {
        entities.push(entity);
        Ok(())
    };
    let release = read(SourceKind::Eu, vec![Document::new(name, bytes)], &mut sink)
        .map_err(|e| e.to_string())?;
    Ok((entities, release))
}

fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("INTERDICT_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let file = root.join(path);
    if !file.exists() {
        println!("skipped: {} is not there", file.display());
        return None;
    }
    Some(file)
}

/// What does not depend on the form: everything but lines.
fn placeless(mut entities: Vec<Entity>) -> Vec<Entity> {
    for entity in &mut entities {
        entity.position = Position::default();
        for listing in &mut entity.listings {
            listing.position = Position::default();
        }
    }
    entities
}

fn facts(entity: &Entity, property: &Property) -> Vec<String> {
    entity.values(property).map(Value::as_text).collect()
}

fn passport(entity: &Entity) -> &Identifier {
    entity
        .facts
        .iter()
        .find_map(|f| match &f.value {
            Value::Identifier(id) if f.property == Property::PASSPORT_NUMBER => Some(id),
            _ => None,
        })
        .expect("a passport")
}

#[test]
fn xml_and_csv_of_one_release_give_equal_entities() {
    let (from_xml, xml) = check("list.xml", XML.as_bytes()).unwrap();
    let (from_csv, csv) = check("list.csv", CSV.as_bytes()).unwrap();
    assert_eq!(xml.samples, []);
    assert_eq!(csv.samples, []);
    assert_eq!(placeless(from_xml), placeless(from_csv));
    assert_eq!(xml.published, csv.published);
    assert_eq!((xml.format.as_str(), csv.format.as_str()), ("FSF XML 1.1", "FSF CSV 1.1"));
    assert_eq!(xml.version.as_deref(), Some("900001"));
}

#[test]
fn the_former_xml_and_csv_agree_but_for_the_reference_number() {
    let (from_xml, xml) = check("global.xml", WHOLE.as_bytes()).unwrap();
    let (from_csv, csv) = check("global.csv", CSV_1_0.as_bytes()).unwrap();
    assert_eq!(xml.samples, []);
    assert_eq!(csv.samples, []);
    assert_eq!((xml.format.as_str(), csv.format.as_str()), ("FSD XML 1.0", "FSF CSV 1.0"));
    let (mut x, c) = (placeless(from_xml), placeless(from_csv));
    assert_eq!((x[0].id.as_str(), c[0].id.as_str()), ("eu-9101", "eu-EU.9101.1"));
    x[0].id = c[0].id.clone();
    x[0].listings[0].reference = c[0].listings[0].reference.clone();
    assert_eq!(x, c);
    let id = passport(&c[0]);
    assert_eq!(id.number, "K12345");
    assert_eq!(id.note.as_deref(), Some("known to be expired; (as Orlo)"));
    assert_eq!(facts(&c[0], &Property::BIRTH_DATE), ["~1953/1958"]);
    assert_eq!(facts(&c[0], &Property::ADDRESS), ["Quay Street 12, Tunis, 1000, TUN"]);
}

#[test]
fn everything_printed_of_a_person_is_kept() {
    let (entities, _) = check("list.xml", XML.as_bytes()).unwrap();
    let person = &entities[0];
    assert_eq!((person.id.as_str(), person.schema.as_str()), ("eu-EU.9001.11", "Person"));
    assert_eq!(person.position.line, 3);
    let names: Vec<_> = person
        .names
        .iter()
        .map(|n| (n.text.as_str(), n.kind, n.quality, n.language.as_deref()))
        .collect();
    assert_eq!(
        names,
        [
            ("Kaspar Vénn", NameKind::Aka, Quality::Strong, Some("fr")),
            ("Kaspar Idris Venn", NameKind::Primary, Quality::Strong, None),
            ("Каспар Венн", NameKind::Aka, Quality::Strong, Some("bg")),
            ("The Ferryman", NameKind::Aka, Quality::Weak, None),
            ("Idris Harrow", NameKind::Fka, Quality::Strong, None),
        ]
    );
    assert_eq!(person.names[1].parts.len(), 3);
    assert_eq!(facts(person, &Property::TITLE), ["Mullah", "Haji"]);
    assert_eq!(facts(person, &Property::POSITION), ["Minister of Tides", "Harbour master"]);
    assert_eq!(facts(person, &Property::GENDER), ["male"]);
    assert_eq!(facts(person, &Property::CITIZENSHIP), ["sy"]);
    assert_eq!(
        facts(person, &Property::BIRTH_DATE),
        ["1961-04-09", "~1958/1963", "1340", "before 1980", "1961-08"]
    );
    let hijri = person.facts.iter().find(|f| f.value == Value::Text("1340".into())).unwrap();
    assert_eq!(hijri.note.as_deref(), Some("calendar: ISLAMIC"));
    assert_eq!(facts(person, &Property::BIRTH_PLACE), ["Damascus, Old Town, SYRIA"]);
    assert_eq!(facts(person, &Property::PASSPORT_NUMBER), ["Д-00451", "D-00451"]);
    let passport = passport(person);
    assert_eq!(passport.kind.as_deref(), Some("National passport"));
    assert_eq!(passport.country.map(|c| c.to_string()).as_deref(), Some("sy"));
    assert_eq!(passport.issued.map(|d| d.to_string()).as_deref(), Some("2001-02-03"));
    assert_eq!(passport.expires.map(|d| d.to_string()).as_deref(), Some("2006-02-03"));
    assert_eq!(
        passport.note.as_deref(),
        Some(
            "diplomatic; known to be expired; issued by Harbour office; in the name of K. Harrow; valid from 2001-02-04; (as Harrow)"
        )
    );
    assert_eq!(facts(person, &Property::ID_NUMBER), ["77-100-1"]);
    assert_eq!(
        facts(person, &Property::ADDRESS),
        ["3 Quay Street, P.O. Box 114, Valletta, Old Mole, Harbour region, VLT 1234, MALTA"]
    );
    assert_eq!(facts(person, &Property::EMAIL), ["kv@harbour.example"]);
    assert_eq!(facts(person, &Property::PHONE), ["+356 2100 0000", "+356 2100 0001"]);
    assert_eq!(facts(person, &Property::WEBSITE), ["https://harbour.example/"]);
    assert_eq!(facts(person, &Property::FATHER_NAME), ["Orlo Venn"]);
    assert_eq!(facts(person, &Property::of("unListingDate")), ["2018-11-30"]);
    let notes = facts(person, &Property::NOTES);
    assert!(notes.contains(&"moves between ports".to_owned()), "{notes:?}");
    assert!(notes.contains(&"a seaman's book is said to exist".to_owned()), "{notes:?}");
    let listing = &person.listings[0];
    assert_eq!(listing.reference.as_deref(), Some("EU.9001.11"));
    assert_eq!(listing.programmes, ["TAQA", "AFG"]);
    assert_eq!(
        listing.listed_on.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["2019-05-17"]
    );
    let amended: Vec<_> = listing.amended_on.iter().map(ToString::to_string).collect();
    assert_eq!(amended, ["2019-05-18", "2024-02-02"]);
    let acts: Vec<_> = listing.legal_acts.iter().map(|a| a.title.as_str()).collect();
    assert_eq!(acts, ["2024/999 (OJ L999)", "2019/800 (OJ L130)", "753/2011 (OJ L199)"]);
    assert_eq!(listing.cross_references[0].authority, "UN");
    assert_eq!(listing.cross_references[0].reference, "QDi.999");
}

#[test]
fn firms_ships_and_entries_under_two_acts_are_told_apart() {
    let (entities, _) = check("list.xml", XML.as_bytes()).unwrap();
    let firm = &entities[1];
    assert_eq!(firm.schema.as_str(), "Organization");
    assert_eq!(facts(firm, &Property::REGISTRATION_NUMBER), ["1027700000001"]);
    assert_eq!(facts(firm, &Property::TAX_NUMBER), ["7700000001"]);
    assert_eq!(facts(firm, &Property::SWIFT_BIC), ["BRKLRUMM"]);
    assert_eq!(facts(firm, &Property::DESCRIPTION), ["State-owned; builds barges"]);
    assert_eq!(firm.listings[0].listed_on[0].to_string(), "2022-03-16");
    assert_eq!(entities[2].schema.as_str(), "Vessel");
    assert_eq!(facts(&entities[2], &Property::IMO_NUMBER), ["9562233"]);
    assert_eq!(entities[3].id.as_str(), "eu-EU.9001.11+9004");
    assert_eq!(entities[3].links.len(), 1);
}

#[test]
fn what_this_version_does_not_know_is_counted_and_kept() {
    let changed = XML
        .replace("code=\"enterprise\" classificationCode=\"E\"", "code=\"cloud\"")
        .replace("identificationTypeCode=\"id\"", "identificationTypeCode=\"horoscope\"")
        .replace("key=\"FAX\"", "key=\"PIGEON\"")
        .replace("birthdate=\"1961-04-09\"", "birthdate=\"1961-04-31\"")
        .replace("<citizenship ", "<mood v='blue'/><citizenship ")
        .replace("countryDescription=\"MALTA\"", "countryDescription=\"ATLANTIS\"")
        .replace("countryIso2Code=\"MT\"", "countryIso2Code=\"\"");
    let (entities, release) = check("list.xml", changed.as_bytes()).unwrap();
    let count = |kind: DefectKind| release.defects.get(&kind).copied().unwrap_or(0);
    assert_eq!(count(DefectKind::UnknownCode), 5, "{:?}", release.samples);
    assert_eq!(count(DefectKind::BadValue), 1);
    assert_eq!(count(DefectKind::UnknownElement), 2);
    assert!(release.is_whole());
    assert!(entities[0].facts.iter().any(|f| f.property.as_str() == "mood@v"));
    assert_eq!(facts(&entities[0], &Property::BIRTH_DATE)[0], "1961-04-31");
    assert_eq!(entities[1].schema.as_str(), "LegalEntity");
}

#[test]
fn an_unknown_column_is_one_defect_and_its_values_are_facts() {
    let changed = CSV
        .replacen("Entity_Remark;", "Entity_Remark;Entity_Mood;", 1)
        .lines()
        .enumerate()
        .map(|(i, line)| {
            if i == 0 {
                return line.to_owned();
            }
            let mut fields: Vec<&str> = line.split(';').collect();
            fields.insert(7, "blue");
            fields.join(";")
        })
        .collect::<Vec<_>>()
        .join("\n");
    // The one cell that holds a semicolon is quoted; splitting it makes one row too long.
    let (entities, release) = check("list.csv", changed.as_bytes()).unwrap();
    assert_eq!(release.defects.get(&DefectKind::UnknownElement), Some(&1));
    assert_eq!(facts(&entities[0], &Property::of("Entity_Mood")), ["blue"]);
}

#[test]
fn broken_files_are_refused_or_counted() {
    let cut = &XML[..XML.find("</sanctionEntity>").unwrap()];
    for (name, bytes, expected) in [
        ("a.xml", cut.as_bytes(), "truncated"),
        ("a.xml", b"".as_slice(), "empty"),
        ("a.xml", b"<html><body>sign in</body></html>", "HTML page"),
        ("a.xml", b"<CONSOLIDATED_LIST/>", "not the EU list"),
        ("a.csv", b"id,name\n1,x\n", "is not the EU's FSF CSV"),
        ("a.xml", b"<export generationDate='2026-01-01'></export>", "holds no record"),
        ("a.xml", b"<export><sanctionEntity></export>", "not well-formed"),
    ] {
        let error = check(name, bytes).unwrap_err();
        assert!(error.contains(expected), "{expected}: {error}");
    }
    let mut short = CSV.trim_end().to_owned();
    short.truncate(short.len() - 20);
    let (_, release) = check("a.csv", short.as_bytes()).unwrap();
    assert!(!release.is_whole(), "{:?}", release.samples);
    let (_, release) =
        check("a.xml", XML.replace("Harbour region", "Harbour\u{1}").as_bytes()).unwrap();
    assert_eq!(release.defects.get(&DefectKind::Character), Some(&1));
    let mut invalid = XML.as_bytes().to_vec();
    let at = XML.find("Valletta").unwrap();
    invalid[at] = 0xFF;
    let (_, release) = check("a.xml", &invalid).unwrap();
    assert_eq!(release.defects.get(&DefectKind::Encoding), Some(&1));
    let nameless = XML.replace("euReferenceNumber=\"EU.9002.5\" logicalId=\"9002\"", "");
    let (entities, release) = check("a.xml", nameless.as_bytes()).unwrap();
    assert_eq!((entities.len(), release.is_whole()), (3, false));
}

#[test]
fn the_list_of_2016_is_read_whole() {
    let Some(path) = shared("lists/eu/eu_fsd_global_2016-02-11.xml") else { return };
    let (entities, release) = check("global.xml", &std::fs::read(path).unwrap()).unwrap();
    // 595 is the number of <ENTITY> elements in the file (a reduced sample of the list).
    assert_eq!(entities.len(), 595);
    assert_eq!(release.counts.get("Person"), Some(&319));
    assert_eq!(release.counts.get("Organization"), Some(&276));
    assert_eq!(release.published.map(|d| d.to_string()).as_deref(), Some("2016-02-11"));
    for defect in &release.samples {
        println!("{defect}");
    }
    assert_eq!(release.samples, []);
    for id in ["eu-1", "eu-13", "eu-201"] {
        if let Some(entity) = entities.iter().find(|e| e.id.as_str() == id) {
            println!("{entity:#?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_mutation_makes_the_readers_panic(
        which in 0usize..4, cut in 0usize..20_000, at in 0usize..20_000, byte: u8, repeat in 0usize..64
    ) {
        let mut bytes = [XML, CSV, CSV_1_0, WHOLE][which].as_bytes().to_vec();
        let len = bytes.len();
        bytes[at % len] = byte;
        let piece: Vec<u8> = bytes[at % len..].iter().copied().take(repeat).collect();
        let insert = cut % len;
        bytes.splice(insert..insert, piece);
        if cut % 3 == 0 {
            bytes.truncate(cut % (len + 1));
        }
        let _ = check("mutated", &bytes);
    }
}
