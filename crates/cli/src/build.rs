// SPDX-License-Identifier: Apache-2.0
//! `interdict build`: local list files into one index.

use crate::args::Build;
use crate::failure::Failure;
use crate::progress::Counter;
use crate::terminal::Terminal;
use crate::words::{count, thousands};
use interdict::{Index, Release};
use std::process::ExitCode;

pub(crate) fn run(args: &Build, terminal: &mut Terminal) -> Result<ExitCode, Failure> {
    let sources = args
        .sources
        .iter()
        .map(|text| text.parse())
        .collect::<Result<Vec<_>, interdict::Error>>()
        .map_err(|error| Failure::Usage(error.to_string()))?;
    let previous = args
        .previous
        .as_ref()
        .map(|path| {
            Index::open(path).map_err(|error| interdict::Error::Index { path: path.clone(), error })
        })
        .transpose()?;
    let what = interdict::Build {
        sources,
        previous: previous.as_ref(),
        tolerance: Some(args.tolerance),
        accept: args.accept.clone(),
    };
    let mut counter = Counter::new(terminal, "records");
    let built =
        interdict::build(&what, &args.index, &mut |source, n| counter.at(&source.to_string(), n))?;
    counter.done();
    for release in &built.releases {
        terminal.say(&line(release));
        for defect in release.samples.iter().take(5) {
            terminal.say(&format!("    {defect}"));
        }
    }
    terminal.say(&format!("{}  {}", built.digest, built.path.display()));
    Ok(ExitCode::SUCCESS)
}

/// One release in a line.
pub(crate) fn line(release: &Release) -> String {
    let kinds: Vec<String> =
        release.counts.iter().map(|(schema, n)| format!("{} {schema}", thousands(*n))).collect();
    let defects: u64 = release.defects.values().sum();
    let defects = if defects == 0 { "no defects".to_owned() } else { count(defects, "defect") };
    let published = release.published.map_or_else(|| "no date".to_owned(), |d| d.to_string());
    format!("{} ({}, {published}): {}; {defects}", release.title, release.format, kinds.join(", "))
}
