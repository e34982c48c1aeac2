// SPDX-License-Identifier: Apache-2.0
//! Coverage of the shared tables of names: pairs across scripts and Korean romanisations. The
//! tables are not part of the repository; without them these tests say so and pass.

#![allow(clippy::print_stdout, reason = "coverage figures and skipped tables are to be seen")]

use interdict_names::{Analysed, Class, analyse, joined, likeness};
use std::path::PathBuf;

fn shared(path: &str) -> Option<String> {
    let root = std::env::var_os("INTERDICT_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(root.join(path)).ok();
    if text.is_none() {
        println!("skipped: no {path} under {}", root.display());
    }
    text
}

/// Whether every slot of `a` finds a like slot, or a like pair of neighbours, in `b`.
fn covered(a: &Analysed, b: &Analysed) -> bool {
    let texts = |name: &Analysed| -> Vec<String> {
        let own = name.slots.iter().flat_map(|slot| slot.forms.iter().map(|f| f.text.clone()));
        let pairs = name.slots.windows(2).filter_map(|pair| joined(&pair[0], &pair[1]));
        own.chain(pairs.map(|form| form.text)).collect()
    };
    let words = texts(b);
    let slot_like = |slot: &interdict_names::Slot| {
        slot.forms.iter().any(|f| words.iter().any(|w| likeness(&f.text, w).is_some()))
    };
    let mut at = 0;
    while at < a.slots.len() {
        if slot_like(&a.slots[at]) {
            at += 1;
        } else if a.slots.get(at + 1).is_some_and(|next| {
            joined(&a.slots[at], next)
                .is_some_and(|form| words.iter().any(|w| likeness(&form.text, w).is_some()))
        }) {
            at += 2;
        } else {
            return false;
        }
    }
    true
}

fn both_ways(a: &str, b: &str) -> bool {
    let (a, b) = (analyse(a, Class::Person), analyse(b, Class::Person));
    covered(&a, &b) && covered(&b, &a)
}

#[test]
fn pairs_across_scripts() {
    let Some(text) = shared("names/cross_script_pairs.csv") else { return };
    let (mut met, mut all) = (0, 0);
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        let mut columns = line.split(',');
        let (Some(a), Some(b)) = (columns.next(), columns.next()) else { continue };
        all += 1;
        if both_ways(a, b) {
            met += 1;
        } else {
            println!("not met: {a} / {b}");
        }
    }
    println!("cross-script pairs met: {met} of {all}");
    assert!(met == all && all > 20, "{met} of {all}");
}

#[test]
fn korean_tables() {
    for file in ["names/korean_surnames.csv", "names/korean_syllables.csv"] {
        let Some(text) = shared(file) else { return };
        let (mut met, mut all) = (0, 0);
        for line in text.lines().skip(1) {
            let columns: Vec<&str> = line.split(',').collect();
            let &[hangul, _, dprk, mr, rr, rok, ..] = columns.as_slice() else { continue };
            for hangul in hangul.split('/') {
                let surname = file.contains("surnames");
                let name = if surname { format!("{hangul}철") } else { format!("김{hangul}") };
                let analysed = analyse(&name, Class::Person);
                let slot = &analysed.slots[usize::from(!surname)];
                for latin in [dprk, mr, rr, rok].join(";").split([';', '(', ')']) {
                    let key = interdict_names::fold(latin);
                    if key.is_empty() || key.starts_with(' ') || latin.trim().starts_with('-') {
                        continue;
                    }
                    all += 1;
                    if slot.forms.iter().any(|form| form.text == key) {
                        met += 1;
                    } else {
                        println!("{file}: {hangul} is not spelled {key}: {:?}", slot.forms);
                    }
                }
            }
        }
        println!("{file}: {met} of {all} spellings");
        assert!(met * 100 >= all * 90, "{met} of {all}");
    }
}

/// Recall of single words across scripts on the development tables of transliterations.
#[test]
fn transliteration_tables() {
    for (file, column, floor) in [
        ("names/transliteration/wd_russian_80.tsv", 1, 40),
        ("names/transliteration/wd_arabic_80.tsv", 1, 30),
        ("names/transliteration/wd_katakana_80.tsv", 1, 5),
        ("names/transliteration/wd_hebrew_names_dev.tsv", 1, 5),
    ] {
        let Some(text) = shared(file) else { return };
        let (mut met, mut all) = (0_u32, 0_u32);
        for line in text.lines().step_by(37) {
            let columns: Vec<&str> = line.split('\t').collect();
            let (Some(latin), Some(native)) = (columns.first(), columns.get(column)) else {
                continue;
            };
            let native = if file.contains("names_dev") {
                (*native).to_owned()
            } else {
                native.replace(' ', "")
            };
            all += 1;
            met += u32::from(covered(
                &analyse(&native, Class::Person),
                &analyse(latin, Class::Person),
            ));
        }
        println!("{file}: {met} of {all} met ({} %)", met * 100 / all.max(1));
        assert!(met * 100 >= all * floor, "{file}: {met} of {all}");
    }
}
