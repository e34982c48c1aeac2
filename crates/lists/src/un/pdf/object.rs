// SPDX-License-Identifier: Apache-2.0
//! The objects a PDF is made of, and the reader of their notation.

use std::collections::BTreeMap;

/// Deepest nesting of arrays and dictionaries followed.
const DEPTH_LIMIT: usize = 32;
/// Most values one object (or one operand of a page) may hold.
const NODE_LIMIT: usize = 1 << 20;
/// Most blanks looked over between the parts of a reference.
const BLANK_LIMIT: usize = 16;

/// A dictionary by its keys, without the slash.
pub(super) type Dict = BTreeMap<Vec<u8>, Object>;

/// One value. A number holds whole numbers exactly, since offsets stay below 2^53.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Bool(bool),
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    /// A dictionary and where its data stand in the file.
    Stream(Dict, std::ops::Range<usize>),
    /// The number of another object.
    Reference(u32),
    /// A bare word: an operator of a page, or a keyword of the file.
    Word(Vec<u8>),
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(n) = self { Some(*n) } else { None }
    }

    /// A whole number from 0 on.
    pub(super) fn count(&self) -> Option<usize> {
        let n = self.number()?;
        // Compared exactly: beyond 2^53 no offset or count of a file read here can lie.
        if !(0.0..9.0e15).contains(&n) || n.fract() != 0.0 {
            return None;
        }
        format!("{n:.0}").parse().ok()
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(n) = self { Some(n) } else { None }
    }

    pub(super) fn text(&self) -> Option<&[u8]> {
        if let Self::Text(t) = self { Some(t) } else { None }
    }

    pub(super) fn array(&self) -> Option<&[Object]> {
        if let Self::Array(a) = self { Some(a) } else { None }
    }

    /// The dictionary, also that of a stream.
    pub(super) fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(d) | Self::Stream(d, _) => Some(d),
            _ => None,
        }
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Word(w) if w == word.as_bytes())
    }
}

/// Reads objects one after the other; never fails, but ends early where a limit is passed.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: usize,
    spent: usize,
    references: bool,
}

impl<'a> Lexer<'a> {
    /// The objects of a file from an offset on.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, nodes: NODE_LIMIT, spent: 0, references: true }
    }

    /// The operands and operators of a page, which hold no references.
    pub(super) fn content(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, nodes: NODE_LIMIT, spent: 0, references: false }
    }

    /// Offset of the next byte.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// How many values were read so far, at every depth.
    pub(super) fn spent(&self) -> usize {
        self.spent
    }

    /// Goes on from another offset.
    pub(super) fn seek(&mut self, at: usize) {
        self.at = at;
    }

    /// The next object; `None` at the end, or where a limit of nesting or size is passed.
    pub(super) fn next(&mut self) -> Option<Object> {
        self.nodes = NODE_LIMIT;
        let object = self.object(0);
        self.spent += NODE_LIMIT - self.nodes;
        object
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn bump(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Passes white space and comments.
    pub(super) fn blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.blanks();
        self.nodes = self.nodes.checked_sub(1)?;
        if depth > DEPTH_LIMIT {
            return None;
        }
        let byte = self.peek()?;
        match byte {
            b'/' => {
                self.at += 1;
                Some(Object::Name(self.name()))
            }
            b'(' => {
                self.at += 1;
                Some(Object::Text(self.literal()))
            }
            b'<' => {
                self.at += 1;
                if self.peek() != Some(b'<') {
                    return Some(Object::Text(self.hexadecimal()));
                }
                self.at += 1;
                self.dictionary(depth)
            }
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                loop {
                    match self.object(depth + 1)? {
                        Object::Word(w) if w == b"]" => return Some(Object::Array(items)),
                        // A keyword of the file's frame: the array was never closed.
                        Object::Word(w) if w == b"endobj" || w == b"endstream" => return None,
                        item => items.push(item),
                    }
                }
            }
            b'>' => {
                self.at += 1;
                if self.peek() == Some(b'>') {
                    self.at += 1;
                    return Some(Object::Word(b">>".to_vec()));
                }
                Some(Object::Word(vec![byte]))
            }
            b']' | b')' | b'{' | b'}' => {
                self.at += 1;
                Some(Object::Word(vec![byte]))
            }
            _ => Some(self.token()),
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Object> {
        let mut dict = Dict::new();
        loop {
            match self.object(depth + 1)? {
                Object::Name(key) => {
                    let value = self.object(depth + 1)?;
                    if value.is_word(">>") {
                        return Some(Object::Dict(dict));
                    }
                    dict.insert(key, value);
                }
                Object::Word(w) if w == b">>" => return Some(Object::Dict(dict)),
                Object::Word(w) if w == b"endobj" || w == b"stream" => return None,
                _ => {}
            }
        }
    }

    fn name(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        while let Some(byte) = self.peek().filter(|b| is_regular(*b)) {
            self.at += 1;
            let escaped = self.bytes.get(self.at..self.at + 2).filter(|_| byte == b'#');
            match escaped.and_then(|h| Some(digit(*h.first()?)? * 16 + digit(*h.get(1)?)?)) {
                Some(value) => {
                    out.push(value);
                    self.at += 2;
                }
                None => out.push(byte),
            }
        }
        out
    }

    fn literal(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut open = 1usize;
        while let Some(byte) = self.bump() {
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    out.extend(self.escape());
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    fn escape(&mut self) -> Option<u8> {
        let byte = self.bump()?;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\n' => return None,
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
                return None;
            }
            b'0'..=b'7' => {
                let mut value = byte - b'0';
                for _ in 0..2 {
                    let Some(next) = self.peek().filter(|b| (b'0'..=b'7').contains(b)) else {
                        break;
                    };
                    self.at += 1;
                    value = value.wrapping_mul(8).wrapping_add(next - b'0');
                }
                value
            }
            other => other,
        })
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut half = None;
        while let Some(byte) = self.bump().filter(|b| *b != b'>') {
            let Some(value) = digit(byte) else { continue };
            match half.take() {
                None => half = Some(value),
                Some(high) => out.push(high * 16 + value),
            }
        }
        out.extend(half.map(|h| h * 16));
        out
    }

    fn token(&mut self) -> Object {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        if self.at == start {
            // A byte of no class; passed so that reading always goes on.
            self.at += 1;
        }
        let word = self.bytes.get(start..self.at).unwrap_or_default();
        match word {
            b"true" => Object::Bool(true),
            b"false" => Object::Bool(false),
            b"null" => Object::Null,
            _ => match number(word) {
                Some(n) => self.reference(word).unwrap_or(Object::Number(n)),
                None => Object::Word(word.to_vec()),
            },
        }
    }

    /// "12 0 R", of which "12" was read.
    fn reference(&mut self, word: &[u8]) -> Option<Object> {
        if !self.references || word.len() > 10 {
            return None;
        }
        let target = std::str::from_utf8(word).ok()?.parse::<u32>().ok()?;
        let rest = self.bytes.get(self.at..)?;
        let rest = rest.get(..rest.len().min(2 * BLANK_LIMIT)).unwrap_or(rest);
        let blank = |from: &[u8]| from.iter().take_while(|b| is_blank(**b)).count();
        let first = blank(rest);
        let digits = rest.get(first..)?.iter().take_while(|b| b.is_ascii_digit()).count();
        let second = blank(rest.get(first + digits..)?);
        let end = first + digits + second;
        let closes = rest.get(end + 1).is_none_or(|b| !is_regular(*b));
        if first == 0 || digits == 0 || second == 0 || rest.get(end) != Some(&b'R') || !closes {
            return None;
        }
        self.at += end + 1;
        Some(Object::Reference(target))
    }
}

/// "12", "-.5", "+3.25", and the "--5" and "1.2-3" of careless writers.
fn number(word: &[u8]) -> Option<f64> {
    let first = *word.first()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) || word.len() > 64 {
        return None;
    }
    let text = std::str::from_utf8(word).ok()?;
    if !word.iter().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.')) {
        return None;
    }
    let unsigned = text.trim_start_matches(['+', '-']);
    let unsigned = unsigned.split('-').next().unwrap_or_default();
    let value: f64 =
        if unsigned.is_empty() || unsigned == "." { 0.0 } else { unsigned.parse().ok()? };
    Some(if first == b'-' { -value } else { value })
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// White space of the format.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Object> {
        let mut lexer = Lexer::new(text.as_bytes(), 0);
        std::iter::from_fn(|| lexer.next()).collect()
    }

    #[test]
    fn every_notation_is_read() {
        assert_eq!(
            all("12 -.5 +3. 12 0 R true null /A#20b % c\n(a\\(b\\)(c)\\101\\\n) <4 14>"),
            [
                Object::Number(12.0),
                Object::Number(-0.5),
                Object::Number(3.0),
                Object::Reference(12),
                Object::Bool(true),
                Object::Null,
                Object::Name(b"A b".to_vec()),
                Object::Text(b"a(b)(c)A".to_vec()),
                Object::Text(b"A@".to_vec()),
            ]
        );
        let found = all("<< /K [1 0 R 2 /N] /D << >> >>");
        let dict = found.first().and_then(Object::dict).expect("a dictionary");
        assert_eq!(dict.get(&b"K"[..]).and_then(Object::array).map(<[_]>::len), Some(3));
    }

    #[test]
    fn counts_are_whole_and_positive() {
        assert_eq!(Object::Number(7.0).count(), Some(7));
        for n in [-1.0, 0.5, f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(Object::Number(n).count(), None);
        }
    }

    #[test]
    fn what_is_never_closed_ends() {
        for text in ["(((((", "<<<<<<", "<abc", "[[[[", "<< /A", "/", "<", "[1 2 endobj", ">", "\\"]
        {
            let _ = all(text);
        }
        assert_eq!(all(&"[".repeat(100_000)), []);
        assert_eq!(Lexer::new(b"1", 99).next(), None);
    }
}
