// SPDX-License-Identifier: Apache-2.0
//! Delimited text, line by line: quotes honoured, limits kept, and a broken row costs no other.

use crate::RowError;
use crate::lines::{LONGEST_LINE, Line, Lines};
use crate::record::Record;
use std::collections::VecDeque;
use std::io;
use std::ops::Range;

/// A quoted value may run over so many lines before its quote counts as never closed.
const LONGEST_VALUE: usize = 100;

/// A line of the file: its number and text, or why it has none.
type Physical = Result<(u64, String), RowError>;

/// Reads records from delimited text.
pub(crate) struct Delimited {
    lines: Lines,
    /// The delimiter; `None` when a line is one value.
    delimiter: Option<u8>,
    /// The encoding's name, for messages.
    encoding: &'static str,
    /// How many columns the header has, once it is known.
    pub(crate) width: Option<usize>,
    /// Lines read ahead in search of a closing quote.
    ahead: VecDeque<Physical>,
    buffer: Vec<u8>,
}

impl Delimited {
    pub(crate) fn new(lines: Lines, delimiter: Option<u8>, encoding: &'static str) -> Self {
        Self { lines, delimiter, encoding, width: None, ahead: VecDeque::new(), buffer: Vec::new() }
    }

    /// The next record; blank lines and rows of blank cells are passed over.
    pub(crate) fn next(&mut self) -> io::Result<Option<Result<Record, RowError>>> {
        loop {
            let (line, text) = match self.physical()? {
                None => return Ok(None),
                Some(Err(error)) => return Ok(Some(Err(error))),
                Some(Ok(read)) => read,
            };
            if text.trim().is_empty() {
                continue;
            }
            let record = match split(text, self.delimiter) {
                Split::Whole(whole) => Ok(whole.record(line)),
                Split::Open(text) => self.continued(line, &text)?,
            };
            match record {
                Ok(record) if record.is_blank() => {}
                Ok(record) => {
                    let fits = self.width.map_or(Ok(()), |width| measured(&record, width));
                    return Ok(Some(fits.map(|()| record)));
                }
                Err(error) => return Ok(Some(Err(error))),
            }
        }
    }

    fn physical(&mut self) -> io::Result<Option<Physical>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let kind = self.lines.next(&mut self.buffer)?;
        let line = self.lines.line;
        Ok(match kind {
            Line::End => None,
            Line::TooLong => Some(Err(RowError::new(
                line,
                &String::from_utf8_lossy(self.buffer.get(..200).unwrap_or(&self.buffer)),
                format!("the line is longer than {LONGEST_LINE} bytes, which no row of a table is"),
                "look for a missing line break and read the file again",
            ))),
            Line::Whole => Some(match std::str::from_utf8(&self.buffer) {
                Ok(text) if self.encoding == "UTF-8" || !text.contains('\u{fffd}') => {
                    Ok((line, text.to_owned()))
                }
                other => Err(RowError::new(
                    line,
                    &other.map_or_else(
                        |_| String::from_utf8_lossy(&self.buffer).into_owned(),
                        str::to_owned,
                    ),
                    format!("some bytes of the row are not {}", self.encoding),
                    "save the file as UTF-8, or name its encoding, for example --encoding windows-1252",
                )),
            }),
        })
    }

    /// A record whose first line ends within quotes.
    fn continued(&mut self, line: u64, first: &str) -> io::Result<Result<Record, RowError>> {
        let mut text = first.to_owned();
        let mut taken: Vec<Physical> = Vec::new();
        let mut closed = None;
        while taken.len() < LONGEST_VALUE && text.len() < LONGEST_LINE {
            let Some(next) = self.physical()? else { break };
            let Ok((_, more)) = &next else {
                taken.push(next);
                break;
            };
            text.push('\n');
            text.push_str(more);
            let quoted = more.contains('"');
            taken.push(next);
            if quoted {
                match split(text, self.delimiter) {
                    Split::Whole(whole) => {
                        // Text after the closing quote shows that it was another row's.
                        closed = (!whole.ragged).then(|| whole.record(line));
                        break;
                    }
                    Split::Open(open) => text = open,
                }
            }
        }
        if let Some(record) = closed {
            let fits = self.width.is_none_or(|width| record.len() == width);
            if fits {
                return Ok(Ok(record));
            }
        }
        // The lines that were only looked at are read again for themselves.
        for line in taken.into_iter().rev() {
            self.ahead.push_front(line);
        }
        Ok(Err(RowError::new(
            line,
            first,
            "a quote opens a value and does not close where the row ends",
            "close the quote, or double it where it belongs to the value",
        )))
    }
}

/// Refuses a record with more cells than there are columns, unless they are blank. Missing cells
/// are left to the reader to judge.
pub(crate) fn measured(record: &Record, width: usize) -> Result<(), RowError> {
    if record.cells().skip(width).all(|(_, v)| v.trim().is_empty()) {
        return Ok(());
    }
    let values = record.values();
    Err(RowError::new(
        record.line,
        &values.join(" | "),
        format!("{} values where the header has {width} columns", values.len()),
        "quote a value that contains the delimiter",
    ))
}

/// A record that was split; `ragged` when text follows a closing quote.
struct Whole {
    text: String,
    cells: Vec<(usize, Range<usize>)>,
    ragged: bool,
}

impl Whole {
    fn record(self, line: u64) -> Record {
        Record::split(line, self.text, self.cells)
    }
}

enum Split {
    Whole(Whole),
    /// A quote is still open at the end.
    Open(String),
}

/// Splits one record. A quote opens a value only at its start; within, it is written twice.
fn split(mut text: String, delimiter: Option<u8>) -> Split {
    let mut cells: Vec<(usize, Range<usize>)> = Vec::with_capacity(16);
    let Some(delimiter) = delimiter else {
        let whole = 0..text.len();
        // A single column may still be quoted.
        let cell = match text.trim().strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
            Some(inner) if !inner.contains('"') => {
                let start = text.find('"').map_or(0, |at| at + 1);
                start..start + inner.len()
            }
            _ => whole,
        };
        cells.push((0, cell));
        return Split::Whole(Whole { text, cells, ragged: false });
    };
    let mut ragged = false;
    let mut unescaped: Vec<(usize, String)> = Vec::new();
    let mut at = 0usize;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let column = cells.len();
        let bytes = rest.as_bytes();
        let blank = bytes.iter().take_while(|b| **b == b' ').count();
        let next =
            |from: usize| bytes.iter().skip(from).position(|b| *b == delimiter).map(|n| from + n);
        let end;
        if bytes.get(blank) == Some(&b'"') {
            let start = blank + 1;
            let Some((close, doubled)) = closing(bytes, start) else { return Split::Open(text) };
            end = next(close + 1);
            let tail = rest.get(close + 1..end.unwrap_or(rest.len())).unwrap_or_default();
            let inner = rest.get(start..close).unwrap_or_default();
            ragged |= !tail.trim().is_empty();
            if doubled || !tail.trim().is_empty() {
                unescaped.push((column, format!("{}{tail}", inner.replace("\"\"", "\""))));
            }
            cells.push((column, at + start..at + close));
        } else {
            end = next(0);
            cells.push((column, at..at + end.unwrap_or(rest.len())));
        }
        match end {
            Some(end) => at += end + 1,
            None => break,
        }
    }
    for (column, value) in unescaped {
        let start = text.len();
        text.push_str(&value);
        if let Some((_, range)) = cells.get_mut(column) {
            *range = start..text.len();
        }
    }
    Split::Whole(Whole { text, cells, ragged })
}

/// Where a quoted value closes, and whether a doubled quote stands in it.
fn closing(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let mut doubled = false;
    let mut at = start;
    loop {
        let quote = at + bytes.get(at..)?.iter().position(|b| *b == b'"')?;
        if bytes.get(quote + 1) != Some(&b'"') {
            return Some((quote, doubled));
        }
        doubled = true;
        at = quote + 2;
    }
}

/// The delimiter of a text, by what makes the most of its first lines.
///
/// `worth` says how many columns of a row are recognised as headings.
pub(crate) fn delimiter(
    head: &str,
    terminator: char,
    worth: impl Fn(&[String]) -> usize,
) -> Option<u8> {
    let lines: Vec<&str> = head
        .split(terminator)
        .map(|l| l.trim_end_matches('\r'))
        .filter(|l| !l.trim().is_empty())
        .take(60)
        .collect();
    let mut best: (usize, usize, usize, Option<u8>) = (0, 0, 0, None);
    let alone: usize = lines.iter().take(20).map(|l| worth(&[(*l).to_owned()])).max().unwrap_or(0);
    best.0 = alone;
    for candidate in [b',', b';', b'\t', b'|'] {
        let mut widths: Vec<usize> = Vec::new();
        let mut known = 0usize;
        let mut text = String::new();
        for line in &lines {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line);
            match split(std::mem::take(&mut text), Some(candidate)) {
                Split::Open(open) if open.len() < 20_000 => text = open,
                Split::Open(_) => {}
                Split::Whole(whole) => {
                    let record = whole.record(0);
                    if widths.len() < 20 {
                        known = known.max(worth(&record.values()));
                    }
                    widths.push(record.len());
                }
            }
        }
        let mut sorted = widths.clone();
        sorted.sort_unstable();
        let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(1);
        let same = widths.iter().filter(|w| **w == usual).count();
        let even = if widths.is_empty() { 0 } else { same * 10 / widths.len() };
        if (usual < 2 || even < 5) && known < 2 {
            continue;
        }
        if known == 0 && candidate == b',' && usual == 2 && is_list_of_names(&lines) {
            continue;
        }
        // A header of one recognised column is not split by what its values contain.
        let split_header = lines.first().is_some_and(|l| l.as_bytes().contains(&candidate));
        if known == alone && alone > 0 && !split_header {
            continue;
        }
        let found = (known, even, usual, Some(candidate));
        if (found.0, found.1, found.2) > (best.0, best.1, best.2) {
            best = found;
        }
    }
    best.3
}

/// "Smith, John" on every line: a list of names, not a table.
fn is_list_of_names(lines: &[&str]) -> bool {
    lines.iter().all(|l| {
        let mut parts = l.split(',');
        let (_, second) = (parts.next(), parts.next());
        second.is_none_or(|s| s.starts_with(' '))
            && !l.bytes().any(|b| b.is_ascii_digit() || b == b'"')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str, delimiter: u8, width: usize) -> Vec<Result<Vec<String>, u64>> {
        let lines = Lines::new(Box::new(io::Cursor::new(text.as_bytes().to_vec())), b'\n');
        let mut source = Delimited::new(lines, Some(delimiter), "UTF-8");
        source.width = Some(width);
        let mut out = Vec::new();
        while let Some(record) = source.next().unwrap() {
            out.push(record.map(|r| r.values()).map_err(|e| e.line));
        }
        out
    }

    fn row(values: &[&str]) -> Result<Vec<String>, u64> {
        Ok(values.iter().map(|v| (*v).to_owned()).collect())
    }

    #[test]
    fn quotes_are_honoured() {
        let text =
            "a,\"b, c\",\"d \"\"e\"\"\"\r\n\"multi\nline\",x,\"\"\n 1 , \"2\" ,3 \"x\"\n\n,,\n";
        assert_eq!(
            records(text, b',', 3),
            [
                row(&["a", "b, c", "d \"e\""]),
                row(&["multi\nline", "x", ""]),
                row(&["1", "2", "3 \"x\""])
            ]
        );
    }

    #[test]
    fn an_open_quote_costs_one_row() {
        let text = "a,\"b,c\nd,e,f\ng,\"h\",i\nj,k,l\n";
        assert_eq!(
            records(text, b',', 3),
            [Err(1), row(&["d", "e", "f"]), row(&["g", "h", "i"]), row(&["j", "k", "l"])]
        );
    }

    #[test]
    fn too_many_values_are_an_error_unless_blank() {
        assert_eq!(records("a,b,c\nd,e,\n", b',', 2), [Err(1), row(&["d", "e", ""])]);
    }

    #[test]
    fn delimiters_are_found() {
        let worth =
            |row: &[String]| row.iter().filter(|c| crate::fields::recognise(c).is_some()).count();
        for (text, want) in [
            ("name,dob\nA,1964\n", Some(b',')),
            ("name;dob\n\"SMITH; John\";1964\nDOE, Jane;1970\n", Some(b';')),
            ("name\tdob\nSMITH, John\t1964\n", Some(b'\t')),
            ("x|y|z\n1|2|3\n", Some(b'|')),
            ("name\nSmith, John\nDoe, Jane\n", None),
            ("Smith, John\nDoe, Jane\n", None),
            ("Smith\nDoe\n", None),
            ("Last Updated,12/02/2016\nname,dob,city\nA,1964,B\n", Some(b',')),
            ("kunde;x\nA, B, C;1\n", Some(b';')),
        ] {
            assert_eq!(delimiter(text, '\n', worth), want, "{text:?}");
        }
    }
}
