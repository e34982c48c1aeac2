// SPDX-License-Identifier: Apache-2.0
//! Spreadsheets (XLSX, ODS) as rows of text.

use crate::ReadError;
use crate::document::Document;
use crate::recorder::Recorder;
use crate::xml::refuse_other_formats;
use interdict_model::DefectKind;
use interdict_sheets::Workbook;

/// Largest spreadsheet file read.
const FILE_LIMIT: u64 = 64 * 1024 * 1024;
/// Columns beyond this are no list's.
const COLUMN_LIMIT: u32 = 4096;
/// Most cells of a sheet, blank ones before others in their row included.
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
    let wrong = |message: String| ReadError::NotAList { file: name.clone(), message };
    let mut workbook =
        Workbook::open(bytes).map_err(|error| wrong(format!("is {error}; fetch it again")))?;
    let mut out = Vec::new();
    for sheet_name in workbook.names().to_vec() {
        let cells = workbook
            .cells(&sheet_name)
            .map_err(|error| wrong(format!("sheet {sheet_name:?} cannot be read: {error}")))?;
        let mut rows: Vec<SheetRow> = Vec::new();
        let mut made = 0;
        for cell in cells {
            let number = u64::from(cell.row) + 1;
            if rows.last().is_none_or(|row| row.number != number) {
                rows.push(SheetRow { number, cells: Vec::new() });
            }
            if cell.column >= COLUMN_LIMIT {
                let message = "a cell far right of any list's columns; passed over";
                recorder.defect(DefectKind::UnknownElement, number, "cell", &cell.text, message);
                continue;
            }
            if let Some(row) = rows.last_mut() {
                let column = cell.column as usize;
                made += (column + 1).saturating_sub(row.cells.len());
                if made > CELL_LIMIT {
                    return Err(wrong(format!(
                        "sheet {sheet_name:?} has more than {CELL_LIMIT} cells, the most that is read; fetch it again"
                    )));
                }
                row.cells.resize(row.cells.len().max(column + 1), String::new());
                if let Some(place) = row.cells.get_mut(column) {
                    *place = cell.text;
                }
            }
        }
        out.push(Sheet { name: sheet_name, rows });
    }
    recorder.file_read(Some(file));
    Ok(out)
}
