// SPDX-License-Identifier: Apache-2.0
//! Which part each word plays: title, particle, legal form, common word, number, initial.

use crate::analyse::slot;
use crate::form::{Class, Role, Scheme, Slot};
use crate::script::Script;
use crate::tables::{Entry, Run, RunKind, Tables, tables};
use crate::token::{Gap, Token};

/// A slot and the token it was made from; `None` for a run of several tokens.
pub(crate) type Made = (Slot, Option<usize>);

/// Makes one slot per token, or one per run of tokens that the tables know as a unit.
pub(crate) fn assign(text: &str, tokens: &[Token], class: Class) -> Vec<Made> {
    let tables = tables();
    let mut slots: Vec<Made> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let entry = tables.get(&token.plain);
        let runs = matches!(class, Class::Organisation | Class::Unknown);
        if runs && let Some(run) = entry.and_then(|entry| longest(entry, tokens, at)) {
            let last = tokens.get(at + run.rest.len()).unwrap_or(token);
            slots.push(run_slot(text, token, last, run, at));
            at += run.rest.len() + 1;
            continue;
        }
        if class != Class::Person
            && let Some(made) = compound_number(text, tables, tokens, at)
        {
            slots.push((made, None));
            at += 2;
            continue;
        }
        let role = single(entry, tokens, at, class);
        let mut made = slot(text, token, role);
        if role == Role::Number
            && let Some(figure) = figure(entry, token)
        {
            made.add(figure, Scheme::Translated);
        }
        slots.push((made, Some(at)));
        at += 1;
    }
    let telling = |(slot, _): &Made| matches!(slot.role, Role::Plain | Role::Common | Role::Number);
    if !slots.iter().any(telling) {
        // Nothing but titles and particles: then they are the name.
        for (slot, _) in &mut slots {
            if matches!(slot.role, Role::Title | Role::Particle) {
                slot.role = Role::Plain;
            }
        }
    }
    slots
}

/// Tens and units in words, or tens in words and units in figures: "Forty-Four", "Forty 4".
fn compound_number(text: &str, tables: &Tables, tokens: &[Token], at: usize) -> Option<Slot> {
    let value = |token: &Token| tables.get(&token.plain)?.number?.parse::<u32>().ok();
    let (first, last) = (tokens.get(at)?, tokens.get(at + 1)?);
    let tens = value(first).filter(|tens| (20..100).contains(tens) && tens % 10 == 0)?;
    let units = value(last)
        .or_else(|| last.plain.parse::<u32>().ok())
        .filter(|units| (1..10).contains(units))?;
    let mut made = slot(text, first, Role::Number);
    made.forms.clear();
    made.end = last.end;
    text.get(made.start..made.end).unwrap_or("").clone_into(&mut made.printed);
    made.add((tens + units).to_string(), Scheme::Translated);
    Some(made)
}

/// The longest run of the tables that the tokens from `at` on spell out.
fn longest<'t>(entry: &'t Entry, tokens: &[Token], at: usize) -> Option<&'t Run> {
    entry.runs.iter().find(|run| {
        let end = at + 1 + run.rest.len();
        let Some(rest) = tokens.get(at + 1..end) else { return false };
        if !rest.iter().zip(&run.rest).all(|(token, word)| token.plain == *word) {
            return false;
        }
        if !matches!(run.kind, RunKind::Legal(_)) {
            return true;
        }
        let last = end == tokens.len();
        if run.letters {
            return last && at > 0;
        }
        // A short legal form in the middle of a name is more likely a word of the name.
        let short = run.rest.is_empty()
            && tokens
                .get(at)
                .is_some_and(|token| token.plain.chars().count() <= 2 && token.letters.is_empty());
        let bracketed = tokens.get(end).is_some_and(|next| next.gap == Gap::Other);
        !short || (tokens.len() > 1 && (last || at == 0 || bracketed))
    })
}

fn run_slot(text: &str, first: &Token, last: &Token, run: &Run, at: usize) -> Made {
    let role = match run.kind {
        RunKind::Legal(_) => Role::LegalForm,
        RunKind::Common(_) => Role::Common,
    };
    let mut made = slot(text, first, role);
    if !run.rest.is_empty() {
        made.end = last.end;
        text.get(made.start..made.end).unwrap_or("").clone_into(&mut made.printed);
    }
    let own = made.forms.pop();
    match run.kind {
        RunKind::Legal(id) => {
            made.add(id, Scheme::LegalForm);
            if let (Some(own), true) = (own, run.rest.is_empty()) {
                made.add(own.text, own.scheme);
            }
        }
        RunKind::Common(word) => {
            if run.rest.is_empty() {
                made.forms.extend(own);
                made.add(word, Scheme::Translated);
            } else {
                made.add(word, Scheme::Translated);
            }
        }
    }
    (made, run.rest.is_empty().then_some(at))
}

fn single(entry: Option<&Entry>, tokens: &[Token], at: usize, class: Class) -> Role {
    let Some(token) = tokens.get(at) else { return Role::Plain };
    let last = at + 1 == tokens.len();
    let person = matches!(class, Class::Person | Class::Unknown);
    if token.plain.bytes().any(|b| b.is_ascii_digit()) && digits_lead(&token.plain) {
        return Role::Number;
    }
    let one_letter = token.plain.chars().nth(1).is_none();
    if one_letter
        && person
        && tokens.len() > 1
        && matches!(token.script, Script::Latin | Script::Cyrillic | Script::Greek)
    {
        return Role::Initial;
    }
    if roman(&token.plain).is_some() && (at > 0 || class != Class::Person) && tokens.len() > 1 {
        return Role::Number;
    }
    let Some(entry) = entry else { return Role::Plain };
    if class == Class::Object {
        return if entry.ship_title && at == 0 && tokens.len() > 1 {
            Role::Title
        } else if entry.number.is_some() && at > 0 {
            Role::Number
        } else {
            Role::Plain
        };
    }
    if entry.number.is_some() && class != Class::Person && tokens.len() > 1 {
        return Role::Number;
    }
    if person && entry.title {
        // "Stephen King" keeps his name, "AHMAD, Sheikh" his title.
        let suffix = matches!(
            token.plain.as_str(),
            "jr" | "jnr" | "junior" | "sr" | "snr" | "senior" | "phd" | "filho" | "neto" | "esq"
        );
        if !last || suffix || token.gap == Gap::Other || !token.plain.is_ascii() {
            return Role::Title;
        }
        return Role::Plain;
    }
    if entry.particle && !last && particle_fits(tokens, at) {
        return Role::Particle;
    }
    if entry.org_particle && class != Class::Person {
        return Role::Particle;
    }
    Role::Plain
}

/// Particles that are also names count only where a hyphen, or a name before them, shows it.
fn particle_fits(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    match token.plain.as_str() {
        "an" | "as" | "ad" | "az" | "ar" | "at" | "us" | "ur" | "ud" | "ash" | "il" | "is" => {
            tokens.get(at + 1).is_some_and(|next| next.gap == Gap::Hyphen)
        }
        "ben" | "b" | "bn" | "um" | "om" | "so" | "no" => at > 0,
        _ => true,
    }
}

/// A word of digits, or digits with a short ending ("144th", "3rd", "5a").
fn digits_lead(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && word.len() - digits <= 2
}

/// The figure a number stands for, where it is not printed as one.
fn figure(entry: Option<&Entry>, token: &Token) -> Option<String> {
    if let Some(figure) = entry.and_then(|entry| entry.number) {
        return Some(figure.to_owned());
    }
    let word = token.plain.as_str();
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (figures, rest) = word.split_at_checked(digits)?;
    match rest {
        "st" | "nd" | "rd" | "th" => Some(figures.to_owned()),
        _ if digits > 1 && figures.starts_with('0') && rest.is_empty() => {
            Some(figures.trim_start_matches('0').to_owned())
        }
        _ if digits == 0 => roman(word).map(|number| number.to_string()),
        _ => None,
    }
}

/// Roman figures from 2 to 39 of at least two letters that are no common words.
fn roman(word: &str) -> Option<u32> {
    if word.len() < 2 || word.len() > 7 || !word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')) {
        return None;
    }
    let (tens, rest) = match word.bytes().take_while(|b| *b == b'x').count() {
        n @ 0..=3 => (u32::try_from(n).ok()?, word.get(n..)?),
        _ => return None,
    };
    let units = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let unit = units.iter().position(|unit| *unit == rest)?;
    let number = tens * 10 + u32::try_from(unit).ok()?;
    // "Xi" is a surname far more often than eleven.
    (number > 1 && word != "xi").then_some(number)
}
