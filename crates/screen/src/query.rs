// SPDX-License-Identifier: Apache-2.0
//! One name of a party, made ready for the search: which listed spellings may pair with its parts.

use crate::index::{Index, deletions};
use foldhash::fast::FixedState;
use interdict_names::{
    Analysed, How, Likeness, MAX_SLOTS, Part, Role, admissible, joined, leaves_out_vowels,
    likeness, may_be_edits, may_join, namesakes, parts, written_apart,
};
use smallvec::SmallVec;
use std::collections::HashMap;

/// A listed form that may pair with a part of the query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) slot: u8,
    pub(crate) span: u8,
    pub(crate) likeness: Likeness,
    /// Only where the listed slot is in a script that leaves vowels out.
    pub(crate) vowelless_only: bool,
}

/// A part of the query that may stand as two words on the list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Split {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) slot: u8,
}

/// Where the names that may cover a part of the query, alone or as half of a [`Split`], are found;
/// those that cover it together with the next part are found at [`PreparedName::joints`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach {
    /// Forms whose postings hold every name that can cover the part, each with whether it pairs by
    /// more than being an initial.
    pub(crate) forms: Vec<(u32, bool)>,
    /// Whether the postings do hold every such name; initials and legal forms pair by rule.
    pub(crate) complete: bool,
}

/// A query name ready for the search.
pub(crate) struct PreparedName {
    pub(crate) analysed: Analysed,
    pub(crate) parts: Vec<Part>,
    pub(crate) first: Vec<u8>,
    pub(crate) entries: HashMap<u32, SmallVec<[Entry; 2]>, FixedState>,
    pub(crate) splits: Vec<Split>,
    pub(crate) reach: Vec<Reach>,
    /// Forms that are a part of the query and the next written as one, with the first of them.
    pub(crate) joints: Vec<(u32, usize)>,
}

/// Words found near a spelling, remembered between queries: customers share many names.
#[derive(Default)]
pub(crate) struct Neighbourhoods {
    known: HashMap<String, Known, FixedState>,
    scratch: Vec<char>,
    found: Vec<u32>,
}

/// What the index has for a spelling.
struct Known {
    /// Forms that count as the same word, with how alike they are.
    near: Vec<(u32, Likeness)>,
    /// Two forms that are the spelling when they are written as one.
    halves: Vec<(u32, u32)>,
}

static NOTHING: Known = Known { near: Vec::new(), halves: Vec::new() };

/// Spellings remembered before the memory is dropped and filled anew.
const REMEMBERED: usize = 200_000;

impl Neighbourhoods {
    /// What the index has for a spelling.
    fn of(&mut self, index: &Index, form: &str) -> &Known {
        if !self.known.contains_key(form) {
            let known = Known { near: self.near(index, form), halves: halves(index, form) };
            if self.known.len() >= REMEMBERED {
                self.known.clear();
            }
            self.known.insert(form.to_owned(), known);
        }
        self.known.get(form).unwrap_or(&NOTHING)
    }

    /// All listed forms that count as the same word as `form`, with how alike they are.
    fn near(&mut self, index: &Index, form: &str) -> Vec<(u32, Likeness)> {
        let found = &mut self.found;
        found.clear();
        let (table, ascii) = (index.neighbours(), form.is_ascii());
        deletions(form, &mut self.scratch, |hash| {
            // Most of what shares a deletion is not alike, and shows it at a glance.
            table.of(hash, |near| {
                if !ascii || may_be_edits(form.as_bytes(), index.form_bytes(near)) {
                    found.push(near);
                }
            });
        });
        found.extend(index.find_form(form));
        found.extend(namesakes(form).into_iter().filter_map(|name| index.find_form(name)));
        found.sort_unstable();
        found.dedup();
        let alike = |number: &u32| {
            let likeness = likeness(form, index.form(*number))?;
            (likeness.how != How::Initial).then_some((*number, likeness))
        };
        found.iter().filter_map(alike).collect()
    }
}

/// Every way to read a spelling as two listed words.
fn halves(index: &Index, text: &str) -> Vec<(u32, u32)> {
    if text.starts_with(['~', '=', '@']) {
        return Vec::new();
    }
    let cuts = text.char_indices().skip(1).map(|(at, _)| text.split_at(at));
    let listed = |(left, right): (&str, &str)| {
        if left.is_ascii() != right.is_ascii() {
            return None;
        }
        Some((index.find_form(left)?, index.find_form(right)?))
    };
    cuts.filter_map(listed).collect()
}

/// Key under which the postings of a skeleton hold only names in scripts that leave vowels out.
pub(crate) fn vowelless_key(skeleton: &str) -> String {
    skeleton.replacen('~', "\u{7f}", 1)
}

impl PreparedName {
    pub(crate) fn new(index: &Index, analysed: Analysed, near: &mut Neighbourhoods) -> Self {
        let mut name = Self {
            parts: parts(&analysed).collect(),
            first: analysed.slots.iter().map(interdict_names::first).collect(),
            entries: HashMap::default(),
            splits: Vec::new(),
            reach: vec![Reach::default(); analysed.slots.len()],
            joints: Vec::new(),
            analysed: Analysed::default(),
        };
        for (i, slot) in analysed.slots.iter().enumerate().take(MAX_SLOTS) {
            let Ok(number) = u8::try_from(i) else { continue };
            let vowelless = leaves_out_vowels(slot);
            let mut reach = Reach {
                forms: Vec::new(),
                complete: !matches!(slot.role, Role::Initial | Role::LegalForm),
            };
            for form in &slot.forms {
                let known = near.of(index, &form.text);
                for (listed, found) in &known.near {
                    // The rule of admission is the same as in a full comparison.
                    let Some(found) = admissible(&form.text, true, *found) else { continue };
                    let vowelless_only = form.text.starts_with('~') && !vowelless;
                    name.entries.entry(*listed).or_default().push(Entry {
                        slot: number,
                        span: 1,
                        likeness: found,
                        vowelless_only,
                    });
                    if !vowelless_only {
                        reach.forms.push((*listed, true));
                    }
                }
                if form.text.starts_with('~') && !vowelless {
                    let key = vowelless_key(&form.text);
                    reach.forms.extend(index.find_form(&key).map(|form| (form, true)));
                }
                let halves = known.halves.iter();
                name.splits.extend(halves.map(|(l, r)| Split {
                    left: *l,
                    right: *r,
                    slot: number,
                }));
            }
            // A listed initial may stand for the whole word.
            let initial = interdict_names::first(slot);
            if slot.role == Role::Plain && initial.is_ascii_alphabetic() {
                let letter = index.find_form(std::str::from_utf8(&[initial]).unwrap_or_default());
                reach.forms.extend(letter.map(|form| (form, false)));
            }
            if let Some(r) = name.reach.get_mut(i) {
                *r = reach;
            }
            let next = analysed
                .slots
                .get(i + 1)
                .filter(|n| i + 1 < MAX_SLOTS && may_join(slot) && may_join(n));
            if let Some(form) = next.and_then(|n| joined(slot, n)) {
                for (listed, found) in &near.near(index, &form.text) {
                    name.entries.entry(*listed).or_default().push(Entry {
                        slot: number,
                        span: 2,
                        likeness: written_apart(*found),
                        vowelless_only: false,
                    });
                    name.joints.push((*listed, i));
                }
            }
        }
        for reach in &mut name.reach {
            // Of a form that is there twice, what pairs by more than an initial stays.
            reach.forms.sort_unstable_by_key(|(form, more)| (*form, !more));
            reach.forms.dedup_by_key(|(form, _)| *form);
        }
        name.analysed = analysed;
        name
    }
}
