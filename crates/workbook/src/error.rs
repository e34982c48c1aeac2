// SPDX-License-Identifier: Apache-2.0
//! Why a workbook is not read.

use std::fmt;

/// A workbook that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WorkbookError {
    /// It asks for a password.
    Locked,
    /// It cannot be read; the text says what was found.
    Damaged(String),
    /// It holds more than the limits allow.
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much of it is read.
        most: u64,
    },
}

impl WorkbookError {
    /// The error of the library that reads workbooks.
    pub(crate) fn read(error: &dyn fmt::Display) -> Self {
        let text = error.to_string();
        if text.to_lowercase().contains("password") { Self::Locked } else { Self::Damaged(text) }
    }
}

impl fmt::Display for WorkbookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locked => f.write_str("protected by a password"),
            Self::Damaged(text) => write!(f, "no workbook that can be read ({text})"),
            Self::TooLarge { what, most } => {
                write!(f, "a workbook of more than {most} {what}, the most that is read")
            }
        }
    }
}

impl std::error::Error for WorkbookError {}
