// SPDX-License-Identifier: Apache-2.0
//! Damage to a Consolidated List that XML cannot carry, made readable and reported.
//!
//! Copies of the list circulate in which every character was cut to its low byte: an apostrophe
//! became a control character, Cyrillic "м" became "<", "ئ" became "&", and "é" a byte that is not
//! UTF-8. Refusing such a file would leave nothing to screen against, so a "<" or "&" that cannot
//! be markup is read as text and a stray byte as Latin-1; every place is counted as a defect.

use interdict_model::DefectKind;

/// Longest name of an element or entity looked for.
const LONGEST: usize = 64;

/// One repaired place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Repair {
    pub(super) kind: DefectKind,
    pub(super) line: u64,
    pub(super) value: String,
    pub(super) message: &'static str,
}

/// The file as text that can be parsed, with what was changed; UTF-16 and other declared
/// encodings are left to the parser.
pub(super) fn repair(bytes: Vec<u8>) -> (Vec<u8>, Vec<Repair>) {
    if !is_declared_utf8(&bytes) {
        return (bytes, Vec::new());
    }
    let mut repairs = Vec::new();
    let text = decode(&bytes, &mut repairs);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    let mut line = 1;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        line += newlines(before);
        out.push_str(before);
        let markup = markup_length(from);
        let (taken, next) = from.split_at(markup.unwrap_or(1));
        if markup.is_some() {
            line += newlines(taken);
            out.push_str(taken);
        } else {
            out.push_str(if taken == "<" { "&lt;" } else { "&amp;" });
            repairs.push(Repair {
                kind: DefectKind::Character,
                line,
                value: from.chars().take(20).collect(),
                message: "a character that can be no markup here; read as text",
            });
        }
        rest = next;
    }
    if repairs.is_empty() {
        return (bytes, repairs);
    }
    out.push_str(rest);
    repairs.sort_by_key(|r| r.line);
    (out.into_bytes(), repairs)
}

fn newlines(text: &str) -> u64 {
    text.bytes().filter(|b| *b == b'\n').count() as u64
}

fn is_declared_utf8(bytes: &[u8]) -> bool {
    if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [b'<', 0, ..] | [0, b'<', ..]) {
        return false;
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(256)).unwrap_or(bytes));
    let declaration = head.split("?>").next().unwrap_or_default().to_lowercase();
    !declaration.contains("encoding") || declaration.contains("utf-8")
}

/// The bytes as UTF-8, with each byte that is none read as Latin-1.
fn decode(bytes: &[u8], repairs: &mut Vec<Repair>) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut line = 1;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        line += newlines(chunk.valid());
        if chunk.invalid().is_empty() {
            continue;
        }
        let letters: String = chunk.invalid().iter().map(|b| char::from(*b)).collect();
        text.push_str(&letters);
        let around: String = {
            let tail: Vec<char> = chunk.valid().chars().rev().take(20).collect();
            tail.into_iter().rev().chain(letters.chars()).collect()
        };
        repairs.push(Repair {
            kind: DefectKind::Encoding,
            line,
            value: around,
            message: "a byte that is not UTF-8; read as Latin-1",
        });
    }
    text
}

/// How many bytes of a text that starts with "<" or "&" are markup; `None` when it is no markup.
fn markup_length(text: &str) -> Option<usize> {
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>")] {
        if text.starts_with(start) {
            return Some(text.find(end).map_or(text.len(), |at| at + end.len()));
        }
    }
    if text.starts_with("<!DOCTYPE") || text.starts_with("<?xml") {
        return Some(1);
    }
    let name = |body: &str| {
        let length = body
            .bytes()
            .take(LONGEST)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':'))
            .count();
        let starts = body.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        (starts && length < LONGEST).then_some(length)
    };
    if let Some(body) = text.strip_prefix("</").or_else(|| text.strip_prefix('<')) {
        let after = body.get(name(body)?..)?.chars().next()?;
        return (after.is_whitespace() || matches!(after, '/' | '>')).then_some(1);
    }
    let body = text.strip_prefix('&')?;
    let body = body.strip_prefix('#').map_or(body, |number| number);
    let length = body.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    (length > 0 && body.get(length..)?.starts_with(';')).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8]) -> (String, Vec<(DefectKind, u64)>) {
        let (out, repairs) = repair(bytes.to_vec());
        let places = repairs.iter().map(|r| (r.kind, r.line)).collect();
        (String::from_utf8_lossy(&out).into_owned(), places)
    }

    #[test]
    fn a_sound_file_is_left_alone() {
        let text = "<?xml version='1.0' encoding='UTF-8'?>\n<!-- a < b & c --><l a='1'><x/>&amp;&#233;<![CDATA[<&]]></l>";
        assert_eq!(check(text.as_bytes()), (text.to_owned(), vec![]));
    }

    #[test]
    fn what_cannot_be_markup_becomes_text() {
        let (text, places) = check(b"<l>\n<n>E<0=>2 </n><n>G'4E & 'D7'&J <CEB0@</n></l>");
        assert_eq!(text, "<l>\n<n>E&lt;0=>2 </n><n>G'4E &amp; 'D7'&amp;J &lt;CEB0@</n></l>");
        assert_eq!(places, [(DefectKind::Character, 2); 4]);
    }

    #[test]
    fn a_stray_byte_is_latin_1() {
        let (text, places) = check(b"<l>Arm\xe9s\n\xef\xbb\xe9</l>");
        assert_eq!(text, "<l>Armés\nï»é</l>");
        assert_eq!(places.first(), Some(&(DefectKind::Encoding, 1)));
    }

    #[test]
    fn another_declared_encoding_is_not_touched() {
        let bytes = b"<?xml version='1.0' encoding='ISO-8859-1'?><l>\xe9 & </l>";
        assert_eq!(repair(bytes.to_vec()), (bytes.to_vec(), vec![]));
    }
}
