// SPDX-License-Identifier: Apache-2.0
//! One request: sent, redirected, judged by its status.

use crate::retry::{Trouble, retry_after};
use crate::{Options, Problem, USER_AGENT, url};
use jiff::Timestamp;
use std::io::{self, Read};
use ureq::http::{HeaderMap, header};
use ureq::{Agent, Body, Error};

/// The network.
pub(crate) struct Client {
    agent: Agent,
    redirects: u32,
    now: Timestamp,
}

/// What is asked.
pub(crate) struct Ask<'a> {
    pub(crate) url: &'a str,
    /// Sent to the origin of `url` only.
    pub(crate) headers: &'a [(String, String)],
    /// Values that must not be shown.
    pub(crate) secrets: &'a [String],
    pub(crate) etag: Option<&'a str>,
    pub(crate) last_modified: Option<&'a str>,
}

/// What is answered.
pub(crate) enum Reply {
    NotModified,
    Body(Box<Incoming>),
}

/// A body on its way.
pub(crate) struct Incoming {
    pub(crate) body: Body,
    pub(crate) length: Option<u64>,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    /// The address it came from in the end.
    pub(crate) final_url: String,
}

impl Client {
    pub(crate) fn new(options: &Options, now: Timestamp) -> Self {
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(USER_AGENT)
            .timeout_resolve(Some(options.connect_timeout))
            .timeout_connect(Some(options.connect_timeout))
            .timeout_per_read(Some(options.read_timeout))
            .timeout_per_write(Some(options.read_timeout))
            .timeout_global(Some(options.total_timeout));
        if !options.proxy_from_environment {
            config = config.proxy(None);
        }
        Self { agent: config.build().new_agent(), redirects: options.redirects, now }
    }

    /// Sends a request and follows redirects.
    pub(crate) fn get(&self, ask: &Ask<'_>) -> Result<Reply, Trouble> {
        let lasting = |what: String| Trouble::Lasting(crate::secret::hide(&what, ask.secrets));
        let origin = url::split(ask.url)
            .ok_or_else(|| Trouble::Ours(Problem::Setting("the address is none".to_owned())))?;
        let mut at = ask.url.to_owned();
        for _ in 0..=self.redirects {
            let here = url::split(&at)
                .ok_or_else(|| lasting(format!("redirected to {at:?}, which is no address")))?;
            let mut request = self.agent.get(&at);
            if here.same_origin(&origin) {
                for (name, value) in ask.headers {
                    request = request.header(name, value);
                }
            }
            if let Some(etag) = ask.etag {
                request = request.header(header::IF_NONE_MATCH, etag);
            }
            if let Some(date) = ask.last_modified {
                request = request.header(header::IF_MODIFIED_SINCE, date);
            }
            let response = request.call().map_err(|error| trouble(&error))?;
            let status = response.status().as_u16();
            let headers = response.headers();
            match status {
                200 => {
                    let (etag, last_modified) =
                        (text(headers, header::ETAG), text(headers, header::LAST_MODIFIED));
                    let body = response.into_body();
                    let length = body.content_length();
                    let incoming = Incoming { body, length, etag, last_modified, final_url: at };
                    return Ok(Reply::Body(Box::new(incoming)));
                }
                304 if ask.etag.is_some() || ask.last_modified.is_some() => {
                    return Ok(Reply::NotModified);
                }
                301 | 302 | 303 | 307 | 308 => {
                    let location = text(headers, header::LOCATION).ok_or_else(|| {
                        lasting(format!("the server redirects ({status}) to nowhere"))
                    })?;
                    let shown = url::shown(&location);
                    let next = url::join(&at, &location).ok_or_else(|| {
                        lasting(format!(
                            "the server redirects to {shown:?}, which is no web address"
                        ))
                    })?;
                    let down = here.is_https() && !url::split(&next).is_some_and(|n| n.is_https());
                    if down {
                        return Err(lasting(format!(
                            "the server redirects from https down to plain http ({}), where anyone on the way could change the list",
                            url::shown(&next)
                        )));
                    }
                    at = next;
                }
                408 | 425 | 429 | 500 | 502 | 503 | 504 => {
                    let asked = text(headers, header::RETRY_AFTER);
                    return Err(Trouble::Passing {
                        detail: format!("the server answers {}", named(status)),
                        retry_after: asked.and_then(|v| retry_after(&v, self.now)),
                    });
                }
                _ => {
                    return Err(lasting(format!(
                        "the server answers {}{}",
                        named(status),
                        hint(status)
                    )));
                }
            }
        }
        Err(lasting(format!("the server redirects more than {} times", self.redirects)))
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty() && value.len() <= 2048).then(|| value.to_owned())
}

fn named(status: u16) -> String {
    let reason = ureq::http::StatusCode::from_u16(status).ok();
    match reason.and_then(|s| s.canonical_reason()) {
        Some(reason) => format!("{status} {reason}"),
        None => status.to_string(),
    }
}

fn hint(status: u16) -> &'static str {
    match status {
        401 | 403 | 407 => {
            " (a token is missing or expired, or the publisher turns this program away; see the source's headers in the configuration)"
        }
        404 | 410 => {
            " (the file has moved; look for its new address on the publisher's page and put it into the configuration)"
        }
        _ => "",
    }
}

/// Sorts a failure of the transport: no network, passing, or lasting.
pub(crate) fn trouble(error: &Error) -> Trouble {
    use ureq::Timeout;
    match error {
        Error::HostNotFound => Trouble::Offline("the name of the server is not known here".into()),
        Error::ConnectionFailed => Trouble::Offline("connection failed".into()),
        Error::ConnectProxyFailed(why) => {
            Trouble::Offline(format!("the proxy does not connect: {why}"))
        }
        Error::Timeout(Timeout::Resolve) => {
            Trouble::Offline("looking up the server's name takes too long".into())
        }
        Error::Timeout(Timeout::Connect) => {
            Trouble::Offline("connecting to the server takes too long".into())
        }
        Error::Timeout(_) => Trouble::passing("the server fell silent or took too long"),
        Error::Io(error) => io_trouble(error),
        Error::Rustls(why) => {
            Trouble::Lasting(format!("the server cannot be trusted or speaks no safe TLS: {why}"))
        }
        Error::Tls(why) => Trouble::Lasting(format!("no safe TLS with the server: {why}")),
        // The error may repeat the address, and with it a token; so its text stays here.
        Error::BadUri(_) | Error::Http(_) => Trouble::Ours(Problem::Setting(
            "the request cannot be made; check the address, the headers and the variables they name for characters that do not belong there".to_owned(),
        )),
        Error::InvalidProxyUrl => Trouble::Ours(Problem::Setting(
            "the proxy named in the environment has no valid address".to_owned(),
        )),
        Error::Decompress(how, why) => {
            Trouble::passing(format!("the {how} compression is broken: {why}"))
        }
        other => Trouble::passing(format!("the answer is broken: {other}")),
    }
}

fn io_trouble(error: &io::Error) -> Trouble {
    use io::ErrorKind as K;
    // ureq hands its own errors through the reader of a body.
    if let Some(inner) = error.get_ref().and_then(|e| e.downcast_ref::<Error>()) {
        return trouble(inner);
    }
    if let Some(inner) = error.get_ref().and_then(|e| e.downcast_ref::<io::Error>()) {
        return io_trouble(inner);
    }
    match error.kind() {
        K::ConnectionRefused => Trouble::Offline("connection refused".into()),
        K::HostUnreachable => Trouble::Offline("the server cannot be reached".into()),
        K::NetworkUnreachable | K::NetworkDown | K::AddrNotAvailable => {
            Trouble::Offline("the network cannot be reached".into())
        }
        K::UnexpectedEof | K::ConnectionReset | K::ConnectionAborted | K::BrokenPipe => {
            Trouble::passing("the server broke off before the end")
        }
        K::TimedOut | K::WouldBlock => Trouble::passing("the server fell silent"),
        K::InvalidData => {
            Trouble::Lasting(format!("the server cannot be trusted or speaks no safe TLS: {error}"))
        }
        // What fails before anything is answered and has no name of its own – a lookup, a route –
        // is the way to the server.
        _ => Trouble::Offline(error.to_string()),
    }
}

/// Reads from a body; failures are sorted like those of a request.
pub(crate) fn read_some(reader: &mut impl Read, buffer: &mut [u8]) -> Result<usize, Trouble> {
    loop {
        match reader.read(buffer) {
            Ok(n) => return Ok(n),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                // Once bytes flow, whatever happens is a broken transfer and worth another try.
                return Err(match io_trouble(&error) {
                    Trouble::Offline(detail) | Trouble::Lasting(detail) => Trouble::passing(detail),
                    other => other,
                });
            }
        }
    }
}
