// SPDX-License-Identifier: Apache-2.0
//! How many cells, and how much text, does the content of an ODS make? It may say of a space, of a
//! cell and of a row that it is repeated.

use crate::{Limits, SheetError};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// The widest row.
const COLUMNS: u64 = 1 << 14;
/// The longest sheet.
const ROWS: u64 = 1 << 20;

/// The cells of the sheet that is being counted.
#[derive(Default)]
struct Sheet {
    /// Rows up to the last with content, as repeated.
    rows: u64,
    /// Blank rows after it; they count only when content follows.
    blank_rows: u64,
    /// How often the row being read is repeated.
    repeated: u64,
    /// Cells of the row up to the last with content, and blank ones after it.
    row: u64,
    blank: u64,
    widest: u64,
    /// Cells as they are written out, row by row, before rows are repeated.
    written: u64,
    /// How often the cell being read is repeated, and its text so far.
    cell_repeated: u64,
    cell_text: u64,
    /// Text of the row being read, and of all rows before.
    row_text: u64,
    text: u64,
}

impl Sheet {
    fn end_row(&mut self) {
        self.end_cell();
        self.text = self.text.saturating_add(self.row_text.saturating_mul(self.repeated));
        self.row_text = 0;
        if self.row == 0 {
            self.blank_rows += self.repeated;
        } else {
            self.rows += self.blank_rows + self.repeated;
            self.blank_rows = 0;
        }
        self.rows = self.rows.min(ROWS);
        self.widest = self.widest.max(self.row);
        self.written += self.row;
        (self.row, self.blank) = (0, 0);
    }

    fn end_cell(&mut self) {
        let text = self.cell_text.saturating_mul(self.cell_repeated);
        self.row_text = self.row_text.saturating_add(text);
        self.cell_text = 0;
    }

    fn cell(&mut self, repeated: u64, blank: bool) {
        self.end_cell();
        self.cell_repeated = repeated;
        if blank {
            self.blank = (self.blank + repeated).min(COLUMNS);
        } else {
            self.row = (self.row + self.blank + repeated).min(COLUMNS);
            self.blank = 0;
        }
    }

    fn cells(&self) -> u64 {
        self.written.max(self.rows * self.widest)
    }

    fn within(&self, before: u64, limits: Limits) -> Result<(), SheetError> {
        if before.saturating_add(self.cells()) > limits.cells {
            return Err(SheetError::TooLarge { what: "cells", most: limits.cells });
        }
        let text = self.text.max(self.row_text).max(self.cell_text);
        if text > limits.text {
            return Err(SheetError::TooLarge { what: "bytes of text", most: limits.text });
        }
        Ok(())
    }
}

/// Refuses a content that makes more cells than the limit, or that is not well-formed: the reader of
/// workbooks would wait for ever for the end of a table that never ends.
pub(crate) fn check(content: impl BufRead, limits: Limits) -> Result<(), SheetError> {
    let mut reader = Reader::from_reader(content);
    let mut buffer = Vec::new();
    let mut sheet = Sheet::default();
    let mut before = 0u64;
    let mut depth = 0u64;
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        match &event {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let whole = matches!(event, Ok(Event::Empty(_)));
                depth += u64::from(!whole);
                match start.local_name().as_ref() {
                    "table" => {
                        before = before.saturating_add(sheet.cells());
                        sheet = Sheet::default();
                    }
                    "table-row" => {
                        sheet.end_row();
                        sheet.repeated = number(start, "number-rows-repeated").min(ROWS);
                    }
                    "table-cell" | "covered-table-cell" => {
                        let blank = whole && !has_value(start);
                        let repeated = number(start, "number-columns-repeated").min(COLUMNS);
                        sheet.cell(repeated, blank);
                    }
                    "s" => {
                        let spaces = number(start, "c");
                        sheet.cell_text = sheet.cell_text.saturating_add(spaces);
                    }
                    _ => {}
                }
            }
            Ok(Event::Text(text)) => {
                let length = text.as_ref().len() as u64;
                sheet.cell_text = sheet.cell_text.saturating_add(length);
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) if depth == 0 => break,
            Ok(Event::Eof) => {
                return Err(SheetError::Damaged("its content breaks off".to_owned()));
            }
            Err(error) => {
                return Err(SheetError::Damaged(format!(
                    "its content is not well-formed: {error}"
                )));
            }
            Ok(_) => {}
        }
        sheet.within(before, limits)?;
    }
    sheet.end_row();
    sheet.within(before, limits)
}

fn number(start: &BytesStart<'_>, name: &str) -> u64 {
    let found = start.attributes().flatten().find(|a| a.key.local_name().as_ref() == name);
    found.and_then(|a| a.value.trim().parse().ok()).unwrap_or(1)
}

fn has_value(start: &BytesStart<'_>) -> bool {
    start.attributes().flatten().any(|a| {
        let name = a.key.local_name();
        name.as_ref() == "formula" || name.as_ref().ends_with("value")
    })
}
