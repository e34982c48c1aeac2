// SPDX-License-Identifier: Apache-2.0
//! Why a release could not be read.

use std::fmt;

/// A release that was refused, with the place and the way out.
#[derive(Debug)]
pub enum ReadError {
    /// The bytes could not be had.
    Io {
        /// File as named to the reader.
        file: String,
        /// The system's error.
        error: std::io::Error,
    },
    /// The bytes are not what the format demands.
    Syntax {
        /// File as named to the reader.
        file: String,
        /// Line, counted from 1; 0 when unknown.
        line: u64,
        /// Element, column or part.
        element: String,
        /// What was found, what was expected, what to do.
        message: String,
    },
    /// The file is not a list at all: empty, an error page, another format.
    NotAList {
        /// File as named to the reader.
        file: String,
        /// What it is instead and what to do.
        message: String,
    },
    /// The receiver of the records stopped.
    Sink(std::io::Error),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { file, error } => write!(f, "{file}: cannot be read: {error}"),
            Self::Syntax { file, line, element, message } => {
                write!(f, "{file}:{line}: ")?;
                if !element.is_empty() {
                    write!(f, "{element}: ")?;
                }
                f.write_str(message)
            }
            Self::NotAList { file, message } => write!(f, "{file}: {message}"),
            Self::Sink(error) => write!(f, "the records could not be stored: {error}"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } | Self::Sink(error) => Some(error),
            Self::Syntax { .. } | Self::NotAList { .. } => None,
        }
    }
}
