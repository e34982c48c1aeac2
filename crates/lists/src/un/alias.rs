// SPDX-License-Identifier: Apache-2.0
//! What one printed name of the Consolidated List holds: several spellings, a short form in
//! brackets, the same name in another script, a remark.

use crate::naming::{bracketed, is_short_form, script_of, split, squash};
use interdict_model::{Name, NameKind};

/// Remark on a name that is printed in its original script.
pub(super) const ORIGINAL_SCRIPT: &str = "original script";

/// Remarks that stand in brackets after a name.
const REMARKS: [&str; 9] = [
    "previously listed as",
    "formerly listed as",
    "prominently known as",
    "combat name",
    "birth name",
    "nom de guerre",
    "third",
    "initials",
    "nickname",
];

/// The names a printed text holds. `template` gives kind, quality and remark of all of them.
pub(super) fn names(text: &str, template: &Name) -> Vec<Name> {
    let mut out = Vec::new();
    for piece in split(text, &[';']) {
        one(&piece, template, &mut out);
    }
    out = out.into_iter().map(in_script).collect();
    if out.len() > 1 && template.kind == NameKind::Primary {
        let later = out.iter_mut().skip(1).filter(|n| n.kind == NameKind::Primary);
        later.for_each(|n| n.kind = NameKind::Aka);
    }
    out
}

fn one(piece: &str, template: &Name, out: &mut Vec<Name>) {
    let mut text = piece.to_owned();
    let mut remark = None;
    if let Some(at) = text.find(", born ") {
        remark = squash(text.split_at(at).1.trim_start_matches(','));
        text.truncate(at);
    }
    let text = text.trim().trim_end_matches(',').trim();
    if text.is_empty() {
        return;
    }
    let Some((outer, inner)) = bracketed(text) else {
        out.push(like(template, text, remark));
        return;
    };
    let lower = inner.to_lowercase();
    if let Some(script) = lower.strip_prefix("original script:") {
        let from = inner.len() - script.len();
        out.push(like(template, outer, remark));
        out.extend(inner.get(from..).and_then(|t| original(t, template)));
    } else if REMARKS.contains(&lower.as_str()) || is_remark(inner) {
        out.push(like(template, outer, Some(inner.to_owned())));
    } else if script_of(outer) != script_of(inner) {
        out.push(in_script(like(template, outer, remark)));
        for other in split(inner, &[';']) {
            let (other, note) = match other.strip_suffix("- sub-unit name") {
                Some(name) => (name.trim().to_owned(), Some("sub-unit name".to_owned())),
                None => {
                    (other.replace(&format!("({ORIGINAL_SCRIPT})"), "").trim().to_owned(), None)
                }
            };
            if !other.is_empty() {
                out.push(in_script(like(template, &other, note)));
            }
        }
    } else if is_short_form(outer, inner) {
        out.push(like(template, text, remark));
        let mut long = like(template, outer, Some("without the short form".to_owned()));
        let mut short = like(template, inner, Some("short form".to_owned()));
        if long.kind == NameKind::Primary {
            long.kind = NameKind::Aka;
        }
        short.kind = NameKind::Abbreviation;
        out.extend([long, short]);
    } else {
        out.push(like(template, text, remark));
    }
}

/// Names that stand in the remark on an alias: its original script, or a list of spellings.
pub(super) fn names_in_remark(remark: &str, template: &Name) -> Vec<Name> {
    let lower = remark.to_lowercase();
    for mark in ["original script:", "in arabic:", "in arabic script:"] {
        // Lower-casing may change lengths outside ASCII; then the remark is only kept.
        if let Some(at) = lower.find(mark).filter(|_| lower.len() == remark.len()) {
            let printed = remark.get(at + mark.len()..).unwrap_or_default();
            return original(printed, template).into_iter().collect();
        }
    }
    let spellings = split(remark, &[';']);
    let proper = |s: &String| {
        s.starts_with(char::is_uppercase)
            && s.split(' ').count() <= 6
            && s.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '‘'))
    };
    if spellings.len() > 1 && spellings.iter().all(proper) {
        return spellings
            .iter()
            .map(|s| like(template, s, Some("spelling given in a remark".to_owned())))
            .collect();
    }
    Vec::new()
}

/// A name in its original script; a Latin one is kept without a script.
pub(super) fn original(printed: &str, template: &Name) -> Option<Name> {
    let text = squash(printed)?;
    let (text, note) = match bracketed(&text) {
        Some((outer, language)) if language.chars().all(|c| c.is_ascii_alphabetic()) => {
            (outer.to_owned(), format!("{ORIGINAL_SCRIPT} ({language})"))
        }
        _ => (text, ORIGINAL_SCRIPT.to_owned()),
    };
    let mut name = in_script(like(template, &text, None));
    name.note = Some(note);
    if name.kind == NameKind::Primary {
        name.kind = NameKind::Aka;
    }
    Some(name)
}

/// Whether a text of a damaged file that should name somebody is debris: letters of another
/// script, cut to their low byte, are figures, signs and capitals.
pub(super) fn is_debris(text: &str) -> bool {
    let shown: Vec<char> =
        text.trim_matches(['"', '\'', '\u{fffd}']).chars().filter(|c| !c.is_whitespace()).collect();
    let letters = shown.iter().filter(|c| c.is_alphabetic()).count();
    let other = |c: &char| c.is_ascii_lowercase() || (c.is_alphabetic() && u32::from(*c) > 0x24F);
    let signs = shown.iter().any(|c| "#$%&*+/:;<=>@!\"('-,0123456789\u{fffd}".contains(*c));
    shown.len() > 3 && !shown.iter().any(other) && signs && letters * 4 < shown.len() * 3
}

fn like(template: &Name, text: &str, note: Option<String>) -> Name {
    let note = match (template.note.clone(), note) {
        (Some(a), Some(b)) if a != b => Some(format!("{a}; {b}")),
        (a, b) => a.or(b),
    };
    Name { text: text.to_owned(), parts: Vec::new(), note, ..template.clone() }
}

fn in_script(mut name: Name) -> Name {
    name.language = script_of(&name.text).map(str::to_owned).or(name.language);
    name
}

/// A remark in brackets: words in lower case that are no part of a name.
fn is_remark(inner: &str) -> bool {
    inner.starts_with(|c: char| c.is_ascii_lowercase())
        && inner.split(' ').count() > 2
        && script_of(inner).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<String> {
        let template = Name::new(NameKind::Aka, "");
        names(text, &template)
            .into_iter()
            .map(|n| {
                let mut out = n.text;
                if n.kind == NameKind::Abbreviation {
                    out.push_str(" [short]");
                }
                if let Some(script) = n.language {
                    out.push_str(&format!(" <{script}>"));
                }
                out
            })
            .collect()
    }

    #[test]
    fn several_spellings_are_several_names() {
        assert_eq!(check("Qasim X; Qasem X;  Kasim X"), ["Qasim X", "Qasem X", "Kasim X"]);
    }

    #[test]
    fn a_second_script_in_brackets_is_a_name() {
        assert_eq!(check("Jin Tiesan (金铁三)"), ["Jin Tiesan", "金铁三 <Hani>"]);
        assert_eq!(
            check("حسن غول (Hassan Ghul; Hasan Gul)"),
            ["حسن غول <Arab>", "Hassan Ghul", "Hasan Gul"]
        );
        assert_eq!(check("Abu M (original script: Абу М)"), ["Abu M", "Абу М <Cyrl>"]);
    }

    #[test]
    fn remarks_do_not_become_names() {
        assert_eq!(check("Ahmed Jan (previously listed as)"), ["Ahmed Jan"]);
        assert_eq!(check("EL PARA (COMBAT NAME)"), ["EL PARA"]);
        assert_eq!(check("A B (false identity related to papers)"), ["A B"]);
        assert_eq!(check("Khirullah X, born in Kandahar on 01 Jan.1967"), ["Khirullah X"]);
    }

    #[test]
    fn a_short_form_is_told_from_a_place() {
        assert_eq!(
            check("FOREIGN TRADE BANK (FTB)"),
            ["FOREIGN TRADE BANK (FTB)", "FOREIGN TRADE BANK", "FTB [short]"]
        );
        assert_eq!(check("AL-HARAMAYN FOUNDATION (KENYA)"), ["AL-HARAMAYN FOUNDATION (KENYA)"]);
        assert_eq!(
            check("AL-HARAMAIN FOUNDATION (UNION OF THE COMOROS)"),
            ["AL-HARAMAIN FOUNDATION (UNION OF THE COMOROS)"]
        );
        assert_eq!(check("Battalion of Shahids (martyrs)"), ["Battalion of Shahids (martyrs)"]);
    }

    #[test]
    fn remarks_on_aliases_may_hold_names() {
        let template = Name::new(NameKind::Aka, "");
        let texts = |remark| -> Vec<String> {
            names_in_remark(remark, &template).into_iter().map(|n| n.text).collect()
        };
        assert_eq!(texts("original script: Абу Банат"), ["Абу Банат"]);
        assert_eq!(texts("Previously listed as. In Arabic: رياض"), ["رياض"]);
        assert_eq!(
            texts("Abdul R Sindhi; Abdur R al-Sindhi"),
            ["Abdul R Sindhi", "Abdur R al-Sindhi"]
        );
        assert!(texts("born 1972 in Morocco; Passport: A1").is_empty());
        assert!(texts("nom de guerre").is_empty());
    }

    #[test]
    fn debris_is_told_from_names() {
        for text in ["#(H /9'!", "9(/ 'D1-EF 'D3JF/J", "3D7'F G'4E #-E/ 'D7'&J"] {
            assert!(is_debris(text), "{text}");
        }
        for text in [
            "M23",
            "OFFICE 39",
            "7TH OF TIR",
            "Ra Kyung-Su",
            "BADICA/KARDIAM",
            "ريا / ض",
            "\"KOMID\"",
            "Office #39",
        ] {
            assert!(!is_debris(text), "{text}");
        }
    }
}
