// SPDX-License-Identifier: Apache-2.0
//! Names with how often they occur, read from the shared folder.

use crate::random::Random;
use std::fs;
use std::io;
use std::path::Path;

/// Things that are drawn as often as they weigh.
#[derive(Debug, Default)]
pub(crate) struct Weighted<T> {
    items: Vec<T>,
    /// Sum of the weights up to and including each item.
    until: Vec<u64>,
}

impl<T> Weighted<T> {
    fn push(&mut self, item: T, weight: u64) {
        let before = self.until.last().copied().unwrap_or(0);
        self.items.push(item);
        self.until.push(before + weight);
    }

    /// One of them; `None` only when there is none.
    pub(crate) fn draw(&self, random: &mut Random) -> Option<&T> {
        let at = random.below(self.until.last().copied()?);
        self.items.get(self.until.partition_point(|until| *until <= at))
    }
}

/// A name in Latin letters and in another script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) latin: String,
    pub(crate) other: String,
}

/// All the frequencies the generator draws from.
#[derive(Debug, Default)]
pub struct Tables {
    /// Surnames of the US census of 2010 with their counts.
    pub(crate) surnames: Weighted<String>,
    /// The hundred most common US given names.
    pub(crate) given: Weighted<String>,
    /// Given names and surnames without a count.
    pub(crate) more_given: Vec<String>,
    pub(crate) more_surnames: Vec<String>,
    /// Words of names on Wikidata, with how often each occurs, and their spelling.
    pub(crate) cyrillic: Weighted<Pair>,
    pub(crate) arabic: Weighted<Pair>,
    pub(crate) han: Weighted<Pair>,
    pub(crate) kana: Weighted<Pair>,
    /// Whole names with their Hangul spelling.
    pub(crate) hangul: Vec<Pair>,
    /// Korean surnames and syllables of given names, both as spelt in the DPRK.
    pub(crate) korean_surnames: Vec<Pair>,
    pub(crate) korean_syllables: Vec<Pair>,
}

impl Tables {
    /// Reads them from the `names` folder of the shared material.
    ///
    /// # Errors
    /// When a file is missing or has no usable line.
    pub fn read(names: &Path) -> io::Result<Self> {
        let text = |file: &str| {
            fs::read_to_string(names.join(file)).map_err(|error| {
                io::Error::new(error.kind(), format!("{}: {error}", names.join(file).display()))
            })
        };
        let mut tables = Self::default();
        for fields in rows(&text("Names_2010Census_top1000.csv")?, ',') {
            if let [name, _, count, ..] = fields.as_slice()
                && let Ok(count) = count.parse()
            {
                tables.surnames.push(capital(name), count);
            }
        }
        for fields in rows(&text("us_top_first_names.csv")?, ',') {
            if let [_, name, share, ..] = fields.as_slice() {
                // Shares with up to 18 decimals; nine are enough to draw by.
                let share: f64 = share.parse().unwrap_or(0.0);
                #[allow(clippy::cast_possible_truncation, reason = "a share below one")]
                let weight = (share * 1e9) as u64;
                if weight > 0 {
                    tables.given.push(name.clone(), weight);
                }
            }
        }
        let both = |file: &str| -> io::Result<Vec<String>> {
            let mut out: Vec<String> = rows(&text(file)?, ',').skip(1).flatten().collect();
            out.sort_unstable();
            out.dedup();
            Ok(out)
        };
        tables.more_given = both("variants/forenames.csv")?;
        tables.more_surnames = both("variants/surnames.csv")?;
        tables.cyrillic = spelt(&text("transliteration/wd_russian_80.tsv")?);
        tables.arabic = spelt(&text("transliteration/wd_arabic_80.tsv")?);
        tables.han = spelt(&text("transliteration/wd_chinese_80.tsv")?);
        tables.kana = spelt(&text("transliteration/wd_katakana_80.tsv")?);
        tables.hangul = pairs(rows(&text("transliteration/wd_korean_names_dev.tsv")?, '\t'), 0, 1);
        tables.korean_surnames = pairs(rows(&text("korean_surnames.csv")?, ',').skip(1), 2, 0);
        tables.korean_syllables = pairs(rows(&text("korean_syllables.csv")?, ',').skip(1), 2, 0);
        if tables.surnames.items.is_empty() || tables.cyrillic.items.is_empty() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{}: the name tables hold no names", names.display()),
            ));
        }
        Ok(tables)
    }
}

/// Fields of each line. Quotation marks are dropped; no field of these tables holds a separator.
fn rows(text: &str, separator: char) -> impl Iterator<Item = Vec<String>> + '_ {
    text.lines().map(move |line| {
        line.split(separator).map(|f| f.replace('"', "").trim().to_owned()).collect()
    })
}

/// Lines of a Latin word, its letters in another script parted by spaces, and a count.
fn spelt(text: &str) -> Weighted<Pair> {
    let mut out = Weighted { items: Vec::new(), until: Vec::new() };
    for fields in rows(text, '\t') {
        if let [latin, other, count] = fields.as_slice()
            && let Ok(count) = count.parse()
        {
            out.push(Pair { latin: capital(latin), other: other.replace(' ', "") }, count);
        }
    }
    out
}

fn pairs(rows: impl Iterator<Item = Vec<String>>, latin: usize, other: usize) -> Vec<Pair> {
    rows.filter_map(|fields| {
        let first = |i: usize| fields.get(i)?.split(['/', ';', '(']).next().map(str::trim);
        let pair = Pair { latin: first(latin)?.to_owned(), other: first(other)?.to_owned() };
        (!pair.latin.is_empty() && !pair.other.is_empty()).then_some(pair)
    })
    .collect()
}

/// The word with its first letter large and the others small.
pub(crate) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_follow_the_weights() {
        let mut weighted = Weighted { items: Vec::new(), until: Vec::new() };
        weighted.push("often", 90);
        weighted.push("never", 0);
        weighted.push("seldom", 10);
        let mut random = Random::new(7);
        let drawn: Vec<&str> =
            (0..1000).filter_map(|_| weighted.draw(&mut random).copied()).collect();
        let often = drawn.iter().filter(|d| **d == "often").count();
        assert!((850..950).contains(&often), "{often}");
        assert!(!drawn.contains(&"never"));
    }

    #[test]
    fn lines_of_the_tables_are_read() {
        let spelt = spelt("jahn\tя н\t16\nbad line\n");
        assert_eq!(spelt.items, [Pair { latin: "Jahn".into(), other: "ян".into() }]);
        assert_eq!(spelt.until, [16]);
        assert_eq!(capital("SMITH"), "Smith");
    }
}
