// SPDX-License-Identifier: Apache-2.0
//! The UK's lists as rows, from a sheet or a CSV.

use crate::document::Document;
use crate::recorder::Recorder;
use crate::table::Table;
use crate::uk::columns::{Column, column};
use crate::uk::record::Record;
use crate::uk::{date, day, entity};
use crate::{ReadError, sheet};
use interdict_model::{DefectKind, Fact, Property};
use std::collections::{BTreeMap, BTreeSet};

/// Rows above the header that may hold the day of publication.
const PREAMBLE: usize = 10;

/// Which list a header belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    SanctionsList,
    ConList,
}

/// Rows being collected into records.
struct Collector {
    form: &'static str,
    header: Option<(Layout, Vec<Option<Column>>, Vec<String>)>,
    preamble: Vec<String>,
    newest: Option<interdict_model::Date>,
    order: Vec<Record>,
    index: BTreeMap<String, usize>,
}

pub(super) fn read_csv(
    document: Document<'_>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let mut table = Table::open(document, b',', recorder, 0)?;
    let mut collector = Collector::new("CSV");
    while let Some(row) = table.next(recorder)? {
        collector.row(row.line, &row.fields, true, recorder)?;
    }
    collector.finish(recorder)
}

pub(super) fn read_sheet(
    document: Document<'_>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let mut collector = Collector::new("sheet");
    for sheet in sheet::sheets(document, recorder, 0)? {
        let is_list = sheet
            .rows
            .iter()
            .take(PREAMBLE)
            .any(|r| r.cells.iter().any(|c| column(c) == Some(Column::Name6)));
        if is_list && collector.header.is_none() {
            for row in &sheet.rows {
                collector.row(row.number, &row.cells, false, recorder)?;
            }
        } else if !sheet.rows.is_empty() {
            recorder.defect(
                DefectKind::UnknownElement,
                sheet.rows.first().map_or(0, |r| r.number),
                &sheet.name,
                "",
                "a sheet without the columns of the list; passed over",
            );
        }
    }
    collector.finish(recorder)
}

impl Collector {
    fn new(form: &'static str) -> Self {
        Self {
            form,
            header: None,
            preamble: Vec::new(),
            newest: None,
            order: Vec::new(),
            index: BTreeMap::new(),
        }
    }

    fn row(
        &mut self,
        line: u64,
        cells: &[String],
        strict: bool,
        recorder: &mut Recorder<'_>,
    ) -> Result<(), ReadError> {
        if cells.iter().all(|c| c.trim().is_empty()) {
            return Ok(());
        }
        let Some((layout, columns, names)) = &self.header else {
            return self.before_header(line, cells, recorder);
        };
        if strict && cells.len() != columns.len() {
            recorder.defect(
                DefectKind::LostRecord,
                line,
                "",
                &cells.join(","),
                &format!(
                    "the row has {} fields, the header {}; the row is left out: fetch the file again",
                    cells.len(),
                    columns.len()
                ),
            );
            return Ok(());
        }
        let mut values = Vec::new();
        let mut leftovers = Vec::new();
        for (i, cell) in cells.iter().enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            match columns.get(i).copied().flatten() {
                Some(column) => values.push((column, cell.to_owned())),
                None => {
                    let name = names.get(i).cloned().unwrap_or_else(|| format!("column {}", i + 1));
                    leftovers.push(Fact::text(Property::named(name), cell));
                }
            }
        }
        let key_column = match layout {
            Layout::SanctionsList => Column::UniqueId,
            Layout::ConList => Column::GroupId,
        };
        let Some(key) = values.iter().find(|(c, _)| *c == key_column).map(|(_, v)| v.clone())
        else {
            recorder.defect(
                DefectKind::LostRecord,
                line,
                if *layout == Layout::ConList { "Group ID" } else { "Unique ID" },
                &cells.join(","),
                "a row without the id of its entry; left out: fetch the file again",
            );
            return Ok(());
        };
        let updated = values.iter().find(|(c, _)| *c == Column::LastUpdated);
        self.newest = self.newest.max(updated.and_then(|(_, v)| day(v)));
        let at = *self.index.entry(key).or_insert_with(|| {
            self.order.push(Record::new(line));
            self.order.len() - 1
        });
        if let Some(record) = self.order.get_mut(at) {
            record.add_row(values);
            for fact in leftovers {
                if !record.leftovers.contains(&fact) {
                    record.leftovers.push(fact);
                }
            }
        }
        Ok(())
    }

    fn before_header(
        &mut self,
        line: u64,
        cells: &[String],
        recorder: &mut Recorder<'_>,
    ) -> Result<(), ReadError> {
        let columns: Vec<Option<Column>> = cells.iter().map(|c| column(c)).collect();
        let has = |wanted: Column| columns.contains(&Some(wanted));
        if !has(Column::Name6) {
            self.preamble.push(cells.join(" "));
            if self.preamble.len() > PREAMBLE {
                return Err(self.no_header(recorder));
            }
            return Ok(());
        }
        let layout = if has(Column::UniqueId) {
            Layout::SanctionsList
        } else if has(Column::GroupId) {
            Layout::ConList
        } else {
            return Err(self.no_header(recorder));
        };
        let names: Vec<String> = cells.iter().map(|c| c.trim().to_owned()).collect();
        for (name, column) in names.iter().zip(&columns) {
            if column.is_none() && !name.is_empty() {
                recorder.defect(
                    DefectKind::UnknownElement,
                    line,
                    name,
                    "",
                    "a column this version does not know; its values are kept as facts under this name",
                );
            }
        }
        self.header = Some((layout, columns, names));
        Ok(())
    }

    fn no_header(&self, recorder: &Recorder<'_>) -> ReadError {
        ReadError::NotAList {
            file: recorder.file().to_owned(),
            message: "has no header with the columns Name 6 and Unique ID or Group ID; it is neither the UK Sanctions List nor the OFSI consolidated list".to_owned(),
        }
    }

    fn finish(self, recorder: &mut Recorder<'_>) -> Result<(), ReadError> {
        let Some((layout, _, _)) = &self.header else {
            return Err(self.no_header(recorder));
        };
        let list = match layout {
            Layout::SanctionsList => entity::SANCTIONS_LIST,
            Layout::ConList => entity::CONSOLIDATED_LIST,
        };
        let printed = self.preamble.iter().find_map(|line| {
            let words = line.replace("Last Updated", " ").replace("Report Date:", " ");
            date(words.trim().trim_matches(',')).and_then(|d| d.as_day())
        });
        let release = recorder.release();
        list.clone_into(&mut release.title);
        release.format = format!("{list} {}", self.form);
        release.published = printed.or(self.newest);
        let mut ids = BTreeSet::new();
        for record in &self.order {
            entity::finish(record, list, &mut ids, recorder)?;
        }
        Ok(())
    }
}
