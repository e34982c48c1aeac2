// SPDX-License-Identifier: Apache-2.0
//! Identity documents of the Consolidated List, whose numbers stand in any of three fields.

use super::when::date_of;
use super::{squash, stated};
use crate::recorder::Recorder;
use crate::values::country_code;
use crate::xml::Node;
use interdict_model::{Date, DefectKind, Fact, Identifier, Property, Value};

/// The fact an `INDIVIDUAL_DOCUMENT` element states; `None` when it is empty.
pub(super) fn fact(node: &Node, recorder: &mut Recorder<'_>) -> Option<Fact> {
    let field = |name| node.child_text(name).and_then(stated);
    let (kind, closer) = (field("TYPE_OF_DOCUMENT"), field("TYPE_OF_DOCUMENT2"));
    let (number, note) = (field("NUMBER"), field("NOTE"));
    let (issuer, country) = (field("ISSUING_COUNTRY"), field("COUNTRY_OF_ISSUE"));
    let city = field("CITY_OF_ISSUE");
    let issued_printed = field("DATE_OF_ISSUE");
    if [&number, &closer, &note, &issuer, &country, &city, &issued_printed]
        .iter()
        .all(|f| f.is_none())
    {
        return None;
    }
    let mut remarks: Vec<String> = Vec::new();
    let mut words = closer.clone().or_else(|| kind.clone());
    let from_number = number.as_deref().map(Printed::read);
    let printed = match from_number {
        Some(printed) => {
            remarks.extend(printed.rest.clone());
            Some(printed)
        }
        None => [closer.as_deref(), note.as_deref()]
            .into_iter()
            .flatten()
            .map(Printed::read)
            .find(|p| p.labelled || p.bare_number()),
    };
    remarks.extend(note);
    if let Some(label) = printed.as_ref().and_then(|p| p.label.clone()) {
        words = match words {
            Some(w) if closer.is_none() || number.is_some() => Some(join_words(&w, &label)),
            _ => Some(label),
        };
    }
    let label_country = printed.as_ref().and_then(|p| p.country.clone());
    let countries: Vec<String> = [country, issuer].into_iter().flatten().collect();
    let code = countries
        .iter()
        .map(|c| c.trim_end_matches(" passport"))
        .chain(label_country.as_deref())
        .find_map(country_code);
    if code.is_none() && !countries.is_empty() {
        recorder.defect(
            DefectKind::UnknownCode,
            node.line(),
            "COUNTRY_OF_ISSUE",
            &countries.join(" / "),
            "no country or territory of this name is known; kept as printed",
        );
    }
    remarks.extend(city.map(|c| format!("issued in {c}")));
    let country_printed = match countries.as_slice() {
        [] => label_country,
        [one] => Some(one.clone()),
        many => {
            let mut many = many.to_vec();
            many.dedup();
            Some(many.join(" / "))
        }
    };
    let whole = words.as_deref().unwrap_or_default().to_lowercase();
    let issued = issued_printed.as_deref().and_then(|d| date_of(d)?.as_day());
    if let Some(printed) = issued_printed.filter(|_| issued.is_none()) {
        recorder.defect(
            DefectKind::BadValue,
            node.line(),
            "DATE_OF_ISSUE",
            &printed,
            "not a calendar day; kept in the remark",
        );
        remarks.push(format!("issued {printed}"));
    }
    let note_text = squash(&remarks.join("; "));
    let said = note_text.as_deref().unwrap_or_default();
    let issued = issued.or_else(|| day_after(said, &["issued on ", "issue: ", "issued "]));
    let expires = day_after(
        said,
        &[
            "expires on ",
            "expired on ",
            "expires ",
            "expired ",
            "expiring ",
            "valid until ",
            "expiration date ",
            "expiry date: ",
            "expiry date ",
            "expires: ",
        ],
    );
    let identifier = Identifier {
        number: printed.map(|p| p.number).unwrap_or_default(),
        kind: words,
        country: code,
        country_printed,
        issued,
        expires,
        note: note_text,
    };
    if identifier.number.is_empty() {
        // A document without a number still says something of its bearer.
        let text = [identifier.kind, identifier.country_printed, identifier.note];
        let text = text.into_iter().flatten().collect::<Vec<_>>().join("; ");
        return Some(Fact::text(Property::NOTES, format!("document without number: {text}")));
    }
    Some(Fact::new(property_of(&whole), Value::Identifier(identifier)))
}

/// The property a document's kind belongs to.
fn property_of(kind: &str) -> Property {
    let has = |words: &[&str]| words.iter().any(|w| kind.contains(w));
    if has(&["passport", "passeport", "pasaporte"]) {
        Property::PASSPORT_NUMBER
    } else if has(&["fiscal code", "tax"]) {
        Property::TAX_NUMBER
    } else if has(&["social security", "ssn"]) {
        Property::SOCIAL_SECURITY_NUMBER
    } else if has(&["driving", "driver", "license", "licence"]) {
        Property::LICENSE_NUMBER
    } else {
        Property::ID_NUMBER
    }
}

fn join_words(general: &str, label: &str) -> String {
    if label.to_lowercase().contains(&general.to_lowercase()) {
        label.to_owned()
    } else {
        format!("{general} ({label})")
    }
}

/// A number with the words printed around it in the same field.
#[derive(Debug, Default, PartialEq, Eq)]
struct Printed {
    number: String,
    /// Words before the number ("Afghan passport number").
    label: Option<String>,
    /// Country named in those words or in brackets after the number.
    country: Option<String>,
    /// What follows the number, when it is no country.
    rest: Option<String>,
    /// Whether the words say that a number follows.
    labelled: bool,
}

impl Printed {
    fn bare_number(&self) -> bool {
        self.label.is_none() && self.number.bytes().filter(u8::is_ascii_digit).count() >= 5
    }

    fn read(text: &str) -> Self {
        let marks = [
            " number: ",
            " number ",
            " No.: ",
            " no.: ",
            " no: ",
            " No. ",
            " no. ",
            "SSN ",
            "Code: ",
            "Passport: ",
            " card ",
            ") ",
        ];
        let starts = |at: &usize| {
            let rest = text.get(*at..).unwrap_or_default();
            has_digit(rest.split([',', '(']).next().unwrap_or_default())
        };
        let cut = marks
            .iter()
            .find_map(|m| text.find(m).map(|at| at + m.len()).filter(starts))
            .map(|at| (at, true))
            .or_else(|| first_token_with_digit(text).map(|at| (at, false)));
        let Some((at, labelled)) = cut.filter(|(at, _)| *at > 0) else {
            return Self { number: text.to_owned(), ..Self::default() }.without_tail();
        };
        let (label, number) = text.split_at(at);
        let label = squash(label.trim_end_matches([' ', ':']));
        let country = label.as_deref().and_then(country_in);
        Self { number: number.trim().to_owned(), label, country, rest: None, labelled }
            .without_tail()
    }

    /// Parts the number from what follows it.
    fn without_tail(mut self) -> Self {
        let ends = [" issued", " expire", " under ", " (", ", ", " and ", "."];
        let end = ends
            .iter()
            .filter_map(|e| {
                self.number.find(e).filter(|at| {
                    has_digit(self.number.get(..*at).unwrap_or_default())
                        && (*e != "." || at + 1 == self.number.len())
                })
            })
            .min();
        if let Some(end) = end {
            let (number, tail) = self.number.split_at(end);
            let tail = tail.trim_matches([' ', ',', '(', ')', '.']).to_owned();
            match country_code(&tail) {
                Some(_) => self.country = Some(tail),
                None => self.rest = Some(tail).filter(|t| !t.is_empty()),
            }
            self.number = number.trim().to_owned();
        }
        self.number = self.number.trim_start_matches("No. ").trim_matches(':').trim().to_owned();
        self
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// Where the number starts when words stand before it: the first word with a digit.
fn first_token_with_digit(text: &str) -> Option<usize> {
    let mut at = 0;
    for (words, token) in text.split(' ').enumerate() {
        if has_digit(token) {
            return (words > 0).then_some(at);
        }
        // A short code in capitals belongs to the number ("SE 012820").
        let is_word = token.chars().filter(|c| c.is_lowercase()).count() > 1;
        if !is_word {
            return None;
        }
        at += token.len() + 1;
    }
    None
}

/// The country the first words of a label name.
fn country_in(label: &str) -> Option<String> {
    let words: Vec<&str> = label.split(' ').collect();
    (1..=words.len().min(4))
        .filter_map(|n| words.get(..n))
        .map(|w| w.join(" "))
        .find(|w| country_code(w).is_some())
}

/// The day that follows one of the given words.
fn day_after(text: &str, words: &[&str]) -> Option<Date> {
    let lower = text.to_ascii_lowercase();
    words.iter().find_map(|word| {
        let at = lower.find(word)? + word.len();
        let tokens: Vec<&str> = text.get(at..)?.split_whitespace().take(3).collect();
        (1..=tokens.len()).rev().find_map(|n| {
            let printed = tokens.get(..n)?.join(" ");
            interdict_codes::date(printed.trim_end_matches([',', '.', ';', ')']))?.as_day()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> (String, String, String, String) {
        let p = Printed::read(text);
        let or = |o: Option<String>| o.unwrap_or_default();
        (p.number, or(p.label), or(p.country), or(p.rest))
    }

    #[test]
    fn numbers_are_parted_from_their_words() {
        for (text, number, country) in [
            ("OA296623", "OA296623", ""),
            ("SE 012820", "SE 012820", ""),
            ("Afghan passport number SE 012820", "SE 012820", "Afghan"),
            ("Libyan Passport No. 96/184442", "96/184442", "Libyan"),
            ("Russian passport number 8208 No. 555627", "8208 No. 555627", "Russian"),
            ("Jordan 654781", "654781", "Jordan"),
            ("403062567 (US)", "403062567", "US"),
            ("R00012098, South Sudan", "R00012098", "South Sudan"),
            ("381110042 (Expired 25 Jan. 2016)", "381110042", ""),
            ("Tunisian passport number L 191609 issued on 28 Feb. 1996", "L 191609", "Tunisian"),
            ("Afghan national identification card (tazkira) number 545167", "545167", "Afghan"),
            ("German travel document (“Reiseausweis”) A 0139243", "A 0139243", "German"),
            ("CAR diplomatic passport no. D00000897", "D00000897", "CAR"),
            ("Italian Fiscal Code: DAOMMD74T11Z352Z", "DAOMMD74T11Z352Z", "Italian"),
        ] {
            let (n, _, c, _) = check(text);
            assert_eq!((n.as_str(), c.as_str()), (number, country), "{text}");
        }
    }

    #[test]
    fn days_are_read_from_remarks() {
        let day = |text| {
            day_after(text, &["expires on ", "expired on ", "expires "]).map(|d| d.to_string())
        };
        assert_eq!(day("expires on September 16, 2019").as_deref(), Some("2019-09-16"));
        assert_eq!(day("and expired on 25 May 2008").as_deref(), Some("2008-05-25"));
        assert_eq!(day("expires 18 Jun. 2018)").as_deref(), Some("2018-06-18"));
        assert_eq!(day("expired"), None);
    }
}
