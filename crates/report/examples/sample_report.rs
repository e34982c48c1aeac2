// SPDX-License-Identifier: Apache-2.0
//! Writes an invented run in every format into a directory, for looking at:
//! `cargo run -p interdict-report --example sample_report -- DIRECTORY`.

#[path = "../tests/sample/mod.rs"]
mod sample;

use interdict_report::{Format, Style, writer};
use std::fs::{File, create_dir_all};
use std::io;
use std::path::PathBuf;

fn main() -> io::Result<()> {
    let Some(directory) = std::env::args_os().nth(1).map(PathBuf::from) else {
        return Err(io::Error::other("name the directory to write to"));
    };
    create_dir_all(&directory)?;
    let run = sample::run();
    let rows = sample::rows();
    for format in Format::ALL {
        let file = File::create(directory.join(format!("sample.{format}")))?;
        let style = Style { color: format == Format::Table, width: 100 };
        sample::write_all(writer(format, &run.as_run(), Box::new(file), style)?, &rows)?;
    }
    Ok(())
}
