// SPDX-License-Identifier: Apache-2.0
//! Times one thing several times over and prints each time in seconds, one a line.
//!
//! ```text
//! measure readers TIMES                 each reader: label, bytes, fixture or list, then times
//! measure build TIMES INDEX KIND=PATH…  read sources and write an index
//! measure open TIMES INDEX              open an index, everything checked
//! measure count INDEX                   records, names and bytes of an index
//! ```

use interdict::{Build, Engine, Source, build, read_release};
use interdict_bench::samples;
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "measure: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[&str]) -> Result<(), Box<dyn Error>> {
    match args {
        ["readers", times] => readers(times.parse()?),
        ["build", times, index, sources @ ..] => {
            let sources: Vec<Source> =
                sources.iter().map(|s| s.parse()).collect::<Result<_, _>>()?;
            let accept = Some("measuring speed".to_owned());
            let what = Build { sources, accept, ..Build::default() };
            repeat(times, || build(&what, Path::new(index), &mut |_, _| {}))
        }
        ["open", times, index] => repeat(times, || Engine::open(Path::new(index))),
        ["count", index] => {
            let engine = Engine::open(Path::new(index))?;
            let index = engine.index();
            writeln!(io::stdout(), "{} {} {}", index.len(), index.name_count(), index.size())?;
            Ok(())
        }
        _ => Err("usage: see the head of measure.rs".into()),
    }
}

/// One line a reader, its fields parted by tabs; of a reader that has no file, or none that it can
/// read, the line says so.
fn readers(times: u32) -> Result<(), Box<dyn Error>> {
    let (there, absent) = samples();
    let mut out = io::stdout();
    for label in absent {
        writeln!(out, "{label}\tskipped\tno file is there")?;
    }
    for sample in there {
        let kind = if sample.fixture { "fixture" } else { "list" };
        let mut line = format!("{}\t{kind}\t{}", sample.label, sample.bytes);
        for _ in 0..times {
            let started = Instant::now();
            match read_release(&sample.source, &mut |_| Ok(())) {
                Ok(_) => write!(line, "\t{:.6}", started.elapsed().as_secs_f64())?,
                Err(error) => {
                    line = format!("{}\tskipped\t{error}", sample.label);
                    break;
                }
            }
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Does something several times, each with what it leaves dropped after the clock has stopped.
fn repeat<T>(
    times: &str,
    mut what: impl FnMut() -> Result<T, interdict::Error>,
) -> Result<(), Box<dyn Error>> {
    for _ in 0..times.parse()? {
        let started = Instant::now();
        let done = what()?;
        writeln!(io::stdout(), "{:.6}", started.elapsed().as_secs_f64())?;
        drop(done);
    }
    Ok(())
}
