// SPDX-License-Identifier: Apache-2.0
//! Folding of letters: case, compatibility forms, marks, and letters that have no decomposition.

use crate::script::Script;
use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

/// The folded letter, with and without marks, of a character whose folding needs no Unicode
/// tables: basic Cyrillic, Arabic and Hebrew letters, Hangul syllables, Han and kana. `None` for
/// everything else.
pub(crate) fn simple(c: char) -> Option<(char, char)> {
    let code = u32::from(c);
    let folded = match code {
        0x61..=0x7A | 0x30..=0x39 | 0x430..=0x45F => c,
        0x41..=0x5A => c.to_ascii_lowercase(),
        0x400..=0x40F => char::from_u32(code + 0x50)?,
        0x410..=0x42F => char::from_u32(code + 0x20)?,
        0x5D0..=0x5EA | 0x621..=0x63A | 0x641..=0x648 | 0x64A => c,
        0x67E | 0x686 | 0x698 | 0x6AF | 0x6A9 | 0x6CC => c,
        0x3041..=0x3096 | 0x30A1..=0x30FA | 0x30FC | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 => c,
        _ => return None,
    };
    let plain = match folded {
        'й' | 'ѝ' => 'и',
        'ё' | 'ѐ' => 'е',
        'ї' => 'і',
        'ў' => 'у',
        'ѓ' => 'г',
        'ќ' => 'к',
        'أ' | 'إ' | 'آ' => 'ا',
        'ؤ' => 'و',
        'ئ' | '\u{6CC}' => 'ي',
        'ة' => 'ه',
        '\u{6A9}' => 'ك',
        other => other,
    };
    Some((folded, plain))
}

/// Whether folding leaves this character alone, wherever it stands.
pub(crate) fn is_settled(c: char) -> bool {
    c == ' ' || simple(c) == Some((c, c))
}

/// Both readings of a word whose letters are all simple.
pub(crate) fn fold_simple(raw: &str) -> Option<(String, String)> {
    let (mut text, mut plain) =
        (String::with_capacity(raw.len()), String::with_capacity(raw.len()));
    for c in raw.chars() {
        let (folded, bare) = simple(c)?;
        text.push(folded);
        plain.push(bare);
    }
    Some((text, plain))
}

/// Full case folding between two compatibility compositions; decimal digits become ASCII.
pub(crate) fn fold_case(raw: &str) -> String {
    let nfkc = ComposingNormalizerBorrowed::new_nfkc();
    let folded = CaseMapper::new().fold_string(&nfkc.normalize(raw)).into_owned();
    let composed = nfkc.normalize(&folded);
    composed.chars().map(ascii_digit).collect()
}

/// A decimal digit of any script as the ASCII one; every other character as it is.
pub(crate) fn ascii_digit(c: char) -> char {
    if c.is_ascii()
        || CodePointMapData::<GeneralCategory>::new().get(c) != GeneralCategory::DecimalNumber
    {
        return c;
    }
    match any_ascii::any_ascii_char(c).as_bytes() {
        [digit @ b'0'..=b'9'] => char::from(*digit),
        _ => c,
    }
}

/// Takes marks off Latin, Greek and Cyrillic letters, vowel points off Arabic and Hebrew, and
/// brings the look-alike letters of Arabic-script languages together.
pub(crate) fn strip_marks(text: &str) -> String {
    let nfd = DecomposingNormalizerBorrowed::new_nfd();
    let mut out = String::with_capacity(text.len());
    let mut base = Script::Other;
    for c in text.chars() {
        let script = Script::of(c);
        match script {
            Script::Latin | Script::Greek | Script::Cyrillic | Script::Hebrew | Script::Arabic => {
                let mut buffer = [0_u8; 4];
                for part in nfd.normalize(c.encode_utf8(&mut buffer)).chars() {
                    if is_mark(part) {
                        continue;
                    }
                    base = script;
                    push_letter(part, &mut out);
                }
            }
            _ if is_mark(c) && !matches!(base, Script::Indic | Script::Thai | Script::Other) => {}
            _ => {
                if !is_mark(c) {
                    base = script;
                }
                out.push(c);
            }
        }
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(&out).into_owned()
}

/// Whether the character is a mark on the letter before it.
pub(crate) fn is_mark(c: char) -> bool {
    !c.is_ascii()
        && CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::NonspacingMark
}

/// Letters with no decomposition that romanised names use, and Arabic-script variants.
fn push_letter(c: char, out: &mut String) {
    let replacement = match c {
        'ł' => "l",
        'ø' => "o",
        'æ' => "ae",
        'œ' => "oe",
        'đ' | 'ð' => "d",
        'ı' => "i",
        'þ' => "th",
        'ß' => "ss",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "ng",
        'ĸ' => "k",
        'ə' => "a",
        'ɓ' => "b",
        'ɗ' | 'ɖ' => "d",
        'ƙ' => "k",
        'ɛ' | 'ǝ' => "e",
        'ɔ' => "o",
        'ɣ' => "gh",
        'ƴ' => "y",
        'ƶ' => "z",
        'ς' => "σ",
        // Arabic: forms of alef, yeh, kaf, heh and waw that keyboards exchange.
        '\u{671}' | '\u{672}' | '\u{673}' | '\u{675}' => "\u{627}",
        '\u{649}' | '\u{6CC}' | '\u{6D2}' | '\u{6CD}' | '\u{6D0}' | '\u{678}' => "\u{64A}",
        '\u{6A9}' | '\u{6AA}' | '\u{6AB}' => "\u{643}",
        '\u{629}' | '\u{6BE}' | '\u{6C1}' | '\u{6C3}' | '\u{6D5}' => "\u{647}",
        '\u{6C4}' | '\u{6C6}' | '\u{6C7}' | '\u{6CB}' => "\u{648}",
        _ => {
            out.push(c);
            return;
        }
    };
    out.push_str(replacement);
}
