// SPDX-License-Identifier: Apache-2.0
//! What an authority published, and what could not be read of it.

use crate::Date;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Publisher and family of formats of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// UN Security Council.
    Un,
    /// US Treasury, Office of Foreign Assets Control.
    Ofac,
    /// European Union.
    Eu,
    /// United Kingdom.
    Uk,
    /// Canada.
    Ca,
    /// Switzerland.
    Ch,
    /// Japan.
    Jp,
    /// Australia.
    Au,
    /// FollowTheMoney data of any publisher.
    Ftm,
    /// The house's own watchlist.
    Csv,
    /// The designations carried by the program itself.
    Embedded,
}

impl SourceKind {
    /// Every kind, in a fixed order.
    pub const ALL: [Self; 11] = [
        Self::Un,
        Self::Ofac,
        Self::Eu,
        Self::Uk,
        Self::Ca,
        Self::Ch,
        Self::Jp,
        Self::Au,
        Self::Ftm,
        Self::Csv,
        Self::Embedded,
    ];

    /// The word used on the command line and in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Un => "un",
            Self::Ofac => "ofac",
            Self::Eu => "eu",
            Self::Uk => "uk",
            Self::Ca => "ca",
            Self::Ch => "ch",
            Self::Jp => "jp",
            Self::Au => "au",
            Self::Ftm => "ftm",
            Self::Csv => "csv",
            Self::Embedded => "embedded",
        }
    }
}

impl fmt::Display for SourceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for SourceKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|k| k.as_str() == text).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|k| k.as_str()).collect();
            format!("{text:?} is no kind of source; expected one of {}", known.join(", "))
        })
    }
}

/// A place in a source file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Which file of the release, counted from 0 in the order given.
    pub file: u16,
    /// Line, counted from 1; the row for a spreadsheet; 0 when unknown.
    pub line: u64,
}

impl Position {
    /// A line of the first file.
    #[must_use]
    pub fn line(line: u64) -> Self {
        Self { file: 0, line }
    }
}

/// What kind of defect a source shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefectKind {
    /// A character that the format forbids; it was replaced by U+FFFD.
    Character,
    /// Bytes that are not the declared encoding; they were replaced by U+FFFD.
    Encoding,
    /// An element, column or property this version does not know; its text is kept as a fact.
    UnknownElement,
    /// A code outside the publisher's vocabulary; kept as printed.
    UnknownCode,
    /// A value that does not parse as what its field holds; kept as printed.
    BadValue,
    /// A reference to something that is not in the release.
    DanglingReference,
    /// A record that could not be read and is left out: the release counts as not whole.
    LostRecord,
    /// The publisher's own count differs from what was read.
    CountMismatch,
}

impl DefectKind {
    /// A short word for tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Character => "character",
            Self::Encoding => "encoding",
            Self::UnknownElement => "unknown-element",
            Self::UnknownCode => "unknown-code",
            Self::BadValue => "bad-value",
            Self::DanglingReference => "dangling-reference",
            Self::LostRecord => "lost-record",
            Self::CountMismatch => "count-mismatch",
        }
    }

    /// Whether the release can no longer be called whole.
    #[must_use]
    pub fn loses_a_record(self) -> bool {
        matches!(self, Self::LostRecord | Self::CountMismatch)
    }
}

/// Something wrong in a source that did not stop the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// What kind.
    pub kind: DefectKind,
    /// File as named to the reader.
    pub file: String,
    /// Line or row, counted from 1; 0 when unknown.
    pub line: u64,
    /// Element, column or property.
    pub element: String,
    /// The value, cut to a readable length.
    pub value: String,
    /// What was expected, or what was done.
    pub message: String,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.kind.as_str(), self.element)?;
        if !self.value.is_empty() {
            write!(f, " = {:?}", self.value)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// One file of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Name as given.
    pub name: String,
    /// Length in bytes.
    pub bytes: u64,
    /// BLAKE3 of the bytes, in hexadecimal.
    pub digest: String,
}

/// What is known of one release after it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Kind of source.
    pub kind: SourceKind,
    /// Authority ("UN Security Council").
    pub authority: String,
    /// The list's title.
    pub title: String,
    /// Format read ("consolidated XML", "sdnList XML").
    pub format: String,
    /// The day the publisher says it was made.
    pub published: Option<Date>,
    /// The publisher's version word, where there is one.
    pub version: Option<String>,
    /// Files read.
    pub files: Vec<SourceFile>,
    /// Entities by schema.
    pub counts: BTreeMap<String, u64>,
    /// Defects by kind.
    pub defects: BTreeMap<DefectKind, u64>,
    /// The first defects, to show (at most 20 of each kind).
    pub samples: Vec<Defect>,
    /// The reason a person gave for taking a release that is not whole or that shrank.
    pub accepted: Option<String>,
}

impl Release {
    /// A release of which nothing has been read yet.
    #[must_use]
    pub fn new(kind: SourceKind, authority: &str, title: &str, format: &str) -> Self {
        Self {
            kind,
            authority: authority.to_owned(),
            title: title.to_owned(),
            format: format.to_owned(),
            published: None,
            version: None,
            files: Vec::new(),
            counts: BTreeMap::new(),
            defects: BTreeMap::new(),
            samples: Vec::new(),
            accepted: None,
        }
    }

    /// All entities read.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Whether every record the publisher printed was read.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.defects.iter().any(|(kind, n)| *n > 0 && kind.loses_a_record())
    }

    /// Counts a defect and keeps it as a sample while there is room.
    pub fn note(&mut self, defect: Defect) {
        let n = self.defects.entry(defect.kind).or_default();
        *n += 1;
        if *n <= 20 {
            self.samples.push(defect);
        }
    }
}
