// SPDX-License-Identifier: Apache-2.0
//! How is an answer shown? Screening answers in a form that can be read, defended and sent.
//!
//! Reach for this crate when a door has rows and their hits and somebody is to read them: a person
//! at a terminal ([`Format::Table`]), another program ([`Format::Csv`], [`Format::Jsonl`]), an
//! analyst with a spreadsheet ([`Format::Xlsx`]) or a regulator ([`Format::Html`]). Rows are given
//! one at a time and none is kept, so the length of the input does not matter.
//!
//! Three things hold in every format:
//! - A row that could not be screened and a value that could not be read are shown, never left
//!   out; "no hit" is said only of rows that were screened.
//! - The same rows give the same bytes. The only date shown is the one the door gives.
//! - Names come from strangers. Each format disarms what could act in the program that opens it:
//!   terminal controls, markup, spreadsheet formulas, characters that reorder or hide text.
//!
//! ```
//! use interdict_model::Score;
//! use interdict_report::{writer, Format, Outcome, Row, Run, Style, Summary};
//!
//! let run = Run {
//!     program: "interdict 0.1.0",
//!     input: "customers.csv",
//!     index_digest: "5c3f",
//!     releases: &[],
//!     data_note: "no data",
//!     as_of: "2026-11-22",
//!     threshold: Score::clamped(700),
//!     limit: 20,
//!     mapping: &[],
//!     warnings: &[],
//! };
//! let format: Format = "csv".parse().map_err(std::io::Error::other)?;
//! let mut report = writer(format, &run, Box::new(std::io::sink()), Style::default())?;
//! let mut summary = Summary::default();
//! let row = Row { number: 1, line: 2, id: "C-1", raw: &[], outcome: Outcome::Bad { message: "no name" } };
//! summary.note(&row);
//! report.row(&row)?;
//! report.finish(&summary)?;
//! # Ok::<(), std::io::Error>(())
//! ```

mod csv;
mod format;
mod html;
mod jsonl;
mod run;
mod table;
mod text;
mod why;
mod writer;
mod xlsx;

pub use format::{Format, UnknownFormat};
pub use run::{Outcome, Row, Run, Summary};
pub use writer::{Style, Writer, writer};
