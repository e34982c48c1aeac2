// SPDX-License-Identifier: Apache-2.0
//! What is happening, told to whoever waits for it.

use std::time::Duration;

/// One thing that happened during a fetch. Addresses are shown with their secrets hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A file is asked for.
    Asking {
        /// The source.
        source: &'a str,
        /// The file.
        file: &'a str,
        /// Its address.
        url: &'a str,
    },
    /// The publisher answered that the file did not change.
    NotModified {
        /// The file.
        file: &'a str,
    },
    /// Bytes came in. Sent at the start, about every quarter of a mebibyte, and at the end.
    Receiving {
        /// The file.
        file: &'a str,
        /// Bytes so far, after decompression.
        bytes: u64,
        /// Bytes expected, when the publisher says.
        of: Option<u64>,
    },
    /// Something failed and will be tried again after a wait.
    Waiting {
        /// The address.
        url: &'a str,
        /// What failed.
        why: &'a str,
        /// How long the wait is.
        wait: Duration,
        /// The number of the next attempt, from 2.
        attempt: u32,
    },
    /// The set changed while it came in and is fetched again.
    SetChanged {
        /// The file that changed.
        file: &'a str,
    },
    /// The caller's reader is at work.
    Verifying {
        /// The source.
        source: &'a str,
        /// Bytes of all files.
        bytes: u64,
    },
}

/// Hears of the progress of a fetch.
pub trait Progress {
    /// Something happened.
    fn event(&mut self, event: &Event<'_>);
}

/// Hears nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn event(&mut self, _: &Event<'_>) {}
}
