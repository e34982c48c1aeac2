// SPDX-License-Identifier: Apache-2.0
//! How alike two single words are, once they are known to lie in the same key space.

use crate::nickname;

/// How two words were found to be alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// The same text.
    Equal,
    /// That many letters inserted, dropped, exchanged or swapped with their neighbour.
    Edits(u8),
    /// One is the initial letter of the other.
    Initial,
    /// Both are forms of one given name.
    Nickname,
    /// The same or an equivalent legal form.
    LegalForm,
    /// The same consonants in the same order.
    Skeleton,
}

impl How {
    /// The words an explanation uses for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Equal => "same",
            Self::Edits(1) => "one letter differs",
            Self::Edits(2) => "two letters differ",
            Self::Edits(_) => "several letters differ",
            Self::Initial => "initial of it",
            Self::Nickname => "form of the same given name",
            Self::LegalForm => "same legal form",
            Self::Skeleton => "same consonants",
        }
    }
}

/// A finding that two words count as the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Likeness {
    /// Likeness in per mille; 1000 only for equal texts.
    pub per_mille: u16,
    /// Why.
    pub how: How,
}

/// Per mille for two words with the same consonant skeleton.
const SKELETON: u16 = 860;
/// Per mille for two forms of one given name.
const NICKNAME: u16 = 900;
/// Per mille for an initial and a word that begins with it.
const INITIAL: u16 = 800;
/// Per mille for two legal forms of the same family, such as GmbH and LLC.
const LEGAL_FAMILY: u16 = 850;

/// The longest distance at which two words still count as one, in edits. Lengths are in
/// characters; only the shorter one matters, so that the answer is the same from both sides.
pub fn max_edits(a_len: usize, b_len: usize) -> usize {
    match a_len.min(b_len) {
        0..=3 => 0,
        4..=6 => 1,
        7..=11 => 2,
        _ => 3,
    }
}

/// Likeness of two spellings, or `None` if they do not count as the same word. Symmetric.
pub fn likeness(a: &str, b: &str) -> Option<Likeness> {
    if a == b {
        if a.starts_with('~') {
            return Some(Likeness { per_mille: SKELETON, how: How::Skeleton });
        }
        let how = if a.starts_with('=') { How::LegalForm } else { How::Equal };
        return Some(Likeness { per_mille: 1000, how });
    }
    let (&x, &y) = (a.as_bytes().first()?, b.as_bytes().first()?);
    match (x, y) {
        (b'~', _) | (_, b'~') | (b'@', _) | (_, b'@') => return None,
        (b'=', b'=') => {
            return crate::legal::same_family(a, b)
                .then_some(Likeness { per_mille: LEGAL_FAMILY, how: How::LegalForm });
        }
        (b'=', _) | (_, b'=') => return None,
        _ => {}
    }
    match (a.is_ascii(), b.is_ascii()) {
        (true, true) => ascii(a.as_bytes(), b.as_bytes()).or_else(|| {
            nickname::share(a, b).then_some(Likeness { per_mille: NICKNAME, how: How::Nickname })
        }),
        (false, false) => {
            let a: Vec<char> = a.chars().take(MAX_LEN + 1).collect();
            let b: Vec<char> = b.chars().take(MAX_LEN + 1).collect();
            edits(&a, &b)
        }
        _ => None,
    }
}

fn ascii(a: &[u8], b: &[u8]) -> Option<Likeness> {
    if a.len() == 1 || b.len() == 1 {
        let (first, other) = (a.first()?, b.first()?);
        return (first == other && first.is_ascii_alphabetic())
            .then_some(Likeness { per_mille: INITIAL, how: How::Initial });
    }
    edits(a, b)
}

/// Words longer than this are compared for equality only.
const MAX_LEN: usize = 64;

fn edits<T: Copy + Eq>(a: &[T], b: &[T]) -> Option<Likeness> {
    let limit = max_edits(a.len(), b.len());
    if limit == 0 || a.len().abs_diff(b.len()) > limit || a.len().max(b.len()) > MAX_LEN {
        return None;
    }
    let distance = distance(a, b)?;
    if distance > limit {
        return None;
    }
    let length = a.len().max(b.len());
    let lost = 1000_usize.checked_mul(distance)?.checked_div(length)?;
    let per_mille = u16::try_from(1000_usize.saturating_sub(lost)).ok()?;
    Some(Likeness { per_mille, how: How::Edits(u8::try_from(distance).unwrap_or(u8::MAX)) })
}

/// Optimal string alignment distance: insertions, deletions, exchanges and swaps of neighbours.
fn distance<T: Copy + Eq>(a: &[T], b: &[T]) -> Option<usize> {
    let common = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(common..)?, b.get(common..)?);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(..a.len() - tail)?, b.get(..b.len() - tail)?);
    if a.is_empty() || b.is_empty() {
        return Some(a.len().max(b.len()));
    }
    let mut before = [0_usize; MAX_LEN + 2];
    let mut last = [0_usize; MAX_LEN + 2];
    let mut row = [0_usize; MAX_LEN + 2];
    for (j, cell) in last.iter_mut().enumerate() {
        *cell = j;
    }
    for (i, x) in a.iter().enumerate() {
        *row.first_mut()? = i + 1;
        for (j, y) in b.iter().enumerate() {
            let exchange = last.get(j)? + usize::from(x != y);
            let mut best = exchange.min(last.get(j + 1)? + 1).min(row.get(j)? + 1);
            if i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) {
                best = best.min(before.get(j - 1)? + 1);
            }
            *row.get_mut(j + 1)? = best;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last.get(b.len()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expect: Option<How>) {
        assert_eq!(likeness(a, b).map(|l| l.how), expect, "{a} / {b}");
        assert_eq!(likeness(a, b), likeness(b, a), "{a} / {b} from both sides");
    }

    #[test]
    fn words() {
        check("kim", "kim", Some(How::Equal));
        check("kim", "kin", None);
        check("chol", "chul", Some(How::Edits(1)));
        check("friedrich", "fridrich", Some(How::Edits(1)));
        check("friedrich", "freidrich", Some(How::Edits(1)));
        check("mercaz", "merkel", None);
        check("j", "john", Some(How::Initial));
        check("bill", "william", Some(How::Nickname));
        check("~mhmd", "~mhmd", Some(How::Skeleton));
        check("~mhmd", "~mhmdn", None);
        check("=llc", "llc", None);
    }
}
