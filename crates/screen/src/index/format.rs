// SPDX-License-Identifier: Apache-2.0
//! The file of an index: a head, a table of sections with their checksums, the sections, a tail.
//!
//! ```text
//! head      64 bytes   magic, format version, section count, file length, checksum of head+table
//! table     64 bytes a section: kind, offset, length, XXH3-128, first 16 bytes of BLAKE3
//! sections  in the order of the table, each at the next multiple of 8, zeroes between them
//! ```
//! All numbers are little-endian. The digest that names an index is the BLAKE3 of its head and
//! table, which cover every section by its own BLAKE3. Opening checks the XXH3 of every section:
//! a flipped bit, a missing tail or a foreign version is refused with its reason.

use super::parallel;
use std::fmt;
use std::io::{self, Seek, SeekFrom, Write};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

/// First bytes of every index file.
const MAGIC: &[u8; 16] = b"interdict index\n";
/// The format this version writes and the only one it reads.
pub const FORMAT_VERSION: u32 = 1;
const HEAD: usize = 64;
const ENTRY: usize = 64;

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Section {
    /// Releases, vocabulary and counts.
    Meta = 1,
    /// Whole records, one after the other.
    Records = 2,
    /// Start of each record (`u64`), and the end.
    RecordStarts = 3,
    /// Hashes of ids with their records, sorted (`u64`, `u32` apart).
    IdHashes = 4,
    IdRecords = 5,
    /// Links that point at a record: start per record, then sources and properties.
    InverseStarts = 6,
    InverseLinks = 7,
    /// Distinct forms: starts (`u32`) and text.
    FormStarts = 8,
    FormText = 9,
    /// Hash table of forms.
    FormTable = 10,
    /// Deletion neighbourhood: bucket starts and forms.
    NeighbourStarts = 11,
    Neighbours = 12,
    /// Names: fixed entries.
    Names = 13,
    /// Slots of names: fixed entries.
    Slots = 14,
    /// Forms of slots.
    SlotForms = 15,
    /// Names by form: two lists a form, of names in which its slot tells one bearer from another
    /// and of those in which it does not; each entry a name's number above one flag.
    PostingStarts = 16,
    Postings = 17,
    /// Fixed attributes per record, then its dates and countries.
    Attributes = 18,
    Dates = 19,
    Countries = 20,
    /// Identifier hashes with their records, sorted.
    IdentifierHashes = 21,
    IdentifierRecords = 22,
    /// First name of each record.
    NameStarts = 23,
}

impl Section {
    pub(crate) const ALL: [Self; 23] = [
        Self::Meta,
        Self::Records,
        Self::RecordStarts,
        Self::IdHashes,
        Self::IdRecords,
        Self::InverseStarts,
        Self::InverseLinks,
        Self::FormStarts,
        Self::FormText,
        Self::FormTable,
        Self::NeighbourStarts,
        Self::Neighbours,
        Self::Names,
        Self::Slots,
        Self::SlotForms,
        Self::PostingStarts,
        Self::Postings,
        Self::Attributes,
        Self::Dates,
        Self::Countries,
        Self::IdentifierHashes,
        Self::IdentifierRecords,
        Self::NameStarts,
    ];
}

/// Why a file is not used as an index.
#[derive(Debug)]
pub enum IndexError {
    /// It could not be read or written.
    Io(io::Error),
    /// It is no index at all.
    NotAnIndex,
    /// It was written by another version of the format.
    Version {
        /// The version found.
        found: u32,
    },
    /// It is shorter or longer than its head says.
    Length {
        /// Bytes it should have.
        expected: u64,
        /// Bytes it has.
        found: u64,
    },
    /// A checksum does not match: bytes were changed.
    Checksum {
        /// Which part.
        part: String,
    },
    /// A part does not have the shape this version writes.
    Shape {
        /// Which part, and how.
        part: String,
    },
    /// It would be larger than the format can hold.
    TooLarge {
        /// What there is too much of.
        what: &'static str,
    },
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "the index cannot be read or written: {error}"),
            Self::NotAnIndex => {
                f.write_str("not an interdict index; build one with `interdict build`")
            }
            Self::Version { found } => write!(
                f,
                "index format {found}, this version reads format {FORMAT_VERSION}; build it again with `interdict build`"
            ),
            Self::Length { expected, found } => write!(
                f,
                "the index should have {expected} bytes and has {found}: it is cut or was added to; build or copy it again"
            ),
            Self::Checksum { part } => {
                write!(
                    f,
                    "the checksum of the {part} does not match: the index is damaged; build or copy it again"
                )
            }
            Self::Shape { part } => write!(f, "the {part} is malformed; build the index again"),
            Self::TooLarge { what } => {
                write!(f, "too many {what} for one index; split the sources over several")
            }
        }
    }
}

impl std::error::Error for IndexError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for IndexError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Place and checksums of a section.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    kind: u32,
    offset: u64,
    length: u64,
    xxh3: u128,
    blake3: [u8; 16],
}

/// Writes sections one after the other, then the head and the table.
pub(crate) struct Writer<W: Write + Seek> {
    out: W,
    at: u64,
    entries: Vec<Entry>,
    open: Option<(Entry, Box<Xxh3>, Box<blake3::Hasher>)>,
}

impl<W: Write + Seek> Writer<W> {
    pub(crate) fn new(mut out: W) -> io::Result<Self> {
        let reserved = HEAD + ENTRY * Section::ALL.len();
        out.write_all(&vec![0; reserved])?;
        Ok(Self { out, at: reserved as u64, entries: Vec::new(), open: None })
    }

    pub(crate) fn begin(&mut self, section: Section) -> io::Result<()> {
        self.end()?;
        let padding = (8 - self.at % 8) % 8;
        self.out.write_all(&[0; 8][..usize::try_from(padding).unwrap_or(0)])?;
        self.at += padding;
        let entry = Entry { kind: section as u32, offset: self.at, ..Entry::default() };
        self.open = Some((entry, Box::default(), Box::default()));
        Ok(())
    }

    pub(crate) fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some((entry, xxh3, blake3)) = &mut self.open {
            entry.length += bytes.len() as u64;
            xxh3.update(bytes);
            blake3.update(bytes);
        }
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    fn end(&mut self) -> io::Result<()> {
        if let Some((mut entry, xxh3, blake3)) = self.open.take() {
            entry.xxh3 = xxh3.digest128();
            entry.blake3.copy_from_slice(&blake3.finalize().as_bytes()[..16]);
            self.entries.push(entry);
        }
        Ok(())
    }

    pub(crate) fn section(&mut self, section: Section, bytes: &[u8]) -> io::Result<()> {
        self.begin(section)?;
        self.put(bytes)
    }

    pub(crate) fn u32s(
        &mut self,
        section: Section,
        values: impl IntoIterator<Item = u32>,
    ) -> io::Result<()> {
        self.begin(section)?;
        let mut buffer = Vec::with_capacity(1 << 16);
        for value in values {
            buffer.extend_from_slice(&value.to_le_bytes());
            if buffer.len() >= 1 << 16 {
                self.put(&buffer)?;
                buffer.clear();
            }
        }
        self.put(&buffer)
    }

    pub(crate) fn u64s(
        &mut self,
        section: Section,
        values: impl IntoIterator<Item = u64>,
    ) -> io::Result<()> {
        self.begin(section)?;
        let mut buffer = Vec::with_capacity(1 << 16);
        for value in values {
            buffer.extend_from_slice(&value.to_le_bytes());
            if buffer.len() >= 1 << 16 {
                self.put(&buffer)?;
                buffer.clear();
            }
        }
        self.put(&buffer)
    }

    /// Writes head and table; the digest that names the index is returned.
    pub(crate) fn finish(mut self) -> io::Result<String> {
        self.end()?;
        let mut table = Vec::with_capacity(ENTRY * self.entries.len());
        for entry in &self.entries {
            table.extend_from_slice(&entry.kind.to_le_bytes());
            table.extend_from_slice(&[0; 4]);
            table.extend_from_slice(&entry.offset.to_le_bytes());
            table.extend_from_slice(&entry.length.to_le_bytes());
            table.extend_from_slice(&entry.xxh3.to_le_bytes());
            table.extend_from_slice(&entry.blake3);
            table.extend_from_slice(&[0; 8]);
        }
        let mut head = Vec::with_capacity(HEAD);
        head.extend_from_slice(MAGIC);
        head.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
        head.extend_from_slice(&u32::try_from(self.entries.len()).unwrap_or(0).to_le_bytes());
        head.extend_from_slice(&self.at.to_le_bytes());
        head.extend_from_slice(&[0; 24]);
        let checksum = xxh3_64(&[head.as_slice(), table.as_slice()].concat());
        let digest = blake3::hash(&[head.as_slice(), table.as_slice()].concat());
        head.extend_from_slice(&checksum.to_le_bytes());
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&head)?;
        self.out.write_all(&table)?;
        self.out.flush()?;
        Ok(digest.to_hex().to_string())
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// The sections of a file and its digest, checked.
pub(crate) struct Layout {
    entries: Vec<Entry>,
    pub(crate) digest: String,
}

impl Layout {
    /// Checks head, table, length and every section's checksum.
    pub(crate) fn check(bytes: &[u8]) -> Result<Self, IndexError> {
        if bytes.get(..MAGIC.len()) != Some(MAGIC) {
            return Err(IndexError::NotAnIndex);
        }
        let short = || IndexError::Length { expected: HEAD as u64, found: bytes.len() as u64 };
        let version = u32_at(bytes, 16).ok_or_else(short)?;
        if version != FORMAT_VERSION {
            return Err(IndexError::Version { found: version });
        }
        let count = u32_at(bytes, 20).ok_or_else(short)? as usize;
        let length = u64_at(bytes, 24).ok_or_else(short)?;
        if length != bytes.len() as u64 {
            return Err(IndexError::Length { expected: length, found: bytes.len() as u64 });
        }
        let head = bytes.get(..56).ok_or_else(short)?;
        let checksum = u64_at(bytes, 56).ok_or_else(short)?;
        let damaged = || IndexError::Checksum { part: "head".to_owned() };
        if count > 64 {
            return Err(damaged());
        }
        let table = bytes.get(HEAD..HEAD + ENTRY * count).ok_or_else(damaged)?;
        let covered = [head, table].concat();
        if xxh3_64(&covered) != checksum {
            return Err(damaged());
        }
        let mut entries = Vec::with_capacity(count);
        for row in table.chunks_exact(ENTRY) {
            let mut entry = Entry {
                kind: u32_at(row, 0).ok_or_else(damaged)?,
                offset: u64_at(row, 8).ok_or_else(damaged)?,
                length: u64_at(row, 16).ok_or_else(damaged)?,
                ..Entry::default()
            };
            let low = u64_at(row, 24).ok_or_else(damaged)?;
            let high = u64_at(row, 32).ok_or_else(damaged)?;
            entry.xxh3 = (u128::from(high) << 64) | u128::from(low);
            entries.push(entry);
        }
        let layout = Self { entries, digest: blake3::hash(&covered).to_hex().to_string() };
        layout.check_places(bytes)?;
        layout.check_sections(bytes)?;
        Ok(layout)
    }

    /// Every byte belongs to the head, the table, one section, or is a zero before one: nothing is
    /// outside the checksums and nothing counts twice.
    fn check_places(&self, bytes: &[u8]) -> Result<(), IndexError> {
        let malformed = || IndexError::Shape { part: "table of sections".to_owned() };
        if self.entries.len() != Section::ALL.len() {
            return Err(malformed());
        }
        let mut end = (HEAD + ENTRY * self.entries.len()) as u64;
        for entry in &self.entries {
            let start = end.checked_next_multiple_of(8).ok_or_else(malformed)?;
            if entry.offset != start {
                return Err(malformed());
            }
            let between = Entry { offset: end, length: start - end, ..Entry::default() };
            if slice(bytes, &between).ok_or_else(malformed)?.iter().any(|b| *b != 0) {
                let part = format!("space before the {}", section_name(entry.kind));
                return Err(IndexError::Checksum { part });
            }
            end = start.checked_add(entry.length).ok_or_else(malformed)?;
        }
        if end == bytes.len() as u64 { Ok(()) } else { Err(malformed()) }
    }

    /// Hashes the sections, the largest first.
    fn check_sections(&self, bytes: &[u8]) -> Result<(), IndexError> {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.length));
        parallel::all(entries.len(), bytes.len(), |n| {
            let Some(entry) = entries.get(n) else { return Ok(()) };
            let part = || IndexError::Checksum { part: section_name(entry.kind) };
            let data = slice(bytes, entry).ok_or_else(part)?;
            if xxh3_128(data) == entry.xxh3 { Ok(()) } else { Err(part()) }
        })
    }

    /// Byte range of a section.
    pub(crate) fn range(&self, section: Section) -> Result<std::ops::Range<usize>, IndexError> {
        let entry = self.entries.iter().find(|e| e.kind == section as u32).ok_or_else(|| {
            IndexError::Shape { part: format!("{} section", section_name(section as u32)) }
        })?;
        let start = usize::try_from(entry.offset).unwrap_or(usize::MAX);
        let length = usize::try_from(entry.length).unwrap_or(usize::MAX);
        Ok(start..start.saturating_add(length))
    }
}

fn slice<'a>(bytes: &'a [u8], entry: &Entry) -> Option<&'a [u8]> {
    let start = usize::try_from(entry.offset).ok()?;
    let length = usize::try_from(entry.length).ok()?;
    bytes.get(start..start.checked_add(length)?)
}

fn section_name(kind: u32) -> String {
    Section::ALL
        .iter()
        .find(|s| **s as u32 == kind)
        .map_or_else(|| format!("section {kind}"), |s| format!("{s:?}").to_lowercase())
}
