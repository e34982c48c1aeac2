// SPDX-License-Identifier: Apache-2.0
//! What the EU's free-text remarks say by convention.

use crate::eu::day;
use crate::parents;
use interdict_model::{Date, Fact, PartialDate, Property};

/// The day on which the UN designated the subject, as the EU states it.
const UN_LISTING_DATE: Property = Property::of("unListingDate");

/// A regime under which the entry is listed besides its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Regime {
    /// Number and place of the act.
    pub(super) act: String,
    /// Programme.
    pub(super) programme: String,
}

/// What a remark states: facts, and further regimes.
pub(super) fn read(remark: &str) -> (Vec<Fact>, Vec<Regime>) {
    let mut facts = parents::read(remark);
    for rest in after_each(remark, "date of un designation:") {
        facts.extend(date_at_start(rest).map(un_listing));
    }
    for rest in after_each(remark, "date of designation referred to in article") {
        let rest = rest.split_once(':').map_or(
            "",
            |(article, date)| {
                if article.len() <= 40 { date } else { "" }
            },
        );
        facts.extend(date_at_start(rest).map(un_listing));
    }
    facts.dedup();
    (facts, regimes(remark))
}

fn un_listing(date: Date) -> Fact {
    let date = PartialDate::day(date);
    Fact::date(UN_LISTING_DATE, date, &date.to_string())
}

/// "Entity is sanctioned in regime 310/2002 (OJ L50) of programme ZWE, in regime …".
fn regimes(remark: &str) -> Vec<Regime> {
    let mut out = Vec::new();
    for rest in after_each(remark, "in regime ") {
        let Some((act, after)) = rest.split_once(" of programme ") else {
            continue;
        };
        let programme: String = after.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        if act.len() <= 60 && !programme.is_empty() {
            out.push(Regime { act: act.trim().to_owned(), programme });
        }
    }
    out
}

/// The texts that follow each occurrence of `words`, whatever their case.
fn after_each<'a>(text: &'a str, words: &str) -> Vec<&'a str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = find_ascii(rest, words) {
        rest = rest.get(at + words.len()..).unwrap_or_default();
        out.push(rest);
    }
    out
}

/// Where `words` (lower-case ASCII) stands in `text`.
fn find_ascii(text: &str, words: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    bytes.windows(words.len()).position(|w| w.eq_ignore_ascii_case(words.as_bytes()))
}

/// A day at the start: 2002-07-25, 25.7.2002, 25/7/2002.
fn date_at_start(text: &str) -> Option<Date> {
    let printed: String = text
        .trim_start()
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '/' | '-'))
        .collect();
    let printed = printed.trim_end_matches(['.', '-', '/']);
    day(printed).or_else(|| day(&printed.replace('.', "/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_and_days_are_read_from_remarks() {
        let (facts, _) = read(
            "(Father's name: Abd al-Razzaq, Mother's name: Nadira Ayoub.) (Date of UN designation: 2002-07-25) (Date of designation referred to in Article 7 (2): 11.1.2003.)",
        );
        let shown: Vec<_> =
            facts.iter().map(|f| format!("{}={}", f.property, f.value.as_text())).collect();
        assert_eq!(
            shown,
            [
                "fatherName=Abd al-Razzaq",
                "motherName=Nadira Ayoub",
                "unListingDate=2002-07-25",
                "unListingDate=2003-01-11"
            ]
        );
    }

    #[test]
    fn further_regimes_are_read_from_remarks() {
        let (_, regimes) = read(
            "(Entity is sanctioned in regime 753/2011 (OJ L199) of programme AFG, in regime 881/2002 (OJ L139) of programme TAQA)",
        );
        assert_eq!(regimes.len(), 2);
        assert_eq!(regimes[1].act, "881/2002 (OJ L139)");
        assert_eq!(regimes[1].programme, "TAQA");
    }

    #[test]
    fn a_remark_without_convention_says_nothing() {
        assert_eq!(read("(UNSC RESOLUTION 1483 BASIS: see function)"), (vec![], vec![]));
        assert_eq!(read("Date of UN designation: soon"), (vec![], vec![]));
    }
}
