// SPDX-License-Identifier: Apache-2.0
//! Measures start-up of the tables and the cost of a name and of a comparison, in release mode:
//! `cargo run --release -p interdict-names --example timing`.
#![allow(clippy::print_stdout, reason = "an example shows its result on the standard output")]

use interdict_names::{Class, analyse, fold, likeness};
use std::hint::black_box;
use std::time::Instant;

fn each(what: &str, rounds: u32, mut run: impl FnMut()) {
    let start = Instant::now();
    for _ in 0..rounds {
        run();
    }
    println!("{what}: {:?}", start.elapsed() / rounds.max(1));
}

fn main() {
    each("start-up (one name of every kind)", 1, || {
        for name in ["Kim Jong Un", "김정은", "金正恩", "Ким Чен Ын", "محمد", "Bank Co Ltd"]
        {
            black_box(analyse(name, Class::Unknown));
        }
        black_box(likeness("bill", "william"));
    });
    for (name, class) in [
        ("Michael Anthony Jordan", Class::Person),
        ("Kim Jong Un", Class::Person),
        ("Korea Kwangson Trading Co., Ltd.", Class::Organisation),
        ("Владимир Путин", Class::Person),
        ("김정은", Class::Person),
        ("金正恩", Class::Person),
        ("محمد بن سلمان", Class::Person),
    ] {
        each(&format!("analyse {name}"), 100_000, || {
            black_box(analyse(black_box(name), class));
        });
        each(&format!("fold    {name}"), 100_000, || {
            black_box(fold(black_box(name)));
        });
    }
    for (a, b) in [
        ("friedrich", "fridrich"),
        ("friedrich", "wolfgang"),
        ("friedrich", "friedmann"),
        ("kim", "kin"),
        ("bill", "william"),
        ("rosoboronexport", "rosoboroneksport"),
        ("~mhmd", "~mhmd"),
        ("김정은", "김정운"),
    ] {
        each(&format!("likeness {a} {b}"), 1_000_000, || {
            black_box(likeness(black_box(a), black_box(b)));
        });
    }
}
