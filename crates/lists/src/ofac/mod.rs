// SPDX-License-Identifier: Apache-2.0
//! The lists of the US Treasury's Office of Foreign Assets Control, in each format it publishes.
//!
//! One subject, one uid: the entry number of the SDN or of the Consolidated (non-SDN) list, which
//! every format prints and which makes the entity's id (`ofac-36`). The format is recognised from
//! the bytes: Advanced XML (`Sanctions`), Enhanced XML (`sanctionsData`), classic XML (`sdnList`)
//! or the legacy files without a header, told apart by their number of columns.

mod advanced;
mod classic;
mod enhanced;
mod gathered;
mod legacy;
mod names;
mod reference;
mod remarks;
mod statement;
mod vocabulary;

use crate::ReadError;
use crate::document::Document;
use crate::recorder::Recorder;
use crate::xml::XmlRecords;

/// The authority as listings name it.
pub(super) const AUTHORITY: &str = "US OFAC";
/// The list of blocked persons.
pub(super) const SDN: &str = "SDN List";
/// All other lists together.
pub(super) const CONSOLIDATED: &str = "Consolidated List";

/// Reads one release of either list.
pub(crate) fn read(
    documents: Vec<Document<'_>>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    recorder.release().authority = AUTHORITY.to_owned();
    let mut xml = Vec::new();
    let mut tables = Vec::new();
    for (index, document) in (0u16..).zip(documents) {
        let (head, document) = document.peek(1024)?;
        if starts_like_xml(&head) {
            xml.push((index, document));
        } else {
            tables.push((index, document));
        }
    }
    let more = xml.len() > 1 || (!xml.is_empty() && !tables.is_empty());
    match xml.pop() {
        None => legacy::read(tables, recorder),
        Some((_, document)) if more => Err(ReadError::NotAList {
            file: document.name().to_owned(),
            message: "is a whole release by itself, and other files were given with it; give each release as a source of its own".to_owned(),
        }),
        Some((index, document)) => read_xml(document, index, recorder),
    }
}

fn read_xml(
    document: Document<'_>,
    index: u16,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let records = XmlRecords::open(document, recorder, index)?;
    match records.root().name() {
        "Sanctions" => advanced::read(records, recorder),
        "sanctionsData" => enhanced::read(records, recorder),
        "sdnList" => classic::read(records, recorder),
        other => Err(ReadError::NotAList {
            file: recorder.file().to_owned(),
            message: format!(
                "starts with <{other}>; an OFAC list starts with <sdnList>, <Sanctions> or <sanctionsData>, or is one of the legacy files sdn.csv, add.csv, alt.csv"
            ),
        }),
    }
}

/// Whether the first sign of the file is `<`, in UTF-8 or UTF-16, with or without a byte order mark.
fn starts_like_xml(head: &[u8]) -> bool {
    let mark =
        |b: &u8| matches!(b, 0xEF | 0xBB | 0xBF | 0xFE | 0xFF | 0) || b.is_ascii_whitespace();
    head.iter().find(|b| !mark(b)) == Some(&b'<')
}

/// Reads the day of a release as OFAC prints it: month first, or ISO 8601.
fn published(printed: &str) -> Option<interdict_model::Date> {
    use interdict_codes::{DateReading, Order, date_with};
    match date_with(printed, Order::MonthFirst)? {
        DateReading::One(date) => date.as_day(),
        DateReading::Ambiguous(..) => None,
    }
}
