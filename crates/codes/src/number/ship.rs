// SPDX-License-Identifier: Apache-2.0
//! Numbers of ships and their owners: IMO (resolution A.1117(30)) and MMSI (ITU-R M.585).

use super::{Checked, digits, stripped};

fn imo_digits(text: &str) -> Option<(String, Vec<u32>)> {
    let number = stripped(text, &["IMO"]);
    let values = digits(&number, 7)?;
    Some((number, values))
}

/// An IMO ship number: seven digits, the last of which is the last digit of the sum of the others
/// weighted 7 to 2. A prefix "IMO" is dropped.
#[must_use]
pub fn imo(text: &str) -> Option<Checked> {
    let (canonical, values) = imo_digits(text)?;
    let sum: u32 = values.iter().take(6).zip([7, 6, 5, 4, 3, 2]).map(|(v, w)| v * w).sum();
    let valid = values.last() == Some(&(sum % 10)) && sum > 0;
    Some(Checked { canonical, valid })
}

/// An IMO company or registered owner number: seven digits, checked by weights 8, 6, 4, 2, 9, 7
/// and the remainder by eleven. A prefix "IMO" is dropped.
#[must_use]
pub fn imo_company(text: &str) -> Option<Checked> {
    let (canonical, values) = imo_digits(text)?;
    let sum: u32 = values.iter().take(6).zip([8, 6, 4, 2, 9, 7]).map(|(v, w)| v * w).sum();
    let valid = values.last() == Some(&((11 - sum % 11) % 10)) && sum > 0;
    Some(Checked { canonical, valid })
}

/// A Maritime Mobile Service Identity: nine digits. It has no check digit; it counts as valid when
/// the country part (three digits from 201 to 775) stands where its kind of station has it.
#[must_use]
pub fn mmsi(text: &str) -> Option<Checked> {
    let canonical = stripped(text, &["MMSI"]);
    digits(&canonical, 9)?;
    // Ships start with the country; groups, coast stations, aircraft, craft and aids prefix it.
    let country = ["111", "00", "98", "99", "0", "8"]
        .iter()
        .find_map(|prefix| canonical.strip_prefix(prefix))
        .unwrap_or(&canonical);
    let country: Option<u32> = country.get(..3).and_then(|c| c.parse().ok());
    let beacon = ["970", "972", "974"].iter().any(|p| canonical.starts_with(p));
    let valid = beacon || country.is_some_and(|c| (201..=775).contains(&c));
    Some(Checked { canonical, valid })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ship_numbers() {
        let good = imo("IMO 9074729").unwrap();
        assert_eq!((good.canonical.as_str(), good.valid), ("9074729", true));
        assert!(imo("imo no. 9074729").unwrap().valid);
        assert!(!imo("9074720").unwrap().valid);
        assert!(!imo("0000000").unwrap().valid);
        assert_eq!(imo("907472"), None);
        assert_eq!(imo("IMO 90747291"), None);
        assert_eq!(imo("abcdefg"), None);
    }

    #[test]
    fn stations() {
        assert!(mmsi("MMSI 445 114 000").unwrap().valid);
        assert!(mmsi("002320001").unwrap().valid);
        assert!(!mmsi("123456789").unwrap().valid);
        assert_eq!(mmsi("44511400"), None);
    }
}
