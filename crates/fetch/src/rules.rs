// SPDX-License-Identifier: Apache-2.0
//! Whether a release that was read whole may replace the current one.

use crate::{Manifest, Verified};
use std::fmt;
use std::str::FromStr;

/// A class of records smaller than this in the current release may shrink freely: a few
/// delistings among a dozen ships are no sign of a broken file. The total has no such floor.
pub const CLASS_FLOOR: u64 = 20;

/// How much of a release may vanish from one to the next, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tolerance(u32);

impl Tolerance {
    /// A tenth.
    pub const DEFAULT: Self = Self(100);

    /// So many thousandths; more than 1000 is 1000.
    #[must_use]
    pub fn per_mille(thousandths: u32) -> Self {
        Self(thousandths.min(1000))
    }

    /// The number of thousandths.
    #[must_use]
    pub fn as_per_mille(self) -> u32 {
        self.0
    }

    /// Whether a fall from `old` to `new` goes beyond it.
    #[must_use]
    pub fn is_exceeded(self, old: u64, new: u64) -> bool {
        let lost = u128::from(old.saturating_sub(new));
        lost * 1000 > u128::from(self.0) * u128::from(old)
    }
}

impl Default for Tolerance {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => write!(f, "{whole} %"),
            (whole, tenth) => write!(f, "{whole}.{tenth} %"),
        }
    }
}

impl FromStr for Tolerance {
    type Err = String;

    /// A fraction (`0.1`) or a percentage (`10%`, `2.5 %`), to a thousandth.
    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || {
            format!(
                "{text:?} is no tolerance; expected a fraction such as 0.1 or a percentage such as 10%, from 0 to 100%, in steps of 0.1%"
            )
        };
        let trimmed = text.trim();
        let (number, places) = match trimmed.strip_suffix('%') {
            Some(number) => (number.trim_end(), 1),
            None => (trimmed, 3),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let fraction = fraction.trim_end_matches('0');
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > places {
            return Err(bad());
        }
        let padded = format!("{whole}{fraction:0<places$}");
        let value: u32 = padded.parse().map_err(|_| bad())?;
        if value > 1000 { Err(bad()) } else { Ok(Self(value)) }
    }
}

/// A class of records, or all of them, that shrank beyond the tolerance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shrunk {
    /// The class; `None` for the total.
    class: Option<String>,
    old: u64,
    new: u64,
}

impl fmt::Display for Shrunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let class = self.class.as_deref().unwrap_or("all records");
        let lost = u128::from(self.old.saturating_sub(self.new));
        let tenths = lost * 1000 / u128::from(self.old.max(1));
        let (whole, tenth) = (tenths / 10, tenths % 10);
        write!(f, "{class}: {} before, {} now (down {whole}.{tenth} %)", self.old, self.new)
    }
}

/// What shrank beyond the tolerance: the total first, then the classes by name.
pub(crate) fn shrunk(current: &Manifest, new: &Verified, tolerance: Tolerance) -> Vec<Shrunk> {
    let mut found = Vec::new();
    if tolerance.is_exceeded(current.entities, new.entities) {
        found.push(Shrunk { class: None, old: current.entities, new: new.entities });
    }
    for (class, old) in current.counts.iter().filter(|(_, n)| **n >= CLASS_FLOOR) {
        let now = new.counts.get(class).copied().unwrap_or(0);
        if tolerance.is_exceeded(*old, now) {
            found.push(Shrunk { class: Some(class.clone()), old: *old, new: now });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fall_of_exactly_the_tolerance_passes() {
        let t = Tolerance::DEFAULT;
        assert!(!t.is_exceeded(100, 90));
        assert!(t.is_exceeded(100, 89));
        assert!(!t.is_exceeded(100, 500));
        assert!(!t.is_exceeded(0, 0));
        assert!(t.is_exceeded(1, 0));
        assert!(!Tolerance::per_mille(1000).is_exceeded(u64::MAX, 0));
        assert!(Tolerance::per_mille(0).is_exceeded(u64::MAX, u64::MAX - 1));
    }

    #[test]
    fn tolerances_are_read_as_fraction_or_percentage() {
        for (text, want) in
            [("0.1", 100), ("0.10", 100), ("10%", 100), ("2.5 %", 25), ("0", 0), ("1", 1000)]
        {
            assert_eq!(text.parse::<Tolerance>().unwrap().as_per_mille(), want, "{text}");
        }
        for text in ["", ".1", "10", "-0.1", "0.0001", "101%", "abc", "0,1", "1e-1", "+1"] {
            assert!(text.parse::<Tolerance>().is_err(), "{text}");
        }
        assert_eq!(Tolerance::DEFAULT.to_string(), "10 %");
    }
}
