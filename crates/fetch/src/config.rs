// SPDX-License-Identifier: Apache-2.0
//! Which publications are fetched, from where, and what they must look like.

use crate::Content;
use crate::config_read;
use interdict_model::SourceKind;
use std::fmt;

/// The default configuration, with comments, as a user may save and edit it.
const DEFAULT: &str = include_str!("../data/sources.toml");

/// Where a file is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// At a fixed address. `$NAME` in it stands for an environment variable.
    Url(String),
    /// Behind a link on a page, for publishers who put a date into the name of the file.
    Link {
        /// The address of the page.
        page: String,
        /// The file name that the link ends in, with one `*` ("list*.xlsx"). Of several, the one
        /// that sorts last is taken, so that the latest of `list20260305.xlsx`,
        /// `list20260411.xlsx` is.
        pattern: String,
    },
}

impl Address {
    /// The address asked first.
    #[must_use]
    pub fn url(&self) -> &str {
        match self {
            Self::Url(url) | Self::Link { page: url, .. } => url,
        }
    }
}

/// One file of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteFile {
    /// The name it is stored under.
    pub name: String,
    /// Where it is found.
    pub address: Address,
    /// Whether the address was confirmed, and by what. For people.
    pub address_status: Option<String>,
    /// The publisher's name of the format. For people.
    pub format: Option<String>,
    /// What its bytes must look like.
    pub content: Content,
    /// Its SHA-256 in lower-case hexadecimal, for a file that is pinned.
    pub sha256: Option<String>,
    /// Where the publisher prints its SHA-256.
    pub checksum_url: Option<String>,
    /// The most bytes it may have, after decompression.
    pub max_bytes: u64,
}

/// One publication: a set of files that are taken together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name on the command line and in the store.
    pub name: String,
    /// Which reader understands it.
    pub kind: SourceKind,
    /// The publisher's title.
    pub title: String,
    /// Whether it is fetched when no source is named.
    pub enabled: bool,
    /// Days without a confirmation by the publisher after which it is outdated.
    pub max_age_days: u32,
    /// Headers sent to the origin of each address, never to another one it redirects to. `$NAME`
    /// in a value stands for an environment variable.
    pub headers: Vec<(String, String)>,
    /// Whether plain http is allowed for addresses beyond this machine.
    pub allow_http: bool,
    /// Its files, in the order in which the reader wants them.
    pub files: Vec<RemoteFile>,
}

/// The sources, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The sources.
    pub sources: Vec<Source>,
}

impl Config {
    /// The default configuration as text, to be written out and edited.
    #[must_use]
    pub fn default_text() -> &'static str {
        DEFAULT
    }

    /// Reads a configuration. `file` is the name that errors give.
    ///
    /// # Errors
    /// Everything that is wrong with it, at once.
    pub fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        config_read::read(file, text)
    }

    /// The source of a name.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|s| s.name == name)
    }
}

impl Default for Config {
    /// The configuration that the program carries. A test proves that it parses.
    fn default() -> Self {
        Self::parse("sources.toml", DEFAULT).unwrap_or(Self { sources: Vec::new() })
    }
}

/// One thing wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigDefect {
    /// The file as named by the caller.
    pub file: String,
    /// The line, counted from 1; 0 when unknown.
    pub line: usize,
    /// The field.
    pub field: String,
    /// The value as written, if there is one.
    pub value: String,
    /// What was expected.
    pub message: String,
}

impl fmt::Display for ConfigDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if !self.field.is_empty() {
            write!(f, "{}", self.field)?;
            if !self.value.is_empty() {
                write!(f, " = {}", self.value)?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.message)
    }
}

/// Everything that is wrong with a configuration; at least one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The defects, in the order of the file.
    pub defects: Vec<ConfigDefect>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, defect) in self.defects.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{defect}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}
