// SPDX-License-Identifier: Apache-2.0
//! `interdict screen`: a file of parties, row by row, on all cores, answered in the order given.

use crate::args::{DateOrder, FailOn, Global, Screen};
use crate::data::{self, Data};
use crate::failure::Failure;
use crate::output::Pending;
use crate::pipeline;
use crate::progress::Counter;
use crate::terminal::Terminal;
use crate::words::count;
use interdict::Options;
use interdict_intake::{Input, IntakeError, Mapping, Order, Reader};
use interdict_report::{Format, Outcome, Row, Run, Style, Summary, Writer};
use std::fs::File;
use std::io::{self, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rows named on standard error when the result goes elsewhere.
const BAD_LINES: usize = 10;
/// Report that a table run leaves behind.
const DEFAULT_REPORT: &str = "interdict-report.html";

pub(crate) fn run(
    args: &Screen,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<ExitCode, Failure> {
    let format = format(args)?;
    let (reader, progress) = open(args)?;
    let data = data::open(args.index.index.as_deref(), global, terminal)?;
    terminal.say(&columns(reader.mapping()));
    let mapping = pairs(reader.mapping());
    let mut warnings = data.warnings.clone();
    warnings.extend(reader.mapping().notes.iter().cloned());
    let as_of = data::today(global).to_string();
    let input = args.input.display().to_string();
    let program = concat!("interdict ", env!("CARGO_PKG_VERSION"));
    let described = Run {
        program,
        input: &input,
        index_digest: data.engine.index().digest(),
        releases: data.engine.index().releases(),
        data_note: &data.note,
        as_of: &as_of,
        threshold: args.threshold,
        limit: args.limit.get(),
        mapping: &mapping,
        warnings: &warnings,
    };
    let report = report_path(args, format);
    let style = Style { color: terminal.color() && args.output.is_none(), width: terminal.width() };
    let (mut pending, out) = sink(args.output.as_deref())?;
    let mut writers = vec![interdict_report::writer(format, &described, out, style)?];
    if let Some(path) = &report {
        let (file, out) = Pending::create(path).map_err(|failure| unasked(args, failure))?;
        pending.push(file);
        writers.push(interdict_report::writer(Format::Html, &described, out, style)?);
    }
    let outcome = screen(args, &data, reader, &progress, &mut writers, terminal)
        .and_then(|outcome| {
            for writer in writers {
                writer.finish(&outcome.summary)?;
            }
            Ok(outcome)
        })
        .map_err(|failure| left_early(args, failure))?;
    for file in pending {
        file.keep()?;
    }
    tell(&outcome, args, report.as_deref(), terminal);
    Ok(code(&outcome.summary, &args.fail_on))
}

/// A report that nobody asked for and cannot be written: how to go without it.
fn unasked(args: &Screen, failure: Failure) -> Failure {
    if args.report.is_some() {
        return failure;
    }
    Failure::Message(format!(
        "{failure}; to screen without the HTML report give --no-report, or --report FILE for another place"
    ))
}

/// Whoever reads only the start of the output (`| head`) is served; who asks for an exit code by
/// what was found is not answered with success when not everything was looked at.
fn left_early(args: &Screen, failure: Failure) -> Failure {
    match failure {
        Failure::Output(error)
            if error.kind() == io::ErrorKind::BrokenPipe && !args.fail_on.is_empty() =>
        {
            Failure::Message(
                "the output was closed before its end, so not every row was looked at".to_owned(),
            )
        }
        other => other,
    }
}

/// What became of a run.
#[derive(Default)]
struct Screened {
    summary: Summary,
    /// Rows with as many hits as --limit allows: there may be more.
    full: u64,
}

/// Runs every row through the pipeline and hands the answers to the writers in order.
fn screen(
    args: &Screen,
    data: &Data,
    reader: Reader,
    progress: &Progress,
    writers: &mut [Box<dyn Writer>],
    terminal: &Terminal,
) -> Result<Screened, Failure> {
    let limit = args.limit.get();
    let options = Options { threshold: args.threshold, limit, exhaustive: args.exhaustive };
    let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let threads = args.threads.unwrap_or_else(cores).get();
    let id_column =
        reader.mapping().columns.iter().find(|c| c.field.is_some_and(|f| f.name == "id"));
    let id_column = id_column.map(|c| c.heading.clone());
    let mut outcome = Screened::default();
    let mut bar = Counter::bytes(terminal, progress.total);
    pipeline::run(&data.engine, reader, &options, threads, &mut |answer: &pipeline::Screened| {
        let raw = answer.row.raw.to_pairs();
        let message;
        let (id, became) = match &answer.row.outcome {
            Ok(party) => {
                (party.id.as_str(), Outcome::Screened { hits: &answer.hits, unread: &party.unread })
            }
            Err(error) => {
                message = error.to_string();
                let id = id_column.as_deref().and_then(|c| answer.row.raw.get(c));
                (id.unwrap_or_default().trim(), Outcome::Bad { message: &message })
            }
        };
        let (number, line) = (answer.row.number, answer.row.line);
        let row = Row { number, line, id, raw: &raw, outcome: became };
        outcome.summary.note(&row);
        outcome.full += u64::from(answer.hits.len() >= limit);
        for writer in writers.iter_mut() {
            writer.row(&row)?;
        }
        let rows = outcome.summary.rows;
        if rows.is_multiple_of(256) {
            bar.at(&count(rows, "row"), progress.read.load(Ordering::Relaxed));
        }
        Ok(())
    })?;
    bar.done();
    Ok(outcome)
}

/// How far the input has been read.
struct Progress {
    total: u64,
    read: Arc<AtomicU64>,
}

struct Counting<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

fn open(args: &Screen) -> Result<(Reader, Progress), Failure> {
    let options = interdict_intake::Options {
        map: args.map.clone(),
        date_order: args.date_order.map(|order| match order {
            DateOrder::DayFirst => Order::DayFirst,
            DateOrder::MonthFirst => Order::MonthFirst,
        }),
        encoding: args.encoding.clone(),
        delimiter: args.delimiter,
        sheet: args.sheet.clone(),
        no_header: args.no_header,
    };
    let read = Arc::new(AtomicU64::new(0));
    let standard_input = args.input == Path::new("-");
    let (name, inner, total): (String, Box<dyn Read + Send>, u64) = if standard_input {
        ("standard input".to_owned(), Box::new(io::stdin()), 0)
    } else {
        let file = File::open(&args.input).map_err(|error| Failure::file(&args.input, &error))?;
        let total = file.metadata().map_or(0, |m| m.len());
        (args.input.display().to_string(), Box::new(file), total)
    };
    let reader = Box::new(Counting { inner, read: Arc::clone(&read) });
    let reader = interdict_intake::open(Input::Stream { name, reader }, &options).map_err(
        |error| match error {
            IntakeError::Field { .. } | IntakeError::Encoding { .. } => {
                Failure::Usage(error.to_string())
            }
            IntakeError::NoName { .. } if !args.no_header => Failure::Message(format!(
                "{error}; if the first row is no header but data, give --no-header and the number of the column, for example --map 1=name"
            )),
            IntakeError::Io { name, error } => Failure::file(Path::new(&name), &error),
            other => Failure::Message(other.to_string()),
        },
    )?;
    Ok((reader, Progress { total, read }))
}

/// The format asked for, else the one the output's ending says, else a table.
fn format(args: &Screen) -> Result<Format, Failure> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(output) = &args.output else { return Ok(Format::Table) };
    let ending = output.extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        None | Some("txt") => Ok(Format::Table),
        Some("htm") => Ok(Format::Html),
        Some("ndjson" | "json") => Ok(Format::Jsonl),
        Some(ending) => ending.parse().map_err(|_| {
            let known = Format::ALL.map(Format::as_str).join(", ");
            Failure::Usage(format!(
                "--output {}: its ending names no format; give --format with one of {known}",
                output.display()
            ))
        }),
    }
}

/// The columns that are read, with their fields.
fn pairs(mapping: &Mapping) -> Vec<(String, String)> {
    mapping
        .columns
        .iter()
        .map(|c| (c.heading.clone(), c.field.map_or("(not used)", |f| f.name).to_owned()))
        .collect()
}

/// The mapping in a line, and what the person should know of it.
fn columns(mapping: &Mapping) -> String {
    let used: Vec<String> =
        pairs(mapping).into_iter().map(|(column, field)| format!("{column} → {field}")).collect();
    let mut text = format!("Input: {}\nColumns: {}", mapping.form, used.join("; "));
    for note in &mapping.notes {
        text.push_str("\n  ");
        text.push_str(note);
    }
    text
}

/// Where the HTML report goes: where asked, or beside a table.
fn report_path(args: &Screen, format: Format) -> Option<PathBuf> {
    if args.no_report {
        return None;
    }
    let default = (format == Format::Table).then(|| PathBuf::from(DEFAULT_REPORT));
    args.report.clone().or(default)
}

fn sink(path: Option<&Path>) -> Result<(Vec<Pending>, Box<dyn Write>), Failure> {
    let Some(path) = path else { return Ok((Vec::new(), Box::new(io::stdout().lock()))) };
    let (file, out) = Pending::create(path)?;
    Ok((vec![file], out))
}

/// What is said when the result does not go to the terminal as a table, which says it itself.
fn tell(outcome: &Screened, args: &Screen, report: Option<&Path>, terminal: &Terminal) {
    let summary = &outcome.summary;
    let as_table = args.output.is_none() && matches!(args.format, None | Some(Format::Table));
    if !as_table {
        terminal.say(&format!(
            "{} read, {} screened: {} with hits ({}), {} without; {} could not be screened, {} with unread values",
            count(summary.rows, "row"),
            summary.screened,
            summary.with_hits,
            count(summary.hits, "hit"),
            summary.without_hit(),
            count(summary.bad_rows, "row"),
            count(summary.rows_to_review, "row"),
        ));
        for (_, message) in summary.bad_lines.iter().take(BAD_LINES) {
            terminal.warn(message);
        }
        if summary.bad_rows > BAD_LINES as u64 {
            let more = count(summary.bad_rows - BAD_LINES as u64, "more row");
            terminal.warn(&format!("{more} could not be screened; the result names each"));
        }
    }
    if summary.rows == 0 {
        terminal.insist("the input has columns but no row: nobody was screened");
    }
    if outcome.full > 0 {
        let rows = count(outcome.full, "row");
        let limit = count(args.limit.get() as u64, "hit");
        terminal.warn(&format!(
            "{rows} reached the limit of {limit} and may have more; a higher --limit shows them"
        ));
    }
    if let Some(path) = &args.output {
        terminal.say(&format!("Result: {}", path.display()));
    }
    if let Some(path) = report {
        terminal.say(&format!("Report: {}", path.display()));
    }
}

fn code(summary: &Summary, fail_on: &[FailOn]) -> ExitCode {
    let found = fail_on.iter().any(|what| match what {
        FailOn::Hits => summary.with_hits > 0,
        FailOn::BadRows => summary.bad_rows > 0,
        FailOn::Review => summary.rows_to_review > 0,
    });
    if found { ExitCode::from(3) } else { ExitCode::SUCCESS }
}
