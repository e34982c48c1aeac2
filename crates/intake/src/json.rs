// SPDX-License-Identifier: Apache-2.0
//! JSON: one object for each party, in lines, in an array, or one after the other.

use crate::RowError;
use crate::lines::{LONGEST_LINE, Line, Lines};
use crate::record::Record;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::HashMap;
use std::fmt;
use std::io;
use std::sync::Arc;

/// A table of parties has fewer columns; beyond, keys are data and would fill the memory.
const MOST_KEYS: usize = 10_000;

/// How objects follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One object on each line.
    Lines,
    /// Objects in an array, or one after the other, over any number of lines.
    Objects,
}

/// Reads objects and lays their values out in columns.
pub(crate) struct Json {
    lines: Lines,
    layout: Layout,
    buffer: Vec<u8>,
    /// Headings met so far, in the order met.
    pub(crate) columns: Arc<Vec<String>>,
    known: HashMap<String, usize>,
}

impl Json {
    pub(crate) fn new(lines: Lines, layout: Layout) -> Self {
        Self { lines, layout, buffer: Vec::new(), columns: Arc::default(), known: HashMap::new() }
    }

    /// The next object.
    pub(crate) fn next(&mut self) -> io::Result<Option<Result<Record, RowError>>> {
        let line = match self.layout {
            Layout::Lines => loop {
                match self.lines.next(&mut self.buffer)? {
                    Line::End => return Ok(None),
                    Line::TooLong => return Ok(Some(Err(self.too_long(self.lines.line)))),
                    Line::Whole if self.buffer.trim_ascii().is_empty() => {}
                    Line::Whole => break self.lines.line,
                }
            },
            Layout::Objects => match self.object()? {
                None => return Ok(None),
                Some(Err(error)) => return Ok(Some(Err(error))),
                Some(Ok(line)) => line,
            },
        };
        Ok(Some(self.record(line)))
    }

    fn too_long(&self, line: u64) -> RowError {
        RowError::new(
            line,
            &String::from_utf8_lossy(self.buffer.get(..200).unwrap_or(&self.buffer)),
            format!("the object is longer than {LONGEST_LINE} bytes"),
            "look for a missing line break or brace and read the file again",
        )
    }

    /// Collects the bytes of the next object by its braces.
    fn object(&mut self) -> io::Result<Option<Result<u64, RowError>>> {
        self.buffer.clear();
        let mut start = 0u64;
        let (mut depth, mut quoted, mut escaped, mut long) = (0usize, false, false, false);
        while let Some(byte) = self.lines.byte()? {
            if depth == 0 {
                match byte {
                    b'{' => start = self.lines.line,
                    b'[' | b']' | b',' => continue,
                    _ if byte.is_ascii_whitespace() => continue,
                    _ => return Ok(Some(Err(self.stray(byte)?))),
                }
            }
            if self.buffer.len() < LONGEST_LINE {
                self.buffer.push(byte);
            } else {
                long = true;
            }
            if quoted {
                // A line break cannot stand in a string: the string was never closed.
                quoted = !matches!(byte, b'\n') && (byte != b'"' || escaped);
                escaped = byte == b'\\' && !escaped;
                continue;
            }
            match byte {
                b'"' => (quoted, escaped) = (true, false),
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(Some(if long { Err(self.too_long(start)) } else { Ok(start) }));
                    }
                }
                _ => {}
            }
        }
        if depth == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&self.buffer).into_owned();
        Ok(Some(Err(RowError::new(
            start,
            &text,
            "the object that begins here is not closed before the file ends",
            "close it; what follows it in the file could not be read",
        ))))
    }

    /// Something between objects that is none: passed over up to the end of its line.
    fn stray(&mut self, first: u8) -> io::Result<RowError> {
        let line = self.lines.line;
        let mut text = vec![first];
        while let Some(byte) = self.lines.byte()? {
            if byte == b'\n' {
                break;
            }
            if text.len() < 200 {
                text.push(byte);
            }
        }
        Ok(RowError::new(
            line,
            &String::from_utf8_lossy(&text),
            "expected a JSON object such as {\"name\": …}",
            "remove it or write it as an object",
        ))
    }

    fn record(&mut self, line: u64) -> Result<Record, RowError> {
        let text = || String::from_utf8_lossy(&self.buffer).into_owned();
        let broken =
            |what: String| RowError::new(line, &text(), what, "correct the JSON of this line");
        let value: Node = match std::str::from_utf8(&self.buffer) {
            Ok(text) => serde_json::from_str(text).map_err(|e| broken(format!("not JSON: {e}")))?,
            Err(_) => {
                return Err(RowError::new(
                    line,
                    &text(),
                    "some bytes are not UTF-8, which JSON must be",
                    "export the file again as UTF-8",
                ));
            }
        };
        if self.columns.len() > MOST_KEYS {
            return Err(broken(format!("the file has more than {MOST_KEYS} different keys")));
        }
        let Node::Object(members) = value else {
            return Err(broken("expected a JSON object such as {\"name\": …}".to_owned()));
        };
        let mut record = Record::new(line);
        let is_ftm = members.iter().any(|(k, _)| k == "schema");
        for (key, node) in members {
            match node {
                // FollowTheMoney keeps what it states apart from what it is.
                Node::Object(inner) if key == "properties" && is_ftm => {
                    for (key, node) in inner {
                        self.lay(&mut record, &key, node);
                    }
                }
                node => self.lay(&mut record, &key, node),
            }
        }
        Ok(record)
    }

    /// Lays a value out under its heading; lists give the heading several times, objects a heading
    /// for each member.
    fn lay(&mut self, record: &mut Record, heading: &str, node: Node) {
        match node {
            Node::Text(text) => {
                let at = self.column(heading);
                record.push(at, &text);
            }
            Node::List(nodes) => nodes.into_iter().for_each(|n| self.lay(record, heading, n)),
            Node::Object(members) => {
                for (key, node) in members {
                    self.lay(record, &format!("{heading}.{key}"), node);
                }
            }
        }
    }

    fn column(&mut self, heading: &str) -> usize {
        if let Some(at) = self.known.get(heading) {
            return *at;
        }
        let at = self.columns.len();
        Arc::make_mut(&mut self.columns).push(heading.to_owned());
        self.known.insert(heading.to_owned(), at);
        at
    }
}

/// A JSON value with members in the order given; everything that is no list or object as text.
enum Node {
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

/// From here on a number that is no 64-bit integer is not held exactly.
const EXACT: f64 = 9_007_199_254_740_992.0;

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Node, E> {
        if value.abs() >= EXACT {
            return Err(E::custom("a number so long loses digits; write it as a string"));
        }
        Ok(Node::Text(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Text(String::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut out = Vec::new();
        while let Some(node) = seq.next_element()? {
            out.push(node);
        }
        Ok(Node::List(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut out = Vec::new();
        while let Some(member) = map.next_entry()? {
            out.push(member);
        }
        Ok(Node::Object(out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, layout: Layout) -> Vec<String> {
        let lines = Lines::new(Box::new(io::Cursor::new(text.as_bytes().to_vec())), b'\n');
        let mut source = Json::new(lines, layout);
        let mut out = Vec::new();
        while let Some(record) = source.next().unwrap() {
            out.push(match record {
                Ok(record) => {
                    let cells: Vec<String> =
                        record.cells().map(|(c, v)| format!("{}={v}", source.columns[c])).collect();
                    format!("{}: {}", record.line, cells.join(" "))
                }
                Err(error) => format!("{}: error", error.line),
            });
        }
        out
    }

    #[test]
    fn lines_of_objects() {
        let text = "{\"name\":\"A\",\"n\":1,\"x\":null}\n\n{\"name\": [\"B\",\"C\"], \"a\":{\"b\":true}}\nnot json\n[1]\n{\"name\":\"D\"}";
        assert_eq!(
            read(text, Layout::Lines),
            ["1: name=A n=1 x=", "3: name=B name=C a.b=true", "4: error", "5: error", "6: name=D"]
        );
    }

    #[test]
    fn an_array_over_many_lines() {
        let text =
            "[\n {\"name\":\n  \"A }{\\\"\"},\n 5,\n {\"name\": \"B\"}, {\"name\":\"C\"}\n]\n";
        assert_eq!(
            read(text, Layout::Objects),
            ["2: name=A }{\"", "4: error", "5: name=B", "5: name=C"]
        );
        assert_eq!(read("[{\"name\":\"A\"", Layout::Objects), ["1: error"]);
        assert_eq!(read("[{\"name\":\"A},\n {\"name\":\"B\"}]", Layout::Objects).len(), 1);
        assert!(read("[]", Layout::Objects).is_empty());
    }

    #[test]
    fn follow_the_money_properties_are_columns() {
        let text =
            r#"{"id":"q","schema":"Person","properties":{"name":["A","B"],"birthDate":["1964"]}}"#;
        assert_eq!(
            read(text, Layout::Lines),
            ["1: id=q schema=Person name=A name=B birthDate=1964"]
        );
    }
}
