// SPDX-License-Identifier: Apache-2.0
//! What is this file, by its first bytes?

use crate::IntakeError;
use crate::json::Layout;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A workbook (XLSX, XLSM, XLSB, XLS, ODS).
    Workbook,
    /// JSON objects.
    Json(Layout),
    /// Anything else that is text.
    Text,
}

fn is_within(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

/// Judges a file by the bytes alone, before its encoding is known; `None` when it may be text.
pub(crate) fn container(name: &str, head: &[u8]) -> Result<Option<Form>, IntakeError> {
    let no = |found: &str, advice: &str| {
        Err(IntakeError::NotTable {
            name: name.to_owned(),
            found: found.to_owned(),
            advice: advice.to_owned(),
        })
    };
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Some(Form::Workbook));
    }
    if head.starts_with(b"PK\x05\x06") {
        return no("an empty zip archive", "expected a table of parties");
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Ok(Some(Form::Workbook));
    }
    let signatures: [(&[u8], &str); 8] = [
        (b"\x1f\x8b", "compressed with gzip"),
        (b"BZh", "compressed with bzip2"),
        (b"\xfd7zXZ", "compressed with xz"),
        (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
        (b"7z\xbc\xaf", "a 7-Zip archive"),
        (b"Rar!", "a RAR archive"),
        (b"%PDF", "a PDF document"),
        (b"{\\rtf", "a rich text document"),
    ];
    for (signature, found) in signatures {
        if head.starts_with(signature) {
            let advice = if found.starts_with("co") || found.ends_with("archive") {
                "unpack it first and pass the file within"
            } else {
                "save the table in it as CSV or XLSX"
            };
            return no(found, advice);
        }
    }
    if head.starts_with(b"PAR1") {
        return no("a Parquet file", "export the table as CSV");
    }
    if head.starts_with(b"SQLite format 3") {
        return no("a SQLite database", "export the table as CSV");
    }
    Ok(None)
}

/// Judges a workbook by the whole of its bytes, before they are parsed.
pub(crate) fn workbook(name: &str, bytes: &[u8]) -> Result<(), IntakeError> {
    let no = |found: &str, advice: &str| {
        Err(IntakeError::NotTable {
            name: name.to_owned(),
            found: found.to_owned(),
            advice: advice.to_owned(),
        })
    };
    if bytes.starts_with(b"PK") {
        let excel = is_within(bytes, b"xl/workbook.") || is_within(bytes, b"xl/worksheets");
        if excel || is_within(bytes, b"opendocument.spreadsheet") {
            return Ok(());
        }
        if is_within(bytes, b"word/document.xml") {
            return no("a Word document", "save the table in it as CSV or XLSX");
        }
        return no("a zip archive without a spreadsheet", "unpack it and pass the file within");
    }
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if is_within(bytes, &wide) {
        return no(
            "a workbook protected by a password",
            "open it in a spreadsheet program and save it without one",
        );
    }
    let word: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if is_within(bytes, &word) {
        return no("a Word document", "save the table in it as CSV or XLSX");
    }
    Ok(())
}

/// Judges a file by its text.
pub(crate) fn text(name: &str, head: &str) -> Result<Form, IntakeError> {
    let no = |found: &str, advice: &str| {
        Err(IntakeError::NotTable {
            name: name.to_owned(),
            found: found.to_owned(),
            advice: advice.to_owned(),
        })
    };
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.is_empty() && head.len() < 1 << 15 {
        return Err(IntakeError::Empty { name: name.to_owned() });
    }
    let odd = head.chars().take(4096).filter(|c| c.is_control() && !c.is_whitespace()).count();
    if head.contains('\0') || odd > 20 {
        return no("a binary file", "expected CSV, a spreadsheet or JSON");
    }
    let lower: String = start.chars().take(400).collect::<String>().to_lowercase();
    let opens = |tags: &[&str]| tags.iter().any(|tag| lower.starts_with(tag));
    if opens(&["<!doctype html", "<html", "<head", "<body", "<table", "<script", "<div", "<meta"])
        || (lower.starts_with('<')
            && ["<html", "<p>", "<p ", "<table", "<span"].iter().any(|t| lower.contains(t)))
    {
        return no(
            "an HTML page, not a table",
            "a sign-in or error page may have been saved in its place; download the file again or save the table as CSV",
        );
    }
    if opens(&["<?xml", "<!doctype"]) || (lower.starts_with('<') && lower.contains('>')) {
        return no(
            "an XML document",
            "save the parties as CSV, XLSX or JSON; a sanctions list is passed as a list, not as customers",
        );
    }
    if let Some(inner) = start.strip_prefix('[') {
        let first = inner.trim_start().chars().next();
        if matches!(first, Some('{' | ']') | None) {
            return Ok(Form::Json(Layout::Objects));
        }
    }
    if start.starts_with('{') {
        // An object that does not end on its line, with no other below it, is laid out over several.
        let mut lines = start.lines().map(str::trim).filter(|l| !l.is_empty());
        let first = lines.next().unwrap_or_default();
        let whole = serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
        let several = !whole && lines.next().is_some_and(|second| !second.starts_with('{'));
        return Ok(Form::Json(if several { Layout::Objects } else { Layout::Lines }));
    }
    Ok(Form::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_apart() {
        for (head, form) in [
            ("name,dob\n", Form::Text),
            ("[\n {\"name\":1}]", Form::Json(Layout::Objects)),
            ("[sic],name\n", Form::Text),
            ("{\"name\":\"A\"}\n{\"name\":\"B\"}\n", Form::Json(Layout::Lines)),
            ("{\"name\":\"A\n{\"name\":\"B\"}\n{\n", Form::Json(Layout::Lines)),
            ("{\n \"name\": \"A\"\n}\n", Form::Json(Layout::Objects)),
        ] {
            assert_eq!(text("x", head).unwrap(), form, "{head:?}");
        }
    }

    #[test]
    fn what_is_no_table_is_said() {
        for (head, word) in [
            ("<!DOCTYPE html><html>", "HTML"),
            (" \n<html lang=\"en\">", "HTML"),
            ("<?xml version=\"1.0\"?><a/>", "XML"),
            ("", "empty"),
            (" \n\n", "empty"),
            ("a\0b", "binary"),
        ] {
            let error = text("f", head).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
        for (head, word) in
            [(&b"\x1f\x8b\x08"[..], "gzip"), (b"%PDF-1.7", "PDF"), (b"PK\x05\x06", "zip")]
        {
            let error = container("f", head).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
        assert!(
            workbook("f", b"PK\x03\x04 readme.txt")
                .unwrap_err()
                .to_string()
                .contains("without a spreadsheet")
        );
    }
}
