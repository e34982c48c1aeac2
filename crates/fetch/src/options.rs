// SPDX-License-Identifier: Apache-2.0
//! How to go about fetching: patience, limits, and what stands in for the outside world in tests.

use crate::Tolerance;
use std::fmt;
use std::time::Duration;

/// What the program calls itself to publishers, unless the configuration sets another name.
pub const USER_AGENT: &str =
    concat!("interdict/", env!("CARGO_PKG_VERSION"), " (sanctions list updater)");

/// Looks up an environment variable.
pub type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

/// How to fetch. [`Options::default`] suits the official publishers.
pub struct Options {
    /// Attempts for one request when the server errs, stalls or breaks off; at least 1.
    pub attempts: u32,
    /// Attempts for one request when there is no way to the server at all; at least 1.
    pub offline_attempts: u32,
    /// The wait before the second attempt; it doubles with each further one.
    pub backoff: Duration,
    /// The longest wait between attempts.
    pub backoff_cap: Duration,
    /// The longest wait that a server may ask for (`Retry-After`); beyond it the fetch gives up
    /// and says when to come back.
    pub retry_after_cap: Duration,
    /// Redirects followed for one request.
    pub redirects: u32,
    /// How often a set of files may change under our hands before the fetch gives up.
    pub set_attempts: u32,
    /// Longest time to make a connection, TLS included.
    pub connect_timeout: Duration,
    /// Longest silence of the server.
    pub read_timeout: Duration,
    /// Longest time for one file.
    pub total_timeout: Duration,
    /// Whether a proxy named in the environment (`HTTPS_PROXY`, `NO_PROXY`, …) is used.
    pub proxy_from_environment: bool,
    /// How far a release may shrink.
    pub tolerance: Tolerance,
    /// Why a release that is older than the current one, or shrank beyond the tolerance, is to be
    /// taken all the same. Recorded with the release.
    pub override_reason: Option<String>,
    /// Waits. A test puts a recorder here.
    pub sleep: Box<dyn Fn(Duration) + Send + Sync>,
    /// Looks up an environment variable that the configuration names (`$EU_FSF_TOKEN`).
    pub environment: Box<Lookup>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            attempts: 4,
            offline_attempts: 2,
            backoff: Duration::from_secs(1),
            backoff_cap: Duration::from_secs(30),
            retry_after_cap: Duration::from_secs(120),
            redirects: 5,
            set_attempts: 3,
            connect_timeout: Duration::from_secs(20),
            read_timeout: Duration::from_secs(60),
            total_timeout: Duration::from_secs(30 * 60),
            proxy_from_environment: true,
            tolerance: Tolerance::DEFAULT,
            override_reason: None,
            sleep: Box::new(std::thread::sleep),
            environment: Box::new(|name| std::env::var(name).ok()),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("attempts", &self.attempts)
            .field("tolerance", &self.tolerance)
            .field("override_reason", &self.override_reason)
            .finish_non_exhaustive()
    }
}
