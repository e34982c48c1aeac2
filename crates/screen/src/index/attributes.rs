// SPDX-License-Identifier: Apache-2.0
//! The few facts of a record that comparing needs at once, kept in fixed places.

use interdict_model::{Date, Entity, Gender, PartialDate, Schema, Value};
use interdict_names::Class;

/// Bytes of an entry: schema word, first date, dates, countries, first country, gender, flags.
pub(crate) const ATTRIBUTE_ENTRY: usize = 16;
/// Bytes of a date: earliest day, latest day, what it is.
pub(crate) const DATE_ENTRY: usize = 12;

/// What a date of a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateKind {
    Birth = 0,
    Incorporation = 1,
    Build = 2,
}

/// How names of a schema are read.
pub(crate) fn class(schema: &Schema) -> Class {
    if schema.is_a("Person") {
        Class::Person
    } else if schema.is_a("Organization") {
        Class::Organisation
    } else if schema.is_a("Vehicle") {
        Class::Object
    } else {
        Class::Unknown
    }
}

/// A day as a number, for intervals.
pub(crate) fn day_number(date: Date) -> i32 {
    // Days since 0000-03-01 by the usual civil formula; only differences matter.
    let month = i32::from(date.month());
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let shifted = (month + 9) % 12;
    let day_of_year = (153 * shifted + 2) / 5 + i32::from(date.day()) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
}

/// Dates of a record that a query's dates are compared with.
pub(crate) fn dates(entity: &Entity) -> Vec<(PartialDate, DateKind)> {
    entity
        .facts
        .iter()
        .filter_map(|fact| {
            let kind = match fact.property.as_str() {
                "birthDate" => DateKind::Birth,
                "incorporationDate" => DateKind::Incorporation,
                "buildDate" => DateKind::Build,
                _ => return None,
            };
            match &fact.value {
                Value::Date { date, .. } => Some((*date, kind)),
                _ => None,
            }
        })
        .collect()
}

/// Countries a query's countries are compared with, each once, in source order.
pub(crate) fn countries(entity: &Entity) -> Vec<interdict_model::Country> {
    let mut out = Vec::new();
    for fact in &entity.facts {
        let country = match &fact.value {
            Value::Country { code: Some(code), .. } => Some(*code),
            Value::Address(address) => address.country,
            _ => None,
        };
        if let Some(country) = country.filter(|c| !out.contains(c)) {
            out.push(country);
        }
    }
    out
}

/// Gender of a record, when exactly one is stated.
pub(crate) fn gender(entity: &Entity) -> Option<Gender> {
    let mut found = None;
    for fact in &entity.facts {
        if let Value::Gender(gender) = fact.value {
            if found.is_some_and(|g| g != gender) {
                return None;
            }
            found = Some(gender);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_follow_the_calendar() {
        let mut date = Date::new(1899, 12, 25).unwrap();
        let mut number = day_number(date);
        for _ in 0..60_000 {
            let next = date.tomorrow().unwrap();
            assert_eq!(day_number(next), number + 1, "{next}");
            (date, number) = (next, number + 1);
        }
    }
}
