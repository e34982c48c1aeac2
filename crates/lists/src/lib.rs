// SPDX-License-Identifier: Apache-2.0
//! Publisher bytes in; whole records, counts and defects out.
//!
//! Reach for this crate to read what an authority publishes. [`read`] takes the files of one
//! release, pushes every record to the caller in source order and returns the [`Release`] with its
//! counts and what could not be understood. Nothing here opens files, asks a network or knows a
//! score; an unreadable release is an error, an unknown element a counted defect, and no input
//! makes it panic or fill the memory.

mod au;
mod document;
mod error;
mod eu;
mod grid;
mod house;
mod items;
mod jp;
mod parents;
mod recorder;
mod sheet;
mod states;
mod table;
mod uk;
mod values;
mod xml;

pub use document::{Document, RECORD_LIMIT};
pub use error::ReadError;
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
    let Some(first) = documents.first().map(|d| d.name().to_owned()) else {
        return Err(ReadError::NotAList {
            file: kind.to_string(),
            message: "no file was given".to_owned(),
        });
    };
    match kind {
        SourceKind::Au => au::read(documents, &mut recorder)?,
        SourceKind::Csv => house::read(documents, &mut recorder)?,
        SourceKind::Eu => eu::read(documents, &mut recorder)?,
        SourceKind::Jp => jp::read(documents, &mut recorder)?,
        SourceKind::Uk => uk::read(documents, &mut recorder)?,
        _ => {
            return Err(ReadError::NotAList {
                file: first,
                message: format!("no reader for {kind}"),
            });
        }
    }
    {
        let release = recorder.finish();
        if release.total() == 0 {
            return Err(ReadError::NotAList {
            file: first,
            message: "holds no record at all; an empty list would clear everybody, so it is refused: fetch it again".to_owned(),
        });
        }
        Ok(release)
    }
}
