// SPDX-License-Identifier: Apache-2.0
//! The drawing of a page followed as far as it places text and rules lines.

use super::fault::Fault;
use super::file::File;
use super::font::Font;
use super::object::{Dict, Lexer, Object};
use super::plane::Matrix;
use super::stream::take;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Most operations of all pages together.
const OPERATION_LIMIT: usize = 20_000_000;
/// Most pieces of text and of rules of all pages together.
const PIECE_LIMIT: usize = 2_000_000;
/// Most operands held, states saved and drawings nested.
const OPERAND_LIMIT: usize = 64;
const STATE_LIMIT: usize = 256;
const NESTING_LIMIT: usize = 8;
/// Most fonts made ready.
const FONT_LIMIT: usize = 256;
/// A filled shape no thicker than this is a ruled line, in points.
const THIN: f64 = 3.0;
/// Farther from the origin nothing is printed, in points.
const FAR: f64 = 100_000.0;
/// A step to the right that parts two pieces of text, in thousandths of the size.
const STEP: f64 = 200.0;

/// A piece of text set in one go.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// Where it starts and ends on its line, in points from the left of the page.
    pub(super) x: f64,
    pub(super) end: f64,
    /// Its line, in points from the bottom of the page.
    pub(super) y: f64,
    /// Height of the font, in points.
    pub(super) size: f64,
    pub(super) text: String,
}

/// A straight line along one of the page's sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) is_horizontal: bool,
    /// Its distance from the bottom (horizontal) or left.
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// What one page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sheet {
    pub(super) runs: Vec<Run>,
    pub(super) rules: Vec<Rule>,
    /// Glyphs whose text the file does not give; each is U+FFFD in its run.
    pub(super) unknown: usize,
    /// How often a picture was drawn.
    pub(super) pictures: usize,
}

/// What all pages together may still use, and the fonts they share.
pub(super) struct Shared {
    operations: Cell<usize>,
    pieces: Cell<usize>,
    fonts_left: Cell<usize>,
    fonts: std::cell::RefCell<BTreeMap<u32, Rc<Font>>>,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            operations: Cell::new(OPERATION_LIMIT),
            pieces: Cell::new(PIECE_LIMIT),
            fonts_left: Cell::new(FONT_LIMIT),
            fonts: std::cell::RefCell::default(),
        }
    }
}

/// The state that is saved and restored.
#[derive(Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character: f64,
    word: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// One part of a path, in the page's own points.
type Subpath = Vec<(f64, f64)>;

/// Follows the drawing of one page.
pub(super) struct Interpreter<'f, 'a> {
    file: &'f File<'a>,
    shared: &'f Shared,
    sheet: Sheet,
    state: State,
    saved: Vec<State>,
    line: Matrix,
    text: Matrix,
    path: Vec<Subpath>,
    points: usize,
}

impl<'f, 'a> Interpreter<'f, 'a> {
    pub(super) fn new(file: &'f File<'a>, shared: &'f Shared, place: Matrix) -> Self {
        let state = State {
            place,
            font: None,
            size: 0.0,
            character: 0.0,
            word: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        Self {
            file,
            shared,
            sheet: Sheet::default(),
            state,
            saved: Vec::new(),
            line: Matrix::UNIT,
            text: Matrix::UNIT,
            path: Vec::new(),
            points: 0,
        }
    }

    /// What the page shows.
    pub(super) fn finish(self) -> Sheet {
        self.sheet
    }

    /// Follows one drawing with the resources it names.
    pub(super) fn run(
        &mut self,
        bytes: &[u8],
        resources: &Dict,
        depth: usize,
    ) -> Result<(), Fault> {
        let mut lexer = Lexer::content(bytes);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            take(&self.shared.operations, 1, "draws more than twenty million strokes and letters")?;
            match object {
                Object::Word(word) if word == b"ID" => {
                    skip_picture(bytes, &mut lexer);
                    self.sheet.pictures += 1;
                    operands.clear();
                }
                Object::Word(word) => {
                    self.operate(&word, &operands, resources, depth)?;
                    operands.clear();
                }
                operand if operands.len() < OPERAND_LIMIT => operands.push(operand),
                _ => {}
            }
        }
        Ok(())
    }

    fn operate(
        &mut self,
        word: &[u8],
        operands: &[Object],
        resources: &Dict,
        depth: usize,
    ) -> Result<(), Fault> {
        let numbers: Vec<f64> = operands.iter().filter_map(Object::number).collect();
        let first = numbers.first().copied();
        let string = || operands.iter().rev().find_map(Object::text).unwrap_or_default();
        match word {
            b"q" => {
                if self.saved.len() >= STATE_LIMIT {
                    return Err(Fault::Limit("nests its drawing without end"));
                }
                self.saved.push(self.state.clone());
            }
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = Matrix::of(&numbers) {
                    self.state.place = matrix.then(self.state.place);
                }
            }
            b"BT" => (self.text, self.line) = (Matrix::UNIT, Matrix::UNIT),
            b"Tc" => self.state.character = first.unwrap_or(0.0),
            b"Tw" => self.state.word = first.unwrap_or(0.0),
            b"Tz" => self.state.stretch = first.unwrap_or(100.0) / 100.0,
            b"TL" => self.state.leading = first.unwrap_or(0.0),
            b"Ts" => self.state.rise = first.unwrap_or(0.0),
            b"Tf" => {
                self.state.size = first.unwrap_or(0.0);
                let name = operands.iter().find_map(Object::name).unwrap_or_default();
                self.state.font = self.font(name, resources)?;
            }
            b"Td" | b"TD" => {
                if let [x, y] = numbers.as_slice() {
                    if word == b"TD" {
                        self.state.leading = -y;
                    }
                    self.next_line(*x, *y);
                }
            }
            b"Tm" => {
                if let Some(matrix) = Matrix::of(&numbers) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show(&[Object::Text(string().to_vec())])?,
            b"'" | b"\"" => {
                if let ([word, character], b"\"") = (numbers.as_slice(), word) {
                    (self.state.word, self.state.character) = (*word, *character);
                }
                self.next_line(0.0, -self.state.leading);
                self.show(&[Object::Text(string().to_vec())])?;
            }
            b"TJ" => {
                let items = operands.iter().rev().find_map(Object::array).unwrap_or_default();
                take(&self.shared.operations, items.len(), "draws letters without end")?;
                self.show(items)?;
            }
            b"Do" => {
                let name = operands.iter().find_map(Object::name).unwrap_or_default();
                self.draw(name, resources, depth)?;
            }
            _ => self.outline(word, &numbers)?,
        }
        Ok(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line);
        self.text = self.line;
    }

    fn font(&mut self, name: &[u8], resources: &Dict) -> Result<Option<Rc<Font>>, Fault> {
        let Some(fonts) = self.file.get(resources, "Font")? else { return Ok(None) };
        let Some(entry) = fonts.dict().and_then(|d| d.get(name)) else { return Ok(None) };
        let number = if let Object::Reference(n) = entry { Some(*n) } else { None };
        let known = number.and_then(|n| self.shared.fonts.borrow().get(&n).cloned());
        if known.is_some() {
            return Ok(known);
        }
        take(&self.shared.fonts_left, 1, "uses fonts without end")?;
        let object = self.file.resolve(entry)?;
        let Some(dict) = object.dict() else {
            return Err(Fault::Page { page: 0, why: "a font of it is missing".to_owned() });
        };
        let font = Rc::new(Font::read(self.file, dict)?);
        if let Some(number) = number {
            self.shared.fonts.borrow_mut().insert(number, Rc::clone(&font));
        }
        Ok(Some(font))
    }

    /// Sets strings, with the steps between them.
    fn show(&mut self, items: &[Object]) -> Result<(), Fault> {
        let State { size, stretch, .. } = self.state;
        let mut start: Option<(f64, f64)> = None;
        let mut text = String::new();
        for item in items {
            match item {
                Object::Number(step) => {
                    if -step > STEP {
                        self.set(&mut start, &mut text)?;
                    }
                    self.advance(-step / 1000.0 * size * stretch);
                }
                Object::Text(string) => {
                    let glyphs = match &self.state.font {
                        Some(font) => font.glyphs(string),
                        // Text without a font: shown as unknown rather than dropped.
                        None if string.is_empty() => Vec::new(),
                        None => {
                            self.sheet.unknown += 1;
                            text.push('\u{fffd}');
                            start.get_or_insert(self.pen());
                            continue;
                        }
                    };
                    take(&self.shared.operations, glyphs.len(), "draws letters without end")?;
                    for glyph in glyphs {
                        start.get_or_insert(self.pen());
                        match glyph.text {
                            Some(t) => text.push_str(&t),
                            None => {
                                self.sheet.unknown += 1;
                                text.push('\u{fffd}');
                            }
                        }
                        let word = if glyph.is_space { self.state.word } else { 0.0 };
                        let wide = glyph.width / 1000.0 * size + self.state.character + word;
                        self.advance(wide * stretch);
                    }
                }
                _ => {}
            }
        }
        self.set(&mut start, &mut text)
    }

    fn advance(&mut self, by: f64) {
        self.text = Matrix([1.0, 0.0, 0.0, 1.0, by, 0.0]).then(self.text);
    }

    /// Where the next glyph goes on the page.
    fn pen(&self) -> (f64, f64) {
        self.text.then(self.state.place).apply(0.0, self.state.rise)
    }

    fn set(&mut self, start: &mut Option<(f64, f64)>, text: &mut String) -> Result<(), Fault> {
        let (Some((x, y)), text) = (start.take(), std::mem::take(text)) else { return Ok(()) };
        let (end, _) = self.pen();
        let (rise, run) = self.text.then(self.state.place).turn(0.0, self.state.size);
        let size = rise.hypot(run);
        let sound = [x, y, end, size].iter().all(|n| n.is_finite() && n.abs() < FAR);
        if text.is_empty() {
            return Ok(());
        }
        take(&self.shared.pieces, 1 + text.len() / 64, "sets more text than a list can hold")?;
        if sound {
            self.sheet.runs.push(Run { x, end, y, size, text });
        } else if !text.trim().is_empty() {
            // Nowhere on the page; kept beside everything so that it is reported.
            self.sheet.runs.push(Run { x: -FAR, end: -FAR, y: -FAR, size: 1.0, text });
        }
        Ok(())
    }

    /// Draws a picture or a drawing kept aside.
    fn draw(&mut self, name: &[u8], resources: &Dict, depth: usize) -> Result<(), Fault> {
        let Some(kept) = self.file.get(resources, "XObject")? else { return Ok(()) };
        let Some(entry) = kept.dict().and_then(|d| d.get(name)) else { return Ok(()) };
        let object = self.file.resolve(entry)?;
        let Some(dict) = object.dict() else { return Ok(()) };
        if self.file.get(dict, "Subtype")?.is_none_or(|o| o.name() != Some(b"Form")) {
            self.sheet.pictures += 1;
            return Ok(());
        }
        if depth >= NESTING_LIMIT {
            return Err(Fault::Limit("nests its drawing without end"));
        }
        let Some(data) = self.file.unpacked(&object)?.filter(|d| d.whole) else {
            return Err(Fault::Page { page: 0, why: "a drawing on it is damaged".to_owned() });
        };
        let own = self.file.get(dict, "Resources")?;
        let own = own.as_ref().and_then(|o| o.dict()).unwrap_or(resources);
        let matrix = self.file.get(dict, "Matrix")?;
        let matrix: Option<Vec<f64>> =
            matrix.and_then(|m| m.array()?.iter().map(Object::number).collect());
        let before = (self.state.clone(), self.saved.len(), self.text, self.line);
        if let Some(matrix) = matrix.and_then(|m| Matrix::of(&m)) {
            self.state.place = matrix.then(self.state.place);
        }
        self.run(&data.bytes, own, depth + 1)?;
        self.saved.truncate(before.1);
        (self.state, self.text, self.line) = (before.0, before.2, before.3);
        Ok(())
    }

    // ---- ruled lines -------------------------------------------------------------------------

    fn outline(&mut self, word: &[u8], n: &[f64]) -> Result<(), Fault> {
        match (word, n) {
            (b"m", [x, y]) => self.begin(*x, *y)?,
            (b"l", [x, y]) | (b"c", [.., x, y]) | (b"v", [.., x, y]) | (b"y", [.., x, y]) => {
                self.point(*x, *y)?;
            }
            (b"h", _) => self.close(),
            (b"re", [x, y, w, h]) => {
                self.begin(*x, *y)?;
                for (x, y) in [(x + w, *y), (x + w, y + h), (*x, y + h), (*x, *y)] {
                    self.point(x, y)?;
                }
            }
            (b"f" | b"F" | b"f*", _) => self.paint(true, false)?,
            (b"S", _) => self.paint(false, true)?,
            (b"s", _) => {
                self.close();
                self.paint(false, true)?;
            }
            (b"B" | b"B*", _) => self.paint(true, true)?,
            (b"b" | b"b*", _) => {
                self.close();
                self.paint(true, true)?;
            }
            (b"n", _) => self.paint(false, false)?,
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, x: f64, y: f64) -> Result<(), Fault> {
        self.path.push(Vec::new());
        self.point(x, y)
    }

    fn point(&mut self, x: f64, y: f64) -> Result<(), Fault> {
        self.points += 1;
        if self.points > PIECE_LIMIT {
            return Err(Fault::Limit("draws one line without end"));
        }
        let point = self.state.place.apply(x, y);
        if let Some(part) = self.path.last_mut() {
            part.push(point);
        }
        Ok(())
    }

    fn close(&mut self) {
        if let Some(part) = self.path.last_mut() {
            part.extend(part.first().copied());
        }
    }

    fn paint(&mut self, fill: bool, stroke: bool) -> Result<(), Fault> {
        self.points = 0;
        for part in std::mem::take(&mut self.path) {
            if stroke {
                for pair in part.windows(2) {
                    if let [a, b] = pair {
                        self.rule(*a, *b)?;
                    }
                }
            }
            if fill {
                let start = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
                let (x0, y0, x1, y1) = part.iter().fold(start, |(a, b, c, d), (x, y)| {
                    (a.min(*x), b.min(*y), c.max(*x), d.max(*y))
                });
                let (wide, high) = (x1 - x0, y1 - y0);
                if wide <= THIN && high > THIN {
                    let x = f64::midpoint(x0, x1);
                    self.rule((x, y0), (x, y1))?;
                } else if high <= THIN && wide > THIN {
                    let y = f64::midpoint(y0, y1);
                    self.rule((x0, y), (x1, y))?;
                }
            }
        }
        Ok(())
    }

    fn rule(&mut self, a: (f64, f64), b: (f64, f64)) -> Result<(), Fault> {
        let sound = [a.0, a.1, b.0, b.1].iter().all(|n| n.is_finite() && n.abs() < FAR);
        let (dx, dy) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        if !sound || dx.min(dy) > 0.5 || dx.max(dy) < 1.0 {
            return Ok(());
        }
        take(&self.shared.pieces, 1, "rules more lines than a list can hold")?;
        let is_horizontal = dx > dy;
        let (at, from, to) = if is_horizontal {
            (f64::midpoint(a.1, b.1), a.0.min(b.0), a.0.max(b.0))
        } else {
            (f64::midpoint(a.0, b.0), a.1.min(b.1), a.1.max(b.1))
        };
        self.sheet.rules.push(Rule { is_horizontal, at, from, to });
        Ok(())
    }
}

/// Passes the bytes of a picture written into the drawing.
fn skip_picture(bytes: &[u8], lexer: &mut Lexer<'_>) {
    let from = lexer.at() + 1;
    let rest = bytes.get(from..).unwrap_or_default();
    let blank = |b: Option<&u8>| b.is_none_or(|b| super::object::is_blank(*b));
    let end = rest.windows(2).enumerate().position(|(i, w)| {
        w == b"EI" && blank(i.checked_sub(1).and_then(|i| rest.get(i))) && blank(rest.get(i + 2))
    });
    lexer.seek(from + end.map_or(rest.len(), |at| at + 2));
}
