// SPDX-License-Identifier: Apache-2.0
//! The bytes of an index: a file mapped into memory, or bytes the program holds itself.

use memmap2::Mmap;
use std::fs::File;
use std::io;
use std::path::Path;

/// Bytes that outlive the index.
pub(crate) enum Bytes {
    Mapped(Mmap),
    Owned(Vec<u8>),
}

impl Bytes {
    /// Maps a file.
    #[allow(unsafe_code, reason = "mapping a file is unsafe by its nature; see SAFETY")]
    pub(crate) fn map(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        // SAFETY: the map is only sound while nobody truncates or rewrites the file. An index is
        // immutable by contract: it is written under a temporary name, renamed into place and
        // never opened for writing again by this program; replacing one renames a new file over
        // it, which leaves the mapped inode as it was. All reads go through checked slices, and
        // the checksums were taken from this very map.
        let map = unsafe { Mmap::map(&file)? };
        Ok(Self::Mapped(map))
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        match self {
            Self::Mapped(map) => map,
            Self::Owned(bytes) => bytes,
        }
    }
}
