// SPDX-License-Identifier: Apache-2.0
//! A list of subjects as FollowTheMoney JSON lines.

use crate::organisation::organisation;
use crate::person::person;
use crate::random::Random;
use crate::ship::ship;
use crate::tables::Tables;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Writes `count` subjects (of a hundred: 70 people, 25 organisations, 4 ships, one of other kinds)
/// and, for every fifth, the Sanction record that lists it. The same seed writes the same bytes.
///
/// # Errors
/// When they cannot be written.
pub fn write_list(tables: &Tables, count: u64, seed: u64, out: &mut dyn Write) -> io::Result<()> {
    let mut random = Random::new(seed);
    for n in 0..count {
        let id = format!("gen-{n:07}");
        let (schema, properties) = match random.below(100) {
            0..70 => ("Person", of_person(tables, &mut random)),
            70..95 => of_organisation(tables, &mut random),
            95..99 => ("Vessel", of_ship(tables, &mut random, n)),
            _ => of_other(tables, &mut random, n),
        };
        line(out, &id, schema, &properties)?;
        if random.percent(20) {
            let mut sanction = Map::new();
            state(&mut sanction, "entity", id.as_str());
            state(&mut sanction, "authority", random.word(AUTHORITIES));
            state(&mut sanction, "program", random.word(PROGRAMMES));
            let year = random.between(1995, 2026);
            state(&mut sanction, "startDate", format!("{year}-{:02}-01", random.between(1, 12)));
            state(&mut sanction, "authorityId", format!("{}-{n}", random.between(1, 99)));
            line(out, &format!("gen-s-{n:07}"), "Sanction", &sanction)?;
        }
    }
    out.flush()
}

const AUTHORITIES: &[&str] =
    &["Office of Listings", "Council of Measures", "Ministry of Finance", "Treasury"];
const PROGRAMMES: &[&str] = &["DPRK", "IRAN", "RUSSIA", "SYRIA", "SDGT", "CYBER", "MALI", "NPWMD"];

fn state(properties: &mut Map<String, Value>, property: &str, value: impl Into<String>) {
    let values = properties.entry(property).or_insert_with(|| json!([]));
    if let Value::Array(values) = values {
        values.push(Value::String(value.into()));
    }
}

fn line(
    out: &mut dyn Write,
    id: &str,
    schema: &str,
    properties: &Map<String, Value>,
) -> io::Result<()> {
    let record = json!({
        "id": id,
        "schema": schema,
        "properties": properties,
        "referents": [],
        "datasets": ["generated"],
        "first_seen": "2026-01-01T00:00:00",
        "last_seen": "2026-11-01T00:00:00",
        "target": schema != "Sanction",
    });
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}

fn of_person(tables: &Tables, random: &mut Random) -> Map<String, Value> {
    let person = person(tables, random);
    let mut properties = Map::new();
    state(&mut properties, "name", person.name);
    if let Some(original) = person.original.filter(|_| random.percent(40)) {
        state(&mut properties, "alias", original);
    }
    for alias in person.aliases {
        let property = if random.percent(12) { "weakAlias" } else { "alias" };
        state(&mut properties, property, alias);
    }
    if let Some(born) = person.born {
        state(&mut properties, "birthDate", born);
    }
    state(&mut properties, "nationality", person.country);
    if random.percent(60) {
        state(&mut properties, "gender", if person.male { "male" } else { "female" });
    }
    if random.percent(20) {
        let letter = char::from(b'A' + u8::try_from(random.below(26)).unwrap_or(0));
        let number = random.between(1_000_000, 9_999_999);
        state(&mut properties, "passportNumber", format!("{letter}{number}"));
    }
    if random.percent(40) {
        state(&mut properties, "topics", "role.pep");
    }
    if random.percent(30) {
        state(&mut properties, "position", "Member of the supervisory board");
    }
    properties
}

fn of_organisation(tables: &Tables, random: &mut Random) -> (&'static str, Map<String, Value>) {
    let body = organisation(tables, random);
    let mut properties = Map::new();
    state(&mut properties, "name", body.name);
    for alias in body.aliases {
        state(&mut properties, "alias", alias);
    }
    state(&mut properties, "jurisdiction", body.country);
    state(&mut properties, "registrationNumber", body.number);
    if let Some(founded) = body.founded {
        state(&mut properties, "incorporationDate", founded);
    }
    (body.schema, properties)
}

fn of_ship(tables: &Tables, random: &mut Random, n: u64) -> Map<String, Value> {
    let ship = ship(tables, random, n);
    let mut properties = Map::new();
    state(&mut properties, "name", ship.name);
    if let Some(former) = ship.former {
        state(&mut properties, "previousName", former);
    }
    state(&mut properties, "imoNumber", ship.imo);
    state(&mut properties, "flag", ship.flag);
    properties
}

fn of_other(tables: &Tables, random: &mut Random, n: u64) -> (&'static str, Map<String, Value>) {
    let mut properties = Map::new();
    if random.percent(50) {
        state(&mut properties, "name", format!("EP-{:04}", n % 10_000));
        state(&mut properties, "country", "ir");
        return ("Airplane", properties);
    }
    let name = tables.arabic.draw(random).map(|p| p.latin.clone()).unwrap_or_default();
    state(&mut properties, "name", format!("{name} Network"));
    ("LegalEntity", properties)
}
