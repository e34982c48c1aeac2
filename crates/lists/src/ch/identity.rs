// SPDX-License-Identifier: Apache-2.0
//! One identity of a Swiss target: names, dates, places, nationalities, documents.

use super::{Context, country, name};
use crate::naming::squash;
use crate::recorder::Recorder;
use crate::values;
use crate::xml::Node;
use interdict_model::{
    Address, DefectKind, Entity, Fact, Identifier, Name, PartKind, PartialDate, Property, Value,
};

/// Reads an identity into the target.
pub(super) fn read(
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
