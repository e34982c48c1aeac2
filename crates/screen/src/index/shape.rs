// SPDX-License-Identifier: Apache-2.0
//! Is this index what its builder writes? Asked once, when it is opened.
//!
//! Checksums tell damage; they do not tell a file that was made wrong. Every number is checked to
//! point inside the file and every table to be in the order in which it is searched, so that no
//! later look-up can run out of bounds, run for ever, or miss in silence. A file made so as to
//! leave a name out cannot be told from one that never had the name: what vouches for the contents
//! is the digest.

use super::attributes::{ATTRIBUTE_ENTRY, DATE_ENTRY};
use super::format::{IndexError, Section};
use super::names::{NAME_ENTRY, NO_FORM, SLOT_ENTRY, VOWELLESS};
use super::neighbour::form_mask;
use super::parallel;
use super::read::{Index, shape, u32_in, u64_in, words};
use interdict_model::Country;
use interdict_names::Role;

/// Day numbers lie within the years -9999 to 9999.
const MOST_DAYS: i32 = 4_000_000;
/// Kinds of dates; see [`super::attributes::DateKind`].
const DATE_KINDS: u32 = 3;
/// Codes of gender: unknown, female, male, other.
const GENDERS: u8 = 4;

/// A look at one kind of table.
type Check = fn(&Index) -> Result<(), IndexError>;

impl Index {
    /// Checks that every number in the file points inside it and every table is in order.
    pub(super) fn check_shape(&self) -> Result<(), IndexError> {
        self.check_sizes()?;
        // The names take longest.
        let checks: [Check; 9] = [
            Self::check_names,
            Self::check_postings,
            Self::check_starts,
            Self::check_limits,
            Self::check_attributes,
            Self::check_slots,
            Self::check_tables,
            |index| index.check_sorted(Section::IdHashes, Section::IdRecords),
            |index| index.check_sorted(Section::IdentifierHashes, Section::IdentifierRecords),
        ];
        let bytes = usize::try_from(self.size()).unwrap_or(usize::MAX);
        parallel::all(checks.len(), bytes, |n| checks.get(n).map_or(Ok(()), |check| check(self)))
    }

    fn count(&self, section: Section, size: usize) -> usize {
        self.section(section).len() / size
    }

    /// Sections have as many entries as the head says, or at least whole ones.
    fn check_sizes(&self) -> Result<(), IndexError> {
        let meta = &self.meta;
        let most = u64::from(u32::MAX);
        if meta.records >= most || meta.names >= most || meta.forms >= most {
            return Err(shape("head of the index"));
        }
        let exact = [
            (Section::Names, NAME_ENTRY, meta.names),
            (Section::Attributes, ATTRIBUTE_ENTRY, meta.records),
            (Section::RecordStarts, 8, meta.records + 1),
            (Section::InverseStarts, 4, meta.records + 1),
            (Section::NameStarts, 4, meta.records + 1),
            (Section::FormStarts, 4, meta.forms + 1),
            (Section::PostingStarts, 4, meta.forms * 2 + 1),
        ];
        for (section, size, count) in exact {
            if self.section(section).len() as u64 != count * size as u64 {
                return Err(wrong(section));
            }
        }
        let whole = [
            (Section::IdHashes, 8),
            (Section::IdRecords, 4),
            (Section::InverseLinks, 8),
            (Section::FormTable, 4),
            (Section::NeighbourStarts, 4),
            (Section::Neighbours, 4),
            (Section::Slots, SLOT_ENTRY),
            (Section::SlotForms, 4),
            (Section::Postings, 4),
            (Section::Dates, DATE_ENTRY),
            (Section::Countries, 4),
            (Section::IdentifierHashes, 8),
            (Section::IdentifierRecords, 4),
        ];
        for (section, size) in whole {
            if !self.section(section).len().is_multiple_of(size) {
                return Err(wrong(section));
            }
        }
        Ok(())
    }

    /// Starts run from 0 to the end of what they divide.
    fn check_starts(&self) -> Result<(), IndexError> {
        let starts = [
            (Section::InverseStarts, self.count(Section::InverseLinks, 8)),
            (Section::NameStarts, self.count(Section::Names, NAME_ENTRY)),
            (Section::FormStarts, self.section(Section::FormText).len()),
            (Section::PostingStarts, self.count(Section::Postings, 4)),
            (Section::NeighbourStarts, self.count(Section::Neighbours, 4)),
        ];
        for (section, end) in starts {
            let numbers = words(self.section(section)).map(u64::from);
            if !runs(numbers, end as u64) {
                return Err(wrong(section));
            }
        }
        let records = self.section(Section::RecordStarts);
        let numbers = (0..records.len() / 8).filter_map(|i| u64_in(records, i));
        if !runs(numbers, self.section(Section::Records).len() as u64) {
            return Err(wrong(Section::RecordStarts));
        }
        let text = std::str::from_utf8(self.section(Section::FormText))
            .map_err(|_| wrong(Section::FormText))?;
        if words(self.section(Section::FormStarts)).any(|at| !text.is_char_boundary(at as usize)) {
            return Err(wrong(Section::FormStarts));
        }
        Ok(())
    }

    /// Numbers of records, names, forms and words are below their count.
    fn check_limits(&self) -> Result<(), IndexError> {
        let records = self.meta.records as usize;
        let forms = self.meta.forms as usize;
        let below = [
            // The lowest bit of a posting is a flag; the high bits of a neighbour are of a hash.
            (Section::Postings, 1, u32::MAX, self.meta.names as usize),
            (Section::SlotForms, 0, u32::MAX, forms),
            (Section::Neighbours, 0, form_mask(self.meta.forms), forms),
            (Section::IdRecords, 0, u32::MAX, records),
            (Section::IdentifierRecords, 0, u32::MAX, records),
        ];
        for (section, flags, mask, limit) in below {
            if words(self.section(section)).any(|n| ((n & mask) >> flags) as usize >= limit) {
                return Err(wrong(section));
            }
        }
        let links = self.section(Section::InverseLinks);
        let fits = |i: usize| {
            u32_in(links, i * 2).is_some_and(|source| (source as usize) < records)
                && u32_in(links, i * 2 + 1).is_some_and(|word| self.has_word(word))
        };
        if (0..links.len() / 8).all(fits) { Ok(()) } else { Err(wrong(Section::InverseLinks)) }
    }

    fn has_word(&self, word: u32) -> bool {
        (word as usize) < self.meta.words.len()
    }

    /// The names of a form are in order in each of its lists, and stand there once.
    fn check_postings(&self) -> Result<(), IndexError> {
        let mut starts = words(self.section(Section::PostingStarts)).skip(1).peekable();
        let mut before = None;
        for (i, name) in (0u32..).zip(words(self.section(Section::Postings))) {
            while starts.next_if(|start| *start <= i).is_some() {
                before = None;
            }
            if before.is_some_and(|b| b >= name) {
                return Err(wrong(Section::Postings));
            }
            before = Some(name);
        }
        Ok(())
    }

    /// Hashes are sorted, as the search in halves needs them, each with its record.
    fn check_sorted(&self, hashes: Section, records: Section) -> Result<(), IndexError> {
        let (keys, values) = (self.section(hashes), self.section(records));
        let count = keys.len() / 8;
        let pair = |i: usize| (u64_in(keys, i), u32_in(values, i));
        let sorted = (1..count).all(|i| pair(i - 1) < pair(i));
        if values.len() / 4 == count && sorted { Ok(()) } else { Err(wrong(hashes)) }
    }

    /// Names belong to the record that counts them, have their slots and weigh what these weigh.
    fn check_names(&self) -> Result<(), IndexError> {
        let slots = self.section(Section::Slots);
        let mut ends = words(self.section(Section::NameStarts)).skip(1);
        let (mut record, mut end) = (0, ends.next().unwrap_or(0));
        for number in 0..self.name_count() {
            while number >= end {
                (record, end) =
                    (record + 1, ends.next().ok_or_else(|| wrong(Section::NameStarts))?);
            }
            let fits = self.name(number).is_some_and(|name| {
                let from = name.first_slot as usize * SLOT_ENTRY;
                let own = slots.get(from..from + usize::from(name.slots) * SLOT_ENTRY);
                let weight =
                    own.map(|own| own.chunks_exact(SLOT_ENTRY).map(slot_weight).sum::<u32>());
                name.record == record && name.slots > 0 && weight == Some(u32::from(name.weight))
            });
            if !fits {
                return Err(wrong(Section::Names));
            }
        }
        Ok(())
    }

    /// Slots have a role this version knows and at least one form.
    fn check_slots(&self) -> Result<(), IndexError> {
        let forms = self.count(Section::SlotForms, 4);
        let fits = |bytes: &[u8]| {
            let tail = bytes.get(4..6).unwrap_or_default();
            let (Some(first), [count, role]) = (u32_in(bytes, 0), tail) else { return false };
            *count > 0
                && first as usize + usize::from(*count) <= forms
                && Role::from_u8(role & !VOWELLESS).is_some()
        };
        if self.section(Section::Slots).chunks_exact(SLOT_ENTRY).all(fits) {
            Ok(())
        } else {
            Err(wrong(Section::Slots))
        }
    }

    /// Attributes point at words, dates and countries that are such.
    fn check_attributes(&self) -> Result<(), IndexError> {
        let dates = self.count(Section::Dates, DATE_ENTRY);
        let countries = self.count(Section::Countries, 4);
        for record in 0..self.len() {
            let a = self.attributes(record);
            let fits = self.has_word(a.schema)
                && a.gender < GENDERS
                && a.first_date as usize + usize::from(a.dates) <= dates
                && a.first_country as usize + usize::from(a.countries) <= countries;
            if !fits {
                return Err(wrong(Section::Attributes));
            }
        }
        for date in self.section(Section::Dates).chunks_exact(DATE_ENTRY) {
            let at = |i| u32_in(date, i).unwrap_or(u32::MAX);
            let (from, to) = (at(0).cast_signed(), at(1).cast_signed());
            if from < -MOST_DAYS || from > to || to > MOST_DAYS || at(2) >= DATE_KINDS {
                return Err(wrong(Section::Dates));
            }
        }
        let is_code = |code: &[u8]| {
            let text = std::str::from_utf8(code).unwrap_or_default();
            Country::new(text.trim_end_matches('\0')).is_some()
        };
        if self.section(Section::Countries).chunks_exact(4).all(is_code) {
            Ok(())
        } else {
            Err(wrong(Section::Countries))
        }
    }

    /// The tables that are entered by a hash have sizes that a hash fits, and an end.
    fn check_tables(&self) -> Result<(), IndexError> {
        let forms = self.meta.forms as usize;
        let table = self.section(Section::FormTable);
        let size = table.len() / 4;
        let mut filled = 0;
        for number in words(table).filter(|n| *n != NO_FORM) {
            if number as usize >= forms {
                return Err(wrong(Section::FormTable));
            }
            filled += 1;
        }
        // Every form has its place, and a free place ends every search.
        if !size.is_power_of_two() || filled != forms || size <= forms {
            return Err(wrong(Section::FormTable));
        }
        let buckets = self.count(Section::NeighbourStarts, 4).saturating_sub(1);
        if buckets.is_power_of_two() { Ok(()) } else { Err(wrong(Section::NeighbourStarts)) }
    }
}

fn slot_weight(slot: &[u8]) -> u32 {
    slot.get(6).copied().map_or(0, u32::from)
}

/// Whether numbers begin with 0, never fall and end with `end`.
fn runs(mut numbers: impl Iterator<Item = u64>, end: u64) -> bool {
    let mut last = 0;
    numbers.next() == Some(0)
        && numbers.all(|n| n >= std::mem::replace(&mut last, n))
        && last == end
}

fn wrong(section: Section) -> IndexError {
    shape(&format!("{section:?} section"))
}
