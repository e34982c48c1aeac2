// SPDX-License-Identifier: Apache-2.0
//! What a door hands over: the run as a whole, its rows one at a time, and the counts at the end.

use interdict_model::{Hit, Release, Score};

/// How many lines that could not be screened a [`Summary`] keeps.
const BAD_LINES: usize = 100;

/// What was screened against what, known before the first row.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// Program and version ("interdict 0.1.0").
    pub program: &'a str,
    /// The input as the caller named it.
    pub input: &'a str,
    /// Digest of the index that was searched.
    pub index_digest: &'a str,
    /// The releases the index was built from.
    pub releases: &'a [Release],
    /// How old the data is, in words.
    pub data_note: &'a str,
    /// The day of the run, given by the door. When it begins with an ISO date, that is also the
    /// creation date of the workbook.
    pub as_of: &'a str,
    /// Hits score at least this.
    pub threshold: Score,
    /// At most this many hits a row.
    pub limit: usize,
    /// Columns of the input that were read: the column, and the field it was read as.
    pub mapping: &'a [(String, String)],
    /// What the reader should know before trusting the answer.
    pub warnings: &'a [String],
}

/// One row of the input and what became of it.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Number of the row, counted from 1, headers not counted.
    pub number: u64,
    /// Line in the file on which it begins, counted from 1; 0 when unknown.
    pub line: u64,
    /// The caller's id.
    pub id: &'a str,
    /// Every column with its value, as read.
    pub raw: &'a [(String, String)],
    /// What became of it.
    pub outcome: Outcome<'a>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    /// It was screened.
    Screened {
        /// Hits, best first.
        hits: &'a [Hit],
        /// Values that could not be read: field, value, what was expected. Each is a reason for
        /// review.
        unread: &'a [(String, String, String)],
    },
    /// It could not be screened.
    Bad {
        /// Why, and what to do.
        message: &'a str,
    },
}

/// The counts of a run. [`Summary::note`] keeps them; a writer checks them against what it was
/// given, so that a lost row is an error and not a silence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows read.
    pub rows: u64,
    /// Rows screened.
    pub screened: u64,
    /// Rows with at least one hit.
    pub with_hits: u64,
    /// Hits.
    pub hits: u64,
    /// Rows that could not be screened.
    pub bad_rows: u64,
    /// Rows screened without some of their values, because those could not be read.
    pub rows_to_review: u64,
    /// The first hundred rows that could not be screened: line and message.
    pub bad_lines: Vec<(u64, String)>,
}

impl Summary {
    /// Counts a row.
    pub fn note(&mut self, row: &Row<'_>) {
        self.rows += 1;
        match row.outcome {
            Outcome::Screened { hits, unread } => {
                self.screened += 1;
                self.hits += hits.len() as u64;
                self.with_hits += u64::from(!hits.is_empty());
                self.rows_to_review += u64::from(!unread.is_empty());
            }
            Outcome::Bad { message } => {
                self.bad_rows += 1;
                if self.bad_lines.len() < BAD_LINES {
                    self.bad_lines.push((row.line, message.to_owned()));
                }
            }
        }
    }

    /// Rows screened in which no listed entity reached the threshold.
    #[must_use]
    pub fn without_hit(&self) -> u64 {
        self.screened.saturating_sub(self.with_hits)
    }
}

/// A [`Run`] kept by writers that say what was screened only at the end.
#[derive(Clone, Debug)]
pub(crate) struct KeptRun {
    pub(crate) program: String,
    pub(crate) input: String,
    pub(crate) index_digest: String,
    pub(crate) releases: Vec<Release>,
    pub(crate) data_note: String,
    pub(crate) as_of: String,
    pub(crate) threshold: Score,
    pub(crate) limit: usize,
    pub(crate) mapping: Vec<(String, String)>,
    pub(crate) warnings: Vec<String>,
}

impl From<&Run<'_>> for KeptRun {
    fn from(run: &Run<'_>) -> Self {
        Self {
            program: run.program.to_owned(),
            input: run.input.to_owned(),
            index_digest: run.index_digest.to_owned(),
            releases: run.releases.to_vec(),
            data_note: run.data_note.to_owned(),
            as_of: run.as_of.to_owned(),
            threshold: run.threshold,
            limit: run.limit,
            mapping: run.mapping.to_vec(),
            warnings: run.warnings.to_vec(),
        }
    }
}

/// The name a row was screened under: the one of its best hit, else its columns that were read as
/// names, in the order of the mapping.
pub(crate) fn row_name(row: &Row<'_>, mapping: &[(String, String)]) -> String {
    if let Outcome::Screened { hits, .. } = row.outcome
        && let Some(name) = hits.iter().find_map(queried_name)
    {
        return name.to_owned();
    }
    let read_as = |wanted: &dyn Fn(&str) -> bool| {
        let columns = mapping.iter().filter(|(_, field)| wanted(field)).map(|(column, _)| column);
        let values =
            columns.filter_map(|c| row.raw.iter().find(|(own, _)| own == c)).map(|(_, v)| v.trim());
        values.filter(|v| !v.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let whole = read_as(&|field| matches!(field, "name" | "names"));
    if whole.is_empty() {
        read_as(&|field| {
            let field = field.to_ascii_lowercase();
            ["given", "first", "middle", "family", "last"]
                .iter()
                .any(|part| field.starts_with(part))
        })
    } else {
        whole
    }
}

/// The query's name in a hit, when a name was compared.
pub(crate) fn queried_name(hit: &Hit) -> Option<&str> {
    let name = hit.explanation.features.iter().find(|f| f.feature == "name")?;
    Some(name.query.as_str()).filter(|n| !n.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn a_row_is_counted_once_by_what_became_of_it() {
        let mut summary = Summary::default();
        let unread = [(String::new(), String::new(), String::new())];
        let screened = Outcome::Screened { hits: &[], unread: &unread };
        summary.note(&Row { number: 1, line: 2, id: "a", raw: &[], outcome: screened });
        for line in 0..200 {
            summary.note(&Row {
                number: line,
                line,
                id: "",
                raw: &[],
                outcome: Outcome::Bad { message: "no" },
            });
        }
        assert_eq!((summary.rows, summary.screened, summary.bad_rows), (201, 1, 200));
        assert_eq!(
            (summary.rows_to_review, summary.without_hit(), summary.bad_lines.len()),
            (1, 1, 100)
        );
    }

    #[test]
    fn a_row_without_hits_is_named_from_its_mapped_columns() {
        let raw = [pair("Nachname", "Muster"), pair("Vorname", " Erika "), pair("Konto", "1")];
        let outcome = Outcome::Screened { hits: &[], unread: &[] };
        let row = Row { number: 1, line: 2, id: "a", raw: &raw, outcome };
        let mapping =
            [pair("Vorname", "given_name"), pair("Nachname", "family_name"), pair("Konto", "id")];
        assert_eq!(row_name(&row, &mapping), "Erika Muster");
        assert_eq!(row_name(&row, &[pair("Nachname", "name")]), "Muster");
        assert_eq!(row_name(&row, &[]), "");
    }
}
