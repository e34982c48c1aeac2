// SPDX-License-Identifier: Apache-2.0
//! The names that have a form, as the index stores them.

use super::names::ALONE;

/// The names that have a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Postings<'i> {
    pub(super) telling: &'i [u8],
    pub(super) silent: &'i [u8],
}

/// A name that has a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) name: u32,
    /// The name has at most one plain word.
    pub(crate) alone: bool,
}

impl<'i> Postings<'i> {
    /// Those in which the form's slot tells one bearer from another, in order.
    pub(crate) fn telling(self) -> impl ExactSizeIterator<Item = Posting> + 'i {
        list(self.telling)
    }

    /// Those in which it does not, in order.
    pub(crate) fn silent(self) -> impl ExactSizeIterator<Item = Posting> + 'i {
        list(self.silent)
    }

    /// Whether a name is among them.
    pub(crate) fn has(self, name: u32) -> bool {
        [self.telling, self.silent].into_iter().any(|list| {
            let (mut low, mut high) = (0, list.len() / 4);
            while low < high {
                let middle = usize::midpoint(low, high);
                match at(list, middle).cmp(&name) {
                    std::cmp::Ordering::Less => low = middle + 1,
                    std::cmp::Ordering::Equal => return true,
                    std::cmp::Ordering::Greater => high = middle,
                }
            }
            false
        })
    }

    /// How many there are; a name may come once of each kind.
    pub(crate) fn len(self) -> usize {
        (self.telling.len() + self.silent.len()) / 4
    }
}

fn at(list: &[u8], i: usize) -> u32 {
    let entry = list.get(i * 4..i * 4 + 4).and_then(|c| c.try_into().ok());
    entry.map_or(u32::MAX, u32::from_le_bytes) >> 1
}

fn list(bytes: &[u8]) -> impl ExactSizeIterator<Item = Posting> + '_ {
    bytes.chunks_exact(4).map(|c| {
        let entry = c.try_into().map_or(0, u32::from_le_bytes);
        Posting { name: entry >> 1, alone: entry & ALONE != 0 }
    })
}
