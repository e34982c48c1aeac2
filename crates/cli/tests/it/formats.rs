// SPDX-License-Identifier: Apache-2.0
//! Every form of the answer carries the same findings, and the same bytes every time.

use crate::world::{World, cells};

const ROWS: &str = "id,name,born,country\n\
    a,Kim Jong Sik,1967,KP\n\
    b,Anna Schmidt,1984-02-11,DE\n\
    c,Erika Beispiel,31/02/1980,Atlantis\n\
    d,,1970-01-01,DE\n\
    e,Broken,1982-03-04,FR,too,many\n";

/// What a person must find in every form: the hit, both bad rows, both values that were not read.
const FINDINGS: [&str; 5] = ["KPi.066", "line 5", "line 6", "31/02/1980", "Atlantis"];

fn world() -> World {
    let world = World::new();
    world.write("rows.csv", ROWS);
    world
}

#[test]
fn text_formats_carry_the_hit_the_bad_rows_and_the_unread_values() {
    let world = world();
    for format in ["table", "csv", "html"] {
        let run = world.on_day(&["screen", "rows.csv", "--format", format, "--no-report"]).done();
        let text = run.out.replace("\n         ", " ");
        for finding in FINDINGS {
            assert!(text.contains(finding), "{format}: {finding} is not in\n{text}");
        }
    }
}

#[test]
fn json_lines_have_every_row() {
    let world = world();
    let run = world.on_day(&["screen", "rows.csv", "--format", "jsonl"]).done();
    let rows: Vec<serde_json::Value> =
        run.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[0]["hits"][0]["listings"][0]["reference"], "KPi.066");
    assert_eq!(rows[0]["hits"][0]["score"], 0.965);
    assert_eq!(rows[1]["hits"].as_array().map(Vec::len), Some(0));
    assert_eq!(rows[2]["unread"][0]["value"], "31/02/1980");
    assert_eq!(rows[2]["unread"][1]["value"], "Atlantis");
    assert_eq!(rows[3]["id"], "d");
    assert!(rows[3]["error"].as_str().unwrap().contains("line 5"));
    assert!(rows[4]["error"].as_str().unwrap().contains("6 values where the header has 4"));
    assert!(rows[3].get("hits").is_none(), "a row that was not screened has no empty hits");
}

#[test]
fn the_workbook_is_one_and_can_be_screened_in_turn() {
    let world = world();
    world.on_day(&["screen", "rows.csv", "--output", "hits.xlsx"]).done();
    assert!(world.read("hits.xlsx").starts_with(b"PK\x03\x04"));
    // The first sheet of a result has rows with names; as an input it is read as a spreadsheet.
    world.on_day(&["screen", "hits.xlsx", "--format", "csv"]).done().says(&["Input: spreadsheet"]);
}

#[test]
fn the_ending_of_the_output_decides_the_format() {
    let world = world();
    let starts = |name: &str| {
        let run = world.on_day(&["screen", "rows.csv", "--no-report", "-o", name]).done();
        assert!(run.out.is_empty(), "{name}: {}", run.out);
        assert!(run.err.contains(&format!("Result: {name}")), "{}", run.err);
        String::from_utf8_lossy(&world.read(name)).into_owned()
    };
    assert!(starts("a.csv").starts_with("query_id,entity_id,score"));
    assert!(starts("a.jsonl").starts_with("{\"row\":1"));
    assert!(starts("a.ndjson").starts_with("{\"row\":1"));
    assert!(starts("a.HTML").starts_with("<!DOCTYPE html>"));
    assert!(starts("a.XLSX").starts_with("PK"));
    assert!(starts("a.txt").starts_with("interdict "));
    assert!(starts("noending").starts_with("interdict "));
    let run = world.on_day(&["screen", "rows.csv", "-o", "a.pdf"]);
    run.fails(2, &["a.pdf", "--format", "table, csv, jsonl, xlsx, html"]);
    // What --format says holds against the ending.
    world.on_day(&["screen", "rows.csv", "--format", "csv", "-o", "b.dat"]).done();
    assert!(world.text("b.dat").starts_with("query_id"));
}

#[test]
fn the_same_input_and_day_give_the_same_bytes() {
    let world = world();
    for format in ["table", "csv", "jsonl", "xlsx", "html"] {
        let run = || {
            let args = ["screen", "rows.csv", "--format", format, "--no-report"];
            world.on_day(&args).done().bytes
        };
        let first = run();
        assert!(!first.is_empty());
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert!(run() == first, "{format} differs between two runs");
    }
}

#[test]
fn the_order_of_the_input_is_the_order_of_the_answer() {
    let world = World::new();
    let mut text = "id,name\n".to_owned();
    for i in 0..2000 {
        let name = if i % 7 == 0 { "Kim Jong Sik" } else { "Anna Schmidt" };
        text.push_str(&format!("r{i},{name}\n"));
    }
    world.write("many.csv", &text);
    let run = world.on_day(&["screen", "many.csv", "--format", "csv", "--threads", "3"]).done();
    let ids: Vec<String> = cells(&run.out).into_iter().skip(1).map(|r| r[0].clone()).collect();
    let expected: Vec<String> = (0..2000).step_by(7).map(|i| format!("r{i}")).collect();
    assert_eq!(ids, expected);
}

#[test]
fn an_output_that_cannot_be_written_is_an_error_and_leaves_nothing_half() {
    let world = world();
    world.write("old.csv", "what was here before");
    world
        .on_day(&["screen", "rows.csv", "-o", "no/such/folder.csv"])
        .fails(1, &["no/such/folder.csv", "there is no such file or folder"]);
    world.on_day(&["screen", "rows.csv", "-o", ".", "--format", "csv"]).fails(1, &["folder"]);
    world.on_day(&["screen", "rows.csv", "--report", "no/r.html"]).fails(1, &["no/r.html"]);
    // An input that breaks off in the middle: what was there stays.
    let run = world.on_day(&["screen", "missing.csv", "-o", "old.csv"]);
    run.fails(1, &["missing.csv", "there is no such file"]);
    assert_eq!(world.text("old.csv"), "what was here before");
    assert_eq!(world.names(), ["old.csv", "rows.csv"]);
    world.on_day(&["screen", "rows.csv", "-o", "old.csv"]).done();
    assert!(world.text("old.csv").starts_with("query_id"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let world = world();
    let run = world.on_day(&["screen", "rows.csv", "-o", "/dev/full", "--format", "csv"]);
    run.fails(1, &["no space is left"]);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = world.command(&["screen", "rows.csv", "--no-report"]);
    let output = command.stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}

#[test]
fn a_reader_that_leaves_early_is_no_failure_unless_the_exit_code_was_to_tell() {
    let world = World::new();
    let mut text = "id,name\n".to_owned();
    for i in 0..3000 {
        text.push_str(&format!("r{i},Kim Jong Sik\n"));
    }
    world.write("many.csv", &text);
    let run = |more: &[&str]| {
        let mut args = vec!["screen", "many.csv", "--format", "jsonl", "--report", "r.html"];
        args.extend(more);
        let mut child = world.piped(&args);
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, err) = run(&[]);
    assert_eq!(code, Some(0), "{err}");
    assert!(!err.contains("error"), "{err}");
    let (code, err) = run(&["--fail-on", "hits"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("not every row was looked at"), "{err}");
    assert_eq!(world.names(), ["many.csv"], "half a report is none");
}
