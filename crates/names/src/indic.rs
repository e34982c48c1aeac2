// SPDX-License-Identifier: Apache-2.0
//! The Indic scripts and Thai in Latin letters.

/// What a character of the Indic blocks is; the blocks share one layout of 128 places.
enum Indic {
    Vowel(&'static str),
    Consonant(&'static str),
    Sign(&'static str),
    Virama,
    Nasal,
    Other,
}

fn indic_letter(c: char) -> Indic {
    match u32::from(c) & 0x7F {
        0x01 | 0x02 => Indic::Nasal,
        0x03 => Indic::Sign("h"),
        0x05 | 0x06 => Indic::Vowel("a"),
        0x07 | 0x08 => Indic::Vowel("i"),
        0x09 | 0x0A => Indic::Vowel("u"),
        0x0B => Indic::Vowel("ri"),
        0x0D..=0x0F => Indic::Vowel("e"),
        0x10 => Indic::Vowel("ai"),
        0x11..=0x13 => Indic::Vowel("o"),
        0x14 => Indic::Vowel("au"),
        0x15 => Indic::Consonant("k"),
        0x16 => Indic::Consonant("kh"),
        0x17 => Indic::Consonant("g"),
        0x18 => Indic::Consonant("gh"),
        0x19 | 0x1E | 0x23 | 0x28 | 0x29 => Indic::Consonant("n"),
        0x1A => Indic::Consonant("ch"),
        0x1B => Indic::Consonant("chh"),
        0x1C => Indic::Consonant("j"),
        0x1D => Indic::Consonant("jh"),
        0x1F | 0x24 => Indic::Consonant("t"),
        0x20 | 0x25 => Indic::Consonant("th"),
        0x21 | 0x26 => Indic::Consonant("d"),
        0x22 | 0x27 => Indic::Consonant("dh"),
        0x2A => Indic::Consonant("p"),
        0x2B => Indic::Consonant("ph"),
        0x2C => Indic::Consonant("b"),
        0x2D => Indic::Consonant("bh"),
        0x2E => Indic::Consonant("m"),
        0x2F | 0x5F => Indic::Consonant("y"),
        0x30 | 0x31 => Indic::Consonant("r"),
        0x32..=0x34 => Indic::Consonant("l"),
        0x35 => Indic::Consonant("v"),
        0x36 | 0x37 => Indic::Consonant("sh"),
        0x38 => Indic::Consonant("s"),
        0x39 => Indic::Consonant("h"),
        0x58 => Indic::Consonant("q"),
        0x59 => Indic::Consonant("kh"),
        0x5A => Indic::Consonant("gh"),
        0x5B => Indic::Consonant("z"),
        0x5C | 0x5D => Indic::Consonant("r"),
        0x5E => Indic::Consonant("f"),
        0x3E => Indic::Sign("a"),
        0x3F | 0x40 => Indic::Sign("i"),
        0x41 | 0x42 => Indic::Sign("u"),
        0x43 | 0x44 => Indic::Sign("ri"),
        0x45..=0x47 => Indic::Sign("e"),
        0x48 => Indic::Sign("ai"),
        0x49..=0x4B => Indic::Sign("o"),
        0x4C => Indic::Sign("au"),
        0x4D => Indic::Virama,
        _ => Indic::Other,
    }
}

/// A word of an Indic script with the inherent vowel written, dropped at the end of the word.
pub(crate) fn indic(word: &str, inherent: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut pending = false;
    let mut syllables = 0;
    for c in word.chars() {
        match indic_letter(c) {
            Indic::Consonant(latin) => {
                if pending {
                    out.push_str(inherent);
                }
                out.push_str(latin);
                pending = true;
                syllables += 1;
            }
            Indic::Vowel(latin) => {
                if pending {
                    out.push_str(inherent);
                }
                out.push_str(latin);
                pending = false;
                syllables += 1;
            }
            Indic::Sign(latin) => {
                out.push_str(latin);
                pending = false;
            }
            Indic::Nasal => {
                if pending {
                    out.push_str(inherent);
                }
                out.push('n');
                pending = false;
            }
            Indic::Virama => pending = false,
            Indic::Other => {}
        }
    }
    // A last consonant of a cluster keeps its vowel (narendra, krishna); a single one drops it.
    let cluster = {
        let mut tail = word.chars().rev();
        let last = tail.next().map(indic_letter);
        let before = tail.next().map(indic_letter);
        matches!((last, before), (Some(Indic::Consonant(_)), Some(Indic::Virama)))
    };
    if pending && (cluster || syllables == 1) {
        out.push_str(inherent);
    }
    out
}

/// A Thai word: written-before vowels are moved behind their consonant.
pub(crate) fn thai(word: &str) -> String {
    let mut turned = String::with_capacity(word.len());
    let mut waiting = None;
    for c in word.chars() {
        if matches!(c, 'เ' | 'แ' | 'โ' | 'ใ' | 'ไ') {
            turned.extend(waiting.replace(c));
            continue;
        }
        turned.push(c);
        turned.extend(waiting.take());
    }
    turned.extend(waiting);
    crate::spell::ascii(&turned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indic_words() {
        assert_eq!(indic("नरेन्द्र", "a"), "narendra");
        assert_eq!(indic("मोदी", "a"), "modi");
        assert_eq!(indic("राम", "a"), "ram");
    }
}
