// SPDX-License-Identifier: Apache-2.0
//! Canada: the Consolidated Canadian Autonomous Sanctions List (SEMA and JVCFOA), one flat XML.
//!
//! The file gives no date of its own, no measures and no legal acts. Names of persons are put
//! together as given name, last name; their parts keep the publisher's fields.

mod aliases;

use crate::ReadError;
use crate::document::Document;
use crate::naming::squash;
use crate::recorder::Recorder;
use crate::values;
use crate::xml::{Node, XmlRecords};
use interdict_model::{
    DefectKind, Entity, EntityId, Fact, Identifier, Listing, Name, NameKind, NamePart, PartKind,
    PartialDate, Position, Property, Schema, Value,
};
use std::collections::BTreeMap;

const AUTHORITY: &str = "Canada";
const LIST: &str = "Consolidated Canadian Autonomous Sanctions List";

/// Reads the list.
pub(crate) fn read(
    documents: Vec<Document<'_>>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let release = recorder.release();
    AUTHORITY.clone_into(&mut release.authority);
    LIST.clone_into(&mut release.title);
    "SEMA XML".clone_into(&mut release.format);
    let mut ids = BTreeMap::new();
    for (index, document) in (0..=u16::MAX).zip(documents) {
        let name = document.name().to_owned();
        let mut xml = XmlRecords::open(document, recorder, index)?;
        if xml.root().name() != "data-set" {
            return Err(ReadError::NotAList {
                file: name,
                message: format!(
                    "starts with <{}>; expected <data-set>, the XML of the consolidated Canadian list",
                    xml.root().name()
                ),
            });
        }
        while let Some(node) = xml.next(&["record"], &[], recorder)? {
            let mut entity = record(&node, recorder);
            let n = ids.entry(entity.id.clone()).and_modify(|n| *n += 1).or_insert(1u32);
            if *n > 1 {
                recorder.defect(
                    DefectKind::BadValue,
                    node.line(),
                    "Item",
                    entity.id.as_str(),
                    "an item of a schedule printed twice; told apart by a number after it",
                );
                entity.id = EntityId::new(format!("{}-{n}", entity.id));
            }
            recorder.entity(entity)?;
        }
    }
    Ok(())
}

fn record(node: &Node, recorder: &mut Recorder<'_>) -> Entity {
    let line = node.line();
    let position = Position { file: recorder.file_index(), line };
    let field = |name| node.child_text(name).and_then(squash);
    let country = field("Country");
    let (regime, key) = regime(country.as_deref().unwrap_or_default());
    let (schedule, item) = (field("Schedule"), field("Item"));
    let (last, given) = (field("LastName"), field("GivenName"));
    let (entity_or_ship, imo) = (field("EntityOrShip"), field("ShipIMONumber"));
    let title = field("TitleOrShip");
    let person = last.is_some() || given.is_some();
    let ship = imo.is_some();
    let schema = match (person, ship) {
        (_, true) => Schema::VESSEL,
        (true, false) => Schema::PERSON,
        (false, false) => Schema::ORGANIZATION,
    };
    let mut id = format!("ca-{key}");
    for part in [schedule.as_deref(), item.as_deref()].into_iter().flatten().map(slug) {
        id.push('-');
        id.push_str(&part);
    }
    for (name, value) in [("Country", &country), ("Item", &item)] {
        if value.is_none() {
            recorder.defect(
                DefectKind::BadValue,
                line,
                name,
                "",
                "empty; regime, schedule and item together are the key of a record",
            );
        }
    }
    let mut entity = Entity::new(id, schema, position);
    let mut listing = Listing::new(AUTHORITY, LIST, position);
    listing.programmes.extend(regime);
    listing.reference = match (&schedule, &item) {
        (Some(schedule), Some(item)) => Some(format!("Schedule {schedule}, item {item}")),
        (None, Some(item)) => Some(format!("item {item}")),
        (Some(schedule), None) => Some(format!("Schedule {schedule}")),
        (None, None) => None,
    };
    entity.facts.extend(country.map(|c| Fact::text(Property::PROGRAM, c)));

    names(&mut entity, person, last.as_deref(), given.as_deref(), entity_or_ship, line, recorder);
    for node in node.all("Aliases") {
        let text = node.text().unwrap_or_default();
        entity.names.extend(aliases::names(text, person));
    }
    if let Some(title) = title {
        let property = if person { Property::TITLE } else { Property::TYPE };
        entity.facts.push(Fact::text(property, title));
    }
    entity.facts.extend(imo.map(|imo| imo_number(&imo, line, recorder)));
    if let Some(printed) = field("DateOfBirthOrShipBuildDate") {
        let property = match (person, ship) {
            (true, _) => Property::BIRTH_DATE,
            (_, true) => Property::BUILD_DATE,
            _ => Property::INCORPORATION_DATE,
        };
        let read = date(&printed);
        entity.facts.push(values::date(property, &printed, read, line, recorder));
    }
    if let Some(printed) = field("DateOfListing") {
        match values::iso_day(&printed) {
            Some(day) => listing.listed_on.push(day),
            None => {
                recorder.defect(
                    DefectKind::BadValue,
                    line,
                    "DateOfListing",
                    &printed,
                    "expected a calendar day; kept as a fact",
                );
                entity.facts.push(Fact::text(Property::of("DateOfListing"), printed));
            }
        }
    }
    entity.facts.extend(node.leftovers(recorder));
    entity.listings.push(listing);
    entity
}

/// The regime's English name and its key: "Belarus / Bélarus" is "Belarus", `belarus`; the
/// magnitsky regulations go by their abbreviation.
fn regime(printed: &str) -> (Option<String>, String) {
    let english = squash(printed.split(" / ").next().unwrap_or_default());
    let short = english
        .as_deref()
        .and_then(crate::naming::bracketed)
        .map(|(_, inner)| inner)
        .filter(|inner| inner.chars().all(|c| c.is_ascii_uppercase()));
    let key = slug(short.or(english.as_deref()).unwrap_or("unknown"));
    (english, key)
}

fn names(
    entity: &mut Entity,
    person: bool,
    last: Option<&str>,
    given: Option<&str>,
    entity_or_ship: Option<String>,
    line: u64,
    recorder: &mut Recorder<'_>,
) {
    if person {
        let text = [given, last].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let mut parts = Vec::new();
        for (kind, text) in [(PartKind::Given, given), (PartKind::Family, last)] {
            parts.extend(text.map(|text| NamePart { kind, text: text.to_owned() }));
        }
        entity.names.push(Name::new(NameKind::Primary, text).with_parts(parts));
        // "DIKIY (DIKY)": a second spelling of the last name.
        if let Some((_, other)) = last.and_then(crate::naming::bracketed) {
            let text = [given, Some(other)].into_iter().flatten().collect::<Vec<_>>().join(" ");
            entity.names.push(Name::new(NameKind::Aka, text));
        }
    }
    if let Some(text) = entity_or_ship {
        if person {
            // A person and an entity in one record has not been seen; the text is kept.
            entity.facts.push(Fact::text(Property::of("EntityOrShip"), text));
        } else {
            entity.names.extend(aliases::organisation(&text));
        }
    }
    if entity.names.is_empty() {
        recorder.defect(
            DefectKind::BadValue,
            line,
            "EntityOrShip",
            "",
            "a record without a name; only its other names can be screened against",
        );
    }
}

fn imo_number(printed: &str, line: u64, recorder: &mut Recorder<'_>) -> Fact {
    let number = interdict_codes::imo(printed);
    if !number.as_ref().is_some_and(|n| n.valid) {
        recorder.defect(
            DefectKind::BadValue,
            line,
            "ShipIMONumber",
            printed,
            "no IMO number with a right check digit; kept as printed",
        );
    }
    let identifier = Identifier {
        number: number.map_or_else(|| printed.to_owned(), |n| n.canonical),
        kind: Some("IMO number".to_owned()),
        ..Identifier::default()
    };
    Fact::new(Property::IMO_NUMBER, Value::Identifier(identifier))
}

/// A date as printed; "OR" joins two days.
fn date(printed: &str) -> Option<PartialDate> {
    interdict_codes::date(&printed.replace(" OR ", " or "))
}

fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || c == '.' {
            out.extend(c.to_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regimes_have_stable_keys() {
        assert_eq!(regime("Belarus / Bélarus"), (Some("Belarus".to_owned()), "belarus".to_owned()));
        let (name, key) = regime(
            "Justice for Victims of Corrupt Foreign Officials Regulations (JVCFOR) / Règlement (RJVDEC)",
        );
        assert_eq!(key, "jvcfor");
        assert!(name.is_some_and(|n| n.ends_with("(JVCFOR)")));
        assert_eq!(regime("Myanmar (Burma) / Myanmar (Birmanie)").1, "myanmar-burma");
    }

    #[test]
    fn schedules_are_told_apart() {
        assert_eq!(slug("1, Part 1.1"), "1-part-1.1");
        assert_eq!(slug("1,Part 3"), slug("1, Part 3"));
    }
}
