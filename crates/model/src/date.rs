// SPDX-License-Identifier: Apache-2.0
//! Dates as lists print them: a day, a month, a year, "circa 1968", "between 1960 and 1963".

use crate::Date;
use std::fmt;
use std::str::FromStr;

/// How finely a [`PartialDate`] is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A single calendar day.
    Day,
    /// A calendar month of a year.
    Month,
    /// A calendar year.
    Year,
    /// An interval that is none of the above.
    Range,
}

/// A date known to some precision, held as the closed interval of days it may be.
///
/// The canonical text is `1964-03-05`, `1964-03`, `1964`, `1960/1963` (a range of years),
/// `1960-01-05/1960-02-01` (any other range), each with a leading `~` when the publisher says
/// "circa" or "approximately". The notation follows ISO 8601-2 (EDTF) except that the qualifier
/// leads, so that a sorted column keeps its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    earliest: Date,
    latest: Date,
    circa: bool,
}

/// Why a text or a set of numbers is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    value: String,
}

impl DateError {
    /// An error that names the value which did not parse.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: value.into() }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is not a date; expected YYYY, YYYY-MM, YYYY-MM-DD, or two of them as A/B, with an optional leading ~ for circa",
            self.value
        )
    }
}

impl std::error::Error for DateError {}

fn last_of_month(first: Date) -> Date {
    first.last_of_month()
}

impl PartialDate {
    /// A single day.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self { earliest: date, latest: date, circa: false }
    }

    /// A whole year (proleptic Gregorian).
    ///
    /// # Errors
    /// When the year is outside 1..=9999.
    pub fn year(year: i16) -> Result<Self, DateError> {
        Self::from_parts(year, None, None)
    }

    /// A year, optionally with month and day, as lists print them in separate fields.
    ///
    /// # Errors
    /// When the numbers are no calendar date, or a day comes without a month.
    pub fn from_parts(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Self, DateError> {
        let bad = || DateError::new(format!("{year}-{month:?}-{day:?}"));
        if !(1..=9999).contains(&year) {
            return Err(bad());
        }
        match (month, day) {
            (None, None) => {
                let earliest = Date::new(year, 1, 1).map_err(|_| bad())?;
                let latest = Date::new(year, 12, 31).map_err(|_| bad())?;
                Ok(Self { earliest, latest, circa: false })
            }
            (Some(month), None) => {
                let earliest = Date::new(year, month, 1).map_err(|_| bad())?;
                Ok(Self { earliest, latest: last_of_month(earliest), circa: false })
            }
            (Some(month), Some(day)) => {
                Date::new(year, month, day).map(Self::day).map_err(|_| bad())
            }
            (None, Some(_)) => Err(bad()),
        }
    }

    /// The interval from the start of `from` to the end of `to`.
    ///
    /// # Errors
    /// When `to` ends before `from` begins.
    pub fn between(from: Self, to: Self) -> Result<Self, DateError> {
        if to.latest < from.earliest {
            return Err(DateError::new(format!("{from}/{to}")));
        }
        Ok(Self { earliest: from.earliest, latest: to.latest, circa: from.circa || to.circa })
    }

    /// The same date marked as approximate.
    #[must_use]
    pub fn approximately(self) -> Self {
        Self { circa: true, ..self }
    }

    /// First day it may be.
    #[must_use]
    pub fn earliest(&self) -> Date {
        self.earliest
    }

    /// Last day it may be.
    #[must_use]
    pub fn latest(&self) -> Date {
        self.latest
    }

    /// Whether the publisher marks it as approximate.
    #[must_use]
    pub fn is_circa(&self) -> bool {
        self.circa
    }

    /// How finely it is known.
    #[must_use]
    pub fn precision(&self) -> Precision {
        let (a, b) = (self.earliest, self.latest);
        if a == b {
            Precision::Day
        } else if a.year() == b.year()
            && a.month() == b.month()
            && a.day() == 1
            && b == last_of_month(b)
        {
            Precision::Month
        } else if a.year() == b.year() && is_year_start(a) && is_year_end(b) {
            Precision::Year
        } else {
            Precision::Range
        }
    }

    /// The one calendar day, when it is that precise.
    #[must_use]
    pub fn as_day(&self) -> Option<Date> {
        (self.earliest == self.latest).then_some(self.earliest)
    }
}

fn is_year_start(d: Date) -> bool {
    d.month() == 1 && d.day() == 1
}

fn is_year_end(d: Date) -> bool {
    d.month() == 12 && d.day() == 31
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (a, b) = (self.earliest, self.latest);
        if self.circa {
            f.write_str("~")?;
        }
        match self.precision() {
            Precision::Day => write!(f, "{a}"),
            Precision::Month => write!(f, "{:04}-{:02}", a.year(), a.month()),
            Precision::Year => write!(f, "{:04}", a.year()),
            Precision::Range if is_year_start(a) && is_year_end(b) => {
                write!(f, "{:04}/{:04}", a.year(), b.year())
            }
            Precision::Range => write!(f, "{a}/{b}"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let bad = || DateError::new(text);
        let (circa, body) = match text.strip_prefix('~') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let one = |part: &str| -> Result<Self, DateError> {
            // A time of day after the date (FollowTheMoney allows it) does not change the day.
            let part = part.split_once(['T', ' ']).map_or(part, |(d, _)| d);
            if !part.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
                return Err(bad());
            }
            let mut pieces = part.split('-');
            let year = pieces.next().filter(|y| y.len() == 4).and_then(|y| y.parse().ok());
            let month = pieces.next().map(|m| m.parse::<i8>().ok());
            let day = pieces.next().map(|d| d.parse::<i8>().ok());
            match (year, month, day, pieces.next()) {
                (Some(y), None, None, None) => Self::from_parts(y, None, None),
                (Some(y), Some(Some(m)), None, None) => Self::from_parts(y, Some(m), None),
                (Some(y), Some(Some(m)), Some(Some(d)), None) => {
                    Self::from_parts(y, Some(m), Some(d))
                }
                _ => Err(bad()),
            }
            .map_err(|_| bad())
        };
        let date = match body.split_once('/') {
            Some((from, to)) => Self::between(one(from)?, one(to)?).map_err(|_| bad())?,
            None => one(body)?,
        };
        Ok(Self { circa, ..date })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_text_round_trips() {
        for text in [
            "1964",
            "1964-02",
            "1964-02-29",
            "~1964",
            "1960/1963",
            "1960-01-05/1960-02-01",
            "~1960/1963",
        ] {
            let date: PartialDate = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn a_time_of_day_is_dropped() {
        let date: PartialDate = "2024-05-06T07:08:09".parse().unwrap();
        assert_eq!(date.to_string(), "2024-05-06");
    }

    #[test]
    fn nonsense_is_an_error() {
        for text in [
            "",
            "64",
            "1964-13",
            "1964-02-30",
            "1964-02-03-04",
            "05/03/1964",
            "0000",
            "1964-+2",
            "~",
            "1970/1960",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn precision_is_read_from_the_interval() {
        let p = |t: &str| t.parse::<PartialDate>().unwrap().precision();
        assert_eq!(p("1964"), Precision::Year);
        assert_eq!(p("1964-02"), Precision::Month);
        assert_eq!(p("1964-02-29"), Precision::Day);
        assert_eq!(p("1964/1965"), Precision::Range);
    }
}
