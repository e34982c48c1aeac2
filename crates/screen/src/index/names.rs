// SPDX-License-Identifier: Apache-2.0
//! The names of an index while it is built: forms numbered once, slots and postings.

use super::format::{IndexError, Section, Writer};
use super::neighbour::{bucket, buckets, deletions, form_mask, key};
use foldhash::fast::FixedState;
use interdict_names::{Class, Role, analyse, first, leaves_out_vowels, weight};
use std::collections::HashMap;
use std::io::{Seek, Write};
use xxhash_rust::xxh3::xxh3_64;

/// Bytes of an entry of the names section: record, first slot, slots, flags, weight of all slots.
pub(crate) const NAME_ENTRY: usize = 12;
/// Bytes of an entry of the slots section: first form, forms, role, weight, first letter.
pub(crate) const SLOT_ENTRY: usize = 8;
/// Flag of a weak alias in a name entry.
pub(crate) const WEAK: u8 = 1;
/// Flag of a slot in a script that leaves vowels out, in the role byte.
pub(crate) const VOWELLESS: u8 = 0x80;
/// A form number that stands for none.
pub(crate) const NO_FORM: u32 = u32::MAX;
/// Flag of a name with at most one plain word, in a posting; the name's number is above it.
pub(crate) const ALONE: u32 = 1;
/// Names and forms an index may hold, so that a number and one flag fit 32 bits.
const MOST: u32 = u32::MAX >> 1;

/// Numbers forms and collects the names that carry them.
#[derive(Default)]
pub(crate) struct NameTable {
    numbers: HashMap<Box<str>, u32, FixedState>,
    text: Vec<u8>,
    starts: Vec<u32>,
    names: Vec<u8>,
    slots: Vec<u8>,
    slot_forms: Vec<u32>,
    /// Form, whether its slot is silent, name, [`ALONE`]; see [`posting`].
    postings: Vec<u64>,
    count: u32,
}

impl NameTable {
    /// Names so far.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// Distinct forms so far.
    pub(crate) fn forms(&self) -> u64 {
        self.starts.len() as u64
    }

    fn number(&mut self, form: &str) -> Result<u32, IndexError> {
        if let Some(n) = self.numbers.get(form) {
            return Ok(*n);
        }
        let too_large = || IndexError::TooLarge { what: "distinct name parts" };
        let n =
            u32::try_from(self.starts.len()).ok().filter(|n| *n < MOST).ok_or_else(too_large)?;
        self.starts.push(u32::try_from(self.text.len()).map_err(|_| too_large())?);
        self.text.extend_from_slice(form.as_bytes());
        self.numbers.insert(form.into(), n);
        Ok(n)
    }

    /// Adds a name of a record; a name without a single letter or digit is not indexed.
    pub(crate) fn add(
        &mut self,
        record: u32,
        text: &str,
        class: Class,
        weak: bool,
    ) -> Result<(), IndexError> {
        let analysed = analyse(text, class);
        if analysed.slots.is_empty() {
            return Ok(());
        }
        let name = self.count;
        if name >= MOST {
            return Err(IndexError::TooLarge { what: "names" });
        }
        self.count = name + 1;
        let plain = analysed.slots.iter().take(usize::from(u8::MAX));
        let alone = plain.filter(|slot| slot.role == Role::Plain).count() <= 1;
        let first_slot = u32::try_from(self.slots.len() / SLOT_ENTRY)
            .map_err(|_| IndexError::TooLarge { what: "name parts" })?;
        let slots = analysed.slots.iter().take(usize::from(u8::MAX));
        let mut n = 0u8;
        let mut total = 0u16;
        for slot in slots {
            let first_form = u32::try_from(self.slot_forms.len())
                .map_err(|_| IndexError::TooLarge { what: "name part spellings" })?;
            let mut forms = 0u8;
            for form in slot.forms.iter().take(usize::from(u8::MAX)) {
                let number = self.number(&form.text)?;
                self.slot_forms.push(number);
                self.postings.push(posting(number, slot.role, name, alone));
                forms += 1;
            }
            if leaves_out_vowels(slot) {
                // A Latin query meets only these under the skeleton; see `query::vowelless_key`.
                for form in slot.forms.iter().filter(|f| f.text.starts_with('~')) {
                    let number = self.number(&crate::query::vowelless_key(&form.text))?;
                    self.postings.push(posting(number, slot.role, name, alone));
                }
            }
            let w = weight(slot.role, slot.main().chars().count()).min(u16::from(u8::MAX));
            total = total.saturating_add(w);
            let vowelless = if leaves_out_vowels(slot) { VOWELLESS } else { 0 };
            self.slots.extend_from_slice(&first_form.to_le_bytes());
            self.slots.extend_from_slice(&[
                forms,
                slot.role.as_u8() | vowelless,
                u8::try_from(w).unwrap_or(u8::MAX),
                first(slot),
            ]);
            n += 1;
        }
        self.names.extend_from_slice(&record.to_le_bytes());
        self.names.extend_from_slice(&first_slot.to_le_bytes());
        self.names.extend_from_slice(&[n, u8::from(weak) * WEAK]);
        self.names.extend_from_slice(&total.to_le_bytes());
        Ok(())
    }

    /// Writes the sections of names, forms, postings and neighbours.
    pub(crate) fn write<W: Write + Seek>(mut self, out: &mut Writer<W>) -> Result<(), IndexError> {
        out.section(Section::Names, &self.names)?;
        out.section(Section::Slots, &self.slots)?;
        out.u32s(Section::SlotForms, self.slot_forms.iter().copied())?;
        self.names = Vec::new();
        self.slots = Vec::new();
        self.slot_forms = Vec::new();

        let forms = self.starts.len();
        self.postings.sort_unstable();
        self.postings.dedup();
        let mut starts = vec![0u32; forms * 2 + 1];
        for posting in &self.postings {
            if let Some(n) = starts.get_mut((posting >> 32) as usize + 1) {
                *n += 1;
            }
        }
        accumulate(&mut starts);
        out.u32s(Section::PostingStarts, starts)?;
        out.u32s(Section::Postings, self.postings.iter().map(|posting| *posting as u32))?;
        self.postings = Vec::new();

        self.starts.push(
            u32::try_from(self.text.len())
                .map_err(|_| IndexError::TooLarge { what: "name part text" })?,
        );
        out.u32s(Section::FormStarts, self.starts.iter().copied())?;
        out.section(Section::FormText, &self.text)?;
        out.u32s(Section::FormTable, self.hash_table())?;
        self.numbers = HashMap::default();

        let mut keys: Vec<u64> = Vec::new();
        let mut scratch = Vec::new();
        let mask = form_mask(forms as u64);
        for number in 0..forms {
            let text = self.form(number);
            deletions(text, &mut scratch, |hash| keys.push(key(hash, number as u32, mask)));
        }
        keys.sort_unstable();
        keys.dedup();
        let n = buckets(keys.len());
        let mut starts = vec![0u32; n + 1];
        for key in &keys {
            if let Some(count) = starts.get_mut(bucket(*key, n) + 1) {
                *count += 1;
            }
        }
        accumulate(&mut starts);
        out.u32s(Section::NeighbourStarts, starts)?;
        out.u32s(Section::Neighbours, keys.iter().map(|key| *key as u32))?;
        Ok(())
    }

    fn form(&self, number: usize) -> &str {
        let from = self.starts.get(number).map_or(0, |s| *s as usize);
        let to = self.starts.get(number + 1).map_or(self.text.len(), |s| *s as usize);
        self.text.get(from..to).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }

    /// Open addressing over the forms: a power of two slots, at most half full.
    fn hash_table(&self) -> Vec<u32> {
        let forms = self.starts.len().saturating_sub(1);
        let size = (forms * 2).next_power_of_two().max(2);
        let mut table = vec![NO_FORM; size];
        for number in 0..forms {
            let mut at = form_hash(self.form(number), size);
            while let Some(slot) = table.get_mut(at) {
                if *slot == NO_FORM {
                    *slot = u32::try_from(number).unwrap_or(NO_FORM);
                    break;
                }
                at = (at + 1) & (size - 1);
            }
        }
        table
    }
}

/// A posting as it is sorted: the list it belongs to above, what is stored of it below.
fn posting(form: u32, role: Role, name: u32, alone: bool) -> u64 {
    let list = (u64::from(form) << 1) | u64::from(!role.tells());
    (list << 32) | (u64::from(name) << 1) | if alone { u64::from(ALONE) } else { 0 }
}

/// Where the search for a form starts in a table of `size` (a power of two).
pub(crate) fn form_hash(form: &str, size: usize) -> usize {
    (xxh3_64(form.as_bytes()) as usize) & (size - 1)
}

/// Turns counts shifted by one into starts.
pub(crate) fn accumulate(starts: &mut [u32]) {
    let mut sum = 0u32;
    for start in starts {
        sum = sum.saturating_add(*start);
        *start = sum;
    }
}
