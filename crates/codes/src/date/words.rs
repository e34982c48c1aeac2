// SPDX-License-Identifier: Apache-2.0
//! The words that dates are made of, folded.

/// Month names and their usual short forms, in the order of the year.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan",
        "january",
        "janvier",
        "janv",
        "januar",
        "janner",
        "enero",
        "ene",
        "gennaio",
        "gen",
        "janeiro",
        "januari",
        "января",
        "январь",
        "янв",
    ],
    &[
        "feb",
        "february",
        "febr",
        "fevrier",
        "fevr",
        "fev",
        "februar",
        "feber",
        "febrero",
        "febbraio",
        "fevereiro",
        "februari",
        "февраля",
        "февраль",
        "фев",
    ],
    &[
        "mar",
        "march",
        "mars",
        "marz",
        "maerz",
        "mrz",
        "marzo",
        "marco",
        "maart",
        "mrt",
        "марта",
        "март",
        "мар",
    ],
    &["apr", "april", "avril", "avr", "abril", "abr", "aprile", "апреля", "апрель", "апр"],
    &["may", "mai", "mayo", "maggio", "mag", "maio", "mei", "мая", "маи"],
    &["jun", "june", "juin", "juni", "junio", "giugno", "giu", "junho", "июня", "июнь", "июн"],
    &[
        "jul", "july", "juillet", "juil", "juli", "julio", "luglio", "lug", "julho", "июля",
        "июль", "июл",
    ],
    &["aug", "august", "aout", "agosto", "ago", "augustus", "августа", "август", "авг"],
    &[
        "sep",
        "sept",
        "september",
        "septembre",
        "septiembre",
        "setiembre",
        "settembre",
        "set",
        "setembro",
        "сентября",
        "сентябрь",
        "сен",
        "сент",
    ],
    &[
        "oct",
        "october",
        "octobre",
        "okt",
        "oktober",
        "octubre",
        "ottobre",
        "ott",
        "outubro",
        "out",
        "октября",
        "октябрь",
        "окт",
    ],
    &["nov", "november", "novembre", "noviembre", "novembro", "ноября", "ноябрь", "ноя", "нояб"],
    &[
        "dec",
        "december",
        "decembre",
        "dez",
        "dezember",
        "diciembre",
        "dic",
        "dicembre",
        "dezembro",
        "декабря",
        "декабрь",
        "дек",
    ],
];

/// The month a folded word names, from 1.
pub(super) fn month(word: &str) -> Option<i8> {
    MONTHS.iter().position(|names| names.contains(&word)).and_then(|at| i8::try_from(at + 1).ok())
}

/// Whether a folded word says that the date is approximate.
pub(super) fn is_circa(word: &str) -> bool {
    matches!(
        word,
        "circa"
            | "c"
            | "ca"
            | "cca"
            | "approx"
            | "approximate"
            | "approximately"
            | "appx"
            | "about"
            | "around"
            | "abt"
            | "est"
            | "estimated"
            | "possibly"
            | "probably"
            | "presumably"
            | "environ"
            | "vers"
            | "um"
            | "etwa"
            | "ungefahr"
            | "hacia"
            | "alrededor"
            | "aproximadamente"
            | "около"
            | "примерно"
            | "approximativement"
    )
}

/// Whether a folded word may stand in a date without saying anything.
pub(super) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "st" | "nd"
            | "rd"
            | "th"
            | "er"
            | "of"
            | "de"
            | "del"
            | "the"
            | "year"
            | "dob"
            | "born"
            | "in"
            | "on"
            | "yr"
            | "г"
            | "года"
            | "год"
            | "le"
            | "im"
            | "den"
            | "am"
            | "date"
            | "birth"
    )
}

/// Whether a folded word stands between the ends of a range.
pub(super) fn is_to(word: &str) -> bool {
    matches!(
        word,
        "to" | "and"
            | "or"
            | "until"
            | "till"
            | "through"
            | "bis"
            | "und"
            | "et"
            | "ou"
            | "y"
            | "a"
            | "и"
            | "или"
    )
}

/// Whether a folded word opens a range.
pub(super) fn is_between(word: &str) -> bool {
    matches!(
        word,
        "between" | "from" | "entre" | "zwischen" | "von" | "desde" | "between:" | "между"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn every_month_is_written_folded_and_once() {
        let mut all: Vec<&str> = MONTHS.iter().flat_map(|m| m.iter().copied()).collect();
        for word in &all {
            assert_eq!(fold(word), *word);
            assert!(
                !is_circa(word) && !is_filler(word) && !is_to(word) && !is_between(word),
                "{word}"
            );
        }
        all.sort_unstable();
        assert!(all.windows(2).all(|w| w[0] != w[1]));
    }
}
