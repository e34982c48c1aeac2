// SPDX-License-Identifier: Apache-2.0
//! How many bytes a second each reader takes in.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench is no interface, and stops at the first surprise"
)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use interdict::read_release;
use interdict_bench::samples;
use std::io::Write;
use std::time::Duration;

fn readers(c: &mut Criterion) {
    let (there, absent) = samples();
    for label in absent {
        let _ = writeln!(std::io::stderr(), "skipped: no file for the reader of {label}");
    }
    let mut group = c.benchmark_group("readers");
    group.sample_size(10).warm_up_time(Duration::from_millis(300));
    group.measurement_time(Duration::from_secs(2));
    for sample in there {
        group.throughput(Throughput::Bytes(sample.bytes));
        let label = if sample.fixture {
            format!("{} (fixture)", sample.label)
        } else {
            sample.label.to_owned()
        };
        group.bench_function(label, |b| {
            b.iter(|| read_release(&sample.source, &mut |_| Ok(())).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, readers);
criterion_main!(benches);
