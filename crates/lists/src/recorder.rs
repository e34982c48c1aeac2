// SPDX-License-Identifier: Apache-2.0
//! Where a reader puts what it read: records onward, counts and defects into the release.

use crate::ReadError;
use interdict_model::{Defect, DefectKind, Entity, Release, SourceFile};
use std::io;

/// Longest value shown in a defect, in characters.
const SHOWN: usize = 120;

/// Receives the records of a release, in source order.
pub type Sink<'a> = dyn FnMut(Entity) -> io::Result<()> + 'a;

/// The release being read.
pub(crate) struct Recorder<'a> {
    release: Release,
    sink: &'a mut Sink<'a>,
    file: String,
    file_index: u16,
}

impl<'a> Recorder<'a> {
    pub(crate) fn new(release: Release, sink: &'a mut Sink<'a>) -> Self {
        Self { release, sink, file: String::new(), file_index: 0 }
    }

    /// Names the file that positions and defects refer to from now on.
    pub(crate) fn enter_file(&mut self, name: &str, index: u16) {
        name.clone_into(&mut self.file);
        self.file_index = index;
    }

    /// The file entered last.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// Index of the file entered last, for positions.
    pub(crate) fn file_index(&self) -> u16 {
        self.file_index
    }

    /// The release, to fill in its head.
    pub(crate) fn release(&mut self) -> &mut Release {
        &mut self.release
    }

    /// Records that a file was read to its end.
    pub(crate) fn file_read(&mut self, file: Option<SourceFile>) {
        self.release.files.extend(file);
    }

    /// Passes a record on.
    pub(crate) fn entity(&mut self, entity: Entity) -> Result<(), ReadError> {
        *self.release.counts.entry(entity.schema.as_str().to_owned()).or_default() += 1;
        (self.sink)(entity).map_err(ReadError::Sink)
    }

    /// Counts a defect in the file entered last.
    pub(crate) fn defect(
        &mut self,
        kind: DefectKind,
        line: u64,
        element: &str,
        value: &str,
        message: &str,
    ) {
        let value = value.chars().take(SHOWN).collect();
        self.release.note(Defect {
            kind,
            file: self.file.clone(),
            line,
            element: element.to_owned(),
            value,
            message: message.to_owned(),
        });
    }

    /// An error at a place of the file entered last.
    pub(crate) fn syntax(&self, line: u64, element: &str, message: impl Into<String>) -> ReadError {
        ReadError::Syntax {
            file: self.file.clone(),
            line,
            element: element.to_owned(),
            message: message.into(),
        }
    }

    /// The release as read.
    pub(crate) fn finish(self) -> Release {
        self.release
    }
}
