// SPDX-License-Identifier: Apache-2.0
//! A damaged index is an error, never an empty answer.

use crate::world::{World, fixture};

fn world() -> (World, Vec<u8>) {
    let world = World::new();
    let source = format!("un={}", fixture("un"));
    world.run(&["build", "--source", &source, "--index", "good.idx"]).done();
    world.write("rows.csv", "name\nHong Kil Tong\n");
    let bytes = world.read("good.idx");
    (world, bytes)
}

/// Every command on this index ends with an error and shows no result.
#[track_caller]
fn refused(world: &World, what: &str) {
    for args in [
        &["screen", "rows.csv", "--format", "csv", "-o", "hits.csv"][..],
        &["screen", "rows.csv", "--format", "jsonl"],
        &["search", "Hong Kil Tong", "--json"],
        &["lists"],
        &["show", "KPi.901"],
    ] {
        let mut all = args.to_vec();
        all.extend(["--index", "bad.idx"]);
        let run = world.run(&all);
        assert_eq!(run.code, 1, "{what}: {args:?}: {run:?}");
        assert!(run.err.contains("bad.idx") && !run.err.contains("panicked"), "{what}: {run:?}");
        assert!(run.out.is_empty(), "{what}: {args:?} showed {}", run.out);
        assert!(!world.path("hits.csv").exists(), "{what}: left a result");
    }
}

#[test]
fn a_cut_index_is_refused() {
    let (world, bytes) = world();
    let n = bytes.len();
    for length in [0, 1, 8, 64, n / 3, n / 2, n - 9, n - 1] {
        world.write("bad.idx", &bytes[..length]);
        refused(&world, &format!("cut to {length} of {n}"));
    }
    let mut longer = bytes;
    longer.push(0);
    world.write("bad.idx", longer);
    refused(&world, "one byte more");
}

#[test]
fn one_flipped_bit_anywhere_is_found() {
    let (world, bytes) = world();
    for step in 0..24 {
        let at = step * (bytes.len() - 1) / 23;
        let mut bad = bytes.clone();
        bad[at] ^= 1 << (step % 8);
        world.write("bad.idx", &bad);
        let run = world.run(&["search", "Hong Kil Tong", "--index", "bad.idx", "--json"]);
        assert_eq!(run.code, 1, "byte {at}: {run:?}");
        assert!(run.out.is_empty() && run.err.contains("bad.idx"), "byte {at}: {run:?}");
        assert!(!run.err.contains("panicked"), "byte {at}: {run:?}");
    }
}

#[test]
fn what_is_no_index_is_refused() {
    let (world, _) = world();
    world.write("bad.idx", "name\nKim Jong Sik\n");
    refused(&world, "a table");
    std::fs::remove_file(world.path("bad.idx")).unwrap();
    std::fs::create_dir(world.path("bad.idx")).unwrap();
    refused(&world, "a folder");
    std::fs::remove_dir(world.path("bad.idx")).unwrap();
    refused(&world, "nothing");
}

#[test]
fn a_damaged_current_index_is_not_passed_over_for_the_carried_list() {
    let (world, bytes) = world();
    std::fs::write(world.data("current.idx"), &bytes[..bytes.len() / 2]).unwrap();
    let run = world.run(&["screen", "rows.csv", "--format", "csv"]).fails(1, &["current.idx"]);
    assert!(run.out.is_empty());
}
