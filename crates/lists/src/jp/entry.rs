// SPDX-License-Identifier: Apache-2.0
//! One row of a Japanese sheet as an entity.

use crate::ReadError;
use crate::jp::columns::Column;
use crate::jp::dates::{Notice, notices};
use crate::jp::text::{one_line, plain, stated};
use crate::jp::{Progress, facts, names};
use crate::recorder::Recorder;
use crate::sheet::SheetRow;
use interdict_model::{
    CrossReference, DefectKind, Entity, Fact, Listing, ListingStatus, Measure, MeasureKind, Name,
    NameKind, Position, Property, Quality, Schema,
};

/// Who lists.
const AUTHORITY: &str = "Japan";
/// The list's name.
const LIST: &str = "Asset freeze list of the Ministry of Finance";

/// What a sheet says of all its entries.
pub(super) struct Programme {
    /// The sheet's name without its number.
    name: String,
    /// Person or organisation, where the title says which.
    schema: Option<Schema>,
}

impl Programme {
    /// From the name of the sheet and the text above its header.
    pub(super) fn new(sheet: &str, above: &str) -> Self {
        let name = plain(sheet);
        let bare = name.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('.');
        let bare = one_line(bare);
        let above = plain(above);
        let says = |text: &str| match (
            text.contains("個人"),
            text.contains("団体") || text.contains("銀行"),
        ) {
            (true, false) => Some(Schema::PERSON),
            (false, true) => Some(Schema::ORGANIZATION),
            _ => None,
        };
        // "…の対象となる個人)" in the title of the Iraqi sheets, whose names say neither.
        let title = above.split("(注").next().unwrap_or_default();
        let title = title.split("対象となる").nth(1).unwrap_or_default();
        Self { schema: says(&bare).or_else(|| says(title)), name: bare }
    }
}

/// One row by its columns.
pub(super) struct Row {
    line: u64,
    cells: Vec<(Column, String, String)>,
}

impl Row {
    pub(super) fn new(row: &SheetRow, columns: &[(Column, String)]) -> Self {
        let mut cells = Vec::new();
        for (i, cell) in row.cells.iter().enumerate() {
            if cell.trim().is_empty() {
                continue;
            }
            let (column, header) = match columns.get(i) {
                Some((Column::Blank, _)) | None => (Column::Unknown, format!("column {}", i + 1)),
                Some((column, header)) => (*column, header.clone()),
            };
            cells.push((column, header, cell.trim().to_owned()));
        }
        Self { line: row.number, cells }
    }

    /// The row's number on its sheet.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The first cell of a column.
    pub(super) fn get(&self, column: Column) -> Option<&str> {
        self.all(column).next()
    }

    /// The cells of a column; two columns of a sheet may hold the same.
    pub(super) fn all(&self, column: Column) -> impl Iterator<Item = &str> {
        self.cells.iter().filter(move |(c, ..)| *c == column).map(|(_, _, v)| v.as_str())
    }

    /// Whether the row only goes on with the entry above.
    pub(super) fn continues(&self) -> bool {
        [Column::Notice, Column::Number, Column::JapaneseName, Column::EnglishName]
            .iter()
            .all(|c| self.get(*c).is_none())
    }

    /// Adds the cells of a row that continues this one.
    pub(super) fn append(&mut self, other: &Self) {
        for (column, header, value) in &other.cells {
            match self.cells.iter_mut().find(|(c, h, _)| c == column && h == header) {
                Some((_, _, text)) => {
                    text.push('\n');
                    text.push_str(value);
                }
                None => self.cells.push((*column, header.clone(), value.clone())),
            }
        }
    }
}

/// Passes a row on as an entity; a struck entry without a name is only counted as read.
pub(super) fn finish(
    row: &Row,
    programme: &Programme,
    progress: &mut Progress,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let position = Position { file: recorder.file_index(), line: row.line };
    let mut listing = Listing::new(AUTHORITY, LIST, position);
    listing.programmes.push(programme.name.clone());
    listing.measures.push(Measure {
        kind: MeasureKind::AssetFreeze,
        printed: "資産凍結等の措置".to_owned(),
        since: None,
    });
    for notice in row.all(Column::Notice).flat_map(notices) {
        let day = match notice {
            Ok(Notice::Listed(day)) => {
                listing.listed_on.push(day);
                day
            }
            Ok(Notice::Amended(day)) => {
                listing.amended_on.push(day);
                day
            }
            Ok(Notice::Deleted(day)) => {
                listing.status = ListingStatus::Delisted(Some(day));
                day
            }
            // "(38.と同一人物)": struck because it is the subject of that number.
            Err(printed) if printed.contains("と同一") => continue,
            Err(printed) => {
                recorder.defect(
                    DefectKind::BadValue,
                    row.line,
                    "告示日付",
                    &printed,
                    "not a day of a notice; expected YYYY.M.D with 改訂 or 削除 after it, left out",
                );
                continue;
            }
        };
        progress.newest = progress.newest.max(Some(day));
    }
    let names = names_of(row);
    if names.is_empty() {
        if matches!(listing.status, ListingStatus::Listed) {
            recorder.defect(
                DefectKind::BadValue,
                row.line,
                &programme.name,
                row.get(Column::Number).unwrap_or_default(),
                "a number without a name and without 削除; there is nothing to read",
            );
        }
        return Ok(());
    }
    let Some(number) = row.get(Column::Number).map(plain) else {
        recorder.defect(
            DefectKind::LostRecord,
            row.line,
            "告示番号",
            names.first().map(|n| n.text.as_str()).unwrap_or_default(),
            "an entry without its number in the notice; left out",
        );
        return Ok(());
    };
    let own: String = number
        .trim_start_matches(['*', '#'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let mut id = format!("jp-{}-{own}", programme.name);
    if !progress.ids.insert(id.clone()) {
        recorder.defect(
            DefectKind::BadValue,
            row.line,
            "告示番号",
            &number,
            "the number stands twice on the sheet; both entries are kept, the second under the number and its row",
        );
        id = format!("{id}+{}", row.line);
        progress.ids.insert(id.clone());
    }
    listing.reference = Some(number);
    for reference in row.all(Column::UnReference).map(plain) {
        for reference in reference.split([';', ',', '\n', '、', ' ']).filter_map(stated) {
            listing.cross_references.push(CrossReference {
                authority: "UN".to_owned(),
                reference: reference.to_owned(),
            });
        }
    }
    let reasons: Vec<&str> = row.all(Column::Reason).filter_map(stated).collect();
    listing.reason = (!reasons.is_empty()).then(|| reasons.join("\n"));
    let mut entity = Entity::new(id, schema(row, programme, &listing), position);
    entity.names = names;
    facts::add(row, &mut entity, recorder);
    for (column, header, value) in &row.cells {
        if *column == Column::Unknown {
            entity.facts.push(Fact::text(Property::named(header), value.clone()));
        }
    }
    entity.listings.push(listing);
    recorder.entity(entity)
}

fn names_of(row: &Row) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    let mut add = |found: Vec<Name>| {
        for name in found {
            if !out.iter().any(|n| n.text == name.text) {
                out.push(name);
            }
        }
    };
    for cell in row.all(Column::EnglishName) {
        add(names::english(cell));
    }
    for name in row.all(Column::JapaneseName).filter_map(stated) {
        let japanese = Name {
            language: Some("ja".to_owned()),
            ..Name::new(NameKind::Primary, name.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        add(vec![japanese]);
    }
    for (column, kind, quality) in [
        (Column::Alias, NameKind::Aka, Quality::Strong),
        (Column::FormerName, NameKind::Fka, Quality::Strong),
        (Column::WeakAlias, NameKind::Aka, Quality::Weak),
    ] {
        for cell in row.all(column) {
            add(names::aliases(cell, kind, quality));
        }
    }
    out
}

/// Person or organisation: as the sheet says, as the UN's number says, as the row shows.
fn schema(row: &Row, programme: &Programme, listing: &Listing) -> Schema {
    if let Some(schema) = &programme.schema {
        return schema.clone();
    }
    let letter = listing
        .cross_references
        .iter()
        .find_map(|r| r.reference.split_once('.').and_then(|(l, _)| l.chars().next_back()));
    match letter {
        Some('i') => return Schema::PERSON,
        Some('e') => return Schema::ORGANIZATION,
        _ => {}
    }
    // A sheet for both leaves what only persons have blank for organisations.
    let personal = [
        Column::BirthDate,
        Column::BirthDateAndPlace,
        Column::BirthPlace,
        Column::Nationality,
        Column::Passport,
        Column::Title,
    ];
    let other = row.get(Column::Other).unwrap_or_default();
    if personal.iter().any(|c| row.get(*c).is_some()) || other.contains("同人") {
        Schema::PERSON
    } else if ["同団体", "この団体", "同組織", "同社"].iter().any(|w| other.contains(w))
    {
        Schema::ORGANIZATION
    } else {
        Schema::LEGAL_ENTITY
    }
}
