// SPDX-License-Identifier: Apache-2.0
//! Screens a file of benchmark queries against an index and writes the hits.
//!
//! `cargo run --release -p interdict --example queries -- INDEX QUERIES.csv HITS.csv [THRESHOLD]`

#![allow(clippy::print_stderr, clippy::indexing_slicing, missing_docs, reason = "a measuring tool")]

use interdict::{Engine, Options, Party, Schema, Score, codes};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let started = Instant::now();
    let engine = Engine::open(Path::new(&args[0]))?;
    let opened = started.elapsed();
    let text = std::fs::read_to_string(&args[1])?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(&args[2])?);
    let threshold = args.get(3).and_then(|t| Score::parse(t)).unwrap_or(Score::clamped(700));
    writeln!(out, "query_id,entity_id,score")?;
    let mut searcher = engine.searcher();
    let options = Options { threshold, ..Options::default() };
    let started = Instant::now();
    let mut rows = 0u32;
    for line in text.lines().skip(1) {
        let fields = split(line);
        let mut party =
            Party { id: fields[0].clone(), names: vec![fields[5].clone()], ..Party::default() };
        party.schema = Some(Schema::PERSON);
        party.dates.extend(codes::date(&fields[10]));
        party.countries.extend(codes::country(&fields[12]));
        party.gender = match fields[9].as_str() {
            "male" => Some(interdict::Gender::Male),
            "female" => Some(interdict::Gender::Female),
            _ => None,
        };
        for hit in searcher.screen(&party, &options)? {
            writeln!(out, "{},{},{}", fields[0], hit.entity, hit.score)?;
        }
        rows += 1;
    }
    let took = started.elapsed();
    eprintln!(
        "open {opened:?}; {rows} rows in {took:?}, {:.0} rows/s, {:.0} names compared a row",
        f64::from(rows) / took.as_secs_f64(),
        searcher.compared() as f64 / f64::from(rows)
    );
    Ok(())
}

fn split(line: &str) -> Vec<String> {
    let (mut out, mut field, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(std::mem::take(&mut field)),
            _ => field.push(c),
        }
    }
    out.push(field);
    out
}
