// SPDX-License-Identifier: Apache-2.0
//! Parents named in free text: "Father's name: …", "Mother’s name is …".

use interdict_model::{Fact, Property};

/// The parents a remark names.
pub(crate) fn read(text: &str) -> Vec<Fact> {
    let plain = text.replace(['’', '‘', '`', '´'], "'");
    let lower = plain.to_ascii_lowercase();
    let mut facts = Vec::new();
    for (word, property) in [("father", Property::FATHER_NAME), ("mother", Property::MOTHER_NAME)] {
        for (at, _) in lower.match_indices(word) {
            let before = lower.get(..at).and_then(|t| t.chars().next_back());
            if before.is_some_and(char::is_alphabetic) {
                continue;
            }
            let Some(name) = plain.get(at + word.len()..).and_then(name_after) else { continue };
            let fact = Fact::text(property.clone(), name);
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        }
    }
    facts
}

/// The name after "'s name is" or "'s name:", up to the next sign that ends one.
fn name_after(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix("'s").or_else(|| rest.strip_prefix('s')).unwrap_or(rest);
    let rest = rest.trim_start();
    let word = rest.get(..4).filter(|w| w.eq_ignore_ascii_case("name"))?;
    let rest = rest.get(word.len()..)?.trim_start();
    let name = match rest.strip_prefix(':') {
        Some(name) => name,
        None => rest.strip_prefix("is ").or_else(|| rest.strip_prefix("was "))?.trim_start(),
    };
    let name = name.split([',', ';', '.', ')', '(', '\n']).next()?;
    let name = name.trim().trim_matches(['"', '\'']);
    (!name.is_empty() && name.len() <= 80).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_are_read_in_every_spelling() {
        for (text, expected) in [
            (
                "(Father's name: Orlo Venn, Mother's name: Tasha.)",
                "fatherName=Orlo Venn motherName=Tasha",
            ),
            (
                "Father’s name is Samba; Mother’s name is In-Uasne.",
                "fatherName=Samba motherName=In-Uasne",
            ),
            ("Mothers name: Fatma Ali Majour. Height 1.70m", "motherName=Fatma Ali Majour"),
            ("Grandfather's name is Ali", ""),
            ("His father's name is known to us: ", "fatherName=known to us:"),
            ("father", ""),
            ("Father's name:", ""),
        ] {
            let shown: Vec<_> = read(text)
                .iter()
                .map(|f| format!("{}={}", f.property, f.value.as_text()))
                .collect();
            assert_eq!(shown.join(" "), expected, "{text}");
        }
    }
}
