// SPDX-License-Identifier: Apache-2.0
//! Why a command could not be done.

use std::fmt;
use std::io;
use std::path::Path;

/// A failure to tell the person at the terminal.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The library's error.
    Library(interdict::Error),
    /// Output could not be written.
    Output(io::Error),
    /// A message that already says what and what to do.
    Message(String),
    /// The command line itself is wrong, whatever the files hold.
    Usage(String),
}

impl Failure {
    pub(crate) fn file(path: &Path, error: &io::Error) -> Self {
        Self::Message(format!("{}: {}", path.display(), interdict::plainly(error)))
    }

    /// The exit code of the program.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Library(_) | Self::Output(_) | Self::Message(_) => 1,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Library(error) => write!(f, "{error}"),
            Self::Output(error) => {
                write!(f, "the output cannot be written: {}", interdict::plainly(error))
            }
            Self::Message(message) | Self::Usage(message) => f.write_str(message),
        }
    }
}

impl From<interdict::Error> for Failure {
    fn from(error: interdict::Error) -> Self {
        Self::Library(error)
    }
}

impl From<interdict::IndexError> for Failure {
    fn from(error: interdict::IndexError) -> Self {
        Self::Library(error.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
