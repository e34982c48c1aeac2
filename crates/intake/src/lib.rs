// SPDX-License-Identifier: Apache-2.0
//! Which parties are in this file? Customer files in any usual form, read row by row.
//!
//! Reach for this crate when a person or a pipe hands over customers: CSV in any encoding and with
//! any delimiter, spreadsheets, JSON lines, JSON arrays, FollowTheMoney entities. [`open`] finds out
//! what the file is and which column holds what; the [`Reader`] then yields one [`Row`] for each
//! data row, whether or not it could be read. It opens the path it is given and nothing else; there
//! is no clock, no thread and no network.
//!
//! Nothing is dropped in silence. A row that cannot be read is a [`RowError`]; a value that cannot
//! be read stands in [`interdict_model::Party::unread`]; a column that is not used is said so by the
//! [`Mapping`].

mod column;
mod delimited;
mod encoding;
mod error;
mod fields;
mod header;
mod json;
mod lines;
mod mapping;
mod party;
mod reader;
mod record;
mod sheet;
mod sniff;

pub use column::Column;
pub use error::{IntakeError, RowError};
pub use fields::{FIELDS, Field, field};
pub use mapping::Mapping;
pub use reader::{Input, Options, Reader, Row, open};
pub use record::Raw;

/// How dates in figures alone are written, for [`Options::date_order`].
pub use interdict_codes::Order;
