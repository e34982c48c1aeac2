// SPDX-License-Identifier: Apache-2.0
//! A customer book drawn from the same frequencies, as CSV.

use crate::organisation::organisation;
use crate::person::{misspelt, person};
use crate::random::Random;
use crate::tables::Tables;
use std::io::{self, Write};

/// Writes a header and `count` customers: of a hundred, 85 people and 15 firms, half of the people
/// in their original script where they have one, every tenth name misspelt. Most are on no list.
///
/// # Errors
/// When they cannot be written.
pub fn write_queries(
    tables: &Tables,
    count: u64,
    seed: u64,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut random = Random::new(seed);
    writeln!(out, "customer_id,name,type,date_of_birth,nationality,gender")?;
    for n in 0..count {
        if random.percent(15) {
            let body = organisation(tables, &mut random);
            writeln!(out, "Q{n:07},{},company,,{},", quoted(&body.name), body.country)?;
            continue;
        }
        let person = person(tables, &mut random);
        let mut name = match person.original {
            Some(original) if random.percent(25) => original,
            _ => person.name,
        };
        if random.percent(10) {
            name = misspelt(&name, &mut random);
        }
        let born = person.born.unwrap_or_default();
        let gender = if person.male { "male" } else { "female" };
        writeln!(out, "Q{n:07},{},person,{born},{},{gender}", quoted(&name), person.country)?;
    }
    out.flush()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
