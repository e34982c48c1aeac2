// SPDX-License-Identifier: Apache-2.0
//! The releases kept on disk, for reading.
//!
//! ```text
//! STORE/
//!   lock                     held while an update writes
//!   un/
//!     current                which release is current and which ones were (JSON)
//!     <digest>/              one release, never changed once it is here
//!       manifest.json        where each byte came from and what was read
//!       consolidated.xml     the files as published
//!     refused/               the last publication that was refused, and why.txt
//!     stage/                 a publication that is coming in
//! ```
//!
//! A release comes in under `stage`, is proved there, renamed to its digest, and becomes current
//! when `current` is replaced – by one rename, so that a reader sees the old release or the new one
//! and never a mixture. Readers take no lock.

use crate::manifest::{self, Manifest};
use crate::pointer::{self, Pointer, Term};
use crate::{Age, StoreError, config_read};
use jiff::Timestamp;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A folder of downloaded releases.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

/// A release in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRelease {
    /// What was recorded when it was taken.
    pub manifest: Manifest,
    /// Its folder.
    pub dir: PathBuf,
    /// Since when it is (or was) the current one.
    pub since: Timestamp,
    /// When the publisher last confirmed it.
    pub checked: Timestamp,
    /// Why it was taken against the rules, if it was.
    pub override_reason: Option<String>,
}

/// A stretch of time during which one release was the current one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The release's digest.
    pub digest: String,
    /// Its first moment.
    pub since: Timestamp,
    /// When its successor took over; `None` for the current one.
    pub until: Option<Timestamp>,
    /// Why it was taken against the rules, if it was.
    pub override_reason: Option<String>,
    /// The release, unless it was pruned.
    pub release: Option<StoredRelease>,
}

impl Store {
    /// A store at a folder, which need not exist yet: the first update makes it.
    ///
    /// # Errors
    /// When something else than a folder is there.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let root = root.into();
        match fs::metadata(&root) {
            Ok(meta) if !meta.is_dir() => {
                let message = "is not a folder; name the folder of the store, or a new one";
                Err(StoreError::damaged(root, message))
            }
            Ok(_) => Ok(Self { root }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self { root }),
            Err(error) => Err(StoreError::io("open", root, error)),
        }
    }

    /// Its folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn source_dir(&self, source: &str) -> PathBuf {
        self.root.join(source)
    }

    /// The sources that have a release, by name.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn sources(&self) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        for name in list(&self.root)? {
            if config_read::is_source_name(&name)
                && self.source_dir(&name).is_dir()
                && self.current(&name)?.is_some()
            {
                found.push(name);
            }
        }
        Ok(found)
    }

    /// The current release of a source, if it has one.
    ///
    /// The files are not re-read; see [`StoredRelease::damage`].
    ///
    /// # Errors
    /// When the store cannot be read or is damaged.
    pub fn current(&self, source: &str) -> Result<Option<StoredRelease>, StoreError> {
        let pointer = self.pointer(source)?;
        let Some(term) = pointer.as_ref().and_then(Pointer::current) else { return Ok(None) };
        match self.stored(source, term)? {
            Some(release) => Ok(Some(release)),
            None => Err(StoreError::damaged(
                self.source_dir(source).join(&term.digest),
                "the current release is gone from the store; restore the folder from a backup, or remove the source's folder and update, which gives up its history",
            )),
        }
    }

    /// When which release of a source was the current one, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read or is damaged.
    pub fn history(&self, source: &str) -> Result<Vec<Tenure>, StoreError> {
        let terms = self.pointer(source)?.unwrap_or_default().terms;
        let tenure = |term: Term| {
            let release = self.stored(source, &term)?;
            let Term { digest, since, until, override_reason, .. } = term;
            Ok(Tenure { digest, since, until, override_reason, release })
        };
        terms.into_iter().map(tenure).collect()
    }

    /// How old the current release of a source is; `None` without one.
    ///
    /// # Errors
    /// When the store cannot be read or is damaged.
    pub fn age(&self, source: &str, now: Timestamp) -> Result<Option<Age>, StoreError> {
        Ok(self.current(source)?.map(|release| release.age(now)))
    }

    /// The ages of all current releases, by source.
    ///
    /// # Errors
    /// When the store cannot be read or is damaged.
    pub fn ages(&self, now: Timestamp) -> Result<Vec<(String, Age)>, StoreError> {
        let mut ages = Vec::new();
        for source in self.sources()? {
            if let Some(age) = self.age(&source, now)? {
                ages.push((source, age));
            }
        }
        Ok(ages)
    }

    /// The pointer of a source; `None` when nothing was ever stored for it.
    pub(crate) fn pointer(&self, source: &str) -> Result<Option<Pointer>, StoreError> {
        if !config_read::is_source_name(source) {
            let message = format!("{source:?} cannot be the name of a source");
            return Err(StoreError::damaged(&self.root, message));
        }
        let dir = self.source_dir(source);
        let path = dir.join(pointer::FILE);
        match read_text(&path)? {
            Some(text) => match Pointer::from_json(&text) {
                Ok(pointer) => Ok(Some(pointer)),
                Err(why) => Err(StoreError::damaged(
                    path,
                    format!(
                        "{why}; restore the file from a backup, or remove the source's folder and update, which gives up its history"
                    ),
                )),
            },
            // The pointer is written before the first release, so releases without one mean damage.
            None if list(&dir)?.iter().any(|name| pointer::is_digest(name)) => {
                Err(StoreError::damaged(
                    path,
                    "is missing although releases are stored; restore the file from a backup, or remove the source's folder and update, which gives up its history",
                ))
            }
            None => Ok(None),
        }
    }

    pub(crate) fn stored(
        &self,
        source: &str,
        term: &Term,
    ) -> Result<Option<StoredRelease>, StoreError> {
        let dir = self.source_dir(source).join(&term.digest);
        let path = dir.join(manifest::FILE);
        let Some(text) = read_text(&path)? else { return Ok(None) };
        let manifest = Manifest::from_json(&text)
            .and_then(|m| {
                let fits = m.source == source
                    && m.digest == term.digest
                    && manifest::release_digest(&m.files) == m.digest;
                if fits { Ok(m) } else { Err("does not describe this release".to_owned()) }
            })
            .map_err(|why| {
                let todo = "restore the release's folder from a backup";
                StoreError::damaged(path, format!("{why}; {todo}"))
            })?;
        Ok(Some(StoredRelease {
            manifest,
            dir,
            since: term.since,
            checked: term.checked,
            override_reason: term.override_reason.clone(),
        }))
    }
}

impl StoredRelease {
    /// Its files, in the order in which the reader wants them.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        self.manifest.files.iter().map(|f| self.dir.join(&f.name)).collect()
    }

    /// What to call it: "release of 2026-02-27", or by the start of its digest when the publisher
    /// prints no date.
    #[must_use]
    pub fn label(&self) -> String {
        match self.manifest.published {
            Some(date) => format!("release of {date}"),
            None => {
                let digest = &self.manifest.digest;
                format!("release {}", digest.get(..12).unwrap_or(digest))
            }
        }
    }

    /// How old it is.
    #[must_use]
    pub fn age(&self, now: Timestamp) -> Age {
        Age::between(self.since, self.checked, now)
    }

    /// Reads every file again and says what is wrong with the first that is not as it was stored;
    /// `None` when all is well.
    #[must_use]
    pub fn damage(&self) -> Option<String> {
        self.manifest.files.iter().find_map(|file| {
            let wrong = match digest_of(&self.dir.join(&file.name)) {
                Ok((bytes, digest)) if bytes == file.bytes && digest == file.blake3 => return None,
                Ok((bytes, _)) if bytes != file.bytes => {
                    format!("has {bytes} bytes instead of {}", file.bytes)
                }
                Ok(_) => "has other bytes than were stored".to_owned(),
                Err(error) => format!("cannot be read: {error}"),
            };
            Some(format!("{} {wrong}", file.name))
        })
    }
}

fn digest_of(path: &Path) -> io::Result<(u64, String)> {
    let mut file = fs::File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0_u8; 1 << 16];
    let mut total = 0_u64;
    loop {
        let n = file.read(&mut buffer)?;
        if n == 0 {
            return Ok((total, hasher.finalize().to_hex().to_string()));
        }
        hasher.update(buffer.get(..n).unwrap_or_default());
        total = total.saturating_add(n as u64);
    }
}

/// A text file; `None` when there is none.
fn read_text(path: &Path) -> Result<Option<String>, StoreError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("read", path, error)),
    }
}

/// The names in a folder, sorted; none when there is no folder. Names that are not Unicode are none
/// of ours.
pub(crate) fn list(dir: &Path) -> Result<Vec<String>, StoreError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::io("list", dir, error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| StoreError::io("list", dir, error))?;
        if let Ok(name) = entry.file_name().into_string() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
