// SPDX-License-Identifier: Apache-2.0
//! What stops a file, and what spoils a row.

use std::fmt;

/// Why a file cannot be read at all. Each message says what to do.
#[derive(Debug)]
#[non_exhaustive]
pub enum IntakeError {
    /// The file could not be opened or read.
    Io {
        /// The file as named by the caller.
        name: String,
        /// What the operating system says.
        error: std::io::Error,
    },
    /// There is nothing in it.
    Empty {
        /// The file as named by the caller.
        name: String,
    },
    /// It is something else than a table of parties.
    NotTable {
        /// The file as named by the caller.
        name: String,
        /// What it is.
        found: String,
        /// What to do.
        advice: String,
    },
    /// The encoding asked for is not known.
    Encoding {
        /// The label asked for.
        label: String,
    },
    /// The workbook has no such sheet.
    Sheet {
        /// The sheet asked for.
        wanted: String,
        /// The sheets there are.
        sheets: Vec<String>,
    },
    /// The mapping names a column the file does not have.
    Column {
        /// The column asked for.
        column: String,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// The mapping names a field that does not exist.
    Field {
        /// The field asked for.
        field: String,
    },
    /// No column holds a name or an identifier.
    NoName {
        /// The file as named by the caller.
        name: String,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// The first row is data: there is no header row.
    NoHeader {
        /// The file as named by the caller.
        name: String,
        /// The first row.
        row: Vec<String>,
    },
}

/// Columns or cells in one line, cut where there are very many.
fn shown(values: &[String]) -> String {
    let mut out: Vec<String> = values.iter().take(40).map(|v| format!("{:?}", cut(v))).collect();
    if values.len() > 40 {
        out.push(format!("and {} more", values.len() - 40));
    }
    out.join(", ")
}

/// A value cut to a readable length.
pub(crate) fn cut(value: &str) -> String {
    match value.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", value.get(..at).unwrap_or_default()),
        None => value.to_owned(),
    }
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { name, error } => write!(f, "{name}: cannot be read: {error}"),
            Self::Empty { name } => {
                write!(f, "{name}: is empty; expected a table of parties with a header row")
            }
            Self::NotTable { name, found, advice } => write!(f, "{name}: is {found}; {advice}"),
            Self::Encoding { label } => write!(
                f,
                "{label:?} is no known encoding; expected a label such as utf-8, windows-1252, windows-1251, gbk, shift_jis or euc-kr"
            ),
            Self::Sheet { wanted, sheets } => {
                write!(f, "there is no sheet {wanted:?}; the workbook has {}", shown(sheets))
            }
            Self::Column { column, columns } => {
                write!(f, "there is no column {column:?}; the file has {}", shown(columns))
            }
            Self::Field { field } => {
                let known: Vec<&str> = crate::FIELDS.iter().map(|f| f.name).collect();
                write!(f, "{field:?} is no field; expected one of {}", known.join(", "))
            }
            Self::NoName { name, columns } => {
                let first = columns.first().map_or("column", String::as_str);
                write!(
                    f,
                    "{name}: no column is recognised as a name or an identifier; the columns are {}; say which one is, for example --map {:?}",
                    shown(columns),
                    format!("{}=name", cut(first))
                )
            }
            Self::NoHeader { name, row } => write!(
                f,
                "{name}: the first row looks like data, not like column headings: {}; add a header row, or pass --no-header and name the columns by number, for example --map 1=name",
                shown(row)
            ),
        }
    }
}

impl std::error::Error for IntakeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// Why one row could not be read. The party in it was not screened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// Physical line or sheet row, counted from 1.
    pub line: u64,
    /// Column, where the trouble has one; empty otherwise.
    pub column: String,
    /// The value or the start of the row, cut to a readable length.
    pub value: String,
    /// What is wrong and what was expected.
    pub expected: String,
    /// What to do.
    pub advice: String,
}

impl RowError {
    pub(crate) fn new(line: u64, value: &str, expected: impl Into<String>, advice: &str) -> Self {
        Self {
            line,
            column: String::new(),
            value: cut(value),
            expected: expected.into(),
            advice: advice.to_owned(),
        }
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.column.is_empty() {
            write!(f, ", column {:?}", self.column)?;
        }
        if !self.value.is_empty() {
            write!(f, ": {:?}", self.value)?;
        }
        write!(f, ": {}; {}", self.expected, self.advice)
    }
}

impl std::error::Error for RowError {}
