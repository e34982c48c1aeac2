// SPDX-License-Identifier: Apache-2.0
//! The EU's consolidated list of financial sanctions (FSF), in its three published forms.
//!
//! | form | root or header | read by |
//! |---|---|---|
//! | FSF XML 1.1 | `<export xmlns="http://eu.europa.ec/fpi/fsd/export">` | [`export`] |
//! | FSF CSV 1.1 and 1.0 | `fileGenerationDate;Entity_LogicalId;…` or `Date_file;Entity_logical_id;…` | [`table`] |
//! | FSD XML 1.0 (until 2017) | `<WHOLE Date="…">` | [`whole`] |
//!
//! Each form fills the same [`part::Entry`], and [`entity`] alone turns an entry into an entity,
//! so that the forms of one release agree. One thing the forms do not share: only the XML 1.1
//! says of an alias whether it is strong; the CSV has no column for it, and there an alias is weak
//! only when its remark says "low quality".
//!
//! Left out knowingly: the database keys of the parts of an entry (`logicalId` of a name or an
//! address) and `regulationLanguage`, the language in which the Commission read the act. The key
//! of the entry itself is kept.

mod entity;
mod export;
mod facts;
mod part;
mod remarks;
mod table;
mod whole;

use crate::document::Document;
use crate::recorder::Recorder;
use crate::{ReadError, values};
use interdict_model::Date;
use std::collections::BTreeSet;

/// Who lists.
const AUTHORITY: &str = "EU";
/// The list's name.
const LIST: &str = "Consolidated Financial Sanctions List";

/// Reads one release: a single file in any of the three forms.
pub(crate) fn read(
    documents: Vec<Document<'_>>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let release = recorder.release();
    release.authority = "European Union".to_owned();
    release.title =
        "Consolidated list of persons, groups and entities subject to EU financial sanctions"
            .to_owned();
    let mut documents = documents.into_iter();
    let Some(document) = documents.next() else {
        return Ok(());
    };
    if let Some(second) = documents.next() {
        return Err(ReadError::NotAList {
            file: second.name().to_owned(),
            message: "is a second file, but the EU list is published as one; give either the XML or the CSV".to_owned(),
        });
    }
    let (head, document) = document.peek(1024)?;
    let mut ids = BTreeSet::new();
    let first = head.iter().copied().find(|b| !b.is_ascii_whitespace() && b.is_ascii() && *b != 0);
    if first.is_none_or(|b| b == b'<') {
        export::read(document, recorder, &mut ids)
    } else {
        table::read(document, recorder, &mut ids)
    }
}

/// A day as the forms print it: ISO 8601, or day/month/year in the heads of files.
fn day(printed: &str) -> Option<Date> {
    if let Some(day) = values::iso_day(printed) {
        return Some(day);
    }
    let mut parts = printed.trim().split('/');
    let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || y.len() != 4 {
        return None;
    }
    Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok()
}
