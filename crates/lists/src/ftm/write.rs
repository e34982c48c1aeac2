// SPDX-License-Identifier: Apache-2.0
//! The way back: an entity as FollowTheMoney JSON, as it was read or, for an entry of an official
//! list, as the entities that FollowTheMoney makes of it.

use super::convert::BESIDE;
use super::vocabulary::{Kind, vocabulary};
use interdict_model::{
    Entity, Fact, Identifier, Link, LinkTarget, Listing, ListingStatus, Measure, MeasureKind, Name,
    NameKind, PartKind, PartialDate, Precision, Quality, Schema, Value,
};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Properties in order of name, each with its values in source order.
type Properties = BTreeMap<String, Vec<String>>;

/// The entity as one line of FollowTheMoney JSON: properties in order of name, values in source
/// order, everything stated kept, also under names that its schema does not have. Listings and
/// remarks have no place in it; [`to_ftm_lines`] gives listings as entities of their own.
#[must_use]
pub fn to_ftm_json(entity: &Entity) -> String {
    let mut properties = Properties::new();
    for name in &entity.names {
        add(&mut properties, name_property(name), &name.text);
    }
    let mut beside: BTreeMap<String, Json> = BTreeMap::new();
    for fact in &entity.facts {
        if let Some(key) = fact.property.as_str().strip_prefix(BESIDE) {
            let text = fact.value.as_text();
            let value = serde_json::from_str(&text).unwrap_or(Json::String(text));
            beside.insert(key.to_owned(), value);
            continue;
        }
        for value in values(&fact.value) {
            add(&mut properties, fact.property.as_str(), &value);
        }
    }
    for link in &entity.links {
        let target = match &link.target {
            LinkTarget::Entity(id) => id.as_str(),
            LinkTarget::Reference { reference, .. } => reference,
            LinkTarget::Named(name) => name,
        };
        add(&mut properties, link.property.as_str(), target);
    }
    render(entity, &properties, &beside, entity.target)
}

/// The entity as lines of valid FollowTheMoney JSON: itself; a Sanction for each listing; a
/// Passport or Identification for each number of which more than the number is known; an
/// UnknownLink for each link that its schema has no property for. What no property of the schema
/// holds goes into `notes`, with its name before it.
#[must_use]
pub fn to_ftm_lines(entity: &Entity) -> Vec<String> {
    let mut main = Properties::new();
    let mut more: Vec<Entity> = Vec::new();
    let schema = entity.schema.as_str();
    let row = vocabulary().schema(schema);
    let has = |property: &str| row.is_none_or(|r| r.property(property).is_some());
    for name in &entity.names {
        let property = name_property(name);
        let weak = name.quality == Quality::Weak;
        let property = match property {
            "abbreviation" if !has(property) => {
                if weak {
                    "weakAlias"
                } else {
                    "alias"
                }
            }
            other => other,
        };
        if has(property) {
            add(&mut main, property, &name.text);
        } else {
            note(&mut main, property, &name.text, &has);
        }
    }
    if let Some(primary) = entity.names.iter().find(|n| n.kind == NameKind::Primary) {
        for part in &primary.parts {
            if let Some(property) = part_property(part.kind).filter(|p| has(p)) {
                add(&mut main, property, &part.text);
            }
        }
    }
    for fact in &entity.facts {
        let property = fact.property.as_str();
        if property.starts_with(BESIDE) {
            continue;
        }
        let fits = row.is_none_or(|r| r.property(property).is_some_and(|k| fits(k.kind, fact)));
        for value in values(&fact.value) {
            if fits {
                add(&mut main, property, &value);
            } else {
                note(&mut main, property, &value, &has);
            }
        }
        match &fact.value {
            Value::Address(address) if property == "birthPlace" => {
                if let Some(country) = address.country.filter(|_| has("birthCountry")) {
                    add(&mut main, "birthCountry", country.code());
                }
            }
            Value::Identifier(number) if says_more(number) && has("idNumber") => {
                more.push(identification(entity, property, number, more.len()));
            }
            _ => {}
        }
    }
    for link in &entity.links {
        self::link(entity, link, &mut main, &mut more, &has);
    }
    if schema != "Sanction" {
        for topic in topics(&entity.listings) {
            if has("topics") && !main.get("topics").is_some_and(|t| t.iter().any(|x| x == topic)) {
                add(&mut main, "topics", topic);
            }
        }
        for (n, listing) in entity.listings.iter().enumerate() {
            more.push(sanction(entity, listing, n));
        }
    }
    let stands = entity.listings.iter().any(|l| !matches!(l.status, ListingStatus::Delisted(_)));
    let target = entity.target.or((!entity.listings.is_empty()).then_some(stands));
    let mut lines = vec![render(entity, &main, &BTreeMap::new(), target)];
    lines.extend(more.iter().map(to_ftm_json));
    lines
}

fn add(properties: &mut Properties, property: &str, value: &str) {
    if !value.is_empty() {
        let values = properties.entry(property.to_owned()).or_default();
        if !values.iter().any(|v| v == value) {
            values.push(value.to_owned());
        }
    }
}

fn note(properties: &mut Properties, property: &str, value: &str, has: &dyn Fn(&str) -> bool) {
    let place = if has("notes") { "notes" } else { "description" };
    add(properties, place, &format!("{property}: {value}"));
}

fn render(
    entity: &Entity,
    properties: &Properties,
    beside: &BTreeMap<String, Json>,
    target: Option<bool>,
) -> String {
    let text = |t: &str| Json::String(t.to_owned()).to_string();
    let list = |values: Vec<&str>| {
        Json::Array(values.into_iter().map(|v| Json::String(v.to_owned())).collect()).to_string()
    };
    let mut out = format!(
        "{{\"id\":{},\"caption\":{},\"schema\":{},\"properties\":{{",
        text(entity.id.as_str()),
        text(entity.caption()),
        text(entity.schema.as_str())
    );
    for (n, (property, values)) in properties.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        out.push_str(&text(property));
        out.push(':');
        out.push_str(&list(values.iter().map(String::as_str).collect()));
    }
    out.push_str("},\"referents\":");
    out.push_str(&list(entity.referents.iter().map(|r| r.as_str()).collect()));
    out.push_str(",\"datasets\":");
    out.push_str(&list(entity.datasets.iter().map(String::as_str).collect()));
    let seen = [
        ("first_seen", &entity.seen.first),
        ("last_seen", &entity.seen.last),
        ("last_change", &entity.seen.changed),
    ];
    for (key, value) in seen {
        if let Some(value) = value {
            out.push_str(&format!(",\"{key}\":{}", text(value)));
        }
    }
    if let Some(target) = target {
        out.push_str(&format!(",\"target\":{target}"));
    }
    for (key, value) in beside {
        out.push_str(&format!(",{}:{value}", text(key)));
    }
    out.push('}');
    out
}

fn name_property(name: &Name) -> &'static str {
    match (name.kind, name.quality) {
        (NameKind::Primary, _) => "name",
        (NameKind::Aka, Quality::Strong) => "alias",
        (NameKind::Aka, Quality::Weak) => "weakAlias",
        (NameKind::Fka, _) => "previousName",
        (NameKind::Abbreviation, _) => "abbreviation",
    }
}

fn part_property(kind: PartKind) -> Option<&'static str> {
    match kind {
        PartKind::Given => Some("firstName"),
        PartKind::Middle => Some("middleName"),
        PartKind::Family => Some("lastName"),
        PartKind::Patronymic => Some("fatherName"),
        PartKind::Matronymic => Some("motherName"),
        PartKind::Title => Some("title"),
        PartKind::Suffix => Some("nameSuffix"),
        PartKind::Nickname => Some("weakAlias"),
        // No property holds these; the whole name has them.
        PartKind::Maiden | PartKind::Other => None,
    }
}

/// The value as FollowTheMoney writes it: one text, or both ends of an interval.
fn values(value: &Value) -> Vec<String> {
    match value {
        Value::Date { printed: Some(printed), .. } if is_ftm_date(printed) => vec![printed.clone()],
        Value::Date { date, .. } => dates(*date),
        Value::Country { code: Some(code), printed } => {
            let (whole, part) = printed.split_once('-').unwrap_or((printed, ""));
            let code_like = (whole.len() == 2 || whole == code.code())
                && whole.bytes().all(|b| b.is_ascii_lowercase())
                && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            vec![if code_like { printed.clone() } else { code.code().to_owned() }]
        }
        other => vec![other.as_text()],
    }
}

fn is_ftm_date(text: &str) -> bool {
    !text.contains('/') && !text.starts_with('~') && text.parse::<PartialDate>().is_ok()
}

/// A date without the mark of approximation, which the form lacks; an interval as the dates at
/// its two ends.
fn dates(date: PartialDate) -> Vec<String> {
    let text = date.to_string();
    let text = text.trim_start_matches('~');
    match date.precision() {
        Precision::Range => text.split('/').map(str::to_owned).collect(),
        _ => vec![text.to_owned()],
    }
}

/// Whether the fact's value is what the property holds.
fn fits(kind: Kind, fact: &Fact) -> bool {
    match (kind, &fact.value) {
        (Kind::Date, Value::Date { .. })
        | (Kind::Gender, Value::Gender(_))
        | (Kind::Identifier | Kind::Text | Kind::Address, _) => true,
        (Kind::Country, Value::Country { code, .. }) => code.is_some(),
        _ => false,
    }
}

fn says_more(number: &Identifier) -> bool {
    number.country.is_some() || number.issued.is_some() || number.expires.is_some()
}

fn child(entity: &Entity, what: &str, n: usize, schema: &'static str) -> Entity {
    let id = format!("{}-{what}-{}", entity.id, n + 1);
    let mut child = Entity::new(id, Schema::of(schema), entity.position);
    child.datasets.clone_from(&entity.datasets);
    child.seen = entity.seen.clone();
    child
}

fn state(entity: &mut Entity, property: &'static str, value: impl Into<String>) {
    entity.facts.push(Fact::text(interdict_model::Property::of(property), value));
}

fn point(entity: &mut Entity, property: &'static str, to: &Entity) {
    let target = LinkTarget::Entity(to.id.clone());
    entity.links.push(Link::new(interdict_model::Property::of(property), target));
}

fn identification(entity: &Entity, property: &str, number: &Identifier, n: usize) -> Entity {
    let schema = if property == "passportNumber" { "Passport" } else { "Identification" };
    let mut out = child(entity, "document", n, schema);
    point(&mut out, "holder", entity);
    state(&mut out, "number", &number.number);
    state(&mut out, "type", number.kind.as_deref().unwrap_or(property));
    if let Some(country) = number.country {
        state(&mut out, "country", country.code());
    }
    if let Some(issued) = number.issued {
        state(&mut out, "startDate", issued.to_string());
    }
    if let Some(expires) = number.expires {
        state(&mut out, "endDate", expires.to_string());
    }
    if let Some(note) = &number.note {
        state(&mut out, "description", note);
    }
    out.facts.retain(|f| !f.value.as_text().is_empty());
    out
}

/// A link as a property where the schema has one, else as an UnknownLink; one that leads to no
/// entity goes into the notes.
fn link(
    entity: &Entity,
    link: &Link,
    main: &mut Properties,
    more: &mut Vec<Entity>,
    has: &dyn Fn(&str) -> bool,
) {
    let property = link.property.as_str();
    let row = vocabulary().schema(entity.schema.as_str());
    let kind = row.and_then(|r| r.property(property)).map(|k| k.kind);
    let role = link.printed.as_deref().unwrap_or(property);
    match &link.target {
        LinkTarget::Entity(id) => match (kind, row) {
            (Some(Kind::Entity | Kind::Reverse { .. }), _) | (_, None) => {
                add(main, property, id.as_str());
            }
            _ => {
                let mut out = child(entity, "link", more.len(), "UnknownLink");
                point(&mut out, "subject", entity);
                let object = interdict_model::Property::of("object");
                out.links.push(Link::new(object, LinkTarget::Entity(id.clone())));
                state(&mut out, "role", role);
                more.push(out);
            }
        },
        LinkTarget::Reference { authority, reference } => {
            note(main, role, &format!("{authority} {reference}"), has);
        }
        LinkTarget::Named(name) => note(main, role, name, has),
    }
}

/// A listing as a Sanction.
fn sanction(entity: &Entity, listing: &Listing, n: usize) -> Entity {
    let mut out = child(entity, "sanction", n, "Sanction");
    point(&mut out, "entity", entity);
    state(&mut out, "authority", &listing.authority);
    if !listing.list.is_empty() {
        state(&mut out, "publisher", &listing.list);
    }
    if let Some(reference) = &listing.reference {
        state(&mut out, "authorityId", reference);
    }
    for programme in &listing.programmes {
        state(&mut out, "program", programme);
    }
    for act in &listing.legal_acts {
        let date = act.date.map(|d| format!(" ({d})")).unwrap_or_default();
        state(&mut out, "summary", format!("{}{date}", act.title));
        if let Some(url) = &act.url {
            state(&mut out, "sourceUrl", url);
        }
    }
    for Measure { printed, since, .. } in &listing.measures {
        let since = since.map(|d| format!(" (since {d})")).unwrap_or_default();
        state(&mut out, "provisions", format!("{printed}{since}"));
    }
    for day in &listing.listed_on {
        state(&mut out, "listingDate", day.to_string());
    }
    for day in &listing.amended_on {
        state(&mut out, "modifiedAt", day.to_string());
    }
    match &listing.status {
        ListingStatus::Listed => state(&mut out, "status", "active"),
        ListingStatus::Delisted(day) => {
            state(&mut out, "status", "ended");
            if let Some(day) = day {
                state(&mut out, "endDate", day.to_string());
            }
        }
        ListingStatus::Varied(words) => state(&mut out, "status", words),
    }
    if let Some(reason) = &listing.reason {
        state(&mut out, "reason", reason);
    }
    for other in &listing.cross_references {
        if other.authority == "UN" {
            state(&mut out, "unscId", &other.reference);
        } else {
            state(&mut out, "description", format!("{} {}", other.authority, other.reference));
        }
    }
    out.facts.retain(|f| !f.value.as_text().is_empty());
    out
}

/// The topics that standing listings mean for their subject.
fn topics(listings: &[Listing]) -> Vec<&'static str> {
    let mut out = Vec::new();
    for listing in listings.iter().filter(|l| !matches!(l.status, ListingStatus::Delisted(_))) {
        let mut topics: Vec<&'static str> = listing
            .measures
            .iter()
            .map(|m| match m.kind {
                MeasureKind::Debarment => "debarment",
                MeasureKind::ExportControl => "export.control",
                _ => "sanction",
            })
            .collect();
        if topics.is_empty() {
            topics.push("sanction");
        }
        for topic in topics {
            if !out.contains(&topic) {
                out.push(topic);
            }
        }
    }
    out
}
