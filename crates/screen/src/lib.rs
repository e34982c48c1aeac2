// SPDX-License-Identifier: Apache-2.0
//! The index of interdict and the search through it: candidate, compare, explain.
//!
//! Reach for this crate to compile records into one immutable, digest-named file
//! ([`IndexBuilder`]), to open it ([`Index`]) and to ask whom of it a party may be ([`Searcher`]).
//! It knows names, numbers and dates; it knows no law and opens no file but the index.
//!
//! The search is lossless: it returns exactly the hits that comparing the party with every name
//! of the index would return ([`Options::exhaustive`] does that). Why it may pass names over is
//! written at `interdict_names::largest_uncovered`, `interdict_names::needs_two_words` and in
//! `candidates.rs`.

mod candidates;
mod explain;
mod index;
mod keys;
mod pair;
mod query;
mod search;
mod summary;
mod weigh;

pub(crate) use index::index_countries;
pub use index::{FORMAT_VERSION, Index, IndexBuilder, IndexError, Inverse, RecordNumber};
pub use pair::{PairScore, compare_names};
pub use search::{Options, Searcher};
