// SPDX-License-Identifier: Apache-2.0
//! Spreadsheets (XLSX, ODS) as rows of text.

use crate::ReadError;
use crate::document::Document;
use crate::recorder::Recorder;
use crate::xml::refuse_other_formats;
use interdict_workbook::{Limits, Workbook, WorkbookError};
use std::collections::BTreeMap;

/// Largest spreadsheet file read.
const FILE_LIMIT: u64 = 256 * 1024 * 1024;
/// Most cells of a sheet, blank ones within its rows included.
const CELL_LIMIT: usize = 1 << 24;

/// One row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SheetRow {
    /// Row number as the spreadsheet shows it, from 1.
    pub(crate) number: u64,
    /// The cells from column A on, as text; dates as ISO 8601.
    pub(crate) cells: Vec<String>,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// Its name.
    pub(crate) name: String,
    /// Its rows that are not blank.
    pub(crate) rows: Vec<SheetRow>,
}

/// Reads every sheet of a workbook.
pub(crate) fn sheets(
    document: Document<'_>,
    recorder: &mut Recorder<'_>,
    index: u16,
) -> Result<Vec<Sheet>, ReadError> {
    recorder.enter_file(document.name(), index);
    let (name, bytes, file) = document.whole(FILE_LIMIT)?;
    refuse_other_formats(&name, &bytes)?;
    let wrong = |error: WorkbookError| ReadError::NotAList {
        file: name.clone(),
        message: format!("is {error}; fetch it again"),
    };
    let mut workbook = Workbook::open(bytes, Limits::default()).map_err(wrong)?;
    let mut out = Vec::new();
    for sheet_name in workbook.sheets().to_vec() {
        let mut cells: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        let mut width = 0;
        workbook
            .cells(&sheet_name, &mut |row, column, text| {
                width = width.max(column as usize + 1);
                cells.entry(row).or_default().insert(column, text.to_owned());
            })
            .map_err(wrong)?;
        if cells.len().saturating_mul(width) > CELL_LIMIT {
            return Err(wrong(WorkbookError::TooLarge { what: "cells", most: CELL_LIMIT as u64 }));
        }
        let rows = cells.into_iter().map(|(row, mut texts)| SheetRow {
            number: u64::from(row) + 1,
            cells: (0u32..).take(width).map(|c| texts.remove(&c).unwrap_or_default()).collect(),
        });
        out.push(Sheet { name: sheet_name, rows: rows.collect() });
    }
    recorder.file_read(Some(file));
    Ok(out)
}
