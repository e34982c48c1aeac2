// SPDX-License-Identifier: Apache-2.0
//! A small publisher on loopback, whose publications change and who may misbehave.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What a path gives.
#[derive(Clone)]
pub(crate) enum Page {
    /// A body under an entity tag; who has the tag is told that nothing changed.
    Body { tag: String, bytes: Vec<u8> },
    /// A status and an error page.
    Status(u16),
    /// A length that promises more than comes before the connection ends.
    Cut(Vec<u8>),
    /// A start, and then silence until the server stops.
    Stall(Vec<u8>),
}

#[derive(Default)]
struct State {
    pages: BTreeMap<String, Page>,
    /// Path and status of every answer.
    log: Vec<(String, u16)>,
}

/// A server that runs until it is stopped or dropped.
pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    halt: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let halt = Arc::new(AtomicBool::new(false));
        let (shared, stop) = (Arc::clone(&state), Arc::clone(&halt));
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                let (shared, stop) = (Arc::clone(&shared), Arc::clone(&stop));
                // A client may go away at any moment; that is its right.
                thread::spawn(move || drop(serve(stream, &shared, &stop)));
            }
        });
        Self { address, state, halt, thread: Some(thread) }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Publishes a text; its tag is made of its length and day, as a publisher's would change.
    pub(crate) fn publish(&self, path: &str, text: &str) {
        let tag = format!(
            "\"{}-{:x}\"",
            text.len(),
            text.bytes().fold(7_u64, |h, b| { h.wrapping_mul(31).wrapping_add(u64::from(b)) })
        );
        self.put(path, Page::Body { tag, bytes: text.as_bytes().to_vec() });
    }

    pub(crate) fn put(&self, path: &str, page: Page) {
        self.state.lock().unwrap().pages.insert(path.to_owned(), page);
    }

    /// The statuses given so far, and forgets them.
    pub(crate) fn statuses(&self) -> Vec<u16> {
        self.state.lock().unwrap().log.drain(..).map(|(_, status)| status).collect()
    }

    /// Whether anyone has asked for a path since the log was last read.
    pub(crate) fn was_asked(&self, path: &str) -> bool {
        self.state.lock().unwrap().log.iter().any(|(p, _)| p == path)
    }

    /// From now on nobody is at the address.
    pub(crate) fn stop(&mut self) {
        self.halt.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            drop(TcpStream::connect(self.address));
            thread.join().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn serve(mut out: TcpStream, state: &Mutex<State>, halt: &AtomicBool) -> std::io::Result<()> {
    let mut reader = BufReader::new(out.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut known = None;
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("if-none-match")
        {
            known = Some(value.trim().to_owned());
        }
    }
    let page = state.lock().unwrap().pages.get(&path).cloned().unwrap_or(Page::Status(404));
    let (status, tag, body, promised) = match &page {
        Page::Body { tag, .. } if known.as_ref() == Some(tag) => (304, Some(tag), &[][..], 0),
        Page::Body { tag, bytes } => (200, Some(tag), &bytes[..], bytes.len()),
        Page::Status(status) => (*status, None, &b"<html>sorry</html>"[..], 18),
        Page::Cut(bytes) | Page::Stall(bytes) => (200, None, &bytes[..], bytes.len() + 10_000),
    };
    state.lock().unwrap().log.push((path, status));
    write!(out, "HTTP/1.1 {status} Words\r\nConnection: close\r\nContent-Length: {promised}\r\n")?;
    if let Some(tag) = tag {
        write!(out, "ETag: {tag}\r\n")?;
    }
    out.write_all(b"\r\n")?;
    out.write_all(body)?;
    out.flush()?;
    if matches!(page, Page::Stall(_)) {
        while !halt.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(20));
        }
    }
    out.shutdown(std::net::Shutdown::Write)?;
    let _ = out.read(&mut [0; 64]);
    Ok(())
}
