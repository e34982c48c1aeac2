// SPDX-License-Identifier: Apache-2.0
//! Whether the bytes are at all what the configuration says they are.
//!
//! This is no reading of the list; it catches the commonest accidents – an error page under status
//! 200, a file cut at a wrong length – before a reader sees them, with a message that fits.

use std::str::FromStr;

/// The kind of bytes a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Content {
    /// An XML document.
    Xml,
    /// Comma- or tab-separated text.
    Csv,
    /// A zipped workbook of spreadsheets (`.xlsx`).
    Xlsx,
    /// A zipped OpenDocument file (`.ods`).
    Ods,
    /// One JSON value.
    Json,
    /// One JSON object on each line.
    JsonLines,
    /// Anything that is not empty.
    Any,
}

/// How many bytes from the start [`Content::check`] wants to see.
pub(crate) const HEAD: usize = 4096;
/// How many bytes from the end: a zip's directory ends within 64 KiB and its record.
pub(crate) const TAIL: usize = 65_536 + 22;

impl Content {
    /// Every kind, in a fixed order.
    pub const ALL: [Self; 7] =
        [Self::Xml, Self::Csv, Self::Xlsx, Self::Ods, Self::Json, Self::JsonLines, Self::Any];

    /// The word used in the configuration.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Xml => "xml",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Any => "any",
        }
    }

    /// Looks at the first bytes and the last ones (they may overlap).
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence that begins with the file's name.
    pub(crate) fn check(self, head: &[u8], tail: &[u8]) -> Result<(), String> {
        let want = self.as_str();
        if head.is_empty() {
            return Err(format!("is empty; expected {want}"));
        }
        if self == Self::Any {
            return Ok(());
        }
        if root_is_html(head) {
            return Err(format!(
                "is an HTML page, not {want}; the publisher shows an error or a form, or the file has moved (it begins {:?})",
                beginning(head)
            ));
        }
        // UTF-16 is left to the reader, which decodes it.
        let utf16 = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
        let head = head.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(head).trim_ascii_start();
        let tail = tail.trim_ascii_end();
        let wrong = || format!("is not {want}: it begins {:?}", beginning(head));
        let cut = |end: &str| {
            format!("is cut short: {want} ends in {end}, this file ends {:?}", ending(tail))
        };
        let one_of = |byte: Option<&u8>, of: &[u8]| byte.is_some_and(|b| of.contains(b));
        match self {
            Self::Xml if !utf16 => match (head.starts_with(b"<"), tail.ends_with(b">")) {
                (false, _) => Err(wrong()),
                (true, false) => Err(cut("\">\"")),
                (true, true) => Ok(()),
            },
            Self::Xlsx | Self::Ods => {
                if !head.starts_with(b"PK\x03\x04") {
                    return Err(wrong());
                }
                let whole = tail.windows(4).any(|w| w == b"PK\x05\x06");
                if whole { Ok(()) } else { Err(cut("a zip directory")) }
            }
            Self::Json | Self::JsonLines => {
                let open: &[u8] = if self == Self::Json { b"{[" } else { b"{" };
                let close: &[u8] = if self == Self::Json { b"}]" } else { b"}" };
                match (one_of(head.first(), open), one_of(tail.last(), close)) {
                    (false, _) => Err(wrong()),
                    (true, false) => Err(cut("a closing bracket")),
                    (true, true) => Ok(()),
                }
            }
            Self::Csv if !utf16 => {
                let binary = head.contains(&0) || head.starts_with(b"%PDF");
                let other = one_of(head.first(), b"<{") || head.starts_with(b"PK\x03\x04");
                if binary || other { Err(wrong()) } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }
}

impl FromStr for Content {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|c| c.as_str() == text).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|c| c.as_str()).collect();
            format!("expected one of {}", known.join(", "))
        })
    }
}

/// Whether the first element is `html`, after a prolog, comments and a document type.
fn root_is_html(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if let Some(after) = rest.strip_prefix("<!doctype") {
            if after.trim_start().starts_with("html") {
                return true;
            }
            ">"
        } else {
            let name = rest.strip_prefix("<html");
            return name
                .is_some_and(|n| n.is_empty() || n.starts_with([' ', '>', '\n', '\r', '\t']));
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after.trim_start(),
            None => return false,
        }
    }
}

fn beginning(head: &[u8]) -> String {
    String::from_utf8_lossy(head.get(..48).unwrap_or(head)).into_owned()
}

fn ending(tail: &[u8]) -> String {
    let from = tail.len().saturating_sub(32);
    String::from_utf8_lossy(tail.get(from..).unwrap_or(tail)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: &str, bytes: &[u8]) -> Result<(), String> {
        kind.parse::<Content>().unwrap().check(bytes, bytes)
    }

    #[test]
    fn what_is_expected_passes() {
        for (kind, bytes) in [
            ("xml", &b"\xEF\xBB\xBF<?xml version='1.0'?><a/>\r\n"[..]),
            ("xml", b"<!-- <html> --><LIST></LIST>"),
            ("xml", b"<htmlish/>"),
            ("xml", b"\xFF\xFE<\0a\0/\0>\0"),
            ("csv", b"36,\"AERO\",-0-\r\n\x1A"),
            ("csv", b"Report Date: 1-Jan-2026"),
            ("xlsx", b"PK\x03\x04.....PK\x05\x06............"),
            ("json", b" [1] "),
            ("jsonl", b"{\"id\":1}\n{\"id\":2}\n"),
            ("any", b"x"),
        ] {
            assert_eq!(check(kind, bytes), Ok(()), "{kind} {bytes:?}");
        }
    }

    #[test]
    fn what_is_not_is_named() {
        for (kind, bytes, want) in [
            ("xml", &b""[..], "empty"),
            ("any", b"", "empty"),
            ("xml", b"<!DOCTYPE HTML><html>busy</html>", "HTML page"),
            ("csv", b"\n <html lang='en'>", "HTML page"),
            ("xlsx", b"<?xml version='1.0'?>\n<!-- x --><html>", "HTML page"),
            ("xml", b"{\"error\":1}", "not xml"),
            ("xml", b"<a><b>text", "cut short"),
            ("xlsx", b"PK\x03\x04.....", "cut short"),
            ("jsonl", b"{\"id\":1}\n{\"id\":", "cut short"),
            ("csv", b"%PDF-1.7", "not csv"),
            ("csv", b"a\0b", "not csv"),
        ] {
            let message = check(kind, bytes).unwrap_err();
            assert!(message.contains(want), "{kind} {bytes:?}: {message}");
        }
    }
}
