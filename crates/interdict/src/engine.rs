// SPDX-License-Identifier: Apache-2.0
//! One opened index and the way to ask it.

use crate::Error;
use interdict_model::{Entity, Hit, Party};
use interdict_screen::{Index, IndexBuilder, IndexError, Options, Searcher};
use std::io::Cursor;
use std::path::Path;

/// An opened index. Shared between threads; each thread asks through its own [`Searcher`].
#[derive(Debug)]
pub struct Engine {
    index: Index,
}

impl Engine {
    /// Opens an index file.
    ///
    /// # Errors
    /// When it cannot be read, or is of another version, cut or damaged.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let index =
            Index::open(path).map_err(|error| Error::Index { path: path.to_owned(), error })?;
        Ok(Self { index })
    }

    /// The designations of the 1718 (DPRK) regime that the program carries.
    ///
    /// # Errors
    /// When the data the program carries is malformed; tests see to it that it is not.
    pub fn embedded() -> Result<Self, Error> {
        let mut entities: Vec<Entity> = Vec::new();
        let release = interdict_lists::embedded::read(&mut |entity| entities.push(entity))
            .map_err(|error| Error::Source(error.to_string()))?;
        let mut bytes = Cursor::new(Vec::new());
        let mut builder = IndexBuilder::new(&mut bytes)?;
        for entity in &entities {
            builder.add(entity)?;
        }
        builder.end_release(release);
        builder.finish()?;
        Ok(Self { index: Index::from_bytes(bytes.into_inner())? })
    }

    /// The index.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The index itself, when nothing more is to be asked of it.
    #[must_use]
    pub fn into_index(self) -> Index {
        self.index
    }

    /// A searcher for one thread.
    #[must_use]
    pub fn searcher(&self) -> Searcher<'_> {
        Searcher::new(&self.index)
    }

    /// Screens one party. For many, keep a [`Searcher`]: it remembers what it learnt.
    ///
    /// # Errors
    /// When a record of the index cannot be read.
    pub fn screen(&self, party: &Party, options: &Options) -> Result<Vec<Hit>, IndexError> {
        self.searcher().screen(party, options)
    }
}
