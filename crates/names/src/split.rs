// SPDX-License-Identifier: Apache-2.0
//! Cuts words that a script writes together: surname and given name in Han and Hangul, firm words
//! in Chinese, Korean and Japanese, the Arabic article; and parts the letters of initials.

use crate::chinese;
use crate::form::Class;
use crate::known;
use crate::korean;
use crate::script::Script;
use crate::tables::tables;
use crate::token::{Gap, Token};

/// Korean surnames of two syllables.
const LONG_SURNAMES: [&str; 8] = ["남궁", "황보", "제갈", "사공", "선우", "독고", "서문", "동방"];

/// Cuts and joins tokens as their script and the class of the bearer ask.
pub(crate) fn prepare(text: &str, tokens: Vec<Token>, class: Class) -> Vec<Token> {
    let plain = tokens
        .iter()
        .all(|t| matches!(t.script, Script::Latin | Script::Digit) && t.letters.is_empty());
    if plain && !tokens.iter().any(|token| glued_form(text, token, class).is_some()) {
        return tokens;
    }
    let hangul_person = hangul_person(&tokens, class);
    let han_words = tokens.iter().filter(|token| token.script == Script::Han).count();
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len() + 4);
    let mut tokens = tokens.into_iter().peekable();
    while let Some(mut token) = tokens.next() {
        match token.script {
            _ if !token.letters.is_empty() && initials(&token, class) => {
                out.extend(letters(&token));
            }
            Script::Latin => match glued_form(text, &token, class) {
                Some(at) => out.extend(cut(text, &token, &[at])),
                None => out.push(token),
            },
            Script::Arabic => {
                if token.plain == "عبد"
                    && let Some(next) = tokens.next_if(|next| next.plain == "الله")
                {
                    token.plain.push_str(&next.plain);
                    token.marked = None;
                    token.end = next.end;
                    out.push(token);
                } else {
                    out.extend(cut(text, &token, &article(&token.plain)));
                }
            }
            Script::Hangul if hangul_person => {
                let first = !out.iter().any(|token| token.script == Script::Hangul);
                let long = LONG_SURNAMES.iter().any(|name| token.plain.starts_with(name));
                let count = token.plain.chars().count();
                let lengths = if first && long {
                    std::iter::once(2)
                        .chain(std::iter::repeat_n(1, count.saturating_sub(3)))
                        .collect()
                } else {
                    vec![1; count.saturating_sub(1)]
                };
                out.extend(cut(text, &token, &lengths));
            }
            Script::Han if class == Class::Person => {
                let lengths = if han_words == 1 { han_person(&token.plain) } else { Vec::new() };
                out.extend(cut(text, &token, &lengths));
            }
            Script::Han | Script::Hangul | Script::Kana if class != Class::Person => {
                let lengths = firm_words(&token.plain);
                if lengths.is_empty() && class == Class::Unknown && token.script == Script::Han {
                    let lengths = han_person(&token.plain);
                    out.extend(cut(text, &token, &lengths));
                } else {
                    out.extend(cut(text, &token, &lengths));
                }
            }
            _ => out.push(token),
        }
    }
    out
}

/// Whether joined letters are initials of a person rather than an abbreviation.
fn initials(token: &Token, class: Class) -> bool {
    match class {
        // "S/O" stays: son of.
        Class::Person => !tables().get(&token.plain).is_some_and(|entry| entry.particle),
        Class::Unknown => token.letters.len() == 2 && tables().get(&token.plain).is_none(),
        Class::Organisation | Class::Object => false,
    }
}

fn letters(token: &Token) -> impl Iterator<Item = Token> + '_ {
    token.plain.chars().zip(&token.letters).enumerate().map(|(at, (c, (start, end)))| Token {
        plain: c.to_string(),
        marked: None,
        script: token.script,
        start: *start,
        end: *end,
        gap: if at == 0 { token.gap } else { Gap::Dot },
        letters: Vec::new(),
        repaired: false,
    })
}

/// Where a legal form in capitals is glued to a word in small letters ("SiemensAG").
fn glued_form(text: &str, token: &Token, class: Class) -> Option<usize> {
    if class == Class::Person || token.plain.len() < 5 {
        return None;
    }
    let printed = text.get(token.start..token.end)?;
    let capitals = printed.bytes().rev().take_while(u8::is_ascii_uppercase).count();
    let at = printed.len().checked_sub(capitals)?;
    if !(2..=4).contains(&capitals) || at < 3 || printed.len() != token.plain.len() {
        return None;
    }
    let small = printed.get(..at)?.bytes().rev().take(2).all(|b| b.is_ascii_lowercase());
    let legal = tables().get(token.plain.get(at..)?)?.is_legal();
    (small && legal).then_some(at)
}

/// The lengths to cut an Arabic word into: the article, and servant-names written as one word.
fn article(word: &str) -> Vec<usize> {
    let count = word.chars().count();
    if word == "الله" || word == "عبدالله" {
        return Vec::new();
    }
    if word.starts_with("عبدال") && count >= 8 {
        return vec![3, 2];
    }
    if word.starts_with("ال") && count >= 5 { vec![2] } else { Vec::new() }
}

/// Whether the Hangul words of a name are a Korean person's: a surname, then one to three
/// syllables.
fn hangul_person(tokens: &[Token], class: Class) -> bool {
    if !matches!(class, Class::Person | Class::Unknown) {
        return false;
    }
    let hangul: Vec<&str> =
        tokens.iter().filter(|t| t.script == Script::Hangul).map(|t| t.plain.as_str()).collect();
    let count: usize = hangul.iter().map(|word| word.chars().count()).sum();
    let Some(first) = hangul.first() else { return false };
    if !(2..=5).contains(&count) || hangul.len() > 3 {
        return false;
    }
    if class == Class::Unknown && hangul.iter().any(|word| !firm_words(word).is_empty()) {
        return false;
    }
    let long = LONG_SURNAMES.iter().any(|name| first.starts_with(name));
    let surname = first.chars().next().is_some_and(|c| korean::surname(c).is_some());
    let alone =
        hangul.len() == 1 || first.chars().count() <= 2 && (long || first.chars().count() == 1);
    (long || surname && count <= 4) && alone
}

/// The length of the surname of a personal name in Han characters, if it can be told.
fn han_person(word: &str) -> Vec<usize> {
    let chars: Vec<char> = word.chars().collect();
    if !(2..=5).contains(&chars.len()) || known::spellings(&chinese::simplify(word)).is_some() {
        return Vec::new();
    }
    let prefix = |length: usize| -> String {
        chinese::simplify(&chars.iter().take(length).collect::<String>())
    };
    let rest = |length: usize| -> String {
        chinese::simplify(&chars.iter().skip(length).collect::<String>())
    };
    // A Japanese surname, when what follows is known too or the name is too long for Chinese.
    for length in [3, 2] {
        if chars.len() > length
            && known::spellings(&prefix(length)).is_some()
            && (chars.len() == 4 || chars.len() == 5 || known::spellings(&rest(length)).is_some())
        {
            return vec![length];
        }
    }
    if chars.len() > 4 {
        return Vec::new();
    }
    if chars.len() > 2 && chinese::surname(&prefix(2)).is_some() {
        return vec![2];
    }
    // Four characters without a compound surname are Japanese, two and two.
    if chars.len() == 4 { vec![2] } else { vec![1] }
}

/// The lengths to cut a firm's name into so that every known word stands alone.
fn firm_words(word: &str) -> Vec<usize> {
    let chars: Vec<char> = word.chars().collect();
    let mut ends = Vec::new();
    let (mut at, mut open) = (0, 0);
    while let Some(rest) = chars.get(at..).filter(|rest| !rest.is_empty()) {
        match tables().unspaced_prefix(rest) {
            // A known word that would leave a single character over is taken only at the edges.
            Some(length) => {
                if open < at {
                    ends.push(at - open);
                }
                ends.push(length);
                at += length;
                open = at;
            }
            None => at += 1,
        }
    }
    if open == at {
        ends.pop();
    }
    ends
}

/// Cuts a token into pieces of the given lengths in characters; what is left is the last piece.
/// Offsets are exact where the printed word has as many characters as the folded one, and those
/// of the whole word otherwise.
fn cut(text: &str, token: &Token, lengths: &[usize]) -> Vec<Token> {
    if lengths.is_empty() {
        return vec![token.clone()];
    }
    let printed = text.get(token.start..token.end).unwrap_or("");
    let exact = printed.chars().count() == token.plain.chars().count();
    let marked = token.marked().chars().count() == token.plain.chars().count();
    let offset = |at: usize| {
        printed.char_indices().nth(at).map_or(token.end, |(byte, _)| token.start + byte)
    };
    let total = token.plain.chars().count();
    let mut pieces = Vec::with_capacity(lengths.len() + 1);
    let mut at = 0;
    for length in lengths.iter().copied().chain([total]) {
        let end = (at + length).min(total);
        if end <= at {
            continue;
        }
        let take = |text: &str| text.chars().skip(at).take(end - at).collect::<String>();
        pieces.push(Token {
            plain: take(&token.plain),
            marked: token.marked.as_deref().filter(|_| marked).map(take),
            script: token.script,
            start: if exact { offset(at) } else { token.start },
            end: if exact { offset(end) } else { token.end },
            gap: if at == 0 { token.gap } else { Gap::None },
            letters: Vec::new(),
            repaired: token.repaired,
        });
        at = end;
    }
    pieces
}
