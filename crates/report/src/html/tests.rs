// SPDX-License-Identifier: Apache-2.0
//! The page's caps, its points, and the digests by which it allows its own style and script.

use super::*;
use interdict_model::{EntityId, Explanation, Feature, Hit, Schema, Score};

const RUN: Run<'static> = Run {
    program: "interdict",
    input: "in.csv",
    index_digest: "00",
    releases: &[],
    data_note: "",
    as_of: "2026-11-22",
    threshold: Score::MAX,
    limit: 2,
    mapping: &[],
    warnings: &[],
};

fn hit(score: i32, points: i32) -> Hit {
    let feature = Feature {
        feature: "name",
        query: "A".to_owned(),
        listed: "A".to_owned(),
        finding: String::new(),
        points,
    };
    Hit {
        entity: EntityId::new("e"),
        schema: Schema::PERSON,
        caption: "A".to_owned(),
        score: Score::clamped(score),
        listings: Vec::new(),
        explanation: Explanation {
            name: "A".to_owned(),
            pieces: Vec::new(),
            features: vec![feature],
        },
    }
}

fn page(most: u64, hits: &[Hit], rows: u64) -> String {
    let mut out = Vec::new();
    let mut html = Html::new(&RUN, &mut out);
    html.most = most;
    let mut html = Box::new(html);
    let mut summary = Summary::default();
    for number in 1..=rows {
        let outcome = Outcome::Screened { hits, unread: &[] };
        let row = Row { number, line: 0, id: "r", raw: &[], outcome };
        summary.note(&row);
        html.row(&row).unwrap();
    }
    html.finish(&summary).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn beyond_the_cap_hits_are_counted_and_said_to_be_missing() {
    let page = page(3, &[hit(900, 900), hit(800, 800)], 3);
    assert_eq!(page.matches("<section class=\"hit\"").count(), 3);
    assert!(
        page.contains("first 3 hits, in the order of the input; 3 more are not shown"),
        "{page}"
    );
    assert!(page.contains("1 more hit of this row not shown here"));
    assert!(page.contains("Scores of the 6 hits"), "the drawing counts all");
}

#[test]
fn a_page_without_hits_says_so() {
    let page = page(3, &[], 2);
    assert!(page.contains("No row that was screened has a hit at 1.000 or above."));
    assert!(page.contains("No release is named"));
}

#[test]
fn the_points_are_shown_to_add_up_or_not_to() {
    assert!(page(9, &[hit(900, 900)], 1).contains("Score, the sum of the points</th><td>0.900"));
    assert!(page(9, &[hit(900, 850)], 1).contains("the points add up to 0.850 instead"));
}

#[test]
fn errors_beyond_the_cap_are_counted() {
    let mut out = Vec::new();
    let mut html = Box::new(Html::new(&RUN, &mut out));
    let mut summary = Summary::default();
    for number in 0..MOST_LINES + 2 {
        let row =
            Row { number, line: 1, id: "", raw: &[], outcome: Outcome::Bad { message: "<no>" } };
        summary.note(&row);
        html.row(&row).unwrap();
    }
    html.finish(&summary).unwrap();
    let page = String::from_utf8(out).unwrap();
    assert_eq!(page.matches("<td>&lt;no&gt;</td>").count() as u64, MOST_LINES);
    assert!(page.contains("2 more lines not shown here"));
}

#[test]
fn the_policy_allows_the_style_and_the_script_of_the_page() {
    assert_eq!(base64(&sha256(b"abc")), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    assert_eq!(
        head::STYLE_DIGEST,
        base64(&sha256(head::STYLE.as_bytes())),
        "report.css was changed"
    );
    assert_eq!(
        head::SCRIPT_DIGEST,
        base64(&sha256(head::SCRIPT.as_bytes())),
        "report.js was changed"
    );
    assert!(
        !head::STYLE.contains('\r') && !head::SCRIPT.contains('\r'),
        "a browser would read other bytes"
    );
}

/// SHA-256 (FIPS 180-4), its constants taken from the roots of the primes as the standard says.
fn sha256(bytes: &[u8]) -> Vec<u8> {
    let primes: Vec<u64> = (2u64..).filter(|n| (2..*n).all(|d| n % d != 0)).take(64).collect();
    // The first 32 bits of the fraction of a root: the integer root of n·2^(32·degree), low half.
    let fraction = |n: u64, degree: u32| -> u32 {
        let (mut low, mut high) = (0u128, 1u128 << 40);
        while high - low > 1 {
            let middle = (low + high) / 2;
            if middle.pow(degree) <= u128::from(n) << (32 * degree) {
                low = middle;
            } else {
                high = middle;
            }
        }
        u32::try_from(low & 0xffff_ffff).unwrap()
    };
    let k: Vec<u32> = primes.iter().map(|p| fraction(*p, 3)).collect();
    let mut state: Vec<u32> = primes.iter().take(8).map(|p| fraction(*p, 2)).collect();
    let mut message = bytes.to_vec();
    message.push(0x80);
    message.resize(
        message.len().next_multiple_of(64) + if message.len() % 64 > 56 { 64 } else { 0 } - 8,
        0,
    );
    message.extend((bytes.len() as u64 * 8).to_be_bytes());
    for block in message.chunks(64) {
        let mut w: Vec<u32> =
            block.chunks(4).map(|c| u32::from_be_bytes(c.try_into().unwrap())).collect();
        for i in 16..64 {
            let (x, y) = (w[i - 15], w[i - 2]);
            let s0 = x.rotate_right(7) ^ x.rotate_right(18) ^ (x >> 3);
            let s1 = y.rotate_right(17) ^ y.rotate_right(19) ^ (y >> 10);
            w.push(w[i - 16].wrapping_add(s0).wrapping_add(w[i - 7]).wrapping_add(s1));
        }
        let mut v = state.clone();
        for i in 0..64 {
            let (a, e) = (v[0], v[4]);
            let t1 = v[7]
                .wrapping_add(e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25))
                .wrapping_add((e & v[5]) ^ (!e & v[6]))
                .wrapping_add(k[i])
                .wrapping_add(w[i]);
            let t2 = (a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22))
                .wrapping_add((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(t1);
            v[0] = t1.wrapping_add(t2);
        }
        state.iter_mut().zip(v).for_each(|(s, v)| *s = s.wrapping_add(v));
    }
    state.iter().flat_map(|s| s.to_be_bytes()).collect()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let word = (0..3).fold(0u32, |word, i| word << 8 | u32::from(*three.get(i).unwrap_or(&0)));
        for i in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * i) & 63) as usize];
            out.push(if i <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}
