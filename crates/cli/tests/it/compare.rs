// SPDX-License-Identifier: Apache-2.0
//! `compare`: pairs of names and how alike they are.

use crate::world::{World, cells};

#[test]
fn pairs_are_scored_and_their_other_columns_kept() {
    let world = World::new();
    world.write(
        "pairs.csv",
        "n,name1,name2,schema,remark\n\
         1,Kim Jong Sik,김정식,Person,same\n\
         2,Kim Jong Sik,Anna Schmidt,Person,different\n\
         3,KOMID Ltd,KOMID Limited,Company,\"a, b\"\n",
    );
    let run = world.run(&["compare", "pairs.csv"]).done();
    let rows = cells(&run.out);
    assert_eq!(rows[0], ["n", "name1", "name2", "schema", "remark", "score"]);
    assert_eq!(rows[3][4], "a, b");
    let score = |row: usize| rows[row][5].parse::<f64>().unwrap();
    assert!(score(1) > 0.95 && score(2) < 0.5 && score(3) > 0.95, "{rows:?}");
    world.run(&["compare", "pairs.csv", "--output", "scores.csv", "--explain"]).done();
    let rows = cells(&world.text("scores.csv"));
    assert_eq!(rows[0].last().map(String::as_str), Some("explanation"));
    assert!(rows[1][6].contains("정 ~ Jong") || rows[1][6].contains("Jong ~ 정"), "{rows:?}");
}

#[test]
fn a_missing_column_is_named() {
    let world = World::new();
    world.write("pairs.csv", "left,name2\na,b\n");
    world.run(&["compare", "pairs.csv"]).fails(1, &["no column name1", "left, name2"]);
    world.run(&["compare", "none.csv"]).fails(1, &["none.csv", "there is no such file"]);
    world.write("empty.csv", "");
    world.run(&["compare", "empty.csv"]).fails(1, &["empty.csv"]);
}

#[test]
fn a_pair_that_cannot_be_compared_is_an_error_after_the_others() {
    let world = World::new();
    world.write("pairs.csv", b"name1,name2\nKim,Kim\nalone\n\xff\xfe,b\nAnna,Anna\n");
    let run = world.run(&["compare", "pairs.csv"]).fails(1, &["pairs.csv", "2 pairs"]);
    assert_eq!(cells(&run.out).len(), 3, "{}", run.out);
}

#[test]
fn headings_may_have_any_case_and_a_byte_order_mark() {
    let world = World::new();
    world.write("pairs.csv", "\u{feff}NAME1,Name2\nKim Jong Sik,Kim Jong Sik\n");
    world.run(&["compare", "pairs.csv"]).done().shows(&["1.000"]);
}
