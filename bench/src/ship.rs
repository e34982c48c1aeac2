// SPDX-License-Identifier: Apache-2.0
//! Ships with numbers that pass the check of the International Maritime Organization.

use crate::random::Random;
use crate::tables::Tables;

/// A ship, before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ship {
    pub(crate) name: String,
    pub(crate) former: Option<String>,
    pub(crate) imo: String,
    pub(crate) flag: &'static str,
}

const FIRST: &[&str] = &[
    "Ocean", "Sea", "Pacific", "Golden", "Silver", "Blue", "Northern", "Eastern", "Star", "Royal",
    "Grand", "Petrel", "Dragon", "Sun", "Moon", "Amur", "Volga", "Gulf", "Pearl", "Wise",
];
const SECOND: &[&str] = &[
    "Star", "Queen", "Pioneer", "Glory", "Spirit", "Wave", "Eagle", "Honest", "Fortune", "Voyager",
    "Trader", "Hope", "Horizon", "Breeze", "Crown", "Victory",
];
const FLAGS: &[&str] = &["pa", "lr", "mh", "kp", "ir", "ru", "cm", "ga", "km", "tg", "sl", "ck"];

/// Draws a ship; `serial` makes its number its own.
pub(crate) fn ship(tables: &Tables, random: &mut Random, serial: u64) -> Ship {
    let name = |random: &mut Random| -> String {
        if random.percent(30) {
            let surname = tables.surnames.draw(random).cloned().unwrap_or_default();
            return format!("{} {surname}", random.word(FIRST));
        }
        let plain = format!("{} {}", random.word(FIRST), random.word(SECOND));
        if random.percent(50) { format!("{plain} {}", random.between(1, 99)) } else { plain }
    };
    Ship {
        name: name(random),
        former: random.percent(50).then(|| name(random)),
        imo: imo(serial),
        flag: random.word(FLAGS),
    }
}

/// The n-th number from 7000000 on, with its check digit (the sum of the first six digits times
/// 7 to 2, modulo 10).
pub(crate) fn imo(n: u64) -> String {
    let six = 700_000 + n % 300_000;
    let digits = six.to_string();
    let sum: u32 =
        digits.chars().filter_map(|c| c.to_digit(10)).zip((2..=7).rev()).map(|(d, w)| d * w).sum();
    format!("IMO{digits}{}", sum % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_pass_the_check() {
        // A real one: 9074729 is the example in the IMO's own description of the scheme.
        assert_eq!(imo(207_472), "IMO9074729");
        assert_eq!(imo(0).len(), 10);
    }
}
