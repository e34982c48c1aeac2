// SPDX-License-Identifier: Apache-2.0
//! Names of the Swiss list: parts in order, each with spellings by language and script.

use crate::naming::squash;
use crate::recorder::Recorder;
use crate::xml::Node;
use interdict_model::{DefectKind, Name, NameKind, NamePart, PartKind};
use std::collections::BTreeMap;

/// Most whole names built from the spellings of one name; beyond it each spelling is put into the
/// name by itself, so that none is lost.
const COMBINATIONS: usize = 64;

struct Part {
    order: u32,
    kind: PartKind,
    value: String,
    /// Spellings by (language, script).
    variants: BTreeMap<(String, String), Vec<String>>,
}

/// The names a `name` element states: itself and its spellings.
pub(super) fn names(node: &Node, main: bool, recorder: &mut Recorder<'_>) -> Vec<Name> {
    node.attribute("ssid");
    node.attribute("lang");
    let kind = match node.attribute("name-type") {
        Some("primary-name") if main => NameKind::Primary,
        Some("primary-name" | "alias") => NameKind::Aka,
        Some("formerly-known-as") => NameKind::Fka,
        other => {
            unknown(recorder, node, "name-type", other, "the name is read as an alias");
            NameKind::Aka
        }
    };
    let weak = match node.attribute("quality") {
        Some("low") => true,
        Some("good") | None => false,
        other => {
            unknown(recorder, node, "quality", other, "the name is read as a good one");
            false
        }
    };
    let mut parts: Vec<Part> = node.all("name-part").filter_map(|n| part(n, recorder)).collect();
    parts.sort_by_key(|p| p.order);
    let base = whole(&parts, |p| p.value.clone());
    let Some(base) = base else { return Vec::new() };
    let mut first = Name::new(kind, base);
    let structured = parts.len() > 1 || parts.iter().any(|p| p.kind != PartKind::Other);
    if structured {
        first.parts = named(&parts, |p| p.value.clone());
    }
    let mut out = vec![if weak { first.weak() } else { first }];
    spellings(&parts, structured, &mut out);
    out
}

fn unknown(recorder: &mut Recorder<'_>, node: &Node, what: &str, value: Option<&str>, done: &str) {
    recorder.defect(
        DefectKind::UnknownCode,
        node.line(),
        &format!("{}@{what}", node.name()),
        value.unwrap_or_default(),
        &format!("not a value this version knows; {done}"),
    );
}

fn part(node: &Node, recorder: &mut Recorder<'_>) -> Option<Part> {
    let order = node.attribute("order").and_then(|o| o.parse().ok()).unwrap_or(u32::MAX);
    let kind = match node.attribute("name-part-type") {
        Some("given-name") => PartKind::Given,
        Some("further-given-name") => PartKind::Middle,
        Some("family-name") => PartKind::Family,
        Some("father-name" | "grand-father-name") => PartKind::Patronymic,
        Some("mother-name") => PartKind::Matronymic,
        Some("maiden-name") => PartKind::Maiden,
        Some("title") => PartKind::Title,
        Some("suffix") => PartKind::Suffix,
        Some("whole-name" | "tribal-name" | "other") => PartKind::Other,
        other => {
            unknown(recorder, node, "name-part-type", other, "the part is kept without a role");
            PartKind::Other
        }
    };
    let mut variants: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for variant in node.all("spelling-variant") {
        variant.attribute("spelling-variant-type");
        let word = |name| variant.attribute(name).unwrap_or_default().to_owned();
        let key = (word("lang").to_lowercase(), word("script"));
        variants.entry(key).or_default().extend(variant.text().and_then(squash));
    }
    let value = node.child_text("value").and_then(squash)?;
    Some(Part { order, kind, value, variants })
}

/// The whole name in the publisher's order; a title is no part of it.
fn whole(parts: &[Part], text: impl Fn(&Part) -> String) -> Option<String> {
    let said = parts.iter().filter(|p| p.kind != PartKind::Title || parts.len() == 1);
    squash(&said.map(text).collect::<Vec<_>>().join(" "))
}

fn named(parts: &[Part], text: impl Fn(&Part) -> String) -> Vec<NamePart> {
    parts.iter().map(|p| NamePart { kind: p.kind, text: text(p) }).collect()
}

fn spellings(parts: &[Part], structured: bool, out: &mut Vec<Name>) {
    let Some(base) = out.first().cloned() else { return };
    let mut keys: Vec<&(String, String)> = parts.iter().flat_map(|p| p.variants.keys()).collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        let choices: Vec<Vec<&str>> = parts
            .iter()
            .map(|p| match p.variants.get(key).filter(|v| !v.is_empty()) {
                Some(variants) => variants.iter().map(String::as_str).collect(),
                None => vec![p.value.as_str()],
            })
            .collect();
        for texts in combinations(&choices, parts) {
            let text = |i: usize| texts.get(i).copied().unwrap_or_default().to_owned();
            let indexed: Vec<Part> = parts
                .iter()
                .enumerate()
                .map(|(i, p)| Part {
                    order: p.order,
                    kind: p.kind,
                    value: text(i),
                    variants: BTreeMap::new(),
                })
                .collect();
            let Some(whole) = whole(&indexed, |p| p.value.clone()) else { continue };
            if out.iter().any(|n| n.text == whole) {
                continue;
            }
            let (language, script) = key;
            let mut name = Name { text: whole, parts: Vec::new(), ..base.clone() };
            if name.kind == NameKind::Primary {
                name.kind = NameKind::Aka;
            }
            if structured {
                name.parts = named(&indexed, |p| p.value.clone());
            }
            name.language = [language, script].into_iter().find(|l| !l.is_empty()).cloned();
            name.note = Some(squash(&format!("spelling variant {script}")).unwrap_or_default());
            out.push(name);
        }
    }
}

/// Every way to choose one text per part, or one change at a time where these are too many.
fn combinations<'a>(choices: &[Vec<&'a str>], parts: &'a [Part]) -> Vec<Vec<&'a str>> {
    let count = choices.iter().try_fold(1usize, |n, c| n.checked_mul(c.len()));
    if count.is_none_or(|n| n > COMBINATIONS) {
        let plain: Vec<&str> = parts.iter().map(|p| p.value.as_str()).collect();
        return choices
            .iter()
            .enumerate()
            .flat_map(|(i, texts)| texts.iter().map(move |t| (i, *t)))
            .map(|(i, text)| {
                let mut one = plain.clone();
                if let Some(place) = one.get_mut(i) {
                    *place = text;
                }
                one
            })
            .collect();
    }
    let mut out = vec![Vec::new()];
    for texts in choices {
        out = out
            .iter()
            .flat_map(|head| {
                texts.iter().map(move |t| {
                    let mut next = head.clone();
                    next.push(*t);
                    next
                })
            })
            .collect();
    }
    out
}
