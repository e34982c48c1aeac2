// SPDX-License-Identifier: Apache-2.0
//! United Nations: the Security Council Consolidated List (XML) and the 1718 Designated Vessels
//! List (PDF and HTML rendering), told apart by their content.

mod alias;
mod consolidated;
mod document;
mod page;
mod pdf;
pub(crate) mod reference;
mod relation;
mod remarks;
mod repair;
mod vessels;
mod when;

use crate::ReadError;
use crate::document::Document;
use crate::naming::squash;
use crate::recorder::Recorder;
use crate::xml::refuse_other_formats;

/// Who lists.
pub(crate) const AUTHORITY: &str = "UN Security Council";
/// Largest file read; the Consolidated List is some 2 MiB.
const FILE_LIMIT: u64 = 64 * 1024 * 1024;
/// How far into a file its format is looked for.
const HEAD: usize = 64 * 1024;

/// Reads one or both lists as one release.
pub(crate) fn read(
    documents: Vec<Document<'_>>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    recorder.release().authority = AUTHORITY.to_owned();
    let (mut consolidated, mut ships) = (false, false);
    for (index, document) in (0..=u16::MAX).zip(documents) {
        recorder.enter_file(document.name(), index);
        let (name, bytes, file) = document.whole(FILE_LIMIT)?;
        let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD)).unwrap_or(&bytes));
        let twice = |list: &str| ReadError::NotAList {
            file: name.clone(),
            message: format!(
                "is a second {list}; a release holds one, so give only the newest file"
            ),
        };
        let pdf = pdf::start(&bytes);
        if pdf.is_some() || vessels::is_this(&head) {
            if std::mem::replace(&mut ships, true) {
                return Err(twice(vessels::LIST));
            }
            match pdf {
                Some(start) => pdf::read(bytes.get(start..).unwrap_or_default(), recorder)?,
                None => vessels::read(&bytes, recorder)?,
            }
            recorder.file_read(Some(file));
            continue;
        }
        refuse_other_formats(&name, &bytes)?;
        if std::mem::replace(&mut consolidated, true) {
            return Err(twice(consolidated::LIST));
        }
        consolidated::read(&name, bytes, file, recorder, index)?;
    }
    Ok(())
}

/// Adds what one file is to the head of the release, which may have two.
fn describe(recorder: &mut Recorder<'_>, title: &str, format: &str) {
    let release = recorder.release();
    for (field, word) in [(&mut release.title, title), (&mut release.format, format)] {
        if !field.is_empty() {
            field.push_str(" + ");
        }
        field.push_str(word);
    }
}

/// As [`squash`], and the publisher's words for "nothing stated" are nothing.
fn stated(text: &str) -> Option<String> {
    squash(text).filter(|t| {
        !["na", "n/a", "null", "none", "-"].iter().any(|empty| t.eq_ignore_ascii_case(empty))
    })
}
