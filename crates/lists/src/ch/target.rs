// SPDX-License-Identifier: Apache-2.0
//! A target of the Swiss list as an entity.

use super::{AUTHORITY, Context, LIST, identity, remark};
use crate::naming::squash;
use crate::recorder::Recorder;
use crate::un::reference;
use crate::values;
use crate::xml::Node;
use interdict_model::{
    CrossReference, Date, DefectKind, Entity, Fact, LegalAct, Link, LinkTarget, Listing,
    ListingStatus, Measure, MeasureKind, Position, Property, Schema, Value,
};

/// Reads a target.
pub(super) fn entity(node: &Node, context: &Context, recorder: &mut Recorder<'_>) -> Entity {
    let line = node.line();
    let position = Position { file: recorder.file_index(), line };
    let key = node.attribute("ssid").unwrap_or_default();
    if key.is_empty() {
        recorder.defect(
            DefectKind::BadValue,
            line,
            "target@ssid",
            "",
            "a target without its number; told apart by its line",
        );
    }
    let id = if key.is_empty() { format!("ch-line-{line}") } else { format!("ch-{key}") };
    let subjects: Vec<&Node> =
        ["individual", "entity", "object"].into_iter().flat_map(|tag| node.all(tag)).collect();
    let schema = match subjects.first() {
        Some(subject) => schema(subject, recorder),
        None => unknown_subject(node, recorder),
    };
    let mut entity = Entity::new(id, schema, position);
    let mut listing = Listing::new(AUTHORITY, LIST, position);
    listing.reference = Some(key.to_owned()).filter(|k| !k.is_empty());

    let origin = under(node, context, &mut listing, recorder);
    for number in node.all("foreign-identifier").filter_map(|n| n.text().and_then(squash)) {
        let (authority, reference) = match reference::canonical(&number) {
            Some(reference) => ("UN".to_owned(), reference),
            None => (origin.clone().unwrap_or_else(|| "unstated".to_owned()), number),
        };
        listing.cross_references.push(CrossReference { authority, reference });
    }
    modifications(node, &mut listing, recorder);
    for attribute in node.all("generic-attribute") {
        let name = attribute.attribute("name").unwrap_or("generic-attribute").to_owned();
        let text = attribute.text().and_then(squash);
        entity.facts.extend(text.map(|t| Fact::text(Property::named(name), t)));
    }
    let mut reasons = Vec::new();
    for subject in subjects {
        read_subject(subject, context, &mut entity, &mut reasons, recorder);
    }
    listing.reason = (!reasons.is_empty()).then(|| reasons.join("\n\n"));
    entity.facts.extend(node.leftovers(recorder));
    if entity.names.is_empty() {
        recorder.defect(
            DefectKind::BadValue,
            line,
            "name",
            key,
            "a target without a name; nothing of it can be screened against by name",
        );
    }
    entity.listings.push(listing);
    entity
}

fn unknown_subject(node: &Node, recorder: &mut Recorder<'_>) -> Schema {
    recorder.defect(
        DefectKind::UnknownElement,
        node.line(),
        "target",
        "",
        "neither individual, entity nor object; read as a legal entity",
    );
    Schema::LEGAL_ENTITY
}

fn schema(subject: &Node, recorder: &mut Recorder<'_>) -> Schema {
    match (subject.name(), subject.attribute("object-type")) {
        ("individual", _) => Schema::PERSON,
        ("entity", _) => Schema::ORGANIZATION,
        (_, Some("vessel")) => Schema::VESSEL,
        (_, Some("aircraft")) => Schema::AIRPLANE,
        (_, other) => {
            recorder.defect(
                DefectKind::UnknownCode,
                subject.line(),
                "object@object-type",
                other.unwrap_or_default(),
                "expected vessel or aircraft; read as a vehicle",
            );
            Schema::of("Vehicle")
        }
    }
}

/// Programmes, ordinances and sets the target is under; the origin of the first.
fn under(
    node: &Node,
    context: &Context,
    listing: &mut Listing,
    recorder: &mut Recorder<'_>,
) -> Option<String> {
    let mut keys: Vec<String> =
        node.attribute("sanctions-set-id").map(str::to_owned).into_iter().collect();
    keys.extend(node.all("sanctions-set-id").filter_map(|n| n.text().and_then(squash)));
    let mut origin = None;
    for key in keys {
        let Some(set) = context.sets.get(&key) else {
            recorder.defect(
                DefectKind::DanglingReference,
                node.line(),
                "sanctions-set-id",
                &key,
                "no sanctions set of this number is in the file",
            );
            listing.programmes.push(key);
            continue;
        };
        listing
            .programmes
            .extend(set.programme.clone().filter(|p| !listing.programmes.contains(p)));
        let title =
            set.ordinance.clone().filter(|t| listing.legal_acts.iter().all(|a| a.title != *t));
        listing.legal_acts.extend(title.map(|title| LegalAct { title, ..LegalAct::default() }));
        let printed = set.text.clone();
        listing.measures.extend(printed.map(|printed| Measure {
            kind: MeasureKind::Other,
            printed,
            since: None,
        }));
        origin = origin.or_else(|| set.origin.clone());
    }
    origin
}

/// Days of listing and amendment; the latest change says whether the target still stands. Where
/// two changes bear the same day, the first printed is the later one.
fn modifications(node: &Node, listing: &mut Listing, recorder: &mut Recorder<'_>) {
    let mut latest: Option<(Option<Date>, bool)> = None;
    for change in node.all("modification") {
        let mut days = ["effective-date", "enactment-date", "publication-date"].map(|name| {
            let printed = change.attribute(name)?;
            let day = values::iso_day(printed);
            if day.is_none() {
                recorder.defect(
                    DefectKind::BadValue,
                    change.line(),
                    name,
                    printed,
                    "expected a calendar day; another date of the change is used",
                );
            }
            day
        });
        let day = days.iter_mut().find_map(|d| d.take());
        let kind = change.attribute("modification-type");
        // What was added or removed is another state of the target.
        change.ignore();
        match kind {
            Some("listed") => {
                listing.listed_on.extend(day.filter(|d| !listing.listed_on.contains(d)));
            }
            Some("amended") => {
                listing.amended_on.extend(day.filter(|d| !listing.amended_on.contains(d)));
            }
            Some("de-listed") => {}
            other => recorder.defect(
                DefectKind::UnknownCode,
                change.line(),
                "modification-type",
                other.unwrap_or_default(),
                "expected listed, amended or de-listed; read as an amendment",
            ),
        }
        if latest.is_none_or(|(known, _)| day > known) {
            latest = Some((day, kind == Some("de-listed")));
        }
    }
    if let Some((day, true)) = latest {
        listing.status = ListingStatus::Delisted(day);
    }
    listing.listed_on.sort_unstable();
    listing.amended_on.sort_unstable();
}

fn read_subject(
    subject: &Node,
    context: &Context,
    entity: &mut Entity,
    reasons: &mut Vec<String>,
    recorder: &mut Recorder<'_>,
) {
    subject.attribute("object-type");
    if let Some(gender) = subject.attribute("sex").and_then(values::gender) {
        entity.facts.push(Fact::new(Property::GENDER, Value::Gender(gender)));
    }
    let mut identities: Vec<&Node> = subject.all("identity").collect();
    identities.sort_by_key(|i| i.attribute("main") != Some("true"));
    for (i, identity) in identities.into_iter().enumerate() {
        // A single identity is never compared, so its mark has not been looked at.
        identity.attribute("main");
        identity.attribute("ssid");
        // Where none is marked as the main identity, the first printed is.
        identity::read(identity, i == 0, context, entity, recorder);
    }
    for text in texts(subject, "justification") {
        reasons.push(text);
    }
    let remarks = texts(subject, "other-information");
    for text in remarks {
        entity.facts.extend(remark::facts(&text, None));
        entity.facts.push(Fact::text(Property::NOTES, text));
    }
    for relation in subject.all("relation") {
        link(relation, context, entity, recorder);
    }
}

fn texts(node: &Node, tag: &'static str) -> Vec<String> {
    node.all(tag)
        .filter_map(|n| {
            n.attribute("ssid");
            n.attribute("lang");
            n.text().and_then(squash)
        })
        .collect()
}

fn link(relation: &Node, context: &Context, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    relation.attribute("ssid");
    let kind = relation.attribute("relation-type").unwrap_or_default();
    let target = relation.attribute("target-id").unwrap_or_default();
    if kind != "related-to" {
        recorder.defect(
            DefectKind::UnknownCode,
            relation.line(),
            "relation-type",
            kind,
            "expected related-to; kept as a link in the publisher's words",
        );
    }
    if !context.targets.contains(target) {
        recorder.defect(
            DefectKind::DanglingReference,
            relation.line(),
            "target-id",
            target,
            "no target of this number is in the file; the link is kept",
        );
    }
    let words: Vec<String> = [
        Some(kind.to_owned()),
        relation.text().and_then(squash),
        relation.child_text("remark").and_then(squash),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut link = Link::new(
        Property::of("linkedTo"),
        LinkTarget::Entity(interdict_model::EntityId::new(format!("ch-{target}"))),
    );
    link.printed = Some(words.join(": "));
    entity.links.push(link);
}
