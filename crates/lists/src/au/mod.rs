// SPDX-License-Identifier: Apache-2.0
//! Australia: DFAT's consolidated list ("regulation8_consolidated"), a workbook of one row for
//! each name.
//!
//! Rows belong together by the number of their reference: `123` prints the primary name, `123a`,
//! `123b` … its aliases, mostly but not always below it, and repeat the rest. The id is `au-` and
//! that number. Should a number be given to a second primary name elsewhere on the sheet, both
//! are kept and the second is counted.
//!
//! The columns, by their text: Reference, Name of Individual or Entity, Type, Name Type, Alias
//! Strength, Date of Birth, Place of Birth, Citizenship, Address, Additional Information, Listing
//! Information, IMO Number, Committees, Control Date, Instrument of Designation, and four flags:
//! Targeted Financial Sanction, Travel Ban, Arms Embargo, Maritime Restriction. Files of before
//! 2025 lack the strength, the number, the instrument and the flags. The file states no day of
//! publication; it is dated by its newest control date. The same table as CSV is read too.

mod entry;
mod text;

use crate::ReadError;
use crate::document::Document;
use crate::grid::{Grid, key};
use crate::recorder::Recorder;
use crate::sheet::SheetRow;
use interdict_model::{Date, DefectKind};
use std::collections::{BTreeMap, BTreeSet};

/// Columns this version knows, as [`key`] gives them.
const COLUMNS: &[&str] = &[
    "reference",
    "nameofindividualorentity",
    "type",
    "nametype",
    "aliasstrength",
    "dateofbirth",
    "placeofbirth",
    "citizenship",
    "address",
    "additionalinformation",
    "listinginformation",
    "imonumber",
    "imo",
    "committees",
    "controldate",
    "instrumentofdesignation",
    "targetedfinancialsanction",
    "travelban",
    "armsembargo",
    "maritimerestriction",
];

/// One row by its columns.
#[derive(Clone, Debug)]
struct Row {
    line: u64,
    cells: Vec<(String, String, String)>,
}

impl Row {
    /// The cell of a column; `None` when blank.
    fn get(&self, column: &str) -> Option<&str> {
        self.cells.iter().find(|(k, ..)| k == column).map(|(.., v)| v.as_str())
    }
}

/// Rows of one number.
struct Group {
    number: String,
    rows: Vec<Row>,
}

/// What a run over the sheet gathers.
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
    release.authority = "Australia Department of Foreign Affairs and Trade".to_owned();
    release.title = "DFAT Consolidated List".to_owned();
    release.format = "DFAT workbook".to_owned();
    let mut documents = documents.into_iter();
    let Some(document) = documents.next() else {
        return Ok(());
    };
    if let Some(second) = documents.next() {
        return Err(ReadError::NotAList {
            file: second.name().to_owned(),
            message: "is a second file, but the Australian list is one workbook; give that alone"
                .to_owned(),
        });
    }
    let grid = Grid::read(document, recorder)?;
    let mut groups: Vec<Group> = Vec::new();
    let mut found = false;
    for sheet in &grid.sheets {
        let Some((head, rows)) = sheet.rows.split_first() else { continue };
        let header: Vec<(String, String)> =
            head.cells.iter().map(|c| (key(c), c.trim().to_owned())).collect();
        let has = |column: &str| header.iter().any(|(k, _)| k == column);
        if !has("reference") || !has("nameofindividualorentity") || !has("type") {
            recorder.defect(
                DefectKind::UnknownElement,
                head.number,
                &sheet.name,
                "",
                "a sheet without the columns of the list; passed over",
            );
            continue;
        }
        found = true;
        for (column, printed) in &header {
            if !printed.is_empty() && !COLUMNS.contains(&column.as_str()) {
                recorder.defect(
                    DefectKind::UnknownElement,
                    head.number,
                    printed,
                    "",
                    "a column this version does not know; its values are kept as facts under this name",
                );
            }
        }
        for row in rows {
            if grid.fits(row, header.len(), recorder) {
                add(row, &header, &mut groups, recorder);
            }
        }
    }
    if !found {
        return Err(ReadError::NotAList {
            file: recorder.file().to_owned(),
            message: "has no columns Reference, Name of Individual or Entity and Type; it is not the Australian list: fetch it again".to_owned(),
        });
    }
    let mut progress = Progress::default();
    for group in &merged(groups) {
        entry::finish(group, &mut progress, recorder)?;
    }
    recorder.release().published = progress.newest;
    Ok(())
}

/// Adds a row to the group of its number, if that group is the one just above.
fn add(
    row: &SheetRow,
    header: &[(String, String)],
    groups: &mut Vec<Group>,
    recorder: &mut Recorder<'_>,
) {
    let mut cells = Vec::new();
    for ((column, printed), cell) in header.iter().zip(&row.cells) {
        let cell = text::clean(cell);
        if !cell.is_empty() {
            cells.push((column.clone(), printed.clone(), cell));
        }
    }
    let row = Row { line: row.number, cells };
    let reference = row.get("reference").unwrap_or_default();
    let number: String = reference.chars().take_while(char::is_ascii_digit).collect();
    if number.is_empty() || row.get("nameofindividualorentity").is_none() {
        recorder.defect(
            DefectKind::LostRecord,
            row.line,
            "Reference",
            reference,
            "a row without a number or a name; left out: fetch the file again",
        );
        return;
    }
    match groups.last_mut() {
        Some(group) if group.number == number => group.rows.push(row),
        _ => groups.push(Group { number, rows: vec![row] }),
    }
}

/// Blocks of one number brought together, unless each has a primary name of its own.
fn merged(groups: Vec<Group>) -> Vec<Group> {
    let primary = |rows: &[Row]| {
        rows.iter().any(|r| {
            let reference = r.get("reference").unwrap_or_default();
            r.get("nametype").map_or_else(
                || reference.bytes().all(|b| b.is_ascii_digit()),
                |t| t.to_lowercase().starts_with("primary"),
            )
        })
    };
    let mut out: Vec<Group> = Vec::new();
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    for group in groups {
        let known = index.get(&group.number).and_then(|at| out.get_mut(*at));
        match known {
            Some(first) if !primary(&first.rows) || !primary(&group.rows) => {
                first.rows.extend(group.rows);
            }
            _ => {
                index.entry(group.number.clone()).or_insert(out.len());
                out.push(group);
            }
        }
    }
    out
}
