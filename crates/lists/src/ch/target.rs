// SPDX-License-Identifier: Apache-2.0
//! A target of the Swiss list as an entity.

use super::{AUTHORITY, Context, LIST, country, name, remark};
use crate::naming::squash;
use crate::recorder::Recorder;
use crate::un::reference;
use crate::values;
use crate::xml::Node;
use interdict_model::{
    Address, CrossReference, Date, DefectKind, Entity, Fact, Identifier, LegalAct, Link,
    LinkTarget, Listing, ListingStatus, Measure, MeasureKind, Name, PartKind, PartialDate,
    Position, Property, Schema, Value,
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
                listing.listed_on.extend(day.filter(|d| !listing.listed_on.contains(d)))
            }
            Some("amended") => {
                listing.amended_on.extend(day.filter(|d| !listing.amended_on.contains(d)))
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
        identity.attribute("ssid");
        // Where none is marked as the main identity, the first printed is.
        read_identity(identity, i == 0, context, entity, recorder);
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

fn read_identity(
    identity: &Node,
    main: bool,
    context: &Context,
    entity: &mut Entity,
    recorder: &mut Recorder<'_>,
) {
    let note = (!main).then(|| "stated for another identity".to_owned());
    for node in identity.all("name") {
        let names = name::names(node, main, recorder);
        let titles = names.iter().flat_map(|n| &n.parts).filter(|p| p.kind == PartKind::Title);
        for title in titles {
            let fact = Fact::text(Property::TITLE, title.text.clone());
            if !entity.facts.contains(&fact) {
                entity.facts.push(fact);
            }
        }
        entity.names.extend(names.into_iter().map(|n| identity_note(n, main)));
    }
    let dates = match entity.schema.as_str() {
        "Person" => Property::BIRTH_DATE,
        "Vessel" | "Airplane" => Property::BUILD_DATE,
        _ => Property::INCORPORATION_DATE,
    };
    let person = dates == Property::BIRTH_DATE;
    for node in identity.all("day-month-year") {
        let fact = date(node, &dates, recorder);
        entity.facts.push(joined(fact, note.clone()));
    }
    for node in identity.all("nationality") {
        node.attribute("ssid");
        let (code, printed) = country(node.child("country"));
        let Some(printed) = printed.or_else(|| node.text().and_then(squash)) else { continue };
        let property = if person { Property::NATIONALITY } else { Property::COUNTRY };
        let fact = match code {
            Some(_) => Fact::new(property, Value::Country { code, printed }),
            None => values::country(property, &printed, node.line(), recorder),
        };
        entity.facts.push(joined(fact, note.clone()));
    }
    for (tag, property) in
        [("place-of-birth", Property::BIRTH_PLACE), ("address", Property::ADDRESS)]
    {
        for node in identity.all(tag) {
            let fact = address(node, property.clone(), context, recorder);
            entity.facts.extend(fact.map(|f| joined(f, note.clone())));
        }
    }
    for node in identity.all("identification-document") {
        let fact = document(node, recorder);
        entity.facts.extend(fact.map(|f| joined(f, note.clone())));
    }
}

/// The primary name of another identity is an alias, and says so.
fn identity_note(mut name: Name, main: bool) -> Name {
    if !main && name.note.is_none() {
        name.note = Some("name of another identity".to_owned());
    }
    name
}

fn joined(fact: Fact, note: Option<String>) -> Fact {
    let notes: Vec<String> = [fact.note.clone(), note].into_iter().flatten().collect();
    fact.with_note((!notes.is_empty()).then(|| notes.join("; ")))
}

/// What is printed about how sure the publisher is.
fn quality(node: &Node) -> Option<String> {
    node.attribute("quality").filter(|q| *q != "good").map(|q| format!("quality {q}"))
}

fn date(node: &Node, property: &Property, recorder: &mut Recorder<'_>) -> Fact {
    node.attribute("ssid");
    let field = |name| node.attribute(name);
    let (day, month, year) = (field("day"), field("month"), field("year"));
    let calendar = field("calendar").unwrap_or("Gregorian");
    let note = quality(node);
    let mut printed: Vec<&str> = [year, month, day].into_iter().flatten().collect();
    let read = || {
        let number = |text: Option<&str>| text.map(str::parse::<i8>).transpose().ok();
        let year = year?.parse().ok()?;
        PartialDate::from_parts(year, number(month)?, number(day)?).ok()
    };
    let gregorian = calendar.eq_ignore_ascii_case("gregorian");
    if !gregorian {
        printed.push(calendar);
    }
    let read = read().filter(|_| gregorian);
    let canonical = read.map(|d| d.to_string());
    let text = canonical.unwrap_or_else(|| printed.join("-"));
    values::date(property.clone(), &text, read, node.line(), recorder).with_note(note)
}

fn address(
    node: &Node,
    property: Property,
    context: &Context,
    recorder: &mut Recorder<'_>,
) -> Option<Fact> {
    node.attribute("ssid");
    let field = |tag| node.child_text(tag).and_then(squash);
    let mut place = match node.attribute("place-id") {
        None => Address::default(),
        Some(key) => context.places.get(key).cloned().unwrap_or_else(|| {
            recorder.defect(
                DefectKind::DanglingReference,
                node.line(),
                "place-id",
                key,
                "no place of this number is in the file; the address has no town and country",
            );
            Address::default()
        }),
    };
    let (code, printed) = country(node.child("country"));
    place.country = code.or(place.country);
    place.country_printed = printed.or(place.country_printed);
    place.city = field("location").or(place.city);
    place.region = field("area").or(place.region);
    place.postal_code = field("zip-code");
    let street: Vec<String> = [
        field("c-o").map(|c| format!("c/o {c}")),
        field("address-details"),
        field("p-o-box").map(|b| format!("P.O. Box {b}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    place.street = (!street.is_empty()).then(|| street.join(", "));
    let notes: Vec<String> = [place.note.take(), field("remarks"), field("remark"), quality(node)]
        .into_iter()
        .flatten()
        .collect();
    place.note = (!notes.is_empty()).then(|| notes.join("; "));
    let note = place.note.clone();
    values::address(property, place).or_else(|| note.map(|n| Fact::text(Property::NOTES, n)))
}

fn document(node: &Node, recorder: &mut Recorder<'_>) -> Option<Fact> {
    node.attribute("ssid");
    let field = |tag| node.child_text(tag).and_then(squash);
    let kind = node.attribute("document-type").map(str::to_owned);
    let issuer = node.child("issuer");
    let printed = issuer.and_then(Node::text).and_then(squash);
    let code =
        issuer.and_then(|i| i.attribute("code").or(i.attribute("iso-code"))).map(str::to_lowercase);
    let country =
        [printed.as_deref(), code.as_deref()].into_iter().flatten().find_map(values::country_code);
    let mut day = |tag: &'static str| {
        let printed = node.child_text(tag).and_then(squash)?;
        let day = interdict_codes::date_with(&printed, interdict_codes::Order::DayFirst)
            .and_then(|d| d.all().next())
            .and_then(|d| d.as_day());
        if day.is_none() {
            recorder.defect(
                DefectKind::BadValue,
                node.line(),
                tag,
                &printed,
                "expected a calendar day; kept in the remark",
            );
            return Some((None, format!("{tag} {printed}")));
        }
        Some((day, String::new()))
    };
    let (issued, expires) = (day("date-of-issue"), day("expiry-date"));
    let mut notes: Vec<String> =
        ["remark", "remarks", "place-of-issue"].into_iter().filter_map(field).collect();
    notes.extend(quality(node));
    notes.extend(
        [&issued, &expires].into_iter().flatten().map(|(_, n)| n.clone()).filter(|n| !n.is_empty()),
    );
    let words = kind.as_deref().unwrap_or_default().to_lowercase();
    let property = if words.contains("passport") {
        Property::PASSPORT_NUMBER
    } else if words.contains("tax") {
        Property::TAX_NUMBER
    } else if words.contains("driv") {
        Property::LICENSE_NUMBER
    } else if words.contains("social") {
        Property::SOCIAL_SECURITY_NUMBER
    } else {
        Property::ID_NUMBER
    };
    let note = (!notes.is_empty()).then(|| notes.join("; "));
    let Some(number) = field("number") else {
        let text: Vec<String> = [kind, printed, note].into_iter().flatten().collect();
        return (!text.is_empty()).then(|| {
            Fact::text(Property::NOTES, format!("document without number: {}", text.join("; ")))
        });
    };
    let identifier = Identifier {
        number,
        kind,
        country,
        country_printed: printed.or(code),
        issued: issued.and_then(|(d, _)| d),
        expires: expires.and_then(|(d, _)| d),
        note,
    };
    Some(Fact::new(property, Value::Identifier(identifier)))
}
