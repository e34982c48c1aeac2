// SPDX-License-Identifier: Apache-2.0
//! Countries printed with their history: "Ukrainian SSR (now Ukraine)", "Russia (USSR)".

use crate::values;
use interdict_model::Country;

/// The country a text means today; `None` where it names none.
pub(crate) fn country(printed: &str) -> Option<Country> {
    values::country_code(printed).or_else(|| renamed(printed)).or_else(|| of_a_union(printed))
}

/// What follows "now", "currently" or "present-day".
fn renamed(printed: &str) -> Option<Country> {
    let lower = printed.to_ascii_lowercase();
    ["now ", "currently ", "current ", "present-day "].iter().find_map(|word| {
        let at = lower.rfind(word)?;
        let before = lower.get(..at)?.chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let rest = printed.get(at + word.len()..)?.trim_matches([' ', ')', '(', ',', '.']);
        values::country_code(rest.strip_prefix("in ").unwrap_or(rest))
    })
}

/// A country with the union it belonged to in brackets.
fn of_a_union(printed: &str) -> Option<Country> {
    let (name, remark) = printed.split_once('(')?;
    let remark = remark.to_ascii_lowercase();
    let past =
        ["ussr", "sfsr", "soviet", "former", "yugoslavia"].iter().any(|w| remark.contains(w));
    past.then(|| values::country_code(name.trim())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_present_state_is_found() {
        for (printed, code) in [
            ("Ukrainian SSR (now Ukraine)", Some("ua")),
            ("Former USSR Currently Belarus", Some("by")),
            ("Russia (former Russian SFSR)", Some("ru")),
            ("Ukrainian SSR now Ukraine", Some("ua")),
            ("Malta", Some("mt")),
            ("Snow Malta", None),
            ("Atlantis (former USSR)", None),
        ] {
            let found = country(printed).map(|c| c.to_string());
            assert_eq!(found.as_deref(), code, "{printed}");
        }
    }
}
