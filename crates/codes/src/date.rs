// SPDX-License-Identifier: Apache-2.0
//! Dates as lists and customers print them.

mod parse;
mod words;

use interdict_model::PartialDate;

/// In which order a column writes a date in figures alone ("05/03/1964").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// Day, month, year: most of the world.
    DayFirst,
    /// Month, day, year: the United States.
    MonthFirst,
    /// Not known; a date that reads both ways is ambiguous.
    #[default]
    Unknown,
}

/// What a text says as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateReading {
    /// It reads one way.
    One(PartialDate),
    /// It reads two ways, and nothing in it says which: day first and month first, or the earlier
    /// and the later century. No interval covers just the two, so both are given.
    Ambiguous(PartialDate, PartialDate),
}

impl DateReading {
    /// The readings, one or two.
    pub fn all(self) -> impl Iterator<Item = PartialDate> {
        let (first, second) = match self {
            Self::One(date) => (date, None),
            Self::Ambiguous(a, b) => (a, Some(b)),
        };
        std::iter::once(first).chain(second)
    }
}

/// The date a text states, when it reads one way only; "05/03/1964" does not.
///
/// Understood are ISO 8601 dates with or without a time, years, months and days in figures or with
/// month names in English, French, German, Spanish, Italian, Portuguese, Dutch and Russian, the
/// East Asian 年月日, "circa", "between … and …", ranges with "to" or a dash, decades ("early
/// 1970s"), and zeroes for an unknown day or month. Years outside 1600 to 2200 are refused: they
/// belong to another calendar.
#[must_use]
pub fn date(text: &str) -> Option<PartialDate> {
    match date_with(text, Order::Unknown)? {
        DateReading::One(date) => Some(date),
        DateReading::Ambiguous(..) => None,
    }
}

/// As [`date`], with the order in which figures are written.
///
/// A date that can only be read against the order ("13/25/1990" cannot, "05/25/1990" under
/// [`Order::DayFirst`] can) is read the one way it can be. `None` when the text is no date.
#[must_use]
pub fn date_with(text: &str, order: Order) -> Option<DateReading> {
    parse::read(text, order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(text: &str) -> Option<String> {
        date(text).map(|d| d.to_string())
    }

    fn with(text: &str, order: Order) -> String {
        match date_with(text, order) {
            Some(DateReading::One(d)) => d.to_string(),
            Some(DateReading::Ambiguous(a, b)) => format!("{a} or {b}"),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn what_lists_print() {
        for (text, want) in [
            ("1964-03-05", "1964-03-05"),
            ("1964-3-5", "1964-03-05"),
            ("1964-03", "1964-03"),
            ("1964", "1964"),
            (" 1964 ", "1964"),
            ("05 Mar 1964", "1964-03-05"),
            ("5 March 1964", "1964-03-05"),
            ("March 5, 1964", "1964-03-05"),
            ("5th March 1964", "1964-03-05"),
            ("5. März 1964", "1964-03-05"),
            ("1er mars 1964", "1964-03-01"),
            ("5 de marzo de 1964", "1964-03-05"),
            ("5 марта 1964 г.", "1964-03-05"),
            ("Mar 1964", "1964-03"),
            ("Mar-1964", "1964-03"),
            ("Sept. 1964", "1964-09"),
            ("05-MAR-1964", "1964-03-05"),
            ("Sep-99", "1999-09"),
            ("5mar1964", "1964-03-05"),
            ("1964 Mar 5", "1964-03-05"),
            ("05-Mar-64", "1964-03-05"),
            ("circa 1964", "~1964"),
            ("c. 1964", "~1964"),
            ("ca. 1964", "~1964"),
            ("approximately 1964", "~1964"),
            ("Approx. 1964", "~1964"),
            ("1964 (approximately)", "~1964"),
            ("1964?", "~1964"),
            ("~1964", "~1964"),
            ("circa Mar 1964", "~1964-03"),
            ("between 1960 and 1963", "1960/1963"),
            ("Between circa 1960 and 1963", "~1960/1963"),
            ("1960 to 1963", "1960/1963"),
            ("1960-1963", "1960/1963"),
            ("1960–1963", "1960/1963"),
            ("1960 - 1963", "1960/1963"),
            ("1960/1963", "1960/1963"),
            ("1960-63", "1960/1963"),
            ("1957 or 1958", "1957/1958"),
            ("1978-12-21 or 1978-12-22", "1978-12-21/1978-12-22"),
            ("05 Mar 1964 to 07 Mar 1964", "1964-03-05/1964-03-07"),
            ("Mar 1964 - May 1964", "1964-03-01/1964-05-31"),
            ("Mar to May 1964", "1964-03-01/1964-05-31"),
            ("13/03/1964", "1964-03-13"),
            ("03/13/1964", "1964-03-13"),
            ("05/05/1964", "1964-05-05"),
            ("05.03.1964", "1964-03-05"),
            ("1964.03.05", "1964-03-05"),
            ("1964/03/05", "1964-03-05"),
            ("1/1964", "1964-01"),
            ("00/00/1964", "1964"),
            ("00/03/1964", "1964-03"),
            ("00/13/1964", "none"),
            ("1964-00-00", "1964"),
            ("1964-03-00", "1964-03"),
            ("19640305", "1964-03-05"),
            ("1964-03-05T00:00:00", "1964-03-05"),
            ("1964-03-05 00:00:00.000", "1964-03-05"),
            ("1964-03-05T00:00:00+03:00", "1964-03-05"),
            ("1964-03-05Z", "1964-03-05"),
            ("13/03/1964 12:00:00 AM", "1964-03-13"),
            ("1964年3月5日", "1964-03-05"),
            ("1964년 3월 5일", "1964-03-05"),
            ("1960s", "~1960/1969"),
            ("early 1960s", "~1960/1964"),
            ("born in the early 1960s", "~1960/1964"),
            ("late 1970s", "~1975/1979"),
            ("١٩٦٤", "1964"),
            ("DOB 1964", "1964"),
            ("1960/1963-ish", "none"),
        ] {
            let want = (want != "none").then(|| want.to_owned());
            assert_eq!(one(text), want, "{text:?}");
        }
    }

    #[test]
    fn figures_alone_need_an_order() {
        assert_eq!(with("05/03/1964", Order::DayFirst), "1964-03-05");
        assert_eq!(with("05/03/1964", Order::MonthFirst), "1964-05-03");
        assert_eq!(with("05/03/1964", Order::Unknown), "1964-03-05 or 1964-05-03");
        assert_eq!(with("5-3-1964", Order::Unknown), "1964-03-05 or 1964-05-03");
        assert_eq!(with("05/25/1964", Order::DayFirst), "1964-05-25");
        assert_eq!(with("05/03/64", Order::DayFirst), "1964-03-05");
        assert_eq!(with("05/03/12", Order::DayFirst), "1912-03-05 or 2012-03-05");
        assert_eq!(with("05/03/12", Order::Unknown), "none");
        assert_eq!(date("05/03/1964"), None);
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "unknown",
            "32/13/1990",
            "1990-02-30",
            "31 Feb 1990",
            "1343",
            "2507",
            "0000-00-00",
            "64",
            "12345",
            "1964-13-01",
            "between 1960",
            "1963 to 1960",
            "Mar",
            "5 March",
            "29/02/1963",
            "1964-03-05 in Kabul",
            "to",
            "-",
            "1-2-3-4",
            "99999999999999999999",
            "circa",
            "1964 1965",
            "00",
        ] {
            assert_eq!(with(text, Order::Unknown), "none", "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = date_with(&text, Order::Unknown);
        }

        #[test]
        fn canonical_dates_read_as_themselves(y in 1600i16..2200, m in 1i8..13, d in 1i8..29) {
            let date = PartialDate::from_parts(y, Some(m), Some(d)).unwrap();
            prop_assert_eq!(super::date(&date.to_string()), Some(date));
        }
    }
}
