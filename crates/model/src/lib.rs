// SPDX-License-Identifier: Apache-2.0
//! The nouns that pass between the rooms of interdict, and nothing that acts on them.
//!
//! Reach for this crate when two rooms must name the same thing: a reader of official lists makes
//! [`Entity`] values, an index stores them, a door turns a customer row into a [`Party`], and
//! screening answers with [`Hit`]s. There is no input or output here, no clock and no wire format.

mod date;
mod entity;
mod fact;
mod hit;
mod link;
mod listing;
mod name;
mod party;
mod property;
mod release;
mod schema;

pub use date::{DateError, PartialDate, Precision};
pub use entity::{Entity, EntityId, Seen};
pub use fact::{Address, Country, Fact, Gender, Identifier, Value};
pub use hit::{Explanation, Feature, Hit, ListingSummary, Piece, Score};
pub use link::{Link, LinkTarget};
pub use listing::{CrossReference, LegalAct, Listing, ListingStatus, Measure, MeasureKind};
pub use name::{Name, NameKind, NamePart, PartKind, Quality};
pub use party::Party;
pub use property::Property;
pub use release::{Defect, DefectKind, Position, Release, SourceFile, SourceKind};
pub use schema::Schema;

/// A civil (calendar) date without time or zone.
pub use jiff::civil::Date;
