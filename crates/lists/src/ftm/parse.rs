// SPDX-License-Identifier: Apache-2.0
//! The records of a JSON file as text, with broken ones counted and a file that breaks off
//! refused.

use super::pieces::{Piece, Pieces};
use crate::ReadError;
use crate::recorder::Recorder;
use interdict_model::{DefectKind, SourceFile};

/// Most values of one record; each costs memory many times the four bytes it may take in the file.
const VALUE_LIMIT: usize = 1 << 19;
/// Records shorter than this are not counted, they cannot hold so many.
const SHORT: usize = 1 << 20;

/// The records of a file, with an account of those that are lost.
pub(crate) struct Lines<'a> {
    pieces: Pieces<'a>,
    last: Piece,
    repaired: bool,
    read: u64,
    lost: u64,
    first_loss: Option<(u64, String)>,
}

impl<'a> Lines<'a> {
    /// Over the records of a file.
    pub(crate) fn over(pieces: Pieces<'a>) -> Self {
        let last = Piece { line: 1, too_long: false, open_ended: false };
        Self { pieces, last, repaired: false, read: 0, lost: 0, first_loss: None }
    }

    /// Goes to the next record and tells its first line; `None` at the end.
    pub(crate) fn next(&mut self, recorder: &mut Recorder<'_>) -> Result<Option<u64>, ReadError> {
        loop {
            let Some(piece) = self.pieces.next(recorder)? else { return Ok(None) };
            self.last = piece;
            self.repaired = false;
            self.read += 1;
            if piece.too_long && piece.open_ended {
                return Err(recorder.syntax(
                    piece.line,
                    "",
                    "one record runs to the end of the file and is longer than 32 MiB; give one entity a line",
                ));
            }
            if piece.too_long {
                self.lose("", "a record longer than 32 MiB; left out", recorder);
                continue;
            }
            let bytes = self.pieces.bytes();
            if bytes.len() > SHORT && bytes.iter().filter(|b| **b == b',').count() > VALUE_LIMIT {
                let message = format!("a record of more than {VALUE_LIMIT} values; left out");
                self.lose("", &message, recorder);
                continue;
            }
            if std::str::from_utf8(self.pieces.bytes()).is_err() {
                let text = String::from_utf8_lossy(self.pieces.bytes()).into_owned();
                self.pieces.replace(text);
                recorder.defect(
                    DefectKind::Encoding,
                    piece.line,
                    "",
                    "",
                    "bytes that are not UTF-8; replaced by U+FFFD",
                );
            }
            return Ok(Some(piece.line));
        }
    }

    /// The text of the record reached.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(self.pieces.bytes()).unwrap_or_default()
    }

    /// Replaces control characters that JSON forbids, where the record has any, and counts that;
    /// whether it is worth parsing again.
    pub(crate) fn repair(&mut self, recorder: &mut Recorder<'_>) -> bool {
        let control = |c: char| c.is_ascii_control() && !matches!(c, '\n' | '\r');
        if self.repaired || !self.text().contains(control) {
            return false;
        }
        self.repaired = true;
        let change = |c| if c == '\t' { ' ' } else { '\u{FFFD}' };
        let text = self.text().chars().map(|c| if control(c) { change(c) } else { c }).collect();
        self.pieces.replace(text);
        recorder.defect(
            DefectKind::Character,
            self.last.line,
            "",
            "",
            "control characters that JSON forbids; replaced by U+FFFD",
        );
        true
    }

    /// Says that the record reached is broken: counted as lost, or an error when the file breaks
    /// off in it.
    pub(crate) fn broken(
        &mut self,
        error: &serde_json::Error,
        recorder: &mut Recorder<'_>,
    ) -> Result<(), ReadError> {
        if self.last.open_ended && error.is_eof() {
            return Err(recorder.syntax(
                self.last.line,
                "",
                "the file ends inside a record: it is truncated; fetch it again",
            ));
        }
        self.lose("", &format!("not an entity in JSON ({error}); left out"), recorder);
        Ok(())
    }

    /// Says that the record reached is lost, with the reason.
    pub(crate) fn lose(&mut self, element: &str, message: &str, recorder: &mut Recorder<'_>) {
        self.lost += 1;
        if self.first_loss.is_none() {
            self.first_loss = Some((self.last.line, message.to_owned()));
        }
        let shown: String = self.text().chars().take(200).collect();
        recorder.defect(DefectKind::LostRecord, self.last.line, element, &shown, message);
    }

    /// Ends the file. One of which no record could be read is an error.
    pub(crate) fn finish(self) -> Result<Option<SourceFile>, ReadError> {
        if let (true, Some((line, message))) = (self.lost == self.read, self.first_loss) {
            return Err(ReadError::NotAList {
                file: self.pieces.file().to_owned(),
                message: format!(
                    "holds no entity that can be read; line {line}: {message}; FollowTheMoney data has one entity a line"
                ),
            });
        }
        Ok(self.pieces.source_file())
    }
}
