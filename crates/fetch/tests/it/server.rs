// SPDX-License-Identifier: Apache-2.0
//! A small HTTP/1.1 server that can also misbehave.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) path: String,
    headers: Vec<(String, String)>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

/// What the server does.
pub(crate) enum Answer {
    /// A status, headers and a body, with a true Content-Length.
    Full(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// These bytes, then the connection is closed.
    Raw(Vec<u8>),
    /// A status line and headers, then so many megabytes without end or length.
    Flood(Vec<(&'static str, String)>, usize),
    /// Silence.
    Hang,
    /// A 200 with these bytes and then silence, with a Content-Length that promises more.
    Stall(Vec<u8>),
}

impl Answer {
    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::Full(200, Vec::new(), body.into())
    }

    pub(crate) fn status(status: u16) -> Self {
        Self::Full(status, Vec::new(), b"<html>sorry</html>".to_vec())
    }

    pub(crate) fn to(location: impl Into<String>) -> Self {
        Self::Full(302, vec![("Location", location.into())], Vec::new())
    }

    /// The body under an entity tag, or 304 for who has it.
    pub(crate) fn tagged(request: &Request, etag: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("ETag", etag.to_owned())];
        if request.header("If-None-Match") == Some(etag) {
            Self::Full(304, headers, Vec::new())
        } else {
            Self::Full(200, headers, body.into())
        }
    }
}

type Handler = dyn Fn(&Request, usize) -> Answer + Send + Sync;

/// A server that runs until it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
    stop: Arc<AtomicBool>,
    listening: Mutex<Option<thread::JoinHandle<()>>>,
}

impl Server {
    /// Serves with `handler`, which is told how many requests for the same path came before.
    pub(crate) fn start(
        handler: impl Fn(&Request, usize) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let handler: Arc<Handler> = Arc::new(handler);
        let (log, halt) = (Arc::clone(&seen), Arc::clone(&stop));
        let listening = thread::spawn(move || {
            for stream in listener.incoming() {
                if halt.load(Ordering::SeqCst) {
                    return;
                }
                let (Ok(stream), log, handler) = (stream, Arc::clone(&log), Arc::clone(&handler))
                else {
                    continue;
                };
                let halt = Arc::clone(&halt);
                thread::spawn(move || serve(stream, &log, &*handler, &halt));
            }
        });
        Self { address, seen, stop, listening: Mutex::new(Some(listening)) }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }

    /// Stops listening: who connects from now on is refused.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.listening.lock().unwrap().take() {
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

/// The request line and the headers.
fn hear(reader: &mut impl BufRead) -> Option<(String, Request)> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
    let mut words = line.split(' ').map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
            return Some((method, Request { path, headers }));
        }
        if let Some((name, value)) = line.trim().split_once(':') {
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
    }
}

fn serve(mut stream: TcpStream, log: &Mutex<Vec<Request>>, handler: &Handler, halt: &AtomicBool) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let Some((mut method, mut request)) = hear(&mut reader) else { return };
    if method == "CONNECT" {
        // As a proxy, this server is also whatever server is asked for.
        log.lock().unwrap().push(request);
        stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").unwrap();
        let Some(inner) = hear(&mut reader) else { return };
        (method, request) = inner;
    }
    assert_eq!(method, "GET");
    let before = {
        let mut log = log.lock().unwrap();
        let before = log.iter().filter(|r| r.path == request.path).count();
        log.push(request.clone());
        before
    };
    // The client may well have gone away; that is its right.
    let _ = answer(stream, handler(&request, before), halt);
}

fn answer(mut out: TcpStream, answer: Answer, halt: &AtomicBool) -> std::io::Result<()> {
    let head = |status: u16, headers: &[(&str, String)]| {
        let mut head = format!("HTTP/1.1 {status} Whatever\r\nConnection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head
    };
    let silence = || {
        for _ in 0..100 {
            if halt.load(Ordering::SeqCst) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
    };
    match answer {
        Answer::Full(status, headers, body) => {
            let length = if status == 304 { 0 } else { body.len() };
            let head = head(status, &headers);
            write!(out, "{head}Content-Length: {length}\r\n\r\n")?;
            out.write_all(&body)?;
        }
        Answer::Raw(bytes) => out.write_all(&bytes)?,
        Answer::Flood(headers, megabytes) => {
            write!(out, "{}\r\n", head(200, &headers))?;
            let block = vec![b'<'; 1 << 20];
            for _ in 0..megabytes {
                out.write_all(&block)?;
            }
        }
        Answer::Hang => silence(),
        Answer::Stall(bytes) => {
            write!(out, "{}Content-Length: {}\r\n\r\n", head(200, &[]), bytes.len() + 100)?;
            out.write_all(&bytes)?;
            out.flush()?;
            silence();
        }
    }
    out.flush()?;
    out.shutdown(std::net::Shutdown::Write)?;
    let _ = out.read(&mut [0; 64]);
    Ok(())
}
