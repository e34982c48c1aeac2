// SPDX-License-Identifier: Apache-2.0
//! `interdict update`: fetch what changed, prove it, rebuild the index, switch at once.

use crate::args::{Global, Update};
use crate::data::{CURRENT_INDEX, folder};
use crate::failure::Failure;
use crate::progress::Counter;
use crate::terminal::Terminal;
use crate::words::count;
use interdict::{Release, Source, SourceKind};
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
    if updated > 0 || (!index.exists() && !stored(&store, &config)?.is_empty()) {
        rebuild(&store, &config, &index, args, terminal)?;
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
    interdict::read_release(&Source { kind, paths: files.to_vec() }, &mut |_| Ok(()))
}

/// Sources of the config with a release in the store, with its files.
fn stored(store: &Store, config: &Config) -> Result<Vec<(Source, Option<String>)>, Failure> {
    let mut out = Vec::new();
    for source in &config.sources {
        let current =
            store.current(&source.name).map_err(|error| Failure::Message(error.to_string()))?;
        if let Some(release) = current {
            if let Some(damage) = release.damage() {
                return Err(Failure::Message(format!(
                    "{}: the stored release is damaged: {damage}; run `interdict update {} --force`",
                    source.name, source.name
                )));
            }
            let accepted = release.override_reason.clone();
            out.push((Source { kind: source.kind, paths: release.files() }, accepted));
        }
    }
    Ok(out)
}

/// Compiles every stored release into a new index and puts it in place of the current one.
fn rebuild(
    store: &Store,
    config: &Config,
    index: &Path,
    args: &Update,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let sources = stored(store, config)?;
    // What the store took for a reason is taken here for the same reason.
    let accepted: Vec<String> = sources.iter().filter_map(|(_, reason)| reason.clone()).collect();
    let accept =
        args.accept.clone().or_else(|| (!accepted.is_empty()).then(|| accepted.join("; ")));
    let what = interdict::Build {
        sources: sources.into_iter().map(|(source, _)| source).collect(),
        previous: None,
        tolerance: None,
        accept,
    };
    let mut counter = Counter::new(terminal, "records");
    let built =
        interdict::build(&what, index, &mut |source, n| counter.at(&source.to_string(), n))?;
    counter.done();
    for release in &built.releases {
        terminal.say(&crate::build::line(release));
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
