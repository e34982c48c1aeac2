// SPDX-License-Identifier: Apache-2.0
//! Greek and kana in Latin letters.

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
            'α' | 'ε'
                | 'η'
                | 'ι'
                | 'ο'
                | 'υ'
                | 'ω'
                | 'β'
                | 'γ'
                | 'δ'
                | 'ζ'
                | 'λ'
                | 'μ'
                | 'ν'
                | 'ρ'
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
        'あ' => "a",
        'い' => "i",
        'う' => "u",
        'え' => "e",
        'お' => "o",
        'か' => "ka",
        'き' => "ki",
        'く' => "ku",
        'け' | 'ゖ' => "ke",
        'こ' => "ko",
        'が' => "ga",
        'ぎ' => "gi",
        'ぐ' => "gu",
        'げ' => "ge",
        'ご' => "go",
        'さ' => "sa",
        'し' => "shi",
        'す' => "su",
        'せ' => "se",
        'そ' => "so",
        'ざ' => "za",
        'じ' => "ji",
        'ず' => "zu",
        'ぜ' => "ze",
        'ぞ' => "zo",
        'た' => "ta",
        'ち' => "chi",
        'つ' => "tsu",
        'て' => "te",
        'と' => "to",
        'だ' => "da",
        'ぢ' => "ji",
        'づ' => "zu",
        'で' => "de",
        'ど' => "do",
        'な' => "na",
        'に' => "ni",
        'ぬ' => "nu",
        'ね' => "ne",
        'の' => "no",
        'は' => "ha",
        'ひ' => "hi",
        'ふ' => "fu",
        'へ' => "he",
        'ほ' => "ho",
        'ば' => "ba",
        'び' => "bi",
        'ぶ' => "bu",
        'べ' => "be",
        'ぼ' => "bo",
        'ぱ' => "pa",
        'ぴ' => "pi",
        'ぷ' => "pu",
        'ぺ' => "pe",
        'ぽ' => "po",
        'ま' => "ma",
        'み' => "mi",
        'む' => "mu",
        'め' => "me",
        'も' => "mo",
        'や' => "ya",
        'ゆ' => "yu",
        'よ' => "yo",
        'ら' => "ra",
        'り' => "ri",
        'る' => "ru",
        'れ' => "re",
        'ろ' => "ro",
        'わ' | 'ゎ' => "wa",
        'ゐ' => "i",
        'ゑ' => "e",
        'を' => "o",
        'ん' => "n",
        'ゔ' => "vu",
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
}
