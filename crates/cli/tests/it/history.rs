// SPDX-License-Identifier: Apache-2.0
//! Real releases one after the other: what `build` refuses and `diff` tells. These need the
//! published files and are skipped where they are not.

use crate::un::list;
use crate::world::{World, fixture, shared};

#[test]
fn the_un_removed_eighty_four_entries_in_october_2023() {
    let (Some(old), Some(new)) = (
        shared("lists/un/un_consolidated_2023-10-05.xml"),
        shared("lists/un/un_consolidated_2023-10-19.xml"),
    ) else {
        return;
    };
    let world = World::new();
    let (old, new) = (format!("un={old}"), format!("un={new}"));
    world.run(&["build", "--source", &old, "--index", "old.idx"]).done();
    // 84 of 946 is within a tenth, 61 of the 253 organisations is not.
    let next = ["build", "--source", &new, "--index", "new.idx", "--previous", "old.idx"];
    world.run(&next).fails(1, &["192", "253", "Organization"]);
    world.run(&["build", "--source", &new, "--index", "new.idx"]).done();
    let run = world.run(&["diff", "old.idx", "new.idx"]).done();
    assert!(run.err.contains("0 added, 84 removed"), "{}", run.err);
    assert_eq!(run.out.lines().filter(|l| l.starts_with("- ")).count(), 84);
    let lines = world.run(&["diff", &old, &new, "--json", "-q"]).done();
    assert_eq!(lines.out.matches("\"change\":\"removed\"").count(), 84);
}

#[test]
fn ofac_added_ninety_one_entries_on_a_day_of_february_2022() {
    let (Some(old), Some(new)) = (
        shared("lists/ofac/sdn_csv_history/sdn_2022-02-24.csv"),
        shared("lists/ofac/sdn_csv_history/sdn_2022-02-25.csv"),
    ) else {
        return;
    };
    let world = World::new();
    let run = world.run(&["diff", &format!("ofac={old}"), &format!("ofac={new}")]).done();
    // Four rows differ. Two more entries, aircraft, name an owner that has lost this name.
    assert!(run.err.contains("91 added, 0 removed, 6 changed"), "{}", run.err);
    let changed: Vec<&str> = run
        .out
        .lines()
        .filter_map(|l| l.strip_prefix("~ ofac-"))
        .filter_map(|l| l.split(' ').next())
        .collect();
    assert_eq!(changed, ["16688", "16692", "24309", "33398", "33399", "33400"]);
    run.shows(&["link.linkedTo: ofac-33398 → JSC TRANSAVIAEXPORT AIRLINES"]);
}

#[test]
fn an_empty_download_and_an_error_body_are_refused() {
    let world = World::new();
    for (kind, path) in [
        ("ofac", "lists/ofac/sdn_csv_history/sdn_2024-05-04_EMPTY.csv"),
        ("un", "lists/un/bad_download_2021-08-26.xml"),
    ] {
        let Some(file) = shared(path) else { return };
        let source = format!("{kind}={file}");
        world.run(&["build", "--source", &source, "--index", "a.idx"]).fails(1, &["error:"]);
        assert!(!world.path("a.idx").exists());
    }
}

#[test]
fn a_difference_is_told_field_by_field() {
    let world = World::new();
    let one = list("2026-03-01", 30, 30);
    world.write("one.xml", &one);
    world.write("two.xml", one.replace("FELD<", "FELDT<").replace("KPi.030", "KPi.031"));
    let run = world.run(&["diff", "un=one.xml", "un=two.xml"]).done();
    run.shows(&["- un-KPi.030", "+ un-KPi.031", "~ un-KPi.001", "FELD (primary) → ", "FELDT"])
        .says(&["1 added, 1 removed, 1 changed, 58 the same"]);
    let same = world.run(&["diff", "un=one.xml", "un=one.xml"]).done();
    assert!(same.out.is_empty() && same.err.contains("0 added, 0 removed, 0 changed, 60"));
    let json = world.run(&["diff", "un=one.xml", "un=two.xml", "--json"]).done();
    let kinds: Vec<String> = json
        .out
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["change"].to_string())
        .collect();
    assert_eq!(kinds, ["\"changed\"", "\"removed\"", "\"added\""]);
}

#[test]
fn what_cannot_be_compared_is_an_error() {
    let world = World::new();
    world.run(&["diff", "a.idx", "b.idx"]).fails(1, &["a.idx", "there is no such file"]);
    world.run(&["diff", "embedded", "current"]).fails(1, &["no current index", "interdict update"]);
    world.run(&["diff", "embedded", "un=missing.xml"]).fails(1, &["missing.xml"]);
    let text = std::fs::read_to_string(fixture("ftm/entities.ftm.json")).unwrap();
    world.write("good.ftm.json", &text);
    world.write("bad.ftm.json", text.replacen("\"properties\"", "\"proper", 1));
    // A record that could not be read is not taken for one that was removed.
    let run = world.run(&["diff", "ftm=good.ftm.json", "ftm=bad.ftm.json"]).done();
    run.says(&["warning:", "bad.ftm.json", "not every record could be read"]);
    world.run(&["diff", "embedded", "embedded"]).done().says(&["214 the same"]);
}
