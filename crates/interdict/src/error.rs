// SPDX-License-Identifier: Apache-2.0
//! What can go wrong in the library, each with what to do.

use interdict_lists::ReadError;
use interdict_screen::IndexError;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// An error of the library.
#[derive(Debug)]
pub enum Error {
    /// A file or folder could not be used.
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A release could not be read whole.
    Read(ReadError),
    /// A release was read but is refused.
    Refused {
        /// Which source.
        source: String,
        /// Why, and how to accept it knowingly.
        reason: String,
    },
    /// An index could not be opened or written.
    Index {
        /// Which file; empty for the embedded one.
        path: PathBuf,
        /// Why.
        error: IndexError,
    },
    /// A source was not understood.
    Source(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, error } => write!(f, "{}: {}", path.display(), plainly(error)),
            Self::Read(error) => write!(f, "{error}"),
            Self::Refused { source, reason } => write!(f, "{source}: refused: {reason}"),
            Self::Index { path, error } if path.as_os_str().is_empty() => write!(f, "{error}"),
            Self::Index { path, error: IndexError::Io(error) } => {
                write!(f, "{}: the index cannot be used: {}", path.display(), plainly(error))
            }
            Self::Index { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Source(message) => f.write_str(message),
        }
    }
}

/// What the system says of a file, in plain words and without its number.
#[must_use]
pub fn plainly(error: &io::Error) -> String {
    if error.raw_os_error().is_none() && error.get_ref().is_some() {
        return error.to_string();
    }
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "it may not be opened or written: permission denied".to_owned()
        }
        io::ErrorKind::IsADirectory => "it is a folder; expected a file".to_owned(),
        io::ErrorKind::StorageFull => "no space is left on the device".to_owned(),
        _ => error.to_string(),
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { error, .. } => Some(error),
            Self::Read(error) => Some(error),
            Self::Index { error, .. } => Some(error),
            Self::Refused { .. } | Self::Source(_) => None,
        }
    }
}

impl From<IndexError> for Error {
    fn from(error: IndexError) -> Self {
        Self::Index { path: PathBuf::new(), error }
    }
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}
