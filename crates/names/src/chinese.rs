// SPDX-License-Identifier: Apache-2.0
//! Chinese characters: folding to simplified, Pinyin, Wade–Giles, overseas surname spellings and
//! Sino-Korean readings; and Chinese written in Cyrillic after Palladius.

use foldhash::{HashMap, HashMapExt};
use std::sync::OnceLock;

/// A surname and how it is spelled.
pub(crate) struct Surname {
    /// Pinyin spellings, the usual one first.
    pub(crate) pinyin: Vec<&'static str>,
    /// Spellings of Hong Kong and overseas.
    pub(crate) cantonese: Vec<&'static str>,
}

struct Table {
    simplified: HashMap<char, char>,
    surnames: HashMap<&'static str, Surname>,
    /// Sino-Korean readings by simplified character.
    hanja: HashMap<char, char>,
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut simplified = HashMap::with_capacity(3200);
        for pair in lines(include_str!("../data/han_variants.tsv")).flat_map(|l| l.split(' ')) {
            let mut chars = pair.chars();
            if let (Some(from), Some(to)) = (chars.next(), chars.next()) {
                simplified.insert(from, to);
            }
        }
        let mut surnames = HashMap::with_capacity(200);
        for line in lines(include_str!("../data/chinese_surnames.tsv")) {
            let mut columns = line.split('\t');
            if let (Some(name), Some(pinyin), Some(cantonese)) =
                (columns.next(), columns.next(), columns.next())
            {
                let pinyin = pinyin.split_whitespace().collect();
                let cantonese = cantonese.split_whitespace().collect();
                surnames.insert(name, Surname { pinyin, cantonese });
            }
        }
        let mut hanja = HashMap::with_capacity(1000);
        for line in lines(include_str!("../data/hanja.tsv")) {
            if let Some((reading, characters)) = line.split_once('\t')
                && let Some(reading) = reading.chars().next()
            {
                for c in characters.chars() {
                    let c = simplified.get(&c).copied().unwrap_or(c);
                    hanja.entry(c).or_insert(reading);
                }
            }
        }
        Table { simplified, surnames, hanja }
    })
}

/// Every traditional or Japanese character replaced by the simplified one.
pub(crate) fn simplify(text: &str) -> String {
    let map = &table().simplified;
    text.chars().map(|c| map.get(&c).copied().unwrap_or(c)).collect()
}

/// What is known of a surname in simplified characters.
pub(crate) fn surname(simplified: &str) -> Option<&'static Surname> {
    table().surnames.get(simplified)
}

/// The Sino-Korean reading of a simplified character, in Hangul.
pub(crate) fn reading(c: char) -> Option<char> {
    table().hanja.get(&c).copied()
}

/// Pinyin of each character, without tones; characters without one are left out.
pub(crate) fn pinyin(text: &str) -> Vec<String> {
    text.chars()
        .map(|c| any_ascii::any_ascii_char(c).to_ascii_lowercase())
        .map(|s| s.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|s| !s.is_empty())
        .collect()
}

/// One Pinyin syllable in Wade–Giles without marks.
pub(crate) fn wade_giles(syllable: &str) -> String {
    let (initial, end) = split_initial(syllable);
    let palatal = matches!(initial, "j" | "q" | "x");
    let retroflex = matches!(initial, "zh" | "ch" | "sh" | "r");
    let sibilant = matches!(initial, "z" | "c" | "s");
    let initial_wg = match initial {
        "b" | "p" => "p",
        "d" | "t" => "t",
        "g" | "k" => "k",
        "j" | "q" | "zh" | "ch" => "ch",
        "x" => "hs",
        "z" | "c" if end == "i" => "tz",
        "s" if end == "i" => "sz",
        "z" | "c" => "ts",
        "r" => "j",
        other => other,
    };
    let end_wg = match end {
        "i" if retroflex => "ih",
        "i" if sibilant => "u",
        "ian" => "ien",
        "ie" => "ieh",
        "ong" => "ung",
        "iong" => "iung",
        "ue" => "ueh",
        "ui" if matches!(initial, "g" | "k") => "uei",
        "uo" if !matches!(initial, "g" | "k" | "h" | "sh") => "o",
        "e" if matches!(initial, "g" | "k" | "h") => "o",
        "er" => "erh",
        other => other,
    };
    match (syllable, palatal) {
        ("yi", _) => "i".to_owned(),
        ("you", _) => "yu".to_owned(),
        ("yan", _) => "yen".to_owned(),
        ("ye", _) => "yeh".to_owned(),
        ("yong", _) => "yung".to_owned(),
        _ => format!("{initial_wg}{end_wg}"),
    }
}

const PINYIN_INITIALS: [&str; 23] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r",
    "z", "c", "s", "y", "w",
];

fn split_initial(syllable: &str) -> (&str, &str) {
    for initial in PINYIN_INITIALS {
        if let Some(end) = syllable.strip_prefix(initial) {
            return (initial, end);
        }
    }
    ("", syllable)
}

/// Palladius initials and the Pinyin before hard and before soft endings.
const PALLADIUS_INITIALS: [(&str, &str, &str); 22] = [
    ("б", "b", "b"),
    ("п", "p", "p"),
    ("м", "m", "m"),
    ("ф", "f", "f"),
    ("д", "d", "d"),
    ("т", "t", "t"),
    ("н", "n", "n"),
    ("л", "l", "l"),
    ("г", "g", "g"),
    ("к", "k", "k"),
    ("х", "h", "h"),
    ("цз", "z", "j"),
    ("ц", "c", "q"),
    ("с", "s", "x"),
    ("чж", "zh", "zh"),
    ("ч", "ch", "ch"),
    ("ш", "sh", "sh"),
    ("ж", "r", "r"),
    ("дж", "zh", "zh"),
    ("в", "w", "w"),
    ("р", "r", "r"),
    ("кх", "k", "k"),
];

/// Palladius endings and their Pinyin; the flag marks soft endings.
const PALLADIUS_ENDINGS: [(&str, &str, bool); 40] = [
    ("а", "a", false),
    ("ай", "ai", false),
    ("ань", "an", false),
    ("ан", "ang", false),
    ("ао", "ao", false),
    ("э", "e", false),
    ("эй", "ei", false),
    ("энь", "en", false),
    ("эн", "eng", false),
    ("о", "o", false),
    ("оу", "ou", false),
    ("у", "u", false),
    ("уа", "ua", false),
    ("уай", "uai", false),
    ("уань", "uan", false),
    ("уан", "uang", false),
    ("уй", "ui", false),
    ("уэй", "ui", false),
    ("унь", "un", false),
    ("ун", "ong", false),
    ("уо", "uo", false),
    ("хуэй", "hui", false),
    ("ы", "i", false),
    ("и", "i", true),
    ("я", "ia", true),
    ("яо", "iao", true),
    ("е", "ie", true),
    ("ю", "iu", true),
    ("янь", "ian", true),
    ("ян", "iang", true),
    ("инь", "in", true),
    ("ин", "ing", true),
    ("юй", "u", true),
    ("юэ", "ue", true),
    ("юань", "uan", true),
    ("юнь", "un", true),
    ("юн", "iong", true),
    ("э", "e", false),
    ("ье", "ie", true),
    ("уо", "uo", false),
];

/// Palladius syllables without an initial.
const PALLADIUS_BARE: [(&str, &str); 36] = [
    ("а", "a"),
    ("ай", "ai"),
    ("ань", "an"),
    ("ан", "ang"),
    ("ао", "ao"),
    ("э", "e"),
    ("энь", "en"),
    ("эр", "er"),
    ("и", "yi"),
    ("я", "ya"),
    ("яо", "yao"),
    ("е", "ye"),
    ("ю", "you"),
    ("янь", "yan"),
    ("ян", "yang"),
    ("инь", "yin"),
    ("ин", "ying"),
    ("юй", "yu"),
    ("юэ", "yue"),
    ("юань", "yuan"),
    ("юнь", "yun"),
    ("юн", "yong"),
    ("у", "wu"),
    ("ва", "wa"),
    ("вай", "wai"),
    ("вань", "wan"),
    ("ван", "wang"),
    ("вэй", "wei"),
    ("вэнь", "wen"),
    ("вэн", "weng"),
    ("во", "wo"),
    ("оу", "ou"),
    ("цзы", "zi"),
    ("хуэй", "hui"),
    ("хуа", "hua"),
    ("лю", "liu"),
];

fn palladius() -> &'static HashMap<String, String> {
    static MAP: OnceLock<HashMap<String, String>> = OnceLock::new();
    MAP.get_or_init(|| {
        let mut map = HashMap::with_capacity(1000);
        for (cyrillic, pinyin) in PALLADIUS_BARE {
            map.insert(cyrillic.to_owned(), pinyin.to_owned());
        }
        for (initial, hard, soft) in PALLADIUS_INITIALS {
            if initial == "в" {
                continue;
            }
            for (ending, pinyin, is_soft) in PALLADIUS_ENDINGS {
                let start = if is_soft { soft } else { hard };
                let syllable = format!("{start}{pinyin}");
                map.entry(format!("{initial}{ending}")).or_insert(syllable);
            }
        }
        map
    })
}

/// A Cyrillic word read as Chinese syllables, in Pinyin.
pub(crate) fn from_cyrillic(word: &str) -> Option<Vec<&'static str>> {
    let chars: Vec<char> = word.chars().collect();
    if chars.is_empty() || chars.len() > 16 {
        return None;
    }
    crate::korean::parse(&chars, palladius(), 6)
}

/// Whether a Pinyin syllable is a surname of the table.
pub(crate) fn is_surname_pinyin(pinyin: &str) -> bool {
    table().surnames.values().any(|surname| surname.pinyin.contains(&pinyin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters() {
        assert_eq!(simplify("習近平 銀行"), "习近平 银行");
        assert_eq!(pinyin("习近平"), ["xi", "jin", "ping"]);
        assert_eq!(wade_giles("zhou"), "chou");
        assert_eq!(wade_giles("xi"), "hsi");
        assert_eq!(reading('恩'), Some('은'));
    }

    #[test]
    fn palladius_to_pinyin() {
        let read = |word: &str| from_cyrillic(word).map(|s| s.concat());
        assert_eq!(read("си").as_deref(), Some("xi"));
        assert_eq!(read("цзиньпин").as_deref(), Some("jinping"));
        assert_eq!(read("чжан").as_deref(), Some("zhang"));
        assert_eq!(read("дэн").as_deref(), Some("deng"));
        assert_eq!(read("сяопин").as_deref(), Some("xiaoping"));
        assert_eq!(read("владимир"), None);
    }
}
