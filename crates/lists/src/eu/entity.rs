// SPDX-License-Identifier: Apache-2.0
//! One entry of the EU list as an entity: names, listing, facts, in one order for all forms.

use crate::ReadError;
use crate::eu::facts::{self, day_of, push};
use crate::eu::part::{Entry, Part};
use crate::eu::{AUTHORITY, LIST, remarks};
use crate::recorder::Recorder;
use crate::{items, values};
use interdict_model::{
    CrossReference, Date, DefectKind, Entity, EntityId, Fact, LegalAct, Link, LinkTarget, Listing,
    Name, NameKind, NamePart, PartKind, Position, Property, Quality, Schema, Value,
};
use std::collections::BTreeSet;

/// Passes an entry on as an entity. `ids` are the ids given so far: the EU prints a subject under
/// several legal acts as several entries with one reference number.
pub(super) fn finish(
    entry: &Entry,
    recorder: &mut Recorder<'_>,
    ids: &mut BTreeSet<String>,
) -> Result<(), ReadError> {
    let position = Position { file: recorder.file_index(), line: entry.head.line };
    let reference = entry.head.get("euReferenceNumber");
    let logical = entry.head.get("logicalId");
    let Some(key) = reference.or(logical) else {
        recorder.defect(
            DefectKind::LostRecord,
            entry.head.line,
            "euReferenceNumber",
            "",
            "an entry with neither a reference number nor a logical id; left out: fetch the file again",
        );
        return Ok(());
    };
    let first = format!("eu-{key}");
    let mut id = first.clone();
    if ids.contains(&id) {
        let suffix = logical.filter(|l| *l != key).unwrap_or("again");
        id = format!("{first}+{suffix}");
        if ids.contains(&id) {
            recorder.defect(
                DefectKind::LostRecord,
                entry.head.line,
                "logicalId",
                key,
                "the same entry stands twice in the file; the second is left out: fetch the file again",
            );
            return Ok(());
        }
    }
    let again = (id != first).then(|| EntityId::new(first));
    ids.insert(id.clone());
    let mut entity = Entity::new(id, schema(entry, recorder), position);
    names(entry, &mut entity, recorder);
    for part in &entry.citizenships {
        facts::citizenship(part, recorder, &mut entity.facts);
    }
    for part in &entry.births {
        facts::birth(part, recorder, &mut entity.facts);
    }
    for part in &entry.identifications {
        facts::identification(part, recorder, &mut entity.facts);
    }
    for part in &entry.addresses {
        facts::address(part, recorder, &mut entity.facts);
    }
    let mut listing = listing(entry, position, recorder);
    for key in ["remark", "designationDetails"] {
        let Some(text) = entry.head.get(key) else { continue };
        let (found, regimes) = remarks::read(text);
        push(&mut entity.facts, Fact::text(Property::NOTES, text));
        for fact in found {
            push(&mut entity.facts, fact);
        }
        for regime in regimes {
            if !listing.programmes.contains(&regime.programme) {
                listing.programmes.push(regime.programme);
            }
            add_act(&mut listing, LegalAct { title: regime.act, ..LegalAct::default() });
        }
    }
    if let Some(logical) = logical {
        entity.facts.push(Fact::text(Property::of("logicalId"), logical));
    }
    for fact in &entry.leftovers {
        push(&mut entity.facts, fact.clone());
    }
    if let Some(first) = again {
        entity.links.push(Link::new(Property::of("sameAs"), LinkTarget::Entity(first)));
    }
    entity.listings.push(listing);
    if entity.names.is_empty() {
        recorder.defect(
            DefectKind::BadValue,
            entry.head.line,
            "nameAlias",
            key,
            "an entry without any name; kept, but it can only be found by its numbers",
        );
    }
    recorder.entity(entity)
}

/// Person or organisation; a ship where an entry with an IMO number calls itself one.
fn schema(entry: &Entry, recorder: &mut Recorder<'_>) -> Schema {
    match entry.head.get("subject").or_else(|| entry.head.get("classification")) {
        Some("person" | "P") => Schema::PERSON,
        Some("enterprise" | "E") => {
            let has_imo = entry
                .identifications
                .iter()
                .any(|p| p.get("identificationTypeCode") == Some("imo"));
            let says_ship = |text: &str| {
                text.to_lowercase()
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|w| matches!(w, "vessel" | "ship" | "tanker" | "freighter"))
            };
            let named_ship = entry
                .names
                .iter()
                .filter_map(|n| n.get("function"))
                .chain(entry.head.get("remark"))
                .any(says_ship);
            if has_imo && named_ship { Schema::VESSEL } else { Schema::ORGANIZATION }
        }
        other => {
            recorder.defect(
                DefectKind::UnknownCode,
                entry.head.line,
                "subjectType",
                other.unwrap_or_default(),
                "expected person (P) or enterprise (E); read as either",
            );
            Schema::LEGAL_ENTITY
        }
    }
}

fn names(entry: &Entry, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    let is_person = entity.schema == Schema::PERSON;
    let role = if is_person { Property::POSITION } else { Property::DESCRIPTION };
    let mut about = Vec::new();
    for part in &entry.names {
        if let Some(name) = name(part) {
            if !entity.names.contains(&name) {
                entity.names.push(name);
            }
        } else if !part.is_empty() {
            recorder.defect(
                DefectKind::BadValue,
                part.line,
                "wholeName",
                "",
                "a name without text; its other fields are kept",
            );
        }
        for title in part.get("title").map(items::items).unwrap_or_default() {
            push(&mut about, Fact::text(Property::TITLE, title));
        }
        if let Some(function) = part.get("function") {
            let items = if is_person { items::items(function) } else { vec![function] };
            for item in items {
                push(&mut about, Fact::text(role.clone(), item));
            }
        }
        if let Some(gender) = part.get("gender").and_then(values::gender) {
            push(&mut about, Fact::new(Property::GENDER, Value::Gender(gender)));
        }
    }
    entity.facts.extend(about);
    // The EU marks no name as the first; readers of the list know a subject by its first strong
    // name that is not a translation.
    let plain = |n: &Name| {
        n.quality == Quality::Strong
            && n.kind == NameKind::Aka
            && n.language.as_deref().is_none_or(|l| l == "en")
    };
    let primary = entity
        .names
        .iter()
        .position(plain)
        .or_else(|| entity.names.iter().position(|n| n.quality == Quality::Strong))
        .unwrap_or(0);
    if let Some(name) = entity.names.get_mut(primary) {
        name.kind = NameKind::Primary;
    }
}

fn name(part: &Part) -> Option<Name> {
    let mut parts = Vec::new();
    for (key, kind) in [
        ("firstName", PartKind::Given),
        ("middleName", PartKind::Middle),
        ("lastName", PartKind::Family),
    ] {
        if let Some(text) = part.get(key) {
            parts.push(NamePart { kind, text: text.to_owned() });
        }
    }
    let text = match part.get("wholeName") {
        Some(whole) => whole.to_owned(),
        None if parts.is_empty() => return None,
        None => parts.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" "),
    };
    let remark = part.get("remark");
    let says = |words: &[&str]| {
        remark.is_some_and(|r| {
            let r = r.to_lowercase();
            words.iter().any(|w| r.contains(w))
        })
    };
    let kind = if says(&["formerly known as", "f.k.a", "former name"]) {
        NameKind::Fka
    } else {
        NameKind::Aka
    };
    let weak = part.get("strong").is_some_and(|s| s.eq_ignore_ascii_case("false"))
        || says(&["low quality", "lo quality"]);
    Some(Name {
        text,
        kind,
        quality: if weak { Quality::Weak } else { Quality::Strong },
        parts,
        language: part.get("nameLanguage").map(str::to_lowercase),
        note: remark.map(str::to_owned),
    })
}

fn listing(entry: &Entry, position: Position, recorder: &mut Recorder<'_>) -> Listing {
    let mut listing = Listing::new(AUTHORITY, LIST, position);
    listing.reference = entry
        .head
        .get("euReferenceNumber")
        .or_else(|| entry.head.get("logicalId"))
        .map(str::to_owned);
    if let Some(number) = entry.head.get("unitedNationId") {
        listing
            .cross_references
            .push(CrossReference { authority: "UN".to_owned(), reference: number.to_owned() });
    }
    let mut days: BTreeSet<Date> = BTreeSet::new();
    for act in &entry.acts {
        if let Some(programme) = act.get("programme")
            && !listing.programmes.iter().any(|p| p == programme)
        {
            listing.programmes.push(programme.to_owned());
        }
        let published = day_of(act, "publicationDate", recorder);
        let in_force = day_of(act, "entryIntoForceDate", recorder);
        days.extend(in_force.or(published));
        if let Some(title) = act.get("numberTitle") {
            add_act(
                &mut listing,
                LegalAct {
                    title: title.to_owned(),
                    date: published,
                    url: act.get("publicationUrl").map(str::to_owned),
                },
            );
        }
    }
    for part in entry.parts() {
        let published = day_of(part, "actDate", recorder);
        days.extend(published);
        if let Some(programme) = part.get("actProgramme")
            && !listing.programmes.iter().any(|p| p == programme)
        {
            listing.programmes.push(programme.to_owned());
        }
        if let Some(title) = part.get("actTitle") {
            add_act(
                &mut listing,
                LegalAct {
                    title: title.to_owned(),
                    date: published,
                    url: part.get("actUrl").map(str::to_owned),
                },
            );
        }
    }
    // Most entries print no day of designation: the earliest act named anywhere in the entry is
    // then the day by which the subject was listed.
    let listed = day_of(&entry.head, "designationDate", recorder).or(days.first().copied());
    listing.listed_on.extend(listed);
    listing.amended_on = days.into_iter().filter(|d| Some(*d) > listed).collect();
    listing
}

/// Adds an act that is not named yet.
fn add_act(listing: &mut Listing, act: LegalAct) {
    match listing.legal_acts.iter_mut().find(|a| a.title == act.title) {
        Some(known) => {
            known.date = known.date.or(act.date);
            known.url = known.url.take().or(act.url);
        }
        None => listing.legal_acts.push(act),
    }
}
