// SPDX-License-Identifier: Apache-2.0
//! Two names laid side by side: which parts pair, and how alike the whole is.
//!
//! The caller finds the pairs that are possible ([`Cell`]s), from word likenesses computed on the
//! spot or looked up in an index; [`align`] chooses among them and scores the choice. It is the
//! one place where a name score is made, so that an index and an exhaustive comparison agree.
//!
//! Let `u` be the share of the query's weight left without a partner and `v` that of the listed
//! name (a pair that is only partly alike leaves the rest of its weight over on both sides). What
//! is over on *both* sides contradicts, what is over on one side only is left out there:
//!
//! `loss = CONTRADICTED · min(u, v) + LEFT_OUT_LISTED · (u − min) + LEFT_OUT_QUERY · (v − min)`
//!
//! and the score is `1000 − loss`. As `CONTRADICTED ≥ LEFT_OUT_LISTED`, a score of at least `T`
//! needs `u ≤ (1000 − T) / LEFT_OUT_LISTED` ([`largest_uncovered`]): a search may pass over every
//! name that shares less than the rest of the query's weight, and loses nothing.

use crate::{How, Likeness, Role};
use smallvec::SmallVec;

/// Loss per mille of weight that is over on both sides, in per mille.
const CONTRADICTED: i64 = 1300;
/// Loss per mille of weight that only the query has.
const LEFT_OUT_LISTED: i64 = 600;
/// Loss per mille of weight that only the listed name has.
const LEFT_OUT_QUERY: i64 = 350;
/// Best score when a single telling part pairs while either name has more of them.
const ONE_PART_ONLY: i64 = 650;
/// The most a slot weighs; see [`weight`].
pub const HEAVIEST: u16 = 100;
/// Slots beyond this take no part in pairs (they count as left over).
pub const MAX_SLOTS: usize = 48;

/// One slot as alignment sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its weight in the whole; see [`weight`].
    pub weight: u16,
    /// The part it plays.
    pub role: Role,
}

/// Weight of a slot by its role and the length of its main form in characters. A short word tells
/// less than a long one; a title or a legal form tells little.
#[must_use]
pub fn weight(role: Role, length: usize) -> u16 {
    match role {
        Role::Plain | Role::Number => match length {
            0 | 1 => 50,
            2 => 75,
            3 => 90,
            _ => HEAVIEST,
        },
        Role::Common => 40,
        Role::Initial => 40,
        Role::LegalForm => 15,
        Role::Particle => 15,
        Role::Title => 6,
    }
}

/// A possible pair: one or two neighbouring slots of the query with one or two of the listed name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// First slot of the query.
    pub query: u8,
    /// How many slots of the query, 1 or 2.
    pub query_span: u8,
    /// First slot of the listed name.
    pub listed: u8,
    /// How many slots of the listed name, 1 or 2.
    pub listed_span: u8,
    /// How alike.
    pub likeness: Likeness,
}

/// The pairs chosen and the score they make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// Score in per mille.
    pub score: u16,
    /// The pairs, in the order of the query.
    pub cells: SmallVec<[Cell; 8]>,
}

/// Whether a name that scores at least `threshold` per mille has two telling words in common with
/// the query, unless neither has more than one plain word. A pair of words tells when the slot it
/// begins in does ([`Role::tells`]) on either side and it is not by initial; a pair of one word
/// with two counts for two.
#[must_use]
pub fn needs_two_words(threshold: i32) -> bool {
    i64::from(threshold) > ONE_PART_ONLY
}

/// The greatest share of the query's weight (per mille) that may be left without a partner in a
/// name that scores at least `threshold` per mille.
#[must_use]
pub fn largest_uncovered(threshold: i32) -> i64 {
    (1000 - i64::from(threshold)).max(0) * 1000 / LEFT_OUT_LISTED
}

/// The score of two names of which so much of the weight (per mille) is over.
fn score_of(uncovered_query: i64, uncovered_listed: i64) -> i64 {
    let both = uncovered_query.min(uncovered_listed);
    let loss = CONTRADICTED * both
        + LEFT_OUT_LISTED * (uncovered_query - both)
        + LEFT_OUT_QUERY * (uncovered_listed - both);
    1000 - loss / 1000
}

/// The best score of two names of which at most so much of the weight can pair, each as (weight
/// that can pair, whole weight). More weight that pairs never scores less.
#[must_use]
pub fn largest_score(query: (i64, i64), listed: (i64, i64)) -> i64 {
    let uncovered = |(pairs, whole): (i64, i64)| {
        (1000 - (pairs * 1000).checked_div(whole).unwrap_or(1000)).max(0)
    };
    score_of(uncovered(query), uncovered(listed))
}

fn span_weight(parts: &[Part], first: u8, span: u8) -> i64 {
    parts.iter().skip(usize::from(first)).take(usize::from(span)).map(|p| i64::from(p.weight)).sum()
}

fn mask(first: u8, span: u8) -> u64 {
    let ones = if span == 2 { 0b11 } else { 0b1 };
    if first < 63 { ones << first } else { 0 }
}

/// Chooses pairs, the weightiest and most alike first, and scores them. `cells` is reordered.
#[must_use]
pub fn align(query: &[Part], listed: &[Part], cells: &mut [Cell]) -> Alignment {
    let mut alignment = Alignment::default();
    let query_total: i64 = query.iter().map(|p| i64::from(p.weight)).sum();
    let listed_total: i64 = listed.iter().map(|p| i64::from(p.weight)).sum();
    if query_total == 0 || listed_total == 0 {
        return alignment;
    }
    let value = |c: &Cell| {
        let weight = span_weight(query, c.query, c.query_span)
            + span_weight(listed, c.listed, c.listed_span);
        weight * i64::from(c.likeness.per_mille)
    };
    // An equal word beats a heavier pair of unlike ones: likeness first, then weight.
    cells.sort_unstable_by(|a, b| {
        (b.likeness.per_mille, value(b)).cmp(&(a.likeness.per_mille, value(a))).then_with(|| {
            let key = |c: &Cell| (c.query, c.listed, c.query_span, c.listed_span);
            key(a).cmp(&key(b))
        })
    });
    let (mut used_query, mut used_listed) = (0u64, 0u64);
    let (mut covered_query, mut covered_listed) = (0i64, 0i64);
    let mut telling_pairs = 0u32;
    for cell in cells.iter() {
        let (q, l) = (mask(cell.query, cell.query_span), mask(cell.listed, cell.listed_span));
        if q == 0 || l == 0 || used_query & q != 0 || used_listed & l != 0 {
            continue;
        }
        used_query |= q;
        used_listed |= l;
        let like = i64::from(cell.likeness.per_mille);
        covered_query += span_weight(query, cell.query, cell.query_span) * like;
        covered_listed += span_weight(listed, cell.listed, cell.listed_span) * like;
        let tells = |parts: &[Part], first: u8| {
            parts.get(usize::from(first)).is_some_and(|p| p.role.tells())
        };
        if cell.likeness.how != How::Initial
            && (tells(query, cell.query) || tells(listed, cell.listed))
        {
            telling_pairs += u32::from(cell.query_span.max(cell.listed_span));
        }
        alignment.cells.push(*cell);
    }
    let mut score =
        score_of(1000 - covered_query / query_total, 1000 - covered_listed / listed_total);
    let telling = |parts: &[Part]| parts.iter().filter(|p| matches!(p.role, Role::Plain)).count();
    if telling_pairs < 2 && (telling(query) > 1 || telling(listed) > 1) {
        score = score.min(ONE_PART_ONLY);
    }
    alignment.score = u16::try_from(score.clamp(0, 1000)).unwrap_or(0);
    alignment.cells.sort_unstable_by_key(|c| (c.query, c.listed));
    alignment
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(weights: &[u16]) -> Vec<Part> {
        weights.iter().map(|w| Part { weight: *w, role: Role::Plain }).collect()
    }

    fn cell(query: u8, listed: u8, per_mille: u16) -> Cell {
        let how = if per_mille == 1000 { How::Equal } else { How::Edits(1) };
        Cell { query, query_span: 1, listed, listed_span: 1, likeness: Likeness { per_mille, how } }
    }

    #[test]
    fn equal_names_score_the_most_in_any_order() {
        let p = parts(&[100, 100]);
        assert_eq!(align(&p, &p, &mut [cell(0, 1, 1000), cell(1, 0, 1000)]).score, 1000);
    }

    #[test]
    fn a_part_left_out_costs_less_than_a_part_contradicted() {
        let (two, three) = (parts(&[100, 100]), parts(&[100, 100, 100]));
        let left_out = align(&two, &three, &mut [cell(0, 0, 1000), cell(1, 2, 1000)]).score;
        let contradicted = align(&three, &three, &mut [cell(0, 0, 1000), cell(2, 2, 1000)]).score;
        assert!(left_out > 850 && contradicted < 600, "{left_out} {contradicted}");
    }

    #[test]
    fn one_shared_surname_is_not_enough() {
        let (one, two) = (parts(&[100]), parts(&[100, 100]));
        assert!(align(&one, &two, &mut [cell(0, 1, 1000)]).score <= 650);
        assert_eq!(align(&one, &one, &mut [cell(0, 0, 1000)]).score, 1000);
    }

    #[test]
    fn a_slot_is_used_once() {
        let (one, two) = (parts(&[100]), parts(&[100, 100]));
        let alignment = align(&two, &one, &mut [cell(0, 0, 1000), cell(1, 0, 1000)]);
        assert_eq!(alignment.cells.len(), 1);
    }

    #[test]
    fn more_weight_that_pairs_never_scores_less() {
        for u in 0..=1000 {
            for v in 0..1000 {
                assert!(score_of(u, v) >= score_of(u, v + 1), "{u} {v}");
                assert!(score_of(v, u) >= score_of(v + 1, u), "{v} {u}");
            }
        }
        assert_eq!(largest_score((200, 200), (200, 300)), 884);
    }

    #[test]
    fn the_bound_holds() {
        // Whatever pairs there are, a score of T leaves at most largest_uncovered(T) of the query.
        let q = parts(&[100, 90, 75, 40]);
        for listed in [parts(&[100]), parts(&[100, 90]), parts(&[100, 90, 75, 40, 100, 100])] {
            for bits in 0..16u8 {
                let mut cells: Vec<Cell> = (0..4u8)
                    .filter(|i| bits >> i & 1 == 1 && usize::from(*i) < listed.len())
                    .map(|i| cell(i, i, 1000))
                    .collect();
                let a = align(&q, &listed, &mut cells);
                let covered: i64 =
                    a.cells.iter().map(|c| i64::from(q[usize::from(c.query)].weight)).sum();
                let uncovered = 1000 - covered * 1000 / 305;
                // The search keeps two per mille for rounding, no more may be lost by it.
                assert!(uncovered <= largest_uncovered(i32::from(a.score)) + 2, "{a:?}");
            }
        }
    }
}
