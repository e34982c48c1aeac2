// SPDX-License-Identifier: Apache-2.0
//! Values that many publishers print the same way: countries, addresses, dates, genders.

use crate::recorder::Recorder;
use interdict_model::{
    Address, Country, Date, DefectKind, Fact, Gender, PartialDate, Property, Value,
};

/// The code of a country as printed.
pub(crate) fn country_code(printed: &str) -> Option<Country> {
    interdict_codes::country(printed)
}

/// A country fact; one whose name does not resolve is kept as printed and counted.
pub(crate) fn country(
    property: Property,
    printed: &str,
    line: u64,
    recorder: &mut Recorder<'_>,
) -> Fact {
    let code = country_code(printed);
    if code.is_none() {
        recorder.defect(
            DefectKind::UnknownCode,
            line,
            property.as_str(),
            printed,
            "no country or territory of this name is known; kept as printed",
        );
    }
    Fact::new(property, Value::Country { code, printed: printed.to_owned() })
}

/// The parts of an address joined as a publisher would print them.
pub(crate) fn join_address(parts: &[Option<&str>]) -> String {
    let mut out = String::new();
    for part in
        parts.iter().flatten().map(|p| p.trim().trim_end_matches(',')).filter(|p| !p.is_empty())
    {
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(part);
    }
    out
}

/// An address fact; `None` when nothing is printed.
pub(crate) fn address(property: Property, mut address: Address) -> Option<Fact> {
    if address.full.is_empty() {
        address.full = join_address(&[
            address.street.as_deref(),
            address.city.as_deref(),
            address.region.as_deref(),
            address.postal_code.as_deref(),
            address.country_printed.as_deref(),
        ]);
    }
    if address.country.is_none() {
        address.country = address.country_printed.as_deref().and_then(country_code);
    }
    (!address.full.is_empty()).then(|| Fact::new(property, Value::Address(address)))
}

/// A date fact; a text that is no date is kept as text and counted.
pub(crate) fn date(
    property: Property,
    printed: &str,
    parsed: Option<PartialDate>,
    line: u64,
    recorder: &mut Recorder<'_>,
) -> Fact {
    match parsed {
        Some(date) => Fact::date(property, date, printed),
        None => {
            recorder.defect(
                DefectKind::BadValue,
                line,
                property.as_str(),
                printed,
                "not a date this version can read; kept as text",
            );
            Fact::text(property, printed)
        }
    }
}

/// A gender as printed.
pub(crate) fn gender(printed: &str) -> Option<Gender> {
    match printed.trim().to_lowercase().as_str() {
        "m" | "male" => Some(Gender::Male),
        "f" | "female" => Some(Gender::Female),
        "" | "unknown" | "not available" => None,
        _ => Some(Gender::Other),
    }
}

/// A full calendar day in ISO 8601, with or without a time after it.
pub(crate) fn iso_day(printed: &str) -> Option<Date> {
    printed.trim().parse::<PartialDate>().ok()?.as_day()
}
