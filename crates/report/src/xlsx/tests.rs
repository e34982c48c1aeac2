// SPDX-License-Identifier: Apache-2.0
//! What happens when a sheet is full, and with text no sheet likes.

use super::*;
use calamine::{Data, Reader, Xlsx};
use interdict_model::Score;
use std::io::Cursor;

fn run(as_of: &'static str) -> Run<'static> {
    Run {
        program: "interdict",
        input: "in.csv",
        index_digest: "00",
        releases: &[],
        data_note: "",
        as_of,
        threshold: Score::MAX,
        limit: 2,
        mapping: &[],
        warnings: &[],
    }
}

fn book(as_of: &'static str, most: u32, rows: u64, message: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut book = Box::new(Workbook::with_limit(&run(as_of), &mut out, most).unwrap());
    let mut summary = Summary::default();
    for number in 1..=rows {
        let row = Row { number, line: 0, id: "i", raw: &[], outcome: Outcome::Bad { message } };
        summary.note(&row);
        book.row(&row).unwrap();
    }
    book.finish(&summary).unwrap();
    out
}

#[test]
fn a_full_sheet_goes_on_in_another() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book("2026-11-22", 4, 7, "no"))).unwrap();
    let names = book.sheet_names();
    assert_eq!(
        names,
        [
            "Hits",
            "Rows",
            "Bad rows",
            "To review",
            "Bad rows 2",
            "Rows 2",
            "Bad rows 3",
            "Rows 3",
            "About"
        ]
    );
    let numbers: Vec<String> = ["Rows", "Rows 2", "Rows 3"]
        .iter()
        .flat_map(|name| {
            let sheet = book.worksheet_range(name).unwrap();
            sheet.rows().skip(1).map(|row| row[0].to_string()).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7"]);
}

#[test]
fn controls_and_lengths_do_not_break_the_workbook() {
    let message = format!("\0\u{1b}\u{fffe}<&>\"{}", "x".repeat(40_000));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book("no date", 100, 1, &message))).unwrap();
    let sheet = book.worksheet_range("Bad rows").unwrap();
    let Some(Data::String(text)) = sheet.get((1, 3)) else { panic!("no text") };
    assert!(text.starts_with("\0\u{1b}\u{fffe}<&>\"xxx"), "they are escaped, not lost: {text:.40}");
    assert!(text.ends_with("JSON lines have the whole]"));
}

#[test]
fn only_the_day_of_the_run_dates_the_workbook() {
    assert_eq!(creation_day("2026-11-22, a Sunday"), (2026, 11, 22));
    for other in ["", "today", "2026-02-30", "0001-01-01"] {
        assert_eq!(creation_day(other), (2000, 1, 1));
    }
}
