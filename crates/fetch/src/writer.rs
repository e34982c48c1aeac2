// SPDX-License-Identifier: Apache-2.0
//! The one writer of a store: locks it, stages what comes in, and switches.

use crate::manifest::{self, Manifest};
use crate::pointer::{self, Pointer, Term, Validator};
use crate::store::list;
use crate::{Store, StoreError, StoredRelease};
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

const LOCK: &str = "lock";
const STAGE: &str = "stage";
const REFUSED: &str = "refused";

/// The right to write to a store. The system frees it when the process ends, however it ends, so
/// that no stale lock is possible.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    pub(crate) fn take(store: &Store) -> Result<Self, StoreError> {
        let root = store.root();
        fs::create_dir_all(root).map_err(|e| StoreError::io("make the folder", root, e))?;
        let path = root.join(LOCK);
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(&path).map_err(|e| StoreError::io("open", &path, e))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Where a locked file cannot be read, the holder stays unknown.
                let read = file.take(200).read_to_string(&mut holder);
                let holder = match (read, holder.trim()) {
                    (Ok(_), known) if !known.is_empty() => known.to_owned(),
                    _ => "process unknown".to_owned(),
                };
                return Err(StoreError::Busy { path, holder });
            }
            Err(TryLockError::Error(e)) => return Err(StoreError::io("lock", &path, e)),
        }
        let note = format!("process {}\n", std::process::id());
        let written = file.set_len(0).and_then(|()| file.write_all(note.as_bytes()));
        written.map_err(|e| StoreError::io("write", &path, e))?;
        Ok(Self { _file: file })
    }
}

/// One source under the lock.
#[derive(Debug)]
pub(crate) struct Desk<'a> {
    store: &'a Store,
    source: String,
    dir: PathBuf,
    pub(crate) pointer: Pointer,
    _lock: &'a Lock,
}

impl<'a> Desk<'a> {
    /// Opens a source for writing and clears away what an interrupted update left.
    pub(crate) fn open(store: &'a Store, lock: &'a Lock, source: &str) -> Result<Self, StoreError> {
        let found = store.pointer(source)?;
        let dir = store.source_dir(source);
        fs::create_dir_all(&dir).map_err(|e| StoreError::io("make the folder", &dir, e))?;
        let fresh = found.is_none();
        let pointer = found.unwrap_or_default();
        let desk = Self { store, source: source.to_owned(), dir, pointer, _lock: lock };
        if fresh {
            desk.write_pointer(&desk.pointer)?;
        }
        desk.clear_leftovers()?;
        Ok(desk)
    }

    pub(crate) fn current(&self) -> Result<Option<StoredRelease>, StoreError> {
        self.store.current(&self.source)
    }

    /// An empty folder for what comes in.
    pub(crate) fn stage(&self) -> Result<PathBuf, StoreError> {
        let stage = self.dir.join(STAGE);
        remove(&stage)?;
        fs::create_dir(&stage).map_err(|e| StoreError::io("make the folder", &stage, e))?;
        Ok(stage)
    }

    /// Throws away what came in.
    pub(crate) fn discard(&self) -> Result<(), StoreError> {
        remove(&self.dir.join(STAGE))
    }

    /// Keeps what came in for inspection, in place of what was refused before.
    pub(crate) fn keep_refused(&self, why: &str) -> Result<(), StoreError> {
        let (stage, refused) = (self.dir.join(STAGE), self.dir.join(REFUSED));
        remove(&refused)?;
        let note = stage.join("why.txt");
        fs::write(&note, format!("{why}\n")).map_err(|e| StoreError::io("write", &note, e))?;
        fs::rename(&stage, &refused).map_err(|e| StoreError::io("rename", &stage, e))
    }

    /// Records that the publisher confirmed the current release.
    pub(crate) fn confirm(
        &mut self,
        now: Timestamp,
        validators: Vec<Validator>,
    ) -> Result<(), StoreError> {
        let mut pointer = self.pointer.clone();
        if let Some(term) = pointer.terms.last_mut() {
            term.checked = now;
        }
        pointer.validators = validators;
        self.write_pointer(&pointer)?;
        self.pointer = pointer;
        Ok(())
    }

    /// Puts the staged files in the place of a damaged copy of the current release.
    pub(crate) fn restore(&self, current: &StoredRelease) -> Result<(), StoreError> {
        let stage = self.dir.join(STAGE);
        for file in &current.manifest.files {
            let (from, to) = (stage.join(&file.name), current.dir.join(&file.name));
            fs::rename(&from, &to).map_err(|e| StoreError::io("rename", &from, e))?;
        }
        sync_dir(&current.dir)?;
        self.discard()
    }

    /// Makes the staged files the current release: manifest, rename, and the one atomic switch.
    pub(crate) fn commit(
        &mut self,
        manifest: &Manifest,
        validators: Vec<Validator>,
    ) -> Result<StoredRelease, StoreError> {
        let (stage, home) = (self.dir.join(STAGE), self.dir.join(&manifest.digest));
        write_whole(&stage.join(manifest::FILE), &manifest.to_json())?;
        sync_dir(&stage)?;
        let term = Term {
            digest: manifest.digest.clone(),
            since: manifest.fetched,
            checked: manifest.fetched,
            until: None,
            override_reason: manifest.override_reason.clone(),
        };
        // A release that comes back after another one keeps its first manifest, if it is intact.
        let kept = self.store.stored(&self.source, &term).ok().flatten();
        if kept.is_some_and(|release| release.damage().is_none()) {
            self.discard()?;
        } else {
            remove(&home)?;
            fs::rename(&stage, &home).map_err(|e| StoreError::io("rename", &stage, e))?;
            sync_dir(&self.dir)?;
        }
        let mut pointer = self.pointer.clone();
        if let Some(last) = pointer.terms.last_mut() {
            last.until = Some(manifest.fetched);
        }
        pointer.terms.push(term.clone());
        pointer.validators = validators;
        self.write_pointer(&pointer)?;
        self.pointer = pointer;
        self.store.stored(&self.source, &term)?.ok_or_else(|| {
            StoreError::damaged(
                home,
                "vanished while it was stored; look for another program that writes here",
            )
        })
    }

    fn write_pointer(&self, pointer: &Pointer) -> Result<(), StoreError> {
        let path = self.dir.join(pointer::FILE);
        let temporary = self.dir.join("current.new");
        write_whole(&temporary, &pointer.to_json())?;
        fs::rename(&temporary, &path).map_err(|e| StoreError::io("replace", &path, e))?;
        sync_dir(&self.dir)
    }

    /// Removes a stage, an unfinished pointer, and releases that never became current.
    fn clear_leftovers(&self) -> Result<(), StoreError> {
        let known: BTreeSet<&str> = self.pointer.terms.iter().map(|t| t.digest.as_str()).collect();
        for name in list(&self.dir)? {
            let orphan = pointer::is_digest(&name) && !known.contains(name.as_str());
            if orphan || name == STAGE || name == "current.new" {
                remove(&self.dir.join(name))?;
            }
        }
        Ok(())
    }
}

impl Store {
    /// Removes the releases of a source except the current one and the `keep` latest before it.
    /// Their terms stay in the history. Gives the digests removed, oldest first.
    ///
    /// # Errors
    /// When the store is busy, damaged or cannot be written.
    pub fn prune(&self, source: &str, keep: usize) -> Result<Vec<String>, StoreError> {
        if self.pointer(source)?.is_none() {
            return Ok(Vec::new());
        }
        let lock = Lock::take(self)?;
        let desk = Desk::open(self, &lock, source)?;
        let mut kept = BTreeSet::new();
        for term in desk.pointer.terms.iter().rev() {
            if kept.len() <= keep {
                kept.insert(term.digest.as_str());
            }
        }
        let mut removed: Vec<String> = Vec::new();
        for Term { digest, .. } in &desk.pointer.terms {
            let dir = desk.dir.join(digest);
            if !kept.contains(digest.as_str()) && !removed.contains(digest) && dir.is_dir() {
                remove(&dir)?;
                removed.push(digest.clone());
            }
        }
        Ok(removed)
    }
}

/// Writes a file and waits for the disk.
fn write_whole(path: &Path, text: &str) -> Result<(), StoreError> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|error| StoreError::io("write", path, error))
}

/// Waits until the disk has the names in a folder. Only Unix systems know that.
fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        let synced = File::open(dir).and_then(|d| d.sync_all());
        synced.map_err(|error| StoreError::io("sync", dir, error))?;
    }
    Ok(())
}

/// Removes a file or a folder, if it is there.
fn remove(path: &Path) -> Result<(), StoreError> {
    let removed = match fs::symlink_metadata(path) {
        Err(error) => Err(error),
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::io("remove", path, error))
        }
        _ => Ok(()),
    }
}
