// SPDX-License-Identifier: Apache-2.0
//! The command line, defined once: parser, help, completions and man pages come from here.

use crate::values::{
    at_least_one, born, country, day, delimiter, imo, number, pair, reason, schema, score,
};
use clap::{Args, Parser, Subcommand, ValueHint};
use interdict::{Country, PartialDate, Schema, Score};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Sanctions, implemented: whom on the official lists may a customer, a firm or a ship be, since
/// when, and why.
#[derive(Debug, Parser)]
#[command(
    name = "interdict",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    after_long_help = "\
Examples:
  interdict screen examples/customers.csv
        screen a customer book against the designations the program carries
  interdict update
        fetch the official lists and build the index that later runs use
  interdict search 김정식
        one name, any script
  interdict show un-KPi.066
        everything known of one listed person

Exit codes:
  0  done; every row was read (hits or not)
  1  an error: nothing, or not everything, could be done; the message says what
  2  a wrong command line
  3  done, and something that --fail-on names was found

Data: without --index the index built by the last `interdict update` is used, and where there is
none the designations of the UN 1718 (DPRK) regime that the program carries. Every run says which,
and how old they are."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags every command takes. The environment is read where it is used and not by the parser, so
/// that help and manual pages are the same on every machine.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// Say nothing but errors and the result.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// No colour, as when the environment sets NO_COLOR.
    #[arg(long, global = true)]
    pub(crate) no_color: bool,
    /// Folder of downloaded lists and the current index; else the environment's INTERDICT_DATA,
    /// else interdict in XDG_DATA_HOME or ~/.local/share.
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) data: Option<PathBuf>,
    /// The day to reckon ages from, instead of today; with it a run can be repeated to the byte.
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) as_of: Option<jiff::civil::Date>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Screen a file of customers, counterparties or ships.
    Screen(Screen),
    /// Look up one name.
    Search(Search),
    /// Show all that is known of a listed person, firm or ship.
    Show(Show),
    /// Score pairs of names.
    Compare(Compare),
    /// Fetch the official lists and rebuild the index from those that changed.
    Update(Update),
    /// Compile local list files into one index file.
    Build(Build),
    /// Tell which lists are loaded, their dates, ages, counts, defects and digests.
    Lists(Lists),
    /// Tell what changed between two releases or indexes.
    Diff(Diff),
    /// Print the completions of a shell.
    Completions(Completions),
    /// Write the manual pages into a folder.
    Man(Man),
}

/// Which index to use.
#[derive(Debug, Args)]
pub(crate) struct IndexArg {
    /// Index file to use; else the environment's INTERDICT_INDEX, else the current one.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) index: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  interdict screen customers.csv
  interdict screen customers.xlsx --format xlsx --output hits.xlsx
  interdict screen kunden.csv --map Kunde=name --map Geb=birth_date
  zcat big.csv.gz | interdict screen - --format csv --output hits.csv
  interdict screen customers.csv --threshold 0.85 --fail-on hits,bad-rows
  interdict screen names.txt --no-header --map 1=name

INPUT is CSV or TSV (delimiter and encoding are detected), XLSX, ODS, JSON lines (flat objects or
FollowTheMoney entities), or - for standard input. Columns are recognised by their usual names; the
mapping used is printed, and --map corrects it. A bad row is reported with its line and counted, and
the rest goes on. A file named by --output or --report appears whole or not at all.")]
pub(crate) struct Screen {
    /// File to screen; - for standard input.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) input: PathBuf,
    #[command(flatten)]
    pub(crate) index: IndexArg,
    /// Least score of a hit, 0 to 1.
    #[arg(long, default_value = "0.7", value_parser = score, value_name = "SCORE")]
    pub(crate) threshold: Score,
    /// Most hits for a row.
    #[arg(long, default_value = "20", value_name = "N", value_parser = at_least_one)]
    pub(crate) limit: NonZeroUsize,
    /// Output: table, csv, jsonl, xlsx or html. By default a table, or what --output's ending says.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<interdict_report::Format>,
    /// File to write to, instead of standard output.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Also write an HTML report to this file. A table run writes interdict-report.html by default.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) report: Option<PathBuf>,
    /// Write no HTML report.
    #[arg(long, conflicts_with = "report")]
    pub(crate) no_report: bool,
    /// Read column COLUMN as FIELD; repeat for more. A wrong FIELD lists the fields there are.
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = pair)]
    pub(crate) map: Vec<(String, String)>,
    /// Sheet of a spreadsheet, by name; the first with data by default.
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// How 03/04/1970 is meant; by default what the file itself shows.
    #[arg(long, value_name = "ORDER")]
    pub(crate) date_order: Option<DateOrder>,
    /// Encoding of a text file, such as windows-1251; by default what the file itself shows.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Delimiter of a text file: one character, or tab; by default what the file itself shows.
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub(crate) delimiter: Option<u8>,
    /// The first row is data; --map then goes by the number of the column, such as 1=name.
    #[arg(long)]
    pub(crate) no_header: bool,
    /// Threads to screen with; all cores by default.
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Compare every row with every listed name. Slow; proves that the search loses nothing.
    #[arg(long)]
    pub(crate) exhaustive: bool,
    /// End with exit code 3 if any of these was found: hits, bad-rows, review.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) fail_on: Vec<FailOn>,
}

/// Which figure of 03/04/1970 is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum DateOrder {
    /// The first.
    DayFirst,
    /// The second.
    MonthFirst,
}

/// What makes `screen` end with exit code 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FailOn {
    /// A row has a hit.
    Hits,
    /// A row could not be read.
    BadRows,
    /// A row has a value that could not be read.
    Review,
}

#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  interdict search Kim Jong Sik
  interdict search \"Korea Mining Development\" --schema Organization
  interdict search --imo 8628597
  interdict search 'Ri Pyong Chol' --born 1948 --country kp")]
pub(crate) struct Search {
    /// The name, in any script.
    #[arg(required_unless_present_any = ["imo", "number"])]
    pub(crate) name: Vec<String>,
    #[command(flatten)]
    pub(crate) index: IndexArg,
    /// What it is: Person, Organization, Vessel …
    #[arg(long, value_name = "SCHEMA", value_parser = schema)]
    pub(crate) schema: Option<Schema>,
    /// Date of birth, incorporation or building, such as 1948 or 1948-03-05.
    #[arg(long, value_name = "DATE", value_parser = born)]
    pub(crate) born: Option<PartialDate>,
    /// Country, by name or code; repeat for more.
    #[arg(long, value_name = "COUNTRY", value_parser = country)]
    pub(crate) country: Vec<Country>,
    /// IMO number of a ship.
    #[arg(long, value_name = "NUMBER", value_parser = imo)]
    pub(crate) imo: Option<String>,
    /// Passport, tax, registration or other document number.
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    pub(crate) number: Option<String>,
    /// Least score of a hit, 0 to 1.
    #[arg(long, default_value = "0.7", value_parser = score, value_name = "SCORE")]
    pub(crate) threshold: Score,
    /// Most hits.
    #[arg(long, default_value = "10", value_name = "N", value_parser = at_least_one)]
    pub(crate) limit: NonZeroUsize,
    /// Print JSON instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  interdict show un-KPi.066
  interdict show KPe.001
  interdict show un-imo-8628597 --json")]
pub(crate) struct Show {
    /// Id of the entity, a reference number on a list, or an IMO number.
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) index: IndexArg,
    /// Print FollowTheMoney JSON lines instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  interdict compare pairs.csv --output scores.csv
  interdict compare pairs.csv --explain

PAIRS.csv has the columns name1, name2 and, if known, schema; the others are kept. The output adds
`score` and, with --explain, `explanation`.")]
pub(crate) struct Compare {
    /// CSV of name pairs.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) pairs: PathBuf,
    /// File to write to, instead of standard output.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Add the alignment of the parts.
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  interdict update
  interdict update un ofac-sdn
  interdict update --write-config sources.toml
  interdict update --config sources.toml
  interdict update un --accept \"UN removed 84 entries on 2023-10-19, checked against the press release\"

A release that cannot be read whole is refused, and so is one that is older than the last good one
or shrank by more than 10 %. The last good one stays in use. --accept takes what is older or shrank
and records the reason; nothing takes a release of which records could not be read.")]
pub(crate) struct Update {
    /// Sources to fetch, by name; all enabled ones by default.
    pub(crate) sources: Vec<String>,
    /// Config with addresses and formats, instead of the one in the data folder or the program.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    /// Write the commented default config to this file and stop.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) write_config: Option<PathBuf>,
    /// Take a release that is older or shrank, for this reason, which is recorded and shown.
    #[arg(long, value_name = "REASON", value_parser = reason)]
    pub(crate) accept: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  interdict build --source un=consolidated.xml --source ofac=sdn_advanced.xml --index lists.idx
  interdict build --source ofac=legacy_csv_folder/ --index lists.idx
  interdict build --source ftm=entities.ftm.json --index indexes/

Kinds: un, ofac, eu, uk, ca, ch, ftm (FollowTheMoney, as OpenSanctions publishes). PATH is a file,
or a folder whose files make up one release (OFAC's CSV set, FollowTheMoney entities with their
deltas). If --index names a folder (an existing one, or ending in /), the file in it is named by its
digest. The index appears whole or not at all: a refused release leaves the one before as it was.")]
pub(crate) struct Build {
    /// Source to compile; repeat for more.
    #[arg(long = "source", value_name = "KIND=PATH", required = true)]
    pub(crate) sources: Vec<String>,
    /// Index file to write, or a folder.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) index: PathBuf,
    /// Index that the new one replaces: a release that shrank against it, or is missing, is refused.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) previous: Option<PathBuf>,
    /// Largest shrinking accepted, in per cent.
    #[arg(long, value_name = "PERCENT", default_value_t = interdict::TOLERANCE, value_parser = clap::value_parser!(u32).range(0..=100))]
    pub(crate) tolerance: u32,
    /// Take releases that are not whole or shrank, for this reason, which is recorded.
    #[arg(long, value_name = "REASON", value_parser = reason)]
    pub(crate) accept: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  interdict lists
  interdict lists --by-date
  interdict lists --index lists.idx --defects
  interdict lists --json")]
pub(crate) struct Lists {
    #[command(flatten)]
    pub(crate) index: IndexArg,
    /// Show the defects found in each release.
    #[arg(long)]
    pub(crate) defects: bool,
    /// Count designations by listing date: the sets of measures over time.
    #[arg(long)]
    pub(crate) by_date: bool,
    /// Print JSON instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  interdict diff old.idx new.idx
  interdict diff un=un_2023-10-05.xml un=un_2023-10-19.xml
  interdict diff embedded current --json")]
pub(crate) struct Diff {
    /// Index file, KIND=PATH of a release, `embedded`, or `current`.
    pub(crate) before: String,
    /// The same.
    pub(crate) after: String,
    /// Print one JSON object a change instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  interdict completions bash > ~/.local/share/bash-completion/completions/interdict
  interdict completions zsh > ~/.zfunc/_interdict
  interdict completions fish > ~/.config/fish/completions/interdict.fish")]
pub(crate) struct Completions {
    /// Shell.
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  interdict man ~/.local/share/man/man1
  man interdict-screen")]
pub(crate) struct Man {
    /// Folder to write to.
    #[arg(value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }
}
