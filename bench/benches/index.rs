// SPDX-License-Identifier: Apache-2.0
//! How long an index takes to build from records in memory, and to open with everything checked.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench is no interface, and stops at the first surprise"
)]

mod support;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use interdict::Index;
use std::time::Duration;

fn build_and_open(c: &mut Criterion) {
    let (label, entities, release) = support::list();
    let mut group = c.benchmark_group("index");
    group.sample_size(10).warm_up_time(Duration::from_millis(500));
    group.measurement_time(Duration::from_secs(4));
    group.throughput(Throughput::Elements(entities.len() as u64));
    group.bench_function(format!("build {label}"), |b| {
        b.iter(|| support::index(&entities, release.clone()));
    });
    let file = tempfile::NamedTempFile::new().unwrap();
    let bytes = support::index(&entities, release);
    std::fs::write(file.path(), &bytes).unwrap();
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function(format!("open {label}"), |b| {
        b.iter(|| Index::open(file.path()).unwrap());
    });
    group.finish();
}

criterion_group!(benches, build_and_open);
criterion_main!(benches);
