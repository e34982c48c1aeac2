// SPDX-License-Identifier: Apache-2.0
//! What the parties refer to: reference values, locations, documents.

use super::{civil, pass_over, period};
use crate::ofac::reference::{Reference, References};
use crate::ofac::statement::{self, Paper};
use crate::recorder::Recorder;
use crate::values;
use crate::xml::Node;
use interdict_model::{Address, Country, Date, DefectKind, Entity};
use std::collections::{BTreeMap, HashMap};

/// Everything numbered that stands before the parties.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Reference values.
    pub(super) references: References,
    locations: HashMap<String, Address>,
    documents: BTreeMap<String, Vec<Document>>,
}

/// A document whose holder comes later.
#[derive(Debug, Default)]
struct Document {
    kind: String,
    number: String,
    code: Option<Country>,
    country: Option<String>,
    issued: Option<Date>,
    expires: Option<Date>,
    notes: Vec<String>,
    name: Option<String>,
    line: u64,
}

impl Tables {
    /// Keeps a location.
    pub(super) fn add_location(&mut self, node: &Node, recorder: &mut Recorder<'_>) {
        let id = node.attribute("ID").unwrap_or_default().to_owned();
        let line = node.line();
        let mut address = Address::default();
        let area = node.child("LocationAreaCode").and_then(|n| n.attribute("AreaCodeID"));
        let area = self.references.get("AreaCode", area, line, recorder);
        let country = node.child("LocationCountry").and_then(|n| {
            pass_over(n, &["CountryRelevanceID"]);
            n.attribute("CountryID")
        });
        if let Some(country) = self.references.get("Country", country, line, recorder) {
            address.country = country.country();
            address.country_printed = Some(country.text.clone());
        } else if let Some(area) = area.filter(|a| !a.text.eq_ignore_ascii_case("undetermined")) {
            let printed = area.detail.as_ref().unwrap_or(&area.text);
            if !printed.eq_ignore_ascii_case("undetermined") {
                address.country = values::country_code(&area.text);
                address.country_printed = Some(printed.clone());
            }
        }
        let mut street: Vec<&str> = Vec::new();
        let mut notes: Vec<String> = Vec::new();
        for part in node.all("LocationPart") {
            let kind = self.references.text(
                "LocPartType",
                part.attribute("LocPartTypeID"),
                part.line(),
                recorder,
            );
            for (nth, value) in part.all("LocationPartValue").enumerate() {
                pass_over(value, &["Primary", "LocPartValueTypeID", "LocPartValueStatusID"]);
                notes.extend(value.child_text("Comment").map(str::to_owned));
                let Some(text) = value.child_text("Value") else { continue };
                let slot = match kind {
                    _ if nth > 0 => None,
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
                    _ => notes.push(text.to_owned()),
                }
            }
        }
        // A region stands in for a country that is not printed ("Gaza").
        if address.country_printed.is_none() {
            address.country = address.region.as_deref().and_then(values::country_code);
        }
        address.street = (!street.is_empty()).then(|| street.join(", "));
        for part in ["FeatureVersionReference", "IDRegDocumentReference"] {
            node.all(part).for_each(Node::ignore);
        }
        let unknown = node.leftovers(recorder);
        notes.extend(unknown.iter().map(|f| format!("{}: {}", f.property, f.value.as_text())));
        address.note = (!notes.is_empty()).then(|| notes.join("; "));
        self.locations.insert(id, address);
    }

    /// The address of a number; one that is in no table is counted.
    pub(super) fn location(
        &self,
        id: Option<&str>,
        line: u64,
        recorder: &mut Recorder<'_>,
    ) -> Option<&Address> {
        let id = id?;
        let found = self.locations.get(id);
        if found.is_none() {
            recorder.defect(
                DefectKind::DanglingReference,
                line,
                "LocationID",
                id,
                "no location has this number; the place is lost",
            );
        }
        found
    }

    /// Keeps a document under the identity it belongs to.
    pub(super) fn add_document(&mut self, node: &Node, recorder: &mut Recorder<'_>) {
        let line = node.line();
        node.attribute("ID");
        let references = &self.references;
        let kind = references.get("IDRegDocType", node.attribute("IDRegDocTypeID"), line, recorder);
        let country =
            references.get("Country", node.attribute("IssuedBy-CountryID"), line, recorder);
        let validity = references.text("Validity", node.attribute("ValidityID"), line, recorder);
        let mut document = Document {
            kind: kind.map(|k| k.text.clone()).unwrap_or_default(),
            number: node.child_text("IDRegistrationNo").unwrap_or_default().to_owned(),
            code: country.and_then(Reference::country),
            country: country.map(|c| c.text.clone()),
            line,
            ..Document::default()
        };
        let notes = &mut document.notes;
        notes.extend(validity.filter(|v| *v != "Valid").map(str::to_lowercase));
        notes.extend(node.child_text("Comment").map(str::to_owned));
        notes.extend(node.child_text("IssuingAuthority").map(|a| format!("issued by {a}")));
        // The sample's only place of issue has a number above all others and no location: the
        // reference is checked like any other.
        let place = self.location(node.attribute("IssuedIn-LocationID"), line, recorder);
        if let Some(place) = place {
            let words = values::join_address(&[
                place.street.as_deref(),
                place.city.as_deref(),
                place.region.as_deref(),
                place.country_printed.as_deref(),
            ]);
            notes.extend((!words.is_empty()).then(|| format!("issued in {words}")));
        }
        for date in node.all("DocumentDate") {
            let kind = self.references.text(
                "IDRegDocDateType",
                date.attribute("IDRegDocDateTypeID"),
                date.line(),
                recorder,
            );
            let when = date.child("DatePeriod").and_then(period);
            let when_day = when.and_then(|d| d.as_day()).or_else(|| civil(date));
            match (kind, when_day) {
                (Some("Issue Date"), Some(day)) => document.issued = Some(day),
                (Some("Expiration Date"), Some(day)) => document.expires = Some(day),
                (kind, _) => {
                    let kind = kind.unwrap_or("date");
                    document.notes.extend(when.map(|date| format!("{kind} {date}")));
                }
            }
        }
        document.name = node
            .child("DocumentedNameReference")
            .and_then(|n| n.attribute("DocumentedNameID"))
            .map(str::to_owned);
        let identity = node.attribute("IdentityID").unwrap_or_default().to_owned();
        let unknown = node.leftovers(recorder);
        document
            .notes
            .extend(unknown.iter().map(|f| format!("{}: {}", f.property, f.value.as_text())));
        self.documents.entry(identity).or_default().push(document);
    }

    /// Gives an identity its documents. `names` are the numbers and texts of its names, the
    /// primary one first; a document in another than that says so.
    pub(super) fn claim(
        &mut self,
        identity: &str,
        names: &[(&str, String)],
        entity: &mut Entity,
        recorder: &mut Recorder<'_>,
    ) {
        for document in self.documents.remove(identity).unwrap_or_default() {
            let mut notes = document.notes;
            if let Some(name) = &document.name {
                match names.iter().position(|(id, _)| id == name) {
                    Some(0) => {}
                    Some(at) => notes
                        .extend(names.get(at).map(|(_, text)| format!("in the name of {text}"))),
                    None => recorder.defect(
                        DefectKind::DanglingReference,
                        document.line,
                        "DocumentedNameID",
                        name,
                        "the document names a name that its holder does not have",
                    ),
                }
            }
            let paper = Paper {
                kind: &document.kind,
                number: &document.number,
                country: document.country.as_deref(),
                code: document.code,
                issued: document.issued,
                expires: document.expires,
                notes,
                line: document.line,
            };
            statement::identify(entity, paper, recorder);
        }
    }

    /// Counts the documents that no identity claimed.
    pub(super) fn report_unclaimed(&self, recorder: &mut Recorder<'_>) {
        for (identity, documents) in &self.documents {
            for document in documents {
                recorder.defect(
                    DefectKind::DanglingReference,
                    document.line,
                    "IdentityID",
                    identity,
                    &format!(
                        "no party has this identity; left out: {} {}",
                        document.kind, document.number
                    ),
                );
            }
        }
    }
}
