// SPDX-License-Identifier: Apache-2.0
//! How many parties a second one thread screens: people on no list, and listed people as listed and
//! altered. A searcher is new for every round, so that what it remembers counts too.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench is no interface, and stops at the first surprise"
)]

mod support;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use interdict::{Index, Options, Party, Schema, Searcher};
use std::time::Duration;

fn rows(c: &mut Criterion) {
    let (label, entities, release) = support::list();
    let own: Vec<String> =
        entities.iter().flat_map(|e| e.names.iter().map(|n| n.text.clone())).take(500).collect();
    let index = Index::from_bytes(support::index(&entities, release)).unwrap();
    let mut group = c.benchmark_group(format!("search {label}"));
    group.sample_size(10).warm_up_time(Duration::from_millis(500));
    group.measurement_time(Duration::from_secs(3));
    let files = [
        ("on no list, US", "neg_us_full_dev.csv"),
        ("on no list, any script", "neg_global_full_dev.csv"),
        ("UN, as listed and altered", "screening_queries_dev.csv"),
        ("UN and OFAC, altered twice", "screening_hard_dev.csv"),
    ];
    let from_files =
        files.iter().filter_map(|(label, f)| Some((*label, support::queries(f, 2000)?)));
    for (label, names) in from_files.chain([("names of the list", own)]) {
        let parties: Vec<Party> = names
            .into_iter()
            .map(|name| Party {
                names: vec![name],
                schema: Some(Schema::PERSON),
                ..Party::default()
            })
            .collect();
        group.throughput(Throughput::Elements(parties.len() as u64));
        group.bench_function(label, |b| {
            b.iter(|| {
                let mut searcher = Searcher::new(&index);
                let options = Options::default();
                parties.iter().map(|p| searcher.screen(p, &options).unwrap().len()).sum::<usize>()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, rows);
criterion_main!(benches);
