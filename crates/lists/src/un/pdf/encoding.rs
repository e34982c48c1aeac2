// SPDX-License-Identifier: Apache-2.0
//! What the 256 codes of a plain font stand for: the standard encodings and glyph names.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// Names of the glyphs of Latin-1 from 0xA0 on, in its order.
const UPPER: &str = "space exclamdown cent sterling currency yen brokenbar section dieresis copyright ordfeminine guillemotleft logicalnot hyphen registered macron degree plusminus twosuperior threesuperior acute mu paragraph periodcentered cedilla onesuperior ordmasculine guillemotright onequarter onehalf threequarters questiondown Agrave Aacute Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave Eacute Ecircumflex Edieresis Igrave Iacute Icircumflex Idieresis Eth Ntilde Ograve Oacute Ocircumflex Otilde Odieresis multiply Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn germandbls agrave aacute acircumflex atilde adieresis aring ae ccedilla egrave eacute ecircumflex edieresis igrave iacute icircumflex idieresis eth ntilde ograve oacute ocircumflex otilde odieresis divide oslash ugrave uacute ucircumflex udieresis yacute thorn ydieresis";
/// Names of the glyphs of ASCII that are no letters, with their character.
const LOWER: &str = "space  |exclam !|quotedbl \"|numbersign #|dollar $|percent %|ampersand &|quotesingle '|parenleft (|parenright )|asterisk *|plus +|comma ,|hyphen -|period .|slash /|zero 0|one 1|two 2|three 3|four 4|five 5|six 6|seven 7|eight 8|nine 9|colon :|semicolon ;|less <|equal =|greater >|question ?|at @|bracketleft [|backslash \\|bracketright ]|asciicircum ^|underscore _|grave `|braceleft {|asciitilde ~|braceright }|nbspace  |quoteleft ‘|quoteright ’|quotedblleft “|quotedblright ”|quotesinglbase ‚|quotedblbase „|endash –|emdash —|bullet •|ellipsis …|dagger †|daggerdbl ‡|Euro €|trademark ™|fi ﬁ|fl ﬂ|ff ﬀ|ffi ﬃ|ffl ﬄ|dotlessi ı|OE Œ|oe œ|Scaron Š|scaron š|Zcaron Ž|zcaron ž|Ydieresis Ÿ|Lslash Ł|lslash ł|minus −|florin ƒ|guilsinglleft ‹|guilsinglright ›|perthousand ‰|fraction ⁄|circumflex ˆ|tilde ˜";
/// Where Adobe's standard encoding departs from ASCII and goes beyond it.
const STANDARD: &[(u8, char)] = &[
    (0x27, '’'),
    (0x60, '‘'),
    (0xA1, '¡'),
    (0xA2, '¢'),
    (0xA3, '£'),
    (0xA4, '⁄'),
    (0xA5, '¥'),
    (0xA6, 'ƒ'),
    (0xA7, '§'),
    (0xA8, '¤'),
    (0xA9, '\''),
    (0xAA, '“'),
    (0xAB, '«'),
    (0xAC, '‹'),
    (0xAD, '›'),
    (0xAE, 'ﬁ'),
    (0xAF, 'ﬂ'),
    (0xB1, '–'),
    (0xB2, '†'),
    (0xB3, '‡'),
    (0xB4, '·'),
    (0xB6, '¶'),
    (0xB7, '•'),
    (0xB8, '‚'),
    (0xB9, '„'),
    (0xBA, '”'),
    (0xBB, '»'),
    (0xBC, '…'),
    (0xBD, '‰'),
    (0xBF, '¿'),
    (0xC1, '`'),
    (0xC2, '´'),
    (0xC3, 'ˆ'),
    (0xC4, '˜'),
    (0xC5, '¯'),
    (0xD0, '—'),
    (0xE1, 'Æ'),
    (0xE3, 'ª'),
    (0xE8, 'Ł'),
    (0xE9, 'Ø'),
    (0xEA, 'Œ'),
    (0xEB, 'º'),
    (0xF1, 'æ'),
    (0xF5, 'ı'),
    (0xF8, 'ł'),
    (0xF9, 'ø'),
    (0xFA, 'œ'),
    (0xFB, 'ß'),
];

/// Which table a font's codes are looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Standard,
    Windows,
    Macintosh,
    /// A drawing order of the font's own, of which nothing is known.
    Unknown,
}

impl Base {
    /// The table of a name.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"WinAnsiEncoding" => Some(Self::Windows),
            b"MacRomanEncoding" => Some(Self::Macintosh),
            b"StandardEncoding" => Some(Self::Standard),
            _ => None,
        }
    }

    /// The character of a code.
    pub(super) fn character(self, code: u8) -> Option<char> {
        match self {
            Self::Unknown => None,
            Self::Windows => single(WINDOWS_1252, code),
            Self::Macintosh => single(MACINTOSH, code),
            Self::Standard => match STANDARD.iter().find(|(c, _)| *c == code) {
                Some((_, character)) => Some(*character),
                None => Some(char::from(code)).filter(|c| (' '..='~').contains(c)),
            },
        }
    }
}

fn single(encoding: &'static Encoding, code: u8) -> Option<char> {
    let bytes = [code];
    let text = encoding.decode_without_bom_handling(&bytes).0;
    text.chars().next().filter(|c| !c.is_control())
}

/// The text a glyph's name stands for: "A", "eacute", "uni0416", "u1F600", "f_i", "a.alt".
pub(super) fn named(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().filter(|n| !n.is_empty())?;
    if name.contains('_') && name.len() < 64 {
        return name.split('_').map(|part| named(part.as_bytes())).collect();
    }
    if name.len() == 1 && name.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Some(name.to_owned());
    }
    if let Some(hex) = name.strip_prefix("uni").filter(|h| h.len() == 4) {
        return from_hex(hex);
    }
    if name == "bar" {
        return Some("|".to_owned());
    }
    let lower =
        LOWER.split('|').find_map(|entry| entry.split_once(' ').filter(|(n, _)| *n == name));
    if let Some((_, character)) = lower {
        return Some(if character.is_empty() { " ".to_owned() } else { character.to_owned() });
    }
    let upper = (0xA0u32..).zip(UPPER.split(' ')).find(|(_, n)| *n == name);
    if let Some((code, _)) = upper {
        return char::from_u32(code).map(String::from);
    }
    name.strip_prefix('u').filter(|h| (4..=6).contains(&h.len())).and_then(from_hex)
}

fn from_hex(hex: &str) -> Option<String> {
    let code = u32::from_str_radix(hex, 16).ok()?;
    char::from_u32(code).filter(|c| !c.is_control()).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_names() {
        assert_eq!(Base::Windows.character(0x92), Some('’'));
        assert_eq!(Base::Windows.character(b'!'), Some('!'));
        assert_eq!(Base::Macintosh.character(0xD5), Some('’'));
        assert_eq!(Base::Standard.character(0xB1), Some('–'));
        assert_eq!(Base::Standard.character(0x80), None);
        assert_eq!(Base::Unknown.character(b'A'), None);
        for (name, text) in [
            ("A", "A"),
            ("space", " "),
            ("nine", "9"),
            ("bar", "|"),
            ("eacute", "é"),
            ("ydieresis", "ÿ"),
            ("uni0416", "Ж"),
            ("u1F600", "😀"),
            ("f_i", "fi"),
            ("a.alt", "a"),
            ("endash", "–"),
            ("g123", ""),
            (".notdef", ""),
            ("mu", "µ"),
        ] {
            let expected = Some(text.to_owned()).filter(|t| !t.is_empty());
            assert_eq!(named(name.as_bytes()), expected, "{name}");
        }
    }
}
