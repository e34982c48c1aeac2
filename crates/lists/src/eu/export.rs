// SPDX-License-Identifier: Apache-2.0
//! The FSF XML 1.1 (`<export>`): everything stands in attributes.

use crate::document::Document;
use crate::eu::part::{Entry, Part};
use crate::eu::{day, entity, whole};
use crate::recorder::Recorder;
use crate::xml::{Node, XmlRecords};
use crate::{ReadError, values};
use interdict_model::DefectKind;
use std::collections::BTreeSet;

const HEAD: &[&str] =
    &["logicalId", "euReferenceNumber", "unitedNationId", "designationDate", "designationDetails"];
const ACT: &[&str] = &[
    "regulationType",
    "organisationType",
    "publicationDate",
    "entryIntoForceDate",
    "numberTitle",
    "programme",
];
const NAME: &[&str] = &[
    "firstName",
    "middleName",
    "lastName",
    "wholeName",
    "function",
    "gender",
    "title",
    "nameLanguage",
    "strong",
];
const CITIZENSHIP: &[&str] = &["region", "countryIso2Code", "countryDescription"];
const BIRTH: &[&str] = &[
    "circa",
    "calendarType",
    "city",
    "zipCode",
    "birthdate",
    "dayOfMonth",
    "monthOfYear",
    "year",
    "yearRangeFrom",
    "yearRangeTo",
    "region",
    "place",
    "countryIso2Code",
    "countryDescription",
];
const IDENTIFICATION: &[&str] = &[
    "diplomatic",
    "knownExpired",
    "knownFalse",
    "reportedLost",
    "revokedByIssuer",
    "issuedBy",
    "issueDate",
    "validFrom",
    "validTo",
    "latinNumber",
    "nameOnDocument",
    "number",
    "region",
    "countryIso2Code",
    "countryDescription",
    "identificationTypeCode",
    "identificationTypeDescription",
];
const ADDRESS: &[&str] = &[
    "city",
    "street",
    "poBox",
    "zipCode",
    "region",
    "place",
    "asAtListingTime",
    "countryIso2Code",
    "countryDescription",
];

/// Reads an XML of the EU: the current `<export>` or the former `<WHOLE>`.
pub(super) fn read(
    document: Document<'_>,
    recorder: &mut Recorder<'_>,
    ids: &mut BTreeSet<String>,
) -> Result<(), ReadError> {
    let mut xml = XmlRecords::open(document, recorder, 0)?;
    match xml.root().name() {
        "export" => {}
        "WHOLE" => return whole::read(xml, recorder, ids),
        other => {
            let message = format!(
                "has the root element <{other}>, which is not the EU list; expected <export> (FSF) or <WHOLE> (FSD)"
            );
            return Err(ReadError::NotAList { file: recorder.file().to_owned(), message });
        }
    }
    "FSF XML 1.1".clone_into(&mut recorder.release().format);
    let generated = xml.root().attribute("generationDate").map(str::to_owned);
    let version = xml.root().attribute("globalFileId").map(str::to_owned);
    published(generated.as_deref(), xml.root().line(), recorder);
    recorder.release().version = version;
    while let Some(node) = xml.next(&["sanctionEntity"], &[], recorder)? {
        let entry = entry(&node, recorder);
        entity::finish(&entry, recorder, ids)?;
    }
    Ok(())
}

/// Notes the day on which the file says it was made.
pub(super) fn published(printed: Option<&str>, line: u64, recorder: &mut Recorder<'_>) {
    let parsed = printed.and_then(|p| values::iso_day(p).or_else(|| day(p)));
    if parsed.is_none() {
        recorder.defect(
            DefectKind::BadValue,
            line,
            "generationDate",
            printed.unwrap_or_default(),
            "the file does not say on which day it was made; its age cannot be checked",
        );
    }
    recorder.release().published = parsed;
}

fn entry(node: &Node, recorder: &mut Recorder<'_>) -> Entry {
    let mut entry = Entry { head: part(node, HEAD), ..Entry::new(node.line()) };
    if let Some(subject) = node.child("subjectType") {
        let code = subject.attribute("code");
        let classification = subject.attribute("classificationCode");
        entry.head.set("subject", code.or(classification));
    }
    for act in node.all("regulation") {
        let mut part = part(act, ACT);
        let _ = act.attribute("logicalId");
        part.set("publicationUrl", act.child_text("publicationUrl"));
        part.set("remark", remark(act).as_deref());
        entry.acts.push(part);
    }
    entry.names = node.all("nameAlias").map(|n| part(n, NAME)).collect();
    entry.citizenships = node.all("citizenship").map(|n| part(n, CITIZENSHIP)).collect();
    entry.births = node.all("birthdate").map(|n| part(n, BIRTH)).collect();
    entry.identifications = node
        .all("identification")
        .map(|n| {
            let mut part = part(n, IDENTIFICATION);
            if part.get("issueDate").is_none() {
                part.set("issueDate", n.attribute("issuedDate"));
            }
            part
        })
        .collect();
    for address in node.all("address") {
        let mut part = part(address, ADDRESS);
        contacts(address, &mut part);
        entry.addresses.push(part);
    }
    // Some releases print contacts beside the addresses instead of inside them.
    let mut loose = Part::new(node.line());
    contacts(node, &mut loose);
    if !loose.contacts.is_empty() {
        entry.addresses.push(loose);
    }
    entry.leftovers = node.leftovers(recorder);
    entry
}

fn contacts(node: &Node, part: &mut Part) {
    for contact in node.all("contactInfo") {
        if let (Some(key), Some(value)) = (contact.attribute("key"), contact.attribute("value")) {
            part.contacts.push((key.to_owned(), value.to_owned()));
        }
    }
}

/// The attributes named by `keys`, the remarks and the legal act of an element.
fn part(node: &Node, keys: &[&'static str]) -> Part {
    let mut part = Part::new(node.line());
    for key in keys {
        part.set(key, node.attribute(key));
    }
    if part.get("logicalId").is_none() {
        part.set("logicalId", node.attribute("logicalId"));
    }
    // Looked at so that it is no leftover: the language in which the act was read.
    let _ = node.attribute("regulationLanguage");
    part.set("remark", remark(node).as_deref());
    if let Some(act) = node.child("regulationSummary") {
        let _ = act.attribute("regulationType");
        part.set("actTitle", act.attribute("numberTitle"));
        part.set("actDate", act.attribute("publicationDate"));
        part.set("actUrl", act.attribute("publicationUrl"));
    }
    part
}

fn remark(node: &Node) -> Option<String> {
    let remarks: Vec<&str> = node.all("remark").filter_map(Node::text).collect();
    (!remarks.is_empty()).then(|| remarks.join("\n"))
}
