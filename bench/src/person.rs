// SPDX-License-Identifier: Apache-2.0
//! People: names by the customs and frequencies of several parts of the world.

use crate::random::Random;
use crate::tables::{Pair, Tables, Weighted};

/// A person, before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    /// In the original script, where there is one.
    pub(crate) original: Option<String>,
    pub(crate) aliases: Vec<String>,
    /// Year, month and day; the day or the month may be unknown.
    pub(crate) born: Option<String>,
    pub(crate) country: &'static str,
    pub(crate) male: bool,
}

/// Where a name comes from, with its share in a hundred and the countries that go with it.
const ORIGINS: &[(Origin, u64, &[&str])] = &[
    (Origin::Anglo, 24, &["us", "gb", "ca", "au", "ie", "za", "ng"]),
    (Origin::European, 14, &["de", "fr", "it", "es", "pl", "rs", "br", "mx", "co", "ro"]),
    (Origin::Cyrillic, 24, &["ru", "ua", "by", "kz", "bg"]),
    (Origin::Arabic, 20, &["sy", "iq", "lb", "ye", "sa", "eg", "ly", "sd", "jo"]),
    (Origin::Han, 7, &["cn", "tw", "hk", "sg"]),
    (Origin::Korean, 5, &["kp", "kr"]),
    (Origin::Hangul, 3, &["kr"]),
    (Origin::Kana, 3, &["jp"]),
];

#[derive(Clone, Copy, Debug)]
enum Origin {
    Anglo,
    European,
    Cyrillic,
    Arabic,
    Han,
    Korean,
    Hangul,
    Kana,
}

/// Draws a person.
pub(crate) fn person(tables: &Tables, random: &mut Random) -> Person {
    let mut at = random.below(100);
    let (origin, countries) = ORIGINS
        .iter()
        .find_map(|(origin, share, countries)| {
            if at < *share {
                return Some((*origin, *countries));
            }
            at -= share;
            None
        })
        .unwrap_or((Origin::Anglo, &["us"]));
    let words = words(tables, random, origin);
    let name = join(&words, |p| &p.latin);
    let original =
        (!matches!(origin, Origin::Anglo | Origin::European)).then(|| join(&words, |p| &p.other));
    let aliases = aliases(tables, random, origin, &words);
    Person {
        name,
        original,
        aliases,
        born: random.percent(75).then(|| born(random)),
        country: random.word(countries),
        male: random.percent(75),
    }
}

fn join(words: &[Pair], of: fn(&Pair) -> &String) -> String {
    words.iter().map(|w| of(w).as_str()).collect::<Vec<_>>().join(" ")
}

fn alike(word: impl Into<String>) -> Pair {
    let latin = word.into();
    Pair { other: latin.clone(), latin }
}

fn words(tables: &Tables, random: &mut Random, origin: Origin) -> Vec<Pair> {
    let drawn = |random: &mut Random, from: &Weighted<Pair>, from_to: (u64, u64)| -> Vec<Pair> {
        let count = random.between(from_to.0, from_to.1);
        (0..count).filter_map(|_| from.draw(random).cloned()).collect()
    };
    match origin {
        Origin::Anglo => {
            let mut words = vec![given(tables, random)];
            if random.percent(30) {
                words.push(given(tables, random));
            }
            let surname = if random.percent(60) {
                tables.surnames.draw(random).cloned().unwrap_or_default()
            } else {
                random.pick(&tables.more_surnames).cloned().unwrap_or_default()
            };
            words.push(alike(surname));
            words
        }
        Origin::European => {
            let mut words: Vec<Pair> = drawn(random, &tables.cyrillic, (2, 3));
            for word in &mut words {
                *word = alike(word.latin.clone());
            }
            words
        }
        Origin::Cyrillic => drawn(random, &tables.cyrillic, (2, 3)),
        Origin::Arabic => drawn(random, &tables.arabic, (2, 4)),
        Origin::Han => drawn(random, &tables.han, (2, 2)),
        Origin::Kana => drawn(random, &tables.kana, (2, 2)),
        Origin::Hangul => random.pick(&tables.hangul).cloned().into_iter().collect(),
        Origin::Korean => {
            let mut words = Vec::with_capacity(3);
            words.extend(random.pick(&tables.korean_surnames).cloned());
            for _ in 0..2 {
                words.extend(random.pick(&tables.korean_syllables).cloned());
            }
            words
        }
    }
}

fn given(tables: &Tables, random: &mut Random) -> Pair {
    let counted = random.percent(50);
    let name = if counted { tables.given.draw(random) } else { random.pick(&tables.more_given) };
    alike(name.cloned().unwrap_or_default())
}

/// Up to four other names: the words in another order, one left out, one more, one misspelt.
fn aliases(tables: &Tables, random: &mut Random, origin: Origin, words: &[Pair]) -> Vec<String> {
    let count = match random.below(100) {
        0..35 => 0,
        35..65 => 1,
        65..83 => 2,
        83..94 => 3,
        _ => 4,
    };
    let latin: Vec<&str> = words.iter().map(|w| w.latin.as_str()).collect();
    let mut out: Vec<String> = Vec::new();
    for _ in 0..count {
        let mut alias: Vec<String> = latin.iter().map(|w| (*w).to_owned()).collect();
        match random.below(4) {
            0 => alias.rotate_right(1),
            1 if alias.len() > 2 => {
                alias.remove(1);
            }
            2 => alias
                .extend(self::words(tables, random, origin).into_iter().take(1).map(|w| w.latin)),
            _ => {
                let at = usize::try_from(random.below(alias.len() as u64)).unwrap_or(0);
                if let Some(word) = alias.get_mut(at) {
                    *word = misspelt(word, random);
                }
            }
        }
        let alias = alias.join(" ");
        if !alias.is_empty() && !out.contains(&alias) {
            out.push(alias);
        }
    }
    out
}

/// The word with one letter dropped, doubled or exchanged.
pub(crate) fn misspelt(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return word.to_owned();
    }
    let at = usize::try_from(random.between(1, letters.len() as u64 - 1)).unwrap_or(1);
    match random.below(3) {
        0 => {
            letters.remove(at);
        }
        1 => {
            let letter = letters.get(at).copied().unwrap_or('a');
            letters.insert(at, letter);
        }
        _ => {
            if let Some(letter) = letters.get_mut(at) {
                *letter =
                    random.pick(&['a', 'e', 'i', 'o', 'u', 'n', 't', 's']).copied().unwrap_or('a');
            }
        }
    }
    letters.into_iter().collect()
}

/// A date of birth, whole in three of four cases.
fn born(random: &mut Random) -> String {
    let year = random.between(1940, 2004);
    match random.below(100) {
        0..75 => format!("{year}-{:02}-{:02}", random.between(1, 12), random.between(1, 28)),
        75..80 => format!("{year}-{:02}", random.between(1, 12)),
        _ => year.to_string(),
    }
}
