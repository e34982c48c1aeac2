// SPDX-License-Identifier: Apache-2.0
//! An index that was made wrong but has right checksums: refused by its shape, or harmless.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use interdict_screen::{Index, IndexError};
use support::{asked, built, invented, seal};

type Sections = Vec<(u32, Vec<u8>)>;

fn good() -> Sections {
    seal::sections(&built(&invented()))
}

/// The section of a kind; kinds are numbered as the format says.
fn of(sections: &mut Sections, kind: u32) -> &mut Vec<u8> {
    &mut sections.iter_mut().find(|(k, _)| *k == kind).unwrap().1
}

fn opened(sections: &Sections) -> Result<Index, IndexError> {
    Index::from_bytes(seal::seal(sections))
}

/// Changes a good index and expects it to be refused for its shape.
fn refused(what: &str, change: impl FnOnce(&mut Sections)) {
    let mut sections = good();
    change(&mut sections);
    match opened(&sections) {
        Err(error @ IndexError::Shape { .. }) => assert!(error.to_string().contains("malformed")),
        Err(error) => panic!("{what}: {error}"),
        Ok(_) => panic!("{what}: opened"),
    }
}

fn word(bytes: &mut [u8], n: usize, value: u32) {
    bytes[n * 4..n * 4 + 4].copy_from_slice(&value.to_le_bytes());
}

const META: u32 = 1;
const RECORDS: u32 = 2;
const RECORD_STARTS: u32 = 3;
const ID_HASHES: u32 = 4;
const INVERSE_LINKS: u32 = 7;
const FORM_STARTS: u32 = 8;
const FORM_TABLE: u32 = 10;
const NEIGHBOUR_STARTS: u32 = 11;
const NAMES: u32 = 13;
const SLOTS: u32 = 14;
const POSTING_STARTS: u32 = 16;
const POSTINGS: u32 = 17;
const ATTRIBUTES: u32 = 18;
const DATES: u32 = 19;
const COUNTRIES: u32 = 20;
const IDENTIFIER_HASHES: u32 = 21;
const NAME_STARTS: u32 = 23;

#[test]
fn numbers_that_point_nowhere_are_refused() {
    let far = u32::MAX - 7;
    refused("a posting of no name", |s| word(of(s, POSTINGS), 0, far));
    refused("a link from no record", |s| word(of(s, INVERSE_LINKS), 0, far));
    refused("a link of no property", |s| word(of(s, INVERSE_LINKS), 1, far));
    refused("a schema that is no word", |s| word(of(s, ATTRIBUTES), 0, far));
    refused("dates beyond the last", |s| word(of(s, ATTRIBUTES), 1, far));
    refused("countries beyond the last", |s| word(of(s, ATTRIBUTES), 2, far));
    refused("a name of another record", |s| word(of(s, NAMES), 0, 1));
    refused("slots beyond the last", |s| word(of(s, NAMES), 1, far));
    refused("forms beyond the last", |s| word(of(s, SLOTS), 0, far));
    refused("a form beyond the last", |s| word(of(s, FORM_TABLE), 0, far));
    refused("names beyond the last", |s| word(of(s, NAME_STARTS), 3, far));
    refused("records beyond the end", |s| word(of(s, RECORD_STARTS), 6, far));
}

#[test]
fn what_would_make_a_search_miss_in_silence_is_refused() {
    refused("a role no version knows", |s| of(s, SLOTS)[5] = 0x7f);
    refused("a slot without a form", |s| of(s, SLOTS)[4] = 0);
    refused("a name without slots", |s| of(s, NAMES)[8] = 0);
    refused("ids out of order", |s| of(s, ID_HASHES)[..8].fill(0xff));
    refused("identifiers out of order", |s| of(s, IDENTIFIER_HASHES)[..8].fill(0xff));
    refused("a form cut within a letter", |s| {
        let text = of(s, 9).clone();
        let inside = (1..text.len()).find(|at| text[*at] & 0xc0 == 0x80).expect("no such letter");
        let starts = of(s, FORM_STARTS);
        let n = starts
            .chunks_exact(4)
            .position(|w| u32::from_le_bytes(w.try_into().unwrap()) as usize + 1 == inside);
        word(starts, n.expect("the letter begins no form"), u32::try_from(inside).unwrap());
    });
    refused("postings out of order", |s| {
        let starts: Vec<u32> = of(s, POSTING_STARTS)
            .chunks_exact(4)
            .map(|w| u32::from_le_bytes(w.try_into().unwrap()))
            .collect();
        let long = starts.windows(2).find(|w| w[1] - w[0] > 1).expect("no form of two names");
        let at = long[0] as usize * 4;
        let postings = of(s, POSTINGS);
        postings[at..at + 8].rotate_left(4);
    });
    refused("a country that is none", |s| of(s, COUNTRIES)[0] = b'R');
    refused("a date before any", |s| word(of(s, DATES), 0, i32::MIN.cast_unsigned()));
    refused("a date that ends before it begins", |s| word(of(s, DATES), 1, 0));
    refused("no neighbours", |s| of(s, NEIGHBOUR_STARTS).clear());
    refused("a form that is not in the table", |s| {
        let table = of(s, FORM_TABLE);
        let taken = table.chunks_exact(4).position(|w| w != [0xff; 4]).unwrap();
        word(table, taken, u32::MAX);
    });
}

#[test]
fn a_search_that_would_never_end_is_refused() {
    refused("a table without a free place", |s| {
        let table = of(s, FORM_TABLE);
        for n in 0..table.len() / 4 {
            word(table, n, 0);
        }
    });
    refused("a table of no power of two", |s| of(s, FORM_TABLE).extend([0xff; 4]));
}

#[test]
fn counts_beyond_all_bounds_are_refused() {
    let mut sections = good();
    // The head of the index ends with three counts, each one byte here.
    let meta = of(&mut sections, META);
    let at = meta.len() - 3;
    for n in 0..3 {
        let mut bytes = meta[..at + n].to_vec();
        bytes.extend([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]);
        bytes.extend(&meta[at + n + 1..]);
        refused("a count of 2^64 - 1", |s| *of(s, META) = bytes);
    }
    refused("more after the head of the index", |s| of(s, META).push(0));
}

#[test]
fn sections_missing_twice_or_elsewhere_are_refused() {
    for n in 0..good().len() {
        refused("a section missing", |s| drop(s.remove(n)));
        refused("a section twice", |s| s.push(s[n].clone()));
        refused("a section of no kind", |s| s[n].0 = 99);
    }
    refused("no section", Vec::clear);
    // A section that lies on another, with its right checksum.
    let mut bytes = seal::seal(&good());
    let first: [u8; 56] = bytes[64 + 8..128].try_into().unwrap();
    bytes[128 + 8..192].copy_from_slice(&first);
    seal::reseal(&mut bytes);
    assert!(matches!(Index::from_bytes(bytes), Err(IndexError::Shape { .. })));
    // Lengths whose sum is beyond a number.
    let mut bytes = seal::seal(&good());
    bytes[64 + 16..64 + 24].fill(0xff);
    seal::reseal(&mut bytes);
    assert!(matches!(Index::from_bytes(bytes), Err(IndexError::Shape { .. })));
}

#[test]
fn bytes_between_sections_are_checked() {
    let sections = good();
    let bytes = seal::seal(&sections);
    let mut gaps = 0;
    let mut end = 64 + 64 * sections.len();
    for (_, section) in &sections {
        for at in end..end.next_multiple_of(8) {
            let mut bad = bytes.clone();
            bad[at] = 1;
            assert!(matches!(Index::from_bytes(bad), Err(IndexError::Checksum { .. })));
            gaps += 1;
        }
        end = end.next_multiple_of(8) + section.len();
    }
    assert!(gaps > 0, "no index with a gap was tried");
}

#[test]
fn a_record_that_is_not_whole_is_an_error_of_that_record() {
    let mut sections = good();
    let records = of(&mut sections, RECORDS);
    let last = records.len() - 1;
    // The last byte of the last record is the line at which it stands.
    records[last] = 0x94;
    let index = opened(&sections).unwrap();
    let number = index.records().last().unwrap();
    let error = index.record(number).unwrap_err();
    assert!(error.to_string().contains("record 2"), "{error}");
    assert!(index.find("v-3").is_err(), "a record that cannot be read is no record not found");
    asked(&index);
}

#[test]
fn any_changed_number_is_refused_or_harmless() {
    let good = good();
    let mut harmless = 0;
    for n in 0..good.len() {
        for at in (0..good[n].1.len()).step_by(4) {
            let old = good[n].1[at..].first_chunk::<4>().map_or(0, |w| u32::from_le_bytes(*w));
            let values =
                [0, 1, 0x7f, 0x8000_0000, u32::MAX, old.wrapping_add(1), old ^ 0x0101_0101];
            for value in values {
                let mut bad = good.clone();
                bad[n].1.iter_mut().skip(at).zip(value.to_le_bytes()).for_each(|(b, v)| *b = v);
                match opened(&bad) {
                    Ok(index) => {
                        harmless += 1;
                        asked(&index);
                    }
                    Err(error) => assert!(error.to_string().len() > 20, "{error:?}"),
                }
            }
        }
    }
    assert!(harmless > 100, "hardly any change was taken further: {harmless}");
}

#[test]
fn a_section_of_any_other_length_is_refused_or_harmless() {
    let good = good();
    for n in 0..good.len() {
        let length = good[n].1.len();
        for other in [0, 1, 4, 8, length / 2, length.saturating_sub(4), length + 4, length + 8] {
            let mut bad = good.clone();
            bad[n].1.resize(other, 0);
            if let Ok(index) = opened(&bad) {
                asked(&index);
            }
        }
    }
}
