// SPDX-License-Identifier: Apache-2.0
//! A PDF's objects by number: found by the file's own index, or by going over the file where the
//! index is missing or wrong.

use super::fault::Fault;
use super::object::{Dict, Lexer, Object, is_blank};
use super::stream::{Budget, Predictor, Unpacked, unpack};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::{Deref, Range};
use std::rc::Rc;

/// Most objects a file may hold.
pub(super) const OBJECT_LIMIT: usize = 1 << 20;
/// Most parts of an index, most steps of references, most objects in the course of being read.
pub(super) const CHAIN_LIMIT: usize = 64;

/// Where an object stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// At an offset of the file.
    At(usize),
    /// In a stream of objects.
    In(u32),
    /// Nowhere: the number is free.
    Free,
}

/// An object at hand, borrowed from where it stands or shared.
pub(super) enum Handle<'o> {
    Here(&'o Object),
    Shared(Rc<Object>),
}

impl Deref for Handle<'_> {
    type Target = Object;

    fn deref(&self) -> &Object {
        match self {
            Self::Here(object) => object,
            Self::Shared(object) => object,
        }
    }
}

/// A PDF being read.
pub(super) struct File<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) places: RefCell<BTreeMap<u32, Place>>,
    pub(super) trailer: RefCell<Dict>,
    pub(super) objects: RefCell<BTreeMap<u32, Rc<Object>>>,
    loading: Cell<usize>,
    pub(super) scanned: Cell<bool>,
    mended: Cell<bool>,
    pub(super) budget: Budget,
}

impl<'a> File<'a> {
    /// Reads the index of a file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let file = Self {
            bytes,
            places: RefCell::default(),
            trailer: RefCell::default(),
            objects: RefCell::default(),
            loading: Cell::new(0),
            scanned: Cell::new(false),
            mended: Cell::new(false),
            budget: Budget::default(),
        };
        if file.read_index()?.is_none() || file.root()?.is_none() {
            file.scan()?;
        }
        if file.trailer.borrow().contains_key(&b"Encrypt"[..]) {
            return Err(Fault::Encrypted);
        }
        Ok(file)
    }

    /// Whether the index was of no use, so that the file was gone over, or a stream did not end
    /// where it states.
    pub(super) fn is_recovered(&self) -> bool {
        self.scanned.get() || self.mended.get()
    }

    /// The catalogue, where the tree of pages hangs.
    pub(super) fn root(&self) -> Result<Option<Rc<Object>>, Fault> {
        let Some(root) = self.trailer_entry("Root") else { return Ok(None) };
        let root = self.shared(&root)?;
        Ok(root.dict().is_some_and(|d| d.contains_key(&b"Pages"[..])).then_some(root))
    }

    /// An entry of the trailer.
    pub(super) fn trailer_entry(&self, key: &str) -> Option<Object> {
        self.trailer.borrow().get(key.as_bytes()).cloned()
    }

    /// The value of a key, with references followed.
    pub(super) fn get<'o>(&self, dict: &'o Dict, key: &str) -> Result<Option<Handle<'o>>, Fault> {
        dict.get(key.as_bytes()).map(|o| self.resolve(o)).transpose()
    }

    /// An object, or the one it refers to; `Null` where there is none.
    pub(super) fn resolve<'o>(&self, object: &'o Object) -> Result<Handle<'o>, Fault> {
        Ok(match object {
            Object::Reference(_) => Handle::Shared(self.shared(object)?),
            _ => Handle::Here(object),
        })
    }

    fn shared(&self, object: &Object) -> Result<Rc<Object>, Fault> {
        let mut found = Rc::new(object.clone());
        for _ in 0..CHAIN_LIMIT {
            let Object::Reference(number) = *found else { return Ok(found) };
            found = self.object(number)?;
        }
        Ok(Rc::new(Object::Null))
    }

    fn object(&self, number: u32) -> Result<Rc<Object>, Fault> {
        if let Some(object) = self.objects.borrow().get(&number) {
            return Ok(Rc::clone(object));
        }
        if self.loading.get() >= CHAIN_LIMIT {
            return Ok(Rc::new(Object::Null));
        }
        self.loading.set(self.loading.get() + 1);
        let loaded = self.load(number);
        self.loading.set(self.loading.get().saturating_sub(1));
        let object = Rc::new(loaded?.unwrap_or(Object::Null));
        self.objects.borrow_mut().insert(number, Rc::clone(&object));
        Ok(object)
    }

    fn load(&self, number: u32) -> Result<Option<Object>, Fault> {
        let place = self.places.borrow().get(&number).copied();
        let found = match place {
            None | Some(Place::Free) => return Ok(None),
            Some(Place::At(at)) => self.object_at(at, Some(number))?,
            Some(Place::In(stream)) => {
                self.load_packed(stream)?;
                self.objects.borrow().get(&number).map(|o| Object::clone(o))
            }
        };
        if found.is_some() || self.scanned.get() {
            return Ok(found);
        }
        // The index points elsewhere: it is wrong, so it is not relied upon any more.
        self.scan()?;
        match self.places.borrow().get(&number).copied() {
            Some(Place::At(at)) => self.object_at(at, Some(number)),
            _ => Ok(None),
        }
    }

    /// The object "N G obj …" at an offset, if it bears the number expected.
    pub(super) fn object_at(
        &self,
        at: usize,
        number: Option<u32>,
    ) -> Result<Option<Object>, Fault> {
        let mut lexer = Lexer::new(self.bytes, at);
        let header = lexer.next().and_then(|o| o.count());
        let generation = lexer.next().and_then(|o| o.count());
        let is_object = lexer.next().is_some_and(|o| o.is_word("obj"));
        let expected = number.is_none_or(|n| header == usize::try_from(n).ok());
        if !is_object || generation.is_none() || header.is_none() || !expected {
            self.budget.read(lexer.at().saturating_sub(at), lexer.spent())?;
            return Ok(None);
        }
        let object = lexer.next();
        self.budget.read(lexer.at().saturating_sub(at), lexer.spent())?;
        let Some(Object::Dict(dict)) = object else { return Ok(object) };
        lexer.blanks();
        let start = lexer.at();
        if !self.bytes.get(start..).is_some_and(|r| r.starts_with(b"stream")) {
            return Ok(Some(Object::Dict(dict)));
        }
        let mut start = start + b"stream".len();
        if self.bytes.get(start) == Some(&b'\r') {
            start += 1;
        }
        if self.bytes.get(start) == Some(&b'\n') {
            start += 1;
        }
        let data = self.data(&dict, start)?;
        Ok(Some(Object::Stream(dict, data)))
    }

    /// Where the data of a stream end: where its length says, or at the word "endstream".
    fn data(&self, dict: &Dict, start: usize) -> Result<Range<usize>, Fault> {
        let stated = self.get(dict, "Length")?.and_then(|o| o.count());
        if let Some(end) = stated.and_then(|n| start.checked_add(n))
            && self.ends_at(end)
        {
            return Ok(start..end);
        }
        self.mended.set(true);
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = find(rest, b"endstream").unwrap_or(rest.len());
        self.budget.work(length)?;
        Ok(start..start + length)
    }

    /// Whether the word that ends a stream stands at an offset.
    fn ends_at(&self, end: usize) -> bool {
        let rest = self.bytes.get(end..).unwrap_or_default();
        let blank = rest.iter().take(4).take_while(|b| is_blank(**b)).count();
        rest.get(blank..).is_some_and(|r| r.starts_with(b"endstream"))
    }

    /// The data of a stream, through all its filters; `None` when a filter is not known.
    pub(super) fn unpacked(&self, object: &Object) -> Result<Option<Unpacked>, Fault> {
        let Object::Stream(dict, range) = object else { return Ok(None) };
        let raw = self.bytes.get(range.clone()).unwrap_or_default();
        let ends = self.ends_at(range.end);
        let filters = self.list(dict, &["Filter", "F"])?;
        let parameters = self.list(dict, &["DecodeParms", "DP"])?;
        let mut data: Option<Unpacked> = None;
        for (i, filter) in filters.iter().enumerate().take(CHAIN_LIMIT) {
            let predictor = match parameters.get(i) {
                Some(p) => self.predictor(p)?,
                None => None,
            };
            let from = data.as_ref().map_or(raw, |d| &d.bytes);
            let before = data.as_ref().map_or(ends, |d| d.whole);
            let name = filter.name().unwrap_or_default();
            let Some(mut next) = unpack(name, from, predictor, &self.budget)? else {
                return Ok(None);
            };
            next.whole &= before;
            data = Some(next);
        }
        if let Some(data) = data {
            return Ok(Some(data));
        }
        self.budget.unpack(raw.len())?;
        Ok(Some(Unpacked { bytes: raw.to_vec(), whole: ends }))
    }

    /// A value that may be one object or an array of them.
    fn list(&self, dict: &Dict, keys: &[&str]) -> Result<Vec<Object>, Fault> {
        for key in keys {
            let Some(value) = self.get(dict, key)? else { continue };
            let items = match &*value {
                Object::Null => Vec::new(),
                Object::Array(items) => items
                    .iter()
                    .take(CHAIN_LIMIT)
                    .map(|o| self.resolve(o).map(|h| Object::clone(&h)))
                    .collect::<Result<_, _>>()?,
                one => vec![one.clone()],
            };
            return Ok(items);
        }
        Ok(Vec::new())
    }

    fn predictor(&self, parameters: &Object) -> Result<Option<Predictor>, Fault> {
        let Some(dict) = parameters.dict() else { return Ok(None) };
        let number = |key, default| -> Result<usize, Fault> {
            Ok(self.get(dict, key)?.and_then(|o| o.count()).unwrap_or(default))
        };
        Ok(Some(Predictor {
            kind: number("Predictor", 1)?,
            colours: number("Colors", 1)?,
            bits: number("BitsPerComponent", 8)?,
            columns: number("Columns", 1)?,
        }))
    }

    /// Puts all objects of a stream of objects at hand.
    fn load_packed(&self, number: u32) -> Result<(), Fault> {
        if matches!(self.places.borrow().get(&number), Some(Place::In(_))) {
            return Ok(());
        }
        let stream = self.object(number)?;
        let Some(dict) = stream.dict() else { return Ok(()) };
        let count = |key| -> Result<usize, Fault> {
            Ok(self.get(dict, key)?.and_then(|o| o.count()).unwrap_or(0))
        };
        let (n, first) = (count("N")?, count("First")?);
        let Some(data) = self.unpacked(&stream)? else { return Ok(()) };
        let mut header = Lexer::new(&data.bytes, 0);
        for _ in 0..n.min(OBJECT_LIMIT) {
            let pair = header.next().zip(header.next());
            let Some((id, at)) = pair.and_then(|(a, b)| Some((a.count()?, b.count()?))) else {
                break;
            };
            let (Ok(id), Some(at)) = (u32::try_from(id), first.checked_add(at)) else { continue };
            let mut body = Lexer::new(&data.bytes, at);
            let object = body.next();
            self.budget.read(body.at().saturating_sub(at), body.spent())?;
            let ours = matches!(self.places.borrow().get(&id), Some(Place::In(s)) if *s == number);
            if let Some(object) = object.filter(|_| ours) {
                self.objects.borrow_mut().entry(id).or_insert_with(|| Rc::new(object));
            }
        }
        Ok(())
    }
}

/// Where a word first stands in a text.
pub(super) fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    let first = word.first()?;
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.iter().position(|b| b == first)?;
        if text.get(at..)?.starts_with(word) {
            return Some(at);
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> (bool, Option<f64>) {
        let file = File::open(text.as_bytes()).expect("opens");
        let root = file.root().expect("in bounds");
        let answer = root.as_ref().and_then(|r| {
            file.get(r.dict()?, "Answer").expect("in bounds").and_then(|o| o.number())
        });
        (file.is_recovered(), answer)
    }

    #[test]
    fn the_index_is_followed_and_else_the_file_gone_over() {
        let body = "%PDF-1.4\n1 0 obj\n<</Pages 2 0 R/Answer 3 0 R>>\nendobj\n3 0 obj 42 endobj\n";
        let index = "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n3 1\n0000000054 00000 n \ntrailer <</Root 1 0 R>>\n";
        let whole = format!("{body}{index}startxref\n{}\n%%EOF", body.len());
        assert_eq!(check(&whole), (false, Some(42.0)));
        assert_eq!(check(&whole.replace("startxref", "startyref")), (true, Some(42.0)));
        assert_eq!(check(&whole.replace("0000000054", "0000000053")), (false, Some(42.0)));
        assert_eq!(check(&whole.replace("0000000054", "0000000011")), (true, Some(42.0)));
        assert_eq!(check(&body.replace("/Answer", "/Type/Catalog/Answer")), (true, Some(42.0)));
        let newer = format!("{body}3 0 obj 43 endobj trailer <</Root 1 0 R>>");
        assert_eq!(check(&newer), (true, Some(43.0)));
        let locked = whole.replace("<</Root", "<</Encrypt 9 0 R/Root");
        assert_eq!(File::open(locked.as_bytes()).err(), Some(Fault::Encrypted));
    }

    #[test]
    fn circles_end() {
        let (_, answer) = check(
            "1 0 obj <</Type/Catalog/Pages 2 0 R/Answer 3 0 R>> endobj 3 0 obj 4 0 R endobj 4 0 obj 3 0 R endobj",
        );
        assert_eq!(answer, None);
        let own_length = "1 0 obj <</Type/Catalog/Pages 2 0 R/Answer 3 0 R>> endobj 3 0 obj <</Length 3 0 R>> stream\nx\nendstream endobj";
        assert_eq!(check(own_length), (true, None));
    }
}
