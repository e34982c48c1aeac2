// SPDX-License-Identifier: Apache-2.0
//! Consonant skeletons, under which a vowelled Latin spelling meets an abjad's.
//!
//! Sounds that romanisers of Arabic, Persian and Hebrew spell in several ways fall into one
//! class: `kh`, `q`, `c` and `k`; `sh` and `ch`; `j`, `gh` and `g`; `dh` and `d`; `th` and `t`.
//! Vowels go, `w`, `v` and `y` survive only at the start, doubled consonants count once, and a
//! final `h` is silent.

/// Skeletons shorter than this many consonants say too little.
const MIN_CONSONANTS: usize = 3;

/// The skeleton of a lower-case ASCII word, with the leading `~`; `None` if it has fewer than
/// three consonants or holds a digit.
pub(crate) fn skeleton(word: &str) -> Option<String> {
    let bytes = word.as_bytes();
    let mut out = String::with_capacity(bytes.len().min(12) + 1);
    out.push('~');
    let mut last = 0_u8;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let (class, used) = match (byte, next) {
            (b's', b'c') if bytes.get(at + 2) == Some(&b'h') => (b'c', 3),
            (b's' | b'c', b'h') => (b'c', 2),
            (b'k', b'h') => (b'k', 2),
            (b'g' | b'z', b'h') => (b'g', 2),
            (b'd', b'h') => (b'd', 2),
            (b'd', b'j') => (b'g', 2),
            (b't', b'h') => (b't', 2),
            (b'p', b'h') => (b'f', 2),
            (b't', b's') => (b's', 2),
            (b'c', b'k') => (b'k', 2),
            (b'c', b'e' | b'i' | b'y') => (b's', 1),
            (b'k' | b'q' | b'c', _) => (b'k', 1),
            (b'j' | b'g', _) => (b'g', 1),
            (b'b' | b'p', _) => (b'b', 1),
            (b's' | b'z' | b'd' | b't' | b'f' | b'l' | b'm' | b'n' | b'r', _) => (byte, 1),
            (b'h', _) if at + 1 < bytes.len() => (b'h', 1),
            (b'w' | b'v', _) if at == 0 => (b'w', 1),
            (b'y', _) if at == 0 => (b'y', 1),
            (b'x', _) => {
                out.push_str("ks");
                last = b's';
                at += 1;
                continue;
            }
            (b'0'..=b'9', _) => return None,
            _ => {
                // A vowel parts two like consonants, so that "mamun" keeps both.
                last = 0;
                at += 1;
                continue;
            }
        };
        if class != last {
            out.push(char::from(class));
            last = class;
        }
        at += used;
    }
    (out.len() > MIN_CONSONANTS).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vowelled_and_bare_spellings_meet() {
        let same = |a: &str, b: &str| {
            assert!(skeleton(a).is_some(), "{a}");
            assert_eq!(skeleton(a), skeleton(b), "{a} / {b}");
        };
        same("mohammed", "mhmd");
        same("muhammad", "mhmd");
        same("salman", "slman");
        same("khalid", "khald");
        same("hajizadeh", "hajyzadh");
        assert_eq!(skeleton("ali"), None);
        assert_eq!(skeleton("ahl1"), None);
    }
}
