// SPDX-License-Identifier: Apache-2.0
//! What only another process can prove: a real kill, and a proxy named in the environment.

use crate::server::{Answer, Server};
use crate::world::{World, at, list, read, source};
use interdict_fetch::{Options, Outcome, Silent, Store, StoreError, fetch};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

/// Runs [`work`] in a process of its own.
fn spawn(store: &Path, url: &str, more: &[(&str, String)]) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"] {
        command.env_remove(name);
    }
    command.args(["--exact", "child::work", "--ignored", "--quiet"]);
    command.env("FETCH_STORE", store).env("FETCH_URL", url);
    command.envs(more.iter().map(|(name, value)| (*name, value.as_str())));
    command.spawn().unwrap()
}

#[test]
#[ignore = "the part of the other tests that runs in a process of its own"]
fn work() {
    let (Ok(root), Ok(url)) = (std::env::var("FETCH_STORE"), std::env::var("FETCH_URL")) else {
        return;
    };
    let store = Store::open(&root).unwrap();
    let mut un = at("http://127.0.0.1/", "");
    un.files[0].address = interdict_fetch::Address::Url(url);
    let mut reader = |files: &[PathBuf]| {
        if std::env::var("FETCH_HOLD").is_ok() {
            std::fs::write(Path::new(&root).join("reached"), "").unwrap();
            std::thread::sleep(Duration::from_secs(60));
        }
        read(files)
    };
    let now = crate::world::START.parse().unwrap();
    let outcome = fetch(&un, &store, now, &Options::default(), &mut Silent, &mut reader).unwrap();
    assert!(matches!(outcome, Outcome::Updated { .. }));
}

#[test]
fn a_process_killed_before_the_switch_leaves_neither_lock_nor_release() {
    let server = Server::start(|_, n| match n {
        0 => Answer::ok(list("2026-02-27", 30, 25)),
        _ => Answer::ok(list("2026-02-28", 31, 25)),
    });
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    let first = world.take(&un);
    let root = world.store.root();
    let mut child = spawn(root, &server.url("/list.xml"), &[("FETCH_HOLD", "1".to_owned())]);
    for _ in 0..600 {
        if root.join("reached").exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(root.join("un/stage/list.xml").exists());
    let busy = world.store.prune("un", 0).unwrap_err();
    assert!(matches!(&busy, StoreError::Busy { .. }), "{busy}");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(world.current(&un), Some(first.clone()));
    let second = world.take(&un);
    assert_ne!(first, second);
    assert!(!root.join("un/stage").exists());
    assert_eq!(world.store.history("un").unwrap().len(), 2);
}

#[test]
fn a_proxy_in_the_environment_is_used() {
    let proxy = Server::start(|_, _| Answer::ok(list("2026-02-27", 30, 25)));
    let world = World::new();
    let address = proxy.url("");
    let url = "http://lists.invalid/list.xml";
    let mut child = spawn(world.store.root(), url, &[("HTTP_PROXY", address)]);
    assert!(child.wait().unwrap().success());
    let asked: Vec<_> = proxy.requests().into_iter().map(|r| r.path).collect();
    assert_eq!(asked, ["lists.invalid:80", "/list.xml"]);
}
