// SPDX-License-Identifier: Apache-2.0
//! What the reader found, and what came of a fetch.

use crate::{StoredRelease, Tolerance, age};
use interdict_model::Release;
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;
use std::fmt;

/// What the caller's reader found in the files of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Records read.
    pub entities: u64,
    /// Records by schema.
    pub counts: BTreeMap<String, u64>,
    /// The day the publisher says it was made.
    pub published: Option<Date>,
    /// The publisher's version word.
    pub version: Option<String>,
    /// Defects by kind.
    pub defects: BTreeMap<String, u64>,
    /// What was lost, when not every record was read: such a release is refused.
    pub lost: Option<String>,
}

impl From<&Release> for Verified {
    fn from(release: &Release) -> Self {
        let lost: Vec<String> = release
            .defects
            .iter()
            .filter(|(kind, n)| kind.loses_a_record() && **n > 0)
            .map(|(kind, n)| format!("{n} {}", kind.as_str()))
            .collect();
        let first = release.samples.iter().find(|d| d.kind.loses_a_record());
        let first = first.map(|d| format!("; the first: {d}")).unwrap_or_default();
        Self {
            entities: release.total(),
            counts: release.counts.clone(),
            published: release.published,
            version: release.version.clone(),
            defects: release.defects.iter().map(|(k, n)| (k.as_str().to_owned(), *n)).collect(),
            lost: (!lost.is_empty()).then(|| format!("{}{first}", lost.join(", "))),
        }
    }
}

/// Why a publication that arrived was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// A file has more bytes than the configuration allows.
    TooLarge {
        /// The file.
        file: String,
        /// The limit in bytes.
        limit: u64,
        /// The length the publisher gave, if it did.
        said: Option<u64>,
    },
    /// A file is not what it should be.
    Content {
        /// The file.
        file: String,
        /// What it is instead.
        message: String,
    },
    /// A file's SHA-256 is not the expected one.
    Checksum {
        /// The file.
        file: String,
        /// The one given in the configuration or by the publisher.
        expected: String,
        /// The one of the bytes that came.
        found: String,
    },
    /// The reader could not read it whole.
    Unreadable(String),
    /// It holds no record.
    Empty,
    /// It is older than the current release. A recorded reason overrides.
    Older {
        /// Its date.
        new: Date,
        /// The date of the current release.
        current: Date,
    },
    /// Records vanished beyond the tolerance. A recorded reason overrides.
    Shrunk {
        /// Which classes of records, in words.
        classes: Vec<String>,
        /// The tolerance.
        tolerance: Tolerance,
    },
}

impl Refusal {
    /// Whether [`Options::override_reason`](crate::Options::override_reason) would let it pass.
    #[must_use]
    pub fn can_be_overridden(&self) -> bool {
        matches!(self, Self::Older { .. } | Self::Shrunk { .. })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { file, limit, said } => {
                write!(f, "{file} is larger than the limit of {limit} bytes")?;
                if let Some(said) = said {
                    write!(f, " (the publisher says {said})")?;
                }
                f.write_str("; raise max_bytes in the configuration if the list has grown so much")
            }
            Self::Content { file, message } => write!(f, "{file} {message}"),
            Self::Checksum { file, expected, found } => write!(
                f,
                "{file} has the SHA-256 {found}, expected {expected}: it was changed on the way, or the expected value is outdated"
            ),
            Self::Unreadable(why) => write!(f, "it cannot be read whole: {why}"),
            Self::Empty => {
                f.write_str("it holds no record at all; an empty list would clear everybody")
            }
            Self::Older { new, current } => write!(
                f,
                "it is of {new}, older than the current release of {current}; if the publisher went back on purpose, give a reason to override"
            ),
            Self::Shrunk { classes, tolerance } => write!(
                f,
                "it shrank beyond the tolerance of {tolerance}: {}; if the publisher delisted so many, give a reason to override",
                classes.join("; ")
            ),
        }
    }
}

/// How a publication was found to be the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Same {
    /// The publisher answered "not modified".
    NotModified,
    /// The bytes came and are the same.
    SameBytes,
    /// The bytes came and are the same; the stored copy had been damaged and was replaced.
    Restored,
}

/// What came of a fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// There is nothing newer.
    Unchanged {
        /// The current release.
        current: Box<StoredRelease>,
        /// How that was found.
        how: Same,
    },
    /// A newer release was taken and is now the current one.
    Updated {
        /// The one before, if there was one.
        old: Option<Box<StoredRelease>>,
        /// The new one.
        new: Box<StoredRelease>,
    },
    /// A publication came and was refused; the current release stays in use.
    Refused {
        /// The source.
        source: String,
        /// Why.
        why: Refusal,
        /// The current release, if there is one.
        current: Option<Box<StoredRelease>>,
    },
}

impl Outcome {
    /// The release in use after the fetch.
    #[must_use]
    pub fn in_use(&self) -> Option<&StoredRelease> {
        match self {
            Self::Unchanged { current, .. } => Some(current),
            Self::Updated { new, .. } => Some(new),
            Self::Refused { current, .. } => current.as_deref(),
        }
    }

    /// The outcome in one line, ages reckoned at `now`.
    #[must_use]
    pub fn sentence(&self, now: Timestamp) -> String {
        match self {
            Self::Unchanged { current, how } => {
                let how = match how {
                    Same::NotModified => "the publisher says so",
                    Same::SameBytes => "fetched again, the same bytes",
                    Same::Restored => "fetched again; the stored copy was damaged and is restored",
                };
                let m = &current.manifest;
                format!(
                    "{}: unchanged ({how}); {}, {} records, in use since it was fetched {}",
                    m.source,
                    current.label(),
                    m.entities,
                    age::ago(current.age(now).fetched)
                )
            }
            Self::Updated { old, new } => {
                let m = &new.manifest;
                let before = match old {
                    Some(old) => {
                        format!("{} records before, {}", old.manifest.entities, old.label())
                    }
                    None => "the first one stored".to_owned(),
                };
                let mut text = format!(
                    "{}: updated; {}, {} records ({before})",
                    m.source,
                    new.label(),
                    m.entities
                );
                if let Some(reason) = &new.override_reason {
                    text.push_str(&format!("; taken by override: {reason}"));
                }
                text
            }
            Self::Refused { source, why, current } => {
                let stays = stays(current.as_deref(), now);
                format!("{source}: REFUSED: {why}; {stays}")
            }
        }
    }
}

/// What stays in use, as the end of a message.
pub(crate) fn stays(current: Option<&StoredRelease>, now: Timestamp) -> String {
    match current {
        Some(c) => {
            format!("the current {} was {} and stays in use", c.label(), c.age(now))
        }
        None => "there is no release of this source yet, so it is NOT screened against".to_owned(),
    }
}
