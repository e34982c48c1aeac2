// SPDX-License-Identifier: Apache-2.0
//! `interdict compare`: pairs of names and how alike they are.

use crate::args::Compare;
use crate::failure::Failure;
use crate::output::Pending;
use crate::terminal::Terminal;
use interdict::{PairScore, Schema, compare_names};
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::process::ExitCode;

pub(crate) fn run(args: &Compare, terminal: &mut Terminal) -> Result<ExitCode, Failure> {
    let file = File::open(&args.pairs).map_err(|error| Failure::file(&args.pairs, &error))?;
    let (pending, mut out): (_, Box<dyn Write>) = match &args.output {
        Some(path) => {
            let (pending, out) = Pending::create(path)?;
            (Some(pending), Box::new(io::BufWriter::new(out)))
        }
        None => (None, Box::new(terminal.out())),
    };
    let bad = names(args, BufReader::new(file), &mut out, terminal)?;
    out.flush()?;
    drop(out);
    pending.map_or(Ok(()), Pending::keep)?;
    if bad > 0 {
        return Err(Failure::Message(format!(
            "{bad} pairs could not be compared; they are named above and have no score"
        )));
    }
    Ok(ExitCode::SUCCESS)
}

/// CSV with name1 and name2; adds score and, if asked, explanation.
fn names(
    args: &Compare,
    reader: impl io::Read,
    out: &mut dyn Write,
    terminal: &Terminal,
) -> Result<u64, Failure> {
    let problem =
        |error: &csv::Error| Failure::Message(format!("{}: {error}", args.pairs.display()));
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
    let headers = rows.headers().map_err(|e| problem(&e))?.clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|h| h.trim().trim_start_matches('\u{feff}').eq_ignore_ascii_case(name))
    };
    let missing = |name: &str| {
        let have: Vec<&str> = headers.iter().collect();
        Failure::Message(format!(
            "{}: no column {name}; expected name1, name2 and optionally schema; the file has {}",
            args.pairs.display(),
            have.join(", ")
        ))
    };
    let first = column("name1").ok_or_else(|| missing("name1"))?;
    let second = column("name2").ok_or_else(|| missing("name2"))?;
    let kind = column("schema");
    let mut writer = csv::Writer::from_writer(out);
    let mut head: Vec<&str> = headers.iter().collect();
    head.push("score");
    if args.explain {
        head.push("explanation");
    }
    writer.write_record(&head).map_err(|e| problem(&e))?;
    let mut bad = 0;
    for row in rows.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) if error.is_io_error() => return Err(problem(&error)),
            Err(error) => {
                bad += 1;
                terminal.error(&format!("{}: {error}", args.pairs.display()));
                continue;
            }
        };
        let mut fields: Vec<String> = row.iter().map(str::to_owned).collect();
        fields.resize(headers.len(), String::new());
        let (Some(a), Some(b)) = (row.get(first), row.get(second)) else {
            bad += 1;
            let line = row.position().map_or(0, csv::Position::line);
            terminal.error(&format!("{}:{line}: a row without two names", args.pairs.display()));
            continue;
        };
        let schema =
            kind.and_then(|k| row.get(k)).filter(|s| !s.trim().is_empty()).map(Schema::named);
        let pair = compare_names(a, b, schema.as_ref());
        fields.push(pair.score.to_string());
        if args.explain {
            fields.push(explanation(&pair));
        }
        writer.write_record(&fields).map_err(|e| problem(&e))?;
    }
    writer.flush()?;
    Ok(bad)
}

fn explanation(pair: &PairScore) -> String {
    let pieces: Vec<String> = pair
        .pieces
        .iter()
        .map(|p| {
            let side =
                |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
            format!("{} ~ {} ({})", side(&p.query), side(&p.listed), p.how)
        })
        .collect();
    pieces.join("; ")
}
