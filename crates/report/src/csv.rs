// SPDX-License-Identifier: Apache-2.0
//! Comma-separated values (RFC 4180): one line a hit, and one for whatever a person must look at.
//!
//! The column `status` says what a line is:
//! - `hit`: a listed entity that the row may be.
//! - `review`: a value of the row that could not be read, so that it was screened without it;
//!   `message` says which. A row may have such lines and hits.
//! - `error`: the row could not be screened; `message` says why.
//!
//! Lines that are no hits have an empty `entity_id` and the score 0.000, so that a program that
//! reads only ids and scores is not misled. A row that was screened in full without a hit has no
//! line; JSON lines and the workbook have every row.
//!
//! Spreadsheets run a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return. In the
//! columns of free text such a cell gets an apostrophe in front. The ids and numbers, with which
//! files are joined, stay as they are: whoever opens strangers' ids in a spreadsheet should use the
//! workbook, in which text is marked as text. There is no byte-order mark. Control characters other
//! than tabs and line breaks are shown as pictures in free text; NUL, which many readers of CSV
//! refuse, is written as U+FFFD in ids.

use crate::run::{queried_name, row_name};
use crate::text::shown;
use crate::{Outcome, Row, Run, Summary, Writer, why};
use interdict_model::{Hit, Score};
use std::borrow::Cow;
use std::io::{self, Write};

const HEADER: &str = "query_id,entity_id,score,caption,listings,schema,matched_name,query_name,\
                      explanation,status,message,row,line\r\n";

/// The state of the writer.
pub(crate) struct Csv<W> {
    out: W,
    mapping: Vec<(String, String)>,
}

/// One line, its free text not yet disarmed.
#[derive(Default)]
struct Line<'a> {
    entity: &'a str,
    score: Score,
    caption: &'a str,
    listings: &'a str,
    schema: &'a str,
    matched: &'a str,
    queried: &'a str,
    explanation: &'a str,
    status: &'a str,
    message: &'a str,
}

impl<W: Write> Csv<W> {
    pub(crate) fn new(run: &Run<'_>, mut out: W) -> io::Result<Self> {
        out.write_all(HEADER.as_bytes())?;
        Ok(Self { out, mapping: run.mapping.to_vec() })
    }

    fn line(&mut self, row: &Row<'_>, line: &Line<'_>) -> io::Result<()> {
        let out = &mut self.out;
        cell(out, row.id)?;
        write!(out, ",")?;
        cell(out, line.entity)?;
        write!(out, ",{},", line.score)?;
        text(out, line.caption)?;
        write!(out, ",")?;
        text(out, line.listings)?;
        write!(out, ",")?;
        cell(out, line.schema)?;
        for free in [line.matched, line.queried, line.explanation] {
            write!(out, ",")?;
            text(out, free)?;
        }
        write!(out, ",{},", line.status)?;
        text(out, line.message)?;
        write!(out, ",{},{}\r\n", row.number, row.line)
    }

    fn hit(&mut self, row: &Row<'_>, hit: &Hit) -> io::Result<()> {
        let listings = hit.listings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        self.line(
            row,
            &Line {
                entity: hit.entity.as_str(),
                score: hit.score,
                caption: &hit.caption,
                listings: &listings,
                schema: hit.schema.as_str(),
                matched: &hit.explanation.name,
                queried: queried_name(hit).unwrap_or_default(),
                explanation: &why::full(&hit.explanation),
                status: "hit",
                message: "",
            },
        )
    }
}

impl<W: Write> Writer for Csv<W> {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        match row.outcome {
            Outcome::Screened { hits, unread } => {
                for hit in hits {
                    self.hit(row, hit)?;
                }
                if unread.is_empty() {
                    return Ok(());
                }
                let queried = row_name(row, &self.mapping);
                for (field, value, expected) in unread {
                    let message =
                        format!("{field} = {value:?} could not be read; expected {expected}");
                    self.line(
                        row,
                        &Line {
                            queried: &queried,
                            status: "review",
                            message: &message,
                            ..Line::default()
                        },
                    )?;
                }
                Ok(())
            }
            Outcome::Bad { message } => {
                let queried = row_name(row, &self.mapping);
                self.line(
                    row,
                    &Line { queried: &queried, status: "error", message, ..Line::default() },
                )
            }
        }
    }

    fn finish(mut self: Box<Self>, _: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}

/// A cell of free text, disarmed.
fn text(out: &mut impl Write, value: &str) -> io::Result<()> {
    let acts = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    if value.contains(acts) {
        let mut safe = String::with_capacity(value.len() + 8);
        for c in value.chars() {
            match shown(c).filter(|_| acts(c)) {
                Some(instead) => safe.push_str(&instead),
                None => safe.push(c),
            }
        }
        return text(out, &safe);
    }
    // The full-width forms are read as their narrow ones by some spreadsheets.
    if value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        cell(out, &format!("'{value}"))
    } else {
        cell(out, value)
    }
}

/// A cell, quoted where it must be.
fn cell(out: &mut impl Write, value: &str) -> io::Result<()> {
    let value: Cow<'_, str> = if value.contains('\0') {
        Cow::Owned(value.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(value)
    };
    let edge = value.starts_with([' ', '\u{feff}']) || value.ends_with(' ');
    if edge || value.contains(['"', ',', '\r', '\n']) {
        write!(out, "\"{}\"", value.replace('"', "\"\""))
    } else {
        out.write_all(value.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(f: impl Fn(&mut Vec<u8>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        f(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn formulas_are_disarmed_in_free_text_only() {
        assert_eq!(written(|o| text(o, "=1+1")), "'=1+1");
        assert_eq!(written(|o| text(o, "@SUM(A1)")), "'@SUM(A1)");
        assert_eq!(written(|o| text(o, "＝1")), "'＝1");
        assert_eq!(written(|o| text(o, "\tx")), "'\tx");
        assert_eq!(written(|o| text(o, "a=b")), "a=b");
        assert_eq!(written(|o| text(o, "a\u{1b}[31m\0")), "a␛[31m␀");
        assert_eq!(written(|o| cell(o, "-17")), "-17");
    }

    #[test]
    fn quotes_and_breaks_are_quoted_and_nul_is_replaced() {
        assert_eq!(written(|o| cell(o, "a \"b\", c")), "\"a \"\"b\"\", c\"");
        assert_eq!(written(|o| cell(o, "a\r\nb")), "\"a\r\nb\"");
        assert_eq!(written(|o| cell(o, "a\0b")), "a\u{fffd}b");
        assert_eq!(written(|o| cell(o, "")), "");
    }
}
