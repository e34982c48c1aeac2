// SPDX-License-Identifier: Apache-2.0
//! Lists inside one cell: "(1) Libya (2) Tunisia", "(a) Mullah, (b) Haji", "（a）…（b）…".

/// The items of a cell that numbers or letters them; the whole, trimmed, where it does not.
///
/// A range "(2)-(3) Tunis" gives its text to both. Blank items and dashes are left out; an item
/// keeps its place only through [`numbered`].
pub(crate) fn items(text: &str) -> Vec<&str> {
    match numbered(text) {
        Some(found) => found.into_iter().filter(|t| !matches!(*t, "" | "-" | "–")).collect(),
        None => vec![text.trim()].into_iter().filter(|t| !t.is_empty()).collect(),
    }
}

/// The items in their places, blank ones included; `None` where the cell does not begin with
/// "(1)" or "(a)".
pub(crate) fn numbered(text: &str) -> Option<Vec<&str>> {
    let (mut mark, mut current) = marker(text.trim_start())?;
    if mark.first != 1 {
        return None;
    }
    let mut out: Vec<&str> = Vec::new();
    loop {
        let next = current.char_indices().find_map(|(at, c)| {
            if !matches!(c, '(' | '（') {
                return None;
            }
            let (found, after) = marker(current.get(at..)?)?;
            (found.lettered == mark.lettered && found.first == mark.last + 1)
                .then_some((at, found, after))
        });
        let end = next.as_ref().map_or(current.len(), |(at, ..)| *at);
        let item = tidy(current.get(..end).unwrap_or_default());
        out.extend((mark.first..=mark.last).map(|_| item));
        match next {
            Some((_, found, after)) => (mark, current) = (found, after),
            None => return Some(out),
        }
    }
}

/// The places an item stands for: one, or a range "(2)-(3)" or "(2-3)".
struct Marker {
    first: usize,
    last: usize,
    lettered: bool,
}

/// A marker at the start of a text and what follows it.
fn marker(text: &str) -> Option<(Marker, &str)> {
    let (label, rest) = label(text)?;
    if let Some((from, to)) = label.split_once('-') {
        let (first, last) = (place(from)?, place(to)?);
        let sound = first.1 == last.1 && first.0 < last.0;
        return sound.then_some((Marker { first: first.0, last: last.0, lettered: first.1 }, rest));
    }
    let (first, lettered) = place(label)?;
    let range = rest.strip_prefix(['-', '–']).and_then(self::label).and_then(|(to, after)| {
        place(to).filter(|(last, l)| *l == lettered && *last > first).map(|(last, _)| (last, after))
    });
    Some(match range {
        Some((last, after)) => (Marker { first, last, lettered }, after),
        None => (Marker { first, last: first, lettered }, rest),
    })
}

/// What stands in the brackets a text begins with, at most five characters, and what follows.
fn label(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(['(', '（'])?;
    let (end, close) = inside.char_indices().take(6).find(|(_, c)| matches!(c, ')' | '）'))?;
    Some((inside.get(..end)?.trim(), inside.get(end + close.len_utf8()..)?))
}

/// The place a number or letter stands for, and whether it is a letter.
fn place(label: &str) -> Option<(usize, bool)> {
    if let Ok(value) = label.parse::<u8>() {
        return Some((usize::from(value), false));
    }
    let mut chars = label.chars();
    let letter = chars.next()?.to_lowercase().next()?;
    // Full-width letters count as their plain forms.
    let plain = match letter {
        'ａ'..='ｚ' => char::from_u32(u32::from(letter).checked_sub(0xFEE0)?)?,
        other => other,
    };
    let sound = chars.next().is_none() && plain.is_ascii_lowercase();
    sound.then(|| ((plain as usize).saturating_sub('a' as usize) + 1, true))
}

/// An item without the separators around it.
fn tidy(text: &str) -> &str {
    let text = text.trim().trim_end_matches([',', ';', '、', '，', '；']).trim();
    text.strip_suffix('.').filter(|t| !t.contains('.')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_and_lettered_items_are_split() {
        for (text, expected) in [
            ("(1) Germany. (2) Morocco", &["Germany", "Morocco"][..]),
            ("(a)Mullah, (b) Haji", &["Mullah", "Haji"]),
            ("（a）ムラー、（b）ハッジ", &["ムラー", "ハッジ"]),
            ("(1) Tripoli (2)-(3) Tunis", &["Tripoli", "Tunis", "Tunis"]),
            ("(1) Haidra (2)-(3) -", &["Haidra"]),
            ("(1-2) Libya (3) Morocco", &["Libya", "Libya", "Morocco"]),
            ("(1)-(2) Tunisia (3)-(4) Algeria", &["Tunisia", "Tunisia", "Algeria", "Algeria"]),
            ("(1) Tunis (2) - (3) Aras", &["Tunis", "Aras"]),
            ("(3-1) no range", &["(3-1) no range"]),
            ("(1) a (%) b (2) c", &["a (%) b", "c"]),
            ("Zanzibar", &["Zanzibar"]),
            ("Minister (1) of nothing", &["Minister (1) of nothing"]),
            ("(2) second first", &["(2) second first"]),
            ("(1) a note (see 1999) (2) b", &["a note (see 1999)", "b"]),
            ("(1) only", &["only"]),
            ("(", &["("]),
            ("", &[]),
        ] {
            assert_eq!(items(text), expected, "{text}");
        }
    }

    #[test]
    fn places_are_kept_for_pairing() {
        assert_eq!(numbered("(1) (2) Tunisia").unwrap(), ["", "Tunisia"]);
        assert_eq!(numbered("Tunisia"), None);
    }
}
