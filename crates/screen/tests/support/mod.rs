// SPDX-License-Identifier: Apache-2.0
//! Small indexes for the tests of the index file.

#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part of this module")]

pub mod arbitrary;
pub mod seal;

use interdict_model::{
    Country, CrossReference, Date, Entity, Fact, Gender, Identifier, Link, LinkTarget, Listing,
    Name, NameKind, Party, Position, Property, Release, Schema, SourceKind, Value,
};
use interdict_screen::{Index, IndexBuilder, IndexError, Options, Searcher};
use std::io::Cursor;

/// Builds an index of one release.
pub fn built(entities: &[Entity]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut builder = IndexBuilder::new(&mut bytes).unwrap();
    for entity in entities {
        builder.add(entity).unwrap();
    }
    builder.end_release(Release::new(SourceKind::Un, "Invented Council", "List", "XML"));
    builder.finish().unwrap();
    bytes.into_inner()
}

/// A few invented entities that fill every section of an index.
pub fn invented() -> Vec<Entity> {
    let position = Position::line;
    let mut ivan = Entity::new("p-1", Schema::PERSON, position(1));
    ivan.names.push(Name::new(NameKind::Primary, "Ivan Ivanovich Primerov"));
    ivan.names.push(Name::new(NameKind::Aka, "Иван Примеров").weak());
    ivan.facts.push(Fact::date(Property::BIRTH_DATE, "1964-03-05".parse().unwrap(), ""));
    ivan.facts.push(Fact::new(Property::of("gender"), Value::Gender(Gender::Male)));
    let code = Country::new("ru");
    let printed = "Russia".to_owned();
    ivan.facts.push(Fact::new(Property::of("nationality"), Value::Country { code, printed }));
    let number = Identifier { number: "AB1234567".to_owned(), ..Identifier::default() };
    ivan.facts.push(Fact::new(Property::of("passportNumber"), Value::Identifier(number)));
    let mut listing = Listing::new("Invented Council", "List", position(1));
    listing.reference = Some("INi.001".to_owned());
    listing.programmes.push("INV".to_owned());
    listing.listed_on.push(Date::constant(2020, 2, 29));
    ivan.listings.push(listing);

    let mut firm = Entity::new("o-2", Schema::COMPANY, position(9));
    firm.names.push(Name::new(NameKind::Primary, "Alpha-Beta Trading Co., Ltd."));
    firm.referents.push("old-o-2".parse_id());
    let to_ivan = LinkTarget::Entity(ivan.id.clone());
    firm.links.push(Link::new(Property::of("owner"), to_ivan));
    let mut listing = Listing::new("EU", "List", position(9));
    let other = "INi.001".to_owned();
    listing
        .cross_references
        .push(CrossReference { authority: "Invented Council".to_owned(), reference: other });
    firm.listings.push(listing);

    let mut ship = Entity::new("v-3", Schema::VESSEL, position(20));
    ship.names.push(Name::new(NameKind::Primary, "PRIMER ALPHA STAR"));
    ship.names.push(Name::new(NameKind::Fka, "金星"));
    ship.facts.push(Fact::text(Property::of("imoNumber"), "9074729"));
    vec![ivan, firm, ship]
}

trait ParseId {
    fn parse_id(&self) -> interdict_model::EntityId;
}

impl ParseId for str {
    fn parse_id(&self) -> interdict_model::EntityId {
        interdict_model::EntityId::new(self)
    }
}

/// Parties that reach every table of the index of [`invented`].
pub fn parties() -> Vec<Party> {
    let named = |name: &str| Party { names: vec![name.to_owned()], ..Party::default() };
    let mut ivan = named("Primerov, Iwan");
    ivan.dates.push("1964".parse().unwrap());
    ivan.countries.extend(Country::new("ru"));
    ivan.gender = Some(Gender::Male);
    let number = Identifier { number: "AB 1234567".to_owned(), ..Identifier::default() };
    ivan.identifiers.push((Property::of("passportNumber"), number));
    let mut ship = named("Primer Star");
    let number = Identifier { number: "9074729".to_owned(), ..Identifier::default() };
    ship.identifiers.push((Property::of("imoNumber"), number));
    vec![ivan, named("Alphabeta Trading"), ship]
}

/// Asks an opened index everything it can be asked; errors are answers, panics are not.
pub fn asked(index: &Index) {
    let told = |error: IndexError| assert!(error.to_string().len() > 20, "{error:?}");
    for number in index.records() {
        match index.record(number) {
            Ok((release, entity)) => {
                assert!(release < index.releases().len());
                let _ = index.find(entity.id.as_str()).map_err(told);
            }
            Err(error) => told(error),
        }
        for inverse in index.inverse(number) {
            assert!(inverse.source.get() < index.len(), "a link comes from a record");
        }
    }
    let _ = index.find_by_reference("INi.001").map_err(told);
    let mut searcher = Searcher::new(index);
    for party in parties() {
        for exhaustive in [false, true] {
            let options = Options { exhaustive, ..Options::default() };
            let _ = searcher.screen(&party, &options).map_err(told);
        }
    }
}
