// SPDX-License-Identifier: Apache-2.0
//! The entries that list a party, and how parties relate.

use super::tables::Tables;
use super::{civil, pass_over, period};
use crate::ofac::gathered::Gathered;
use crate::ofac::{AUTHORITY, vocabulary};
use crate::recorder::Recorder;
use crate::xml::Node;
use interdict_model::{
    DefectKind, LegalAct, Link, LinkTarget, Listing, Measure, MeasureKind, Position, Property,
};

/// Reads one relation and links the party it starts from.
pub(super) fn relationship(
    node: &Node,
    tables: &Tables,
    gathered: &mut Gathered,
    recorder: &mut Recorder<'_>,
) {
    pass_over(node, &["ID", "SanctionsEntryID"]);
    let line = node.line();
    let references = &tables.references;
    let printed = references.text("RelationType", node.attribute("RelationTypeID"), line, recorder);
    let quality =
        references.text("RelationQuality", node.attribute("RelationQualityID"), line, recorder);
    let former = node.attribute("Former") == Some("true");
    let comment = node.child_text("Comment");
    let (from, to) = (node.attribute("From-ProfileID"), node.attribute("To-ProfileID"));
    let printed = printed.unwrap_or_default();
    let property = vocabulary::relation(printed).unwrap_or_else(|| {
        recorder.defect(
            DefectKind::UnknownCode,
            line,
            "RelationType",
            printed,
            "a relation this version does not know; kept in the publisher's words",
        );
        Property::named(printed)
    });
    let mut words = printed.to_owned();
    for more in [former.then_some("(former)"), quality.filter(|q| *q != "High"), comment]
        .into_iter()
        .flatten()
    {
        words.push(' ');
        words.push_str(more);
    }
    let unknown = node.leftovers(recorder);
    let to = to.unwrap_or_default();
    let target = gathered.id_of(to).map_or_else(
        || {
            dangling(line, "To-ProfileID", to, recorder);
            LinkTarget::Reference { authority: AUTHORITY.to_owned(), reference: to.to_owned() }
        },
        LinkTarget::Entity,
    );
    let from = from.unwrap_or_default();
    match gathered.get(from) {
        Some(entity) => {
            entity.facts.extend(unknown);
            entity.links.push(Link { property, target, printed: Some(words) });
        }
        None => dangling(line, "From-ProfileID", from, recorder),
    }
}

fn dangling(line: u64, element: &str, profile: &str, recorder: &mut Recorder<'_>) {
    recorder.defect(
        DefectKind::DanglingReference,
        line,
        element,
        profile,
        "no party of this release has a profile of this number",
    );
}

/// Reads one entry and gives the party its listing.
pub(super) fn entry(
    node: &Node,
    tables: &Tables,
    gathered: &mut Gathered,
    recorder: &mut Recorder<'_>,
) {
    let line = node.line();
    let references = &tables.references;
    node.attribute("ID");
    let list = references.text("List", node.attribute("ListID"), line, recorder);
    let position = Position { file: recorder.file_index(), line };
    let mut listing = Listing::new(AUTHORITY, list.unwrap_or_default(), position);
    for event in node.all("EntryEvent") {
        read_event(event, tables, &mut listing, recorder);
    }
    for measure in node.all("SanctionsMeasure") {
        read_measure(measure, tables, &mut listing, recorder);
    }
    let profile = node.attribute("ProfileID").unwrap_or_default();
    let unknown = node.leftovers(recorder);
    let Some(entity) = gathered.get(profile) else {
        dangling(line, "ProfileID", profile, recorder);
        return;
    };
    listing.reference = entity.id.as_str().strip_prefix("ofac-").map(str::to_owned);
    entity.facts.extend(unknown);
    entity.listings.push(listing);
}

fn read_event(event: &Node, tables: &Tables, listing: &mut Listing, recorder: &mut Recorder<'_>) {
    event.attribute("ID");
    let line = event.line();
    let references = &tables.references;
    let kind =
        references.text("EntryEventType", event.attribute("EntryEventTypeID"), line, recorder);
    let basis = references.text("LegalBasis", event.attribute("LegalBasisID"), line, recorder);
    let day = event.child("Date").and_then(civil);
    if day.is_none() {
        recorder.defect(
            DefectKind::BadValue,
            line,
            "EntryEvent",
            kind.unwrap_or_default(),
            "an event without a day in Year, Month and Day; its date is unknown",
        );
    }
    match kind {
        Some("Created") => {
            let new: Vec<_> = day.into_iter().filter(|d| !listing.listed_on.contains(d)).collect();
            listing.listed_on.extend(new);
        }
        _ => listing.amended_on.extend(day),
    }
    let act = |title: &str| LegalAct { title: title.to_owned(), ..LegalAct::default() };
    for title in [basis, event.child_text("Comment")].into_iter().flatten() {
        if !listing.legal_acts.iter().any(|a| a.title == title) {
            listing.legal_acts.push(act(title));
        }
    }
}

/// A measure, or, under the type "Program", a programme in its comment.
fn read_measure(node: &Node, tables: &Tables, listing: &mut Listing, recorder: &mut Recorder<'_>) {
    node.attribute("ID");
    let line = node.line();
    let references = &tables.references;
    let kind = references.text("SanctionsType", node.attribute("SanctionsTypeID"), line, recorder);
    let comment = node.child_text("Comment");
    let since = node.child("DatePeriod").and_then(period).and_then(|date| date.as_day());
    // A type that is unknown or has no reference value still restricts.
    let printed = kind.unwrap_or("Unknown");
    if printed == "Program" {
        listing.programmes.extend(comment.map(str::to_owned));
        return;
    }
    let kind = vocabulary::measure(printed).unwrap_or_else(|| {
        recorder.defect(
            DefectKind::UnknownCode,
            line,
            "SanctionsType",
            printed,
            "a measure this version does not know; kept in the publisher's words",
        );
        MeasureKind::Other
    });
    let printed = match comment {
        Some(comment) => format!("{printed}: {comment}"),
        None => printed.to_owned(),
    };
    listing.measures.push(Measure { kind, printed, since });
}

/// Gives the remark that waited with each party to its listings, and counts parties that no entry
/// lists.
pub(super) fn finish(gathered: &mut Gathered, recorder: &mut Recorder<'_>) {
    let mut lists: Vec<String> = Vec::new();
    for entity in gathered.entities_mut() {
        let waiting = entity.listings.iter().position(|l| l.list.is_empty() && l.reason.is_some());
        if let Some(at) = waiting {
            let waiting = entity.listings.remove(at);
            for listing in &mut entity.listings {
                listing.reason.clone_from(&waiting.reason);
                listing.measures.extend(waiting.measures.iter().cloned());
            }
        }
        if entity.listings.is_empty() {
            recorder.defect(
                DefectKind::DanglingReference,
                entity.position.line,
                "DistinctParty",
                entity.id.as_str(),
                "no entry lists this party; it is kept without listing",
            );
        }
        for listing in &entity.listings {
            if !lists.contains(&listing.list) {
                lists.push(listing.list.clone());
            }
        }
    }
    lists.sort();
    recorder.release().title = lists.join(", ");
}
