// SPDX-License-Identifier: Apache-2.0
//! `interdict diff`: what changed between two releases.

use crate::args::{Diff, Global};
use crate::data::{CURRENT_INDEX, folder};
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::words::thousands;
use interdict::{Change, Engine, Entity, Index, IndexBuilder, Source, diff};
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(
    args: &Diff,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<ExitCode, Failure> {
    let before = open(&args.before, global, terminal)?;
    let after = open(&args.after, global, terminal)?;
    let result = diff(&before, &after)?;
    let mut out = terminal.out();
    let (mut added, mut removed, mut changed) = (0u64, 0u64, 0u64);
    for change in &result.changes {
        match change {
            Change::Added(entity) => {
                added += 1;
                if !args.json {
                    writeln!(out, "+ {}", line(entity))?;
                }
            }
            Change::Removed(entity) => {
                removed += 1;
                if !args.json {
                    writeln!(out, "- {}", line(entity))?;
                }
            }
            Change::Changed { id, caption, fields } => {
                changed += 1;
                if !args.json {
                    writeln!(out, "~ {id}  {caption}")?;
                    for field in fields {
                        let value =
                            |v: &Option<String>| v.as_deref().unwrap_or("—").replace('\n', " ");
                        writeln!(
                            out,
                            "    {}: {} → {}",
                            field.field,
                            value(&field.before),
                            value(&field.after)
                        )?;
                    }
                }
            }
        }
        if args.json {
            writeln!(out, "{}", crate::json::change(change))?;
        }
    }
    out.flush()?;
    terminal.say(&format!(
        "{} added, {} removed, {} changed, {} the same",
        thousands(added),
        thousands(removed),
        thousands(changed),
        thousands(result.unchanged)
    ));
    Ok(ExitCode::SUCCESS)
}

fn line(entity: &Entity) -> String {
    let listing = entity.listings.first().map_or(String::new(), |l| {
        let since = l.since().map_or(String::new(), |d| format!(", listed {d}"));
        format!("  [{}{since}]", l.programmes.join(", "))
    });
    format!("{}  {}  {}{listing}", entity.id, entity.caption(), entity.schema)
}

/// An index file, a release as KIND=PATH, the embedded designations, or the current index.
fn open(text: &str, global: &Global, terminal: &Terminal) -> Result<Index, Failure> {
    match text {
        "embedded" => Ok(Engine::embedded()?.into_index()),
        "current" => {
            let path = folder(global)?.join(CURRENT_INDEX);
            if !path.exists() {
                return Err(Failure::Message(format!(
                    "{}: there is no current index yet; `interdict update` makes it",
                    path.display()
                )));
            }
            Index::open(&path).map_err(|error| interdict::Error::Index { path, error }.into())
        }
        _ if text.contains('=') && !Path::new(text).exists() => {
            let source: Source = text.parse()?;
            let mut bytes = Cursor::new(Vec::new());
            let mut builder = IndexBuilder::new(&mut bytes)?;
            let release = interdict::read_release(&source, &mut |entity| {
                builder.add(&entity).map_err(|error| std::io::Error::other(error.to_string()))
            })?;
            if !release.is_whole() {
                terminal.insist(&format!(
                    "{text}: not every record could be read; what is missing shows as removed or not at all: {}",
                    release.samples.iter().find(|d| d.kind.loses_a_record()).map_or(String::new(), ToString::to_string)
                ));
            }
            builder.end_release(release);
            builder.finish()?;
            Ok(Index::from_bytes(bytes.into_inner())?)
        }
        _ => Index::open(Path::new(text))
            .map_err(|error| interdict::Error::Index { path: text.into(), error }.into()),
    }
}
