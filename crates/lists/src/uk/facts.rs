// SPDX-License-Identifier: Apache-2.0
//! What a UK record says of a person, an organisation or a ship, as facts and links.

use crate::recorder::Recorder;
use crate::uk::columns::{Column, Group};
use crate::uk::record::{Cells, Record};
use crate::uk::{date, identifiers};
use crate::{items, states, values};
use interdict_codes::countries_in;
use interdict_model::{Address, Entity, Fact, Identifier, Link, LinkTarget, Property, Value};

pub(super) fn person(record: &Record, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    let out = &mut entity.facts;
    for (column, property) in
        [(Column::Title, Property::TITLE), (Column::Position, Property::POSITION)]
    {
        for item in record.all(column).flat_map(items::items) {
            push(out, Fact::text(property.clone(), item));
        }
    }
    for printed in record.all(Column::Gender) {
        match values::gender(printed) {
            Some(gender) => push(out, Fact::new(Property::GENDER, Value::Gender(gender))),
            None => push(out, Fact::text(Property::GENDER, printed)),
        }
    }
    for printed in record.all(Column::BirthDate).flat_map(items::items) {
        let fact =
            values::date(Property::BIRTH_DATE, printed, date(printed), record.line, recorder);
        push(out, fact);
    }
    for cells in record.groups(Group::Birth) {
        for fact in births(cells, record.line, recorder) {
            push(out, fact);
        }
    }
    for printed in record.all(Column::Nationality) {
        for fact in countries(&Property::NATIONALITY, printed, record.line, recorder) {
            push(out, fact);
        }
    }
    for (group, property, kind, number, details) in [
        (
            Group::Passport,
            Property::PASSPORT_NUMBER,
            "Passport",
            Column::Passport,
            Column::PassportDetails,
        ),
        (
            Group::NationalId,
            Property::ID_NUMBER,
            "National identification number",
            Column::NationalId,
            Column::NationalIdDetails,
        ),
    ] {
        for cells in record.groups(group) {
            let facts =
                identifiers::documents(&property, kind, cells.get(number), cells.get(details));
            for fact in facts {
                push(out, fact);
            }
        }
    }
}

/// Places of birth, town and country paired by their places.
fn births(cells: &Cells, line: u64, recorder: &mut Recorder<'_>) -> Vec<Fact> {
    let split = |column: Column| -> Vec<String> {
        let Some(cell) = cells.get(column) else { return Vec::new() };
        items::numbered(cell).map_or_else(
            || vec![cell.trim().trim_end_matches('.').to_owned()],
            |found| found.into_iter().map(str::to_owned).collect(),
        )
    };
    let (towns, lands) = (split(Column::TownOfBirth), split(Column::CountryOfBirth));
    let given = |t: &&String| !matches!(t.as_str(), "" | "-" | "–");
    let mut out = Vec::new();
    for n in 0..towns.len().max(lands.len()) {
        let town = towns.get(n).filter(given).cloned();
        let land = lands.get(n).filter(given);
        let mut code = None;
        if let Some(land) = land {
            for fact in countries(&Property::BIRTH_COUNTRY, land, line, recorder) {
                if let Value::Country { code: found, .. } = &fact.value {
                    code = code.or(*found);
                }
                out.push(fact);
            }
        }
        let address = Address {
            city: town,
            country: code,
            country_printed: land.cloned(),
            ..Address::default()
        };
        out.extend(values::address(Property::BIRTH_PLACE, address));
    }
    out
}

/// The countries of a cell; one that does not resolve is kept as printed and counted.
fn countries(
    property: &Property,
    printed: &str,
    line: u64,
    recorder: &mut Recorder<'_>,
) -> Vec<Fact> {
    let mut out = Vec::new();
    for item in items::items(printed) {
        if let Some(code) = states::country(item) {
            let value = Value::Country { code: Some(code), printed: item.to_owned() };
            out.push(Fact::new(property.clone(), value));
            continue;
        }
        for (piece, _) in item.split(". ").flat_map(countries_in) {
            if !matches!(piece.to_lowercase().as_str(), "unknown" | "-" | "–" | "stateless") {
                out.push(values::country(property.clone(), piece, line, recorder));
            }
        }
    }
    out
}

pub(super) fn contact(record: &Record, entity: &mut Entity) {
    let out = &mut entity.facts;
    for cells in record.groups(Group::Address) {
        let lines = [
            Column::Address1,
            Column::Address2,
            Column::Address3,
            Column::Address4,
            Column::Address5,
        ];
        let lines: Vec<Option<&str>> = lines.iter().map(|c| cells.get(*c)).collect();
        let street = values::join_address(&lines);
        let address = Address {
            street: (!street.is_empty()).then_some(street),
            city: cells.get(Column::Address6).map(str::to_owned),
            postal_code: cells.get(Column::PostalCode).map(str::to_owned),
            country_printed: cells.get(Column::AddressCountry).map(str::to_owned),
            ..Address::default()
        };
        if let Some(fact) = values::address(Property::ADDRESS, address) {
            push(out, fact);
        }
    }
    for (column, property) in [
        (Column::Phone, Property::PHONE),
        (Column::Email, Property::EMAIL),
        (Column::Website, Property::WEBSITE),
    ] {
        for cell in record.all(column) {
            let (cell, note) = match cell.strip_prefix("fax ") {
                Some(fax) => (fax, Some("fax".to_owned())),
                None => (cell, None),
            };
            for item in items::items(cell) {
                for piece in item.split([';', ',']).map(str::trim).filter(|p| !p.is_empty()) {
                    push(out, Fact::text(property.clone(), piece).with_note(note.clone()));
                }
            }
        }
    }
}

pub(super) fn organisation(record: &Record, entity: &mut Entity) {
    for cell in record.all(Column::EntityType) {
        push(&mut entity.facts, Fact::text(Property::LEGAL_FORM, cell));
    }
    for cell in record.all(Column::Registration) {
        for fact in identifiers::registrations(cell) {
            push(&mut entity.facts, fact);
        }
    }
    for (column, property) in [
        (Column::Parent, Property::of("parent")),
        (Column::Subsidiary, Property::of("subsidiaries")),
    ] {
        for name in record.all(column).flat_map(items::items) {
            entity.links.push(Link::new(property.clone(), LinkTarget::Named(name.to_owned())));
        }
    }
}

pub(super) fn ship(record: &Record, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    let number = |number: &str, kind: &str| {
        Value::Identifier(Identifier {
            number: number.to_owned(),
            kind: Some(kind.to_owned()),
            ..Identifier::default()
        })
    };
    for item in record.all(Column::Imo).flat_map(items::items) {
        push(&mut entity.facts, Fact::new(Property::IMO_NUMBER, number(item, "IMO number")));
    }
    for item in record.all(Column::Hull).flat_map(items::items) {
        let value = number(item, "Hull identification number (HIN)");
        push(&mut entity.facts, Fact::new(Property::REGISTRATION_NUMBER, value));
    }
    for (column, property) in
        [(Column::Flag, Property::FLAG), (Column::PastFlag, Property::PAST_FLAGS)]
    {
        for printed in record.all(column) {
            let pieces = printed.split([';', '.']).map(str::trim).filter(|p| !p.is_empty());
            for piece in pieces {
                for fact in countries(&property, piece, record.line, recorder) {
                    push(&mut entity.facts, fact);
                }
            }
        }
    }
    for (column, property) in [
        (Column::ShipType, Property::TYPE),
        (Column::Tonnage, Property::TONNAGE),
        (Column::Length, Property::of("length")),
    ] {
        for item in record.all(column).flat_map(items::items) {
            push(&mut entity.facts, Fact::text(property.clone(), item));
        }
    }
    for printed in record.all(Column::YearBuilt).flat_map(items::items) {
        let fact =
            values::date(Property::BUILD_DATE, printed, date(printed), record.line, recorder);
        push(&mut entity.facts, fact);
    }
    for name in record.all(Column::Owner).flat_map(items::items) {
        entity.links.push(Link::new(Property::OWNER, LinkTarget::Named(name.to_owned())));
    }
    for name in record.all(Column::PastOwner).flat_map(items::items) {
        entity.links.push(Link::new(Property::PREVIOUS_OWNERS, LinkTarget::Named(name.to_owned())));
    }
}

/// Adds a fact that is not there yet.
pub(super) fn push(out: &mut Vec<Fact>, fact: Fact) {
    if !out.contains(&fact) {
        out.push(fact);
    }
}
