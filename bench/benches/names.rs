// SPDX-License-Identifier: Apache-2.0
//! How long names take to be taken apart, words to be compared, and names to be compared.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench is no interface, and stops at the first surprise"
)]

mod support;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use interdict_names::{Class, analyse, compare, likeness};
use std::time::Duration;

fn names(c: &mut Criterion) {
    let (label, entities, _) = support::list();
    let names: Vec<String> = entities
        .iter()
        .filter(|e| e.schema.is_a("Person"))
        .flat_map(|e| e.names.iter().map(|n| n.text.clone()))
        .take(4000)
        .collect();
    let analysed: Vec<_> = names.iter().map(|n| analyse(n, Class::Person)).collect();
    let words: Vec<&str> = analysed.iter().flat_map(|n| n.slots.iter().map(|s| s.main())).collect();
    let mut group = c.benchmark_group(format!("names {label}"));
    group.sample_size(10).warm_up_time(Duration::from_millis(300));
    group.measurement_time(Duration::from_secs(2));
    group.throughput(Throughput::Elements(names.len() as u64));
    group.bench_function("analyse", |b| {
        b.iter(|| names.iter().map(|n| analyse(n, Class::Person).slots.len()).sum::<usize>());
    });
    // Each word with its neighbours in the list: mostly unlike, some alike.
    group.throughput(Throughput::Elements(words.len() as u64 * 8));
    group.bench_function("likeness", |b| {
        b.iter(|| {
            let pairs =
                words.windows(9).flat_map(|w| w[1..].iter().map(move |other| (w[0], *other)));
            pairs.filter(|(a, b)| likeness(a, b).is_some()).count()
        });
    });
    group.throughput(Throughput::Elements(analysed.len() as u64));
    group.bench_function("compare", |b| {
        b.iter(|| {
            let scores = analysed.windows(2).map(|w| compare(&w[0], &w[1]).alignment.score);
            scores.map(u64::from).sum::<u64>()
        });
    });
    group.finish();
}

criterion_group!(benches, names);
criterion_main!(benches);
