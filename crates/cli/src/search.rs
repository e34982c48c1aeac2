// SPDX-License-Identifier: Apache-2.0
//! `interdict search`: one query from the command line.

use crate::args::{Global, Search};
use crate::data;
use crate::failure::Failure;
use crate::terminal::Terminal;
use interdict::{Hit, Identifier, Options, Party, Property, Schema};
use std::io::Write;
use std::process::ExitCode;

pub(crate) fn run(
    args: &Search,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<ExitCode, Failure> {
    let party = party(args)?;
    let data = data::open(args.index.index.as_deref(), global, terminal)?;
    let options = Options { threshold: args.threshold, limit: args.limit, ..Options::default() };
    let hits = data.engine.screen(&party, &options)?;
    let mut out = terminal.out();
    if args.json {
        writeln!(out, "{}", crate::json::hits(&hits))?;
    } else if hits.is_empty() {
        writeln!(out, "No hit at or above {} in the data named above.", args.threshold)?;
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
    let name = args.name.join(" ");
    if !name.trim().is_empty() {
        party.names.push(name);
    }
    if let Some(schema) = &args.schema {
        let known = Schema::named(schema);
        if !known.is_known() {
            return Err(Failure::Message(format!(
                "{schema:?} is no schema; expected Person, Organization, Company, LegalEntity, Vessel, Airplane, Security or CryptoWallet"
            )));
        }
        party.schema = Some(known);
    }
    if let Some(born) = &args.born {
        let date = interdict::codes::date(born).ok_or_else(|| {
            Failure::Message(format!(
                "--born {born:?} is no date; write 1948, 1948-03 or 1948-03-05"
            ))
        })?;
        party.dates.push(date);
    }
    for country in &args.country {
        let code = interdict::codes::country(country).ok_or_else(|| {
            Failure::Message(format!(
                "--country {country:?} is no country or code this version knows"
            ))
        })?;
        party.countries.push(code);
    }
    let number = |n: &String| Identifier { number: n.clone(), ..Identifier::default() };
    party.identifiers.extend(args.imo.iter().map(|n| (Property::IMO_NUMBER, number(n))));
    party.identifiers.extend(args.number.iter().map(|n| (Property::ID_NUMBER, number(n))));
    Ok(party)
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
