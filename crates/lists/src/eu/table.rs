// SPDX-License-Identifier: Apache-2.0
//! The FSF CSV, versions 1.1 and 1.0: one row for each name, birth date, address, document and
//! citizenship of an entry, keyed by the entry's logical id.
//!
//! The columns of 1.0 are those of the Commission's "Description of the fields inside the csv
//! file published on FSF"; those of 1.1 carry the names of the XML.

use crate::ReadError;
use crate::document::Document;
use crate::eu::part::{Entry, Part};
use crate::eu::{entity, export, whole};
use crate::recorder::Recorder;
use crate::table::{Table, TableRow};
use interdict_model::{DefectKind, Fact, Property};
use std::collections::{BTreeMap, BTreeSet};

/// To which part of an entry a column belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    File,
    Head,
    Act,
    Name,
    Address,
    Birth,
    Identification,
    Citizenship,
}

/// What a column of the header is.
#[derive(Clone, Debug)]
enum Column {
    Known(Group, &'static str),
    Unknown(String),
    /// Knowingly passed over.
    Ignored,
}

/// Prefixes of the two versions with the part they mean.
const GROUPS: &[(&str, Group)] = &[
    ("entity_regulation_", Group::Act),
    ("namealias_", Group::Name),
    ("address_", Group::Address),
    ("birthdate_", Group::Birth),
    ("identification_", Group::Identification),
    ("citizenship_", Group::Citizenship),
    ("naal_", Group::Name),
    ("addr_", Group::Address),
    ("birt_", Group::Birth),
    ("iden_", Group::Identification),
    ("citi_", Group::Citizenship),
    ("entity_", Group::Head),
];

/// Columns of a part, in lower case without the prefix, and the key they carry in the XML.
const KEYS: &[(&str, &str)] = &[
    ("asatlistingtime", "asAtListingTime"),
    ("birthdate", "birthdate"),
    ("calendartype", "calendarType"),
    ("circa", "circa"),
    ("city", "city"),
    ("contactinfo", "contactInfo"),
    ("country", "countryDescription"),
    ("countrydescription", "countryDescription"),
    ("countryiso2code", "countryIso2Code"),
    ("date", "printedDate"),
    ("day", "dayOfMonth"),
    ("designationdate", "designationDate"),
    ("designationdetails", "designationDetails"),
    ("diplomatic", "diplomatic"),
    ("eu_referencenumber", "euReferenceNumber"),
    ("firstname", "firstName"),
    ("function", "function"),
    ("gender", "gender"),
    ("issuedby", "issuedBy"),
    ("issueddate", "issueDate"),
    ("knownexpired", "knownExpired"),
    ("knownfalse", "knownFalse"),
    ("language", "nameLanguage"),
    ("lastname", "lastName"),
    ("latinnumber", "latinNumber"),
    ("leba_numtitle", "actTitle"),
    ("leba_publication_date", "actDate"),
    ("leba_url", "actUrl"),
    ("logical_id", "logicalId"),
    ("logicalid", "logicalId"),
    ("middlename", "middleName"),
    ("month", "monthOfYear"),
    ("namelanguage", "nameLanguage"),
    ("nameondocument", "nameOnDocument"),
    ("number", "number"),
    ("other", "other"),
    ("place", "place"),
    ("pobox", "poBox"),
    ("programme", "actProgramme"),
    ("region", "region"),
    ("regulation_numbertitle", "actTitle"),
    ("regulation_publicationdate", "actDate"),
    ("regulation_publicationurl", "actUrl"),
    ("remark", "remark"),
    ("reportedlost", "reportedLost"),
    ("revokedbyissuer", "revokedByIssuer"),
    ("street", "street"),
    ("strong", "strong"),
    ("subjecttype", "subject"),
    ("subjecttype_classificationcode", "classification"),
    ("title", "title"),
    ("typecode", "identificationTypeCode"),
    ("typedescription", "identificationTypeDescription"),
    ("unitednationid", "unitedNationId"),
    ("validfrom", "validFrom"),
    ("validto", "validTo"),
    ("wholename", "wholeName"),
    ("year", "year"),
    ("yearrangefrom", "yearRangeFrom"),
    ("yearrangeto", "yearRangeTo"),
    ("zipcode", "zipCode"),
];

/// Columns of the entry's own legal act (1.1, after `Entity_Regulation_`) or the file (1.0).
const ACT_KEYS: &[(&str, &str)] = &[
    ("type", "regulationType"),
    ("organisationtype", "organisationType"),
    ("publicationdate", "publicationDate"),
    ("entryintoforcedate", "entryIntoForceDate"),
    ("numbertitle", "numberTitle"),
    ("programme", "programme"),
    ("publicationurl", "publicationUrl"),
];

/// Columns without a prefix.
const PLAIN: &[(&str, Group, &str)] = &[
    ("filegenerationdate", Group::File, "generationDate"),
    ("date_file", Group::File, "generationDate"),
    ("eu_ref_num", Group::Head, "euReferenceNumber"),
    ("subject_type", Group::Head, "subject"),
    ("leba_numtitle", Group::Act, "numberTitle"),
    ("leba_publication_date", Group::Act, "publicationDate"),
    ("leba_url", Group::Act, "publicationUrl"),
    ("programme", Group::Act, "programme"),
];

/// What says nothing of the subject: type, body and entry into force of the act of a part, the
/// language in which it was read.
const IGNORED: &[&str] = &[
    "regulation_type",
    "regulation_organisationtype",
    "regulation_entryintoforcedate",
    "regulation_programme",
    "regulationlanguage",
];

fn column(header: &str) -> Column {
    let name = header.trim().trim_start_matches('\u{feff}').to_lowercase();
    if let Some((_, group, key)) = PLAIN.iter().find(|(n, _, _)| *n == name) {
        return Column::Known(*group, key);
    }
    for (prefix, group) in GROUPS {
        let Some(rest) = name.strip_prefix(prefix) else { continue };
        if *group != Group::Act && *group != Group::Head && IGNORED.contains(&rest) {
            return Column::Ignored;
        }
        let keys = if *group == Group::Act { ACT_KEYS } else { KEYS };
        if let Some((_, key)) = keys.iter().find(|(n, _)| *n == rest) {
            return Column::Known(*group, key);
        }
    }
    Column::Unknown(header.trim().to_owned())
}

/// Reads an FSF CSV of either version.
pub(super) fn read(
    document: Document<'_>,
    recorder: &mut Recorder<'_>,
    ids: &mut BTreeSet<String>,
) -> Result<(), ReadError> {
    let mut table = Table::open(document, b';', recorder, 0)?;
    let Some(header) = table.next(recorder)? else {
        return Err(ReadError::NotAList {
            file: recorder.file().to_owned(),
            message: "holds no row; fetch it again".to_owned(),
        });
    };
    let columns: Vec<Column> = header.fields.iter().map(|h| column(h)).collect();
    let has = |group: Group, key: &str| {
        columns.iter().any(|c| matches!(c, Column::Known(g, k) if *g == group && *k == key))
    };
    if !has(Group::Head, "logicalId") || !has(Group::Name, "wholeName") {
        return Err(ReadError::NotAList {
            file: recorder.file().to_owned(),
            message: "is not the EU's FSF CSV: its first row has no columns Entity_LogicalId and NameAlias_WholeName separated by semicolons".to_owned(),
        });
    }
    let version = if has(Group::Identification, "identificationTypeCode") { "1.1" } else { "1.0" };
    recorder.release().format = format!("FSF CSV {version}");
    for column in &columns {
        if let Column::Unknown(name) = column {
            recorder.defect(
                DefectKind::UnknownElement,
                header.line,
                name,
                "",
                "a column this version does not know; its values are kept as facts under this name",
            );
        }
    }
    let mut order: Vec<Entry> = Vec::new();
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    let mut published = None;
    while let Some(row) = table.next(recorder)? {
        if row.fields.iter().all(|f| f.trim().is_empty()) {
            continue;
        }
        if row.fields.len() != columns.len() {
            recorder.defect(
                DefectKind::LostRecord,
                row.line,
                "",
                &row.fields.join(";"),
                &format!(
                    "the row has {} fields, the header {}; the row is left out: fetch the file again",
                    row.fields.len(),
                    columns.len()
                ),
            );
            continue;
        }
        add_row(&row, &columns, &mut order, &mut index, &mut published, recorder);
    }
    export::published(published.as_deref(), header.line, recorder);
    for entry in order {
        entity::finish(&entry, recorder, ids)?;
    }
    Ok(())
}

fn add_row(
    row: &TableRow,
    columns: &[Column],
    order: &mut Vec<Entry>,
    index: &mut BTreeMap<String, usize>,
    published: &mut Option<String>,
    recorder: &mut Recorder<'_>,
) {
    let part = || Part::new(row.line);
    let (mut head, mut act, mut name) = (part(), part(), part());
    let (mut address, mut birth, mut id, mut citizenship) = (part(), part(), part(), part());
    let mut leftovers = Vec::new();
    for (i, column) in columns.iter().enumerate() {
        let Some(value) = row.get(i) else { continue };
        match column {
            Column::Ignored => {}
            Column::Unknown(name) => leftovers.push(Fact::text(Property::named(name), value)),
            Column::Known(group, key) => {
                let target = match group {
                    Group::File => {
                        published.get_or_insert_with(|| value.to_owned());
                        continue;
                    }
                    Group::Head => &mut head,
                    Group::Act => &mut act,
                    Group::Name => &mut name,
                    Group::Address => &mut address,
                    Group::Birth => &mut birth,
                    Group::Identification => &mut id,
                    Group::Citizenship => &mut citizenship,
                };
                target.set(key, Some(value));
            }
        }
    }
    let Some(key) = head.get("logicalId").map(str::to_owned) else {
        recorder.defect(
            DefectKind::LostRecord,
            row.line,
            "Entity_LogicalId",
            "",
            "a row without the id of its entry; left out: fetch the file again",
        );
        return;
    };
    let at = *index.entry(key).or_insert_with(|| {
        let mut entry = Entry::new(row.line);
        entry.head = head.clone();
        order.push(entry);
        order.len() - 1
    });
    let Some(entry) = order.get_mut(at) else { return };
    // 1.0 packs what 1.1 prints in columns of their own.
    if !columns.iter().any(|c| matches!(c, Column::Known(_, "identificationTypeCode"))) {
        unpack_1_0(&mut id, &mut address, &mut birth, row.line);
    }
    if let Some(info) = address.get("contactInfo") {
        address.contacts = contacts(info);
    }
    add(&mut entry.acts, act);
    add(&mut entry.names, name);
    add(&mut entry.addresses, address);
    add(&mut entry.births, birth);
    add(&mut entry.identifications, id);
    add(&mut entry.citizenships, citizenship);
    for fact in leftovers {
        if !entry.leftovers.contains(&fact) {
            entry.leftovers.push(fact);
        }
    }
}

/// The document, the address and the birth of a row of version 1.0.
fn unpack_1_0(id: &mut Part, address: &mut Part, birth: &mut Part, line: u64) {
    let copy = |from: &Part, keys: &[&'static str]| {
        let mut part = Part::new(line);
        for key in keys {
            part.set(key, from.get(key));
        }
        part
    };
    const COMMON: &[&str] =
        &["logicalId", "actTitle", "actDate", "actUrl", "actProgramme", "countryDescription"];
    let mut unpacked = copy(id, COMMON);
    if let Some(number) = id.get("number") {
        whole::identification(&mut unpacked, number);
    }
    *id = unpacked;
    let mut plain = copy(address, COMMON);
    plain.set("zipCode", address.get("zipCode"));
    plain.set("city", address.get("city"));
    whole::address(&mut plain, address.get("number"), address.get("street"), address.get("other"));
    *address = plain;
    let mut born = copy(birth, COMMON);
    if let Some(date) = birth.get("printedDate") {
        whole::birth_date(&mut born, date);
    }
    born.set("city", birth.get("place"));
    *birth = born;
}

/// Adds a part that says something and is not there yet.
fn add(parts: &mut Vec<Part>, part: Part) {
    if !part.is_empty() && !parts.iter().any(|p| p.same(&part)) {
        parts.push(part);
    }
}

/// The contacts packed into one cell: `EMAILa@b.example PHONE+7 (351) 775WEBhttps://b.example`.
fn contacts(cell: &str) -> Vec<(String, String)> {
    const KINDS: &[&str] = &["PHONE", "FAX", "EMAIL", "WEB"];
    let mut found: Vec<(usize, &str)> = Vec::new();
    for (at, _) in cell.char_indices() {
        let rest = cell.get(at..).unwrap_or_default();
        for kind in KINDS {
            let next = rest.strip_prefix(kind).map(|r| r.chars().next());
            if next.is_some_and(|c| !c.is_some_and(|c| c.is_ascii_uppercase())) {
                found.push((at, kind));
            }
        }
    }
    let mut out = Vec::new();
    if let Some(before) = cell.get(..found.first().map_or(cell.len(), |(at, _)| *at)) {
        let before = trimmed(before);
        if !before.is_empty() {
            out.push(("contactInfo".to_owned(), before.to_owned()));
        }
    }
    for (n, (at, kind)) in found.iter().enumerate() {
        let end = found.get(n + 1).map_or(cell.len(), |(next, _)| *next);
        let value = trimmed(cell.get(at + kind.len()..end).unwrap_or_default());
        if !value.is_empty() {
            out.push(((*kind).to_owned(), value.to_owned()));
        }
    }
    out
}

/// A value without the separators and brackets around it; brackets that belong to it stay.
fn trimmed(text: &str) -> &str {
    let text = text.trim().trim_matches([',', ';', '|', ':', '=', ' ', '\n']);
    text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_unpacked_from_one_cell() {
        let shown = |cell: &str| -> Vec<String> {
            contacts(cell).iter().map(|(k, v)| format!("{k}={v}")).collect()
        };
        assert_eq!(
            shown("EMAILinfo@WEBSITE.examplePHONE+7 (351) 775WEBhttps://b.example/"),
            ["EMAIL=info@WEBSITE.example", "PHONE=+7 (351) 775", "WEB=https://b.example/"]
        );
        assert_eq!(shown("PHONE[+1], FAX[+2]"), ["PHONE=+1", "FAX=+2"]);
        assert_eq!(shown("ask the clerk"), ["contactInfo=ask the clerk"]);
        assert!(contacts("").is_empty());
    }

    #[test]
    fn columns_of_both_versions_mean_the_same() {
        for (old, new) in [
            ("Naal_wholename", "NameAlias_WholeName"),
            ("Entity_logical_id", "Entity_LogicalId"),
            ("EU_ref_num", "Entity_EU_ReferenceNumber"),
            ("Iden_number", "Identification_Number"),
            ("leba_numtitle", "Entity_Regulation_NumberTitle"),
            ("Addr_zipcode", "Address_ZipCode"),
        ] {
            let (Column::Known(g, k), Column::Known(h, l)) = (column(old), column(new)) else {
                panic!("{old} or {new} is unknown");
            };
            assert_eq!((g, k), (h, l), "{old} {new}");
        }
        assert!(matches!(column("NameAlias_Mood"), Column::Unknown(_)));
    }
}
