// SPDX-License-Identifier: Apache-2.0
//! Why the designations carried by the program could not be read, with the place to mend.

use std::fmt;

/// A cell, row or file of the carried designations that is not what it must be.
///
/// The files are part of the program, so this is a fault of the build and never of a user's data;
/// nothing is handed out when it occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbeddedError {
    file: String,
    line: u64,
    column: String,
    value: String,
    expected: String,
}

impl EmbeddedError {
    /// An error at a place, with the value found and what was expected instead.
    pub(super) fn new(
        file: &str,
        line: u64,
        column: &str,
        value: &str,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            file: file.to_owned(),
            line,
            column: column.to_owned(),
            value: value.chars().take(120).collect(),
            expected: expected.into(),
        }
    }

    /// The file, as named in `crates/lists/data/dprk`.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, counted from 1; 0 when the whole file is meant.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The column by its heading; empty when the whole line is meant.
    #[must_use]
    pub fn column(&self) -> &str {
        &self.column
    }

    /// The value found, cut to 120 characters.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// What was expected instead.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for EmbeddedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if !self.column.is_empty() {
            write!(f, "column {}: ", self.column)?;
        }
        write!(
            f,
            "{:?} is wrong; expected {}. The file is part of the program: mend it in crates/lists/data/dprk and build again",
            self.value, self.expected
        )
    }
}

impl std::error::Error for EmbeddedError {}
