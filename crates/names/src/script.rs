// SPDX-License-Identifier: Apache-2.0
//! Which writing system a character belongs to, as coarsely as romanisation needs it.

/// A family of scripts that one romaniser serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Digit,
    Greek,
    Cyrillic,
    Armenian,
    Georgian,
    Hebrew,
    Arabic,
    Indic,
    Thai,
    Hangul,
    Han,
    Kana,
    Other,
}

impl Script {
    /// The script of a letter or mark; characters outside the known blocks are `Other`.
    pub(crate) fn of(c: char) -> Self {
        match u32::from(c) {
            0x30..=0x39 => Self::Digit,
            0x00..=0x24F
            | 0x250..=0x2FF
            | 0x1D00..=0x1DBF
            | 0x1E00..=0x1EFF
            | 0x2C60..=0x2C7F
            | 0xA720..=0xA7FF
            | 0xAB30..=0xAB6F => Self::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Self::Greek,
            0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Self::Cyrillic,
            0x531..=0x58F => Self::Armenian,
            0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => Self::Georgian,
            0x591..=0x5F4 => Self::Hebrew,
            0x600..=0x6FF | 0x750..=0x77F | 0x870..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => {
                Self::Arabic
            }
            0x900..=0xD7F => Self::Indic,
            0xE00..=0xEFF => Self::Thai,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Self::Hangul,
            0x3005
            | 0x3007
            | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF
            | 0x20000..=0x323AF => Self::Han,
            0x3041..=0x30FF | 0x31F0..=0x31FF => Self::Kana,
            _ => Self::Other,
        }
    }

    /// Scripts written without spaces between words, where a change of script ends a token.
    pub(crate) fn unspaced(self) -> bool {
        matches!(self, Self::Hangul | Self::Han | Self::Kana)
    }
}
