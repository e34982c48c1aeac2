// SPDX-License-Identifier: Apache-2.0
//! A large file is screened in constant memory.

#![cfg(target_os = "linux")]

use crate::world::World;
use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

/// Rows of the everyday test; a build without optimisation is slow. The large test has
/// `INTERDICT_ROWS` rows, 300,000 by default.
const ROWS: usize = 20_000;
/// Most memory, in kilobytes.
const MOST: u64 = 200 * 1024;

/// The most memory the process has held so far, in kilobytes.
fn peak(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn screen(rows: usize) {
    let given = ["Anna", "Kim", "Mohammed", "Ri", "Olga", "Jong", "Peter", "Pak", "Fatima", "Wei"];
    let world = World::new();
    let file = std::fs::File::create(world.path("big.csv")).unwrap();
    let mut file = std::io::BufWriter::new(file);
    writeln!(file, "id,name,birth_date,country").unwrap();
    for i in 0..rows {
        let (a, b) = (given[i % 10], given[i / 10 % 10]);
        let born = 1940 + i % 60;
        writeln!(file, "{i},{a} {b}{:x} {b},{born}-01-02,KP", i * 7919 % 99991).unwrap();
    }
    file.flush().unwrap();
    let args = ["-q", "screen", "big.csv", "-o", "hits.jsonl", "--report", "r.html"];
    let mut child = world.command(&args).stderr(Stdio::piped()).spawn().unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        most = most.max(peak(child.id()).unwrap_or_default());
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let result = std::fs::File::open(world.path("hits.jsonl")).unwrap();
    let lines = std::io::BufRead::lines(std::io::BufReader::new(result)).count();
    assert_eq!(lines, rows);
    println!("{rows} rows: {} MB at most", most / 1024);
    assert!(most > 0 && most < MOST, "{most} kB for {rows} rows");
}

#[test]
fn memory_does_not_grow_with_the_file() {
    screen(ROWS);
}

#[test]
#[ignore = "takes minutes without optimisation; run it with --release"]
fn three_hundred_thousand_rows_fit_in_two_hundred_megabytes() {
    let rows = std::env::var("INTERDICT_ROWS").ok().and_then(|n| n.parse().ok());
    screen(rows.unwrap_or(300_000));
}
