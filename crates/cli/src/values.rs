// SPDX-License-Identifier: Apache-2.0
//! Values on the command line, each refused with what was expected.

use interdict::{Country, PartialDate, Schema, Score};
use std::num::NonZeroUsize;

pub(crate) fn score(text: &str) -> Result<Score, String> {
    Score::parse(text).ok_or_else(|| {
        "expected a number from 0 to 1 with at most three decimals, such as 0.7".to_owned()
    })
}

pub(crate) fn at_least_one(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "expected a whole number from 1".to_owned())
}

pub(crate) fn day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| "expected a day such as 2026-02-27".to_owned())
}

pub(crate) fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("expected the reason in words; it is recorded and shown".to_owned());
    }
    Ok(text.to_owned())
}

pub(crate) fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "tab" | "\\t" => Ok(b'\t'),
        _ => match text.as_bytes() {
            [byte] if !byte.is_ascii_alphanumeric() && *byte != b'"' => Ok(*byte),
            _ => Err("expected one character such as ; or the word tab".to_owned()),
        },
    }
}

pub(crate) fn schema(text: &str) -> Result<Schema, String> {
    let schema = Schema::named(text);
    if schema.is_known() {
        return Ok(schema);
    }
    Err("expected Person, Organization, Company, LegalEntity, Vessel, Airplane, Security or CryptoWallet".to_owned())
}

pub(crate) fn born(text: &str) -> Result<PartialDate, String> {
    interdict::codes::date(text)
        .ok_or_else(|| "expected a date such as 1948, 1948-03 or 1948-03-05".to_owned())
}

pub(crate) fn country(text: &str) -> Result<Country, String> {
    interdict::codes::country(text).ok_or_else(|| {
        "expected a country by its name or ISO 3166 code, which only one country bears".to_owned()
    })
}

/// A wrong check digit is let through and said: such numbers are searched for too.
pub(crate) fn imo(text: &str) -> Result<String, String> {
    match interdict::codes::imo(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err("expected the seven digits of an IMO number, such as 8628597".to_owned()),
    }
}

pub(crate) fn number(text: &str) -> Result<String, String> {
    if interdict::codes::canonical(text).is_empty() {
        return Err("expected a number with letters or digits".to_owned());
    }
    Ok(text.to_owned())
}

pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((column, field)) if !column.trim().is_empty() && !field.trim().is_empty() => {
            Ok((column.trim().to_owned(), field.trim().to_owned()))
        }
        _ => Err("expected COLUMN=FIELD, such as \"Kunde=name\"".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_meant_is_refused_with_what_is_expected() {
        assert!(day("yesterday").unwrap_err().contains("2026-02-27"));
        assert!(reason("  ").is_err());
        assert_eq!(reason(" checked "), Ok("checked".to_owned()));
        assert!(imo("862859").unwrap_err().contains("seven digits"));
        assert!(imo("IMO 8628597").is_ok());
        assert!(number("--").is_err());
        assert!(pair("name").is_err());
        assert_eq!(pair("a=b=c"), Ok(("a=b".to_owned(), "c".to_owned())));
        assert_eq!(pair("Kunde = name"), Ok(("Kunde".to_owned(), "name".to_owned())));
        assert_eq!(delimiter("tab"), Ok(b'\t'));
        assert!(delimiter("ab").is_err() && delimiter("x").is_err());
        assert!(schema("Foo").is_err() && country("Atlantis").is_err() && born("soon").is_err());
    }
}
