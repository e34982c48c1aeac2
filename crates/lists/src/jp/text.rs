// SPDX-License-Identifier: Apache-2.0
//! Japanese cells as plain text: widths, blanks, "unknown".

use crate::states;
use interdict_model::Country;

/// The text with full-width ASCII and blanks as their plain forms.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' | '\u{a0}' => ' ',
            '\u{FF01}'..='\u{FF5E}' => {
                u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c)
            }
            '‐' | '―' | '−' => '-',
            _ => c,
        })
        .collect()
}

/// The text in one line without blanks at breaks, as headers are compared.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A cell that says something: blank, "unknown" and "none" are nothing.
pub(super) fn stated(text: &str) -> Option<&str> {
    let text = text.trim_matches([' ', '\u{3000}', '\n', '\r', '\t', '、', '。', ';']);
    (!matches!(text, "" | "不明" | "なし" | "無し" | "不詳" | "-" | "－" | "―")).then_some(text)
}

/// Whether a character is kana or a Chinese character.
pub(super) fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}')
}

/// Whether a text has kana or Chinese characters.
pub(super) fn has_japanese(text: &str) -> bool {
    text.chars().any(|c| is_japanese(c) && c != '・')
}

/// Names of countries as the Ministry writes them that are no plain short name.
const COUNTRIES: &[(&str, &str)] = &[
    ("アラブ首長国連邦", "ae"),
    ("エリトリア国", "er"),
    ("クウェイト", "kw"),
    ("グルジア", "ge"),
    ("コンゴ共和国", "cg"),
    ("コンゴ民主共和国", "cd"),
    ("サウディ・アラビア", "sa"),
    ("シリア・アラブ共和国", "sy"),
    ("ソビエト社会主義共和国連邦", "suhh"),
    ("トリニダード・トバゴ共和国", "tt"),
    ("パレスチナ", "ps"),
    ("ロシア連邦", "ru"),
    ("中央アフリカ共和国", "cf"),
    ("中華人民共和国", "cn"),
    ("北朝鮮", "kp"),
    ("南スーダン共和国", "ss"),
    ("米国", "us"),
    ("英国", "gb"),
];

/// The country a text names, in Japanese, in Latin letters or in both.
pub(super) fn country(printed: &str) -> Option<Country> {
    let printed = printed.trim();
    if let Some((_, code)) = COUNTRIES.iter().find(|(name, _)| *name == printed) {
        return Country::new(code);
    }
    states::country(printed).or_else(|| states::country(printed.strip_suffix("共和国")?)).or_else(
        || {
            // "チュニジア Tunisia", "ソビエト社会主義共和国連邦(1991年まで)".
            let end = printed.find(|c: char| c.is_ascii_alphabetic() || c == '(')?;
            let japanese = printed.get(..end)?.trim();
            (!japanese.is_empty()).then(|| country(japanese)).flatten()
        },
    )
}

/// The country an address in Japanese opens with: 北朝鮮平壌特別市.
pub(super) fn country_at_start(printed: &str) -> Option<Country> {
    let found = COUNTRIES.iter().filter(|(name, _)| printed.trim_start().starts_with(name));
    found.max_by_key(|(name, _)| name.len()).and_then(|(_, code)| Country::new(code))
}
