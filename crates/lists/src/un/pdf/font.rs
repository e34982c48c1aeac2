// SPDX-License-Identifier: Apache-2.0
//! A font: the text its codes stand for and how wide each is.

use super::cmap::{CMap, code, units};
use super::encoding::{Base, named};
use super::fault::Fault;
use super::file::File;
use super::object::{Dict, Object};
use std::collections::BTreeMap;

/// Most widths of one font.
const WIDTH_LIMIT: usize = 1 << 16;
/// Width of a glyph of which none is stated, in thousandths of the size.
const USUAL_WIDTH: f64 = 500.0;
/// Widths of the codes 32 to 126 in the standard sans-serif face, which files may leave out.
const SANS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// How a string is cut into codes.
#[derive(Debug)]
enum Codes {
    /// One byte each, with the text of every code.
    Plain(Vec<Option<String>>),
    /// Two bytes each.
    Pairs,
    /// Two bytes each, which are UTF-16.
    Utf16,
    /// As a map of the font's own says.
    Mapped(CMap),
}

/// A font ready for use.
#[derive(Debug)]
pub(super) struct Font {
    codes: Codes,
    to_text: Option<CMap>,
    widths: BTreeMap<u32, f64>,
    usual: f64,
    /// Thousandths of the size in one unit of width.
    scale: f64,
}

/// One glyph of a string.
#[derive(Debug, PartialEq)]
pub(super) struct Glyph {
    /// `None` where the font does not say what the code stands for.
    pub(super) text: Option<String>,
    /// In thousandths of the font's size.
    pub(super) width: f64,
    /// Whether the word spacing is added after it.
    pub(super) is_space: bool,
}

impl Font {
    /// Reads a font from its dictionary.
    pub(super) fn read(file: &File<'_>, dict: &Dict) -> Result<Self, Fault> {
        let kind = file.get(dict, "Subtype")?.and_then(|o| o.name().map(<[u8]>::to_vec));
        let to_text = match file.get(dict, "ToUnicode")? {
            // A name stands for a map every reader has: "Identity-H".
            Some(name) if name.name().is_some() => None,
            Some(stream) => match file.unpacked(&stream)?.filter(|d| d.whole) {
                Some(data) => Some(CMap::read(&data.bytes)),
                None => {
                    let why = "what the letters of a font stand for is damaged".to_owned();
                    return Err(Fault::Page { page: 0, why });
                }
            },
            None => None,
        };
        if kind.as_deref() == Some(b"Type0") {
            return Self::composite(file, dict, to_text);
        }
        let mut font = Self {
            codes: Codes::Plain(plain(file, dict, to_text.is_some())?),
            to_text,
            widths: BTreeMap::new(),
            usual: USUAL_WIDTH,
            scale: if kind.as_deref() == Some(b"Type3") { matrix_scale(file, dict)? } else { 1.0 },
        };
        let first = file.get(dict, "FirstChar")?.and_then(|o| o.count()).unwrap_or(0);
        match file.get(dict, "Widths")? {
            Some(widths) => {
                let codes = u32::try_from(first).unwrap_or(0)..=255;
                for (code, width) in codes.zip(widths.array().unwrap_or_default()) {
                    let width = file.resolve(width)?.number();
                    font.widths.extend(width.map(|w| (code, w)));
                }
                if let Some(descriptor) = file.get(dict, "FontDescriptor")? {
                    let missing = descriptor.dict().map(|d| file.get(d, "MissingWidth"));
                    let missing = missing.transpose()?.flatten().and_then(|o| o.number());
                    font.usual = missing.filter(|w| *w > 0.0).unwrap_or(USUAL_WIDTH);
                }
            }
            None => font.widths.extend((32..).zip(SANS.map(f64::from))),
        }
        Ok(font)
    }

    fn composite(file: &File<'_>, dict: &Dict, to_text: Option<CMap>) -> Result<Self, Fault> {
        let codes = match file.get(dict, "Encoding")? {
            Some(encoding) => match &*encoding {
                Object::Name(name) => {
                    let name = String::from_utf8_lossy(name);
                    if name.contains("UCS2") || name.contains("UTF16") {
                        Codes::Utf16
                    } else {
                        Codes::Pairs
                    }
                }
                stream => match file.unpacked(stream)? {
                    Some(data) => Codes::Mapped(CMap::read(&data.bytes)),
                    None => Codes::Pairs,
                },
            },
            None => Codes::Pairs,
        };
        let mut font = Self { codes, to_text, widths: BTreeMap::new(), usual: 1000.0, scale: 1.0 };
        let Some(descendants) = file.get(dict, "DescendantFonts")? else { return Ok(font) };
        let Some(first) = descendants.array().and_then(<[_]>::first) else { return Ok(font) };
        let descendant = file.resolve(first)?;
        let Some(descendant) = descendant.dict() else { return Ok(font) };
        if let Some(usual) = file.get(descendant, "DW")?.and_then(|o| o.number()) {
            font.usual = usual;
        }
        let Some(widths) = file.get(descendant, "W")? else { return Ok(font) };
        font.cid_widths(file, widths.array().unwrap_or_default())?;
        Ok(font)
    }

    /// "c [w1 w2 …]" and "first last w".
    fn cid_widths(&mut self, file: &File<'_>, mut rest: &[Object]) -> Result<(), Fault> {
        while let [first, second, ..] = rest {
            let start = first.count().and_then(|c| u32::try_from(c).ok()).unwrap_or(0);
            let second = file.resolve(second)?;
            if let Some(list) = second.array() {
                for (code, width) in (start..).zip(list) {
                    self.width(code, file.resolve(width)?.number());
                }
                rest = rest.get(2..).unwrap_or_default();
            } else {
                let last = second.count().and_then(|c| u32::try_from(c).ok()).unwrap_or(start);
                let width = rest.get(2).and_then(Object::number);
                for code in start..=last.min(start.saturating_add(0xFFFF)) {
                    self.width(code, width);
                    if self.widths.len() >= WIDTH_LIMIT {
                        break;
                    }
                }
                rest = rest.get(3..).unwrap_or_default();
            }
            if self.widths.len() >= WIDTH_LIMIT {
                break;
            }
        }
        Ok(())
    }

    fn width(&mut self, code: u32, width: Option<f64>) {
        if let Some(width) = width.filter(|_| self.widths.len() < WIDTH_LIMIT) {
            self.widths.insert(code, width);
        }
    }

    /// The glyphs of a string.
    pub(super) fn glyphs(&self, string: &[u8]) -> Vec<Glyph> {
        let mut out = Vec::new();
        let mut rest = string;
        while !rest.is_empty() {
            let length = match &self.codes {
                Codes::Plain(_) => 1,
                Codes::Pairs | Codes::Utf16 => 2,
                Codes::Mapped(map) => map.length(rest),
            };
            let (head, tail) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            rest = tail;
            let code = code(head);
            let own = match &self.codes {
                Codes::Plain(texts) => {
                    usize::try_from(code).ok().and_then(|c| texts.get(c)).cloned().flatten()
                }
                Codes::Utf16 => String::from_utf16(&units(head)).ok(),
                Codes::Pairs | Codes::Mapped(_) => None,
            };
            let text = self.to_text.as_ref().and_then(|m| m.text(code)).or(own);
            let width = self.widths.get(&code).copied().unwrap_or(self.usual) * self.scale;
            out.push(Glyph { text, width, is_space: length == 1 && code == 32 });
        }
        out
    }
}

/// Width of a unit of a font that draws its own glyphs.
fn matrix_scale(file: &File<'_>, dict: &Dict) -> Result<f64, Fault> {
    let matrix = file.get(dict, "FontMatrix")?;
    let first = matrix.as_ref().and_then(|m| m.array()?.first()?.number());
    Ok(first.map_or(1.0, |a| a.abs() * 1000.0))
}

/// What the codes of a plain font stand for without its map to text.
fn plain(file: &File<'_>, dict: &Dict, mapped: bool) -> Result<Vec<Option<String>>, Fault> {
    let encoding = file.get(dict, "Encoding")?;
    let named_base = |o: &Object| o.name().and_then(Base::named);
    let mut base = encoding.as_deref().and_then(named_base);
    let mut differences: Vec<Object> = Vec::new();
    if let Some(own) = encoding.as_deref().and_then(Object::dict) {
        base = file.get(own, "BaseEncoding")?.as_deref().and_then(named_base);
        if let Some(list) = file.get(own, "Differences")? {
            differences = list.array().unwrap_or_default().iter().take(1024).cloned().collect();
        }
    }
    // A part of a font whose codes were dealt out anew says by no table what they stand for.
    let name = file.get(dict, "BaseFont")?.and_then(|o| o.name().map(<[u8]>::to_vec));
    let is_part = name.is_some_and(|n| n.get(6) == Some(&b'+'));
    let base = base.unwrap_or(if is_part || mapped { Base::Unknown } else { Base::Standard });
    let mut texts: Vec<Option<String>> =
        (0..=255).map(|code| base.character(code).map(String::from)).collect();
    let mut code = 0usize;
    for item in &differences {
        match item {
            Object::Number(_) => code = item.count().unwrap_or(code),
            Object::Name(name) => {
                if let Some(place) = texts.get_mut(code) {
                    *place = named(name);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    Ok(texts)
}
