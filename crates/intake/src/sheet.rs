// SPDX-License-Identifier: Apache-2.0
//! Spreadsheets: the rows of one sheet, held in memory.

use crate::IntakeError;
use crate::record::Record;
use interdict_workbook::{Limits, Workbook, WorkbookError};
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
        let broken = |error: WorkbookError| IntakeError::NotTable {
            name: name.to_owned(),
            found: error.to_string(),
            advice: match error {
                WorkbookError::TooLarge { .. } => "split it, or save it as CSV".to_owned(),
                _ => "open it in a spreadsheet program and save it without a password, or as CSV"
                    .to_owned(),
            },
        };
        let mut book = Workbook::open(bytes, Limits::default()).map_err(broken)?;
        let sheets = book.sheets().to_vec();
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
fn rows(book: &mut Workbook, sheet: &str) -> Result<VecDeque<Record>, WorkbookError> {
    let mut done: VecDeque<Record> = VecDeque::new();
    book.cells(sheet, &mut |row, column, value| {
        let line = u64::from(row) + 1;
        if done.back().is_none_or(|r| r.line != line) {
            done.push_back(Record::new(line));
        }
        if let Some(record) = done.back_mut() {
            record.push(usize::try_from(column).unwrap_or(usize::MAX), value);
        }
    })?;
    Ok(done)
}
