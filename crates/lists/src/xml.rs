// SPDX-License-Identifier: Apache-2.0
//! XML one record at a time: each record element becomes a small tree that knows its lines and
//! remembers which of its parts were looked at, so that what no reader knows is never lost.

use crate::ReadError;
use crate::document::{Document, Stream, Tally};
use crate::recorder::Recorder;
use interdict_model::{DefectKind, Fact, Property};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::cell::Cell;
use std::rc::Rc;

/// Deepest nesting accepted; the deepest published format (OFAC Advanced XML) nests 12.
const DEPTH_LIMIT: usize = 64;
/// Most elements of one record; an element of four bytes costs more than a hundred in memory.
const ELEMENT_LIMIT: usize = 1 << 18;
/// Most attributes of one element.
const ATTRIBUTE_LIMIT: usize = 1 << 10;

/// One element of a record.
#[derive(Debug)]
pub(crate) struct Node {
    name: Rc<str>,
    attributes: Vec<(Rc<str>, String, Cell<bool>)>,
    text: String,
    children: Vec<Node>,
    line: u64,
    seen: Cell<bool>,
}

impl Node {
    /// Local name, without namespace prefix.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Line on which it starts.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Its own text, trimmed; `None` when empty.
    pub(crate) fn text(&self) -> Option<&str> {
        self.seen.set(true);
        Some(self.text.trim()).filter(|t| !t.is_empty())
    }

    /// An attribute by local name; `None` when absent or blank.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value, seen) = self.attributes.iter().find(|(n, _, _)| &**n == name)?;
        seen.set(true);
        Some(value.trim()).filter(|t| !t.is_empty())
    }

    /// The first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|c| &*c.name == name).inspect(|c| c.seen.set(true))
    }

    /// All children of a name, in order.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> + 'a {
        self.children.iter().filter(move |c| &*c.name == name).inspect(|c| c.seen.set(true))
    }

    /// All children, in order; marks them as looked at.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().inspect(|c| c.seen.set(true))
    }

    /// The text of the first child of a name.
    pub(crate) fn child_text(&self, name: &str) -> Option<&str> {
        self.child(name).and_then(Node::text)
    }

    /// Says that everything below needs no report: it was read otherwise or is knowingly left out.
    pub(crate) fn ignore(&self) {
        self.seen.set(true);
        self.attributes.iter().for_each(|(_, _, seen)| seen.set(true));
        self.children.iter().for_each(Node::ignore);
    }

    /// Counts as defects all parts with content that nobody looked at, and returns them as facts
    /// under the publisher's names.
    pub(crate) fn leftovers(&self, recorder: &mut Recorder<'_>) -> Vec<Fact> {
        let mut facts = Vec::new();
        self.collect_leftovers(recorder, &mut facts);
        facts
    }

    fn collect_leftovers(&self, recorder: &mut Recorder<'_>, facts: &mut Vec<Fact>) {
        for (name, value, seen) in &self.attributes {
            if !seen.get()
                && !value.trim().is_empty()
                && &**name != "schemaLocation"
                && &**name != "noNamespaceSchemaLocation"
            {
                let element = format!("{}@{name}", self.name);
                note_unknown(recorder, self.line, &element, value.trim(), facts);
            }
        }
        for child in &self.children {
            if child.seen.get() {
                child.collect_leftovers(recorder, facts);
            } else {
                child.report_whole(recorder, facts);
            }
        }
    }

    /// Reports an element nobody looked at, with everything in it.
    fn report_whole(&self, recorder: &mut Recorder<'_>, facts: &mut Vec<Fact>) {
        if !self.text.trim().is_empty() {
            note_unknown(recorder, self.line, &self.name, self.text.trim(), facts);
        }
        for (name, value, _) in &self.attributes {
            if !value.trim().is_empty() {
                note_unknown(
                    recorder,
                    self.line,
                    &format!("{}@{name}", self.name),
                    value.trim(),
                    facts,
                );
            }
        }
        for child in &self.children {
            child.report_whole(recorder, facts);
        }
    }
}

fn note_unknown(
    recorder: &mut Recorder<'_>,
    line: u64,
    element: &str,
    value: &str,
    facts: &mut Vec<Fact>,
) {
    recorder.defect(
        DefectKind::UnknownElement,
        line,
        element,
        value,
        "not known to this version; kept as a fact under the publisher's name",
    );
    facts.push(Fact::text(Property::named(element), value));
}

/// A file of records.
pub(crate) struct XmlRecords<'a> {
    reader: Reader<Stream<'a>>,
    tally: Rc<Tally>,
    file: String,
    buffer: Vec<u8>,
    names: Vec<Rc<str>>,
    root: Node,
    /// Names of the elements open around the place reached, the root first.
    open: Vec<Rc<str>>,
    finished: bool,
    replaced: u64,
}

impl<'a> XmlRecords<'a> {
    /// Starts to read and finds the root element.
    pub(crate) fn open(
        document: Document<'a>,
        recorder: &mut Recorder<'_>,
        index: u16,
    ) -> Result<Self, ReadError> {
        recorder.enter_file(document.name(), index);
        let mut stream = document.stream()?;
        let file = stream.name().to_owned();
        refuse_other_formats(&file, stream.head())?;
        stream.decode_xml().map_err(|label| {
            recorder.syntax(1, "encoding", format!("{label:?} is no known character encoding"))
        })?;
        let tally = stream.tally();
        let mut reader = Reader::from_reader(stream);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = true;
        let placeholder = Node {
            name: Rc::from(""),
            attributes: Vec::new(),
            text: String::new(),
            children: Vec::new(),
            line: 1,
            seen: Cell::new(true),
        };
        let mut records = Self {
            reader,
            tally,
            file,
            buffer: Vec::new(),
            names: Vec::new(),
            root: placeholder,
            open: Vec::new(),
            finished: false,
            replaced: 0,
        };
        records.find_root(recorder)?;
        Ok(records)
    }

    /// The root element with its attributes; its children come as records.
    pub(crate) fn root(&self) -> &Node {
        &self.root
    }

    /// The next element named in `records`, whole. Elements named in `containers` are entered;
    /// any other element is counted as unknown and passed over.
    pub(crate) fn next(
        &mut self,
        records: &[&str],
        containers: &[&str],
        recorder: &mut Recorder<'_>,
    ) -> Result<Option<Node>, ReadError> {
        if self.finished {
            return Ok(None);
        }
        loop {
            self.tally.record_ended();
            match self.event(recorder)? {
                Step::Start(node) => {
                    if records.contains(&&*node.name) {
                        let node = self.build(node, recorder)?;
                        return Ok(Some(node));
                    }
                    if containers.contains(&&*node.name) {
                        self.open.push(node.name);
                        continue;
                    }
                    let line = node.line;
                    let unknown = self.build(node, recorder)?;
                    let name = unknown.name().to_owned();
                    let text = unknown.text().unwrap_or_default().to_owned();
                    recorder.defect(
                        DefectKind::UnknownElement,
                        line,
                        &name,
                        &text,
                        "an element this version does not know outside any record; passed over",
                    );
                }
                Step::End => {
                    self.open.pop();
                    if self.open.is_empty() {
                        self.finish(recorder)?;
                        return Ok(None);
                    }
                }
                Step::Text(text) => {
                    if !text.trim().is_empty() {
                        recorder.defect(
                            DefectKind::UnknownElement,
                            self.tally.line(),
                            "text",
                            text.trim(),
                            "text outside any record; passed over",
                        );
                    }
                }
                Step::Eof => return Err(self.truncated()),
            }
        }
    }

    fn find_root(&mut self, recorder: &mut Recorder<'_>) -> Result<(), ReadError> {
        loop {
            match self.event(recorder)? {
                Step::Start(node) => {
                    if node.name.eq_ignore_ascii_case("html") {
                        return Err(not_a_list(
                            &self.file,
                            "is an HTML page, not a list; the publisher's server probably answered with an error page: fetch it again",
                        ));
                    }
                    self.open.push(Rc::clone(&node.name));
                    self.root = node;
                    return Ok(());
                }
                Step::Text(text) if text.trim().is_empty() => {}
                Step::Text(_) => {
                    return Err(not_a_list(
                        &self.file,
                        "does not start with an XML element; it is not the list that was asked for",
                    ));
                }
                Step::End | Step::Eof => {
                    return Err(not_a_list(&self.file, "holds no XML element; fetch it again"));
                }
            }
        }
    }

    /// After the root has closed, only blanks and comments may follow.
    fn finish(&mut self, recorder: &mut Recorder<'_>) -> Result<(), ReadError> {
        self.finished = true;
        loop {
            match self.event(recorder)? {
                Step::Eof => break,
                Step::Text(text) if text.trim().is_empty() => {}
                Step::Text(_) | Step::Start(_) | Step::End => {
                    return Err(recorder.syntax(self.tally.line(), "", "there is more after the end of the root element; the file is not well-formed: fetch it again"));
                }
            }
        }
        let file = self.tally.file(&self.file);
        recorder.file_read(file);
        Ok(())
    }

    fn truncated(&self) -> ReadError {
        ReadError::Syntax {
            file: self.file.clone(),
            line: self.tally.line(),
            element: self.open.last().map(|n| n.to_string()).unwrap_or_default(),
            message: "the file ends inside this element: it is truncated; fetch it again"
                .to_owned(),
        }
    }

    /// Reads the rest of an element whose start was just read.
    fn build(&mut self, start: Node, recorder: &mut Recorder<'_>) -> Result<Node, ReadError> {
        let mut stack: Vec<Node> = Vec::new();
        let mut current = start;
        let mut elements = 0;
        loop {
            match self.event(recorder)? {
                Step::Start(node) => {
                    elements += 1;
                    if elements > ELEMENT_LIMIT {
                        return Err(recorder.syntax(node.line, &node.name, format!("one record has more than {ELEMENT_LIMIT} elements; no published list does: the file is refused")));
                    }
                    if stack.len() + self.open.len() >= DEPTH_LIMIT {
                        return Err(recorder.syntax(node.line, &node.name, format!("elements nest deeper than {DEPTH_LIMIT}; no published format does: the file is refused")));
                    }
                    stack.push(std::mem::replace(&mut current, node));
                }
                Step::Text(text) => current.text.push_str(&text),
                Step::End => match stack.pop() {
                    None => return Ok(current),
                    Some(parent) => {
                        let done = std::mem::replace(&mut current, parent);
                        current.children.push(done);
                    }
                },
                Step::Eof => {
                    self.open.push(Rc::clone(&current.name));
                    return Err(self.truncated());
                }
            }
        }
    }

    fn event(&mut self, recorder: &mut Recorder<'_>) -> Result<Step, ReadError> {
        loop {
            self.buffer.clear();
            let line = self.tally.line();
            let event = self.reader.read_event_into(&mut self.buffer);
            if self.tally.replaced() > self.replaced {
                self.replaced = self.tally.replaced();
                recorder.defect(
                    DefectKind::Encoding,
                    line,
                    "",
                    "",
                    "bytes near this line are not the file's encoding; replaced by U+FFFD",
                );
            }
            let event = match event {
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) => {
                    let message = error.to_string();
                    return Err(if error.kind() == std::io::ErrorKind::InvalidData {
                        recorder.syntax(line, "", message)
                    } else {
                        ReadError::Io {
                            file: self.file.clone(),
                            error: std::io::Error::new(error.kind(), message),
                        }
                    });
                }
                Err(error) => {
                    return Err(recorder.syntax(
                        self.tally.line(),
                        "",
                        format!("not well-formed XML: {error}; fetch the file again"),
                    ));
                }
            };
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => {
                    let line = self.tally.line();
                    Step::Start(start_node(&start, line, &mut self.names, recorder)?)
                }
                Event::End(_) => Step::End,
                Event::Text(text) => Step::Text(clean(text.as_ref(), line, recorder)),
                Event::CData(text) => Step::Text(clean(text.as_ref(), line, recorder)),
                Event::GeneralRef(reference) => {
                    let name = reference.as_ref().to_owned();
                    match resolve(&name) {
                        Some(c) if is_xml_character(c) => Step::Text(c.to_string()),
                        Some(_) => {
                            recorder.defect(
                                DefectKind::Character,
                                line,
                                "",
                                &format!("&{name};"),
                                "a reference to a character that XML forbids; replaced by U+FFFD",
                            );
                            Step::Text('\u{FFFD}'.to_string())
                        }
                        None => {
                            return Err(recorder.syntax(line, "", format!("the entity &{name}; is not one of XML's own five; entities defined inside a file are not expanded, the file is refused")));
                        }
                    }
                }
                Event::Eof => Step::Eof,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }
}

enum Step {
    Start(Node),
    Text(String),
    End,
    Eof,
}

fn start_node(
    start: &BytesStart<'_>,
    line: u64,
    names: &mut Vec<Rc<str>>,
    recorder: &mut Recorder<'_>,
) -> Result<Node, ReadError> {
    let name = intern(names, start.local_name().as_ref());
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute
            .map_err(|e| recorder.syntax(line, &name, format!("a malformed attribute: {e}")))?;
        if attributes.len() >= ATTRIBUTE_LIMIT {
            return Err(recorder.syntax(line, &name, format!("an element has more than {ATTRIBUTE_LIMIT} attributes; no published list does: the file is refused")));
        }
        if attribute.key.as_ref().starts_with("xmlns") {
            continue;
        }
        let key = intern(names, attribute.key.local_name().as_ref());
        let raw = clean(&attribute.value, line, recorder);
        let value = match quick_xml::escape::unescape(&raw) {
            Ok(value) => value.into_owned(),
            Err(e) => {
                return Err(recorder.syntax(
                    line,
                    &key,
                    format!("a malformed attribute value: {e}"),
                ));
            }
        };
        attributes.push((key, value, Cell::new(false)));
    }
    Ok(Node {
        name,
        attributes,
        text: String::new(),
        children: Vec::new(),
        line,
        seen: Cell::new(false),
    })
}

/// Keeps one copy of each element and attribute name; the vocabularies are small.
fn intern(names: &mut Vec<Rc<str>>, text: &str) -> Rc<str> {
    if let Some(at) = names.iter().position(|n| &**n == text) {
        // Frequent names wander to the front, where they are found soonest.
        names.swap(at, at / 2);
        if let Some(known) = names.get(at / 2) {
            return Rc::clone(known);
        }
    }
    let name: Rc<str> = Rc::from(text);
    if names.len() < 1024 {
        names.push(Rc::clone(&name));
    }
    name
}

/// Text of a file with forbidden characters replaced and counted.
fn clean(text: &str, line: u64, recorder: &mut Recorder<'_>) -> String {
    if text.chars().all(is_xml_character) {
        return text.to_owned();
    }
    let repaired: String =
        text.chars().map(|c| if is_xml_character(c) { c } else { '\u{FFFD}' }).collect();
    recorder.defect(
        DefectKind::Character,
        line,
        "",
        repaired.trim(),
        "a control character that XML forbids; replaced by U+FFFD",
    );
    repaired
}

fn is_xml_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
}

fn resolve(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            Some(char::from_u32(code).unwrap_or('\0'))
        }
    }
}

fn not_a_list(file: &str, message: &str) -> ReadError {
    ReadError::NotAList { file: file.to_owned(), message: message.to_owned() }
}

/// Tells the commonest wrong files from a list by their first bytes.
pub(crate) fn refuse_other_formats(file: &str, head: &[u8]) -> Result<(), ReadError> {
    let start: String =
        String::from_utf8_lossy(head.get(..head.len().min(512)).unwrap_or_default())
            .trim_start()
            .to_lowercase();
    if start.is_empty() {
        return Err(not_a_list(
            file,
            "is empty; the download failed or the publisher moved it: fetch it again",
        ));
    }
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Err(not_a_list(
            file,
            "is an HTML page, not a list; the publisher's server probably answered with an error page: fetch it again",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use interdict_model::{Release, SourceKind};

    /// Reads `bytes` as a list of `r` records inside `list` and tells texts, defects or the error.
    fn check(bytes: &[u8]) -> Result<(Vec<String>, Vec<String>), String> {
        let mut sink = |_| Ok(());
        let mut recorder = Recorder::new(Release::new(SourceKind::Un, "", "", ""), &mut sink);
        let document = Document::new("list.xml", bytes);
        let mut texts = Vec::new();
        let run = || -> Result<(), ReadError> {
            let mut xml = XmlRecords::open(document, &mut recorder, 0)?;
            while let Some(node) = xml.next(&["r"], &["group"], &mut recorder)? {
                texts.push(format!("{}@{}", node.child_text("a").unwrap_or("-"), node.line()));
                let kept = node.leftovers(&mut recorder);
                texts.extend(kept.iter().map(|f| format!("{}={}", f.property, f.value.as_text())));
            }
            Ok(())
        };
        let outcome = run();
        let release = recorder.finish();
        match outcome {
            Ok(()) => Ok((texts, release.samples.iter().map(ToString::to_string).collect())),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn records_come_whole_with_their_lines() {
        let (texts, defects) =
            check(b"<list>\n<group><r><a>x &amp; &#233;</a></r>\n<r><a/></r></group>\n</list>")
                .unwrap();
        assert_eq!(texts, ["x & é@2", "-@3"]);
        assert!(defects.is_empty());
    }

    #[test]
    fn what_no_reader_knows_is_counted_and_kept() {
        let (texts, defects) =
            check(b"<list><r new='1'><a>x</a><b><c>deep</c></b></r></list>").unwrap();
        assert_eq!(texts, ["x@1", "r@new=1", "c=deep"]);
        assert_eq!(defects.len(), 2);
        assert!(
            defects[1].starts_with("list.xml:1: unknown-element: c = \"deep\""),
            "{}",
            defects[1]
        );
    }

    #[test]
    fn a_control_character_or_a_broken_byte_is_a_counted_defect() {
        let (texts, defects) =
            check(b"<list><r><a>it\x19s</a></r>\n<r><a>caf\xe9</a></r></list>").unwrap();
        assert_eq!(texts, ["it\u{FFFD}s@1", "caf\u{FFFD}@2"]);
        assert_eq!(defects.len(), 2, "{defects:?}");
    }

    #[test]
    fn other_encodings_are_read_as_declared() {
        let latin =
            b"<?xml version='1.0' encoding='ISO-8859-1'?><list><r><a>caf\xe9</a></r></list>";
        assert_eq!(check(latin).unwrap().0, ["café@1"]);
        let utf16: Vec<u8> = "\u{feff}<list><r><a>café</a></r></list>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(check(&utf16).unwrap().0, ["café@1"]);
    }

    #[test]
    fn broken_files_are_refused_with_the_place() {
        for (bytes, expected) in [
            (&b""[..], "empty"),
            (b"   \n ", "empty"),
            (b"<html><body>403</body></html>", "HTML page"),
            (b"<!DOCTYPE html><p>", "HTML page"),
            (b"id,name\n1,x", "does not start with an XML element"),
            (b"<list><r><a>x</a></r>", "truncated"),
            (b"<list><r><a>x</a>", "truncated"),
            (b"<list><r><a>x</b></r></list>", "not well-formed"),
            (b"<list></list><more/>", "more after the end"),
            (b"<!DOCTYPE l [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><list><r><a>&b;</a></r></list>", "entities defined inside"),
        ] {
            let error = check(bytes).unwrap_err();
            assert!(error.contains(expected), "{:?}: {error}", String::from_utf8_lossy(bytes));
        }
        let deep = format!("<list><r>{}", "<a>".repeat(100));
        assert!(check(deep.as_bytes()).unwrap_err().contains("deeper"));
    }

    #[test]
    fn a_record_without_end_does_not_fill_the_memory() {
        struct Endless(u64);
        impl std::io::Read for Endless {
            fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
                self.0 += out.len() as u64;
                assert!(self.0 < 4 * crate::RECORD_LIMIT, "the bound was not kept");
                out.fill(b'x');
                Ok(out.len())
            }
        }
        let mut sink = |_| Ok(());
        let mut recorder = Recorder::new(Release::new(SourceKind::Un, "", "", ""), &mut sink);
        let source = std::io::Read::chain(&b"<list><r><a>"[..], Endless(0));
        let mut xml =
            XmlRecords::open(Document::new("list.xml", source), &mut recorder, 0).unwrap();
        let error = xml.next(&["r"], &[], &mut recorder).unwrap_err().to_string();
        assert!(error.contains("longer than 32 MiB"), "{error}");
    }
}
