// SPDX-License-Identifier: Apache-2.0
//! The subject of listings: a person, firm, ship, or anything else a list speaks of.

use crate::{Fact, Link, Listing, Name, NameKind, Position, Property, Schema, Value};
use std::fmt;

/// The source's own id of an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(String);

impl EntityId {
    /// An id as the source gives it.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// When a data set saw the entity first and last, as it prints the times.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seen {
    /// First seen.
    pub first: Option<String>,
    /// Last seen.
    pub last: Option<String>,
    /// Last change.
    pub changed: Option<String>,
}

/// One record of one source, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The source's own id.
    pub id: EntityId,
    /// What it is.
    pub schema: Schema,
    /// The caption the source gives, if it gives one.
    pub caption: Option<String>,
    /// Every name as printed, in source order.
    pub names: Vec<Name>,
    /// Everything else stated, in source order.
    pub facts: Vec<Fact>,
    /// The entries that designate it.
    pub listings: Vec<Listing>,
    /// Links to others.
    pub links: Vec<Link>,
    /// Data sets it belongs to (FollowTheMoney); empty for an official list read directly.
    pub datasets: Vec<String>,
    /// Other ids of the same subject, where the source ties them.
    pub referents: Vec<EntityId>,
    /// When it was seen.
    pub seen: Seen,
    /// Whether a data set marks it as a target.
    pub target: Option<bool>,
    /// Where in the source it stands.
    pub position: Position,
}

impl Entity {
    /// An entity of which only id, kind and place are known yet.
    #[must_use]
    pub fn new(id: impl Into<String>, schema: Schema, position: Position) -> Self {
        Self {
            id: EntityId::new(id),
            schema,
            caption: None,
            names: Vec::new(),
            facts: Vec::new(),
            listings: Vec::new(),
            links: Vec::new(),
            datasets: Vec::new(),
            referents: Vec::new(),
            seen: Seen::default(),
            target: None,
            position,
        }
    }

    /// The caption: the source's own, else the first primary name, else any name, else the id.
    #[must_use]
    pub fn caption(&self) -> &str {
        if let Some(caption) = &self.caption {
            return caption;
        }
        self.names
            .iter()
            .find(|n| n.kind == NameKind::Primary)
            .or_else(|| self.names.first())
            .map_or(self.id.as_str(), |n| n.text.as_str())
    }

    /// The values stated for a property, in source order.
    pub fn values<'a>(&'a self, property: &'a Property) -> impl Iterator<Item = &'a Value> + 'a {
        self.facts.iter().filter(move |f| f.property == *property).map(|f| &f.value)
    }
}
