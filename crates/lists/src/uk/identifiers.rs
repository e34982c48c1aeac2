// SPDX-License-Identifier: Apache-2.0
//! Passports, identity cards and registration numbers with what the UK says of them in words.

use crate::items;
use crate::uk::date;
use crate::values;
use interdict_model::{Country, Date, Fact, Identifier, Property, Value};

/// Documents from a cell of numbers and a cell of details, paired by their places.
pub(super) fn documents(
    property: &Property,
    kind: &str,
    numbers: Option<&str>,
    details: Option<&str>,
) -> Vec<Fact> {
    let place = |cell: Option<&str>| -> Vec<String> {
        cell.map(|c| {
            items::numbered(c).map_or_else(
                || vec![c.trim().to_owned()],
                |found| found.into_iter().map(str::to_owned).collect(),
            )
        })
        .unwrap_or_default()
    };
    let mut details = place(details);
    let numbers = match numbers {
        Some(_) => place(numbers),
        // The ConList of before 2022 prints the number at the start of the details.
        None => details.iter().map(|d| leading_number(d).to_owned()).collect(),
    };
    // Several numbers share one detail; a detail of another count belongs to all of them.
    if details.len() != numbers.len() && !details.is_empty() {
        details = vec![details.join("; "); numbers.len()];
    }
    let mut out = Vec::new();
    for (n, number) in numbers.iter().enumerate() {
        let detail = details.get(n).map(String::as_str).filter(|d| !d.is_empty());
        if number.is_empty() {
            if let Some(detail) = detail {
                out.push(Fact::text(Property::NOTES, format!("{kind}: {detail}")));
            }
            continue;
        }
        let id = Identifier {
            number: number.clone(),
            kind: Some(kind.to_owned()),
            country: detail.and_then(country),
            country_printed: None,
            issued: detail
                .and_then(|d| day_after(d, &["issued on", "issue date:", "issued in", "issued"])),
            expires: detail.and_then(|d| {
                day_after(
                    d,
                    &[
                        "expires on",
                        "expired on",
                        "expiry date:",
                        "expires",
                        "expired",
                        "valid until",
                    ],
                )
            }),
            note: detail.filter(|d| *d != number).map(str::to_owned),
        };
        out.push(Fact::new(property.clone(), Value::Identifier(id)));
    }
    out
}

/// The number a detail of the former list begins with or names; the whole where neither is clear.
fn leading_number(detail: &str) -> &str {
    let is_number = |t: &str| {
        (4..=25).contains(&t.len())
            && t.bytes().any(|b| b.is_ascii_digit())
            && !t.bytes().any(|b| b.is_ascii_lowercase())
            && date(t).is_none_or(|d| d.as_day().is_none())
    };
    let start = detail.split([',', '(', '.']).next().unwrap_or_default();
    let start = start.split(" issued").next().unwrap_or_default().trim();
    if is_number(start) {
        return start;
    }
    for word in detail.split([' ', ',', '(', ')', ';']) {
        let word = word.trim_start_matches("no.").trim_matches(['.', ':']);
        if is_number(word) {
            return word;
        }
    }
    detail
}

/// The country a detail opens with or has in brackets: "Tunisia number.", "(Pakistan)".
fn country(detail: &str) -> Option<Country> {
    const ENDS: &[&str] = &[
        " number",
        " passport",
        " national",
        " identity",
        " diplomatic",
        " identification",
        ".",
        ",",
        " (",
    ];
    let end = ENDS.iter().filter_map(|e| detail.find(e)).min().unwrap_or(detail.len());
    let open = detail.get(..end).and_then(values::country_code);
    open.or_else(|| {
        detail.split('(').skip(1).filter_map(|t| t.split(')').next()).find_map(values::country_code)
    })
}

/// The day after one of some words: "issued on 16 Nov. 1989".
fn day_after(detail: &str, words: &[&str]) -> Option<Date> {
    let lower = detail.to_ascii_lowercase();
    for word in words {
        for (at, _) in lower.match_indices(word) {
            let rest = detail.get(at + word.len()..).unwrap_or_default();
            let tokens: Vec<&str> = rest.split_whitespace().take(3).collect();
            for n in (1..=tokens.len()).rev() {
                let text = tokens.get(..n).unwrap_or_default().join(" ");
                let text = text.trim_end_matches(['.', ',', ';', ')', ':']);
                if let Some(day) = date(text).and_then(|d| d.as_day()) {
                    return Some(day);
                }
            }
        }
    }
    None
}

/// Registration numbers of a cell such as "(1) INN: 7719898900 (2) OGRN: 5147746464234".
pub(super) fn registrations(cell: &str) -> Vec<Fact> {
    let mut out = Vec::new();
    for item in items::items(cell) {
        let mut label = String::new();
        let mut found = false;
        for word in item.split([' ', ',', ';', '\n', '\t']) {
            let token = word.trim_matches(['(', ')', '.', ':']);
            let (before, token) = token.rsplit_once(':').unwrap_or(("", token));
            if !is_registration(token) {
                label.push_str(word);
                label.push(' ');
                continue;
            }
            label.push_str(before);
            out.push(registration(token, label.trim()));
            label.clear();
            found = true;
        }
        if !found {
            out.push(registration(item, ""));
        }
    }
    out
}

/// At least five characters, half of them digits, and no date.
fn is_registration(token: &str) -> bool {
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    token.len() >= 5 && digits * 2 >= token.len() && date(token).is_none()
}

fn registration(number: &str, label: &str) -> Fact {
    let words = label.to_uppercase();
    let property = if words.contains("OGRN") {
        Property::OGRN_CODE
    } else if words.contains("INN") {
        Property::INN_CODE
    } else if ["TIN", "TAX", "UNP", "УНН"].iter().any(|w| words.contains(w)) {
        Property::TAX_NUMBER
    } else {
        Property::REGISTRATION_NUMBER
    };
    let label = label.trim_matches([' ', ':', '/', '(', ')', '.']);
    Fact::new(
        property,
        Value::Identifier(Identifier {
            number: number.to_owned(),
            kind: Some(
                if label.is_empty() { "Business registration number" } else { label }.to_owned(),
            ),
            ..Identifier::default()
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(facts: &[Fact]) -> Vec<String> {
        facts
            .iter()
            .map(|f| match &f.value {
                Value::Identifier(id) => format!(
                    "{}={} {} {} {}",
                    f.property,
                    id.number,
                    id.country.map(|c| c.to_string()).unwrap_or_default(),
                    id.issued.map(|d| d.to_string()).unwrap_or_default(),
                    id.expires.map(|d| d.to_string()).unwrap_or_default(),
                )
                .trim_end()
                .to_owned(),
                other => format!("{}={}", f.property, other.as_text()),
            })
            .collect()
    }

    #[test]
    fn numbers_and_details_are_paired() {
        let facts = documents(
            &Property::PASSPORT_NUMBER,
            "Passport",
            Some("(1) OR801168 (2) 4117921"),
            Some(
                "(1) Afghan number, issued on 28 Feb. 2006. Expired 27 Feb. 2011. (2) Pakistan number, issued on 9 Sep. 2008.",
            ),
        );
        assert_eq!(
            shown(&facts),
            [
                "passportNumber=OR801168 af 2006-02-28 2011-02-27",
                "passportNumber=4117921 pk 2008-09-09"
            ]
        );
        let facts = documents(
            &Property::PASSPORT_NUMBER,
            "Passport",
            Some("1 2"),
            Some("Issue date: 05/05/1998, expiry date: 04/05/2003"),
        );
        assert_eq!(shown(&facts), ["passportNumber=1 2  1998-05-05 2003-05-04"]);
    }

    #[test]
    fn the_former_list_prints_the_number_in_the_details() {
        for (detail, number) in [
            ("W374031, Tunisian national identity number", "W374031"),
            ("M788331 (Tunisian). Issued on 28 Sept 2001", "M788331"),
            ("Yemeni passport number 17979 issued under name Ali", "17979"),
            ("Passport No.: 622641887 (Russian foreign travel passport number)", "622641887"),
            ("unknown to us", "unknown to us"),
        ] {
            let facts = documents(&Property::PASSPORT_NUMBER, "Passport", None, Some(detail));
            assert_eq!(facts[0].value.as_text(), number, "{detail}");
        }
    }

    #[test]
    fn registration_numbers_are_told_apart() {
        assert_eq!(
            shown(&registrations("TIN: 7713122621 OGRN: 1027739267126")),
            ["taxNumber=7713122621", "ogrnCode=1027739267126"]
        );
        assert_eq!(
            shown(&registrations("(1) INN: 7719898900  (2) OGRN: 5147746464234")),
            ["innCode=7719898900", "ogrnCode=5147746464234"]
        );
        assert_eq!(
            shown(&registrations("1167700052618 (Russia). Tax ID No. 7743141413 (Russia)")),
            ["registrationNumber=1167700052618", "taxNumber=7743141413"]
        );
        assert_eq!(
            shown(&registrations("Ma.Bko.2013.M.1610")),
            ["registrationNumber=Ma.Bko.2013.M.1610"]
        );
    }
}
