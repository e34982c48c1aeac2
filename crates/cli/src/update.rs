// SPDX-License-Identifier: Apache-2.0
//! `interdict update`: fetch what changed, prove it, rebuild the index, switch at once.

use crate::args::{Global, Update};
use crate::data::{CURRENT_INDEX, folder};
use crate::failure::Failure;
use crate::progress::Counter;
use crate::terminal::Terminal;
use crate::words::count;
use interdict::{Index, Release, Source, SourceKind};
use interdict_fetch::{Config, Event, Options, Outcome, Progress, Store, Verified, fetch};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The config a user may keep in the data folder.
const CONFIG: &str = "sources.toml";

pub(crate) fn run(
    args: &Update,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<ExitCode, Failure> {
    if let Some(path) = &args.write_config {
        std::fs::write(path, Config::default_text())
            .map_err(|error| Failure::file(path, &error))?;
        terminal.say(&format!("default config written to {}", path.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let folder = folder(global)?;
    std::fs::create_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
    let config = config(args, &folder)?;
    let chosen = choose(args, &config)?;
    let store = Store::open(folder.join("releases"))
        .map_err(|error| Failure::Message(error.to_string()))?;
    let now = jiff::Timestamp::now();
    let options = Options { override_reason: args.accept.clone(), ..Options::default() };

    let mut failures = 0u64;
    let mut updated = 0u64;
    for source in chosen {
        let mut bar = Bar { counter: Counter::new(terminal, "bytes"), terminal };
        let mut verify = |files: &[PathBuf]| verify(source.kind, files);
        let outcome = fetch(source, &store, now, &options, &mut bar, &mut verify);
        bar.counter.done();
        match outcome {
            Ok(outcome) => {
                updated += u64::from(matches!(outcome, Outcome::Updated { .. }));
                let refused = matches!(outcome, Outcome::Refused { .. });
                failures += u64::from(refused);
                let sentence = outcome.sentence(now);
                if refused { terminal.error(&sentence) } else { terminal.say(&sentence) }
            }
            Err(error) => {
                failures += 1;
                terminal.error(&error.to_string());
            }
        }
    }
    let index = folder.join(CURRENT_INDEX);
    let stored = stored(&store, &config)?;
    if updated > 0 || (!stored.is_empty() && !is_current(&index, &stored)) {
        rebuild(stored, &index, terminal)?;
    }
    if failures > 0 {
        return Err(Failure::Message(format!(
            "{} could not be updated; what was in use before stays in use (see `interdict lists`)",
            count(failures, "source")
        )));
    }
    Ok(ExitCode::SUCCESS)
}

fn config(args: &Update, folder: &Path) -> Result<Config, Failure> {
    let own = folder.join(CONFIG);
    let path = args.config.clone().or_else(|| own.exists().then_some(own));
    let Some(path) = path else { return Ok(Config::default()) };
    let text = std::fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?;
    Config::parse(&path.display().to_string(), &text)
        .map_err(|error| Failure::Message(error.to_string()))
}

fn choose<'c>(
    args: &Update,
    config: &'c Config,
) -> Result<Vec<&'c interdict_fetch::Source>, Failure> {
    if args.sources.is_empty() {
        return Ok(config.sources.iter().filter(|s| s.enabled).collect());
    }
    args.sources
        .iter()
        .map(|name| {
            config.source(name).ok_or_else(|| {
                let known: Vec<&str> = config.sources.iter().map(|s| s.name.as_str()).collect();
                Failure::Message(format!(
                    "no source {name:?} in the config; it has {}",
                    known.join(", ")
                ))
            })
        })
        .collect()
}

/// Reads the downloaded files whole and counts them; the fetching room decides on the counts.
fn verify(kind: SourceKind, files: &[PathBuf]) -> Result<Verified, String> {
    let release = read(kind, files).map_err(|error| error.to_string())?;
    Ok(Verified::from(&release))
}

fn read(kind: SourceKind, files: &[PathBuf]) -> Result<Release, interdict::Error> {
    interdict::read_release(
        &Source { kind, paths: files.to_vec(), accepted: None, only: None },
        &mut |_| Ok(()),
    )
}

/// A release in the store: how it is read, and the digests of its files.
struct Stored {
    source: Source,
    digests: Vec<String>,
}

/// Sources of the config with a release in the store, with its files.
fn stored(store: &Store, config: &Config) -> Result<Vec<Stored>, Failure> {
    let mut out = Vec::new();
    for source in &config.sources {
        let current =
            store.current(&source.name).map_err(|error| Failure::Message(error.to_string()))?;
        if let Some(release) = current {
            if let Some(damage) = release.damage() {
                return Err(Failure::Message(format!(
                    "{}: the stored release is damaged: {damage}; `interdict update {}` fetches it again",
                    source.name, source.name
                )));
            }
            let digests = release.manifest.files.iter().map(|f| f.blake3.clone()).collect();
            // What the store took for a reason is taken here for the same reason.
            let accepted = release.override_reason.clone();
            let source = Source { kind: source.kind, paths: release.files(), accepted, only: None };
            out.push(Stored { source, digests });
        }
    }
    Ok(out)
}

/// Whether the index was built from exactly these releases. An update that was ended between the
/// download and the index is made good by the next one.
fn is_current(index: &Path, stored: &[Stored]) -> bool {
    let Ok(index) = Index::open(index) else { return false };
    let digests = |r: &Release| r.files.iter().map(|f| f.digest.clone()).collect::<Vec<_>>();
    let (carried, read): (Vec<&Release>, Vec<&Release>) =
        index.releases().iter().partition(|r| r.kind == SourceKind::Embedded);
    let built: Vec<_> = read.iter().map(|r| (digests(r), &r.accepted)).collect();
    let wanted: Vec<_> = stored.iter().map(|s| (s.digests.clone(), &s.source.accepted)).collect();
    let ships = interdict::read_release(&Source::embedded_ships(), &mut |_| Ok(()));
    let ships_current = match ships_from(stored) {
        Some(_) => ships.is_ok_and(|now| carried.iter().any(|r| digests(r) == digests(&now))),
        None => carried.is_empty(),
    };
    built == wanted && ships_current
}

/// The designated ships the program carries, when the stored UN release has none: the Committee
/// publishes them apart from the consolidated list.
fn ships_from(stored: &[Stored]) -> Option<Source> {
    let of_ships = |path: &PathBuf| {
        path.extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("pdf") || e.eq_ignore_ascii_case("html"))
    };
    let mut un = stored.iter().filter(|s| s.source.kind == SourceKind::Un).peekable();
    un.peek()?;
    (!un.any(|s| s.source.paths.iter().any(of_ships))).then(Source::embedded_ships)
}

/// Compiles every stored release into a new index and puts it in place of the current one.
fn rebuild(stored: Vec<Stored>, index: &Path, terminal: &Terminal) -> Result<(), Failure> {
    let ships = ships_from(&stored);
    if ships.is_some() {
        terminal.say(
            "The UN's consolidated list names no ships; those that the program carries are added.",
        );
    }
    let what = interdict::Build {
        sources: stored.into_iter().map(|s| s.source).chain(ships).collect(),
        ..interdict::Build::default()
    };
    let mut counter = Counter::new(terminal, "records");
    let before = Index::open(index).ok();
    let built =
        interdict::build(&what, index, &mut |source, n| counter.at(&source.to_string(), n))?;
    counter.done();
    for release in &built.releases {
        terminal.say(&crate::build::line(release));
    }
    let gone = before.iter().flat_map(|index| index.releases()).filter(|old| {
        !built.releases.iter().any(|new| new.kind == old.kind && new.authority == old.authority)
    });
    for release in gone {
        terminal.warn(&format!(
            "{}, {}: is in use no more; no source of the config has it",
            release.authority, release.title
        ));
    }
    terminal.say(&format!("index {} is now in use", built.digest));
    Ok(())
}

struct Bar<'t> {
    counter: Counter,
    terminal: &'t Terminal,
}

impl Progress for Bar<'_> {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Asking { source, file, .. } => {
                self.counter.at(&format!("{source}: asking for {file}"), 0);
            }
            Event::Receiving { file, bytes, .. } => self.counter.at(file, *bytes),
            Event::Waiting { url, why, wait, .. } => {
                self.terminal.say(&format!("{url}: {why}; trying again in {} s", wait.as_secs()));
            }
            Event::Verifying { source, bytes } => {
                self.counter.at(&format!("{source}: reading it whole"), *bytes);
            }
            _ => {}
        }
    }
}
