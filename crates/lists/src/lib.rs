// SPDX-License-Identifier: Apache-2.0
//! Publisher bytes in; whole records, counts and defects out.
//!
//! Reach for this crate to read what an authority publishes. [`read`] takes the files of one
//! release, pushes every record to the caller in source order and returns the [`Release`] with its
//! counts and what could not be understood. Nothing here opens files, asks a network or knows a
//! score; an unreadable release is an error, an unknown element a counted defect, and no input
//! makes it panic or fill the memory.

mod au;
mod ca;
mod ch;
mod document;
pub mod embedded;
mod error;
mod eu;
mod ftm;
mod grid;
mod house;
mod items;
mod jp;
mod naming;
mod ofac;
mod parents;
mod recorder;
mod sheet;
mod states;
mod table;
mod uk;
mod un;
mod values;
mod xml;

pub use document::{Document, RECORD_LIMIT};
pub use error::ReadError;
pub use ftm::{
    Catalogue, Dataset, Publisher, Resource, apply_delta, entities_from_json, entity_from_json,
    read_catalogue, to_ftm_json, to_ftm_lines,
};
pub use recorder::Sink;

use interdict_model::{Release, SourceKind};
use recorder::Recorder;

/// Reads one release.
///
/// `documents` are the files of the release: one for most formats, several for sets (OFAC's
/// primary, alternate, address and comment files). Records go to `sink` in source order.
///
/// # Errors
/// When the release cannot be read whole: not a list, not well-formed, truncated, or a record
/// beyond [`RECORD_LIMIT`]. Records already pushed must then be thrown away.
pub fn read<'a>(
    kind: SourceKind,
    documents: Vec<Document<'a>>,
    sink: &'a mut Sink<'a>,
) -> Result<Release, ReadError> {
    let mut recorder = Recorder::new(Release::new(kind, "", "", ""), sink);
    let refused =
        |file: String, message: &str| ReadError::NotAList { file, message: message.to_owned() };
    let Some(first) = documents.first().map(|d| d.name().to_owned()) else {
        return Err(refused(kind.to_string(), "no file was given"));
    };
    match kind {
        SourceKind::Un => un::read(documents, &mut recorder)?,
        SourceKind::Ofac => ofac::read(documents, &mut recorder)?,
        SourceKind::Eu => eu::read(documents, &mut recorder)?,
        SourceKind::Uk => uk::read(documents, &mut recorder)?,
        SourceKind::Ca => ca::read(documents, &mut recorder)?,
        SourceKind::Ch => ch::read(documents, &mut recorder)?,
        SourceKind::Ftm => ftm::read(documents, &mut recorder)?,
        SourceKind::Jp => jp::read(documents, &mut recorder)?,
        SourceKind::Au => au::read(documents, &mut recorder)?,
        SourceKind::Csv => house::read(documents, &mut recorder)?,
        SourceKind::Embedded => {
            return Err(refused(first, "the embedded designations are not read from files"));
        }
    }
    let release = recorder.finish();
    if release.total() == 0 {
        return Err(refused(
            first,
            "holds no record at all; an empty list would clear everybody, so it is refused: fetch it again",
        ));
    }
    Ok(release)
}
