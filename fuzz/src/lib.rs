// SPDX-License-Identifier: Apache-2.0
//! What every fuzz target does with its bytes, as plain functions, so that libFuzzer, a test and a
//! person with a file in hand drive the same code.
//!
//! Each function panics when the code under test does what it must not: panic, lose a record
//! between two forms, or fail without a reason. [`run`] finds one by its target's name.

mod index;
mod intake;
mod lists;
#[path = "../../crates/screen/tests/support/seal.rs"]
mod seal;
mod text;
mod workbook;

use interdict_model::SourceKind;

/// A function that is fed arbitrary bytes.
pub type Body = fn(&[u8]);

/// The readers of lists: target, kind, the name a lone file goes by. A new reader is one line here
/// and a two-line file in `fuzz_targets`.
pub const READERS: &[(&str, SourceKind, &str)] = &[
    ("au", SourceKind::Au, "au.csv"),
    ("ca", SourceKind::Ca, "sema.xml"),
    ("ch", SourceKind::Ch, "whole-list.xml"),
    ("eu", SourceKind::Eu, "fsf.xml"),
    ("ftm", SourceKind::Ftm, "entities.ftm.json"),
    ("ftm_statements", SourceKind::Ftm, "statements.csv"),
    ("house", SourceKind::Csv, "watchlist.csv"),
    ("jp", SourceKind::Jp, "list.xlsx"),
    ("ofac_advanced", SourceKind::Ofac, "sdn_advanced.xml"),
    ("ofac_classic", SourceKind::Ofac, "sdn.xml"),
    ("ofac_enhanced", SourceKind::Ofac, "sdn_enhanced.xml"),
    ("ofac_legacy", SourceKind::Ofac, "sdn.csv"),
    ("uk", SourceKind::Uk, "uksl.csv"),
    ("un", SourceKind::Un, "consolidated.xml"),
    ("un_pdf", SourceKind::Un, "vessels.pdf"),
    ("un_vessels", SourceKind::Un, "vessels.html"),
];

/// All other doors through which bytes come in.
pub const OTHERS: &[(&str, Body)] = &[
    ("codes", text::codes),
    ("config", text::config),
    ("ftm_entity", lists::ftm_entity),
    ("index", index::open),
    ("index_sealed", index::sealed),
    ("intake", intake::rows),
    ("names", text::names),
    ("workbook", workbook::sheet),
];

/// Every target's name.
pub fn names() -> impl Iterator<Item = &'static str> {
    READERS.iter().map(|(name, ..)| *name).chain(OTHERS.iter().map(|(name, _)| *name))
}

/// Runs the target of a name on some bytes.
///
/// # Panics
/// When there is no such target, or the bytes show a fault.
pub fn run(target: &str, data: &[u8]) {
    if let Some((_, kind, file)) = READERS.iter().find(|(name, ..)| *name == target) {
        return lists::read(*kind, file, data);
    }
    match OTHERS.iter().find(|(name, _)| *name == target) {
        Some((_, body)) => body(data),
        None => panic!("there is no target {target:?}"),
    }
}

/// The body of a file in `fuzz_targets`.
#[macro_export]
macro_rules! fuzz {
    ($name:literal) => {
        libfuzzer_sys::fuzz_target!(
            init: $crate::pass_over_caught_panics(),
            |data: &[u8]| $crate::run($name, data)
        );
    };
}

/// The libraries that read workbooks may panic on a crafted one; their caller catches that.
/// libFuzzer's hook would abort at once, so it is told to pass those panics over. One that is not
/// caught still ends the run: libFuzzer aborts when a panic reaches it.
pub fn pass_over_caught_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let foreign = ["/calamine-", "/zip-"];
        match info.location().filter(|l| foreign.iter().any(|f| l.file().contains(f))) {
            Some(place) => eprintln!("a panic to be caught, at {place}"),
            None => before(info),
        }
    }));
}
