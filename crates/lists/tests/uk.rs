// SPDX-License-Identifier: Apache-2.0
//! The UK lists: the forms of one release agree, every part of a record is kept, and broken files
//! are told.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "helpers of tests"
)]

use interdict_lists::{Document, read};
use interdict_model::{
    Defect, DefectKind, Entity, LinkTarget, MeasureKind, NameKind, Position, Property, Quality,
    Release, SourceKind, Value,
};
use proptest::prelude::*;
use std::path::PathBuf;

const XML: &str = include_str!("fixtures/uk/uksl.xml");
const CSV: &str = include_str!("fixtures/uk/uksl.csv");
const CON_LIST: &str = include_str!("fixtures/uk/conlist_2022.csv");

fn check(name: &str, bytes: &[u8]) -> Result<(Vec<Entity>, Release), String> {
    let mut entities = Vec::new();
    let mut sink = |entity| {
        entities.push(entity);
        Ok(())
    };
    let release = read(SourceKind::Uk, vec![Document::new(name, bytes)], &mut sink)
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

/// The same table as a workbook, as the FCDO publishes it beside the CSV.
fn workbook(csv: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes());
    for (r, row) in reader.records().enumerate() {
        for (c, cell) in row.unwrap().iter().enumerate() {
            let (r, c) = (u32::try_from(r).unwrap(), u16::try_from(c).unwrap());
            sheet.write_string(r, c, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

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

fn shown(defects: &[Defect]) -> Vec<String> {
    defects.iter().map(|d| format!("{} {} {}", d.kind.as_str(), d.element, d.value)).collect()
}

#[test]
fn xml_csv_and_sheet_of_one_release_give_equal_entities() {
    let (from_xml, xml) = check("list.xml", XML.as_bytes()).unwrap();
    let (from_csv, csv) = check("list.csv", CSV.as_bytes()).unwrap();
    let (from_sheet, sheet) = check("list.xlsx", &workbook(CSV)).unwrap();
    for release in [&xml, &csv, &sheet] {
        assert_eq!(release.samples, []);
        assert_eq!(release.published.map(|d| d.to_string()).as_deref(), Some("2026-03-04"));
    }
    let from_xml = placeless(from_xml);
    assert_eq!(from_xml, placeless(from_csv));
    assert_eq!(from_xml, placeless(from_sheet));
    assert_eq!(
        [&xml.format, &csv.format, &sheet.format],
        ["UK Sanctions List XML", "UK Sanctions List CSV", "UK Sanctions List sheet"]
    );
}

#[test]
fn everything_printed_of_a_person_is_kept() {
    let (entities, _) = check("list.xml", XML.as_bytes()).unwrap();
    let person = &entities[0];
    assert_eq!((person.id.as_str(), person.schema.as_str()), ("uk-AFG9001", "Person"));
    let names: Vec<_> = person
        .names
        .iter()
        .map(|n| (n.text.as_str(), n.kind, n.quality, n.language.as_deref()))
        .collect();
    assert_eq!(
        names,
        [
            ("Kaspar Idris VENN", NameKind::Primary, Quality::Strong, None),
            ("Caspar VENN", NameKind::Aka, Quality::Strong, None),
            ("The Ferryman", NameKind::Aka, Quality::Weak, None),
            ("Idris Harrow", NameKind::Aka, Quality::Strong, None),
            ("کاسپر ون", NameKind::Aka, Quality::Strong, Some("fa")),
        ]
    );
    assert_eq!(person.names[0].parts.len(), 3);
    assert_eq!(person.names[1].note.as_deref(), Some("Primary Name Variation"));
    assert_eq!(facts(person, &Property::BIRTH_DATE), ["1961", "1962-04-09"]);
    assert_eq!(facts(person, &Property::BIRTH_PLACE), ["Lakhi village, Afghanistan"]);
    assert_eq!(facts(person, &Property::NATIONALITY), ["af"]);
    assert_eq!(
        facts(person, &Property::ADDRESS),
        ["3 Quay Street, Old Mole, Kabul, 1001, Afghanistan", "Quetta, Pakistan"]
    );
    let passport = person
        .facts
        .iter()
        .find_map(|f| match &f.value {
            Value::Identifier(id) if f.property == Property::PASSPORT_NUMBER => Some(id),
            _ => None,
        })
        .unwrap();
    assert_eq!(passport.number, "D0009871");
    assert_eq!(passport.country.map(|c| c.to_string()).as_deref(), Some("af"));
    assert_eq!(passport.issued.map(|d| d.to_string()).as_deref(), Some("2011-03-03"));
    assert_eq!(passport.expires.map(|d| d.to_string()).as_deref(), Some("2016-03-02"));
    assert_eq!(facts(person, &Property::ID_NUMBER), ["545167"]);
    assert_eq!(facts(person, &Property::TITLE), ["Mullah"]);
    assert_eq!(facts(person, &Property::POSITION), ["Harbour master"]);
    assert_eq!(facts(person, &Property::GENDER), ["male"]);
    assert_eq!(facts(person, &Property::FATHER_NAME), ["Orlo Venn"]);
    assert_eq!(person.links.len(), 1);
    let listing = &person.listings[0];
    assert_eq!(listing.reason.as_deref(), Some("Kept the ferry running."));
    let references: Vec<_> = listing
        .cross_references
        .iter()
        .map(|r| (r.authority.as_str(), r.reference.as_str()))
        .collect();
    assert_eq!(references, [("UN", "TAi.901"), ("OFSI", "99001")]);
    let measures: Vec<_> = listing.measures.iter().map(|m| m.kind).collect();
    assert_eq!(
        measures,
        [MeasureKind::AssetFreeze, MeasureKind::TravelBan, MeasureKind::ArmsEmbargo]
    );
    assert_eq!(listing.listed_on[0].to_string(), "2012-06-29");
    assert_eq!(listing.amended_on[0].to_string(), "2026-01-16");
    assert_eq!(listing.legal_acts.len(), 1);
}

#[test]
fn firms_and_ships_keep_their_own_parts() {
    let (entities, _) = check("list.csv", CSV.as_bytes()).unwrap();
    let firm = &entities[1];
    assert_eq!((firm.id.as_str(), firm.schema.as_str()), ("uk-RUS9002", "Company"));
    assert_eq!(facts(firm, &Property::INN_CODE), ["7700000001"]);
    assert_eq!(facts(firm, &Property::OGRN_CODE), ["1027700000001"]);
    let named: Vec<_> = firm
        .links
        .iter()
        .map(|l| match &l.target {
            LinkTarget::Named(name) => format!("{}={name}", l.property),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        named,
        ["parent=Harrow Holding", "subsidiaries=Brightkeel North", "subsidiaries=Brightkeel South"]
    );
    let disqualified = &firm.listings[0].measures[2];
    assert_eq!(disqualified.since.map(|d| d.to_string()).as_deref(), Some("2025-04-09"));
    let ship = &entities[2];
    assert_eq!(ship.schema.as_str(), "Vessel");
    assert_eq!(facts(ship, &Property::IMO_NUMBER), ["IMO9562233"]);
    assert_eq!(facts(ship, &Property::FLAG), ["km"]);
    assert_eq!(facts(ship, &Property::PAST_FLAGS), ["in"]);
    assert_eq!(facts(ship, &Property::TONNAGE), ["7078"]);
    assert_eq!(facts(ship, &Property::BUILD_DATE), ["2011"]);
    assert_eq!(facts(ship, &Property::REGISTRATION_NUMBER), ["H-77"]);
    assert_eq!(ship.links.len(), 2);
    let kinds: Vec<_> = ship.listings[0].measures.iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [MeasureKind::Other, MeasureKind::PortEntryBan, MeasureKind::ShipDirection]);
}

#[test]
fn the_con_list_packs_columns_into_its_remarks() {
    let (entities, release) = check("ConList.csv", CON_LIST.as_bytes()).unwrap();
    assert_eq!(shown(&release.samples), Vec::<String>::new());
    assert_eq!(release.published.map(|d| d.to_string()).as_deref(), Some("2025-04-10"));
    assert_eq!(entities.len(), 1);
    let person = &entities[0];
    assert_eq!(person.id.as_str(), "uk-AFG9001");
    let names: Vec<_> = person.names.iter().map(|n| (n.text.as_str(), n.kind, n.quality)).collect();
    assert_eq!(
        names,
        [
            ("Kaspar Idris VENN", NameKind::Primary, Quality::Strong),
            ("The Ferryman", NameKind::Aka, Quality::Weak),
            ("Idris HARROW", NameKind::Fka, Quality::Strong),
            ("Каспар Венн", NameKind::Aka, Quality::Strong),
        ]
    );
    assert_eq!(facts(person, &Property::TITLE), ["Mullah", "Haji"]);
    assert_eq!(facts(person, &Property::NATIONALITY), ["de", "ma"]);
    assert_eq!(facts(person, &Property::PASSPORT_NUMBER), ["D0009871", "E1"]);
    assert_eq!(
        facts(person, &Property::BIRTH_PLACE),
        ["Lakhi village, Afghanistan", "Kunduz, Pakistan"]
    );
    assert_eq!(facts(person, &Property::PHONE), ["+93 1", "+93 2"]);
    assert_eq!(facts(person, &Property::GENDER), ["male"]);
    let listing = &person.listings[0];
    assert_eq!(listing.reference.as_deref(), Some("AFG9001"));
    let days: Vec<_> = listing.listed_on.iter().map(ToString::to_string).collect();
    assert_eq!(days, ["2001-04-02", "2020-12-31"]);
    let measures: Vec<_> = listing.measures.iter().map(|m| (m.kind, m.since.is_some())).collect();
    assert_eq!(measures, [(MeasureKind::AssetFreeze, false), (MeasureKind::ServicesBan, true)]);
}

#[test]
fn what_this_version_does_not_know_is_counted_and_kept() {
    let changed = XML
        .replace("<IndividualEntityShip>Ship<", "<IndividualEntityShip>Aircraft<")
        .replace(">Alias</NameType>", ">Nickname</NameType>")
        .replace("|Travel Ban|", "|Stern look|")
        .replace("dd/mm/1961", "sometime")
        .replace("<Nationality>Afghanistan<", "<Nationality>Atlantis<")
        .replace("<Positions>", "<Moods><Mood>blue</Mood></Moods><Positions>");
    let (entities, release) = check("list.xml", changed.as_bytes()).unwrap();
    let count = |kind: DefectKind| release.defects.get(&kind).copied().unwrap_or(0);
    // Aircraft, two aliases called nicknames, the measure and the nationality.
    assert_eq!(count(DefectKind::UnknownCode), 5, "{:?}", shown(&release.samples));
    assert_eq!(count(DefectKind::BadValue), 1);
    assert_eq!(count(DefectKind::UnknownElement), 2, "{:?}", shown(&release.samples));
    assert!(release.is_whole());
    assert_eq!(facts(&entities[0], &Property::of("Mood")), ["blue"]);
    assert_eq!(facts(&entities[0], &Property::NATIONALITY), ["Atlantis"]);
    assert_eq!(entities[2].schema.as_str(), "LegalEntity");
}

#[test]
fn broken_files_are_refused_or_counted() {
    let cut = &XML[..XML.find("</Designation>").unwrap()];
    for (name, bytes, expected) in [
        ("a.xml", cut.as_bytes(), "truncated"),
        ("a.xml", b"".as_slice(), "empty"),
        ("a.xml", b"<html><body>sign in</body></html>", "HTML page"),
        ("a.xml", b"<CONSOLIDATED_LIST/>", "not the UK Sanctions List"),
        ("a.csv", b"id,name\n1,x\n", "has no header"),
        ("a.xlsx", b"PK\x03\x04 not a zip at all", "no whole XLSX or ODS workbook"),
        ("a.xml", b"<Designations></Designations>", "holds no record"),
    ] {
        let error = check(name, bytes).unwrap_err();
        assert!(error.contains(expected), "{expected}: {error}");
    }
    let short = CSV.replacen("RUS9003", "RUS9003,", 1);
    let (_, release) = check("a.csv", short.as_bytes()).unwrap();
    assert!(!release.is_whole());
    let nameless = CSV.replace("RUS9003", "");
    let (entities, release) = check("a.csv", nameless.as_bytes()).unwrap();
    assert_eq!((entities.len(), release.is_whole()), (2, false));
    let twice = XML.replace("RUS9003", "RUS9002");
    let (entities, release) = check("a.xml", twice.as_bytes()).unwrap();
    assert_eq!((entities.len(), release.is_whole()), (2, false));
    let odd = CSV.replacen("Hull identification number (HIN)", "Mood", 1);
    let (entities, release) = check("a.csv", odd.as_bytes()).unwrap();
    assert_eq!(shown(&release.samples), ["unknown-element Mood "]);
    assert_eq!(facts(&entities[2], &Property::of("Mood")), ["H-77"]);
    let control = XML.replace("Harbour master", "Harbour\u{1} master");
    let (_, release) = check("a.xml", control.as_bytes()).unwrap();
    assert_eq!(release.defects.get(&DefectKind::Character), Some(&1));
}

#[test]
fn the_consolidated_list_of_2025_is_read_whole() {
    let Some(path) = shared("lists/uk/UK_Sanctions_List_2025-05.xlsx") else { return };
    let (entities, release) = check("list.xlsx", &std::fs::read(path).unwrap()).unwrap();
    // 18,796 rows under the header, 4,686 group ids.
    assert_eq!(entities.len(), 4686);
    assert_eq!(release.published.map(|d| d.to_string()).as_deref(), Some("2025-04-10"));
    let counts: Vec<_> = release.counts.iter().map(|(k, n)| (k.as_str(), *n)).collect();
    assert_eq!(counts, [("Company", 180), ("Organization", 829), ("Person", 3662), ("Vessel", 15)]);
    // What is left is misspelt by the publisher, a republic of the Soviet Union whose name the
    // publisher does not bring up to date, or no state (Crimea).
    assert_eq!(
        shown(&release.samples),
        [
            "unknown-code birthCountry Moldovian SSR (now Republic of Moldovia)",
            "unknown-code birthCountry Sundan",
            "unknown-code birthCountry Uzbekhistan",
            "unknown-code birthCountry Kazakh Soviet Socialist Republic",
            "unknown-code birthCountry Kazakh SSR",
            "unknown-code birthCountry Crimea",
            "unknown-code nationality Repubic of Moldova",
            "unknown-code nationality Belrus",
            "unknown-code birthCountry Yakut Autonomous SSR",
            "unknown-code birthCountry Uzbek SSR",
        ]
    );
    // One entry states no UK Sanctions List reference and keeps OFSI's group id.
    let by_group: Vec<_> =
        entities.iter().map(|e| e.id.as_str()).filter(|id| id.starts_with("uk-ofsi-")).collect();
    assert_eq!(by_group, ["uk-ofsi-15878"]);
    let minister = entities.iter().find(|e| e.id.as_str() == "uk-GUB0016").unwrap();
    assert_eq!(minister.caption(), "Daba NAUALNA");
    assert_eq!(facts(minister, &Property::NATIONALITY), ["gw"]);
    assert_eq!(facts(minister, &Property::FATHER_NAME), ["Samba Naualna"]);
    assert_eq!(facts(minister, &Property::PASSPORT_NUMBER), ["SA000417"]);
    let tanker = entities.iter().find(|e| e.id.as_str() == "uk-DPR0097").unwrap();
    assert_eq!(facts(tanker, &Property::IMO_NUMBER), ["7303803"]);
    assert_eq!(facts(tanker, &Property::FLAG), ["kp"]);
    assert_eq!(facts(tanker, &Property::PAST_FLAGS), ["ru"]);
}

#[test]
fn the_consolidated_list_of_2016_is_read_whole() {
    let Some(path) = shared("lists/uk/ofsi_conlist_2016-02-12.csv") else { return };
    let (entities, release) = check("ConList.csv", &std::fs::read(path).unwrap()).unwrap();
    // A reduced sample: 800 rows, 463 group ids.
    assert_eq!(entities.len(), 463);
    // Values the publisher prints that name no one country.
    assert_eq!(
        shown(&release.samples),
        [
            "unknown-code nationality Congolese",
            "unknown-code nationality citizen",
            "unknown-code nationality Not registered as a citizen of the Russian Federation",
            "unknown-code nationality Possibly Ethiopian",
            "unknown-code birthCountry North-Ossetian Autonomous SSR, RSFSR",
        ]
    );
    let person = entities.iter().find(|e| e.id.as_str() == "uk-ofsi-7087").unwrap();
    assert_eq!(facts(person, &Property::PASSPORT_NUMBER), ["W374031"]);
    assert_eq!(person.listings[0].cross_references[0].reference, "QI.B.62.02");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_mutation_makes_the_readers_panic(
        which in 0usize..3, cut in 0usize..20_000, at in 0usize..20_000, byte: u8, repeat in 0usize..64
    ) {
        let mut bytes = [XML, CSV, CON_LIST][which].as_bytes().to_vec();
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
