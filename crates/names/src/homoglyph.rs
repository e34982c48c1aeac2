// SPDX-License-Identifier: Apache-2.0
//! Repairs words that mix Latin letters with Cyrillic or Greek letters of the same shape.

use crate::script::Script;

/// Cyrillic and Greek small letters (after case folding) whose small or capital shape is that of
/// a Latin letter.
const PAIRS: &[(char, char)] = &[
    ('а', 'a'),
    ('в', 'b'),
    ('с', 'c'),
    ('ԁ', 'd'),
    ('е', 'e'),
    ('ё', 'e'),
    ('ғ', 'f'),
    ('ԍ', 'g'),
    ('һ', 'h'),
    ('н', 'h'),
    ('і', 'i'),
    ('ї', 'i'),
    ('ј', 'j'),
    ('к', 'k'),
    ('ӏ', 'l'),
    ('м', 'm'),
    ('п', 'n'),
    ('о', 'o'),
    ('р', 'p'),
    ('ԛ', 'q'),
    ('г', 'r'),
    ('ѕ', 's'),
    ('т', 't'),
    ('ц', 'u'),
    ('ѵ', 'v'),
    ('ԝ', 'w'),
    ('х', 'x'),
    ('у', 'y'),
    ('ү', 'y'),
    ('з', '3'),
    ('α', 'a'),
    ('β', 'b'),
    ('ε', 'e'),
    ('ζ', 'z'),
    ('η', 'h'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('μ', 'm'),
    ('ν', 'n'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('τ', 't'),
    ('υ', 'y'),
    ('χ', 'x'),
    ('ω', 'w'),
];

/// The Latin letter that `c` looks like.
fn to_latin(c: char) -> Option<char> {
    PAIRS.iter().find(|(other, _)| *other == c).map(|(_, latin)| *latin)
}

/// The Cyrillic letter that a Latin letter looks like.
fn to_cyrillic(c: char) -> Option<char> {
    PAIRS
        .iter()
        .find(|(other, latin)| *latin == c && Script::of(*other) == Script::Cyrillic)
        .map(|(other, _)| *other)
}

/// The word in one script if it mixes Latin with look-alikes; `None` if it needs no repair or
/// cannot be brought into one script.
pub(crate) fn repair(word: &str) -> Option<String> {
    let (mut latin, mut foreign) = (false, false);
    for c in word.chars() {
        match Script::of(c) {
            Script::Latin => latin = true,
            Script::Cyrillic | Script::Greek => foreign = true,
            _ => {}
        }
    }
    if !(latin && foreign) {
        return None;
    }
    whole(word, to_latin, &[Script::Cyrillic, Script::Greek])
        .or_else(|| whole(word, to_cyrillic, &[Script::Latin]))
}

/// A word wholly of Cyrillic or Greek look-alikes, read as Latin.
pub(crate) fn as_latin(word: &str) -> Option<String> {
    whole(word, to_latin, &[Script::Cyrillic, Script::Greek])
}

/// Maps every letter of the `from` scripts; `None` if one of them has no counterpart.
fn whole(word: &str, map: impl Fn(char) -> Option<char>, from: &[Script]) -> Option<String> {
    word.chars().map(|c| if from.contains(&Script::of(c)) { map(c) } else { Some(c) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixed_words_come_into_one_script() {
        // The second letter is Cyrillic.
        assert_eq!(repair("kіm").as_deref(), Some("kim"));
        assert_eq!(repair("gаzprom").as_deref(), Some("gazprom"));
        // The first letter has no Latin twin, so the word was Cyrillic.
        assert_eq!(repair("бyтин").as_deref(), Some("бутин"));
        assert_eq!(repair("kim"), None);
        assert_eq!(repair("ким"), None);
        assert_eq!(as_latin("рак").as_deref(), Some("pak"));
    }
}
