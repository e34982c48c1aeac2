// SPDX-License-Identifier: Apache-2.0
//! `interdict screen`: a file of parties, row by row, on all cores, answered in the order given.

use crate::args::{FailOn, Global, Screen};
use crate::data::{self, Data};
use crate::failure::Failure;
use crate::pipeline::{self, Screened};
use crate::progress::Counter;
use crate::terminal::Terminal;
use crate::words::count;
use interdict::Options;
use interdict_intake::{Input, Mapping, Order, Reader};
use interdict_report::{Format, Outcome, Row, Run, Style, Summary, Writer};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Report that a table run leaves behind.
const DEFAULT_REPORT: &str = "interdict-report.html";

pub(crate) fn run(
    args: &Screen,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<ExitCode, Failure> {
    let format = format(args)?;
    let data = data::open(args.index.index.as_deref(), global, terminal)?;
    let (reader, progress) = open(args)?;
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
        limit: args.limit,
        mapping: &mapping,
        warnings: &warnings,
    };
    let report = report_path(args, format);
    let style = Style { color: terminal.color() && args.output.is_none(), width: terminal.width() };
    let mut writers =
        vec![interdict_report::writer(format, &described, sink(args.output.as_deref())?, style)?];
    if let Some(path) = &report {
        writers.push(interdict_report::writer(Format::Html, &described, sink(Some(path))?, style)?);
    }
    let summary = screen(args, &data, reader, &progress, &mut writers, terminal)?;
    for writer in writers {
        writer.finish(&summary)?;
    }
    tell(&summary, args, report.as_deref(), terminal);
    Ok(code(&summary, &args.fail_on))
}

/// Runs every row through the pipeline and hands the answers to the writers in order.
fn screen(
    args: &Screen,
    data: &Data,
    reader: Reader,
    progress: &Progress,
    writers: &mut [Box<dyn Writer>],
    terminal: &Terminal,
) -> Result<Summary, Failure> {
    let options =
        Options { threshold: args.threshold, limit: args.limit, exhaustive: args.exhaustive };
    let threads = args
        .threads
        .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get))
        .max(1);
    let mut summary = Summary::default();
    let mut bar = Counter::bytes(terminal, progress.total);
    pipeline::run(&data.engine, reader, &options, threads, &mut |answer: &Screened| {
        let raw = answer.row.raw.to_pairs();
        let message;
        let (id, outcome) = match &answer.row.outcome {
            Ok(party) => {
                (party.id.as_str(), Outcome::Screened { hits: &answer.hits, unread: &party.unread })
            }
            Err(error) => {
                message = error.to_string();
                ("", Outcome::Bad { message: &message })
            }
        };
        let row = Row { number: answer.row.number, line: answer.row.line, id, raw: &raw, outcome };
        summary.note(&row);
        for writer in writers.iter_mut() {
            writer.row(&row)?;
        }
        if summary.rows.is_multiple_of(256) {
            bar.at(&count(summary.rows, "row"), progress.read.load(Ordering::Relaxed));
        }
        Ok(())
    })?;
    bar.done();
    Ok(summary)
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
    let order = match args.date_order.as_deref() {
        None => None,
        Some("day-first") => Some(Order::DayFirst),
        Some("month-first") => Some(Order::MonthFirst),
        Some(other) => {
            return Err(Failure::Message(format!(
                "--date-order {other:?}: expected day-first or month-first"
            )));
        }
    };
    let options = interdict_intake::Options {
        map: args.map.clone(),
        date_order: order,
        sheet: args.sheet.clone(),
        ..interdict_intake::Options::default()
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
    let reader = interdict_intake::open(Input::Stream { name, reader }, &options)
        .map_err(|error| Failure::Message(error.to_string()))?;
    Ok((reader, Progress { total, read }))
}

/// The format asked for, else the one the output's ending says, else a table.
fn format(args: &Screen) -> Result<Format, Failure> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(output) = &args.output else { return Ok(Format::Table) };
    match output.extension().and_then(|e| e.to_str()) {
        None | Some("txt") => Ok(Format::Table),
        Some(ending) => ending.parse().map_err(|_| {
            Failure::Message(format!(
                "--output {}: say with --format what to write",
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

fn sink(path: Option<&Path>) -> Result<Box<dyn Write>, Failure> {
    Ok(match path {
        Some(path) => Box::new(File::create(path).map_err(|error| Failure::file(path, &error))?),
        None => Box::new(io::stdout().lock()),
    })
}

/// What is said when the result does not go to the terminal as a table, which says it itself.
fn tell(summary: &Summary, args: &Screen, report: Option<&Path>, terminal: &Terminal) {
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
        for (_, message) in summary.bad_lines.iter().take(10) {
            terminal.warn(message);
        }
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
