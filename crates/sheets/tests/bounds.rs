// SPDX-License-Identifier: Apache-2.0
//! Workbooks made to fill the memory, and damaged ones.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use interdict_sheets::{Limits, SheetError, Workbook};
use std::io::{Cursor, Write};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

const TYPES: &str =
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

const SMALL: Limits = Limits { unpacked: 1 << 20, cells: 10_000, text: 100_000 };

/// A container of parts; each is its name and pieces with how often each is repeated.
fn container(parts: &[(&str, &[(&str, usize)])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, pieces) in parts {
        out.start_file(*name, options).unwrap();
        for (piece, times) in *pieces {
            for _ in 0..*times {
                out.write_all(piece.as_bytes()).unwrap();
            }
        }
    }
    out.finish().unwrap().into_inner()
}

fn xlsx(strings: &[(&str, usize)], sheet: &[(&str, usize)]) -> Vec<u8> {
    container(&[
        ("[Content_Types].xml", &[(TYPES, 1)]),
        ("_rels/.rels", &[(PACKAGE, 1)]),
        ("xl/workbook.xml", &[(BOOK, 1)]),
        ("xl/_rels/workbook.xml.rels", &[(RELATIONS, 1)]),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn ods(table: &[(&str, usize)]) -> Vec<u8> {
    let mut pieces = vec![(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="List">"#,
        1,
    )];
    pieces.extend(table);
    pieces.push(("</table:table></office:spreadsheet></office:body></office:document-content>", 1));
    let mimetype = "application/vnd.oasis.opendocument.spreadsheet";
    container(&[
        ("mimetype", &[(mimetype, 1)]),
        ("META-INF/manifest.xml", &[("<manifest:manifest/>", 1)]),
        ("content.xml", &pieces),
    ])
}

/// Every cell of every sheet.
fn cells(bytes: Vec<u8>, limits: Limits) -> Result<Vec<(u32, u32, String)>, SheetError> {
    let mut book = Workbook::open_within(bytes, limits)?;
    let mut out = Vec::new();
    for sheet in book.names().to_vec() {
        out.extend(book.cells(&sheet)?.into_iter().map(|c| (c.row, c.column, c.text)));
    }
    Ok(out)
}

#[track_caller]
fn too_large(bytes: Vec<u8>, what: &str) {
    assert!(bytes.len() < 200_000, "{} bytes are no small bomb", bytes.len());
    let error = cells(bytes, SMALL).unwrap_err();
    assert!(matches!(error, SheetError::TooLarge { .. }), "{error}");
    assert!(error.to_string().contains(what), "{error}");
}

const SHEET: &str = r#"<worksheet><sheetData><row r="1">"#;
const END: &str = "</row></sheetData></worksheet>";
const NO_STRINGS: &[(&str, usize)] = &[("<sst/>", 1)];

#[test]
fn cells_are_read_where_they_stand() {
    let strings = [("<sst><si><t>name</t></si></sst>", 1)];
    let sheet = [
        (SHEET, 1),
        (
            r#"<c r="A1" t="s"><v>0</v></c><c r="C1"><v>7</v></c><c r="XFD1048576" t="b"><v>1</v></c>"#,
            1,
        ),
        (END, 1),
    ];
    let found = cells(xlsx(&strings, &sheet), SMALL).unwrap();
    let expected = [(0, 0, "name"), (0, 2, "7"), (1_048_575, 16_383, "true")];
    assert_eq!(found, expected.map(|(r, c, t)| (r, c, t.to_owned())));

    let table = [
        (
            r#"<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16383"/></table:table-row>"#,
            1,
        ),
        (
            r#"<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
            1,
        ),
    ];
    let found = cells(ods(&table), SMALL).unwrap();
    assert_eq!(found, [(0, 0, "a".to_owned()), (1, 0, "a".to_owned())], "blank ends cost nothing");
}

#[test]
fn a_part_that_unpacks_beyond_the_limit_is_refused() {
    let sheet = [(SHEET, 1), (" ", 50 << 20), (END, 1)];
    too_large(xlsx(NO_STRINGS, &sheet), "unpacked bytes");
}

#[test]
fn a_part_that_lies_about_its_size_is_refused() {
    let sheet = [(SHEET, 1), (" ", 50 << 20), (END, 1)];
    let mut bytes = xlsx(NO_STRINGS, &sheet);
    // The sizes told, in the directory and before the parts themselves, become 1000.
    let real = u32::try_from(SHEET.len() + (50 << 20) + END.len()).unwrap().to_le_bytes();
    let mut told = 0;
    while let Some(at) = bytes.windows(4).position(|w| w == real) {
        bytes[at..at + 4].copy_from_slice(&1000u32.to_le_bytes());
        told += 1;
    }
    assert_eq!(told, 2);
    let error = cells(bytes, SMALL).unwrap_err();
    assert!(error.to_string().contains("declared"), "{error}");
}

#[test]
fn one_text_in_every_cell_is_refused() {
    let strings = [("<sst><si><t>", 1), ("x", 30_000), ("</t></si></sst>", 1)];
    let sheet = [(SHEET, 1), (r#"<c t="s"><v>0</v></c>"#, 9000), (END, 1)];
    too_large(xlsx(&strings, &sheet), "bytes of text");
    let sheet = [(SHEET, 1), ("<c><v>1</v></c>", 16_000), (END, 1)];
    too_large(xlsx(NO_STRINGS, &sheet), "cells");
}

#[test]
fn a_cell_where_no_sheet_reaches_is_refused() {
    for place in ["A4294967295", "ZZZZZZ1", "XFE1", "A1048577"] {
        let cell = format!(r#"<c r="{place}"><v>1</v></c>"#);
        let found = cells(xlsx(NO_STRINGS, &[(SHEET, 1), (&cell, 1), (END, 1)]), SMALL);
        assert!(matches!(found, Err(SheetError::Damaged(_))), "{place}: {found:?}");
    }
}

#[test]
fn repeated_cells_and_rows_are_refused() {
    let cell = r#"<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>"#;
    let one = format!("<table:table-row>{cell}</table:table-row>");
    too_large(ods(&[(&one, 1)]), "cells");
    let rows = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value="1" office:value-type="float"/></table:table-row>"#;
    too_large(ods(&[(rows, 1)]), "cells");
    // A blank gap between two cells is written out as well.
    let corners = r#"<table:table-row><table:table-cell office:value="1" office:value-type="float"/></table:table-row><table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="50"/><table:table-cell office:value="1" office:value-type="float"/></table:table-row>"#;
    too_large(ods(&[(corners, 1)]), "cells");
}

#[test]
fn repeated_text_is_refused() {
    let text = "x".repeat(1000);
    let cell = format!(
        r#"<table:table-row table:number-rows-repeated="9"><table:table-cell table:number-columns-repeated="900" office:value-type="string"><text:p>{text}</text:p></table:table-cell></table:table-row>"#
    );
    too_large(ods(&[(&cell, 1)]), "bytes of text");
    let spaces = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="99999999999"/></text:p></table:table-cell></table:table-row>"#;
    too_large(ods(&[(spaces, 1)]), "bytes of text");
}

#[test]
fn room_is_not_made_for_texts_that_are_only_announced() {
    let strings = [(r#"<sst uniqueCount="100000000000000"></sst>"#, 1)];
    too_large(xlsx(&strings, &[(SHEET, 1), (END, 1)]), "texts");
    let strings = [(r#"<!-- --><x:sst a="1" uniqueCount=" 99999999999999999999999"></x:sst>"#, 1)];
    too_large(xlsx(&strings, &[(SHEET, 1), (END, 1)]), "texts");
}

#[test]
fn a_table_without_end_is_an_error_and_not_waited_for() {
    let row = "<table:table-row><table:table-cell/></table:table-row>";
    let mimetype = "application/vnd.oasis.opendocument.spreadsheet";
    for content in [
        "<office:document-content><table:table>",
        "<office:document-content><table:table></table:tble></office:document-content>",
        "<office:document-content><table:table><table:table-row>",
        "<office:document-content><table:table table:name=\"a,></table:table>",
        "<table:table><",
    ] {
        let content = content.replace("<table:table-row>", row);
        let bytes = container(&[
            ("mimetype", &[(mimetype, 1)]),
            ("META-INF/manifest.xml", &[("<manifest:manifest/>", 1)]),
            ("content.xml", &[(&content, 1)]),
        ]);
        assert!(matches!(cells(bytes, SMALL), Err(SheetError::Damaged(_))), "{content}");
    }
}

#[test]
fn damaged_containers_are_errors() {
    let good = xlsx(NO_STRINGS, &[(SHEET, 1), ("<c><v>1</v></c>", 3), (END, 1)]);
    assert_eq!(cells(good.clone(), SMALL).unwrap().len(), 3);
    for length in 0..good.len() {
        let mut cut = good[..length].to_vec();
        assert!(cells(cut.clone(), SMALL).is_err(), "{length} bytes");
        cut.resize(good.len(), 0);
        assert!(cut == good || cells(cut, SMALL).is_err(), "{length} bytes and zeroes");
    }
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x55;
        let _ = cells(bad, SMALL);
    }
    assert_eq!(cells(b"name,dob\n".to_vec(), SMALL), Err(SheetError::NotAWorkbook));
    assert!(cells(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".repeat(512), SMALL).is_err());
}
