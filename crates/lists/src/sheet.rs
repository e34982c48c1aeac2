// SPDX-License-Identifier: Apache-2.0
//! Spreadsheets (XLSX, ODS) as rows of text.

use crate::ReadError;
use crate::document::Document;
use crate::recorder::Recorder;
use crate::xml::refuse_other_formats;
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use std::io::Cursor;

/// Largest spreadsheet file read.
const FILE_LIMIT: u64 = 256 * 1024 * 1024;
/// Most bytes its parts may unpack to.
const UNPACKED_LIMIT: u64 = 2 * 1024 * 1024 * 1024;

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
    let wrong = |message: String| ReadError::NotAList { file: name.clone(), message };
    if unpacked_size(&bytes).is_none_or(|n| n > UNPACKED_LIMIT) {
        return Err(wrong("is no whole zip container of a reasonable size, so no XLSX or ODS workbook; fetch it again".to_owned()));
    }
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes))
        .map_err(|e| wrong(format!("is no XLSX or ODS workbook that can be read: {e}")))?;
    let mut out = Vec::new();
    for sheet_name in workbook.sheet_names() {
        let range = workbook
            .worksheet_range(&sheet_name)
            .map_err(|e| wrong(format!("sheet {sheet_name:?} cannot be read: {e}")))?;
        let (first_row, first_column) = range.start().unwrap_or((0, 0));
        let mut rows = Vec::new();
        for (i, row) in range.rows().enumerate() {
            let mut cells = vec![String::new(); first_column as usize];
            cells.extend(row.iter().map(cell_text));
            if cells.iter().any(|c| !c.trim().is_empty()) {
                rows.push(SheetRow { number: u64::from(first_row) + i as u64 + 1, cells });
            }
        }
        out.push(Sheet { name: sheet_name, rows });
    }
    recorder.file_read(Some(file));
    Ok(out)
}

/// A cell as text; a whole number without decimals, a date as ISO 8601.
fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTime(value) if value.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
            if hour == 0 && minute == 0 && second == 0 {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
            }
        }
        Data::Error(error) => format!("#{error:?}"),
        other => other.to_string(),
    }
}

/// What the parts of a zip container say they unpack to, from its central directory.
fn unpacked_size(bytes: &[u8]) -> Option<u64> {
    let u16_at = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let u32_at = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let tail = bytes.len().saturating_sub(65_557);
    let end =
        (tail..bytes.len().saturating_sub(21)).rev().find(|at| u32_at(*at) == Some(0x0605_4b50))?;
    let entries = u16_at(end + 10)?;
    let mut at = u32_at(end + 16)? as usize;
    let mut total = 0u64;
    for _ in 0..entries {
        if u32_at(at)? != 0x0201_4b50 {
            return None;
        }
        total += u64::from(u32_at(at + 24)?);
        at += 46
            + usize::from(u16_at(at + 28)?)
            + usize::from(u16_at(at + 30)?)
            + usize::from(u16_at(at + 32)?);
    }
    Some(total)
}
