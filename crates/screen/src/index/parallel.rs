// SPDX-License-Identifier: Apache-2.0
//! Checks run beside one another, with an answer that does not depend on which came first.

use super::format::IndexError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// More threads than this gain nothing: memory is the limit.
const MOST_THREADS: usize = 4;
/// Below so many bytes to look at, a thread costs more than it saves.
const WORTH_A_THREAD: usize = 8 << 20;

/// Runs `count` checks over `bytes` bytes, those with low numbers begun first; the error of the
/// lowest number is returned. Which threads do it makes no difference to the answer.
pub(super) fn all(
    count: usize,
    bytes: usize,
    check: impl Fn(usize) -> Result<(), IndexError> + Sync,
) -> Result<(), IndexError> {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = cores.min(MOST_THREADS).min(count);
    if threads < 2 || bytes < WORTH_A_THREAD {
        return (0..count).try_for_each(check);
    }
    let next = AtomicUsize::new(0);
    let work = || -> Result<(), (usize, IndexError)> {
        let mut first = Ok(());
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= count {
                return first;
            }
            // Numbers only rise, so that the first error of a thread is its lowest.
            if let (Ok(()), Err(error)) = (&first, check(n)) {
                first = Err((n, error));
            }
        }
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut outcomes = vec![work()];
        for other in others {
            let stopped = |_| Err((count, IndexError::Checksum { part: "index".to_owned() }));
            outcomes.push(other.join().unwrap_or_else(stopped));
        }
        let errors = outcomes.into_iter().filter_map(Result::err);
        errors.min_by_key(|(n, _)| *n).map_or(Ok(()), |(_, error)| Err(error))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_error_is_told_however_many_threads() {
        for bytes in [0, usize::MAX] {
            let check = |n| match n {
                3 | 5 => Err(IndexError::Shape { part: n.to_string() }),
                _ => Ok(()),
            };
            assert!(all(3, bytes, check).is_ok());
            for _ in 0..50 {
                let error = all(40, bytes, check).unwrap_err().to_string();
                assert!(error.contains("the 3 is"), "{error}");
            }
        }
    }
}
