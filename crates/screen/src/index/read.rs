// SPDX-License-Identifier: Apache-2.0
//! Reading an index.

use super::attributes::{ATTRIBUTE_ENTRY, DATE_ENTRY};
use super::codec::Decoder;
use super::format::{IndexError, Layout, Section};
use super::map::Bytes;
use super::meta::Meta;
use super::names::{NAME_ENTRY, NO_FORM, SLOT_ENTRY, form_hash};
use super::neighbour::{NeighbourTable, form_mask};
use super::postings::Postings;
use super::record::get_entity;
use crate::keys::{NumberSpace, id_key, number_key, printed_reference_key};
use interdict_model::{Country, Entity, Release};
use std::ops::Range;
use std::path::Path;

/// A record of an index, counted from 0 in the order built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordNumber(pub(crate) u32);

impl RecordNumber {
    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

/// A link of another record that points here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inverse {
    /// The record that holds the link.
    pub source: RecordNumber,
    /// What this record is to it.
    pub property: String,
}

/// A name of the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameEntry {
    pub(crate) record: u32,
    pub(crate) first_slot: u32,
    pub(crate) slots: u8,
    pub(crate) flags: u8,
    /// Of all its slots.
    pub(crate) weight: u16,
}

/// A slot of a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SlotEntry {
    pub(crate) first_form: u32,
    pub(crate) forms: u8,
    pub(crate) role: u8,
    pub(crate) weight: u8,
    pub(crate) first: u8,
}

/// Attributes of a record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attributes {
    pub(crate) schema: u32,
    /// 0 unknown, 1 female, 2 male, 3 other.
    pub(crate) gender: u8,
    pub(super) first_date: u32,
    pub(super) dates: u8,
    pub(super) first_country: u32,
    pub(super) countries: u8,
}

/// An opened index.
pub struct Index {
    bytes: Bytes,
    pub(super) meta: Meta,
    digest: String,
    ranges: [Range<usize>; Section::ALL.len()],
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("digest", &self.digest)
            .field("records", &self.meta.records)
            .finish_non_exhaustive()
    }
}

pub(super) fn u32_in(bytes: &[u8], i: usize) -> Option<u32> {
    let at = i.checked_mul(4)?;
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

pub(super) fn u64_in(bytes: &[u8], i: usize) -> Option<u64> {
    let at = i.checked_mul(8)?;
    bytes.get(at..at.checked_add(8)?)?.try_into().ok().map(u64::from_le_bytes)
}

pub(super) fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|c| c.try_into().map_or(0, u32::from_le_bytes))
}

impl Index {
    /// Opens an index file through a memory map and checks all of it.
    ///
    /// # Errors
    /// When it cannot be read, is of another version, cut, damaged or malformed.
    pub fn open(path: &Path) -> Result<Self, IndexError> {
        Self::check(Bytes::map(path)?)
    }

    /// Opens an index held in memory.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, IndexError> {
        Self::check(Bytes::Owned(bytes))
    }

    fn check(bytes: Bytes) -> Result<Self, IndexError> {
        let layout = Layout::check(bytes.as_slice())?;
        let mut ranges: [Range<usize>; Section::ALL.len()] = std::array::from_fn(|_| 0..0);
        for (range, section) in ranges.iter_mut().zip(Section::ALL) {
            *range = layout.range(section)?;
        }
        let meta_bytes = ranges
            .first()
            .and_then(|range| bytes.as_slice().get(range.clone()))
            .ok_or_else(|| shape("head of the index"))?;
        let meta = Meta::decode(meta_bytes).map_err(|_| shape("head of the index"))?;
        let index = Self { bytes, meta, digest: layout.digest, ranges };
        index.check_shape()?;
        Ok(index)
    }

    pub(super) fn section(&self, section: Section) -> &[u8] {
        let range = self.ranges.get(section as usize - 1).cloned().unwrap_or(0..0);
        self.bytes.as_slice().get(range).unwrap_or_default()
    }

    /// The digest that names this index (BLAKE3, hexadecimal).
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Version of the program that built it.
    #[must_use]
    pub fn builder(&self) -> &str {
        &self.meta.builder
    }

    /// The releases in it, in the order built.
    #[must_use]
    pub fn releases(&self) -> &[Release] {
        &self.meta.releases
    }

    /// How many records it holds.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.meta.records).unwrap_or(u32::MAX)
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.meta.records == 0
    }

    /// How many names are searched.
    #[must_use]
    pub fn name_count(&self) -> u32 {
        u32::try_from(self.meta.names).unwrap_or(u32::MAX)
    }

    /// How many distinct name parts and spellings there are.
    #[must_use]
    pub fn form_count(&self) -> u64 {
        self.meta.forms
    }

    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.bytes.as_slice().len() as u64
    }

    /// All records, in the order built.
    pub fn records(&self) -> impl Iterator<Item = RecordNumber> + use<> {
        (0..self.len()).map(RecordNumber)
    }

    /// A record, whole, with the number of its release.
    ///
    /// # Errors
    /// When its bytes are not what this version writes.
    pub fn record(&self, number: RecordNumber) -> Result<(usize, Entity), IndexError> {
        let i = number.0 as usize;
        let starts = self.section(Section::RecordStarts);
        let bytes = (|| {
            let from = usize::try_from(u64_in(starts, i)?).ok()?;
            let to = usize::try_from(u64_in(starts, i + 1)?).ok()?;
            self.section(Section::Records).get(from..to)
        })()
        .ok_or_else(|| shape(&format!("record {i}")))?;
        let mut decoder = Decoder { rest: bytes, words: self.meta.words.as_slice() };
        let (release, entity) =
            get_entity(&mut decoder).map_err(|_| shape(&format!("record {i}")))?;
        if !decoder.rest.is_empty() || release as usize >= self.meta.releases.len() {
            return Err(shape(&format!("record {i}")));
        }
        Ok((release as usize, entity))
    }

    /// The records with an id, its own or a referent's, in the order built.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn find(&self, id: &str) -> Result<Vec<RecordNumber>, IndexError> {
        let mut out = Vec::new();
        for number in self.equal(Section::IdHashes, Section::IdRecords, id_key(id)) {
            let (_, entity) = self.record(RecordNumber(number))?;
            if entity.id.as_str() == id || entity.referents.iter().any(|r| r.as_str() == id) {
                out.push(RecordNumber(number));
            }
        }
        Ok(out)
    }

    /// The records whose entry on a list has this number, or that carry it as IMO number.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn find_by_reference(&self, text: &str) -> Result<Vec<RecordNumber>, IndexError> {
        let key = printed_reference_key(text);
        let mut out = Vec::new();
        for number in self.equal(Section::IdHashes, Section::IdRecords, key) {
            let (_, entity) = self.record(RecordNumber(number))?;
            let same = |r: &String| printed_reference_key(r) == key;
            if entity.listings.iter().any(|l| l.reference.as_ref().is_some_and(same)) {
                out.push(RecordNumber(number));
            }
        }
        let ships =
            number_key(NumberSpace::Imo, text).map_or_else(Vec::new, |key| self.by_number(key));
        out.extend(
            ships.into_iter().map(RecordNumber).filter(|n| !out.contains(n)).collect::<Vec<_>>(),
        );
        Ok(out)
    }

    /// Links of other records that point at this one.
    #[must_use]
    pub fn inverse(&self, number: RecordNumber) -> Vec<Inverse> {
        let starts = self.section(Section::InverseStarts);
        let links = self.section(Section::InverseLinks);
        let (Some(from), Some(to)) =
            (u32_in(starts, number.0 as usize), u32_in(starts, number.0 as usize + 1))
        else {
            return Vec::new();
        };
        (from as usize..to as usize)
            .filter_map(|i| {
                let source = RecordNumber(u32_in(links, i * 2)?);
                let property = self.word(u32_in(links, i * 2 + 1)?).to_owned();
                Some(Inverse { source, property })
            })
            .collect()
    }

    pub(crate) fn word(&self, number: u32) -> &str {
        self.meta.words.get(number as usize).map_or("", String::as_str)
    }

    fn equal(&self, hashes: Section, records: Section, key: u64) -> Vec<u32> {
        let hashes = self.section(hashes);
        let records = self.section(records);
        let (mut low, mut high) = (0, hashes.len() / 8);
        while low < high {
            let middle = usize::midpoint(low, high);
            if u64_in(hashes, middle).is_some_and(|h| h < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low..)
            .map_while(|i| u64_in(hashes, i).filter(|h| *h == key).and_then(|_| u32_in(records, i)))
            .collect()
    }

    /// Records that carry an identifier with this key.
    pub(crate) fn by_number(&self, key: u64) -> Vec<u32> {
        self.equal(Section::IdentifierHashes, Section::IdentifierRecords, key)
    }

    pub(crate) fn name(&self, number: u32) -> Option<NameEntry> {
        let at = number as usize * NAME_ENTRY;
        let row = self.section(Section::Names).get(at..at + NAME_ENTRY)?;
        let (a, rest) = row.split_first_chunk::<4>()?;
        let (b, rest) = rest.split_first_chunk::<4>()?;
        let [slots, flags, low, high] = *rest.first_chunk::<4>()?;
        Some(NameEntry {
            record: u32::from_le_bytes(*a),
            first_slot: u32::from_le_bytes(*b),
            slots,
            flags,
            weight: u16::from_le_bytes([low, high]),
        })
    }

    pub(crate) fn slot(&self, number: u32) -> Option<SlotEntry> {
        let at = number as usize * SLOT_ENTRY;
        let row = self.section(Section::Slots).get(at..at + SLOT_ENTRY)?;
        let (a, rest) = row.split_first_chunk::<4>()?;
        let [forms, role, weight, first] = *rest.first_chunk::<4>()?;
        Some(SlotEntry { first_form: u32::from_le_bytes(*a), forms, role, weight, first })
    }

    /// Forms of a slot.
    pub(crate) fn slot_forms(&self, slot: SlotEntry) -> impl Iterator<Item = u32> + '_ {
        let from = slot.first_form as usize * 4;
        let to = from + usize::from(slot.forms) * 4;
        words(self.section(Section::SlotForms).get(from..to).unwrap_or_default())
    }

    /// Names of a record.
    pub(crate) fn names_of(&self, record: u32) -> Range<u32> {
        let starts = self.section(Section::NameStarts);
        let from = u32_in(starts, record as usize).unwrap_or(0);
        from..u32_in(starts, record as usize + 1).unwrap_or(from)
    }

    /// Text of a form.
    pub(crate) fn form(&self, number: u32) -> &str {
        std::str::from_utf8(self.form_bytes(number)).unwrap_or_default()
    }

    /// Bytes of the text of a form.
    pub(crate) fn form_bytes(&self, number: u32) -> &[u8] {
        let starts = self.section(Section::FormStarts);
        let start = |i: usize| u32_in(starts, i).unwrap_or(0) as usize;
        let place = start(number as usize)..start(number as usize + 1);
        self.section(Section::FormText).get(place).unwrap_or_default()
    }

    /// The number of a form, if any name has it.
    pub(crate) fn find_form(&self, form: &str) -> Option<u32> {
        let table = self.section(Section::FormTable);
        let size = table.len() / 4;
        let mut at = form_hash(form, size);
        loop {
            let number = u32_in(table, at)?;
            if number == NO_FORM {
                return None;
            }
            if self.form_bytes(number) == form.as_bytes() {
                return Some(number);
            }
            at = (at + 1) & (size - 1);
        }
    }

    /// The table of which forms have a deletion in common.
    pub(crate) fn neighbours(&self) -> NeighbourTable<'_> {
        NeighbourTable {
            starts: self.section(Section::NeighbourStarts),
            entries: self.section(Section::Neighbours),
            mask: form_mask(self.meta.forms),
        }
    }

    /// Names with a form.
    pub(crate) fn postings(&self, form: u32) -> Postings<'_> {
        let starts = self.section(Section::PostingStarts);
        let start = |i: usize| u32_in(starts, form as usize * 2 + i).unwrap_or(0) as usize * 4;
        let list = |from: usize, to: usize| {
            self.section(Section::Postings).get(from..to).unwrap_or_default()
        };
        Postings { telling: list(start(0), start(1)), silent: list(start(1), start(2)) }
    }

    pub(crate) fn attributes(&self, record: u32) -> Attributes {
        let at = record as usize * ATTRIBUTE_ENTRY;
        let row =
            self.section(Section::Attributes).get(at..at + ATTRIBUTE_ENTRY).unwrap_or_default();
        let tail = row.get(12..16).unwrap_or_default();
        Attributes {
            schema: u32_in(row, 0).unwrap_or(0),
            first_date: u32_in(row, 1).unwrap_or(0),
            first_country: u32_in(row, 2).unwrap_or(0),
            dates: tail.first().copied().unwrap_or(0),
            countries: tail.get(1).copied().unwrap_or(0),
            gender: tail.get(2).copied().unwrap_or(0),
        }
    }

    /// Dates of a record as (first day, last day, kind).
    pub(crate) fn dates<'a>(
        &'a self,
        a: &Attributes,
    ) -> impl Iterator<Item = (i32, i32, u32)> + 'a {
        let from = a.first_date as usize * DATE_ENTRY;
        let to = from + usize::from(a.dates) * DATE_ENTRY;
        self.section(Section::Dates).get(from..to).unwrap_or_default().chunks_exact(DATE_ENTRY).map(
            |row| {
                let at = |i| u32_in(row, i).unwrap_or(0);
                (at(0).cast_signed(), at(1).cast_signed(), at(2))
            },
        )
    }

    /// Countries of a record.
    pub(crate) fn countries<'a>(&'a self, a: &Attributes) -> impl Iterator<Item = Country> + 'a {
        let from = a.first_country as usize * 4;
        let to = from + usize::from(a.countries) * 4;
        self.section(Section::Countries)
            .get(from..to)
            .unwrap_or_default()
            .chunks_exact(4)
            .filter_map(|row| {
                let text = std::str::from_utf8(row).ok()?.trim_end_matches('\0');
                Country::new(text)
            })
    }
}

pub(super) fn shape(part: &str) -> IndexError {
    IndexError::Shape { part: part.to_owned() }
}
