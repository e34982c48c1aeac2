// SPDX-License-Identifier: Apache-2.0
//! Names whose usual Latin spelling their own letters do not give: vowels left out, readings that
//! must be known.

use crate::chinese;
use crate::token::tokenise;
use foldhash::{HashMap, HashMapExt};
use std::sync::OnceLock;

fn table() -> &'static HashMap<String, Vec<&'static str>> {
    static TABLE: OnceLock<HashMap<String, Vec<&'static str>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut map: HashMap<String, Vec<&'static str>> = HashMap::with_capacity(600);
        let table = include_str!("../data/known_names.tsv");
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((native, latin)) = line.split_once('\t') else { continue };
            for word in native.split(' ') {
                let folded: String = tokenise(word).into_iter().map(|t| t.plain).collect();
                let spellings = map.entry(chinese::simplify(&folded)).or_default();
                for spelling in latin.split(' ') {
                    if !spellings.contains(&spelling) {
                        spellings.push(spelling);
                    }
                }
            }
        }
        map
    })
}

/// The usual Latin spellings of a folded word (Han in simplified characters), if it is known.
pub(crate) fn spellings(word: &str) -> Option<&'static [&'static str]> {
    table().get(word).map(Vec::as_slice)
}
