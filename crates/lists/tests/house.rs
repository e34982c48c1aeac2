// SPDX-License-Identifier: Apache-2.0
//! The house's watchlist: every documented column is kept, and mistakes are told with their line.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use interdict_lists::{Document, read};
use interdict_model::{
    DefectKind, Entity, EntityId, LinkTarget, MeasureKind, NameKind, Property, Quality, Release,
    SourceKind, Value,
};
use proptest::prelude::*;

const LIST: &str = include_str!("fixtures/house/watchlist.csv");

fn check(bytes: &[u8]) -> Result<(Vec<Entity>, Release), String> {
    let mut entities = Vec::new();
    let mut sink = |entity| {
        entities.push(entity);
        Ok(())
    };
    let release = read(SourceKind::Csv, vec![Document::new("house.csv", bytes)], &mut sink)
        .map_err(|e| e.to_string())?;
    Ok((entities, release))
}

fn workbook(csv: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    for (r, row) in reader.records().enumerate() {
        for (c, cell) in row.unwrap().iter().enumerate() {
            let (r, c) = (u32::try_from(r).unwrap(), u16::try_from(c).unwrap());
            sheet.write_string(r, c, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn facts(entity: &Entity, property: &Property) -> Vec<String> {
    entity.values(property).map(Value::as_text).collect()
}

#[test]
fn every_documented_column_is_kept() {
    let (entities, release) = check(LIST.as_bytes()).unwrap();
    assert_eq!(release.samples, []);
    assert_eq!(entities.len(), 3);
    let person = &entities[0];
    assert_eq!((person.id.as_str(), person.schema.as_str()), ("H-1", "Person"));
    assert_eq!(person.position.line, 2);
    let names: Vec<_> = person.names.iter().map(|n| (n.text.as_str(), n.kind, n.quality)).collect();
    assert_eq!(
        names,
        [
            ("Kaspar Venn", NameKind::Primary, Quality::Strong),
            ("Caspar Venn", NameKind::Aka, Quality::Strong),
            ("K. Venn", NameKind::Aka, Quality::Strong),
            ("The Ferryman", NameKind::Aka, Quality::Weak),
            ("Idris Harrow", NameKind::Fka, Quality::Strong),
        ]
    );
    for (property, expected) in [
        (Property::BIRTH_DATE, &["1961-04-09", "1962"][..]),
        (Property::BIRTH_PLACE, &["Valletta, Malta"]),
        (Property::NATIONALITY, &["mt", "sy"]),
        (Property::COUNTRY, &["mt"]),
        (Property::GENDER, &["male"]),
        (Property::ADDRESS, &["3 Quay Street, Valletta, Malta"]),
        (Property::PASSPORT_NUMBER, &["D0009871"]),
        (Property::ID_NUMBER, &["545167"]),
        (Property::TAX_NUMBER, &["T-77"]),
        (Property::CRYPTO_ADDRESS, &["bc1qexample"]),
        (Property::NOTES, &["Ask the clerk"]),
    ] {
        assert_eq!(facts(person, &property), expected, "{property}");
    }
    let listing = &person.listings[0];
    assert_eq!(listing.authority, "Harbour Board");
    assert_eq!(listing.reference.as_deref(), Some("HB 12/2024"));
    assert_eq!(listing.programmes, ["TIDES"]);
    assert_eq!(listing.listed_on[0].to_string(), "2024-05-17");
    assert_eq!(listing.reason.as_deref(), Some("Left without paying"));
    let kinds: Vec<_> = listing.measures.iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [MeasureKind::AssetFreeze, MeasureKind::TravelBan]);
    // A link may lead to a row below.
    assert_eq!(person.links[0].target, LinkTarget::Entity(EntityId::new("H-2")));
    assert_eq!(person.links[1].target, LinkTarget::Named("Orlo Venn".to_owned()));
    let firm = &entities[1];
    assert_eq!(firm.schema.as_str(), "Company");
    assert_eq!(facts(firm, &Property::REGISTRATION_NUMBER), ["C 1234"]);
    assert_eq!(facts(firm, &Property::LEI_CODE), ["529900T8BM49AURSDO55"]);
    assert_eq!(facts(firm, &Property::SWIFT_BIC), ["DEUTDEFF"]);
    let ship = &entities[2];
    assert_eq!(ship.schema.as_str(), "Vessel");
    assert_eq!(facts(ship, &Property::IMO_NUMBER), ["9074729"]);
    assert_eq!(facts(ship, &Property::MMSI), ["215000001"]);
}

#[test]
fn a_workbook_says_the_same_as_the_csv() {
    let (from_csv, _) = check(LIST.as_bytes()).unwrap();
    let (from_sheet, release) = check(&workbook(LIST)).unwrap();
    assert_eq!(release.samples, []);
    assert_eq!(from_csv, from_sheet);
}

#[test]
fn separators_and_spellings_of_headers_do_not_matter() {
    let (entities, release) =
        check("ID\tName\tBirth date\nx\tA;B\t05/03/1964\n".as_bytes()).unwrap();
    assert_eq!(release.samples, []);
    assert_eq!(entities[0].names[0].text, "A;B");
    assert_eq!(facts(&entities[0], &Property::BIRTH_DATE), ["1964-03-05"]);
    assert_eq!(entities[0].schema.as_str(), "LegalEntity");
}

#[test]
fn mistakes_are_told_with_their_line() {
    let text = "id,name,mood,schema,imo,listed_on,nationality,birth_date\n\
                a,A,blue,unicorn,1234568,soon,Atlantis,yesterday\n\
                a,B,,,,,,\n\
                ,C,,,,,,\n\
                d,,,,,,,\n\
                e,E,red,,,,,\n\
                f,F\n";
    let (entities, release) = check(text.as_bytes()).unwrap();
    assert_eq!(entities.len(), 2);
    assert!(!release.is_whole());
    let shown: Vec<_> = release
        .samples
        .iter()
        .map(|d| format!("{} {} {}", d.line, d.kind.as_str(), d.element))
        .collect();
    assert_eq!(
        shown,
        [
            "1 unknown-element mood",
            "2 unknown-code schema",
            "2 bad-value birthDate",
            "2 unknown-code nationality",
            "2 bad-value imo",
            "2 bad-value listed_on",
            "3 lost-record id",
            "4 lost-record id",
            "5 lost-record name",
            "7 lost-record ",
        ]
    );
    assert_eq!(facts(&entities[0], &Property::of("mood")), ["blue"]);
    assert_eq!(facts(&entities[1], &Property::of("mood")), ["red"]);
    assert_eq!(facts(&entities[0], &Property::BIRTH_DATE), ["yesterday"]);
    assert_eq!(release.defects.get(&DefectKind::UnknownElement), Some(&1));
}

#[test]
fn what_is_no_watchlist_is_refused() {
    for (bytes, expected) in [
        (&b""[..], "empty"),
        (b"<html></html>", "HTML page"),
        (b"first,second\n1,2\n", "no columns id and name"),
        (b"id,name\n", "holds no record"),
        (b"id,name,Name\n1,a,b\n", "stands twice"),
        (b"PK\x03\x04", "no whole XLSX or ODS workbook"),
    ] {
        let error = check(bytes).unwrap_err();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_mutation_makes_the_reader_panic(
        cut in 0usize..4000, at in 0usize..4000, byte: u8, repeat in 0usize..64
    ) {
        let mut bytes = LIST.as_bytes().to_vec();
        let len = bytes.len();
        bytes[at % len] = byte;
        let piece: Vec<u8> = bytes[at % len..].iter().copied().take(repeat).collect();
        let insert = cut % len;
        bytes.splice(insert..insert, piece);
        if cut % 3 == 0 {
            bytes.truncate(cut % (len + 1));
        }
        let _ = check(&bytes);
    }
}
