// SPDX-License-Identifier: Apache-2.0
//! `build`: every kind of list, and releases that are refused.

use crate::un::list;
use crate::world::{Run, World, fixture};

fn build(world: &World, source: &str, index: &str, more: &[&str]) -> Run {
    let mut args = vec!["build", "--source", source, "--index", index];
    args.extend(more);
    world.on_day(&args)
}

#[test]
fn every_kind_of_list_is_compiled_and_described() {
    let world = World::new();
    for (kind, path, said) in [
        ("un", "un/consolidated.xml", "1 Organization, 2 Person"),
        ("un", "un/vessels.html", "3 Vessel"),
        ("un", "un", "1 Organization, 2 Person, 3 Vessel"),
        ("ofac", "ofac/advanced.xml", "Advanced XML, 2024-03-04"),
        ("ofac", "ofac/classic.xml", "sdnList XML"),
        ("ofac", "ofac/enhanced.xml", "Enhanced XML"),
        ("eu", "eu/fsd_whole.xml", "FSD XML 1.0"),
        ("eu", "eu/fsf_1_0.csv", "FSF CSV 1.0"),
        ("eu", "eu/fsf_1_1.csv", "FSF CSV 1.1"),
        ("eu", "eu/fsf_1_1.xml", "FSF XML 1.1"),
        ("uk", "uk/conlist_2022.csv", "OFSI Consolidated List"),
        ("uk", "uk/uksl.csv", "UK Sanctions List CSV"),
        ("uk", "uk/uksl.xml", "UK Sanctions List XML"),
        ("ca", "ca/sema.xml", "SEMA XML"),
        ("ch", "ch", "SECO"),
        ("ftm", "ftm/entities.ftm.json", "FollowTheMoney"),
        ("ftm", "ftm/statements.csv", "FollowTheMoney statements"),
        ("ftm", "ftm/targets.nested.json", "FollowTheMoney nested"),
    ] {
        let source = format!("{kind}={}", fixture(path));
        let run = build(&world, &source, "a.idx", &[]).done().says(&[said, "a.idx"]);
        let digest = run.err.lines().last().unwrap().split(' ').next().unwrap().to_owned();
        world.on_day(&["lists", "--index", "a.idx"]).done().shows(&[&digest]);
    }
    assert_eq!(world.names(), ["a.idx"]);
}

#[test]
fn defects_are_said_and_kept_with_the_index() {
    let world = World::new();
    let source = format!("ofac={}", fixture("ofac/advanced.xml"));
    build(&world, &source, "a.idx", &[]).done().says(&["advanced.xml:54", "Shoe Size"]);
    world.on_day(&["lists", "--index", "a.idx", "--defects"]).done().shows(&[
        "dangling-reference",
        "advanced.xml:54",
        "Shoe Size",
    ]);
}

#[test]
fn several_sources_make_one_index() {
    let world = World::new();
    let un = format!("un={}", fixture("un/consolidated.xml"));
    let ca = format!("ca={}", fixture("ca/sema.xml"));
    build(&world, &un, "a.idx", &["--source", &ca]).done().says(&["Consolidated List", "SEMA"]);
    let run = world.on_day(&["lists", "--index", "a.idx"]).done().shows(&["6 records"]);
    assert!(run.err.contains("no date, so its age is not known"), "{}", run.err);
}

#[test]
fn the_uns_ships_are_missed_aloud() {
    let world = World::new();
    let missed = |path: &str| {
        build(&world, &format!("un={}", fixture(path)), "a.idx", &[]).done();
        let run = world.on_day(&["search", "Hong", "--index", "a.idx"]).done();
        run.err.contains("the ships designated by the UN 1718")
    };
    assert!(missed("un/consolidated.xml"));
    assert!(!missed("un"));
    assert!(!missed("un/vessels.html"));
    let run = world.on_day(&["search", "Hong"]).done();
    assert!(!run.err.contains("the ships designated"), "{}", run.err);
}

#[test]
fn the_same_files_give_the_same_bytes_under_a_name_that_is_their_digest() {
    let world = World::new();
    let source = format!("un={}", fixture("un"));
    let digest = |folder: &str| {
        let run = build(&world, &source, folder, &[]).done();
        run.err.lines().last().unwrap().split(' ').next().unwrap().to_owned()
    };
    // A name that ends in / is a folder, which need not be there.
    let (one, two) = (digest("one/"), digest("two/"));
    assert_eq!(one, two);
    let a = world.read(&format!("one/{one}.idx"));
    assert!(a == world.read(&format!("two/{one}.idx")));
    std::fs::create_dir(world.path("three")).unwrap();
    assert_eq!(digest("three"), one);
    assert!(a == world.read(&format!("three/{one}.idx")));
}

#[test]
fn what_is_not_the_list_it_is_called_leaves_the_old_index() {
    let world = World::new();
    build(&world, &format!("un={}", fixture("un")), "a.idx", &[]).done();
    let before = world.read("a.idx");
    let whole = list("2026-03-01", 40, 30);
    let cut = |share: usize| whole[..whole.len() * share / 100].to_owned();
    world.write("truncated.xml", cut(60));
    world.write("cut_at_end.xml", cut(99));
    world.write("login.xml", "<!DOCTYPE html><html><body>Please sign in</body></html>");
    world.write("empty.xml", "");
    world.write("nobody.xml", list("2026-03-01", 0, 0));
    std::fs::create_dir(world.path("folder")).unwrap();
    for (source, said) in [
        ("un=truncated.xml".to_owned(), "truncated.xml"),
        ("un=cut_at_end.xml".to_owned(), "cut_at_end.xml"),
        ("un=login.xml".to_owned(), "login.xml"),
        ("un=empty.xml".to_owned(), "empty.xml"),
        ("un=nobody.xml".to_owned(), "no record at all"),
        ("un=folder".to_owned(), "holds no file"),
        ("un=missing.xml".to_owned(), "missing.xml: there is no such file"),
        (format!("un={}", fixture("ch/whole-list.xml")), "expected <CONSOLIDATED_LIST>"),
        (format!("ofac={}", fixture("eu/fsf_1_1.csv")), "fsf_1_1.csv"),
        (format!("uk={}", fixture("uk")), "second file"),
        (format!("eu={}", fixture("ofac/classic.xml")), "classic.xml"),
        (format!("ftm={}", fixture("un/consolidated.xml")), "consolidated.xml"),
    ] {
        // No reason takes what cannot be read at all.
        for more in [&[][..], &["--accept", "for the test"]] {
            build(&world, &source, "a.idx", more).fails(1, &[said]);
            assert!(world.read("a.idx") == before, "{source} touched the index");
        }
    }
    assert!(world.names().iter().all(|n| !n.starts_with('.')), "{:?}", world.names());
}

#[test]
fn a_release_that_shrank_is_refused_until_a_reason_is_given_which_is_shown() {
    let world = World::new();
    world.write("one.xml", list("2026-03-01", 100, 100));
    world.write("two.xml", list("2026-03-02", 100, 91));
    world.write("three.xml", list("2026-03-03", 110, 85));
    build(&world, "un=one.xml", "a.idx", &[]).done();
    // 9 of 200 fewer, 9 of the 100 organisations: within a tenth.
    build(&world, "un=two.xml", "b.idx", &["--previous", "a.idx"]).done();
    let before = world.read("a.idx");
    // As many as before in all, but 15 of 100 organisations are gone.
    let refused = build(&world, "un=three.xml", "a.idx", &["--previous", "a.idx"]);
    refused.fails(1, &["three.xml", "refused", "85", "100", "Organization", "--accept REASON"]);
    assert!(world.read("a.idx") == before);
    let tolerant = ["--previous", "a.idx", "--tolerance", "15"];
    build(&world, "un=three.xml", "c.idx", &tolerant).done();
    let reason = "15 delisted on 3 March, checked against the press release";
    build(&world, "un=three.xml", "a.idx", &["--previous", "a.idx", "--accept", reason]).done();
    world.on_day(&["lists", "--index", "a.idx"]).done().shows(&["accepted", reason]);
    world.write("rows.csv", "name\nArno Quisling Feld\n");
    let args = ["screen", "rows.csv", "--index", "a.idx", "--no-report"];
    world.on_day(&args).done().says(&["warning:", reason]).shows(&["KPi.001", "delisted on 3"]);
}

#[test]
fn a_list_that_vanished_from_the_index_is_refused() {
    let world = World::new();
    world.write("un.xml", list("2026-03-01", 30, 30));
    let ca = format!("ca={}", fixture("ca/sema.xml"));
    build(&world, "un=un.xml", "a.idx", &["--source", &ca]).done();
    let run = build(&world, "un=un.xml", "b.idx", &["--previous", "a.idx"]);
    run.fails(1, &["Canadian", "--accept REASON"]);
    assert!(!world.path("b.idx").exists());
    let reason = "no longer asked for";
    build(&world, "un=un.xml", "b.idx", &["--previous", "a.idx", "--accept", reason]).done();
    world.on_day(&["lists", "--index", "b.idx"]).done().shows(&[reason]);
}

#[test]
fn a_lost_record_is_a_reason_to_refuse() {
    let world = World::new();
    let text = std::fs::read_to_string(fixture("ftm/entities.ftm.json")).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    let broken = &lines[1][..lines[1].len() / 2];
    lines[1] = broken;
    world.write("entities.ftm.json", lines.join("\n"));
    let run = build(&world, "ftm=entities.ftm.json", "a.idx", &[]);
    run.fails(1, &["entities.ftm.json:2", "refused", "--accept REASON"]);
    assert!(!world.path("a.idx").exists());
    let reason = "line 2 is known to be broken";
    build(&world, "ftm=entities.ftm.json", "a.idx", &["--accept", reason]).done();
    world.on_day(&["lists", "--index", "a.idx"]).done().shows(&["lost-record", reason]);
    world.on_day(&["search", "Arno Feld", "--index", "a.idx"]).done().says(&[reason]);
}

#[test]
fn an_index_that_cannot_be_written_is_an_error() {
    let world = World::new();
    let source = format!("un={}", fixture("un"));
    build(&world, &source, "no/folder/a.idx", &[]).fails(1, &["no/folder"]);
    let run = build(&world, &source, "a.idx", &["--previous", "none.idx"]);
    run.fails(1, &["none.idx", "there is no such file"]);
}
