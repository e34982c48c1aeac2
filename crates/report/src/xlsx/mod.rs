// SPDX-License-Identifier: Apache-2.0
//! The workbook: hits, every row, the rows that failed, and what was screened against what.
//!
//! Sheets are written row by row to temporary files and never held in memory. One that is full
//! goes on in another ("Hits 2"). Text is stored as text, so no cell can be a formula. The creation
//! date is the day of the run, so that the same run gives the same bytes.

mod about;
mod sheet;

use crate::run::{KeptRun, queried_name, row_name};
use crate::{Outcome, Row, Run, Summary, Writer, why};
use interdict_model::{Hit, PartialDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, XlsxError};
use sheet::{Cell, Column, Sheet};
use std::io::{self, Seek, Write};

/// Rows of a sheet, the header included: the most that Excel opens.
const MOST_ROWS: u32 = 1_048_576;

const HITS: &[Column] = &[
    Column("Row", 8.0),
    Column("Line", 8.0),
    Column("Query id", 18.0),
    Column("Query name", 30.0),
    Column("Score", 8.0),
    Column("Entity id", 22.0),
    Column("Caption", 34.0),
    Column("Schema", 14.0),
    Column("Matched name", 34.0),
    Column("Listings", 60.0),
    Column("Programmes", 20.0),
    Column("Listed since", 13.0),
    Column("Explanation", 90.0),
];
const ROWS: &[Column] = &[
    Column("Row", 8.0),
    Column("Line", 8.0),
    Column("Query id", 18.0),
    Column("Query name", 34.0),
    Column("Status", 12.0),
    Column("Hits", 8.0),
    Column("Best score", 11.0),
    Column("Best hit", 34.0),
    Column("Unread values", 14.0),
    Column("Message", 70.0),
];
const BAD: &[Column] =
    &[Column("Row", 8.0), Column("Line", 8.0), Column("Query id", 18.0), Column("Message", 100.0)];
const REVIEW: &[Column] = &[
    Column("Row", 8.0),
    Column("Line", 8.0),
    Column("Query id", 18.0),
    Column("Field", 18.0),
    Column("Value", 34.0),
    Column("Expected", 70.0),
];

/// The state of the writer.
pub(crate) struct Workbook<W> {
    out: W,
    run: KeptRun,
    book: rust_xlsxwriter::Workbook,
    hits: Sheet,
    rows: Sheet,
    bad: Sheet,
    review: Sheet,
}

/// An error of the workbook library as one of output.
fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(format!("the workbook could not be written: {other}")),
    }
}

impl<W: Write> Workbook<W> {
    pub(crate) fn new(run: &Run<'_>, out: W) -> io::Result<Self> {
        Self::with_limit(run, out, MOST_ROWS)
    }

    fn with_limit(run: &Run<'_>, out: W, most: u32) -> io::Result<Self> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let (year, month, day) = creation_day(run.as_of);
        let created = ExcelDateTime::from_ymd(year, month, day).map_err(failed)?;
        let title = format!("Screening of {}", run.input);
        // The library refuses properties that are longer than Excel's own limit.
        let title: String = title.chars().take(200).collect();
        book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
        let hits = Sheet::new(&mut book, "Hits", HITS, most).map_err(failed)?;
        let rows = Sheet::new(&mut book, "Rows", ROWS, most).map_err(failed)?;
        let bad = Sheet::new(&mut book, "Bad rows", BAD, most).map_err(failed)?;
        let review = Sheet::new(&mut book, "To review", REVIEW, most).map_err(failed)?;
        Ok(Self { out, run: run.into(), book, hits, rows, bad, review })
    }

    fn hit(&mut self, row: &Row<'_>, hit: &Hit) -> Result<(), XlsxError> {
        let listings = hit.listings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let mut programmes: Vec<&str> =
            hit.listings.iter().flat_map(|l| &l.programmes).map(String::as_str).collect();
        programmes.sort_unstable();
        programmes.dedup();
        let since = hit.listings.iter().filter_map(|l| l.since).min();
        self.hits.push(
            &mut self.book,
            &[
                Cell::Count(row.number),
                Cell::line(row.line),
                Cell::Text(row.id),
                Cell::Text(queried_name(hit).unwrap_or_default()),
                Cell::Score(hit.score),
                Cell::Text(hit.entity.as_str()),
                Cell::Text(&hit.caption),
                Cell::Text(hit.schema.as_str()),
                Cell::Text(&hit.explanation.name),
                Cell::Text(&listings),
                Cell::Text(&programmes.join(", ")),
                Cell::Text(&since.map(|day| day.to_string()).unwrap_or_default()),
                Cell::Text(&why::full(&hit.explanation)),
            ],
        )
    }

    fn write(&mut self, row: &Row<'_>) -> Result<(), XlsxError> {
        let name = row_name(row, &self.run.mapping);
        let place = [Cell::Count(row.number), Cell::line(row.line), Cell::Text(row.id)];
        let [number, line, id] = place;
        match row.outcome {
            Outcome::Screened { hits, unread } => {
                for hit in hits {
                    self.hit(row, hit)?;
                }
                for (field, value, expected) in unread {
                    let told = [Cell::Text(field), Cell::Text(value), Cell::Text(expected)];
                    let [field, value, expected] = told;
                    self.review
                        .push(&mut self.book, &[number, line, id, field, value, expected])?;
                }
                let status = match (hits.is_empty(), unread.is_empty()) {
                    (false, _) => "hit",
                    (true, false) => "review",
                    (true, true) => "no hit",
                };
                let message = unread
                    .iter()
                    .map(|(field, value, expected)| {
                        format!("{field} = {value:?} could not be read; expected {expected}")
                    })
                    .collect::<Vec<_>>()
                    .join("; ");
                let best = hits.first();
                self.rows.push(
                    &mut self.book,
                    &[
                        number,
                        line,
                        id,
                        Cell::Text(&name),
                        Cell::Text(status),
                        Cell::Count(hits.len() as u64),
                        best.map_or(Cell::Empty, |hit| Cell::Score(hit.score)),
                        best.map_or(Cell::Empty, |hit| Cell::Text(&hit.caption)),
                        Cell::Count(unread.len() as u64),
                        Cell::Text(&message),
                    ],
                )
            }
            Outcome::Bad { message } => {
                self.bad.push(&mut self.book, &[number, line, id, Cell::Text(message)])?;
                self.rows.push(
                    &mut self.book,
                    &[
                        number,
                        line,
                        id,
                        Cell::Text(&name),
                        Cell::Text("error"),
                        Cell::Empty,
                        Cell::Empty,
                        Cell::Empty,
                        Cell::Empty,
                        Cell::Text(message),
                    ],
                )
            }
        }
    }
}

impl<W: Write> Writer for Workbook<W> {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.write(row).map_err(failed)
    }

    fn finish(mut self: Box<Self>, summary: &Summary) -> io::Result<()> {
        about::write(&mut self.book, &self.run, summary).map_err(failed)?;
        for sheet in [&self.hits, &self.rows, &self.bad, &self.review] {
            sheet.close(&mut self.book).map_err(failed)?;
        }
        // The library wants an output it may send to another thread; a file is one.
        let mut whole = tempfile::tempfile()?;
        self.book.save_to_writer(&mut whole).map_err(failed)?;
        whole.rewind()?;
        io::copy(&mut whole, &mut self.out)?;
        self.out.flush()
    }
}

/// Year, month and day at the head of `as_of`; a fixed day when there is none, never the clock's.
fn creation_day(as_of: &str) -> (u16, u8, u8) {
    let day = as_of
        .get(..10)
        .and_then(|day| day.parse::<PartialDate>().ok())
        .and_then(|day| day.as_day());
    day.and_then(|day| {
        Some((
            u16::try_from(day.year()).ok()?,
            u8::try_from(day.month()).ok()?,
            u8::try_from(day.day()).ok()?,
        ))
    })
    // Workbooks know no earlier year.
    .filter(|(year, ..)| *year >= 1900)
    .unwrap_or((2000, 1, 1))
}

#[cfg(test)]
mod tests;
