// SPDX-License-Identifier: Apache-2.0
//! Cuts a name into words and folds each: compatibility forms, case, invisible characters, marks.
//!
//! Apostrophes and invisible characters vanish inside a word; every other punctuation mark ends
//! it. Single letters joined by dots or slashes ("D.O.O.", "A/S") come out as one word that
//! remembers its letters.

use crate::homoglyph;
use crate::letter::{ascii_digit, fold_case, fold_simple, is_mark, simple, strip_marks};
use crate::script::Script;
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing: the first word, or a change between unspaced scripts.
    None,
    /// Spaces only.
    Space,
    /// One dot and nothing else.
    Dot,
    /// One slash and nothing else.
    Slash,
    /// A hyphen.
    Hyphen,
    /// A comma, bracket, quotation mark or anything else.
    Other,
}

/// A folded word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Folded and without marks in Latin, Greek and Cyrillic: the comparable text.
    pub(crate) plain: String,
    /// Folded with marks kept, where that differs from `plain`: what romanisers read.
    pub(crate) marked: Option<String>,
    /// Script of the first letter; `Digit` for a word of digits only.
    pub(crate) script: Script,
    /// Byte offsets into the input.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// What stands before it.
    pub(crate) gap: Gap,
    /// More than one letter joined by dots or slashes: the byte ranges of the letters.
    pub(crate) letters: Vec<(usize, usize)>,
    /// The word mixed look-alike letters of two scripts and was read as one.
    pub(crate) repaired: bool,
}

impl Token {
    /// The text with marks, for romanisation.
    pub(crate) fn marked(&self) -> &str {
        self.marked.as_deref().unwrap_or(&self.plain)
    }
}

/// Characters dropped inside a word: apostrophes of romanisations, letters for ayn and hamza.
fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{B4}' | '\u{2B9}'
            ..='\u{2C0}'
                | '\u{2C8}'
                | '\u{2018}'
                | '\u{2019}'
                | '\u{201A}'
                | '\u{201B}'
                | '\u{2032}'
                | '\u{2035}'
                | '\u{5F3}'
                | '\u{5F4}'
                | '\u{55A}'
                | '\u{A78C}'
                | '\u{FF07}'
    )
}

enum Kind {
    Word,
    Drop,
    Break,
}

fn kind(c: char) -> Kind {
    if c.is_ascii() {
        return match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Kind::Word,
            '\'' | '`' => Kind::Drop,
            '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' => Kind::Break,
            c if c.is_ascii_control() => Kind::Drop,
            _ => Kind::Break,
        };
    }
    if is_apostrophe(c) || matches!(c, '\u{640}' | '\u{34F}' | '\u{180B}'..='\u{180E}') {
        return Kind::Drop;
    }
    // The bar that lengthens a kana vowel, and the marks that repeat a character.
    if matches!(c, '\u{30FC}' | '\u{3005}' | '\u{3007}') {
        return Kind::Word;
    }
    if matches!(c, '\u{30FB}' | '\u{2116}') {
        return Kind::Break;
    }
    match CodePointMapData::<GeneralCategory>::new().get(c) {
        GeneralCategory::UppercaseLetter
        | GeneralCategory::LowercaseLetter
        | GeneralCategory::TitlecaseLetter
        | GeneralCategory::OtherLetter
        | GeneralCategory::ModifierLetter
        | GeneralCategory::NonspacingMark
        | GeneralCategory::SpacingMark
        | GeneralCategory::DecimalNumber
        | GeneralCategory::LetterNumber
        | GeneralCategory::OtherNumber => Kind::Word,
        GeneralCategory::Format | GeneralCategory::Control | GeneralCategory::EnclosingMark => {
            if matches!(c, '\u{85}') { Kind::Break } else { Kind::Drop }
        }
        _ => Kind::Break,
    }
}

/// A word while it is being collected.
#[derive(Default)]
struct Word {
    text: String,
    start: usize,
    end: usize,
    ascii: bool,
}

struct Cutter<'a> {
    input: &'a str,
    tokens: Vec<Token>,
    word: Word,
    open: bool,
}

impl Cutter<'_> {
    fn letter(&mut self, c: char, start: usize, end: usize) {
        if !self.open {
            self.open = true;
            self.word.text.clear();
            self.word.start = start;
            self.word.ascii = true;
        } else if !(c.is_ascii() && self.word.ascii) {
            self.cut_on_script(c);
            if !self.open {
                self.open = true;
                self.word.text.clear();
                self.word.start = start;
                self.word.ascii = true;
            }
        }
        self.word.ascii &= c.is_ascii();
        self.word.text.push(if c.is_ascii() { c.to_ascii_lowercase() } else { c });
        self.word.end = end;
    }

    /// Ends the word where an unspaced script meets another one.
    fn cut_on_script(&mut self, next: char) {
        // A mark belongs to the letter before it and has no say.
        let Some(last) = self.word.text.chars().rev().find(|c| !is_mark(*c)) else { return };
        let (a, b) = (Script::of(last), Script::of(next));
        if a != b && (a.unspaced() || b.unspaced()) && b != Script::Other {
            self.close();
        }
    }

    fn close(&mut self) {
        if !self.open {
            return;
        }
        self.open = false;
        let gap = self.gap_before(self.word.start);
        let (start, end) = (self.word.start, self.word.end);
        let token = if self.word.ascii {
            let plain = self.word.text.clone();
            let digits = plain.bytes().all(|b| b.is_ascii_digit());
            let script = if digits { Script::Digit } else { Script::Latin };
            Some(Token {
                plain,
                marked: None,
                script,
                start,
                end,
                gap,
                letters: Vec::new(),
                repaired: false,
            })
        } else {
            fold_word(&self.word.text, start, end, gap)
        };
        self.tokens.extend(token);
    }

    fn gap_before(&self, start: usize) -> Gap {
        let Some(last) = self.tokens.last() else { return Gap::None };
        match self.input.get(last.end..start).unwrap_or("") {
            "" => Gap::None,
            "." => Gap::Dot,
            "/" => Gap::Slash,
            "-" | "\u{2010}" | "\u{2011}" | "\u{2013}" => Gap::Hyphen,
            between if between.chars().all(char::is_whitespace) => Gap::Space,
            _ => Gap::Other,
        }
    }
}

/// Cuts `text` into folded words with their byte offsets.
pub(crate) fn tokenise(text: &str) -> Vec<Token> {
    let mut cutter =
        Cutter { input: text, tokens: Vec::with_capacity(6), word: Word::default(), open: false };
    let nfkc = ComposingNormalizerBorrowed::new_nfkc();
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        if c.is_ascii() {
            match kind(c) {
                Kind::Word => cutter.letter(c, start, end),
                Kind::Drop => {}
                Kind::Break => cutter.close(),
            }
            continue;
        }
        if simple(c).is_some() {
            cutter.letter(c, start, end);
            continue;
        }
        if c == '\u{200C}' {
            // The zero-width non-joiner parts words in Persian and Urdu only.
            if cutter.open
                && cutter.word.text.chars().next_back().map(Script::of) == Some(Script::Arabic)
            {
                cutter.close();
            }
            continue;
        }
        if is_apostrophe(c) {
            continue;
        }
        if c == '\u{2116}' {
            cutter.close();
            continue;
        }
        let mut buffer = [0_u8; 4];
        // A digit is read as the ASCII one before words are cut, so that "徠༢" and "徠2" are alike.
        for part in nfkc.normalize(c.encode_utf8(&mut buffer)).chars().map(ascii_digit) {
            match kind(part) {
                Kind::Word => cutter.letter(part, start, end),
                Kind::Drop => {}
                Kind::Break => cutter.close(),
            }
        }
    }
    cutter.close();
    join_letters(cutter.tokens)
}

/// Folds a word that is not plain ASCII; `None` when nothing of it is left (marks alone).
fn fold_word(raw: &str, start: usize, end: usize, gap: Gap) -> Option<Token> {
    let (mut text, mut plain) = fold_simple(raw).unwrap_or_else(|| {
        let text = fold_case(raw);
        let plain = strip_marks(&text);
        (text, plain)
    });
    let repaired = match homoglyph::repair(&text).or_else(|| homoglyph::repair(&plain)) {
        Some(fixed) => {
            plain = strip_marks(&fixed);
            text = fixed;
            true
        }
        None => false,
    };
    let first = plain.chars().find(|c| c.is_alphanumeric())?;
    let script = plain
        .chars()
        .map(Script::of)
        .find(|s| !matches!(s, Script::Digit | Script::Other))
        .unwrap_or_else(|| Script::of(first));
    let marked = (text != plain).then_some(text);
    Some(Token { plain, marked, script, start, end, gap, letters: Vec::new(), repaired })
}

/// Joins runs of single letters parted by one dot or one slash each.
fn join_letters(tokens: Vec<Token>) -> Vec<Token> {
    let single = |token: &Token| {
        token.plain.chars().nth(1).is_none()
            && token.script != Script::Digit
            && !token.script.unspaced()
    };
    if !tokens.iter().any(|t| matches!(t.gap, Gap::Dot | Gap::Slash)) {
        return tokens;
    }
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut last_single = false;
    for token in tokens {
        let is_single = single(&token);
        if is_single
            && last_single
            && matches!(token.gap, Gap::Dot | Gap::Slash)
            && let Some(last) = out.last_mut()
            && last.script == token.script
        {
            if last.letters.is_empty() {
                last.letters.push((last.start, last.end));
            }
            last.letters.push((token.start, token.end));
            if last.marked.is_some() || token.marked.is_some() {
                last.marked = Some(format!("{}{}", last.marked(), token.marked()));
            }
            last.plain.push_str(&token.plain);
            last.end = token.end;
        } else {
            out.push(token);
        }
        last_single = is_single;
    }
    out
}
