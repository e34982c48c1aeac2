// SPDX-License-Identifier: Apache-2.0
//! The lists of the United Kingdom: the UK Sanctions List of the FCDO in its three forms, and the
//! former OFSI consolidated list of asset freeze targets.
//!
//! | form | told by | one entry is |
//! |---|---|---|
//! | UK Sanctions List, sheet (ODS, XLSX) or CSV | header with `Unique ID` | all rows of a `Unique ID`: the rows cross names, addresses and dates |
//! | UK Sanctions List, XML | `<Designations>` | a `<Designation>` |
//! | OFSI ConList of 2022 (sheet or CSV) | header with `Group ID` and `Alias Quality` | all rows of a `Group ID` |
//! | OFSI ConList of before (CSV) | header with `Group ID`, `Prime Alias` names | all rows of a `Group ID` |
//!
//! Every form fills a [`record::Record`], which [`entity`] alone turns into an entity. The entry
//! is `uk-` and the Unique ID (`uk-RUS0001`); the ConList of 2022 states that number in its
//! remarks, so both lists give the same entity the same id. Where there is none, the id is
//! `uk-ofsi-` and the group id.
//!
//! The line above the header gives the day of publication; a file without one is dated by its
//! newest "Last Updated".

mod columns;
mod entity;
mod facts;
mod identifiers;
mod measures;
mod other;
mod record;
mod rows;
mod xml;

use crate::ReadError;
use crate::document::Document;
use crate::recorder::Recorder;
use interdict_codes::{DateReading, Order, date_with};
use interdict_model::{Date, PartialDate};

/// Who lists.
const AUTHORITY: &str = "UK";

/// Reads one release: a single file in any of the forms.
pub(crate) fn read(
    documents: Vec<Document<'_>>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    recorder.release().authority = "United Kingdom".to_owned();
    let mut documents = documents.into_iter();
    let Some(document) = documents.next() else {
        return Ok(());
    };
    if let Some(second) = documents.next() {
        return Err(ReadError::NotAList {
            file: second.name().to_owned(),
            message: "is a second file, but the UK list is published as one; give one of its forms"
                .to_owned(),
        });
    }
    let (head, document) = document.peek(1024)?;
    if head.starts_with(b"PK") {
        return rows::read_sheet(document, recorder);
    }
    let first = head.iter().copied().find(|b| !b.is_ascii_whitespace() && b.is_ascii() && *b != 0);
    if first.is_none_or(|b| b == b'<') {
        xml::read(document, recorder)
    } else {
        rows::read_csv(document, recorder)
    }
}

/// A date as the UK prints it: day first, `00/00/1964` and `dd/mm/1964` for a year alone.
fn date(printed: &str) -> Option<PartialDate> {
    let plain = printed.trim().to_lowercase().replace("dd", "00").replace("mm", "00");
    let plain = plain.strip_suffix(" 00:00:00").unwrap_or(&plain);
    match date_with(plain, Order::DayFirst)? {
        DateReading::One(date) => Some(date),
        DateReading::Ambiguous(first, _) => Some(first),
    }
}

/// A full day as the UK prints it.
fn day(printed: &str) -> Option<Date> {
    date(printed)?.as_day()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_with_placeholders_are_years_and_months() {
        for (text, expected) in [
            ("05/03/1964", "1964-03-05"),
            ("00/00/1964", "1964"),
            ("dd/mm/1964", "1964"),
            ("dd/03/1964", "1964-03"),
            ("1964", "1964"),
            ("03/1964", "1964-03"),
            ("08-Oct-2026", "2026-10-08"),
            ("29/06/2012 00:00:00", "2012-06-29"),
            ("2012-06-29", "2012-06-29"),
        ] {
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(date("soon"), None);
        assert_eq!(date("31/02/1964"), None);
    }
}
