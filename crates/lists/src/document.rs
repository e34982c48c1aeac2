// SPDX-License-Identifier: Apache-2.0
//! The bytes of one published file: hashed and counted as they pass, and bounded.

use crate::ReadError;
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use interdict_model::SourceFile;
use std::cell::{Cell, RefCell};
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Most bytes that one record (an XML element, a JSON line) may take.
///
/// The largest real record seen (an OpenSanctions entity with thousands of properties) is under
/// 4 MiB; the bound keeps a hostile or broken file from filling the memory.
pub const RECORD_LIMIT: u64 = 32 * 1024 * 1024;

/// Most bytes that one row of a table may take. It is less than for other records: every separator
/// of a row costs memory many times its own byte.
pub(crate) const ROW_LIMIT: u64 = 4 * 1024 * 1024;

/// One published file, not yet read.
pub struct Document<'a> {
    name: String,
    source: Box<dyn Read + 'a>,
}

impl<'a> Document<'a> {
    /// A file by name (for messages and for telling the members of a set apart) and its bytes.
    pub fn new(name: impl Into<String>, source: impl Read + 'a) -> Self {
        Self { name: name.into(), source: Box::new(source) }
    }

    /// The name given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The last part of the name, in lower case, for recognising a member of a set.
    #[must_use]
    pub fn base_name(&self) -> String {
        self.name.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase()
    }

    /// The first bytes (at most `limit`), for telling the formats of a publisher apart, and the
    /// document with them put back.
    pub(crate) fn peek(mut self, limit: u64) -> Result<(Vec<u8>, Self), ReadError> {
        let mut head = Vec::new();
        (&mut self.source)
            .take(limit)
            .read_to_end(&mut head)
            .map_err(|error| ReadError::Io { file: self.name.clone(), error })?;
        let source = Box::new(io::Cursor::new(head.clone()).chain(self.source));
        Ok((head, Self { name: self.name, source }))
    }

    /// Starts to read; the first bytes decide between UTF-8 and UTF-16.
    pub(crate) fn stream(self) -> Result<Stream<'a>, ReadError> {
        let mut stream = Stream {
            tally: Rc::new(Tally::default()),
            name: self.name,
            source: self.source,
            decoder: None,
            raw: vec![0; 64 * 1024],
            buffer: Vec::new(),
            start: 0,
            ended: false,
            hasher: blake3::Hasher::new(),
        };
        stream.fill().map_err(|error| stream.io_error(error))?;
        stream.detect_utf16();
        Ok(stream)
    }

    /// Reads the whole file, up to `limit` bytes.
    pub(crate) fn whole(self, limit: u64) -> Result<(String, Vec<u8>, SourceFile), ReadError> {
        let mut bytes = Vec::new();
        let name = self.name;
        self.source
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| ReadError::Io { file: name.clone(), error })?;
        if bytes.len() as u64 > limit {
            return Err(ReadError::NotAList {
                file: name,
                message: format!("is larger than {limit} bytes, the most this format is read with"),
            });
        }
        let file = SourceFile {
            name: name.clone(),
            bytes: bytes.len() as u64,
            digest: blake3::hash(&bytes).to_hex().to_string(),
        };
        Ok((name, bytes, file))
    }
}

/// What has passed through a [`Stream`]; shared with the parser that owns the stream.
#[derive(Debug)]
pub(crate) struct Tally {
    /// Bytes since the last record ended, and how many there may be.
    since_record: Cell<u64>,
    limit: Cell<u64>,
    /// Newlines consumed.
    newlines: Cell<u64>,
    /// Malformed sequences replaced while decoding UTF-16.
    replaced: Cell<u64>,
    /// Digest and length, set at the end of the file.
    file: RefCell<Option<(u64, String)>>,
    bytes: Cell<u64>,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            since_record: Cell::default(),
            limit: Cell::new(RECORD_LIMIT),
            newlines: Cell::default(),
            replaced: Cell::default(),
            file: RefCell::default(),
            bytes: Cell::default(),
        }
    }
}

impl Tally {
    /// Says that the records of the file are rows of a table.
    pub(crate) fn of_rows(&self) {
        self.limit.set(ROW_LIMIT);
    }

    /// Says that a record has ended: the bound starts anew.
    pub(crate) fn record_ended(&self) {
        self.since_record.set(0);
    }

    /// The line reached, counted from 1.
    pub(crate) fn line(&self) -> u64 {
        self.newlines.get() + 1
    }

    /// Malformed sequences replaced so far.
    pub(crate) fn replaced(&self) -> u64 {
        self.replaced.get()
    }

    /// Length and digest, once the whole file has passed.
    pub(crate) fn file(&self, name: &str) -> Option<SourceFile> {
        self.file.borrow().as_ref().map(|(bytes, digest)| SourceFile {
            name: name.to_owned(),
            bytes: *bytes,
            digest: digest.clone(),
        })
    }
}

/// A file being read as UTF-8.
pub(crate) struct Stream<'a> {
    name: String,
    source: Box<dyn Read + 'a>,
    tally: Rc<Tally>,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    hasher: blake3::Hasher,
}

impl Stream<'_> {
    pub(crate) fn tally(&self) -> Rc<Tally> {
        Rc::clone(&self.tally)
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The bytes already buffered, for sniffing; at least the first few kilobytes of the file.
    pub(crate) fn head(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    fn io_error(&self, error: io::Error) -> ReadError {
        ReadError::Io { file: self.name.clone(), error }
    }

    /// Fills the empty buffer.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.clear();
        self.start = 0;
        while self.buffer.is_empty() && !self.ended {
            // Full chunks even from a slow source, so that sniffing sees the same bytes always.
            let mut n = 0;
            while let Some(rest) = self.raw.get_mut(n..).filter(|r| !r.is_empty()) {
                match self.source.read(rest) {
                    Ok(0) => {
                        self.ended = true;
                        break;
                    }
                    Ok(got) => n += got,
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                    Err(e) => return Err(e),
                }
            }
            let chunk = self.raw.get(..n).unwrap_or_default();
            self.hasher.update(chunk);
            self.tally.bytes.set(self.tally.bytes.get() + n as u64);
            match &mut self.decoder {
                None => self.buffer.extend_from_slice(chunk),
                Some(decoder) => decode(decoder, chunk, self.ended, &mut self.buffer, &self.tally),
            }
        }
        if self.ended && self.tally.file.borrow().is_none() {
            let digest = self.hasher.finalize().to_hex().to_string();
            *self.tally.file.borrow_mut() = Some((self.tally.bytes.get(), digest));
        }
        Ok(())
    }

    /// Reads the file as the encoding its XML declaration names, UTF-8 where it names none, from
    /// here on with malformed sequences replaced by U+FFFD and counted. The label is returned
    /// when no such encoding is known.
    pub(crate) fn decode_xml(&mut self) -> Result<(), String> {
        if self.decoder.is_some() {
            return Ok(());
        }
        let head = self.head();
        let declaration = head.get(..head.len().min(256)).unwrap_or_default();
        let declaration = String::from_utf8_lossy(declaration).into_owned();
        let label = declaration
            .split_once("encoding")
            .filter(|(before, _)| {
                before.trim_start().starts_with("<?xml") && !before.contains("?>")
            })
            .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
        let encoding = match label {
            None => UTF_8,
            Some(label) => Encoding::for_label(label.as_bytes()).ok_or_else(|| label.to_owned())?,
        };
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let raw = self.buffer.split_off(self.start);
        self.buffer.clear();
        self.start = 0;
        decode(&mut decoder, &raw, self.ended, &mut self.buffer, &self.tally);
        self.decoder = Some(decoder);
        Ok(())
    }

    fn detect_utf16(&mut self) {
        let (encoding, skip) = match self.buffer.as_slice() {
            [0xFF, 0xFE, ..] => (UTF_16LE, 2),
            [0xFE, 0xFF, ..] => (UTF_16BE, 2),
            [b'<', 0, ..] => (UTF_16LE, 0),
            [0, b'<', ..] => (UTF_16BE, 0),
            [0xEF, 0xBB, 0xBF, ..] => {
                self.start = 3;
                return;
            }
            _ => return,
        };
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let raw = std::mem::take(&mut self.buffer);
        let rest = raw.get(skip..).unwrap_or_default();
        decode(&mut decoder, rest, self.ended, &mut self.buffer, &self.tally);
        self.decoder = Some(decoder);
    }

    fn check_bound(&self) -> io::Result<()> {
        let limit = self.tally.limit.get();
        if self.tally.since_record.get() > limit {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!(
                    "line {}: one record is longer than {} MiB; no publisher prints such a record, the file is broken",
                    self.tally.line(),
                    limit >> 20
                ),
            ));
        }
        Ok(())
    }
}

fn decode(decoder: &mut Decoder, chunk: &[u8], last: bool, out: &mut Vec<u8>, tally: &Tally) {
    let mut text = String::with_capacity(
        decoder.max_utf8_buffer_length(chunk.len()).unwrap_or(chunk.len().saturating_mul(3)),
    );
    let (_, _, had_errors) = decoder.decode_to_string(chunk, &mut text, last);
    if had_errors {
        tally.replaced.set(tally.replaced.get() + 1);
    }
    out.extend_from_slice(text.as_bytes());
}

impl Read for Stream<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let n = available.len().min(out.len());
        out.iter_mut().zip(available).for_each(|(o, b)| *o = *b);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Stream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start >= self.buffer.len() {
            self.check_bound()?;
            self.fill()?;
        }
        Ok(self.buffer.get(self.start..).unwrap_or_default())
    }

    fn consume(&mut self, n: usize) {
        let end = (self.start + n).min(self.buffer.len());
        let taken = self.buffer.get(self.start..end).unwrap_or_default();
        let newlines = taken.iter().filter(|b| **b == b'\n').count() as u64;
        self.tally.newlines.set(self.tally.newlines.get() + newlines);
        self.tally.since_record.set(self.tally.since_record.get() + taken.len() as u64);
        self.start = end;
    }
}
