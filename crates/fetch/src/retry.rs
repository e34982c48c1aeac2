// SPDX-License-Identifier: Apache-2.0
//! Trying again: after the same waits every time, and as late as the server asks.

use crate::{Event, Options, Problem, Progress, Refusal};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use std::time::Duration;

/// Why one attempt failed.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// No way to the server.
    Offline(String),
    /// The server erred, stalled or broke off; it may do better the next time.
    Passing { detail: String, retry_after: Option<Duration> },
    /// The server will say the same the next time.
    Lasting(String),
    /// The answer came and must not be taken.
    Refused(Refusal),
    /// The trouble is on our side.
    Ours(Problem),
}

impl Trouble {
    pub(crate) fn passing(detail: impl Into<String>) -> Self {
        Self::Passing { detail: detail.into(), retry_after: None }
    }
}

/// Why all attempts failed.
#[derive(Debug)]
pub(crate) enum Failure {
    Refused(Refusal),
    Problem(Problem),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// The wait before attempt `attempt` (from 2): doubling from the first wait up to the cap.
pub(crate) fn wait_before(attempt: u32, options: &Options) -> Duration {
    let doublings = attempt.saturating_sub(2).min(31);
    options.backoff.saturating_mul(1 << doublings).min(options.backoff_cap)
}

/// Makes attempts until one succeeds or nothing is left to hope for. `url` is shown to people.
pub(crate) fn attempts<T>(
    url: &str,
    options: &Options,
    progress: &mut dyn Progress,
    mut attempt: impl FnMut(&mut dyn Progress) -> Result<T, Trouble>,
) -> Result<T, Failure> {
    let mut made = 0_u32;
    loop {
        made = made.saturating_add(1);
        let trouble = match attempt(progress) {
            Ok(value) => return Ok(value),
            Err(trouble) => trouble,
        };
        let server = |detail, attempts| {
            Failure::Problem(Problem::Server { url: url.to_owned(), detail, attempts })
        };
        let (why, limit, asked) = match trouble {
            Trouble::Refused(why) => return Err(Failure::Refused(why)),
            Trouble::Ours(problem) => return Err(Failure::Problem(problem)),
            Trouble::Lasting(detail) => return Err(server(detail, made)),
            Trouble::Offline(detail) => {
                if made >= options.offline_attempts {
                    let (url, attempts) = (url.to_owned(), made);
                    return Err(Problem::Offline { url, detail, attempts }.into());
                }
                (detail, options.offline_attempts, None)
            }
            Trouble::Passing { detail, retry_after } => (detail, options.attempts, retry_after),
        };
        if made >= limit {
            return Err(server(why, made));
        }
        let mut wait = wait_before(made.saturating_add(1), options);
        if let Some(asked) = asked {
            if asked > options.retry_after_cap {
                let detail = format!(
                    "{why}, and the server asks to come back only in {} seconds",
                    asked.as_secs()
                );
                return Err(server(detail, made));
            }
            wait = wait.max(asked);
        }
        let attempt = made.saturating_add(1);
        progress.event(&Event::Waiting { url, why: &why, wait, attempt });
        (options.sleep)(wait);
    }
}

/// The wait that a `Retry-After` header asks for: seconds, or a date reckoned from `now`.
pub(crate) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let at = DateTimeParser::new().parse_timestamp(value).ok()?;
    let seconds = at.as_second().saturating_sub(now.as_second());
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_cap() {
        let options = Options {
            backoff: Duration::from_secs(1),
            backoff_cap: Duration::from_secs(5),
            ..Options::default()
        };
        let waits: Vec<u64> = (2..8).map(|n| wait_before(n, &options).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 5, 5, 5]);
        assert_eq!(wait_before(u32::MAX, &options).as_secs(), 5);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-03-01T00:00:00Z".parse().unwrap();
        assert_eq!(retry_after(" 7 ", now), Some(Duration::from_secs(7)));
        let date = "Sun, 01 Mar 2026 00:01:00 GMT";
        assert_eq!(retry_after(date, now), Some(Duration::from_secs(60)));
        let past = "Sun, 01 Feb 2026 00:01:00 GMT";
        assert_eq!(retry_after(past, now), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", now), None);
    }
}
