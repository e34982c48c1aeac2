// SPDX-License-Identifier: Apache-2.0
//! The Swiss reader on an invented list that uses every feature of the format.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking, and a skipped test must be seen"
)]

use interdict_lists::{Document, ReadError, read};
use interdict_model::{
    DefectKind, Entity, LinkTarget, ListingStatus, NameKind, PartKind, Property, Quality, Release,
    SourceKind, Value,
};
use proptest::prelude::*;

const LIST: &[u8] = include_bytes!("fixtures/ch/whole-list.xml");

fn run(bytes: &[u8]) -> Result<(Release, Vec<Entity>), ReadError> {
    let mut entities = Vec::new();
    let mut sink = |e| {
        entities.push(e);
        Ok(())
    };
    let release = read(SourceKind::Ch, vec![Document::new("list.xml", bytes)], &mut sink)?;
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
fn targets_are_persons_organisations_ships_and_aircraft() {
    let (release, entities) = run(LIST).unwrap();
    assert_eq!(release.samples, []);
    assert_eq!(release.published.unwrap().to_string(), "2031-05-06");
    assert_eq!(release.files.len(), 1);
    let seen: Vec<_> = entities.iter().map(|e| (e.id.as_str(), e.schema.as_str())).collect();
    assert_eq!(
        seen,
        [
            ("ch-1000", "Person"),
            ("ch-1100", "Organization"),
            ("ch-1200", "Vessel"),
            ("ch-1300", "Airplane")
        ]
    );
    assert_eq!(texts(&entities[3], &Property::of("colour")), ["white"]);
}

#[test]
fn names_come_in_order_with_their_spellings() {
    let (_, entities) = run(LIST).unwrap();
    use NameKind::{Aka, Fka, Primary};
    let names: Vec<_> = entities[0]
        .names
        .iter()
        .map(|n| (n.text.as_str(), n.kind, n.quality, n.language.as_deref()))
        .collect();
    assert_eq!(
        names,
        [
            ("Hong Kil-tong", Primary, Quality::Strong, None),
            ("Hong Gil Dong", Aka, Quality::Strong, Some("kor")),
            ("The Trader", Aka, Quality::Weak, None),
            ("Khong Kil Ton", Fka, Quality::Strong, None),
            ("Хон Гиль Дон", Fka, Quality::Strong, Some("rus")),
            ("Other Identity", Aka, Quality::Strong, None)
        ]
    );
    let parts: Vec<_> = entities[0].names[0].parts.iter().map(|p| p.kind).collect();
    assert_eq!(parts, [PartKind::Family, PartKind::Given, PartKind::Title]);
    assert_eq!(texts(&entities[0], &Property::TITLE), ["Dr"]);
    let all: Vec<_> = entities.iter().flat_map(|e| &e.names).map(|n| n.text.as_str()).collect();
    assert!(!all.contains(&"Former State"), "the history of a target is not its state");
}

#[test]
fn facts_of_a_person() {
    let (_, entities) = run(LIST).unwrap();
    let hong = &entities[0];
    assert_eq!(texts(hong, &Property::GENDER), ["male"]);
    assert_eq!(texts(hong, &Property::BIRTH_DATE), ["1960-02-03", "1961"]);
    assert_eq!(texts(hong, &Property::NATIONALITY), ["kp", "cn"]);
    let addresses = texts(hong, &Property::ADDRESS);
    assert_eq!(
        addresses,
        [
            "c/o Trading Co, 1 Street, P.O. Box 7, Pyongyang, 999, Korea (Democratic People's Republic of)"
        ]
    );
    let births = Property::BIRTH_PLACE;
    let Some(Value::Address(place)) = hong.values(&births).next() else { panic!("no place") };
    assert_eq!(place.country.unwrap().code(), "kp");
    assert_eq!(place.note.as_deref(), Some("also written Gaeseong"));
    assert_eq!(texts(hong, &Property::PASSPORT_NUMBER), ["PS 900000001", "AB1234567"]);
    let passports = Property::PASSPORT_NUMBER;
    let Some(Value::Identifier(paper)) = hong.values(&passports).next() else { panic!("none") };
    assert_eq!(paper.issued.unwrap().to_string(), "2019-01-02");
    assert_eq!(paper.expires.unwrap().to_string(), "2024-01-02");
    assert_eq!(paper.country.unwrap().code(), "kp");
    assert_eq!(texts(hong, &Property::ID_NUMBER), ["42"]);
    assert_eq!(texts(hong, &Property::of("formerReference")), ["E.29.II.3"]);
    assert_eq!(texts(&entities[1], &Property::SWIFT_BIC), ["ILSIKPPY"]);
    assert_eq!(texts(&entities[1], &Property::INCORPORATION_DATE), ["1990"]);
    assert_eq!(texts(&entities[2], &Property::IMO_NUMBER), ["9074729"]);
}

#[test]
fn listings_programmes_and_links() {
    let (_, entities) = run(LIST).unwrap();
    let listing = &entities[0].listings[0];
    assert_eq!(listing.programmes, ["North Korea"]);
    assert_eq!(
        listing.legal_acts[0].title,
        "Ordinance of 18 May 2016 on measures against North Korea"
    );
    assert_eq!(listing.measures[0].printed, "annex 1: asset freeze");
    assert_eq!(listing.since().unwrap().to_string(), "2029-05-07");
    assert_eq!(listing.amended_on.len(), 1);
    assert_eq!(listing.status, ListingStatus::Listed);
    assert_eq!(listing.reason.as_deref(), Some("Trades for others."));
    assert_eq!(listing.cross_references[0].authority, "UN");
    assert_eq!(entities[1].listings[0].cross_references[0].authority, "EU");
    let LinkTarget::Entity(target) = &entities[0].links[0].target else { panic!("no link") };
    assert_eq!(target.as_str(), "ch-1100");
}

#[test]
fn the_latest_day_says_whether_a_target_stands() {
    let (_, entities) = run(LIST).unwrap();
    // Printed last, but the latest by its day.
    let ListingStatus::Delisted(Some(day)) = entities[1].listings[0].status else {
        panic!("{:?}", entities[1].listings[0].status);
    };
    assert_eq!(day.to_string(), "2025-06-20");
    // Listed again after it was removed.
    assert_eq!(entities[2].listings[0].status, ListingStatus::Listed);
    assert_eq!(entities[2].listings[0].listed_on.len(), 2);
    // On one and the same day the first printed is the later change.
    let text = String::from_utf8(LIST.to_vec()).unwrap();
    let same = text.replace("<modification modification-type=\"listed\" effective-date=\"2019-05-18\"/>\n  </target>\n  <target ssid=\"1300\"", "</target><target ssid=\"1300\"");
    assert_ne!(same, text);
    let (_, entities) = run(same.as_bytes()).unwrap();
    assert!(matches!(entities[2].listings[0].status, ListingStatus::Delisted(Some(_))));
}

#[test]
fn what_is_unknown_or_dangling_is_counted_and_kept() {
    use DefectKind::{BadValue, DanglingReference, UnknownCode, UnknownElement};
    for (from, to, kind, value) in [
        ("<justification ", "<colour>red</colour><justification ", UnknownElement, "red"),
        ("name-type=\"alias\"", "name-type=\"stage-name\"", UnknownCode, "stage-name"),
        ("quality=\"low\" lang", "quality=\"fair\" lang", UnknownCode, "fair"),
        ("\"family-name\"", "\"clan-name\"", UnknownCode, "clan-name"),
        ("object-type=\"aircraft\"", "object-type=\"train\"", UnknownCode, "train"),
        ("\"related-to\"", "\"owned-by\"", UnknownCode, "owned-by"),
        ("target-id=\"1100\"", "target-id=\"77\"", DanglingReference, "77"),
        ("place-id=\"2000\"", "place-id=\"77\"", DanglingReference, "77"),
        (">911<", ">77<", DanglingReference, "77"),
        ("month=\"2\"", "month=\"13\"", BadValue, "1960-13-3"),
        ("\"Gregorian\"", "\"Hijri\"", BadValue, "1960-2-3-Hijri"),
        ("2030-05-07", "2030-05-32", BadValue, "2030-05-32"),
        ("modification-type=\"amended\"", "modification-type=\"moved\"", UnknownCode, "moved"),
        ("ssid=\"1300\"", "ssid=\"1200\"", BadValue, "ch-1200"),
        ("date=\"2031-05-06\"", "date=\"today\"", BadValue, "today"),
    ] {
        let (release, entities) = run(&mutated(from, to)).unwrap();
        assert_eq!(entities.len(), 4, "{from}");
        let seen: Vec<_> = release.samples.iter().map(|d| (d.kind, d.value.as_str())).collect();
        assert_eq!(seen, [(kind, value)], "{from}");
    }
}

#[test]
fn a_part_of_the_list_is_refused() {
    for (bytes, expected) in [
        (&b""[..], "empty"),
        (b"<html/>", "HTML page"),
        (b"<data-set/>", "expected <swiss-sanctions-list>"),
        (&mutated("whole-list", "delta-list"), "would clear everybody"),
        (&LIST[..LIST.len() - 25], "truncated"),
        (&mutated("</identity>", "</identities>"), "not well-formed"),
        (b"<swiss-sanctions-list list-type='whole-list' date='2031-01-01'/>", "no record at all"),
    ] {
        let error = run(bytes).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let (release, _) = run(&mutated("The Trader", "The \u{7}Trader")).unwrap();
    assert_eq!(release.defects[&DefectKind::Character], 1, "counted once though read twice");
    let mut latin = LIST.to_vec();
    let at = latin.windows(2).position(|w| w == "Х".as_bytes()).unwrap();
    latin.remove(at);
    let (release, entities) = run(&latin).unwrap();
    assert_eq!((entities.len(), release.defects[&DefectKind::Encoding]), (4, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn no_mutation_panics(at in 0usize..9000, length in 0usize..200, byte: u8, how in 0u8..3) {
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

    #[test]
    fn any_number_of_spellings_ends(n in 1usize..200) {
        let variant = "<spelling-variant lang=\"RUS\" script=\"CYRL\">И</spelling-variant>";
        let many: String = (0..n).map(|i| variant.replace('И', &format!("И{i}"))).collect();
        let text = String::from_utf8(LIST.to_vec()).unwrap();
        let text = text
            .replace("<value>Hong</value>", &format!("<value>Hong</value>{many}"))
            .replace("<value>Kil-tong</value>", &format!("<value>Kil-tong</value>{many}"));
        let (_, entities) = run(text.as_bytes()).unwrap();
        // All combinations while they are few; each spelling at least once in any case.
        let names: Vec<_> = entities[0].names.iter().map(|n| n.text.as_str()).collect();
        for i in 0..n {
            let spelling = format!("И{i}");
            prop_assert!(names.iter().any(|name| name.split(' ').any(|w| w == spelling)));
        }
        prop_assert!(names.len() < 500);
    }
}
