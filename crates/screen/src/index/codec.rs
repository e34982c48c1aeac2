// SPDX-License-Identifier: Apache-2.0
//! Bytes of a record: varints, lengths and words of a shared vocabulary, with no padding and no
//! choice, so that one record has one encoding.

use foldhash::fast::FixedState;
use std::collections::HashMap;

/// Words that repeat over all records (properties, schemata, authorities), numbered by first use.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    words: Vec<String>,
    numbers: HashMap<String, u32, FixedState>,
}

impl Vocabulary {
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        if let Some(n) = self.numbers.get(word) {
            return *n;
        }
        let n = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.to_owned());
        self.numbers.insert(word.to_owned(), n);
        n
    }

    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }
}

/// Writes the parts of a record.
pub(crate) struct Encoder<'a> {
    pub(crate) out: &'a mut Vec<u8>,
    pub(crate) vocabulary: &'a mut Vocabulary,
}

impl Encoder<'_> {
    pub(crate) fn uint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.out.push((value as u8 & 0x7f) | 0x80);
            value >>= 7;
        }
        self.out.push(value as u8);
    }

    pub(crate) fn byte(&mut self, value: u8) {
        self.out.push(value);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.uint(text.len() as u64);
        self.out.extend_from_slice(text.as_bytes());
    }

    /// A word that is expected to repeat.
    pub(crate) fn word(&mut self, word: &str) {
        let n = self.vocabulary.number(word);
        self.uint(u64::from(n));
    }

    pub(crate) fn option<T>(&mut self, value: Option<T>, mut put: impl FnMut(&mut Self, T)) {
        match value {
            None => self.byte(0),
            Some(value) => {
                self.byte(1);
                put(self, value);
            }
        }
    }

    pub(crate) fn sequence<T>(&mut self, items: &[T], mut put: impl FnMut(&mut Self, &T)) {
        self.uint(items.len() as u64);
        for item in items {
            put(self, item);
        }
    }
}

/// A record whose bytes are not what this version writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// Words by number, as an index carries them.
pub(crate) trait Words {
    fn word(&self, number: u32) -> Option<&str>;
}

impl Words for [String] {
    fn word(&self, number: u32) -> Option<&str> {
        self.get(number as usize).map(String::as_str)
    }
}

/// Reads the parts of a record.
pub(crate) struct Decoder<'a, W: Words + ?Sized> {
    pub(crate) rest: &'a [u8],
    pub(crate) words: &'a W,
}

impl<'a, W: Words + ?Sized> Decoder<'a, W> {
    pub(crate) fn byte(&mut self) -> Result<u8, Malformed> {
        let (first, rest) = self.rest.split_first().ok_or(Malformed)?;
        self.rest = rest;
        Ok(*first)
    }

    pub(crate) fn uint(&mut self) -> Result<u64, Malformed> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Malformed)
    }

    pub(crate) fn small<T: TryFrom<u64>>(&mut self) -> Result<T, Malformed> {
        T::try_from(self.uint()?).map_err(|_| Malformed)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Malformed> {
        let len = self.small::<usize>()?;
        if len > self.rest.len() {
            return Err(Malformed);
        }
        let (bytes, rest) = self.rest.split_at(len);
        self.rest = rest;
        std::str::from_utf8(bytes).map_err(|_| Malformed)
    }

    pub(crate) fn string(&mut self) -> Result<String, Malformed> {
        self.text().map(str::to_owned)
    }

    pub(crate) fn word(&mut self) -> Result<&'a str, Malformed> {
        let n = self.small::<u32>()?;
        self.words.word(n).ok_or(Malformed)
    }

    pub(crate) fn option<T>(
        &mut self,
        mut get: impl FnMut(&mut Self) -> Result<T, Malformed>,
    ) -> Result<Option<T>, Malformed> {
        match self.byte()? {
            0 => Ok(None),
            1 => get(self).map(Some),
            _ => Err(Malformed),
        }
    }

    pub(crate) fn sequence<T>(
        &mut self,
        mut get: impl FnMut(&mut Self) -> Result<T, Malformed>,
    ) -> Result<Vec<T>, Malformed> {
        let n = self.small::<usize>()?;
        // Every item takes at least a byte, so a length beyond the rest is no length.
        if n > self.rest.len() {
            return Err(Malformed);
        }
        let mut items = Vec::with_capacity(n.min(1024));
        for _ in 0..n {
            items.push(get(self)?);
        }
        Ok(items)
    }
}
