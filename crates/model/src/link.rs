// SPDX-License-Identifier: Apache-2.0
//! Links between entities.

use crate::{EntityId, Property};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkTarget {
    /// An entity of the same source, by its id.
    Entity(EntityId),
    /// An entry of some authority's list, by its number there.
    Reference {
        /// The authority or list that gives the number.
        authority: String,
        /// The number.
        reference: String,
    },
    /// Somebody the publisher only names.
    Named(String),
}

/// A link from the entity that holds it to another, as a publisher states it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// What the target is to the holder: a FollowTheMoney entity property (`owner`, `asset`,
    /// `entity`, `parent`, `operator`) or a plain relation (`linkedTo`, `actingFor`, `spouse`,
    /// `sameAs`).
    pub property: Property,
    /// The other end.
    pub target: LinkTarget,
    /// The publisher's words, where they say more than the property ("Owned or Controlled By").
    pub printed: Option<String>,
}

impl Link {
    /// A link with nothing more printed.
    #[must_use]
    pub fn new(property: Property, target: LinkTarget) -> Self {
        Self { property, target, printed: None }
    }
}
