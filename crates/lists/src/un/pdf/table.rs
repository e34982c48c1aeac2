// SPDX-License-Identifier: Apache-2.0
//! The rows of the list from the cells of its pages, and what of the text belongs to no row.

use super::super::page::{Page, Row};
use super::super::vessels::{DETAIL, LIST, MEASURES, NAME, begins, page_date};
use super::fault::Fault;
use super::grid::{Cell, Lattice};
use crate::naming::squash;
use interdict_model::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Edges this close are one column's, in points.
const SAME: f64 = 6.0;
/// Headings of the list: number, name, IMO number, date and the measures.
const HEADINGS: usize = 4 + (MEASURES.end - MEASURES.start);
/// Which of them is the name, which has two columns below it: label and detail.
const NAME_HEADING: usize = 1;
/// Words of a title beside the list's name and its date.
const TITLE_WORDS: [&str; 14] = [
    "the",
    "as",
    "of",
    "at",
    "last",
    "updated",
    "update",
    "amended",
    "revised",
    "on",
    "date",
    "version",
    "un",
    "sanctions",
];

/// The rows, and the texts beside them with their pages.
pub(super) struct Table {
    pub(super) page: Page,
    pub(super) strays: Vec<(u64, String)>,
}

/// Puts the pages together.
pub(super) fn rebuild(title: &str, pages: &[Lattice]) -> Result<Table, Fault> {
    let Some(mut columns) = pages.iter().find_map(Columns::of_headings) else {
        return Err(Fault::NoTable("the ruled table with the headings of the list was not found"));
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut heading: Vec<Vec<Option<String>>> = Vec::new();
    let mut has_begun = false;
    for (number, page) in (1u64..).zip(pages) {
        let mut is_top = number > 1;
        let expected = columns.lefts.len();
        let own = Columns::of_ships(page, expected).map_err(|found| Fault::Columns {
            page: number,
            found,
            expected,
        })?;
        columns = own.unwrap_or(columns);
        for mut row in columns.rows(page, number) {
            if !has_begun && !begins(&row) {
                heading.push(row.cells.clone());
                rows.push(row);
                continue;
            }
            has_begun = true;
            // The heading printed again on a further page.
            if is_top && heading.contains(&row.cells) {
                continue;
            }
            if is_top && row.cell(NAME).is_none() {
                carry_over(&mut rows, &mut row);
            }
            is_top = false;
            if row.cells.iter().any(Option::is_some) {
                rows.push(row);
            }
        }
    }
    let furniture = repeated(pages);
    let mut strays = Vec::new();
    for (number, page) in (1u64..).zip(pages) {
        for text in page.outside.iter().filter_map(|line| squash(line)) {
            let is_title = number == 1 && title_rest(&text).is_some_and(|r| is_date_or_empty(&r));
            if !is_page_number(&text, number, pages.len())
                && !furniture.contains(&text)
                && !is_title
            {
                strays.push((number, text));
            }
        }
    }
    Ok(Table { page: Page { title: dated(title, pages), rows, whole: true }, strays })
}

/// A text broken by the end of a page goes on without its label at the top of the next.
fn carry_over(rows: &mut [Row], row: &mut Row) {
    let last = rows.iter_mut().rev().find(|r| r.cells.iter().any(Option::is_some));
    let Some(text) = last.and_then(|r| r.cells.get_mut(DETAIL)).and_then(Option::as_mut) else {
        return;
    };
    if let Some(rest) = row.cells.get_mut(DETAIL).and_then(Option::take) {
        text.push('\n');
        text.push_str(&rest);
    }
}

/// Where the columns of a page begin.
struct Columns {
    lefts: Vec<f64>,
}

impl Columns {
    /// The columns of the headings, on the page that has them above its first ship.
    fn of_headings(page: &Lattice) -> Option<Self> {
        let first = page.cells.iter().find(|c| begins_ship(c))?;
        let mut in_row: BTreeMap<usize, usize> = BTreeMap::new();
        for cell in &page.cells {
            *in_row.entry(cell.top).or_default() += 1;
        }
        // The title is alone in its row.
        let is_heading =
            |c: &&Cell| c.top < first.top && in_row.get(&c.top).is_some_and(|n| *n > 1);
        let columns = Self::of(page.cells.iter().filter(is_heading));
        (columns.lefts.len() >= HEADINGS).then_some(columns)
    }

    /// The columns of a page by the rows that begin a ship, each of which has a cell under every
    /// heading; a page is set as a table of its own, so its columns are not those of another.
    /// `None` when no ship begins on it, else the columns found when they are not as many.
    fn of_ships(page: &Lattice, expected: usize) -> Result<Option<Self>, usize> {
        let mut by_row: BTreeMap<usize, Vec<&Cell>> = BTreeMap::new();
        for cell in &page.cells {
            by_row.entry(cell.top).or_default().push(cell);
        }
        // Number (which may stand lower, in a field of its own) and name; under a label, "1:" is
        // a call sign.
        by_row.retain(|_, row| {
            matches!(row.as_slice(), [number, name, _, ..]
                if number.text.trim().bytes().all(|b| b.is_ascii_digit()) && begins_ship(name))
        });
        if by_row.is_empty() {
            return Ok(None);
        }
        let columns = Self::of(by_row.into_values().flatten());
        if columns.lefts.len() == expected { Ok(Some(columns)) } else { Err(columns.lefts.len()) }
    }

    fn of<'c>(cells: impl Iterator<Item = &'c Cell>) -> Self {
        let mut places: Vec<f64> = cells.map(|c| c.left).collect();
        places.sort_by(f64::total_cmp);
        let mut lefts: Vec<f64> = Vec::new();
        for place in places {
            if lefts.last().is_none_or(|last| place - last > SAME) {
                lefts.push(place);
            }
        }
        Self { lefts }
    }

    /// The column a cell begins in, counted as in the HTML rendering.
    fn column(&self, cell: &Cell) -> usize {
        let heading = self.lefts.iter().rposition(|l| *l <= cell.left + SAME).unwrap_or(0);
        let is_at_edge = self.lefts.get(heading).is_some_and(|l| cell.left - l <= SAME);
        match heading {
            NAME_HEADING if is_at_edge => NAME,
            NAME_HEADING => DETAIL,
            before if before < NAME_HEADING => before,
            after => after + 1,
        }
    }

    /// The rows of a page from the top; each cell stands in the row where it begins.
    fn rows(&self, page: &Lattice, number: u64) -> Vec<Row> {
        let mut by_row: BTreeMap<usize, Row> = BTreeMap::new();
        for cell in &page.cells {
            let text = cell.text.trim();
            let row =
                by_row.entry(cell.top).or_insert_with(|| Row { line: number, cells: Vec::new() });
            let column = self.column(cell);
            row.cells.resize(row.cells.len().max(column + 1).max(MEASURES.end), None);
            let Some(place) = row.cells.get_mut(column).filter(|_| !text.is_empty()) else {
                continue;
            };
            match place {
                Some(before) => {
                    before.push('\n');
                    before.push_str(text);
                }
                None => *place = Some(text.to_owned()),
            }
        }
        by_row.into_values().filter(|r| r.cells.iter().any(Option::is_some)).collect()
    }
}

/// Whether a cell names the first name of a ship.
fn begins_ship(cell: &Cell) -> bool {
    cell.text.trim_start().starts_with("1:")
}

/// What stands outside the table on every page: running heads and feet.
fn repeated(pages: &[Lattice]) -> BTreeSet<String> {
    let texts = |page: &Lattice| -> BTreeSet<String> {
        page.outside.iter().filter_map(|line| squash(line)).collect()
    };
    let mut pages_left = pages.iter();
    let mut common = match pages_left.next() {
        Some(first) if pages.len() > 1 => texts(first),
        _ => return BTreeSet::new(),
    };
    for page in pages_left {
        let here = texts(page);
        common.retain(|t| here.contains(t));
    }
    common
}

/// "7", "- 7 -", "Page 7", "7/18", "Page 7 of 18".
fn is_page_number(text: &str, page: u64, pages: usize) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let numbers: Vec<&str> =
        words.iter().copied().filter(|w| w.bytes().all(|b| b.is_ascii_digit())).collect();
    let named = words.iter().all(|w| numbers.contains(w) || matches!(*w, "page" | "of"));
    let (page, pages) = (page.to_string(), pages.to_string());
    named
        && match numbers.as_slice() {
            [one] => *one == page,
            [one, all] => *one == page && *all == pages,
            _ => false,
        }
}

/// What a title says beside the list's name and words such as "updated on"; `None` when the text
/// is no title.
fn title_rest(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let name = LIST.to_ascii_lowercase();
    let without = match lower.find(&name) {
        Some(at) => format!("{} {}", text.get(..at)?, text.get(at + name.len()..)?),
        None if ["last ", "updated", "as of", "revised"].iter().any(|w| lower.starts_with(w)) => {
            text.to_owned()
        }
        None => return None,
    };
    let words: Vec<&str> = without
        .split_whitespace()
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|w| !w.is_empty() && !TITLE_WORDS.contains(&w.to_ascii_lowercase().as_str()))
        .collect();
    Some(words.join(" "))
}

fn is_date_or_empty(rest: &str) -> bool {
    rest.is_empty() || day(rest).is_some()
}

fn day(text: &str) -> Option<Date> {
    interdict_codes::date(text)?.as_day()
}

/// The title with the list's day, which the file's description or the first page states.
fn dated(title: &str, pages: &[Lattice]) -> String {
    if page_date(title).is_some() {
        return title.to_owned();
    }
    let first = pages.first();
    let lines = first.into_iter().flat_map(|p| p.outside.iter());
    let cells = first.into_iter().flat_map(|p| p.cells.iter().map(|c| &c.text));
    let stated = lines.chain(cells).find_map(|text| day(&title_rest(&squash(text)?)?));
    stated.map_or_else(|| title.to_owned(), |day| format!("{LIST} {day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_and_titles() {
        for text in ["7", "- 7 -", "Page 7", "7/18", "Page 7 of 18"] {
            assert!(is_page_number(text, 7, 18), "{text}");
        }
        for text in ["8", "7 of 19", "7 ships", "", "Yes"] {
            assert!(!is_page_number(text, 7, 18), "{text}");
        }
        let stated = |text: &str| title_rest(text).and_then(|r| day(&r)).map(|d| d.to_string());
        for text in [
            "1718 Designated Vessels List (4 June 2031)",
            "The 1718 designated vessels list – last updated on 4 June 2031",
            "Updated: 4 June 2031",
        ] {
            assert_eq!(stated(text).as_deref(), Some("2031-06-04"), "{text}");
        }
        assert_eq!(title_rest("Removed on 4 June 2031"), None);
        assert_eq!(title_rest(LIST).as_deref(), Some(""));
        let rest =
            title_rest("1718 Designated Vessels List without WISE HONEST").unwrap_or_default();
        assert!(!is_date_or_empty(&rest));
    }

    #[test]
    fn a_text_over_two_pages_is_one() {
        let row = |cells: [Option<&str>; 3]| Row {
            line: 1,
            cells: cells.map(|c| c.map(str::to_owned)).to_vec(),
        };
        let mut rows = vec![row([Some("1"), Some("Type"), Some("a long")])];
        let mut next = row([None, None, Some("text")]);
        carry_over(&mut rows, &mut next);
        assert_eq!(rows, [row([Some("1"), Some("Type"), Some("a long\ntext")])]);
        assert_eq!(next, row([None; 3]));
    }
}
