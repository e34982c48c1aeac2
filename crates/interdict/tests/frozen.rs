// SPDX-License-Identifier: Apache-2.0
//! The index of format 1 that was frozen stays readable and gives the same answers; its source
//! still builds the same bytes. What to do when it does not: `corpus/index/v1/README.md`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[allow(dead_code, unreachable_pub, reason = "shared with the tests of the index itself")]
#[path = "../../screen/tests/support/seal.rs"]
mod seal;

use interdict::{Identifier, Index, Options, Party, Property, Schema, Searcher, SourceKind};
use interdict_lists::{Document, to_ftm_json};
use interdict_screen::IndexBuilder;
use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

const ADVICE: &str = "see corpus/index/v1/README.md for what to do";

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/index/v1"))
}

fn freezing(what: &str) -> bool {
    std::env::var("INTERDICT_FREEZE").is_ok_and(|v| v == what)
}

fn rebuilt() -> Vec<u8> {
    let source = fs::read(folder().join("source.ftm.json")).unwrap();
    let mut bytes = Cursor::new(Vec::new());
    let mut builder = IndexBuilder::new(&mut bytes).unwrap();
    let mut sink = |entity| builder.add(&entity).map_err(|e| std::io::Error::other(e.to_string()));
    let documents = vec![Document::new("source.ftm.json", source.as_slice())];
    let release = interdict_lists::read(SourceKind::Ftm, documents, &mut sink).unwrap();
    builder.end_release(release);
    builder.finish().unwrap();
    bytes.into_inner()
}

fn named(name: &str) -> Party {
    Party { names: vec![name.to_owned()], ..Party::default() }
}

fn parties() -> Vec<Party> {
    let mut ivan = named("Primerov, Iwan Iwanowitsch");
    ivan.schema = Some(Schema::PERSON);
    ivan.dates.push("1964".parse().unwrap());
    let mut ship = named("Another Name");
    let number = Identifier { number: "9074729".to_owned(), ..Identifier::default() };
    ship.identifiers.push((Property::of("imoNumber"), number));
    let names = ["Иван Примеров", "Vanya", "김별순", "Kim Byeol-sun", "Alphabeta Trading Limited"];
    let mut all = vec![ivan, ship, named("Gamma Export"), named("Nobody At All")];
    all.extend(names.map(named));
    all
}

/// Everything the index is asked, in lines.
fn answers(index: &Index) -> String {
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").unwrap();
    line(format!("digest {}", index.digest()));
    let (names, forms) = (index.name_count(), index.form_count());
    line(format!("records {}, names {names}, forms {forms}", index.len()));
    for release in index.releases() {
        line(format!("release {} {:?} {:?}", release.kind, release.counts, release.files));
    }
    for number in index.records() {
        let (release, entity) = index.record(number).unwrap();
        let n = number.get();
        line(format!("record {n} of release {release}: {}", to_ftm_json(&entity)));
        for inverse in index.inverse(number) {
            line(format!("record {n} is {} of {}", inverse.property, inverse.source.get()));
        }
    }
    for id in ["inv-p1", "old-p1", "inv-x"] {
        let found = index.find(id).unwrap();
        line(format!("id {id}: {:?}", found.iter().map(|r| r.get()).collect::<Vec<_>>()));
    }
    for reference in ["INi.001", "9074729"] {
        let found = index.find_by_reference(reference).unwrap();
        let found: Vec<u32> = found.iter().map(|r| r.get()).collect();
        line(format!("number {reference}: {found:?}"));
    }
    let mut searcher = Searcher::new(index);
    for party in parties() {
        line(format!("party {:?}", party.names));
        for hit in searcher.screen(&party, &Options::default()).unwrap() {
            let listings: Vec<String> = hit.listings.iter().map(ToString::to_string).collect();
            line(format!("  {} {} {:?} {listings:?}", hit.score, hit.entity, hit.explanation.name));
        }
    }
    out
}

#[test]
fn the_frozen_index_opens_and_answers_as_ever() {
    if freezing("index") {
        fs::write(folder().join("frozen.idx"), rebuilt()).unwrap();
    }
    let index = Index::open(&folder().join("frozen.idx")).expect(ADVICE);
    let answers = answers(&index);
    if freezing("index") || freezing("answers") {
        fs::write(folder().join("answers.txt"), &answers).unwrap();
    }
    let expected = fs::read_to_string(folder().join("answers.txt")).unwrap();
    for (n, (found, expected)) in answers.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "answers.txt:{}: {ADVICE}", n + 1);
    }
    assert_eq!(answers, expected, "{ADVICE}");
}

#[test]
fn the_source_still_builds_the_same_bytes() {
    let frozen = fs::read(folder().join("frozen.idx")).unwrap();
    let rebuilt = rebuilt();
    // The head of an index names the version of the program; all else must be equal.
    let (old, new) = (Index::from_bytes(frozen.clone()), Index::from_bytes(rebuilt.clone()));
    let (old, new) = (old.expect(ADVICE), new.unwrap());
    assert_eq!(old.releases(), new.releases(), "{ADVICE}");
    if old.builder() == new.builder() {
        assert_eq!(old.digest(), new.digest(), "{ADVICE}");
    }
    const META: u32 = 1;
    for (before, after) in seal::sections(&frozen).iter().zip(seal::sections(&rebuilt)) {
        assert_eq!(before.0, after.0, "{ADVICE}");
        assert!(before.0 == META || before.1 == after.1, "section {}: {ADVICE}", before.0);
    }
}
