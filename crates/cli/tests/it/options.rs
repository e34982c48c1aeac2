// SPDX-License-Identifier: Apache-2.0
//! What the options of `screen` change.

use crate::world::{World, cells};

const ROWS: &str = "id,name,country\n\
    a,Kim Jong Sik,KP\n\
    b,Foreign Trade Bank of DPRK,KP\n\
    c,Anna Schmidt,DE\n";

fn world() -> World {
    let world = World::new();
    world.write("rows.csv", ROWS);
    world
}

fn hits(world: &World, more: &[&str]) -> Vec<String> {
    let mut args = vec!["screen", "rows.csv", "--format", "csv"];
    args.extend(more);
    let run = world.on_day(&args).done();
    cells(&run.out).into_iter().skip(1).map(|row| row[0].clone()).collect()
}

#[test]
fn the_threshold_is_the_least_score() {
    let world = world();
    assert_eq!(hits(&world, &[]), ["a", "b"]);
    assert_eq!(hits(&world, &["--threshold", "0.9"]), ["a"]);
    assert!(hits(&world, &["--threshold", "1"]).is_empty());
    let all = hits(&world, &["--threshold", "0.3"]);
    assert!(all.len() > 5, "{all:?}");
    for bad in ["3", "-1", "abc", "0.12345", ""] {
        let run = world.on_day(&["screen", "rows.csv", &format!("--threshold={bad}")]);
        run.fails(2, &["--threshold", "0 to 1"]);
    }
}

#[test]
fn the_limit_is_never_none_and_never_silent() {
    let world = world();
    let args = ["screen", "rows.csv", "--format", "csv", "--threshold", "0.3", "--limit", "1"];
    let run = world.on_day(&args).done().says(&["reached the limit of 1 hit"]);
    let ids: Vec<String> = cells(&run.out).into_iter().skip(1).map(|row| row[0].clone()).collect();
    assert_eq!(ids.iter().filter(|id| *id == "a").count(), 1);
    for flag in ["--limit", "--threads"] {
        world.on_day(&["screen", "rows.csv", flag, "0"]).fails(2, &[flag, "whole number from 1"]);
    }
}

#[test]
fn columns_are_mapped_by_hand() {
    let world = World::new();
    world.write("rows.csv", "A=B,Kunde,x\nKim Jong Sik,Anna Schmidt,1967\n");
    let map =
        |value: &str| world.on_day(&["screen", "rows.csv", "--format", "csv", "--map", value]);
    let run = map("A=B=name").done().shows(&["un-KPi.066"]);
    assert!(run.err.contains("A=B → name"), "{}", run.err);
    map("Kunde=nonsense").fails(2, &["nonsense", "birth_date", "given_name"]);
    map("Kunden=name").fails(1, &["Kunden", "\"Kunde\""]);
    map("Kunde").fails(2, &["COLUMN=FIELD"]);
    map("=name").fails(2, &["COLUMN=FIELD"]);
    let ignored = ["screen", "rows.csv", "--map", "Kunde=name", "--map", "x=birth_date"];
    world.on_day(&ignored).done().says(&["x → birth_date"]);
}

#[test]
fn the_order_of_dates_is_as_told() {
    let world = World::new();
    world.write("rows.csv", "name,born\nHan Jang Su,08/11/1969\nAnna Schmidt,03/04/1970\n");
    let run = |order: &str| {
        let args = ["screen", "rows.csv", "--format", "csv", "--date-order", order];
        world.on_day(&args)
    };
    run("day-first").done().shows(&["the same day"]);
    let other = run("month-first").done();
    assert!(!other.out.contains("the same day"), "{}", other.out);
    run("year-first").fails(2, &["day-first, month-first"]);
}

#[test]
fn fail_on_names_what_ends_with_three() {
    let world = World::new();
    world.write("hit.csv", "name\nKim Jong Sik\n");
    world.write("clear.csv", "name\nAnna Schmidt\n");
    world.write("bad.csv", "name,x\n,y\n");
    world.write("review.csv", "name,born\nAnna Schmidt,31/02/1980\n");
    let code = |file: &str, what: &str| {
        let args = ["screen", file, "--format", "csv", "--fail-on", what];
        world.on_day(&args).code
    };
    for (file, what) in [("hit.csv", "hits"), ("bad.csv", "bad-rows"), ("review.csv", "review")] {
        assert_eq!(code(file, what), 3, "{file} {what}");
        assert_eq!(code(file, "hits,bad-rows,review"), 3, "{file}");
        assert_eq!(code("clear.csv", what), 0, "{what}");
        let plain = world.on_day(&["screen", file, "--format", "csv"]);
        assert_eq!(plain.code, 0, "{file}");
    }
    assert_eq!(code("hit.csv", "bad-rows"), 0);
    world.on_day(&["screen", "hit.csv", "--fail-on", "everything"]).fails(2, &["hits, bad-rows"]);
}

#[test]
fn quiet_says_nothing_but_the_result() {
    let world = world();
    let run = world.on_day(&["screen", "rows.csv", "--format", "csv", "-q"]).done();
    assert!(run.err.is_empty(), "{}", run.err);
    assert!(run.out.starts_with("query_id"));
}

#[test]
fn the_environment_may_name_the_index_and_an_empty_name_is_none() {
    let world = world();
    let run = |index: &str| {
        let mut command = world.command(&["screen", "rows.csv", "--format", "csv"]);
        command.env("INTERDICT_INDEX", index).output().unwrap()
    };
    let absent = run("no.idx");
    assert_eq!(absent.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&absent.stderr).contains("no.idx"));
    assert_eq!(run("").status.code(), Some(0));
}
