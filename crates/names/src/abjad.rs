// SPDX-License-Identifier: Apache-2.0
//! Arabic and Hebrew scripts in Latin letters. Short vowels are not written, so a word gets its
//! consonants and long vowels; the skeleton and the table of known names do the rest.

/// Arabic-script word (folded: one alef, one yeh, one kaf, one heh) in BGN-like letters.
pub(crate) fn arabic(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    for (at, &c) in chars.iter().enumerate() {
        let start = at == 0;
        let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied();
        let next = chars.get(at + 1).copied();
        let glide = start || before == Some('ا') || next == Some('ا');
        out.push_str(match c {
            'ا' | 'آ' => "a",
            'ب' => "b",
            'پ' => "p",
            'ت' | 'ط' | 'ٹ' | 'ټ' => "t",
            'ث' => "th",
            'ج' => "j",
            'چ' => "ch",
            'ح' => "h",
            'خ' | 'ځ' => "kh",
            'څ' => "ts",
            'د' | 'ض' | 'ڈ' | 'ډ' => "d",
            'ذ' => "dh",
            'ر' | 'ڑ' | 'ړ' => "r",
            'ز' | 'ظ' => "z",
            'ژ' | 'ږ' => "zh",
            'س' | 'ص' => "s",
            'ش' | 'ښ' => "sh",
            'ع' | 'ء' => "",
            'غ' => "gh",
            'ف' => "f",
            'ڤ' => "v",
            'ق' => "q",
            'ك' => "k",
            'گ' | 'ګ' => "g",
            'ل' => "l",
            'م' => "m",
            'ن' | 'ں' | 'ڼ' => "n",
            'ه' if next.is_none() && !start => "ah",
            'ه' => "h",
            'و' => {
                if glide {
                    "w"
                } else {
                    "u"
                }
            }
            'ي' => {
                if glide {
                    "y"
                } else {
                    "i"
                }
            }
            other => any_ascii::any_ascii_char(other),
        });
    }
    out.retain(|c| c.is_ascii_alphanumeric());
    out.make_ascii_lowercase();
    out
}

/// Hebrew word (folded) in Latin letters.
pub(crate) fn hebrew(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    for (at, &c) in chars.iter().enumerate() {
        let start = at == 0;
        let last = at + 1 == chars.len();
        out.push_str(match c {
            'א' | 'ע' if start => "a",
            'ב' => "b",
            'ג' => "g",
            'ד' => "d",
            'ה' => {
                if last {
                    "ah"
                } else {
                    "h"
                }
            }
            'ו' => {
                if start {
                    "v"
                } else {
                    "o"
                }
            }
            'ז' => "z",
            'ח' => "h",
            'ט' | 'ת' => "t",
            'י' => {
                if start {
                    "y"
                } else {
                    "i"
                }
            }
            'כ' | 'ך' => "k",
            'ל' => "l",
            'מ' | 'ם' => "m",
            'נ' | 'ן' => "n",
            'ס' => "s",
            'פ' | 'ף' => {
                if last {
                    "f"
                } else {
                    "p"
                }
            }
            'צ' | 'ץ' => "tz",
            'ק' => "k",
            'ר' => "r",
            'ש' => "sh",
            _ => "",
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_vowels_stay() {
        assert_eq!(arabic("سلمان"), "slman");
        assert_eq!(arabic("خالد"), "khald");
        assert_eq!(arabic("وليد"), "wlid");
        assert_eq!(arabic("حاجي"), "haji");
        assert_eq!(hebrew("משה"), "mshah");
    }
}
