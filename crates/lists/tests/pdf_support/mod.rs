// SPDX-License-Identifier: Apache-2.0
//! A small writer of PDFs: the invented list of ships of `fixtures/un/vessels.html` in the ways
//! that different programs write one.

use std::io::Read;

/// Left edges of the ten columns, and the right edge of the last.
const EDGES: [f64; 11] =
    [20.0, 48.0, 110.0, 280.0, 360.0, 425.0, 490.0, 555.0, 620.0, 690.0, 767.0];
const LINE: f64 = 13.0;

/// Column, columns spanned, rows spanned, text.
pub(crate) type Cell = (usize, usize, usize, &'static str);
pub(crate) type Row = Vec<Cell>;

/// How the file is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Two-byte codes of a map of their own instead of plain ones.
    pub(crate) composite: bool,
    /// Lines drawn with a pen instead of thin filled shapes.
    pub(crate) stroked: bool,
    /// Packed streams, streams of objects and a packed index instead of plain text.
    pub(crate) packed: bool,
    /// Whether the table is ruled at all.
    pub(crate) ruled: bool,
    /// Title in the file's description.
    pub(crate) title: &'static str,
    /// What stands above the table on every page.
    pub(crate) head: &'static str,
    /// Width of the columns on later pages in parts of the first page's.
    pub(crate) later: f64,
}

pub(crate) const PLAIN: Style = Style {
    composite: false,
    stroked: false,
    packed: false,
    ruled: true,
    title: "Microsoft Word - 1718 Designated Vessels List 4 June 2031.docx",
    head: "United Nations",
    later: 1.0,
};

/// Title and headings.
pub(crate) fn heading() -> Vec<Row> {
    vec![
        vec![(0, 10, 1, "1718 Designated Vessels List")],
        vec![
            (0, 1, 2, "#"),
            (1, 2, 2, "Vessel Name"),
            (3, 1, 2, "IMO number"),
            (4, 1, 2, "Date of\ndesignation"),
            (5, 5, 1, "Relevant sanctions measures"),
        ],
        vec![
            (5, 1, 1, "Paragraph 8\n(d) of resolution\n1718 (2006)"),
            (6, 1, 1, "Paragraph 12\n(a) of resolution\n2321 (2016)"),
            (7, 1, 1, "Paragraph 12\n(d) of resolution\n2321 (2016)"),
            (8, 1, 1, "Paragraph 6 of\nresolution 2371\n(2017)"),
            (
                9,
                1,
                1,
                "Economic resources\ncontrolled or operated\nby Ocean Maritime\nManagement\n(KPe.020)",
            ),
        ],
    ]
}

fn designation(row: &mut Row, rows: usize, day: &'static str, marks: [&'static str; 5]) {
    row.push((4, 1, rows, day));
    row.extend((5..).zip(marks).map(|(column, mark)| (column, 1, rows, mark)));
}

/// The three ships of the HTML fixture.
pub(crate) fn ships() -> Vec<Row> {
    let mut first = vec![
        (0, 1, 2, "1"),
        (1, 2, 1, "1: MADE UP 1"),
        (3, 1, 2, "9074729\n\nMMSI:\n1: 341985000"),
    ];
    designation(&mut first, 1, "03-Oct-17", ["na", "na", "na", "Yes", "na"]);
    let mut again = vec![(1, 1, 1, "Other\ninformation"), (2, 1, 1, "M/V MADE UP 1\nloaded coal.")];
    designation(&mut again, 1, "30-Mar-18", ["na", "Yes", "na", "na", "na"]);
    let mut second =
        vec![(0, 1, 1, ""), (1, 2, 1, "1: Old Name 2:\nNew Name"), (3, 1, 4, "8405270")];
    designation(&mut second, 1, "21-Jun-17", ["na", "na", "na", "na", "Yes"]);
    let detail = |number, label, text| {
        let mut row = vec![(0, 1, 1, number), (1, 1, 1, label), (2, 1, 1, text)];
        designation(&mut row, 1, "", [""; 5]);
        row
    };
    let mut third =
        vec![(0, 1, 2, "3"), (1, 2, 1, "1: WITHOUT NUMBER 7"), (3, 1, 2, "Does not exist")];
    designation(&mut third, 2, "30-Mar-18", ["Yes", "na", "na", "na", "na"]);
    vec![
        first,
        again,
        second,
        detail("", "Flag", "1. Kiribati\n2: Cambodia"),
        detail("2", "Call Sign", "1: AAA1 2: BBB2"),
        detail("", "Designated as economic\nresources of", "Invented Shipping\n(Kpe.058)"),
        third,
        vec![(1, 1, 1, "Other information"), (2, 1, 1, "na")],
    ]
}

/// The drawing of a page with its table from the top and its number at the foot.
pub(crate) fn page(style: Style, rows: &[Row], number: usize) -> String {
    let scale = if number > 1 { style.later } else { 1.0 };
    let x = |column: usize| 20.0 + (EDGES[column] - 20.0) * scale;
    let heights: Vec<f64> = rows
        .iter()
        .map(|r| r.iter().map(|c| c.3.lines().count().max(1).div_ceil(c.2)).max().unwrap_or(1))
        .map(|lines| lines as f64 * LINE + 4.0)
        .collect();
    let top = |row: usize| 560.0 - heights[..row].iter().sum::<f64>();
    let mut out = String::from("q 1 0 0 1 0 0 cm\n");
    for (r, row) in rows.iter().enumerate() {
        for (column, columns, spanned, text) in row {
            let (x0, x1) = (x(*column), x(column + columns));
            let (y1, y0) = (top(r), top((r + spanned).min(rows.len())));
            if style.ruled {
                for (a, b) in [
                    ((x0, y0), (x1, y0)),
                    ((x0, y1), (x1, y1)),
                    ((x0, y0), (x0, y1)),
                    ((x1, y0), (x1, y1)),
                ] {
                    out += &rule(style, a, b);
                }
            }
            let lines: Vec<&str> = text.split('\n').collect();
            out += &print(style, x0 + 5.0, y1 - 11.0, &lines);
        }
    }
    out += &print(style, 300.0, 590.0, &[style.head]);
    out += &print(style, 390.0, 20.0, &[&number.to_string()]);
    out + "Q\n"
}

fn rule(style: Style, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> String {
    if style.stroked {
        format!("{x0} {y0} m {x1} {y1} l S\n")
    } else {
        let (w, h) = ((x1 - x0).max(0.5), (y1 - y0).max(0.5));
        format!("{x0} {y0} {w} {h} re f*\n")
    }
}

/// Lines of text from a place on.
pub(crate) fn print(style: Style, x: f64, y: f64, lines: &[&str]) -> String {
    let mut out = format!("BT /F1 11 Tf {LINE} TL 1 0 0 1 {x} {y} Tm\n");
    for (i, line) in lines.iter().enumerate() {
        if style.composite {
            // Two halves, moved together a little as writers do.
            let (a, b) = line.split_at(line.len() / 2);
            let hex = |t: &str| {
                t.bytes().map(|b| format!("{:04x}", 0x100 + u16::from(b))).collect::<String>()
            };
            out += &format!("[<{}> 12 <{}>] TJ 0 {} Td\n", hex(a), hex(b), -LINE);
        } else {
            let line = line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            out += &if i == 0 { format!("({line}) Tj\n") } else { format!("({line}) '\n") };
        }
    }
    out + "ET\n"
}

pub(crate) fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    flate2::read::ZlibEncoder::new(bytes, flate2::Compression::default())
        .read_to_end(&mut out)
        .unwrap();
    out
}

fn stream(style: Style, entries: &str, data: &[u8]) -> Vec<u8> {
    let (filter, data) =
        if style.packed { ("/Filter /FlateDecode", zlib(data)) } else { ("", data.to_vec()) };
    let mut out = format!("<<{entries} {filter} /Length {}>>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

/// The file of the given pages.
pub(crate) fn file(style: Style, drawings: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..drawings.len()).map(|i| format!("{} 0 R", 20 + i)).collect();
    let mut objects: Vec<(usize, Vec<u8>)> = vec![
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (2, format!("<</Type/Pages/Count {}/Kids[{}]/MediaBox[0 0 792 612]/Resources<</Font<</F1 4 0 R>>>>>>", kids.len(), kids.join(" ")).into_bytes()),
        (3, format!("<</Title({})>>", style.title).into_bytes()),
    ];
    if style.composite {
        objects.push((4, b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Made/Encoding/Identity-H/ToUnicode 5 0 R/DescendantFonts[6 0 R]>>".to_vec()));
        let map = "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0120> <017e> <0020> endbfrange";
        objects.push((5, stream(style, "", map.as_bytes())));
        objects.push((
            6,
            b"<</Type/Font/Subtype/CIDFontType2/DW 500/W[288[250] 289 383 520]>>".to_vec(),
        ));
    } else {
        objects.push((
            4,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
        ));
    }
    for (i, drawing) in drawings.iter().enumerate() {
        let page = format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 40 + i);
        objects.push((20 + i, page.into_bytes()));
        objects.push((40 + i, stream(style, "", drawing.as_bytes())));
    }
    if style.packed { packed(&objects) } else { listed(&objects) }
}

fn write(out: &mut Vec<u8>, number: usize, body: &[u8]) -> usize {
    let at = out.len();
    out.extend(format!("{number} 0 obj\n").bytes());
    out.extend(body);
    out.extend(b"\nendobj\n");
    at
}

/// With an index in plain text.
fn listed(objects: &[(usize, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let places: Vec<_> = objects.iter().map(|(n, body)| (*n, write(&mut out, *n, body))).collect();
    let index = out.len();
    out.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, at) in places {
        out.extend(format!("{number} 1\n{at:010} 00000 n \n").bytes());
    }
    out.extend(
        format!("trailer\n<</Size 64/Root 1 0 R/Info 3 0 R>>\nstartxref\n{index}\n%%EOF\n").bytes(),
    );
    out
}

/// With a stream of objects and a packed index whose rows are predicted from those above.
fn packed(objects: &[(usize, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let is_stream = |body: &[u8]| body.ends_with(b"endstream");
    let (mut header, mut bodies) = (String::new(), Vec::new());
    let mut entries = vec![[0usize; 3]; 64];
    let inside = objects.iter().filter(|(_, b)| !is_stream(b));
    for (i, (number, body)) in inside.enumerate() {
        header += &format!("{number} {} ", bodies.len());
        bodies.extend(body);
        bodies.push(b' ');
        entries[*number] = [2, 60, i];
    }
    let count = header.split(' ').count() / 2;
    let mut data = header.clone().into_bytes();
    data.extend(bodies);
    let style = Style { packed: true, ..PLAIN };
    let body = stream(style, &format!("/Type/ObjStm/N {count}/First {}", header.len()), &data);
    entries[60] = [1, write(&mut out, 60, &body), 0];
    for (number, body) in objects.iter().filter(|(_, b)| is_stream(b)) {
        entries[*number] = [1, write(&mut out, *number, body), 0];
    }
    let at = out.len();
    entries[61] = [1, at, 0];
    let (mut above, mut rows) = ([0u8; 6], Vec::new());
    for [kind, a, b] in entries {
        let byte = |n: usize, shift: u32| u8::try_from(n >> shift & 0xFF).unwrap();
        let row = [byte(kind, 0), byte(a, 24), byte(a, 16), byte(a, 8), byte(a, 0), byte(b, 0)];
        rows.push(2);
        rows.extend(row.iter().zip(above).map(|(now, up)| now.wrapping_sub(up)));
        above = row;
    }
    let index = stream(
        style,
        "/Type/XRef/Size 64/W[1 4 1]/Root 1 0 R/Info 3 0 R/DecodeParms<</Predictor 12/Columns 6>>",
        &rows,
    );
    write(&mut out, 61, &index);
    out.extend(format!("startxref\n{at}\n%%EOF\n").bytes());
    out
}
