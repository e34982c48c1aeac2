// SPDX-License-Identifier: Apache-2.0
//! What the UK packs into "Other Information": the ConList of 2022 puts whole columns there,
//! each after its name in brackets, and both lists state measures in fixed words.

use crate::uk::columns::Column;
use crate::uk::{day, measures};
use interdict_model::{Link, LinkTarget, Measure, MeasureKind, Property};

/// The names in brackets and the columns they stand for.
const TAGS: &[(&str, Column)] = &[
    ("UK Sanctions List Ref", Column::UniqueId),
    ("UK Statement of Reasons", Column::Reason),
    ("UN Ref", Column::UnReference),
    ("Gender", Column::Gender),
    ("Phone number", Column::Phone),
    ("Tel", Column::Phone),
    ("Fax", Column::Phone),
    ("Email address", Column::Email),
    ("Website", Column::Website),
    ("Type of entity", Column::EntityType),
    ("Subsidiaries", Column::Subsidiary),
    ("Parent company", Column::Parent),
    ("Business Reg No", Column::Registration),
    ("IMO number", Column::Imo),
    ("Current owners", Column::Owner),
    ("Previous owners", Column::PastOwner),
    ("Flag of ship", Column::Flag),
    ("Previous flags", Column::PastFlag),
    ("Type of ship", Column::ShipType),
    ("Tonnage of ship", Column::Tonnage),
    ("Length of ship", Column::Length),
    ("Year built", Column::YearBuilt),
    ("Hull identification number (HIN)", Column::Hull),
];

/// The columns packed into a text of the ConList. What follows a reference number and what
/// stands before the first name in brackets is [`Column::Other`].
pub(super) fn unpack(text: &str) -> Vec<(Column, String)> {
    let mut marks: Vec<(usize, usize, Column, &str)> = Vec::new();
    for (tag, column) in TAGS {
        let mark = format!("({tag}):");
        marks.extend(text.match_indices(&mark).map(|(at, _)| (at, at + mark.len(), *column, *tag)));
    }
    marks.sort_by_key(|(at, ..)| *at);
    let mut out = Vec::new();
    let mut push = |column: Column, value: &str| {
        let value = value.trim();
        if !value.is_empty() {
            out.push((column, value.to_owned()));
        }
    };
    push(Column::Other, text.get(..marks.first().map_or(text.len(), |m| m.0)).unwrap_or_default());
    for (n, (_, start, column, tag)) in marks.iter().enumerate() {
        let end = marks.get(n + 1).map_or(text.len(), |next| next.0);
        let value = text.get(*start..end).unwrap_or_default().trim();
        match column {
            Column::UniqueId | Column::UnReference => {
                let (reference, rest) =
                    value.split_once(char::is_whitespace).unwrap_or((value, ""));
                push(*column, reference.trim_end_matches(['.', ',', ';']));
                push(Column::Other, rest);
            }
            Column::Phone if *tag == "Fax" => push(Column::Phone, &format!("fax {value}")),
            _ => push(*column, value),
        }
    }
    out
}

/// The UN reference the ConList of before 2022 opens its remarks with: "UN Ref QI.B.62.02.".
pub(super) fn former_un_reference(text: &str) -> Option<&str> {
    let at = text.find("UN Ref")?;
    let rest = text.get(at + "UN Ref".len()..)?.trim_start_matches(['.', ':', ' ']);
    let reference = rest.split([' ', ',', ';', ')']).next()?.trim_end_matches('.');
    let has_digit = reference.bytes().any(|b| b.is_ascii_digit());
    (has_digit && reference.contains('.') && reference.len() <= 16).then_some(reference)
}

/// The measures stated in words, with the day where it is given.
pub(super) fn measures(text: &str, out: &mut Vec<Measure>) {
    const IN_ADDITION: &str = "imposed in addition to an asset freeze";
    let mut rest = text;
    while let Some(at) = rest.find(IN_ADDITION) {
        let freeze = Measure {
            kind: MeasureKind::AssetFreeze,
            printed: "asset freeze".to_owned(),
            since: None,
        };
        measures::push(out, freeze);
        rest = rest.get(at + IN_ADDITION.len()..).unwrap_or_default();
        let sentence = rest.split(['.', '\n']).next().unwrap_or_default();
        let (joined, named) = sentence.split_once([':', '-']).unwrap_or((sentence, ""));
        for printed in [joined.trim_start_matches(" and "), named] {
            let printed = printed.trim();
            let kind = measures::kind(printed);
            if let Some(kind) = kind.filter(|_| !printed.contains(" was imposed")) {
                measures::push(out, Measure { kind, printed: printed.to_owned(), since: None });
            }
        }
    }
    for (words, kind, printed) in [
        ("Date trust services sanctions imposed:", MeasureKind::ServicesBan, "Trust services"),
        (
            "Director Disqualification Sanction was imposed on",
            MeasureKind::Other,
            "Director Disqualification Sanction",
        ),
    ] {
        let Some(at) = text.find(words) else { continue };
        let since = text
            .get(at + words.len()..)
            .and_then(|t| t.split_whitespace().next())
            .and_then(|t| day(t.trim_end_matches(['.', ',', ';', ')'])));
        let name = printed.to_lowercase();
        match out.iter_mut().find(|m| m.printed.to_lowercase().starts_with(&name)) {
            Some(measure) => measure.since = measure.since.or(since),
            None => out.push(Measure { kind, printed: printed.to_owned(), since }),
        }
    }
}

/// Links to the UN entries a text names by number: "(QDe.137)".
pub(super) fn un_links(text: &str, own: &[String]) -> Vec<Link> {
    let mut out: Vec<Link> = Vec::new();
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.')) {
        let word = word.trim_matches('.');
        if !is_un_reference(word) || own.iter().any(|o| o.eq_ignore_ascii_case(word)) {
            continue;
        }
        let target =
            LinkTarget::Reference { authority: "UN".to_owned(), reference: word.to_owned() };
        let link = Link::new(Property::of("linkedTo"), target);
        if !out.contains(&link) {
            out.push(link);
        }
    }
    out
}

/// Two or three letters, `i` or `e`, a dot and three digits: `QDi.006`, `TAe.010`.
fn is_un_reference(word: &str) -> bool {
    let Some((letters, digits)) = word.split_once('.') else { return false };
    (3..=4).contains(&letters.len())
        && letters.ends_with(['i', 'e'])
        && letters.bytes().next().is_some_and(|b| b.is_ascii_uppercase())
        && letters.bytes().all(|b| b.is_ascii_alphabetic())
        && digits.len() == 3
        && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_columns_are_unpacked() {
        let found = unpack(
            "(UK Sanctions List Ref):AFG0112. (UN Ref):TAi.144. Heading a network (TAe.012). (UK Statement of Reasons):He (the man): led. (Gender):Male (Fax):+1 2",
        );
        let shown: Vec<_> = found.iter().map(|(c, v)| format!("{c:?}={v}")).collect();
        assert_eq!(
            shown,
            [
                "UniqueId=AFG0112",
                "UnReference=TAi.144",
                "Other=Heading a network (TAe.012).",
                "Reason=He (the man): led.",
                "Gender=Male",
                "Phone=fax +1 2"
            ]
        );
        assert_eq!(unpack("No tags here").len(), 1);
        assert!(unpack("").is_empty());
    }

    #[test]
    fn former_references_are_found() {
        assert_eq!(former_un_reference("UN Ref QI.B.62.02. Also known"), Some("QI.B.62.02"));
        assert_eq!(former_un_reference("UN listing. UN Ref.SSi.006. Made"), Some("SSi.006"));
        assert_eq!(former_un_reference("UN Reference is unknown"), None);
    }

    #[test]
    fn measures_in_words_are_read_with_their_day() {
        let mut out = Vec::new();
        measures(
            "Financial sanctions imposed in addition to an asset freeze: Trust services. Date trust services sanctions imposed: 21/03/2023.",
            &mut out,
        );
        let shown: Vec<_> = out
            .iter()
            .map(|m| format!("{:?} {} {:?}", m.kind, m.printed, m.since.map(|d| d.to_string())))
            .collect();
        assert_eq!(
            shown,
            ["AssetFreeze asset freeze None", "ServicesBan Trust services Some(\"2023-03-21\")"]
        );
        let mut out = Vec::new();
        measures(
            "(2) Sanction imposed in addition to an asset freeze and Travel Ban - The Director Disqualification Sanction was imposed on 09/04/2025 (UK",
            &mut out,
        );
        let kinds: Vec<_> = out.iter().map(|m| (m.kind, m.since.is_some())).collect();
        assert_eq!(
            kinds,
            [
                (MeasureKind::AssetFreeze, false),
                (MeasureKind::TravelBan, false),
                (MeasureKind::Other, true)
            ]
        );
    }

    #[test]
    fn other_entries_are_linked() {
        let links =
            un_links("Leader (QDe.137), own QDi.317., not 1.70 m or U.K.", &["QDi.317".into()]);
        assert_eq!(links.len(), 1);
    }
}
