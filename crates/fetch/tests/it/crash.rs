// SPDX-License-Identifier: Apache-2.0
//! A store that was left in the middle, damaged, or is in use by another.

use crate::server::{Answer, Server};
use crate::world::{World, list, read, source};
use interdict_fetch::{Outcome, Problem, Same, Silent, Store, StoreError, fetch};
use std::fs;

fn steady() -> Server {
    Server::start(|r, _| Answer::tagged(r, "\"v1\"", list("2026-02-27", 30, 25)))
}

#[test]
fn what_a_killed_update_left_is_cleared_away() {
    let server = steady();
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    let digest = world.take(&un);
    let dir = world.store.root().join("un");
    // Killed while files came in, before the switch, and while the pointer was written.
    fs::create_dir(dir.join("stage")).unwrap();
    fs::write(dir.join("stage/list.xml"), "<list><per").unwrap();
    let orphan = "ab".repeat(32);
    fs::create_dir(dir.join(&orphan)).unwrap();
    fs::write(dir.join(&orphan).join("list.xml"), "<list/>").unwrap();
    fs::write(dir.join("current.new"), "{\"interdict_po").unwrap();
    assert_eq!(world.current(&un), Some(digest.clone()), "readers see the last good release");
    world.fetch(&un).unwrap();
    let mut left: Vec<_> = fs::read_dir(&dir)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    let mut want = vec!["current".to_owned(), digest];
    want.sort();
    assert_eq!(left, want);
}

#[test]
fn killed_during_the_very_first_update() {
    let server = steady();
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    let mut killed = |_: &[std::path::PathBuf]| -> Result<_, String> { panic!("killed") };
    let (store, options) = (&world.store, &world.options);
    let run = std::panic::AssertUnwindSafe(|| {
        fetch(&un, store, world.now, options, &mut Silent, &mut killed)
    });
    assert!(std::panic::catch_unwind(run).is_err());
    assert!(store.root().join("un/stage/list.xml").exists());
    assert_eq!(store.current("un").unwrap(), None);
    world.take(&un);
}

#[test]
fn a_damaged_copy_is_fetched_whole_and_restored() {
    let server = steady();
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    let stored = world.store.current("un").unwrap().unwrap();
    let file = &stored.files()[0];
    let whole = fs::read(file).unwrap();
    for damage in [b"<list/>".to_vec(), vec![b'x'; whole.len()]] {
        fs::write(file, &damage).unwrap();
        assert!(stored.damage().unwrap().contains("list.xml has"));
        let outcome = world.fetch(&un).unwrap();
        assert!(matches!(outcome, Outcome::Unchanged { how: Same::Restored, .. }), "{outcome:?}");
        assert!(server.requests().last().unwrap().header("If-None-Match").is_none());
        assert_eq!(fs::read(file).unwrap(), whole);
        assert_eq!(stored.damage(), None);
    }
    fs::remove_file(file).unwrap();
    assert!(stored.damage().unwrap().contains("cannot be read"));
    world.fetch(&un).unwrap();
    assert_eq!(stored.damage(), None);
}

#[test]
fn damage_to_the_books_is_an_error_that_says_what_to_do() {
    let server = steady();
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    let digest = world.take(&un);
    let dir = world.store.root().join("un");
    let books = [dir.join("current"), dir.join(digest).join("manifest.json")];
    for path in &books {
        let good = fs::read_to_string(path).unwrap();
        for bad in ["", "{", "[]", "{\"interdict_pointer\":2}", &good.replace("2026", "9999x")] {
            fs::write(path, bad).unwrap();
            let error = world.store.current("un").unwrap_err();
            assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
            assert!(error.to_string().contains("backup"), "{error}");
            let error = world.fetch(&un).unwrap_err();
            assert!(matches!(error.problem(), Problem::Store(_)), "{error}");
        }
        fs::remove_file(path).unwrap();
        assert!(world.store.current("un").unwrap_err().to_string().contains("backup"));
        fs::write(path, good).unwrap();
        assert!(world.store.current("un").unwrap().is_some());
    }
}

#[test]
fn only_one_update_at_a_time() {
    let server = steady();
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    let other = Store::open(world.store.root()).unwrap();
    let mut busy = None;
    let second = Server::start(|_, _| Answer::ok(list("2026-02-28", 31, 25)));
    let newer = source(&second, "/list.xml", "");
    let mut reader = |files: &[std::path::PathBuf]| {
        let error = fetch(&un, &other, world.now, &world.options, &mut Silent, &mut read);
        busy = Some(error.unwrap_err());
        // Reading goes on while another writes.
        assert!(other.current("un").unwrap().is_some());
        assert!(matches!(other.prune("un", 0), Err(StoreError::Busy { .. })));
        read(files)
    };
    let (store, options) = (&world.store, &world.options);
    let outcome = fetch(&newer, store, world.now, options, &mut Silent, &mut reader).unwrap();
    assert!(matches!(outcome, Outcome::Updated { .. }));
    let busy = busy.unwrap().to_string();
    assert!(busy.contains("another update is at work"), "{busy}");
    assert!(busy.contains("stays in use"), "{busy}");
    if cfg!(unix) {
        assert!(busy.contains(&format!("process {}", std::process::id())), "{busy}");
    }
    world.fetch(&newer).unwrap();
}

#[test]
fn a_store_must_be_a_folder_and_may_be_absent() {
    let world = World::new();
    let file = world.dir.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(Store::open(&file).unwrap_err().to_string().contains("is not a folder"));
    let absent = Store::open(world.dir.path().join("absent")).unwrap();
    assert_eq!(absent.sources().unwrap(), [""; 0]);
    assert_eq!(absent.history("un").unwrap(), []);
    assert_eq!(absent.prune("un", 0).unwrap(), [""; 0]);
    assert!(!absent.root().exists(), "reading makes nothing");
    assert!(absent.current("../etc").is_err());
}
