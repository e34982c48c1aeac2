// SPDX-License-Identifier: Apache-2.0
//! Forms of one given name: Bill and William, Sasha and Aleksandr, Mohammed and Mehmet.

use foldhash::{HashMap, HashMapExt};
use std::sync::OnceLock;

/// Group keys (`@william`) by name.
type Groups = HashMap<&'static str, Vec<&'static str>>;

/// The groups a given name belongs to, as keys that begin with `@`; two names that share a key
/// are forms of one name. Empty for a name in no group.
pub fn nicknames(form: &str) -> &'static [&'static str] {
    groups().get(form).map_or(&[], Vec::as_slice)
}

/// Whether two names share a group.
pub(crate) fn share(a: &str, b: &str) -> bool {
    let a = nicknames(a);
    !a.is_empty() && nicknames(b).iter().any(|key| a.contains(key))
}

fn groups() -> &'static Groups {
    static GROUPS: OnceLock<Groups> = OnceLock::new();
    GROUPS.get_or_init(|| parse(include_str!("../data/nicknames.tsv")))
}

fn parse(table: &'static str) -> Groups {
    let mut groups: Groups = HashMap::with_capacity(4096);
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let Some((key, names)) = line.split_once('\t') else { continue };
        for name in names.split(' ') {
            let keys = groups.entry(name).or_default();
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    groups
}

/// The other names that share a group with a given name, in the order of the table, each once.
pub fn namesakes(form: &str) -> Vec<&'static str> {
    static MEMBERS: OnceLock<HashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let members = MEMBERS.get_or_init(|| {
        let mut members: HashMap<&'static str, Vec<&'static str>> = HashMap::with_capacity(1024);
        for line in
            include_str!("../data/nicknames.tsv").lines().filter(|line| !line.starts_with('#'))
        {
            let Some((key, names)) = line.split_once('\t') else { continue };
            members.entry(key).or_default().extend(names.split(' '));
        }
        members
    });
    let mut out = Vec::new();
    for name in nicknames(form).iter().filter_map(|key| members.get(key)).flatten() {
        if *name != form && !out.contains(name) {
            out.push(*name);
        }
    }
    out
}
