// SPDX-License-Identifier: Apache-2.0
//! Times one thing several times over and prints each time in seconds, one a line.
//!
//! ```text
//! measure read TIMES KIND=PATH          read a release, hand its records to nobody
//! measure build TIMES INDEX KIND=PATH…  read sources and write an index
//! measure open TIMES INDEX              open an index, everything checked
//! measure count INDEX                   records, names and bytes of an index
//! ```

use interdict::{Build, Engine, Source, build, read_release};
use std::error::Error;
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
        ["read", times, source] => {
            let source: Source = source.parse()?;
            repeat(times, || Ok(read_release(&source, &mut |_| Ok(())).map(drop)?))
        }
        ["build", times, index, sources @ ..] => {
            let sources: Vec<Source> =
                sources.iter().map(|s| s.parse()).collect::<Result<_, _>>()?;
            let accept = Some("measuring speed".to_owned());
            let what = Build { sources, accept, ..Build::default() };
            repeat(times, || Ok(build(&what, Path::new(index), &mut |_, _| {}).map(drop)?))
        }
        ["open", times, index] => repeat(times, || Ok(Engine::open(Path::new(index)).map(drop)?)),
        ["count", index] => {
            let engine = Engine::open(Path::new(index))?;
            let index = engine.index();
            writeln!(io::stdout(), "{} {} {}", index.len(), index.name_count(), index.size())?;
            Ok(())
        }
        _ => Err("usage: see the head of measure.rs".into()),
    }
}

fn repeat(
    times: &str,
    mut what: impl FnMut() -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    for _ in 0..times.parse()? {
        let started = Instant::now();
        what()?;
        writeln!(io::stdout(), "{:.6}", started.elapsed().as_secs_f64())?;
    }
    Ok(())
}
