// SPDX-License-Identifier: Apache-2.0
//! The plain table the carried data is kept in: tab separated, one heading line, `-` for nothing.

use super::error::EmbeddedError;
use interdict_model::{Country, Date, Position};

/// One file: its name, its place in the release, and its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct File<'a> {
    /// Name without folder.
    pub(super) name: &'static str,
    /// Place among the files of the release, counted from 0.
    pub(super) index: u16,
    /// The whole text.
    pub(super) text: &'a str,
}

/// One row of a table, its cells in the order of the columns.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    file: File<'a>,
    line: u64,
    columns: &'static [&'static str],
    cells: Vec<&'a str>,
}

impl<'a> File<'a> {
    /// Reads the rows under exactly these column headings.
    ///
    /// The first column must rise from row to row, so that a change shows where it belongs in a
    /// comparison of two versions; it may repeat only where `repeats` is set.
    ///
    /// # Errors
    /// When a heading, the number of cells, the order, or a character is not as it must be.
    pub(super) fn rows(
        self,
        columns: &'static [&'static str],
        repeats: bool,
    ) -> Result<Vec<Row<'a>>, EmbeddedError> {
        let wrong = |line, column: &str, value: &str, expected: &str| {
            Err(EmbeddedError::new(self.name, line, column, value, expected))
        };
        if !self.text.ends_with('\n') {
            return wrong(0, "", "the end of the file", "a line feed at the end of the last line");
        }
        let mut lines = (1u64..).zip(self.text.split_terminator('\n'));
        match lines.next() {
            Some((_, heading)) if heading.split('\t').eq(columns.iter().copied()) => {}
            other => {
                let found = other.map_or("", |(_, heading)| heading);
                return wrong(1, "", found, &format!("the headings {}", columns.join(", ")));
            }
        }
        let mut rows: Vec<Row<'a>> = Vec::new();
        for (line, text) in lines {
            let cells: Vec<&str> = text.split('\t').collect();
            if cells.len() != columns.len() {
                let expected =
                    format!("{} cells parted by tabs, not {}", columns.len(), cells.len());
                return wrong(line, "", text, &expected);
            }
            for (column, cell) in columns.iter().zip(&cells) {
                if let Some(expected) = untidy(cell) {
                    return wrong(line, column, cell, expected);
                }
            }
            let first = cells.first().copied().unwrap_or_default();
            if let Some(before) = rows.last().and_then(|r| r.cells.first().copied())
                && (first < before || (first == before && !repeats))
            {
                let column = columns.first().copied().unwrap_or_default();
                let expected =
                    format!("rows in rising order of this column; the row before has {before:?}");
                return wrong(line, column, first, &expected);
            }
            rows.push(Row { file: self, line, columns, cells });
        }
        Ok(rows)
    }
}

/// What is wrong with the characters of a cell, if anything.
fn untidy(cell: &str) -> Option<&'static str> {
    if cell.is_empty() {
        return Some("a value, or - where there is none");
    }
    if cell.chars().any(|c| c.is_control() || c == '\u{FFFD}' || (c.is_whitespace() && c != ' ')) {
        return Some(
            "text without control characters, replacement characters or other spaces than U+0020",
        );
    }
    if cell.trim() != cell || cell.contains("  ") {
        return Some("text without blanks at its ends or two in a row");
    }
    None
}

impl<'a> Row<'a> {
    /// The cell of a column.
    ///
    /// # Errors
    /// When it holds `-`, or the table has no such column.
    pub(super) fn need(&self, column: &str) -> Result<&'a str, EmbeddedError> {
        self.get(column)?.ok_or_else(|| self.wrong(column, "a value here"))
    }

    /// The cell of a column, `None` where it holds `-`.
    ///
    /// # Errors
    /// When the table has no such column.
    pub(super) fn get(&self, column: &str) -> Result<Option<&'a str>, EmbeddedError> {
        let found =
            self.columns.iter().position(|c| *c == column).and_then(|i| self.cells.get(i).copied());
        match found {
            Some("-") => Ok(None),
            Some(cell) => Ok(Some(cell)),
            None => Err(self.wrong(column, "a column of that name")),
        }
    }

    /// The same as [`Row::get`], owned.
    ///
    /// # Errors
    /// When the table has no such column.
    pub(super) fn text(&self, column: &str) -> Result<Option<String>, EmbeddedError> {
        Ok(self.get(column)?.map(str::to_owned))
    }

    /// A day.
    ///
    /// # Errors
    /// When the cell is filled and no day as `YYYY-MM-DD`.
    pub(super) fn day(&self, column: &str) -> Result<Option<Date>, EmbeddedError> {
        let Some(cell) = self.get(column)? else { return Ok(None) };
        match cell.parse::<Date>() {
            Ok(day) if day.to_string() == cell => Ok(Some(day)),
            _ => Err(self.wrong(column, "a day as YYYY-MM-DD")),
        }
    }

    /// A country.
    ///
    /// # Errors
    /// When the cell is filled and no two lower-case letters.
    pub(super) fn country(&self, column: &str) -> Result<Option<Country>, EmbeddedError> {
        let Some(cell) = self.get(column)? else { return Ok(None) };
        match Country::new(cell) {
            Some(country) if cell.len() == 2 => Ok(Some(country)),
            _ => Err(self.wrong(column, "a country as two lower-case letters of ISO 3166-1")),
        }
    }

    /// A number.
    ///
    /// # Errors
    /// When the cell holds none.
    pub(super) fn count(&self, column: &str) -> Result<u64, EmbeddedError> {
        self.need(column)?.parse().map_err(|_| self.wrong(column, "a number in digits"))
    }

    /// An error that names this row, the column, and the value found there.
    pub(super) fn wrong(&self, column: &str, expected: impl Into<String>) -> EmbeddedError {
        let value = self.columns.iter().position(|c| *c == column).and_then(|i| self.cells.get(i));
        EmbeddedError::new(
            self.file.name,
            self.line,
            column,
            value.copied().unwrap_or_default(),
            expected,
        )
    }

    /// Where the row stands.
    pub(super) fn position(&self) -> Position {
        Position { file: self.file.index, line: self.line }
    }
}
