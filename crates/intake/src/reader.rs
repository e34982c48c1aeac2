// SPDX-License-Identifier: Apache-2.0
//! Opens a file of parties and yields its rows.

use crate::delimited::{self, Delimited};
use crate::encoding::{self, Found, Transcoder};
use crate::fields::Kind;
use crate::header::{self, Header};
use crate::json::Json;
use crate::lines::Lines;
use crate::mapping::Mapping;
use crate::party;
use crate::record::{Raw, Record};
use crate::sheet::Sheet;
use crate::sniff::{self, Form};
use crate::{IntakeError, RowError};
use encoding_rs::UTF_8;
use interdict_codes::Order;
use interdict_model::Party;
use std::collections::VecDeque;
use std::io::{self, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// How much of a file is looked at before it is read.
const HEAD: usize = 1 << 16;

/// The largest workbook; it is held in memory as a whole. One of a million rows has some 100 MiB.
const LARGEST_WORKBOOK: u64 = 256 << 20;

/// How many rows are looked at before the mapping is settled.
const SAMPLE: usize = 1000;

/// How many bytes those rows may take.
const SAMPLE_BYTES: usize = 4 << 20;

/// Where parties come from.
pub enum Input {
    /// A file.
    Path(PathBuf),
    /// A stream such as standard input, with a name for messages. It is not sought in.
    Stream {
        /// Its name.
        name: String,
        /// Its bytes.
        reader: Box<dyn Read + Send>,
    },
}

/// What the caller knows better than the file shows.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Column and field (`--map column=field`); a column goes by its heading, or by its number from
    /// 1 where there is no header.
    pub map: Vec<(String, String)>,
    /// Order of dates in figures (`--date-order`).
    pub date_order: Option<Order>,
    /// Encoding (`--encoding`).
    pub encoding: Option<String>,
    /// Delimiter (`--delimiter`).
    pub delimiter: Option<u8>,
    /// Sheet of a workbook by name or number from 1 (`--sheet`).
    pub sheet: Option<String>,
    /// There is no header row (`--no-header`).
    pub no_header: bool,
}

/// One data row of the file.
#[derive(Debug)]
pub struct Row {
    /// Which data row, counted from 1.
    pub number: u64,
    /// Physical line or sheet row where it begins, counted from 1.
    pub line: u64,
    /// The row as it was given; empty when it could not be split into cells.
    pub raw: Raw,
    /// The party, or why it could not be read.
    pub outcome: Result<Party, RowError>,
}

enum Source {
    Delimited(Box<Delimited>),
    Sheet(Sheet),
    Json(Box<Json>),
}

impl Source {
    fn next(&mut self) -> io::Result<Option<Result<Record, RowError>>> {
        match self {
            Self::Delimited(source) => source.next(),
            Self::Sheet(source) => Ok(source.next().map(Ok)),
            Self::Json(source) => source.next(),
        }
    }
}

/// The rows of a file, in its order, in constant memory (a spreadsheet is held).
///
/// If reading breaks off, the last row carries the error, and [`Reader::failure`] gives it.
pub struct Reader {
    name: String,
    source: Source,
    pending: VecDeque<Result<Record, RowError>>,
    mapping: Mapping,
    headings: Arc<Vec<String>>,
    /// How many columns a line must fill; missing ones are said. `None` where cells are sparse.
    width: Option<usize>,
    number: u64,
    failure: Option<io::Error>,
    done: bool,
}

/// Opens a file or stream of parties: finds its form, encoding and columns.
///
/// # Errors
/// When it cannot be read, is no table, or has no column that names a party. Each error says what
/// to do.
pub fn open(input: Input, options: &Options) -> Result<Reader, IntakeError> {
    let (name, mut reader) = match input {
        Input::Stream { name, reader } => (name, reader),
        Input::Path(path) => {
            let name = path.display().to_string();
            match std::fs::File::open(&path) {
                Ok(file) => (name, Box::new(file) as Box<dyn Read + Send>),
                Err(error) => return Err(IntakeError::Io { name, error }),
            }
        }
    };
    let io_error = |error| IntakeError::Io { name: name.clone(), error };
    let mut head = Vec::with_capacity(HEAD);
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(io_error)?;
    if head.is_empty() {
        return Err(IntakeError::Empty { name });
    }
    let whole = head.len() < HEAD;

    if sniff::container(&name, &head)?.is_some() {
        let mut bytes = head;
        reader.by_ref().take(LARGEST_WORKBOOK).read_to_end(&mut bytes).map_err(io_error)?;
        if bytes.len() as u64 > LARGEST_WORKBOOK {
            return Err(IntakeError::NotTable {
                name,
                found: format!("a workbook larger than {} MiB", LARGEST_WORKBOOK >> 20),
                advice: "split it, or save it as CSV, which may be of any length".to_owned(),
            });
        }
        sniff::workbook(&name, &bytes)?;
        let sheet = Sheet::open(&name, bytes, options.sheet.as_deref())?;
        let form = format!("spreadsheet, sheet {:?}", sheet.name);
        let mut notes = Vec::new();
        if !sheet.others.is_empty() {
            notes.push(format!(
                "only this sheet is read; the workbook also has {} (choose one with --sheet)",
                sheet.others.iter().map(|s| format!("{s:?}")).collect::<Vec<_>>().join(", ")
            ));
        }
        return finish(name, Source::Sheet(sheet), form, notes, options);
    }

    let found = match &options.encoding {
        Some(label) => encoding::named(label, &head)?,
        None => encoding::detect(&head, whole),
    };
    let text = encoding::peek(&head, found);
    let form = sniff::text(&name, &text)?;
    // Files of old Macs end their lines with a carriage return alone.
    let terminator = if text.contains('\n') || !text.contains('\r') { b'\n' } else { b'\r' };
    let lines = Lines::new(decoded(head, reader, found), terminator);
    let code = found.encoding.name();
    match form {
        Form::Json(layout) => {
            let form = format!("JSON, {code}");
            finish(
                name,
                Source::Json(Box::new(Json::new(lines, layout))),
                form,
                Vec::new(),
                options,
            )
        }
        Form::Workbook | Form::Text => {
            let (delimiter, skip) = delimiter(&text, char::from(terminator), options);
            let mut source = Delimited::new(lines, delimiter, code);
            if skip {
                source.next().map_err(io_error)?;
            }
            let how = match delimiter {
                Some(b',') => "CSV with commas",
                Some(b';') => "CSV with semicolons",
                Some(b'\t') => "TSV",
                Some(b'|') => "CSV with vertical bars",
                Some(_) => "CSV",
                None => "one value on each line",
            };
            finish(
                name,
                Source::Delimited(Box::new(source)),
                format!("{how}, {code}"),
                Vec::new(),
                options,
            )
        }
    }
}

/// The bytes without their mark, as UTF-8.
fn decoded(head: Vec<u8>, rest: Box<dyn Read + Send>, found: Found) -> Box<dyn Read + Send> {
    let mut start = Cursor::new(head);
    start.set_position(found.mark as u64);
    let bytes: Box<dyn Read + Send> = Box::new(start.chain(rest));
    if found.encoding == UTF_8 { bytes } else { Box::new(Transcoder::new(bytes, found.encoding)) }
}

/// The delimiter, and whether the first line only names it ("sep=;").
fn delimiter(head: &str, terminator: char, options: &Options) -> (Option<u8>, bool) {
    let mut lines = head.split(terminator);
    let first = lines.next().unwrap_or_default().trim_end();
    let named = first.strip_prefix("sep=").filter(|d| d.len() == 1).and_then(|d| d.bytes().next());
    let told = |column: &str| {
        options.map.iter().any(|(c, _)| crate::fields::compact(c) == crate::fields::compact(column))
    };
    let found = match (options.delimiter, named) {
        (Some(told), _) => Some(told),
        (None, Some(named)) => Some(named),
        (None, None) => delimited::delimiter(head, terminator, |row| {
            header::worth(row) + row.iter().filter(|v| told(v)).count()
        }),
    };
    (found, named.is_some())
}

fn finish(
    name: String,
    mut source: Source,
    form: String,
    mut notes: Vec<String>,
    options: &Options,
) -> Result<Reader, IntakeError> {
    let mut pending: VecDeque<Result<Record, RowError>> = VecDeque::new();
    let mut failure = None;
    let mut fill = |source: &mut Source, pending: &mut VecDeque<_>, rows: usize| {
        let mut bytes = 0usize;
        while pending.len() < rows && bytes < SAMPLE_BYTES {
            match source.next() {
                Ok(Some(record)) => {
                    bytes += record.as_ref().map_or(0, Record::text_len);
                    pending.push_back(record);
                }
                Ok(None) => break,
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
        }
    };
    fill(&mut source, &mut pending, header::TOP);
    let top: Vec<&Record> = pending.iter().filter_map(|r| r.as_ref().ok()).collect();
    if top.is_empty() && pending.is_empty() {
        return match failure {
            Some(error) => Err(IntakeError::Io { name, error }),
            None => Err(IntakeError::Empty { name }),
        };
    }
    let mut width = None;
    let mut told = options.map.clone();
    let headings: Arc<Vec<String>> = if matches!(source, Source::Json(_)) {
        Arc::default()
    } else {
        let found = header::find(&name, &top, &options.map, options.no_header)?;
        let columns = top.iter().flat_map(|r| r.cells().map(|(c, _)| c + 1)).max().unwrap_or(0);
        match found {
            Header::Row(at) => headings_from(&mut pending, at, &mut notes),
            Header::Names => {
                notes.push("there is no heading; every line is taken for a name".to_owned());
                Arc::new(vec!["name".to_owned()])
            }
            Header::None => {
                for (column, _) in &mut told {
                    *column = column.trim().trim_start_matches('#').to_owned();
                }
                Arc::new((1..=columns.min(16_384)).map(|n| n.to_string()).collect())
            }
        }
    };
    if let Source::Delimited(source) = &mut source {
        width = Some(headings.len());
        source.width = width;
        for record in &mut pending {
            if let Ok(read) = record
                && let Err(error) = delimited::measured(read, headings.len())
            {
                *record = Err(error);
            }
        }
    }
    fill(&mut source, &mut pending, SAMPLE);
    let headings = match &source {
        Source::Json(json) => Arc::clone(&json.columns),
        _ => headings,
    };
    let sample: Vec<&Record> = pending.iter().filter_map(|r| r.as_ref().ok()).collect();
    if sample.is_empty() && headings.is_empty() && !pending.is_empty() {
        // Nothing but rows that cannot be read: the rows say why.
        return Ok(Reader {
            name,
            source,
            pending,
            mapping: Mapping { form, notes, ..Mapping::default() },
            headings,
            width,
            number: 0,
            failure,
            done: false,
        });
    }
    let mut mapping = Mapping::settle(&name, &headings, &told, options.date_order, &sample)?;
    mapping.form = form;
    mapping.notes = notes;
    Ok(Reader { name, source, pending, mapping, headings, width, number: 0, failure, done: false })
}

/// Takes the headings and what stands above them out of the rows.
fn headings_from(
    pending: &mut VecDeque<Result<Record, RowError>>,
    at: usize,
    notes: &mut Vec<String>,
) -> Arc<Vec<String>> {
    let mut left = at;
    let mut headings: Vec<String> = Vec::new();
    let mut kept = VecDeque::with_capacity(pending.len());
    let mut found = false;
    for record in pending.drain(..) {
        match record {
            Ok(record) if !found && left == 0 => {
                found = true;
                for (column, value) in record.cells().filter(|(c, _)| *c < 16_384) {
                    while headings.len() < column {
                        headings.push(String::new());
                    }
                    headings.push(value.trim().to_owned());
                }
            }
            Ok(record) if !found => {
                left -= 1;
                notes.push(format!(
                    "line {} stands above the headings and is passed over: {}",
                    record.line,
                    crate::error::cut(&record.values().join(" | "))
                ));
            }
            other => kept.push_back(other),
        }
    }
    *pending = kept;
    // A column without a heading goes by its place, so that it can be mapped and echoed.
    for (at, heading) in headings.iter_mut().enumerate() {
        if heading.is_empty() {
            *heading = format!("column {}", at + 1);
        }
    }
    Arc::new(headings)
}

impl Reader {
    /// What was made of the file: form, columns, remarks. For JSON it grows with keys that turn up.
    #[must_use]
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// The file as named by the caller.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The headings, in the order of the file.
    #[must_use]
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// Why reading broke off before the end, if it did.
    #[must_use]
    pub fn failure(&self) -> Option<&io::Error> {
        self.failure.as_ref()
    }

    fn row(&mut self, record: Result<Record, RowError>) -> Row {
        self.number += 1;
        let number = self.number;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                return Row { number, line: error.line, raw: Raw::default(), outcome: Err(error) };
            }
        };
        if let Source::Json(json) = &self.source
            && json.columns.len() > self.mapping.columns.len()
        {
            self.headings = Arc::clone(&json.columns);
            for heading in json.columns.iter().skip(self.mapping.columns.len()) {
                self.mapping.add(heading);
            }
        }
        let serials = matches!(self.source, Source::Sheet(_));
        let mut outcome = party::build(&record, &self.mapping.columns, number, serials);
        if let (Some(width), Ok(party)) = (self.width, &mut outcome) {
            let missing = self.mapping.columns.iter().skip(record.len());
            let used = |c: &&crate::Column| c.kind().is_some_and(|k| k != Kind::Ignore);
            if record.len() < width && missing.clone().any(|c| used(&c)) {
                party.unread.push((
                    missing.filter(used).map(|c| c.heading.as_str()).collect::<Vec<_>>().join(", "),
                    format!("{} of {width} values", record.len()),
                    "a row as long as the header; it may be cut off or its values shifted"
                        .to_owned(),
                ));
            }
        }
        let raw = Raw { columns: Arc::clone(&self.headings), record };
        Row { number, line: raw.record.line, raw, outcome }
    }

    /// The row that says that reading broke off.
    fn broken_off(&mut self, error: &io::Error) -> Row {
        self.number += 1;
        let error = RowError::new(
            0,
            "",
            format!("reading broke off: {error}"),
            "the rest of the file was not read; read it again",
        );
        Row { number: self.number, line: 0, raw: Raw::default(), outcome: Err(error) }
    }
}

impl Iterator for Reader {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if let Some(record) = self.pending.pop_front() {
            return Some(self.row(record));
        }
        if self.done {
            return None;
        }
        if self.failure.is_none() {
            match self.source.next() {
                Ok(Some(record)) => return Some(self.row(record)),
                Ok(None) => {
                    self.done = true;
                    return None;
                }
                Err(error) => self.failure = Some(error),
            }
        }
        self.done = true;
        let error = self.failure.take()?;
        let row = self.broken_off(&error);
        self.failure = Some(error);
        Some(row)
    }
}
