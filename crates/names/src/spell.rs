// SPDX-License-Identifier: Apache-2.0
//! Gives each slot its spellings, script by script.

use crate::form::{Class, Form, Role, Scheme, Slot};
use crate::hangul::{self, Syllable};
use crate::roles::Made;
use crate::script::Script;
use crate::token::Token;
use crate::{abjad, chinese, cyrillic, homoglyph, indic, known, korean, phonemic};

/// The spellings found for one word, before they are put into its slot.
type Found = Vec<(String, Scheme)>;

/// Spells the slots that are not in Latin script. `mixed` says that the name has Latin words too.
pub(crate) fn other_scripts(tokens: &[Token], slots: &mut [Made], class: Class) {
    let mixed = tokens.iter().any(|token| token.script == Script::Latin);
    let words = || tokens.iter().filter(|token| token.script == Script::Cyrillic);
    let language = cyrillic::language(words().map(Token::marked));
    let asian = asian_cyrillic(tokens, class);
    let mut first_of_name = true;
    for (slot, at) in slots {
        let Some(at) = *at else { continue };
        let Some(token) = tokens.get(at) else { continue };
        let mut found = Found::new();
        match token.script {
            Script::Latin | Script::Digit => {
                first_of_name = false;
                continue;
            }
            Script::Cyrillic => {
                if let Some(spelled) = asian.get(at) {
                    found.extend(spelled.iter().cloned());
                }
                found.extend(cyrillic::spellings(token.marked(), language));
                if mixed && let Some(latin) = homoglyph::as_latin(&token.plain) {
                    found.push((latin, Scheme::LookAlike));
                }
            }
            Script::Hangul => spell_hangul(token, class, first_of_name, &mut found),
            Script::Han => han(token, class, first_of_name, &mut found),
            Script::Kana => found.push((phonemic::kana(token.marked()), Scheme::Hepburn)),
            Script::Arabic => {
                known_first(&token.plain, &mut found);
                found.push((abjad::arabic(&token.plain), Scheme::ArabicBgn));
            }
            Script::Hebrew => {
                known_first(&token.plain, &mut found);
                found.push((abjad::hebrew(&token.plain), Scheme::Hebrew));
            }
            Script::Greek => {
                found.push((phonemic::greek(token.marked()), Scheme::Greek));
                for spelling in known::spellings(&token.plain).unwrap_or_default() {
                    found.push(((*spelling).to_owned(), Scheme::KnownName));
                }
            }
            Script::Indic => {
                let bengali = token.plain.chars().any(|c| matches!(u32::from(c), 0x980..=0x9FF));
                let vowel = if bengali { "o" } else { "a" };
                found.push((indic::indic(token.marked(), vowel), Scheme::Devanagari));
                if bengali {
                    found.push((indic::indic(token.marked(), "a"), Scheme::Devanagari));
                }
            }
            Script::Thai => found.push((indic::thai(token.marked()), Scheme::Thai)),
            Script::Armenian => found.push((ascii(token.marked()), Scheme::Armenian)),
            Script::Georgian => found.push((ascii(token.marked()), Scheme::Georgian)),
            Script::Other => found.push((ascii(token.marked()), Scheme::AnyAscii)),
        }
        first_of_name = false;
        put(slot, token, found);
    }
}

/// Replaces the forms of a slot: spellings, the original script, then what the roles had added.
fn put(slot: &mut Slot, token: &Token, found: Found) {
    let native = match token.script {
        Script::Han => chinese::simplify(&token.plain),
        _ => token.plain.clone(),
    };
    let legal = slot.role == Role::LegalForm;
    let before: Vec<Form> = slot.forms.drain(..).collect();
    if legal {
        for form in before.into_iter().filter(|form| form.scheme == Scheme::LegalForm) {
            slot.forms.push(form);
        }
        slot.add(native, Scheme::Native);
        return;
    }
    for (text, scheme) in found {
        slot.add(text, scheme);
    }
    slot.add(native, Scheme::Native);
    for form in before.into_iter().filter(|form| form.scheme != Scheme::Latin) {
        slot.add(form.text, form.scheme);
    }
    if slot.forms.is_empty() {
        slot.add(token.plain.clone(), Scheme::Native);
    }
}

fn known_first(word: &str, found: &mut Found) {
    for spelling in known::spellings(word).unwrap_or_default() {
        found.push(((*spelling).to_owned(), Scheme::KnownName));
    }
}

fn spell_hangul(token: &Token, class: Class, first: bool, found: &mut Found) {
    let chars: Vec<char> = token.plain.chars().collect();
    if class == Class::Person || class == Class::Unknown {
        if let [c] = chars.as_slice() {
            one_hangul(*c, first, found);
            return;
        }
    } else {
        known_first(&token.plain, found);
    }
    let syllables: Vec<Syllable> = chars.iter().filter_map(|c| Syllable::of(*c)).collect();
    if syllables.len() < chars.len() {
        found.push((ascii(&token.plain), Scheme::AnyAscii));
        return;
    }
    for scheme in [Scheme::Dprk, Scheme::Revised, Scheme::McCuneReischauer] {
        found.push((hangul::word(&syllables, scheme), scheme));
    }
}

/// The spellings of one syllable of a Korean personal name.
fn one_hangul(c: char, surname: bool, found: &mut Found) {
    let Some(syllable) = Syllable::of(c) else { return };
    if surname && let Some(north) = korean::surname(c) {
        found.push((north.dprk(), Scheme::Dprk));
    }
    for scheme in [Scheme::Dprk, Scheme::Revised, Scheme::McCuneReischauer] {
        found.push((syllable.spell(scheme), scheme));
    }
    for spelling in korean::passport(c) {
        found.push(((*spelling).to_owned(), Scheme::Passport));
    }
}

fn han(token: &Token, class: Class, first: bool, found: &mut Found) {
    let simplified = chinese::simplify(&token.plain);
    known_first(&simplified, found);
    let person = matches!(class, Class::Person | Class::Unknown);
    let surname = chinese::surname(&simplified).filter(|_| person && first);
    if let Some(surname) = surname {
        for pinyin in &surname.pinyin {
            found.push(((*pinyin).to_owned(), Scheme::Pinyin));
        }
    }
    let syllables = chinese::pinyin(&simplified);
    found.push((syllables.concat(), Scheme::Pinyin));
    if let Some(surname) = surname {
        let wade: String = surname
            .pinyin
            .first()
            .filter(|_| syllables.len() == 1)
            .map(|pinyin| chinese::wade_giles(pinyin))
            .unwrap_or_default();
        found.push((wade, Scheme::WadeGiles));
        for spelling in &surname.cantonese {
            found.push(((*spelling).to_owned(), Scheme::Cantonese));
        }
    } else if person {
        let wade: String = syllables.iter().map(|s| chinese::wade_giles(s)).collect();
        found.push((wade, Scheme::WadeGiles));
    }
    korean_reading(&token.plain, &simplified, person && first, person, found);
}

/// Sino-Korean readings: a surname's spellings, or the given name's syllables written as one.
fn korean_reading(plain: &str, simplified: &str, surname: bool, person: bool, found: &mut Found) {
    let mut chars = plain.chars();
    if let (true, Some(c), None) = (surname, chars.next(), chars.next())
        && let Some(reading) = korean::hanja_surname(c)
    {
        one_hangul(reading, true, found);
        return;
    }
    let readings: Option<Vec<Syllable>> =
        simplified.chars().map(|c| chinese::reading(c).and_then(Syllable::of)).collect();
    let Some(readings) = readings.filter(|readings| !readings.is_empty()) else { return };
    for scheme in [Scheme::Dprk, Scheme::Revised] {
        let text = if person {
            readings.iter().map(|syllable| syllable.spell(scheme)).collect()
        } else {
            hangul::word(&readings, scheme)
        };
        found.push((text, scheme));
    }
    if person {
        let text = readings.iter().map(|syllable| syllable.spell(Scheme::Passport)).collect();
        found.push((text, Scheme::Passport));
    }
}

/// For a personal name in Cyrillic whose every word reads as Korean or Chinese, the spellings of
/// each token by position; otherwise nothing.
fn asian_cyrillic(tokens: &[Token], class: Class) -> Vec<Found> {
    let fits = matches!(class, Class::Person | Class::Unknown)
        && (2..=4).contains(&tokens.len())
        && tokens.iter().all(|token| token.script == Script::Cyrillic);
    if !fits {
        return Vec::new();
    }
    let mut found: Vec<Found> = vec![Found::new(); tokens.len()];
    let mut any = |read: &[Vec<&str>], scheme: Scheme| {
        for (found, syllables) in found.iter_mut().zip(read) {
            found.push((syllables.concat(), scheme));
        }
    };
    let total = |read: &[Vec<&str>]| read.iter().map(Vec::len).sum::<usize>();
    let korean: Option<Vec<Vec<&str>>> =
        tokens.iter().map(|token| korean::from_cyrillic(token.marked())).collect();
    if let Some(read) = korean
        && let Some([surname]) = read.first().map(Vec::as_slice)
        && korean::is_surname(surname)
        && total(&read) <= 4
    {
        any(&read, Scheme::Kontsevich);
    }
    let chinese: Option<Vec<Vec<&str>>> =
        tokens.iter().map(|token| chinese::from_cyrillic(token.marked())).collect();
    if let Some(read) = chinese
        && let Some([surname]) = read.first().map(Vec::as_slice)
        && chinese::is_surname_pinyin(surname)
        && total(&read) <= 4
    {
        any(&read, Scheme::Palladius);
    }
    found
}

/// Korean spellings for names in Latin letters of which every word reads as Korean syllables and
/// the first or the last is a surname: Choi meets Choe, Lee meets Ri.
pub(crate) fn korean_latin(tokens: &[Token], slots: &mut [Made], class: Class) {
    if !matches!(class, Class::Person | Class::Unknown) || !(2..=3).contains(&tokens.len()) {
        return;
    }
    let fits = |token: &Token| token.script == Script::Latin && token.plain.len() <= 11;
    if slots.len() != tokens.len() || !tokens.iter().all(fits) {
        return;
    }
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
    let families = [korean::surname_families(&first.plain), korean::surname_families(&last.plain)];
    if families.iter().all(|families| families.is_empty()) {
        return;
    }
    let readings: Vec<Vec<String>> =
        tokens.iter().map(|token| korean::readings(&token.plain)).collect();
    if readings.iter().any(Vec::is_empty) {
        return;
    }
    let last_at = slots.len().saturating_sub(1);
    for (at, ((slot, _), readings)) in slots.iter_mut().zip(&readings).enumerate() {
        if matches!(
            slot.role,
            Role::Particle | Role::Title | Role::Number | Role::LegalForm | Role::Common
        ) {
            slot.role = Role::Plain;
        }
        let families = match at {
            0 => families[0],
            _ if at == last_at => families[1],
            _ => &[],
        };
        for spelling in families.iter().copied().chain(readings.iter().map(String::as_str)) {
            slot.add(spelling, Scheme::KoreanFamily);
        }
    }
}

/// The general transliteration reduced to lower-case letters and digits.
pub(crate) fn ascii(text: &str) -> String {
    any_ascii::any_ascii(text)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}
