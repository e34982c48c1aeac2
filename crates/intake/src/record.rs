// SPDX-License-Identifier: Apache-2.0
//! One row before it means anything: cells, and where they stand.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The cells of one row in one text, so that a row costs two allocations however wide it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    /// Physical line or sheet row of its start, from 1.
    pub(crate) line: u64,
    text: String,
    cells: Vec<(usize, Range<usize>)>,
}

impl Record {
    /// A record of a text that is already split.
    pub(crate) fn split(line: u64, text: String, cells: Vec<(usize, Range<usize>)>) -> Self {
        Self { line, text, cells }
    }

    /// A record without cells yet.
    pub(crate) fn new(line: u64) -> Self {
        Self { line, ..Self::default() }
    }

    /// Adds a cell.
    pub(crate) fn push(&mut self, column: usize, value: &str) {
        let start = self.text.len();
        self.text.push_str(value);
        self.cells.push((column, start..self.text.len()));
    }

    /// Column number (from 0) and value of every cell. A column may come more than once.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (usize, &str)> {
        self.cells.iter().map(|(c, r)| (*c, self.text.get(r.clone()).unwrap_or_default()))
    }

    /// How many cells there are.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether every cell is blank.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells().all(|(_, v)| v.trim().is_empty())
    }

    /// The values alone.
    pub(crate) fn values(&self) -> Vec<String> {
        self.cells().map(|(_, v)| v.trim().to_owned()).collect()
    }

    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
    }
}

/// A row as it was given: heading and value of every cell, for echoing in reports.
#[derive(Clone, Default)]
pub struct Raw {
    pub(crate) columns: Arc<Vec<String>>,
    pub(crate) record: Record,
}

impl Raw {
    /// Heading and value of every cell, in the order of the file. A heading comes more than once
    /// where the file gives several values (JSON lists).
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.record
            .cells()
            .map(|(at, value)| (self.columns.get(at).map_or("", String::as_str), value))
    }

    /// The first value under a heading.
    #[must_use]
    pub fn get(&self, heading: &str) -> Option<&str> {
        self.iter().find(|(h, _)| *h == heading).map(|(_, v)| v)
    }

    /// The cells as owned pairs.
    #[must_use]
    pub fn to_pairs(&self) -> Vec<(String, String)> {
        self.iter().map(|(h, v)| (h.to_owned(), v.to_owned())).collect()
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Raw {}
