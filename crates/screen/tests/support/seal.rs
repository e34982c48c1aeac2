// SPDX-License-Identifier: Apache-2.0
//! Takes an index apart into its sections and seals sections with right checksums, as the format
//! is documented, so that tests reach what lies behind the checksums.

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

const MAGIC: &[u8; 16] = b"interdict index\n";
const HEAD: usize = 64;
const ENTRY: usize = 64;

/// The sections of an index by kind, in the order of the file.
pub fn sections(index: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let u32_at = |at: usize| u32::from_le_bytes(index[at..at + 4].try_into().unwrap());
    let u64_at = |at: usize| u64::from_le_bytes(index[at..at + 8].try_into().unwrap()) as usize;
    (0..u32_at(20) as usize)
        .map(|n| {
            let row = HEAD + n * ENTRY;
            let (from, length) = (u64_at(row + 8), u64_at(row + 16));
            (u32_at(row), index[from..from + length].to_vec())
        })
        .collect()
}

/// An index file of these sections whose checksums are all right.
pub fn seal(sections: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let mut out = vec![0; HEAD + ENTRY * sections.len()];
    let mut table = Vec::new();
    for (kind, bytes) in sections {
        out.resize(out.len().next_multiple_of(8), 0);
        table.extend_from_slice(&kind.to_le_bytes());
        table.extend_from_slice(&[0; 4]);
        table.extend_from_slice(&(out.len() as u64).to_le_bytes());
        table.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        table.extend_from_slice(&xxh3_128(bytes).to_le_bytes());
        table.extend_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
        table.extend_from_slice(&[0; 8]);
        out.extend_from_slice(bytes);
    }
    out[HEAD..HEAD + table.len()].copy_from_slice(&table);
    out[..16].copy_from_slice(MAGIC);
    out[16..20].copy_from_slice(&1u32.to_le_bytes());
    out[20..24].copy_from_slice(&u32::try_from(sections.len()).unwrap().to_le_bytes());
    let length = out.len() as u64;
    out[24..32].copy_from_slice(&length.to_le_bytes());
    reseal(&mut out);
    out
}

/// Makes the checksum of head and table right again after they were changed.
pub fn reseal(index: &mut [u8]) {
    let count = u32::from_le_bytes(index[20..24].try_into().unwrap()) as usize;
    let table = index.get(HEAD..HEAD + ENTRY * count).unwrap_or_default();
    let checksum = xxh3_64(&[&index[..56], table].concat());
    index[56..64].copy_from_slice(&checksum.to_le_bytes());
}
