// SPDX-License-Identifier: Apache-2.0
//! Spreadsheets: the rows of one sheet, held in memory.

use crate::IntakeError;
use crate::record::Record;
use calamine::{Data, DataRef, ExcelDateTime, Reader as _, Sheets};
use std::collections::VecDeque;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

type Book = Sheets<Cursor<Arc<[u8]>>>;

/// The rows of one sheet.
pub(crate) struct Sheet {
    rows: VecDeque<Record>,
    /// Its name.
    pub(crate) name: String,
    /// Other sheets of the workbook, which are not read.
    pub(crate) others: Vec<String>,
}

impl Sheet {
    /// The sheet asked for by name or number from 1, else the first that has data.
    pub(crate) fn open(
        name: &str,
        bytes: Vec<u8>,
        wanted: Option<&str>,
    ) -> Result<Self, IntakeError> {
        let bytes: Arc<[u8]> = bytes.into();
        // The file is not trusted, and the library that reads it may stumble over a crafted one.
        catch_unwind(AssertUnwindSafe(|| Self::read(name, bytes, wanted))).unwrap_or_else(|_| {
            Err(IntakeError::NotTable {
                name: name.to_owned(),
                found: "a damaged workbook".to_owned(),
                advice: "open it in a spreadsheet program and save it again, or save it as CSV"
                    .to_owned(),
            })
        })
    }

    fn read(name: &str, bytes: Arc<[u8]>, wanted: Option<&str>) -> Result<Self, IntakeError> {
        let broken = |error: &dyn std::fmt::Display| {
            let text = error.to_string();
            let locked = text.to_lowercase().contains("password");
            IntakeError::NotTable {
                name: name.to_owned(),
                found: if locked {
                    "protected by a password".to_owned()
                } else {
                    format!("no workbook that can be read ({text})")
                },
                advice:
                    "open it in a spreadsheet program and save it without a password, or as CSV"
                        .to_owned(),
            }
        };
        let mut book: Book =
            calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|e| broken(&e))?;
        let sheets = book.sheet_names();
        if let Some(wanted) = wanted {
            let chosen = sheets
                .iter()
                .find(|s| *s == wanted)
                .or_else(|| sheets.iter().find(|s| s.to_lowercase() == wanted.to_lowercase()))
                .or_else(|| sheets.get(wanted.parse::<usize>().ok()?.checked_sub(1)?))
                .cloned()
                .ok_or_else(|| IntakeError::Sheet { wanted: wanted.to_owned(), sheets })?;
            let rows = rows(&mut book, &chosen).map_err(|e| broken(&e))?;
            return Ok(Self { rows, name: chosen, others: Vec::new() });
        }
        let mut found: Option<Self> = None;
        for sheet in sheets {
            if let Some(found) = &mut found {
                found.others.push(sheet);
                continue;
            }
            let rows = rows(&mut book, &sheet).map_err(|e| broken(&e))?;
            if !rows.is_empty() {
                found = Some(Self { rows, name: sheet, others: Vec::new() });
            }
        }
        found.ok_or_else(|| IntakeError::Empty { name: name.to_owned() })
    }

    pub(crate) fn next(&mut self) -> Option<Record> {
        self.rows.pop_front()
    }
}

/// The rows of a sheet that hold anything.
fn rows(book: &mut Book, sheet: &str) -> Result<VecDeque<Record>, calamine::Error> {
    let mut out = Rows::default();
    if let Sheets::Xlsx(book) = book {
        // Cell by cell: one stray cell far out must not make the whole rectangle.
        let mut cells = book.worksheet_cells_reader(sheet)?;
        while let Some(cell) = cells.next_cell()? {
            let (row, column) = cell.get_position();
            match cell.get_value() {
                DataRef::SharedString(text) => out.push(row, column, text),
                other => out.push(row, column, &text_of(&Data::from(other.clone()))),
            }
        }
    } else {
        let range = book.worksheet_range(sheet)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = |base: u32, offset: usize| {
                base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
            };
            out.push(at(top, row), at(left, column), &text_of(value));
        }
    }
    Ok(out.finish())
}

#[derive(Default)]
struct Rows {
    done: VecDeque<Record>,
    open: Option<Record>,
}

impl Rows {
    fn push(&mut self, row: u32, column: u32, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        let line = u64::from(row) + 1;
        if self.open.as_ref().is_some_and(|r| r.line != line) {
            self.done.extend(self.open.take());
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        self.open.get_or_insert_with(|| Record::new(line)).push(column, value);
    }

    fn finish(mut self) -> VecDeque<Record> {
        self.done.extend(self.open);
        self.done
    }
}

/// A cell as a person would read it: whole numbers without a fraction, dates as ISO 8601.
fn text_of(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(n) => n.to_string(),
        Data::Float(n) if n.fract() == 0.0 && n.abs() < 1e21 => format!("{n:.0}"),
        Data::Float(n) => n.to_string(),
        Data::Bool(b) => b.to_string(),
        Data::DateTime(date) => date_text(*date),
        Data::Error(error) => error.to_string(),
    }
}

fn date_text(date: ExcelDateTime) -> String {
    if date.is_duration() {
        return date.to_string();
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}
