// SPDX-License-Identifier: Apache-2.0
//! The forms an answer can take.

use std::fmt;
use std::str::FromStr;

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For a person at a terminal.
    Table,
    /// Comma-separated values, one line a hit.
    Csv,
    /// JSON lines, one object a row.
    Jsonl,
    /// An Excel workbook.
    Xlsx,
    /// One self-contained HTML file.
    Html,
}

impl Format {
    /// Every format, in a fixed order.
    pub const ALL: [Self; 5] = [Self::Table, Self::Csv, Self::Jsonl, Self::Xlsx, Self::Html];

    /// The word used on the command line, and but for `table` the ending of its files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
        }
    }

    /// Whether the output is bytes that a terminal cannot show.
    #[must_use]
    pub fn is_binary(self) -> bool {
        self == Self::Xlsx
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Format::ALL.map(Format::as_str).join(", ");
        write!(f, "{:?} is no output format; expected one of {known}", self.0)
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .into_iter()
            .find(|f| f.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_and_the_error_lists_them() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
        }
        let error = "pdf".parse::<Format>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"pdf\" is no output format; expected one of table, csv, jsonl, xlsx, html"
        );
    }
}
