// SPDX-License-Identifier: Apache-2.0
//! One column: its heading and what is done with it.

use crate::fields::{Field, Kind};
use interdict_codes::Order;
use std::fmt;

/// A column of the file and the field it was taken for.
#[derive(Clone, Debug)]
pub struct Column {
    /// The heading as given.
    pub heading: String,
    /// The field; `None` when the column is only echoed.
    pub field: Option<&'static Field>,
    /// A remark for people: why the column is not used, how its dates are read.
    pub note: Option<String>,
    pub(crate) order: Order,
    /// Whether countries stand in it as two-letter codes, so that "NA" is Namibia.
    pub(crate) codes: bool,
    /// Whether the caller named the field.
    pub(crate) told: bool,
}

impl Column {
    pub(crate) fn new(heading: &str, field: Option<&'static Field>) -> Self {
        Self {
            heading: heading.to_owned(),
            field,
            note: None,
            order: Order::Unknown,
            codes: false,
            told: false,
        }
    }

    pub(crate) fn kind(&self) -> Option<Kind> {
        self.field.map(|f| f.kind)
    }

    /// Leaves the column out and says why.
    pub(crate) fn drop_because(&mut self, why: &str) {
        self.field = None;
        self.note = Some(why.to_owned());
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field {
            Some(field) if field.kind != Kind::Ignore => {
                write!(f, "{} → {}", self.heading, field.name.replace('_', " "))?;
            }
            _ => write!(f, "{} → (not used)", self.heading)?,
        }
        match &self.note {
            Some(note) => write!(f, " ({note})"),
            None => Ok(()),
        }
    }
}
