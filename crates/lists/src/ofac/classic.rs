// SPDX-License-Identifier: Apache-2.0
//! Classic XML (`sdnList`), in the old and in the present namespace.

use super::gathered::Gathered;
use super::statement::{self, Paper, Statement};
use super::{AUTHORITY, names, published, remarks, vocabulary};
use crate::ReadError;
use crate::recorder::Recorder;
use crate::values;
use crate::xml::{Node, XmlRecords};
use interdict_model::{
    Address, DefectKind, Entity, Fact, Listing, Name, NameKind, Position, Property, Schema,
};

/// Reads the whole file.
pub(super) fn read(
    mut records: XmlRecords<'_>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    "sdnList XML".clone_into(&mut recorder.release().format);
    let mut gathered = Gathered::default();
    let mut promised = None;
    while let Some(node) = records.next(&["publshInformation", "sdnEntry"], &[], recorder)? {
        if node.name() == "sdnEntry" {
            entry(&node, &mut gathered, recorder);
        } else {
            promised = head(&node, recorder);
        }
    }
    gathered.name_list(recorder);
    let read = gathered.len().to_string();
    if let Some((line, promised)) = promised.filter(|(_, promised)| *promised != read) {
        recorder.defect(
            DefectKind::CountMismatch,
            line,
            "Record_Count",
            &promised,
            &format!("{read} entries were read; the file is cut or was changed: fetch it again"),
        );
    }
    gathered.emit(recorder)
}

/// The day of publication and the number of entries promised, with its line.
fn head(node: &Node, recorder: &mut Recorder<'_>) -> Option<(u64, String)> {
    if let Some(printed) = node.child_text("Publish_Date") {
        recorder.release().published = published(printed);
        recorder.release().version = Some(printed.to_owned());
        if recorder.release().published.is_none() {
            recorder.defect(
                DefectKind::BadValue,
                node.line(),
                "Publish_Date",
                printed,
                "not a day as MM/DD/YYYY; the release's date is unknown",
            );
        }
    }
    let promised = node.child_text("Record_Count").map(str::to_owned);
    node.leftovers(recorder);
    promised.map(|count| (node.line(), count))
}

fn entry(node: &Node, gathered: &mut Gathered, recorder: &mut Recorder<'_>) {
    let position = Position { file: recorder.file_index(), line: node.line() };
    let schema = schema(node, recorder);
    let uid = node.child_text("uid").unwrap_or_default().to_owned();
    if uid.is_empty() {
        recorder.defect(
            DefectKind::BadValue,
            node.line(),
            "uid",
            "",
            "an entry without number; its line stands for it",
        );
    }
    let key = if uid.is_empty() { format!("line-{}", node.line()) } else { uid.clone() };
    let mut entity = Entity::new(Gathered::id(&key).as_str(), schema, position);
    let mut listing = Listing::new(AUTHORITY, "", position);
    listing.reference = Some(uid).filter(|uid| !uid.is_empty());
    entity.names.extend(names::split(
        NameKind::Primary,
        node.child_text("lastName"),
        node.child_text("firstName"),
        &entity.schema,
    ));
    aliases(node, &mut entity, recorder);
    for program in each(node, "programList", "program") {
        listing.programmes.extend(program.text().map(str::to_owned));
    }
    for title in node.child_text("title").unwrap_or_default().split(';') {
        if !title.trim().is_empty() {
            entity.facts.push(Fact::text(Property::POSITION, title.trim()));
        }
    }
    facts(node, &mut entity, recorder);
    addresses(node, &mut entity);
    ids(node, &mut entity, &mut listing, recorder);
    vessel(node, &mut entity, recorder);
    if let Some(text) = node.child_text("remarks") {
        remarks::read(&mut entity, &mut listing, text, node.line(), recorder);
    }
    entity.facts.extend(node.leftovers(recorder));
    entity.listings.push(listing);
    gathered.add(&key, entity, recorder);
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

fn schema(node: &Node, recorder: &mut Recorder<'_>) -> Schema {
    let printed = node.child_text("sdnType").unwrap_or_default();
    vocabulary::schema(printed).unwrap_or_else(|| {
        recorder.defect(
            DefectKind::UnknownCode,
            node.line(),
            "sdnType",
            printed,
            "expected Individual, Entity, Vessel or Aircraft; read as a person or organisation",
        );
        Schema::LEGAL_ENTITY
    })
}

fn aliases(node: &Node, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    for aka in each(node, "akaList", "aka") {
        let printed = aka.child_text("type").unwrap_or_default();
        let kind = vocabulary::name_kind(printed).unwrap_or_else(|| {
            recorder.defect(
                DefectKind::UnknownCode,
                aka.line(),
                "aka/type",
                printed,
                "expected a.k.a., f.k.a. or n.k.a.; read as a.k.a.",
            );
            NameKind::Aka
        });
        let (last, first) = (aka.child_text("lastName"), aka.child_text("firstName"));
        let Some(name) = names::split(kind, last, first, &entity.schema) else { continue };
        let name = Name { note: (printed == "n.k.a.").then(|| printed.to_owned()), ..name };
        entity.names.push(match aka.child_text("category") {
            Some("weak") => name.weak(),
            Some("strong") | None => name,
            Some(other) => {
                recorder.defect(
                    DefectKind::UnknownCode,
                    aka.line(),
                    "aka/category",
                    other,
                    "expected strong or weak; read as strong",
                );
                name
            }
        });
        pass_over(aka, &["uid"]);
    }
}

/// Dates and places of birth, nationalities, citizenships: the alternative ones follow the main.
fn facts(node: &Node, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    for (list, item, part, label) in [
        ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "DOB"),
        ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "POB"),
        ("nationalityList", "nationality", "country", "nationality"),
        ("citizenshipList", "citizenship", "country", "citizen"),
    ] {
        for item in each(node, list, item) {
            let value = item.child_text(part).unwrap_or_default();
            let statement = Statement { label, value, line: item.line(), ..Statement::default() };
            statement::state(entity, statement, recorder);
            pass_over(item, &["uid", "mainEntry"]);
        }
    }
}

fn addresses(node: &Node, entity: &mut Entity) {
    for printed in each(node, "addressList", "address") {
        let street: Vec<&str> = ["address1", "address2", "address3"]
            .iter()
            .filter_map(|part| printed.child_text(part))
            .collect();
        let text = |part| printed.child_text(part).map(str::to_owned);
        let address = Address {
            street: (!street.is_empty()).then(|| street.join(", ")),
            city: text("city"),
            region: text("stateOrProvince"),
            postal_code: text("postalCode"),
            country_printed: text("country"),
            ..Address::default()
        };
        entity.facts.extend(values::address(Property::ADDRESS, address));
        pass_over(printed, &["uid"]);
    }
}

/// The list of ids holds documents and, under the same tag, features.
fn ids(node: &Node, entity: &mut Entity, listing: &mut Listing, recorder: &mut Recorder<'_>) {
    for id in each(node, "idList", "id") {
        pass_over(id, &["uid"]);
        let label = id.child_text("idType").unwrap_or_default();
        let value = id.child_text("idNumber").unwrap_or_default();
        let line = id.line();
        if vocabulary::document(label).is_none() && vocabulary::is_feature(label) {
            listing.measures.extend(statement::measure(label, value));
            if label.starts_with("Listing Date") {
                listing
                    .listed_on
                    .extend(interdict_codes::date(value).and_then(|date| date.as_day()));
            }
            let note = id.child_text("idCountry").map(str::to_owned);
            let statement = Statement { label, value, note, line, ..Statement::default() };
            statement::state(entity, statement, recorder);
            continue;
        }
        let mut paper = Paper {
            kind: label,
            number: value,
            country: id.child_text("idCountry"),
            line,
            ..Paper::default()
        };
        for (part, word) in [("issueDate", "issued"), ("expirationDate", "expires")] {
            let Some(printed) = id.child_text(part) else { continue };
            match interdict_codes::date(printed).and_then(|date| date.as_day()) {
                Some(day) if word == "issued" => paper.issued = Some(day),
                Some(day) => paper.expires = Some(day),
                None => paper.notes.push(format!("{word} {printed}")),
            }
        }
        statement::identify(entity, paper, recorder);
    }
}

fn vessel(node: &Node, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    for info in node.all("vesselInfo") {
        for (part, label) in [
            ("callSign", "Vessel Call Sign"),
            ("vesselType", "Vessel Type"),
            ("vesselFlag", "Vessel Flag"),
            ("vesselOwner", "Vessel Owner"),
            ("tonnage", "Vessel Tonnage"),
            ("grossRegisteredTonnage", "Vessel Gross Registered Tonnage"),
        ] {
            if let Some(value) = info.child_text(part) {
                let statement =
                    Statement { label, value, line: info.line(), ..Statement::default() };
                statement::state(entity, statement, recorder);
            }
        }
    }
}
