// SPDX-License-Identifier: Apache-2.0
//! Which entities of a file were passed on already, told by hashes so that memory stays small.

use crate::recorder::Recorder;
use interdict_model::{DefectKind, Entity};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Content of an entity of which only the id was kept.
const NOT_KEPT: u64 = 0;

/// Ids met so far: eight bytes for each line while nothing was embedded, some twenty for each
/// entity from the first embedded one on.
#[derive(Debug, Default)]
pub(crate) struct Met {
    /// Hashes of the ids of lines, while no line embeds another entity.
    flat: Vec<u64>,
    /// Hash of the id to hash of the content, once a line does.
    embedded: Option<HashMap<u64, u64>>,
}

impl Met {
    /// Those of a record's entities that were not met before. One met before with other content
    /// is counted: the first copy stands.
    pub(crate) fn admit(
        &mut self,
        mut entities: Vec<Entity>,
        recorder: &mut Recorder<'_>,
    ) -> Vec<Entity> {
        if entities.len() == 1 && self.embedded.is_none() {
            self.flat.extend(entities.first().map(|e| hash(e.id.as_str())));
            return entities;
        }
        let flat = &mut self.flat;
        let met = self.embedded.get_or_insert_with(|| {
            std::mem::take(flat).into_iter().map(|id| (id, NOT_KEPT)).collect()
        });
        entities.retain(|entity| {
            let content = content(entity);
            match met.entry(hash(entity.id.as_str())) {
                Entry::Vacant(place) => {
                    place.insert(content);
                    true
                }
                Entry::Occupied(first) => {
                    if *first.get() != content && *first.get() != NOT_KEPT {
                        recorder.defect(
                            DefectKind::BadValue,
                            entity.position.line,
                            "id",
                            entity.id.as_str(),
                            "differs from the copy of this entity read before; the first copy is kept",
                        );
                    }
                    false
                }
            }
        });
        entities
    }

    /// At the end: how many lines repeat the id of an earlier one, where no line embeds
    /// another entity.
    pub(crate) fn repeated(mut self) -> u64 {
        self.flat.sort_unstable();
        self.flat.windows(2).filter(|pair| pair.first() == pair.last()).count() as u64
    }
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A hash of what the entity states, whatever the order.
fn content(entity: &Entity) -> u64 {
    let names = entity.names.iter().map(hash);
    let facts = entity.facts.iter().map(hash);
    let links = entity.links.iter().map(hash);
    let sum = names.chain(facts).chain(links).fold(0_u64, u64::wrapping_add);
    hash((entity.id.as_str(), entity.schema.as_str(), sum)).max(NOT_KEPT + 1)
}
