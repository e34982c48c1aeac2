// SPDX-License-Identifier: Apache-2.0
//! The alias field of the Canadian list, which joins names by semicolons, commas, slashes, "or"
//! and language labels, at times all at once.
//!
//! A semicolon, a label and a change of script always part names. A comma, a slash or an "or"
//! parts them only where every piece can stand as a name; otherwise the text stays whole.

use crate::naming::{bracketed, is_short_form, script_of, split, squash};
use interdict_model::{Name, NameKind};

/// Labels that open a name in another language, with their ISO 639 codes.
const LANGUAGES: [(&str, &str); 7] = [
    ("Russian:", "rus"),
    ("Belarusian:", "bel"),
    ("Belarussian:", "bel"),
    ("Ukrainian:", "ukr"),
    ("Arabic:", "ara"),
    ("Persian:", "fas"),
    ("Farsi:", "fas"),
];

/// Legal forms that follow a firm's name after a comma ("М Инвест, ООО").
const LEGAL_FORMS: [&str; 30] = [
    "АО",
    "ООО",
    "ОАО",
    "ПАО",
    "ЗАО",
    "САО",
    "МК",
    "ФГУП",
    "НАО",
    "AO",
    "OAO",
    "OOO",
    "PAO",
    "ZAO",
    "JSC",
    "OJSC",
    "PJSC",
    "LLC",
    "LTD",
    "LTD.",
    "INC",
    "INC.",
    "CO.",
    "CO",
    "FSUE",
    "S.A.",
    "SA",
    "GMBH",
    "PLC",
    "НЕКОММЕРЧЕСКОЕ ПАРТНЕРСТВО",
];

/// The names an alias field holds.
pub(super) fn names(field: &str, person: bool) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    let field = squash(field).unwrap_or_default().replace("Russian :", "Russian:");
    for (text, language) in labelled(&field) {
        for piece in split(&text, &[';']) {
            for text in by_script(&piece) {
                for text in separate(&text, person) {
                    push(&mut out, &text, language, person);
                }
            }
        }
    }
    out
}

/// The names a firm's or ship's own field holds: bilingual names, short forms, "also known as".
pub(super) fn organisation(text: &str) -> Vec<Name> {
    let mut out = Vec::new();
    let (text, known_as) = match bracketed(text) {
        Some((outer, inner)) if inner.starts_with("also known as ") => {
            (outer, inner.trim_start_matches("also known as "))
        }
        _ => (text, ""),
    };
    let sides: Vec<&str> = text.split('/').map(str::trim).collect();
    let bilingual = sides.len() == 2 && sides.iter().all(|s| words(s) > 1);
    for (i, side) in if bilingual { sides } else { vec![text] }.into_iter().enumerate() {
        let kind = if i == 0 { NameKind::Primary } else { NameKind::Aka };
        let mut name = Name::new(kind, side);
        if i > 0 {
            name.note = Some("printed after a slash".to_owned());
        }
        out.push(name);
        if let Some((long, short)) = bracketed(side).filter(|(l, s)| is_short_form(l, s)) {
            out.push(Name::new(NameKind::Aka, long));
            out.push(Name::new(NameKind::Abbreviation, short));
        }
    }
    for piece in split(known_as, &[',']) {
        push(&mut out, &piece, None, false);
    }
    out
}

fn push(out: &mut Vec<Name>, text: &str, language: Option<&'static str>, person: bool) {
    let text = text.trim().trim_matches([',', ';']).trim();
    let text = text.strip_prefix("also ").unwrap_or(text);
    let open = text.matches('(').count().cmp(&text.matches(')').count());
    let text = match open {
        std::cmp::Ordering::Greater => text.trim_start_matches('(').trim(),
        std::cmp::Ordering::Less => text.trim_end_matches(')').trim(),
        std::cmp::Ordering::Equal => text,
    };
    if text.is_empty() || out.iter().any(|n| n.text == text) {
        return;
    }
    let capitals = text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let kind = if !person && words(text) == 1 && capitals && text.chars().count() <= 8 {
        NameKind::Abbreviation
    } else {
        NameKind::Aka
    };
    let mut name = Name::new(kind, text);
    name.language = language.or_else(|| script_of(text)).map(str::to_owned);
    if person && words(text) == 1 {
        // A given name or nickname alone ("Andrei") would hit whoever bears it.
        name.note =
            Some("one word; the publisher does not say of which part of the name".to_owned());
        name = name.weak();
    }
    out.push(name);
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count()
}

/// Parts a field at language labels.
fn labelled(field: &str) -> Vec<(String, Option<&'static str>)> {
    let mut marks: Vec<(usize, usize, &'static str)> = LANGUAGES
        .iter()
        .flat_map(|(label, code)| {
            field.match_indices(label).map(|(at, _)| (at, at + label.len(), *code))
        })
        .collect();
    marks.sort_unstable();
    let first = marks.first().map_or(field.len(), |(at, ..)| *at);
    let mut out = vec![(field.get(..first).unwrap_or_default().to_owned(), None)];
    for (i, (_, from, code)) in marks.iter().enumerate() {
        let to = marks.get(i + 1).map_or(field.len(), |(at, ..)| *at);
        out.push((field.get(*from..to).unwrap_or_default().to_owned(), Some(*code)));
    }
    out.retain(|(text, _)| !text.trim().is_empty());
    out
}

/// Parts at a comma after which another script begins ("Yahya Sinwar, يحيى السنوار").
fn by_script(text: &str) -> Vec<String> {
    let pieces = split(text, &[',']);
    let mut out: Vec<String> = Vec::new();
    let mut script = None;
    for (i, piece) in pieces.iter().enumerate() {
        let this = script_of(piece);
        let form = LEGAL_FORMS.contains(&piece.to_uppercase().as_str());
        match out.last_mut() {
            Some(last) if form || this == script => {
                last.push_str(", ");
                last.push_str(piece);
            }
            _ => out.push(piece.clone()),
        }
        if i == 0 || !form {
            script = this;
        }
    }
    out
}

/// Parts one script's text at slashes, "or" and commas where the pieces can stand alone.
fn separate(text: &str, person: bool) -> Vec<String> {
    // "and" joins persons; inside a firm's name it is a word.
    let marks: &[&str] = if person { &["/", " or ", " and "] } else { &["/", " or "] };
    let mut pieces = vec![text];
    for mark in marks {
        pieces = pieces.into_iter().flat_map(|p| p.split(*mark)).map(str::trim).collect();
    }
    let least = if person { 2 } else { 1 };
    if pieces.len() > 1 && pieces.iter().all(|p| words(p) >= least) {
        return pieces.into_iter().flat_map(|p| separate(p, person)).collect();
    }
    let mut pieces = by_comma(text, person);
    if pieces.len() > 1 && !person {
        // A comma may belong to a firm's name: the whole stays beside its pieces.
        pieces.insert(0, text.to_owned());
    }
    pieces
}

fn by_comma(text: &str, person: bool) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for piece in split(text, &[',']) {
        let form = |p: &str| LEGAL_FORMS.contains(&p.to_uppercase().as_str());
        match pieces.last_mut() {
            Some(last) if form(&piece) || form(last) => {
                last.push_str(", ");
                last.push_str(&piece);
            }
            _ => pieces.push(piece),
        }
    }
    let single = pieces.iter().filter(|p| words(p) == 1).count();
    let lower = pieces.iter().any(|p| p.starts_with(char::is_lowercase));
    let part = if person {
        // "Surname, Given" is one name; two single words or three pieces are several.
        pieces.len() > 2 || single == 0 || single == pieces.len()
    } else {
        !lower
    };
    if part { pieces } else { vec![text.to_owned()] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, person: bool) -> Vec<String> {
        names(field, person).into_iter().map(|n| n.text).collect()
    }

    #[test]
    fn labels_give_languages() {
        let names = names(
            "Siarhei Karcheusky, Belarusian: Сяргей Карчэўскi,  Russian: Сергей Карчевский",
            true,
        );
        let read: Vec<_> = names.iter().map(|n| (n.text.as_str(), n.language.as_deref())).collect();
        assert_eq!(
            read,
            [
                ("Siarhei Karcheusky", None),
                ("Сяргей Карчэўскi", Some("bel")),
                ("Сергей Карчевский", Some("rus"))
            ]
        );
    }

    #[test]
    fn persons() {
        assert_eq!(
            check("Владимир ПАВЛЕНКО / Володимир ПАВЛЕНКО", true),
            ["Владимир ПАВЛЕНКО", "Володимир ПАВЛЕНКО"]
        );
        assert_eq!(check("Баранов, Олег Анатольевич", true), ["Баранов, Олег Анатольевич"]);
        assert_eq!(
            check("Yehya Sinwar, Abu Ibrahim,  يحيى السنوار", true),
            ["Yehya Sinwar", "Abu Ibrahim", "يحيى السنوار"]
        );
        assert_eq!(
            check("Nikolay or Nikolai / Vasilievich or Vasilyevich Maximavich", true),
            ["Nikolay or Nikolai / Vasilievich or Vasilyevich Maximavich"]
        );
        assert_eq!(check("(Юрий ГОВТВИН / Юрiй ГОВТВIН", true), ["Юрий ГОВТВИН", "Юрiй ГОВТВIН"]);
        let weak = names("Andrei", true);
        assert_eq!(weak.first().map(|n| n.quality), Some(interdict_model::Quality::Weak));
    }

    #[test]
    fn firms() {
        assert_eq!(check("М Инвест, ООО", false), ["М Инвест, ООО"]);
        assert_eq!(
            check("Министерство образования, науки и молодежи", false),
            ["Министерство образования, науки и молодежи"]
        );
        assert_eq!(
            check("Юнармия or Движение \"ЮНАРМИЯ\"", false),
            ["Юнармия", "Движение \"ЮНАРМИЯ\""]
        );
        assert_eq!(check("PTI, 保利科技有限公司", false), ["PTI", "保利科技有限公司"]);
        assert_eq!(
            check("TransMorFlot, TransMorFlot Shipping Company", false),
            [
                "TransMorFlot, TransMorFlot Shipping Company",
                "TransMorFlot",
                "TransMorFlot Shipping Company"
            ]
        );
    }

    #[test]
    fn a_firms_own_field() {
        let read =
            |text| -> Vec<String> { organisation(text).into_iter().map(|n| n.text).collect() };
        assert_eq!(read("Hara Institute/Institut Hara"), ["Hara Institute", "Institut Hara"]);
        assert_eq!(
            read("DOSAAF Society (also known as DOSAAF of Russia)"),
            ["DOSAAF Society", "DOSAAF of Russia"]
        );
        assert_eq!(
            read("Fuel Research Centre (FRC)"),
            ["Fuel Research Centre (FRC)", "Fuel Research Centre", "FRC"]
        );
        assert_eq!(read("Alfa-Bank ZAO (Belarus)"), ["Alfa-Bank ZAO (Belarus)"]);
    }
}
