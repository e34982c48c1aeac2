// SPDX-License-Identifier: Apache-2.0
//! The PDF of the Designated Vessels List: an invented one built here in several ways, and the
//! published one against the HTML rendering of the same document.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking, and a skipped test must be seen"
)]

mod pdf_support;

use interdict_lists::{Document, ReadError, read};
use interdict_model::{DefectKind, Entity, Release, SourceKind};
use pdf_support::{PLAIN, Row, Style, file, heading, page, print, ships};
use proptest::prelude::*;
use std::path::PathBuf;

const HTML: &[u8] = include_bytes!("fixtures/un/vessels.html");

fn run(bytes: &[u8]) -> Result<(Release, Vec<Entity>), ReadError> {
    let mut entities = Vec::new();
    let mut sink = |e| {
        entities.push(e);
        Ok(())
    };
    let release = read(SourceKind::Un, vec![Document::new("list", bytes)], &mut sink)?;
    Ok((release, entities))
}

/// The ships without their places in the file, which differ between the formats.
fn unplaced(mut ships: Vec<Entity>) -> Vec<Entity> {
    for ship in &mut ships {
        ship.position = Default::default();
        ship.listings.iter_mut().for_each(|l| l.position = Default::default());
    }
    ships
}

fn shared(path: &str) -> Option<Vec<u8>> {
    let root = std::env::var_os("INTERDICT_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let bytes = std::fs::read(root.join("lists/un").join(path)).ok();
    if bytes.is_none() {
        println!("skipped: {path} is not at hand");
    }
    bytes
}

/// The invented list on two pages, its headings on both.
fn two_pages(style: Style) -> Vec<String> {
    let ships = pdf_support::ships();
    let (first, second) = ships.split_at(2);
    let with_heading = |rows: &[Row]| [&heading()[..], rows].concat();
    let later = if style.later == 1.0 { with_heading(second) } else { second.to_vec() };
    vec![page(style, &with_heading(first), 1), page(style, &later, 2)]
}

fn refused(bytes: &[u8]) -> String {
    run(bytes).map(|(r, _)| format!("read: {r:?}")).unwrap_err().to_string()
}

fn defects(release: &Release) -> Vec<(DefectKind, &str, u64, &str)> {
    release.samples.iter().map(|d| (d.kind, d.element.as_str(), d.line, d.value.as_str())).collect()
}

#[test]
fn the_invented_list_is_the_same_however_it_is_written() {
    let (html, expected) = run(HTML).unwrap();
    let expected = unplaced(expected);
    for n in 0..16 {
        let has = |bit: u8| n & bit != 0;
        let later = if has(8) { 0.9 } else { 1.0 };
        let style = Style { composite: has(1), stroked: has(2), packed: has(4), later, ..PLAIN };
        let (release, ships) = run(&file(style, &two_pages(style))).unwrap();
        assert_eq!(defects(&release), [], "{style:?}");
        assert_eq!(release.published, html.published, "{style:?}");
        assert_eq!(release.files.len(), 1);
        let pages: Vec<_> = ships.iter().map(|s| s.position.line).collect();
        assert_eq!(pages, [1, 2, 2], "{style:?}");
        for (ship, expected) in unplaced(ships).into_iter().zip(&expected) {
            assert_eq!(&ship, expected, "{style:?}");
        }
    }
}

#[test]
fn the_day_may_stand_on_the_first_page_alone() {
    let style = Style { title: "list_final", head: "", ..PLAIN };
    let mut pages = two_pages(style);
    pages[0] += &print(style, 300.0, 580.0, &["1718 Designated Vessels List (5 June 2031)"]);
    let (release, _) = run(&file(style, &pages)).unwrap();
    assert_eq!(release.published.unwrap().to_string(), "2031-06-05");
    assert_eq!(defects(&release), []);
}

#[test]
fn a_broken_index_is_made_up_for_and_reported() {
    for packed in [false, true] {
        let style = Style { packed, ..PLAIN };
        let whole = file(style, &two_pages(style));
        let at = whole.windows(9).rposition(|w| w == b"startxref").unwrap();
        let mut broken = whole.clone();
        broken[at + 10] ^= 1;
        for bytes in [&broken[..], &whole[..at]] {
            let (release, ships) = run(bytes).unwrap();
            assert_eq!(ships.len(), 3);
            assert_eq!(defects(&release), [(DefectKind::BadValue, "xref", 0, "")]);
        }
    }
}

#[test]
fn a_cut_file_never_gives_fewer_ships_without_a_word() {
    for packed in [false, true] {
        let style = Style { packed, ..PLAIN };
        let whole = file(style, &two_pages(style));
        // After the place of the index nothing stands but the mark of the end.
        let end = whole.windows(5).rposition(|w| w == b"%%EOF").unwrap() - 1;
        for length in (0..end).step_by(7) {
            match run(&whole[..length]) {
                Ok((release, ships)) => {
                    assert_eq!(ships.len(), 3, "{length}");
                    assert!(!release.samples.is_empty(), "{length}");
                }
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    }
}

#[test]
fn what_belongs_to_no_row_is_counted() {
    let mut pages = two_pages(PLAIN);
    pages[1] += &print(PLAIN, 30.0, 60.0, &["Annex: one more ship, NOWHERE 9"]);
    // On the line of the page number, but none.
    pages[0] += &print(PLAIN, 600.0, 20.0, &["12"]);
    let (release, ships) = run(&file(PLAIN, &pages)).unwrap();
    assert_eq!(ships.len(), 3);
    let text = "text outside the table";
    assert_eq!(
        defects(&release),
        [
            (DefectKind::UnknownElement, text, 1, "1 12"),
            (DefectKind::UnknownElement, text, 2, "Annex: one more ship, NOWHERE 9")
        ]
    );
}

#[test]
fn letters_without_meaning_are_counted() {
    let style = Style { composite: true, ..PLAIN };
    let bytes = file(style, &two_pages(style));
    let text = String::from_utf8_lossy(&bytes).replace("<017e>", "<0175>");
    let (release, ships) = run(text.as_bytes()).unwrap();
    assert_eq!(ships[1].names[1].text, "Ne\u{fffd} Name");
    assert_eq!(release.defects[&DefectKind::Encoding], 1);
}

#[test]
fn a_text_broken_by_the_end_of_a_page_is_joined() {
    let mut first = ships()[..2].to_vec();
    first[1][1].3 = "M/V MADE UP 1";
    let mut rest = vec![vec![(0, 1, 1, ""), (1, 1, 1, ""), (2, 1, 1, "loaded coal.")]];
    rest[0].extend((3..10).map(|column| (column, 1, 1, "")));
    rest.extend_from_slice(&ships()[2..]);
    let pages = [page(PLAIN, &[heading(), first].concat(), 1), page(PLAIN, &rest, 2)];
    let (release, ships) = run(&file(PLAIN, &pages)).unwrap();
    assert_eq!(defects(&release), []);
    let expected = unplaced(run(HTML).unwrap().1);
    assert_eq!(unplaced(ships), expected);
}

#[test]
fn another_layout_is_refused_or_reported() {
    let mut narrow = ships();
    for row in &mut narrow {
        row.retain(|c| c.0 < 9);
    }
    let pages = [page(PLAIN, &[heading(), ships()].concat(), 1), page(PLAIN, &narrow, 2)];
    let error = refused(&file(PLAIN, &pages));
    assert!(error.contains("8 columns on page 2 under 9 headings"), "{error}");
    let mut odd = ships();
    odd[0][4].3 = "perhaps";
    odd[1][2].3 = "";
    let style = Style { head: "", ..PLAIN };
    let (release, _) = run(&file(style, &[page(style, &[heading(), odd].concat(), 1)])).unwrap();
    let kinds: Vec<_> = defects(&release).into_iter().map(|d| (d.0, d.3)).collect();
    assert_eq!(kinds[0], (DefectKind::UnknownCode, "perhaps"));
    assert_eq!(kinds.len(), 6, "and five marks without a day: {kinds:?}");
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let pages = two_pages(PLAIN);
    let plain = file(PLAIN, &pages);
    let with = |from: &str, to: &str| {
        let text = String::from_utf8_lossy(&plain);
        assert!(text.contains(from));
        text.replacen(from, to, 1).into_bytes()
    };
    let unruled = Style { ruled: false, ..PLAIN };
    let other = Style { title: "Annual report", ..PLAIN };
    for (bytes, expected) in [
        (with("/Info 3 0 R>>", "/Info 3 0 R/Encrypt 9 0 R>>"), "encrypted"),
        (file(PLAIN, &["q /Im1 Do Q".to_owned()]), "pictures without any text"),
        (file(unruled, &two_pages(unruled)), "ruled table"),
        (
            file(other, &[print(other, 30.0, 500.0, &["On 1718 and other matters"])]),
            "XML of the Consolidated List",
        ),
        (with("/Count 2", "/Count 3"), "states 3 pages but holds 2"),
        (with("4 0 obj", "9 0 obj"), "font"),
        (with("40 0 obj", "39 0 obj"), "page 1 cannot be read whole"),
        (with("/Length", "/Filter/LZWDecode/Length"), "page 1 cannot be read whole"),
        (b"%PDF-1.7\n%%EOF".to_vec(), "without a list of its pages"),
    ] {
        let error = refused(&bytes);
        assert!(error.contains(expected) && error.contains("HTML"), "{error}");
    }
}

#[test]
fn a_hostile_file_ends() {
    let root = "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj ";
    let tree = "2 0 obj <</Kids[3 0 R]/Count 1>> endobj ";
    let page =
        |rest: &str| format!("%PDF-1.7\n{root}{tree}3 0 obj <</Contents 4 0 R{rest}>> endobj ");
    let stream = |n: u32, entries: &str, data: &str| {
        format!("{n} 0 obj <<{entries}/Length {}>> stream\n{data}\nendstream endobj ", data.len())
    };
    let form =
        page("/Resources<</XObject<</X 4 0 R>>>>") + &stream(4, "/Subtype/Form", "/X Do /X Do");
    let zeros = pdf_support::zlib(&vec![b' '; 70 << 20]);
    let mut bomb = page("").replace("4 0 R", &format!("[{}]", "4 0 R ".repeat(8))).into_bytes();
    bomb.extend(format!("4 0 obj <</Filter/FlateDecode/Length {}>> stream\n", zeros.len()).bytes());
    bomb.extend(zeros);
    bomb.extend(b"\nendstream endobj");
    let circle = format!(
        "%PDF-1.7\n{root}2 0 obj <</Kids[2 0 R 5 0 R]/Count 1>> endobj 5 0 obj <</Kids[2 0 R]>> endobj"
    );
    let rules: String = (0..200).map(|x| format!("{} 0 m {} 99 l S ", 3 * x, 3 * x)).collect();
    let strings: String = (1..20_000).map(|n| format!("{n} 0 obj (")).collect();
    for (bytes, expected) in [
        (form.into_bytes(), "nests its drawing"),
        (bomb, "256 MiB"),
        (circle.into_bytes(), "pages"),
        ((page("") + &stream(4, "", &"q ".repeat(1000))).into_bytes(), "nests its drawing"),
        ((page("") + &stream(4, "", &"[".repeat(1000))).into_bytes(), "without any text"),
        (
            (page("") + &stream(4, "", &(rules + "() Tj BT (x) Tj ET"))).into_bytes(),
            "rules more lines",
        ),
        (
            format!("%PDF-1.7\n{}", "[0 ".repeat(200_000)).into_bytes(),
            "without a list of its pages",
        ),
        (format!("%PDF-1.7\n{strings}").into_bytes(), "again and again"),
        (
            format!("%PDF-1.7\n{}", "1 0 obj [0 0 0 0]".repeat(50_000)).into_bytes(),
            "without a list",
        ),
    ] {
        let error = refused(&bytes);
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

fn mutate(bytes: &mut Vec<u8>, at: usize, length: usize, byte: u8, how: u8) {
    let at = at % bytes.len();
    let end = (at + length).min(bytes.len());
    match how {
        0 => {
            bytes.drain(at..end);
        }
        1 => bytes[at] ^= byte,
        2 => bytes[at] = byte,
        _ => {
            let copy = bytes[at..end].to_vec();
            bytes.splice(at..at, copy);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_mutation_panics(
        changes in proptest::collection::vec((any::<usize>(), 0usize..200, any::<u8>(), 0u8..4), 1..6),
        composite: bool,
        packed: bool,
    ) {
        let style = Style { composite, packed, ..PLAIN };
        let mut bytes = file(style, &two_pages(style));
        for (at, length, byte, how) in changes {
            mutate(&mut bytes, at, length, byte, how);
        }
        let _ = run(&bytes);
    }

    #[test]
    fn no_garbage_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400), words in proptest::collection::vec(0usize..20, 0..60)) {
        let parts = [
            "1 0 obj ", "2 0 obj ", "endobj ", "<<", ">>", "[", "]", "/Pages 2 0 R", "/Kids[2 0 R]",
            "/Length 1 0 R", "stream\n", "endstream ", "xref 0 9 ", "trailer ", "/Root 1 0 R", "(",
            "startxref 9 ", "/Type/ObjStm/N 9/First 3", "1 0 R ", "/Prev 9",
        ];
        let mut file = b"%PDF-1.7\n".to_vec();
        for word in words {
            file.extend(parts[word].bytes());
        }
        file.extend(bytes);
        let _ = run(&file);
    }
}

// ---- the published file ----------------------------------------------------------------------

#[test]
fn the_published_pdf_gives_the_ships_of_the_html() {
    let (Some(pdf), Some(html)) =
        (shared("1718_designated_vessels_list.pdf"), shared("1718_designated_vessels_list.html"))
    else {
        return;
    };
    let (pdf_release, pdf_ships) = run(&pdf).unwrap();
    let (html_release, html_ships) = run(&html).unwrap();
    assert_eq!(pdf_release.samples, []);
    assert_eq!(pdf_release.published, html_release.published);
    assert_eq!(pdf_release.format, "vessels PDF");
    assert_eq!(pdf_ships.len(), 59);
    assert_eq!(pdf_ships[58].position.line, 18, "the page");
    for (a, b) in unplaced(pdf_ships).into_iter().zip(unplaced(html_ships)) {
        assert_eq!(a, b);
    }
}

#[test]
fn the_published_pdf_cut_anywhere_is_refused_or_reported() {
    let Some(pdf) = shared("1718_designated_vessels_list.pdf") else { return };
    for length in (0..pdf.len() - 8).step_by(12_345) {
        match run(&pdf[..length]) {
            Ok((release, ships)) => {
                assert_eq!(ships.len(), 59, "{length}");
                assert!(!release.samples.is_empty(), "{length}");
            }
            Err(error) => assert!(error.to_string().contains("fetch it again"), "{error}"),
        }
    }
}
