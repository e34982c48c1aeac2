// SPDX-License-Identifier: Apache-2.0
//! Spreadsheets: the rows of one sheet, held in memory.

use crate::IntakeError;
use crate::record::Record;
use interdict_sheets::{SheetError, Workbook};
use std::collections::VecDeque;

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
        let broken = |error: SheetError| IntakeError::NotTable {
            name: name.to_owned(),
            found: error.to_string(),
            advice:
                "open it in a spreadsheet program and save it as XLSX without a password, or as CSV"
                    .to_owned(),
        };
        let mut book = Workbook::open(bytes).map_err(broken)?;
        let sheets = book.names().to_vec();
        if let Some(wanted) = wanted {
            let chosen = sheets
                .iter()
                .find(|s| *s == wanted)
                .or_else(|| sheets.iter().find(|s| s.to_lowercase() == wanted.to_lowercase()))
                .or_else(|| sheets.get(wanted.parse::<usize>().ok()?.checked_sub(1)?))
                .cloned()
                .ok_or_else(|| IntakeError::Sheet { wanted: wanted.to_owned(), sheets })?;
            let rows = rows(&mut book, &chosen).map_err(broken)?;
            return Ok(Self { rows, name: chosen, others: Vec::new() });
        }
        let mut found: Option<Self> = None;
        for sheet in sheets {
            if let Some(found) = &mut found {
                found.others.push(sheet);
                continue;
            }
            let rows = rows(&mut book, &sheet).map_err(broken)?;
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
fn rows(book: &mut Workbook, sheet: &str) -> Result<VecDeque<Record>, SheetError> {
    let mut out = Rows::default();
    for cell in book.cells(sheet)? {
        out.push(cell.row, cell.column, &cell.text);
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
