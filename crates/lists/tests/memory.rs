// SPDX-License-Identifier: Apache-2.0
//! No file fills the memory: records without end, and records of very many very small parts.

#![allow(clippy::print_stdout, reason = "a test tells what it measured")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use interdict_lists::{Document, RECORD_LIMIT, read};
use interdict_model::SourceKind;
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

/// `head`, then `piece` for ever.
struct Endless {
    head: Vec<u8>,
    piece: Vec<u8>,
    at: usize,
    given: u64,
    most: u64,
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        self.given += out.len() as u64;
        assert!(self.given <= self.most, "{} bytes were read of a record without end", self.given);
        for byte in out.iter_mut() {
            let n = self.at.checked_sub(self.head.len());
            *byte = n.map_or_else(|| self.head[self.at], |n| self.piece[n % self.piece.len()]);
            self.at += 1;
        }
        Ok(out.len())
    }
}

/// Reads a file that never ends; it must be refused after a few records' worth of bytes and
/// memory.
#[track_caller]
fn refused(kind: SourceKind, name: &str, head: &str, piece: &str) {
    check(kind, name, head.as_bytes().to_vec(), piece.as_bytes().to_vec());
}

#[track_caller]
fn check(kind: SourceKind, name: &str, head: Vec<u8>, piece: Vec<u8>) {
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let before = NOW.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    // The whole files read of some formats are bounded at eight records.
    let source = Endless { head, piece, at: 0, given: 0, most: 9 * RECORD_LIMIT };
    let mut sink = |_| Ok(());
    let error = read(kind, vec![Document::new(name, source)], &mut sink).unwrap_err().to_string();
    assert!(error.contains(name), "{error}");
    let used = MOST.load(Ordering::Relaxed).saturating_sub(before) as u64;
    assert!(used < 16 * RECORD_LIMIT, "{} MiB for {name}: {error}", used >> 20);
}

#[test]
fn xml_without_end_is_refused() {
    let record = "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>";
    refused(SourceKind::Un, "text.xml", &format!("{record}<FIRST_NAME>"), "x");
    for (kind, name, record) in [
        (SourceKind::Ca, "ca.xml", "<data-set><record>"),
        (SourceKind::Ofac, "classic.xml", "<sdnList><sdnEntry>"),
        (SourceKind::Ofac, "advanced.xml", "<Sanctions><DistinctParties><DistinctParty>"),
        (SourceKind::Uk, "uk.xml", "<Designations><Designation>"),
    ] {
        refused(kind, name, &format!("{record}<a>"), "x");
        refused(kind, name, &format!("{record}<a b=\""), "x");
        refused(kind, name, &format!("{record}<!-- "), "x");
        refused(kind, name, &format!("{record}<![CDATA["), "x");
        refused(kind, name, "<!DOCTYPE ", "x");
        refused(kind, name, record, " ");
        refused(kind, name, record, "<a/>");
        refused(kind, name, record, "<a>");
        refused(kind, name, record, "<a>&amp;</a>");
    }
}

/// Reads a file of one record that is just within the limit; whether it is taken or refused, its
/// memory is bounded.
#[track_caller]
fn bounded(kind: SourceKind, name: &str, head: &str, piece: &str, tail: &str) {
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let room = usize::try_from(RECORD_LIMIT).unwrap() - head.len() - tail.len() - 1;
    let mut bytes = head.as_bytes().to_vec();
    bytes.extend(piece.as_bytes().iter().cycle().take(room / piece.len() * piece.len()));
    bytes.extend(tail.as_bytes());
    let before = NOW.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let mut sink = |_| Ok(());
    let read = read(kind, vec![Document::new(name, bytes.as_slice())], &mut sink);
    let used = MOST.load(Ordering::Relaxed).saturating_sub(before) as u64;
    assert!(used < 16 * RECORD_LIMIT, "{} MiB for {name}: {read:?}", used >> 20);
}

#[test]
fn json_of_very_many_values_is_bounded() {
    let head = r#"{"id":"q1","schema":"Person","properties":{"name":["#;
    bounded(SourceKind::Ftm, "names.json", head, r#""a","#, r#""b"]}}"#);
    let head = r#"{"id":"q1","schema":"Person","properties":{"birthDate":["#;
    bounded(SourceKind::Ftm, "dates.json", head, "\"1\",", r#""2"]}}"#);
    let head = r#"{"id":"q1","schema":"Person","properties":{"name":["x"]},"datasets":["#;
    bounded(SourceKind::Ftm, "datasets.json", head, "\"\",", r#""2"]}"#);
    let head = r#"{"id":"q1","schema":"Person","a":"#;
    bounded(SourceKind::Ftm, "deep.json", head, "[", "");
    bounded(
        SourceKind::Ftm,
        "objects.json",
        r#"{"id":"q1","schema":"Person","#,
        r#""a":{},"#,
        r#""b":1}"#,
    );
    let head = r#"{"id":"q1","schema":"Person","properties":{"name":["x"],"#;
    bounded(SourceKind::Ftm, "keys.json", head, r#""a":[],"#, r#""b":[]}}"#);
}

#[test]
fn attributes_without_end_are_refused() {
    let many: String = (0..100_000).map(|n| format!(" a{n}=\"\"")).collect();
    refused(SourceKind::Ca, "attributes.xml", "<data-set><record><a", &many);
}

#[test]
fn utf16_without_end_is_refused() {
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let head = wide("\u{feff}<data-set><record><a>");
    check(SourceKind::Ca, "wide.xml", head, wide("x"));
    let head = wide("\u{feff}id,name\n1,\"");
    check(SourceKind::Csv, "wide.csv", head, wide("é"));
}

#[test]
fn rows_without_end_are_refused() {
    for (kind, name, head) in [
        (SourceKind::Csv, "house.csv", "id,name\n"),
        (SourceKind::Uk, "uk.csv", "Last Updated,Unique ID,Name 6\n"),
        (SourceKind::Eu, "eu.csv", "fileGenerationDate;Entity_LogicalId;NameAlias_WholeName\n"),
        (SourceKind::Au, "au.csv", "Reference,Name of Individual or Entity\n"),
        (SourceKind::Ofac, "sdn.csv", "1,"),
        (SourceKind::Ftm, "statements.csv", "canonical_id,prop,schema,value\nq1,name,Person,"),
    ] {
        refused(kind, name, head, "x");
        refused(kind, name, &format!("{head}\""), "\n");
        refused(kind, name, head, ",");
        refused(kind, name, head, ";");
    }
    // One entity without end, row by row.
    let head = "canonical_id,prop,schema,value\n";
    refused(SourceKind::Ftm, "entity.csv", head, "q1,name,Person,a name\n");
}

#[test]
fn workbooks_and_documents_without_end_are_refused() {
    refused(SourceKind::Jp, "list.xlsx", "PK\u{3}\u{4}", "x");
    refused(SourceKind::Un, "vessels.pdf", "%PDF-1.4\n", "1 0 obj <</A 1>> endobj\n");
    refused(
        SourceKind::Un,
        "vessels.html",
        "<html><title>1718 Designated Vessels List</title>",
        "<td>",
    );
}
