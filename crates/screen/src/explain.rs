// SPDX-License-Identifier: Apache-2.0
//! Why a hit has its score, in parts that add up to it.

use crate::index::class;
use crate::keys::{NumberSpace, space};
use crate::search::Found;
use crate::weigh::{Dates, NAME_SHARE, Numbers};
use interdict_model::{Country, Entity, Explanation, Feature, Name, Party, Piece, Value};
use interdict_names::{Analysed, Cell, Comparison, Part, Scheme, analyse, compare};

/// Explains one hit.
pub(crate) fn explain(
    party: &Party,
    query: Option<&Analysed>,
    listed: Option<&Name>,
    entity: &Entity,
    found: &Found,
) -> Explanation {
    let mut explanation = Explanation::default();
    let mut sum = 0;
    if let (Some(query), Some(listed), Some(name)) = (query, listed, found.name) {
        let analysed = analyse(&listed.text, class(&entity.schema));
        let comparison = compare(query, &analysed);
        explanation.name.clone_from(&listed.text);
        explanation.pieces = pieces(query, &analysed, &comparison);
        let counted = found.weighing.counted(name.likeness, name.weak);
        let points = i32::from(counted) * NAME_SHARE / 1000;
        sum += points;
        let mut finding = format!("{} per mille alike", name.likeness);
        if name.weak {
            finding.push_str("; a weak alias");
        }
        if counted < name.likeness {
            finding.push_str(" without support, counted as ");
            finding.push_str(&counted.to_string());
        }
        explanation.features.push(Feature {
            feature: "name",
            query: party.names.get(name.query).cloned().unwrap_or_default(),
            listed: listed.text.clone(),
            finding,
            points,
        });
    }
    let mut feature =
        |feature: &'static str, query: String, listed: String, finding: &str, points: i32| {
            sum += points;
            explanation.features.push(Feature {
                feature,
                query,
                listed,
                finding: finding.to_owned(),
                points,
            });
        };
    let weighing = &found.weighing;
    if weighing.dates != Dates::Unstated {
        let own = party.dates.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        feature("date", own, listed_dates(entity), weighing.dates.words(), weighing.dates.points());
    }
    if let Some(met) = weighing.countries {
        let own = codes(party.countries.iter().copied());
        let theirs = codes(crate::index_countries(entity).into_iter());
        let finding = if met { "in common" } else { "none in common" };
        feature("country", own, theirs, finding, weighing.country_points());
    }
    if let Some(same) = weighing.gender {
        let own = party.gender.map_or("", interdict_model::Gender::as_str).to_owned();
        let theirs = entity
            .facts
            .iter()
            .find_map(|f| match f.value {
                Value::Gender(g) => Some(g.as_str()),
                _ => None,
            })
            .unwrap_or_default();
        let finding = if same { "the same" } else { "different" };
        feature("gender", own, theirs.to_owned(), finding, weighing.gender_points());
    }
    match weighing.numbers {
        Numbers::Unstated => {}
        Numbers::Agree(space) | Numbers::Contradict(space) => {
            let own = party_numbers(party, space);
            let theirs = listed_numbers(entity, space);
            let finding = if matches!(weighing.numbers, Numbers::Agree(_)) {
                "the same number"
            } else {
                "different numbers"
            };
            let total = i32::from(found.score.per_mille());
            let (name, weak) = found.name.map_or((0, false), |n| (n.likeness, n.weak));
            let points = weighing.total(name, weak) - sum_of(&explanation.features);
            debug_assert!(total >= 0);
            explanation.features.push(Feature {
                feature: "identifier",
                query: own,
                listed: theirs,
                finding: finding.to_owned(),
                points,
            });
        }
    }
    let over = i32::from(found.score.per_mille()) - sum_of(&explanation.features);
    if over != 0 {
        explanation.features.push(Feature {
            feature: "bound",
            query: String::new(),
            listed: String::new(),
            finding: "the score is cut to 0..1000".to_owned(),
            points: over,
        });
    }
    explanation
}

fn sum_of(features: &[Feature]) -> i32 {
    features.iter().map(|f| f.points).sum()
}

fn codes(countries: impl Iterator<Item = Country>) -> String {
    countries.map(|c| c.code().to_owned()).collect::<Vec<_>>().join("; ")
}

fn listed_dates(entity: &Entity) -> String {
    let dates =
        entity.facts.iter().filter_map(|fact| match (&fact.value, fact.property.as_str()) {
            (Value::Date { date, .. }, "birthDate" | "incorporationDate" | "buildDate") => {
                Some(date.to_string())
            }
            _ => None,
        });
    dates.collect::<Vec<_>>().join("; ")
}

fn party_numbers(party: &Party, wanted: NumberSpace) -> String {
    let numbers = party
        .identifiers
        .iter()
        .filter(|(p, _)| space(p) == Some(wanted))
        .map(|(_, id)| id.number.clone());
    numbers.collect::<Vec<_>>().join("; ")
}

fn listed_numbers(entity: &Entity, wanted: NumberSpace) -> String {
    let numbers = entity
        .facts
        .iter()
        .filter(|f| space(&f.property) == Some(wanted))
        .map(|f| f.value.as_text());
    numbers.collect::<Vec<_>>().join("; ")
}

/// The parts of both names as they were paired, in the order of the query, then what is left over.
pub(crate) fn pieces(query: &Analysed, listed: &Analysed, comparison: &Comparison) -> Vec<Piece> {
    let query_parts: Vec<Part> = interdict_names::parts(query).collect();
    let listed_parts: Vec<Part> = interdict_names::parts(listed).collect();
    let total = |parts: &[Part]| parts.iter().map(|p| u32::from(p.weight)).sum::<u32>().max(1);
    let (query_total, listed_total) = (total(&query_parts), total(&listed_parts));
    let share = |parts: &[Part], total: u32, first: u8, span: u8| -> u16 {
        let weight: u32 = parts
            .iter()
            .skip(usize::from(first))
            .take(usize::from(span))
            .map(|p| u32::from(p.weight))
            .sum();
        u16::try_from(weight * 1000 / total).unwrap_or(1000)
    };
    let printed = |name: &Analysed, first: u8, span: u8| -> String {
        let slots = name.slots.iter().skip(usize::from(first)).take(usize::from(span));
        slots.map(|s| s.printed.as_str()).collect::<Vec<_>>().join(" ")
    };
    let mut out = Vec::new();
    let covered = |n: usize, of: fn(&Cell) -> (u8, u8)| {
        comparison.alignment.cells.iter().any(|c| {
            let (first, span) = of(c);
            (usize::from(first)..usize::from(first) + usize::from(span)).contains(&n)
        })
    };
    for (cell, spellings) in comparison.alignment.cells.iter().zip(&comparison.spellings) {
        let mut how = cell.likeness.how.label().to_owned();
        if let Some(met) = spellings {
            let foreign = [met.query, met.listed]
                .into_iter()
                .find(|s| !matches!(s, Scheme::Latin | Scheme::Skeleton));
            if let Some(scheme) = foreign {
                how.push_str(", ");
                how.push_str(scheme.label());
            }
        }
        out.push(Piece {
            query: printed(query, cell.query, cell.query_span),
            listed: printed(listed, cell.listed, cell.listed_span),
            how,
            likeness: cell.likeness.per_mille,
            weight: share(&query_parts, query_total, cell.query, cell.query_span),
        });
    }
    for (i, slot) in
        query.slots.iter().enumerate().filter(|(i, _)| !covered(*i, |c| (c.query, c.query_span)))
    {
        out.push(Piece {
            query: slot.printed.clone(),
            listed: String::new(),
            how: format!("only in the query ({})", slot.role.label()),
            likeness: 0,
            weight: share(&query_parts, query_total, u8::try_from(i).unwrap_or(u8::MAX), 1),
        });
    }
    for (i, slot) in
        listed.slots.iter().enumerate().filter(|(i, _)| !covered(*i, |c| (c.listed, c.listed_span)))
    {
        out.push(Piece {
            query: String::new(),
            listed: slot.printed.clone(),
            how: format!("only on the list ({})", slot.role.label()),
            likeness: 0,
            weight: share(&listed_parts, listed_total, u8::try_from(i).unwrap_or(u8::MAX), 1),
        });
    }
    out
}
