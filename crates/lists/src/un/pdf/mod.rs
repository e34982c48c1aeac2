// SPDX-License-Identifier: Apache-2.0
//! The 1718 Designated Vessels List as the PDF the publisher issues: a PDF states no table, only
//! where letters and lines stand, so the rows are rebuilt from the ruled lines and handed to the
//! reader of the HTML rendering.
//!
//! Objects → streams → fonts and drawing → ruled cells of a page → rows of the list. A page of the
//! PDF takes the place of a line in positions and defects.

mod cmap;
mod content;
mod encoding;
mod fault;
mod file;
mod font;
mod grid;
mod index;
mod object;
mod plane;
mod stream;
mod table;

use super::page::Page;
use super::vessels::{self, LIST};
use crate::ReadError;
use crate::naming::squash;
use crate::recorder::Recorder;
use content::{Interpreter, Shared, Sheet};
use fault::Fault;
use file::File;
use interdict_model::DefectKind;
use object::{Dict, Object};
use plane::Matrix;
use std::collections::BTreeSet;

const FORMAT: &str = "vessels PDF";
/// Most pages read, and most steps up or down the tree they hang on.
const PAGE_LIMIT: usize = 4096;

/// Whether the bytes are a PDF; a few bytes of junk may stand before it.
pub(super) fn start(bytes: &[u8]) -> Option<usize> {
    let head = bytes.get(..bytes.len().min(64)).unwrap_or(bytes);
    let at = head.windows(4).position(|w| w == b"%PDF")?;
    let junk = head.get(..at)?;
    junk.iter().all(|b| !b.is_ascii_graphic()).then_some(at)
}

/// Reads the list.
pub(super) fn read(bytes: &[u8], recorder: &mut Recorder<'_>) -> Result<(), ReadError> {
    let found = extract(bytes).map_err(|fault| ReadError::NotAList {
        file: recorder.file().to_owned(),
        message: fault.message(),
    })?;
    if found.is_recovered {
        recorder.defect(
            DefectKind::BadValue,
            0,
            "xref",
            "",
            "the index of the PDF or the length of a stream is missing or wrong; its parts were found by going over the file",
        );
    }
    if found.unknown > 0 {
        recorder.defect(
            DefectKind::Encoding,
            0,
            "font",
            &found.unknown.to_string(),
            "so many letters of which the PDF does not say what they are; read as U+FFFD",
        );
    }
    for (page, text) in &found.strays {
        recorder.defect(
            DefectKind::UnknownElement,
            *page,
            "text outside the table",
            text,
            "neither a cell of the table nor a page's head or foot; not read",
        );
    }
    vessels::read_table(&found.page, FORMAT, recorder)
}

/// The list as rows, with what did not go into them.
struct Found {
    page: Page,
    /// Page and text.
    strays: Vec<(u64, String)>,
    unknown: usize,
    is_recovered: bool,
}

fn extract(bytes: &[u8]) -> Result<Found, Fault> {
    let file = File::open(bytes)?;
    let sheets = sheets(&file)?;
    if sheets.iter().all(|s| s.runs.iter().all(|r| r.text.trim().is_empty())) {
        return Err(Fault::NoText);
    }
    let unknown = sheets.iter().map(|s| s.unknown).sum();
    let title = title(&file)?;
    let lattices = sheets.into_iter().map(grid::lattice).collect::<Result<Vec<_>, _>>()?;
    let named =
        |text: &str| squash(text).is_some_and(|t| t.to_lowercase().contains(&LIST.to_lowercase()));
    let first = lattices.first();
    let is_this = named(&title)
        || first.is_some_and(|l| {
            l.outside.iter().any(|t| named(t)) || l.cells.iter().any(|c| named(&c.text))
        });
    if !is_this {
        return Err(Fault::OtherDocument);
    }
    let table = table::rebuild(&title, &lattices)?;
    Ok(Found { page: table.page, strays: table.strays, unknown, is_recovered: file.is_recovered() })
}

/// The title in the file's own description.
fn title(file: &File<'_>) -> Result<String, Fault> {
    let Some(info) = file.trailer_entry("Info") else { return Ok(String::new()) };
    let info = file.resolve(&info)?;
    let Some(dict) = info.dict() else { return Ok(String::new()) };
    let Some(title) = file.get(dict, "Title")? else { return Ok(String::new()) };
    let bytes = title.text().unwrap_or_default();
    Ok(match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
    .into_owned())
}

/// What every page shows, in order.
fn sheets(file: &File<'_>) -> Result<Vec<Sheet>, Fault> {
    let Some(root) = file.root()? else { return Err(Fault::NoPages) };
    let Some(tree) = root.dict().and_then(|d| d.get(&b"Pages"[..])) else {
        return Err(Fault::NoPages);
    };
    let shared = Shared::default();
    let mut sheets = Vec::new();
    let mut stated = None;
    let mut seen = BTreeSet::new();
    // What hangs below is visited first to last; each with what it inherits.
    let mut waiting = vec![(tree.clone(), Dict::new())];
    while let Some((reference, mut inherited)) = waiting.pop() {
        if let Object::Reference(number) = reference
            && !seen.insert(number)
        {
            continue;
        }
        if seen.len() > PAGE_LIMIT || waiting.len() > PAGE_LIMIT {
            return Err(Fault::Limit("has more than four thousand pages"));
        }
        let node = file.resolve(&reference)?;
        let Some(dict) = node.dict() else {
            return Err(Fault::Page { page: sheets.len() + 1, why: "it is missing".to_owned() });
        };
        if stated.is_none() {
            stated = Some(file.get(dict, "Count")?.and_then(|o| o.count()));
        }
        for key in [&b"Resources"[..], b"Rotate"] {
            if let Some(value) = dict.get(key) {
                inherited.insert(key.to_vec(), value.clone());
            }
        }
        match file.get(dict, "Kids")?.as_ref().and_then(|k| k.array()) {
            Some(kids) => {
                if kids.len() > PAGE_LIMIT {
                    return Err(Fault::Limit("has more than four thousand pages"));
                }
                waiting.extend(kids.iter().rev().map(|k| (k.clone(), inherited.clone())));
            }
            None => {
                let number = sheets.len() + 1;
                let sheet =
                    sheet(file, &shared, dict, &inherited).map_err(|fault| match fault {
                        Fault::Page { why, .. } => Fault::Page { page: number, why },
                        other => other,
                    })?;
                sheets.push(sheet);
            }
        }
    }
    match stated.flatten() {
        _ if sheets.is_empty() => Err(Fault::NoPages),
        Some(stated) if stated != sheets.len() => {
            Err(Fault::PageCount { stated, found: sheets.len() })
        }
        _ => Ok(sheets),
    }
}

fn sheet(file: &File<'_>, shared: &Shared, page: &Dict, inherited: &Dict) -> Result<Sheet, Fault> {
    let broken = |why: &str| Fault::Page { page: 0, why: why.to_owned() };
    let resources = file.get(inherited, "Resources")?;
    let none = Dict::new();
    let resources = resources.as_ref().and_then(|r| r.dict()).unwrap_or(&none);
    let degrees = file.get(inherited, "Rotate")?.and_then(|o| o.number()).unwrap_or(0.0);
    let quarter =
        [0, 90, 180, 270].into_iter().find(|d| f64::from(*d) == degrees.rem_euclid(360.0));
    let mut interpreter =
        Interpreter::new(file, shared, Matrix::turned(quarter.unwrap_or_default()));
    // The parts of a drawing may be cut anywhere between two words: they are one text.
    let mut drawing = Vec::new();
    let Some(contents) = file.get(page, "Contents")? else { return Ok(interpreter.finish()) };
    let parts = match &*contents {
        Object::Array(parts) => parts.clone(),
        Object::Null => return Err(broken("its drawing is missing")),
        one => vec![one.clone()],
    };
    for part in parts.iter().take(PAGE_LIMIT) {
        let part = file.resolve(part)?;
        let Some(data) = file.unpacked(&part)? else {
            return Err(broken("its drawing is missing or packed in an unknown way"));
        };
        if !data.whole {
            return Err(broken("its drawing is damaged"));
        }
        drawing.extend(data.bytes);
        drawing.push(b'\n');
    }
    interpreter.run(&drawing, resources, 0)?;
    Ok(interpreter.finish())
}
