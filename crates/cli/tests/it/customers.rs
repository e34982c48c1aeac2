// SPDX-License-Identifier: Apache-2.0
//! The example file: who is found, who is not, and what could not be read.

use crate::world::{World, cells, repository};
use std::collections::BTreeMap;

/// Rows that are listed parties, with the entity each must find first.
const LISTED: [(&str, &str); 42] = [
    ("C0009", "un-imo-9562233"),
    ("C0016", "un-KPi.006"),
    ("C0024", "un-KPe.040"),
    ("C0031", "un-KPi.066"),
    ("C0045", "un-KPi.076"),
    ("C0057", "un-imo-8628597"),
    ("C0066", "un-KPi.066"),
    ("C0067", "un-KPe.026"),
    ("C0070", "un-KPi.055"),
    ("C0071", "un-KPe.001"),
    ("C0075", "un-KPe.020"),
    ("C0081", "un-imo-9562233"),
    ("C0084", "un-KPi.076"),
    ("C0086", "un-KPi.001"),
    ("C0088", "un-KPe.048"),
    ("C0091", "un-KPe.050"),
    ("C0094", "un-imo-8628597"),
    ("C0100", "un-imo-8405270"),
    ("C0102", "un-KPi.002"),
    ("C0104", "un-KPe.001"),
    ("C0105", "un-name-min-ning-de-you-078"),
    ("C0106", "un-KPi.046"),
    ("C0107", "un-KPe.009"),
    ("C0108", "un-KPi.035"),
    ("C0124", "un-KPi.007"),
    ("C0125", "un-KPe.047"),
    ("C0126", "un-imo-9008201"),
    ("C0128", "un-KPe.003"),
    ("C0130", "un-KPe.010"),
    ("C0146", "un-KPi.013"),
    ("C0147", "un-KPi.006"),
    ("C0152", "un-KPi.008"),
    ("C0155", "un-imo-8106496"),
    ("C0156", "un-KPi.055"),
    ("C0158", "un-KPe.001"),
    ("C0166", "un-KPe.003"),
    ("C0169", "un-KPe.004"),
    ("C0170", "un-KPe.074"),
    ("C0172", "un-KPi.066"),
    ("C0176", "un-KPi.066"),
    ("C0179", "un-KPe.023"),
    ("C0190", "un-KPe.025"),
];

/// Rows that share words with the list but are somebody else: another birth, another ship.
const SOMEBODY_ELSE: [&str; 14] = [
    "C0006", "C0014", "C0018", "C0019", "C0065", "C0078", "C0099", "C0113", "C0121", "C0127",
    "C0141", "C0151", "C0154", "C0193",
];

fn customers() -> String {
    repository("examples/customers.csv").display().to_string()
}

#[test]
fn the_example_finds_the_listed_and_names_what_it_could_not_read() {
    let world = World::new();
    let run = world.on_day(&["screen", &customers(), "--format", "csv"]).done();
    let rows = cells(&run.out);
    let mut best: BTreeMap<&str, &str> = BTreeMap::new();
    for row in rows.iter().filter(|row| row[9] == "hit") {
        best.entry(&row[0]).or_insert(&row[1]);
    }
    for (id, entity) in LISTED {
        assert_eq!(best.get(id), Some(&entity), "{id}");
    }
    for id in SOMEBODY_ELSE {
        assert_eq!(best.get(id), None, "{id}");
    }
    let bad: Vec<(&str, &str)> =
        rows.iter().filter(|r| r[9] == "error").map(|r| (r[12].as_str(), r[10].as_str())).collect();
    assert_eq!(bad.len(), 2, "{bad:?}");
    assert!(bad[0].0 == "59" && bad[0].1.contains("line 59") && bad[0].1.contains("C9001"));
    assert!(bad[1].0 == "142" && bad[1].1.contains("line 142") && bad[1].1.contains("C9002"));
    let review: Vec<(&str, &str)> =
        rows.iter().filter(|r| r[9] == "review").map(|r| (r[0].as_str(), r[10].as_str())).collect();
    assert_eq!(review.len(), 3, "{review:?}");
    assert!(review.iter().any(|(id, m)| *id == "C0034" && m.contains("31/02/1980")));
    assert!(review.iter().any(|(id, m)| *id == "C0034" && m.contains("Atlantis")));
    assert!(review.iter().any(|(id, m)| *id == "C0045" && m.contains("Korea")));
}

#[test]
fn a_table_run_says_what_it_used_and_leaves_a_report() {
    let world = World::new();
    let run = world.on_day(&["screen", &customers()]).done();
    assert!(run.err.contains("data carried by the program"), "{}", run.err);
    assert!(run.err.contains("interdict update"), "{}", run.err);
    assert!(run.err.contains("Report: interdict-report.html"), "{}", run.err);
    run.shows(&[
        "screened as of 2026-03-15",
        "1718 Sanctions List",
        "16 days old",
        "line 59  C9001  not screened",
        "line 142  not screened",
        "review date_of_birth \"31/02/1980\" could not be read",
        "rows       200",
        "errors     2 not screened",
        "to review  2 screened without",
    ]);
    let html = world.text("interdict-report.html");
    assert!(html.starts_with("<!DOCTYPE html>") && html.trim_end().ends_with("</html>"));
    for text in ["KPi.066", "C9001", "C9002", "31/02/1980", "Atlantis"] {
        assert!(html.contains(text), "{text}");
    }
    // It is one file: nothing is fetched when it is opened.
    assert!(!html.contains("<script src") && !html.contains("<link") && !html.contains("@import"));
}

#[test]
fn the_report_goes_where_it_is_asked_for_or_nowhere() {
    let world = World::new();
    world.on_day(&["screen", &customers(), "--report", "mine.html"]).done();
    assert_eq!(world.names(), ["mine.html"]);
    let world = World::new();
    world.on_day(&["screen", &customers(), "--no-report"]).done();
    assert!(world.names().is_empty());
    let world = World::new();
    world.on_day(&["screen", &customers(), "--format", "csv", "--report", "r.html"]).done();
    assert_eq!(world.names(), ["r.html"]);
}

#[test]
fn every_row_keeps_its_place() {
    let world = World::new();
    let run = world.on_day(&["screen", &customers(), "--format", "jsonl"]).done();
    let rows: Vec<serde_json::Value> =
        run.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(rows.len(), 200);
    for (i, row) in rows.iter().enumerate() {
        assert_eq!(row["row"], i as u64 + 1);
        assert_eq!(row["line"], i as u64 + 2);
    }
    assert_eq!(rows[0]["id"], "C0001");
    assert_eq!(rows[199]["id"], "C0198");
}

#[test]
fn threads_and_the_exhaustive_search_change_no_byte() {
    let world = World::new();
    let screen = |more: &[&str]| {
        let customers = customers();
        let mut args = vec!["screen", customers.as_str(), "--format", "jsonl"];
        args.extend(more);
        world.on_day(&args).done().bytes
    };
    let plain = screen(&[]);
    for more in [&["--threads", "1"][..], &["--threads", "4"], &["--exhaustive"]] {
        assert!(screen(more) == plain, "{more:?}");
    }
}
