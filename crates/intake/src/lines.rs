// SPDX-License-Identifier: Apache-2.0
//! Bytes to lines, with a limit on how long a line may grow.

use std::io::{self, Read};

/// No row of a table of parties is longer; a longer line is not held in memory.
pub(crate) const LONGEST_LINE: usize = 1 << 20;

/// What came next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Nothing: the end.
    End,
    /// A line, now in the buffer without its end.
    Whole,
    /// A line over the limit; its start is in the buffer, the rest was passed over.
    TooLong,
}

/// Reads lines and single bytes, counting lines from 1.
pub(crate) struct Lines {
    inner: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    at: usize,
    terminator: u8,
    /// The line last read, or the line of the byte last read.
    pub(crate) line: u64,
    fresh: bool,
}

impl Lines {
    /// Lines ended by `terminator` (a line feed, or a carriage return in files of old Macs).
    pub(crate) fn new(inner: Box<dyn Read + Send>, terminator: u8) -> Self {
        Self { inner, buffer: Vec::new(), at: 0, terminator, line: 0, fresh: true }
    }

    fn fill(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.buffer.len() {
            self.buffer.resize(1 << 16, 0);
            self.at = 0;
            let read = loop {
                match self.inner.read(&mut self.buffer) {
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                    other => break other,
                }
            };
            self.buffer.truncate(*read.as_ref().unwrap_or(&0));
            read?;
        }
        Ok(self.buffer.get(self.at..).unwrap_or_default())
    }

    /// Reads the next line into `out`.
    pub(crate) fn next(&mut self, out: &mut Vec<u8>) -> io::Result<Line> {
        out.clear();
        let terminator = self.terminator;
        let (mut any, mut long) = (false, false);
        loop {
            let chunk = self.fill()?;
            if chunk.is_empty() {
                break;
            }
            any = true;
            let end = chunk.iter().position(|b| *b == terminator);
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            let room = LONGEST_LINE.saturating_sub(out.len());
            long |= part.len() > room;
            out.extend_from_slice(part.get(..room).unwrap_or(part));
            self.at += end.map_or(part.len(), |at| at + 1);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(Line::End);
        }
        self.line += 1;
        if long {
            return Ok(Line::TooLong);
        }
        if out.last() == Some(&b'\r') {
            out.pop();
        }
        Ok(Line::Whole)
    }

    /// Reads the next byte, for formats whose records are not lines.
    pub(crate) fn byte(&mut self) -> io::Result<Option<u8>> {
        let Some(byte) = self.fill()?.first().copied() else { return Ok(None) };
        self.at += 1;
        if std::mem::replace(&mut self.fresh, byte == self.terminator) {
            self.line += 1;
        }
        Ok(Some(byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_over_the_limit_is_passed_over() {
        let long = LONGEST_LINE as u64 * 3;
        let input = io::Cursor::new(&b"a\r\n"[..])
            .chain(io::repeat(b'x').take(long))
            .chain(io::Cursor::new(&b"\nb"[..]));
        let mut lines = Lines::new(Box::new(input), b'\n');
        let mut out = Vec::new();
        assert_eq!((lines.next(&mut out).unwrap(), out.as_slice()), (Line::Whole, &b"a"[..]));
        assert_eq!(lines.next(&mut out).unwrap(), Line::TooLong);
        assert_eq!(out.len(), LONGEST_LINE);
        assert_eq!(lines.next(&mut out).unwrap(), Line::Whole);
        assert_eq!((out.as_slice(), lines.line), (&b"b"[..], 3));
        assert_eq!(lines.next(&mut out).unwrap(), Line::End);
    }
}
