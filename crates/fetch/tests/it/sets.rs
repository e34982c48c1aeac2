// SPDX-License-Identifier: Apache-2.0
//! Sources of several files: all of one moment, or none.

use crate::server::{Answer, Server};
use crate::world::{Diary, World, list};
use interdict_fetch::{Config, Outcome, Problem, Refusal, Same, Source};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn pair(server: &Server) -> Source {
    let mut text =
        "version = 1\n[[source]]\nname = \"ofac\"\nkind = \"ofac\"\ntitle = \"OFAC\"\n".to_owned();
    for name in ["a.xml", "b.xml"] {
        text.push_str(&format!(
            "[[source.file]]\nname = \"{name}\"\nurl = \"{}\"\ncontent = \"xml\"\n",
            server.url(&format!("/{name}"))
        ));
    }
    Config::parse("test.toml", &text).unwrap().sources.remove(0)
}

#[test]
fn a_file_that_fails_keeps_the_whole_set_back() {
    let broken = Arc::new(AtomicUsize::new(0));
    let state = Arc::clone(&broken);
    let server = Server::start(move |r, _| match (r.path.as_str(), state.load(Ordering::SeqCst)) {
        ("/b.xml", 1) => Answer::status(404),
        ("/b.xml", 2) => Answer::ok("<html>busy</html>"),
        ("/a.xml", 1 | 2) => Answer::tagged(r, "\"a2\"", list("2026-02-02", 60, 0)),
        ("/a.xml", _) => Answer::tagged(r, "\"a1\"", list("2026-02-01", 50, 0)),
        _ => Answer::tagged(r, "\"b1\"", list("2026-02-01", 0, 50)),
    });
    let world = World::new();
    let ofac = pair(&server);
    let first = world.take(&ofac);
    let files = world.store.current("ofac").unwrap().unwrap().files();
    let names: Vec<_> = files.iter().map(|f| f.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["a.xml", "b.xml"], "in the order of the configuration");
    broken.store(1, Ordering::SeqCst);
    world.fails(&ofac);
    broken.store(2, Ordering::SeqCst);
    assert!(matches!(world.refused(&ofac), Refusal::Content { .. }));
    assert_eq!(world.current(&ofac), Some(first));
    let left: Vec<_> = std::fs::read_dir(world.store.root().join("ofac")).unwrap().collect();
    assert_eq!(left.len(), 3, "current, one release, refused: {left:?}");
}

#[test]
fn an_unchanged_file_is_carried_over_into_the_new_set() {
    let server = Server::start(|r, n| match (r.path.as_str(), n) {
        ("/a.xml", _) => Answer::tagged(r, "\"a1\"", list("2026-02-01", 50, 0)),
        (_, 0) => Answer::tagged(r, "\"b1\"", list("2026-02-01", 0, 50)),
        _ => Answer::tagged(r, "\"b2\"", list("2026-02-02", 0, 60)),
    });
    let world = World::new();
    let ofac = pair(&server);
    world.take(&ofac);
    world.take(&ofac);
    let stored = world.store.current("ofac").unwrap().unwrap();
    assert_eq!(stored.manifest.counts["Person"], 50);
    assert_eq!(stored.manifest.counts["Organization"], 60);
    assert_eq!(stored.damage(), None);
    let third = world.fetch(&ofac).unwrap();
    assert!(matches!(third, Outcome::Unchanged { how: Same::NotModified, .. }), "{third:?}");
}

#[test]
fn a_set_that_changes_while_it_comes_in_is_fetched_again() {
    let version = Arc::new(AtomicUsize::new(1));
    let state = Arc::clone(&version);
    let server = Server::start(move |r, _| {
        // The publisher switches while the second file is on its way for the first time.
        if r.path == "/b.xml" {
            let _ = state.compare_exchange(1, 2, Ordering::SeqCst, Ordering::SeqCst);
        }
        let v = state.load(Ordering::SeqCst);
        let (persons, organisations) = if r.path == "/a.xml" { (50 * v, 0) } else { (0, 50 * v) };
        Answer::tagged(r, &format!("\"{v}\""), list("2026-02-01", persons, organisations))
    });
    let world = World::new();
    let mut diary = Diary::default();
    let outcome = world.fetch_with(&pair(&server), &mut diary).unwrap();
    let counts = &outcome.in_use().unwrap().manifest.counts;
    assert_eq!((counts["Person"], counts["Organization"]), (100, 100), "both of version 2");
    assert!(diary.0.contains(&"changed a.xml".to_owned()), "{:?}", diary.0);
}

#[test]
fn a_set_that_never_rests_is_not_taken() {
    let count = AtomicUsize::new(0);
    let server = Server::start(move |r, _| {
        let v = count.fetch_add(1, Ordering::SeqCst);
        Answer::tagged(r, &format!("\"{v}\""), list("2026-02-01", 50 + v, 0))
    });
    let world = World::new();
    let error = world.fails(&pair(&server));
    assert!(matches!(error.problem(), Problem::Restless { attempts: 3, .. }), "{error}");
    assert_eq!(world.store.current("ofac").unwrap(), None);
}

#[test]
fn without_tags_the_set_is_taken_as_not_confirmed() {
    let server = Server::start(|_, _| Answer::ok(list("2026-02-01", 50, 50)));
    let world = World::new();
    let ofac = pair(&server);
    world.take(&ofac);
    let stored = world.store.current("ofac").unwrap().unwrap();
    assert_eq!(stored.manifest.set_confirmed, None);
}
