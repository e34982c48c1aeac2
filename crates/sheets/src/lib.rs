// SPDX-License-Identifier: Apache-2.0
//! Which cells are in this workbook? XLSX and ODS files as text, bounded, without a panic.
//!
//! Lists and customers both come as spreadsheets. This is the one room that unpacks them: it
//! refuses what would fill the memory, catches what the parsing library stumbles over, and gives
//! every cell as a person would read it.

mod container;
mod repeats;
mod text;
mod unpacked;
mod unwound;

use calamine::{Data, DataRef, Ods, Reader as _, Xlsx};
use std::fmt;
use std::io::Cursor;
use std::sync::Arc;
use unpacked::unpacked_size;
use unwound::guarded;

/// Most rows and columns of a sheet; spreadsheet programs have no more.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;

/// How much of a workbook is read before it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes to which all its parts together may unpack.
    pub unpacked: u64,
    /// Cells of a sheet that hold something, or of all sheets of an ODS.
    pub cells: u64,
    /// Bytes of all texts of a sheet.
    pub text: u64,
}

impl Default for Limits {
    /// Enough for a sheet of a million rows and a few dozen columns.
    fn default() -> Self {
        Self { unpacked: 2 << 30, cells: 1 << 25, text: 1 << 30 }
    }
}

/// Why a workbook or a sheet of it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetError {
    /// It is no whole zip container, so no XLSX or ODS file.
    NotAWorkbook,
    /// It holds more than the [`Limits`] allow.
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much of it is read.
        most: u64,
    },
    /// It is protected by a password.
    Locked,
    /// It is damaged, or not what its ending says.
    Damaged(String),
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAWorkbook => f.write_str(
                "no whole XLSX or ODS workbook (old .xls and .xlsb files: save them as .xlsx)",
            ),
            Self::TooLarge { what, most } => {
                write!(f, "a workbook of more than {most} {what}, the most that is read")
            }
            Self::Locked => f.write_str("a workbook protected by a password"),
            Self::Damaged(why) => write!(f, "no workbook that can be read ({why})"),
        }
    }
}

impl std::error::Error for SheetError {}

/// A cell that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Row, counted from 0.
    pub row: u32,
    /// Column, counted from 0.
    pub column: u32,
    /// What it says: whole numbers without a fraction, dates as ISO 8601.
    pub text: String,
}

type Bytes = Cursor<Arc<[u8]>>;

enum Book {
    Xlsx(Box<Xlsx<Bytes>>),
    Ods(Box<Ods<Bytes>>),
}

/// An opened workbook.
pub struct Workbook {
    book: Book,
    names: Vec<String>,
    limits: Limits,
}

impl fmt::Debug for Workbook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workbook").field("names", &self.names).finish_non_exhaustive()
    }
}

impl Workbook {
    /// Opens a workbook held in memory.
    ///
    /// # Errors
    /// When it is no XLSX or ODS file, too large unpacked, locked or damaged.
    pub fn open(bytes: Vec<u8>) -> Result<Self, SheetError> {
        Self::open_within(bytes, Limits::default())
    }

    /// Opens a workbook held in memory if it is no larger than the limits.
    ///
    /// # Errors
    /// As [`Workbook::open`].
    pub fn open_within(bytes: Vec<u8>, limits: Limits) -> Result<Self, SheetError> {
        let told = unpacked_size(&bytes).ok_or(SheetError::NotAWorkbook)?;
        if told > limits.unpacked {
            return Err(SheetError::TooLarge { what: "unpacked bytes", most: limits.unpacked });
        }
        guarded(|| container::check(&bytes, limits))?;
        let bytes: Arc<[u8]> = bytes.into();
        // The file is not trusted, and the library that reads it may stumble over a crafted one.
        guarded(|| {
            let xlsx = Xlsx::new(Cursor::new(Arc::clone(&bytes)));
            let book = match xlsx {
                Ok(book) => Book::Xlsx(Box::new(book)),
                Err(why) => match Ods::new(Cursor::new(Arc::clone(&bytes))) {
                    Ok(book) => Book::Ods(Box::new(book)),
                    // An ODS file says so in its first part; otherwise the first reason counts.
                    Err(ods) if is_ods(&bytes) => return Err(damaged(&ods)),
                    Err(_) => return Err(damaged(&why)),
                },
            };
            let names = match &book {
                Book::Xlsx(book) => book.sheet_names(),
                Book::Ods(book) => book.sheet_names(),
            };
            Ok(Self { book, names, limits })
        })
    }

    /// Names of its sheets, in order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The cells of a sheet that are not blank, row by row.
    ///
    /// # Errors
    /// When the sheet is not there, damaged or larger than the limits.
    pub fn cells(&mut self, sheet: &str) -> Result<Vec<Cell>, SheetError> {
        let mut cells = Cells { limits: self.limits, text: 0, found: Vec::new() };
        guarded(|| match &mut self.book {
            Book::Xlsx(book) => xlsx_cells(book, sheet, &mut cells),
            Book::Ods(book) => ods_cells(book, sheet, &mut cells),
        })?;
        Ok(cells.found)
    }
}

fn damaged(error: &dyn fmt::Display) -> SheetError {
    let text = error.to_string();
    if text.to_lowercase().contains("password") {
        SheetError::Locked
    } else {
        SheetError::Damaged(text)
    }
}

fn is_ods(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(128)).unwrap_or_default();
    head.windows(12).any(|window| window == b"opendocument")
}

/// Cell by cell: one stray cell far out must not make the whole rectangle.
fn xlsx_cells(book: &mut Xlsx<Bytes>, sheet: &str, out: &mut Cells) -> Result<(), SheetError> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| damaged(&e))?;
    while let Some(cell) = cells.next_cell().map_err(|e| damaged(&e))? {
        let (row, column) = cell.get_position();
        match cell.get_value() {
            DataRef::SharedString(text) => out.push(row, column, text)?,
            other => out.push(row, column, &text::of(&Data::from(other.clone())))?,
        }
    }
    Ok(())
}

fn ods_cells(book: &mut Ods<Bytes>, sheet: &str, out: &mut Cells) -> Result<(), SheetError> {
    let range = book.worksheet_range(sheet).map_err(|e| damaged(&e))?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let at = |base: u32, offset: usize| {
            base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
        };
        out.push(at(top, row), at(left, column), &text::of(value))?;
    }
    Ok(())
}

/// The cells of a sheet as they come, counted.
struct Cells {
    limits: Limits,
    text: u64,
    found: Vec<Cell>,
}

impl Cells {
    fn push(&mut self, row: u32, column: u32, text: &str) -> Result<(), SheetError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if row >= ROWS || column >= COLUMNS {
            return Err(SheetError::Damaged(format!(
                "a cell stands in row {row}, column {column}, where no sheet reaches"
            )));
        }
        self.text += text.len() as u64;
        if self.found.len() as u64 >= self.limits.cells {
            return Err(SheetError::TooLarge { what: "cells", most: self.limits.cells });
        }
        if self.text > self.limits.text {
            return Err(SheetError::TooLarge { what: "bytes of text", most: self.limits.text });
        }
        self.found.push(Cell { row, column, text: text.to_owned() });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::Workbook as Writer;

    fn sample() -> Vec<u8> {
        let mut writer = Writer::new();
        let sheet = writer.add_worksheet();
        sheet.set_name("Customers").unwrap();
        sheet.write(0, 0, "name").unwrap();
        sheet.write(2, 3, 1964.0).unwrap();
        sheet.write(2, 1, "  ").unwrap();
        writer.save_to_buffer().unwrap()
    }

    #[test]
    fn cells_come_with_their_places() {
        let mut book = Workbook::open(sample()).unwrap();
        assert_eq!(book.names(), ["Customers"]);
        let cells = book.cells("Customers").unwrap();
        let shown: Vec<_> = cells.iter().map(|c| (c.row, c.column, c.text.as_str())).collect();
        assert_eq!(shown, [(0, 0, "name"), (2, 3, "1964")]);
        assert!(book.cells("Nobody").is_err());
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        assert_eq!(Workbook::open(Vec::new()).unwrap_err(), SheetError::NotAWorkbook);
        assert_eq!(Workbook::open(b"name,dob\n".to_vec()).unwrap_err(), SheetError::NotAWorkbook);
        let whole = sample();
        assert_eq!(
            Workbook::open(whole[..whole.len() / 2].to_vec()).unwrap_err(),
            SheetError::NotAWorkbook
        );
    }

    #[test]
    fn a_container_that_claims_to_unpack_to_too_much_is_refused() {
        let mut bytes = sample();
        let at = bytes.windows(4).rposition(|w| w == [0x50, 0x4b, 0x01, 0x02]).unwrap();
        bytes[at + 24..at + 28].copy_from_slice(&u32::MAX.to_le_bytes());
        let error = Workbook::open(bytes).unwrap_err();
        assert!(matches!(error, SheetError::TooLarge { .. }), "{error}");
    }

    #[test]
    fn no_cut_or_flipped_byte_panics() {
        let whole = sample();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            if let Ok(mut book) = Workbook::open(bytes) {
                for name in book.names().to_vec() {
                    let _ = book.cells(&name);
                }
            }
        }
    }
}
