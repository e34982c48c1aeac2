// SPDX-License-Identifier: Apache-2.0
//! Files of results, which appear whole or not at all.
//!
//! A result that stops in the middle looks like a result in which nobody else was found. What is
//! written goes to a file beside the one named and takes its name when all is written.

use crate::failure::Failure;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file of results that is being written.
pub(crate) struct Pending {
    /// Where it is written; `None` once it has its name, or where it is written in place.
    temporary: Option<PathBuf>,
    path: PathBuf,
}

impl Pending {
    /// Starts a file. What is no ordinary file, such as a pipe, is written in place.
    pub(crate) fn create(path: &Path) -> Result<(Self, Box<dyn Write>), Failure> {
        let problem = |error: io::Error| Failure::file(path, &error);
        if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
            let file = File::options().write(true).open(path).map_err(problem)?;
            return Ok((Self { temporary: None, path: path.to_owned() }, Box::new(file)));
        }
        // A link keeps pointing where it points.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let Some(name) = path.file_name() else {
            return Err(Failure::Message(format!("{}: names no file", path.display())));
        };
        let hidden = format!(".{}.{}.tmp", name.to_string_lossy(), std::process::id());
        let temporary = path.with_file_name(hidden);
        let file = File::create(&temporary).map_err(problem)?;
        Ok((Self { temporary: Some(temporary), path }, Box::new(file)))
    }

    /// Gives the file its name.
    pub(crate) fn keep(mut self) -> Result<(), Failure> {
        let Some(temporary) = &self.temporary else { return Ok(()) };
        fs::rename(temporary, &self.path).map_err(|error| Failure::file(&self.path, &error))?;
        self.temporary = None;
        Ok(())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            let _ = fs::remove_file(temporary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_kept_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hits.csv");
        fs::write(&path, "old").unwrap();
        let (pending, mut out) = Pending::create(&path).unwrap();
        out.write_all(b"half").unwrap();
        drop((out, pending));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        let (pending, mut out) = Pending::create(&path).unwrap();
        out.write_all(b"new").unwrap();
        drop(out);
        pending.keep().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
