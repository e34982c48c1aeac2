// SPDX-License-Identifier: Apache-2.0
//! The answer for a person at a terminal.
//!
//! Rows with hits, rows that could not be screened and rows with values that could not be read are
//! shown; all others are counted at the end. Text of the input and of lists is shown with its
//! control characters made visible, so that a name cannot move the cursor or change the colours.

use crate::run::row_name;
use crate::text::{count, counted, one_line, wrap};
use crate::{Outcome, Row, Run, Style, Summary, Writer, why};
use interdict_model::{Hit, Release, Score};
use std::io::{self, Write};

/// Where the text of a hit begins: after its indent and its score.
const INDENT: usize = 9;
/// The width of the labels in the head and at the foot.
const LABEL: usize = 11;
/// Rules and lines are no wider than this, however wide the terminal is.
const WIDEST: usize = 140;

/// The state of the writer.
pub(crate) struct Table<W> {
    out: W,
    color: bool,
    width: usize,
    mapping: Vec<(String, String)>,
    threshold: Score,
}

/// ANSI attributes of a piece of text.
#[derive(Clone, Copy)]
struct Ink(&'static str);

const PLAIN: Ink = Ink("");
const BOLD: Ink = Ink("1");
const DIM: Ink = Ink("2");
const RED: Ink = Ink("1;31");
const YELLOW: Ink = Ink("33");
const GREEN: Ink = Ink("32");

impl<W: Write> Table<W> {
    pub(crate) fn new(run: &Run<'_>, out: W, style: Style) -> io::Result<Self> {
        let width = style.width.clamp(40, WIDEST);
        let mut table = Self {
            out,
            color: style.color,
            width,
            mapping: run.mapping.to_vec(),
            threshold: run.threshold,
        };
        table.head(run)?;
        Ok(table)
    }

    fn head(&mut self, run: &Run<'_>) -> io::Result<()> {
        let title = format!("{}: {} screened as of {}", run.program, run.input, run.as_of);
        self.block("", &[(BOLD, &title)], 0)?;
        let settings = format!("{} and above, {} a row", run.threshold, most_hits(run.limit));
        self.labelled("hits", &settings, PLAIN)?;
        if run.releases.is_empty() {
            self.labelled("against", "no release is named: ask where the data comes from", YELLOW)?;
        }
        for (i, release) in run.releases.iter().enumerate() {
            let ink = if release.is_whole() { PLAIN } else { YELLOW };
            self.labelled(if i == 0 { "against" } else { "" }, &release_line(release), ink)?;
        }
        self.labelled("data", run.data_note, PLAIN)?;
        self.labelled("index", run.index_digest, DIM)?;
        let columns: Vec<String> =
            run.mapping.iter().map(|(column, field)| format!("{column} → {field}")).collect();
        if !columns.is_empty() {
            self.labelled("columns", &columns.join(", "), PLAIN)?;
        }
        for warning in run.warnings {
            self.labelled("warning", warning, YELLOW)?;
        }
        self.rule()
    }

    fn hit(&mut self, hit: &Hit) -> io::Result<()> {
        let ink = match hit.score.per_mille() {
            900.. => RED,
            800.. => YELLOW,
            _ => PLAIN,
        };
        let kind = format!(" · {} {}", hit.schema, hit.entity);
        self.indented(&format!("  {}  ", hit.score), ink, &[(BOLD, &hit.caption), (DIM, &kind)])?;
        for listing in &hit.listings {
            self.indented("", PLAIN, &[(PLAIN, &listing.to_string())])?;
        }
        if hit.listings.is_empty() {
            self.indented("", PLAIN, &[(YELLOW, "no listing is stated for this entity")])?;
        }
        self.indented("", PLAIN, &[(DIM, &why::brief(&hit.explanation))])
    }

    fn row_head(&mut self, row: &Row<'_>, note: &str, ink: Ink) -> io::Result<()> {
        let place = if row.line == 0 {
            format!("row {}", row.number)
        } else {
            format!("line {}", row.line)
        };
        let name = row_name(row, &self.mapping);
        let id = if row.id.is_empty() { String::new() } else { format!("  {}", row.id) };
        let name = if name.is_empty() { String::new() } else { format!("  {name}") };
        let note = format!("  {note}");
        self.block("", &[(DIM, &place), (BOLD, &id), (BOLD, &name), (ink, &note)], 0)
    }

    fn labelled(&mut self, label: &str, text: &str, ink: Ink) -> io::Result<()> {
        self.block(&format!("{label:LABEL$}"), &[(ink, text)], LABEL)
    }

    fn indented(&mut self, lead: &str, ink: Ink, spans: &[(Ink, &str)]) -> io::Result<()> {
        let lead = format!("{lead:INDENT$}");
        let lead = self.ink(ink, &lead);
        self.block(&lead, spans, INDENT)
    }

    /// Writes spans after a lead that is `indent` columns wide, wrapped under themselves. A span's
    /// own colour goes with its characters from line to line.
    fn block(&mut self, lead: &str, spans: &[(Ink, &str)], indent: usize) -> io::Result<()> {
        let safe: Vec<(Ink, String)> =
            spans.iter().map(|(ink, text)| (*ink, one_line(text).into_owned())).collect();
        let whole: String = safe.iter().map(|(_, text)| text.as_str()).collect();
        let mut inks =
            safe.iter().flat_map(|(ink, text)| text.chars().map(move |c| (*ink, c))).peekable();
        let room = self.width.saturating_sub(indent);
        for (i, line) in wrap(&whole, room).into_iter().enumerate() {
            if i == 0 {
                write!(self.out, "{lead}")?;
            } else {
                write!(self.out, "{:indent$}", "")?;
            }
            let mut run = String::new();
            let mut current = PLAIN;
            for c in line.chars() {
                // Blanks at which a line was broken are in the spans and not in the line.
                while inks.next_if(|(_, own)| *own != c).is_some() {}
                let ink = inks.next().map_or(PLAIN, |(ink, _)| ink);
                if ink.0 != current.0 {
                    let done = self.ink(current, &run);
                    write!(self.out, "{done}")?;
                    run.clear();
                    current = ink;
                }
                run.push(c);
            }
            let done = self.ink(current, &run);
            writeln!(self.out, "{done}")?;
        }
        Ok(())
    }

    fn ink(&self, ink: Ink, text: &str) -> String {
        if self.color && !ink.0.is_empty() && !text.is_empty() {
            format!("\x1b[{}m{text}\x1b[0m", ink.0)
        } else {
            text.to_owned()
        }
    }

    fn rule(&mut self) -> io::Result<()> {
        let line = self.ink(DIM, &"─".repeat(self.width));
        writeln!(self.out, "{line}")
    }
}

impl<W: Write> Writer for Table<W> {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        match row.outcome {
            Outcome::Screened { hits, unread } => {
                if hits.is_empty() && unread.is_empty() {
                    return Ok(());
                }
                match hits.len() {
                    0 => self.row_head(row, "no hit, but to review", YELLOW)?,
                    n => self.row_head(row, &counted(n as u64, "hit"), RED)?,
                }
                for hit in hits {
                    self.hit(hit)?;
                }
                for (field, value, expected) in unread {
                    let text =
                        format!("{field} \"{value}\" could not be read; expected {expected}");
                    self.indented("  review", YELLOW, &[(YELLOW, &text)])?;
                }
            }
            Outcome::Bad { message } => {
                self.row_head(row, "not screened", RED)?;
                self.indented("  error", RED, &[(PLAIN, message)])?;
            }
        }
        writeln!(self.out)
    }

    fn finish(mut self: Box<Self>, summary: &Summary) -> io::Result<()> {
        self.rule()?;
        self.labelled("rows", &count(summary.rows), BOLD)?;
        let ink = if summary.with_hits == 0 { GREEN } else { RED };
        let hits = format!("{} ({})", count(summary.with_hits), counted(summary.hits, "hit"));
        self.labelled("with hits", &hits, ink)?;
        let clean = format!(
            "{} screened, nothing at {} or above; of these only the ones to review are shown",
            count(summary.without_hit()),
            self.threshold
        );
        self.labelled("no hit", &clean, PLAIN)?;
        if summary.rows_to_review > 0 {
            let review = format!(
                "{} screened without a value that could not be read",
                count(summary.rows_to_review)
            );
            self.labelled("to review", &review, YELLOW)?;
        }
        if summary.bad_rows > 0 {
            let bad = format!("{} not screened: correct and screen again", count(summary.bad_rows));
            self.labelled("errors", &bad, RED)?;
        }
        self.out.flush()
    }
}

/// How many hits a row may show, in words.
fn most_hits(limit: usize) -> String {
    format!("at most {}", counted(limit as u64, "hit"))
}

fn release_line(release: &Release) -> String {
    let day = release.published.map_or_else(|| "date not given".to_owned(), |day| day.to_string());
    let mut line = format!(
        "{}, {}, {day}, {}",
        release.authority,
        release.title,
        counted(release.total(), "entity")
    );
    let defects: u64 = release.defects.values().sum();
    if defects > 0 {
        line.push_str(&format!(", {}", counted(defects, "defect")));
    }
    if !release.is_whole() {
        line.push_str(", not whole: records were lost");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(color: bool, width: usize) -> Table<Vec<u8>> {
        Table { out: Vec::new(), color, width, mapping: Vec::new(), threshold: Score::default() }
    }

    #[test]
    fn wrapped_lines_stand_under_each_other_and_keep_their_colour() {
        let mut t = table(true, 12);
        t.block("> ", &[(PLAIN, "aa bb"), (RED, " cc dd ee")], 2).unwrap();
        let text = String::from_utf8(t.out).unwrap();
        assert_eq!(text, "> aa bb\x1b[1;31m cc\x1b[0m\n  \x1b[1;31mdd ee\x1b[0m\n");
    }

    #[test]
    fn no_escape_of_the_input_reaches_the_terminal() {
        let mut t = table(false, 40);
        t.block("", &[(BOLD, "\x1b[2Jx\u{9b}31m\r")], 0).unwrap();
        assert_eq!(String::from_utf8(t.out).unwrap(), "␛[2Jx\u{fffd}31m␍\n");
    }

    #[test]
    fn wide_letters_count_twice() {
        let mut t = table(false, 8);
        t.block("", &[(PLAIN, "金正植金正植")], 0).unwrap();
        assert_eq!(String::from_utf8(t.out).unwrap(), "金正植金\n正植\n");
    }
}
