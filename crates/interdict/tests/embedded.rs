// SPDX-License-Identifier: Apache-2.0
//! The designations carried by the program, searched.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use interdict::{Engine, Hit, Identifier, Options, Party, Property, Score};

fn hits(party: &Party) -> Vec<Hit> {
    Engine::embedded().unwrap().screen(party, &Options::default()).unwrap()
}

fn named(name: &str) -> Party {
    Party { names: vec![name.to_owned()], ..Party::default() }
}

#[track_caller]
fn check(name: &str, entity: &str) {
    let hits = hits(&named(name));
    let ids: Vec<_> = hits.iter().map(|h| h.entity.as_str()).collect();
    assert!(ids.contains(&entity), "{name}: {ids:?}");
}

#[test]
fn names_are_found_as_listed_and_in_other_spellings() {
    check("KIM JONG SIK", "un-KPi.066");
    check("Jong-sik Kim", "un-KPi.066");
    check("Kim Jong-Shik", "un-KPi.066");
    check("Korea Mining Development Trading Corporation", "un-KPe.001");
    check("KOMID", "un-KPe.001");
}

#[test]
fn points_of_an_explanation_add_up_to_the_score() {
    let mut party = named("Ri Pyong Chol");
    party.dates.push("1948".parse().unwrap());
    party.countries.extend(interdict::codes::country("North Korea"));
    let hits = hits(&party);
    assert!(!hits.is_empty());
    for hit in hits {
        let sum: i32 = hit.explanation.features.iter().map(|f| f.points).sum();
        assert_eq!(sum, i32::from(hit.score.per_mille()), "{hit:?}");
    }
}

#[test]
fn a_ship_is_found_by_its_number_whatever_its_name() {
    let mut party = named("SOMETHING ELSE ENTIRELY");
    party.identifiers.push((
        Property::IMO_NUMBER,
        Identifier { number: "IMO 8628597".into(), ..Identifier::default() },
    ));
    let hits = hits(&party);
    assert_eq!(hits[0].entity.as_str(), "un-imo-8628597");
    assert!(hits[0].score >= Score::clamped(900));
}

#[test]
fn search_and_exhaustive_comparison_agree() {
    let engine = Engine::embedded().unwrap();
    let mut searcher = engine.searcher();
    let mut compared = 0;
    for number in engine.index().records() {
        let (_, entity) = engine.index().record(number).unwrap();
        for name in &entity.names {
            for threshold in [500, 700, 900] {
                let options = Options {
                    threshold: Score::clamped(threshold),
                    limit: 1000,
                    exhaustive: false,
                };
                let exhaustive = Options { exhaustive: true, ..options.clone() };
                let party = named(&name.text);
                let searched = searcher.screen(&party, &options).unwrap();
                assert_eq!(
                    searched,
                    searcher.screen(&party, &exhaustive).unwrap(),
                    "{} at {threshold}",
                    name.text
                );
                compared += searched.len();
            }
        }
    }
    assert!(compared > 1000);
}
