// SPDX-License-Identifier: Apache-2.0
//! The table of countries: codes, names and how states relate.

use crate::fold::fold;
use interdict_model::Country;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

const DATA: &str = include_str!("../data/countries.tsv");

/// The table, read once.
pub(crate) struct Table {
    /// Every code, lower case, three-digit numbers included.
    codes: HashMap<&'static str, Country>,
    /// Every name in its [`key`] form.
    names: HashMap<String, Country>,
    /// English names.
    english: BTreeMap<Country, &'static str>,
    /// (territory or successor, the state it belongs or belonged to, kind).
    relations: Vec<(Country, Country, Relation)>,
}

/// How one country or territory stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// A territory of the other.
    Part,
    /// A successor of the other, in whole or in part.
    Successor,
    /// Its status as part of the other is disputed.
    Claimed,
}

pub(crate) fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(DATA))
}

/// The form under which a country's name is looked up: folded, without "the" and "of", with the
/// usual abbreviations written out.
pub(crate) fn key(name: &str) -> String {
    let folded = fold(name);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(' ') {
        let word = match word {
            "the" | "of" => continue,
            "st" => "saint",
            "rep" => "republic",
            "dem" => "democratic",
            "fed" => "federation",
            other => other,
        };
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

impl Table {
    fn read(data: &'static str) -> Self {
        let mut table = Self {
            codes: HashMap::new(),
            names: HashMap::new(),
            english: BTreeMap::new(),
            relations: Vec::new(),
        };
        for line in data.lines().filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            let (code, alpha3, numeric, others) = (cell(), cell(), cell(), cell());
            let (relations, english, names) = (cell(), cell(), cell());
            let Some(country) = Country::new(code) else { continue };
            let codes = [code, alpha3, numeric].into_iter().chain(others.split(' '));
            for code in codes.filter(|c| !c.is_empty()) {
                table.codes.entry(code).or_insert(country);
            }
            for relation in relations.split(' ') {
                let Some((kind, other)) = relation.split_once(':') else { continue };
                let kind = match kind {
                    "part" => Relation::Part,
                    "from" => Relation::Successor,
                    _ => Relation::Claimed,
                };
                if let Some(other) = Country::new(other) {
                    table.relations.push((country, other, kind));
                }
            }
            table.english.insert(country, english);
            for name in std::iter::once(english).chain(names.split('|')) {
                let name = key(name);
                if !name.is_empty() {
                    table.names.entry(name).or_insert(country);
                }
            }
        }
        table
    }

    /// A code of two to four letters or one to three digits, in any case.
    pub(crate) fn code(&self, text: &str) -> Option<Country> {
        if !(1..=4).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return self.codes.get(format!("{text:0>3}").as_str()).copied();
        }
        self.codes.get(text.to_ascii_lowercase().as_str()).copied()
    }

    /// A name that is already in [`key`] form.
    pub(crate) fn named(&self, key: &str) -> Option<Country> {
        self.names.get(key).copied()
    }
}

/// The English name of a country, when the table has the code.
#[must_use]
pub fn country_name(country: Country) -> Option<&'static str> {
    table().english.get(&country).copied()
}

/// Every country the table has with its English name, in order of code.
pub fn countries() -> impl Iterator<Item = (Country, &'static str)> {
    table().english.iter().map(|(country, name)| (*country, *name))
}

/// How `a` stands to `b`, when the one is a territory or successor of the other or claimed by it.
#[must_use]
pub fn relation(a: Country, b: Country) -> Option<Relation> {
    table().relations.iter().find(|(x, y, _)| (*x, *y) == (a, b)).map(|(_, _, kind)| *kind)
}

/// Whether two codes may speak of the same state: they are equal, or one is a territory or a
/// successor of the other, or is claimed by it. Two successors of one state are not related.
#[must_use]
pub fn related(a: Country, b: Country) -> bool {
    a == b || relation(a, b).is_some() || relation(b, a).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn c(code: &str) -> Country {
        Country::new(code).unwrap()
    }

    #[test]
    fn the_table_is_whole_and_says_nothing_twice() {
        let mut names: HashMap<String, &str> = HashMap::new();
        let mut codes: HashMap<&str, &str> = HashMap::new();
        let mut last = (0, "");
        for line in DATA.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 7, "{line}");
            assert!(Country::new(cells[0]).is_some(), "{line}");
            assert!((cells[0].len(), cells[0]) > last, "{line} is out of order");
            last = (cells[0].len(), cells[0]);
            for code in [cells[0], cells[1], cells[2]].into_iter().chain(cells[3].split(' ')) {
                if code.is_empty() {
                    continue;
                }
                let other = codes.insert(code, cells[0]);
                assert!(other.is_none(), "{code} is {other:?} and {}", cells[0]);
            }
            for name in std::iter::once(cells[5]).chain(cells[6].split('|')) {
                if let Some(other) = names.insert(key(name), cells[0]) {
                    assert_eq!(other, cells[0], "{name}");
                }
            }
            for relation in cells[4].split(' ').filter(|r| !r.is_empty()) {
                let (kind, other) = relation.split_once(':').unwrap();
                assert!(["part", "from", "claim"].contains(&kind), "{line}");
                assert!(country_name(c(other)).is_some(), "{line}");
            }
        }
        assert!(table().english.len() >= 249 + 8);
    }

    #[test]
    fn a_successor_is_related_and_a_sibling_is_not() {
        assert!(related(c("suhh"), c("ru")));
        assert!(related(c("ru"), c("suhh")));
        assert!(related(c("hk"), c("cn")));
        assert!(related(c("ss"), c("sd")));
        assert!(related(c("gb"), c("gb")));
        assert!(!related(c("ru"), c("ua")));
        assert!(!related(c("kp"), c("kr")));
        assert_eq!(relation(c("tw"), c("cn")), Some(Relation::Claimed));
    }

    #[test]
    fn names_are_english() {
        assert_eq!(country_name(c("ci")), Some("Côte d'Ivoire"));
        assert_eq!(country_name(c("kp")), Some("North Korea"));
        assert_eq!(country_name(c("zz")), None);
    }
}
