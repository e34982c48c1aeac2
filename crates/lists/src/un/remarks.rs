// SPDX-License-Identifier: Apache-2.0
//! What the UN states in COMMENTS1 by convention: legal basis, numbers, links to other entries.

use super::relation;
use crate::recorder::Recorder;
use interdict_model::{
    DefectKind, Entity, Fact, Gender, Identifier, LegalAct, Listing, Measure, MeasureKind,
    Property, Value,
};

/// Words before a remark's value, and the property the value belongs to.
static LABELS: [(&str, Property); 12] = [
    ("father's name is", Property::FATHER_NAME),
    ("father's name:", Property::FATHER_NAME),
    ("name of father:", Property::FATHER_NAME),
    ("mother's name is", Property::MOTHER_NAME),
    ("mother's name:", Property::MOTHER_NAME),
    ("name of mother:", Property::MOTHER_NAME),
    ("italian fiscal code:", Property::TAX_NUMBER),
    ("national tax number:", Property::TAX_NUMBER),
    ("service provider license number:", Property::LICENSE_NUMBER),
    ("email:", Property::EMAIL),
    ("website:", Property::WEBSITE),
    ("special notice web link:", Property::SOURCE_URL),
];

/// Reads the remark into the entity and its entry; the whole text becomes the entry's reason.
pub(super) fn read(
    text: &str,
    line: u64,
    entity: &mut Entity,
    listing: &mut Listing,
    recorder: &mut Recorder<'_>,
) {
    let plain = text.replace(['’', '‘'], "'");
    let lower = plain.to_ascii_lowercase();
    for (label, property) in &LABELS {
        for value in values_after(&plain, &lower, label, property) {
            push(entity, fact_of(property, value));
        }
    }
    company_numbers(&plain, &lower, line, entity, recorder);
    bank_codes(&plain, &lower, entity);
    if let Some(gender) = gender(&lower) {
        push(entity, Fact::new(Property::GENDER, Value::Gender(gender)));
    }
    for old in between_all(&plain, "[Old Reference #", "]") {
        push(entity, Fact::text(Property::of("formerReference"), old));
    }
    legal_basis(&plain, &lower, listing);
    relation::links(&plain, &lower, entity, listing.reference.as_deref());
    listing.reason = Some(text.to_owned());
}

/// Adds a fact once.
pub(super) fn push(entity: &mut Entity, fact: Fact) {
    if !entity.facts.iter().any(|f| f.property == fact.property && f.value == fact.value) {
        entity.facts.push(fact);
    }
}

fn fact_of(property: &Property, value: &str) -> Fact {
    let number = [Property::TAX_NUMBER, Property::LICENSE_NUMBER].contains(property);
    if number {
        let identifier = Identifier { number: value.to_owned(), ..Identifier::default() };
        Fact::new(property.clone(), Value::Identifier(identifier))
    } else {
        Fact::text(property.clone(), value)
    }
}

/// The values that follow a label: a name up to the end of the sentence, a number or an address
/// up to the next blank.
fn values_after<'a>(text: &'a str, lower: &str, label: &str, property: &Property) -> Vec<&'a str> {
    let names = [Property::FATHER_NAME, Property::MOTHER_NAME].contains(property);
    let mut out = Vec::new();
    for (at, _) in lower.match_indices(label) {
        let rest = text.get(at + label.len()..).unwrap_or_default().trim_start();
        let end = if names {
            let stops = [". ", ";", " (", ", "];
            stops.iter().filter_map(|s| rest.find(s)).min()
        } else {
            rest.find([' ', ';', ','])
        };
        let value = end.and_then(|e| rest.get(..e)).unwrap_or(rest);
        let value = value.trim().trim_end_matches(['.', ';', ',']);
        if !value.is_empty() && value.len() <= 120 {
            out.push(value);
        }
    }
    out
}

/// "IMO number: 5571322", "International Maritime Organization (IMO) Number: …",
/// "Company Number IMO …": numbers of shipping companies, or of a ship where the check digit says.
fn company_numbers(
    text: &str,
    lower: &str,
    line: u64,
    entity: &mut Entity,
    recorder: &mut Recorder<'_>,
) {
    for (at, _) in lower.match_indices("imo") {
        let before = lower.get(..at).unwrap_or_default();
        if before.ends_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        let rest = lower.get(at + 3..).unwrap_or_default();
        let rest = rest.trim_start_matches([')', ' ', ':']);
        let rest = ["number", "no."].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
        let rest = rest.trim_start_matches([':', ' ']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some(number) = rest.get(..digits).filter(|n| n.len() == 7) else { continue };
        let company = interdict_codes::imo_company(number).is_some_and(|n| n.valid);
        let ship = interdict_codes::imo(number).is_some_and(|n| n.valid);
        let kind = match (company, ship) {
            (true, _) => "IMO company number",
            (false, true) => "IMO ship number",
            (false, false) => {
                let printed = text.get(at..).unwrap_or_default();
                recorder.defect(
                    DefectKind::BadValue,
                    line,
                    "COMMENTS1",
                    printed,
                    "an IMO number whose check digit is wrong; kept as printed",
                );
                "IMO number with a wrong check digit"
            }
        };
        let identifier = Identifier {
            number: number.to_owned(),
            kind: Some(kind.to_owned()),
            ..Identifier::default()
        };
        push(entity, Fact::new(Property::IMO_NUMBER, Value::Identifier(identifier)));
    }
}

/// "SWIFT: ILSIKPPY", "SWIFT/BIC: …", "BIC: …".
fn bank_codes(text: &str, lower: &str, entity: &mut Entity) {
    for label in ["swift/bic:", "swift code:", "swift:", "bic:"] {
        for (at, _) in lower.match_indices(label) {
            let rest = text.get(at + label.len()..).unwrap_or_default().trim_start();
            let code = rest.split([' ', ';', ',', '.']).next().unwrap_or_default();
            if interdict_codes::bic(code).is_some() {
                let identifier = Identifier {
                    number: code.to_owned(),
                    kind: Some("SWIFT/BIC".to_owned()),
                    ..Identifier::default()
                };
                push(entity, Fact::new(Property::SWIFT_BIC, Value::Identifier(identifier)));
            }
        }
    }
}

/// "Gender [Male]", "Gender: male", "Sex: female".
fn gender(lower: &str) -> Option<Gender> {
    ["gender", "sex"].iter().find_map(|label| {
        lower.match_indices(label).find_map(|(at, _)| {
            let rest = lower.get(at + label.len()..)?;
            let rest = rest.trim_start_matches([' ', ':', '[']);
            let word: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
            match word.as_str() {
                "male" => Some(Gender::Male),
                "female" => Some(Gender::Female),
                _ => None,
            }
        })
    })
}

fn between_all<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.match_indices(start)
        .filter_map(|(at, _)| {
            let rest = text.get(at + start.len()..)?;
            rest.get(..rest.find(end)?)
        })
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .collect()
}

/// "Listed pursuant to paragraphs 15 and 17 of resolution 1970 (Travel Ban, Asset Freeze)".
fn legal_basis(text: &str, lower: &str, listing: &mut Listing) {
    for (at, phrase) in lower.match_indices("listed pursuant to ") {
        let from = at + phrase.len();
        let rest = text.get(from..).unwrap_or_default();
        let clause = rest.get(..clause_end(rest)).unwrap_or(rest);
        let lower_clause = clause.to_ascii_lowercase();
        let starts: Vec<usize> =
            lower_clause.match_indices("paragraph").map(|(start, _)| start).collect();
        for start in starts {
            let part = clause.get(start..).unwrap_or_default();
            let Some(end) = after_resolution(part) else { continue };
            let title = part.get(..end).unwrap_or_default().trim();
            // A paragraph named inside another's clause ends with the same resolution.
            let inside = title.matches("paragraph").count() > 1;
            if !inside && !listing.legal_acts.iter().any(|a| a.title == title) {
                listing
                    .legal_acts
                    .push(LegalAct { title: title.to_owned(), ..LegalAct::default() });
            }
        }
        for (words, kind) in
            [("Travel Ban", MeasureKind::TravelBan), ("Asset Freeze", MeasureKind::AssetFreeze)]
        {
            let stated =
                clause.contains(&format!("({words}")) || clause.contains(&format!(", {words})"));
            if stated && !listing.measures.iter().any(|m| m.kind == kind) {
                listing.measures.push(Measure { kind, printed: words.to_owned(), since: None });
            }
        }
    }
}

/// Where a clause ends: at the end of its sentence or where the ground is quoted.
fn clause_end(text: &str) -> usize {
    let stops = [". ", " as “", " as \"", " INTERPOL"];
    stops.iter().filter_map(|s| text.find(s)).min().unwrap_or(text.len())
}

/// The end of "… of resolution 1970 (2011)" in a text that starts with "paragraph".
fn after_resolution(text: &str) -> Option<usize> {
    let at = text.find("resolution ")? + "resolution ".len();
    let number = text.get(at..)?.bytes().take_while(u8::is_ascii_digit).count();
    let end = at + number;
    let year = text.get(end..)?;
    let bracket = year.strip_prefix(" (").and_then(|y| y.split_once(')')).map(|(y, _)| y);
    let year = bracket.filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()));
    (number > 0).then(|| end + year.map_or(0, |y| y.len() + 3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use interdict_model::{Position, Release, Schema, SourceKind};

    fn check(text: &str) -> (Entity, Listing, u64) {
        let mut sink = |_| Ok(());
        let mut recorder = Recorder::new(Release::new(SourceKind::Un, "", "", ""), &mut sink);
        let mut entity = Entity::new("x", Schema::ORGANIZATION, Position::default());
        let mut listing = Listing::new("", "", Position::default());
        listing.reference = Some("QDe.001".to_owned());
        read(text, 1, &mut entity, &mut listing, &mut recorder);
        (entity, listing, recorder.finish().defects.values().sum())
    }

    fn facts(text: &str) -> Vec<String> {
        let (entity, ..) = check(text);
        entity.facts.iter().map(|f| format!("{}={}", f.property, f.value.as_text())).collect()
    }

    #[test]
    fn shipping_companies_have_company_numbers() {
        for text in [
            "Registered owner of X. IMO number: 5571322.",
            "IMO Number: 5571322. The Company",
            "Company Number IMO 5571322.",
            "International Maritime Organization (IMO) Number: 5571322.",
        ] {
            let (entity, _, defects) = check(text);
            let Some(Value::Identifier(id)) = entity.facts.first().map(|f| &f.value) else {
                panic!("no number in {text}");
            };
            assert_eq!(
                (id.number.as_str(), id.kind.as_deref()),
                ("5571322", Some("IMO company number"))
            );
            assert_eq!(defects, 0);
        }
        assert_eq!(check("IMO number: 5571323.").2, 1);
    }

    #[test]
    fn bank_codes_tax_numbers_and_parents() {
        assert_eq!(facts("It evades sanctions. SWIFT: ILSIKPPY"), ["swiftBic=ILSIKPPY"]);
        assert_eq!(
            facts(
                "Pakistan National Tax Number: 1774308; Pakistan National Tax Number: 0980338; x"
            ),
            ["taxNumber=1774308", "taxNumber=0980338"]
        );
        assert_eq!(
            facts("Mother’s name is Zohra Fares. Father’s name is Mohamed. Gender [Male]"),
            ["fatherName=Mohamed", "motherName=Zohra Fares", "gender=male"]
        );
        assert_eq!(facts("[Old Reference # E.29.I.9]"), ["formerReference=E.29.I.9"]);
    }

    #[test]
    fn the_legal_basis_names_paragraphs_and_measures() {
        let (_, listing, _) = check(
            "Listed pursuant to paragraphs 15 and 17 of resolution 1970 (Travel Ban, Asset Freeze). More.",
        );
        assert_eq!(listing.legal_acts[0].title, "paragraphs 15 and 17 of resolution 1970");
        assert_eq!(listing.measures.len(), 2);
        let (_, listing, _) = check(
            "Listed pursuant to paragraph 17 of resolution 1970 and paragraph 19 of resolution 1973 (Asset Freeze).",
        );
        let titles: Vec<_> = listing.legal_acts.iter().map(|a| a.title.as_str()).collect();
        assert_eq!(titles, ["paragraph 17 of resolution 1970", "paragraph 19 of resolution 1973"]);
        let (_, listing, _) = check(
            "X was listed pursuant to paragraph 8(a) of resolution 1844 (2008) as “Engaging in”",
        );
        assert_eq!(listing.legal_acts[0].title, "paragraph 8(a) of resolution 1844 (2008)");
        assert!(listing.measures.is_empty());
    }
}
