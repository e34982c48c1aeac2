// SPDX-License-Identifier: Apache-2.0
//! All that is known of one entity: its record, what points at it, and its entries elsewhere.

use crate::Error;
use interdict_model::{Entity, EntityId, LinkTarget, Release};
use interdict_screen::{Index, RecordNumber};

/// An entity at the other end of a link.
#[derive(Clone, Debug)]
pub struct Neighbour {
    /// What it is to the subject, or the subject to it when `inverse`.
    pub property: String,
    /// Whether the other record holds the link.
    pub inverse: bool,
    /// Its id or, for one that is only named, nothing.
    pub id: Option<EntityId>,
    /// Its caption, name or number.
    pub caption: String,
    /// The publisher's words.
    pub printed: Option<String>,
}

/// The dossier of an entity.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The record, whole.
    pub entity: Entity,
    /// The release it stands in.
    pub release: Release,
    /// Records of sanctions that speak of it (FollowTheMoney), with its own listings inside.
    pub sanctions: Vec<Entity>,
    /// Entries of other authorities for the same subject, by a publisher's own reference.
    pub tied: Vec<Entity>,
    /// Everybody it is linked to.
    pub neighbours: Vec<Neighbour>,
}

/// The dossier of a record.
///
/// # Errors
/// When a record of the index cannot be read.
pub fn dossier(index: &Index, number: RecordNumber) -> Result<Dossier, Error> {
    let (release, entity) = index.record(number)?;
    let release = index.releases().get(release).cloned().ok_or_else(|| {
        Error::Source(format!("{}: the index names no release for this record", entity.id))
    })?;
    let mut out = Dossier {
        release,
        sanctions: Vec::new(),
        tied: Vec::new(),
        neighbours: Vec::new(),
        entity,
    };
    for link in &out.entity.links {
        let property = link.property.as_str().to_owned();
        let printed = link.printed.clone();
        let (id, caption) = match &link.target {
            LinkTarget::Entity(id) => (Some(id.clone()), caption_of(index, id)?),
            LinkTarget::Reference { authority, reference } => {
                (None, format!("{authority} {reference}"))
            }
            LinkTarget::Named(name) => (None, name.clone()),
        };
        out.neighbours.push(Neighbour { property, inverse: false, id, caption, printed });
    }
    for inverse in index.inverse(number) {
        let (_, source) = index.record(inverse.source)?;
        match inverse.property.as_str() {
            "sameAs" => out.tied.push(source),
            "entity" if source.schema.as_str() == "Sanction" => out.sanctions.push(source),
            _ => out.neighbours.push(Neighbour {
                property: inverse.property,
                inverse: true,
                caption: source.caption().to_owned(),
                id: Some(source.id),
                printed: None,
            }),
        }
    }
    Ok(out)
}

fn caption_of(index: &Index, id: &EntityId) -> Result<String, Error> {
    match index.find(id.as_str())?.first() {
        Some(number) => Ok(index.record(*number)?.1.caption().to_owned()),
        None => Ok(format!("{id} (not in this index)")),
    }
}
