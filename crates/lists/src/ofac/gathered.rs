// SPDX-License-Identifier: Apache-2.0
//! The entities of a release while parts of them still come from elsewhere in it.

use super::{CONSOLIDATED, SDN, statement};
use crate::ReadError;
use crate::recorder::Recorder;
use interdict_model::{DefectKind, Entity, EntityId, LinkTarget, NameKind};
use std::collections::HashMap;

/// Programmes that entries of the SDN list carry and no other list's.
const SDN_ONLY: &[&str] = &["CUBA", "SDNT", "SDNTK"];
/// Programmes of the other lists; a few entries of the SDN list carry some of them too.
const OTHERS: &[&str] = &["NS-PLC", "FSE-IR", "FSE-SY", "561-Related", "CMIC-EO13959"];

/// All entities read so far, by the publisher's key.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    entities: Vec<Entity>,
    keys: HashMap<String, usize>,
}

impl Gathered {
    /// The id of an entry number.
    pub(super) fn id(uid: &str) -> EntityId {
        EntityId::new(format!("ofac-{uid}"))
    }

    /// Adds an entity under a key (entry number or profile).
    pub(super) fn add(&mut self, key: &str, entity: Entity, recorder: &mut Recorder<'_>) {
        if self.keys.contains_key(key) {
            recorder.defect(
                DefectKind::BadValue,
                entity.position.line,
                "uid",
                key,
                "the entry number was used before in this release; both entries are kept",
            );
        } else {
            self.keys.insert(key.to_owned(), self.entities.len());
        }
        self.entities.push(entity);
    }

    /// The entity of a key.
    pub(super) fn get(&mut self, key: &str) -> Option<&mut Entity> {
        self.keys.get(key).and_then(|at| self.entities.get_mut(*at))
    }

    /// All entities, in source order.
    pub(super) fn entities_mut(&mut self) -> impl Iterator<Item = &mut Entity> {
        self.entities.iter_mut()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.entities.len()
    }

    /// The id of the entity of a key.
    pub(super) fn id_of(&self, key: &str) -> Option<EntityId> {
        self.keys.get(key).and_then(|at| self.entities.get(*at)).map(|entity| entity.id.clone())
    }

    /// Names the list in every listing that has none yet, by what only one of the lists carries;
    /// for the formats that do not print it.
    pub(super) fn name_list(&mut self, recorder: &mut Recorder<'_>) {
        let carries = |programmes: &[&str]| {
            self.entities
                .iter()
                .flat_map(|e| &e.listings)
                .flat_map(|l| &l.programmes)
                .any(|p| programmes.contains(&p.as_str()))
        };
        let named_so =
            recorder.file().rsplit(['/', '\\']).next().is_some_and(|n| n.contains("cons"));
        let consolidated = !carries(SDN_ONLY) && (carries(OTHERS) || named_so);
        let list = if consolidated { CONSOLIDATED } else { SDN };
        list.clone_into(&mut recorder.release().title);
        for listing in self.entities.iter_mut().flat_map(|e| e.listings.iter_mut()) {
            if listing.list.is_empty() {
                list.clone_into(&mut listing.list);
            }
        }
    }

    /// Turns links to a name into links to the one entity that bears it first, where there is
    /// exactly one. A remark's last name may have lost its own full stop to the remark's.
    fn resolve_names(&mut self) {
        let mut bearers: HashMap<String, Option<EntityId>> = HashMap::new();
        for entity in &self.entities {
            for name in entity.names.iter().filter(|n| n.kind == NameKind::Primary) {
                bearers
                    .entry(name.text.clone())
                    .and_modify(|bearer| *bearer = None)
                    .or_insert_with(|| Some(entity.id.clone()));
            }
        }
        for entity in &mut self.entities {
            let own = entity.id.clone();
            for link in entity.links.iter_mut().filter(|l| l.property.as_str() == "linkedTo") {
                let LinkTarget::Named(name) = &link.target else { continue };
                let found = bearers.get(name).or_else(|| bearers.get(&format!("{name}.")));
                if let Some(Some(id)) = found
                    && *id != own
                {
                    link.printed = Some(format!("Linked To: {name}"));
                    link.target = LinkTarget::Entity(id.clone());
                }
            }
        }
    }

    /// Turns references to this authority's entry numbers into links to entities; `missing` is told
    /// the line, number and words of those that are not here.
    pub(super) fn resolve_references(&mut self, mut missing: impl FnMut(u64, &str, &str)) {
        let Self { entities, keys } = self;
        let ids: Vec<EntityId> = entities.iter().map(|e| e.id.clone()).collect();
        for entity in entities {
            let line = entity.position.line;
            for link in &mut entity.links {
                let LinkTarget::Reference { reference, .. } = &link.target else { continue };
                match keys.get(reference).and_then(|at| ids.get(*at)) {
                    Some(id) => link.target = LinkTarget::Entity(id.clone()),
                    None => missing(line, reference, link.printed.as_deref().unwrap_or_default()),
                }
            }
        }
    }

    /// Passes everything on, in source order.
    pub(super) fn emit(mut self, recorder: &mut Recorder<'_>) -> Result<(), ReadError> {
        self.resolve_names();
        for mut entity in self.entities {
            if entity.names.is_empty() {
                recorder.defect(
                    DefectKind::BadValue,
                    entity.position.line,
                    "name",
                    entity.id.as_str(),
                    "the entry prints no name; it is kept and can be found by its identifiers only",
                );
            }
            statement::narrow_schema(&mut entity);
            recorder.entity(entity)?;
        }
        Ok(())
    }
}
