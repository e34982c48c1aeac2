// SPDX-License-Identifier: Apache-2.0
//! `interdict show`: the dossier of an entity.

use crate::args::{Global, Show};
use crate::data;
use crate::failure::Failure;
use crate::terminal::Terminal;
use interdict::{
    Dossier, Entity, Index, Listing, ListingStatus, NameKind, Quality, RecordNumber, Value, dossier,
};
use std::io::{self, Write};
use std::process::ExitCode;

pub(crate) fn run(
    args: &Show,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<ExitCode, Failure> {
    let data = data::open(args.index.index.as_deref(), global, terminal)?;
    let index = data.engine.index();
    let numbers = find(index, &args.id)?;
    if numbers.is_empty() {
        return Err(Failure::Message(format!(
            "no entity {:?} in this index; ids are those that `interdict search` and `interdict screen` print",
            args.id
        )));
    }
    let mut out = terminal.out();
    for number in numbers {
        let dossier = dossier(index, number)?;
        if args.json {
            for line in interdict::to_ftm_lines(&dossier.entity) {
                writeln!(out, "{line}")?;
            }
        } else {
            print(&mut out, &dossier, terminal)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Records by id, by a reference number on a list, or by IMO number.
fn find(index: &Index, id: &str) -> Result<Vec<RecordNumber>, Failure> {
    let found = index.find(id)?;
    if !found.is_empty() {
        return Ok(found);
    }
    Ok(index.find_by_reference(id)?)
}

fn print(out: &mut impl Write, dossier: &Dossier, terminal: &Terminal) -> io::Result<()> {
    let entity = &dossier.entity;
    writeln!(
        out,
        "{}  {} {}",
        terminal.bold(entity.caption()),
        entity.schema,
        terminal.dim(entity.id.as_str())
    )?;
    let published =
        dossier.release.published.map_or_else(|| "no date".to_owned(), |d| d.to_string());
    let file = dossier
        .release
        .files
        .get(usize::from(entity.position.file))
        .map_or("", |f| f.name.as_str());
    writeln!(
        out,
        "  source      {} ({published}), {file} line {}",
        dossier.release.title, entity.position.line
    )?;
    for listing in &entity.listings {
        print_listing(out, listing)?;
    }
    for sanction in &dossier.sanctions {
        for listing in &sanction.listings {
            print_listing(out, listing)?;
        }
    }
    for tied in &dossier.tied {
        writeln!(out, "  same as     {}  {}", tied.caption(), tied.id)?;
        for listing in &tied.listings {
            writeln!(out, "              {}", brief(listing))?;
        }
    }
    writeln!(out, "  names")?;
    for name in &entity.names {
        let kind = match name.kind {
            NameKind::Primary => "primary",
            NameKind::Aka => "aka",
            NameKind::Fka => "fka",
            NameKind::Abbreviation => "short",
        };
        let weak = if name.quality == Quality::Weak { " (weak)" } else { "" };
        write!(out, "    {kind:<9} {}{weak}", name.text)?;
        let parts: Vec<String> =
            name.parts.iter().map(|p| format!("{:?} {}", p.kind, p.text).to_lowercase()).collect();
        if parts.len() > 1 {
            write!(out, "   [{}]", parts.join(", "))?;
        }
        writeln!(out)?;
    }
    print_facts(out, entity)?;
    if !dossier.neighbours.is_empty() {
        writeln!(out, "  links")?;
    }
    for link in &dossier.neighbours {
        let arrow = if link.inverse { "←" } else { "→" };
        let id = link.id.as_ref().map_or(String::new(), |id| format!("  {id}"));
        let printed = link.printed.as_ref().map_or(String::new(), |p| format!("  ({p})"));
        writeln!(out, "    {arrow} {:<14} {}{id}{printed}", link.property, link.caption)?;
    }
    if !entity.datasets.is_empty() {
        writeln!(out, "  data sets   {}", entity.datasets.join(", "))?;
    }
    writeln!(out)
}

fn print_facts(out: &mut impl Write, entity: &Entity) -> io::Result<()> {
    if !entity.facts.is_empty() {
        writeln!(out, "  facts")?;
    }
    for fact in &entity.facts {
        let value = match &fact.value {
            Value::Date { date, printed: Some(printed) } => {
                format!("{date}   as printed: {printed}")
            }
            Value::Country { code: Some(code), printed } if printed != code.code() => {
                format!("{code}   as printed: {printed}")
            }
            Value::Country { code: None, printed } => format!("{printed}   (no code)"),
            Value::Identifier(id) => {
                let mut text = id.number.clone();
                let parts = [
                    id.kind.clone(),
                    id.country.map(|c| c.code().to_owned()).or_else(|| id.country_printed.clone()),
                    id.issued.map(|d| format!("issued {d}")),
                    id.expires.map(|d| format!("expires {d}")),
                    id.note.clone(),
                ];
                for part in parts.into_iter().flatten() {
                    text.push_str(", ");
                    text.push_str(&part);
                }
                text
            }
            Value::Address(address) => match &address.note {
                Some(note) => format!("{}   ({note})", address.full),
                None => address.full.clone(),
            },
            other => other.as_text(),
        };
        let note = fact.note.as_ref().map_or(String::new(), |n| format!("   ({n})"));
        writeln!(out, "    {:<18} {value}{note}", fact.property.as_str())?;
    }
    Ok(())
}

fn brief(listing: &Listing) -> String {
    let mut text = format!("{}, {}", listing.authority, listing.list);
    if let Some(reference) = &listing.reference {
        text.push_str(&format!(", {reference}"));
    }
    if !listing.programmes.is_empty() {
        text.push_str(&format!(" [{}]", listing.programmes.join(", ")));
    }
    let days: Vec<String> = listing.listed_on.iter().map(ToString::to_string).collect();
    if days.is_empty() {
        text.push_str(", listing date not given");
    } else {
        text.push_str(&format!(", listed {}", days.join(" and ")));
    }
    text
}

fn print_listing(out: &mut impl Write, listing: &Listing) -> io::Result<()> {
    writeln!(out, "  listing     {}", brief(listing))?;
    match &listing.status {
        ListingStatus::Listed => {}
        ListingStatus::Delisted(Some(on)) => writeln!(out, "    status      removed on {on}")?,
        ListingStatus::Delisted(None) => writeln!(out, "    status      removed")?,
        ListingStatus::Varied(words) => writeln!(out, "    status      {words}")?,
    }
    if !listing.amended_on.is_empty() {
        let days: Vec<String> = listing.amended_on.iter().map(ToString::to_string).collect();
        writeln!(out, "    amended     {}", days.join(", "))?;
    }
    for act in &listing.legal_acts {
        let date = act.date.map_or(String::new(), |d| format!(" of {d}"));
        let url = act.url.as_ref().map_or(String::new(), |u| format!("  {u}"));
        writeln!(out, "    legal act   {}{date}{url}", act.title)?;
    }
    for measure in &listing.measures {
        let since = measure.since.map_or(String::new(), |d| format!(" since {d}"));
        writeln!(out, "    measure     {:?}: {}{since}", measure.kind, measure.printed)?;
    }
    for other in &listing.cross_references {
        writeln!(out, "    refers to   {} {}", other.authority, other.reference)?;
    }
    if let Some(reason) = &listing.reason {
        writeln!(out, "    reason      {}", reason.replace('\n', "\n                "))?;
    }
    Ok(())
}
