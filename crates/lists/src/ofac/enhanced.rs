// SPDX-License-Identifier: Apache-2.0
//! Enhanced XML (`sanctionsData`), whole or as an extract of programmes.

use super::gathered::Gathered;
use super::reference::{Reference, References};
use super::statement::{self, Paper, Statement};
use super::{AUTHORITY, CONSOLIDATED, SDN, names, published, remarks, vocabulary};
use crate::ReadError;
use crate::recorder::Recorder;
use crate::values;
use crate::xml::{Node, XmlRecords};
use interdict_model::{
    Address, Country, Date, DefectKind, Entity, Fact, LegalAct, Link, LinkTarget, Listing, Measure,
    MeasureKind, NameKind, PartKind, PartialDate, Position, Property, Schema,
};

/// Reads the whole file.
pub(super) fn read(
    mut records: XmlRecords<'_>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    "Enhanced XML".clone_into(&mut recorder.release().format);
    let mut references = References::default();
    let mut gathered = Gathered::default();
    let wanted = ["publicationInfo", "referenceValue", "featureTypes", "entity"];
    while let Some(node) = records.next(&wanted, &["referenceValues", "entities"], recorder)? {
        match node.name() {
            "publicationInfo" => publication(&node, recorder),
            "referenceValue" => reference(&node, &mut references, recorder),
            "featureTypes" => {}
            _ => entity(&node, &references, &mut gathered, recorder),
        }
    }
    resolve(&mut gathered, recorder);
    gathered.emit(recorder)
}

/// The day of the data and what the file was asked to hold.
fn publication(node: &Node, recorder: &mut Recorder<'_>) {
    if let Some(printed) = node.child_text("dataAsOf") {
        recorder.release().published = published(printed);
        recorder.release().version = Some(printed.to_owned());
        if recorder.release().published.is_none() {
            recorder.defect(
                DefectKind::BadValue,
                node.line(),
                "dataAsOf",
                printed,
                "not a day; the release's date is unknown",
            );
        }
    }
    let mut title = "SDN and Consolidated lists".to_owned();
    for filters in node.all("filters") {
        let texts = |list, item| -> Vec<&str> {
            filters.all(list).flat_map(|l| l.all(item)).filter_map(Node::text).collect()
        };
        let lists = texts("sanctionsLists", "sanctionsList");
        title = match (lists.contains(&SDN), lists.contains(&CONSOLIDATED)) {
            (true, false) => SDN.to_owned(),
            (false, true) => CONSOLIDATED.to_owned(),
            _ => title,
        };
        let programmes = texts("sanctionsPrograms", "sanctionsProgram");
        if !programmes.is_empty() {
            title = format!("{title}, extract: {}", programmes.join(", "));
        }
    }
    recorder.release().title = title;
    node.child("filters").into_iter().for_each(Node::ignore);
    node.leftovers(recorder);
}

fn reference(node: &Node, references: &mut References, recorder: &mut Recorder<'_>) {
    if let Some(id) = node.attribute("refId") {
        let reference = Reference {
            text: node.child_text("value").unwrap_or_default().to_owned(),
            detail: node.child_text("isoCode").map(str::to_owned),
        };
        references.add(node.child_text("type").unwrap_or_default(), id, reference);
    }
    pass_over(node, &["code"]);
    node.leftovers(recorder);
}

fn each<'a>(node: &'a Node, list: &'a str, item: &'a str) -> impl Iterator<Item = &'a Node> {
    node.all(list).flat_map(move |l| l.all(item))
}

/// Marks parts that say nothing of the subject.
fn pass_over(node: &Node, parts: &[&str]) {
    for part in parts {
        node.all(part).for_each(Node::ignore);
    }
}

fn flag(node: &Node, part: &str) -> bool {
    node.child_text(part) == Some("true")
}

/// The text of a part whose number refers to a reference value.
fn named<'a>(node: &'a Node, part: &str) -> Option<&'a str> {
    node.child(part).and_then(|n| {
        n.attribute("refId");
        n.text()
    })
}

fn entity(
    node: &Node,
    references: &References,
    gathered: &mut Gathered,
    recorder: &mut Recorder<'_>,
) {
    let position = Position { file: recorder.file_index(), line: node.line() };
    let uid = node.attribute("id").unwrap_or_default().to_owned();
    if uid.is_empty() {
        recorder.defect(
            DefectKind::BadValue,
            node.line(),
            "entity@id",
            "",
            "an entity without number; its line stands for it",
        );
    }
    let key = if uid.is_empty() { format!("line-{}", node.line()) } else { uid.clone() };
    let info = node.child("generalInfo");
    let printed = info.and_then(|info| named(info, "entityType")).unwrap_or_default();
    let schema = vocabulary::schema(printed).unwrap_or_else(|| {
        recorder.defect(
            DefectKind::UnknownCode,
            node.line(),
            "entityType",
            printed,
            "expected Individual, Entity, Vessel or Aircraft; read as a person or organisation",
        );
        Schema::LEGAL_ENTITY
    });
    let mut entity = Entity::new(Gathered::id(&key).as_str(), schema, position);
    let mut listing = Listing::new(AUTHORITY, "", position);
    listing.reference = Some(uid).filter(|uid| !uid.is_empty());
    each(node, "names", "name").for_each(|name| read_name(name, &mut entity, recorder));
    if let Some(info) = info {
        for title in info.child_text("title").unwrap_or_default().split(';').map(str::trim) {
            if !title.is_empty() {
                entity.facts.push(Fact::text(Property::POSITION, title));
            }
        }
        if let Some(text) = info.child_text("remarks") {
            remarks::read(&mut entity, &mut listing, text, info.line(), recorder);
        }
        pass_over(info, &["identityId"]);
    }
    each(node, "features", "feature").for_each(|f| feature(f, references, &mut entity, recorder));
    for printed in each(node, "addresses", "address") {
        entity.facts.extend(address(printed, references, recorder));
    }
    for document in each(node, "identityDocuments", "identityDocument") {
        paper(document, references, &mut entity, recorder);
    }
    for relation in each(node, "relationships", "relationship") {
        entity.links.extend(link(relation, recorder));
    }
    terms(node, &mut listing, recorder);
    list(node, &listing, &mut entity);
    entity.facts.extend(node.leftovers(recorder));
    gathered.add(&key, entity, recorder);
}

/// Programmes, measures and legal acts; they are printed once for all lists the entity is on.
fn terms(node: &Node, listing: &mut Listing, recorder: &mut Recorder<'_>) {
    let texts = |list: &'static str, item: &'static str| {
        each(node, list, item).filter_map(|n| {
            let _ = (n.attribute("refId"), n.attribute("id"));
            n.text()
        })
    };
    listing.programmes.extend(texts("sanctionsPrograms", "sanctionsProgram").map(str::to_owned));
    for printed in texts("sanctionsTypes", "sanctionsType") {
        let kind = vocabulary::measure(printed).unwrap_or_else(|| {
            recorder.defect(
                DefectKind::UnknownCode,
                node.line(),
                "sanctionsType",
                printed,
                "a measure this version does not know; kept in the publisher's words",
            );
            MeasureKind::Other
        });
        listing.measures.push(Measure { kind, printed: printed.to_owned(), since: None });
    }
    for title in texts("legalAuthorities", "legalAuthority") {
        listing.legal_acts.push(LegalAct { title: title.to_owned(), ..LegalAct::default() });
    }
}

/// One listing for each list, with its own date.
fn list(node: &Node, terms: &Listing, entity: &mut Entity) {
    for printed in each(node, "sanctionsLists", "sanctionsList") {
        let _ = (printed.attribute("refId"), printed.attribute("id"));
        let mut listing = terms.clone();
        printed.text().unwrap_or_default().clone_into(&mut listing.list);
        listing.listed_on.extend(printed.attribute("datePublished").and_then(values::iso_day));
        listing.position.line = printed.line();
        entity.listings.push(listing);
    }
    if entity.listings.is_empty() {
        entity.listings.push(terms.clone());
    }
}

fn read_name(node: &Node, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    node.attribute("id");
    let primary = flag(node, "isPrimary");
    let weak = flag(node, "isLowQuality");
    let alias = named(node, "aliasType");
    let kind = match alias.map(|a| (a, vocabulary::name_kind(a))) {
        _ if primary => NameKind::Primary,
        Some((_, Some(kind))) => kind,
        Some((printed, None)) => {
            recorder.defect(
                DefectKind::UnknownCode,
                node.line(),
                "aliasType",
                printed,
                "expected A.K.A., F.K.A. or N.K.A.; read as A.K.A.",
            );
            NameKind::Aka
        }
        None => NameKind::Aka,
    };
    for form in each(node, "translations", "translation") {
        form.attribute("id");
        let mut parts: Vec<(Option<PartKind>, &str)> = Vec::new();
        for part in each(form, "nameParts", "namePart") {
            part.attribute("id");
            let role = named(part, "type").and_then(vocabulary::part_kind);
            parts.extend(part.child_text("value").map(|text| (role, text)));
        }
        pass_over(form, &["formattedFirstName", "formattedLastName"]);
        // A primary name has one primary form; its forms in other scripts are further names.
        let first = flag(form, "isPrimary");
        let kind = if kind == NameKind::Primary && !first { NameKind::Aka } else { kind };
        let Some(mut name) = names::of_parts(kind, &parts) else { continue };
        if let Some(printed) = form.child_text("formattedFullName") {
            printed.clone_into(&mut name.text);
        }
        name.language = named(form, "script").and_then(vocabulary::script);
        name.note = alias.filter(|a| *a == "N.K.A.").map(str::to_owned);
        entity.names.push(if weak { name.weak() } else { name });
    }
}

/// A country by its number, else by its name.
fn country<'a>(
    node: &'a Node,
    part: &str,
    references: &References,
    recorder: &mut Recorder<'_>,
) -> (Option<Country>, Option<&'a str>) {
    let Some(printed) = node.child(part) else { return (None, None) };
    let reference = references.get("COUNTRY", printed.attribute("refId"), printed.line(), recorder);
    let name = printed.text();
    let code = reference.and_then(Reference::country);
    (code.or_else(|| name.and_then(values::country_code)), name)
}

/// The interval of a date's four corners.
fn period(node: &Node) -> Option<PartialDate> {
    let day = |part| node.child_text(part).and_then(values::iso_day);
    node.attribute("id");
    pass_over(node, &["fromDateEnd", "toDateBegin", "isDateRange"]);
    let (from, to) = (day("fromDateBegin")?, day("toDateEnd")?);
    let date = PartialDate::between(PartialDate::day(from), PartialDate::day(to)).ok()?;
    Some(if flag(node, "isApproximate") { date.approximately() } else { date })
}

fn feature(node: &Node, references: &References, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    node.attribute("id");
    pass_over(node, &["versionId", "isPrimary"]);
    let label = node.child("type").and_then(|n| {
        n.attribute("featureTypeId");
        n.text()
    });
    let label = label.unwrap_or_default();
    let value = node.child_text("value").unwrap_or_default();
    let form = vocabulary::feature(label).map(|f| f.form);
    let id = node.child_text("valueRefId");
    let address = (form == Some(vocabulary::Form::Country))
        .then(|| references.get("COUNTRY", id, node.line(), recorder))
        .flatten()
        .map(|country| Address {
            full: country.text.clone(),
            country: country.country(),
            country_printed: Some(country.text.clone()),
            ..Address::default()
        });
    let note = named(node, "reliability").filter(|r| *r != "Confirmed").map(str::to_owned);
    let date = node.child("valueDate").and_then(period);
    let statement = Statement { label, value, date, address, note, line: node.line() };
    statement::state(entity, statement, recorder);
}

fn address(node: &Node, references: &References, recorder: &mut Recorder<'_>) -> Option<Fact> {
    node.attribute("id");
    let (code, printed) = country(node, "country", references, recorder);
    let mut address = Address {
        country: code,
        country_printed: printed.map(str::to_owned),
        ..Address::default()
    };
    let mut street: Vec<&str> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    for form in each(node, "translations", "translation") {
        form.attribute("id");
        pass_over(form, &["script"]);
        let first = flag(form, "isPrimary");
        for part in each(form, "addressParts", "addressPart") {
            part.attribute("id");
            let (kind, text) = (named(part, "type"), part.child_text("value"));
            let Some(text) = text else { continue };
            let slot = match kind {
                _ if !first => None,
                Some("ADDRESS1" | "ADDRESS2" | "ADDRESS3") => {
                    street.push(text);
                    continue;
                }
                Some("CITY") => Some(&mut address.city),
                Some("STATE/PROVINCE" | "REGION") => Some(&mut address.region),
                Some("POSTAL CODE") => Some(&mut address.postal_code),
                _ => None,
            };
            match slot {
                Some(slot @ None) => *slot = Some(text.to_owned()),
                _ => others.push(text.to_owned()),
            }
        }
    }
    // A region stands in for a country that is not printed ("Gaza").
    if address.country_printed.is_none() {
        address.country = address.region.as_deref().and_then(values::country_code);
    }
    address.street = (!street.is_empty()).then(|| street.join(", "));
    address.note = (!others.is_empty()).then(|| others.join(", "));
    values::address(Property::ADDRESS, address)
}

fn paper(node: &Node, references: &References, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    node.attribute("id");
    let (code, printed) = country(node, "issuingCountry", references, recorder);
    let mut notes: Vec<String> = Vec::new();
    if node.child_text("isValid") == Some("false") {
        notes.push("not valid".to_owned());
    }
    notes.extend(node.child_text("issuingLocation").map(|place| format!("issued in {place}")));
    for feature in each(node, "idFeatures", "idFeature") {
        let _ = (feature.attribute("id"), feature.attribute("featureVersionId"));
        notes.extend(feature.text().map(str::to_owned));
    }
    if let Some(name) = node.child("name") {
        let _ = (name.attribute("nameId"), name.attribute("nameTranslationId"));
        let bearer =
            name.text().filter(|text| Some(*text) != entity.names.first().map(|n| n.text.as_str()));
        notes.extend(bearer.map(|bearer| format!("in the name of {bearer}")));
    }
    let mut day = |part: &str, word: &str| -> Option<Date> {
        let date = node.child(part).and_then(period)?;
        if date.as_day().is_none() {
            notes.push(format!("{word} {date}"));
        }
        date.as_day()
    };
    let (issued, expires) = (day("issueDate", "issued"), day("expirationDate", "expires"));
    let paper = Paper {
        kind: named(node, "type").unwrap_or_default(),
        number: node.child_text("documentNumber").unwrap_or_default(),
        country: printed,
        code,
        issued,
        expires,
        notes,
        line: node.line(),
    };
    statement::identify(entity, paper, recorder);
}

/// A relation to an entity by its number; the name printed with it stays in the link.
fn link(node: &Node, recorder: &mut Recorder<'_>) -> Option<Link> {
    node.attribute("id");
    let printed = named(node, "type").unwrap_or_default();
    let quality = named(node, "quality");
    let target = node.child("relatedEntity")?;
    let (uid, name) = (target.attribute("entityId"), target.text());
    let property = vocabulary::relation(printed).unwrap_or_else(|| {
        recorder.defect(
            DefectKind::UnknownCode,
            node.line(),
            "relationship/type",
            printed,
            "a relation this version does not know; kept in the publisher's words",
        );
        Property::named(printed)
    });
    let mut words = printed.to_owned();
    for more in [name, quality.filter(|q| *q != "High")].into_iter().flatten() {
        words.push(' ');
        words.push_str(more);
    }
    let target = match (uid, name) {
        (Some(uid), _) => {
            LinkTarget::Reference { authority: AUTHORITY.to_owned(), reference: uid.to_owned() }
        }
        (None, Some(name)) => LinkTarget::Named(name.to_owned()),
        (None, None) => return None,
    };
    Some(Link { property, target, printed: Some(words) })
}

/// Turns references to entries of this file into links to its entities; one that is not here, as
/// happens in extracts, is counted and stays a reference.
fn resolve(gathered: &mut Gathered, recorder: &mut Recorder<'_>) {
    gathered.resolve_references(|line, uid, words| {
        recorder.defect(
            DefectKind::DanglingReference,
            line,
            "relatedEntity",
            uid,
            &format!("{words}: no entity of this number is in the file; the link keeps the number"),
        );
    });
}
