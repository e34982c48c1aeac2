// SPDX-License-Identifier: Apache-2.0
//! The immutable index: opened through a memory map, checked, then only read.

mod attributes;
mod build;
mod codec;
mod format;
mod map;
mod meta;
mod names;
mod neighbour;
mod parallel;
mod postings;
mod read;
mod record;
mod shape;

pub(crate) use attributes::{DateKind, class, countries as index_countries, day_number};
pub use build::IndexBuilder;
pub use format::{FORMAT_VERSION, IndexError};
pub(crate) use names::{NO_FORM, VOWELLESS, WEAK};
pub(crate) use neighbour::deletions;
pub(crate) use postings::Posting;
pub use read::{Index, Inverse, RecordNumber};
