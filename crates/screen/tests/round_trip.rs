// SPDX-License-Identifier: Apache-2.0
//! Whatever goes into an index comes out of it the same, and is found by its ids and numbers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use interdict_model::{Entity, LinkTarget, Listing, Position, Schema};
use interdict_screen::{Index, RecordNumber};
use proptest::prelude::*;
use support::{arbitrary, built};

fn numbers(index: &Index, found: &[RecordNumber]) -> Vec<u32> {
    assert!(found.iter().all(|n| n.get() < index.len()));
    found.iter().map(|n| n.get()).collect()
}

/// The records that have an id, in order.
fn with_id(entities: &[Entity], id: &str) -> Vec<u32> {
    let has = |e: &Entity| e.id.as_str() == id || e.referents.iter().any(|r| r.as_str() == id);
    (0u32..).zip(entities).filter(|(_, e)| has(e)).map(|(n, _)| n).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn entities_come_back_whole_and_are_found(
        entities in proptest::collection::vec(arbitrary::entity(), 0..6)
    ) {
        let bytes = built(&entities);
        prop_assert_eq!(&bytes, &built(&entities), "the same records, the same bytes");
        let index = Index::from_bytes(bytes).unwrap();
        prop_assert_eq!(index.len() as usize, entities.len());
        for (number, entity) in index.records().zip(&entities) {
            let (release, read) = index.record(number).unwrap();
            prop_assert_eq!(release, 0);
            prop_assert_eq!(&read, entity);
        }
        for entity in &entities {
            for id in std::iter::once(&entity.id).chain(&entity.referents) {
                let found = index.find(id.as_str()).unwrap();
                prop_assert_eq!(numbers(&index, &found), with_id(&entities, id.as_str()));
            }
        }
        support::asked(&index);
    }

    #[test]
    fn links_to_an_id_are_found_from_the_other_end(
        entities in proptest::collection::vec(arbitrary::entity(), 2..6)
    ) {
        let index = Index::from_bytes(built(&entities)).unwrap();
        for (source, entity) in (0u32..).zip(&entities) {
            for link in &entity.links {
                let LinkTarget::Entity(id) = &link.target else { continue };
                for target in with_id(&entities, id.as_str()) {
                    let number = index.records().nth(target as usize).unwrap();
                    let there = index
                        .inverse(number)
                        .iter()
                        .any(|i| i.source.get() == source && i.property == link.property.as_str());
                    prop_assert!(there || source == target, "{link:?} of {source} at {target}");
                }
            }
        }
    }

    #[test]
    fn entries_are_found_by_their_numbers(
        references in proptest::collection::vec("[A-Za-z]{1,3}[.:]?[0-9]{1,4}", 1..6)
    ) {
        let entities: Vec<Entity> = references
            .iter()
            .enumerate()
            .map(|(n, reference)| {
                let mut entity = Entity::new(format!("e-{n}"), Schema::PERSON, Position::line(1));
                let mut listing = Listing::new("Invented Council", "List", Position::line(1));
                listing.reference = Some(reference.clone());
                entity.listings.push(listing);
                entity
            })
            .collect();
        let index = Index::from_bytes(built(&entities)).unwrap();
        for (n, reference) in (0u32..).zip(&references) {
            for typed in [reference.clone(), reference.to_lowercase(), format!(" {reference} ")] {
                let found = index.find_by_reference(&typed).unwrap();
                prop_assert!(numbers(&index, &found).contains(&n), "{typed:?}");
            }
        }
    }
}
