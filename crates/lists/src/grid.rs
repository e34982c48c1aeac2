// SPDX-License-Identifier: Apache-2.0
//! A small table with a header, from a CSV or a spreadsheet alike.

use crate::document::Document;
use crate::recorder::Recorder;
use crate::sheet::{self, Sheet, SheetRow};
use crate::table::Table;
use crate::{ReadError, xml};
use interdict_model::DefectKind;

/// The sheets of a file; a CSV is one.
pub(crate) struct Grid {
    /// Its sheets.
    pub(crate) sheets: Vec<Sheet>,
    /// Whether a row of another length than the header is broken (a CSV) or only ends in blank
    /// cells (a spreadsheet).
    pub(crate) strict: bool,
}

impl Grid {
    /// Reads a CSV (comma, semicolon or tab, whichever the first line has most of), XLSX or ODS.
    pub(crate) fn read(
        document: Document<'_>,
        recorder: &mut Recorder<'_>,
    ) -> Result<Self, ReadError> {
        let (head, document) = document.peek(4096)?;
        if head.starts_with(b"PK") {
            return Ok(Self { sheets: sheet::sheets(document, recorder, 0)?, strict: false });
        }
        xml::refuse_other_formats(document.name(), &head)?;
        let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
        let count = |delimiter: u8| line.iter().filter(|b| **b == delimiter).count();
        let delimiter =
            [b',', b';', b'\t'].into_iter().rev().max_by_key(|d| count(*d)).unwrap_or(b',');
        let mut table = Table::open(document, delimiter, recorder, 0)?;
        let mut rows = Vec::new();
        while let Some(row) = table.next(recorder)? {
            if row.fields.iter().any(|f| !f.trim().is_empty()) {
                rows.push(SheetRow { number: row.line, cells: row.fields });
            }
        }
        Ok(Self { sheets: vec![Sheet { name: String::new(), rows }], strict: true })
    }

    /// Whether a row fits the header; one that does not is counted as lost.
    pub(crate) fn fits(&self, row: &SheetRow, header: usize, recorder: &mut Recorder<'_>) -> bool {
        if !self.strict || row.cells.len() == header {
            return true;
        }
        recorder.defect(
            DefectKind::LostRecord,
            row.number,
            "",
            &row.cells.join(","),
            &format!(
                "the row has {} fields, the header {header}; the row is left out: quote cells that hold the separator",
                row.cells.len()
            ),
        );
        false
    }
}

/// Names of columns as they are compared: lower case, letters and digits only.
pub(crate) fn key(printed: &str) -> String {
    printed.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}
