// SPDX-License-Identifier: Apache-2.0
//! Korean syllables in every romanisation: Revised, McCune–Reischauer, DPRK and the spellings
//! usual in passports; and in Cyrillic after Kontsevich.
//!
//! A syllable is three indexes into the tables of initials, vowels and finals, in the order of
//! Unicode's Hangul composition.

use crate::form::Scheme;
use foldhash::{HashMap, HashMapExt};
use std::sync::OnceLock;

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

    fn latin(self, column: usize) -> String {
        let initial = part(&INITIALS, self.0, column);
        let vowel = part(&VOWELS, self.1, column);
        let end = part(&FINALS, self.2, 0);
        // ㅅ before ㅣ is "shi" in passports; ㅝ and ㅜ keep their letters after a bare start.
        let initial = if column == 3 && self.0 == 9 && self.1 == 20 { "sh" } else { initial };
        format!("{initial}{vowel}{end}")
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

/// What the table of surnames and given-name syllables knows.
struct Table {
    /// Surname syllables, each with the initial form used in the DPRK (이 is 리).
    surnames: HashMap<&'static str, Syllable>,
    /// Hanja surnames to their Hangul.
    hanja_surnames: HashMap<char, char>,
    /// Every Latin spelling of a surname to its families (DPRK spelling).
    surname_families: HashMap<&'static str, Vec<String>>,
    /// Every Latin spelling of any syllable to the DPRK spellings it may stand for.
    readings: HashMap<String, Vec<String>>,
    /// Kontsevich spellings to DPRK ones.
    cyrillic: HashMap<String, String>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(build)
}

fn usual(syllable: Syllable) -> &'static [&'static str] {
    table_usual().get(&syllable).map_or(&[], Vec::as_slice)
}

/// The small part of the table that spelling needs, without the reverse readings.
fn table_usual() -> &'static HashMap<Syllable, Vec<&'static str>> {
    static USUAL: OnceLock<HashMap<Syllable, Vec<&'static str>>> = OnceLock::new();
    USUAL.get_or_init(|| {
        let mut usual: HashMap<Syllable, Vec<&'static str>> = HashMap::new();
        for row in rows() {
            for syllable in row.hangul.chars().filter_map(Syllable::of) {
                let spellings = usual.entry(syllable).or_default();
                for spelling in row.passport.split(' ') {
                    if !spellings.contains(&spelling) {
                        spellings.push(spelling);
                    }
                }
            }
        }
        usual
    })
}

struct Row {
    surname: bool,
    /// One syllable, or the two that the south and the north write (이리).
    hangul: &'static str,
    hanja: &'static str,
    dprk: &'static str,
    passport: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    include_str!("../data/korean.tsv").lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        Some(Row {
            surname: columns.next()? == "surname",
            hangul: columns.next()?,
            hanja: columns.next()?,
            dprk: columns.next()?,
            passport: columns.next()?,
        })
    })
}

fn push(map: &mut HashMap<String, Vec<String>>, key: String, value: &str) {
    let values = map.entry(key).or_default();
    if values.len() < 3 && values.iter().all(|known| known != value) {
        values.push(value.to_owned());
    }
}

fn build() -> Table {
    let mut table = Table {
        surnames: HashMap::new(),
        hanja_surnames: HashMap::new(),
        surname_families: HashMap::new(),
        readings: HashMap::with_capacity(6000),
        cyrillic: HashMap::with_capacity(3000),
    };
    for row in rows() {
        let north = row.hangul.chars().next_back().and_then(Syllable::of);
        for spelling in row.passport.split(' ').chain([row.dprk]) {
            push(&mut table.readings, spelling.to_owned(), row.dprk);
            if row.surname {
                let families = table.surname_families.entry(spelling).or_default();
                if !families.iter().any(|known| known == row.dprk) {
                    families.push(row.dprk.to_owned());
                }
            }
        }
        if row.surname {
            for (at, c) in row.hangul.char_indices() {
                let key = row.hangul.get(at..at + c.len_utf8()).unwrap_or("");
                if let Some(north) = north {
                    table.surnames.entry(key).or_insert(north);
                }
            }
            if let Some(first) = row.hangul.chars().next() {
                for hanja in row.hanja.chars() {
                    table.hanja_surnames.entry(hanja).or_insert(first);
                }
            }
        }
    }
    for initial in 0..19_u8 {
        for vowel in 0..21_u8 {
            for end in SINO_FINALS {
                let syllable = Syllable(initial, vowel, end);
                let dprk = syllable.dprk();
                for column in [2, 0, 1, 3] {
                    push(&mut table.readings, syllable.latin(column), &dprk);
                }
                cyrillic_spellings(syllable, &dprk, &mut table.cyrillic);
            }
        }
    }
    // Traditional Russian spellings of frequent names, which come before the regular ones.
    for (cyrillic, dprk) in [
        ("чен", "jong"),
        ("чжон", "jong"),
        ("ир", "il"),
        ("сен", "song"),
        ("ен", "yong"),
        ("ын", "un"),
        ("цой", "choe"),
        ("цхай", "choe"),
        ("чер", "chol"),
        ("чхоль", "chol"),
        ("ли", "ri"),
        ("ри", "ri"),
        ("хен", "hyon"),
        ("мен", "myong"),
        ("нен", "ryong"),
        ("рен", "ryong"),
        ("ен", "yong"),
        ("гван", "kwang"),
        ("гук", "kuk"),
        ("чун", "jung"),
        ("ким", "kim"),
        ("пак", "pak"),
        ("чо", "jo"),
        ("чжо", "jo"),
        ("тен", "jong"),
        ("тян", "jang"),
        ("чан", "jang"),
        ("хван", "hwang"),
        ("юн", "yun"),
        ("лим", "rim"),
        ("хо", "ho"),
        ("нам", "nam"),
        ("сук", "suk"),
        ("хи", "hui"),
        ("хэ", "hae"),
        ("ун", "un"),
        ("сон", "song"),
        ("ан", "an"),
        ("ман", "man"),
        ("кан", "kang"),
        ("тон", "tong"),
        ("дон", "tong"),
        ("ён", "yong"),
        ("чин", "jin"),
        ("кук", "kuk"),
    ] {
        table.cyrillic.insert(cyrillic.to_owned(), dprk.to_owned());
    }
    table
}

/// The spellings of one syllable after Kontsevich, with voiced starts inside words.
fn cyrillic_spellings(syllable: Syllable, dprk: &str, map: &mut HashMap<String, String>) {
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
    for start in [start, voiced] {
        for vowel in [vowel, if vowel == "ё" { "е" } else { vowel }] {
            for end in [end, if end == "ль" { "л" } else { end }] {
                map.entry(format!("{start}{vowel}{end}")).or_insert_with(|| dprk.to_owned());
            }
        }
    }
}

/// Whether this Hangul character is a surname, and the syllable the DPRK writes for it.
pub(crate) fn surname(c: char) -> Option<Syllable> {
    let mut buffer = [0_u8; 4];
    table().surnames.get(&*c.encode_utf8(&mut buffer)).copied()
}

/// The Hangul of a Hanja surname.
pub(crate) fn hanja_surname(c: char) -> Option<char> {
    table().hanja_surnames.get(&c).copied()
}

/// Whether this is the DPRK's spelling of a surname.
pub(crate) fn is_surname(dprk: &str) -> bool {
    surname_families(dprk).iter().any(|family| family == dprk)
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

/// Spellings usual in passports.
pub(crate) fn passport(c: char) -> &'static [&'static str] {
    Syllable::of(c).map_or(&[], usual)
}

/// DPRK spellings of the surname families a Latin spelling belongs to ("lee" is "ri").
pub(crate) fn surname_families(spelling: &str) -> &'static [String] {
    table().surname_families.get(spelling).map_or(&[], Vec::as_slice)
}

/// DPRK spellings of a Latin word of one or two Korean syllables; empty if it is none.
pub(crate) fn readings(word: &str) -> Vec<String> {
    let table = table();
    if let Some(readings) = table.readings.get(word) {
        return readings.clone();
    }
    // Two syllables written as one word: the first cut at which both halves are syllables.
    for at in (1..word.len()).rev() {
        let (Some(a), Some(b)) = (word.get(..at), word.get(at..)) else { continue };
        if let (Some(a), Some(b)) = (table.readings.get(a), table.readings.get(b))
            && let (Some(a), Some(b)) = (a.first(), b.first())
        {
            return vec![format!("{a}{b}")];
        }
    }
    Vec::new()
}

/// A Cyrillic word read as Korean syllables, in the DPRK's spelling.
pub(crate) fn from_cyrillic(word: &str) -> Option<Vec<&'static str>> {
    let chars: Vec<char> = word.chars().collect();
    if chars.is_empty() || chars.len() > 12 {
        return None;
    }
    parse(&chars, &table().cyrillic, 5)
}

/// Cuts `chars` into keys of `map`, preferring the fewest and then the longest first.
pub(crate) fn parse<'m>(
    chars: &[char],
    map: &'m HashMap<String, String>,
    longest: usize,
) -> Option<Vec<&'m str>> {
    if chars.is_empty() {
        return Some(Vec::new());
    }
    let mut best: Option<Vec<&str>> = None;
    for length in (1..=longest.min(chars.len())).rev() {
        let (head, tail) = chars.split_at_checked(length)?;
        let head: String = head.iter().collect();
        let Some(value) = map.get(&head) else { continue };
        if let Some(rest) = parse(tail, map, longest)
            && best.as_ref().is_none_or(|best| rest.len() + 1 < best.len())
        {
            let mut all = vec![value.as_str()];
            all.extend(rest);
            best = Some(all);
        }
    }
    best
}
