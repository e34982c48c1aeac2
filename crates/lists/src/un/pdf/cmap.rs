// SPDX-License-Identifier: Apache-2.0
//! Character maps: which codes a string holds, and which text a code stands for.

use super::object::{Lexer, Object};
use std::collections::BTreeMap;

/// Most entries of one map.
const ENTRY_LIMIT: usize = 200_000;
/// Longest text one code stands for, in UTF-16 units.
const TEXT_LIMIT: usize = 32;

/// A map as a font carries it.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Length in bytes, first and last code.
    spaces: Vec<(usize, u32, u32)>,
    /// First code → last code and the text of the first; the last unit counts up.
    texts: BTreeMap<u32, (u32, Vec<u16>)>,
}

impl CMap {
    /// Reads a map; what it does not understand it passes.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::content(bytes);
        let mut held: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            let Object::Word(word) = &object else {
                if held.len() < ENTRY_LIMIT {
                    held.push(object);
                }
                continue;
            };
            match word.as_slice() {
                b"endcodespacerange" => {
                    for pair in held.chunks_exact(2) {
                        if let [Object::Text(a), Object::Text(b)] = pair {
                            map.spaces.push((a.len(), code(a), code(b)));
                        }
                    }
                }
                b"endbfchar" => {
                    for pair in held.chunks_exact(2) {
                        if let [Object::Text(a), Object::Text(text)] = pair {
                            map.insert(code(a), code(a), units(text));
                        }
                    }
                }
                b"endbfrange" => {
                    for three in held.chunks_exact(3) {
                        if let [Object::Text(a), Object::Text(b), to] = three {
                            map.range(code(a), code(b), to);
                        }
                    }
                }
                _ => {}
            }
            held.clear();
        }
        map
    }

    fn range(&mut self, first: u32, last: u32, to: &Object) {
        match to {
            Object::Text(text) if last >= first => self.insert(first, last, units(text)),
            Object::Array(texts) => {
                for (at, text) in (first..=last).zip(texts) {
                    if let Some(text) = text.text() {
                        self.insert(at, at, units(text));
                    }
                }
            }
            _ => {}
        }
    }

    fn insert(&mut self, first: u32, last: u32, text: Vec<u16>) {
        if self.texts.len() < ENTRY_LIMIT {
            self.texts.insert(first, (last, text));
        }
    }

    /// The text of a code.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        let (first, (last, units)) = self.texts.range(..=code).next_back()?;
        let up = u16::try_from(code.checked_sub(*first)?).ok().filter(|_| code <= *last)?;
        let mut units = units.clone();
        let unit = units.last_mut()?;
        *unit = unit.checked_add(up)?;
        String::from_utf16(&units).ok().filter(|t| !t.is_empty())
    }

    /// The length in bytes of the code a string starts with.
    pub(super) fn length(&self, string: &[u8]) -> usize {
        (1..=4)
            .find(|n| {
                string.get(..*n).is_some_and(|head| {
                    let code = code(head);
                    self.spaces.iter().any(|(l, a, b)| l == n && (*a..=*b).contains(&code))
                })
            })
            .or_else(|| self.spaces.iter().map(|(n, _, _)| *n).min())
            .unwrap_or(2)
            .clamp(1, 4)
    }
}

/// A code as a number, by its last four bytes.
pub(super) fn code(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0u32, |n, b| (n << 8) | u32::from(*b))
}

/// UTF-16BE as units.
pub(super) fn units(bytes: &[u8]) -> Vec<u16> {
    if let [one] = bytes {
        return vec![u16::from(*one)];
    }
    bytes
        .chunks_exact(2)
        .take(TEXT_LIMIT)
        .map(|pair| pair.iter().fold(0u16, |n, b| (n << 8) | u16::from(*b)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_text() {
        let map = CMap::read(
            b"1 begincodespacerange <00> <80> <8140> <FFFF> endcodespacerange
              2 beginbfchar <01> <00660069> <02> <D83DDE00> endbfchar
              2 beginbfrange <10> <12> <0041> <20> <21> [<0058> <00590059>] endbfrange",
        );
        let texts: Vec<_> =
            [1, 2, 0x10, 0x12, 0x13, 0x20, 0x21, 0].iter().map(|c| map.text(*c)).collect();
        let expected =
            [Some("fi"), Some("😀"), Some("A"), Some("C"), None, Some("X"), Some("YY"), None];
        assert_eq!(texts, expected.map(|t| t.map(str::to_owned)));
        assert_eq!(
            (map.length(b"\x01\x02"), map.length(b"\x81\x50"), map.length(b"\x90")),
            (1, 2, 1)
        );
        assert_eq!(CMap::default().length(b"ab"), 2);
    }
}
