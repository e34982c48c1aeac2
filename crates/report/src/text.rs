// SPDX-License-Identifier: Apache-2.0
//! Text of strangers made safe to look at, cut, measured and wrapped; and numbers as people read them.

use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a character that would act, hide or reorder its neighbours is shown; `None` for all others.
///
/// Control characters become their pictures (U+2400 …). Explicit direction embeddings, zero-width
/// spaces and tag characters are spelled out, because a name may carry them to escape a match.
/// Joiners and the plain left-to-right and right-to-left marks stay: Arabic, Persian and Indic
/// names are written with them.
pub(crate) fn shown(c: char) -> Option<Cow<'static, str>> {
    match c {
        '\0'..='\x1f' => {
            char::from_u32(0x2400 + u32::from(c)).map(|picture| Cow::Owned(picture.to_string()))
        }
        '\x7f' => Some(Cow::Borrowed("\u{2421}")),
        '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => Some(Cow::Borrowed("\u{fffd}")),
        '\u{2028}' | '\u{2029}' => Some(Cow::Borrowed("\u{240a}")),
        '\u{200b}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{e0000}'..='\u{e007f}' => Some(Cow::Owned(format!("[U+{:04X}]", u32::from(c)))),
        _ => None,
    }
}

/// The text on one line, with nothing in it that acts on a terminal.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| shown(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match shown(c) {
            Some(instead) => out.push_str(&instead),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The text cut to `most` characters, saying how many are missing.
pub(crate) fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => {
            let kept = text.get(..end).unwrap_or_default();
            let left = text.chars().count().saturating_sub(most);
            Cow::Owned(format!("{kept} … [{} more characters]", count(left as u64)))
        }
    }
}

/// Columns of a terminal the text takes.
pub(crate) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Breaks a text into lines no wider than `most`, between words where it can.
pub(crate) fn wrap(text: &str, most: usize) -> Vec<String> {
    let most = most.max(2);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let wide = width(word);
        let gap = usize::from(!line.is_empty());
        if used + gap + wide <= most {
            if gap == 1 {
                line.push(' ');
            }
            line.push_str(word);
            used += gap + wide;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide > most {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += wide;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A count with its thousands parted: `1,048,576`.
pub(crate) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A count with its noun: `1 row`, `2 rows`. The plural is that of most English nouns.
pub(crate) fn counted(n: u64, noun: &str) -> String {
    let plural = match noun.strip_suffix('y') {
        _ if n == 1 => return format!("1 {noun}"),
        Some(stem) => format!("{stem}ies"),
        None => format!("{noun}s"),
    };
    format!("{} {plural}", count(n))
}

/// Per mille as a decimal with three digits: `0.953`.
pub(crate) fn decimal(per_mille: u16) -> String {
    format!("{}.{:03}", per_mille / 1000, per_mille % 1000)
}

/// Points as a decimal with three digits, in the unit of the score: `0.902`, `-0.050`.
pub(crate) fn points(points: i32) -> String {
    let sign = if points < 0 { "-" } else { "" };
    let size = points.unsigned_abs();
    format!("{sign}{}.{:03}", size / 1000, size % 1000)
}

/// Points with their sign always there: `+0.040`.
pub(crate) fn signed(value: i32) -> String {
    if value < 0 { points(value) } else { format!("+{}", points(value)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown_and_the_rest_is_left() {
        assert_eq!(one_line("a\x1b[31mb\0\n\u{202e}c\u{9b}"), "a␛[31mb␀␊[U+202E]c\u{fffd}");
        assert_eq!(one_line("\u{645}\u{6cc}\u{200c}\u{62e}"), "\u{645}\u{6cc}\u{200c}\u{62e}");
    }

    #[test]
    fn lines_keep_the_width_and_lose_nothing() {
        let text = "UN Security Council 金正植金正植金正植 averyveryverylongword x";
        for most in 2..30 {
            let lines = wrap(text, most);
            assert!(lines.iter().all(|l| width(l) <= most), "{most}: {lines:?}");
            let kept: String = lines.concat().chars().filter(|c| *c != ' ').collect();
            assert_eq!(kept, text.replace(' ', ""));
        }
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(
            (count(0), count(999), count(1_048_576)),
            ("0".into(), "999".into(), "1,048,576".into())
        );
        assert_eq!(
            (signed(40), signed(-50), points(1002)),
            ("+0.040".into(), "-0.050".into(), "1.002".into())
        );
        assert_eq!(points(i32::MIN), "-2147483.648");
        assert_eq!(
            (counted(1, "entity"), counted(2, "entity")),
            ("1 entity".into(), "2 entities".into())
        );
    }

    #[test]
    fn a_cut_says_what_it_leaves_out() {
        assert_eq!(shorten("абвгд", 3), "абв … [2 more characters]");
        assert_eq!(shorten("абв", 3), "абв");
    }
}
