// SPDX-License-Identifier: Apache-2.0
//! FollowTheMoney data, the open form in which OpenSanctions and others publish: entities one a
//! line, targets with what they are linked to embedded, statements as CSV, deltas and catalogues.
//!
//! Which of these a file is, its content says. Of several files the entities come first, changed
//! by the deltas in the order of their versions; a catalogue fills in the head of the release and
//! its count is checked.

mod catalogue;
mod convert;
mod delta;
mod parse;
mod pieces;
mod role;
mod sanction;
mod seen;
mod statements;
mod vocabulary;
mod wire;
mod write;

pub use catalogue::{Catalogue, Dataset, Publisher, Resource, read_catalogue};
pub use write::{to_ftm_json, to_ftm_lines};

use crate::ReadError;
use crate::document::{Document, Stream};
use crate::recorder::{Recorder, Sink};
use convert::{Converter, Missing};
use delta::{Changes, Verdict};
use interdict_model::{Defect, DefectKind, Entity, Position, Release, SourceFile, SourceKind};
use parse::Lines;
use pieces::Pieces;
use role::Role;
use seen::Met;
use wire::{Operation, Record};

/// A file of the release with its place in the order given.
struct Input<'a> {
    index: u16,
    stream: Stream<'a>,
}

/// What one base file held.
struct Base {
    name: String,
    /// Its lines, or the entities of its statements.
    entities: u64,
    nested: bool,
}

/// Everything that goes along while the files are read.
struct Reading {
    names: Vec<String>,
    files: Vec<(u16, SourceFile)>,
    converter: Converter,
    changes: Changes,
    catalogues: Vec<(u16, Catalogue)>,
    met: Met,
    bases: Vec<Base>,
}

/// Reads a release of FollowTheMoney data.
pub(crate) fn read(
    documents: Vec<Document<'_>>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let names: Vec<String> = documents.iter().map(|d| d.name().to_owned()).collect();
    let mut bases: Vec<(Input<'_>, Role)> = Vec::new();
    let mut deltas: Vec<Input<'_>> = Vec::new();
    let mut index_of_deltas: Option<Vec<String>> = None;
    let mut reading = Reading {
        names,
        files: Vec::new(),
        converter: Converter::default(),
        changes: Changes::default(),
        catalogues: Vec::new(),
        met: Met::default(),
        bases: Vec::new(),
    };
    for (index, document) in documents.into_iter().enumerate() {
        let index = u16::try_from(index).unwrap_or(u16::MAX);
        recorder.enter_file(document.name(), index);
        let stream = document.stream()?;
        let input = |stream| Input { index, stream };
        match role::role_of(&stream)? {
            Role::Delta => deltas.push(input(stream)),
            role @ (Role::Entities | Role::Statements) => bases.push((input(stream), role)),
            Role::Catalogue => {
                let (file, bytes) = role::whole(stream)?;
                let catalogue = catalogue::parse(&file.name, &bytes)?;
                reading.catalogues.push((index, catalogue));
                reading.files.push((index, file));
            }
            Role::DeltaIndex => {
                let (file, bytes) = role::whole(stream)?;
                index_of_deltas = Some(role::delta_versions(&file.name, &bytes)?);
                reading.files.push((index, file));
            }
        }
    }
    if bases.is_empty() {
        return Err(ReadError::NotAList {
            file: reading.names.first().cloned().unwrap_or_default(),
            message: "comes without the entities it speaks of; give entities.ftm.json, targets.nested.json or statements.csv beside it".to_owned(),
        });
    }
    let base_names: Vec<&str> = bases.iter().map(|(base, _)| base.stream.name()).collect();
    let (deltas, passed_over) = role::in_order(deltas, &base_names, index_of_deltas.as_deref())?;
    let applied = deltas.len();
    let target = deltas.last().and_then(|d| delta::version_in(d.stream.name())).map(str::to_owned);
    for Input { index, stream } in deltas {
        recorder.enter_file(stream.name(), index);
        let file = reading.changes.read(Pieces::over(stream)?, recorder)?;
        reading.files.extend(file.map(|file| (index, file)));
    }
    let statements = bases.iter().any(|(_, role)| *role == Role::Statements);
    if let (true, [(first, _), (second, _), ..]) = (statements, bases.as_slice()) {
        return Err(ReadError::NotAList {
            file: second.stream.name().to_owned(),
            message: format!(
                "comes beside {}: statements and another file of entities would give each entity twice; give one of them",
                first.stream.name()
            ),
        });
    }
    for (Input { index, stream }, role) in bases {
        recorder.enter_file(stream.name(), index);
        match role {
            Role::Statements => reading.statements(index, stream, recorder)?,
            _ => reading.entities(index, stream, recorder)?,
        }
    }
    let repeated = std::mem::take(&mut reading.met).repeated();
    if repeated > 0 {
        recorder.defect(
            DefectKind::BadValue,
            0,
            "id",
            &repeated.to_string(),
            "lines repeat the id of an earlier line; each was read as an entity of its own",
        );
    }
    for (line, at) in reading.changes.rest(&reading.names, recorder) {
        emit_change(&line, at, &reading.names, &mut reading.converter, recorder)?;
    }
    let nested = reading.bases.iter().any(|b| b.nested);
    let mut format = match (statements, nested) {
        (true, _) => "FollowTheMoney statements CSV",
        (false, true) => "FollowTheMoney nested JSON lines",
        (false, false) => "FollowTheMoney JSON lines",
    }
    .to_owned();
    if applied > 0 {
        format.push_str(&format!(", {applied} deltas applied"));
    }
    if passed_over > 0 {
        format.push_str(&format!(", {passed_over} older deltas passed over"));
    }
    reading.head(format, applied, target, recorder);
    reading.files.sort_by_key(|(index, _)| *index);
    for (_, file) in reading.files {
        recorder.file_read(Some(file));
    }
    Ok(())
}

impl Reading {
    fn entities(
        &mut self,
        index: u16,
        stream: Stream<'_>,
        recorder: &mut Recorder<'_>,
    ) -> Result<(), ReadError> {
        let name = stream.name().to_owned();
        let nested = name.contains("nested");
        let mut base = Base { name, entities: 0, nested };
        let mut lines = Lines::over(Pieces::over(stream)?);
        while let Some(line) = lines.next(recorder)? {
            let at = Position { file: index, line };
            let mut parsed = self.parse(lines.text(), at, recorder);
            if parsed.is_err() && lines.repair(recorder) {
                parsed = self.parse(lines.text(), at, recorder);
            }
            let entities = match parsed {
                Ok(Ok(entities)) => entities,
                Ok(Err(missing)) => {
                    lines.lose(missing.element(), missing.message(), recorder);
                    continue;
                }
                Err(error) => {
                    lines.broken(&error, recorder)?;
                    continue;
                }
            };
            base.entities += 1;
            base.nested |= entities.len() > 1;
            for entity in self.met.admit(entities, recorder) {
                push(entity, &self.names, &mut self.changes, &mut self.converter, recorder)?;
            }
        }
        let file = lines.finish()?;
        self.files.extend(file.map(|file| (index, file)));
        self.bases.push(base);
        Ok(())
    }

    fn parse(
        &mut self,
        text: &str,
        at: Position,
        recorder: &mut Recorder<'_>,
    ) -> Result<Result<Vec<Entity>, Missing>, serde_json::Error> {
        let record: Record<'_> = serde_json::from_str(text)?;
        Ok(self.converter.entities(record, at, recorder))
    }

    fn statements(
        &mut self,
        index: u16,
        stream: Stream<'_>,
        recorder: &mut Recorder<'_>,
    ) -> Result<(), ReadError> {
        let name = stream.name().to_owned();
        let mut entities = 0;
        let Self { names, converter, changes, .. } = self;
        let file = statements::read(stream, converter, recorder, &mut |entity, c, r| {
            entities += 1;
            push(entity, names, changes, c, r)
        })?;
        self.files.extend(file.map(|file| (index, file)));
        self.bases.push(Base { name, entities, nested: false });
        Ok(())
    }

    /// Fills in the head of the release and holds the catalogue's counts against what was read.
    fn head(
        &self,
        format: String,
        applied: usize,
        target: Option<String>,
        recorder: &mut Recorder<'_>,
    ) {
        let total = recorder.release().total();
        let mut titles: Vec<&Dataset> = Vec::new();
        for base in &self.bases {
            let found = self.catalogues.iter().find_map(|(index, catalogue)| {
                catalogue.dataset_of(&base.name).map(|dataset| (*index, dataset))
            });
            let Some((index, dataset)) = found else { continue };
            titles.push(dataset);
            let read = match (applied, self.bases.len()) {
                (0, _) if base.nested => (base.entities, dataset.target_count, "target_count"),
                (0, _) => (base.entities, dataset.entity_count, "entity_count"),
                // After deltas the count holds only for the version they lead to.
                (_, 1) if !base.nested && dataset.version == target && target.is_some() => {
                    (total, dataset.entity_count, "entity_count")
                }
                _ => continue,
            };
            let (read, Some(stated), element) = read else { continue };
            if read != stated {
                let name = self.names.get(usize::from(index)).map_or("", String::as_str);
                recorder.enter_file(name, index);
                recorder.defect(
                    DefectKind::CountMismatch,
                    0,
                    element,
                    &stated.to_string(),
                    &format!(
                        "the catalogue states {stated} for {}, {read} were read of {}; fetch both again so that they are of one version",
                        dataset.name, base.name
                    ),
                );
            }
        }
        let base_version = self.bases.first().and_then(|b| delta::version_in(&b.name));
        let release = recorder.release();
        release.format = format;
        release.version = target.or_else(|| base_version.map(str::to_owned));
        match titles.as_slice() {
            [dataset] => {
                release.title.clone_from(&dataset.title);
                release.published = dataset.day();
                if let Some(publisher) = &dataset.publisher {
                    release.authority.clone_from(&publisher.name);
                }
                if release.version.is_none() {
                    release.version.clone_from(&dataset.version);
                }
            }
            several => {
                let names: Vec<&str> = if several.is_empty() {
                    self.bases.iter().map(|b| b.name.as_str()).collect()
                } else {
                    several.iter().map(|d| d.title.as_str()).collect()
                };
                release.title = names.join("; ");
            }
        }
        if release.authority.is_empty() {
            // Without a catalogue the entities say who lists; the release as a whole has no one.
            release.authority = "not stated (FollowTheMoney data)".to_owned();
        }
    }
}

/// Passes an entity of the base on as the changes leave it.
fn push(
    entity: Entity,
    names: &[String],
    changes: &mut Changes,
    converter: &mut Converter,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    if changes.is_empty() {
        return recorder.entity(entity);
    }
    match changes.verdict(entity.id.as_str()) {
        Verdict::Unchanged => recorder.entity(entity),
        Verdict::Removed => Ok(()),
        Verdict::Replaced(line, at) => {
            emit_change(line, at, names, converter, recorder)?;
            let base = entity.position.file;
            let name = names.get(usize::from(base)).map_or("", String::as_str);
            recorder.enter_file(name, base);
            Ok(())
        }
    }
}

/// Passes on the entity that a delta line holds.
fn emit_change(
    line: &str,
    at: Position,
    names: &[String],
    converter: &mut Converter,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let name = names.get(usize::from(at.file)).map_or("", String::as_str);
    recorder.enter_file(name, at.file);
    let record = serde_json::from_str::<Operation<'_>>(line).ok().and_then(|o| o.entity);
    let entities = record.map(|record| converter.entities(record, at, recorder));
    match entities {
        Some(Ok(entities)) => entities.into_iter().try_for_each(|entity| recorder.entity(entity)),
        // The line was parsed when it was read, so this is not reached; it must not be silent.
        _ => {
            recorder.defect(
                DefectKind::LostRecord,
                at.line,
                "op",
                line,
                "a change that could not be read again; left out",
            );
            Ok(())
        }
    }
}

/// Applies published deltas to the release they change and pushes the entities that result:
/// those of the base in its order, each unchanged, replaced or left out, then those added.
///
/// The base streams through; only the last change to each entity is held in memory. Deltas are
/// applied in the order of the versions (`20240501120000-abc`) in their names, those not newer
/// than the version in the base's name passed over; without versions in the order given.
///
/// # Errors
/// As for [`crate::read`]; also when only some of the deltas have a version in their names, two
/// have the same, or an index of deltas among them lists one that is missing in between.
pub fn apply_delta<'a>(
    base: Document<'a>,
    deltas: Vec<Document<'a>>,
    sink: &'a mut Sink<'a>,
) -> Result<Release, ReadError> {
    let documents = std::iter::once(base).chain(deltas).collect();
    crate::read(SourceKind::Ftm, documents, sink)
}

/// Reads one FollowTheMoney entity in JSON, with those embedded in it after it, and what was
/// wrong with them. An entity without an id, as in a query, gets an empty one.
///
/// # Errors
/// When the bytes are no JSON object or it has no schema.
pub fn entities_from_json(bytes: &[u8]) -> Result<(Vec<Entity>, Vec<Defect>), ReadError> {
    let mut sink = |_| Ok(());
    let mut recorder = Recorder::new(Release::new(SourceKind::Ftm, "", "", ""), &mut sink);
    recorder.enter_file("entity", 0);
    let record: Record<'_> = serde_json::from_slice(bytes).map_err(|error| {
        recorder.syntax(error.line() as u64, "", format!("not an entity in JSON: {error}"))
    })?;
    let mut converter = Converter::of_queries();
    let entities = converter.entities(record, Position::line(1), &mut recorder);
    let entities = entities.map_err(|missing| {
        recorder.syntax(
            1,
            missing.element(),
            "an entity without a schema; say what it is (\"schema\": \"Person\")",
        )
    })?;
    Ok((entities, recorder.finish().samples))
}

/// Reads one FollowTheMoney entity in JSON; those embedded in it are left aside, the links to
/// them stay. Values that do not parse are kept as text: [`entities_from_json`] tells which.
///
/// # Errors
/// When the bytes are no JSON object or it has no schema.
pub fn entity_from_json(bytes: &[u8]) -> Result<Entity, ReadError> {
    let (entities, _) = entities_from_json(bytes)?;
    entities.into_iter().next().ok_or_else(|| ReadError::NotAList {
        file: "entity".to_owned(),
        message: "holds no entity".to_owned(),
    })
}
