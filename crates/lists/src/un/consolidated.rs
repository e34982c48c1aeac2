// SPDX-License-Identifier: Apache-2.0
//! The Consolidated List: one XML record per individual or entity.
//!
//! The publisher names no measures except in remarks, and no ships: a ship that an entry owns is
//! named in the entry's remark and has no record of its own.

use super::{
    AUTHORITY, alias, describe, document, reference, remarks, repair, squash, stated, when,
};
use crate::ReadError;
use crate::document::Document;
use crate::recorder::Recorder;
use crate::values::{self, country_code};
use crate::xml::{Node, XmlRecords};
use interdict_model::{
    Address, DefectKind, Entity, EntityId, Fact, Listing, ListingStatus, Name, NameKind, NamePart,
    PartKind, Position, Property, Quality, Schema, SourceFile, Value,
};
use std::collections::BTreeSet;
use std::io::Cursor;

/// Name of the list.
pub(super) const LIST: &str = "Consolidated List";
const FORMAT: &str = "consolidated XML";

/// Reads the list.
pub(super) fn read(
    name: &str,
    bytes: Vec<u8>,
    file: SourceFile,
    recorder: &mut Recorder<'_>,
    index: u16,
) -> Result<(), ReadError> {
    let (bytes, repairs) = repair::repair(bytes);
    for repair in &repairs {
        recorder.defect(repair.kind, repair.line, "", &repair.value, repair.message);
    }
    let mut xml = XmlRecords::open(Document::new(name, Cursor::new(bytes)), recorder, index)?;
    let root = xml.root();
    if root.name() != "CONSOLIDATED_LIST" {
        return Err(ReadError::NotAList {
            file: name.to_owned(),
            message: format!(
                "starts with <{}>; expected <CONSOLIDATED_LIST> or the 1718 Designated Vessels List",
                root.name()
            ),
        });
    }
    let generated = root.attribute("dateGenerated").map(str::to_owned);
    describe(recorder, LIST, FORMAT);
    match generated.as_deref().and_then(|d| when::date_of(d)?.as_day()) {
        Some(day) => recorder.release().published = Some(day),
        None => recorder.defect(
            DefectKind::BadValue,
            1,
            "CONSOLIDATED_LIST@dateGenerated",
            generated.as_deref().unwrap_or_default(),
            "expected the time at which the list was made",
        ),
    }
    recorder.release().version = generated;
    let damaged = !repairs.is_empty();
    let mut ids = BTreeSet::new();
    while let Some(node) =
        xml.next(&["INDIVIDUAL", "ENTITY"], &["INDIVIDUALS", "ENTITIES"], recorder)?
    {
        let mut entity = record(&node, damaged, recorder);
        if !ids.insert(entity.id.clone()) {
            let key = node.child_text("DATAID").unwrap_or_default();
            let id = format!("{}-{key}", entity.id);
            recorder.defect(
                DefectKind::BadValue,
                node.line(),
                "REFERENCE_NUMBER",
                entity.id.as_str(),
                "a reference number printed twice; told apart by DATAID",
            );
            entity.id = EntityId::new(id);
            ids.insert(entity.id.clone());
        }
        recorder.entity(entity)?;
    }
    if damaged {
        // What is kept as the file read is what was given, not the repaired copy.
        recorder.release().files.pop();
        recorder.file_read(Some(file));
    }
    Ok(())
}

fn record(node: &Node, damaged: bool, recorder: &mut Recorder<'_>) -> Entity {
    let position = Position { file: recorder.file_index(), line: node.line() };
    let person = node.name() == "INDIVIDUAL";
    let schema = if person { Schema::PERSON } else { Schema::ORGANIZATION };
    let data_id = node.child_text("DATAID");
    let printed = node.child_text("REFERENCE_NUMBER").and_then(squash);
    let number =
        printed.as_deref().map(|p| reference::canonical(p).unwrap_or_else(|| p.to_owned()));
    let programme = node.child_text("UN_LIST_TYPE").and_then(squash);
    let id = match (&number, data_id) {
        (Some(number), _) => format!("un-{number}"),
        (None, Some(key)) => format!("un-dataid-{key}"),
        (None, None) => format!(
            "un-{}",
            squash(node.child_text("FIRST_NAME").unwrap_or("unnamed")).unwrap_or_default()
        ),
    };
    if number.is_none() {
        recorder.defect(
            DefectKind::BadValue,
            node.line(),
            "REFERENCE_NUMBER",
            "",
            "every entry has a permanent reference number; this one is told apart by DATAID",
        );
    }
    let mut entity = Entity::new(id, schema, position);
    let mut listing = Listing::new(AUTHORITY, LIST, position);
    entity.referents.extend(data_id.map(|key| EntityId::new(format!("un-dataid-{key}"))));
    let dprk = programme.as_deref() == Some("DPRK")
        || number.as_deref().is_some_and(|n| n.starts_with("KPi"));
    listing.reference = number;
    listing.programmes.extend(programme);

    names(node, person, dprk, damaged, &mut entity, recorder);
    for value in texts(node, "TITLE") {
        push_lettered(&mut entity, &Property::TITLE, &value);
    }
    for value in texts(node, "DESIGNATION") {
        push_lettered(&mut entity, &Property::POSITION, &value);
    }
    for value in texts(node, "NATIONALITY").iter().filter_map(|v| stated(v)) {
        entity.facts.push(values::country(Property::NATIONALITY, &value, node.line(), recorder));
    }
    for gender in node.all("GENDER").filter_map(|g| values::gender(g.text()?)) {
        entity.facts.push(Fact::new(Property::GENDER, Value::Gender(gender)));
    }
    for birth in node.all("INDIVIDUAL_DATE_OF_BIRTH") {
        entity.facts.extend(when::birth(birth, recorder));
    }
    for place in node.all("INDIVIDUAL_PLACE_OF_BIRTH") {
        entity.facts.extend(address(&Property::BIRTH_PLACE, place, recorder));
    }
    for tag in ["INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS"] {
        for place in node.all(tag) {
            entity.facts.extend(address(&Property::ADDRESS, place, recorder));
        }
    }
    for paper in node.all("INDIVIDUAL_DOCUMENT") {
        entity.facts.extend(document::fact(paper, recorder));
    }
    for (tag, property) in [
        ("SUBMITTED_BY", "submittedBy"),
        ("SUBMITTED_ON", "submittedOn"),
        ("VERSIONNUM", "versionNumber"),
        ("SORT_KEY_LAST_MOD", "sortKeyChanged"),
    ] {
        let value = node.child_text(tag).and_then(squash);
        entity.facts.extend(value.map(|v| Fact::text(Property::of(property), v)));
    }
    if let Some(key) = node.child_text("SORT_KEY").and_then(squash) {
        let same = entity.names.iter().any(|n| n.text.eq_ignore_ascii_case(&key));
        entity.facts.extend((!same).then(|| Fact::text(Property::of("sortKey"), key)));
    }
    for value in texts(node, "LIST_TYPE").iter().filter(|v| *v != "UN List") {
        entity.facts.push(Fact::text(Property::of("listType"), value));
    }
    entity.facts.extend(dates(node, &mut listing, recorder));
    let comments = node.all("COMMENTS1").filter_map(|c| squash(c.text()?)).collect::<Vec<_>>();
    if !comments.is_empty() {
        remarks::read(&comments.join("\n"), node.line(), &mut entity, &mut listing, recorder);
    }
    entity.facts.extend(node.leftovers(recorder));
    entity.listings.push(listing);
    entity
}

fn names(
    node: &Node,
    person: bool,
    dprk: bool,
    damaged: bool,
    entity: &mut Entity,
    recorder: &mut Recorder<'_>,
) {
    let tags = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];
    let parts: Vec<(usize, String)> =
        (0..).zip(tags).filter_map(|(i, tag)| Some((i, squash(node.child_text(tag)?)?))).collect();
    let text = parts.iter().map(|(_, p)| p.as_str()).collect::<Vec<_>>().join(" ");
    let primary = Name::new(NameKind::Primary, "");
    if text.is_empty() {
        recorder.defect(
            DefectKind::BadValue,
            node.line(),
            "FIRST_NAME",
            "",
            "an entry without a name; only its other names can be screened against",
        );
    } else if person {
        // In the DPRK regime the family name stands first; elsewhere the list does not say.
        let kind = |i| match (dprk && parts.len() > 1, i) {
            (true, 0) => PartKind::Family,
            (true, _) => PartKind::Given,
            _ => PartKind::Other,
        };
        let parts =
            parts.iter().map(|(i, p)| NamePart { kind: kind(*i), text: p.clone() }).collect();
        entity.names.push(Name { text, ..primary.clone() }.with_parts(parts));
    } else {
        entity.names.extend(alias::names(&text, &primary));
    }
    for script in node.all("NAME_ORIGINAL_SCRIPT") {
        let Some(printed) = script.text().and_then(squash) else { continue };
        if damaged && alias::is_debris(&printed) {
            debris(script, &printed, entity, recorder);
        } else {
            entity.names.extend(alias::original(&printed, &primary));
        }
    }
    for tag in ["INDIVIDUAL_ALIAS", "ENTITY_ALIAS"] {
        for node in node.all(tag) {
            other_name(node, damaged, entity, recorder);
        }
    }
}

fn debris(node: &Node, printed: &str, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    recorder.defect(
        DefectKind::BadValue,
        node.line(),
        node.name(),
        printed,
        "no name: the letters of its script were lost before the file was given; kept as a fact, fetch the list again",
    );
    entity.facts.push(Fact::text(Property::named(node.name()), printed));
}

fn other_name(node: &Node, damaged: bool, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    let quality = node.child_text("QUALITY").and_then(squash);
    let mut template = Name::new(NameKind::Aka, "");
    match quality.as_deref().map(str::to_lowercase).as_deref() {
        Some("low") => template.quality = Quality::Weak,
        Some("f.k.a." | "f.k.a") => template.kind = NameKind::Fka,
        Some("good" | "a.k.a." | "a.k.a") | None => {}
        Some(_) => recorder.defect(
            DefectKind::UnknownCode,
            node.line(),
            "QUALITY",
            quality.as_deref().unwrap_or_default(),
            "expected Good, Low, a.k.a. or f.k.a.; the alias is read as a good one",
        ),
    }
    let note = node.child_text("NOTE").and_then(stated);
    template.note.clone_from(&note);
    let printed = node.child("ALIAS_NAME");
    let text = printed.and_then(Node::text).and_then(squash);
    match (&text, printed) {
        (Some(text), Some(node)) if damaged && alias::is_debris(text) => {
            debris(node, text, entity, recorder);
        }
        (Some(text), _) => entity.names.extend(alias::names(text, &template)),
        _ => {}
    }
    if let Some(note) = &note {
        template.note = None;
        for name in alias::names_in_remark(note, &template) {
            if damaged && alias::is_debris(&name.text) {
                debris(node, &name.text, entity, recorder);
            } else {
                entity.names.push(name);
            }
        }
        if text.is_none() {
            entity.facts.push(Fact::text(Property::NOTES, note));
        }
    }
    // A birth stated with an alias belongs to that identity.
    let said = text.map(|t| format!("stated for the name {t}"));
    if let Some(date) = node.child_text("DATE_OF_BIRTH").and_then(stated) {
        let read = when::date_of(&date);
        let fact = values::date(Property::BIRTH_DATE, &date, read, node.line(), recorder);
        entity.facts.push(fact.with_note(said.clone()));
    }
    let (city, country) = (
        node.child_text("CITY_OF_BIRTH").and_then(stated),
        node.child_text("COUNTRY_OF_BIRTH").and_then(stated),
    );
    let place = Address { city, country_printed: country, ..Address::default() };
    let fact = place_of(Property::BIRTH_PLACE, place, node.line(), recorder);
    entity.facts.extend(fact.map(|f| f.with_note(said)));
}

fn texts(node: &Node, tag: &str) -> Vec<String> {
    node.all(tag)
        .flat_map(|n| n.all("VALUE").chain(std::iter::once(n)))
        .filter_map(|n| squash(n.text()?))
        .collect()
}

/// "a) Minister of X b) Minister of Y" is two values.
fn push_lettered(entity: &mut Entity, property: &Property, text: &str) {
    let mut pieces = Vec::new();
    let mut rest = text;
    for letter in 'b'..='z' {
        let mark = format!(" {letter}) ");
        match rest.find(&mark).filter(|_| text.starts_with("a) ")) {
            Some(at) => {
                pieces.push(rest.get(..at).unwrap_or_default());
                rest = rest.get(at + mark.len()..).unwrap_or_default();
            }
            None => break,
        }
    }
    pieces.push(rest);
    for piece in pieces {
        let piece = piece.strip_prefix("a) ").unwrap_or(piece).trim();
        if stated(piece).is_some() {
            entity.facts.push(Fact::text(property.clone(), piece));
        }
    }
}

fn address(property: &Property, node: &Node, recorder: &mut Recorder<'_>) -> Option<Fact> {
    let field = |name| node.child_text(name).and_then(stated);
    let note = field("NOTE");
    let place = Address {
        street: field("STREET"),
        city: field("CITY"),
        region: field("STATE_PROVINCE"),
        postal_code: field("ZIP_CODE"),
        country_printed: field("COUNTRY"),
        note: note.clone(),
        ..Address::default()
    };
    let fact = place_of(property.clone(), place, node.line(), recorder);
    fact.or_else(|| note.map(|n| Fact::text(Property::NOTES, format!("{property}: {n}"))))
}

fn place_of(
    property: Property,
    place: Address,
    line: u64,
    recorder: &mut Recorder<'_>,
) -> Option<Fact> {
    if let Some(printed) = place.country_printed.as_deref().filter(|c| country_code(c).is_none()) {
        recorder.defect(
            DefectKind::UnknownCode,
            line,
            property.as_str(),
            printed,
            "no country or territory of this name is known; kept as printed",
        );
    }
    values::address(property, place)
}

fn dates(node: &Node, listing: &mut Listing, recorder: &mut Recorder<'_>) -> Vec<Fact> {
    let mut lost = Vec::new();
    let mut day = |tag: &'static str, printed: &str| {
        let read = when::date_of(printed).and_then(|d| d.as_day());
        if read.is_none() {
            recorder.defect(
                DefectKind::BadValue,
                node.line(),
                tag,
                printed,
                "expected a calendar day; kept as a fact under the publisher's name",
            );
            lost.push(Fact::text(Property::of(tag), printed));
        }
        read
    };
    for value in texts(node, "LISTED_ON") {
        listing.listed_on.extend(day("LISTED_ON", &value));
    }
    for value in texts(node, "LAST_DAY_UPDATED") {
        let read = day("LAST_DAY_UPDATED", &value);
        listing.amended_on.extend(read.filter(|d| !listing.amended_on.contains(d)));
    }
    if let Some(value) = node.child_text("DELISTED_ON").and_then(stated) {
        listing.status = ListingStatus::Delisted(day("DELISTED_ON", &value));
    }
    lost
}
