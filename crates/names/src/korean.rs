// SPDX-License-Identifier: Apache-2.0
//! Korean surnames and given-name syllables, and words of other scripts read as Korean: Latin
//! spellings brought together, Cyrillic after Kontsevich, Hanja surnames.

use crate::hangul::{Syllable, cyrillic_spellings, sino_korean};
use foldhash::{HashMap, HashMapExt};
use std::sync::OnceLock;

/// What the table of surnames and given-name syllables knows.
struct Table {
    /// Usual passport spellings of a syllable, the most usual first.
    usual: HashMap<Syllable, Vec<&'static str>>,
    /// Surname syllables, each with the initial form used in the DPRK (이 is 리).
    surnames: HashMap<char, Syllable>,
    /// Hanja surnames to their Hangul.
    hanja_surnames: HashMap<char, char>,
    /// Every Latin spelling of a surname to its families (DPRK spelling).
    surname_families: HashMap<&'static str, Vec<&'static str>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(build)
}

/// Usual passport spellings of a syllable, the most usual first.
pub(crate) fn usual(syllable: Syllable) -> &'static [&'static str] {
    table().usual.get(&syllable).map_or(&[], Vec::as_slice)
}

struct Row {
    surname: bool,
    /// One syllable, or the two that the south and the north write (이리).
    hangul: &'static str,
    hanja: &'static str,
    dprk: &'static str,
    passport: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    include_str!("../data/korean.tsv").lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        Some(Row {
            surname: columns.next()? == "surname",
            hangul: columns.next()?,
            hanja: columns.next()?,
            dprk: columns.next()?,
            passport: columns.next()?,
        })
    })
}

fn build() -> Table {
    let mut table = Table {
        usual: HashMap::new(),
        surnames: HashMap::new(),
        hanja_surnames: HashMap::new(),
        surname_families: HashMap::new(),
    };
    for row in rows() {
        for syllable in row.hangul.chars().filter_map(Syllable::of) {
            let spellings = table.usual.entry(syllable).or_default();
            for spelling in row.passport.split(' ') {
                if !spellings.contains(&spelling) {
                    spellings.push(spelling);
                }
            }
        }
        if !row.surname {
            continue;
        }
        for spelling in row.passport.split(' ').chain([row.dprk]) {
            let families = table.surname_families.entry(spelling).or_default();
            if !families.contains(&row.dprk) {
                families.push(row.dprk);
            }
        }
        if let Some(north) = row.hangul.chars().next_back().and_then(Syllable::of) {
            for c in row.hangul.chars() {
                table.surnames.entry(c).or_insert(north);
            }
        }
        if let Some(first) = row.hangul.chars().next() {
            for hanja in row.hanja.chars() {
                table.hanja_surnames.entry(hanja).or_insert(first);
            }
        }
    }
    table
}

/// Up to eight ASCII letters in one number, so that thousands of syllables need no allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Short([u8; 8]);

impl Short {
    fn new(parts: &[&str]) -> Option<Self> {
        let mut bytes = [0_u8; 8];
        let mut places = bytes.iter_mut();
        for byte in parts.iter().flat_map(|part| part.bytes()) {
            *places.next()? = byte;
        }
        Some(Self(bytes))
    }

    fn text(self) -> String {
        self.0.into_iter().take_while(|byte| *byte != 0).map(char::from).collect()
    }
}

/// Every Latin spelling of any syllable to the DPRK spellings it may stand for.
fn latin_readings() -> &'static HashMap<Short, Vec<Short>> {
    static READINGS: OnceLock<HashMap<Short, Vec<Short>>> = OnceLock::new();
    READINGS.get_or_init(|| {
        let mut readings: HashMap<Short, Vec<Short>> = HashMap::with_capacity(8192);
        let mut push = |spelling: Option<Short>, dprk: Option<Short>| {
            let (Some(spelling), Some(dprk)) = (spelling, dprk) else { return };
            let values = readings.entry(spelling).or_insert_with(|| Vec::with_capacity(1));
            if values.len() < 3 && !values.contains(&dprk) {
                values.push(dprk);
            }
        };
        for row in rows() {
            for spelling in row.passport.split(' ').chain([row.dprk]) {
                push(Short::new(&[spelling]), Short::new(&[row.dprk]));
            }
        }
        for syllable in sino_korean() {
            let dprk = Short::new(&syllable.parts(2));
            for column in [2, 0, 1, 3] {
                push(Short::new(&syllable.parts(column)), dprk);
            }
        }
        readings
    })
}

/// Kontsevich and older Russian spellings to the DPRK's.
fn cyrillic_readings() -> &'static HashMap<String, String> {
    static READINGS: OnceLock<HashMap<String, String>> = OnceLock::new();
    READINGS.get_or_init(|| {
        let mut readings = HashMap::with_capacity(8192);
        for syllable in sino_korean() {
            cyrillic_spellings(syllable, &syllable.dprk(), &mut readings);
        }
        // Traditional Russian spellings of frequent names, which come before the regular ones.
        for (cyrillic, dprk) in [
            ("чен", "jong"),
            ("чжон", "jong"),
            ("ир", "il"),
            ("сен", "song"),
            ("ен", "yong"),
            ("ын", "un"),
            ("цой", "choe"),
            ("цхай", "choe"),
            ("чер", "chol"),
            ("чхоль", "chol"),
            ("ли", "ri"),
            ("ри", "ri"),
            ("хен", "hyon"),
            ("мен", "myong"),
            ("нен", "ryong"),
            ("рен", "ryong"),
            ("ен", "yong"),
            ("гван", "kwang"),
            ("гук", "kuk"),
            ("чун", "jung"),
            ("ким", "kim"),
            ("пак", "pak"),
            ("чо", "jo"),
            ("чжо", "jo"),
            ("тен", "jong"),
            ("тян", "jang"),
            ("чан", "jang"),
            ("хван", "hwang"),
            ("юн", "yun"),
            ("лим", "rim"),
            ("хо", "ho"),
            ("нам", "nam"),
            ("сук", "suk"),
            ("хи", "hui"),
            ("хэ", "hae"),
            ("ун", "un"),
            ("сон", "song"),
            ("ан", "an"),
            ("ман", "man"),
            ("кан", "kang"),
            ("тон", "tong"),
            ("дон", "tong"),
            ("ён", "yong"),
            ("чин", "jin"),
            ("кук", "kuk"),
        ] {
            readings.insert(cyrillic.to_owned(), dprk.to_owned());
        }
        readings
    })
}

/// Whether this Hangul character is a surname, and the syllable the DPRK writes for it.
pub(crate) fn surname(c: char) -> Option<Syllable> {
    table().surnames.get(&c).copied()
}

/// The Hangul of a Hanja surname.
pub(crate) fn hanja_surname(c: char) -> Option<char> {
    table().hanja_surnames.get(&c).copied()
}

/// Whether this is the DPRK's spelling of a surname.
pub(crate) fn is_surname(dprk: &str) -> bool {
    surname_families(dprk).contains(&dprk)
}

/// Spellings usual in passports.
pub(crate) fn passport(c: char) -> &'static [&'static str] {
    Syllable::of(c).map_or(&[], usual)
}

/// DPRK spellings of the surname families a Latin spelling belongs to ("lee" is "ri").
pub(crate) fn surname_families(spelling: &str) -> &'static [&'static str] {
    table().surname_families.get(spelling).map_or(&[], Vec::as_slice)
}

/// DPRK spellings of a Latin word of one or two Korean syllables; empty if it is none.
pub(crate) fn readings(word: &str) -> Vec<String> {
    let table = latin_readings();
    let get = |word: &str| Short::new(&[word]).and_then(|word| table.get(&word));
    if let Some(readings) = get(word) {
        return readings.iter().map(|reading| reading.text()).collect();
    }
    // Two syllables written as one word: the first cut at which both halves are syllables.
    for at in (1..word.len()).rev() {
        let (Some(a), Some(b)) = (word.get(..at), word.get(at..)) else { continue };
        if let (Some(a), Some(b)) = (get(a), get(b))
            && let (Some(a), Some(b)) = (a.first(), b.first())
        {
            return vec![a.text() + &b.text()];
        }
    }
    Vec::new()
}

/// A Cyrillic word read as Korean syllables, in the DPRK's spelling.
pub(crate) fn from_cyrillic(word: &str) -> Option<Vec<&'static str>> {
    let chars: Vec<char> = word.chars().collect();
    if chars.is_empty() || chars.len() > 12 {
        return None;
    }
    parse(&chars, cyrillic_readings(), 5)
}

/// Cuts `chars` into keys of `map`, preferring the fewest and then the longest first.
pub(crate) fn parse<'m>(
    chars: &[char],
    map: &'m HashMap<String, String>,
    longest: usize,
) -> Option<Vec<&'m str>> {
    if chars.is_empty() {
        return Some(Vec::new());
    }
    let mut best: Option<Vec<&str>> = None;
    for length in (1..=longest.min(chars.len())).rev() {
        let (head, tail) = chars.split_at_checked(length)?;
        let head: String = head.iter().collect();
        let Some(value) = map.get(&head) else { continue };
        if let Some(rest) = parse(tail, map, longest)
            && best.as_ref().is_none_or(|best| rest.len() + 1 < best.len())
        {
            let mut all = vec![value.as_str()];
            all.extend(rest);
            best = Some(all);
        }
    }
    best
}
