// SPDX-License-Identifier: Apache-2.0
//! The rows of one Australian reference as an entity.

use crate::au::{Group, Progress, Row, text};
use crate::grid::key;
use crate::recorder::Recorder;
use crate::{ReadError, parents, states, values};
use interdict_codes::countries_in;
use interdict_model::{
    Address, Date, DefectKind, Entity, Fact, Identifier, LegalAct, Listing, Measure, MeasureKind,
    Name, NameKind, Position, Property, Quality, Schema, Value,
};

const AUTHORITY: &str = "Australia";
const LIST: &str = "DFAT Consolidated List";

/// Passes the rows of one number on as an entity.
pub(super) fn finish(
    group: &Group,
    progress: &mut Progress,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let Some(first) = group.rows.first() else { return Ok(()) };
    let position = Position { file: recorder.file_index(), line: first.line };
    let mut id = format!("au-{}", group.number);
    if !progress.ids.insert(id.clone()) {
        recorder.defect(
            DefectKind::BadValue,
            first.line,
            "Reference",
            &group.number,
            "the number stands for two primary names; both are kept, the second under the number and its row",
        );
        id = format!("{id}+{}", first.line);
        progress.ids.insert(id.clone());
    }
    let mut entity = Entity::new(id, schema(&group.rows, recorder), position);
    for row in &group.rows {
        let name = name(row, recorder);
        if !entity.names.iter().any(|n| n.text == name.text && n.quality == name.quality) {
            entity.names.push(name);
        }
    }
    for row in &group.rows {
        facts(row, &mut entity, recorder);
    }
    let listing = listing(group, position, progress, recorder);
    entity.listings.push(listing);
    recorder.entity(entity)
}

fn schema(rows: &[Row], recorder: &mut Recorder<'_>) -> Schema {
    let mut found: Option<Schema> = None;
    for row in rows {
        let printed = row.get("type").unwrap_or_default();
        let schema = match key(printed).as_str() {
            "individual" | "person" => Schema::PERSON,
            "entity" | "organisation" => Schema::ORGANIZATION,
            "vessel" | "ship" => Schema::VESSEL,
            "aircraft" => Schema::AIRPLANE,
            _ => {
                recorder.defect(
                    DefectKind::UnknownCode,
                    row.line,
                    "Type",
                    printed,
                    "expected Individual, Entity or Vessel; read as a person or organisation",
                );
                Schema::LEGAL_ENTITY
            }
        };
        match &found {
            None => found = Some(schema),
            Some(first) if *first != schema => {
                recorder.defect(
                    DefectKind::BadValue,
                    row.line,
                    "Type",
                    printed,
                    "another type than the rows of this reference above; the first is kept",
                );
            }
            Some(_) => {}
        }
    }
    found.unwrap_or(Schema::LEGAL_ENTITY)
}

fn name(row: &Row, recorder: &mut Recorder<'_>) -> Name {
    let text = row.get("nameofindividualorentity").unwrap_or_default();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let reference = row.get("reference").unwrap_or_default();
    let printed = row.get("nametype").unwrap_or_default();
    let mut note = None;
    let kind = match key(printed).as_str() {
        "" if reference.bytes().all(|b| b.is_ascii_digit()) => NameKind::Primary,
        "primaryname" | "primary" => NameKind::Primary,
        "" | "alias" | "aka" => NameKind::Aka,
        "originalscript" => {
            note = Some("original script".to_owned());
            NameKind::Aka
        }
        "fka" | "formername" | "formerlyknownas" => NameKind::Fka,
        _ => {
            recorder.defect(
                DefectKind::UnknownCode,
                row.line,
                "Name Type",
                printed,
                "expected Primary Name, Alias or Original Script; read as an alias",
            );
            NameKind::Aka
        }
    };
    let strength = row.get("aliasstrength").unwrap_or_default();
    let quality = match key(strength).as_str() {
        "" | "strong" => Quality::Strong,
        "weak" => Quality::Weak,
        _ => {
            recorder.defect(
                DefectKind::UnknownCode,
                row.line,
                "Alias Strength",
                strength,
                "expected Strong or Weak; read as strong",
            );
            Quality::Strong
        }
    };
    Name { quality, note, ..Name::new(kind, text) }
}

fn facts(row: &Row, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    let is_person = entity.schema == Schema::PERSON;
    let out = &mut entity.facts;
    for (printed, date) in row.get("dateofbirth").map(text::dates).unwrap_or_default() {
        push(out, values::date(Property::BIRTH_DATE, &printed, date, row.line, recorder));
    }
    for (column, property) in
        [("placeofbirth", Property::BIRTH_PLACE), ("address", Property::ADDRESS)]
    {
        for full in row.get(column).map(text::items).unwrap_or_default() {
            let last = full.rsplit(',').next().map(str::trim).unwrap_or_default();
            let country = states::country(&full).or_else(|| states::country(last));
            let address = Address { full, country, ..Address::default() };
            if let Some(fact) = values::address(property.clone(), address) {
                push(out, fact);
            }
        }
    }
    let land = if is_person { Property::CITIZENSHIP } else { Property::COUNTRY };
    for item in row.get("citizenship").map(text::items).unwrap_or_default() {
        if let Some(code) = states::country(&item) {
            let value = Value::Country { code: Some(code), printed: item };
            push(out, Fact::new(land.clone(), value));
            continue;
        }
        for (piece, _) in countries_in(&item) {
            push(out, values::country(land.clone(), piece, row.line, recorder));
        }
    }
    for column in ["imonumber", "imo"] {
        if let Some(number) = row.get(column) {
            push(out, identifier(Property::IMO_NUMBER, "IMO number", number, None));
        }
    }
    if let Some(info) = row.get("additionalinformation") {
        push(out, Fact::text(Property::NOTES, info));
        for fact in parents::read(info) {
            push(out, fact);
        }
        additional(info, out);
    }
    if let Some(info) = row.get("listinginformation") {
        push(out, Fact::text(Property::of("listingInformation"), info));
    }
    for (column, printed, value) in &row.cells {
        if !super::COLUMNS.contains(&column.as_str()) {
            push(out, Fact::text(Property::named(printed), value.clone()));
        }
    }
}

/// The labelled parts of the additional information.
fn additional(info: &str, out: &mut Vec<Fact>) {
    for (label, value) in text::labelled(info) {
        match label.trim_end_matches([':', '.']) {
            "Title" => push(out, Fact::text(Property::TITLE, value)),
            "Designation" => {
                for item in text::items(value) {
                    push(out, Fact::text(Property::POSITION, item));
                }
            }
            "Passport no" => {
                for item in text::items(value) {
                    push(out, document(Property::PASSPORT_NUMBER, "Passport", &item));
                }
            }
            "National identification no" => {
                for item in text::items(value) {
                    push(out, document(Property::ID_NUMBER, "National identification", &item));
                }
            }
            _ => {}
        }
    }
}

/// "Pakistan number C12345, issued in Lahore": the number, with the whole beside it.
fn document(property: Property, kind: &str, item: &str) -> Fact {
    let digits = |t: &str| t.bytes().filter(u8::is_ascii_digit).count();
    let number = item
        .split([' ', ',', '(', ')', ';'])
        .find(|t| digits(t) >= 3 && !t.bytes().any(|b| b.is_ascii_lowercase()))
        .unwrap_or(item);
    let mut fact = identifier(property, kind, number, Some(item));
    if let Value::Identifier(id) = &mut fact.value {
        id.country = item.split(" number").next().and_then(states::country);
    }
    fact
}

fn identifier(property: Property, kind: &str, number: &str, note: Option<&str>) -> Fact {
    Fact::new(
        property,
        Value::Identifier(Identifier {
            number: number.to_owned(),
            kind: Some(kind.to_owned()),
            note: note.filter(|n| *n != number).map(str::to_owned),
            ..Identifier::default()
        }),
    )
}

fn listing(
    group: &Group,
    position: Position,
    progress: &mut Progress,
    recorder: &mut Recorder<'_>,
) -> Listing {
    let mut listing = Listing::new(AUTHORITY, LIST, position);
    listing.reference = Some(group.number.clone());
    let mut listed: Vec<Date> = Vec::new();
    let mut controlled: Vec<Date> = Vec::new();
    for row in &group.rows {
        if let Some(committee) = row.get("committees")
            && !listing.programmes.iter().any(|p| p == committee)
        {
            listing.programmes.push(committee.to_owned());
        }
        if let Some(title) = row.get("instrumentofdesignation")
            && !listing.legal_acts.iter().any(|a| a.title == title)
        {
            listing.legal_acts.push(LegalAct { title: title.to_owned(), ..LegalAct::default() });
        }
        for (column, kind, printed) in [
            ("targetedfinancialsanction", MeasureKind::AssetFreeze, "Targeted Financial Sanction"),
            ("travelban", MeasureKind::TravelBan, "Travel Ban"),
            ("armsembargo", MeasureKind::ArmsEmbargo, "Arms Embargo"),
            ("maritimerestriction", MeasureKind::Other, "Maritime Restriction"),
        ] {
            if flag(row, column, printed, recorder)
                && !listing.measures.iter().any(|m| m.printed == printed)
            {
                let printed = printed.to_owned();
                listing.measures.push(Measure { kind, printed, since: None });
            }
        }
        listed.extend(row.get("listinginformation").map(text::days).unwrap_or_default());
        if let Some(printed) = row.get("controldate") {
            match text::day(printed) {
                Some(day) => controlled.push(day),
                None => recorder.defect(
                    DefectKind::BadValue,
                    row.line,
                    "Control Date",
                    printed,
                    "not a calendar day; left out",
                ),
            }
        }
    }
    progress.newest = progress.newest.max(controlled.iter().max().copied());
    let mut days: Vec<Date> = listed.into_iter().chain(controlled).collect();
    days.sort_unstable();
    days.dedup();
    let mut days = days.into_iter();
    listing.listed_on.extend(days.next());
    listing.amended_on = days.collect();
    listing
}

fn flag(row: &Row, column: &str, printed: &str, recorder: &mut Recorder<'_>) -> bool {
    let Some(value) = row.get(column) else { return false };
    match value.to_lowercase().as_str() {
        "1" | "true" | "yes" | "y" | "x" => true,
        "0" | "false" | "no" | "n" => false,
        _ => {
            recorder.defect(
                DefectKind::UnknownCode,
                row.line,
                printed,
                value,
                "expected yes or no; read as yes",
            );
            true
        }
    }
}

/// Adds a fact that is not there yet.
fn push(out: &mut Vec<Fact>, fact: Fact) {
    if !out.contains(&fact) {
        out.push(fact);
    }
}
