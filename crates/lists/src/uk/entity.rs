// SPDX-License-Identifier: Apache-2.0
//! One entry of a UK list as an entity: names, listing, facts, in one order for all forms.

use crate::recorder::Recorder;
use crate::uk::columns::{Column, Group};
use crate::uk::record::Record;
use crate::uk::{AUTHORITY, day, facts, measures, other};
use crate::{ReadError, parents};
use interdict_model::{
    CrossReference, Date, DefectKind, Entity, Fact, LegalAct, Link, Listing, Measure, MeasureKind,
    Name, NameKind, NamePart, PartKind, Position, Property, Quality, Schema,
};
use std::collections::BTreeSet;

/// The current list's name.
pub(super) const SANCTIONS_LIST: &str = "UK Sanctions List";
/// The former list's name.
pub(super) const CONSOLIDATED_LIST: &str = "OFSI Consolidated List of Asset Freeze Targets";

/// Passes a record on as an entity. `ids` are those given so far.
pub(super) fn finish(
    record: &Record,
    list: &str,
    ids: &mut BTreeSet<String>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let unpacked = (list == CONSOLIDATED_LIST).then(|| unpack(record));
    let record = unpacked.as_ref().unwrap_or(record);
    let position = Position { file: recorder.file_index(), line: record.line };
    let id = match (record.first(Column::UniqueId), record.first(Column::GroupId)) {
        (Some(id), _) => format!("uk-{id}"),
        (None, Some(group)) => format!("uk-ofsi-{group}"),
        (None, None) => {
            recorder.defect(
                DefectKind::LostRecord,
                record.line,
                "Unique ID",
                "",
                "an entry without an id; left out: fetch the file again",
            );
            return Ok(());
        }
    };
    if !ids.insert(id.clone()) {
        recorder.defect(
            DefectKind::LostRecord,
            record.line,
            "Unique ID",
            &id,
            "a second entry with this id; left out: fetch the file again",
        );
        return Ok(());
    }
    let mut entity = Entity::new(id, schema(record, recorder), position);
    names(record, &mut entity, recorder);
    if entity.names.is_empty() {
        recorder.defect(
            DefectKind::BadValue,
            record.line,
            "Name 6",
            entity.id.as_str(),
            "an entry without any name; kept, but it can only be found by its numbers",
        );
    }
    facts::person(record, &mut entity, recorder);
    facts::contact(record, &mut entity);
    facts::organisation(record, &mut entity);
    facts::ship(record, &mut entity, recorder);
    let listing = listing(record, list, position);
    let own: Vec<String> = listing.cross_references.iter().map(|r| r.reference.clone()).collect();
    let mut listing = listing;
    measures_of(record, list, &mut listing, recorder);
    for text in record.all(Column::Other) {
        facts::push(&mut entity.facts, Fact::text(Property::NOTES, text));
        for fact in parents::read(text) {
            facts::push(&mut entity.facts, fact);
        }
        entity.links.extend(other::un_links(text, &own));
    }
    for text in record.all(Column::Reason) {
        entity.links.extend(other::un_links(text, &own));
    }
    let mut links: Vec<Link> = Vec::new();
    for link in entity.links.drain(..) {
        if !links.contains(&link) {
            links.push(link);
        }
    }
    entity.links = links;
    for source in record.all(Column::Source) {
        facts::push(&mut entity.facts, Fact::text(Property::of("designationSource"), source));
    }
    for fact in &record.leftovers {
        facts::push(&mut entity.facts, fact.clone());
    }
    entity.listings.push(listing);
    recorder.entity(entity)
}

/// A record of the ConList with the columns it packs into its other information.
fn unpack(record: &Record) -> Record {
    let mut out = Record::new(record.line);
    out.leftovers.clone_from(&record.leftovers);
    for group in [
        Group::Name,
        Group::NonLatin,
        Group::Address,
        Group::Birth,
        Group::Passport,
        Group::NationalId,
    ] {
        for cells in record.groups(group) {
            out.add(group, cells.values.clone());
        }
    }
    for cells in record.groups(Group::Single) {
        for (column, value) in &cells.values {
            if *column != Column::Other {
                out.add_single(*column, value);
                continue;
            }
            for (column, value) in other::unpack(value) {
                if column == Column::Other
                    && let Some(reference) = other::former_un_reference(&value)
                {
                    out.add_single(Column::UnReference, reference);
                }
                out.add_single(column, &value);
            }
        }
    }
    out
}

fn schema(record: &Record, recorder: &mut Recorder<'_>) -> Schema {
    let kind = record.first(Column::Kind).unwrap_or_default();
    match kind.to_lowercase().as_str() {
        "individual" => Schema::PERSON,
        "ship" | "vessel" => Schema::VESSEL,
        "entity" => {
            let company = record.all(Column::EntityType).any(|t| {
                let t = t.to_lowercase();
                ["company", "joint stock", "limited liability", "jsc", "llc", "ltd"]
                    .iter()
                    .any(|w| t.contains(w))
            });
            if company { Schema::COMPANY } else { Schema::ORGANIZATION }
        }
        _ => {
            recorder.defect(
                DefectKind::UnknownCode,
                record.line,
                "Designation Type",
                kind,
                "expected Individual, Entity or Ship; read as either a person or an organisation",
            );
            Schema::LEGAL_ENTITY
        }
    }
}

fn names(record: &Record, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    let is_person = entity.schema == Schema::PERSON;
    for cells in record.groups(Group::Name) {
        let given = [Column::Name1, Column::Name2, Column::Name3, Column::Name4, Column::Name5];
        let given: Vec<&str> = given.iter().filter_map(|c| cells.get(*c)).collect();
        let family = cells.get(Column::Name6);
        let text = given.iter().copied().chain(family).collect::<Vec<_>>().join(" ");
        let printed = cells.get(Column::NameType).unwrap_or_default();
        let kind = match printed.to_lowercase().as_str() {
            "primary name" | "prime alias" | "" => NameKind::Primary,
            "primary name variation" | "alias" | "aka" | "a.k.a" => NameKind::Aka,
            "fka" | "f.k.a" | "formerly known as" => NameKind::Fka,
            _ => {
                recorder.defect(
                    DefectKind::UnknownCode,
                    record.line,
                    "Name type",
                    printed,
                    "a type of name this version does not know; read as an alias",
                );
                NameKind::Aka
            }
        };
        let strength = cells.get(Column::AliasStrength).unwrap_or_default();
        let quality = match strength.to_lowercase() {
            s if s.starts_with("low quality") => Quality::Weak,
            s if s.is_empty() || s.starts_with("good quality") => Quality::Strong,
            _ => {
                recorder.defect(
                    DefectKind::UnknownCode,
                    record.line,
                    "Alias strength",
                    strength,
                    "expected good or low quality; read as good",
                );
                Quality::Strong
            }
        };
        let parts = if is_person && family.is_some() && !given.is_empty() {
            let mut parts: Vec<NamePart> = given
                .iter()
                .enumerate()
                .map(|(n, text)| NamePart {
                    kind: if n == 0 { PartKind::Given } else { PartKind::Middle },
                    text: (*text).to_owned(),
                })
                .collect();
            let family = family.unwrap_or_default().to_owned();
            parts.push(NamePart { kind: PartKind::Family, text: family });
            parts
        } else {
            Vec::new()
        };
        let note =
            printed.eq_ignore_ascii_case("primary name variation").then(|| printed.to_owned());
        let name = Name { text, kind, quality, parts, language: None, note };
        if !entity.names.contains(&name) {
            entity.names.push(name);
        }
    }
    for cells in record.groups(Group::NonLatin) {
        let Some(text) = cells.get(Column::NonLatinName) else { continue };
        let language = cells.get(Column::NonLatinLanguage);
        let script = cells.get(Column::NonLatinType);
        let name = Name {
            language: language.or(script).map(language_code),
            note: script.map(|s| format!("script: {s}")),
            ..Name::new(NameKind::Aka, text)
        };
        if !entity.names.contains(&name) {
            entity.names.push(name);
        }
    }
}

/// ISO 639 code of a language in the UK's words; the word where it is another.
fn language_code(printed: &str) -> String {
    match printed.to_lowercase().as_str() {
        "arabic" => "ar",
        "belarusian" => "be",
        "bosnian" => "bs",
        "bulgarian" => "bg",
        "burmese" => "my",
        "chinese" => "zh",
        "georgian" => "ka",
        "greek" => "el",
        "hebrew" => "he",
        "japanese" => "ja",
        "kazakh" => "kk",
        "korean" => "ko",
        "persian" | "persian/farsi" | "farsi" => "fa",
        "romanian" | "romanian; moldavian; moldovan" => "ro",
        "russian" => "ru",
        "serbian" => "sr",
        "spanish" => "es",
        "thai" => "th",
        "turkish" => "tr",
        "ukrainian" => "uk",
        _ => printed,
    }
    .to_owned()
}

fn listing(record: &Record, list: &str, position: Position) -> Listing {
    let mut listing = Listing::new(AUTHORITY, list, position);
    let unique = record.first(Column::UniqueId);
    let group = record.first(Column::GroupId);
    listing.reference = unique.or(group).map(str::to_owned);
    let mut refer = |authority: &str, reference: &str| {
        let found =
            CrossReference { authority: authority.to_owned(), reference: reference.to_owned() };
        if !listing.cross_references.contains(&found) {
            listing.cross_references.push(found);
        }
    };
    for cell in record.all(Column::UnReference) {
        let pieces = cell.split([',', ';', '/', ' ', '|']).map(|p| p.trim_end_matches('.'));
        for reference in pieces.filter(|p| p.contains('.')) {
            refer("UN", reference);
        }
    }
    if unique.is_some()
        && let Some(group) = group
    {
        refer("OFSI", group);
    }
    for regime in record.all(Column::Regime) {
        listing.programmes.push(regime.to_owned());
        if regime.contains("Regulations") {
            let act = LegalAct { title: regime.to_owned(), ..LegalAct::default() };
            listing.legal_acts.push(act);
        }
    }
    listing.listed_on = days(record, Column::Designated);
    listing.amended_on = days(record, Column::LastUpdated);
    let reasons: Vec<&str> = record.all(Column::Reason).collect();
    listing.reason = (!reasons.is_empty()).then(|| reasons.join("\n"));
    listing
}

/// The days of a column, sorted.
fn days(record: &Record, column: Column) -> Vec<Date> {
    let mut days: Vec<Date> = record.all(column).filter_map(day).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn measures_of(record: &Record, list: &str, listing: &mut Listing, recorder: &mut Recorder<'_>) {
    for (column, name) in
        [(Column::Designated, "Date Designated"), (Column::LastUpdated, "Last Updated")]
    {
        for printed in record.all(column).filter(|p| day(p).is_none()) {
            recorder.defect(
                DefectKind::BadValue,
                record.line,
                name,
                printed,
                "not a calendar day; expected DD/MM/YYYY, left out",
            );
        }
    }
    let is_ship = record.first(Column::Kind).is_some_and(|k| k.eq_ignore_ascii_case("ship"));
    if list == CONSOLIDATED_LIST && !is_ship {
        // The title of the list says it of every person and organisation on it.
        let printed = "asset freeze".to_owned();
        measures::push(
            &mut listing.measures,
            Measure { kind: MeasureKind::AssetFreeze, printed, since: None },
        );
    }
    for cell in record.all(Column::Measures) {
        measures::read(cell, record.line, recorder, &mut listing.measures);
    }
    for text in record.all(Column::Other) {
        other::measures(text, &mut listing.measures);
        measures::of_specified_ship(text, &mut listing.measures);
    }
}
