// SPDX-License-Identifier: Apache-2.0
//! `interdict search`: one query from the command line.

use crate::args::{Global, Search};
use crate::data;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::words::count;
use interdict::{Hit, Identifier, Options, Party, Property};
use std::io::Write;
use std::process::ExitCode;

pub(crate) fn run(
    args: &Search,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<ExitCode, Failure> {
    let party = party(args)?;
    let data = data::open(args.index.index.as_deref(), global, terminal)?;
    if let Some(warning) = args.imo.as_deref().and_then(imo_warning) {
        terminal.insist(&warning);
    }
    let options =
        Options { threshold: args.threshold, limit: args.limit.get(), ..Options::default() };
    let hits = data.engine.screen(&party, &options)?;
    let mut out = terminal.out();
    if args.json {
        writeln!(out, "{}", crate::json::hits(&hits))?;
    } else if hits.is_empty() {
        let records = count(u64::from(data.engine.index().len()), "record");
        writeln!(out, "No hit at or above {} among {records}.", args.threshold)?;
    } else {
        for hit in &hits {
            show(&mut out, hit, terminal)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn party(args: &Search) -> Result<Party, Failure> {
    let mut party = Party { id: "search".to_owned(), ..Party::default() };
    let name = args.name.join(" ").trim().to_owned();
    if name.chars().any(char::is_alphanumeric) {
        party.names.push(name);
    } else if !name.is_empty() || (args.imo.is_none() && args.number.is_none()) {
        return Err(Failure::Usage(format!(
            "{name:?} is no name: it has no letter; there is nothing to search for"
        )));
    }
    party.schema.clone_from(&args.schema);
    party.dates.extend(args.born);
    party.countries.extend(args.country.iter().copied());
    let number = |n: &String| Identifier { number: n.clone(), ..Identifier::default() };
    party.identifiers.extend(args.imo.iter().map(|n| (Property::IMO_NUMBER, number(n))));
    party.identifiers.extend(args.number.iter().map(|n| (Property::ID_NUMBER, number(n))));
    Ok(party)
}

/// What to say of an IMO number that cannot be right.
fn imo_warning(number: &str) -> Option<String> {
    let checked = interdict::codes::imo(number)?;
    (!checked.valid).then(|| {
        format!("the check digit of the IMO number {number:?} is wrong: it may be mistyped")
    })
}

/// Prints one hit with everything that made its score.
fn show(out: &mut impl Write, hit: &Hit, terminal: &Terminal) -> std::io::Result<()> {
    writeln!(
        out,
        "{}  {}  {} {}",
        hit.score,
        terminal.bold(&hit.caption),
        hit.schema,
        terminal.dim(hit.entity.as_str())
    )?;
    for listing in &hit.listings {
        writeln!(out, "       listed: {listing}")?;
    }
    for piece in &hit.explanation.pieces {
        let side = |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
        writeln!(
            out,
            "         {} ~ {}  ({})",
            side(&piece.query),
            side(&piece.listed),
            piece.how
        )?;
    }
    for feature in &hit.explanation.features {
        writeln!(
            out,
            "       {:+5}  {}: {} / {}: {}",
            feature.points, feature.feature, feature.query, feature.listed, feature.finding
        )?;
    }
    writeln!(out)
}
