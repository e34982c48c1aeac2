// SPDX-License-Identifier: Apache-2.0
//! Japan: the Ministry of Finance's workbook of those subject to an asset freeze under the
//! Foreign Exchange and Foreign Trade Act.
//!
//! A sheet is a programme; its header is the row that begins with 告示日付 (date of the notice)
//! and 告示番号 (number in the notice), and its columns are known by their text, which differs
//! from sheet to sheet. A row is an entry. Rows that print neither a number nor a name continue
//! the entry above (Somalia). Entries struck from the list keep their number and the day
//! ("2011.11.18削除") but no name: they are counted as read and not passed on. Sheets named
//! 【解除】 (lifted) and the table of contents hold no entries.
//!
//! The id is `jp-`, the name of the sheet without its number, and the number in the notice. The
//! file states no day of publication; it is dated by the newest notice in it.
//!
//! Names in 日本語表記 and 英語表記 are kept as printed; in cells that list aliases full-width
//! Latin letters, digits and brackets are read as their plain forms.

mod columns;
mod dates;
mod entry;
mod facts;
mod names;
mod text;

use crate::document::Document;
use crate::recorder::Recorder;
use crate::sheet::{Sheet, SheetRow};
use crate::{ReadError, sheet};
use columns::Column;
use entry::Row;
use interdict_model::{Date, DefectKind};
use std::collections::BTreeSet;

/// Rows above a header, at most.
const PREAMBLE: usize = 12;

/// What a run over the workbook gathers.
#[derive(Default)]
struct Progress {
    ids: BTreeSet<String>,
    newest: Option<Date>,
}

/// Reads one release: the workbook.
pub(crate) fn read(
    documents: Vec<Document<'_>>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let release = recorder.release();
    release.authority = "Japan Ministry of Finance".to_owned();
    release.title = "Persons and entities subject to asset freeze (資産凍結等の対象者)".to_owned();
    release.format = "MOF workbook".to_owned();
    let mut documents = documents.into_iter();
    let Some(document) = documents.next() else {
        return Ok(());
    };
    if let Some(second) = documents.next() {
        return Err(ReadError::NotAList {
            file: second.name().to_owned(),
            message: "is a second file, but the Japanese list is one workbook; give that alone"
                .to_owned(),
        });
    }
    let mut progress = Progress::default();
    let mut headers = 0;
    for sheet in sheet::sheets(document, recorder, 0)? {
        headers += u32::from(read_sheet(&sheet, &mut progress, recorder)?);
    }
    if headers == 0 {
        return Err(ReadError::NotAList {
            file: recorder.file().to_owned(),
            message: "has no sheet with the columns 告示日付 and 告示番号; it is not the Japanese list: fetch it again".to_owned(),
        });
    }
    recorder.release().published = progress.newest;
    Ok(())
}

/// Reads a sheet; whether it has a header.
fn read_sheet(
    sheet: &Sheet,
    progress: &mut Progress,
    recorder: &mut Recorder<'_>,
) -> Result<bool, ReadError> {
    let cell = |row: &SheetRow, n: usize| -> String {
        row.cells.get(n).map(|c| text::plain(c).trim().to_owned()).unwrap_or_default()
    };
    let header = sheet
        .rows
        .iter()
        .take(PREAMBLE)
        .position(|r| cell(r, 0) == "告示日付" && cell(r, 1) == "告示番号");
    let Some(at) = header else {
        let contents = sheet.name.contains("一覧");
        let lifted = sheet.name.contains("解除");
        if !contents && !lifted && !sheet.rows.is_empty() {
            recorder.defect(
                DefectKind::LostRecord,
                sheet.rows.first().map_or(0, |r| r.number),
                &sheet.name,
                "",
                "a sheet without the columns 告示日付 and 告示番号; its entries are not read",
            );
        }
        return Ok(false);
    };
    let above: String =
        sheet.rows.iter().take(at).flat_map(|r| r.cells.iter().map(String::as_str)).collect();
    let rest = sheet.rows.get(at..).unwrap_or_default();
    let Some((head, body)) = rest.split_first() else { return Ok(true) };
    let columns: Vec<(Column, String)> = head
        .cells
        .iter()
        .map(|printed| (columns::column(printed), text::one_line(printed)))
        .collect();
    for (column, printed) in &columns {
        if *column == Column::Unknown && !printed.is_empty() {
            recorder.defect(
                DefectKind::UnknownElement,
                head.number,
                printed,
                &sheet.name,
                "a column this version does not know; its values are kept as facts under this name",
            );
        }
    }
    let programme = entry::Programme::new(&sheet.name, &above);
    let mut open: Option<Row> = None;
    for row in body {
        let read = Row::new(row, &columns);
        match &mut open {
            Some(entry) if read.continues() => entry.append(&read),
            _ => {
                if let Some(done) = open.replace(read) {
                    entry::finish(&done, &programme, progress, recorder)?;
                }
            }
        }
    }
    if let Some(done) = open {
        entry::finish(&done, &programme, progress, recorder)?;
    }
    Ok(true)
}
