// SPDX-License-Identifier: Apache-2.0
//! Taking printed names apart: brackets, lists, short forms, scripts. Publishers differ in what
//! they put into one name; these are the tools their readers share.

/// A text with every run of white space as one blank; `None` when nothing is left.
pub(crate) fn squash(text: &str) -> Option<String> {
    let out = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!out.is_empty()).then_some(out)
}

/// The ISO 15924 code of the first letter that is not Latin.
pub(crate) fn script_of(text: &str) -> Option<&'static str> {
    text.chars().find_map(|c| match u32::from(c) {
        0x370..=0x3FF => Some("Grek"),
        0x400..=0x52F => Some("Cyrl"),
        0x590..=0x5FF => Some("Hebr"),
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => {
            Some("Arab")
        }
        0x900..=0x97F => Some("Deva"),
        0x980..=0x9FF => Some("Beng"),
        0xE00..=0xE7F => Some("Thai"),
        0x1200..=0x137F => Some("Ethi"),
        0x1100..=0x11FF | 0xAC00..=0xD7AF => Some("Hang"),
        0x3040..=0x30FF => Some("Jpan"),
        0x3400..=0x9FFF | 0x20000..=0x2FFFF => Some("Hani"),
        _ => None,
    })
}

/// Whether `short` is made of letters of `long` in order, starting a word with each it can.
pub(crate) fn is_short_form(long: &str, short: &str) -> bool {
    let compact: Vec<char> = short
        .chars()
        .filter(|c| !matches!(c, '-' | '.' | '/' | ' '))
        .flat_map(char::to_lowercase)
        .collect();
    let upper = short.chars().filter(|c| c.is_uppercase()).count();
    if !(2..=12).contains(&compact.len())
        || upper * 2 < compact.len()
        || !compact.iter().all(|c| c.is_alphanumeric())
        || short.split(' ').count() > 2
        || interdict_codes::country(short).is_some()
    {
        return false;
    }
    let lower = long.to_lowercase();
    let initials = lower.split(|c: char| !c.is_alphanumeric()).filter_map(|w| w.chars().next());
    let started = compact.first().is_some_and(|first| initials.clone().any(|i| i == *first));
    let mut letters = lower.chars();
    started && compact.iter().all(|c| letters.any(|l| l == *c))
}

/// The text before a bracket that closes at the end, and what the bracket holds.
pub(crate) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let body = text.strip_suffix(')')?;
    let mut depth = 1usize;
    for (at, c) in body.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let (outer, inner) = (text.get(..at)?.trim(), body.get(at + 1..)?.trim());
            return (!outer.is_empty() && !inner.is_empty()).then_some((outer, inner));
        }
    }
    None
}

/// Splits at a mark outside brackets; blanks at the ends are dropped, empty pieces too.
pub(crate) fn split(text: &str, marks: &[char]) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && marks.contains(&c) {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out.iter().filter_map(|p| squash(p)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_lists() {
        assert_eq!(bracketed("A (B (C))"), Some(("A", "B (C)")));
        assert_eq!(bracketed("A (B) C"), None);
        assert_eq!(bracketed("A)"), None);
        assert_eq!(bracketed("(A)"), None);
        assert_eq!(split("a (b; c); d ;; e", &[';']), ["a (b; c)", "d", "e"]);
        assert_eq!(squash(" a\u{a0} b\n"), Some("a b".to_owned()));
    }

    #[test]
    fn scripts() {
        assert_eq!(script_of("Kim 金"), Some("Hani"));
        assert_eq!(script_of("Österreich"), None);
    }
}
