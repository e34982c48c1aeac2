// SPDX-License-Identifier: Apache-2.0
//! One table of the workbook, which goes on in another sheet when its sheet is full.

use interdict_model::Score;
use rust_xlsxwriter::{Color, Format, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;

/// UTF-16 units of a cell; Excel itself stops at 32,767.
const MOST_UNITS: usize = 32_000;

/// Heading of a column and its width in characters.
#[derive(Clone, Copy)]
pub(crate) struct Column(pub(crate) &'static str, pub(crate) f64);

/// What a cell holds.
#[derive(Clone, Copy)]
pub(crate) enum Cell<'a> {
    Empty,
    Text(&'a str),
    Count(u64),
    Score(Score),
}

impl Cell<'_> {
    /// A line number; empty when it is unknown.
    pub(crate) fn line(line: u64) -> Self {
        if line == 0 { Self::Empty } else { Self::Count(line) }
    }
}

/// A table and the sheets it fills.
pub(crate) struct Sheet {
    name: &'static str,
    columns: &'static [Column],
    most: u32,
    /// Where in the workbook its sheets stand, and how many rows each has.
    parts: Vec<(usize, u32)>,
}

impl Sheet {
    /// A table with its header written. `most` is the number of rows of a sheet.
    pub(crate) fn new(
        book: &mut Workbook,
        name: &'static str,
        columns: &'static [Column],
        most: u32,
    ) -> Result<Self, XlsxError> {
        let mut sheet = Self { name, columns, most, parts: Vec::new() };
        sheet.open(book)?;
        Ok(sheet)
    }

    fn open(&mut self, book: &mut Workbook) -> Result<(), XlsxError> {
        let index = book.worksheets().len();
        let name = match self.parts.len() {
            0 => self.name.to_owned(),
            n => format!("{} {}", self.name, n + 1),
        };
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_landscape();
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_print_fit_to_pages(1, 0);
        let header = header();
        for (at, Column(title, width)) in (0u16..).zip(self.columns) {
            sheet.set_column_width(at, *width)?;
            sheet.write_string_with_format(0, at, *title, &header)?;
        }
        self.parts.push((index, 1));
        Ok(())
    }

    /// Adds a row.
    pub(crate) fn push(
        &mut self,
        book: &mut Workbook,
        cells: &[Cell<'_>],
    ) -> Result<(), XlsxError> {
        if self.parts.last().is_none_or(|(_, rows)| *rows >= self.most) {
            self.open(book)?;
        }
        if let Some((index, rows)) = self.parts.last_mut() {
            let sheet = book.worksheet_from_index(*index)?;
            for (at, cell) in (0u16..).zip(cells) {
                put(sheet, *rows, at, *cell)?;
            }
            *rows += 1;
        }
        Ok(())
    }

    /// Sets the filters, now that the lengths are known.
    pub(crate) fn close(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(0);
        for (index, rows) in &self.parts {
            book.worksheet_from_index(*index)?.autofilter(0, 0, rows.saturating_sub(1), last)?;
        }
        Ok(())
    }
}

/// How headers look.
pub(crate) fn header() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x1F_3A_5F))
        .set_font_color(Color::White)
}

/// Writes a cell; a text that no cell can hold is cut, and says so.
pub(crate) fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: Cell<'_>,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty | Cell::Text("") => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, fitting(text))?;
        }
        Cell::Count(n) => {
            sheet.write_number(row, column, n as f64)?;
        }
        Cell::Score(score) => {
            let value = f64::from(score.per_mille()) / 1000.0;
            sheet.write_number_with_format(
                row,
                column,
                value,
                &Format::new().set_num_format("0.000"),
            )?;
        }
    }
    Ok(())
}

fn fitting(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST_UNITS {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > MOST_UNITS {
            let kept = text.get(..at).unwrap_or_default();
            return Cow::Owned(format!(
                "{kept} … [cut: longer than a cell; JSON lines have the whole]"
            ));
        }
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_and_says_so() {
        let long = "𐤀".repeat(20_000);
        let cut = fitting(&long);
        assert!(cut.encode_utf16().count() < 32_767);
        assert!(cut.ends_with("JSON lines have the whole]"));
        let fits = "я".repeat(20_000);
        assert_eq!(fitting(&fits), fits);
    }
}
