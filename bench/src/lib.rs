// SPDX-License-Identifier: Apache-2.0
//! What the measurements of speed need: lists of any length made from real name frequencies, for
//! sizes at which no published list is at hand, and the files each reader is measured on.
//!
//! Nothing here is part of the product. The frequencies are read from the folder of shared
//! material when the generator runs; none of them is kept here.

mod list;
mod organisation;
mod person;
mod queries;
mod random;
mod samples;
mod ship;
mod tables;

pub use list::write_list;
pub use queries::write_queries;
pub use random::Random;
pub use samples::{Sample, samples};
pub use tables::Tables;

use std::path::PathBuf;

/// The folder of shared material: `INTERDICT_SHARED`, else `../shared` beside the workspace.
#[must_use]
pub fn shared() -> PathBuf {
    std::env::var_os("INTERDICT_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared")),
        PathBuf::from,
    )
}
