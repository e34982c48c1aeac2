// SPDX-License-Identifier: Apache-2.0
//! Cells of spreadsheets (XLSX, XLSM, XLSB, XLS, ODS) that nobody vouches for.
//!
//! Reach for this crate wherever a workbook comes in, as a list or as a file of customers. A few
//! kilobytes of workbook can unpack to terabytes, repeat one cell a billion times or make the
//! library that reads it panic; here such a file is an error, and memory stays within
//! [`Limits`]. It confines the readers of spreadsheets and of zip containers; it knows no lists
//! and no parties.

mod container;
mod error;
mod repeats;
mod text;
mod unwound;

pub use error::WorkbookError;

use calamine::{Data, DataRef, Reader as _, Sheets};
use std::io::Cursor;
use std::sync::Arc;

/// Most rows and columns of a sheet; spreadsheet programs have no more.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;

/// How much of a workbook is read before it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes to which all its parts together may unpack.
    pub unpacked: u64,
    /// Cells that hold something.
    pub cells: u64,
    /// Bytes of all their texts.
    pub text: u64,
}

impl Default for Limits {
    /// Enough for a sheet of a million rows and a few dozen columns.
    fn default() -> Self {
        Self { unpacked: 1 << 30, cells: 1 << 25, text: 1 << 30 }
    }
}

/// An opened workbook.
pub struct Workbook {
    book: Sheets<Cursor<Arc<[u8]>>>,
    names: Vec<String>,
    limits: Limits,
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbook").field("names", &self.names).finish_non_exhaustive()
    }
}

impl Workbook {
    /// Opens a workbook given whole.
    ///
    /// # Errors
    /// When it is damaged, protected by a password, no workbook, or larger than the limits.
    pub fn open(bytes: Vec<u8>, limits: Limits) -> Result<Self, WorkbookError> {
        unwound::caught(|| {
            if bytes.starts_with(b"PK") {
                container::check(&bytes, limits)?;
            }
            let bytes: Arc<[u8]> = bytes.into();
            let book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes))
                .map_err(|error| WorkbookError::read(&error))?;
            let names = book.sheet_names();
            Ok(Self { book, names, limits })
        })
    }

    /// The names of its sheets, in order.
    #[must_use]
    pub fn sheets(&self) -> &[String] {
        &self.names
    }

    /// Tells every cell of a sheet that is not blank: row and column counted from 0, and its text as
    /// a person would read it (dates as ISO 8601, whole numbers without a fraction).
    ///
    /// # Errors
    /// When the sheet is damaged or larger than the limits; cells told until then are then void.
    pub fn cells(
        &mut self,
        sheet: &str,
        each: &mut dyn FnMut(u32, u32, &str),
    ) -> Result<(), WorkbookError> {
        let mut count = Count { limits: self.limits, cells: 0, text: 0 };
        let book = &mut self.book;
        unwound::caught(|| {
            let mut put = |row: u32, column: u32, text: &str| {
                if text.trim().is_empty() {
                    return Ok(());
                }
                count.add(row, column, text)?;
                each(row, column, text);
                Ok(())
            };
            // Cell by cell: one stray cell far out must not make the whole rectangle.
            match book {
                Sheets::Xlsx(book) => {
                    let mut cells =
                        book.worksheet_cells_reader(sheet).map_err(|e| WorkbookError::read(&e))?;
                    while let Some(cell) = cells.next_cell().map_err(|e| WorkbookError::read(&e))? {
                        let (row, column) = cell.get_position();
                        put_ref(row, column, cell.get_value(), &mut put)?;
                    }
                }
                Sheets::Xlsb(book) => {
                    let mut cells =
                        book.worksheet_cells_reader(sheet).map_err(|e| WorkbookError::read(&e))?;
                    while let Some(cell) = cells.next_cell().map_err(|e| WorkbookError::read(&e))? {
                        let (row, column) = cell.get_position();
                        put_ref(row, column, cell.get_value(), &mut put)?;
                    }
                }
                other => {
                    let range =
                        other.worksheet_range(sheet).map_err(|e| WorkbookError::read(&e))?;
                    let (top, left) = range.start().unwrap_or_default();
                    let at = |base: u32, offset: usize| {
                        base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
                    };
                    for (row, column, value) in range.used_cells() {
                        put(at(top, row), at(left, column), &text::of(value))?;
                    }
                }
            }
            Ok(())
        })
    }
}

fn put_ref(
    row: u32,
    column: u32,
    value: &DataRef<'_>,
    put: &mut impl FnMut(u32, u32, &str) -> Result<(), WorkbookError>,
) -> Result<(), WorkbookError> {
    match value {
        DataRef::SharedString(text) => put(row, column, text),
        other => put(row, column, &text::of(&Data::from(other.clone()))),
    }
}

/// What has been told of a sheet so far.
struct Count {
    limits: Limits,
    cells: u64,
    text: u64,
}

impl Count {
    fn add(&mut self, row: u32, column: u32, text: &str) -> Result<(), WorkbookError> {
        if row >= ROWS || column >= COLUMNS {
            return Err(WorkbookError::Damaged(format!(
                "a cell stands in row {row}, column {column}, where no sheet reaches"
            )));
        }
        self.cells += 1;
        self.text += text.len() as u64;
        if self.cells > self.limits.cells {
            return Err(WorkbookError::TooLarge { what: "cells", most: self.limits.cells });
        }
        if self.text > self.limits.text {
            return Err(WorkbookError::TooLarge { what: "bytes of text", most: self.limits.text });
        }
        Ok(())
    }
}
