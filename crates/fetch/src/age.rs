// SPDX-License-Identifier: Apache-2.0
//! How old a release is, in numbers and in words.

use crate::{Config, Store, StoreError};
use jiff::Timestamp;
use std::fmt;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How old the current release of a source is at a given moment, in seconds.
///
/// A negative number means that the clock was set back since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// Since it became the current release.
    pub fetched: i64,
    /// Since the publisher last confirmed it: fetched anew, or answered "not modified".
    pub checked: i64,
}

impl Age {
    pub(crate) fn between(since: Timestamp, checked: Timestamp, now: Timestamp) -> Self {
        let seconds = |then: Timestamp| now.as_second().saturating_sub(then.as_second());
        Self { fetched: seconds(since), checked: seconds(checked) }
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fetched {}", ago(self.fetched))?;
        if self.checked != self.fetched {
            write!(f, ", last confirmed {}", ago(self.checked))?;
        }
        Ok(())
    }
}

/// "12 days ago", for a number of seconds.
pub(crate) fn ago(seconds: i64) -> String {
    let count = |n: i64, unit: &str| {
        let s = if n == 1 { "" } else { "s" };
        format!("{n} {unit}{s} ago")
    };
    match seconds {
        s if s < 0 => "at a time still to come by this machine's clock (check the clock)".into(),
        s if s < MINUTE => "just now".into(),
        s if s < 2 * HOUR => count(s / MINUTE, "minute"),
        s if s < 2 * DAY => count(s / HOUR, "hour"),
        s => count(s / DAY, "day"),
    }
}

/// A source whose current release is older than its configuration allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outdated {
    /// The source.
    pub source: String,
    /// How old it is; `None` when there is no release at all.
    pub age: Option<Age>,
    /// The days it may be without a confirmation by the publisher.
    pub max_age_days: u32,
}

impl fmt::Display for Outdated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { source, age, max_age_days } = self;
        match age {
            None => write!(f, "{source}: no release is stored; run the update"),
            Some(age) => {
                write!(f, "{source}: {age}; more than {max_age_days} days is outdated")
            }
        }
    }
}

/// The enabled sources of `config` that are missing or outdated at `now`, in the order of the
/// configuration.
///
/// A release counts from the day the publisher last confirmed it, not from the day it was fetched:
/// a list that nobody changed for a month is fresh when it was asked for today.
///
/// # Errors
/// When the store cannot be read or is damaged.
pub fn outdated(
    store: &Store,
    config: &Config,
    now: Timestamp,
) -> Result<Vec<Outdated>, StoreError> {
    let mut found = Vec::new();
    for source in config.sources.iter().filter(|s| s.enabled) {
        let age = store.age(&source.name, now)?;
        let limit = i64::from(source.max_age_days).saturating_mul(DAY);
        // A clock set back says nothing about freshness, so it counts as outdated.
        if age.is_none_or(|a| a.checked > limit || a.checked < 0) {
            let (source, max_age_days) = (source.name.clone(), source.max_age_days);
            found.push(Outdated { source, age, max_age_days });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_said_in_the_unit_that_fits() {
        assert_eq!(ago(5), "just now");
        assert_eq!(ago(60), "1 minute ago");
        assert_eq!(ago(7200), "2 hours ago");
        assert_eq!(ago(47 * HOUR), "47 hours ago");
        assert_eq!(ago(12 * DAY + 5), "12 days ago");
        assert!(ago(-1).contains("clock"));
    }
}
