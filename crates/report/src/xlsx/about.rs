// SPDX-License-Identifier: Apache-2.0
//! The sheet "About": what was screened, against which releases, and the counts.

use super::sheet::{Cell, header, put};
use crate::Summary;
use crate::run::KeptRun;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// Writes the sheet line by line.
struct Page<'s> {
    sheet: &'s mut Worksheet,
    row: u32,
    bold: Format,
    header: Format,
}

impl Page<'_> {
    fn heading(&mut self, cells: &[&str]) -> Result<(), XlsxError> {
        self.row += 1;
        for (column, cell) in (0u16..).zip(cells) {
            self.sheet.write_string_with_format(self.row, column, *cell, &self.header)?;
        }
        self.row += 1;
        Ok(())
    }

    fn cells(&mut self, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        for (column, cell) in (0u16..).zip(cells) {
            put(self.sheet, self.row, column, *cell)?;
        }
        self.row += 1;
        Ok(())
    }

    fn entry(&mut self, label: &str, cell: Cell<'_>) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, label, &self.bold)?;
        put(self.sheet, self.row, 1, cell)?;
        self.row += 1;
        Ok(())
    }

    fn text(&mut self, label: &str, text: &str) -> Result<(), XlsxError> {
        self.entry(label, Cell::Text(text))
    }

    fn number(&mut self, label: &str, n: u64) -> Result<(), XlsxError> {
        self.entry(label, Cell::Count(n))
    }
}

/// Adds the sheet.
pub(super) fn write(
    book: &mut Workbook,
    run: &KeptRun,
    summary: &Summary,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name("About")?;
    for (column, width) in (0u16..).zip([30.0, 44.0, 44.0, 24.0, 13.0, 12.0, 12.0, 30.0, 70.0]) {
        sheet.set_column_width(column, width)?;
    }
    let mut page = Page { sheet, row: 0, bold: Format::new().set_bold(), header: header() };
    page.text("Screened", &run.input)?;
    page.text("As of", &run.as_of)?;
    page.text("Program", &run.program)?;
    page.text("Data", &run.data_note)?;
    page.text("Index digest", &run.index_digest)?;
    page.entry("Hits score at least", Cell::Score(run.threshold))?;
    page.number("Hits a row at most", run.limit as u64)?;

    page.heading(&["Counts", ""])?;
    page.number("Rows", summary.rows)?;
    page.number("Rows screened", summary.screened)?;
    page.number("Rows with hits", summary.with_hits)?;
    page.number("Hits", summary.hits)?;
    page.number("Rows screened without a hit", summary.without_hit())?;
    page.number("Rows to review (a value not read)", summary.rows_to_review)?;
    page.number("Rows not screened", summary.bad_rows)?;

    page.heading(&["Warnings", ""])?;
    if run.warnings.is_empty() {
        page.cells(&[Cell::Text("none")])?;
    }
    for warning in &run.warnings {
        page.cells(&[Cell::Text(warning)])?;
    }

    releases(&mut page, run)?;

    page.heading(&["Column", "Read as"])?;
    for (column, field) in &run.mapping {
        page.cells(&[Cell::Text(column), Cell::Text(field)])?;
    }
    Ok(())
}

fn releases(page: &mut Page<'_>, run: &KeptRun) -> Result<(), XlsxError> {
    page.heading(&[
        "Authority",
        "List",
        "File",
        "Format",
        "Published",
        "Entities",
        "Defects",
        "Whole",
        "BLAKE3 digest",
    ])?;
    if run.releases.is_empty() {
        page.cells(&[Cell::Text("No release is named: ask where the data comes from")])?;
    }
    for release in &run.releases {
        let published =
            release.published.map_or_else(|| "not given".to_owned(), |day| day.to_string());
        let defects: u64 = release.defects.values().sum();
        let whole = if release.is_whole() { "yes" } else { "no: records were lost" };
        let (files, digests): (Vec<&str>, Vec<&str>) =
            release.files.iter().map(|f| (f.name.as_str(), f.digest.as_str())).unzip();
        page.cells(&[
            Cell::Text(&release.authority),
            Cell::Text(&release.title),
            Cell::Text(&files.join("; ")),
            Cell::Text(&release.format),
            Cell::Text(&published),
            Cell::Count(release.total()),
            Cell::Count(defects),
            Cell::Text(whole),
            Cell::Text(&digests.join("; ")),
        ])?;
    }
    let mut samples =
        run.releases.iter().flat_map(|r| r.samples.iter().map(move |d| (r, d))).peekable();
    if samples.peek().is_some() {
        page.heading(&["Defects (first of each kind)", "What was found"])?;
        for (release, defect) in samples {
            page.cells(&[Cell::Text(&release.title), Cell::Text(&defect.to_string())])?;
        }
    }
    Ok(())
}
