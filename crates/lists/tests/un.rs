// SPDX-License-Identifier: Apache-2.0
//! The UN readers on an invented list and on published files.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking, and a skipped test must be seen"
)]

use interdict_lists::{Document, ReadError, read};
use interdict_model::{
    DefectKind, Entity, LinkTarget, ListingStatus, MeasureKind, NameKind, PartKind, Property,
    Quality, Release, SourceKind, Value,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const CONSOLIDATED: &[u8] = include_bytes!("fixtures/un/consolidated.xml");
const VESSELS: &[u8] = include_bytes!("fixtures/un/vessels.html");

fn run(files: &[(&str, &[u8])]) -> Result<(Release, Vec<Entity>), ReadError> {
    let documents = files.iter().map(|(n, b)| Document::new(*n, *b)).collect();
    let mut entities = Vec::new();
    let mut sink = |e| {
        entities.push(e);
        Ok(())
    };
    let release = read(SourceKind::Un, documents, &mut sink)?;
    Ok((release, entities))
}

fn refused(bytes: &[u8]) -> String {
    run(&[("list.xml", bytes)]).map(|(r, _)| format!("read: {r:?}")).unwrap_err().to_string()
}

fn texts(entity: &Entity, property: &Property) -> Vec<String> {
    entity.values(property).map(Value::as_text).collect()
}

fn names(entity: &Entity) -> Vec<(&str, NameKind, Quality)> {
    entity.names.iter().map(|n| (n.text.as_str(), n.kind, n.quality)).collect()
}

fn mutated(from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(CONSOLIDATED.to_vec()).unwrap();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn the_head_of_the_release_is_read() {
    let (release, _) = run(&[("list.xml", CONSOLIDATED)]).unwrap();
    assert_eq!(release.authority, "UN Security Council");
    assert_eq!(release.title, "Consolidated List");
    assert_eq!(release.published.unwrap().to_string(), "2031-05-06");
    assert_eq!(release.version.as_deref(), Some("2031-05-06T07:08:09.100Z"));
    assert_eq!(release.samples, []);
    assert!(release.is_whole());
}

#[test]
fn in_the_dprk_regime_the_family_name_stands_first() {
    let (_, entities) = run(&[("list.xml", CONSOLIDATED)]).unwrap();
    let hong = &entities[0];
    assert_eq!(hong.id.as_str(), "un-KPi.901");
    let parts: Vec<_> = hong.names[0].parts.iter().map(|p| (p.kind, p.text.as_str())).collect();
    assert_eq!(parts, [(PartKind::Family, "HONG"), (PartKind::Given, "KIL-TONG")]);
    let other: Vec<_> = entities[1].names[0].parts.iter().map(|p| p.kind).collect();
    assert_eq!(other, [PartKind::Other; 3], "no role is guessed in another regime");
}

#[test]
fn names_keep_kind_quality_and_script() {
    let (_, entities) = run(&[("list.xml", CONSOLIDATED)]).unwrap();
    use NameKind::{Abbreviation, Aka, Fka, Primary};
    use Quality::{Strong, Weak};
    assert_eq!(
        names(&entities[0]),
        [
            ("HONG KIL-TONG", Primary, Strong),
            ("Hong Gil Dong", Aka, Strong),
            ("Hong Kil Dong", Aka, Strong),
            ("Mr Hong", Aka, Weak)
        ]
    );
    assert_eq!(entities[0].names[3].note.as_deref(), Some("nom de guerre"));
    assert_eq!(entities[1].names[1].language.as_deref(), Some("Arab"));
    assert_eq!(entities[1].names[1].note.as_deref(), Some("original script"));
    assert_eq!(
        names(&entities[2]),
        [
            ("INVENTED TRADING BANK (ITB)", Primary, Strong),
            ("INVENTED TRADING BANK", Aka, Strong),
            ("ITB", Abbreviation, Strong),
            ("Invented Bank", Aka, Strong),
            ("Older Bank", Fka, Strong)
        ]
    );
}

#[test]
fn facts_are_typed() {
    let (_, entities) = run(&[("list.xml", CONSOLIDATED)]).unwrap();
    let hong = &entities[0];
    assert_eq!(
        texts(hong, &Property::BIRTH_DATE),
        ["1961", "1960-02-03", "~1960", "1958/1963", "1961-08", "1973-11"],
        "the first is stated with the alias"
    );
    assert_eq!(
        texts(hong, &Property::NOTES),
        ["date of birth: 24/06/1402 (Hijri Calendar)"],
        "another calendar is not taken for ours"
    );
    assert_eq!(texts(hong, &Property::POSITION), ["Director of Trade", "Head of Office"]);
    assert_eq!(texts(hong, &Property::NATIONALITY), ["kp"]);
    assert_eq!(texts(hong, &Property::GENDER), ["male"]);
    assert_eq!(
        texts(hong, &Property::BIRTH_PLACE),
        ["Sariwon", "Kaesong, Democratic People's Republic of Korea"]
    );
    let (passports, papers) = (Property::PASSPORT_NUMBER, Property::ID_NUMBER);
    let Some(Value::Identifier(passport)) = hong.values(&passports).next() else {
        panic!("no passport");
    };
    assert_eq!(passport.number, "PS 900000001");
    assert_eq!(passport.country.unwrap().code(), "kp");
    assert_eq!(passport.issued.unwrap().to_string(), "2019-01-02");
    assert_eq!(passport.expires.unwrap().to_string(), "2024-07-04");
    let Some(Value::Identifier(paper)) = hong.values(&papers).next() else {
        panic!("no certificate");
    };
    assert_eq!(paper.kind.as_deref(), Some("Birth certificate"));
    assert_eq!(texts(&entities[2], &Property::IMO_NUMBER), ["5571322"]);
    assert_eq!(texts(&entities[2], &Property::SWIFT_BIC), ["ILSIKPPY"]);
    assert_eq!(texts(&entities[2], &Property::of("formerReference")), ["E.29.I.9"]);
}

#[test]
fn listings_and_links() {
    let (_, entities) = run(&[("list.xml", CONSOLIDATED)]).unwrap();
    let listing = &entities[0].listings[0];
    assert_eq!(listing.reference.as_deref(), Some("KPi.901"));
    assert_eq!(listing.programmes, ["DPRK"]);
    assert_eq!(listing.since().unwrap().to_string(), "2030-01-02", "with a time zone after it");
    assert_eq!(listing.amended_on.len(), 2);
    assert!(listing.measures.is_empty(), "the list states none for this entry");
    let link = &entities[0].links[0];
    assert_eq!(link.property.as_str(), "actingFor");
    let target = LinkTarget::Reference { authority: "UN".into(), reference: "KPe.902".into() };
    assert_eq!(link.target, target);
    assert_eq!(texts(&entities[0], &Property::of("mentions")), ["QDi.903"]);
    let other = &entities[1].listings[0];
    assert!(
        matches!(other.status, ListingStatus::Delisted(Some(d)) if d.to_string() == "2031-02-03")
    );
    assert_eq!(other.legal_acts[0].title, "paragraphs 15 and 17 of resolution 1970");
    let kinds: Vec<_> = other.measures.iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [MeasureKind::TravelBan, MeasureKind::AssetFreeze]);
}

#[test]
fn ships_keep_every_designation() {
    let (release, ships) = run(&[("list.html", VESSELS)]).unwrap();
    assert_eq!(release.samples, []);
    assert_eq!(release.title, "1718 Designated Vessels List");
    assert_eq!(release.published.unwrap().to_string(), "2031-06-04");
    let ids: Vec<_> = ships.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["un-imo-9074729", "un-imo-8405270", "un-name-without-number-7"]);
    let listing = &ships[0].listings[0];
    let days: Vec<_> = listing.listed_on.iter().map(ToString::to_string).collect();
    assert_eq!(days, ["2017-10-03", "2018-03-30"]);
    let measures: Vec<_> =
        listing.measures.iter().map(|m| (m.kind, m.since.unwrap().to_string())).collect();
    assert_eq!(
        measures,
        [
            (MeasureKind::PortEntryBan, "2017-10-03".to_owned()),
            (MeasureKind::DeFlag, "2018-03-30".to_owned())
        ]
    );
    assert_eq!(listing.reason.as_deref(), Some("M/V MADE UP 1 loaded coal."));
    assert_eq!(texts(&ships[1], &Property::FLAG), ["ki", "kh"]);
    assert_eq!(texts(&ships[1], &Property::CALL_SIGN), ["AAA1", "BBB2"]);
    let links: Vec<_> = ships[1].links.iter().map(|l| l.property.as_str()).collect();
    assert_eq!(links, ["operator", "owner"]);
    assert_eq!(ships[2].names[0].text, "WITHOUT NUMBER 7");
    assert!(texts(&ships[2], &Property::IMO_NUMBER).is_empty());
}

#[test]
fn both_lists_make_one_release() {
    let (release, entities) =
        run(&[("vessels.html", VESSELS), ("list.xml", CONSOLIDATED)]).unwrap();
    assert_eq!(entities.len(), 6);
    assert_eq!(release.files.len(), 2);
    assert_eq!(release.title, "1718 Designated Vessels List + Consolidated List");
    assert_eq!(release.published.unwrap().to_string(), "2031-05-06");
    assert_eq!(entities[5].position.file, 1);
    let error = run(&[("a.xml", CONSOLIDATED), ("b.xml", CONSOLIDATED)]).unwrap_err().to_string();
    assert!(error.contains("b.xml") && error.contains("second"), "{error}");
}

#[test]
fn what_is_unknown_is_counted_and_kept() {
    for (from, to, kind, value) in [
        ("<GENDER>Male</GENDER>", "<SHOE_SIZE>44</SHOE_SIZE>", DefectKind::UnknownElement, "44"),
        (">Good<", ">Splendid<", DefectKind::UnknownCode, "Splendid"),
        (">BETWEEN<", ">PERHAPS<", DefectKind::UnknownCode, "perhaps"),
        (">1960-02-03<", ">1960-02-31<", DefectKind::BadValue, "1960-02-31"),
        ("2030-03-04", "soon", DefectKind::BadValue, "soon"),
        ("KPi.901", "", DefectKind::BadValue, ""),
        ("QDi.903</REF", "KPi.901</REF", DefectKind::BadValue, "un-KPi.901"),
        (
            "5571322",
            "5571323",
            DefectKind::BadValue,
            "IMO number: 5571323. SWIFT: ILSIKPPY [Old Reference # E.29.I.9]",
        ),
        ("HONG ", "HO\u{1}NG ", DefectKind::Character, "HO\u{fffd}NG"),
    ] {
        let (release, entities) = run(&[("list.xml", &mutated(from, to))]).unwrap();
        assert_eq!(entities.len(), 3, "{from}");
        let seen: Vec<_> = release.samples.iter().map(|d| (d.kind, d.value.as_str())).collect();
        assert_eq!(seen, [(kind, value)], "{from}");
        assert!(release.samples[0].line > 0);
        let ids: BTreeSet<_> = entities.iter().map(|e| &e.id).collect();
        assert_eq!(ids.len(), 3, "ids stay apart");
    }
    let (_, entities) =
        run(&[("list.xml", &mutated("<GENDER>Male</GENDER>", "<SHOE_SIZE>44</SHOE_SIZE>"))])
            .unwrap();
    assert_eq!(texts(&entities[0], &Property::of("SHOE_SIZE")), ["44"]);
}

#[test]
fn a_list_cut_to_low_bytes_is_still_read_whole() {
    let text = String::from_utf8(CONSOLIDATED.to_vec()).unwrap();
    let damaged: Vec<u8> = text
        .replace("KIL-TONG", "KIL-TONG\u{e9}")
        .replace("ابن فلان", "ЂЎ м ئ فلان")
        .chars()
        .map(|c| u8::try_from(u32::from(c) & 0xFF).unwrap())
        .collect();
    let (release, entities) = run(&[("list.xml", &damaged)]).unwrap();
    assert_eq!(entities.len(), 3);
    assert_eq!(entities[0].names[0].text, "HONG KIL-TONG\u{e9}");
    assert_eq!(release.defects[&DefectKind::Encoding], 1);
    assert_eq!(
        release.defects[&DefectKind::BadValue],
        1,
        "the name in its script is lost, and said"
    );
    assert_eq!(release.files[0].bytes, damaged.len() as u64, "what was given is what is recorded");
}

#[test]
fn broken_files_are_refused() {
    let whole = String::from_utf8(CONSOLIDATED.to_vec()).unwrap();
    for (bytes, expected) in [
        (&b""[..], "empty"),
        (b"<html><head><title>403 Forbidden</title></head></html>", "HTML page"),
        (b"<!DOCTYPE html><html><body>1718 Sanctions Committee</body></html>", "HTML page"),
        (b"%PDF-1.3 ...", "PDF"),
        (b"<sdnList/>", "expected <CONSOLIDATED_LIST>"),
        (
            b"<CONSOLIDATED_LIST dateGenerated='2031-01-01'><INDIVIDUALS/></CONSOLIDATED_LIST>",
            "no record at all",
        ),
        (&CONSOLIDATED[..1500], "truncated"),
        (whole.replace("</SECOND_NAME>", "</FIRST_NAME>").as_bytes(), "not well-formed"),
        (whole.replace("HONG", "&horse;").as_bytes(), "entity"),
        (&VESSELS[..2000], "truncated"),
    ] {
        let error = refused(bytes);
        assert!(error.contains(expected), "{error}");
    }
    let vessels = String::from_utf8(VESSELS.to_vec()).unwrap();
    let error = refused(vessels.replace("1: ", "").as_bytes());
    assert!(
        error.contains("layout of the page has changed") || error.contains("no ship"),
        "{error}"
    );
}

#[test]
fn a_row_missing_from_the_ships_is_noticed() {
    let text = String::from_utf8(VESSELS.to_vec()).unwrap();
    let (release, ships) =
        run(&[("list.html", text.replace("<p>2</p>", "<p>9</p>").as_bytes())]).unwrap();
    assert_eq!(ships.len(), 3);
    assert!(!release.is_whole());
    let text = text.replace("9074729", "9074720").replace("<p>Yes</p>", "<p>maybe</p>");
    let (release, _) = run(&[("list.html", text.as_bytes())]).unwrap();
    assert_eq!(release.defects[&DefectKind::BadValue], 1);
    assert_eq!(release.defects[&DefectKind::UnknownCode], 4);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_mutation_panics(at in 0usize..8000, length in 0usize..200, byte: u8, how in 0u8..3, ships: bool) {
        let mut bytes = if ships { VESSELS.to_vec() } else { CONSOLIDATED.to_vec() };
        let at = at % bytes.len();
        let end = (at + length).min(bytes.len());
        match how {
            0 => { bytes.drain(at..end); }
            1 => bytes[at] ^= byte,
            _ => { let copy = bytes[at..end].to_vec(); bytes.splice(at..at, copy); }
        }
        let _ = run(&[("list", &bytes)]);
    }
}

// ---- published files -------------------------------------------------------------------------

fn shared(path: &str) -> Option<(String, Vec<u8>)> {
    let root = std::env::var_os("INTERDICT_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let bytes = std::fs::read(root.join("lists/un").join(path)).ok();
    if bytes.is_none() {
        println!("skipped: {path} is not at hand");
    }
    Some((path.to_owned(), bytes?))
}

fn published(path: &str) -> Option<(Release, Vec<Entity>)> {
    let (name, bytes) = shared(path)?;
    Some(run(&[(&name, &bytes)]).unwrap())
}

#[test]
fn every_published_release_is_read_whole() {
    // Texts that name no one country, so no code is put to them; each is in the file as shown.
    let sudan = [
        "Sudan/South Sudan",
        "Sudan/or South Sudan",
        "Sudan/South Sudan",
        "United States. Also believed to hold Syrian nationality",
        "Sudan/South Sudan",
        "Possibly Ethiopian",
        "Iran / unknown",
        "Iran / unknown",
        "Sudan/South Sudan",
        "Branch Office 11: Iran",
    ];
    let iran = [
        "Iran / unknown",
        "Iran / unknown",
        "Unconfirmed (likely Iran)",
        "Unconfirmed (likely Iran)",
    ];
    for (day, persons, organisations, unresolved) in [
        ("2016-02-11", 130, 109, &iran[..]),
        ("2018-10-29", 703, 390, &sudan[..]),
        ("2020-03-20", 709, 305, &sudan),
        ("2021-01-27", 710, 293, &sudan),
        ("2023-03-27", 701, 254, &sudan),
        ("2023-10-05", 693, 253, &[]),
        ("2023-10-19", 670, 192, &[]),
        ("2025-04-19", 684, 193, &[]),
        ("2026-02-27", 730, 273, &[]),
    ] {
        let Some((release, entities)) = published(&format!("un_consolidated_{day}.xml")) else {
            return;
        };
        assert_eq!(release.published.unwrap().to_string(), day);
        assert_eq!(release.counts["Person"], persons, "{day}");
        assert_eq!(release.counts["Organization"], organisations, "{day}");
        let defects: Vec<_> = release.samples.iter().map(|d| d.value.as_str()).collect();
        assert_eq!(defects, unresolved, "{day}");
        assert!(release.samples.iter().all(|d| d.kind == DefectKind::UnknownCode));
        let ids: BTreeSet<_> = entities.iter().map(|e| &e.id).collect();
        assert_eq!(ids.len(), entities.len());
        for entity in &entities {
            assert_eq!(entity.names[0].kind, NameKind::Primary, "{}", entity.id);
            assert!(entity.listings[0].since().is_some(), "{}", entity.id);
        }
    }
}

#[test]
fn the_release_cut_to_low_bytes_loses_no_record() {
    let Some((release, damaged)) = published("un_consolidated_2025-08-16.xml") else { return };
    assert_eq!((release.counts["Person"], release.counts["Organization"]), (684, 195));
    assert!(release.is_whole());
    // Every character of this copy was cut to its low byte. Character: places where a curly
    // quotation mark or a foreign letter became a control character, "<" or "&". Encoding: Latin-1
    // letters that are no UTF-8. Bad value: names in their script, of which nothing is left.
    let counts: Vec<_> = release.defects.iter().map(|(k, n)| (*k, *n)).collect();
    assert_eq!(
        counts,
        [(DefectKind::Character, 476), (DefectKind::Encoding, 385), (DefectKind::BadValue, 411)]
    );
    // Against the release four months before: who stands in both bears the same romanised names.
    let Some((_, before)) = published("un_consolidated_2025-04-19.xml") else { return };
    let cut = |text: &str| -> String {
        text.chars().map(|c| if u32::from(c) > 0xFF { '\u{fffd}' } else { c }).collect()
    };
    let before: BTreeMap<_, _> = before.iter().map(|e| (&e.id, &e.names[0].text)).collect();
    let both: Vec<_> =
        damaged.iter().filter_map(|e| Some((&e.names[0].text, *before.get(&e.id)?))).collect();
    let differing = both.iter().filter(|(now, then)| **now != cut(then)).count();
    assert!(both.len() > 860, "{}", both.len());
    assert!(differing <= 3, "{differing} names differ");
}

#[test]
fn the_dprk_entries_are_complete() {
    let Some((_, entities)) = published("un_consolidated_2026-02-27.xml") else { return };
    let ids: BTreeSet<_> = entities.iter().map(|e| e.id.as_str().to_owned()).collect();
    for n in 1..=80 {
        assert!(ids.contains(&format!("un-KPi.{n:03}")));
    }
    for n in 1..=75 {
        assert!(ids.contains(&format!("un-KPe.{n:03}")));
    }
    for entity in entities.iter().filter(|e| e.id.as_str().starts_with("un-KPi.")) {
        let kinds: Vec<_> = entity.names[0].parts.iter().map(|p| p.kind).collect();
        assert_eq!(kinds[..2], [PartKind::Family, PartKind::Given], "{}", entity.id);
    }
    let with = |property: &Property| {
        entities
            .iter()
            .filter(|e| e.id.as_str().starts_with("un-KPi.") && e.values(property).next().is_some())
            .count()
    };
    // The coverage counted by hand over the same file.
    assert_eq!(with(&Property::BIRTH_DATE), 72);
    assert_eq!(with(&Property::NATIONALITY), 79);
    assert_eq!(with(&Property::POSITION), 73);
    let companies = entities.iter().filter(|e| e.values(&Property::IMO_NUMBER).next().is_some());
    assert_eq!(companies.count(), 16);
}

#[test]
fn the_published_ships_are_all_there() {
    let Some((release, ships)) = published("1718_designated_vessels_list.html") else { return };
    assert_eq!(release.samples, []);
    assert_eq!(ships.len(), 59);
    assert_eq!(release.published.unwrap().to_string(), "2020-06-04");
    let by_id: BTreeMap<_, _> = ships.iter().map(|s| (s.id.as_str(), s)).collect();
    assert_eq!(by_id.len(), 59);
    assert!(
        by_id.contains_key("un-name-min-ning-de-you-078"),
        "the one ship without an IMO number"
    );
    let twice = &by_id["un-imo-8628597"].listings[0];
    assert_eq!(twice.listed_on.len(), 2);
    assert_eq!(twice.measures.len(), 2);
    let numbered = ships.iter().filter(|s| s.values(&Property::IMO_NUMBER).next().is_some());
    assert_eq!(numbered.count(), 58);
    let with = |kind| {
        ships.iter().filter(|s| s.listings[0].measures.iter().any(|m| m.kind == kind)).count()
    };
    let omm = ships.iter().filter(|s| s.links.iter().any(|l| l.property.as_str() == "operator"));
    assert_eq!(omm.count(), 22, "ships of Ocean Maritime Management");
    // 22 of the manager, 13 under 2321 (2016) 12(d), 2 under 1718 (2006) 8(d).
    assert_eq!(with(MeasureKind::AssetFreeze), 37);
    // 12 of March 2018, HAO FAN 6 among them, and 3 of October 2018.
    assert_eq!(with(MeasureKind::DeFlag), 15);
    let renamed: Vec<_> = by_id["un-imo-8791667"].names.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(renamed, ["WAN HENG 11", "KUMJINGANG3", "Kum Jin Gang 3"]);
}

#[test]
fn the_archived_error_page_is_refused() {
    let Some((name, bytes)) = shared("bad_download_2021-08-26.xml") else { return };
    let error = run(&[(&name, &bytes)]).unwrap_err().to_string();
    assert!(error.contains("HTML page"), "{error}");
}

#[test]
fn list_and_ships_together() {
    let (Some(list), Some(ships)) =
        (shared("un_consolidated_2026-02-27.xml"), shared("1718_designated_vessels_list.html"))
    else {
        return;
    };
    let (release, entities) = run(&[(&list.0, &list.1), (&ships.0, &ships.1)]).unwrap();
    assert_eq!(entities.len(), 730 + 273 + 59);
    assert_eq!(release.published.unwrap().to_string(), "2026-02-27");
    // Whatever a ship's link names is on the other list.
    let ids: BTreeSet<_> = entities.iter().map(|e| e.id.as_str().to_owned()).collect();
    for link in entities.iter().filter(|e| e.schema.as_str() == "Vessel").flat_map(|e| &e.links) {
        let LinkTarget::Reference { reference, .. } = &link.target else { panic!("{link:?}") };
        assert!(ids.contains(&format!("un-{reference}")), "{reference}");
    }
}
