// SPDX-License-Identifier: Apache-2.0
//! Numbers that identify: their shape, their check digits, and a form that can be compared.
//!
//! Each reader answers `None` when the text does not have the shape of its kind at all, and
//! otherwise says whether the number is formally sound. A wrong check digit is kept and said: lists
//! print such numbers too, and a number that is only mistyped still identifies.

mod finance;
mod sha256;
mod ship;
mod tax;
mod wallet;

pub use finance::{bic, iban, isin, lei};
pub use ship::{imo, imo_company, mmsi};
pub use tax::{inn, ogrn, uei};
pub use wallet::{WalletKind, wallet};

/// A number in its one canonical form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Checked {
    /// Without spaces, dots and prefixes, in the case its standard writes.
    pub canonical: String,
    /// Whether form and check digits are right.
    pub valid: bool,
}

/// The generic form for comparing document numbers: upper-case letters and digits only, decimal
/// digits of any script as ASCII. Empty when there is no letter or digit.
#[must_use]
pub fn canonical(number: &str) -> String {
    let mut out = String::with_capacity(number.len());
    for c in number.chars() {
        match c {
            '0'..='9' | 'A'..='Z' => out.push(c),
            'a'..='z' => out.push(c.to_ascii_uppercase()),
            '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
                let ascii = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
                out.push(ascii.to_ascii_uppercase());
            }
            _ => match crate::fold::digit(c) {
                Some(digit) => out.push(digit),
                None if c.is_alphanumeric() => out.extend(c.to_uppercase()),
                None => {}
            },
        }
    }
    out
}

/// The canonical form without one of the given prefixes ("IMO", "INN"), longest first.
fn stripped(text: &str, prefixes: &[&str]) -> String {
    let whole = canonical(text);
    for prefix in prefixes {
        if let Some(rest) = whole.strip_prefix(prefix) {
            let rest = ["NUMBER", "CODE", "NO", "NR"]
                .iter()
                .find_map(|word| rest.strip_prefix(word))
                .unwrap_or(rest);
            if !rest.is_empty() {
                return rest.to_owned();
            }
        }
    }
    whole
}

/// The digits of a text that has no others, as numbers; `None` unless there are `len` of them.
fn digits(text: &str, len: usize) -> Option<Vec<u32>> {
    if text.len() != len {
        return None;
    }
    text.chars().map(|c| c.to_digit(10)).collect()
}

/// Remainder by 97 of a text read as ISO 7064 does: letters as two-digit numbers from A = 10.
fn mod97(text: impl Iterator<Item = char>) -> Option<u32> {
    let mut rest = 0u32;
    for c in text {
        let value = c.to_digit(36)?;
        let shifted = if value < 10 { rest * 10 } else { rest * 100 };
        rest = (shifted + value) % 97;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_numbers_compare_without_signs() {
        assert_eq!(canonical(" ab-123.456/Ж "), "AB123456Ж");
        assert_eq!(canonical("№ ١٢٣"), "123");
        assert_eq!(canonical("ＡＢ１"), "AB1");
        assert_eq!(canonical("--"), "");
    }

    #[test]
    fn no_reader_fails_on_odd_text() {
        let odd =
            ["", " ", "IMO", "é", "٣", "0", "🦀🦀🦀", "ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ"];
        for text in odd {
            for read in [imo, imo_company, mmsi, lei, isin, bic, iban, inn, ogrn, uei] {
                let _ = read(text);
            }
            let _ = wallet(text);
        }
    }
}
