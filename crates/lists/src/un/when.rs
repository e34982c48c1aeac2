// SPDX-License-Identifier: Apache-2.0
//! Dates of birth as the Consolidated List splits them over fields.

use super::{squash, stated};
use crate::recorder::Recorder;
use crate::values;
use crate::xml::Node;
use interdict_model::{Fact, PartialDate, Precision, Property};

/// The fact an `INDIVIDUAL_DATE_OF_BIRTH` element states; `None` when it is empty.
pub(super) fn birth(node: &Node, recorder: &mut Recorder<'_>) -> Option<Fact> {
    let field = |name| node.child_text(name).and_then(stated);
    let kind = field("TYPE_OF_DATE").map(|t| t.to_lowercase());
    let (date, year) = (field("DATE"), field("YEAR"));
    let (from, to) = (field("FROM_YEAR"), field("TO_YEAR"));
    let note = node.child_text("NOTE").and_then(squash);
    let between = match (from, to) {
        (Some(a), Some(b)) => Some(format!("{a}/{b}")),
        (a, b) => a.or(b),
    };
    let Some(printed) = date.or(year).or(between) else {
        // "Nov. 1973" and the like stand in the remark alone; another calendar stays a remark.
        let note = note?;
        return Some(match interdict_codes::date(&note) {
            Some(read) => Fact::date(Property::BIRTH_DATE, read, &note),
            None => Fact::text(Property::NOTES, format!("date of birth: {note}")),
        });
    };
    let circa = kind.as_deref() == Some("approximately")
        || note.as_deref().is_some_and(|n| n.eq_ignore_ascii_case("approximately"));
    let known = ["exact", "approximately", "between"];
    if kind.as_deref().is_some_and(|k| !known.contains(&k)) {
        recorder.defect(
            interdict_model::DefectKind::UnknownCode,
            node.line(),
            "TYPE_OF_DATE",
            kind.as_deref().unwrap_or_default(),
            "expected EXACT, APPROXIMATELY or BETWEEN; read as exact",
        );
    }
    let read = date_of(&printed).map(|d| narrowed(d, note.as_deref()));
    let read = read.map(|d| if circa { d.approximately() } else { d });
    Some(values::date(Property::BIRTH_DATE, &printed, read, node.line(), recorder).with_note(note))
}

/// A date as printed in one field, with or without a time zone after it.
pub(super) fn date_of(printed: &str) -> Option<PartialDate> {
    let day = printed.get(..10).filter(|d| d.parse::<PartialDate>().is_ok());
    match day {
        Some(day) => day.parse().ok(),
        None => interdict_codes::date(printed),
    }
}

/// A year with a remark such as "August 1961" or "Sep." is known to the month.
fn narrowed(date: PartialDate, note: Option<&str>) -> PartialDate {
    let Some(note) = note.filter(|_| date.precision() == Precision::Year) else {
        return date;
    };
    let year = date.earliest().year();
    let within = |d: &PartialDate| d.earliest() >= date.earliest() && d.latest() <= date.latest();
    interdict_codes::date(note)
        .or_else(|| interdict_codes::date(&format!("{note} {year}")))
        .filter(within)
        .unwrap_or(date)
}
