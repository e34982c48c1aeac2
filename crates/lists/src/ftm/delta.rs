// SPDX-License-Identifier: Apache-2.0
//! Changes published against an earlier release: held by id with the last one winning, while the
//! release they change streams through.

use super::parse::Lines;
use super::pieces::Pieces;
use super::wire::Operation;
use crate::ReadError;
use crate::recorder::Recorder;
use interdict_model::{DefectKind, Position, SourceFile};
use std::collections::HashMap;

/// The last change to one entity.
#[derive(Debug)]
struct Change {
    /// The line that states it; `None` for a removal.
    line: Option<Box<str>>,
    /// Where it stands.
    at: Position,
    /// The order in which it was read.
    order: u64,
    /// Whether some change of the chain adds the entity.
    adds: bool,
    /// Whether the base has the entity.
    met: bool,
}

/// Every change, by id.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    by_id: HashMap<String, Change>,
    order: u64,
}

/// What the changes make of an entity of the base.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict<'c> {
    /// It stays as it is.
    Unchanged,
    /// It goes.
    Removed,
    /// The entity in this delta line takes its place; once only.
    Replaced(&'c str, Position),
}

impl Changes {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Reads a delta; its changes go before those read earlier.
    pub(crate) fn read(
        &mut self,
        pieces: Pieces<'_>,
        recorder: &mut Recorder<'_>,
    ) -> Result<Option<SourceFile>, ReadError> {
        let mut lines = Lines::over(pieces);
        while let Some(line) = lines.next(recorder)? {
            let at = Position { file: recorder.file_index(), line };
            let mut taken = self.parse(lines.text(), at);
            if taken.is_err() && lines.repair(recorder) {
                taken = self.parse(lines.text(), at);
            }
            match taken {
                Ok(Ok(())) => {}
                Ok(Err(message)) => lines.lose("op", message, recorder),
                Err(error) => lines.broken(&error, recorder)?,
            }
        }
        lines.finish()
    }

    fn parse(
        &mut self,
        text: &str,
        at: Position,
    ) -> Result<Result<(), &'static str>, serde_json::Error> {
        let operation: Operation<'_> = serde_json::from_str(text)?;
        Ok(self.take(&operation, text, at))
    }

    fn take(
        &mut self,
        operation: &Operation<'_>,
        text: &str,
        at: Position,
    ) -> Result<(), &'static str> {
        let entity = operation.entity.as_ref();
        let id = entity.and_then(|e| e.id.as_deref()).filter(|id| !id.is_empty());
        let id = id.ok_or("a change without the id of an entity; left out")?;
        let op = operation.op.as_deref().unwrap_or_default();
        let removes = match op {
            "DEL" => true,
            "ADD" | "MOD" => false,
            _ => return Err("no known change (ADD, MOD or DEL); left out"),
        };
        if !removes && entity.is_none_or(|e| e.schema.is_none()) {
            return Err("an entity without a schema; left out");
        }
        self.order += 1;
        let adds = op == "ADD" || self.by_id.get(id).is_some_and(|c| c.adds);
        let line = (!removes).then(|| Box::from(text));
        let change = Change { line, at, order: self.order, adds, met: false };
        self.by_id.insert(id.to_owned(), change);
        Ok(())
    }

    /// What becomes of an entity of the base.
    pub(crate) fn verdict(&mut self, id: &str) -> Verdict<'_> {
        match self.by_id.get_mut(id) {
            None => Verdict::Unchanged,
            Some(change) => {
                let first = !std::mem::replace(&mut change.met, true);
                match &change.line {
                    Some(line) if first => Verdict::Replaced(line, change.at),
                    _ => Verdict::Removed,
                }
            }
        }
    }

    /// After the base: the lines that add an entity, in the order of the deltas. A change to
    /// something that was never there is counted.
    pub(crate) fn rest(
        &mut self,
        names: &[String],
        recorder: &mut Recorder<'_>,
    ) -> Vec<(Box<str>, Position)> {
        let mut rest: Vec<(String, Change)> =
            self.by_id.drain().filter(|(_, c)| !(c.met || c.line.is_none() && c.adds)).collect();
        rest.sort_by_key(|(_, c)| c.order);
        let mut out = Vec::new();
        for (id, change) in rest {
            let name = names.get(usize::from(change.at.file)).map_or("", String::as_str);
            recorder.enter_file(name, change.at.file);
            let message = match (&change.line, change.adds) {
                (None, _) => "removes an entity that the base does not have; nothing to remove",
                (Some(_), false) => {
                    "changes an entity that the base does not have; added: the base may be older than the first delta"
                }
                (Some(_), true) => "",
            };
            if !message.is_empty() {
                recorder.defect(DefectKind::DanglingReference, change.at.line, "op", &id, message);
            }
            out.extend(change.line.map(|line| (line, change.at)));
        }
        out
    }
}

/// A version word (`20240501120000-abc`) in a file name; the last one where there are several.
pub(crate) fn version_in(name: &str) -> Option<&str> {
    let bytes = name.as_bytes();
    (0..bytes.len().saturating_sub(17)).rev().find_map(|start| {
        let word = name.get(start..start + 18)?;
        let (day, tail) = word.split_once('-')?;
        let whole = day.len() == 14
            && day.bytes().all(|b| b.is_ascii_digit())
            && tail.bytes().all(|b| b.is_ascii_alphanumeric())
            && !start.checked_sub(1).and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
        whole.then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_names() {
        assert_eq!(
            version_in("d/20240501120000-abc/entities.delta.json"),
            Some("20240501120000-abc")
        );
        assert_eq!(version_in("entities.delta.20240501120000-a1c"), Some("20240501120000-a1c"));
        assert_eq!(
            version_in("20240501120000-abc/20240502120000-xyz.json"),
            Some("20240502120000-xyz")
        );
        assert_eq!(version_in("entities.delta.json"), None);
        assert_eq!(version_in("920240501120000-abc"), None);
        assert_eq!(version_in("ééééééééééééééééééééé"), None);
    }
}
