// SPDX-License-Identifier: Apache-2.0
//! An explanation in one line, short for a terminal and in full for a file.

use crate::text::signed;
use interdict_model::{Explanation, Feature, Piece};

/// How the two sides of a piece stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Both have it, the same.
    Equal,
    /// Both have it, not quite the same.
    Near,
    /// Only the query has it.
    QueryOnly,
    /// Only the list has it.
    ListedOnly,
}

pub(crate) fn side(piece: &Piece) -> Side {
    match (piece.query.is_empty(), piece.listed.is_empty()) {
        (false, true) => Side::QueryOnly,
        (true, false) => Side::ListedOnly,
        _ if piece.likeness >= 1000 => Side::Equal,
        _ => Side::Near,
    }
}

/// Which parts of the names differ and how; `None` when none does.
fn differences(explanation: &Explanation) -> Option<String> {
    let told: Vec<String> = explanation
        .pieces
        .iter()
        .filter_map(|piece| match side(piece) {
            Side::Equal => None,
            Side::Near => Some(format!("{} ~ {}: {}", piece.query, piece.listed, piece.how)),
            Side::QueryOnly => Some(format!("{}: {}", piece.query, piece.how)),
            Side::ListedOnly => Some(format!("{}: {}", piece.listed, piece.how)),
        })
        .collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn names(explanation: &Explanation, feature: &Feature, full: bool) -> String {
    let differ = differences(explanation);
    let sign = if differ.is_some() { '≈' } else { '=' };
    let mut out = format!("{} {sign} {}", feature.query, feature.listed);
    if let Some(differ) = differ {
        out.push_str(&format!(" ({differ})"));
    }
    if full {
        out.push_str(&format!(", {}", feature.finding));
    }
    out
}

/// Values of a feature longer than this are left out of the short form.
const SHORT: usize = 24;

/// Both values of a feature, once where they are the same, when they are short.
fn values(feature: &Feature) -> String {
    let (query, listed) = (&feature.query, &feature.listed);
    let long = |text: &str| text.chars().count() > SHORT;
    if long(query) || long(listed) || query.is_empty() && listed.is_empty() {
        String::new()
    } else if query == listed {
        format!(" {query}")
    } else {
        format!(" {query} / {listed}")
    }
}

/// Names and findings, as one would say it: `RIM JUN = RIM JUN; date 1968: the same day`.
pub(crate) fn brief(explanation: &Explanation) -> String {
    let told: Vec<String> = explanation
        .features
        .iter()
        .map(|f| match f.feature {
            "name" => names(explanation, f, false),
            other => format!("{other}{}: {}", values(f), f.finding),
        })
        .collect();
    told.join("; ")
}

/// Every feature with its points, which add up to the score, and with both values.
pub(crate) fn full(explanation: &Explanation) -> String {
    let told: Vec<String> = explanation
        .features
        .iter()
        .map(|f| {
            let said = match f.feature {
                "name" => names(explanation, f, true),
                _ if f.query.is_empty() && f.listed.is_empty() => f.finding.clone(),
                _ => format!("{} / {}, {}", f.query, f.listed, f.finding),
            };
            format!("{} {}: {said}", f.feature, signed(f.points))
        })
        .collect();
    told.join(" | ")
}

/// The points of all features together, in per mille.
pub(crate) fn sum(explanation: &Explanation) -> i64 {
    explanation.features.iter().map(|f| i64::from(f.points)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feature(
        feature: &'static str,
        query: &str,
        listed: &str,
        finding: &str,
        points: i32,
    ) -> Feature {
        Feature {
            feature,
            query: query.to_owned(),
            listed: listed.to_owned(),
            finding: finding.to_owned(),
            points,
        }
    }

    fn piece(query: &str, listed: &str, how: &str, likeness: u16) -> Piece {
        Piece {
            query: query.to_owned(),
            listed: listed.to_owned(),
            how: how.to_owned(),
            likeness,
            weight: 500,
        }
    }

    #[test]
    fn equal_names_are_said_to_be_equal_and_the_rest_is_told() {
        let mut explanation = Explanation {
            name: "RIM JUN".to_owned(),
            pieces: vec![piece("RIM", "RIM", "same", 1000), piece("JUN", "JUN", "same", 1000)],
            features: vec![
                feature("name", "RIM JUN", "RIM JUN", "1000 per mille alike", 940),
                feature("date", "1968", "1968", "agree", 25),
                feature("identifier", &"9".repeat(40), "1", "the same number", 0),
                feature("bound", "", "", "cut", -5),
            ],
        };
        assert_eq!(
            brief(&explanation),
            "RIM JUN = RIM JUN; date 1968: agree; identifier: the same number; bound: cut"
        );
        explanation.pieces.truncate(1);
        explanation.pieces.extend([
            piece("JUN", "YUN", "one letter differs", 800),
            piece("", "IL", "only on the list", 0),
        ]);
        explanation.features.truncate(2);
        assert_eq!(
            full(&explanation),
            "name +0.940: RIM JUN ≈ RIM JUN (JUN ~ YUN: one letter differs, IL: only on the list), \
             1000 per mille alike | date +0.025: 1968 / 1968, agree"
        );
        assert_eq!(sum(&explanation), 965);
    }
}
