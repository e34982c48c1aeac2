// SPDX-License-Identifier: Apache-2.0
//! The former FSD XML 1.0 (`<WHOLE>`), published until 2017: values in child elements, document
//! kinds and flags packed into the number's text.

use crate::ReadError;
use crate::eu::part::{Entry, Part};
use crate::eu::{entity, export, facts};
use crate::recorder::Recorder;
use crate::xml::{Node, XmlRecords};
use std::collections::BTreeSet;

pub(super) fn read(
    mut xml: XmlRecords<'_>,
    recorder: &mut Recorder<'_>,
    ids: &mut BTreeSet<String>,
) -> Result<(), ReadError> {
    "FSD XML 1.0".clone_into(&mut recorder.release().format);
    let date = xml.root().attribute("Date").map(str::to_owned);
    export::published(date.as_deref(), xml.root().line(), recorder);
    while let Some(node) = xml.next(&["ENTITY"], &[], recorder)? {
        let mut entry = Entry::new(node.line());
        entry.head.set("logicalId", node.attribute("Id"));
        entry.head.set("subject", node.attribute("Type"));
        entry.head.set("remark", node.attribute("remark"));
        let mut act = Part::new(node.line());
        act.set("numberTitle", node.attribute("legal_basis"));
        act.set("publicationDate", node.attribute("reg_date"));
        act.set("publicationUrl", node.attribute("pdf_link"));
        act.set("programme", node.attribute("programme"));
        entry.acts.push(act);
        for child in node.all("NAME") {
            let mut part = part(child);
            for (key, element) in [
                ("lastName", "LASTNAME"),
                ("firstName", "FIRSTNAME"),
                ("middleName", "MIDDLENAME"),
                ("wholeName", "WHOLENAME"),
                ("gender", "GENDER"),
                ("title", "TITLE"),
                ("function", "FUNCTION"),
                ("nameLanguage", "LANGUAGE"),
            ] {
                part.set(key, child.child_text(element));
            }
            entry.names.push(part);
        }
        for child in node.all("BIRTH") {
            let mut part = part(child);
            if let Some(date) = child.child_text("DATE") {
                birth_date(&mut part, date);
            }
            part.set("city", child.child_text("PLACE"));
            part.set("countryDescription", child.child_text("COUNTRY"));
            entry.births.push(part);
        }
        for child in node.all("CITIZEN") {
            let mut part = part(child);
            part.set("countryDescription", child.child_text("COUNTRY"));
            entry.citizenships.push(part);
        }
        for child in node.all("PASSPORT") {
            let mut part = part(child);
            if let Some(number) = child.child_text("NUMBER") {
                identification(&mut part, number);
            }
            part.set("countryDescription", child.child_text("COUNTRY"));
            entry.identifications.push(part);
        }
        for child in node.all("ADDRESS") {
            let mut part = part(child);
            address(
                &mut part,
                child.child_text("NUMBER"),
                child.child_text("STREET"),
                child.child_text("OTHER"),
            );
            part.set("zipCode", child.child_text("ZIPCODE"));
            part.set("city", child.child_text("CITY"));
            part.set("countryDescription", child.child_text("COUNTRY"));
            entry.addresses.push(part);
        }
        entry.leftovers = node.leftovers(recorder);
        entity::finish(&entry, recorder, ids)?;
    }
    Ok(())
}

/// The key and the legal act of a part.
fn part(node: &Node) -> Part {
    let mut part = Part::new(node.line());
    let _ = node.attribute("Entity_id");
    part.set("logicalId", node.attribute("Id"));
    part.set("actTitle", node.attribute("legal_basis"));
    part.set("actDate", node.attribute("reg_date"));
    part.set("actUrl", node.attribute("pdf_link"));
    part.set("actProgramme", node.attribute("programme"));
    part
}

/// House number and street in one, the rest as a remark.
pub(super) fn address(
    part: &mut Part,
    number: Option<&str>,
    street: Option<&str>,
    other: Option<&str>,
) {
    let joined = match (street, number) {
        (Some(street), Some(number)) => Some(format!("{street} {number}")),
        (street, number) => street.or(number).map(str::to_owned),
    };
    part.set("street", joined.as_deref());
    part.set("remark", other);
}

/// `1924-02-21`, `1965`, `1965 (approximative)`, `1953 - 1958 (approximative)`.
pub(super) fn birth_date(part: &mut Part, printed: &str) {
    let exact = printed.replace("(approximative)", "");
    if exact.len() != printed.len() {
        part.set("circa", Some("true"));
    }
    match exact.split_once(" - ") {
        Some((from, to)) => {
            part.set("yearRangeFrom", Some(from));
            part.set("yearRangeTo", Some(to));
        }
        None => part.set("birthdate", Some(&exact)),
    }
}

/// `AD001095 (passport-National passport) [known to be expired](issued in Harare)`.
pub(super) fn identification(part: &mut Part, printed: &str) {
    let mut number = printed;
    let mut rest = "";
    let mut from = 0;
    while let Some(open) = printed.get(from..).and_then(|t| t.find('(')).map(|at| at + from) {
        let inside = printed.get(open + 1..).unwrap_or_default();
        let kind = inside.split_once(')').and_then(|(kind, after)| {
            let (code, description) = kind.split_once('-')?;
            facts::identification_property(code).map(|_| (code, description, after))
        });
        if let Some((code, description, after)) = kind {
            part.set("identificationTypeCode", Some(code));
            part.set("identificationTypeDescription", Some(description));
            number = printed.get(..open).unwrap_or_default();
            rest = after;
            break;
        }
        from = open + 1;
    }
    part.set("number", Some(number));
    let mut remark = rest.to_owned();
    for (words, key) in [
        ("[known to be expired]", "knownExpired"),
        ("[known to be false]", "knownFalse"),
        ("[reported lost]", "reportedLost"),
        ("[revoked by issuer]", "revokedByIssuer"),
        ("[diplomatic]", "diplomatic"),
    ] {
        if remark.contains(words) {
            remark = remark.replace(words, "");
            part.set(key, Some("true"));
        }
    }
    if let Some((before, after)) = remark.split_once("(valid to ")
        && let Some((date, after)) = after.split_once(')')
        && crate::eu::day(date).is_some()
    {
        part.set("validTo", Some(date));
        remark = format!("{before}{after}");
    }
    part.set("remark", Some(&remark));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_and_flags_of_a_document_are_unpacked() {
        let mut part = Part::new(1);
        identification(
            &mut part,
            "347834 (passport-National passport)  (valid to 2014-02-21)[known to be expired](issued under another name)",
        );
        assert_eq!(part.get("number"), Some("347834"));
        assert_eq!(part.get("identificationTypeCode"), Some("passport"));
        assert_eq!(part.get("identificationTypeDescription"), Some("National passport"));
        assert_eq!(part.get("validTo"), Some("2014-02-21"));
        assert!(part.flag("knownExpired"));
        assert_eq!(part.get("remark"), Some("(issued under another name)"));
    }

    #[test]
    fn a_number_without_a_kind_stays_whole() {
        let mut part = Part::new(1);
        identification(&mut part, "12(b)/4 (Lagos-Ikeja)");
        assert_eq!(part.get("number"), Some("12(b)/4 (Lagos-Ikeja)"));
        assert_eq!(part.get("identificationTypeCode"), None);
    }

    #[test]
    fn approximate_years_and_ranges_are_told_apart() {
        let mut part = Part::new(1);
        birth_date(&mut part, "1953 - 1958 (approximative)");
        assert_eq!(
            (part.get("yearRangeFrom"), part.get("yearRangeTo")),
            (Some("1953"), Some("1958"))
        );
        assert!(part.flag("circa"));
    }
}
