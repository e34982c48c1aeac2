// SPDX-License-Identifier: Apache-2.0
//! The designations of the UN 1718 (DPRK) regime that the program carries within itself.
//!
//! Reach for this when no official list has been loaded, or to see that a loaded one holds at
//! least what stood here. The data is kept as tab-separated facts in `data/dprk`; `SOURCE.md`
//! there says where each comes from and how to check it. Either all of it is read or none.

mod cells;
mod error;
mod table;

#[cfg(test)]
mod against_source;
#[cfg(test)]
mod ships_against_source;
#[cfg(test)]
mod tests;

use interdict_model::{
    Date, Entity, Fact, LegalAct, Listing, Measure, MeasureKind, NameKind, PartKind, Property,
    Release, SourceFile, SourceKind,
};
use std::collections::BTreeMap;

pub use error::EmbeddedError;
use table::{File, Row};

/// The files by name, in the order in which [`interdict_model::Position::file`] counts them.
type Files<'a> = [(&'static str, &'a str); 10];

const FILES: Files<'static> = [
    ("lists.tsv", include_str!("../data/dprk/lists.tsv")),
    ("acts.tsv", include_str!("../data/dprk/acts.tsv")),
    ("measures.tsv", include_str!("../data/dprk/measures.tsv")),
    ("subjects.tsv", include_str!("../data/dprk/subjects.tsv")),
    ("names.tsv", include_str!("../data/dprk/names.tsv")),
    ("facts.tsv", include_str!("../data/dprk/facts.tsv")),
    ("identifiers.tsv", include_str!("../data/dprk/identifiers.tsv")),
    ("addresses.tsv", include_str!("../data/dprk/addresses.tsv")),
    ("designations.tsv", include_str!("../data/dprk/designations.tsv")),
    ("links.tsv", include_str!("../data/dprk/links.tsv")),
];

/// The columns that count subjects in `lists.tsv` and `acts.tsv`, with the schema each counts.
const COUNTED: [(&str, &str); 3] =
    [("persons", "Person"), ("organisations", "Organization"), ("vessels", "Vessel")];

/// Reads the carried designations: 80 persons, 75 entities and 59 ships, in the order of their
/// ids (`un-KPe.001` …, `un-KPi.001` …, `un-imo-…`).
///
/// Positions point into the files of the release in the order of [`Release::files`].
///
/// # Errors
/// When a file is not what it must be; the sink has then received nothing.
pub fn read(sink: &mut dyn FnMut(Entity)) -> Result<Release, EmbeddedError> {
    build(&FILES, sink)
}

/// A subject while its rows are being gathered.
struct Draft<'a> {
    row: Row<'a>,
    entity: Entity,
    listing: Listing,
    /// Codes of the measures already in the listing.
    measures: Vec<&'a str>,
}

type Drafts<'a> = BTreeMap<&'a str, Draft<'a>>;

/// A row that others name by its code, and how often designations named it, by schema.
struct Coded<'a, T> {
    row: Row<'a>,
    value: T,
    used: BTreeMap<String, u64>,
}

type Register<'a, T> = BTreeMap<&'a str, Coded<'a, T>>;

fn build(files: &Files<'_>, sink: &mut dyn FnMut(Entity)) -> Result<Release, EmbeddedError> {
    let mut lists = register(files, "lists.tsv", LIST_COLUMNS, |row| Ok(row.clone()))?;
    let mut acts = register(files, "acts.tsv", ACT_COLUMNS, cells::act)?;
    let mut measures = register(files, "measures.tsv", MEASURE_COLUMNS, |row| {
        Ok((cells::measure_kind(row)?, row.need("provision")?))
    })?;
    let mut drafts = subjects(files, &mut lists)?;

    for row in rows(files, "names.tsv", NAME_COLUMNS, true)? {
        let name = cells::name(&row)?;
        draft(&mut drafts, &row, "key")?.entity.names.push(name);
    }
    for row in rows(files, "facts.tsv", FACT_COLUMNS, true)? {
        let fact = cells::fact(&row)?;
        draft(&mut drafts, &row, "key")?.entity.facts.push(fact);
    }
    for row in rows(files, "identifiers.tsv", IDENTIFIER_COLUMNS, true)? {
        let fact = cells::identifier(&row)?;
        draft(&mut drafts, &row, "key")?.entity.facts.push(fact);
    }
    for row in rows(files, "addresses.tsv", ADDRESS_COLUMNS, true)? {
        let fact = cells::address(&row)?;
        draft(&mut drafts, &row, "key")?.entity.facts.push(fact);
    }
    for row in rows(files, "designations.tsv", DESIGNATION_COLUMNS, true)? {
        designation(&row, draft(&mut drafts, &row, "key")?, &mut acts, &mut measures)?;
    }
    for row in rows(files, "links.tsv", LINK_COLUMNS, true)? {
        let link = cells::link(&row)?;
        draft(&mut drafts, &row, "target")?;
        draft(&mut drafts, &row, "key")?.entity.links.push(link);
    }

    drafts.values().try_for_each(whole)?;
    lists.values().try_for_each(counts_hold)?;
    acts.values().try_for_each(counts_hold)?;
    if let Some(unused) = measures.values().find(|m| m.used.is_empty()) {
        return Err(unused.row.wrong("measure", "a measure that some designation names"));
    }
    let mut release = release(files, &lists)?;
    for (_, Draft { mut entity, listing, .. }) in drafts {
        *release.counts.entry(entity.schema.as_str().to_owned()).or_default() += 1;
        entity.listings.push(listing);
        sink(entity);
    }
    Ok(release)
}

const LIST_COLUMNS: &[&str] =
    &["list", "authority", "title", "programme", "as_of", "persons", "organisations", "vessels"];
const ACT_COLUMNS: &[&str] =
    &["act", "date", "title", "symbol", "url", "persons", "organisations", "vessels"];
const MEASURE_COLUMNS: &[&str] = &["measure", "kind", "provision"];
const SUBJECT_COLUMNS: &[&str] = &["key", "kind", "list", "reference", "data_id"];
const NAME_COLUMNS: &[&str] =
    &["key", "kind", "quality", "text", "family", "given", "other", "script", "note"];
const FACT_COLUMNS: &[&str] = &["key", "property", "value", "printed", "note"];
const IDENTIFIER_COLUMNS: &[&str] =
    &["key", "property", "number", "kind", "country", "issued", "expires", "note"];
const ADDRESS_COLUMNS: &[&str] = &[
    "key",
    "property",
    "street",
    "city",
    "region",
    "postal_code",
    "country",
    "country_printed",
    "note",
];
const DESIGNATION_COLUMNS: &[&str] =
    &["key", "event", "date", "act", "measures", "sources", "note"];
const LINK_COLUMNS: &[&str] = &["key", "relation", "target", "words", "stated"];

fn rows<'a>(
    files: &Files<'a>,
    name: &'static str,
    columns: &'static [&'static str],
    repeats: bool,
) -> Result<Vec<Row<'a>>, EmbeddedError> {
    match (0u16..).zip(files).find(|(_, (known, _))| *known == name) {
        Some((index, (_, text))) => File { name, index, text }.rows(columns, repeats),
        None => Err(EmbeddedError::new(name, 0, "", "nothing", "the file among those carried")),
    }
}

fn register<'a, T>(
    files: &Files<'a>,
    name: &'static str,
    columns: &'static [&'static str],
    value: impl Fn(&Row<'a>) -> Result<T, EmbeddedError>,
) -> Result<Register<'a, T>, EmbeddedError> {
    let code = columns.first().copied().unwrap_or_default();
    rows(files, name, columns, false)?
        .into_iter()
        .map(|row| Ok((row.need(code)?, Coded { value: value(&row)?, row, used: BTreeMap::new() })))
        .collect()
}

fn subjects<'a>(
    files: &Files<'a>,
    lists: &mut Register<'a, Row<'a>>,
) -> Result<Drafts<'a>, EmbeddedError> {
    let mut drafts = Drafts::new();
    for row in rows(files, "subjects.tsv", SUBJECT_COLUMNS, false)? {
        let key = row.need("key")?;
        let schema = cells::schema(&row)?;
        let code = row.need("list")?;
        let list = lists.get_mut(code).ok_or_else(|| row.wrong("list", "a list of lists.tsv"))?;
        *list.used.entry(schema.as_str().to_owned()).or_default() += 1;
        let mut listing =
            Listing::new(list.row.need("authority")?, list.row.need("title")?, row.position());
        listing.reference = row.text("reference")?;
        listing.programmes.push(list.row.need("programme")?.to_owned());
        let mut entity = Entity::new(cells::id(key), schema, row.position());
        if let Some(data_id) = row.get("data_id")? {
            entity.facts.push(Fact::text(Property::of("DATAID"), data_id));
        }
        drafts.insert(key, Draft { row, entity, listing, measures: Vec::new() });
    }
    Ok(drafts)
}

fn draft<'d, 'a>(
    drafts: &'d mut Drafts<'a>,
    row: &Row<'a>,
    column: &str,
) -> Result<&'d mut Draft<'a>, EmbeddedError> {
    drafts.get_mut(row.need(column)?).ok_or_else(|| row.wrong(column, "a key of subjects.tsv"))
}

/// Enters a day of designation or amendment into the subject's listing.
fn designation<'a>(
    row: &Row<'a>,
    draft: &mut Draft<'a>,
    acts: &mut Register<'a, LegalAct>,
    measures: &mut Register<'a, (MeasureKind, &'a str)>,
) -> Result<(), EmbeddedError> {
    let day = row.day("date")?.ok_or_else(|| row.wrong("date", "a day as YYYY-MM-DD"))?;
    let schema = draft.entity.schema.as_str();
    let designated = match row.need("event")? {
        "designated" => true,
        "amended" => false,
        _ => return Err(row.wrong("event", "designated or amended")),
    };
    row.need("sources")?;
    if let Some(code) = row.get("act")? {
        let act = acts.get_mut(code).ok_or_else(|| row.wrong("act", "an act of acts.tsv"))?;
        if act.value.date != Some(day) {
            return Err(row.wrong("act", "an act of the same day"));
        }
        if designated {
            *act.used.entry(schema.to_owned()).or_default() += 1;
        }
        draft.listing.legal_acts.push(act.value.clone());
    }
    let days =
        if designated { &mut draft.listing.listed_on } else { &mut draft.listing.amended_on };
    if days.last().is_some_and(|last| *last >= day) {
        return Err(row.wrong("date", "a later day than the row before"));
    }
    if designated && days.is_empty() {
        draft.listing.position = row.position();
    }
    days.push(day);
    let codes = row.get("measures")?;
    if codes.is_some() != designated {
        return Err(row.wrong("measures", "measures for a designation, and for nothing else"));
    }
    for code in codes.into_iter().flat_map(|codes| codes.split(' ')) {
        let measure = measures
            .get_mut(code)
            .ok_or_else(|| row.wrong("measures", "measures of measures.tsv"))?;
        *measure.used.entry(schema.to_owned()).or_default() += 1;
        if !draft.measures.contains(&code) {
            let (kind, provision) = measure.value;
            draft.measures.push(code);
            draft.listing.measures.push(Measure {
                kind,
                printed: provision.to_owned(),
                since: Some(day),
            });
        }
    }
    Ok(())
}

/// Whether a subject has what every one must have.
fn whole(draft: &Draft<'_>) -> Result<(), EmbeddedError> {
    let names = &draft.entity.names;
    let primary = names.iter().filter(|n| n.kind == NameKind::Primary).count();
    let Some(first) = names.first().filter(|n| n.kind == NameKind::Primary && primary == 1) else {
        return Err(draft
            .row
            .wrong("key", "exactly one primary name in names.tsv, before all others"));
    };
    let parted = first.parts.iter().any(|p| p.kind == PartKind::Family);
    if parted != (draft.entity.schema.as_str() == "Person") {
        return Err(draft.row.wrong(
            "key",
            "a primary name with family and given name for a person, and only then",
        ));
    }
    if draft.listing.listed_on.is_empty() {
        return Err(draft.row.wrong("key", "at least one day of designation in designations.tsv"));
    }
    Ok(())
}

/// Whether as many subjects name this row as it says.
fn counts_hold<T>(coded: &Coded<'_, T>) -> Result<(), EmbeddedError> {
    for (column, schema) in COUNTED {
        let found = coded.used.get(schema).copied().unwrap_or_default();
        if coded.row.count(column)? != found {
            return Err(coded
                .row
                .wrong(column, format!("{found}, the number of subjects that name this row")));
        }
    }
    Ok(())
}

fn release(files: &Files<'_>, lists: &Register<'_, Row<'_>>) -> Result<Release, EmbeddedError> {
    let mut titles = Vec::new();
    let mut versions = Vec::new();
    let mut published: Option<Date> = None;
    let mut authority = "";
    for list in lists.values().map(|list| &list.row) {
        let title = list.need("title")?;
        authority = list.need("authority")?;
        titles.push(title);
        versions.push(format!("{title} of {}", list.need("as_of")?));
        published = published.max(list.day("as_of")?);
    }
    let mut release = Release::new(
        SourceKind::Embedded,
        authority,
        &titles.join(" and "),
        "carried by the program",
    );
    release.published = published;
    release.version = Some(versions.join("; "));
    for (name, text) in files {
        release.files.push(SourceFile {
            name: format!("dprk/{name}"),
            bytes: u64::try_from(text.len()).unwrap_or(u64::MAX),
            digest: blake3::hash(text.as_bytes()).to_hex().to_string(),
        });
    }
    Ok(release)
}
