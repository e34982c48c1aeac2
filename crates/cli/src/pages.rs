// SPDX-License-Identifier: Apache-2.0
//! Completions and manual pages, from the same definition as the parser.

use crate::args::{Cli, Completions, Man};
use crate::failure::Failure;
use crate::terminal::Terminal;
use clap::CommandFactory;
use std::io::Write;
use std::process::ExitCode;

pub(crate) fn completions(
    args: &Completions,
    terminal: &mut Terminal,
) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "interdict", &mut script);
    let mut out = terminal.out();
    out.write_all(&script)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn man(args: &Man, terminal: &mut Terminal) -> Result<ExitCode, Failure> {
    std::fs::create_dir_all(&args.folder).map_err(|error| Failure::file(&args.folder, &error))?;
    clap_mangen::generate_to(Cli::command(), &args.folder)
        .map_err(|error| Failure::file(&args.folder, &error))?;
    terminal.say(&format!("manual pages written to {}", args.folder.display()));
    Ok(ExitCode::SUCCESS)
}
