// SPDX-License-Identifier: Apache-2.0
//! What holds for any string at all.

use interdict_names::{Class, analyse, fold, joined, likeness, max_edits, nicknames};
use proptest::prelude::*;

const CLASSES: [Class; 4] = [Class::Person, Class::Organisation, Class::Object, Class::Unknown];

/// Words, marks, hyphens and letters of the scripts that have code of their own.
const NAMELIKE: &str = "([A-Za-zÀ-ž'’.,/& -]|[а-яёЁА-ЯіїєўђЂћ]|[가-힣]|[一-龥]|[ぁ-んァ-ヶー]|[ا-ي]|\u{200C}|[א-ת]|[α-ωΑ-Ωά-ώ]|[अ-ह]|[ก-ฮเ-ไ]|[0-9]){0,24}";

fn holds(text: &str) {
    for class in CLASSES {
        let analysed = analyse(text, class);
        let (mut start, mut end) = (0, 0);
        for slot in &analysed.slots {
            assert!(slot.start <= slot.end && slot.end <= text.len());
            assert!(text.is_char_boundary(slot.start) && text.is_char_boundary(slot.end));
            assert_eq!(text.get(slot.start..slot.end), Some(slot.printed.as_str()));
            assert!(slot.start >= start && slot.end >= end, "slots run forward");
            (start, end) = (slot.start, slot.end);
            assert!(!slot.forms.is_empty());
            for (at, form) in slot.forms.iter().enumerate() {
                assert!(!form.text.is_empty());
                assert!(slot.forms.iter().skip(at + 1).all(|other| other.text != form.text));
                let _ = nicknames(&form.text);
            }
        }
        for pair in analysed.slots.windows(2) {
            if let [a, b] = pair {
                let _ = joined(a, b);
            }
        }
        assert_eq!(analysed, analyse(text, class), "the same input, the same slots");
    }
    let folded = fold(text);
    assert_eq!(fold(&folded), folded, "folding {text:?} twice");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_string(text in "\\PC{0,40}") {
        holds(&text);
    }

    #[test]
    fn control_characters_too(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn names(text in NAMELIKE) {
        holds(&text);
    }

    #[test]
    fn likeness_is_symmetric(a in "[a-e~=@]{0,14}|\\PC{0,12}", b in "[a-e~=@]{0,14}|\\PC{0,12}") {
        prop_assert_eq!(likeness(&a, &b), likeness(&b, &a));
        if !a.is_empty() {
            let own = likeness(&a, &a).map(|l| l.per_mille);
            prop_assert_eq!(own, Some(if a.starts_with('~') { 860 } else { 1000 }));
        }
        if let Some(found) = likeness(&a, &b) {
            prop_assert!(found.per_mille <= 1000);
            prop_assert!((found.per_mille == 1000) == (a == b && !a.starts_with('~')));
        }
    }

    #[test]
    fn max_edits_is_symmetric(a in 0_usize..100, b in 0_usize..100) {
        prop_assert_eq!(max_edits(a, b), max_edits(b, a));
        prop_assert_eq!(max_edits(a, b), max_edits(a.min(b), a.min(b)));
    }
}
