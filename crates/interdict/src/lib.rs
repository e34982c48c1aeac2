// SPDX-License-Identifier: Apache-2.0
//! Sanctions, implemented: the library.
//!
//! Official lists become one immutable index ([`build()`]), an [`Engine`] opens it, and a
//! [`Party`] comes back as [`Hit`]s that say whom it may be, from which list, since when and why.
//!
//! ```
//! use interdict::{Engine, Options, Party};
//!
//! let engine = Engine::embedded()?;
//! let party = Party { names: vec!["Kim Jong Sik".into()], ..Party::default() };
//! let hits = engine.searcher().screen(&party, &Options::default())?;
//! assert_eq!(hits[0].listings[0].reference.as_deref(), Some("KPi.066"));
//! # Ok::<(), interdict::Error>(())
//! ```

mod build;
mod diff;
mod dossier;
mod engine;
mod error;

pub use build::{Build, Built, Source, TOLERANCE, build, read_release};
pub use diff::{Change, Diff, FieldChange, diff};
pub use dossier::{Dossier, Neighbour, dossier};
pub use engine::Engine;
pub use error::{Error, plainly};
pub use interdict_codes as codes;
pub use interdict_lists::{Document, ReadError, to_ftm_lines};
pub use interdict_model::*;
pub use interdict_screen::{
    FORMAT_VERSION, Index, IndexBuilder, IndexError, Options, PairScore, RecordNumber, Searcher,
    compare_names,
};
