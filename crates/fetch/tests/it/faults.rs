// SPDX-License-Identifier: Apache-2.0
//! What a network and a server can do wrong.

use crate::server::{Answer, Server};
use crate::world::{Diary, World, at, list, source};
use interdict_fetch::{Outcome, Problem, Refusal, Same};
use std::io::{Read, Write};
use std::time::Duration;

#[test]
fn a_first_fetch_stores_bytes_and_their_provenance() {
    let body = list("2026-02-27", 30, 25);
    let sent = body.clone();
    let server = Server::start(move |r, _| Answer::tagged(r, "\"v1\"", sent.clone()));
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    assert_eq!(world.store.current("un").unwrap(), None);
    let mut diary = Diary::default();
    let outcome = world.fetch_with(&un, &mut diary).unwrap();
    let stored = outcome.in_use().unwrap();
    assert_eq!(std::fs::read(&stored.files()[0]).unwrap(), body);
    let m = &stored.manifest;
    assert_eq!((m.entities, m.counts["Person"], m.counts["Organization"]), (55, 30, 25));
    assert_eq!(m.published.unwrap().to_string(), "2026-02-27");
    assert_eq!(m.fetched, world.now);
    assert_eq!(m.files[0].blake3, blake3::hash(&body).to_hex().to_string());
    assert_eq!(m.files[0].etag.as_deref(), Some("\"v1\""));
    assert_eq!(m.files[0].url, server.url("/list.xml"));
    assert_eq!(m.set_confirmed, Some(true));
    assert_eq!(stored.damage(), None);
    let agent = server.requests()[0].header("User-Agent").unwrap().to_owned();
    assert!(agent.starts_with("interdict/"), "{agent}");
    assert_eq!(diary.0.first().unwrap(), "asking list.xml");
    assert_eq!(diary.0.last().unwrap(), &format!("verifying {}", body.len()));
}

#[test]
fn not_modified_is_unchanged_and_confirms() {
    let server = Server::start(|r, _| Answer::tagged(r, "\"v1\"", list("2026-02-27", 30, 25)));
    let mut world = World::new();
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    world.days_later(12);
    let Outcome::Unchanged { current, how } = world.fetch(&un).unwrap() else { panic!() };
    assert_eq!(how, Same::NotModified);
    assert_eq!(server.requests()[1].header("If-None-Match"), Some("\"v1\""));
    assert_eq!(current.age(world.now).to_string(), "fetched 12 days ago, last confirmed just now");
    assert_eq!(world.store.history("un").unwrap().len(), 1);
}

#[test]
fn a_date_of_change_serves_where_there_is_no_tag() {
    let date = "Fri, 27 Feb 2026 10:00:00 GMT";
    let server = Server::start(move |r, _| {
        let headers = vec![("Last-Modified", date.to_owned())];
        match r.header("If-Modified-Since") {
            Some(d) if d == date => Answer::Full(304, headers, Vec::new()),
            _ => Answer::Full(200, headers, list("2026-02-27", 30, 25)),
        }
    });
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    let outcome = world.fetch(&un).unwrap();
    assert!(matches!(outcome, Outcome::Unchanged { how: Same::NotModified, .. }), "{outcome:?}");
}

#[test]
fn the_same_bytes_are_unchanged_and_the_new_tag_is_kept() {
    let server = Server::start(|r, n| match n {
        0 => Answer::tagged(r, "\"v1\"", list("2026-02-27", 30, 25)),
        _ => Answer::tagged(r, "\"v2\"", list("2026-02-27", 30, 25)),
    });
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    let second = world.fetch(&un).unwrap();
    assert!(matches!(second, Outcome::Unchanged { how: Same::SameBytes, .. }), "{second:?}");
    let third = world.fetch(&un).unwrap();
    assert!(matches!(third, Outcome::Unchanged { how: Same::NotModified, .. }), "{third:?}");
}

#[test]
fn a_server_error_is_tried_again() {
    let server = Server::start(|_, n| match n {
        0 | 1 => Answer::status(500),
        _ => Answer::ok(list("2026-02-27", 30, 25)),
    });
    let world = World::new();
    world.take(&source(&server, "/list.xml", ""));
    assert_eq!(world.waits(), [1, 2]);
}

#[test]
fn a_server_that_keeps_erring_is_given_up() {
    let server = Server::start(|_, _| Answer::status(503));
    let world = World::new();
    let error = world.fails(&source(&server, "/list.xml", ""));
    assert_eq!(server.requests().len(), 4);
    assert_eq!(world.waits(), [1, 2, 4]);
    assert!(!error.is_offline());
    let text = error.to_string();
    assert!(text.contains("503 Service Unavailable, after 4 attempts at http://127"), "{text}");
    assert!(
        text.ends_with("no release of this source yet, so it is NOT screened against"),
        "{text}"
    );
}

#[test]
fn retry_after_is_honoured_up_to_the_cap() {
    let busy = |wait: &str| Answer::Full(429, vec![("Retry-After", wait.to_owned())], Vec::new());
    let server = Server::start(move |r, n| match (r.path.as_str(), n) {
        ("/patient", 0) => busy("7"),
        ("/date", 0) => busy("Sun, 01 Mar 2026 00:00:09 GMT"),
        ("/long", _) => busy("3600"),
        _ => Answer::ok(list("2026-02-27", 30, 25)),
    });
    let world = World::new();
    world.take(&source(&server, "/patient", ""));
    assert_eq!(world.waits(), [7]);
    world.fetch(&source(&server, "/date", "")).unwrap();
    assert_eq!(world.waits(), [9]);
    let text = world.fails(&source(&server, "/long", "")).to_string();
    assert!(text.contains("429") && text.contains("only in 3600 seconds"), "{text}");
    assert_eq!(world.waits(), [0_u64; 0]);
}

#[test]
fn a_missing_file_is_not_asked_for_again() {
    let server = Server::start(|_, _| Answer::status(404));
    let world = World::new();
    let text = world.fails(&source(&server, "/list.xml", "")).to_string();
    assert!(text.contains("404 Not Found (the file has moved"), "{text}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_body_that_is_cut_is_tried_again_and_never_taken() {
    let whole = list("2026-02-27", 30, 25);
    let body = whole.clone();
    let server = Server::start(move |r, n| {
        if r.path == "/mended" && n > 0 {
            return Answer::ok(body.clone());
        }
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        Answer::Raw([head.as_bytes(), &body[..body.len() / 2]].concat())
    });
    let world = World::new();
    let error = world.fails(&source(&server, "/cut", ""));
    let text = error.to_string();
    assert!(text.contains("broke off before the end, after 4 attempts"), "{text}");
    world.take(&source(&server, "/mended", ""));
    let stored = world.store.current("un").unwrap().unwrap();
    assert_eq!(std::fs::read(&stored.files()[0]).unwrap(), whole);
}

#[test]
fn a_length_that_is_too_short_leaves_a_cut_file_which_is_refused() {
    let server = Server::start(|_, _| {
        let body = list("2026-02-27", 30, 25);
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len() - 5);
        Answer::Raw([head.as_bytes(), &body].concat())
    });
    let why = World::new().refused(&source(&server, "/list.xml", ""));
    assert!(
        matches!(&why, Refusal::Content { message, .. } if message.contains("cut short")),
        "{why}"
    );
}

#[test]
fn a_chunked_body_without_its_end_is_an_error() {
    let server = Server::start(|_, _| {
        let body = list("2026-02-27", 30, 25);
        let head =
            format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n", body.len());
        Answer::Raw([head.as_bytes(), &body, b"\r\n"].concat())
    });
    let error = World::new().fails(&source(&server, "/list.xml", ""));
    assert!(matches!(error.problem(), Problem::Server { .. }), "{error}");
}

#[test]
fn compressed_bodies_are_unpacked_and_their_limit_counts_unpacked_bytes() {
    // gzip of nothing but "stored" blocks, so that the test needs no compressor.
    fn gzip(data: &[u8]) -> Vec<u8> {
        let mut crc = !0_u32;
        for byte in data {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
            }
        }
        let mut out = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
        let length = u16::try_from(data.len()).unwrap();
        out.push(1);
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(data);
        out.extend_from_slice(&(!crc).to_le_bytes());
        out.extend_from_slice(&u32::from(length).to_le_bytes());
        out
    }
    let body = list("2026-02-27", 30, 25);
    let packed = gzip(&body);
    let server = Server::start(move |r, _| {
        let headers = vec![("Content-Encoding", "gzip".to_owned())];
        match r.path.as_str() {
            "/cut" => Answer::Full(200, headers, packed[..packed.len() / 2].to_vec()),
            _ => Answer::Full(200, headers, packed.clone()),
        }
    });
    let world = World::new();
    world.take(&source(&server, "/list.xml", ""));
    let stored = world.store.current("un").unwrap().unwrap();
    assert_eq!(std::fs::read(&stored.files()[0]).unwrap(), body);
    assert!(server.requests()[0].header("Accept-Encoding").unwrap().contains("gzip"));
    let why = world.refused(&source(&server, "/list.xml?small", "max_bytes = 100"));
    assert!(matches!(why, Refusal::TooLarge { said: None, .. }), "{why}");
    world.fails(&source(&server, "/cut", ""));
}

#[test]
fn a_flood_is_stopped_at_the_limit() {
    let server = Server::start(|r, _| match r.path.as_str() {
        "/said" => Answer::Flood(vec![("Content-Length", (120_u64 << 20).to_string())], 120),
        _ => Answer::Flood(Vec::new(), 120),
    });
    let world = World::new();
    let limit = "max_bytes = \"2 MiB\"";
    let why = world.refused(&source(&server, "/flood", limit));
    assert!(matches!(why, Refusal::TooLarge { limit: 2_097_152, said: None, .. }), "{why}");
    let kept = std::fs::metadata(world.store.root().join("un/refused/list.xml")).unwrap();
    assert!(kept.len() <= 2 << 20);
    let why = world.refused(&source(&server, "/said", limit));
    assert!(matches!(why, Refusal::TooLarge { said: Some(125_829_120), .. }), "{why}");
    assert!(why.to_string().contains("raise max_bytes"), "{why}");
}

#[test]
fn a_silent_server_is_given_up() {
    let server = Server::start(|r, _| match r.path.as_str() {
        "/stall" => Answer::Stall(b"<list>".to_vec()),
        _ => Answer::Hang,
    });
    let mut world = World::new();
    world.options.attempts = 2;
    world.options.read_timeout = Duration::from_millis(150);
    for path in ["/hang", "/stall"] {
        let error = world.fails(&source(&server, path, ""));
        let text = error.to_string();
        assert!(text.contains("fell silent") && text.contains("after 2 attempts"), "{text}");
        assert!(!error.is_offline());
    }
}

#[test]
fn an_error_page_under_status_200_is_refused() {
    let server = Server::start(|r, n| match (r.path.as_str(), n) {
        ("/list.xml", 0) => Answer::ok(list("2026-02-27", 30, 25)),
        _ => Answer::ok("<!DOCTYPE html>\n<html><body>Service unavailable</body></html>"),
    });
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    let first = world.take(&un);
    let why = world.refused(&un);
    assert!(
        matches!(&why, Refusal::Content { message, .. } if message.contains("HTML page")),
        "{why}"
    );
    assert_eq!(world.current(&un), Some(first));
    assert!(!why.can_be_overridden());
    let note = std::fs::read_to_string(world.store.root().join("un/refused/why.txt")).unwrap();
    assert!(note.contains("HTML page"), "{note}");
}

#[test]
fn without_a_network_the_age_of_what_stays_in_use_is_said() {
    let server = Server::start(|_, _| Answer::ok(list("2026-02-27", 30, 25)));
    let mut world = World::new();
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    server.stop();
    world.days_later(12);
    let error = world.fails(&un);
    assert!(error.is_offline());
    assert_eq!(
        error.to_string(),
        format!(
            "un: no network (connection refused), after 2 attempts at {}; the current release of 2026-02-27 was fetched 12 days ago and stays in use",
            server.url("/list.xml")
        )
    );
    assert_eq!(world.waits(), [1]);
}

#[test]
fn a_name_that_does_not_resolve_is_no_network() {
    let mut world = World::new();
    world.options.connect_timeout = Duration::from_secs(2);
    let error = world.fails(&at("https://no-such-host.invalid/list.xml", ""));
    assert!(error.is_offline(), "{error}");
}

#[test]
fn a_server_without_tls_behind_https_is_a_fault_of_the_server() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/list.xml", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let error = World::new().fails(&at(&url, ""));
    server.join().unwrap();
    assert!(matches!(error.problem(), Problem::Server { attempts: 1, .. }), "{error}");
    assert!(error.to_string().contains("TLS"), "{error}");
}

#[test]
fn tokens_go_to_the_server_and_nowhere_else() {
    let server = Server::start(|r, n| match (r.path.as_str(), n) {
        ("/list.xml?token=s3cret", 0) => Answer::ok(list("2026-02-27", 30, 25)),
        _ => Answer::status(403),
    });
    let world = World::new();
    let eu = source(&server, "/list.xml?token=$TOKEN", "");
    world.take(&eu);
    let error = world.fails(&eu);
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(!text.contains("s3cret"), "{text}");
        assert!(text.contains("token=$TOKEN") && text.contains("403"), "{text}");
    }
    let dir = world.store.current("un").unwrap().unwrap().dir;
    for file in ["manifest.json", "../current"] {
        let text = std::fs::read_to_string(dir.join(file)).unwrap();
        assert!(!text.contains("s3cret") && text.contains("token=$TOKEN"), "{text}");
    }
}

#[test]
fn a_token_that_cannot_be_sent_is_not_shown_either() {
    let mut world = World::new();
    world.options.environment = Box::new(|_| Some("s3\ncret with blanks".to_owned()));
    let server = Server::start(|_, _| Answer::status(500));
    let mut un = source(&server, "/list.xml?token=$TOKEN", "");
    for _ in 0..2 {
        let error = world.fails(&un);
        assert!(matches!(error.problem(), Problem::Setting(_)), "{error}");
        assert!(!error.to_string().contains("cret"), "{error}");
        un = source(&server, "/list.xml", "");
        un.headers = vec![("X-Token".to_owned(), "$TOKEN".to_owned())];
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_variable_that_is_not_set_is_said_before_anything_is_sent() {
    let server = Server::start(|_, _| Answer::status(500));
    let error = World::new().fails(&source(&server, "/list.xml?token=$EU_FSF_TOKEN", ""));
    assert!(matches!(error.problem(), Problem::Setting(_)));
    assert!(error.to_string().contains("EU_FSF_TOKEN is not set"), "{error}");
    assert!(server.requests().is_empty());
}

#[test]
fn a_checksum_decides() {
    let body = list("2026-02-27", 30, 25);
    let hex = |digest: ring::digest::Digest| -> String {
        digest.as_ref().iter().map(|b| format!("{b:02x}")).collect()
    };
    let right = hex(ring::digest::digest(&ring::digest::SHA256, &body));
    let wrong = "0".repeat(64);
    let page = format!("{wrong}  other.xml\n{right}  list.xml\n");
    let server = Server::start(move |r, _| match r.path.as_str() {
        "/sums" => Answer::ok(page.clone()),
        "/none" => Answer::ok("nothing here"),
        _ => Answer::ok(body.clone()),
    });
    let world = World::new();
    let why = world.refused(&source(&server, "/list.xml", &format!("sha256 = \"{wrong}\"")));
    assert!(matches!(&why, Refusal::Checksum { found, .. } if *found == right), "{why}");
    let sums = format!("checksum_url = \"{}\"", server.url("/none"));
    let error = world.fails(&source(&server, "/list.xml", &sums));
    assert!(error.to_string().contains("no SHA-256 for list.xml"), "{error}");
    let sums = format!("checksum_url = \"{}\"", server.url("/sums"));
    world.take(&source(&server, "/list.xml", &sums));
    let stored = world.store.current("un").unwrap().unwrap();
    assert!(stored.manifest.files[0].checksum_compared);
}

#[test]
fn odd_answers_are_refused_or_fail_but_never_taken() {
    let server = Server::start(|r, _| match r.path.as_str() {
        "/empty" => Answer::ok(""),
        "/304" => Answer::Full(304, Vec::new(), Vec::new()),
        "/206" => Answer::Full(206, Vec::new(), list("2026-02-27", 30, 25)),
        "/garbage" => Answer::Raw(b"\x00\xff nonsense\r\n\r\n".to_vec()),
        _ => Answer::Raw(Vec::new()),
    });
    let world = World::new();
    let why = world.refused(&source(&server, "/empty", ""));
    assert!(why.to_string().contains("is empty"), "{why}");
    for path in ["/304", "/206", "/garbage", "/nothing"] {
        let error = world.fails(&source(&server, path, ""));
        assert!(matches!(error.problem(), Problem::Server { .. }), "{path}: {error}");
    }
    assert_eq!(world.store.current("un").unwrap(), None);
}
