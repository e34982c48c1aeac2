// SPDX-License-Identifier: Apache-2.0
//! A measurement, run by hand: `cargo test --release -p interdict-lists --test ftm_speed -- --ignored --nocapture`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints, and stops at the first surprise"
)]

use interdict_lists::{Document, read};
use interdict_model::SourceKind;
use std::io::Read;
use std::path::PathBuf;
use std::time::Instant;

/// The same bytes again and again, so that a large file need not be held.
struct Again<'b> {
    bytes: &'b [u8],
    at: usize,
    left: u32,
}

impl Read for Again<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.bytes.len() && self.left > 1 {
            self.at = 0;
            self.left -= 1;
        }
        let n = (&self.bytes[self.at..]).read(out)?;
        self.at += n;
        Ok(n)
    }
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or("VmHWM: unknown");
    line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
}

#[test]
#[ignore = "a measurement"]
fn microseconds_a_line() {
    let root = std::env::var_os("INTERDICT_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let Ok(bytes) = std::fs::read(root.join("bench/list.ftm.jsonl")) else {
        println!("skipped: bench/list.ftm.jsonl is not there");
        return;
    };
    println!("before: peak memory {}", peak());
    for times in [1, 100] {
        let source = Again { bytes: &bytes, at: 0, left: times };
        let mut values = 0_u64;
        let mut sink = |entity: interdict_model::Entity| {
            values += (entity.names.len() + entity.facts.len()) as u64;
            Ok(())
        };
        let start = Instant::now();
        let document = vec![Document::new("list.ftm.jsonl", source)];
        let release = read(SourceKind::Ftm, document, &mut sink).unwrap();
        let took = start.elapsed();
        #[allow(clippy::cast_precision_loss, reason = "a figure to look at")]
        let each = took.as_secs_f64() * 1e6 / release.total() as f64;
        println!(
            "{} entities, {values} values: {took:?}, {each:.2} µs a line; peak memory {}; {:?}",
            release.total(),
            peak(),
            release.defects
        );
    }
}
