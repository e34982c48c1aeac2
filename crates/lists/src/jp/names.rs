// SPDX-License-Identifier: Apache-2.0
//! Names and aliases as the Japanese sheets list them in one cell.
//!
//! Seen are: Japanese in one line and Latin in the next; "(a)… (b)…" in both; a Latin form in
//! brackets after each Japanese one; "(a.k.a.: …)", "(f.k.a.: …)" and （別称、…） around a line;
//! and "(original script: …)" after the English name.

use crate::items;
use crate::jp::text::{has_japanese, plain, stated};
use interdict_model::{Name, NameKind, Quality};

/// The names of the cell 英語表記: the name itself and its original script.
pub(super) fn english(cell: &str) -> Vec<Name> {
    let mut out = Vec::new();
    let wide = cell.replace('（', "(").replace('）', ")").replace('：', ":");
    let (name, script) = match wide.find("(original script") {
        Some(at) => wide.split_at(at),
        None => (wide.as_str(), ""),
    };
    let name: Vec<&str> = name.split_whitespace().collect();
    if let Some(name) = stated(&name.join(" ")) {
        out.push(Name::new(NameKind::Primary, name));
    }
    let script = script.trim_start_matches("(original script").trim();
    let script = script.trim_start_matches(':').trim().trim_end_matches(')');
    if let Some(script) = stated(script) {
        let note = Some("original script".to_owned());
        out.push(Name { note, ..Name::new(NameKind::Aka, script) });
    }
    out
}

/// The aliases of a cell; `kind` and `quality` are those of its column.
pub(super) fn aliases(cell: &str, kind: NameKind, quality: Quality) -> Vec<Name> {
    let plain = plain(cell);
    let mut out: Vec<Name> = Vec::new();
    for line in lines(&plain) {
        let (line, mut kind) = unwrap(line, kind);
        let split = items::numbered(line);
        let pieces = match &split {
            Some(found) => found.clone(),
            None => separated(line),
        };
        for piece in pieces {
            // "旧称、A、別称、B": the word stands as an item of its own.
            match piece.trim() {
                "別称" | "別名" => {
                    kind = NameKind::Aka;
                    continue;
                }
                "旧称" => {
                    kind = NameKind::Fka;
                    continue;
                }
                _ => {}
            }
            let (piece, kind) = prefix(piece.trim(), kind);
            for name in one(piece, kind, split.is_some()) {
                let name = Name { quality, ..name };
                if !out.iter().any(|n| n.text == name.text) {
                    out.push(name);
                }
            }
        }
    }
    out
}

/// The lines of a cell, where a break inside a lettered list is none.
fn lines(text: &str) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('\n') {
        let next = text.get(at + 1..).unwrap_or_default().trim_start();
        let lettered = text.get(start..).unwrap_or_default().trim_start().starts_with('(');
        // "\n(b)…" goes on with the list that "(a)…" began.
        let goes_on = lettered && is_marker(next) && !next.to_lowercase().starts_with("(a)");
        if !goes_on {
            out.push(text.get(start..at).unwrap_or_default());
            start = at + 1;
        }
    }
    out.push(text.get(start..).unwrap_or_default());
    out.into_iter().map(str::trim).filter(|l| !l.is_empty()).collect()
}

/// Whether a text begins with "(b)".
fn is_marker(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next() == Some('(')
        && chars.next().is_some_and(char::is_alphabetic)
        && chars.next() == Some(')')
}

/// A line without the brackets that say what its names are.
fn unwrap(line: &str, kind: NameKind) -> (&str, NameKind) {
    let Some(inside) = line.strip_prefix('(') else { return (line, kind) };
    let (kind, rest) = if let Some(rest) = inside.strip_prefix("a.k.a") {
        (NameKind::Aka, rest)
    } else if let Some(rest) = inside.strip_prefix("f.k.a") {
        (NameKind::Fka, rest)
    } else if let Some(rest) = inside.strip_prefix("別称") {
        (NameKind::Aka, rest)
    } else if let Some(rest) = inside.strip_prefix("旧称") {
        (NameKind::Fka, rest)
    } else {
        return (line, kind);
    };
    let rest = rest.trim_start_matches(['.', ':', '、', ' ']);
    let open = rest.matches('(').count();
    let close = rest.matches(')').count();
    let rest = if close > open { rest.trim_end().strip_suffix(')').unwrap_or(rest) } else { rest };
    (rest.trim(), kind)
}

/// "a.k.a. X" inside a line.
fn prefix(piece: &str, kind: NameKind) -> (&str, NameKind) {
    for (word, named) in [
        ("a.k.a.", NameKind::Aka),
        ("f.k.a.", NameKind::Fka),
        ("別称、", NameKind::Aka),
        ("旧称、", NameKind::Fka),
    ] {
        if let Some(rest) = piece.strip_prefix(word) {
            return (rest.trim_start_matches([':', ' ']), named);
        }
    }
    (piece, kind)
}

/// Names set apart by semicolons; by commas too where they are Japanese throughout.
fn separated(line: &str) -> Vec<&str> {
    let parts: Vec<&str> = line.split(';').map(str::trim).filter(|p| !p.is_empty()).collect();
    if parts.len() > 1 || line.contains('(') {
        return parts;
    }
    if has_japanese(line) {
        return line.split('、').flat_map(|p| p.split("及び")).map(str::trim).collect();
    }
    parts
}

/// The one or two names of an item, a Latin form in brackets being the second, and its remark.
fn one(item: &str, kind: NameKind, lettered: bool) -> Vec<Name> {
    let item = item.trim_end_matches(['、', ',', ' ', '\n']);
    // "カラド、1979年12月31日に出生": what follows the comma is said of the name.
    let (item, remark) = match item.split_once('、') {
        Some((name, remark)) if lettered && remark.contains('年') => (name, Some(remark)),
        _ => (item, None),
    };
    let (main, bracket) = match item.find('(') {
        Some(at) if item.trim_end().ends_with(')') && at > 0 => {
            let inside = item.get(at + 1..).unwrap_or_default().trim_end();
            (item.get(..at).unwrap_or_default(), inside.strip_suffix(')'))
        }
        _ => (item, None),
    };
    let mut out = Vec::new();
    let mut note = remark.map(str::to_owned);
    let mut second = None;
    match bracket {
        Some(latin) if has_japanese(main) && !has_japanese(latin) && latin.len() > 1 => {
            second = Some(latin);
        }
        Some(said) if has_japanese(said) => {
            note = Some(note.map_or_else(|| said.to_owned(), |n| format!("{said}; {n}")));
        }
        _ => {}
    }
    let main = if second.is_some() || note.is_some() { main } else { item };
    for text in [Some(main), second].into_iter().flatten() {
        let text = text.trim().trim_matches(['“', '”', '"', '「', '」']).trim();
        // A bracket that was opened around the whole list.
        let text = match text.strip_suffix(')') {
            Some(inside) if !text.contains('(') => inside,
            _ => text,
        };
        if let Some(text) = stated(text) {
            out.push(Name {
                language: has_japanese(text).then(|| "ja".to_owned()),
                note: note.clone(),
                ..Name::new(kind, text)
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cell: &str) -> Vec<String> {
        aliases(cell, NameKind::Aka, Quality::Strong)
            .iter()
            .map(|n| {
                let kind = if n.kind == NameKind::Fka { "fka " } else { "" };
                let note = n.note.as_ref().map(|t| format!(" [{t}]")).unwrap_or_default();
                format!("{kind}{}{note}", n.text)
            })
            .collect()
    }

    #[test]
    fn aliases_of_every_layout_are_split() {
        for (cell, expected) in [
            (
                "(a)オバイド・アフンド(b)オバイド・ウッラー\n(a.k.a.: (a)Obaid Akhund (b)Obaid Ullah)",
                &["オバイド・アフンド", "オバイド・ウッラー", "Obaid Akhund", "Obaid Ullah"][..],
            ),
            (
                "(a)ジョック(Gabriel Jok)\n(b)リアク（Jok Riak）",
                &["ジョック", "Gabriel Jok", "リアク", "Jok Riak"],
            ),
            (
                "（別称、工業設計局、株式会社MKB）\n(a.k.a. Engineering Bureau; f.k.a. MKB, JSC)",
                &["工業設計局", "株式会社MKB", "Engineering Bureau", "fka MKB, JSC"],
            ),
            (
                "テソン・ウンハン；テソン・バンク\nTaesong Unhaeng；Taesong Bank",
                &["テソン・ウンハン", "テソン・バンク", "Taesong Unhaeng", "Taesong Bank"],
            ),
            ("アブー・ユーヌス(Abu-Yunus)", &["アブー・ユーヌス", "Abu-Yunus"]),
            ("(a) エル・パラ（戦闘員名）(b) ハイダラ", &["エル・パラ [戦闘員名]", "ハイダラ"]),
            (
                "(a)ジャメル、1979年12月31日に出生(b)アダム",
                &["ジャメル [1979年12月31日に出生]", "アダム"],
            ),
            (
                "イエメンのAQ\n(f.k.a.: Al-Qaida in Yemen (AQY))",
                &["イエメンのAQ", "fka Al-Qaida in Yemen (AQY)"],
            ),
            ("不明", &[]),
            ("Shin, P'yo'ng-ch'o'l", &["Shin, P'yo'ng-ch'o'l"]),
        ] {
            assert_eq!(shown(cell), expected, "{cell}");
        }
    }

    #[test]
    fn the_original_script_is_a_name_of_its_own() {
        let names = english("ABD AL-KHALIQ\n（original script：عبدالخالق الحوثي）");
        assert_eq!(names.len(), 2);
        assert_eq!(names[0].text, "ABD AL-KHALIQ");
        assert_eq!(names[1].text, "عبدالخالق الحوثي");
        assert_eq!(english("KOMID (KMDTC)")[0].text, "KOMID (KMDTC)");
        assert!(english("").is_empty());
    }
}
