// SPDX-License-Identifier: Apache-2.0
//! The nouns of this crate: a name taken apart into slots, each with the spellings it may meet.

use smallvec::SmallVec;

/// What kind of thing bears the name; it decides which words are titles, legal forms or initials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A natural person.
    Person,
    /// A firm, ministry, bank, armed group or other body.
    Organisation,
    /// A ship, aircraft or other thing with a name.
    Object,
    /// Not known: words are read as for an organisation, initials as for a person.
    Unknown,
}

macro_rules! coded {
    ($(#[$meta:meta])* $name:ident, $all:ident { $($(#[$doc:meta])* $variant:ident = $label:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        const $all: &[$name] = &[$($name::$variant,)*];

        impl $name {
            /// The words an explanation uses for it.
            pub fn label(self) -> &'static str {
                match self { $($name::$variant => $label,)* }
            }

            /// A small number for storage; [`Self::from_u8`] reverses it. New variants are only
            /// ever added at the end, so stored numbers keep their meaning.
            pub fn as_u8(self) -> u8 {
                self as u8
            }

            /// The variant with that number, or `None` for a number never given out.
            pub fn from_u8(code: u8) -> Option<Self> {
                $all.get(usize::from(code)).copied()
            }
        }
    };
}

coded! {
    /// How a spelling was come by.
    Scheme, SCHEMES {
        /// Latin letters as written, folded.
        Latin = "as written",
        /// The general any-script fallback.
        AnyAscii = "general transliteration",
        /// Revised Romanisation of Korean (2000).
        Revised = "Revised Romanisation",
        /// McCune–Reischauer, marks dropped.
        McCuneReischauer = "McCune–Reischauer spelling",
        /// The spelling used by the DPRK (1992, revised 2002 and 2012).
        Dprk = "DPRK spelling",
        /// The spelling usual in passports of the Republic of Korea.
        Passport = "usual Korean passport spelling",
        /// Korean written in Cyrillic after Kontsevich or older Russian custom.
        Kontsevich = "Kontsevich spelling",
        /// Hanyu Pinyin without tones.
        Pinyin = "Pinyin",
        /// Wade–Giles without apostrophes.
        WadeGiles = "Wade–Giles spelling",
        /// Surname spellings usual in Hong Kong.
        Cantonese = "Cantonese spelling",
        /// Chinese written in Cyrillic after Palladius.
        Palladius = "Palladius spelling",
        /// Hepburn for kana.
        Hepburn = "Hepburn romanisation",
        /// Russian after BGN/PCGN, soft and hard signs dropped.
        Cyrillic = "Russian romanisation",
        /// Russian as machine-readable passports spell it (ICAO 9303).
        CyrillicPassport = "Russian passport spelling",
        /// Cyrillic in continental (ISO 9 type) letters with the marks dropped.
        CyrillicContinental = "continental Cyrillic romanisation",
        /// The Ukrainian national system of 2010.
        CyrillicUkrainian = "Ukrainian romanisation",
        /// Belarusian.
        CyrillicBelarusian = "Belarusian romanisation",
        /// Serbian and Macedonian.
        CyrillicSerbian = "Serbian romanisation",
        /// Bulgarian.
        CyrillicBulgarian = "Bulgarian romanisation",
        /// Arabic script: consonants and long vowels, or the usual spelling of a known name.
        ArabicBgn = "Arabic-script romanisation",
        /// Hebrew.
        Hebrew = "Hebrew romanisation",
        /// Modern Greek after UNGEGN / ELOT 743.
        Greek = "Greek romanisation",
        /// Armenian.
        Armenian = "Armenian romanisation",
        /// Georgian.
        Georgian = "Georgian romanisation",
        /// Devanagari and its sister scripts, inherent vowel written.
        Devanagari = "Indic romanisation",
        /// Thai and Lao.
        Thai = "Thai romanisation",
        /// The original script, folded.
        Native = "original script",
        /// Consonants only, to meet scripts that leave vowels out; the text begins with `~`.
        Skeleton = "consonant skeleton",
        /// Two neighbouring slots written as one.
        Joined = "written as one word",
        /// The English word for the same thing (bank, trading, second).
        Translated = "same word in English",
        /// A legal form from the table; the text begins with `=`.
        LegalForm = "legal form",
        /// Characters that only look like Latin letters, read as Latin.
        LookAlike = "look-alike letters",
        /// Korean spellings of one syllable brought together (Choi and Choe).
        KoreanFamily = "another spelling of the same Korean syllable",
        /// The usual spelling of an English or European name written in another script.
        KnownName = "known spelling of this name",
    }
}

coded! {
    /// What part a slot plays in its name.
    Role, ROLES {
        /// A word that tells one bearer from another.
        Plain = "name",
        /// A legal form such as Ltd or GmbH.
        LegalForm = "legal form",
        /// A title or honorific.
        Title = "title",
        /// An article, preposition or filiation word such as al, bin, de, van.
        Particle = "particle",
        /// One letter that stands for a name.
        Initial = "initial",
        /// A number in digits, in words or in Roman figures.
        Number = "number",
        /// A word that very many firms carry: trading, company, bank.
        Common = "common word",
    }
}

impl Role {
    /// Whether a word that plays this part tells one bearer from another.
    #[must_use]
    pub fn tells(self) -> bool {
        matches!(self, Self::Plain | Self::Number)
    }
}

/// One spelling of a slot.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Form {
    /// The comparable key. Lower-case ASCII for every Latin-type scheme; the folded original
    /// script for [`Scheme::Native`]; begins with `~` for [`Scheme::Skeleton`] and with `=` for
    /// [`Scheme::LegalForm`], so that the key spaces never mix.
    pub text: String,
    /// How it was come by.
    pub scheme: Scheme,
}

/// One word of a name, or one legal form of several words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The words as printed.
    pub printed: String,
    /// Distinct spellings in a fixed order; the first is the main one. Never empty.
    pub forms: SmallVec<[Form; 2]>,
    /// The part it plays.
    pub role: Role,
    /// Byte offset of its first character in the input.
    pub start: usize,
    /// Byte offset just past its last character in the input.
    pub end: usize,
}

impl Slot {
    /// The main spelling, empty only if `forms` was emptied by the caller.
    pub fn main(&self) -> &str {
        self.forms.first().map_or("", |form| form.text.as_str())
    }

    /// Adds a spelling unless its text is empty or already present.
    pub(crate) fn add(&mut self, text: impl Into<String>, scheme: Scheme) {
        let text = text.into();
        if !text.is_empty() && self.forms.iter().all(|form| form.text != text) {
            self.forms.push(Form { text, scheme });
        }
    }
}

/// A name taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysed {
    /// The slots in the order printed.
    pub slots: Vec<Slot>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_go_there_and_back() {
        for scheme in SCHEMES {
            assert_eq!(Scheme::from_u8(scheme.as_u8()), Some(*scheme));
            assert!(!scheme.label().is_empty());
        }
        for role in ROLES {
            assert_eq!(Role::from_u8(role.as_u8()), Some(*role));
        }
        assert_eq!(Scheme::from_u8(250), None);
        assert_eq!(Role::from_u8(250), None);
    }
}
