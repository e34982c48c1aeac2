// SPDX-License-Identifier: Apache-2.0
//! The deletion neighbourhood: which forms may lie within the edit distance that counts.
//!
//! Two words at an optimal-string-alignment distance of at most `d` share a word that is reached
//! from each by deleting at most `d` characters of its first [`PREFIX`] characters (the symmetric
//! delete lemma; an exchange deletes one character on both sides, a swap one on both sides, an
//! insertion one on one side). The index stores, for every form, the hashes of all its deletions up
//! to the distance its own length allows; a query looks up all of its own. As the distance allowed
//! depends on the shorter word only, neither side ever deletes too few, so nothing within the
//! distance is missed; what shares a hash by chance is thrown out by computing the distance.
//!
//! A stored entry is the number of a form in its low bits and, in the bits that number leaves free,
//! a part of the deletion's hash, so that a look-up passes over most of what only shares a bucket.

use interdict_names::max_edits;

/// Characters of a form that deletions are taken from.
pub(crate) const PREFIX: usize = 8;

/// Calls `visit` with the hash of each deletion of a form, the form itself included. Forms of the
/// keyed spaces (skeletons, legal forms) are found only whole and have no deletions.
pub(crate) fn deletions(form: &str, scratch: &mut Vec<char>, mut visit: impl FnMut(u64)) {
    scratch.clear();
    if form.starts_with(['~', '=', '@']) {
        return;
    }
    let length = form.chars().count();
    let edits = max_edits(length, length);
    if edits == 0 {
        return;
    }
    scratch.extend(form.chars().take(PREFIX));
    delete(scratch, edits, EMPTY, &mut visit);
}

/// Emits every subsequence of `rest` that leaves out at most `edits` letters, after letters whose
/// hash is `before`. A form that has deletions is longer than its edits: some letter always stays.
fn delete(rest: &[char], edits: usize, before: u64, visit: &mut impl FnMut(u64)) {
    let mut hash = before;
    for (at, c) in rest.iter().enumerate() {
        if edits > 0 {
            delete(rest.get(at + 1..).unwrap_or_default(), edits - 1, hash, visit);
        }
        hash = with(hash, *c);
    }
    visit(finished(hash));
}

/// Hash of no letters.
const EMPTY: u64 = 0x243F_6A88_85A3_08D3;
/// Odd, with its bits mixed: 2^64 divided by the golden ratio.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of some letters and one more. The state only ever grows by one letter, so that
/// deletions that begin alike share their work.
fn with(hash: u64, letter: char) -> u64 {
    (hash.rotate_left(23) ^ u64::from(letter)).wrapping_mul(FACTOR)
}

/// Spreads a hash over all its bits.
fn finished(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(FACTOR);
    hash ^ (hash >> 29)
}

/// The table as the index stores it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NeighbourTable<'i> {
    pub(super) starts: &'i [u8],
    pub(super) entries: &'i [u8],
    pub(super) mask: u32,
}

impl NeighbourTable<'_> {
    /// Calls `visit` with the forms that may have a deletion with this hash.
    #[inline]
    pub(crate) fn of(self, hash: u64, mut visit: impl FnMut(u32)) {
        let buckets = (self.starts.len() / 4).saturating_sub(1).max(1);
        let at = bucket(hash, buckets) * 4;
        let start = |at: usize| {
            let bytes = self.starts.get(at..at + 4).and_then(|b| b.try_into().ok());
            bytes.map_or(0, u32::from_le_bytes) as usize * 4
        };
        let bucket = self.entries.get(start(at)..start(at + 4)).unwrap_or_default();
        for entry in bucket.chunks_exact(4) {
            let entry = entry.try_into().map_or(0, u32::from_le_bytes);
            if let Some(form) = form_of(entry, hash, self.mask) {
                visit(form);
            }
        }
    }
}

/// Bits that the number of a form takes when there are `forms` of them.
fn form_bits(forms: u64) -> u32 {
    (64 - forms.saturating_sub(1).leading_zeros()).clamp(1, 32)
}

/// The bits of an entry that are the form.
pub(crate) fn form_mask(forms: u64) -> u32 {
    u32::MAX >> (32 - form_bits(forms))
}

/// What is sorted to make the table: the hash, its low bits replaced by the form's number. The low
/// half is the entry, the high bits choose the bucket.
pub(crate) fn key(hash: u64, form: u32, mask: u32) -> u64 {
    (hash & !u64::from(mask)) | u64::from(form & mask)
}

/// The form of an entry, if the entry may be of the deletion with this hash.
#[inline]
pub(crate) fn form_of(entry: u32, hash: u64, mask: u32) -> Option<u32> {
    ((entry ^ hash as u32) & !mask == 0).then_some(entry & mask)
}

/// Buckets for a number of entries: a power of two, about two entries each.
pub(crate) fn buckets(entries: usize) -> usize {
    (entries / 2).next_power_of_two().max(1)
}

/// The bucket of a hash or of its key.
pub(crate) fn bucket(hash: u64, buckets: usize) -> usize {
    let bits = buckets.trailing_zeros().min(32);
    if bits == 0 { 0 } else { (hash >> (64 - bits)) as usize }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interdict_names::likeness;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(form: &str) -> BTreeSet<u64> {
        let mut out = BTreeSet::new();
        deletions(form, &mut Vec::new(), |h| {
            out.insert(h);
        });
        out
    }

    fn alike_implies_shared(a: &str, b: &str) {
        if a != b
            && !a.starts_with('~')
            && likeness(a, b).is_some_and(|l| matches!(l.how, interdict_names::How::Edits(_)))
        {
            assert!(!set(a).is_disjoint(&set(b)), "{a} {b}");
        }
    }

    #[test]
    fn an_entry_gives_its_form_back_to_its_own_hash_only() {
        for forms in [0, 1, 2, 3, 1000, 1 << 20, u64::from(u32::MAX)] {
            let mask = form_mask(forms);
            assert!(u64::from(mask) + 1 >= forms, "{forms}");
            for form in [0, 1, mask / 2, mask] {
                let hash = finished(with(EMPTY, 'a'));
                let entry = key(hash, form, mask) as u32;
                assert_eq!(form_of(entry, hash, mask), Some(form));
                if mask < u32::MAX {
                    assert_eq!(form_of(entry, hash ^ (1 << 31), mask), None);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_is_alike_shares_a_deletion(
            word in "[a-e]{4,16}",
            edits in proptest::collection::vec((0usize..16, 0u8..4, prop::char::range('a', 'e')), 1..4),
        ) {
            let mut other: Vec<char> = word.chars().collect();
            for (at, kind, c) in edits {
                let at = at % other.len().max(1);
                match kind {
                    0 => other.insert(at, c),
                    1 if other.len() > 1 => { other.remove(at); }
                    2 => other[at] = c,
                    _ if at + 1 < other.len() => other.swap(at, at + 1),
                    _ => {}
                }
            }
            let other: String = other.into_iter().collect();
            alike_implies_shared(&word, &other);
            alike_implies_shared(&other, &word);
        }

        #[test]
        fn and_so_do_unrelated_words(a in "[ab]{4,14}", b in "[ab]{4,14}") {
            alike_implies_shared(&a, &b);
        }
    }
}
