// SPDX-License-Identifier: Apache-2.0
//! Remarks: statements parted by semicolons, each with a label in front or plain words.

use super::names;
use super::statement::{self, Paper, Statement};
use super::vocabulary::{self, Labelled};
use crate::recorder::Recorder;
use interdict_model::{Date, Entity, Fact, Link, LinkTarget, Listing, NameKind, Property};

/// Reads remarks into an entity and its listing; plain words become notes, the whole stays the
/// listing's reason.
pub(super) fn read(
    entity: &mut Entity,
    listing: &mut Listing,
    remarks: &str,
    line: u64,
    recorder: &mut Recorder<'_>,
) {
    let remarks = remarks.trim();
    if remarks.is_empty() {
        return;
    }
    listing.reason = Some(remarks.to_owned());
    statements(entity, listing, remarks, line, recorder);
}

/// As [`read`], for remarks that end in the middle of a statement: what the cut left of the last
/// one is a note, never half a number.
pub(super) fn read_cut(
    entity: &mut Entity,
    listing: &mut Listing,
    remarks: &str,
    line: u64,
    recorder: &mut Recorder<'_>,
) {
    let (whole, rest) = remarks.rsplit_once(';').unwrap_or(("", remarks));
    statements(entity, listing, whole, line, recorder);
    listing.reason = Some(remarks.trim().to_owned());
    if !rest.trim().is_empty() {
        entity.facts.push(Fact::text(Property::NOTES, rest.trim()));
    }
}

fn statements(
    entity: &mut Entity,
    listing: &mut Listing,
    remarks: &str,
    line: u64,
    recorder: &mut Recorder<'_>,
) {
    let body = remarks.strip_suffix('.').unwrap_or(remarks);
    for printed in body.split(';').map(str::trim).filter(|s| !s.is_empty()) {
        let said = without_alternative(printed);
        if !(linked(entity, said)
            || alias(entity, said)
            || labelled(entity, listing, said, line, recorder))
        {
            if let Some((property, name)) = vocabulary::kinship(said) {
                let target = LinkTarget::Named(name.to_owned());
                entity.links.push(Link { property, target, printed: Some(said.to_owned()) });
            }
            entity.facts.push(Fact::text(Property::NOTES, printed));
        }
    }
}

/// A statement without "alt." in front, which only says that there is another of its label.
fn without_alternative(statement: &str) -> &str {
    statement.strip_prefix("alt. ").or_else(|| statement.strip_prefix("Alt. ")).unwrap_or(statement)
}

/// "Linked To: NAME" or "(Linked To: NAME)".
fn linked(entity: &mut Entity, statement: &str) -> bool {
    let bare = match statement.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')').unwrap_or(inner),
        None => statement,
    };
    let Some(name) = bare.strip_prefix("Linked To:").map(str::trim) else {
        return false;
    };
    if !name.is_empty() {
        let target = LinkTarget::Named(name.to_owned());
        entity.links.push(Link::new(Property::of("linkedTo"), target));
    }
    true
}

/// "a.k.a. 'NAME'": the weak aliases of the legacy files.
fn alias(entity: &mut Entity, statement: &str) -> bool {
    let Some((label, quoted)) = statement.split_once(' ') else {
        return false;
    };
    let kind = match label {
        "a.k.a." | "n.k.a." => NameKind::Aka,
        "f.k.a." => NameKind::Fka,
        _ => return false,
    };
    let quoted = quoted.trim();
    let inner = quoted.strip_prefix('\'').unwrap_or(quoted);
    let inner = inner.strip_suffix('\'').unwrap_or(inner);
    for name in inner.split("', '").map(str::trim).filter(|n| !n.is_empty()) {
        entity.names.push(names::whole(kind, name, &entity.schema).weak());
    }
    true
}

/// A feature or a document.
fn labelled(
    entity: &mut Entity,
    listing: &mut Listing,
    statement: &str,
    line: u64,
    recorder: &mut Recorder<'_>,
) -> bool {
    match vocabulary::labelled(statement) {
        Some((Labelled::Feature(label), value)) => {
            listing.measures.extend(statement::measure(label, value));
            if label.starts_with("Listing Date") {
                listing
                    .listed_on
                    .extend(interdict_codes::date(value).and_then(|date| date.as_day()));
            }
            let statement = Statement { label, value, line, ..Statement::default() };
            statement::state(entity, statement, recorder);
            true
        }
        Some((Labelled::Document(kind), value)) => match paper(kind, value, line) {
            Some(paper) => {
                statement::identify(entity, paper, recorder);
                true
            }
            None => false,
        },
        None => false,
    }
}

/// "NUMBER (COUNTRY) issued DAY expires DAY"; `None` when there is no number in it.
fn paper<'a>(kind: &'a str, value: &'a str, line: u64) -> Option<Paper<'a>> {
    let mut paper = Paper { kind, line, ..Paper::default() };
    let (rest, expires) = dated(value, "expires", &mut paper.notes);
    let (rest, issued) = dated(rest, "issued", &mut paper.notes);
    (paper.expires, paper.issued) = (expires, issued);
    paper.number = rest;
    paper.open_brackets();
    paper.number.bytes().any(|b| b.is_ascii_digit()).then_some(paper)
}

/// Takes a closing "WORD DATE" off; a date that is not a single day becomes a note.
fn dated<'a>(value: &'a str, word: &str, notes: &mut Vec<String>) -> (&'a str, Option<Date>) {
    let Some((rest, tail)) = value.rsplit_once(word) else {
        return (value, None);
    };
    let (rest, tail) = (rest.trim_end(), tail.trim());
    if let Some(day) = interdict_codes::date(tail).and_then(|date| date.as_day()) {
        return (rest, Some(day));
    }
    notes.push(format!("{word} {tail}"));
    (rest, None)
}
