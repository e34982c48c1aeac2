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

use interdict_names::max_edits;
use xxhash_rust::xxh3::xxh3_64;

/// Characters of a form that deletions are taken from.
pub(crate) const PREFIX: usize = 8;

/// Calls `visit` with the hash of each deletion of a form, the form itself included. Forms of the
/// keyed spaces (skeletons, legal forms) are found only whole and have no deletions.
pub(crate) fn deletions(form: &str, scratch: &mut Vec<char>, mut visit: impl FnMut(u32)) {
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
    let mut bytes = Vec::with_capacity(PREFIX * 4);
    delete(scratch, 0, edits, 0, &mut bytes, &mut visit);
}

/// Emits every subsequence of `chars` that leaves out at most `edits` of them.
fn delete(
    chars: &[char],
    at: usize,
    edits: usize,
    kept: usize,
    bytes: &mut Vec<u8>,
    visit: &mut impl FnMut(u32),
) {
    let Some(c) = chars.get(at) else {
        if kept > 0 {
            visit(hash(bytes));
        }
        return;
    };
    let length = bytes.len();
    let mut utf8 = [0; 4];
    bytes.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes());
    delete(chars, at + 1, edits, kept + 1, bytes, visit);
    bytes.truncate(length);
    if edits > 0 {
        delete(chars, at + 1, edits - 1, kept, bytes, visit);
    }
}

fn hash(bytes: &[u8]) -> u32 {
    (xxh3_64(bytes) >> 32) as u32
}

/// Buckets for a number of entries: a power of two, about two entries each.
pub(crate) fn buckets(entries: usize) -> usize {
    (entries / 2).next_power_of_two().max(1)
}

/// The bucket of a hash.
pub(crate) fn bucket(hash: u32, buckets: usize) -> usize {
    let bits = buckets.trailing_zeros();
    if bits == 0 { 0 } else { (hash >> (32 - bits)) as usize }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interdict_names::likeness;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(form: &str) -> BTreeSet<u32> {
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
