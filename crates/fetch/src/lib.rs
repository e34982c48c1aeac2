// SPDX-License-Identifier: Apache-2.0
//! Is there a newer release, and is it safe to take?
//!
//! Reach for this crate to keep official lists up to date. [`fetch`] asks a publisher for the files
//! of one [`Source`], proves them, and switches the [`Store`] to them in one atomic step – or
//! refuses, says why, and leaves the last good release in use. The crate confines the network and
//! the store of downloaded releases; it knows no list format. Whether the files can be read whole
//! is asked of the caller's `verify` closure, and the time of day is the caller's too: nothing here
//! reads a clock, prints, or draws a random number.
//!
//! The order of the guards, each of which refuses on its own:
//!
//! 1. the answer itself: status, redirects (never from https down to http), length, size limit;
//! 2. the bytes: checksum if one is known, and that an HTML page did not come instead of data;
//! 3. the set: all files, none of which changed while the others came;
//! 4. the reading: `verify` read every record;
//! 5. the history: not older than the current release, and no class of records shrank beyond the
//!    [`Tolerance`], unless the caller gives a reason, which is recorded.
//!
//! ```no_run
//! use interdict_fetch::{Config, Options, Silent, Store, Verified, fetch};
//!
//! let (config, store) = (Config::default(), Store::open("store")?);
//! let now = "2026-03-01T00:00:00Z".parse()?;
//! for source in config.sources.iter().filter(|s| s.enabled) {
//!     let mut verify = |_files: &[std::path::PathBuf]| Ok(Verified::default());
//!     match fetch(source, &store, now, &Options::default(), &mut Silent, &mut verify) {
//!         Ok(outcome) => println!("{}", outcome.sentence(now)),
//!         Err(error) => println!("{error}"),
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod age;
mod config;
mod config_fields;
mod config_read;
mod content;
mod download;
mod error;
mod fetch;
mod find;
mod http;
mod manifest;
mod options;
mod outcome;
mod pointer;
mod progress;
mod retry;
mod rules;
mod secret;
mod store;
mod url;
mod writer;

pub use age::{Age, Outdated, outdated};
pub use config::{Address, Config, ConfigDefect, ConfigError, RemoteFile, Source};
pub use content::Content;
pub use error::{FetchError, Problem, StoreError};
pub use fetch::fetch;
pub use manifest::{Manifest, StoredFile};
pub use options::{Lookup, Options, USER_AGENT};
pub use outcome::{Outcome, Refusal, Same, Verified};
pub use progress::{Event, Progress, Silent};
pub use rules::{CLASS_FLOOR, Tolerance};
pub use store::{Store, StoredRelease, Tenure};
