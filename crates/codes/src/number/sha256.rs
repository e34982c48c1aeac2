// SPDX-License-Identifier: Apache-2.0
//! SHA-256 (FIPS 180-4), needed only for the checksum inside a wallet address.
//!
//! Nothing secret passes through it, so it is written for shortness.

use std::array::from_fn;

/// First 32 bits of the fractional part of the `root`-th root of a prime, as FIPS 180-4 defines its
/// constants, computed in integers.
fn fraction(prime: u128, cube: bool) -> u32 {
    // floor(root(prime) * 2^32) is the largest r with r^k <= prime * 2^(32k).
    let (mut low, mut high) = (0u128, 1u128 << 37);
    while high - low > 1 {
        let middle = u128::midpoint(low, high);
        let below = if cube {
            middle * middle * middle <= prime << 96
        } else {
            middle * middle <= prime << 64
        };
        if below { low = middle } else { high = middle }
    }
    u32::try_from(low & 0xffff_ffff).unwrap_or_default()
}

fn primes() -> impl Iterator<Item = u128> {
    (2u128..).filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0))
}

/// The digest of a message.
pub(super) fn sha256(message: &[u8]) -> [u8; 32] {
    let mut prime = primes();
    let keys: [u32; 64] = from_fn(|_| fraction(prime.next().unwrap_or(2), true));
    let mut prime = primes();
    let mut state: [u32; 8] = from_fn(|_| fraction(prime.next().unwrap_or(2), false));

    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend_from_slice(&(message.len() as u64).wrapping_mul(8).to_be_bytes());

    for block in padded.chunks_exact(64) {
        let mut words: Vec<u32> = block
            .chunks_exact(4)
            .map(|b| b.iter().fold(0u32, |w, byte| w << 8 | u32::from(*byte)))
            .collect();
        for i in 16..64 {
            let at = |back: usize| words.get(i - back).copied().unwrap_or_default();
            let (x, y) = (at(15), at(2));
            let small0 = x.rotate_right(7) ^ x.rotate_right(18) ^ (x >> 3);
            let small1 = y.rotate_right(17) ^ y.rotate_right(19) ^ (y >> 10);
            words.push(at(16).wrapping_add(small0).wrapping_add(at(7)).wrapping_add(small1));
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
        for (key, word) in keys.iter().zip(&words) {
            let big1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let choice = (e & f) ^ (!e & g);
            let first =
                h.wrapping_add(big1).wrapping_add(choice).wrapping_add(*key).wrapping_add(*word);
            let big0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let majority = (a & b) ^ (a & c) ^ (b & c);
            let second = big0.wrapping_add(majority);
            (h, g, f, e) = (g, f, e, d.wrapping_add(first));
            (d, c, b, a) = (c, b, a, first.wrapping_add(second));
        }
        for (value, new) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *value = value.wrapping_add(new);
        }
    }
    let mut out = [0u8; 32];
    for (place, byte) in out.iter_mut().zip(state.iter().flat_map(|w| w.to_be_bytes())) {
        *place = byte;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::sha256;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    #[test]
    fn published_digests() {
        assert_eq!(
            hex(&sha256(b"abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            hex(&sha256(b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        );
    }
}
