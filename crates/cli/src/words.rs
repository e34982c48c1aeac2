// SPDX-License-Identifier: Apache-2.0
//! Numbers and dates in words.

use interdict::{Date, Release};

/// Days between two dates.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// How old a release is on a day, in words.
pub(crate) fn age(release: &Release, today: Date) -> String {
    match release.published {
        None => "date not given".to_owned(),
        Some(published) => match days_between(published, today) {
            0 => format!("of {published}, today"),
            1 => format!("of {published}, 1 day old"),
            n if n < 0 => format!("of {published}, {} days in the future", -n),
            n => format!("of {published}, {n} days old"),
        },
    }
}

/// A number with thousands apart.
pub(crate) fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A number and its noun: `1 row`, `2 rows`.
pub(crate) fn count(n: u64, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{} {noun}s", thousands(n)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_000), "1,000");
        assert_eq!(thousands(12_345_678), "12,345,678");
    }
}
