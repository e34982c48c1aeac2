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

/// Whether two spellings in ASCII may be alike by edits, at a glance: `false` only where
/// [`likeness`] finds no edits between them.
#[must_use]
pub fn may_be_edits(a: &[u8], b: &[u8]) -> bool {
    within_reach(a, b).is_some()
}

/// The edits that may lie between two words of such lengths and letters; `None` if too many must.
fn within_reach<T: Letter>(a: &[T], b: &[T]) -> Option<usize> {
    let limit = max_edits(a.len(), b.len());
    if limit == 0 || a.len().abs_diff(b.len()) > limit || a.len().max(b.len()) > MAX_LEN {
        return None;
    }
    // One edit changes at most two letters of the alphabet that a word uses.
    let used = |word: &[T]| word.iter().fold(0_u64, |used, letter| used | letter.bit());
    ((used(a) ^ used(b)).count_ones() as usize <= 2 * limit).then_some(limit)
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

fn edits<T: Letter>(a: &[T], b: &[T]) -> Option<Likeness> {
    let limit = within_reach(a, b)?;
    let length = a.len().max(b.len());
    let common = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a_rest, b_rest) = (a.get(common..)?, b.get(common..)?);
    let tail = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(x, y)| x == y).count();
    let a_rest = a_rest.get(..a_rest.len() - tail)?;
    let b_rest = b_rest.get(..b_rest.len() - tail)?;
    let distance = distance(a_rest, b_rest);
    if distance > limit {
        return None;
    }
    let before = common.checked_sub(1).and_then(|at| a.get(at)).copied();
    let after = a.get(common + a_rest.len()).copied();
    let cost = cost(a_rest, b_rest, before, after, distance)?;
    let lost = 1000_usize.checked_mul(cost)?.checked_div(length * WHOLE)?;
    let per_mille = u16::try_from(1000_usize.saturating_sub(lost)).ok()?.min(999);
    Some(Likeness { per_mille, how: How::Edits(u8::try_from(distance).unwrap_or(u8::MAX)) })
}

/// A letter that distances can be taken over.
trait Letter: Copy + Eq {
    /// One of 64 classes of letters, as a bit.
    fn bit(self) -> u64;
    /// The letter as ASCII, or 0.
    fn ascii(self) -> u8;
}

impl Letter for u8 {
    fn bit(self) -> u64 {
        1 << (self & 63)
    }
    fn ascii(self) -> u8 {
        self
    }
}

impl Letter for char {
    fn bit(self) -> u64 {
        1 << (u32::from(self) & 63)
    }
    fn ascii(self) -> u8 {
        u8::try_from(self).unwrap_or(0)
    }
}

/// Optimal string alignment distance (insertions, deletions, exchanges, swaps of neighbours) by
/// Hyyrö's bit-parallel method; `a` has at most 64 letters.
fn distance<T: Letter>(a: &[T], b: &[T]) -> usize {
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    let last = 1_u64 << (a.len() - 1).min(63);
    let (mut rising, mut falling) = (u64::MAX, 0_u64);
    let (mut diagonal, mut before) = (0_u64, 0_u64);
    let mut score = a.len();
    for y in b {
        let matches =
            a.iter().enumerate().fold(0_u64, |bits, (at, x)| bits | (u64::from(x == y) << at));
        let swapped = ((!diagonal & matches) << 1) & before;
        diagonal = ((matches & rising).wrapping_add(rising) ^ rising) | matches | falling | swapped;
        let up = falling | !(diagonal | rising);
        let down = diagonal & rising;
        if up & last != 0 {
            score += 1;
        }
        if down & last != 0 {
            score = score.saturating_sub(1);
        }
        let up = (up << 1) | 1;
        rising = (down << 1) | !(diagonal | up);
        falling = up & diagonal;
        before = matches;
    }
    score
}

/// The cost of a whole edit; lighter ones are fractions of it.
const WHOLE: usize = 4;

/// What the edits between two words weigh, in quarters of an edit, once their distance is known
/// to be small. Exchanges of vowels and of like consonants weigh less, and so do doubled letters
/// and a silent h; `None` when digits differ, for then the words name different things.
fn cost<T: Letter>(
    a: &[T],
    b: &[T],
    before: Option<T>,
    after: Option<T>,
    distance: usize,
) -> Option<usize> {
    let digit = |word: &[T]| word.iter().any(|letter| letter.ascii().is_ascii_digit());
    match (a, b) {
        _ if digit(a) && digit(b) => None,
        ([x], [y]) => Some(exchange(x.ascii(), y.ascii())),
        ([], [x]) | ([x], []) => {
            if x.ascii().is_ascii_digit() {
                return None;
            }
            let doubled = before == Some(*x) || after == Some(*x);
            Some(if doubled || x.ascii() == b'h' { 2 } else { WHOLE })
        }
        _ if a.len() == b.len() && distance == a.len() => {
            Some(a.iter().zip(b).map(|(x, y)| exchange(x.ascii(), y.ascii())).sum())
        }
        ([], rest) | (rest, []) if digit(rest) => None,
        _ => Some(distance * WHOLE),
    }
}

/// The weight of one letter in the place of another.
fn exchange(x: u8, y: u8) -> usize {
    let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let (low, high) = (x.min(y), x.max(y));
    let alike = vowel(x) && vowel(y)
        || matches!(
            (low, high),
            (b's', b'z')
                | (b'c', b'k')
                | (b'k', b'q')
                | (b'c', b's')
                | (b'v', b'w')
                | (b'b', b'p')
                | (b'd', b't')
                | (b'g', b'k')
                | (b'f', b'v')
                | (b'm', b'n')
                | (b'j', b'y')
                | (b'g', b'j')
                | (b'i', b'j')
                | (b'l', b'r')
        );
    if alike { 3 } else { WHOLE }
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
        check("2007", "2008", None);
        check("ahl1", "ahl2", None);
        check("ahl1", "ahl", None);
        check("igor", "i9or", Some(How::Edits(1)));
        check("김정은", "김정운", None);
        check("abcdefg", "badcefg", Some(How::Edits(2)));
    }

    #[test]
    fn lighter_edits_leave_more_likeness() {
        let of = |a: &str, b: &str| likeness(a, b).map_or(0, |l| l.per_mille);
        assert!(of("mercador", "mercadur") > of("mercador", "mercadtr"));
        assert!(of("hassan", "hasan") > of("hassan", "hastan"));
        assert!(of("rosoboronexport", "rosoboroneksport") > 800);
    }

    /// The plain table of distances, against which the bit-parallel method is checked.
    fn by_table(a: &[u8], b: &[u8]) -> usize {
        let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
        for (i, row) in rows.iter_mut().enumerate() {
            row[0] = i;
        }
        for (j, cell) in rows[0].iter_mut().enumerate() {
            *cell = j;
        }
        for i in 1..=a.len() {
            for j in 1..=b.len() {
                let exchange = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut best = exchange.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(rows[i - 2][j - 2] + 1);
                }
                rows[i][j] = best;
            }
        }
        rows[a.len()][b.len()]
    }

    #[test]
    fn distances_agree_with_the_table() {
        // All words of up to five letters over an alphabet of three.
        let mut words: Vec<Vec<u8>> = vec![vec![]];
        let mut level: Vec<Vec<u8>> = vec![vec![]];
        for _ in 0..5 {
            level = level
                .iter()
                .flat_map(|word| b"abc".iter().map(|c| [word.as_slice(), &[*c]].concat()))
                .collect();
            words.extend(level.iter().cloned());
        }
        for a in words.iter().step_by(3) {
            for b in &words {
                assert_eq!(distance(a.as_slice(), b), by_table(a, b), "{a:?} {b:?}");
            }
        }
    }
}
