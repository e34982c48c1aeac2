// SPDX-License-Identifier: Apache-2.0
//! Registers of states: Russian INN and OGRN, and the United States' UEI.

use super::{Checked, digits, stripped};

fn weighted(values: &[u32], weights: &[u32]) -> u32 {
    values.iter().zip(weights).map(|(v, w)| v * w).sum::<u32>() % 11 % 10
}

/// A Russian taxpayer number: ten digits (organisation, one check digit) or twelve (person, two).
#[must_use]
pub fn inn(text: &str) -> Option<Checked> {
    const TEN: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    const ELEVEN: [u32; 10] = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    const TWELVE: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let canonical = stripped(text, &["INN", "ИНН"]);
    let values = digits(&canonical, 10).or_else(|| digits(&canonical, 12))?;
    let valid = match values.as_slice() {
        [.., c] if values.len() == 10 => *c == weighted(&values, &TEN),
        [.., b, c] => *b == weighted(&values, &ELEVEN) && *c == weighted(&values, &TWELVE),
        _ => false,
    };
    let valid = valid && values.iter().any(|v| *v != 0);
    Some(Checked { canonical, valid })
}

/// A Russian state registration number: thirteen digits (OGRN) or fifteen (OGRNIP), the last being
/// the last digit of the remainder of the others by eleven or thirteen.
#[must_use]
pub fn ogrn(text: &str) -> Option<Checked> {
    let canonical = stripped(text, &["OGRNIP", "OGRN", "ОГРНИП", "ОГРН"]);
    let values = digits(&canonical, 13).or_else(|| digits(&canonical, 15))?;
    let divisor = u64::try_from(values.len()).unwrap_or(15) - 2;
    let (head, check) = values.split_at(values.len() - 1);
    let number = head.iter().fold(0u64, |n, d| n * 10 + u64::from(*d));
    let valid = number > 0 && check.first().map(|c| u64::from(*c)) == Some(number % divisor % 10);
    Some(Checked { canonical, valid })
}

/// A Unique Entity Identifier of the US government: twelve letters and digits without I and O, the
/// first not zero. Its checksum is not public; only the form is checked.
#[must_use]
pub fn uei(text: &str) -> Option<Checked> {
    let canonical = stripped(text, &["UEI"]);
    if canonical.len() != 12 || !canonical.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let valid = !canonical.starts_with('0') && !canonical.contains(['I', 'O']);
    Some(Checked { canonical, valid })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taxpayers() {
        assert!(inn("ИНН 7707083893").unwrap().valid);
        assert!(!inn("7707083894").unwrap().valid);
        assert!(inn("500100732259").unwrap().valid);
        assert!(!inn("500100732258").unwrap().valid);
        assert!(!inn("0000000000").unwrap().valid);
        assert_eq!(inn("77070838"), None);
    }

    #[test]
    fn registrations() {
        assert!(ogrn("OGRN 1027700132195").unwrap().valid);
        assert!(!ogrn("1027700132194").unwrap().valid);
        assert!(ogrn("304500116000157").unwrap().valid);
        assert_eq!(ogrn("102770013219"), None);
    }

    #[test]
    fn us_entities() {
        assert!(uei("ZQGGHJH74DW7").unwrap().valid);
        assert!(!uei("OQGGHJH74DW7").unwrap().valid);
        assert_eq!(uei("ZQGGHJH74DW"), None);
    }
}
