// SPDX-License-Identifier: Apache-2.0
//! Greek, kana, the Indic scripts and Thai in Latin letters.

/// A Greek word (folded, marks kept) after ELOT 743 / UNGEGN.
pub(crate) fn greek(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let base = |at: usize| chars.get(at).copied().map_or(' ', unaccent);
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while at < chars.len() {
        let (c, next) = (base(at), base(at + 1));
        // A diaeresis keeps the second vowel apart.
        let apart = matches!(chars.get(at + 1), Some('ϊ' | 'ϋ' | 'ΐ' | 'ΰ'));
        let voiced = matches!(
            base(at + 2),
            'α' | 'ε' | 'η' | 'ι' | 'ο' | 'υ' | 'ω' | 'β' | 'γ' | 'δ' | 'ζ' | 'λ' | 'μ' | 'ν' | 'ρ'
        );
        let (latin, used) = match (c, next) {
            ('ο', 'υ') if !apart => ("ou", 2),
            ('α', 'υ') if !apart => (if voiced { "av" } else { "af" }, 2),
            ('ε', 'υ') if !apart => (if voiced { "ev" } else { "ef" }, 2),
            ('η', 'υ') if !apart => (if voiced { "iv" } else { "if" }, 2),
            ('γ', 'γ') => ("ng", 2),
            ('γ', 'κ') => (if at == 0 { "g" } else { "gk" }, 2),
            ('γ', 'ξ') => ("nx", 2),
            ('γ', 'χ') => ("nch", 2),
            ('μ', 'π') => (if at == 0 || at + 2 == chars.len() { "b" } else { "mp" }, 2),
            ('ν', 'τ') => (if at == 0 { "d" } else { "nt" }, 2),
            _ => (greek_letter(c), 1),
        };
        out.push_str(latin);
        at += used;
    }
    out
}

fn unaccent(c: char) -> char {
    match c {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        other => other,
    }
}

fn greek_letter(c: char) -> &'static str {
    match c {
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' => "s",
        'τ' => "t",
        'υ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => "",
    }
}

/// Kana by rows: consonant, then the five vowels of the row; small and single kana apart.
fn kana_syllable(c: char) -> &'static str {
    // Katakana lies 0x60 above hiragana.
    let c = match u32::from(c) {
        code @ 0x30A1..=0x30F6 => char::from_u32(code - 0x60).unwrap_or(c),
        _ => c,
    };
    match c {
        'あ' => "a", 'い' => "i", 'う' => "u", 'え' => "e", 'お' => "o",
        'か' => "ka", 'き' => "ki", 'く' => "ku", 'け' | 'ゖ' => "ke", 'こ' => "ko",
        'が' => "ga", 'ぎ' => "gi", 'ぐ' => "gu", 'げ' => "ge", 'ご' => "go",
        'さ' => "sa", 'し' => "shi", 'す' => "su", 'せ' => "se", 'そ' => "so",
        'ざ' => "za", 'じ' => "ji", 'ず' => "zu", 'ぜ' => "ze", 'ぞ' => "zo",
        'た' => "ta", 'ち' => "chi", 'つ' => "tsu", 'て' => "te", 'と' => "to",
        'だ' => "da", 'ぢ' => "ji", 'づ' => "zu", 'で' => "de", 'ど' => "do",
        'な' => "na", 'に' => "ni", 'ぬ' => "nu", 'ね' => "ne", 'の' => "no",
        'は' => "ha", 'ひ' => "hi", 'ふ' => "fu", 'へ' => "he", 'ほ' => "ho",
        'ば' => "ba", 'び' => "bi", 'ぶ' => "bu", 'べ' => "be", 'ぼ' => "bo",
        'ぱ' => "pa", 'ぴ' => "pi", 'ぷ' => "pu", 'ぺ' => "pe", 'ぽ' => "po",
        'ま' => "ma", 'み' => "mi", 'む' => "mu", 'め' => "me", 'も' => "mo",
        'や' => "ya", 'ゆ' => "yu", 'よ' => "yo",
        'ら' => "ra", 'り' => "ri", 'る' => "ru", 'れ' => "re", 'ろ' => "ro",
        'わ' | 'ゎ' => "wa", 'ゐ' => "i", 'ゑ' => "e", 'を' => "o", 'ん' => "n", 'ゔ' => "vu",
        _ => "",
    }
}

/// A word in kana after Hepburn, long vowels written short.
pub(crate) fn kana(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut doubled = false;
    for c in word.chars() {
        let small = match c {
            'ゃ' | 'ャ' => Some("ya"),
            'ゅ' | 'ュ' => Some("yu"),
            'ょ' | 'ョ' => Some("yo"),
            'ぁ' | 'ァ' => Some("a"),
            'ぃ' | 'ィ' => Some("i"),
            'ぅ' | 'ゥ' => Some("u"),
            'ぇ' | 'ェ' => Some("e"),
            'ぉ' | 'ォ' => Some("o"),
            _ => None,
        };
        if let Some(small) = small {
            glide(&mut out, small);
            continue;
        }
        match c {
            'っ' | 'ッ' => doubled = true,
            'ー' => {}
            _ => {
                let syllable = kana_syllable(c);
                if doubled && let Some(first) = syllable.chars().next() {
                    out.push(if syllable.starts_with("ch") { 't' } else { first });
                }
                doubled = false;
                // おう and おお are one long vowel.
                let long = (c == 'う' || c == 'お') && out.ends_with('o')
                    || c == 'う' && out.ends_with('u');
                if !long {
                    out.push_str(syllable);
                }
            }
        }
    }
    out
}

/// Merges a small kana into the syllable before it: ki + ya is kya, shi + ya sha, fu + a fa.
fn glide(out: &mut String, small: &str) {
    let palatal = out.ends_with("shi") || out.ends_with("chi") || out.ends_with("ji");
    let vowel = small.strip_prefix('y').unwrap_or(small);
    match out.pop() {
        Some('i') if small.starts_with('y') && !palatal => out.push_str(small),
        Some('i' | 'u' | 'e' | 'o') if !small.starts_with('y') || palatal => {
            if out.is_empty() {
                out.push('w');
            }
            out.push_str(vowel);
        }
        Some(other) => {
            out.push(other);
            out.push_str(small);
        }
        None => out.push_str(small),
    }
}

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
/// With `inner` false the inherent vowel between consonants is left out too, as speech often does
/// before a long vowel (लेकिन).
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
    fn greek_pairs() {
        assert_eq!(greek("αλέξανδρος"), "alexandros");
        assert_eq!(greek("τσίπρας"), "tsipras");
        assert_eq!(greek("μπουτάρης"), "boutaris");
        assert_eq!(greek("ευάγγελος"), "evangelos");
    }

    #[test]
    fn kana_words() {
        assert_eq!(kana("とうきょう"), "tokyo");
        assert_eq!(kana("キム"), "kimu");
        assert_eq!(kana("ジョンウン"), "jonun");
        assert_eq!(kana("サッカー"), "sakka");
        assert_eq!(kana("フィデル"), "fideru");
        assert_eq!(kana("しゃちょう"), "shacho");
    }

    #[test]
    fn indic_words() {
        assert_eq!(indic("नरेन्द्र", "a"), "narendra");
        assert_eq!(indic("मोदी", "a"), "modi");
        assert_eq!(indic("राम", "a"), "ram");
    }
}
