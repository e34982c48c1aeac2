// SPDX-License-Identifier: Apache-2.0
//! Redirects, links on pages, and the headers that must not travel.

use crate::server::{Answer, Server};
use crate::world::{World, list, source};
use interdict_fetch::{Config, Outcome, Same};

#[test]
fn a_redirect_is_followed_and_tags_go_along() {
    let server = Server::start(|r, _| match r.path.as_str() {
        "/list.xml" => Answer::to("files/2026/list.xml?sig=1"),
        "/files/2026/list.xml?sig=1" => Answer::tagged(r, "\"v1\"", list("2026-02-27", 30, 25)),
        _ => Answer::status(404),
    });
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    let outcome = world.fetch(&un).unwrap();
    assert!(matches!(outcome, Outcome::Unchanged { how: Same::NotModified, .. }), "{outcome:?}");
}

#[test]
fn redirects_without_end_are_given_up() {
    let server = Server::start(|_, _| Answer::to("/list.xml"));
    let error = World::new().fails(&source(&server, "/list.xml", ""));
    assert!(error.to_string().contains("redirects more than 5 times"), "{error}");
    assert_eq!(server.requests().len(), 6);
}

#[test]
fn a_redirect_to_nowhere_or_to_another_scheme_is_refused() {
    let server = Server::start(|r, _| match r.path.as_str() {
        "/none" => Answer::Full(302, Vec::new(), Vec::new()),
        _ => Answer::to("ftp://127.0.0.1/list.xml"),
    });
    let world = World::new();
    let error = world.fails(&source(&server, "/none", ""));
    assert!(error.to_string().contains("to nowhere"), "{error}");
    let error = world.fails(&source(&server, "/ftp", ""));
    assert!(error.to_string().contains("no web address"), "{error}");
}

#[test]
fn headers_of_the_configuration_stay_with_their_origin() {
    let other = Server::start(|_, _| Answer::ok(list("2026-02-27", 30, 25)));
    let elsewhere = other.url("/list.xml");
    let server = Server::start(move |_, _| Answer::to(elsewhere.clone()));
    let mut un = source(&server, "/list.xml", "");
    un.headers = vec![
        ("Authorization".to_owned(), "Bearer $TOKEN".to_owned()),
        ("User-Agent".to_owned(), "Mozilla/5.0".to_owned()),
    ];
    World::new().take(&un);
    let (first, second) = (server.requests().remove(0), other.requests().remove(0));
    assert_eq!(first.header("Authorization"), Some("Bearer s3cret"));
    assert_eq!(first.header("User-Agent"), Some("Mozilla/5.0"));
    assert_eq!(second.header("Authorization"), None);
}

#[test]
fn a_dated_file_is_found_through_its_page() {
    let server = Server::start(|r, n| match (r.path.as_str(), n) {
        ("/x/page.html", 0..=1) => Answer::ok("<a href='./list20260101.xml'>"),
        ("/x/page.html", 2) => {
            Answer::ok("<a href='./list20260101.xml'> <a href='list20260301.xml'>")
        }
        ("/x/list20260101.xml", _) => Answer::tagged(r, "\"a\"", list("2026-01-01", 30, 25)),
        ("/x/list20260301.xml", _) => Answer::tagged(r, "\"a\"", list("2026-03-01", 31, 25)),
        _ => Answer::ok("<p>moved</p>"),
    });
    let text = format!(
        "version = 1\n[[source]]\nname = \"un\"\nkind = \"jp\"\ntitle = \"MOF\"\n[[source.file]]\nname = \"list.xml\"\npage = \"{}\"\nlink = \"list*.xml\"\ncontent = \"xml\"\n",
        server.url("/x/page.html")
    );
    let jp = Config::parse("test.toml", &text).unwrap().sources.remove(0);
    let world = World::new();
    world.take(&jp);
    let again = world.fetch(&jp).unwrap();
    assert!(matches!(again, Outcome::Unchanged { how: Same::NotModified, .. }), "{again:?}");
    // The tag of another address means nothing, even when it is spelt the same.
    world.take(&jp);
    let stored = world.store.current("un").unwrap().unwrap();
    assert_eq!(stored.manifest.files[0].url, server.url("/x/list20260301.xml"));
    let error = world.fails(&jp);
    assert!(error.to_string().contains("no link to a file named list*.xml"), "{error}");
}
