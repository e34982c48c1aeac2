// SPDX-License-Identifier: Apache-2.0
//! Comma- and tab-separated files as rows of text with their lines.

use crate::ReadError;
use crate::document::{Document, Tally};
use crate::recorder::Recorder;
use crate::xml::refuse_other_formats;
use interdict_model::DefectKind;
use std::io::Read;
use std::rc::Rc;

/// One row of a delimited file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TableRow {
    /// Line on which it starts, from 1.
    pub(crate) line: u64,
    /// Its fields.
    pub(crate) fields: Vec<String>,
}

impl TableRow {
    /// A field, trimmed; `None` when absent or blank.
    pub(crate) fn get(&self, column: usize) -> Option<&str> {
        self.fields.get(column).map(|f| f.trim()).filter(|f| !f.is_empty())
    }
}

/// A delimited file being read.
pub(crate) struct Table<'a> {
    reader: csv::Reader<Box<dyn Read + 'a>>,
    record: csv::ByteRecord,
    tally: Rc<Tally>,
    file: String,
    /// Whether lines end with CR LF: a row's position then lies before the LF of the row above.
    crlf: bool,
}

impl<'a> Table<'a> {
    /// Starts to read; rows may differ in length. A file that is not UTF-8 is read as
    /// Windows-1252, row by row, where a row shows it.
    pub(crate) fn open(
        document: Document<'a>,
        delimiter: u8,
        recorder: &mut Recorder<'_>,
        index: u16,
    ) -> Result<Self, ReadError> {
        recorder.enter_file(document.name(), index);
        let stream = document.stream()?;
        let file = stream.name().to_owned();
        refuse_other_formats(&file, stream.head())?;
        let crlf = stream.head().split(|b| *b == b'\n').next().is_some_and(|l| l.ends_with(b"\r"));
        let tally = stream.tally();
        tally.of_rows();
        let source: Box<dyn Read + 'a> = Box::new(stream);
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(source);
        Ok(Self { reader, record: csv::ByteRecord::new(), tally, file, crlf })
    }

    /// The next row; `None` at the end, after which the file counts as read.
    pub(crate) fn next(
        &mut self,
        recorder: &mut Recorder<'_>,
    ) -> Result<Option<TableRow>, ReadError> {
        self.tally.record_ended();
        let more = self.reader.read_byte_record(&mut self.record).map_err(|error| {
            let line = error.position().map_or_else(|| self.tally.line(), csv::Position::line);
            recorder.syntax(
                line,
                "",
                format!("the row cannot be read: {error}; fetch the file again"),
            )
        })?;
        if !more {
            recorder.file_read(self.tally.file(&self.file));
            return Ok(None);
        }
        let line = self
            .record
            .position()
            .map_or(0, |p| p.line().saturating_add(u64::from(self.crlf && p.record() > 0)));
        let mut fields = Vec::with_capacity(self.record.len());
        for field in &self.record {
            fields.push(match std::str::from_utf8(field) {
                Ok(text) => text.to_owned(),
                Err(_) => {
                    encoding_rs::WINDOWS_1252.decode_without_bom_handling(field).0.into_owned()
                }
            });
        }
        for field in &mut fields {
            if field.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{1a}'))
            {
                let repaired: String = field
                    .chars()
                    .map(|c| {
                        if c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{1a}') {
                            '\u{FFFD}'
                        } else {
                            c
                        }
                    })
                    .collect();
                recorder.defect(
                    DefectKind::Character,
                    line,
                    "",
                    &repaired,
                    "a control character; replaced by U+FFFD",
                );
                *field = repaired;
            }
        }
        Ok(Some(TableRow { line, fields }))
    }
}
