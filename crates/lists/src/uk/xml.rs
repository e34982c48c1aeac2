// SPDX-License-Identifier: Apache-2.0
//! The UK Sanctions List as XML (`<Designations>`): every value is the text of an element, lists
//! stand in elements of their own (`<Names><Name>…`).

use crate::ReadError;
use crate::document::Document;
use crate::recorder::Recorder;
use crate::uk::columns::{Column, Group, column};
use crate::uk::record::Record;
use crate::uk::{day, entity};
use crate::xml::{Node, XmlRecords};
use interdict_model::{DefectKind, Fact, Property};
use std::collections::BTreeSet;

/// Elements whose children belong together.
fn group(element: &str) -> Option<Group> {
    Some(match element {
        "Name" => Group::Name,
        "NonLatinName" => Group::NonLatin,
        "Address" => Group::Address,
        "Location" => Group::Birth,
        "Passport" => Group::Passport,
        "NationalIdentifier" => Group::NationalId,
        _ => return None,
    })
}

/// Elements that only hold lists.
const WRAPPERS: &[&str] = &[
    "Names",
    "NonLatinNames",
    "Addresses",
    "PhoneNumbers",
    "EmailAddresses",
    "Websites",
    "IndividualDetails",
    "Individual",
    "DOBs",
    "PassportDetails",
    "Nationalities",
    "NationalIdentifierDetails",
    "Positions",
    "Genders",
    "Titles",
    "BirthDetails",
    "EntityDetails",
    "Entity",
    "TypeOfEntities",
    "BusinessRegistrationNumbers",
    "ParentCompanies",
    "Subsidiaries",
    "ShipDetails",
    "Ship",
    "IMONumbers",
    "CurrentOwnerOperators",
    "PreviousOwnerOperators",
    "CurrentBelievedFlagOfShips",
    "PreviousFlags",
    "TypeOfShipDetails",
    "TonnageOfShipDetails",
    "LengthOfShipDetails",
    "YearsBuilt",
    "HullIdentificationNumbers",
];

pub(super) fn read(document: Document<'_>, recorder: &mut Recorder<'_>) -> Result<(), ReadError> {
    let mut xml = XmlRecords::open(document, recorder, 0)?;
    if xml.root().name() != "Designations" {
        let message = format!(
            "has the root element <{}>, which is not the UK Sanctions List; expected <Designations>",
            xml.root().name()
        );
        return Err(ReadError::NotAList { file: recorder.file().to_owned(), message });
    }
    let list = entity::SANCTIONS_LIST;
    list.clone_into(&mut recorder.release().title);
    recorder.release().format = format!("{list} XML");
    let mut ids = BTreeSet::new();
    let mut newest = None;
    while let Some(node) = xml.next(&["Designation", "DateGenerated"], &[], recorder)? {
        if node.name() == "DateGenerated" {
            recorder.release().published = node.text().and_then(day);
            continue;
        }
        let mut record = Record::new(node.line());
        collect(&node, &mut record, recorder);
        let leftovers = node.leftovers(recorder);
        record.leftovers.extend(leftovers);
        newest = newest.max(record.first(Column::LastUpdated).and_then(day));
        entity::finish(&record, list, &mut ids, recorder)?;
    }
    let release = recorder.release();
    release.published = release.published.or(newest);
    Ok(())
}

/// Adds what an element and the lists in it hold.
fn collect(node: &Node, record: &mut Record, recorder: &mut Recorder<'_>) {
    for child in node.children() {
        let name = child.name();
        if name == "SanctionsImposedIndicators" {
            // The same measures once more, as flags; read only where the words are missing.
            indicators(child, node, record);
        } else if let Some(group) = group(name).filter(|_| child.text().is_none()) {
            let mut values = Vec::new();
            for leaf in child.children() {
                match (column(leaf.name()), leaf.text()) {
                    (Some(column), Some(text)) if column.group() == group => {
                        values.push((column, text.to_owned()));
                    }
                    (Some(column), Some(text)) => record.add_single(column, text),
                    (None, Some(text)) => unknown(leaf, text, record, recorder),
                    (_, None) => {}
                }
            }
            record.add(group, values);
        } else if WRAPPERS.contains(&name) && child.text().is_none() {
            collect(child, record, recorder);
        } else if let Some(text) = child.text() {
            match column(name) {
                Some(column) => record.add(column.group(), vec![(column, text.to_owned())]),
                None => unknown(child, text, record, recorder),
            }
        } else if child.children().next().is_some() {
            unknown(child, "", record, recorder);
            collect(child, record, recorder);
        }
    }
}

fn indicators(flags: &Node, designation: &Node, record: &mut Record) {
    let stated = designation.child_text("SanctionsImposed").is_some();
    for flag in flags.children() {
        if flag.text() == Some("true") && !stated {
            let words: String = flag
                .name()
                .chars()
                .flat_map(|c| c.is_ascii_uppercase().then_some(' ').into_iter().chain([c]))
                .collect();
            record.add_single(Column::Measures, &words);
        }
    }
}

fn unknown(node: &Node, text: &str, record: &mut Record, recorder: &mut Recorder<'_>) {
    recorder.defect(
        DefectKind::UnknownElement,
        node.line(),
        node.name(),
        text,
        "not known to this version; kept as a fact under the publisher's name",
    );
    if !text.is_empty() {
        record.leftovers.push(Fact::text(Property::named(node.name()), text));
    }
}
