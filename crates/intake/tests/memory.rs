// SPDX-License-Identifier: Apache-2.0
//! Customer files of any length are read in little memory, whatever they hold.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use interdict_intake::{Input, Options, open};
use std::alloc::{GlobalAlloc, Layout, System};
use std::io::Read;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts what is allocated, and the most there was at once.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

#[allow(unsafe_code, reason = "an allocator is unsafe by its nature; this one only counts")]
// SAFETY: every call is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(now, Ordering::Relaxed);
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One test at a time: the memory is counted for all of them together.
static ALONE: Mutex<()> = Mutex::new(());

/// `head`, then `piece` over and over, `left` bytes in all.
struct Long {
    head: Vec<u8>,
    piece: Vec<u8>,
    at: usize,
    left: usize,
}

impl Read for Long {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let length = out.len().min(self.left);
        for byte in &mut out[..length] {
            let n = self.at.checked_sub(self.head.len());
            *byte = n.map_or_else(|| self.head[self.at], |n| self.piece[n % self.piece.len()]);
            self.at += 1;
        }
        self.left -= length;
        Ok(length)
    }
}

/// Reads a stream of so many MiB to its end and tells how many rows came.
#[track_caller]
fn rows(length: usize, head: &str, piece: &str, most: usize) -> u64 {
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let before = NOW.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let (head, piece) = (head.as_bytes().to_vec(), piece.as_bytes().to_vec());
    let reader = Box::new(Long { head, piece, at: 0, left: length << 20 });
    let mut count = 0;
    match open(Input::Stream { name: "customers".to_owned(), reader }, &Options::default()) {
        Ok(reader) => {
            for row in reader {
                count += 1;
                assert_eq!(row.number, count);
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    let used = MOST.load(Ordering::Relaxed).saturating_sub(before) >> 20;
    assert!(used < most, "{used} MiB, at most {most} were expected");
    count
}

#[test]
fn rows_without_end_are_read_in_little_memory() {
    let header = "name,dob\n";
    assert!(rows(4, header, "Ivan Example,1964\n", 16) > 100_000);
    for (head, piece) in [
        (header, "x"),
        (header, ","),
        (header, "\""),
        (header, "\"\n"),
        (header, "\n"),
        (header, "\r"),
        ("name,dob\n\"", "x\n"),
        ("name;", "x;"),
        ("", " "),
    ] {
        rows(4, head, piece, 16);
    }
}

#[test]
fn json_without_end_is_read_in_little_memory() {
    for (head, piece) in [
        ("{\"name\":\"", "x"),
        ("[{\"name\":\"", "x"),
        ("[", "{\"name\":\"Ivan\"},"),
        ("[{\"name\":[", "\"a\","),
        ("[", "["),
        ("{\"name\":", "{\"a\":"),
        ("", "{\"name\":\"Ivan\"}\n"),
    ] {
        rows(4, head, piece, 16);
    }
}

#[test]
fn a_workbook_without_end_is_refused() {
    assert_eq!(rows(300, "PK\u{3}\u{4}", "x", 800), 0);
}
