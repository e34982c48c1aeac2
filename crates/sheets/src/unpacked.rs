// SPDX-License-Identifier: Apache-2.0
//! How much a zip container says it unpacks to, before anything is unpacked.

/// What the parts of a zip container say they unpack to, from its central directory.
pub(crate) fn unpacked_size(bytes: &[u8]) -> Option<u64> {
    let u16_at = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let u32_at = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let tail = bytes.len().saturating_sub(65_557);
    let end =
        (tail..bytes.len().saturating_sub(21)).rev().find(|at| u32_at(*at) == Some(0x0605_4b50))?;
    let entries = u16_at(end + 10)?;
    let mut at = u32_at(end + 16)? as usize;
    let mut total = 0u64;
    for _ in 0..entries {
        if u32_at(at)? != 0x0201_4b50 {
            return None;
        }
        total += u64::from(u32_at(at + 24)?);
        at += 46
            + usize::from(u16_at(at + 28)?)
            + usize::from(u16_at(at + 30)?)
            + usize::from(u16_at(at + 32)?);
    }
    Some(total)
}
