// SPDX-License-Identifier: Apache-2.0
//! Which row holds the column headings?

use crate::IntakeError;
use crate::fields::{Kind, compact, recognise};
use crate::record::Record;

/// How many rows at the top may hold a title and the like before the headings come.
pub(crate) const TOP: usize = 20;

/// Further columns are not looked at when headings are sought.
const WIDEST: usize = 1000;

/// Where the headings are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Header {
    /// In this row of the sample, counted from 0; the rows above are a title.
    Row(usize),
    /// Nowhere, and none is needed: every line is a name.
    Names,
    /// Nowhere; columns go by their number.
    None,
}

/// How many distinct fields a row of headings is recognised as.
pub(crate) fn worth(values: &[String]) -> usize {
    let mut fields: Vec<&str> =
        values.iter().take(WIDEST).filter_map(|v| recognise(v)).map(|f| f.name).collect();
    fields.sort_unstable();
    fields.dedup();
    fields.len()
}

/// Finds the headings among the first rows.
pub(crate) fn find(
    name: &str,
    top: &[&Record],
    told: &[(String, String)],
    no_header: bool,
) -> Result<Header, IntakeError> {
    if no_header {
        return Ok(Header::None);
    }
    let Some(first) = top.first() else { return Ok(Header::None) };
    if !told.is_empty() {
        let at = top.iter().take(TOP).position(|record| {
            let headings: Vec<String> = record.values().iter().map(|v| compact(v)).collect();
            told.iter().all(|(column, _)| headings.contains(&compact(column)))
        });
        if let Some(at) = at {
            return Ok(Header::Row(at));
        }
    }
    let mut widest = 0usize;
    for (at, record) in top.iter().take(TOP).enumerate() {
        let values = record.values();
        let filled = values.iter().filter(|v| !v.is_empty()).count();
        let names = values
            .iter()
            .take(WIDEST)
            .filter_map(|v| recognise(v))
            .any(|f| f.kind.identifies() || f.kind == Kind::Alias);
        let enough = at == 0 || (worth(&values) > 1 && filled > widest);
        if names && enough {
            return Ok(Header::Row(at));
        }
        widest = widest.max(filled);
    }
    let row = first.values();
    if let Some((column, _)) = told.first() {
        let has = |wanted: &str| row.iter().any(|v| compact(v) == compact(wanted));
        let missing = told.iter().map(|(c, _)| c).find(|c| !has(c)).unwrap_or(column);
        return Err(IntakeError::Column { column: missing.clone(), columns: row });
    }
    let single = top.iter().all(|r| r.len() <= 1);
    if single {
        let wordy = |r: &&Record| r.cells().any(|(_, v)| v.chars().any(char::is_alphabetic));
        let words = top.iter().filter(|r| wordy(r)).count();
        if words * 10 >= top.len() * 9 {
            return Ok(Header::Names);
        }
    }
    if row.iter().any(|v| is_data(v)) {
        return Err(IntakeError::NoHeader { name: name.to_owned(), row });
    }
    Err(IntakeError::NoName { name: name.to_owned(), columns: row })
}

/// Whether a cell looks like a value rather than like a heading.
fn is_data(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    digits >= 3
        || value.contains('@')
        || interdict_codes::date(value).is_some()
        || (value.len() > 3 && interdict_codes::country(value).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[&[&str]], told: &[(&str, &str)]) -> Result<Header, String> {
        let records: Vec<Record> = rows
            .iter()
            .map(|row| {
                let mut record = Record::new(1);
                row.iter().enumerate().for_each(|(i, v)| record.push(i, v));
                record
            })
            .collect();
        let told: Vec<(String, String)> =
            told.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        find("f", &records.iter().collect::<Vec<_>>(), &told, false).map_err(|e| e.to_string())
    }

    #[test]
    fn headings_may_stand_below_a_title() {
        assert_eq!(found(&[&["name", "dob"]], &[]), Ok(Header::Row(0)));
        assert_eq!(
            found(&[&["Customers 2024"], &["as of", "1 May"], &["name", "dob", "city"]], &[]),
            Ok(Header::Row(2))
        );
    }

    #[test]
    fn a_list_of_names_needs_none() {
        assert_eq!(found(&[&["John Smith"], &["Jane Doe"]], &[]), Ok(Header::Names));
        assert_eq!(found(&[&["Name"], &["Jane Doe"]], &[]), Ok(Header::Row(0)));
    }

    #[test]
    fn otherwise_the_user_is_told_what_to_do() {
        let error = found(&[&["John Smith", "1964-03-05", "x"]], &[]).unwrap_err();
        assert!(error.contains("--no-header") && error.contains("John Smith"), "{error}");
        let error = found(&[&["Bezeichner", "Vermerk"], &["A", "B"]], &[]).unwrap_err();
        assert!(error.contains("--map \"Bezeichner=name\""), "{error}");
        let error = found(&[&["Bezeichner", "Vermerk"]], &[("Bezeichnung", "name")]).unwrap_err();
        assert!(error.contains("\"Bezeichnung\"") && error.contains("\"Vermerk\""), "{error}");
        assert_eq!(
            found(&[&["Bezeichner", "Vermerk"]], &[("bezeichner", "name")]),
            Ok(Header::Row(0))
        );
    }
}
