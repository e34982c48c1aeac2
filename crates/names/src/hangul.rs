// SPDX-License-Identifier: Apache-2.0
//! Korean syllables in every romanisation: Revised, McCune–Reischauer, DPRK and the spellings
//! usual in passports; and in Cyrillic after Kontsevich.
//!
//! A syllable is three indexes into the tables of initials, vowels and finals, in the order of
//! Unicode's Hangul composition.

use crate::form::Scheme;
use crate::korean::usual;
use foldhash::HashMap;

/// A syllable: initial, vowel, final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Syllable(u8, u8, u8);

/// Initials: Revised, McCune–Reischauer, DPRK, passport, Kontsevich at the start of a word.
const INITIALS: [[&str; 5]; 19] = [
    ["g", "k", "k", "k", "к"],
    ["kk", "kk", "kk", "kk", "кк"],
    ["n", "n", "n", "n", "н"],
    ["d", "t", "t", "d", "т"],
    ["tt", "tt", "tt", "tt", "тт"],
    ["r", "r", "r", "r", "р"],
    ["m", "m", "m", "m", "м"],
    ["b", "p", "p", "b", "п"],
    ["pp", "pp", "pp", "pp", "пп"],
    ["s", "s", "s", "s", "с"],
    ["ss", "ss", "ss", "ss", "сс"],
    ["", "", "", "", ""],
    ["j", "ch", "j", "j", "ч"],
    ["jj", "tch", "jj", "jj", "чч"],
    ["ch", "ch", "ch", "ch", "чх"],
    ["k", "k", "kh", "k", "кх"],
    ["t", "t", "th", "t", "тх"],
    ["p", "p", "ph", "p", "пх"],
    ["h", "h", "h", "h", "х"],
];

/// Vowels: Revised, McCune–Reischauer and DPRK with marks dropped, passport, Kontsevich.
const VOWELS: [[&str; 5]; 21] = [
    ["a", "a", "a", "a", "а"],
    ["ae", "ae", "ae", "ae", "э"],
    ["ya", "ya", "ya", "ya", "я"],
    ["yae", "yae", "yae", "yae", "йя"],
    ["eo", "o", "o", "u", "о"],
    ["e", "e", "e", "e", "е"],
    ["yeo", "yo", "yo", "you", "ё"],
    ["ye", "ye", "ye", "ye", "е"],
    ["o", "o", "o", "o", "о"],
    ["wa", "wa", "wa", "wa", "ва"],
    ["wae", "wae", "wae", "wae", "вэ"],
    ["oe", "oe", "oe", "oi", "ве"],
    ["yo", "yo", "yo", "yo", "ё"],
    ["u", "u", "u", "oo", "у"],
    ["wo", "wo", "wo", "wo", "во"],
    ["we", "we", "we", "we", "ве"],
    ["wi", "wi", "wi", "wi", "ви"],
    ["yu", "yu", "yu", "yu", "ю"],
    ["eu", "u", "u", "eu", "ы"],
    ["ui", "ui", "ui", "ui", "ый"],
    ["i", "i", "i", "i", "и"],
];

/// Finals: Latin (all systems agree once marks are dropped), Kontsevich.
const FINALS: [[&str; 2]; 28] = [
    ["", ""],
    ["k", "к"],
    ["k", "к"],
    ["k", "к"],
    ["n", "н"],
    ["n", "н"],
    ["n", "н"],
    ["t", "т"],
    ["l", "ль"],
    ["k", "к"],
    ["m", "м"],
    ["l", "ль"],
    ["l", "ль"],
    ["l", "ль"],
    ["p", "п"],
    ["l", "ль"],
    ["m", "м"],
    ["p", "п"],
    ["p", "п"],
    ["t", "т"],
    ["t", "т"],
    ["ng", "н"],
    ["t", "т"],
    ["t", "т"],
    ["k", "к"],
    ["t", "т"],
    ["p", "п"],
    ["t", "т"],
];

/// Finals that Sino-Korean syllables have: none, k, n, l, m, p, ng.
const SINO_FINALS: [u8; 7] = [0, 1, 4, 8, 16, 17, 21];

impl Syllable {
    /// The syllable of a precomposed Hangul character.
    pub(crate) fn of(c: char) -> Option<Self> {
        let index = u32::from(c).checked_sub(0xAC00).filter(|index| *index < 11_172)?;
        let part = |value: u32| u8::try_from(value).ok();
        Some(Self(part(index / 588)?, part(index % 588 / 28)?, part(index % 28)?))
    }

    /// Initial, vowel and final in one of the Latin columns.
    pub(crate) fn parts(self, column: usize) -> [&'static str; 3] {
        let initial = part(&INITIALS, self.0, column);
        let vowel = part(&VOWELS, self.1, column);
        let end = part(&FINALS, self.2, 0);
        // ㅅ before ㅣ is "shi" in passports; ㅝ and ㅜ keep their letters after a bare start.
        let initial = if column == 3 && self.0 == 9 && self.1 == 20 { "sh" } else { initial };
        [initial, vowel, end]
    }

    fn latin(self, column: usize) -> String {
        self.parts(column).concat()
    }

    /// The spelling of the DPRK.
    pub(crate) fn dprk(self) -> String {
        self.latin(2)
    }

    /// The spelling by one of the four Latin systems, `Dprk` for any other.
    pub(crate) fn spell(self, scheme: Scheme) -> String {
        match scheme {
            Scheme::Revised => self.latin(0),
            Scheme::McCuneReischauer => self.latin(1),
            Scheme::Passport => match usual(self).first() {
                Some(spelling) => (*spelling).to_owned(),
                None => self.latin(3),
            },
            _ => self.latin(2),
        }
    }
}

fn part<const N: usize, const W: usize>(
    table: &[[&'static str; W]; N],
    row: u8,
    column: usize,
) -> &'static str {
    table.get(usize::from(row)).and_then(|row| row.get(column)).copied().unwrap_or("")
}

/// All syllables that a character of Chinese origin may have.
pub(crate) fn sino_korean() -> impl Iterator<Item = Syllable> {
    (0..19_u8).flat_map(|initial| {
        (0..21_u8).flat_map(move |vowel| {
            SINO_FINALS.into_iter().map(move |end| Syllable(initial, vowel, end))
        })
    })
}

/// The spellings of one syllable after Kontsevich, with voiced starts inside words.
pub(crate) fn cyrillic_spellings(
    syllable: Syllable,
    dprk: &str,
    map: &mut HashMap<String, String>,
) {
    let start = part(&INITIALS, syllable.0, 4);
    let vowel = part(&VOWELS, syllable.1, 4);
    let end = part(&FINALS, syllable.2, 1);
    let voiced = match start {
        "к" => "г",
        "т" => "д",
        "п" => "б",
        "ч" => "дж",
        other => other,
    };
    // `ё` is written `е` as often as not; only the open ㅓ gives the older `е` after ч.
    let starts = std::iter::once(start).chain((voiced != start).then_some(voiced));
    for start in starts {
        for vowel in std::iter::once(vowel).chain((vowel == "ё").then_some("е")) {
            for end in std::iter::once(end).chain((end == "ль").then_some("л")) {
                map.entry(format!("{start}{vowel}{end}")).or_insert_with(|| dprk.to_owned());
            }
        }
    }
}

/// A word of several syllables by one of the Latin systems, with starts voiced between voiced
/// sounds where the system writes that (K in "Kumgang" but G in its second syllable).
pub(crate) fn word(syllables: &[Syllable], scheme: Scheme) -> String {
    let mut out = String::new();
    let mut before: Option<u8> = None;
    for syllable in syllables {
        let spelled = syllable.spell(scheme);
        let voiced = matches!(before, Some(0 | 4 | 8 | 16 | 21));
        let bare = syllable.0 == 11;
        if matches!(before, Some(8)) && bare {
            // A final l before a vowel is r.
            out.pop();
            out.push('r');
        } else if matches!(before, Some(1)) && bare && scheme != Scheme::Dprk {
            out.pop();
            out.push('g');
        }
        match spelled.split_at_checked(1) {
            Some(("r", rest)) if matches!(before, Some(8)) => {
                out.push('l');
                out.push_str(rest);
            }
            Some(("k", rest)) if voiced && syllable.0 == 0 => {
                out.push('g');
                out.push_str(rest);
            }
            Some(("t", rest)) if voiced && syllable.0 == 3 => {
                out.push('d');
                out.push_str(rest);
            }
            Some(("p", rest)) if voiced && syllable.0 == 7 => {
                out.push('b');
                out.push_str(rest);
            }
            Some(("c", rest)) if voiced && syllable.0 == 12 => {
                out.push('j');
                out.push_str(rest.strip_prefix('h').unwrap_or(rest));
            }
            _ => out.push_str(&spelled),
        }
        before = Some(syllable.2);
    }
    out
}
