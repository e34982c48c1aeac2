// SPDX-License-Identifier: Apache-2.0
//! Gives each slot its spellings, script by script.

use crate::form::{Class, Form, Scheme};
use crate::roles::Made;
use crate::script::Script;
use crate::token::Token;

/// Cuts and joins tokens as the class of the bearer asks.
pub(crate) fn prepare(tokens: Vec<Token>, _class: Class) -> Vec<Token> {
    tokens
}

/// Spells the slots that are not in Latin script.
pub(crate) fn other_scripts(tokens: &[Token], slots: &mut [Made], _class: Class, _mixed: bool) {
    for (slot, at) in slots {
        let Some(token) = at.and_then(|at| tokens.get(at)) else { continue };
        if matches!(token.script, Script::Latin | Script::Digit) {
            continue;
        }
        if slot.forms.first().is_some_and(|form| form.scheme == Scheme::LegalForm) {
            continue;
        }
        let rest: Vec<Form> = slot.forms.drain(..).collect();
        slot.add(ascii(token.marked()), Scheme::AnyAscii);
        slot.add(token.plain.clone(), Scheme::Native);
        for form in rest.into_iter().filter(|form| form.scheme != Scheme::Latin) {
            slot.add(form.text, form.scheme);
        }
        if slot.forms.is_empty() {
            slot.add(token.plain.clone(), Scheme::Native);
        }
    }
}

/// Korean spellings for names in Latin letters that look Korean.
pub(crate) fn korean_latin(_tokens: &[Token], _slots: &mut [Made], _class: Class) {}

/// The general transliteration reduced to lower-case letters and digits.
pub(crate) fn ascii(text: &str) -> String {
    any_ascii::any_ascii(text)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}
