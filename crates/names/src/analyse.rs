// SPDX-License-Identifier: Apache-2.0
//! From a printed name to slots: words, their spellings and the part each plays.

use crate::form::{Analysed, Class, Form, Role, Scheme, Slot};
use crate::roles;
use crate::script::Script;
use crate::skeleton::skeleton;
use crate::spell;
use crate::split;
use crate::token::{Token, tokenise};
use smallvec::{SmallVec, smallvec};

/// Takes a name apart. Every word of the input comes back in exactly one slot; only punctuation
/// and invisible characters belong to none.
pub fn analyse(text: &str, class: Class) -> Analysed {
    let tokens = split::prepare(text, tokenise(text), class);
    let mut slots = roles::assign(text, &tokens, class);
    if tokens.iter().any(|token| !matches!(token.script, Script::Latin | Script::Digit)) {
        spell::other_scripts(&tokens, &mut slots, class);
    }
    spell::korean_latin(&tokens, &mut slots, class);
    for (slot, at) in &mut slots {
        finish(slot, at.and_then(|at| tokens.get(at)));
    }
    Analysed { slots: slots.into_iter().map(|(slot, _)| slot).collect() }
}

/// Adds the consonant skeleton as the last form where a slot is long enough to have one.
fn finish(slot: &mut Slot, token: Option<&Token>) {
    let Some(token) = token else { return };
    let vowelled = token.script == Script::Latin;
    if !(vowelled || matches!(token.script, Script::Arabic | Script::Hebrew | Script::Thai))
        || matches!(
            slot.role,
            Role::LegalForm | Role::Initial | Role::Number | Role::Particle | Role::Common
        )
    {
        return;
    }
    let Some(main) = slot.forms.first() else { return };
    if vowelled && main.text.len() < 4 {
        return;
    }
    if let Some(text) = skeleton(&main.text) {
        slot.forms.push(Form { text, scheme: Scheme::Skeleton });
    }
}

/// A slot for one word with its main form.
pub(crate) fn slot(text: &str, token: &Token, role: Role) -> Slot {
    let forms: SmallVec<[Form; 2]> =
        smallvec![Form { text: token.plain.clone(), scheme: Scheme::Latin }];
    let printed = text.get(token.start..token.end).unwrap_or(&token.plain).to_owned();
    Slot { printed, forms, role, start: token.start, end: token.end }
}

/// The two neighbouring slots written as one word ("Jong" and "un" as "jongun"), if both have
/// a Latin-type main form and neither is a legal form.
pub fn joined(a: &Slot, b: &Slot) -> Option<Form> {
    if a.role == Role::LegalForm || b.role == Role::LegalForm {
        return None;
    }
    let (a, b) = (a.forms.first()?, b.forms.first()?);
    let keyed = |form: &Form| form.text.starts_with(['~', '=', '@']);
    if keyed(a) || keyed(b) || a.text.is_ascii() != b.text.is_ascii() {
        return None;
    }
    Some(Form { text: format!("{}{}", a.text, b.text), scheme: Scheme::Joined })
}
