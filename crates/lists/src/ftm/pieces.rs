// SPDX-License-Identifier: Apache-2.0
//! One JSON record at a time out of a file: a line of JSON lines, or an element of one array.

use crate::document::{RECORD_LIMIT, Stream, Tally};
use crate::recorder::Recorder;
use crate::{ReadError, xml::refuse_other_formats};
use interdict_model::SourceFile;
use std::io::BufRead;
use std::rc::Rc;

/// What the file is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// One record a line.
    Lines,
    /// The elements of an array.
    Array,
    /// Past the end of the array.
    Ended,
}

/// A record found in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Line on which it starts, from 1.
    pub(crate) line: u64,
    /// Whether it was longer than the limit, so that its bytes were passed over.
    pub(crate) too_long: bool,
    /// Whether the file ended where it ends, without the sign that closes a record.
    pub(crate) open_ended: bool,
}

/// A file of JSON records being read.
pub(crate) struct Pieces<'a> {
    stream: Stream<'a>,
    tally: Rc<Tally>,
    file: String,
    form: Form,
    buffer: Vec<u8>,
    limit: usize,
}

impl<'a> Pieces<'a> {
    /// Reads on from the start of a stream; pages and empty files are refused.
    pub(crate) fn over(stream: Stream<'a>) -> Result<Self, ReadError> {
        let file = stream.name().to_owned();
        refuse_other_formats(&file, stream.head())?;
        let start = stream.head().iter().find(|b| !b.is_ascii_whitespace()).copied();
        let form = if start == Some(b'[') { Form::Array } else { Form::Lines };
        let limit = usize::try_from(RECORD_LIMIT).unwrap_or(usize::MAX);
        let tally = stream.tally();
        let mut pieces = Self { stream, tally, file, form, buffer: Vec::new(), limit };
        if form == Form::Array {
            pieces.skip_to(|b| b == b'[')?;
            pieces.stream.consume(1);
        }
        Ok(pieces)
    }

    /// The same with another bound on a record, for tests.
    #[cfg(test)]
    fn with_limit(self, limit: usize) -> Self {
        Self { limit, ..self }
    }

    /// The bytes of the piece returned last.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.buffer
    }

    /// Puts a repaired text in the place of the piece returned last.
    pub(crate) fn replace(&mut self, text: String) {
        self.buffer = text.into_bytes();
    }

    /// The file's name.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// Name, length and digest, once the end was reached.
    pub(crate) fn source_file(&self) -> Option<SourceFile> {
        self.tally.file(&self.file)
    }

    /// The next record; `None` at the end.
    pub(crate) fn next(&mut self, recorder: &Recorder<'_>) -> Result<Option<Piece>, ReadError> {
        match self.form {
            Form::Lines => self.next_line(),
            Form::Array => self.next_element(recorder),
            Form::Ended => Ok(None),
        }
    }

    fn next_line(&mut self) -> Result<Option<Piece>, ReadError> {
        loop {
            self.tally.record_ended();
            self.buffer.clear();
            let mut piece = Piece { line: self.tally.line(), too_long: false, open_ended: true };
            loop {
                let chunk = fill(&mut self.stream, &self.file)?;
                if chunk.is_empty() {
                    break;
                }
                let end = chunk.iter().position(|b| *b == b'\n');
                let (part, used) = match end {
                    Some(at) => (chunk.get(..at).unwrap_or_default(), at + 1),
                    None => (chunk, chunk.len()),
                };
                if piece.too_long || self.buffer.len() + part.len() > self.limit {
                    piece.too_long = true;
                    self.buffer.clear();
                    // The rest of the line is passed over, so the stream's own bound must not stop it.
                    self.tally.record_ended();
                } else {
                    self.buffer.extend_from_slice(part);
                }
                self.stream.consume(used);
                if end.is_some() {
                    piece.open_ended = false;
                    break;
                }
            }
            if piece.too_long || self.buffer.iter().any(|b| !b.is_ascii_whitespace()) {
                return Ok(Some(piece));
            }
            if piece.open_ended {
                return Ok(None);
            }
        }
    }

    /// Passes over bytes until `wanted`, which is left unread; the byte found.
    fn skip_to(&mut self, wanted: impl Fn(u8) -> bool) -> Result<Option<u8>, ReadError> {
        loop {
            self.tally.record_ended();
            let chunk = fill(&mut self.stream, &self.file)?;
            let Some(end) = chunk.iter().position(|b| wanted(*b)) else {
                let n = chunk.len();
                if n == 0 {
                    return Ok(None);
                }
                self.stream.consume(n);
                continue;
            };
            let found = chunk.get(end).copied();
            self.stream.consume(end);
            return Ok(found);
        }
    }

    fn next_element(&mut self, recorder: &Recorder<'_>) -> Result<Option<Piece>, ReadError> {
        let found = self.skip_to(|b| !b.is_ascii_whitespace() && b != b',')?;
        let line = self.tally.line();
        match found {
            Some(b']') => {
                self.stream.consume(1);
                if self.skip_to(|b| !b.is_ascii_whitespace())?.is_some() {
                    return Err(recorder.syntax(
                        self.tally.line(),
                        "",
                        "there is more after the end of the array; give one array or one entity a line",
                    ));
                }
                self.form = Form::Ended;
                return Ok(None);
            }
            Some(b'{') => {}
            Some(_) => {
                return Err(recorder.syntax(
                    line,
                    "",
                    "an array of something other than entities; give one entity a line, or an array of entities",
                ));
            }
            None => {
                return Err(recorder.syntax(
                    line,
                    "",
                    "the file ends inside the array: it is truncated; fetch it again",
                ));
            }
        }
        self.tally.record_ended();
        self.buffer.clear();
        let mut piece = Piece { line, too_long: false, open_ended: true };
        let (mut depth, mut text, mut escaped) = (0_u64, false, false);
        while piece.open_ended {
            let chunk = fill(&mut self.stream, &self.file)?;
            if chunk.is_empty() {
                return Ok(Some(piece));
            }
            let mut used = chunk.len();
            for (at, byte) in chunk.iter().enumerate() {
                match (text, *byte) {
                    (true, _) if escaped => escaped = false,
                    (true, b'\\') => escaped = true,
                    (_, b'"') => text = !text,
                    (false, b'{' | b'[') => depth += 1,
                    (false, b'}' | b']') => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            used = at + 1;
                            piece.open_ended = false;
                            break;
                        }
                    }
                    _ => {}
                }
            }
            if piece.too_long || self.buffer.len() + used > self.limit {
                piece.too_long = true;
                self.buffer.clear();
                self.tally.record_ended();
            } else {
                self.buffer.extend_from_slice(chunk.get(..used).unwrap_or_default());
            }
            self.stream.consume(used);
        }
        Ok(Some(piece))
    }
}

fn fill<'s>(stream: &'s mut Stream<'_>, file: &str) -> Result<&'s [u8], ReadError> {
    stream.fill_buf().map_err(|error| ReadError::Io { file: file.to_owned(), error })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;
    use interdict_model::{Release, SourceKind};

    /// The records of a file as `text@line`, marked `+` when open-ended and `!` when too long.
    fn check(bytes: &[u8], limit: usize) -> Result<Vec<String>, String> {
        let mut sink = |_| Ok(());
        let recorder = Recorder::new(Release::new(SourceKind::Ftm, "", "", ""), &mut sink);
        let stream = Document::new("x.json", bytes).stream().map_err(|e| e.to_string())?;
        let mut pieces = Pieces::over(stream).map_err(|e| e.to_string())?.with_limit(limit);
        let mut out = Vec::new();
        while let Some(piece) = pieces.next(&recorder).map_err(|e| e.to_string())? {
            let text = String::from_utf8_lossy(pieces.bytes()).into_owned();
            let marks = [(piece.open_ended, "+"), (piece.too_long, "!")];
            let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, m)| *m).collect();
            out.push(format!("{text}@{}{marks}", piece.line));
        }
        assert!(pieces.source_file().is_some());
        Ok(out)
    }

    #[test]
    fn lines_come_with_their_numbers() {
        assert_eq!(check(b"{1}\n\n \n{2}\r\n", 9).unwrap(), ["{1}@1", "{2}\r@4"]);
        assert_eq!(check(b"{1}\n{2}", 9).unwrap(), ["{1}@1", "{2}@2+"]);
        assert_eq!(check(b"{1234567890}\n{2}\n", 9).unwrap(), ["@1!", "{2}@2"]);
    }

    #[test]
    fn elements_of_an_array_come_one_by_one() {
        let array = br#" [ {"a":"}]\""},
            {"b":[{}]} , {"c":1}] "#;
        let expected = [r#"{"a":"}]\""}@1"#, r#"{"b":[{}]}@2"#, r#"{"c":1}@2"#];
        assert_eq!(check(array, 99).unwrap(), expected);
        assert_eq!(check(array, 8).unwrap(), ["@1!", "@2!", r#"{"c":1}@2"#]);
        assert!(check(br#"[{"a":1},"#, 99).unwrap_err().contains("truncated"));
        assert!(check(br#"[{"a":1"#, 99).unwrap_err().contains("truncated"));
        assert!(check(b"[1,2]", 99).unwrap_err().contains("other than entities"));
        assert!(check(b"[{}] x", 99).unwrap_err().contains("more after the end"));
    }

    #[test]
    fn a_line_without_end_does_not_fill_the_memory() {
        let endless = std::io::Read::take(std::io::repeat(b'x'), 3 * RECORD_LIMIT);
        let mut sink = |_| Ok(());
        let recorder = Recorder::new(Release::new(SourceKind::Ftm, "", "", ""), &mut sink);
        let stream = Document::new("x.json", endless).stream().unwrap();
        let mut pieces = Pieces::over(stream).unwrap();
        let piece = pieces.next(&recorder).unwrap().unwrap();
        assert!(piece.too_long && piece.open_ended);
        assert!(pieces.buffer.capacity() as u64 <= 2 * RECORD_LIMIT);
        assert_eq!(pieces.next(&recorder).unwrap(), None);
    }
}
