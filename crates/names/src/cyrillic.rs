// SPDX-License-Identifier: Apache-2.0
//! Cyrillic in Latin letters, by language.

use crate::form::Scheme;

/// The language that the letters of a whole name give away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Russian,
    Ukrainian,
    Belarusian,
    Serbian,
}

/// Guesses the language by letters that others lack; Russian when nothing tells.
pub(crate) fn language<'a>(words: impl Iterator<Item = &'a str>) -> Language {
    let mut language = Language::Russian;
    for word in words {
        for c in word.chars() {
            match c {
                'ў' => return Language::Belarusian,
                'ї' | 'є' | 'ґ' => return Language::Ukrainian,
                'ђ' | 'ћ' | 'џ' | 'љ' | 'њ' | 'ј' | 'ѓ' | 'ќ' => return Language::Serbian,
                'і' => language = Language::Ukrainian,
                _ => {}
            }
        }
        if ["ський", "цький", "ська", "цька"].iter().any(|end| word.ends_with(end))
        {
            language = Language::Ukrainian;
        }
    }
    language
}

/// The spellings of a word (folded, marks kept), the main one first.
pub(crate) fn spellings(word: &str, language: Language) -> Vec<(String, Scheme)> {
    let main = match language {
        Language::Russian => Scheme::Cyrillic,
        Language::Ukrainian => Scheme::CyrillicUkrainian,
        Language::Belarusian => Scheme::CyrillicBelarusian,
        Language::Serbian => Scheme::CyrillicSerbian,
    };
    let mut out = vec![(romanise(word, main), main)];
    let mut more = |scheme: Scheme| out.push((romanise(word, scheme), scheme));
    match language {
        Language::Russian => {
            more(Scheme::CyrillicPassport);
            more(Scheme::CyrillicContinental);
            // A Ukrainian name printed in Russian, or one whose letters tell nothing.
            if word.contains(['г', 'и']) {
                more(Scheme::CyrillicUkrainian);
            }
            if word.contains('щ') || word.char_indices().any(|(at, c)| c == 'ъ' && at > 0) {
                more(Scheme::CyrillicBulgarian);
            }
        }
        Language::Serbian => {}
        Language::Ukrainian | Language::Belarusian => more(Scheme::Cyrillic),
    }
    let plain = out.first().map(|(text, _)| text.clone()).unwrap_or_default();
    if plain.contains("ks") {
        out.push((plain.replace("ks", "x"), Scheme::CyrillicPassport));
    }
    if let Some(stem) = plain.strip_suffix("iy").or_else(|| plain.strip_suffix("yy")) {
        out.push((format!("{stem}y"), Scheme::CyrillicPassport));
    }
    out
}

fn romanise(word: &str, scheme: Scheme) -> String {
    let mut out = String::with_capacity(word.len());
    let mut before = ' ';
    for c in word.chars() {
        let latin = match specific(c, before, scheme) {
            Some(latin) => latin,
            None => common(c),
        };
        out.push_str(latin);
        before = c;
    }
    if out.is_empty() { crate::spell::ascii(word) } else { out }
}

/// Letters that the scheme spells in its own way.
fn specific(c: char, before: char, scheme: Scheme) -> Option<&'static str> {
    let start = before == ' ';
    let vowel = matches!(
        before,
        'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'і' | 'ї' | 'є'
    );
    let soft = start || vowel || matches!(before, 'ь' | 'ъ' | 'й');
    Some(match (scheme, c) {
        (Scheme::Cyrillic, 'е') if soft && !start => "ye",
        (Scheme::Cyrillic, 'ё') => "yo",
        (Scheme::CyrillicPassport, 'ё') => "e",
        (Scheme::CyrillicPassport, 'й') => "i",
        (Scheme::CyrillicPassport, 'ю') => "iu",
        (Scheme::CyrillicPassport, 'я') => "ia",
        (Scheme::CyrillicPassport, 'ъ') => "ie",
        (Scheme::CyrillicContinental, 'х') => "h",
        (Scheme::CyrillicContinental, 'ц') => "c",
        (Scheme::CyrillicContinental, 'ж') => "j",
        (Scheme::CyrillicContinental, 'ш') => "sh",
        (Scheme::CyrillicContinental, 'щ') => "sch",
        (Scheme::CyrillicContinental, 'й') => "j",
        (Scheme::CyrillicContinental, 'ю') => "ju",
        (Scheme::CyrillicContinental, 'я') => "ja",
        (Scheme::CyrillicContinental, 'ё') => "jo",
        (Scheme::CyrillicBulgarian, 'щ') => "sht",
        (Scheme::CyrillicBulgarian, 'ъ') => "a",
        (Scheme::CyrillicBulgarian, 'х') => "h",
        (Scheme::CyrillicUkrainian | Scheme::CyrillicBelarusian, 'г') => "h",
        (Scheme::CyrillicUkrainian, 'и') => "y",
        (Scheme::CyrillicUkrainian, 'й') => {
            if start {
                "y"
            } else {
                "i"
            }
        }
        (Scheme::CyrillicUkrainian, 'ї') => {
            if start {
                "yi"
            } else {
                "i"
            }
        }
        (Scheme::CyrillicUkrainian, 'є') => {
            if start {
                "ye"
            } else {
                "ie"
            }
        }
        (Scheme::CyrillicUkrainian, 'ю') => {
            if start {
                "yu"
            } else {
                "iu"
            }
        }
        (Scheme::CyrillicUkrainian, 'я') => {
            if start {
                "ya"
            } else {
                "ia"
            }
        }
        (Scheme::CyrillicBelarusian, 'е') => {
            if soft {
                "ye"
            } else {
                "ie"
            }
        }
        (Scheme::CyrillicBelarusian, 'ю') => {
            if soft {
                "yu"
            } else {
                "iu"
            }
        }
        (Scheme::CyrillicBelarusian, 'я') => {
            if soft {
                "ya"
            } else {
                "ia"
            }
        }
        (Scheme::CyrillicSerbian, 'х') => "h",
        (Scheme::CyrillicSerbian, 'ц') => "c",
        (Scheme::CyrillicSerbian, 'ч') => "c",
        (Scheme::CyrillicSerbian, 'ш') => "s",
        (Scheme::CyrillicSerbian, 'ж') => "z",
        _ => return None,
    })
}

/// Letters that all schemes here spell alike.
fn common(c: char) -> &'static str {
    match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "yo",
        'є' => "ie",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ї' => "i",
        'й' | 'ы' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        // Serbian and Macedonian.
        'ђ' => "dj",
        'ћ' => "c",
        'џ' => "dz",
        'љ' => "lj",
        'њ' => "nj",
        'ј' => "j",
        'ѓ' => "gj",
        'ќ' => "kj",
        'ѕ' => "dz",
        // Kazakh, Kyrgyz, Tatar, Bashkir, Mongolian, Tajik.
        'ә' => "a",
        'ғ' => "g",
        'қ' => "q",
        'ң' => "ng",
        'ө' => "o",
        'ү' | 'ұ' => "u",
        'һ' | 'ҳ' => "h",
        'ҷ' => "j",
        'ӣ' => "i",
        'ӯ' => "u",
        'ӏ' => "",
        other => any_ascii_letter(other),
    }
}

/// The general transliteration of one letter if it is plain lower-case ASCII, else nothing.
fn any_ascii_letter(c: char) -> &'static str {
    let latin = any_ascii::any_ascii_char(c);
    if latin.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) { latin } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expect: &[&str]) {
        let language = language(std::iter::once(word));
        let texts: Vec<String> = spellings(word, language).into_iter().map(|(t, _)| t).collect();
        for text in expect {
            assert!(texts.iter().any(|known| known == text), "{word}: {text} not in {texts:?}");
        }
        assert_eq!(texts.first().map(String::as_str), expect.first().copied());
    }

    #[test]
    fn by_language() {
        check("дмитрий", &["dmitriy", "dmitrii", "dmitry"]);
        check("александр", &["aleksandr", "alexandr"]);
        check("хрущёв", &["khrushchyov", "khrushchev", "hruschjov"]);
        check("медведев", &["medvedev"]);
        check("юлія", &["yuliia"]);
        check("ђоковић", &["djokovic"]);
        check("шойгу", &["shoygu", "shoigu", "shojgu"]);
    }
}
