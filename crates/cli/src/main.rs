// SPDX-License-Identifier: Apache-2.0
//! `interdict`: the one binary. Parses the command line and walks into the room asked for.

mod args;
mod build;
mod compare;
mod data;
mod diff;
mod failure;
mod json;
mod lists;
mod output;
mod pages;
mod pipeline;
mod progress;
mod screen;
mod search;
mod show;
mod terminal;
mod update;
mod values;
mod words;

use args::{Cli, Command};
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;
use terminal::Terminal;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut terminal = Terminal::new(&cli.global);
    let outcome = match &cli.command {
        Command::Screen(args) => screen::run(args, &cli.global, &mut terminal),
        Command::Search(args) => search::run(args, &cli.global, &mut terminal),
        Command::Show(args) => show::run(args, &cli.global, &mut terminal),
        Command::Compare(args) => compare::run(args, &mut terminal),
        Command::Update(args) => update::run(args, &cli.global, &mut terminal),
        Command::Build(args) => build::run(args, &mut terminal),
        Command::Lists(args) => lists::run(args, &cli.global, &mut terminal),
        Command::Diff(args) => diff::run(args, &cli.global, &mut terminal),
        Command::Completions(args) => pages::completions(args, &mut terminal),
        Command::Man(args) => pages::man(args, &mut terminal),
    };
    match outcome {
        Ok(code) => code,
        // A reader that has seen enough (`| head`) is no failure of ours.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            terminal.error(&failure.to_string());
            ExitCode::from(failure.code())
        }
    }
}
