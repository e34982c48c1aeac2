// SPDX-License-Identifier: Apache-2.0
//! The one way to write a report, whatever its format.

use crate::{Format, Row, Run, Summary, csv, html, jsonl, table, xlsx};
use std::io::{self, Write};

/// How a table looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to use ANSI colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { color: false, width: 100 }
    }
}

/// Takes the rows of a run in their order, then its counts.
pub trait Writer {
    /// Writes a row.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn row(&mut self, row: &Row<'_>) -> io::Result<()>;

    /// Writes what comes after the rows and flushes. A report that was not finished is not a
    /// report: the workbook and the HTML file are empty until then.
    ///
    /// # Errors
    /// When the output cannot be written, or when the summary does not count the rows written.
    fn finish(self: Box<Self>, summary: &Summary) -> io::Result<()>;
}

/// A writer of the given format. `style` matters to tables only.
///
/// # Errors
/// When the output or a temporary file cannot be written.
pub fn writer(
    format: Format,
    run: &Run<'_>,
    out: Box<dyn Write>,
    style: Style,
) -> io::Result<Box<dyn Writer>> {
    let out = io::BufWriter::new(out);
    let inner: Box<dyn Writer> = match format {
        Format::Table => Box::new(table::Table::new(run, out, style)?),
        Format::Csv => Box::new(csv::Csv::new(run, out)?),
        Format::Jsonl => Box::new(jsonl::Jsonl::new(out)),
        Format::Xlsx => Box::new(xlsx::Workbook::new(run, out)?),
        Format::Html => Box::new(html::Html::new(run, out)),
    };
    Ok(Box::new(Checked { inner, counted: Summary::default() }))
}

/// Holds the summary against the rows.
struct Checked {
    inner: Box<dyn Writer>,
    counted: Summary,
}

impl Writer for Checked {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.counted.note(row);
        self.inner.row(row)
    }

    fn finish(self: Box<Self>, summary: &Summary) -> io::Result<()> {
        let own = &self.counted;
        for (what, given, written) in [
            ("rows", summary.rows, own.rows),
            ("rows screened", summary.screened, own.screened),
            ("rows with hits", summary.with_hits, own.with_hits),
            ("hits", summary.hits, own.hits),
            ("rows that could not be screened", summary.bad_rows, own.bad_rows),
            ("rows to review", summary.rows_to_review, own.rows_to_review),
        ] {
            if given != written {
                return Err(io::Error::other(format!(
                    "the report is not whole: {written} {what} were written, the summary counts {given}; \
                     discard it and run again"
                )));
            }
        }
        self.inner.finish(summary)
    }
}
