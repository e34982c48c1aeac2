// SPDX-License-Identifier: Apache-2.0
//! Where the objects of a PDF stand: by the index at its end, in plain text or packed, or by going
//! over the whole file.

use super::fault::Fault;
use super::file::{CHAIN_LIMIT, File, OBJECT_LIMIT, Place, find};
use super::object::{Dict, Lexer, Object, is_blank};
use super::stream::Unpacked;
use std::collections::{BTreeMap, BTreeSet};

/// How far from the end the place of the index is looked for.
const TAIL: usize = 2048;

impl File<'_> {
    /// Reads the index from the end of the file; `None` when it is not sound.
    pub(super) fn read_index(&self) -> Result<Option<()>, Fault> {
        let tail_at = self.bytes.len().saturating_sub(TAIL);
        let tail = self.bytes.get(tail_at..).unwrap_or_default();
        let Some(word) = rfind(tail, b"startxref") else { return Ok(None) };
        let mut lexer = Lexer::new(self.bytes, tail_at + word + b"startxref".len());
        let mut next = lexer.next().and_then(|o| o.count());
        let mut seen = BTreeSet::new();
        while let Some(at) = next.take() {
            if seen.len() >= CHAIN_LIMIT || !seen.insert(at) {
                break;
            }
            let Some(trailer) = self.index_part(at)? else { return Ok(None) };
            // A hybrid file has a second part for its streams of objects.
            if let Some(at) = trailer.get(&b"XRefStm"[..]).and_then(Object::count) {
                self.index_part(at)?;
            }
            next = trailer.get(&b"Prev"[..]).and_then(Object::count);
            for (key, value) in trailer {
                self.trailer.borrow_mut().entry(key).or_insert(value);
            }
        }
        Ok(Some(()))
    }

    /// One part of the index, as a table or a stream; its trailer.
    fn index_part(&self, at: usize) -> Result<Option<Dict>, Fault> {
        let mut lexer = Lexer::new(self.bytes, at);
        lexer.blanks();
        let start = lexer.at();
        self.budget.work(start.saturating_sub(at))?;
        if lexer.next().is_some_and(|o| o.is_word("xref")) {
            return self.index_table(lexer);
        }
        let Some(stream) = self.object_at(start, None)? else { return Ok(None) };
        let Some(data) = self.unpacked(&stream)? else { return Ok(None) };
        let Some(dict) = stream.dict() else { return Ok(None) };
        Ok(self.index_stream(dict, &data).then(|| dict.clone()))
    }

    fn place(&self, number: usize, place: Option<Place>) -> bool {
        let mut places = self.places.borrow_mut();
        let (Ok(number), true) = (u32::try_from(number), places.len() < OBJECT_LIMIT) else {
            return false;
        };
        // Newer parts of the index come first and prevail, also where they say "free".
        places.entry(number).or_insert(place.unwrap_or(Place::Free));
        true
    }

    fn index_table(&self, mut lexer: Lexer<'_>) -> Result<Option<Dict>, Fault> {
        let start = lexer.at();
        loop {
            let Some(first) = lexer.next() else { return Ok(None) };
            if first.is_word("trailer") {
                let trailer = lexer.next();
                self.budget.read(lexer.at().saturating_sub(start), 0)?;
                return Ok(trailer.and_then(|o| o.dict().cloned()));
            }
            let range = first.count().zip(lexer.next().and_then(|o| o.count()));
            let Some((first, length)) = range else { return Ok(None) };
            for i in 0..length.min(OBJECT_LIMIT) {
                let entry = (lexer.next(), lexer.next(), lexer.next());
                let (Some(at), Some(_), Some(Object::Word(kind))) = entry else {
                    return Ok(None);
                };
                let at = at.count().filter(|at| kind == b"n" && *at > 0);
                if !self.place(first.saturating_add(i), at.map(Place::At)) {
                    return Ok(None);
                }
            }
        }
    }

    fn index_stream(&self, dict: &Dict, data: &Unpacked) -> bool {
        let numbers = |key: &[u8]| -> Option<Vec<usize>> {
            dict.get(key)?.array()?.iter().map(Object::count).collect()
        };
        let Some(widths) = numbers(b"W").filter(|w| w.len() >= 3 && w.iter().all(|n| *n <= 8))
        else {
            return false;
        };
        let row: usize = widths.iter().sum();
        if row == 0 || !data.whole {
            return false;
        }
        let size = dict.get(&b"Size"[..]).and_then(Object::count).unwrap_or(0);
        let ranges = numbers(b"Index").unwrap_or_else(|| vec![0, size]);
        let mut rows = data.bytes.chunks_exact(row);
        for range in ranges.chunks_exact(2) {
            let [first, length] = range else { continue };
            for i in 0..(*length).min(OBJECT_LIMIT) {
                let Some(mut entry) = rows.next() else { return false };
                let mut fields = [1usize, 0, 0];
                for (field, width) in fields.iter_mut().zip(&widths) {
                    let (taken, rest) = entry.split_at_checked(*width).unwrap_or_default();
                    if *width > 0 {
                        *field = taken
                            .iter()
                            .fold(0usize, |n, b| n.wrapping_mul(256).wrapping_add(usize::from(*b)));
                    }
                    entry = rest;
                }
                let place = match fields {
                    [1, at, _] => Some(Place::At(at)),
                    [2, stream, _] => u32::try_from(stream).ok().map(Place::In),
                    _ => None,
                };
                if !self.place(first.saturating_add(i), place) {
                    return false;
                }
            }
        }
        true
    }

    // ---- going over the file -----------------------------------------------------------------

    /// Finds every "N G obj" of the file; of several with one number the last prevails.
    pub(super) fn scan(&self) -> Result<(), Fault> {
        self.scanned.set(true);
        self.budget.work(self.bytes.len())?;
        let mut found: BTreeMap<u32, Place> = BTreeMap::new();
        let mut from = 0;
        while let Some(at) = self.bytes.get(from..).and_then(|r| find(r, b"obj")) {
            let word = from + at;
            from = word + b"obj".len();
            if let Some((number, start)) = header_before(self.bytes, word) {
                if found.len() >= OBJECT_LIMIT {
                    return Err(Fault::Limit("holds more than a million objects"));
                }
                found.insert(number, Place::At(start));
            }
        }
        self.objects.borrow_mut().clear();
        self.places.borrow_mut().clone_from(&found);
        let mut trailer = Dict::new();
        let mut catalogue = None;
        for (number, place) in &found {
            let Place::At(at) = place else { continue };
            let Some(object) = self.object_at(*at, Some(*number))? else { continue };
            let Some(dict) = object.dict() else { continue };
            match dict.get(&b"Type"[..]).and_then(Object::name) {
                Some(b"Catalog") => catalogue = Some(*number),
                Some(b"XRef") => trailer.extend(dict.clone()),
                Some(b"ObjStm") => self.places_in(*number, &object, &found)?,
                _ => {}
            }
        }
        let mut from = 0;
        while let Some(at) = self.bytes.get(from..).and_then(|r| find(r, b"trailer")) {
            from += at + b"trailer".len();
            let mut lexer = Lexer::new(self.bytes, from);
            let object = lexer.next();
            self.budget.read(lexer.at().saturating_sub(from), lexer.spent())?;
            if let Some(Object::Dict(dict)) = object {
                trailer.extend(dict);
            }
        }
        if let Some(number) = catalogue.filter(|_| !trailer.contains_key(&b"Root"[..])) {
            trailer.insert(b"Root".to_vec(), Object::Reference(number));
        }
        let mut kept = self.trailer.borrow_mut();
        kept.extend(trailer);
        Ok(())
    }

    /// Notes which objects a stream of objects holds, where the file has none of that number.
    fn places_in(
        &self,
        number: u32,
        stream: &Object,
        found: &BTreeMap<u32, Place>,
    ) -> Result<(), Fault> {
        let Some(n) = stream.dict().and_then(|d| d.get(&b"N"[..])).and_then(Object::count) else {
            return Ok(());
        };
        let Some(data) = self.unpacked(stream)? else { return Ok(()) };
        let mut lexer = Lexer::new(&data.bytes, 0);
        for _ in 0..n.min(OBJECT_LIMIT) {
            let Some(id) = lexer.next().and_then(|o| o.count()) else { break };
            if lexer.next().is_none() {
                break;
            }
            let Ok(id) = u32::try_from(id) else { continue };
            if !found.contains_key(&id) && self.places.borrow().len() < OBJECT_LIMIT {
                self.places.borrow_mut().insert(id, Place::In(number));
            }
        }
        Ok(())
    }
}

/// The number of the object whose header ends at the word "obj", and where the header starts.
fn header_before(bytes: &[u8], word: usize) -> Option<(u32, usize)> {
    let head = bytes.get(word.saturating_sub(32)..word)?;
    let trim =
        |text: &[u8], keep: fn(u8) -> bool| text.iter().rev().take_while(|b| keep(**b)).count();
    let mut end = head.len();
    let mut take = |keep: fn(u8) -> bool| {
        let n = trim(head.get(..end).unwrap_or_default(), keep);
        end -= n;
        n
    };
    let digit: fn(u8) -> bool = |b| b.is_ascii_digit();
    // "1 0obj" is seen in the wild; the blank between the numbers is always there.
    let _ = take(is_blank);
    let generation = take(digit);
    let between = take(is_blank);
    let digits = take(digit);
    if generation == 0 || between == 0 || digits == 0 {
        return None;
    }
    let number = std::str::from_utf8(head.get(end..end + digits)?).ok()?.parse().ok()?;
    Some((number, word - head.len() + end))
}

fn rfind(text: &[u8], word: &[u8]) -> Option<usize> {
    (0..text.len()).rev().find(|at| text.get(*at..).is_some_and(|t| t.starts_with(word)))
}
