// SPDX-License-Identifier: Apache-2.0
//! Permanent reference numbers ("QDi.123", "KPe.020") inside the UN's texts.

/// Prefixes in use, for numbers whose last letter was set in the wrong case ("KPE.018").
const REGIMES: [&str; 15] =
    ["CD", "CF", "GB", "HT", "IQ", "IR", "KP", "LY", "ML", "QD", "SD", "SO", "SS", "TA", "YE"];

/// A reference number and where it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// In the publisher's canonical form.
    pub(crate) reference: String,
    /// Byte offset of its first letter.
    pub(crate) start: usize,
    /// Byte offset after its last digit.
    pub(crate) end: usize,
}

/// Every reference number in a text, in order.
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    let mut out = Vec::new();
    for (dot, _) in text.match_indices('.') {
        if let Some(mention) = around(text, dot) {
            out.push(mention);
        }
    }
    out
}

/// Whether the whole text is one reference number; its canonical form.
pub(crate) fn canonical(text: &str) -> Option<String> {
    let text = text.trim();
    let mention = around(text, text.find('.')?)?;
    (mention.start == 0 && mention.end == text.len()).then_some(mention.reference)
}

fn around(text: &str, dot: usize) -> Option<Mention> {
    let start = dot.checked_sub(3)?;
    let letters = text.get(start..dot)?;
    if !letters.bytes().all(|b| b.is_ascii_alphabetic())
        || text.get(..start)?.ends_with(|c: char| c.is_alphanumeric())
    {
        return None;
    }
    let after = text.get(dot + 1..)?;
    let blanks = after.len() - after.trim_start_matches(' ').len();
    let digits = after.trim_start_matches(' ').bytes().take_while(u8::is_ascii_digit).count();
    let regime = letters.get(..2)?;
    let kind = letters.get(2..)?;
    let known = REGIMES.iter().any(|r| r.eq_ignore_ascii_case(regime));
    let exact = regime.bytes().all(|b| b.is_ascii_uppercase()) && matches!(kind, "i" | "e");
    let kind = kind.to_ascii_lowercase();
    if !(1..=4).contains(&digits)
        || blanks > 1
        || !matches!(kind.as_str(), "i" | "e")
        || !(known || (exact && blanks == 0 && digits == 3))
    {
        return None;
    }
    let end = dot + 1 + blanks + digits;
    let number = text.get(end - digits..end)?;
    Some(Mention {
        reference: format!("{}{kind}.{number}", regime.to_ascii_uppercase()),
        start,
        end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_and_made_canonical() {
        let text = "Linked to Al-Qaida (QDe.004), X (Qde. 115), Y (KPE.018) and (JNIM, QDe.159).";
        let found: Vec<_> = mentions(text).into_iter().map(|m| m.reference).collect();
        assert_eq!(found, ["QDe.004", "QDe.115", "KPe.018", "QDe.159"]);
        assert_eq!(canonical(" KPi.001 ").as_deref(), Some("KPi.001"));
        assert_eq!(canonical("KPi.001 and more"), None);
    }

    #[test]
    fn other_dotted_words_are_none() {
        for text in ["[Old Reference # E.29.III.3]", "the end. 12 men", "Awe.12 x", "file.123", "."]
        {
            assert_eq!(mentions(text), [], "{text}");
        }
    }
}
