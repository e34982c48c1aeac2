// SPDX-License-Identifier: Apache-2.0
//! From a JSON record to entities: names, typed facts, links, and embedded entities set apart.

use super::sanction;
use super::vocabulary::{Kind, Known, Row, vocabulary};
use super::wire::{Item, Record};
use crate::recorder::Recorder;
use interdict_model::{
    Address, Country, DefectKind, Entity, EntityId, Fact, Gender, Identifier, Link, LinkTarget,
    Name, PartialDate, Position, Property, Schema, Seen, Value,
};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Most distinct unknown names and printed countries remembered; beyond it every case is counted.
const REMEMBERED: usize = 4096;

/// Marks a fact that stands beside the properties of a record, not among them.
pub(crate) const BESIDE: &str = "record:";

/// Why a record is no entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// It has no id.
    Id,
    /// It has no schema.
    Schema,
}

impl Missing {
    /// The key that is missing.
    pub(crate) fn element(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Schema => "schema",
        }
    }

    /// What to say of it.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Id => "an entity without an id; left out",
            Self::Schema => "an entity without a schema; left out",
        }
    }
}

/// Where a stated value was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placed {
    /// The last name.
    Name,
    /// The last fact.
    Fact,
    /// The last link.
    Link,
}

/// What is remembered from record to record.
#[derive(Debug, Default)]
pub(crate) struct Converter {
    reported: HashSet<String>,
    countries: HashMap<String, Option<Country>>,
    /// Take a record without an id as an entity with an empty one.
    id_optional: bool,
}

impl Converter {
    /// One that takes a record without an id as an entity with an empty one.
    pub(crate) fn of_queries() -> Self {
        Self { id_optional: true, ..Self::default() }
    }

    /// Turns a record into its entity and those embedded in it, the root first. A record that is
    /// no entity is an error; an embedded one is counted as lost and left out.
    pub(crate) fn entities(
        &mut self,
        record: Record<'_>,
        at: Position,
        recorder: &mut Recorder<'_>,
    ) -> Result<Vec<Entity>, Missing> {
        let mut out = Vec::with_capacity(1);
        self.flatten(record, at, recorder, &mut out)?;
        for entity in &mut out {
            sanction::derive_listing(entity);
        }
        Ok(out)
    }

    /// Converts `record` into `out` and tells its place there.
    fn flatten(
        &mut self,
        record: Record<'_>,
        at: Position,
        recorder: &mut Recorder<'_>,
        out: &mut Vec<Entity>,
    ) -> Result<usize, Missing> {
        let id = match record.id.filter(|id| !id.is_empty()) {
            Some(id) => id,
            None if self.id_optional => Cow::Borrowed(""),
            None => return Err(Missing::Id),
        };
        let schema = record.schema.filter(|s| !s.is_empty()).ok_or(Missing::Schema)?;
        let row = self.schema(&schema, at.line, recorder);
        let mut entity = Entity::new(id, schema_of(&schema, row), at);
        entity.caption = record.caption.filter(|c| !c.is_empty()).map(Cow::into_owned);
        entity.datasets = record.datasets.into_iter().map(Cow::into_owned).collect();
        entity.referents = record.referents.into_iter().map(EntityId::new).collect();
        entity.seen = Seen {
            first: record.first_seen.map(Cow::into_owned),
            last: record.last_seen.map(Cow::into_owned),
            changed: record.last_change.map(Cow::into_owned),
        };
        entity.target = record.target;
        let place = out.len();
        let own_id = entity.id.clone();
        let mut embedded: Vec<(Known, Box<Record<'_>>)> = Vec::new();
        for (property, items) in record.properties {
            let known = self.property(row, &entity.schema, &property, at.line, recorder);
            for item in items {
                match item {
                    Item::Text(value) => {
                        self.state(&mut entity, &property, known, &value, recorder);
                    }
                    Item::Rounded(value) => {
                        recorder.defect(
                            DefectKind::BadValue,
                            at.line,
                            &property,
                            &value,
                            "a number with too many digits to be kept exactly; print it as a text in quotes",
                        );
                        self.state(&mut entity, &property, known, &value, recorder);
                    }
                    Item::Entity(record) => {
                        let known = known.unwrap_or(Known { name: "", kind: Kind::Text });
                        embedded.push((known, record));
                        if let (Kind::Text, Some(id)) =
                            (known.kind, embedded.last().and_then(|(_, r)| r.id.as_deref()))
                        {
                            // No link property of the vocabulary: the link is kept by its name.
                            let target = LinkTarget::Entity(EntityId::new(id));
                            entity.links.push(Link::new(named(known.name, &property), target));
                        }
                    }
                }
            }
        }
        for (key, value) in record.others {
            if key != "origin" {
                self.unknown(
                    &key,
                    "",
                    "a key this version does not know; kept as printed",
                    at.line,
                    recorder,
                );
            }
            entity
                .facts
                .push(Fact::text(Property::named(format!("{BESIDE}{key}")), value.to_string()));
        }
        out.push(entity);
        for (known, record) in embedded {
            let child = match self.flatten(*record, at, recorder, out) {
                Ok(child) => child,
                Err(missing) => {
                    recorder.defect(
                        DefectKind::LostRecord,
                        at.line,
                        known.name,
                        own_id.as_str(),
                        missing.message(),
                    );
                    continue;
                }
            };
            let (holder, link) = match known.kind {
                Kind::Reverse { forward } => {
                    let target = LinkTarget::Entity(own_id.clone());
                    (child, Link::new(Property::of(forward), target))
                }
                Kind::Entity => {
                    let Some(id) = out.get(child).map(|c| c.id.clone()) else { continue };
                    (place, Link::new(Property::of(known.name), LinkTarget::Entity(id)))
                }
                _ => continue,
            };
            if let Some(holder) = out.get_mut(holder).filter(|h| !h.links.contains(&link)) {
                holder.links.push(link);
            }
        }
        Ok(place)
    }

    /// The row of a schema; one the vocabulary does not have is counted once.
    pub(crate) fn schema(
        &mut self,
        name: &str,
        line: u64,
        recorder: &mut Recorder<'_>,
    ) -> Option<&'static Row> {
        let row = vocabulary().schema(name);
        if row.is_none() {
            self.unknown(
                name,
                "schema",
                "a schema this version does not know; kept under its name",
                line,
                recorder,
            );
        }
        row
    }

    /// A property as the schema has it; one it does not have is counted once and read as other
    /// schemata read it.
    pub(crate) fn property(
        &mut self,
        row: Option<&'static Row>,
        schema: &Schema,
        name: &str,
        line: u64,
        recorder: &mut Recorder<'_>,
    ) -> Option<Known> {
        if let Some(known) = row.and_then(|row| row.property(name)) {
            return Some(known);
        }
        let elsewhere = vocabulary().anywhere(name);
        // The properties of an unknown schema are not news of their own when another has them.
        if row.is_some() || elsewhere.is_none() {
            self.unknown(
                name,
                schema.as_str(),
                "a property its schema does not have; kept under its name",
                line,
                recorder,
            );
        }
        elsewhere
    }

    fn unknown(
        &mut self,
        name: &str,
        of: &str,
        message: &str,
        line: u64,
        recorder: &mut Recorder<'_>,
    ) {
        let key = format!("{of}\u{1f}{name}");
        if self.reported.contains(&key) {
            return;
        }
        if self.reported.len() < REMEMBERED {
            self.reported.insert(key);
        }
        recorder.defect(DefectKind::UnknownElement, line, name, of, message);
    }

    /// Puts one stated value into the entity.
    pub(crate) fn state(
        &mut self,
        entity: &mut Entity,
        printed: &str,
        known: Option<Known>,
        value: &str,
        recorder: &mut Recorder<'_>,
    ) -> Option<Placed> {
        if value.is_empty() {
            return None;
        }
        let line = entity.position.line;
        let value = without_control(value, printed, line, recorder);
        let value = &*value;
        let Known { name, kind } = known.unwrap_or(Known { name: "", kind: Kind::Text });
        let value = match kind {
            Kind::Name(kind, quality) => {
                entity.names.push(Name { quality, ..Name::new(kind, value) });
                return Some(Placed::Name);
            }
            Kind::Entity | Kind::Reverse { .. } => {
                let target = LinkTarget::Entity(EntityId::new(value));
                entity.links.push(Link::new(Property::of(name), target));
                return Some(Placed::Link);
            }
            Kind::Date => match value.parse::<PartialDate>() {
                Ok(date) => {
                    entity.facts.push(Fact::date(Property::of(name), date, value));
                    return Some(Placed::Fact);
                }
                Err(_) => {
                    recorder.defect(
                        DefectKind::BadValue,
                        line,
                        name,
                        value,
                        "not a date (YYYY, YYYY-MM or YYYY-MM-DD); kept as text",
                    );
                    Value::Text(value.to_owned())
                }
            },
            Kind::Country => {
                let code = self.country(value);
                if code.is_none() {
                    recorder.defect(
                        DefectKind::UnknownCode,
                        line,
                        name,
                        value,
                        "no country or territory of this code or name is known; kept as printed",
                    );
                }
                Value::Country { code, printed: value.to_owned() }
            }
            Kind::Identifier => {
                Value::Identifier(Identifier { number: value.to_owned(), ..Identifier::default() })
            }
            Kind::Address => {
                Value::Address(Address { full: value.to_owned(), ..Address::default() })
            }
            Kind::Gender => match gender(value) {
                Some(gender) => Value::Gender(gender),
                None => {
                    recorder.defect(
                        DefectKind::BadValue,
                        line,
                        name,
                        value,
                        "not a gender (male, female or other); kept as text",
                    );
                    Value::Text(value.to_owned())
                }
            },
            Kind::Text => Value::Text(value.to_owned()),
        };
        entity.facts.push(Fact::new(named(name, printed), value));
        Some(Placed::Fact)
    }

    /// A country by code or name. A part of a country ("ua-cri") is read as the country; the
    /// printed code is kept beside it.
    fn country(&mut self, printed: &str) -> Option<Country> {
        if let Some(code) = self.countries.get(printed) {
            return *code;
        }
        let code = interdict_codes::country(printed).or_else(|| {
            let (whole, part) = printed.split_once('-')?;
            let parted = whole.len() == 2 && part.bytes().all(|b| b.is_ascii_alphanumeric());
            parted.then(|| interdict_codes::country(whole)).flatten()
        });
        if self.countries.len() < REMEMBERED {
            self.countries.insert(printed.to_owned(), code);
        }
        code
    }
}

/// A schema without a copy of its name where the vocabulary has it.
pub(crate) fn schema_of(name: &str, row: Option<&'static Row>) -> Schema {
    row.map_or_else(|| Schema::named(name), |row| Schema::of(row.name))
}

fn named(known: &'static str, printed: &str) -> Property {
    if known.is_empty() { Property::named(printed) } else { Property::of(known) }
}

fn gender(value: &str) -> Option<Gender> {
    match value {
        "male" | "m" | "M" | "Male" => Some(Gender::Male),
        "female" | "f" | "F" | "Female" => Some(Gender::Female),
        "other" | "Other" => Some(Gender::Other),
        _ => None,
    }
}

/// The value with control characters replaced by U+FFFD and counted.
fn without_control<'v>(
    value: &'v str,
    element: &str,
    line: u64,
    recorder: &mut Recorder<'_>,
) -> Cow<'v, str> {
    let bad = |b: u8| (b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t')) || b == 0x7f;
    if !value.bytes().any(bad) {
        return Cow::Borrowed(value);
    }
    let repaired: String = value
        .chars()
        .map(|c| if u8::try_from(c).is_ok_and(bad) { '\u{FFFD}' } else { c })
        .collect();
    recorder.defect(
        DefectKind::Character,
        line,
        element,
        &repaired,
        "a control character; replaced by U+FFFD",
    );
    Cow::Owned(repaired)
}
