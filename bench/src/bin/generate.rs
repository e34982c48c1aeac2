// SPDX-License-Identifier: Apache-2.0
//! Writes a generated list or customer book to standard output.
//!
//! `generate list COUNT SEED > list.ftm.jsonl`, `generate queries COUNT SEED > queries.csv`;
//! the frequencies come from the `names` folder of the shared material (`INTERDICT_SHARED`).

use interdict_bench::{Tables, shared, write_list, write_queries};
use std::io::{self, BufWriter};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = io::Write::write_fmt(&mut io::stderr(), format_args!("generate: {error}\n"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let usage =
        || io::Error::new(io::ErrorKind::InvalidInput, "usage: generate list|queries COUNT SEED");
    let [what, count, seed] = args.as_slice() else { return Err(usage()) };
    let count = count.parse().map_err(|_| usage())?;
    let seed = seed.parse().map_err(|_| usage())?;
    let tables = Tables::read(&shared().join("names"))?;
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    match what.as_str() {
        "list" => write_list(&tables, count, seed, &mut out),
        "queries" => write_queries(&tables, count, seed, &mut out),
        _ => Err(usage()),
    }
}
