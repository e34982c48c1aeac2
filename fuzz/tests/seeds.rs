// SPDX-License-Identifier: Apache-2.0
//! The targets without libFuzzer: every seed and a bounded, always equal number of changes to each.
//!
//! `FUZZ_TARGET=un FUZZ_INPUT=path cargo test --manifest-path fuzz/Cargo.toml` runs one input.

use std::fs;
use std::path::{Path, PathBuf};

/// A small generator of numbers, the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % limit.max(1)
    }
}

fn changed(seed: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut out = seed.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(out.len());
        match numbers.below(6) {
            0 => out.truncate(at),
            1 if at < out.len() => out[at] ^= 1 << numbers.below(8),
            2 if at < out.len() => {
                out[at] = [0, 0xff, b'"', b'<', b'>', b',', b'\n', b'{'][numbers.below(8)]
            }
            3 => {
                let to = (at + numbers.below(64)).min(out.len());
                out.drain(at..to);
            }
            4 => {
                let to = (at + numbers.below(256)).min(out.len());
                let piece = out[at..to].to_vec();
                out.splice(at..at, piece);
            }
            _ => out.insert(at, u8::try_from(numbers.below(256)).unwrap()),
        }
    }
    out
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|e| e.unwrap().path()) {
        if path.is_dir() { files(&path, out) } else { out.push(path) }
    }
}

#[test]
fn seeds_and_their_neighbours_show_no_fault() {
    if let (Ok(target), Ok(input)) = (std::env::var("FUZZ_TARGET"), std::env::var("FUZZ_INPUT")) {
        let path = Path::new("..").join(&input);
        let path = if path.exists() { path } else { PathBuf::from(input) };
        return interdict_fuzz::run(&target, &fs::read(path).unwrap());
    }
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut inputs = 0;
    for target in interdict_fuzz::names() {
        let mut seeds = Vec::new();
        files(&Path::new("seeds").join(target), &mut seeds);
        if target.starts_with("index") {
            files(Path::new("../corpus/index/v1"), &mut seeds);
        } else {
            let folder = target.split('_').next().unwrap();
            files(&Path::new("../crates/lists/tests/fixtures").join(folder), &mut seeds);
        }
        seeds.sort();
        for seed in seeds {
            let bytes = fs::read(&seed).unwrap();
            interdict_fuzz::run(target, &bytes);
            inputs += 1;
            for _ in 0..200 {
                interdict_fuzz::run(target, &changed(&bytes, &mut numbers));
            }
        }
    }
    assert!(inputs > 80, "only {inputs} seeds were found");
}
