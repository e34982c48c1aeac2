// SPDX-License-Identifier: Apache-2.0
//! Two analysed names compared in full, without an index.

use crate::align::{Alignment, Cell, MAX_SLOTS, Part, align, weight};
use crate::{Analysed, Form, How, Likeness, Role, Scheme, Slot, joined, likeness};

/// Which spellings of a pair met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spellings {
    /// Scheme of the query's spelling.
    pub query: Scheme,
    /// Scheme of the listed spelling.
    pub listed: Scheme,
}

/// Likeness per mille taken off where two words are written as one.
const JOIN_COST: u16 = 15;

/// The slots of a name as alignment weighs them.
pub fn parts(name: &Analysed) -> impl Iterator<Item = Part> + '_ {
    name.slots.iter().map(|slot| Part {
        weight: weight(slot.role, slot.main().chars().count()),
        role: slot.role,
    })
}

/// Whether a slot is in a script that leaves vowels out, so that consonants alone may be compared.
#[must_use]
pub fn leaves_out_vowels(slot: &Slot) -> bool {
    slot.forms.iter().any(|f| matches!(f.scheme, Scheme::ArabicBgn | Scheme::Hebrew))
}

/// The likeness that counts for two spellings, given what is known of their slots; the same rule
/// for an index and for a full comparison.
#[must_use]
pub fn admissible(a: &str, either_leaves_out_vowels: bool, found: Likeness) -> Option<Likeness> {
    if a.starts_with('~') {
        return either_leaves_out_vowels
            .then_some(Likeness { per_mille: SKELETON, how: How::Skeleton });
    }
    Some(found)
}

/// Per mille for two words with the same consonants.
const SKELETON: u16 = 860;

/// Likeness of an initial with a word, when one of the two slots is an initial.
#[must_use]
pub fn initial(a: Role, a_first: u8, b: Role, b_first: u8) -> Option<Likeness> {
    let one = (a == Role::Initial) != (b == Role::Initial);
    let words =
        matches!(a, Role::Initial | Role::Plain) && matches!(b, Role::Initial | Role::Plain);
    (one && words && a_first == b_first && a_first.is_ascii_alphabetic())
        .then_some(Likeness { per_mille: 800, how: How::Initial })
}

/// The likeness of a whole word with the same word written as two.
#[must_use]
pub fn written_apart(found: Likeness) -> Likeness {
    Likeness { per_mille: found.per_mille.saturating_sub(JOIN_COST), how: found.how }
}

/// Whether a spelling may take part in a join: words, not legal forms, skeletons or initials.
#[must_use]
pub fn may_join(slot: &Slot) -> bool {
    matches!(slot.role, Role::Plain | Role::Particle | Role::Common | Role::Initial)
}

fn best<'a>(query: &'a [Form], listed: &'a [Form], vowels: bool) -> Option<(Likeness, Spellings)> {
    let mut best: Option<(Likeness, Spellings)> = None;
    for q in query {
        for l in listed {
            let Some(found) = likeness(&q.text, &l.text).filter(|f| f.how != How::Initial) else {
                continue;
            };
            let Some(found) = admissible(&q.text, vowels, found) else { continue };
            if best.is_none_or(|(b, _)| found.per_mille > b.per_mille) {
                best = Some((found, Spellings { query: q.scheme, listed: l.scheme }));
            }
        }
    }
    best
}

/// A comparison with the spellings that met, for an explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Pairs and score.
    pub alignment: Alignment,
    /// For each pair of the alignment, in its order, the spellings that met.
    pub spellings: Vec<Option<Spellings>>,
}

/// Compares a query's name with a listed name.
#[must_use]
pub fn compare(query: &Analysed, listed: &Analysed) -> Comparison {
    let query_parts: Vec<Part> = parts(query).collect();
    let listed_parts: Vec<Part> = parts(listed).collect();
    let mut cells: Vec<Cell> = Vec::new();
    let mut met: Vec<(Cell, Option<Spellings>)> = Vec::new();
    let mut push = |q: usize,
                    q_span: u8,
                    l: usize,
                    l_span: u8,
                    likeness: Likeness,
                    spellings: Option<Spellings>| {
        let (Ok(query), Ok(listed)) = (u8::try_from(q), u8::try_from(l)) else { return };
        let cell = Cell { query, query_span: q_span, listed, listed_span: l_span, likeness };
        cells.push(cell);
        met.push((cell, spellings));
    };
    for (q, a) in query.slots.iter().enumerate().take(MAX_SLOTS) {
        let next_a = query
            .slots
            .get(q + 1)
            .filter(|n| may_join(a) && may_join(n))
            .and_then(|n| joined(a, n));
        for (l, b) in listed.slots.iter().enumerate().take(MAX_SLOTS) {
            let vowels = leaves_out_vowels(a) || leaves_out_vowels(b);
            if let Some((found, spellings)) = best(&a.forms, &b.forms, vowels) {
                push(q, 1, l, 1, found, Some(spellings));
            } else if let Some(found) = initial(a.role, first(a), b.role, first(b)) {
                push(q, 1, l, 1, found, None);
            }
            let as_one =
                next_a.as_ref().and_then(|form| best(std::slice::from_ref(form), &b.forms, false));
            if let Some((found, spellings)) = as_one {
                push(q, 2, l, 1, written_apart(found), Some(spellings));
            }
            let next_b = listed
                .slots
                .get(l + 1)
                .filter(|n| may_join(b) && may_join(n))
                .and_then(|n| joined(b, n));
            if next_b.is_some_and(|form| a.forms.iter().any(|f| f.text == form.text)) {
                let equal = Likeness { per_mille: 1000, how: How::Equal };
                let spellings = Spellings { query: Scheme::Latin, listed: Scheme::Joined };
                push(q, 1, l, 2, written_apart(equal), Some(spellings));
            }
        }
    }
    let alignment = align(&query_parts, &listed_parts, &mut cells);
    let spellings = alignment
        .cells
        .iter()
        .map(|cell| met.iter().find(|(c, _)| c == cell).and_then(|(_, spellings)| *spellings))
        .collect();
    Comparison { alignment, spellings }
}

/// First byte of the main spelling, 0 when there is none.
#[must_use]
pub fn first(slot: &Slot) -> u8 {
    slot.main().as_bytes().first().copied().unwrap_or(0)
}
