// SPDX-License-Identifier: Apache-2.0
//! Two names compared without an index, for `interdict compare`.

use crate::explain::pieces;
use crate::index::class;
use interdict_model::{Piece, Schema, Score};
use interdict_names::{Class, analyse, compare};

/// How alike two names are, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairScore {
    /// Likeness of the names; attributes play no part.
    pub score: Score,
    /// The alignment of their parts.
    pub pieces: Vec<Piece>,
}

/// Compares two names of things of a schema, the first as the query.
#[must_use]
pub fn compare_names(query: &str, listed: &str, schema: Option<&Schema>) -> PairScore {
    let class = schema.map_or(Class::Unknown, class);
    let (query, listed) = (analyse(query, class), analyse(listed, class));
    let comparison = compare(&query, &listed);
    PairScore {
        score: Score::clamped(i32::from(comparison.alignment.score)),
        pieces: pieces(&query, &listed, &comparison),
    }
}
