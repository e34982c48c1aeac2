// SPDX-License-Identifier: Apache-2.0
//! `interdict lists`: what is loaded.

use crate::args::{Global, Lists};
use crate::data;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::words::{age, thousands};
use interdict::{Date, Index, Release};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

pub(crate) fn run(
    args: &Lists,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<ExitCode, Failure> {
    let data = data::open(args.index.index.as_deref(), global, terminal)?;
    let index = data.engine.index();
    let today = data::today(global);
    let mut out = terminal.out();
    if args.json {
        writeln!(out, "{}", crate::json::releases(index.releases(), index.digest(), today))?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(out, "index {}", index.digest())?;
    writeln!(
        out,
        "      {} records, {} names, {} spellings, {} bytes, built by {}",
        thousands(u64::from(index.len())),
        thousands(u64::from(index.name_count())),
        thousands(index.form_count()),
        thousands(index.size()),
        index.builder()
    )?;
    for release in index.releases() {
        print(&mut out, release, today, args.defects)?;
    }
    if args.by_date {
        by_date(&mut out, index)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn print(
    out: &mut impl Write,
    release: &Release,
    today: Date,
    all_defects: bool,
) -> io::Result<()> {
    writeln!(out)?;
    writeln!(out, "{}: {}", release.authority, release.title)?;
    writeln!(out, "  release   {} ({})", age(release, today), release.format)?;
    if let Some(version) = &release.version {
        writeln!(out, "  version   {version}")?;
    }
    let counts: Vec<String> =
        release.counts.iter().map(|(schema, n)| format!("{} {schema}", thousands(*n))).collect();
    writeln!(out, "  records   {} ({})", thousands(release.total()), counts.join(", "))?;
    if release.defects.is_empty() {
        writeln!(out, "  defects   none")?;
    } else {
        let defects: Vec<String> = release
            .defects
            .iter()
            .map(|(kind, n)| format!("{} {}", thousands(*n), kind.as_str()))
            .collect();
        writeln!(out, "  defects   {}", defects.join(", "))?;
    }
    if let Some(reason) = &release.accepted {
        writeln!(out, "  accepted  {reason}")?;
    }
    if all_defects {
        for defect in &release.samples {
            writeln!(out, "            {defect}")?;
        }
    }
    for file in &release.files {
        writeln!(out, "  file      {}  {} bytes", file.name, thousands(file.bytes))?;
        writeln!(out, "            {}", file.digest)?;
    }
    Ok(())
}

/// Designations by authority, programme and day: how a regime grew.
fn by_date(out: &mut impl Write, index: &Index) -> Result<(), Failure> {
    type Day = BTreeMap<String, u64>;
    let mut days: BTreeMap<(String, String), BTreeMap<Date, Day>> = BTreeMap::new();
    for number in index.records() {
        let (_, entity) = index.record(number)?;
        for listing in &entity.listings {
            let programmes = if listing.programmes.is_empty() {
                vec![listing.list.clone()]
            } else {
                listing.programmes.clone()
            };
            for programme in programmes {
                let regime = days.entry((listing.authority.clone(), programme)).or_default();
                for day in &listing.listed_on {
                    *regime
                        .entry(*day)
                        .or_default()
                        .entry(entity.schema.as_str().to_owned())
                        .or_default() += 1;
                }
            }
        }
    }
    for ((authority, programme), days) in days {
        writeln!(out)?;
        writeln!(out, "{authority} [{programme}]: designations by day")?;
        let mut total = 0;
        for (day, kinds) in days {
            let n: u64 = kinds.values().sum();
            total += n;
            let kinds: Vec<String> =
                kinds.iter().map(|(schema, n)| format!("{n} {schema}")).collect();
            writeln!(out, "  {day}  {n:>5}  {total:>6} in all  ({})", kinds.join(", "))?;
        }
    }
    Ok(())
}
