// SPDX-License-Identifier: Apache-2.0
//! The legacy set: entries, addresses, aliases and continued remarks in files without a header.
//!
//! The members are told apart by their number of columns (12, 6, 5 and 2), whatever they are
//! called: `sdn.csv`, `add.csv`, `alt.csv`, `sdn_comments.csv`, or `cons_prim.csv` and its
//! companions. `-0-` stands for nothing and the character 0x1A ends a file. The entries alone can be
//! read too, for archives that kept no more; what is then missing is counted.

use super::gathered::Gathered;
use super::statement::{self, Statement};
use super::{AUTHORITY, names, remarks, vocabulary};
use crate::ReadError;
use crate::document::Document;
use crate::recorder::Recorder;
use crate::table::{Table, TableRow};
use crate::values;
use interdict_model::{
    Address, DefectKind, Entity, Fact, Listing, NameKind, Position, Property, Schema,
};
use std::collections::HashMap;

/// What a member of the set holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Member {
    Entries,
    Addresses,
    Aliases,
    Comments,
}

impl Member {
    const ALL: [Self; 4] = [Self::Entries, Self::Addresses, Self::Aliases, Self::Comments];

    fn columns(self) -> usize {
        match self {
            Self::Entries => 12,
            Self::Addresses => 6,
            Self::Aliases => 5,
            Self::Comments => 2,
        }
    }

    fn usual_name(self) -> &'static str {
        match self {
            Self::Entries => "sdn.csv or cons_prim.csv",
            Self::Addresses => "add.csv or cons_add.csv",
            Self::Aliases => "alt.csv or cons_alt.csv",
            Self::Comments => "sdn_comments.csv or cons_comments.csv",
        }
    }
}

/// One member, read.
struct Sheet {
    member: Member,
    index: u16,
    name: String,
    rows: Vec<TableRow>,
}

/// Reads the set.
pub(super) fn read(
    documents: Vec<(u16, Document<'_>)>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    "legacy CSV".clone_into(&mut recorder.release().format);
    let mut sheets: Vec<Sheet> = Vec::new();
    for (index, document) in documents {
        let sheet = member(document, index, recorder)?;
        if let Some(other) = sheets.iter().find(|s| s.member == sheet.member) {
            return Err(ReadError::NotAList {
                file: sheet.name,
                message: format!(
                    "has the same columns as {}; the SDN set and the Consolidated set are two releases: give each as a source of its own",
                    other.name
                ),
            });
        }
        sheets.push(sheet);
    }
    sheets.sort_by_key(|sheet| sheet.member);
    let comments = comments(&sheets);
    let Some(entries) = sheets.iter().find(|s| s.member == Member::Entries) else {
        let file = sheets.first().map(|s| s.name.clone()).unwrap_or_default();
        return Err(ReadError::NotAList {
            file,
            message: "is only a companion of the entries; give sdn.csv or cons_prim.csv with it"
                .to_owned(),
        });
    };
    let mut gathered = Gathered::default();
    recorder.enter_file(&entries.name, entries.index);
    for member in Member::ALL {
        if !sheets.iter().any(|s| s.member == member) {
            recorder.defect(
                DefectKind::DanglingReference,
                0,
                "set",
                member.usual_name(),
                "this member of the set was not given; what it holds is not in the release",
            );
        }
    }
    for row in &entries.rows {
        let more = row.get(0).and_then(|uid| comments.get(uid)).copied();
        entry(row, more, &mut gathered, recorder);
    }
    for sheet in sheets.iter().filter(|s| s.member != Member::Entries) {
        recorder.enter_file(&sheet.name, sheet.index);
        for row in &sheet.rows {
            companion(sheet, row, &mut gathered, recorder);
        }
    }
    gathered.name_list(recorder);
    gathered.emit(recorder)
}

/// Reads a file and finds out which member it is.
fn member(
    document: Document<'_>,
    index: u16,
    recorder: &mut Recorder<'_>,
) -> Result<Sheet, ReadError> {
    let name = document.name().to_owned();
    let mut table = Table::open(document, b',', recorder, index)?;
    let mut rows: Vec<TableRow> = Vec::new();
    let mut ended = false;
    while let Some(mut row) = table.next(recorder)? {
        if let [only] = row.fields.as_slice()
            && only.trim() == "\u{1a}"
        {
            ended = true;
            continue;
        }
        if let Some(last) = row.fields.last_mut()
            && last.contains('\u{1a}')
        {
            ended = true;
            *last = last.replace('\u{1a}', "");
        }
        rows.push(row);
    }
    let columns = rows.first().map_or(0, |row| row.fields.len());
    let numbered = rows.first().is_some_and(|row| uid(row).is_some());
    let member = Member::ALL.into_iter().find(|m| numbered && m.columns() == columns);
    let Some(member) = member else {
        return Err(ReadError::NotAList {
            file: name,
            message: format!(
                "starts with a row of {columns} columns; a legacy OFAC file has 12 (entries), 6 (addresses), 5 (aliases) or 2 (comments), the first of them an entry number, and no header"
            ),
        });
    };
    if let Some(last) = rows.last().filter(|row| row.fields.len() < member.columns()) {
        return Err(recorder.syntax(
            last.line,
            "",
            format!(
                "the last row has {} of {} columns: the file is truncated; fetch it again",
                last.fields.len(),
                member.columns()
            ),
        ));
    }
    if !ended {
        let line = rows.last().map_or(0, |row| row.line);
        recorder.defect(
            DefectKind::BadValue,
            line,
            "end",
            "",
            "OFAC ends its legacy files with the character 0x1A and this one has none; it may have been cut or converted",
        );
    }
    Ok(Sheet { member, index, name, rows })
}

/// An entry number, when it is one.
fn uid(row: &TableRow) -> Option<&str> {
    row.get(0).filter(|uid| uid.bytes().all(|b| b.is_ascii_digit()))
}

/// A field with something in it.
fn field(row: &TableRow, column: usize) -> Option<&str> {
    row.get(column).filter(|text| *text != "-0-")
}

/// The continuations of remarks, untrimmed, by entry number.
fn comments(sheets: &[Sheet]) -> HashMap<&str, &str> {
    sheets
        .iter()
        .filter(|s| s.member == Member::Comments)
        .flat_map(|s| &s.rows)
        .filter_map(|row| Some((uid(row)?, row.fields.get(1)?.as_str())))
        .collect()
}

/// Counts rows that are not as long as they should be, and keeps what is too much.
fn check_columns(row: &TableRow, member: Member, recorder: &mut Recorder<'_>) -> Vec<Fact> {
    let columns = member.columns();
    if row.fields.len() < columns {
        recorder.defect(
            DefectKind::BadValue,
            row.line,
            "row",
            &row.fields.len().to_string(),
            &format!("expected {columns} columns; what is there is read"),
        );
    }
    let mut facts = Vec::new();
    for text in row.fields.iter().skip(columns) {
        recorder.defect(
            DefectKind::UnknownElement,
            row.line,
            "row",
            text,
            &format!("more than {columns} columns; kept as a note"),
        );
        facts.push(Fact::text(Property::NOTES, text.trim()));
    }
    facts
}

fn lost(row: &TableRow, recorder: &mut Recorder<'_>) {
    recorder.defect(
        DefectKind::LostRecord,
        row.line,
        "row",
        row.fields.first().map_or("", String::as_str),
        "does not start with an entry number; the row is left out: fetch the file again",
    );
}

fn entry(row: &TableRow, more: Option<&str>, gathered: &mut Gathered, recorder: &mut Recorder<'_>) {
    let Some(uid) = uid(row) else {
        return lost(row, recorder);
    };
    let position = Position { file: recorder.file_index(), line: row.line };
    let printed = field(row, 2).unwrap_or("entity");
    let schema = vocabulary::schema(printed).unwrap_or_else(|| {
        recorder.defect(
            DefectKind::UnknownCode,
            row.line,
            "SDN_Type",
            printed,
            "expected individual, vessel, aircraft or -0-; read as a person or organisation",
        );
        Schema::LEGAL_ENTITY
    });
    let mut entity = Entity::new(Gathered::id(uid).as_str(), schema, position);
    let mut listing = Listing::new(AUTHORITY, "", position);
    listing.reference = Some(uid.to_owned());
    if let Some(name) = field(row, 1) {
        entity.names.push(names::whole(NameKind::Primary, name, &entity.schema));
    }
    let programmes = field(row, 3).unwrap_or_default().split("] [");
    listing.programmes = programmes
        .map(|p| p.trim_matches(['[', ']', ' ']).to_owned())
        .filter(|p| !p.is_empty())
        .collect();
    for title in field(row, 4).unwrap_or_default().split(';').filter(|t| !t.trim().is_empty()) {
        entity.facts.push(Fact::text(Property::POSITION, title.trim()));
    }
    for (column, label) in [
        (5, "Vessel Call Sign"),
        (6, "Vessel Type"),
        (7, "Vessel Tonnage"),
        (8, "Vessel Gross Registered Tonnage"),
        (9, "Vessel Flag"),
        (10, "Vessel Owner"),
    ] {
        if let Some(value) = field(row, column) {
            let statement = Statement { label, value, line: row.line, ..Statement::default() };
            statement::state(&mut entity, statement, recorder);
        }
    }
    read_remark(row, more, &mut entity, &mut listing, recorder);
    entity.facts.extend(check_columns(row, Member::Entries, recorder));
    entity.listings.push(listing);
    gathered.add(uid, entity, recorder);
}

/// The column of remarks holds this many characters; a longer remark goes on in the comments.
const REMARK_LIMIT: usize = 1000;

/// Reads the remark with its continuation.
fn read_remark(
    row: &TableRow,
    more: Option<&str>,
    entity: &mut Entity,
    listing: &mut Listing,
    recorder: &mut Recorder<'_>,
) {
    let remark = row.fields.get(11).map(String::as_str).filter(|r| r.trim() != "-0-");
    let remark = remark.unwrap_or_default();
    let full = remark.chars().count() >= REMARK_LIMIT;
    match more {
        Some(more) if full => {
            remarks::read(entity, listing, &format!("{remark}{more}"), row.line, recorder);
        }
        Some(more) => {
            recorder.defect(
                DefectKind::BadValue,
                row.line,
                "comments",
                more,
                "continues a remark that was not cut here: the comments are of another release; kept as a note",
            );
            remarks::read(entity, listing, remark, row.line, recorder);
            entity.facts.push(Fact::text(Property::NOTES, more.trim()));
        }
        None if full && !remark.trim_end().ends_with('.') => {
            recorder.defect(
                DefectKind::BadValue,
                row.line,
                "Remarks",
                remark.rsplit(';').next().unwrap_or_default().trim(),
                "the remark is cut at 1000 characters and no continuation was given; its last statement is kept as a note",
            );
            remarks::read_cut(entity, listing, remark, row.line, recorder);
        }
        None => remarks::read(entity, listing, remark, row.line, recorder),
    }
}

/// A row of addresses, aliases or comments joins the entity of its number.
fn companion(sheet: &Sheet, row: &TableRow, gathered: &mut Gathered, recorder: &mut Recorder<'_>) {
    let Some(uid) = uid(row) else {
        return lost(row, recorder);
    };
    let extra = check_columns(row, sheet.member, recorder);
    let Some(entity) = gathered.get(uid) else {
        let text: Vec<&str> = (1..row.fields.len()).filter_map(|c| field(row, c)).collect();
        recorder.defect(
            DefectKind::DanglingReference,
            row.line,
            "ent_num",
            uid,
            &format!("no entry has this number; left out: {}", text.join(", ")),
        );
        return;
    };
    entity.facts.extend(extra);
    match sheet.member {
        Member::Addresses => address(row, entity),
        Member::Aliases => alias(row, entity, recorder),
        Member::Entries | Member::Comments => {}
    }
}

fn address(row: &TableRow, entity: &mut Entity) {
    let place = field(row, 3);
    let (city, region, postal_code) = place.map_or((None, None, None), parts_of_place);
    let (street, country) = (field(row, 2), field(row, 4));
    let address = Address {
        full: values::join_address(&[street, place, country]),
        street: street.map(str::to_owned),
        city,
        region,
        postal_code,
        country_printed: country.map(str::to_owned),
        note: field(row, 5).map(str::to_owned),
        ..Address::default()
    };
    entity.facts.extend(values::address(Property::ADDRESS, address));
}

/// "Town, Region CODE" in its parts: the code is the closing words with figures in them.
fn parts_of_place(place: &str) -> (Option<String>, Option<String>, Option<String>) {
    let words: Vec<&str> = place.split(' ').filter(|w| !w.is_empty()).collect();
    let figures = |w: &&&str| w.bytes().any(|b| b.is_ascii_digit());
    let code = words.iter().rev().take_while(figures).count();
    let (name, code) = words.split_at(words.len() - code);
    let name = name.join(" ");
    let (city, region) = match name.split_once(',') {
        Some((city, region)) => (city.trim().to_owned(), region.trim().trim_end_matches(',')),
        None => (name.trim().to_owned(), ""),
    };
    let some = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    (some(&city), some(region), some(&code.join(" ")))
}

fn alias(row: &TableRow, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    let printed = field(row, 2).unwrap_or_default();
    let kind = vocabulary::name_kind(printed).unwrap_or_else(|| {
        recorder.defect(
            DefectKind::UnknownCode,
            row.line,
            "alt_type",
            printed,
            "expected aka, fka or nka; read as aka",
        );
        NameKind::Aka
    });
    if let Some(text) = field(row, 3) {
        let mut name = names::whole(kind, text, &entity.schema);
        let remark = field(row, 4);
        name.note = remark.or((printed == "nka").then_some("n.k.a.")).map(str::to_owned);
        // The aliases in the remarks are weak and came first; these stand before them.
        let at = entity.names.iter().take_while(|n| n.quality == interdict_model::Quality::Strong);
        let at = at.count();
        entity.names.insert(at, name);
    }
}
