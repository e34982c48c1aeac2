// SPDX-License-Identifier: Apache-2.0
//! One name of a party, made ready for the search: which listed spellings may pair with its parts.

use crate::index::{Index, deletions};
use foldhash::fast::FixedState;
use interdict_names::{
    Analysed, How, Likeness, MAX_SLOTS, Part, Role, admissible, joined, leaves_out_vowels,
    likeness, may_join, namesakes, parts, written_apart,
};
use std::collections::HashMap;
use std::sync::Arc;

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

/// Where the names that may cover a part of the query are found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach {
    /// Forms whose postings hold every name that can cover the part.
    pub(crate) forms: Vec<u32>,
    /// Whether the postings do hold every such name; initials and legal forms pair by rule.
    pub(crate) complete: bool,
}

/// A query name ready for the search.
pub(crate) struct PreparedName {
    pub(crate) analysed: Analysed,
    pub(crate) parts: Vec<Part>,
    pub(crate) first: Vec<u8>,
    pub(crate) entries: HashMap<u32, Vec<Entry>, FixedState>,
    pub(crate) splits: Vec<Split>,
    pub(crate) reach: Vec<Reach>,
}

/// Words found near a spelling, remembered between queries: customers share many names.
#[derive(Default)]
pub(crate) struct Neighbourhoods {
    known: HashMap<String, Arc<[(u32, Likeness)]>, FixedState>,
    scratch: Vec<char>,
    found: Vec<u32>,
}

/// Spellings remembered before the memory is dropped and filled anew.
const REMEMBERED: usize = 200_000;

impl Neighbourhoods {
    /// All listed forms that count as the same word as `form`, with how alike they are.
    fn of(&mut self, index: &Index, form: &str) -> Arc<[(u32, Likeness)]> {
        if let Some(known) = self.known.get(form) {
            return Arc::clone(known);
        }
        let found = &mut self.found;
        found.clear();
        found.extend(index.find_form(form));
        deletions(form, &mut self.scratch, |hash| found.extend(index.neighbours(hash)));
        found.extend(namesakes(form).into_iter().filter_map(|name| index.find_form(name)));
        found.sort_unstable();
        found.dedup();
        let near: Arc<[(u32, Likeness)]> = found
            .iter()
            .filter_map(|number| {
                let likeness =
                    likeness(form, index.form(*number)).filter(|l| l.how != How::Initial)?;
                Some((*number, likeness))
            })
            .collect();
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(form.to_owned(), Arc::clone(&near));
        near
    }
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
                for (listed, found) in near.of(index, &form.text).iter() {
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
                        reach.forms.push(*listed);
                    }
                }
                if form.text.starts_with('~') && !vowelless {
                    reach.forms.extend(index.find_form(&vowelless_key(&form.text)));
                }
                name.add_splits(index, number, &form.text, &mut reach);
            }
            // A listed initial may stand for the whole word.
            let initial = interdict_names::first(slot);
            if slot.role == Role::Plain && initial.is_ascii_alphabetic() {
                reach
                    .forms
                    .extend(index.find_form(std::str::from_utf8(&[initial]).unwrap_or_default()));
            }
            if let Some(r) = name.reach.get_mut(i) {
                r.forms.append(&mut reach.forms);
                r.complete = reach.complete;
            }
            let next = analysed
                .slots
                .get(i + 1)
                .filter(|n| i + 1 < MAX_SLOTS && may_join(slot) && may_join(n));
            if let Some(form) = next.and_then(|n| joined(slot, n)) {
                for (listed, found) in near.of(index, &form.text).iter() {
                    name.entries.entry(*listed).or_default().push(Entry {
                        slot: number,
                        span: 2,
                        likeness: written_apart(*found),
                        vowelless_only: false,
                    });
                    for r in name.reach.iter_mut().skip(i).take(2) {
                        r.forms.push(*listed);
                    }
                }
            }
        }
        for reach in &mut name.reach {
            reach.forms.sort_unstable();
            reach.forms.dedup();
        }
        name.analysed = analysed;
        name
    }

    /// Records every way to read `text` as two listed words.
    fn add_splits(&mut self, index: &Index, slot: u8, text: &str, reach: &mut Reach) {
        if text.starts_with(['~', '=', '@']) {
            return;
        }
        for (at, _) in text.char_indices().skip(1) {
            let (left, right) = text.split_at(at);
            if left.is_ascii() != right.is_ascii() {
                continue;
            }
            let (Some(left), Some(right)) = (index.find_form(left), index.find_form(right)) else {
                continue;
            };
            self.splits.push(Split { left, right, slot });
            let rarer = if index.postings(left).len() <= index.postings(right).len() {
                left
            } else {
                right
            };
            reach.forms.push(rarer);
        }
    }

    /// The slots whose postings are to be read so that no name which leaves at most `uncovered`
    /// per mille of this name's weight without a partner is missed; `None` when there is no such
    /// choice and every name must be looked at.
    pub(crate) fn scan(&self, index: &Index, uncovered: i64) -> Option<Vec<usize>> {
        let total: i64 = self.parts.iter().map(|p| i64::from(p.weight)).sum();
        if total == 0 {
            return Some(Vec::new());
        }
        let mut slots: Vec<(usize, usize, i64)> = self
            .reach
            .iter()
            .zip(&self.parts)
            .enumerate()
            .filter(|(_, (reach, _))| reach.complete)
            .map(|(i, (reach, part))| {
                let cost: usize = reach.forms.iter().map(|f| index.postings(*f).len()).sum();
                (cost, i, i64::from(part.weight))
            })
            .collect();
        // Cheapest postings for the weight first.
        slots.sort_unstable_by(|a, b| {
            let per_weight = |s: &(usize, usize, i64)| {
                (s.0 as u64).saturating_mul(1000) / s.2.max(1).unsigned_abs()
            };
            (per_weight(a), a.1).cmp(&(per_weight(b), b.1))
        });
        let mut rest = total;
        let mut chosen = Vec::new();
        for (_, i, weight) in slots {
            // A name that pairs only with what is left covers `rest`; it may be passed over when
            // that is less than what must be covered. Two per mille are kept for rounding.
            if rest * 1000 < (998 - uncovered) * total {
                return Some(chosen);
            }
            chosen.push(i);
            rest -= weight;
        }
        (rest * 1000 < (998 - uncovered) * total).then_some(chosen)
    }
}
