// SPDX-License-Identifier: Apache-2.0
//! The 1718 Designated Vessels List as a table of ships with the measures that apply to each, and
//! one row of dates and measures per designation: from the HTML page or as rebuilt from the PDF.

use super::page::{self, Page, Row};
use super::reference::mentions;
use super::{AUTHORITY, describe, squash, stated};
use crate::ReadError;
use crate::recorder::Recorder;
use crate::values;
use interdict_model::{
    Date, DefectKind, Entity, Fact, Identifier, LegalAct, Link, LinkTarget, Listing, Measure,
    MeasureKind, Name, NameKind, Position, Property, Schema, Value,
};
use std::collections::BTreeSet;

/// Name of the list.
pub(super) const LIST: &str = "1718 Designated Vessels List";
const FORMAT: &str = "vessels HTML";
/// The columns of the table.
const NUMBER: usize = 0;
pub(super) const NAME: usize = 1;
pub(super) const DETAIL: usize = 2;
const IMO: usize = 3;
const DATE: usize = 4;
pub(super) const MEASURES: std::ops::Range<usize> = 5..10;

/// Whether the start of a file shows this list as a page.
pub(super) fn is_this(head: &str) -> bool {
    let start = head.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    let html = ["<!doctype", "<html", "<?xml"]
        .iter()
        .any(|s| start.get(..s.len()).is_some_and(|found| found.eq_ignore_ascii_case(s)));
    html && head.to_ascii_lowercase().contains("<html") && head.contains(LIST)
}

/// A column of measures.
struct Column {
    kind: MeasureKind,
    heading: String,
}

/// Reads the page.
pub(super) fn read(bytes: &[u8], recorder: &mut Recorder<'_>) -> Result<(), ReadError> {
    let html = String::from_utf8_lossy(bytes);
    if matches!(html, std::borrow::Cow::Owned(_)) {
        recorder.defect(
            DefectKind::Encoding,
            0,
            "",
            "",
            "the page is not UTF-8 throughout; what is not was replaced by U+FFFD",
        );
    }
    let page = page::read(&html);
    if !page.whole {
        return Err(recorder.syntax(
            0,
            "html",
            "the page ends before its closing tag: it is truncated; fetch it again",
        ));
    }
    read_table(&page, FORMAT, recorder)
}

/// Reads the table of ships, whatever it was printed in.
pub(super) fn read_table(
    page: &Page,
    format: &str,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    describe(recorder, LIST, format);
    let day = page_date(&page.title);
    if recorder.release().published.is_none() {
        recorder.release().published = day;
    }
    let columns = headings(&page.rows, recorder)?;
    let mut groups: Vec<&[Row]> = Vec::new();
    let starts: Vec<usize> =
        (0..).zip(&page.rows).filter(|(_, r)| begins(r)).map(|(i, _)| i).collect();
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(page.rows.len());
        groups.extend(page.rows.get(*start..end));
    }
    if groups.is_empty() {
        return Err(recorder.syntax(
            0,
            "table",
            "no ship was found in the table; fetch the list again",
        ));
    }
    let mut ids = BTreeSet::new();
    for (row, group) in (1u64..).zip(groups) {
        let number = group.iter().find_map(|r| r.cell(NUMBER)).and_then(squash);
        let line = group.first().map_or(0, |r| r.line);
        if number.as_deref() != Some(row.to_string().as_str()) {
            recorder.defect(
                DefectKind::CountMismatch,
                line,
                "#",
                number.as_deref().unwrap_or_default(),
                &format!("expected the publisher's number {row}; a row may be missing"),
            );
        }
        let mut ship = ship(group, &columns, recorder);
        if !ids.insert(ship.id.clone()) {
            recorder.defect(
                DefectKind::BadValue,
                line,
                "IMO number",
                ship.id.as_str(),
                "a ship printed twice; told apart by its number on the list",
            );
            ship.id = interdict_model::EntityId::new(format!("{}-{row}", ship.id));
        }
        recorder.entity(ship)?;
    }
    Ok(())
}

/// A row that begins a ship: "1: NAME" in the name column.
pub(super) fn begins(row: &Row) -> bool {
    row.cell(NAME).is_some_and(|t| t.starts_with("1:"))
}

/// "… Designated Vessels List 4 June 2020.docx".
pub(super) fn page_date(title: &str) -> Option<Date> {
    let (_, rest) = title.split_once(LIST)?;
    let text = rest.trim().trim_end_matches(".docx").trim_end_matches(".pdf").trim();
    interdict_codes::date(text)?.as_day()
}

/// The measure columns by their headings.
fn headings(rows: &[Row], recorder: &mut Recorder<'_>) -> Result<Vec<Column>, ReadError> {
    let is_heading = |r: &&Row| MEASURES.clone().all(|c| r.cell(c).is_some()) && !begins(r);
    let Some(row) = rows.iter().take_while(|r| !begins(r)).find(is_heading) else {
        return Err(recorder.syntax(
            0,
            "table",
            "the row with the five headings of measures was not found; the layout of the page has changed, so nothing of it is read",
        ));
    };
    let mut columns = Vec::new();
    for column in MEASURES {
        let heading = row.cell(column).and_then(squash).unwrap_or_default();
        let has = |word: &str| heading.contains(word);
        let kind = if has("1718") || has("12 (d)") || has("(KPe.020)") {
            MeasureKind::AssetFreeze
        } else if has("12 (a)") {
            MeasureKind::DeFlag
        } else if has("2371") {
            MeasureKind::PortEntryBan
        } else {
            recorder.defect(
                DefectKind::UnknownElement,
                row.line,
                "heading",
                &heading,
                "a measure this version does not know; kept in the publisher's words",
            );
            MeasureKind::Other
        };
        columns.push(Column { kind, heading });
    }
    Ok(columns)
}

fn ship(rows: &[Row], columns: &[Column], recorder: &mut Recorder<'_>) -> Entity {
    let line = rows.first().map_or(0, |r| r.line);
    let position = Position { file: recorder.file_index(), line };
    let names = numbered(rows.first().and_then(|r| r.cell(NAME)).unwrap_or_default());
    // Spanning rows, the cell may be printed in parts where a page ends.
    let cell = rows.iter().filter_map(|r| r.cell(IMO)).collect::<Vec<_>>().join("\n");
    let (imo, mmsi) = cell.split_once("MMSI").map_or((cell.as_str(), ""), |(a, b)| (a.trim(), b));
    let checked = interdict_codes::imo(imo);
    let id = match &checked {
        Some(number) => format!("un-imo-{}", number.canonical),
        None => format!("un-name-{}", slug(names.first().map(String::as_str).unwrap_or_default())),
    };
    let mut ship = Entity::new(id, Schema::VESSEL, position);
    let mut listing = Listing::new(AUTHORITY, LIST, position);
    listing.programmes.push("DPRK".to_owned());
    for (i, text) in names.iter().enumerate() {
        let kind = if i == 0 { NameKind::Primary } else { NameKind::Aka };
        let mut name = Name::new(kind, text);
        name.note = place_of("name", i, names.len());
        ship.names.push(name);
    }
    match checked {
        Some(number) => {
            if !number.valid {
                recorder.defect(
                    DefectKind::BadValue,
                    line,
                    "IMO number",
                    imo,
                    "an IMO number whose check digit is wrong; kept as printed",
                );
            }
            listing.reference = Some(format!("IMO {}", number.canonical));
            ship.facts.push(identifier(
                Property::IMO_NUMBER,
                &number.canonical,
                "IMO number",
                None,
            ));
        }
        None => {
            if !imo.eq_ignore_ascii_case("does not exist") {
                recorder.defect(
                    DefectKind::BadValue,
                    line,
                    "IMO number",
                    imo,
                    "expected seven figures or \"Does not exist\"; kept as a remark",
                );
            }
            ship.facts.push(Fact::text(Property::NOTES, format!("IMO number: {imo}")));
        }
    }
    let numbers = numbered(mmsi.trim_start_matches([':', ' ', '\n']));
    for (i, number) in numbers.iter().enumerate() {
        let note = place_of("number", i, numbers.len());
        if interdict_codes::mmsi(number).is_none() {
            recorder.defect(
                DefectKind::BadValue,
                line,
                "MMSI",
                number,
                "expected nine figures; kept as printed",
            );
        }
        ship.facts.push(identifier(Property::MMSI, number, "MMSI", note));
    }
    if let Some(number) = rows.iter().find_map(|r| r.cell(NUMBER)).and_then(squash) {
        ship.facts.push(Fact::text(Property::of("listNumber"), number));
    }
    for row in rows {
        designation(row, columns, &mut listing, &mut ship, recorder);
    }
    for row in rows.iter().skip(1) {
        detail(row, &mut ship, &mut listing, recorder);
    }
    leftovers(rows, &mut ship, recorder);
    ship.listings.push(listing);
    ship
}

/// Cells that stand where none is expected: kept, and reported.
fn leftovers(rows: &[Row], ship: &mut Entity, recorder: &mut Recorder<'_>) {
    let mut is_numbered = false;
    for (at, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(&row.cells) {
            let Some(text) = cell.as_deref().and_then(squash) else { continue };
            let is_read = match column {
                NUMBER => !std::mem::replace(&mut is_numbered, true),
                DETAIL => at > 0,
                NAME | IMO | DATE => true,
                _ => MEASURES.contains(&column) && row.cell(DATE).is_some(),
            };
            if !is_read {
                let label = format!("column {}", column + 1);
                unknown(row, &label, &text, ship, recorder);
            }
        }
    }
}

/// One day of designation with the measures of its row.
fn designation(
    row: &Row,
    columns: &[Column],
    listing: &mut Listing,
    ship: &mut Entity,
    recorder: &mut Recorder<'_>,
) {
    let Some(printed) = row.cell(DATE).and_then(squash) else { return };
    let day = short_day(&printed);
    if day.is_none() {
        recorder.defect(
            DefectKind::BadValue,
            row.line,
            "Date of designation",
            &printed,
            "expected a day such as 30-Mar-18; kept as a remark",
        );
        ship.facts.push(Fact::text(Property::NOTES, format!("date of designation: {printed}")));
    }
    listing.listed_on.extend(day.filter(|d| !listing.listed_on.contains(d)));
    for (column, about) in MEASURES.zip(columns) {
        let mark = row.cell(column).and_then(squash).unwrap_or_default();
        match mark.to_lowercase().as_str() {
            "yes" => {
                listing.measures.push(Measure {
                    kind: about.kind,
                    printed: about.heading.clone(),
                    since: day,
                });
                if !about.heading.contains("KPe.020") {
                    let act = LegalAct { title: about.heading.clone(), ..LegalAct::default() };
                    if !listing.legal_acts.contains(&act) {
                        listing.legal_acts.push(act);
                    }
                } else {
                    link(ship, "operator", &about.heading, "controlled or operated by");
                }
            }
            "na" => {}
            _ => {
                recorder.defect(
                    DefectKind::UnknownCode,
                    row.line,
                    &about.heading,
                    &mark,
                    "expected Yes or na; kept as a measure in the publisher's words",
                );
                listing.measures.push(Measure {
                    kind: MeasureKind::Other,
                    printed: format!("{}: {mark}", about.heading),
                    since: day,
                });
            }
        }
    }
}

/// "30-Mar-18"; the list began in 2017, so the century is known.
fn short_day(printed: &str) -> Option<Date> {
    let (head, year) = printed.rsplit_once('-')?;
    let year = if year.len() == 2 { format!("20{year}") } else { year.to_owned() };
    interdict_codes::date(&format!("{head}-{year}"))?.as_day()
}

/// A row with a label and a value under the name.
fn detail(row: &Row, ship: &mut Entity, listing: &mut Listing, recorder: &mut Recorder<'_>) {
    let (Some(label), Some(raw)) = (row.cell(NAME).and_then(squash), row.cell(DETAIL)) else {
        if let Some(text) = row.cell(NAME).or(row.cell(DETAIL)).and_then(squash) {
            unknown(row, "row", &text, ship, recorder);
        }
        return;
    };
    let raw = &unbroken(raw);
    let Some(value) = stated(raw) else { return };
    match label.to_lowercase().as_str() {
        "flag" => {
            let flags = numbered(raw);
            for (i, flag) in flags.iter().enumerate() {
                let fact = values::country(Property::FLAG, flag, row.line, recorder);
                ship.facts.push(fact.with_note(place_of("flag", i, flags.len())));
            }
        }
        "call sign" => {
            let signs = numbered(raw);
            for (i, sign) in signs.iter().enumerate() {
                let note = place_of("sign", i, signs.len());
                ship.facts.push(identifier(Property::CALL_SIGN, sign, "call sign", note));
            }
        }
        "type" => ship.facts.push(Fact::text(Property::TYPE, value)),
        "other information" => {
            for name in new_names(&value) {
                let mut name = Name::new(NameKind::Aka, name);
                name.note = Some("from the list's other information".to_owned());
                ship.names.push(name);
            }
            listing.reason = Some(value);
        }
        "designated as economic resources of" => {
            link(ship, "owner", &value, "designated as economic resources of");
            ship.facts.push(Fact::text(Property::NOTES, format!("{label}: {value}")));
        }
        "picture link" => {
            let url: String = value.split(' ').collect();
            ship.facts.push(Fact::text(Property::of("pictureUrl"), url));
        }
        _ => unknown(row, &label, &value, ship, recorder),
    }
}

/// A word broken at its own hyphen by the end of a line ("ship-to-" and "ship") is one word.
fn unbroken(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = String::new();
    for (at, line) in (0usize..).zip(&lines) {
        out.push_str(line);
        let is_word = |n: usize| {
            let c = line.chars().rev().nth(n);
            c.is_some_and(|c| if n == 0 { c == '-' } else { c.is_alphanumeric() })
        };
        let goes_on = lines.get(at + 1).and_then(|l| l.chars().next());
        if !(is_word(0) && is_word(1) && goes_on.is_some_and(char::is_alphanumeric)) {
            out.push('\n');
        }
    }
    out
}

fn unknown(row: &Row, label: &str, value: &str, ship: &mut Entity, recorder: &mut Recorder<'_>) {
    recorder.defect(
        DefectKind::UnknownElement,
        row.line,
        label,
        value,
        "not known to this version; kept as a fact under the publisher's name",
    );
    ship.facts.push(Fact::text(Property::named(label), value));
}

/// "… now operating as a DPRK flagged vessel named the KUMJINGANG3 or Kum Jin Gang 3."
fn new_names(text: &str) -> Vec<String> {
    let Some((_, rest)) = text.split_once("vessel named the ") else { return Vec::new() };
    let rest = rest.split(['.', ',']).next().unwrap_or_default();
    rest.split(" or ").filter_map(squash).collect()
}

fn link(ship: &mut Entity, property: &'static str, text: &str, printed: &str) {
    for mention in mentions(text) {
        let target =
            LinkTarget::Reference { authority: "UN".to_owned(), reference: mention.reference };
        let property = Property::of(property);
        if !ship.links.iter().any(|l| l.property == property && l.target == target) {
            ship.links.push(Link { property, target, printed: Some(printed.to_owned()) });
        }
    }
}

fn identifier(property: Property, number: &str, kind: &str, note: Option<String>) -> Fact {
    let identifier = Identifier {
        number: number.to_owned(),
        kind: Some(kind.to_owned()),
        note,
        ..Identifier::default()
    };
    Fact::new(property, Value::Identifier(identifier))
}

fn place_of(word: &str, index: usize, of: usize) -> Option<String> {
    (of > 1).then(|| format!("{word} {} of {of} on the list", index + 1))
}

/// The values of "1: A 2: B 3. C"; the whole when nothing is numbered.
fn numbered(text: &str) -> Vec<String> {
    let text = squash(text).unwrap_or_default();
    let mut rest = text.as_str();
    for mark in ["1: ", "1:", "1. "] {
        if let Some(body) = rest.strip_prefix(mark) {
            rest = body;
            break;
        }
    }
    let mut out = Vec::new();
    for number in 2..100u32 {
        let next = [format!(" {number}: "), format!(" {number}. ")]
            .iter()
            .filter_map(|m| rest.find(m.as_str()).map(|at| (at, m.len())))
            .min();
        let Some((at, length)) = next else { break };
        out.extend(rest.get(..at).and_then(squash));
        rest = rest.get(at + length..).unwrap_or_default();
    }
    out.extend(squash(rest));
    out
}

fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_values_are_parted() {
        assert_eq!(numbered("1: Ra Nam 3 2: Ranam 3"), ["Ra Nam 3", "Ranam 3"]);
        assert_eq!(numbered("1. Kiribati\n2: Cambodia"), ["Kiribati", "Cambodia"]);
        assert_eq!(numbered("1:445498000"), ["445498000"]);
        assert_eq!(numbered("plain"), ["plain"]);
        assert!(numbered(" ").is_empty());
    }

    #[test]
    fn days_names_and_slugs() {
        assert_eq!(short_day("30-Mar-18").map(|d| d.to_string()).as_deref(), Some("2018-03-30"));
        assert_eq!(short_day("na"), None);
        assert_eq!(slug("MIN NING DE YOU 078"), "min-ning-de-you-078");
        assert_eq!(
            new_names(
                "operating as a DPRK flagged vessel named the KUMJINGANG3 or Kum Jin Gang 3."
            ),
            ["KUMJINGANG3", "Kum Jin Gang 3"]
        );
    }

    #[test]
    fn words_broken_at_a_hyphen_are_one() {
        assert_eq!(unbroken("ship-to-\nship of\nmi-\nrim"), "ship-to-ship of\nmi-rim\n");
        assert_eq!(unbroken("freeze -\nsee\n-\nx"), "freeze -\nsee\n-\nx\n");
    }

    #[test]
    fn another_page_is_not_this_list() {
        assert!(!is_this("<html><body>403 Forbidden</body></html>"));
        assert!(!is_this("see the 1718 Designated Vessels List"));
        assert!(is_this("<!DOCTYPE html>\n<html><title>1718 Designated Vessels List</title>"));
    }
}
