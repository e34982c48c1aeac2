// SPDX-License-Identifier: Apache-2.0
//! The whole way of one source: asked, received, proved, switched – or refused.

use crate::download::{Courier, Got, Wanted, validator_of};
use crate::http::Client;
use crate::manifest::{Manifest, StoredFile, release_digest};
use crate::outcome::stays;
use crate::pointer::Validator;
use crate::retry::Failure;
use crate::writer::{Desk, Lock};
use crate::{
    Event, FetchError, Options, Outcome, Problem, Progress, Refusal, Same, Source, Store,
    StoreError, StoredRelease, Verified, rules,
};
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};

/// Asks the publisher of `source` for a newer release and takes it if it is safe.
///
/// `verify` is given the files in the order of the configuration and reads them whole; what it
/// cannot read, it refuses with a reason. It is called only when there are new bytes. `now` is the
/// moment of the call and is recorded. All files of a source are taken together or none is.
///
/// # Errors
/// When there is no network, the server does not deliver, the store cannot be used, or the
/// configuration lacks something. A publication that came and is not safe is no error but
/// [`Outcome::Refused`]. Either way the current release stays in use.
pub fn fetch(
    source: &Source,
    store: &Store,
    now: Timestamp,
    options: &Options,
    progress: &mut dyn Progress,
    verify: &mut dyn FnMut(&[PathBuf]) -> Result<Verified, String>,
) -> Result<Outcome, FetchError> {
    let mut current = None;
    let mut run = || {
        let lock = Lock::take(store)?;
        let mut desk = Desk::open(store, &lock, &source.name)?;
        current = desk.current()?;
        let attempt = Attempt { source, now, options, current: current.clone() };
        attempt.run(&mut desk, progress, verify)
    };
    let failure = match run() {
        Ok(outcome) => return Ok(outcome),
        Err(failure) => failure,
    };
    let problem = match failure {
        Failure::Refused(why) => {
            let (source, current) = (source.name.clone(), current.map(Box::new));
            return Ok(Outcome::Refused { source, why, current });
        }
        Failure::Problem(problem) => problem,
    };
    // A lock that is held tells nothing of the release, which can be read without it.
    let current = current.or_else(|| store.current(&source.name).ok().flatten());
    let current = match (&problem, &current) {
        (Problem::Store(StoreError::Damaged { .. }), None) => {
            "no release of this source can be used until the store is mended".to_owned()
        }
        _ => stays(current.as_ref(), now),
    };
    Err(FetchError { source: source.name.clone(), problem, current })
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Problem(Problem::Store(error))
    }
}

struct Attempt<'a> {
    source: &'a Source,
    now: Timestamp,
    options: &'a Options,
    current: Option<StoredRelease>,
}

/// A set of files in the stage.
struct Arrived {
    files: Vec<StoredFile>,
    set_confirmed: Option<bool>,
}

impl Attempt<'_> {
    fn run(
        &self,
        desk: &mut Desk<'_>,
        progress: &mut dyn Progress,
        verify: &mut dyn FnMut(&[PathBuf]) -> Result<Verified, String>,
    ) -> Result<Outcome, Failure> {
        let reason = self.options.override_reason.as_deref().map(str::trim);
        if reason == Some("") {
            let message = "an override needs a reason that says why";
            return Err(Problem::Setting(message.to_owned()).into());
        }
        let wanted = self
            .source
            .files
            .iter()
            .map(|file| Wanted::prepare(self.source, file, self.options))
            .collect::<Result<Vec<_>, _>>()?;
        if wanted.is_empty() {
            let message = "the configuration gives no file for this source";
            return Err(Problem::Setting(message.to_owned()).into());
        }
        // A copy that is damaged, or lacks a file the configuration wants now, is fetched whole.
        let names = |c: &StoredRelease| {
            let stored = c.manifest.files.iter().map(|f| f.name.as_str());
            stored.eq(wanted.iter().map(|w| w.file.name.as_str()))
        };
        let sound = self.current.as_ref().is_some_and(|c| names(c) && c.damage().is_none());
        let asked_with = if sound { desk.pointer.validators.clone() } else { Vec::new() };
        let stage = desk.stage()?;
        let arrived = match self.collect(&wanted, &asked_with, &stage, progress) {
            Ok(arrived) => arrived,
            Err(Failure::Refused(why)) => return Err(self.refuse(desk, why)),
            Err(failure) => {
                desk.discard()?;
                return Err(failure);
            }
        };
        let Some(arrived) = arrived else {
            desk.discard()?;
            desk.confirm(self.now, asked_with)?;
            return self.unchanged(desk, Same::NotModified);
        };
        let validators: Vec<Validator> = arrived.files.iter().map(validator_of).collect();
        let digest = release_digest(&arrived.files);
        if let Some(current) = self.current.as_ref().filter(|c| c.manifest.digest == digest) {
            let how = if current.damage().is_none() {
                desk.discard()?;
                Same::SameBytes
            } else {
                desk.restore(current)?;
                Same::Restored
            };
            desk.confirm(self.now, validators)?;
            return self.unchanged(desk, how);
        }
        let paths: Vec<PathBuf> = arrived.files.iter().map(|f| stage.join(&f.name)).collect();
        let bytes = arrived.files.iter().map(|f| f.bytes).fold(0, u64::saturating_add);
        progress.event(&Event::Verifying { source: &self.source.name, bytes });
        let (verified, excused) = match self.judge(verify(&paths), reason.is_some()) {
            Ok(judged) => judged,
            Err(why) => return Err(self.refuse(desk, why)),
        };
        let manifest = Manifest {
            source: self.source.name.clone(),
            kind: self.source.kind.to_string(),
            digest,
            fetched: self.now,
            published: verified.published,
            version: verified.version,
            files: arrived.files,
            entities: verified.entities,
            counts: verified.counts,
            defects: verified.defects,
            set_confirmed: arrived.set_confirmed,
            override_reason: reason.filter(|_| !excused.is_empty()).map(str::to_owned),
            excused,
        };
        let new = desk.commit(&manifest, validators)?;
        let old = self.current.clone().map(Box::new);
        Ok(Outcome::Updated { old, new: Box::new(new) })
    }

    fn unchanged(&self, desk: &Desk<'_>, how: Same) -> Result<Outcome, Failure> {
        match desk.current()? {
            Some(current) => Ok(Outcome::Unchanged { current: Box::new(current), how }),
            None => {
                let message =
                    "the server answers \"not modified\", but nothing is stored".to_owned();
                Err(Problem::Setting(message).into())
            }
        }
    }

    /// Keeps what came for inspection. A full disk must not hide the refusal itself.
    fn refuse(&self, desk: &Desk<'_>, why: Refusal) -> Failure {
        let kept = desk.keep_refused(&why.to_string());
        if kept.is_err() {
            let _ = desk.discard();
        }
        Failure::Refused(why)
    }

    /// All files of the set, none changed under our hands; `None` when the publisher says that
    /// nothing changed since the current release.
    fn collect(
        &self,
        wanted: &[Wanted<'_>],
        validators: &[Validator],
        stage: &Path,
        progress: &mut dyn Progress,
    ) -> Result<Option<Arrived>, Failure> {
        let client = Client::new(self.options, self.now);
        let courier = Courier { client: &client, options: self.options, source: &self.source.name };
        let tries = self.options.set_attempts.max(1);
        let mut changed = String::new();
        for _ in 0..tries {
            let Some(files) = self.round(&courier, wanted, validators, stage, progress)? else {
                return Ok(None);
            };
            match self.still_the_same(&courier, wanted, &files, progress)? {
                Ok(set_confirmed) => return Ok(Some(Arrived { files, set_confirmed })),
                Err(file) => {
                    progress.event(&Event::SetChanged { file: &file });
                    changed = file;
                }
            }
        }
        Err(Problem::Restless { file: changed, attempts: tries }.into())
    }

    fn round(
        &self,
        courier: &Courier<'_>,
        wanted: &[Wanted<'_>],
        validators: &[Validator],
        stage: &Path,
        progress: &mut dyn Progress,
    ) -> Result<Option<Vec<StoredFile>>, Failure> {
        let mut files = Vec::new();
        let mut fresh = false;
        for each in wanted {
            match courier.fetch(each, validators, stage, progress)? {
                Got::File(file) => {
                    fresh = true;
                    files.push(file);
                }
                Got::NotModified => files.push(self.copy(each, validators, stage)?),
            }
        }
        Ok(fresh.then_some(files))
    }

    /// A file that did not change, from the current release into the stage.
    fn copy(
        &self,
        wanted: &Wanted<'_>,
        validators: &[Validator],
        stage: &Path,
    ) -> Result<StoredFile, Failure> {
        let name = &wanted.file.name;
        let found = self.current.as_ref().and_then(|current| {
            let file = current.manifest.files.iter().find(|f| f.name == *name)?;
            Some((current.dir.join(name), file.clone()))
        });
        let Some((from, mut file)) = found else {
            let detail = "the server answers \"not modified\" for a file that is not stored".into();
            return Err(Problem::Server { url: wanted.shown.clone(), detail, attempts: 1 }.into());
        };
        let to = stage.join(name);
        let copied = fs::copy(&from, &to).and_then(|_| fs::File::open(&to)?.sync_all());
        copied.map_err(|error| StoreError::io("copy", &from, error))?;
        if let Some(v) = validators.iter().find(|v| v.file == *name) {
            (file.etag, file.last_modified) = (v.etag.clone(), v.last_modified.clone());
        }
        Ok(file)
    }

    /// Asks again for every file but the last. `Err` names the one that changed.
    fn still_the_same(
        &self,
        courier: &Courier<'_>,
        wanted: &[Wanted<'_>],
        files: &[StoredFile],
        progress: &mut dyn Progress,
    ) -> Result<Result<Option<bool>, String>, Failure> {
        let mut confirmed = Some(true);
        let earlier = files.len().saturating_sub(1);
        for (each, file) in wanted.iter().zip(files).take(earlier) {
            match courier.unchanged(each, file, progress)? {
                Some(true) => {}
                Some(false) => return Ok(Err(file.name.clone())),
                None => confirmed = None,
            }
        }
        Ok(Ok(confirmed))
    }

    /// Whether what the reader found may replace the current release; with it, what was excused.
    fn judge(
        &self,
        read: Result<Verified, String>,
        excuse: bool,
    ) -> Result<(Verified, Vec<String>), Refusal> {
        let verified = read.map_err(Refusal::Unreadable)?;
        if let Some(lost) = &verified.lost {
            return Err(Refusal::Unreadable(format!("not every record was read: {lost}")));
        }
        if verified.entities == 0 {
            return Err(Refusal::Empty);
        }
        let mut objections = Vec::new();
        if let Some(current) = &self.current {
            let dates = (verified.published, current.manifest.published);
            if let (Some(new), Some(current)) = dates
                && new < current
            {
                objections.push(Refusal::Older { new, current });
            }
            let tolerance = self.options.tolerance;
            let shrunk = rules::shrunk(&current.manifest, &verified, tolerance);
            if !shrunk.is_empty() {
                let classes = shrunk.iter().map(ToString::to_string).collect();
                objections.push(Refusal::Shrunk { classes, tolerance });
            }
        }
        if excuse {
            return Ok((verified, objections.iter().map(ToString::to_string).collect()));
        }
        match objections.into_iter().next() {
            Some(why) => Err(why),
            None => Ok((verified, Vec::new())),
        }
    }
}
