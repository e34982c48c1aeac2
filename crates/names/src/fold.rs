// SPDX-License-Identifier: Apache-2.0
//! The whole-string key under which two names count as the same as printed.

use crate::script::Script;
use crate::token::tokenise;

/// Folds a whole name: NFKC, full case folding, no invisible characters, no marks on Latin,
/// Greek and Cyrillic letters, look-alike mixtures repaired, punctuation as spaces, single
/// spaces. Scripts are kept. Folding a folded name changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = once(text);
    // Almost every name is stable after one pass; rare compatibility characters need another.
    for _ in 0..4 {
        if folded.is_ascii() || is_settled(&folded) {
            break;
        }
        let again = once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

/// Whether another pass would change nothing: letters that stay as they are, and no two of them that
/// a pass would cut apart.
fn is_settled(folded: &str) -> bool {
    let meet = |word: &str| {
        let scripts = word.chars().map(Script::of);
        scripts.clone().zip(scripts.skip(1)).any(|(a, b)| {
            a != b && (a.unspaced() || b.unspaced()) && a != Script::Other && b != Script::Other
        })
    };
    folded.chars().all(crate::letter::is_settled) && !folded.split(' ').any(meet)
}

fn once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for token in tokenise(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&token.plain);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expect: &str) {
        assert_eq!(fold(input), expect, "{input:?}");
        assert_eq!(fold(expect), expect, "folding {expect:?} again");
    }

    #[test]
    fn case_width_and_marks() {
        check("  ＫＩＭ  Jong\u{200B} Un ", "kim jong un");
        check("Straße", "strasse");
        check("Łukasz Ørsted Æther Đoković Þór Işık", "lukasz orsted aether dokovic thor isik");
        check("Ch'ŏl Ch’ol Cho`ng", "chol chol chong");
        check("Ёлкин Андрей", "елкин андреи");
    }

    #[test]
    fn punctuation_and_abbreviations() {
        check("D.O.O. \"Alfa-Beta\" (Beograd), No. 5", "doo alfa beta beograd no 5");
        check("Bowne A/S", "bowne as");
        check("завод №144", "завод 144");
    }

    #[test]
    fn other_scripts_stay() {
        check("ｷﾑ 김정은", "キム 김정은");
        check("مُحَمَّد علی", "محمد علي");
        check("朝鲜光鲜银行", "朝鲜光鲜银行");
    }

    #[test]
    fn look_alikes() {
        check("Gаzprоm", "gazprom");
    }

    #[test]
    fn digits_of_any_script_part_from_unspaced_letters() {
        check("徠༢", "徠 2");
        check("徠2", "徠 2");
        check("金٣", "金 3");
    }

    #[test]
    fn a_mark_on_an_unspaced_letter_does_not_join_it_to_the_next() {
        check("张\u{301}r", "张 r");
        check("Mr张\u{10}\u{301}r张", "mr 张 r 张");
    }
}
