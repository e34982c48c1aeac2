// SPDX-License-Identifier: Apache-2.0
//! What can go wrong, said with the address, the cause, and what stays in use.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why the store of releases cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// The disk refused.
    Io {
        /// What was tried ("write").
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's word.
        error: io::Error,
    },
    /// Another process is updating the store.
    Busy {
        /// The lock file.
        path: PathBuf,
        /// What the other process wrote about itself.
        holder: String,
    },
    /// Something in the store is not as this program left it.
    Damaged {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong and what to do.
        message: String,
    },
}

impl StoreError {
    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>, error: io::Error) -> Self {
        Self::Io { action, path: path.into(), error }
    }

    pub(crate) fn damaged(path: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self::Damaged { path: path.into(), message: message.into() }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { action, path, error } => {
                write!(f, "cannot {action} {}: {error}", path.display())
            }
            Self::Busy { path, holder } => write!(
                f,
                "another update is at work in this store ({holder}; lock {}); wait for it to end",
                path.display()
            ),
            Self::Damaged { path, message } => write!(f, "{}: {message}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// Why a fetch came to nothing.
#[derive(Debug)]
#[non_exhaustive]
pub enum Problem {
    /// The configuration or the environment lacks something.
    Setting(String),
    /// There is no way to the server: no name, no route, nobody listening.
    Offline {
        /// The address, secrets hidden.
        url: String,
        /// The cause.
        detail: String,
        /// Attempts made.
        attempts: u32,
    },
    /// The server was reached and did not deliver.
    Server {
        /// The address, secrets hidden.
        url: String,
        /// What it did.
        detail: String,
        /// Attempts made.
        attempts: u32,
    },
    /// The files of the set kept changing while they came in.
    Restless {
        /// The file that changed last.
        file: String,
        /// Attempts made.
        attempts: u32,
    },
    /// The store cannot be used.
    Store(StoreError),
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = |n: &u32| match n {
            1 => String::new(),
            n => format!(", after {n} attempts"),
        };
        match self {
            Self::Setting(message) => f.write_str(message),
            Self::Offline { url, detail, attempts } => {
                write!(f, "no network ({detail}){} at {url}", times(attempts))
            }
            Self::Server { url, detail, attempts } => {
                write!(f, "{detail}{} at {url}", times(attempts))
            }
            Self::Restless { file, attempts } => write!(
                f,
                "the files were changed at the publisher while they came in, {attempts} times over (last: {file}); run the update again later"
            ),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

/// Why a fetch came to nothing. The current release, if there is one, stays in use.
#[derive(Debug)]
pub struct FetchError {
    pub(crate) source: String,
    pub(crate) problem: Problem,
    pub(crate) current: String,
}

impl FetchError {
    /// The source.
    #[must_use]
    pub fn source_name(&self) -> &str {
        &self.source
    }

    /// The cause.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Whether there was no network at all.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        matches!(self.problem, Problem::Offline { .. })
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.source, self.problem, self.current)
    }
}

impl std::error::Error for FetchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Store(error) => Some(error),
            _ => None,
        }
    }
}
