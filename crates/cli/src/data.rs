// SPDX-License-Identifier: Apache-2.0
//! Which data a run uses, said at every run with its age.

use crate::args::Global;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::words::{age, count};
use interdict::{Date, Engine, Release, SourceKind};
use std::path::{Path, PathBuf};

/// Name of the current index in the data folder.
pub(crate) const CURRENT_INDEX: &str = "current.idx";
/// A release older than this is warned of.
const STALE_DAYS: i32 = 30;

/// The data of a run.
pub(crate) struct Data {
    pub(crate) engine: Engine,
    /// One line that says what was used and how old it is.
    pub(crate) note: String,
    /// What the result must carry as warnings.
    pub(crate) warnings: Vec<String>,
}

/// The folder of downloaded lists.
pub(crate) fn folder(global: &Global) -> Result<PathBuf, Failure> {
    if let Some(folder) = global.data.clone().or_else(|| named("INTERDICT_DATA")) {
        return Ok(folder);
    }
    let base = named("XDG_DATA_HOME")
        .or_else(|| named("HOME").map(|home| home.join(".local/share")))
        .ok_or_else(|| {
            Failure::Message(
                "no data folder: set INTERDICT_DATA or HOME, or give --data DIR".to_owned(),
            )
        })?;
    Ok(base.join("interdict"))
}

/// A path that the environment names.
fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Today, or the day the caller reckons from.
pub(crate) fn today(global: &Global) -> Date {
    global.as_of.unwrap_or_else(|| jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// Opens the index named, else the current one, else the embedded designations, and says which.
pub(crate) fn open(
    index: Option<&Path>,
    global: &Global,
    terminal: &Terminal,
) -> Result<Data, Failure> {
    let current = folder(global).ok().map(|f| f.join(CURRENT_INDEX));
    let path = index
        .map(Path::to_owned)
        .or_else(|| named("INTERDICT_INDEX"))
        .or_else(|| current.filter(|path| path.exists()));
    let engine = match &path {
        Some(path) => Engine::open(path)?,
        None => Engine::embedded()?,
    };
    let today = today(global);
    let (note, warnings) = describe(&engine, path.as_deref(), today);
    terminal.say(&format!("Data: {note}"));
    for warning in &warnings {
        terminal.warn(warning);
    }
    Ok(Data { engine, note, warnings })
}

fn describe(engine: &Engine, path: Option<&Path>, today: Date) -> (String, Vec<String>) {
    let releases = engine.index().releases();
    let mut warnings = Vec::new();
    let listed: Vec<String> =
        releases.iter().map(|r| format!("{} ({})", full_title(r), age(r, today))).collect();
    let total = count(u64::from(engine.index().len()), "record");
    let from = match path {
        Some(path) => path.display().to_string(),
        None => "data carried by the program".to_owned(),
    };
    if path.is_none() {
        warnings.push(
            "only the designations of the UN 1718 (DPRK) regime are loaded; `interdict update` fetches the other lists"
                .to_owned(),
        );
    }
    for release in releases {
        warnings.extend(release_warnings(release, today));
    }
    let of_the_un = |r: &&Release| matches!(r.kind, SourceKind::Un | SourceKind::Embedded);
    let mut un = releases.iter().filter(of_the_un).peekable();
    if un.peek().is_some() && un.all(|r| !r.counts.contains_key("Vessel")) {
        warnings.push(
            "the ships designated by the UN 1718 (DPRK) Committee are not in this index: the UN publishes them apart from its consolidated list"
                .to_owned(),
        );
    }
    (format!("{}; {total}; {from}", listed.join("; ")), warnings)
}

/// The title of a list with its authority: more than one publishes a "Consolidated List".
fn full_title(release: &Release) -> String {
    if release.authority.is_empty() {
        return release.title.clone();
    }
    format!("{}, {}", release.authority, release.title)
}

/// What must be said of a release wherever it is used.
fn release_warnings(release: &Release, today: Date) -> Vec<String> {
    let title = full_title(release);
    let mut out = Vec::new();
    if let Some(reason) = &release.accepted {
        out.push(format!("{title}: taken although it was refused, because: {reason}"));
    }
    match release.published {
        None if release.kind != SourceKind::Csv => {
            out.push(format!("{title}: the release has no date, so its age is not known"));
        }
        Some(published) => {
            let days = crate::words::days_between(published, today);
            if days > STALE_DAYS {
                out.push(format!(
                    "{title}: {days} days old; later listings and delistings are not in it"
                ));
            }
        }
        None => {}
    }
    out
}
