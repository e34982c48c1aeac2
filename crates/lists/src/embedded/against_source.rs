// SPDX-License-Identifier: Apache-2.0
//! That nothing the UN list states of a subject was lost, where the list itself is at hand.

use super::tests::entities;
use super::*;
use interdict_model::{Quality, Value};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The UN list of the day the carried data was made from, if the shared folder is there.
fn source() -> Option<String> {
    shared("lists/un/un_consolidated_2026-02-27.xml")
}

/// The text of a file of the shared folder; says so where it is not there.
pub(super) fn shared(file: &str) -> Option<String> {
    let shared = std::env::var_os("INTERDICT_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let path = shared.join(file);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {} is not there", path.display());
    }
    text
}

/// The contents of every `<tag>` in a stretch of XML.
fn all<'a>(xml: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let parts = xml.split(open.as_str()).skip(1);
    parts.map(|rest| rest.split(close.as_str()).next().unwrap()).collect()
}

/// The text of the first `<tag>`, with references resolved and white space made single.
fn text(xml: &str, tag: &str) -> String {
    all(xml, tag).first().map(|t| plain(t)).unwrap_or_default()
}

fn plain(xml: &str) -> String {
    assert!(!xml.contains('<'), "{xml}");
    let text = xml
        .replace("&apos;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The entries of the regime: reference number and XML.
fn entries(xml: &str) -> Vec<(String, &str)> {
    let blocks = all(xml, "INDIVIDUAL").into_iter().chain(all(xml, "ENTITY"));
    blocks
        .filter(|b| text(b, "UN_LIST_TYPE") == "DPRK")
        .map(|b| (text(b, "REFERENCE_NUMBER"), b))
        .collect()
}

fn primary(block: &str) -> String {
    let parts =
        ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(|tag| text(block, tag));
    parts.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

/// Name and quality of every alias printed.
fn aliases(block: &str) -> Vec<(String, String)> {
    let tags = all(block, "INDIVIDUAL_ALIAS").into_iter().chain(all(block, "ENTITY_ALIAS"));
    tags.map(|a| (text(a, "ALIAS_NAME"), text(a, "QUALITY")))
        .filter(|(name, _)| !name.is_empty())
        .collect()
}

/// The names in which an alias is kept: quotation marks go, and Chinese characters or another
/// entry's number in brackets part from the name before them.
fn kept(alias: &str) -> Vec<String> {
    let alias = alias.trim_matches('"');
    match alias.strip_suffix(')').and_then(|a| a.split_once(" (")) {
        Some((name, inner)) if inner.starts_with("KPE.") => vec![name.to_owned()],
        Some((name, inner)) if !inner.is_ascii() => vec![name.to_owned(), inner.to_owned()],
        _ => vec![alias.to_owned()],
    }
}

fn days(block: &str, tag: &str) -> Vec<String> {
    all(block, tag)
        .into_iter()
        .flat_map(|u| all(u, "VALUE"))
        .map(plain)
        .filter(|v| !v.is_empty())
        .collect()
}

#[test]
fn every_entry_name_and_alias_of_the_list_is_carried() {
    let Some(xml) = source() else { return };
    let carried = entities();
    let entries = entries(&xml);
    assert_eq!(entries.len(), 155);
    let mut aliases_seen = 0;
    for (reference, block) in entries {
        let entity = &carried[&format!("un-{reference}")];
        assert_eq!(entity.names[0].text, primary(block), "{reference}");
        assert_eq!(
            entity.values(&Property::of("DATAID")).next().unwrap().as_text(),
            text(block, "DATAID")
        );
        for (alias, quality) in aliases(block) {
            aliases_seen += 1;
            let (kind, quality) = match quality.as_str() {
                "Good" | "a.k.a." => (NameKind::Aka, Quality::Strong),
                "Low" => (NameKind::Aka, Quality::Weak),
                "f.k.a." => (NameKind::Fka, Quality::Strong),
                other => panic!("{reference}: {other}"),
            };
            for name in kept(&alias) {
                let held = entity
                    .names
                    .iter()
                    .any(|n| n.text == name && n.kind == kind && n.quality == quality);
                assert!(held, "{reference}: {name}");
            }
        }
        let printed: Vec<String> = std::iter::once(primary(block))
            .chain(aliases(block).into_iter().map(|(a, _)| a))
            .collect();
        for name in &entity.names {
            assert!(
                printed.iter().any(|p| p.contains(&name.text)),
                "{reference}: {} is not printed",
                name.text
            );
        }
    }
    assert_eq!(aliases_seen, 83 + 131);
}

#[test]
fn family_and_given_name_are_the_first_and_the_later_name_fields() {
    let Some(xml) = source() else { return };
    let carried = entities();
    for (reference, block) in entries(&xml).iter().filter(|(r, _)| r.starts_with("KPi")) {
        let name = &carried[&format!("un-{reference}")].names[0];
        assert_eq!(name.parts[0].text, text(block, "FIRST_NAME"), "{reference}");
        assert_eq!(
            format!("{} {}", name.parts[0].text, name.parts[1].text),
            primary(block),
            "{reference}"
        );
    }
}

#[test]
fn days_of_listing_and_amendment_are_those_of_the_list() {
    let Some(xml) = source() else { return };
    let carried = entities();
    for (reference, block) in entries(&xml) {
        let listing = &carried[&format!("un-{reference}")].listings[0];
        let listed: Vec<_> = listing.listed_on.iter().map(ToString::to_string).collect();
        let amended: Vec<_> = listing.amended_on.iter().map(ToString::to_string).collect();
        assert_eq!(listed, [text(block, "LISTED_ON")], "{reference}");
        assert_eq!(amended, days(block, "LAST_DAY_UPDATED"), "{reference}");
    }
}

/// Whether a fact is one that an older edition of the list printed and the present one does not.
fn is_earlier(fact: &Fact) -> bool {
    fact.note.as_deref().is_some_and(|note| note.starts_with("printed by the list until"))
}

#[test]
fn dates_of_birth_that_slipped_by_a_day_are_carried_as_they_were_too() {
    let carried = entities();
    let earlier: Vec<_> = carried
        .values()
        .flat_map(|e| e.facts.iter().filter(|f| is_earlier(f)).map(move |f| (e, f)))
        .collect();
    assert_eq!(earlier.len(), 5);
    let Some(xml) = shared("lists/un/un_consolidated_2023-03-27.xml") else { return };
    let old = entries(&xml);
    for (person, fact) in earlier {
        let (_, block) = old.iter().find(|(r, _)| format!("un-{r}") == person.id.as_str()).unwrap();
        let births = all(block, "INDIVIDUAL_DATE_OF_BIRTH");
        let printed =
            births.iter().map(|b| [text(b, "DATE"), text(b, "YEAR")].concat()).collect::<Vec<_>>();
        assert_eq!(printed, [fact.value.as_text()], "{}", person.id);
        // A year slips to the year before when its first day does.
        let born = Property::BIRTH_DATE;
        let now = person.values(&born).next().unwrap();
        let (Value::Date { date: was, .. }, Value::Date { date: is, .. }) = (&fact.value, now)
        else {
            panic!()
        };
        assert_eq!(was.earliest().yesterday().unwrap(), is.latest(), "{}", person.id);
    }
}

#[test]
fn dates_of_birth_and_passports_are_all_carried() {
    let Some(xml) = source() else { return };
    let carried = entities();
    let mut passports = 0;
    for (reference, block) in entries(&xml).iter().filter(|(r, _)| r.starts_with("KPi")) {
        let person = &carried[&format!("un-{reference}")];
        let values = |p: &Property| person.values(p).map(Value::as_text).collect::<BTreeSet<_>>();
        let mut births = BTreeSet::new();
        for date in all(block, "INDIVIDUAL_DATE_OF_BIRTH") {
            let range = format!("{}/{}", text(date, "FROM_YEAR"), text(date, "TO_YEAR"));
            let stated = [text(date, "DATE"), text(date, "YEAR"), range];
            births.extend(stated.into_iter().find(|s| !s.is_empty() && s != "/"));
        }
        births.extend(all(block, "DATE_OF_BIRTH").into_iter().map(plain).filter(|d| !d.is_empty()));
        let own =
            person.facts.iter().filter(|f| f.property == Property::BIRTH_DATE && !is_earlier(f));
        assert_eq!(own.map(|f| f.value.as_text()).collect::<BTreeSet<_>>(), births, "{reference}");

        let numbers = values(&Property::PASSPORT_NUMBER);
        for document in all(block, "INDIVIDUAL_DOCUMENT") {
            let printed = text(document, "NUMBER");
            let number = printed.split(" (").next().unwrap();
            if number.is_empty() {
                continue;
            }
            assert!(numbers.contains(number), "{reference}: {number}");
            let kept = person.facts.iter().find_map(|f| match &f.value {
                Value::Identifier(id) if id.number == number => Some(id),
                _ => None,
            });
            let issued = kept.unwrap().issued.map(|d| d.to_string()).unwrap_or_default();
            assert_eq!(issued, text(document, "DATE_OF_ISSUE"), "{reference}");
            let remark = format!("{printed} {}", text(document, "NOTE"));
            if remark.to_lowercase().contains("expir") {
                let expires = kept.unwrap().expires.unwrap();
                assert!(remark.contains(&expires.year().to_string()), "{reference}: {remark}");
                assert!(remark.contains(&expires.day().to_string()), "{reference}: {remark}");
            }
        }
        passports += numbers.len();
        assert!(numbers.iter().all(|n| block.contains(n.as_str())), "{reference}");
    }
    // 48 in document fields, each once however many languages print it, and 2 in remarks.
    assert_eq!(passports, 50);
}

#[test]
fn addresses_and_roles_are_carried_and_remarks_are_not_copied() {
    let Some(xml) = source() else { return };
    let carried = entities();
    let data: String = FILES.iter().map(|(_, text)| *text).collect();
    for (reference, block) in entries(&xml) {
        let entity = &carried[&format!("un-{reference}")];
        let place = |f: &Fact| match &f.value {
            Value::Address(address) => Some(address.full.clone()),
            _ => None,
        };
        let places: BTreeSet<String> = entity.facts.iter().filter_map(place).collect();
        let tags = ["ENTITY_ADDRESS", "INDIVIDUAL_ADDRESS", "INDIVIDUAL_PLACE_OF_BIRTH"];
        for printed in tags.into_iter().flat_map(|tag| all(block, tag)) {
            let parts = ["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"]
                .map(|tag| text(printed, tag));
            let full =
                parts.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(", ");
            assert!(full.is_empty() || places.contains(&full), "{reference}: {full}");
        }
        let roles = days(block, "DESIGNATION");
        assert!(entity.values(&Property::POSITION).count() >= roles.len(), "{reference}");
        let role = roles.join(" ");
        for sentence in text(block, "COMMENTS1").split(". ").filter(|s| s.chars().count() > 60) {
            let opening: String = sentence.chars().take(60).collect();
            assert!(role.contains(&opening) || !data.contains(&opening), "{reference}: {opening}");
        }
    }
}
