// SPDX-License-Identifier: Apache-2.0
//! Which encoding is this, and the bytes as UTF-8.

use crate::IntakeError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// The encoding of a file and how many bytes its byte order mark takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) encoding: &'static Encoding,
    pub(crate) mark: usize,
}

/// The encoding by its mark, by the shape of its bytes, or by how its letters fall.
///
/// `head` is the start of the file, `whole` whether it is all of it.
pub(crate) fn detect(head: &[u8], whole: bool) -> Found {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return Found { encoding, mark };
    }
    let unmarked = |encoding| Found { encoding, mark: 0 };
    if let Some(wide) = sixteen_bits(head) {
        return unmarked(wide);
    }
    if is_utf8(head, whole) {
        return unmarked(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, whole);
    unmarked(detector.guess(None, Utf8Detection::Deny))
}

/// The encoding a caller names.
pub(crate) fn named(label: &str, head: &[u8]) -> Result<Found, IntakeError> {
    let encoding = Encoding::for_label(label.trim().as_bytes())
        .ok_or_else(|| IntakeError::Encoding { label: label.to_owned() })?;
    let mark = Encoding::for_bom(head).filter(|(e, _)| *e == encoding).map_or(0, |(_, len)| len);
    Ok(Found { encoding, mark })
}

/// Whether the bytes are UTF-8 but for a few: then those rows are at fault, not the encoding.
fn is_utf8(head: &[u8], whole: bool) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    let mut chunks = head.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let invalid = chunk.invalid();
        // A head that is cut may end within a character.
        let cut = chunks.peek().is_none() && !whole && invalid.iter().all(|b| *b >= 0x80);
        bad += usize::from(!invalid.is_empty() && !cut);
    }
    bad == 0 || good >= bad * 10
}

/// UTF-16 without a mark: text of the Latin script has every other byte zero.
fn sixteen_bits(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.get(..head.len().min(4096)).unwrap_or(head);
    let pairs = head.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zeroes = |at: usize| head.iter().skip(at).step_by(2).filter(|b| **b == 0).count();
    let (first, second) = (zeroes(0), zeroes(1));
    if second * 10 > pairs * 4 && first * 20 < pairs {
        Some(UTF_16LE)
    } else if first * 10 > pairs * 4 && second * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The head as text, for looking at; what cannot be decoded is U+FFFD.
pub(crate) fn peek(head: &[u8], found: Found) -> String {
    let body = head.get(found.mark..).unwrap_or_default();
    let mut text = found.encoding.decode_without_bom_handling(body).0.into_owned();
    if text.ends_with('\u{fffd}') {
        text.pop();
    }
    text
}

/// Reads bytes of one encoding as UTF-8; what cannot be decoded becomes U+FFFD.
pub(crate) struct Transcoder {
    inner: Box<dyn Read + Send>,
    decoder: encoding_rs::Decoder,
    input: Vec<u8>,
    at: usize,
    output: Vec<u8>,
    given: usize,
    state: State,
}

#[derive(PartialEq, Eq)]
enum State {
    Reading,
    /// The input has ended; the decoder may still hold something.
    Flushing,
    Done,
}

impl Transcoder {
    pub(crate) fn new(inner: Box<dyn Read + Send>, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_without_bom_handling(),
            input: Vec::new(),
            at: 0,
            output: Vec::new(),
            given: 0,
            state: State::Reading,
        }
    }

    /// Decodes some more into `output`.
    fn more(&mut self) -> io::Result<()> {
        self.output.clear();
        self.given = 0;
        if self.at >= self.input.len() && self.state == State::Reading {
            self.input.resize(1 << 15, 0);
            let read = self.inner.read(&mut self.input);
            self.input.truncate(*read.as_ref().unwrap_or(&0));
            self.at = 0;
            match read {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => return Ok(()),
                Err(e) => return Err(e),
                Ok(0) => self.state = State::Flushing,
                Ok(_) => {}
            }
        }
        self.output.resize(1 << 16, 0);
        let mut written = 0usize;
        loop {
            let last = self.state != State::Reading;
            let source = self.input.get(self.at..).unwrap_or_default();
            // Three bytes stay free for a replacement character.
            let end = self.output.len().saturating_sub(3);
            let Some(room) = self.output.get_mut(written..end) else { break };
            let (result, read, wrote) =
                self.decoder.decode_to_utf8_without_replacement(source, room, last);
            self.at += read;
            written += wrote;
            match result {
                DecoderResult::InputEmpty => {
                    if last {
                        self.state = State::Done;
                    }
                    break;
                }
                DecoderResult::OutputFull => break,
                DecoderResult::Malformed(..) => {
                    for byte in "\u{fffd}".bytes() {
                        if let Some(place) = self.output.get_mut(written) {
                            *place = byte;
                        }
                        written += 1;
                    }
                }
            }
        }
        self.output.truncate(written);
        Ok(())
    }
}

impl Read for Transcoder {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given >= self.output.len() {
            if self.state == State::Done || out.is_empty() {
                return Ok(0);
            }
            self.more()?;
        }
        let ready = self.output.get(self.given..).unwrap_or_default();
        let n = ready.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..n), ready.get(..n)) {
            to.copy_from_slice(from);
        }
        self.given += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let found = detect(bytes, true);
        let body = bytes[found.mark..].to_vec();
        let mut out = String::new();
        Transcoder::new(Box::new(io::Cursor::new(body)), found.encoding)
            .read_to_string(&mut out)
            .unwrap();
        (out, found.encoding.name())
    }

    #[test]
    fn usual_encodings_are_found_and_decoded() {
        let russian = "имя;дата рождения\nВладимир Иванович Петров;1964\nСергей Кузнецов;1970\n";
        let chinese = "姓名,国籍\n张伟,中国\n王芳,中华人民共和国\n李娜,香港特别行政区\n";
        let japanese = "氏名,国籍\n田中太郎,日本\nカタカナ商事株式会社,日本\nひらがなさん,日本\n";
        let korean =
            "이름,국적\n김정은,북한\n박근혜 주식회사,대한민국\n조선광업개발무역회사,북한\n";
        let french = "nom;prénom;né à\nLefèvre;François;Besançon\nGarçon;Zoé;Orléans\n";
        for (text, name) in [
            (russian, "windows-1251"),
            (chinese, "GBK"),
            (japanese, "Shift_JIS"),
            (korean, "EUC-KR"),
            (french, "windows-1252"),
            (russian, "UTF-8"),
            (french, "UTF-8"),
        ] {
            let encoding = Encoding::for_label(name.as_bytes()).unwrap();
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost);
            assert_eq!(decoded(&bytes), (text.to_owned(), name), "{name}");
        }
    }

    #[test]
    fn sixteen_bit_files_with_and_without_mark() {
        let text = "name,country\nJosé Müller,Österreich\n";
        for mark in [true, false] {
            let mut little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let mut big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            if mark {
                little.splice(0..0, [0xff, 0xfe]);
                big.splice(0..0, [0xfe, 0xff]);
            }
            assert_eq!(decoded(&little), (text.to_owned(), "UTF-16LE"));
            assert_eq!(decoded(&big), (text.to_owned(), "UTF-16BE"));
        }
        assert_eq!(decoded(b"\xef\xbb\xbfname\n"), ("name\n".to_owned(), "UTF-8"));
    }

    #[test]
    fn one_broken_row_does_not_change_the_encoding() {
        let mut bytes = "name\nJosé\nMüller\nÀ é è ê ô û ç ï\n".as_bytes().to_vec();
        bytes.extend_from_slice(b"Andr\xe9 X\n");
        assert_eq!(detect(&bytes, true).encoding, UTF_8);
        assert_eq!(detect(b"name\nAndr\xe9 Lef\xe8vre\n", true).encoding.name(), "windows-1252");
    }
}
