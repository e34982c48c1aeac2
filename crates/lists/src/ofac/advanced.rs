// SPDX-License-Identifier: Apache-2.0
//! Advanced XML (`Sanctions`, the UN's Advanced Sanctions Data Model).
//!
//! Reference values, locations and documents come first, then the parties, then their relations and
//! the entries that list them. Everything refers by number, so parties are kept until the end.

mod entries;
mod profile;
mod tables;

use super::gathered::Gathered;
use crate::ReadError;
use crate::recorder::Recorder;
use crate::xml::{Node, XmlRecords};
use interdict_model::{Date, DefectKind, PartialDate};
use tables::Tables;

/// The elements read whole.
const RECORDS: &[&str] = &[
    "DateOfIssue",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "ProfileRelationship",
    "SanctionsEntry",
    "AliasTypeValues",
    "AreaCodeValues",
    "AreaCodeTypeValues",
    "CalendarTypeValues",
    "CountryValues",
    "CountryRelevanceValues",
    "DecisionMakingBodyValues",
    "DetailReferenceValues",
    "DetailTypeValues",
    "DocNameStatusValues",
    "EntryEventTypeValues",
    "EntryLinkTypeValues",
    "ExRefTypeValues",
    "FeatureTypeValues",
    "FeatureTypeGroupValues",
    "IDRegDocDateTypeValues",
    "IDRegDocTypeValues",
    "IdentityFeatureLinkTypeValues",
    "LegalBasisValues",
    "LegalBasisTypeValues",
    "ListValues",
    "LocPartTypeValues",
    "LocPartValueStatusValues",
    "LocPartValueTypeValues",
    "NamePartTypeValues",
    "OrganisationValues",
    "PartySubTypeValues",
    "PartyTypeValues",
    "RelationQualityValues",
    "RelationTypeValues",
    "ReliabilityValues",
    "SanctionsProgramValues",
    "SanctionsTypeValues",
    "ScriptValues",
    "ScriptStatusValues",
    "SubsidiaryBodyValues",
    "SupInfoTypeValues",
    "TargetTypeValues",
    "ValidityValues",
];

/// The elements that hold them.
const CONTAINERS: &[&str] = &[
    "ReferenceValueSets",
    "Locations",
    "IDRegDocuments",
    "DistinctParties",
    "ProfileRelationships",
    "SanctionsEntries",
    "SanctionsEntryLinks",
];

/// Reads the whole file.
pub(super) fn read(
    mut records: XmlRecords<'_>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    "Advanced XML".clone_into(&mut recorder.release().format);
    let mut tables = Tables::default();
    let mut gathered = Gathered::default();
    while let Some(node) = records.next(RECORDS, CONTAINERS, recorder)? {
        match node.name() {
            "DateOfIssue" => issue(&node, recorder),
            "Location" => tables.add_location(&node, recorder),
            "IDRegDocument" => tables.add_document(&node, recorder),
            "DistinctParty" => profile::read(&node, &mut tables, &mut gathered, recorder),
            "ProfileRelationship" => {
                entries::relationship(&node, &tables, &mut gathered, recorder);
            }
            "SanctionsEntry" => entries::entry(&node, &tables, &mut gathered, recorder),
            _ => tables.references.add_set(&node, recorder),
        }
    }
    tables.report_unclaimed(recorder);
    entries::finish(&mut gathered, recorder);
    gathered.emit(recorder)
}

fn issue(node: &Node, recorder: &mut Recorder<'_>) {
    recorder.release().published = civil(node);
    if recorder.release().published.is_none() {
        recorder.defect(
            DefectKind::BadValue,
            node.line(),
            "DateOfIssue",
            "",
            "not a day in Year, Month and Day; the release's date is unknown",
        );
    }
    node.leftovers(recorder);
}

/// Marks attributes that say nothing of the subject.
fn pass_over(node: &Node, attributes: &[&str]) {
    for attribute in attributes {
        node.attribute(attribute);
    }
}

/// A day in `Year`, `Month` and `Day`.
fn civil(node: &Node) -> Option<Date> {
    pass_over(node, &["CalendarTypeID"]);
    let (year, month, day) =
        (node.child_text("Year"), node.child_text("Month"), node.child_text("Day"));
    Date::new(year?.parse().ok()?, month?.parse().ok()?, day?.parse().ok()?).ok()
}

/// The interval from the first day it may start to the last day it may end.
fn period(node: &Node) -> Option<PartialDate> {
    const FIXED: &[&str] = &["CalendarTypeID", "YearFixed", "MonthFixed", "DayFixed"];
    pass_over(node, FIXED);
    let (start, end) = (node.child("Start"), node.child("End"));
    let mut circa = false;
    for boundary in [start, end].into_iter().flatten() {
        pass_over(boundary, FIXED);
        circa |= boundary.attribute("Approximate") == Some("true");
        // The inner corners are read so that nothing is reported as unknown.
        boundary.all("From").chain(boundary.all("To")).for_each(Node::ignore);
    }
    let first = start?.child("From").and_then(civil)?;
    let last = end
        .and_then(|end| end.child("To"))
        .or_else(|| start.and_then(|start| start.child("To")))
        .and_then(civil)?;
    let date = PartialDate::between(PartialDate::day(first), PartialDate::day(last)).ok()?;
    Some(if circa { date.approximately() } else { date })
}
