// SPDX-License-Identifier: Apache-2.0
//! The search gives exactly the hits of comparing with every name, on lists larger and denser than
//! the one the program carries: queries as listed, altered, and of people on no list.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use interdict::{Engine, Index, IndexBuilder, Options, Party, Schema, Score, Searcher};
use interdict_bench::{Tables, shared, write_list, write_queries};
use interdict_lists::Document;
use interdict_model::SourceKind;
use std::io::Cursor;

/// Thresholds on both sides of every rule the candidates are chosen by.
const THRESHOLDS: [i32; 6] = [350, 560, 640, 700, 800, 930];

fn index(lines: &[u8]) -> Index {
    let mut bytes = Cursor::new(Vec::new());
    let mut builder = IndexBuilder::new(&mut bytes).unwrap();
    let mut sink = |entity| builder.add(&entity).map_err(|e| std::io::Error::other(e.to_string()));
    let documents = vec![Document::new("list.ftm.jsonl", lines)];
    let release = interdict_lists::read(SourceKind::Ftm, documents, &mut sink).unwrap();
    builder.end_release(release);
    builder.finish().unwrap();
    Index::from_bytes(bytes.into_inner()).unwrap()
}

/// Screens names both ways, as people and as anything, at every threshold.
fn check(index: &Index, names: &[String]) -> usize {
    let mut searcher = Searcher::new(index);
    let mut hits = 0;
    for name in names {
        for schema in [Some(Schema::PERSON), None] {
            let party = Party { names: vec![name.clone()], schema, ..Party::default() };
            for threshold in THRESHOLDS {
                let threshold = Score::clamped(threshold);
                let options = Options { threshold, limit: 100_000, exhaustive: false };
                let found = searcher.screen(&party, &options).unwrap();
                let all = Options { exhaustive: true, ..options };
                assert_eq!(found, searcher.screen(&party, &all).unwrap(), "{name} at {threshold}");
                hits += found.len();
            }
        }
    }
    hits
}

/// Every `step`-th value of a column.
fn column(csv: &str, heading: &str, step: usize) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let at = reader.headers().unwrap().iter().position(|h| h == heading).unwrap();
    let values = reader.records().map(|r| r.unwrap().get(at).unwrap().to_owned());
    values.step_by(step).collect()
}

/// A build without optimisation compares some fifty times slower.
fn step(step: usize) -> usize {
    if cfg!(debug_assertions) { step * 40 } else { step }
}

#[test]
fn on_the_un_and_ofac_lists() {
    let folder = shared().join("bench");
    let Ok(lines) = std::fs::read(folder.join("list.ftm.jsonl")) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    let index = index(&lines);
    for (file, every) in [
        ("screening_queries_dev.csv", 40),
        ("screening_hard_dev.csv", 10),
        ("screening_alias_dev.csv", 20),
        ("neg_global_full_dev.csv", 400),
    ] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let names = column(&text, "full_name", step(every));
        let hits = check(&index, &names);
        println!("{file}: {} names, {hits} hits", names.len());
        assert!(hits > 0);
    }
}

#[test]
fn on_a_generated_list() {
    let Ok(tables) = Tables::read(&shared().join("names")) else {
        println!("skipped: {} is not there", shared().join("names").display());
        return;
    };
    let (mut lines, mut queries) = (Vec::new(), Vec::new());
    write_list(&tables, 20_000, 3, &mut lines).unwrap();
    write_queries(&tables, 400, 4, &mut queries).unwrap();
    let names = column(std::str::from_utf8(&queries).unwrap(), "name", step(2));
    assert!(check(&index(&lines), &names) > 0);
}

#[test]
fn odd_names_are_searched_like_any_other() {
    let engine = Engine::embedded().unwrap();
    let long = "Kim Jong ".repeat(40);
    let names =
        ["", "-", "a", "Ri", "Kim", "J. K.", "de la o", "KOMID", "Co., Ltd.", "12 34", &long];
    check(engine.index(), &names.map(str::to_owned));
}
