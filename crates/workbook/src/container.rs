// SPDX-License-Identifier: Apache-2.0
//! To how much does a zip container unpack? Asked before anything in it is read.

use crate::{Limits, WorkbookError, repeats};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{self, Cursor};
use zip::ZipArchive;

/// Most parts of a container.
const PARTS: usize = 10_000;

/// Refuses a container whose parts unpack to more than the limit. A part that tells too small a
/// size does not get by: the reader of the container stops there.
pub(crate) fn check(bytes: &[u8], limits: Limits) -> Result<(), WorkbookError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.len() > PARTS {
        return Err(WorkbookError::TooLarge { what: "parts", most: PARTS as u64 });
    }
    let mut told = 0u64;
    for n in 0..archive.len() {
        let part = archive.by_index_raw(n).map_err(|error| broken(&error))?;
        told = told.saturating_add(part.size());
    }
    if told > limits.unpacked {
        return Err(WorkbookError::TooLarge { what: "unpacked bytes", most: limits.unpacked });
    }
    let strings: Vec<usize> = (0..archive.len())
        .filter(|n| {
            let name = archive.name_for_index(*n).and_then(Result::ok);
            name.is_none_or(|name| name.to_lowercase().ends_with("sharedstrings.xml"))
        })
        .collect();
    for n in strings {
        let part = archive.by_index(n).map_err(|error| broken(&error))?;
        if announced(io::BufReader::new(part)) > limits.cells {
            return Err(WorkbookError::TooLarge { what: "texts", most: limits.cells });
        }
    }
    if let Ok(content) = archive.by_name("content.xml") {
        repeats::check(io::BufReader::new(content), limits)?;
    }
    Ok(())
}

/// How many texts a table of shared strings says it has; room for them is made at once.
fn announced(part: impl io::BufRead) -> u64 {
    let mut reader = Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start))
                if start.local_name().as_ref() == "sst" =>
            {
                let mut most = 0;
                for attribute in start.attributes().with_checks(false).flatten() {
                    if attribute.key.local_name().as_ref() == "uniqueCount" {
                        most = most.max(attribute.value.trim().parse().unwrap_or(u64::MAX));
                    }
                }
                return most;
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

fn broken(error: &zip::result::ZipError) -> WorkbookError {
    WorkbookError::Damaged(format!("no whole zip container: {error}"))
}
