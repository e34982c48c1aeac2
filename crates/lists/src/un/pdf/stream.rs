// SPDX-License-Identifier: Apache-2.0
//! The data of streams, unpacked within a bound that holds for the whole file.

use super::fault::Fault;
use flate2::{Decompress, FlushDecompress, Status};
use std::cell::Cell;

/// Most bytes all streams of a file may unpack to.
const UNPACKED_LIMIT: usize = 256 * 1024 * 1024;
/// Most bytes of the file gone over in looking for objects, which bounds time.
const WORK_LIMIT: usize = 512 * 1024 * 1024;
/// Most values of all objects read, which bounds what is kept of them.
const NODE_LIMIT: usize = 3_000_000;
/// Most columns of a predictor's row.
const ROW_LIMIT: usize = 1 << 20;

/// What may still be unpacked and gone over.
#[derive(Debug)]
pub(super) struct Budget {
    unpacked: Cell<usize>,
    work: Cell<usize>,
    nodes: Cell<usize>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            unpacked: Cell::new(UNPACKED_LIMIT),
            work: Cell::new(WORK_LIMIT),
            nodes: Cell::new(NODE_LIMIT),
        }
    }
}

impl Budget {
    /// Takes bytes gone over.
    pub(super) fn work(&self, bytes: usize) -> Result<(), Fault> {
        take(&self.work, bytes, "has to be gone over again and again")
    }

    /// Takes values read, and the bytes they were read from.
    pub(super) fn read(&self, bytes: usize, nodes: usize) -> Result<(), Fault> {
        self.work(bytes)?;
        take(&self.nodes, nodes, "holds more than three million values")
    }

    /// Takes bytes unpacked.
    pub(super) fn unpack(&self, bytes: usize) -> Result<(), Fault> {
        take(&self.unpacked, bytes, "unpacks to more than 256 MiB")
    }
}

/// Takes from what is left of a bound.
pub(super) fn take(left: &Cell<usize>, n: usize, what: &'static str) -> Result<(), Fault> {
    let rest = left.get().checked_sub(n);
    left.set(rest.unwrap_or(0));
    rest.map(|_| ()).ok_or(Fault::Limit(what))
}

/// How the rows of a stream were made smaller before packing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Predictor {
    pub(super) kind: usize,
    pub(super) colours: usize,
    pub(super) bits: usize,
    pub(super) columns: usize,
}

/// Data with whether they came out whole.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Unpacked {
    pub(super) bytes: Vec<u8>,
    pub(super) whole: bool,
}

/// Unpacks one filter by its name; `None` for a filter of pictures or an unknown one.
pub(super) fn unpack(
    filter: &[u8],
    data: &[u8],
    predictor: Option<Predictor>,
    budget: &Budget,
) -> Result<Option<Unpacked>, Fault> {
    let unpacked = match filter {
        b"FlateDecode" | b"Fl" => {
            let inflated = inflate(data, budget)?;
            match predictor.filter(|p| p.kind > 1) {
                None => inflated,
                Some(predictor) => {
                    budget.unpack(inflated.bytes.len())?;
                    unpredict(&inflated, predictor)
                }
            }
        }
        b"ASCIIHexDecode" | b"AHx" => {
            budget.unpack(data.len() / 2)?;
            hexadecimal(data)
        }
        b"ASCII85Decode" | b"A85" => {
            budget.unpack(data.len().saturating_mul(4))?;
            ascii85(data)
        }
        _ => return Ok(None),
    };
    Ok(Some(unpacked))
}

fn inflate(data: &[u8], budget: &Budget) -> Result<Unpacked, Fault> {
    let mut out = Unpacked::default();
    let mut engine = Decompress::new(true);
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let (read, written) = (engine.total_in(), engine.total_out());
        let rest = data.get(usize::try_from(read).unwrap_or(usize::MAX)..).unwrap_or_default();
        let status = engine.decompress(rest, &mut chunk, FlushDecompress::None);
        let n = usize::try_from(engine.total_out() - written).unwrap_or(0);
        budget.unpack(n)?;
        out.bytes.extend_from_slice(chunk.get(..n).unwrap_or_default());
        match status {
            Ok(Status::StreamEnd) => {
                out.whole = true;
                return Ok(out);
            }
            Ok(_) if n > 0 || engine.total_in() > read => {}
            Ok(_) | Err(_) => return Ok(out),
        }
    }
}

fn unpredict(packed: &Unpacked, predictor: Predictor) -> Unpacked {
    let Predictor { kind, colours, bits, columns } = predictor;
    let broken = Unpacked::default();
    let bits_of_pixel = colours.saturating_mul(bits);
    let row = bits_of_pixel.saturating_mul(columns).div_ceil(8);
    let pixel = bits_of_pixel.div_ceil(8);
    if row == 0 || row > ROW_LIMIT || pixel == 0 {
        return broken;
    }
    let mut out = Unpacked { bytes: Vec::with_capacity(packed.bytes.len()), whole: packed.whole };
    if kind < 10 {
        if kind != 2 || bits != 8 {
            return broken;
        }
        for line in packed.bytes.chunks(row) {
            let start = out.bytes.len();
            for (i, byte) in line.iter().enumerate() {
                let left = if i < pixel { 0 } else { at(&out.bytes, start + i - pixel) };
                out.bytes.push(byte.wrapping_add(left));
            }
        }
        return out;
    }
    let mut above = vec![0; row];
    for line in packed.bytes.chunks(row + 1) {
        let Some((method, line)) = line.split_first() else { break };
        out.whole &= line.len() == row;
        let mut now: Vec<u8> = Vec::with_capacity(row);
        for (i, byte) in line.iter().enumerate() {
            let before = i.checked_sub(pixel);
            let a = before.map_or(0, |i| at(&now, i));
            let b = at(&above, i);
            let c = before.map_or(0, |i| at(&above, i));
            let guess = match method {
                1 => a,
                2 => b,
                3 => u8::midpoint(a, b),
                4 => paeth(a, b, c),
                _ => 0,
            };
            now.push(byte.wrapping_add(guess));
        }
        out.bytes.extend_from_slice(&now);
        now.resize(row, 0);
        above = now;
    }
    out
}

fn at(bytes: &[u8], index: usize) -> u8 {
    bytes.get(index).copied().unwrap_or(0)
}

fn paeth(a: u8, b: u8, c: u8) -> u8 {
    let p = i16::from(a) + i16::from(b) - i16::from(c);
    let distance = |v: u8| (p - i16::from(v)).abs();
    if distance(a) <= distance(b) && distance(a) <= distance(c) {
        a
    } else if distance(b) <= distance(c) {
        b
    } else {
        c
    }
}

fn hexadecimal(data: &[u8]) -> Unpacked {
    let mut out = Unpacked::default();
    let mut half = None;
    for byte in data {
        if *byte == b'>' {
            out.whole = true;
            break;
        }
        let Some(value) = char::from(*byte).to_digit(16).and_then(|v| u8::try_from(v).ok()) else {
            continue;
        };
        match half.take() {
            None => half = Some(value),
            Some(high) => out.bytes.push(high * 16 + value),
        }
    }
    out.bytes.extend(half.map(|h: u8| h * 16));
    out
}

fn ascii85(data: &[u8]) -> Unpacked {
    let mut out = Unpacked::default();
    let mut group: Vec<u8> = Vec::with_capacity(5);
    for byte in data {
        match byte {
            b'~' => {
                out.whole = true;
                break;
            }
            b'z' if group.is_empty() => out.bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            out.bytes.extend(word(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let keep = group.len() - 1;
        group.resize(5, 84);
        out.bytes.extend(word(&group).into_iter().take(keep));
    }
    out
}

fn word(group: &[u8]) -> [u8; 4] {
    group.iter().fold(0u32, |sum, d| sum.wrapping_mul(85).wrapping_add(u32::from(*d))).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(filter: &str, data: &[u8], predictor: Option<Predictor>) -> Option<Unpacked> {
        unpack(filter.as_bytes(), data, predictor, &Budget::default()).expect("within bounds")
    }

    fn whole(bytes: &[u8]) -> Option<Unpacked> {
        Some(Unpacked { bytes: bytes.to_vec(), whole: true })
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        use std::io::Read;
        let mut out = Vec::new();
        flate2::read::ZlibEncoder::new(bytes, flate2::Compression::default())
            .read_to_end(&mut out)
            .expect("in memory");
        out
    }

    #[test]
    fn the_text_filters() {
        assert_eq!(run("ASCIIHexDecode", b"48 656C6c6F7>", None), whole(b"Hellop"));
        assert_eq!(run("A85", b"87cURD]i,\"Ebo80~>", None), whole(b"Hello World!"));
        assert_eq!(run("DCTDecode", b"", None), None);
    }

    #[test]
    fn flate_whole_and_cut() {
        let data: Vec<u8> = (0..200_000u32).map(|i| (i % 251) as u8).collect();
        let small = packed(&data);
        assert_eq!(run("FlateDecode", &small, None), whole(&data));
        let cut = run("FlateDecode", &small[..small.len() / 2], None).expect("known");
        assert!(!cut.whole && data.starts_with(&cut.bytes));
        assert!(!run("FlateDecode", b"no zlib", None).expect("known").whole);
    }

    #[test]
    fn predictors() {
        let up = Predictor { kind: 12, colours: 1, bits: 8, columns: 3 };
        let rows = packed(&[2, 1, 2, 3, 2, 1, 1, 1, 1, 5, 1, 1, 4, 1, 1, 1]);
        assert_eq!(run("Fl", &rows, Some(up)), whole(&[1, 2, 3, 2, 3, 4, 5, 6, 7, 6, 7, 8]));
        let tiff = Predictor { kind: 2, ..up };
        assert_eq!(run("Fl", &packed(&[1, 1, 1]), Some(tiff)), whole(&[1, 2, 3]));
        let absurd = Predictor { columns: usize::MAX, ..up };
        assert_eq!(run("Fl", &rows, Some(absurd)), Some(Unpacked::default()));
    }

    #[test]
    fn a_bomb_is_refused() {
        let budget = Budget { unpacked: Cell::new(1000), ..Budget::default() };
        let bomb = packed(&vec![0; 1_000_000]);
        assert!(matches!(unpack(b"Fl", &bomb, None, &budget), Err(Fault::Limit(_))));
    }
}
