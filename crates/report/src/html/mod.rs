// SPDX-License-Identifier: Apache-2.0
//! One self-contained page: for whoever must judge the hits, and for whoever must see that they
//! were judged.
//!
//! The counts and the histogram stand before the hits but are known only after them. So the hits
//! go to a temporary file (in memory while it is small) and are copied behind the head at the end.
//! The alternative, to write the counts last and lift them up by the style sheet, would read in the
//! wrong order aloud, in print and as text.
//!
//! The page links to nothing and forbids itself to load anything: its style sheet and its one
//! script are allowed by digest. It shows at most 5,000 hits, says how many there are beyond, and
//! counts all of them.

mod escape;
mod head;
mod histogram;
mod hit;

use crate::run::{KeptRun, row_name};
use crate::text::{counted, shorten};
use crate::{Outcome, Row, Run, Summary, Writer};
use escape::{Escaped, Isolated};
use histogram::Histogram;
use std::io::{self, Seek, Write};
use tempfile::SpooledTempFile;

/// Hits shown.
const MOST_HITS: u64 = 5_000;
/// Lines shown in the sections of errors and of values to review.
const MOST_LINES: u64 = 1_000;
/// Bytes of hits kept in memory before they go to a file.
const IN_MEMORY: usize = 4 << 20;
/// Characters of a message or value that are shown.
const VALUE: usize = 2_000;

/// A table that is filled while the rows come and stands behind the hits.
#[derive(Default)]
struct Lines {
    written: Vec<u8>,
    shown: u64,
    all: u64,
}

impl Lines {
    /// Counts a line and says whether there is room to show it.
    fn room(&mut self) -> bool {
        self.all += 1;
        let room = self.shown < MOST_LINES;
        self.shown += u64::from(room);
        room
    }
}

/// The state of the writer.
pub(crate) struct Html<W> {
    out: W,
    run: KeptRun,
    body: SpooledTempFile,
    histogram: Histogram,
    shown: u64,
    most: u64,
    errors: Lines,
    unread: Lines,
}

impl<W: Write> Html<W> {
    pub(crate) fn new(run: &Run<'_>, out: W) -> Self {
        Self {
            out,
            run: run.into(),
            body: SpooledTempFile::new(IN_MEMORY),
            histogram: Histogram::default(),
            shown: 0,
            most: MOST_HITS,
            errors: Lines::default(),
            unread: Lines::default(),
        }
    }

    fn hits(&mut self, summary: &Summary) -> io::Result<()> {
        let out = &mut self.out;
        writeln!(out, "<section aria-labelledby=\"hits\">\n<h2 id=\"hits\">Hits</h2>")?;
        if summary.hits == 0 {
            writeln!(
                out,
                "<p>No row that was screened has a hit at {} or above.</p>\n</section>",
                self.run.threshold
            )?;
            return Ok(());
        }
        self.histogram.write(out, self.run.threshold)?;
        let left = summary.hits.saturating_sub(self.shown);
        if left > 0 {
            writeln!(
                out,
                "<p class=\"caution\"><b>This page shows the first {}, in the order of the input; {} not shown.</b> \
                 The counts and the drawing count all. To have all of them, screen again with the output format csv, jsonl or \
                 xlsx.</p>",
                counted(self.shown, "hit"),
                match left {
                    1 => "1 more is".to_owned(),
                    n => format!("{} more are", crate::text::count(n)),
                }
            )?;
        }
        writeln!(
            out,
            "<form id=\"filter\" hidden><label>Find in rows and hits <input type=\"search\" id=\"words\"></label> \
             <label>Score at least <input type=\"number\" id=\"least\" min=\"0\" max=\"1\" step=\"0.01\" \
             placeholder=\"{}\"></label> <output id=\"found\"></output></form>",
            self.run.threshold
        )?;
        self.body.rewind()?;
        io::copy(&mut self.body, out)?;
        writeln!(out, "</section>")
    }
}

impl<W: Write> Writer for Html<W> {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        let name =
            |mapping: &[(String, String)]| shorten(&row_name(row, mapping), VALUE).into_owned();
        match row.outcome {
            Outcome::Screened { hits, unread } => {
                for hit in hits {
                    self.histogram.note(hit.score);
                }
                let all = hits.len() as u64;
                let shown = self.most.saturating_sub(self.shown).min(all);
                if shown > 0 {
                    let first =
                        usize::try_from(shown).ok().and_then(|n| hits.get(..n)).unwrap_or(hits);
                    hit::write(&mut self.body, row, first, all - shown, unread, &self.run.mapping)?;
                    self.shown += shown;
                }
                for (field, value, expected) in unread {
                    if self.unread.room() {
                        let name = name(&self.run.mapping);
                        place(&mut self.unread.written, row, &name)?;
                        writeln!(
                            self.unread.written,
                            "<td>{}</td><td>{}</td><td>{}</td></tr>",
                            Escaped(field),
                            Isolated(&shorten(value, VALUE)),
                            Escaped(&shorten(expected, VALUE))
                        )?;
                    }
                }
                Ok(())
            }
            Outcome::Bad { message } => {
                if self.errors.room() {
                    let name = name(&self.run.mapping);
                    place(&mut self.errors.written, row, &name)?;
                    writeln!(
                        self.errors.written,
                        "<td>{}</td></tr>",
                        Escaped(&shorten(message, VALUE))
                    )?;
                }
                Ok(())
            }
        }
    }

    fn finish(mut self: Box<Self>, summary: &Summary) -> io::Result<()> {
        head::open(&mut self.out, &self.run, summary)?;
        self.hits(summary)?;
        let out = &mut self.out;
        lines(
            out,
            &self.errors,
            "errors",
            "Rows not screened",
            "These rows have no answer. Correct them and screen them again.",
            &["Message"],
        )?;
        lines(
            out,
            &self.unread,
            "unread",
            "Values to review",
            "These values could not be read. Their rows were screened without them, so they may lack a hit or carry one too \
             many.",
            &["Field", "Value", "Expected"],
        )?;
        head::close(out, &self.run)?;
        out.flush()
    }
}

/// The first cells of a line: where the row stands and whose it is.
fn place(out: &mut impl Write, row: &Row<'_>, name: &str) -> io::Result<()> {
    let line = if row.line == 0 { String::new() } else { row.line.to_string() };
    write!(
        out,
        "<tr><td class=\"num\">{}</td><td class=\"num\">{line}</td><th scope=\"row\">{}</th><td>{}</td>",
        row.number,
        Isolated(row.id),
        Isolated(name)
    )
}

fn lines(
    out: &mut impl Write,
    lines: &Lines,
    id: &str,
    title: &str,
    meaning: &str,
    columns: &[&str],
) -> io::Result<()> {
    if lines.all == 0 {
        return Ok(());
    }
    writeln!(
        out,
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n<p>{meaning}</p>\n<div class=\"wide\"><table>\
         <thead><tr><th scope=\"col\" class=\"num\">Row</th><th scope=\"col\" class=\"num\">Line</th>\
         <th scope=\"col\">Id</th><th scope=\"col\">Name</th>"
    )?;
    for column in columns {
        write!(out, "<th scope=\"col\">{column}</th>")?;
    }
    writeln!(out, "</tr></thead><tbody>")?;
    out.write_all(&lines.written)?;
    writeln!(out, "</tbody></table></div>")?;
    if lines.all > lines.shown {
        writeln!(
            out,
            "<p class=\"caution\">{} not shown here; the output formats csv, jsonl and xlsx have all.</p>",
            counted(lines.all - lines.shown, "more line")
        )?;
    }
    writeln!(out, "</section>")
}

#[cfg(test)]
mod tests;
