// SPDX-License-Identifier: Apache-2.0
//! One file: found, asked for, received under its limits, and compared.

use crate::content::{HEAD, TAIL};
use crate::http::{Ask, Client, Incoming, Reply, read_some};
use crate::manifest::StoredFile;
use crate::pointer::Validator;
use crate::retry::{self, Failure, Trouble};
use crate::{
    Address, Event, Options, Problem, Progress, Refusal, RemoteFile, Source, StoreError, find,
    secret, url,
};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

const STEP: u64 = 1 << 18;
const PAGE_LIMIT: u64 = 8 << 20;
const CHECKSUM_LIMIT: u64 = 1 << 20;

/// A file of the configuration with its secrets filled in.
pub(crate) struct Wanted<'a> {
    pub(crate) file: &'a RemoteFile,
    url: String,
    /// The address to show and to record.
    pub(crate) shown: String,
    checksum_url: Option<String>,
    headers: Vec<(String, String)>,
    secrets: Vec<String>,
}

/// What came of asking for a file.
pub(crate) enum Got {
    NotModified,
    File(StoredFile),
}

impl<'a> Wanted<'a> {
    /// Fills in the environment variables that the configuration names.
    pub(crate) fn prepare(
        source: &Source,
        file: &'a RemoteFile,
        options: &Options,
    ) -> Result<Self, Problem> {
        let mut secrets = Vec::new();
        let mut fill = |text: &str, what: &str| {
            let (full, values) = secret::expand(text, &options.environment).map_err(|name| {
                Problem::Setting(format!(
                    "the environment variable {name} is not set, which {what} of {} needs; the comments in the configuration say how to get its value",
                    file.name
                ))
            })?;
            secrets.extend(values);
            Ok::<_, Problem>(full)
        };
        let url = fill(file.address.url(), "the address")?;
        let checksum_url =
            file.checksum_url.as_deref().map(|u| fill(u, "the checksum's address")).transpose()?;
        let mut headers = Vec::new();
        for (name, value) in &source.headers {
            headers.push((name.clone(), fill(value, "a header")?));
        }
        let shown = url::shown(file.address.url());
        Ok(Self { file, url, shown, checksum_url, headers, secrets })
    }

    fn ask<'b>(&'b self, url: &'b str, validator: Option<&'b Validator>) -> Ask<'b> {
        Ask {
            url,
            headers: if self.same_origin(url) { &self.headers } else { &[] },
            secrets: &self.secrets,
            etag: validator.and_then(|v| v.etag.as_deref()),
            last_modified: validator.and_then(|v| v.last_modified.as_deref()),
        }
    }

    fn same_origin(&self, other: &str) -> bool {
        match (url::split(&self.url), url::split(other)) {
            (Some(a), Some(b)) => a.same_origin(&b),
            _ => false,
        }
    }
}

/// How files are fetched: the network, the patience, and who hears of it.
pub(crate) struct Courier<'a> {
    pub(crate) client: &'a Client,
    pub(crate) options: &'a Options,
    pub(crate) source: &'a str,
}

impl Courier<'_> {
    /// Fetches a file into `stage`, unless the publisher says that it did not change.
    pub(crate) fn fetch(
        &self,
        wanted: &Wanted<'_>,
        validators: &[Validator],
        stage: &Path,
        progress: &mut dyn Progress,
    ) -> Result<Got, Failure> {
        let (address, shown) = self.locate(wanted, progress)?;
        let validator = validators.iter().find(|v| v.file == wanted.file.name && v.url == shown);
        let (source, name) = (self.source, wanted.file.name.as_str());
        progress.event(&Event::Asking { source, file: name, url: &shown });
        let path = stage.join(name);
        let got = retry::attempts(&shown, self.options, progress, |progress| {
            match self.client.get(&wanted.ask(&address, validator))? {
                Reply::NotModified => Ok(Got::NotModified),
                Reply::Body(body) => {
                    receive(*body, wanted.file, &shown, &path, progress).map(Got::File)
                }
            }
        })?;
        match got {
            Got::NotModified => {
                progress.event(&Event::NotModified { file: name });
                Ok(Got::NotModified)
            }
            Got::File(mut stored) => {
                look(wanted.file, &path)?;
                stored.checksum_compared = self.compare(wanted, &stored, &address, progress)?;
                Ok(Got::File(stored))
            }
        }
    }

    /// Whether a file is still as it was received; `None` when the publisher gives no means to ask.
    pub(crate) fn unchanged(
        &self,
        wanted: &Wanted<'_>,
        stored: &StoredFile,
        progress: &mut dyn Progress,
    ) -> Result<Option<bool>, Failure> {
        if stored.etag.is_none() && stored.last_modified.is_none() {
            return Ok(None);
        }
        let (address, shown) = self.locate(wanted, progress)?;
        if shown != stored.url {
            return Ok(Some(false));
        }
        let validator = validator_of(stored);
        retry::attempts(&shown, self.options, progress, |_| {
            let reply = self.client.get(&wanted.ask(&address, Some(&validator)))?;
            Ok(match reply {
                Reply::NotModified => Some(true),
                // Some servers send tags and never answer "not modified".
                Reply::Body(body) => {
                    let same_tag = body.etag.is_some() && body.etag == stored.etag;
                    let same_date = body.etag.is_none()
                        && stored.etag.is_none()
                        && body.last_modified == stored.last_modified;
                    Some(same_tag || same_date)
                }
            })
        })
    }

    /// The address of a file: itself, or behind a link.
    fn locate(
        &self,
        wanted: &Wanted<'_>,
        progress: &mut dyn Progress,
    ) -> Result<(String, String), Failure> {
        let Address::Link { pattern, .. } = &wanted.file.address else {
            return Ok((wanted.url.clone(), wanted.shown.clone()));
        };
        let shown = &wanted.shown;
        let (page, at) = self.small(&wanted.url, shown, wanted, PAGE_LIMIT, progress)?;
        let found = find::link(&String::from_utf8_lossy(&page), &at, pattern);
        let found = found.ok_or_else(|| Problem::Server {
            url: shown.clone(),
            detail: format!(
                "the page has no link to a file named {pattern}; look at the page and put the new name into the configuration"
            ),
            attempts: 1,
        })?;
        let down = url::split(&wanted.url).is_some_and(|p| p.is_https())
            && !url::split(&found).is_some_and(|f| f.is_https());
        if down {
            let detail = "the page links from https down to plain http".to_owned();
            return Err(Problem::Server { url: shown.clone(), detail, attempts: 1 }.into());
        }
        let shown = secret::hide(&url::shown(&found), &wanted.secrets);
        Ok((found, shown))
    }

    /// A small resource in memory, and the address it came from in the end.
    fn small(
        &self,
        address: &str,
        shown: &str,
        wanted: &Wanted<'_>,
        limit: u64,
        progress: &mut dyn Progress,
    ) -> Result<(Vec<u8>, String), Failure> {
        retry::attempts(shown, self.options, progress, |_| {
            let Reply::Body(mut incoming) = self.client.get(&wanted.ask(address, None))? else {
                return Err(Trouble::passing("the server answers 304 without being asked"));
            };
            let mut reader = incoming.body.as_reader();
            let mut page = Vec::new();
            let mut buffer = vec![0_u8; 1 << 14];
            loop {
                let n = read_some(&mut reader, &mut buffer)?;
                if n == 0 {
                    return Ok((page, incoming.final_url.clone()));
                }
                page.extend_from_slice(buffer.get(..n).unwrap_or_default());
                if page.len() as u64 > limit {
                    let detail = format!("the page is larger than {limit} bytes");
                    return Err(Trouble::Lasting(detail));
                }
            }
        })
    }

    /// Compares the SHA-256 with the one pinned or published. `false` when there is none.
    fn compare(
        &self,
        wanted: &Wanted<'_>,
        stored: &StoredFile,
        address: &str,
        progress: &mut dyn Progress,
    ) -> Result<bool, Failure> {
        let mut expected: Vec<String> = wanted.file.sha256.iter().cloned().collect();
        if let Some(at) = &wanted.checksum_url {
            let shown = secret::hide(&url::shown(at), &wanted.secrets);
            let (text, _) = self.small(at, &shown, wanted, CHECKSUM_LIMIT, progress)?;
            let text = String::from_utf8_lossy(&text);
            let names = [Some(wanted.file.name.as_str()), url::file_name(address)];
            let found = published_sum(&text, &names).ok_or_else(|| Problem::Server {
                url: shown,
                detail: format!("the checksum page gives no SHA-256 for {}", wanted.file.name),
                attempts: 1,
            })?;
            expected.push(found);
        }
        if let Some(wrong) = expected.iter().find(|sum| **sum != stored.sha256) {
            let (file, found) = (wanted.file.name.clone(), stored.sha256.clone());
            return Err(Failure::Refused(Refusal::Checksum {
                file,
                expected: wrong.clone(),
                found,
            }));
        }
        Ok(!expected.is_empty())
    }
}

/// What to ask with next time for a file that came.
pub(crate) fn validator_of(stored: &StoredFile) -> Validator {
    Validator {
        file: stored.name.clone(),
        url: stored.url.clone(),
        etag: stored.etag.clone(),
        last_modified: stored.last_modified.clone(),
    }
}

/// The SHA-256 in a checksum page: the only one, or the one on the line that names the file.
fn published_sum(text: &str, names: &[Option<&str>]) -> Option<String> {
    let mut all = Vec::new();
    for line in text.lines() {
        let mut words = line.split(|c: char| !c.is_ascii_alphanumeric());
        let sum = words.find(|w| w.len() == 64 && w.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(sum) = sum {
            let sum = sum.to_ascii_lowercase();
            let mut tokens = line.split(|c: char| c.is_whitespace() || "*()/".contains(c));
            if tokens.any(|t| names.iter().flatten().any(|n| t == *n)) {
                return Some(sum);
            }
            all.push(sum);
        }
    }
    if all.len() == 1 { all.pop() } else { None }
}

/// Streams a body to a file under the limit.
fn receive(
    mut incoming: Incoming,
    file: &RemoteFile,
    shown: &str,
    path: &Path,
    progress: &mut dyn Progress,
) -> Result<StoredFile, Trouble> {
    let (name, limit, of) = (file.name.as_str(), file.max_bytes, incoming.length);
    let too_large =
        |said| Trouble::Refused(Refusal::TooLarge { file: name.to_owned(), limit, said });
    if of.is_some_and(|said| said > limit) {
        return Err(too_large(of));
    }
    let ours = |error| Trouble::Ours(StoreError::io("write", path, error).into());
    let mut out = File::create(path).map_err(ours)?;
    let mut blake = blake3::Hasher::new();
    let mut sha = ring::digest::Context::new(&ring::digest::SHA256);
    let mut reader = incoming.body.as_reader();
    let mut buffer = vec![0_u8; 1 << 16];
    let (mut bytes, mut told) = (0_u64, 0_u64);
    progress.event(&Event::Receiving { file: name, bytes, of });
    loop {
        let n = read_some(&mut reader, &mut buffer)?;
        if n == 0 {
            break;
        }
        let piece = buffer.get(..n).unwrap_or_default();
        bytes = bytes.saturating_add(piece.len() as u64);
        if bytes > limit {
            return Err(too_large(None));
        }
        out.write_all(piece).map_err(ours)?;
        blake.update(piece);
        sha.update(piece);
        if bytes.saturating_sub(told) >= STEP {
            told = bytes;
            progress.event(&Event::Receiving { file: name, bytes, of });
        }
    }
    // The transport checks this too; a list is worth a second look.
    if let Some(said) = of.filter(|said| *said != bytes) {
        return Err(Trouble::passing(format!("{bytes} bytes came of {said}")));
    }
    out.sync_all().map_err(ours)?;
    progress.event(&Event::Receiving { file: name, bytes, of: Some(bytes) });
    let sha256 = sha.finish().as_ref().iter().map(|b| format!("{b:02x}")).collect();
    Ok(StoredFile {
        name: name.to_owned(),
        url: shown.to_owned(),
        bytes,
        blake3: blake.finalize().to_hex().to_string(),
        sha256,
        checksum_compared: false,
        etag: incoming.etag.take(),
        last_modified: incoming.last_modified.take(),
    })
}

/// Whether the received bytes look like what is expected.
fn look(file: &RemoteFile, path: &Path) -> Result<(), Failure> {
    let read = || {
        let from = File::open(path)?;
        let mut head = Vec::new();
        (&from).take(HEAD as u64).read_to_end(&mut head)?;
        let length = (&from).seek(SeekFrom::End(0))?;
        (&from).seek(SeekFrom::Start(length.saturating_sub(TAIL as u64)))?;
        let mut tail = Vec::new();
        from.take(TAIL as u64).read_to_end(&mut tail)?;
        Ok((head, tail))
    };
    let (head, tail) =
        read().map_err(|error| Problem::Store(StoreError::io("read", path, error)))?;
    file.content
        .check(&head, &tail)
        .map_err(|message| Failure::Refused(Refusal::Content { file: file.name.clone(), message }))
}

#[cfg(test)]
mod tests {
    use super::published_sum;

    #[test]
    fn a_checksum_is_found_by_the_files_name() {
        let (a, b) = ("a".repeat(64), "B".repeat(64));
        let names = [Some("list.xml"), Some("LIST.XML")];
        assert_eq!(published_sum(&a, &names), Some(a.clone()));
        let two = format!("{a}  other.xml\n{b} *list.xml\n");
        assert_eq!(published_sum(&two, &names), Some(b.to_lowercase()));
        assert_eq!(published_sum(&two, &[Some("x"), None]), None);
        let bsd = format!("SHA256 (list.xml) = {a}");
        assert_eq!(published_sum(&bsd, &names), Some(a));
        assert_eq!(published_sum("no sum here", &names), None);
    }
}
