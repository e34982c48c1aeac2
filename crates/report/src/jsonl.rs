// SPDX-License-Identifier: Apache-2.0
//! JSON lines: one object a row, with its hits or the reason there can be none.
//!
//! Keys come in a fixed order and all are always there. `score`, `likeness`, `weight` and `points`
//! are decimals with three digits in one unit, so that the points of a hit add up to its score.
//! An object has either `hits` and `unread`, or `error`. There is no line for the run as a whole.

use crate::text::{decimal, points};
use crate::{Outcome, Row, Summary, Writer};
use interdict_model::{Explanation, Hit, ListingSummary};
use std::io::{self, Write};

/// The state of the writer.
pub(crate) struct Jsonl<W> {
    out: W,
}

impl<W: Write> Jsonl<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> Writer for Jsonl<W> {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        let out = &mut self.out;
        write!(out, "{{\"row\":{},\"line\":{},\"id\":", row.number, row.line)?;
        string(out, row.id)?;
        match row.outcome {
            Outcome::Screened { hits, unread } => {
                out.write_all(b",\"hits\":")?;
                list(out, hits, hit)?;
                out.write_all(b",\"unread\":")?;
                list(out, unread, |out, (field, value, expected)| {
                    object(out, &[("field", field), ("value", value), ("expected", expected)])?;
                    out.write_all(b"}")
                })?;
            }
            Outcome::Bad { message } => {
                out.write_all(b",\"error\":")?;
                string(out, message)?;
            }
        }
        out.write_all(b"}\n")
    }

    fn finish(mut self: Box<Self>, _: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}

fn hit<W: Write>(out: &mut W, hit: &Hit) -> io::Result<()> {
    out.write_all(b"{\"entity\":")?;
    string(out, hit.entity.as_str())?;
    write!(out, ",\"score\":{},\"caption\":", hit.score)?;
    string(out, &hit.caption)?;
    out.write_all(b",\"schema\":")?;
    string(out, hit.schema.as_str())?;
    out.write_all(b",\"listings\":")?;
    list(out, &hit.listings, listing)?;
    out.write_all(b",\"explanation\":")?;
    explanation(out, &hit.explanation)?;
    out.write_all(b"}")
}

fn listing<W: Write>(out: &mut W, listing: &ListingSummary) -> io::Result<()> {
    object(out, &[("authority", &listing.authority), ("list", &listing.list)])?;
    out.write_all(b",\"reference\":")?;
    optional(out, listing.reference.as_deref())?;
    out.write_all(b",\"programmes\":")?;
    list(out, &listing.programmes, |out, programme| string(out, programme))?;
    out.write_all(b",\"since\":")?;
    optional(out, listing.since.map(|since| since.to_string()).as_deref())?;
    out.write_all(b"}")
}

fn explanation<W: Write>(out: &mut W, explanation: &Explanation) -> io::Result<()> {
    object(out, &[("name", &explanation.name)])?;
    out.write_all(b",\"pieces\":")?;
    list(out, &explanation.pieces, |out, piece| {
        object(out, &[("query", &piece.query), ("listed", &piece.listed), ("how", &piece.how)])?;
        write!(
            out,
            ",\"likeness\":{},\"weight\":{}}}",
            decimal(piece.likeness),
            decimal(piece.weight)
        )
    })?;
    out.write_all(b",\"features\":")?;
    list(out, &explanation.features, |out, feature| {
        object(
            out,
            &[
                ("feature", feature.feature),
                ("query", &feature.query),
                ("listed", &feature.listed),
                ("finding", &feature.finding),
            ],
        )?;
        write!(out, ",\"points\":{}}}", points(feature.points))
    })?;
    out.write_all(b"}")
}

/// Opens an object and writes its first keys, which hold text.
fn object<W: Write>(out: &mut W, fields: &[(&str, &str)]) -> io::Result<()> {
    for (i, (key, value)) in fields.iter().enumerate() {
        write!(out, "{}\"{key}\":", if i == 0 { "{" } else { "," })?;
        string(out, value)?;
    }
    Ok(())
}

fn list<W: Write, T>(
    out: &mut W,
    items: &[T],
    each: impl Fn(&mut W, &T) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(b"[")?;
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.write_all(b",")?;
        }
        each(out, item)?;
    }
    out.write_all(b"]")
}

fn optional<W: Write>(out: &mut W, text: Option<&str>) -> io::Result<()> {
    match text {
        Some(text) => string(out, text),
        None => out.write_all(b"null"),
    }
}

fn string<W: Write>(out: &mut W, text: &str) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(io::Error::from)
}
