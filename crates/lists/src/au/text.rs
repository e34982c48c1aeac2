// SPDX-License-Identifier: Apache-2.0
//! Lists, dates and labelled parts inside the cells of the Australian list.

use interdict_codes::{DateReading, Order, date_with};
use interdict_model::{Date, PartialDate};

/// A cell without the marks spreadsheets leave for line ends.
pub(super) fn clean(cell: &str) -> String {
    cell.replace("_x000D_", "").replace(['\u{a0}', '\r'], " ").trim().to_owned()
}

/// The items of "a) Kabul b) Quetta", "i) …; ii) …" or lines and semicolons.
pub(super) fn items(cell: &str) -> Vec<String> {
    for marks in [
        ["a)", "b)", "c)", "d)", "e)", "f)", "g)", "h)", "i)", "j)", "k)", "l)", "m)", "n)", "o)"],
        [
            "i)", "ii)", "iii)", "iv)", "v)", "vi)", "vii)", "viii)", "ix)", "x)", "xi)", "xii)",
            "xiii)", "xiv)", "xv)",
        ],
    ] {
        if let Some(found) = marked(cell, &marks) {
            return found;
        }
    }
    cell.split([';', '\n']).map(tidy).filter(|t| !t.is_empty()).collect()
}

/// Items after marks in their order, the first at the start.
fn marked(cell: &str, marks: &[&str]) -> Option<Vec<String>> {
    let start = cell.trim_start().trim_start_matches('(');
    let mut rest = start.strip_prefix(marks.first()?)?;
    let mut out = Vec::new();
    for mark in marks.iter().skip(1) {
        let Some(at) = find_mark(rest, mark) else { break };
        out.push(tidy(rest.get(..at).unwrap_or_default()));
        rest = rest.get(at + mark.len()..).unwrap_or_default();
    }
    out.push(tidy(rest));
    out.retain(|t| !t.is_empty());
    Some(out)
}

/// A mark that stands at the start of a word.
fn find_mark(text: &str, mark: &str) -> Option<usize> {
    text.match_indices(mark).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|t| t.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric())
    })
}

fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_matches([',', ';', '(', ' ']).to_owned()
}

/// The dates of a cell, each as printed.
pub(super) fn dates(cell: &str) -> Vec<(String, Option<PartialDate>)> {
    let mut out = Vec::new();
    for item in items(cell) {
        if let Some(date) = one(&item) {
            out.push((item, Some(date)));
            continue;
        }
        // "1955, 1956 and 1957"; where a piece is none, the whole is kept.
        let pieces: Vec<&str> = item
            .split(',')
            .flat_map(|p| p.split(" and "))
            .flat_map(|p| p.split(" or "))
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect();
        let read: Vec<_> = pieces.iter().map(|p| ((*p).to_owned(), one(p))).collect();
        if read.iter().all(|(_, date)| date.is_some()) {
            out.extend(read);
        } else {
            out.push((item, None));
        }
    }
    out
}

fn one(text: &str) -> Option<PartialDate> {
    match date_with(text, Order::DayFirst)? {
        DateReading::One(date) | DateReading::Ambiguous(date, _) => Some(date),
    }
}

/// A full day.
pub(super) fn day(text: &str) -> Option<Date> {
    one(text)?.as_day()
}

/// The full days named anywhere in a text, as "Listed on 25 Jan. 2001 (amended on …)" has them.
pub(super) fn days(text: &str) -> Vec<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let read = (1..=3usize).rev().find_map(|n| {
            let piece = words.get(at..at + n)?.join(" ");
            let piece = piece.trim_matches([',', '.', ';', ')', '(', ':']);
            day(piece).map(|d| (d, n))
        });
        match read {
            Some((day, n)) => {
                out.push(day);
                at += n;
            }
            None => at += 1,
        }
    }
    out
}

/// Labels of the UN's narrative form, which DFAT keeps in its additional information.
const LABELS: &[&str] = &[
    "Title:",
    "Designation:",
    "Passport no:",
    "Passport no.:",
    "National identification no:",
    "National identification no.:",
    "Address:",
    "Listed on:",
    "Other information:",
    "Name (original script):",
    "A.k.a.:",
    "F.k.a.:",
    "Good quality a.k.a.:",
    "Low quality a.k.a.:",
    "DOB:",
    "POB:",
    "Nationality:",
];

/// The labelled parts of a text, in order; "na" is nothing.
pub(super) fn labelled(text: &str) -> Vec<(&'static str, &str)> {
    let mut marks: Vec<(usize, &'static str)> = Vec::new();
    for label in LABELS {
        marks.extend(text.match_indices(label).map(|(at, _)| (at, *label)));
    }
    marks.sort_unstable();
    let mut out = Vec::new();
    for (n, (at, label)) in marks.iter().enumerate() {
        let end = marks.get(n + 1).map_or(text.len(), |(next, _)| *next);
        let value = text.get(at + label.len()..end).unwrap_or_default();
        let value = value.trim().trim_matches(['.', ';', ',']).trim();
        if !value.is_empty() && !value.eq_ignore_ascii_case("na") {
            out.push((*label, value));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_split_by_their_marks() {
        assert_eq!(
            items("a) Kabul, Afghanistan b) Quetta (near b.)"),
            ["Kabul, Afghanistan", "Quetta (near b.)"]
        );
        assert_eq!(items("i) A; ii) B"), ["A", "B"]);
        assert_eq!(items("Kabul; Quetta"), ["Kabul", "Quetta"]);
        assert_eq!(items("Villa a) no list"), ["Villa a) no list"]);
        assert!(items("").is_empty());
    }

    #[test]
    fn dates_of_every_shape_are_read() {
        for (cell, expected) in [
            ("1955", "1955"),
            ("1955, 1956 and 1957", "1955 1956 1957"),
            ("a) 1/05/1955 b) Approximately 1958", "1955-05-01 ~1958"),
            ("1964-03-05", "1964-03-05"),
            ("between 1955 and 1958", "1955/1958"),
            ("5 Mar. 1964", "1964-03-05"),
        ] {
            let shown: Vec<_> =
                dates(cell).into_iter().filter_map(|(_, d)| d).map(|d| d.to_string()).collect();
            assert_eq!(shown.join(" "), expected, "{cell}");
        }
        assert_eq!(dates("soon")[0].1, None);
    }

    #[test]
    fn days_are_found_in_sentences() {
        let days = days("Listed on 25 Jan. 2001 (amended on 3 Sep. 2003, 18 Jul. 2007)");
        assert_eq!(days.len(), 3);
        assert_eq!(days[0].to_string(), "2001-01-25");
    }

    #[test]
    fn labels_are_told_apart() {
        let parts = labelled(
            "Title: Haji Designation: na Passport no: Pakistan number C12345 Listed on: 25 Jan. 2001. Other information: x",
        );
        assert_eq!(
            parts,
            [
                ("Title:", "Haji"),
                ("Passport no:", "Pakistan number C12345"),
                ("Listed on:", "25 Jan. 2001"),
                ("Other information:", "x")
            ]
        );
    }
}
