// SPDX-License-Identifier: Apache-2.0
//! Statements: one row for each value that a source states, sorted by the entity they belong to.

use super::convert::{Converter, Placed, schema_of};
use super::sanction;
use super::vocabulary::vocabulary;
use crate::ReadError;
use crate::document::{RECORD_LIMIT, Stream};
use crate::recorder::Recorder;
use interdict_model::{DefectKind, Entity, EntityId, Position, SourceFile};
use std::collections::{BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The columns used, by their place in the header.
struct Columns {
    canonical_id: usize,
    entity_id: Option<usize>,
    prop: usize,
    schema: usize,
    value: usize,
    dataset: Option<usize>,
    lang: Option<usize>,
    original: Option<usize>,
    external: Option<usize>,
    first_seen: Option<usize>,
    last_seen: Option<usize>,
    width: usize,
}

/// Columns that say nothing the entity needs: they follow from the others, or tell of one row.
const PASSED_OVER: [&str; 3] = ["prop_type", "origin", "id"];

/// Whether the first line of a file is the header of a statement file.
pub(crate) fn is_header(line: &str) -> bool {
    let has = |name: &str| line.split(',').any(|c| c.trim().trim_matches('"') == name);
    has("prop") && has("value") && (has("canonical_id") || has("entity_id"))
}

/// One statement.
struct Statement {
    line: u64,
    prop: String,
    schema: String,
    value: String,
    lang: String,
    original: String,
}

/// The statements of one entity.
#[derive(Default)]
struct Group {
    id: String,
    bytes: u64,
    statements: Vec<Statement>,
    schemata: Vec<(String, u64)>,
    datasets: BTreeSet<String>,
    referents: BTreeSet<String>,
    first: Option<String>,
    last: Option<String>,
    changed: Option<String>,
    line: u64,
}

/// Reads a statement file and passes each entity on.
pub(crate) fn read(
    stream: Stream<'_>,
    converter: &mut Converter,
    recorder: &mut Recorder<'_>,
    push: &mut dyn FnMut(Entity, &mut Converter, &mut Recorder<'_>) -> Result<(), ReadError>,
) -> Result<Option<SourceFile>, ReadError> {
    let tally = stream.tally();
    tally.of_rows();
    let file = stream.name().to_owned();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(stream);
    let mut row = csv::ByteRecord::new();
    let mut columns: Option<Columns> = None;
    let mut group = Group::default();
    let mut met: HashSet<u64> = HashSet::new();
    let mut external = 0_u64;
    let mut short: Option<u64> = None;
    loop {
        tally.record_ended();
        let more = reader.read_byte_record(&mut row).map_err(|error| {
            let line = error.position().map_or_else(|| tally.line(), csv::Position::line);
            recorder.syntax(
                line,
                "",
                format!("the row cannot be read: {error}; fetch the file again"),
            )
        })?;
        let line = row.position().map_or(0, csv::Position::line);
        if let Some(line) = short.take() {
            if !more {
                return Err(recorder.syntax(
                    line,
                    "",
                    "the last row has fewer columns than the header: the file is truncated; fetch it again",
                ));
            }
            recorder.defect(
                DefectKind::LostRecord,
                line,
                "",
                "",
                "a row with another number of columns than the header; left out",
            );
        }
        if !more {
            break;
        }
        let Some(columns) = &columns else {
            columns = Some(header(&row, recorder)?);
            continue;
        };
        if row.len() != columns.width {
            short = Some(line);
            continue;
        }
        let text = |column: usize| String::from_utf8_lossy(row.get(column).unwrap_or_default());
        let cell = |column: Option<usize>| column.map(text).unwrap_or_default();
        if row.iter().any(|field| std::str::from_utf8(field).is_err()) {
            recorder.defect(
                DefectKind::Encoding,
                line,
                "",
                "",
                "bytes that are not UTF-8; replaced by U+FFFD",
            );
        }
        let id = text(columns.canonical_id);
        if id.is_empty() {
            recorder.defect(
                DefectKind::LostRecord,
                line,
                "canonical_id",
                "",
                "a statement without the id of its entity; left out",
            );
            continue;
        }
        if matches!(&*cell(columns.external), "t" | "true" | "True" | "TRUE" | "1") {
            external += 1;
            continue;
        }
        if id != group.id {
            finish(std::mem::take(&mut group), converter, recorder, push)?;
            if !met.insert(hash(&id)) {
                return Err(recorder.syntax(
                    line,
                    "canonical_id",
                    format!("{id:?} comes back after other entities; sort the rows by canonical_id, as they are published, and read the file again"),
                ));
            }
            group = Group { id: id.clone().into_owned(), line, ..Group::default() };
        }
        group.bytes += row.as_slice().len() as u64;
        if group.bytes > RECORD_LIMIT {
            return Err(recorder.syntax(
                line,
                "canonical_id",
                format!("the statements on {id:?} take more than 32 MiB; no publisher states so much of one entity"),
            ));
        }
        let entity_id = cell(columns.entity_id);
        if !entity_id.is_empty() && entity_id != id {
            group.referents.insert(entity_id.into_owned());
        }
        let dataset = cell(columns.dataset);
        if !dataset.is_empty() && !group.datasets.contains(&*dataset) {
            group.datasets.insert(dataset.into_owned());
        }
        let schema = text(columns.schema);
        if !group.schemata.iter().any(|(s, _)| *s == schema) {
            group.schemata.push((schema.clone().into_owned(), line));
        }
        let (first, last) = (cell(columns.first_seen), cell(columns.last_seen));
        let prop = text(columns.prop);
        if prop == "id" {
            // The row that stands for the entity itself; a newer one means that it changed.
            keep(&mut group.changed, &first, |new, old| new > old);
        }
        keep(&mut group.first, &first, |new, old| new < old);
        keep(&mut group.last, &last, |new, old| new > old);
        if prop == "id" {
            continue;
        }
        group.statements.push(Statement {
            line,
            prop: prop.into_owned(),
            schema: schema.into_owned(),
            value: text(columns.value).into_owned(),
            lang: cell(columns.lang).into_owned(),
            original: cell(columns.original).into_owned(),
        });
    }
    finish(group, converter, recorder, push)?;
    if external > 0 {
        recorder.defect(
            DefectKind::UnknownElement,
            0,
            "external",
            &external.to_string(),
            "statements marked external: candidates of an enrichment that the publisher has not confirmed and does not publish; left out of the entities",
        );
    }
    Ok(tally.file(&file))
}

fn header(row: &csv::ByteRecord, recorder: &mut Recorder<'_>) -> Result<Columns, ReadError> {
    let names: Vec<String> =
        row.iter().map(|f| String::from_utf8_lossy(f).trim().to_owned()).collect();
    let find = |name: &str| names.iter().position(|n| n == name);
    let need = |name: &str| {
        find(name).ok_or_else(|| {
            recorder.syntax(
                1,
                name,
                "the statement file has no such column; expected canonical_id, prop, schema and value at least",
            )
        })
    };
    let columns = Columns {
        canonical_id: need("canonical_id")?,
        entity_id: find("entity_id"),
        prop: need("prop")?,
        schema: need("schema")?,
        value: need("value")?,
        dataset: find("dataset"),
        lang: find("lang"),
        original: find("original_value"),
        external: find("external"),
        first_seen: find("first_seen"),
        last_seen: find("last_seen"),
        width: names.len(),
    };
    const USED: [&str; 11] = [
        "canonical_id",
        "entity_id",
        "prop",
        "schema",
        "value",
        "dataset",
        "lang",
        "original_value",
        "external",
        "first_seen",
        "last_seen",
    ];
    for name in &names {
        if !USED.contains(&name.as_str()) && !PASSED_OVER.contains(&name.as_str()) {
            recorder.defect(
                DefectKind::UnknownElement,
                1,
                name,
                "",
                "a column this version does not know; passed over",
            );
        }
    }
    Ok(columns)
}

fn keep(slot: &mut Option<String>, new: &str, better: impl Fn(&str, &str) -> bool) {
    if !new.is_empty() && slot.as_deref().is_none_or(|old| better(new, old)) {
        *slot = Some(new.to_owned());
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// Turns the statements of one entity into it and passes it on.
fn finish(
    group: Group,
    converter: &mut Converter,
    recorder: &mut Recorder<'_>,
    push: &mut dyn FnMut(Entity, &mut Converter, &mut Recorder<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    if group.id.is_empty() {
        return Ok(());
    }
    let mut schema = String::new();
    for (name, line) in &group.schemata {
        let known = converter.schema(name, *line, recorder).is_some();
        if schema.is_empty() || !known {
            if schema.is_empty() {
                name.clone_into(&mut schema);
            }
            continue;
        }
        match vocabulary().common(&schema, name) {
            Some(common) => common.clone_into(&mut schema),
            None => recorder.defect(
                DefectKind::BadValue,
                *line,
                "schema",
                name,
                &format!("{} is stated as {schema} and as {name}, which nothing can be at once; kept as {schema}", group.id),
            ),
        }
    }
    if schema.is_empty() {
        recorder.defect(
            DefectKind::LostRecord,
            group.line,
            "schema",
            &group.id,
            "an entity without a schema; left out",
        );
        return Ok(());
    }
    let row = vocabulary().schema(&schema);
    let at = Position { file: recorder.file_index(), line: group.line };
    let mut entity = Entity::new(group.id, schema_of(&schema, row), at);
    entity.datasets = group.datasets.into_iter().collect();
    entity.referents = group.referents.into_iter().map(EntityId::new).collect();
    entity.seen.first = group.first;
    entity.seen.last = group.last;
    entity.seen.changed = group.changed;
    let mut stated: HashSet<(&str, &str)> = HashSet::new();
    for statement in &group.statements {
        // Several sources state the same value; it is one fact of the entity.
        if !stated.insert((&statement.prop, &statement.value)) {
            continue;
        }
        // A property that the merged schema lacks is looked up in the statement's own.
        let own = vocabulary().schema(&statement.schema);
        let known = match own.and_then(|own| own.property(&statement.prop)) {
            Some(known) => Some(known),
            None => {
                converter.property(row, &entity.schema, &statement.prop, statement.line, recorder)
            }
        };
        entity.position.line = statement.line;
        let placed =
            converter.state(&mut entity, &statement.prop, known, &statement.value, recorder);
        annotate(&mut entity, placed, statement);
    }
    entity.position = at;
    sanction::derive_listing(&mut entity);
    push(entity, converter, recorder)
}

/// Keeps the language of a value and the publisher's text for it.
fn annotate(entity: &mut Entity, placed: Option<Placed>, statement: &Statement) {
    let some = |t: &str| Some(t.to_owned()).filter(|t| !t.is_empty());
    let original = some(&statement.original).filter(|o| *o != statement.value);
    match placed {
        Some(Placed::Name) => {
            if let Some(name) = entity.names.last_mut() {
                name.language = some(&statement.lang);
                name.note = original.map(|o| format!("printed as: {o}"));
            }
        }
        Some(Placed::Fact) => {
            if let Some(fact) = entity.facts.last_mut() {
                let language = some(&statement.lang).map(|l| format!("language: {l}"));
                let original = original.map(|o| format!("printed as: {o}"));
                let notes: Vec<String> = original.into_iter().chain(language).collect();
                fact.note = Some(notes.join("; ")).filter(|n| !n.is_empty());
            }
        }
        Some(Placed::Link) => {
            if let Some(link) = entity.links.last_mut() {
                link.printed = original;
            }
        }
        None => {}
    }
}
