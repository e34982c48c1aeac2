// SPDX-License-Identifier: Apache-2.0
//! `update` against a publisher on loopback: what is taken, what is refused, and what stays.

use crate::server::{Page, Server};
use crate::un::list;
use crate::world::{Run, World};
use std::time::{Duration, Instant};

const PATH: &str = "/un.xml";

/// A source of one XML file.
fn source(name: &str, kind: &str, url: &str) -> String {
    format!(
        "[[source]]\nname = \"{name}\"\nkind = \"{kind}\"\ntitle = \"{name}\"\n\
         [[source.file]]\nname = \"list.xml\"\nurl = \"{url}\"\ncontent = \"xml\"\n"
    )
}

/// A world whose data folder has a config that asks the server for the UN list.
fn world(server: &Server) -> World {
    let world = World::new();
    let text = format!("version = 1\n{}", source("un", "un", &server.url(PATH)));
    std::fs::write(world.data("sources.toml"), text).unwrap();
    world.write("rows.csv", "name\nArno Quisling Feld\n");
    world
}

fn index(world: &World) -> Vec<u8> {
    std::fs::read(world.data("current.idx")).unwrap()
}

fn screen(world: &World) -> Run {
    world.on_day(&["screen", "rows.csv", "--format", "csv"])
}

/// An update that must fail, and leave the index as it was.
#[track_caller]
fn refused(world: &World, more: &[&str], said: &[&str]) -> Run {
    let before = index(world);
    let mut args = vec!["update"];
    args.extend(more);
    let run = world.run(&args).fails(1, said);
    assert!(index(world) == before, "a refused release touched the index");
    screen(world).done().shows(&["un-KPi.001"]);
    run
}

#[test]
fn the_first_update_is_what_later_runs_use() {
    let server = Server::start();
    let world = world(&server);
    let run = screen(&world).done().says(&["data carried by the program"]);
    assert!(!run.out.contains("FELD"));
    server.publish(PATH, &list("2026-03-01", 60, 40));
    world.run(&["update"]).done().says(&["un: updated", "100 records", "is now in use"]);
    let run = screen(&world).done().shows(&["un-KPi.001", "ARNO QUISLING FELD"]);
    let run = run.says(&["current.idx", "of 2026-03-01, 14 days old"]);
    assert!(!run.err.contains("carried by the program"), "{}", run.err);
    world.run(&["lists"]).done().shows(&["60 Person", "40 Organization"]);
}

#[test]
fn nothing_new_is_said_and_nothing_is_rebuilt() {
    let server = Server::start();
    let world = world(&server);
    server.publish(PATH, &list("2026-03-01", 60, 40));
    world.run(&["update"]).done();
    let before = index(&world);
    server.statuses();
    let run = world.run(&["update"]).done().says(&["un: unchanged", "the publisher says so"]);
    assert_eq!(server.statuses(), [304]);
    assert!(!run.err.contains("is now in use"), "{}", run.err);
    assert!(index(&world) == before);
}

#[test]
fn a_newer_release_replaces_the_one_before() {
    let server = Server::start();
    let world = world(&server);
    server.publish(PATH, &list("2026-03-01", 60, 40));
    world.run(&["update"]).done();
    server.publish(PATH, &list("2026-03-08", 61, 40));
    world.run(&["update", "un"]).done().says(&["un: updated", "100 records before", "101"]);
    screen(&world).done().says(&["of 2026-03-08"]);
    world.run(&["show", "KPi.061"]).done();
}

#[test]
fn what_is_no_whole_list_is_refused() {
    let server = Server::start();
    let world = world(&server);
    server.publish(PATH, &list("2026-03-01", 60, 40));
    world.run(&["update"]).done();
    let newer = list("2026-03-08", 60, 40);
    server.publish(PATH, &newer[..newer.len() - 300]);
    refused(&world, &[], &["un: REFUSED", "stays in use", "release of 2026-03-01"]);
    server.publish(PATH, "<!DOCTYPE html><html><body>Please sign in</body></html>");
    refused(&world, &[], &["un: REFUSED", "HTML", "stays in use"]);
    server.publish(PATH, &list("2026-03-08", 0, 0));
    refused(&world, &[], &["un: REFUSED"]);
    // No reason takes what could not be read.
    server.publish(PATH, &newer[..newer.len() - 300]);
    refused(&world, &["--accept", "never mind"], &["un: REFUSED"]);
    // A file that is sound again is taken.
    server.publish(PATH, &newer);
    world.run(&["update"]).done().says(&["un: updated"]);
}

#[test]
fn a_server_that_fails_is_an_error_that_says_how_old_the_list_in_use_is() {
    let server = Server::start();
    let world = world(&server);
    server.publish(PATH, &list("2026-03-01", 60, 40));
    world.run(&["update"]).done();
    server.put(PATH, Page::Status(404));
    refused(&world, &[], &["404", "release of 2026-03-01", "stays in use"]);
    server.put(PATH, Page::Status(500));
    refused(&world, &[], &["500", "stays in use", "1 source could not be updated"]);
}

#[test]
fn a_connection_that_breaks_off_is_an_error() {
    let server = Server::start();
    let world = world(&server);
    server.publish(PATH, &list("2026-03-01", 60, 40));
    world.run(&["update"]).done();
    server.put(PATH, Page::Cut(list("2026-03-08", 60, 40).into_bytes()));
    refused(&world, &[], &["un:", "stays in use"]);
}

#[test]
fn without_a_network_the_age_of_what_is_in_use_is_said() {
    let mut server = Server::start();
    let world = world(&server);
    server.publish(PATH, &list("2026-03-01", 60, 40));
    world.run(&["update"]).done();
    server.stop();
    refused(&world, &[], &["un:", "release of 2026-03-01", "fetched", "stays in use"]);
    // And where there is none yet, that nobody is screened against it.
    let empty = World::new();
    let text = format!("version = 1\n{}", source("un", "un", &server.url(PATH)));
    empty.write("s.toml", text);
    empty.run(&["update", "--config", "s.toml"]).fails(1, &["NOT screened against"]);
    assert!(!empty.data("current.idx").exists());
}

#[test]
fn a_release_that_shrank_is_taken_only_for_a_reason_that_every_run_repeats() {
    let server = Server::start();
    let world = world(&server);
    server.publish(PATH, &list("2026-03-01", 100, 100));
    world.run(&["update"]).done();
    server.publish(PATH, &list("2026-03-08", 100, 80));
    refused(&world, &[], &["un: REFUSED", "Organization: 100 before, 80 now", "stays in use"]);
    server.publish(PATH, &list("2026-02-01", 100, 100));
    refused(&world, &[], &["un: REFUSED", "older"]);
    world.run(&["update", "--accept", " "]).fails(2, &["reason"]);
    server.publish(PATH, &list("2026-03-08", 100, 80));
    let reason = "20 delisted on 8 March, checked";
    world.run(&["update", "--accept", reason]).done().says(&["un: updated", reason]);
    screen(&world).done().says(&["warning:", reason]);
    world.run(&["lists"]).done().shows(&["accepted", reason]);
    // The reason belongs to that release and goes with it.
    world.run(&["update"]).done();
    world.run(&["lists"]).done().shows(&[reason]);
    server.publish(PATH, &list("2026-03-09", 100, 81));
    world.run(&["update"]).done();
    let run = world.run(&["lists"]).done();
    assert!(!run.out.contains(reason), "{}", run.out);
}

#[test]
fn one_source_that_fails_does_not_hold_up_the_other() {
    let server = Server::start();
    let world = world(&server);
    let config = |canada: &str| {
        format!(
            "version = 1\n{}{}",
            source("un", "un", &server.url(PATH)),
            source("ca", "ca", &server.url(canada))
        )
    };
    std::fs::write(world.data("sources.toml"), config("/none.xml")).unwrap();
    server.publish(PATH, &list("2026-03-01", 60, 40));
    let canada = std::fs::read_to_string(crate::world::fixture("ca/sema.xml")).unwrap();
    server.publish("/ca.xml", &canada);
    let run = world.run(&["update"]);
    run.fails(1, &["un: updated", "ca:", "404", "1 source could not be updated"]);
    screen(&world).done().shows(&["un-KPi.001"]);
    std::fs::write(world.data("sources.toml"), config("/ca.xml")).unwrap();
    world.run(&["update", "ca"]).done().says(&["ca: updated"]);
    screen(&world).done().says(&["Consolidated List", "Canadian"]);
    // A source that is taken out of the config is missed aloud.
    let only = format!("version = 1\n{}", source("un", "un", &server.url(PATH)));
    std::fs::write(world.data("sources.toml"), only).unwrap();
    world.run(&["update"]).done().says(&["Canadian", "in use no more"]);
    world.run(&["update", "uk"]).fails(1, &["no source \"uk\"", "un"]);
}

#[test]
fn a_killed_update_leaves_what_was_in_use() {
    let server = Server::start();
    let world = world(&server);
    server.publish(PATH, &list("2026-03-01", 60, 40));
    world.run(&["update"]).done();
    let before = index(&world);
    server.statuses();
    let newer = list("2026-03-08", 61, 40);
    server.put(PATH, Page::Stall(newer.as_bytes()[..newer.len() / 2].to_vec()));
    let mut child = world.piped(&["update"]);
    let begun = Instant::now();
    while !server.was_asked(PATH) && begun.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(200));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(index(&world) == before);
    screen(&world).done().shows(&["un-KPi.001"]);
    server.publish(PATH, &newer);
    world.run(&["update"]).done().says(&["un: updated", "61 Person"]);
}

#[test]
fn an_update_that_ended_before_the_index_was_built_is_made_good() {
    let server = Server::start();
    let world = world(&server);
    server.publish(PATH, &list("2026-03-01", 60, 40));
    world.run(&["update"]).done();
    let old = index(&world);
    server.publish(PATH, &list("2026-03-08", 61, 40));
    world.run(&["update"]).done();
    let new = index(&world);
    // As if the program had been ended after the download and before the index.
    for bytes in [&old[..], &old[..100], b""] {
        std::fs::write(world.data("current.idx"), bytes).unwrap();
        world.run(&["update"]).done().says(&["un: unchanged", "is now in use"]);
        assert!(index(&world) == new);
    }
    std::fs::remove_file(world.data("current.idx")).unwrap();
    world.run(&["update"]).done().says(&["is now in use"]);
    assert!(index(&world) == new);
}

#[test]
fn a_damaged_stored_release_is_fetched_again() {
    let server = Server::start();
    let world = world(&server);
    server.publish(PATH, &list("2026-03-01", 60, 40));
    world.run(&["update"]).done();
    let folder = std::fs::read_dir(world.data("releases/un")).unwrap();
    let stored = folder.map(|e| e.unwrap().path().join("list.xml")).find(|p| p.exists()).unwrap();
    std::fs::write(&stored, "gone").unwrap();
    world.run(&["update"]).done().says(&["un: unchanged", "restored"]);
    assert_eq!(std::fs::read_to_string(&stored).unwrap(), list("2026-03-01", 60, 40));
}

#[test]
fn the_written_config_is_the_default_and_a_wrong_one_names_its_line() {
    let world = World::new();
    world.run(&["update", "--write-config", "sources.toml"]).done().says(&["sources.toml"]);
    let text = world.text("sources.toml");
    assert_eq!(text, interdict_fetch::Config::default_text());
    let parsed = interdict_fetch::Config::parse("sources.toml", &text).unwrap();
    assert_eq!(parsed, interdict_fetch::Config::default());
    assert!(parsed.source("un").is_some());
    let run = world.run(&["update", "--config", "sources.toml", "nosuch"]);
    run.fails(1, &["no source \"nosuch\"", "un", "eu"]);
    world.write("bad.toml", "version = 1\n[[source]]\nname = \"un\"\nkind = \"united\"\n");
    let run = world.run(&["update", "--config", "bad.toml"]);
    run.fails(1, &["bad.toml:4", "kind", "united", "ofac"]);
    world.run(&["update", "--config", "none.toml"]).fails(1, &["none.toml", "there is no such"]);
    world.run(&["update", "--write-config", "no/folder.toml"]).fails(1, &["no/folder.toml"]);
    assert!(!world.data("releases").join("un").exists());
}
