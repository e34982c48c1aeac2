// SPDX-License-Identifier: Apache-2.0
//! A store, a configuration, a reader and a clock for the tests.

use crate::server::Server;
use interdict_fetch::{
    Config, Event, FetchError, Options, Outcome, Progress, Refusal, Silent, Source, Store,
    Verified, fetch,
};
use jiff::{Timestamp, ToSpan};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A list of so many persons and organisations.
pub(crate) fn list(date: &str, persons: usize, organisations: usize) -> Vec<u8> {
    let mut text = format!("<?xml version='1.0'?>\n<list date=\"{date}\">\n");
    for i in 0..persons {
        text.push_str(&format!("<person id=\"{i}\"/>\n"));
    }
    for i in 0..organisations {
        text.push_str(&format!("<organisation id=\"{i}\"/>\n"));
    }
    text.push_str("</list>\n");
    text.into_bytes()
}

/// Reads what [`list`] makes; every file must be whole.
pub(crate) fn read(files: &[PathBuf]) -> Result<Verified, String> {
    let mut found = Verified::default();
    for path in files {
        let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
        if !text.trim_end().ends_with("</list>") {
            return Err("the root element is not closed".to_owned());
        }
        for (class, tag) in [("Person", "<person "), ("Organization", "<organisation ")] {
            let n = text.matches(tag).count() as u64;
            *found.counts.entry(class.to_owned()).or_default() += n;
            found.entities += n;
        }
        let date = text.split("date=\"").nth(1).and_then(|r| r.split('"').next());
        found.published = date.and_then(|d| d.parse().ok());
    }
    Ok(found)
}

/// A store in a temporary folder, and a clock.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) now: Timestamp,
    pub(crate) options: Options,
    pub(crate) slept: Arc<Mutex<Vec<Duration>>>,
    pub(crate) dir: tempfile::TempDir,
}

/// A clock set for the first run.
pub(crate) const START: &str = "2026-03-01T00:00:00Z";

impl World {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let slept = Arc::new(Mutex::new(Vec::new()));
        let diary = Arc::clone(&slept);
        let options = Options {
            proxy_from_environment: false,
            read_timeout: Duration::from_millis(400),
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(60),
            sleep: Box::new(move |wait| diary.lock().unwrap().push(wait)),
            environment: Box::new(|name| (name == "TOKEN").then(|| "s3cret".to_owned())),
            ..Options::default()
        };
        let store = Store::open(dir.path().join("store")).unwrap();
        Self { store, now: START.parse().unwrap(), options, slept, dir }
    }

    pub(crate) fn days_later(&mut self, days: i64) {
        self.now += (days * 24).hours();
    }

    pub(crate) fn fetch(&self, source: &Source) -> Result<Outcome, FetchError> {
        self.fetch_with(source, &mut Silent)
    }

    pub(crate) fn fetch_with(
        &self,
        source: &Source,
        progress: &mut dyn Progress,
    ) -> Result<Outcome, FetchError> {
        fetch(source, &self.store, self.now, &self.options, progress, &mut read)
    }

    /// Fetches what must be taken.
    pub(crate) fn take(&self, source: &Source) -> String {
        match self.fetch(source) {
            Ok(Outcome::Updated { new, .. }) => new.manifest.digest.clone(),
            other => panic!("expected an update: {other:?}"),
        }
    }

    /// Fetches what must be refused, and proves that the current release stayed.
    pub(crate) fn refused(&self, source: &Source) -> Refusal {
        let before = self.store.current(&source.name).unwrap();
        let outcome = self.fetch(source).unwrap();
        let after = self.store.current(&source.name).unwrap();
        assert_eq!(before, after, "a refusal must not touch the current release");
        let sentence = outcome.sentence(self.now);
        assert!(sentence.contains("REFUSED"), "{sentence}");
        match outcome {
            Outcome::Refused { why, .. } => why,
            other => panic!("expected a refusal: {other:?}"),
        }
    }

    /// Fetches what must fail, and proves that the current release stayed.
    pub(crate) fn fails(&self, source: &Source) -> FetchError {
        let before = self.store.current(&source.name).unwrap();
        let error = self.fetch(source).unwrap_err();
        assert_eq!(before, self.store.current(&source.name).unwrap());
        error
    }

    pub(crate) fn current(&self, source: &Source) -> Option<String> {
        self.store.current(&source.name).unwrap().map(|r| r.manifest.digest)
    }

    pub(crate) fn waits(&self) -> Vec<u64> {
        self.slept.lock().unwrap().drain(..).map(|w| w.as_secs()).collect()
    }
}

/// A source named "un" of one XML file at a path of the server, with more lines for the file.
pub(crate) fn source(server: &Server, path: &str, more: &str) -> Source {
    at(&server.url(path), more)
}

/// The same at an address.
pub(crate) fn at(url: &str, more: &str) -> Source {
    let text = format!(
        "version = 1\n[[source]]\nname = \"un\"\nkind = \"un\"\ntitle = \"UN\"\nmax_age_days = 3\n[[source.file]]\nname = \"list.xml\"\nurl = \"{url}\"\ncontent = \"xml\"\n{more}\n"
    );
    Config::parse("test.toml", &text).unwrap().sources.remove(0)
}

/// Remembers what it heard, in short words.
#[derive(Default)]
pub(crate) struct Diary(pub(crate) Vec<String>);

impl Progress for Diary {
    fn event(&mut self, event: &Event<'_>) {
        self.0.push(match event {
            Event::Asking { file, .. } => format!("asking {file}"),
            Event::NotModified { file } => format!("not modified {file}"),
            Event::Receiving { bytes, of, .. } => format!("receiving {bytes} of {of:?}"),
            Event::Waiting { attempt, wait, .. } => {
                format!("waiting {} s for attempt {attempt}", wait.as_secs())
            }
            Event::SetChanged { file } => format!("changed {file}"),
            Event::Verifying { bytes, .. } => format!("verifying {bytes}"),
            _ => "?".to_owned(),
        });
    }
}
