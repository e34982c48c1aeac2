// SPDX-License-Identifier: Apache-2.0
//! Links to other entries that a remark names by their reference number.

use super::reference::{Mention, mentions};
use super::remarks::push;
use interdict_model::{Entity, Fact, Link, LinkTarget, Property};

/// Words that say what the entry mentioned after them is to the holder of the remark.
const RELATIONS: [(&str, &str); 42] = [
    ("owned or controlled by", "owner"),
    ("owned and controlled by", "owner"),
    ("owned by", "owner"),
    ("controlled by", "owner"),
    ("subsidiary of", "parent"),
    ("subordinate to", "parent"),
    ("owns and operates", "asset"),
    ("owner of", "asset"),
    ("owns", "asset"),
    ("on behalf of", "actingFor"),
    ("acting for", "actingFor"),
    ("acts for", "actingFor"),
    ("under the direction of", "actingFor"),
    ("associated with", "linkedTo"),
    ("associated", "linkedTo"),
    ("associate of", "linkedTo"),
    ("associates of", "linkedTo"),
    ("linked to", "linkedTo"),
    ("linked with", "linkedTo"),
    ("links to", "linkedTo"),
    ("links with", "linkedTo"),
    ("ties to", "linkedTo"),
    ("affiliated with", "linkedTo"),
    ("affiliate of", "linkedTo"),
    ("splinter group of", "linkedTo"),
    ("merged with", "linkedTo"),
    ("member of", "memberOf"),
    ("members of", "memberOf"),
    ("leadership of", "memberOf"),
    ("leader of", "memberOf"),
    ("leaders of", "memberOf"),
    ("emir of", "memberOf"),
    ("amir of", "memberOf"),
    ("commander of", "memberOf"),
    ("founder of", "memberOf"),
    ("brother of", "sibling"),
    ("sister of", "sibling"),
    ("son of", "parent"),
    ("daughter of", "parent"),
    ("married to", "spouse"),
    ("wife of", "spouse"),
    ("linked by marriage to", "family"),
];

/// Links to entries named by their number; a number with no word of relation is a mention.
pub(super) fn links(text: &str, lower: &str, entity: &mut Entity, own: Option<&str>) {
    for mention in mentions(text) {
        if own == Some(mention.reference.as_str()) {
            continue;
        }
        let target = LinkTarget::Reference {
            authority: "UN".to_owned(),
            reference: mention.reference.clone(),
        };
        let person = mention.reference.get(2..3) == Some("i");
        match relation(lower, &mention).filter(|(_, property)| fits(property, person)) {
            Some((words, property)) => {
                let property = Property::of(property);
                let known =
                    entity.links.iter().any(|l| l.property == property && l.target == target);
                if !known {
                    let printed = Some(words.to_owned());
                    entity.links.push(Link { property, target, printed });
                }
            }
            None => push(entity, Fact::text(Property::of("mentions"), mention.reference)),
        }
    }
}

/// Whether a relation can hold towards a person or an organisation.
fn fits(property: &str, person: bool) -> bool {
    match property {
        "memberOf" | "asset" => !person,
        "sibling" | "spouse" | "family" => person,
        _ => true,
    }
}

/// The nearest words of relation before a mention in its sentence.
fn relation(lower: &str, mention: &Mention) -> Option<(&'static str, &'static str)> {
    let before = lower.get(..mention.start)?;
    let sentence = before.get(sentence_start(before)..)?;
    let father = ["father's name is", "father's name:"].iter().find_map(|w| sentence.rfind(w));
    if father.and_then(|at| sentence.get(at..)).is_some_and(|said| !said.contains(')')) {
        return Some(("father's name", "parent"));
    }
    RELATIONS
        .iter()
        .filter_map(|(words, property)| {
            let at = sentence.rfind(words)?;
            let whole = !sentence.get(..at)?.ends_with(|c: char| c.is_alphanumeric());
            whole.then_some((at + words.len(), words.len(), *words, *property))
        })
        .max_by_key(|(end, length, ..)| (*end, *length))
        .map(|(_, _, words, property)| (words, property))
}

/// Where the sentence that ends a text begins; a point after a short word or a figure is no end.
fn sentence_start(text: &str) -> usize {
    text.match_indices(". ")
        .filter(|(at, _)| {
            let head = text.get(..*at).unwrap_or_default();
            let word = head.rsplit([' ', '(']).next().unwrap_or_default();
            !matches!(
                word,
                "jan"
                    | "feb"
                    | "mar"
                    | "apr"
                    | "jun"
                    | "jul"
                    | "aug"
                    | "sep"
                    | "sept"
                    | "oct"
                    | "nov"
                    | "dec"
                    | "no"
                    | "dr"
                    | "mr"
                    | "st"
                    | "mt"
                    | "co"
                    | "ltd"
                    | "d.o.b"
            )
        })
        .last()
        .map_or(0, |(at, _)| at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use interdict_model::{Position, Schema};

    fn check(text: &str) -> Entity {
        let mut entity = Entity::new("x", Schema::ORGANIZATION, Position::default());
        links(text, &text.to_ascii_lowercase(), &mut entity, Some("QDe.001"));
        entity
    }

    fn linked(text: &str) -> Vec<String> {
        let entity = check(text);
        let targets = entity.links.iter().map(|l| match &l.target {
            LinkTarget::Reference { reference, .. } => format!("{} {reference}", l.property),
            other => format!("{other:?}"),
        });
        targets.collect()
    }

    #[test]
    fn relations_are_read_by_the_nearest_words_of_the_sentence() {
        assert_eq!(
            linked("Owned by Q Rahim (TAi.165). Also associated N Khudaidad (TAi.013)."),
            ["owner TAi.165", "linkedTo TAi.013"]
        );
        assert_eq!(
            linked("Brother of A (TAi.042) and K (TAi.150). Owns and operates the R (TAe.011)"),
            ["sibling TAi.042", "sibling TAi.150", "asset TAe.011"]
        );
        assert_eq!(linked("Father's name is Abu B (QDi.217). Son."), ["parent QDi.217"]);
        assert_eq!(
            linked("Acted on behalf of X in Jan. 2010 for Y (QDe.004)."),
            ["actingFor QDe.004"]
        );
    }

    #[test]
    fn a_plain_mention_is_no_link_and_the_entry_does_not_link_to_itself() {
        let entity = check("Operated near A (QDe.004). The group (QDe.001) itself.");
        assert!(entity.links.is_empty());
        assert_eq!(entity.facts, [Fact::text(Property::of("mentions"), "QDe.004")]);
    }
}
