// SPDX-License-Identifier: Apache-2.0
//! The table of an HTML page as a grid of texts, tolerant of everything around it.

/// Most columns and rows one cell may span.
const SPAN_LIMIT: usize = 64;

/// A row of the grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Line on which it starts, from 1.
    pub(super) line: u64,
    /// Text of each column, where a cell with text begins; lines as on the page.
    pub(super) cells: Vec<Option<String>>,
}

impl Row {
    /// The text of the cell that begins in a column of this row.
    pub(super) fn cell(&self, column: usize) -> Option<&str> {
        self.cells.get(column).and_then(Option::as_deref)
    }
}

/// A page: its title and its table rows with spans resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
    /// Whether the page was read to the end of its outermost element.
    pub(super) whole: bool,
}

#[derive(Default)]
struct Cell {
    columns: usize,
    rows: usize,
    text: String,
}

/// Reads a page.
pub(super) fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut spans: Vec<usize> = Vec::new();
    let mut row: Option<(u64, Vec<Cell>)> = None;
    let (mut in_cell, mut in_title) = (false, false);
    let mut line = 1;
    let mut rest = html;
    while !rest.is_empty() {
        let (text, tag, next) = step(rest);
        let target = match &mut row {
            Some((_, cells)) if in_cell => cells.last_mut().map(|c| &mut c.text),
            _ if in_title => Some(&mut page.title),
            _ => None,
        };
        if let Some(target) = target {
            target.push_str(&decode(text));
        }
        let start = line + text.bytes().filter(|b| *b == b'\n').count() as u64;
        let passed = rest.len() - next.len();
        line +=
            rest.get(..passed).unwrap_or_default().bytes().filter(|b| *b == b'\n').count() as u64;
        rest = next;
        let Some(tag) = tag else { continue };
        let (closing, body) = tag.strip_prefix('/').map_or((false, tag), |body| (true, body));
        let name: String = body.chars().take_while(char::is_ascii_alphanumeric).collect();
        match (name.to_ascii_lowercase().as_str(), closing) {
            ("title", _) => in_title = !closing,
            ("tr", false) => {
                finish(&mut row, &mut spans, &mut page.rows);
                row = Some((start, Vec::new()));
            }
            ("tr" | "table", _) => finish(&mut row, &mut spans, &mut page.rows),
            ("td" | "th", false) => {
                if let Some((_, cells)) = &mut row {
                    let span = |name| attribute(body, name).unwrap_or(1).clamp(1, SPAN_LIMIT);
                    cells.push(Cell {
                        columns: span("colspan"),
                        rows: span("rowspan"),
                        text: String::new(),
                    });
                    in_cell = true;
                }
            }
            ("td" | "th", true) => in_cell = false,
            ("p" | "div" | "li", true) | ("br", _) => {
                if let Some(cell) = row.as_mut().filter(|_| in_cell).and_then(|(_, c)| c.last_mut())
                {
                    cell.text.push('\n');
                }
            }
            ("style" | "script", false) => {
                let end =
                    rest.to_ascii_lowercase().find(&format!("</{}", name.to_ascii_lowercase()));
                let skipped = end.unwrap_or(rest.len());
                line +=
                    rest.get(..skipped).unwrap_or_default().bytes().filter(|b| *b == b'\n').count()
                        as u64;
                rest = rest.get(skipped..).unwrap_or_default();
            }
            ("html", true) => page.whole = true,
            _ => {}
        }
    }
    finish(&mut row, &mut spans, &mut page.rows);
    page
}

/// The text up to the next tag, the inside of that tag, and what follows.
fn step(html: &str) -> (&str, Option<&str>, &str) {
    let Some(at) = html.find('<') else { return (html, None, "") };
    let (text, from) = html.split_at(at);
    let (end, length) = if from.starts_with("<!--") { ("-->", 3) } else { (">", 1) };
    match from.find(end) {
        Some(close) => {
            let inside = from.get(1..close).filter(|_| length == 1);
            (text, inside, from.get(close + length..).unwrap_or_default())
        }
        None => (text, None, ""),
    }
}

/// Puts a finished row onto the grid. `spans` holds how many more rows each column is taken.
fn finish(row: &mut Option<(u64, Vec<Cell>)>, spans: &mut Vec<usize>, rows: &mut Vec<Row>) {
    let Some((line, cells)) = row.take() else { return };
    let mut out = Row { line, cells: Vec::new() };
    let mut next = vec![0; spans.len()];
    let mut column = 0;
    for cell in cells {
        while spans.get(column).is_some_and(|left| *left > 0) {
            column += 1;
        }
        let text = Some(cell.text.trim().to_owned()).filter(|t| !t.is_empty());
        out.cells.resize(out.cells.len().max(column + cell.columns), None);
        if let Some(place) = out.cells.get_mut(column) {
            *place = text;
        }
        next.resize(next.len().max(column + cell.columns), 0);
        next.iter_mut().skip(column).take(cell.columns).for_each(|left| *left = cell.rows);
        column += cell.columns;
    }
    spans.resize(next.len(), 0);
    for (left, new) in spans.iter_mut().zip(next) {
        *left = left.saturating_sub(1).max(new.saturating_sub(1));
    }
    rows.push(out);
}

fn attribute(tag: &str, name: &str) -> Option<usize> {
    let from = tag.get(tag.to_ascii_lowercase().find(&format!("{name}="))? + name.len() + 1..)?;
    let digits: String =
        from.trim_start_matches(['"', '\'']).chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let name =
            from.get(1..).and_then(|b| b.split_once(';')).map(|(n, _)| n).filter(|n| n.len() < 10);
        let character = name.and_then(|name| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some(' '),
            "ndash" => Some('–'),
            "rsquo" => Some('’'),
            _ => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)
            }
        });
        let length = match (character, name) {
            (Some(c), Some(name)) => {
                out.push(c);
                name.len() + 2
            }
            _ => {
                out.push('&');
                1
            }
        };
        rest = from.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str) -> Vec<Vec<String>> {
        read(html)
            .rows
            .iter()
            .map(|r| r.cells.iter().map(|c| c.clone().unwrap_or_else(|| "-".to_owned())).collect())
            .collect()
    }

    #[test]
    fn spans_are_resolved() {
        let html = "<html><head><title>T &amp; U</title><style>td>p{}</style></head><table>
            <tr><td rowspan='2'>1</td><td colspan=\"2\"><b>a</b> b</td><td rowspan=2><p>x</p><p>y</p></td></tr>
            <tr><td>l</td><td>v<br/>w</td></tr><tr><td>2</td></tr></table></html>";
        assert_eq!(check(html), [vec!["1", "a b", "-", "x\ny"], vec!["-", "l", "v\nw"], vec!["2"]]);
        let page = read(html);
        assert_eq!((page.title.as_str(), page.whole), ("T & U", true));
        assert_eq!(page.rows[1].line, 3);
    }

    #[test]
    fn anything_ends() {
        for html in [
            "",
            "<",
            "<td",
            "<table><tr><td rowspan=99999999999999",
            "<style>",
            "<!-- x",
            "&#xFFFFFFFF;&",
            "<tr><td>&#xD800;",
        ] {
            let _ = read(html);
        }
    }
}
