// SPDX-License-Identifier: Apache-2.0
//! What screening answers.

use crate::{Date, EntityId, Schema};
use std::fmt;

/// A score in per mille (0 to 1000), an integer so that every machine computes the same one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u16);

impl Score {
    /// The greatest score.
    pub const MAX: Self = Self(1000);

    /// A score, cut to 0..=1000.
    #[must_use]
    pub fn clamped(per_mille: i32) -> Self {
        Self(u16::try_from(per_mille.clamp(0, 1000)).unwrap_or(0))
    }

    /// Per mille.
    #[must_use]
    pub fn per_mille(self) -> u16 {
        self.0
    }

    /// Reads `0.7`, `0.85`, `1`, with at most three decimals; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        if whole.is_empty()
            || decimals.len() > 3
            || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        {
            return None;
        }
        let padded = format!("{decimals:0<3}");
        let value =
            whole.parse::<u32>().ok()?.checked_mul(1000)?.checked_add(padded.parse().ok()?)?;
        u16::try_from(value).ok().filter(|v| *v <= 1000).map(Self)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}

/// One aligned pair of parts in an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What stood in the query; empty when only the list has the part.
    pub query: String,
    /// What stood on the list; empty when only the query has the part.
    pub listed: String,
    /// How they were found alike or unlike ("equal", "edit distance 1", "initial", "legal form").
    pub how: String,
    /// Likeness of the two in per mille.
    pub likeness: u16,
    /// Weight of the pair in the whole in per mille.
    pub weight: u16,
}

/// What one feature (name, birth date, country …) did to the score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name, a fixed word.
    pub feature: &'static str,
    /// The query's value.
    pub query: String,
    /// The listed value.
    pub listed: String,
    /// What was found, in words.
    pub finding: String,
    /// Points added to or taken from the score, in per mille.
    pub points: i32,
}

/// Why a hit has its score: the points of all features add up to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The listed name that won.
    pub name: String,
    /// The alignment of its parts.
    pub pieces: Vec<Piece>,
    /// Features in the order they were weighed.
    pub features: Vec<Feature>,
}

/// A listing in short, for a row of output.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListingSummary {
    /// Authority.
    pub authority: String,
    /// List.
    pub list: String,
    /// Number on the list.
    pub reference: Option<String>,
    /// Programmes.
    pub programmes: Vec<String>,
    /// Listed since.
    pub since: Option<Date>,
}

impl fmt::Display for ListingSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.authority, self.list)?;
        if let Some(reference) = &self.reference {
            write!(f, " {reference}")?;
        }
        if !self.programmes.is_empty() {
            write!(f, " [{}]", self.programmes.join(", "))?;
        }
        match self.since {
            Some(since) => write!(f, " since {since}"),
            None => f.write_str(" (listing date not given)"),
        }
    }
}

/// A listed entity that a party may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entity, by its source's id.
    pub entity: EntityId,
    /// Schema of the entity.
    pub schema: Schema,
    /// Its caption.
    pub caption: String,
    /// The score.
    pub score: Score,
    /// Its listings.
    pub listings: Vec<ListingSummary>,
    /// Why.
    pub explanation: Explanation,
}
