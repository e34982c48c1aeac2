// SPDX-License-Identifier: Apache-2.0
//! From publishers' files to one index file.

use crate::Error;
use interdict_lists::Document;
use interdict_model::{Entity, Release, Schema, SourceKind};
use interdict_screen::{Index, IndexBuilder, IndexError};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// How much of a release may be missing against the one before, in per cent, unless overridden.
pub const TOLERANCE: u32 = 10;
/// A class of records smaller than this may shrink by more.
const SMALL_CLASS: u64 = 20;

/// One source of an index: a kind and the files of one release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Publisher and family of formats.
    pub kind: SourceKind,
    /// Its files; a folder stands for the files in it, sorted by name.
    pub paths: Vec<PathBuf>,
    /// Why a person took this very release although it was refused; the index records it.
    pub accepted: Option<String>,
    /// Only the records of this schema are taken.
    pub only: Option<Schema>,
}

impl FromStr for Source {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (kind, path) = text.split_once('=').ok_or_else(|| {
            Error::Source(format!(
                "{text:?} is no source; write KIND=PATH, for example un=consolidated.xml"
            ))
        })?;
        let kind = kind.parse().map_err(Error::Source)?;
        if kind == SourceKind::Embedded {
            return Err(Error::Source(
                "the embedded designations have no file and need no index; they are used where no index is"
                    .to_owned(),
            ));
        }
        if path.is_empty() {
            return Err(Error::Source(format!(
                "{text:?} names no file; write KIND=PATH, for example un=consolidated.xml"
            )));
        }
        Ok(Self { kind, paths: vec![PathBuf::from(path)], accepted: None, only: None })
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.kind == SourceKind::Embedded {
            return f.write_str("embedded");
        }
        let paths: Vec<String> = self.paths.iter().map(|p| p.display().to_string()).collect();
        write!(f, "{}={}", self.kind, paths.join(","))
    }
}

impl Source {
    /// The ships designated by the UN 1718 Committee as the program carries them: the Committee
    /// publishes them apart from the consolidated list, which names none.
    #[must_use]
    pub fn embedded_ships() -> Self {
        Self {
            kind: SourceKind::Embedded,
            paths: Vec::new(),
            accepted: None,
            only: Some(Schema::VESSEL),
        }
    }

    /// The files of the source, folders opened.
    fn files(&self) -> Result<Vec<PathBuf>, Error> {
        let mut files = Vec::new();
        for path in &self.paths {
            let at = |error| Error::File { path: path.clone(), error };
            if !fs::metadata(path).map_err(at)?.is_dir() {
                files.push(path.clone());
                continue;
            }
            let mut inside = Vec::new();
            for entry in fs::read_dir(path).map_err(at)? {
                let entry = entry.map_err(at)?;
                let hidden = entry.file_name().to_string_lossy().starts_with('.');
                if entry.file_type().map_err(at)?.is_file() && !hidden {
                    inside.push(entry.path());
                }
            }
            if inside.is_empty() {
                return Err(at(io::Error::new(
                    io::ErrorKind::NotFound,
                    "the folder holds no file",
                )));
            }
            inside.sort();
            files.append(&mut inside);
        }
        Ok(files)
    }
}

/// Reads one release and hands its records on.
///
/// # Errors
/// When a file cannot be opened or the release cannot be read.
pub fn read_release(
    source: &Source,
    sink: &mut dyn FnMut(Entity) -> io::Result<()>,
) -> Result<Release, Error> {
    let Some(only) = &source.only else { return read_all(source, sink) };
    let mut counts = BTreeMap::new();
    let mut release = read_all(source, &mut |entity| {
        if !entity.schema.is_a(only.as_str()) {
            return Ok(());
        }
        *counts.entry(entity.schema.as_str().to_owned()).or_default() += 1;
        sink(entity)
    })?;
    release.counts = counts;
    release.title = format!("{} ({only} records only)", release.title);
    Ok(release)
}

fn read_all(
    source: &Source,
    sink: &mut dyn FnMut(Entity) -> io::Result<()>,
) -> Result<Release, Error> {
    if source.kind == SourceKind::Embedded {
        let mut entities = Vec::new();
        let release = interdict_lists::embedded::read(&mut |entity| entities.push(entity))
            .map_err(|error| Error::Source(error.to_string()))?;
        for entity in entities {
            sink(entity).map_err(|error| Error::Read(interdict_lists::ReadError::Sink(error)))?;
        }
        return Ok(release);
    }
    let mut documents = Vec::new();
    for path in source.files()? {
        let file = File::open(&path).map_err(|error| Error::File { path: path.clone(), error })?;
        let name = path
            .file_name()
            .map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        documents.push(Document::new(name, file));
    }
    Ok(interdict_lists::read(source.kind, documents, sink)?)
}

/// What to build.
#[derive(Default)]
pub struct Build<'a> {
    /// Sources in the order their records are numbered.
    pub sources: Vec<Source>,
    /// The index that the new one replaces: a release that shrank against it is refused.
    pub previous: Option<&'a Index>,
    /// Largest shrinking accepted, in per cent; [`TOLERANCE`] by default.
    pub tolerance: Option<u32>,
    /// Takes releases that are not whole or shrank, for this reason, which the index records.
    pub accept: Option<String>,
}

/// A built index.
#[derive(Debug)]
pub struct Built {
    /// Its file.
    pub path: PathBuf,
    /// Its digest.
    pub digest: String,
    /// Its releases.
    pub releases: Vec<Release>,
}

/// Compiles sources into the index file `out`; a folder gets a file named by the digest. The file
/// appears whole or not at all.
///
/// `tell` is called with the number of records read so far, every thousand.
///
/// # Errors
/// When a source cannot be read whole, shrank beyond the tolerance, or the file cannot be written.
pub fn build(
    what: &Build<'_>,
    out: &Path,
    tell: &mut dyn FnMut(&Source, u64),
) -> Result<Built, Error> {
    if what.sources.is_empty() {
        return Err(Error::Source(
            "no source was given; name at least one as KIND=PATH".to_owned(),
        ));
    }
    if out.as_os_str().to_string_lossy().ends_with(std::path::is_separator) {
        fs::create_dir_all(out).map_err(|error| Error::File { path: out.to_owned(), error })?;
    }
    let folder = if out.is_dir() { out } else { out.parent().unwrap_or(Path::new(".")) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if !folder.is_dir() {
        let error = io::Error::from(io::ErrorKind::NotFound);
        return Err(Error::File { path: folder.to_owned(), error });
    }
    let temporary = folder.join(format!(".interdict-{}.idx.tmp", std::process::id()));
    let built = write(what, &temporary, tell);
    let (digest, releases) = match built {
        Ok(built) => built,
        Err(error) => {
            let _ = fs::remove_file(&temporary);
            return Err(error);
        }
    };
    let path = if out.is_dir() { out.join(format!("{digest}.idx")) } else { out.to_owned() };
    if let Err(error) = fs::rename(&temporary, &path) {
        let _ = fs::remove_file(&temporary);
        return Err(Error::File { path, error });
    }
    Ok(Built { path, digest, releases })
}

fn write(
    what: &Build<'_>,
    temporary: &Path,
    tell: &mut dyn FnMut(&Source, u64),
) -> Result<(String, Vec<Release>), Error> {
    let index_error = |error| Error::Index { path: temporary.to_owned(), error };
    let file = File::create(temporary)
        .map_err(|error| Error::File { path: temporary.to_owned(), error })?;
    let mut builder =
        IndexBuilder::new(BufWriter::with_capacity(1 << 20, file)).map_err(index_error)?;
    let mut releases = Vec::new();
    for (at, source) in what.sources.iter().enumerate() {
        let mut failed: Option<IndexError> = None;
        let mut n = 0u64;
        let outcome = read_release(source, &mut |entity| {
            n += 1;
            if n.is_multiple_of(1000) {
                tell(source, n);
            }
            builder.add(&entity).map_err(|error| {
                let message = io::Error::other(error.to_string());
                failed = Some(error);
                message
            })
        });
        if let Some(error) = failed {
            return Err(index_error(error));
        }
        let mut release = outcome?;
        release.accepted.clone_from(&source.accepted);
        if let Some(reason) = objection(&release, what) {
            excuse(&mut release, what, &source.to_string(), &reason)?;
        }
        tell(source, n);
        releases.push(release);
        // What is missing altogether is known, and taken knowingly, with the last source.
        if at + 1 == what.sources.len() {
            let gone = missing(&releases, what);
            if let (Some(reason), Some(last)) = (gone, releases.last_mut()) {
                excuse(last, what, "the index", &reason)?;
            }
        }
        if let Some(release) = releases.last() {
            builder.end_release(release.clone());
        }
    }
    let digest = builder.finish().map_err(index_error)?;
    let file = File::open(temporary).and_then(|f| f.sync_all());
    file.map_err(|error| Error::File { path: temporary.to_owned(), error })?;
    Ok((digest, releases))
}

/// Takes a release that is objected to, when there is a reason, and records it.
fn excuse(
    release: &mut Release,
    what: &Build<'_>,
    source: &str,
    objection: &str,
) -> Result<(), Error> {
    if release.accepted.is_none() {
        release.accepted.clone_from(&what.accept);
    }
    if release.accepted.is_some() {
        return Ok(());
    }
    Err(Error::Refused {
        source: source.to_owned(),
        reason: format!("{objection}; to take it all the same, say why with --accept REASON"),
    })
}

/// Releases that the index before has and the new one lacks altogether.
fn missing(releases: &[Release], what: &Build<'_>) -> Option<String> {
    let before = what.previous?.releases();
    let gone: Vec<String> = before
        .iter()
        .filter(|old| !releases.iter().any(|new| same_list(old, new)))
        .map(|old| format!("{}, {} ({} records)", old.authority, old.title, old.total()))
        .collect();
    (!gone.is_empty())
        .then(|| format!("the index before has what the new one has not: {}", gone.join("; ")))
}

/// Whether one release follows on another.
fn same_list(a: &Release, b: &Release) -> bool {
    a.kind == b.kind && a.authority == b.authority && a.title == b.title
}

/// Why a release is not taken without a reason: not whole, or much smaller than the one before.
fn objection(release: &Release, what: &Build<'_>) -> Option<String> {
    if !release.is_whole() {
        let lost: Vec<String> = release
            .samples
            .iter()
            .filter(|d| d.kind.loses_a_record())
            .take(3)
            .map(ToString::to_string)
            .collect();
        return Some(format!("not every record could be read: {}", lost.join(" | ")));
    }
    let before = what.previous?.releases().iter().find(|r| same_list(r, release))?;
    let tolerance = u64::from(what.tolerance.unwrap_or(TOLERANCE));
    let shrank = |old: u64, new: u64| old.saturating_sub(new) * 100 > old * tolerance;
    if shrank(before.total(), release.total()) {
        return Some(format!(
            "it has {} records, the release before had {}: more than {tolerance} % fewer",
            release.total(),
            before.total()
        ));
    }
    before.counts.iter().find_map(|(schema, old)| {
        let new = release.counts.get(schema).copied().unwrap_or(0);
        (*old >= SMALL_CLASS && shrank(*old, new))
            .then(|| format!("it has {new} records of kind {schema}, the release before had {old}: more than {tolerance} % fewer"))
    })
}
