// SPDX-License-Identifier: Apache-2.0
//! Numbers of finance: LEI (ISO 17442), ISIN (ISO 6166), BIC (ISO 9362), IBAN (ISO 13616).

use super::{Checked, mod97, stripped};
use crate::country::table;

fn is_country(letters: Option<&str>) -> bool {
    let known = |l: &str| l.len() == 2 && !l.bytes().any(|b| b.is_ascii_digit());
    letters.is_some_and(|l| known(l) && table().code(l).is_some())
}

/// A Legal Entity Identifier: twenty letters and digits, the last two check digits (mod 97).
#[must_use]
pub fn lei(text: &str) -> Option<Checked> {
    let canonical = stripped(text, &["LEI"]);
    if canonical.len() != 20 || !canonical.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let check = canonical.get(18..).is_some_and(|c| c.bytes().all(|b| b.is_ascii_digit()));
    let valid = check && mod97(canonical.chars()) == Some(1);
    Some(Checked { canonical, valid })
}

/// An International Securities Identification Number: two letters, nine letters or digits, and a
/// check digit (modulus 10, double-add-double).
#[must_use]
pub fn isin(text: &str) -> Option<Checked> {
    let canonical = stripped(text, &["ISIN"]);
    let letters = canonical.bytes().take(2).all(|b| b.is_ascii_uppercase());
    let rest = canonical.bytes().skip(2).all(|b| b.is_ascii_alphanumeric());
    if canonical.len() != 12
        || !letters
        || !rest
        || !canonical.ends_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let mut values = Vec::with_capacity(24);
    for value in canonical.chars().filter_map(|c| c.to_digit(36)) {
        if value >= 10 {
            values.push(value / 10);
        }
        values.push(value % 10);
    }
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(i, v)| if i % 2 == 1 { v * 2 / 10 + v * 2 % 10 } else { *v })
        .sum();
    Some(Checked { valid: sum.is_multiple_of(10), canonical })
}

/// A Business Identifier Code (SWIFT): four letters or digits, a country, two letters or digits,
/// and an optional branch of three. It has no check digit; it counts as valid when the country is
/// one.
#[must_use]
pub fn bic(text: &str) -> Option<Checked> {
    let canonical = stripped(text, &["SWIFTBIC", "SWIFT", "BIC"]);
    if !matches!(canonical.len(), 8 | 11) || !canonical.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let country = canonical.get(4..6)?;
    if !country.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    Some(Checked { valid: is_country(Some(country)), canonical })
}

/// Lengths of IBANs by country, from the public registry of SWIFT.
const IBAN_LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BI", 27),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DJ", 27),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FK", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HN", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MN", 20),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NI", 28),
    ("NL", 18),
    ("NO", 15),
    ("OM", 23),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("RU", 33),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("SO", 23),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
    ("YE", 30),
];

/// An International Bank Account Number: a country, two check digits (mod 97) and up to thirty
/// letters and digits, of the length the country has registered.
#[must_use]
pub fn iban(text: &str) -> Option<Checked> {
    let canonical = stripped(text, &["IBAN"]);
    if !(15..=34).contains(&canonical.len())
        || !canonical.bytes().all(|b| b.is_ascii_alphanumeric())
    {
        return None;
    }
    let (country, rest) = canonical.split_at_checked(2)?;
    let (check, account) = rest.split_at_checked(2)?;
    if !country.bytes().all(|b| b.is_ascii_uppercase())
        || !check.bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let length = IBAN_LENGTHS.iter().find(|(c, _)| *c == country).map(|(_, len)| *len);
    let turned = account.chars().chain(country.chars()).chain(check.chars());
    let valid = length.map_or(is_country(Some(country)), |len| len == canonical.len())
        && mod97(turned) == Some(1);
    Some(Checked { canonical, valid })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_entities() {
        assert!(lei("5493001KJTIIGC8Y1R12").unwrap().valid);
        assert!(lei("LEI: 5493-001K-JTII-GC8Y-1R12").unwrap().valid);
        assert!(!lei("5493001KJTIIGC8Y1R13").unwrap().valid);
        assert_eq!(lei("5493001KJTIIGC8Y1R1"), None);
    }

    #[test]
    fn securities() {
        for good in ["US0378331005", "AU0000XVGZA3", "GB0002634946", "ru0007661625"] {
            assert!(isin(good).unwrap().valid, "{good}");
        }
        assert!(!isin("US0378331004").unwrap().valid);
        assert_eq!(isin("0378331005"), None);
    }

    #[test]
    fn banks() {
        assert!(bic("DEUTDEFF").unwrap().valid);
        assert_eq!(bic("swift: deut de ff 500").unwrap().canonical, "DEUTDEFF500");
        assert!(!bic("DEUTQQFF").unwrap().valid);
        assert_eq!(bic("DEUT"), None);
        assert_eq!(bic("12345678"), None);
    }

    #[test]
    fn accounts() {
        assert!(iban("GB82 WEST 1234 5698 7654 32").unwrap().valid);
        assert!(iban("DE89370400440532013000").unwrap().valid);
        assert!(!iban("DE89370400440532013001").unwrap().valid);
        assert!(!iban("DE8937040044053201300").unwrap().valid, "one digit short");
        assert_eq!(iban("1234"), None);
    }

    #[test]
    fn the_table_of_lengths_is_sorted() {
        assert!(IBAN_LENGTHS.windows(2).all(|w| w[0].0 < w[1].0));
    }
}
