// SPDX-License-Identifier: Apache-2.0
//! The Australian list: rows of one reference make one entity, and broken files are told. The
//! workbook is made here after the published layout; its people are invented.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use interdict_lists::{Document, read};
use interdict_model::{
    Entity, MeasureKind, NameKind, Property, Quality, Release, SourceKind, Value,
};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const HEADER: &[&str] = &[
    "Reference",
    "Name of Individual or Entity",
    "Type",
    "Name Type",
    "Alias Strength",
    "Date of Birth",
    "Place of Birth",
    "Citizenship",
    "Address",
    "Additional Information",
    "Listing Information",
    "IMO Number",
    "Committees",
    "Control Date",
    "Instrument of Designation",
    "Targeted Financial Sanction",
    "Travel Ban",
    "Arms Embargo",
    "Maritime Restriction",
];

const INFO: &str = "Title: Haji Designation: a) Minister of Tides b) Harbour master Passport no: Malta number D0009871, issued in Valletta National identification no: na Father's name is Orlo Venn.";

fn person(
    reference: &'static str,
    name: &'static str,
    kind: &'static str,
    strength: &'static str,
) -> Vec<&'static str> {
    vec![
        reference,
        name,
        "Individual",
        kind,
        strength,
        "a) 9/04/1961 b) Approximately 1962",
        "Valletta, Malta",
        "Maltese",
        "a) 3 Quay Street, Valletta, Malta b) Tunis, Tunisia",
        INFO,
        "Listed by UN 1267 Committee on 25 Jan. 2001 (amended on 3 Sep. 2003)",
        "",
        "1267/1989/2253 (ISIL (Da'esh) and Al-Qaida)",
        "4/03/2026",
        "Harbour Instrument 2026",
        "1",
        "1",
        "0",
        "",
    ]
}

fn rows() -> Vec<Vec<&'static str>> {
    let ship: Vec<&str> = vec![
        "9",
        "AMBER GULL 8",
        "Vessel",
        "Primary Name",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "9074729",
        "Autonomous (DPRK)",
        "1/02/2026",
        "",
        "",
        "",
        "",
        "TRUE",
    ];
    let firm: Vec<&str> = vec![
        "8",
        "Brightkeel Shipping",
        "Entity",
        "Primary Name",
        "",
        "",
        "",
        "Malta",
        "Valletta",
        "",
        "",
        "",
        "Autonomous (Russia)",
        "2/02/2026",
        "",
        "1",
        "",
        "",
        "",
    ];
    vec![
        HEADER.to_vec(),
        person("7", "Kaspar VENN", "Primary Name", ""),
        person("7a", "Caspar VENN", "Alias", "Strong"),
        person("7b", "The Ferryman", "Alias", "Weak"),
        firm,
        person("7c", "Каспар Венн", "Original Script", ""),
        ship,
    ]
}

fn workbook(rows: &[Vec<&str>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("d/mm/yyyy");
    for (r, row) in rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate() {
            let (row, column) = (u32::try_from(r).unwrap(), u16::try_from(c).unwrap());
            // The control date is a date cell, as DFAT has it.
            if c == 13 && *cell == "4/03/2026" {
                let day = ExcelDateTime::from_ymd(2026, 3, 4).unwrap();
                sheet.write_datetime_with_format(row, column, &day, &date).unwrap();
            } else {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn check(bytes: &[u8]) -> Result<(Vec<Entity>, Release), String> {
    let mut entities = Vec::new();
    let mut sink = |entity| {
        entities.push(entity);
        Ok(())
    };
    let release = read(SourceKind::Au, vec![Document::new("list.xlsx", bytes)], &mut sink)
        .map_err(|e| e.to_string())?;
    Ok((entities, release))
}

fn facts(entity: &Entity, property: &Property) -> Vec<String> {
    entity.values(property).map(Value::as_text).collect()
}

#[test]
fn rows_of_one_reference_make_one_entity() {
    let (entities, release) = check(&workbook(&rows())).unwrap();
    assert_eq!(release.samples, []);
    assert_eq!(release.published.map(|d| d.to_string()).as_deref(), Some("2026-03-04"));
    let ids: Vec<_> = entities.iter().map(|e| (e.id.as_str(), e.schema.as_str())).collect();
    assert_eq!(ids, [("au-7", "Person"), ("au-8", "Organization"), ("au-9", "Vessel")]);
    let person = &entities[0];
    let names: Vec<_> = person.names.iter().map(|n| (n.text.as_str(), n.kind, n.quality)).collect();
    assert_eq!(
        names,
        [
            ("Kaspar VENN", NameKind::Primary, Quality::Strong),
            ("Caspar VENN", NameKind::Aka, Quality::Strong),
            ("The Ferryman", NameKind::Aka, Quality::Weak),
            ("Каспар Венн", NameKind::Aka, Quality::Strong),
        ]
    );
    for (property, expected) in [
        (Property::BIRTH_DATE, &["1961-04-09", "~1962"][..]),
        (Property::BIRTH_PLACE, &["Valletta, Malta"]),
        (Property::CITIZENSHIP, &["mt"]),
        (Property::ADDRESS, &["3 Quay Street, Valletta, Malta", "Tunis, Tunisia"]),
        (Property::TITLE, &["Haji"]),
        (Property::POSITION, &["Minister of Tides", "Harbour master"]),
        (Property::PASSPORT_NUMBER, &["D0009871"]),
        (Property::FATHER_NAME, &["Orlo Venn"]),
        (Property::NOTES, &[INFO]),
    ] {
        assert_eq!(facts(person, &property), expected, "{property}");
    }
    let listing = &person.listings[0];
    assert_eq!(listing.programmes, ["1267/1989/2253 (ISIL (Da'esh) and Al-Qaida)"]);
    assert_eq!(listing.listed_on[0].to_string(), "2001-01-25");
    let amended: Vec<_> = listing.amended_on.iter().map(ToString::to_string).collect();
    assert_eq!(amended, ["2003-09-03", "2026-03-04"]);
    let kinds: Vec<_> = listing.measures.iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [MeasureKind::AssetFreeze, MeasureKind::TravelBan]);
    assert_eq!(listing.legal_acts[0].title, "Harbour Instrument 2026");
    assert_eq!(facts(&entities[2], &Property::IMO_NUMBER), ["9074729"]);
}

#[test]
fn the_columns_of_before_2025_are_enough() {
    let old: Vec<Vec<&str>> = vec![
        vec!["Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth"],
        vec!["1", "A", "Individual", "Primary Name", "1955, 1956 and 1957"],
        vec!["1a", "B", "Individual", "aka", "1955, 1956 and 1957"],
    ];
    let (entities, release) = check(&workbook(&old)).unwrap();
    assert_eq!(release.samples, []);
    assert_eq!(entities.len(), 1);
    assert_eq!(facts(&entities[0], &Property::BIRTH_DATE), ["1955", "1956", "1957"]);
}

#[test]
fn mistakes_are_counted_with_their_row() {
    let mut rows = rows();
    rows[0].push("Mood");
    rows[1].push("blue");
    rows[2][2] = "Unicorn";
    rows[3][3] = "Nickname";
    rows[4][13] = "soon";
    rows.push(person("7", "Somebody Else", "Primary Name", ""));
    rows.push(person("x", "Nobody", "Primary Name", ""));
    let (entities, release) = check(&workbook(&rows)).unwrap();
    assert_eq!(entities.len(), 4);
    assert_eq!(entities[3].id.as_str(), "au-7+8");
    let shown: Vec<_> = release
        .samples
        .iter()
        .map(|d| format!("{} {} {}", d.line, d.kind.as_str(), d.element))
        .collect();
    assert_eq!(
        shown,
        [
            "1 unknown-element Mood",
            "9 lost-record Reference",
            "3 unknown-code Type",
            "3 bad-value Type",
            "4 unknown-code Name Type",
            "5 bad-value Control Date",
            "8 bad-value Reference",
        ]
    );
    assert!(!release.is_whole());
    assert_eq!(facts(&entities[0], &Property::of("Mood")), ["blue"]);
}

#[test]
fn what_is_not_the_list_is_refused() {
    let other = workbook(&[vec!["a", "b"], vec!["1", "2"]]);
    let empty = workbook(&[HEADER.to_vec()]);
    let whole = workbook(&rows());
    for (bytes, expected) in [
        (&b""[..], "empty"),
        (b"<html></html>", "HTML page"),
        (&other, "not the Australian list"),
        (&empty, "holds no record"),
        (&whole[..whole.len() / 2], "no whole XLSX or ODS workbook"),
    ] {
        let error = check(bytes).unwrap_err();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_mutation_makes_the_reader_panic(cut in 0usize..20_000, at in 0usize..20_000, byte: u8) {
        let mut bytes = workbook(&rows());
        let len = bytes.len();
        bytes[at % len] = byte;
        if cut % 3 == 0 {
            bytes.truncate(cut % (len + 1));
        }
        let _ = check(&bytes);
    }
}
