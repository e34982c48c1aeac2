// SPDX-License-Identifier: Apache-2.0
//! The house's own watchlist: a plain CSV, XLSX or ODS with these columns, in any order.
//!
//! Several values in one cell are set apart by semicolons. Names of columns are compared without
//! case, spaces and signs (`Birth date` is `birth_date`). Only `id` and `name` are required.
//!
//! | column | holds | becomes |
//! |---|---|---|
//! | `id` | the house's own key, unique | the entity's id |
//! | `name` | the name | primary name |
//! | `schema` or `type` | person, company, organisation, vessel, aircraft, security, wallet, or a FollowTheMoney schema; blank: not known | schema |
//! | `aliases`; `weak_aliases`; `previous_names` | further names | strong, weak and former aliases |
//! | `birth_date` | dates, day first where in figures | `birthDate` |
//! | `birth_place`, `gender`, `address` | as they say | the fact of that name |
//! | `nationality`, `country` | countries by name or code | the fact of that name |
//! | `passport`, `id_number`, `registration_number`, `tax_number` | numbers | identifiers |
//! | `imo`, `mmsi`, `lei`, `bic` | numbers, checked for form and check digits | identifiers |
//! | `wallet` | addresses of crypto-assets | `publicKey` |
//! | `programme`, `authority`, `reference`, `listed_on`, `reason` | why and by whom it is listed | the listing |
//! | `measures` | asset freeze, travel ban, arms embargo, or other words | measures |
//! | `linked_to` | ids of this list or names | links |
//! | `notes` | anything | `notes` |
//!
//! A column of another name is counted once and its values are kept as facts under that name. A
//! row without a name or id, or with an id that stands twice, is a lost record: the list is then
//! not whole.

use crate::document::Document;
use crate::grid::{Grid, key};
use crate::recorder::Recorder;
use crate::sheet::SheetRow;
use crate::{ReadError, values};
use interdict_codes::{Checked, DateReading, Order, date_with};
use interdict_model::{
    Address, Country, Date, DefectKind, Entity, EntityId, Fact, Identifier, Link, LinkTarget,
    Listing, Measure, MeasureKind, Name, NameKind, Position, Property, Schema, Value,
};
use std::collections::BTreeSet;

/// Every column this version knows, as [`key`] gives it.
const COLUMNS: &[&str] = &[
    "id",
    "name",
    "schema",
    "type",
    "aliases",
    "weakaliases",
    "previousnames",
    "birthdate",
    "birthplace",
    "nationality",
    "country",
    "gender",
    "address",
    "passport",
    "idnumber",
    "registrationnumber",
    "taxnumber",
    "imo",
    "mmsi",
    "lei",
    "bic",
    "wallet",
    "programme",
    "authority",
    "reference",
    "listedon",
    "measures",
    "reason",
    "linkedto",
    "notes",
];

/// Form and check digits of a kind of number.
type Check = fn(&str) -> Option<Checked>;

/// Columns of numbers: property, the kind kept beside the number, and its check.
const NUMBERS: &[(&str, Property, &str, Option<Check>)] = &[
    ("passport", Property::PASSPORT_NUMBER, "passport", None),
    ("idnumber", Property::ID_NUMBER, "id_number", None),
    ("registrationnumber", Property::REGISTRATION_NUMBER, "registration_number", None),
    ("taxnumber", Property::TAX_NUMBER, "tax_number", None),
    ("imo", Property::IMO_NUMBER, "imo", Some(interdict_codes::imo)),
    ("mmsi", Property::MMSI, "mmsi", Some(interdict_codes::mmsi)),
    ("lei", Property::LEI_CODE, "lei", Some(interdict_codes::lei)),
    ("bic", Property::SWIFT_BIC, "bic", Some(interdict_codes::bic)),
];

/// One row with the header it stands under.
struct Row<'a> {
    header: &'a [(String, String)],
    row: &'a SheetRow,
}

impl<'a> Row<'a> {
    /// The cell of a column; `None` when blank.
    fn get(&self, column: &str) -> Option<&'a str> {
        let at = self.header.iter().position(|(k, _)| k == column)?;
        self.row.cells.get(at).map(|c| c.trim()).filter(|c| !c.is_empty())
    }

    /// The values of a column.
    fn all(&self, column: &str) -> impl Iterator<Item = &'a str> {
        self.get(column)
            .into_iter()
            .flat_map(|c| c.split(';'))
            .map(str::trim)
            .filter(|c| !c.is_empty())
    }
}

/// Reads the house's list: one file.
pub(crate) fn read(
    documents: Vec<Document<'_>>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let release = recorder.release();
    release.authority = "House".to_owned();
    release.title = "House watchlist".to_owned();
    release.format = "house table".to_owned();
    let mut documents = documents.into_iter();
    let Some(document) = documents.next() else {
        return Ok(());
    };
    if let Some(second) = documents.next() {
        return Err(ReadError::NotAList {
            file: second.name().to_owned(),
            message: "is a second file; give each house watchlist as a source of its own"
                .to_owned(),
        });
    }
    let grid = Grid::read(document, recorder)?;
    let all = ids_of(&grid);
    let mut ids = BTreeSet::new();
    let mut found = false;
    for sheet in grid.sheets.iter().filter(|s| !s.rows.is_empty()) {
        let Some((head, rows)) = sheet.rows.split_first() else { continue };
        let header: Vec<(String, String)> =
            head.cells.iter().map(|c| (key(c), c.trim().to_owned())).collect();
        let has = |column: &str| header.iter().any(|(k, _)| k == column);
        if !has("id") || !has("name") {
            recorder.defect(
                DefectKind::UnknownElement,
                head.number,
                &sheet.name,
                &head.cells.join(","),
                "a table without the columns id and name; passed over",
            );
            continue;
        }
        found = true;
        for (i, (column, printed)) in header.iter().enumerate() {
            if header.iter().take(i).any(|(k, _)| k == column) && !column.is_empty() {
                let message = format!("the column {printed:?} stands twice; keep one of them");
                return Err(recorder.syntax(head.number, printed, message));
            }
            if !printed.is_empty() && !COLUMNS.contains(&column.as_str()) {
                recorder.defect(
                    DefectKind::UnknownElement,
                    head.number,
                    printed,
                    "",
                    "a column outside the documented ones; its values are kept as facts under this name",
                );
            }
        }
        for row in rows {
            if grid.fits(row, header.len(), recorder) {
                entry(&Row { header: &header, row }, &all, &mut ids, recorder)?;
            }
        }
    }
    if found {
        return Ok(());
    }
    Err(ReadError::NotAList {
        file: recorder.file().to_owned(),
        message: "has no columns id and name in its first row; see the documented columns of a house watchlist".to_owned(),
    })
}

/// Every id of the file, for links that lead forward.
fn ids_of(grid: &Grid) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for sheet in &grid.sheets {
        let Some((head, rows)) = sheet.rows.split_first() else { continue };
        let Some(at) = head.cells.iter().position(|c| key(c) == "id") else { continue };
        out.extend(rows.iter().filter_map(|r| r.cells.get(at)).map(|c| c.trim().to_owned()));
    }
    out
}

fn entry(
    row: &Row<'_>,
    all: &BTreeSet<String>,
    ids: &mut BTreeSet<String>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let line = row.row.number;
    let mut lost = |column: &str, value: &str, message: &str| {
        recorder.defect(DefectKind::LostRecord, line, column, value, message);
    };
    let Some(id) = row.get("id") else {
        lost(
            "id",
            row.get("name").unwrap_or_default(),
            "a row without an id; left out: give it one",
        );
        return Ok(());
    };
    let Some(name) = row.get("name") else {
        lost("name", id, "a row without a name; left out: give it one");
        return Ok(());
    };
    if !ids.insert(id.to_owned()) {
        lost("id", id, "the id stands twice; the second row is left out: give it another id");
        return Ok(());
    }
    let position = Position { file: recorder.file_index(), line };
    let mut entity = Entity::new(id, schema(row, recorder), position);
    entity.names.push(Name::new(NameKind::Primary, name));
    for (column, kind, weak) in [
        ("aliases", NameKind::Aka, false),
        ("weakaliases", NameKind::Aka, true),
        ("previousnames", NameKind::Fka, false),
    ] {
        for text in row.all(column) {
            let alias = Name::new(kind, text);
            entity.names.push(if weak { alias.weak() } else { alias });
        }
    }
    facts(row, &mut entity, recorder);
    for target in row.all("linkedto") {
        let target = if all.contains(target) {
            LinkTarget::Entity(EntityId::new(target))
        } else {
            LinkTarget::Named(target.to_owned())
        };
        entity.links.push(Link::new(Property::of("linkedTo"), target));
    }
    for ((column, printed), cell) in row.header.iter().zip(&row.row.cells) {
        if !COLUMNS.contains(&column.as_str()) && !cell.trim().is_empty() {
            entity.facts.push(Fact::text(Property::named(printed), cell.trim()));
        }
    }
    entity.listings.push(listing(row, position, recorder));
    recorder.entity(entity)
}

fn schema(row: &Row<'_>, recorder: &mut Recorder<'_>) -> Schema {
    let Some(printed) = row.get("schema").or_else(|| row.get("type")) else {
        return Schema::LEGAL_ENTITY;
    };
    match key(printed).as_str() {
        "person" | "individual" | "naturalperson" => Schema::PERSON,
        "company" => Schema::COMPANY,
        "organisation" | "organization" | "entity" => Schema::ORGANIZATION,
        "vessel" | "ship" => Schema::VESSEL,
        "aircraft" | "airplane" => Schema::AIRPLANE,
        "security" => Schema::SECURITY,
        "wallet" | "cryptowallet" => Schema::CRYPTO_WALLET,
        "legalentity" => Schema::LEGAL_ENTITY,
        _ => {
            let named = Schema::named(printed);
            if named.is_known() {
                return named;
            }
            recorder.defect(
                DefectKind::UnknownCode,
                row.row.number,
                "schema",
                printed,
                "expected person, company, organisation, vessel, aircraft, security or wallet; read as a person or organisation",
            );
            Schema::LEGAL_ENTITY
        }
    }
}

fn facts(row: &Row<'_>, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    let line = row.row.number;
    let out = &mut entity.facts;
    for printed in row.all("birthdate") {
        let date = match date_with(printed, Order::DayFirst) {
            Some(DateReading::One(date) | DateReading::Ambiguous(date, _)) => Some(date),
            None => None,
        };
        out.push(values::date(Property::BIRTH_DATE, printed, date, line, recorder));
    }
    for (column, property) in
        [("nationality", Property::NATIONALITY), ("country", Property::COUNTRY)]
    {
        for printed in row.all(column) {
            out.push(values::country(property.clone(), printed, line, recorder));
        }
    }
    for (column, property) in
        [("birthplace", Property::BIRTH_PLACE), ("address", Property::ADDRESS)]
    {
        for printed in row.all(column) {
            let address = Address {
                full: printed.to_owned(),
                country: printed.rsplit(',').next().and_then(country),
                ..Address::default()
            };
            out.extend(values::address(property.clone(), address));
        }
    }
    if let Some(printed) = row.get("gender") {
        out.push(match values::gender(printed) {
            Some(gender) => Fact::new(Property::GENDER, Value::Gender(gender)),
            None => Fact::text(Property::GENDER, printed),
        });
    }
    for (column, property, kind, check) in NUMBERS {
        for number in row.all(column) {
            if let Some(check) = check
                && !check(number).is_some_and(|c| c.valid)
            {
                recorder.defect(
                    DefectKind::BadValue,
                    line,
                    column,
                    number,
                    "its form or check digits are wrong; kept as written: correct it",
                );
            }
            let id = Identifier {
                number: number.to_owned(),
                kind: Some((*kind).to_owned()),
                ..Identifier::default()
            };
            out.push(Fact::new(property.clone(), Value::Identifier(id)));
        }
    }
    for address in row.all("wallet") {
        out.push(Fact::text(Property::CRYPTO_ADDRESS, address));
    }
    if let Some(notes) = row.get("notes") {
        out.push(Fact::text(Property::NOTES, notes));
    }
}

fn country(printed: &str) -> Option<Country> {
    values::country_code(printed.trim())
}

fn listing(row: &Row<'_>, position: Position, recorder: &mut Recorder<'_>) -> Listing {
    let authority = row.get("authority").unwrap_or("House");
    let mut listing = Listing::new(authority, "House watchlist", position);
    listing.reference = row.get("reference").or_else(|| row.get("id")).map(str::to_owned);
    listing.programmes = row.all("programme").map(str::to_owned).collect();
    listing.reason = row.get("reason").map(str::to_owned);
    for printed in row.all("listedon") {
        match day(printed) {
            Some(day) => listing.listed_on.push(day),
            None => recorder.defect(
                DefectKind::BadValue,
                row.row.number,
                "listed_on",
                printed,
                "not a calendar day; write it as YYYY-MM-DD, left out",
            ),
        }
    }
    for printed in row.all("measures") {
        let kind = match key(printed).as_str() {
            "assetfreeze" | "freeze" => MeasureKind::AssetFreeze,
            "travelban" => MeasureKind::TravelBan,
            "armsembargo" => MeasureKind::ArmsEmbargo,
            "portentryban" => MeasureKind::PortEntryBan,
            "exportcontrol" => MeasureKind::ExportControl,
            "debarment" => MeasureKind::Debarment,
            "sectoral" => MeasureKind::Sectoral,
            _ => MeasureKind::Other,
        };
        listing.measures.push(Measure { kind, printed: printed.to_owned(), since: None });
    }
    listing
}

fn day(printed: &str) -> Option<Date> {
    match date_with(printed, Order::DayFirst)? {
        DateReading::One(date) | DateReading::Ambiguous(date, _) => date.as_day(),
    }
}
