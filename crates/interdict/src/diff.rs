// SPDX-License-Identifier: Apache-2.0
//! What changed between two releases: entries added, removed, and changed field by field.

use crate::Error;
use interdict_model::{Entity, EntityId, LinkTarget, Listing, Name, NameKind, Quality, Value};
use interdict_screen::{Index, RecordNumber};
use std::collections::BTreeMap;

/// One statement that came or went.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldChange {
    /// Field: `name`, a property, `listing`, `link`.
    pub field: String,
    /// What it was; `None` for an addition.
    pub before: Option<String>,
    /// What it is; `None` for a removal.
    pub after: Option<String>,
}

/// One entity that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Only in the second.
    Added(Box<Entity>),
    /// Only in the first.
    Removed(Box<Entity>),
    /// In both, with different statements.
    Changed {
        /// Its id.
        id: EntityId,
        /// Its caption now.
        caption: String,
        /// What differs.
        fields: Vec<FieldChange>,
    },
}

/// The difference of two indexes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Changes, by id.
    pub changes: Vec<Change>,
    /// Entities that are the same in both.
    pub unchanged: u64,
}

/// Compares two indexes, entity by entity.
///
/// # Errors
/// When a record cannot be read.
pub fn diff(before: &Index, after: &Index) -> Result<Diff, Error> {
    let old = by_id(before)?;
    let new = by_id(after)?;
    let mut out = Diff::default();
    let mut changes: BTreeMap<EntityId, Vec<Change>> = BTreeMap::new();
    for (id, numbers) in &old {
        let Some(others) = new.get(id) else {
            for number in numbers {
                let (_, entity) = before.record(*number)?;
                changes.entry(id.clone()).or_default().push(Change::Removed(Box::new(entity)));
            }
            continue;
        };
        for i in 0..numbers.len().max(others.len()) {
            let change = match (numbers.get(i), others.get(i)) {
                (Some(a), Some(b)) => {
                    let ((_, a), (_, b)) = (before.record(*a)?, after.record(*b)?);
                    let fields = fields(&a, &b);
                    if fields.is_empty() {
                        out.unchanged += 1;
                        continue;
                    }
                    Change::Changed { id: id.clone(), caption: b.caption().to_owned(), fields }
                }
                (Some(a), None) => Change::Removed(Box::new(before.record(*a)?.1)),
                (None, Some(b)) => Change::Added(Box::new(after.record(*b)?.1)),
                (None, None) => continue,
            };
            changes.entry(id.clone()).or_default().push(change);
        }
    }
    for (id, numbers) in new.iter().filter(|(id, _)| !old.contains_key(*id)) {
        for number in numbers {
            let (_, entity) = after.record(*number)?;
            changes.entry(id.clone()).or_default().push(Change::Added(Box::new(entity)));
        }
    }
    out.changes = changes.into_values().flatten().collect();
    Ok(out)
}

fn by_id(index: &Index) -> Result<BTreeMap<EntityId, Vec<RecordNumber>>, Error> {
    let mut out: BTreeMap<EntityId, Vec<RecordNumber>> = BTreeMap::new();
    for number in index.records() {
        let (_, entity) = index.record(number)?;
        out.entry(entity.id).or_default().push(number);
    }
    Ok(out)
}

/// The statements that differ. A removed and an added value of one field make one change when
/// there is one of each.
fn fields(before: &Entity, after: &Entity) -> Vec<FieldChange> {
    let (mut old, mut new) = (statements(before), statements(after));
    let mut out = Vec::new();
    let keys: Vec<String> = old.keys().chain(new.keys()).cloned().collect();
    for field in keys {
        let mut gone = old.remove(&field).unwrap_or_default();
        let mut come = new.remove(&field).unwrap_or_default();
        gone.retain(|value| match come.iter().position(|other| other == value) {
            Some(at) => {
                come.remove(at);
                false
            }
            None => true,
        });
        if let ([one], [other]) = (gone.as_slice(), come.as_slice()) {
            out.push(FieldChange { field, before: Some(one.clone()), after: Some(other.clone()) });
            continue;
        }
        out.extend(gone.into_iter().map(|v| FieldChange {
            field: field.clone(),
            before: Some(v),
            after: None,
        }));
        out.extend(come.into_iter().map(|v| FieldChange {
            field: field.clone(),
            before: None,
            after: Some(v),
        }));
    }
    out
}

/// Every statement of an entity as text by field; where it stands in the file is none of them.
fn statements(entity: &Entity) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut put = |field: &str, value: String| out.entry(field.to_owned()).or_default().push(value);
    put("schema", entity.schema.as_str().to_owned());
    for name in &entity.names {
        put("name", name_text(name));
    }
    for fact in &entity.facts {
        let mut text = value_text(&fact.value);
        if let Some(note) = &fact.note {
            text.push_str(&format!(" ({note})"));
        }
        put(fact.property.as_str(), text);
    }
    for listing in &entity.listings {
        for (field, value) in listing_fields(listing) {
            put(&format!("listing.{field}"), value);
        }
    }
    for link in &entity.links {
        let target = match &link.target {
            LinkTarget::Entity(id) => id.to_string(),
            LinkTarget::Reference { authority, reference } => format!("{authority} {reference}"),
            LinkTarget::Named(name) => name.clone(),
        };
        put(&format!("link.{}", link.property), target);
    }
    out
}

fn name_text(name: &Name) -> String {
    let kind = match name.kind {
        NameKind::Primary => "primary",
        NameKind::Aka => "aka",
        NameKind::Fka => "fka",
        NameKind::Abbreviation => "abbreviation",
    };
    let weak = if name.quality == Quality::Weak { ", weak" } else { "" };
    format!("{} ({kind}{weak})", name.text)
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Identifier(id) => {
            let parts =
                [id.kind.as_deref(), id.country.as_ref().map(|c| c.code()), id.note.as_deref()];
            let extra: Vec<&str> = parts.into_iter().flatten().collect();
            if extra.is_empty() {
                id.number.clone()
            } else {
                format!("{} ({})", id.number, extra.join(", "))
            }
        }
        other => other.as_text(),
    }
}

fn listing_fields(listing: &Listing) -> Vec<(&'static str, String)> {
    let mut out = vec![("authority", listing.authority.clone()), ("list", listing.list.clone())];
    out.extend(listing.reference.iter().map(|r| ("reference", r.clone())));
    out.extend(listing.programmes.iter().map(|p| ("programme", p.clone())));
    out.extend(listing.legal_acts.iter().map(|a| ("legal act", a.title.clone())));
    out.extend(listing.measures.iter().map(|m| ("measure", m.printed.clone())));
    out.extend(listing.listed_on.iter().map(|d| ("listed on", d.to_string())));
    out.extend(listing.amended_on.iter().map(|d| ("amended on", d.to_string())));
    out.push(("status", format!("{:?}", listing.status)));
    out.extend(listing.reason.iter().map(|r| ("reason", r.clone())));
    out.extend(
        listing
            .cross_references
            .iter()
            .map(|c| ("cross-reference", format!("{} {}", c.authority, c.reference))),
    );
    out
}
