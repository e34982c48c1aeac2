// SPDX-License-Identifier: Apache-2.0
//! A damaged index is never opened: flipped bits, missing tails, added bytes, foreign versions.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use interdict_screen::{FORMAT_VERSION, Index, IndexError};
use std::io::Write;
use support::{built, invented, seal};

/// The error of opening, which must name a way out.
fn refused(bytes: &[u8]) -> IndexError {
    let error = Index::from_bytes(bytes.to_vec()).expect_err("a damaged index was opened");
    let text = error.to_string();
    assert!(text.contains("build"), "{text} does not say what to do");
    error
}

#[test]
fn a_good_index_opens_and_sealing_it_anew_changes_nothing() {
    let good = built(&invented());
    assert_eq!(Index::from_bytes(good.clone()).unwrap().len(), 3);
    assert_eq!(seal::seal(&seal::sections(&good)), good, "the format is as documented");
}

#[test]
fn every_flipped_bit_is_refused() {
    let good = built(&invented());
    assert!(good.len() > 5000, "{} bytes are no sample", good.len());
    let table = 64 + 64 * seal::sections(&good).len();
    for at in 0..good.len() {
        // All bits of head and table; of the rest one bit of each byte and all bits of some.
        let all = at < table || at % 11 == 0;
        for bit in (0..8).filter(|bit| all || *bit == at % 8) {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            let error = refused(&bad);
            let told = match at {
                0..16 => matches!(error, IndexError::NotAnIndex),
                16..20 => matches!(error, IndexError::Version { .. }),
                24..32 => matches!(error, IndexError::Length { .. }),
                _ => matches!(error, IndexError::Checksum { .. }),
            };
            assert!(told, "byte {at}, bit {bit}: {error}");
        }
    }
}

#[test]
fn a_missing_tail_is_refused_at_every_length() {
    let good = built(&invented());
    for length in 0..good.len() {
        let error = refused(&good[..length]);
        let told = match length {
            0..16 => matches!(error, IndexError::NotAnIndex),
            _ => matches!(error, IndexError::Length { .. }),
        };
        assert!(told, "{length} bytes: {error}");
    }
}

#[test]
fn added_bytes_are_refused() {
    let good = built(&invented());
    for more in [1, 7, 8, 64, 4096] {
        for byte in [0, 0xff] {
            let mut long = good.clone();
            long.resize(good.len() + more, byte);
            assert!(matches!(refused(&long), IndexError::Length { .. }));
        }
    }
}

#[test]
fn other_versions_are_refused_by_number() {
    let good = built(&invented());
    for found in [0, FORMAT_VERSION + 1, u32::MAX] {
        let mut other = good.clone();
        other[16..20].copy_from_slice(&found.to_le_bytes());
        for sealed in [false, true] {
            if sealed {
                seal::reseal(&mut other);
            }
            let error = refused(&other);
            assert!(error.to_string().contains(&format!("format {found},")), "{error}");
        }
    }
}

#[test]
fn what_is_no_index_is_said_so() {
    for bytes in [&b""[..], b"interdict index", b"<?xml version=\"1.0\"?><list/>", &[0; 4096]] {
        assert!(matches!(refused(bytes), IndexError::NotAnIndex));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.idx");
    assert!(matches!(Index::open(&path), Err(IndexError::Io(_))));
    std::fs::File::create(&path).unwrap().write_all(b"").unwrap();
    assert!(matches!(Index::open(&path), Err(IndexError::NotAnIndex)));
    assert!(matches!(Index::open(folder.path()), Err(IndexError::Io(_))));
}
