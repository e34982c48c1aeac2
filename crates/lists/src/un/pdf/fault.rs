// SPDX-License-Identifier: Apache-2.0
//! Why a PDF gives no list, in words that say what to do.

use super::super::vessels::LIST;

/// What every refusal ends with.
const WAY_OUT: &str = "give the HTML rendering of the list, or rely on the designations the program carries (kind \"embedded\")";

/// A PDF that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Locked, if only against printing.
    Encrypted,
    /// A bound of memory or work was passed.
    Limit(&'static str),
    /// The catalogue or the tree of pages is missing.
    NoPages,
    /// The tree of pages names more or fewer pages than it states.
    PageCount { stated: usize, found: usize },
    /// The drawing of a page cannot be had whole.
    Page { page: usize, why: String },
    /// Pictures of pages, not text.
    NoText,
    /// Another document.
    OtherDocument,
    /// No ruled table with the known columns.
    NoTable(&'static str),
    /// A page whose rows have other columns than the headings.
    Columns { page: u64, found: usize, expected: usize },
}

impl Fault {
    /// The refusal in a sentence, to stand after the file's name.
    pub(super) fn message(&self) -> String {
        let what = match self {
            Self::Encrypted => "is an encrypted PDF, which is not read: save it unprotected, or".to_owned(),
            Self::Limit(what) => format!(
                "is a PDF that {what}, beyond anything the publisher issues: it is broken or hostile; fetch it again, or"
            ),
            Self::NoPages => {
                "is a PDF without a list of its pages: it is truncated or broken; fetch it again, or".to_owned()
            }
            Self::PageCount { stated, found } => format!(
                "is a PDF that states {stated} pages but holds {found}: it is truncated or broken; fetch it again, or"
            ),
            Self::Page { page, why } => format!(
                "is a PDF whose page {page} cannot be read whole ({why}); fetch it again, or"
            ),
            Self::NoText => {
                "is a PDF of pictures without any text, which is not read:".to_owned()
            }
            Self::OtherDocument => format!(
                "is a PDF, but not of the {LIST}, the one list read from PDF: give the XML of the Consolidated List;"
            ),
            Self::NoTable(what) => format!(
                "is a PDF in which {what}; the layout has changed, so nothing of it is read:"
            ),
            Self::Columns { page, found, expected } => format!(
                "is a PDF whose table has {found} columns on page {page} under {expected} headings; the layout has changed, so nothing of it is read:"
            ),
        };
        match self {
            Self::OtherDocument => {
                format!("{what} for the ships, give that list as HTML or PDF")
            }
            _ => format!("{what} {WAY_OUT}"),
        }
    }
}
