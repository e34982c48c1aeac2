// SPDX-License-Identifier: Apache-2.0
//! The whole-string key under which two names count as the same as printed.

use crate::token::tokenise;

/// Folds a whole name: NFKC, full case folding, no invisible characters, no marks on Latin,
/// Greek and Cyrillic letters, look-alike mixtures repaired, punctuation as spaces, single
/// spaces. Scripts are kept. Folding a folded name changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = once(text);
    // Almost every name is stable after one pass; rare compatibility characters need another.
    for _ in 0..4 {
        if folded.is_ascii() || folded.chars().all(crate::letter::is_settled) {
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
}
