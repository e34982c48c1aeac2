// SPDX-License-Identifier: Apache-2.0
//! Bytes as the sheet inside an otherwise good workbook, so that they are not refused for the
//! checksums of the container.

use crate::{intake, lists};
use interdict_model::SourceKind;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const STRINGS: &str = r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>id</t></si><si><t>name</t></si><si><t>Ivan Example</t></si></sst>"#;
const SHEET: &str = r#"<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c s="0"><v>7</v></c><c t="s"><v>2</v></c></row></sheetData></worksheet>"#;
const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Reads the bytes as an XLSX sheet, as the content of an ODS where they say so, or as the part they
/// name on a first line `%%%% NAME`.
pub(crate) fn sheet(data: &[u8]) {
    let (name, data) = named(data);
    let is_ods = data.windows(7).any(|w| w == b"office:") || name.starts_with("META-INF");
    let mut parts: Vec<(&str, &[u8])> = if is_ods {
        let manifest = b"<manifest:manifest/>";
        vec![("mimetype", ODS.as_bytes()), ("META-INF/manifest.xml", manifest)]
    } else {
        vec![
            ("[Content_Types].xml", TYPES.as_bytes()),
            ("_rels/.rels", PACKAGE.as_bytes()),
            ("xl/workbook.xml", BOOK.as_bytes()),
            ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
            ("xl/sharedStrings.xml", STRINGS.as_bytes()),
            ("xl/worksheets/sheet1.xml", SHEET.as_bytes()),
        ]
    };
    let usual = if is_ods { "content.xml" } else { "xl/worksheets/sheet1.xml" };
    let name = if name.is_empty() { usual } else { name.as_str() };
    parts.retain(|(n, _)| *n != name);
    parts.push((name, data));
    let book = stored(&parts);
    intake::rows(&book);
    for kind in [SourceKind::Csv, SourceKind::Jp, SourceKind::Uk] {
        lists::read(kind, "list.xlsx", &book);
    }
}

/// The part that a first line names, and the rest.
fn named(data: &[u8]) -> (String, &[u8]) {
    let Some(rest) = data.strip_prefix(b"%%%% ") else { return (String::new(), data) };
    let end = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
    let name = String::from_utf8_lossy(&rest[..end]).trim().chars().take(60).collect();
    (name, rest.get(end + 1..).unwrap_or_default())
}

/// A zip container whose parts are stored as they are.
fn stored(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let length = u32::try_from(bytes.len()).unwrap();
        let mut common = vec![0; 6];
        common.extend([0, 0, 0x21, 0]);
        common.extend(crc32(bytes).to_le_bytes());
        common.extend(length.to_le_bytes());
        common.extend(length.to_le_bytes());
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        let at = u32::try_from(out.len()).unwrap();
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let (at, length) = (out.len(), directory.len());
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].concat());
    out.extend(u32::try_from(length).unwrap().to_le_bytes());
    out.extend(u32::try_from(at).unwrap().to_le_bytes());
    out.extend([0, 0]);
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & 0u32.wrapping_sub(crc & 1))
        })
    })
}
