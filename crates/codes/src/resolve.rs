// SPDX-License-Identifier: Apache-2.0
//! Which country does this text mean?

use crate::country::{Table, key, table};
use interdict_model::Country;

/// The one country a text names: a code, a name in one of many languages, or a demonym, as lists
/// and customers print them.
///
/// `None` when the text names no country, more than one ("Sudan/South Sudan"), one of which it is
/// not sure ("Iran / unknown"), or bears a word of several states ("Korea"). A remark in brackets
/// that does not change the country ("Bahrain (citizenship revoked in Jan. 2015)") is passed over;
/// keep the printed text beside the code.
#[must_use]
pub fn country(text: &str) -> Option<Country> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '*' || c == ',' || c == ';');
    let table = table();
    one(table, text).or_else(|| same(table, text)).or_else(|| remarked(table, text))
}

/// The pieces of a text that names several countries, each with its code where it resolves:
/// "(1) German (2) Moroccan", "Syria; Lebanon", "Sudan/South Sudan", "Iran and Iraq".
///
/// A text that [`country`] resolves whole is one piece.
#[must_use]
pub fn countries_in(text: &str) -> Vec<(&str, Option<Country>)> {
    let whole = text.trim();
    if whole.is_empty() {
        return Vec::new();
    }
    if let Some(found) = country(whole) {
        return vec![(whole, Some(found))];
    }
    let numbered: Vec<&str> = numbered_parts(whole);
    let parts = if numbered.len() > 1 {
        numbered
    } else {
        whole.split([';', '|', '/', '\n']).map(str::trim).filter(|p| !p.is_empty()).collect()
    };
    let mut out = Vec::new();
    for part in parts {
        match country(part) {
            Some(found) => out.push((part, Some(found))),
            None => out.extend(listed(part)),
        }
    }
    out
}

/// Splits at commas and "and" when every piece then resolves.
fn listed(part: &str) -> Vec<(&str, Option<Country>)> {
    let pieces: Vec<(&str, Option<Country>)> = part
        .split(',')
        .flat_map(|p| p.split(" and "))
        .flat_map(|p| p.split(" & "))
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .map(|p| (p, country(p)))
        .collect();
    if pieces.len() > 1 && pieces.iter().all(|(_, c)| c.is_some()) {
        pieces
    } else {
        vec![(part, None)]
    }
}

/// The texts between "(1)", "(2)" … as UK lists number several values of one field.
fn numbered_parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let (before, after) = rest.split_at(open);
        let inner = after.strip_prefix('(').unwrap_or(after);
        let Some(close) = inner.find(')') else { break };
        let (number, tail) = inner.split_at(close);
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            break;
        }
        parts.push(before);
        rest = tail.strip_prefix(')').unwrap_or(tail);
    }
    parts.push(rest);
    parts.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect()
}

/// A code or a name, or a name with its head last ("Korea, Republic of", "Iran (Islamic Republic
/// of)").
fn one(table: &Table, text: &str) -> Option<Country> {
    if let Some(found) = table.code(text) {
        return Some(found);
    }
    let plain = key(text);
    if plain.is_empty() {
        return None;
    }
    if let Some(found) = table.named(&plain) {
        return Some(found);
    }
    let (head, tail) = match text.split_once(',') {
        Some((head, tail)) if !tail.contains(',') => (head, tail),
        _ => {
            let (head, tail) = text.split_once('(')?;
            (head, tail.trim_end().strip_suffix(')')?)
        }
    };
    let (head, tail) = (key(head), key(tail));
    if head.is_empty() || tail.is_empty() {
        return None;
    }
    table.named(&format!("{tail} {head}"))
}

/// Several pieces that all mean the same: "Haiti / Haïti", "Myanmar (Burma) / Myanmar (Birmanie)",
/// "Bahrain (citizenship revoked in Jan. 2015)".
fn same(table: &Table, text: &str) -> Option<Country> {
    let mut found = None;
    let mut pieces = 0usize;
    for part in text.split(['/', '|', ';']) {
        let (head, remark) = match part.split_once('(') {
            Some((head, tail)) => (head, Some(tail.trim_end().strip_suffix(')')?)),
            None => (part, None),
        };
        for piece in [Some(head), remark].into_iter().flatten() {
            pieces += 1;
            let piece = piece.trim();
            match one(table, piece).or_else(|| remarked(table, piece)) {
                Some(country) if found.is_none_or(|f| f == country) => found = Some(country),
                Some(_) => return None,
                None if remark.is_some() && pieces > 1 && is_remark(table, piece) => {}
                None => return None,
            }
        }
    }
    found.filter(|_| pieces > 1)
}

/// Words that open a remark about a country rather than qualify its name.
const REMARKS: &[&str] = &[
    "as",
    "at",
    "by",
    "current",
    "currently",
    "deceased",
    "deported",
    "detained",
    "domicile",
    "dual",
    "flag",
    "former",
    "formerly",
    "in",
    "last",
    "location",
    "no",
    "possible",
    "previous",
    "previously",
    "primary",
    "probable",
    "resident",
    "residence",
    "revoked",
    "secondary",
    "since",
    "status",
    "un",
    "until",
    "withdrawn",
];

/// Words that follow a demonym: "Tunisian passport", "Kuwaiti citizenship withdrawn in 2002".
const HELD: &[&str] =
    &["passport", "citizen", "citizenship", "national", "nationals", "nationality", "by", "origin"];

/// Whether the text remarks on a country without qualifying its name or naming another.
fn is_remark(table: &Table, text: &str) -> bool {
    let folded = key(text);
    let mut words = folded.split(' ');
    let opens = words.next().is_some_and(|w| REMARKS.contains(&w) || HELD.contains(&w));
    let dated = folded.bytes().any(|b| b.is_ascii_digit());
    (opens || dated) && !names_any(table, &folded)
}

/// Whether any single word (longer than a code) names a country, or the text goes on with another.
fn names_any(table: &Table, folded: &str) -> bool {
    folded.split(' ').any(|w| w == "and" || w == "or" || (w.len() > 3 && table.named(w).is_some()))
}

/// A name followed by what of it is held: "Tunisian passport", "Sudanese by birth".
fn remarked(table: &Table, text: &str) -> Option<Country> {
    let folded = key(text);
    let mut at = 0usize;
    for word in folded.split(' ') {
        if at > 0 && HELD.contains(&word) {
            let head = folded.get(..at)?.trim_end();
            let rest = folded.get(at..)?;
            return table.named(head).filter(|_| !names_any(table, rest));
        }
        at += word.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<String> {
        country(text).map(|c| c.code().to_owned())
    }

    #[test]
    fn codes_names_and_demonyms() {
        for (text, want) in [
            ("DE", "de"),
            ("deu", "de"),
            ("276", "de"),
            ("4", "af"),
            ("004", "af"),
            ("UK", "gb"),
            ("USA", "us"),
            ("U.S.A.", "us"),
            ("u.k.", "gb"),
            ("GER", "de"),
            ("zar", "cd"),
            ("Tunisian", "tn"),
            ("North Korean", "kp"),
            ("DPRK", "kp"),
            ("D.P.R.K.", "kp"),
            ("Korea, North", "kp"),
            ("Korea (North)", "kp"),
            ("Korea (Democratic People's Republic of)", "kp"),
            ("Democratic People's Republic of Korea", "kp"),
            ("Democratic People’s Republic of Korea", "kp"),
            ("Democratic\n                    People's Republic of Korea", "kp"),
            ("Korea, Democratic People's Republic of", "kp"),
            ("Korea, Republic of", "kr"),
            ("Republic of Korea", "kr"),
            ("Palestinian", "ps"),
            ("West Bank", "ps"),
            ("Region: Gaza", "ps"),
            ("Kosovo", "xk"),
            ("Libyan Arab Jamahiriya", "ly"),
            ("Burma", "mm"),
            ("Syrian Arab Republic", "sy"),
            ("Viet Nam", "vn"),
            ("Türkiye", "tr"),
            ("TURKIYE", "tr"),
            ("Côte d'Ivoire", "ci"),
            ("Cote d Ivoire", "ci"),
            ("cote d’ivoire", "ci"),
            ("The Gambia", "gm"),
            ("Gambia, The", "gm"),
            ("Congo, Democratic Republic of the", "cd"),
            ("Congo (DRC)", "cd"),
            ("Congo, Republic of the", "cg"),
            ("Congo", "cg"),
            ("Dem. Rep. of the Congo", "cd"),
            ("Bosnia & Herzegovina", "ba"),
            ("St. Kitts and Nevis", "kn"),
            ("Virgin Islands, British", "vg"),
            ("Virgin Islands (U.S.)", "vi"),
            ("Macedonia, the former Yugoslav Republic of", "mk"),
            ("Deutschland", "de"),
            ("Allemagne", "de"),
            ("Alemania", "de"),
            ("Германия", "de"),
            ("德国", "de"),
            ("독일", "de"),
            ("ألمانيا", "de"),
            ("Российская Федерация", "ru"),
            ("조선민주주의인민공화국", "kp"),
            ("USSR", "suhh"),
            ("Soviet Union", "suhh"),
            ("former Soviet Union", "suhh"),
            ("USSR (until 1991)", "suhh"),
            ("Yugoslavia", "yucs"),
            ("Czechoslovakia", "cshh"),
            ("Serbia and Montenegro", "csxx"),
            ("East Germany", "ddde"),
            ("Scotland", "gb"),
            ("suhh", "suhh"),
            ("Swaziland", "sz"),
            ("  Iran, Islamic Republic of ", "ir"),
            ("Iran (Islamic Republic of)", "ir"),
            ("Tanzania, United Republic of", "tz"),
            ("China, Hong Kong Special Administrative Region", "hk"),
            ("Taiwan, Province of China", "tw"),
        ] {
            assert_eq!(code(text).as_deref(), Some(want), "{text:?}");
        }
    }

    #[test]
    fn remarks_that_leave_the_country_alone() {
        for (text, want) in [
            ("Bahrain (citizenship revoked in Jan. 2015)", "bh"),
            ("Indonesia (as at Dec. 2003)", "id"),
            ("Kuwaiti citizenship withdrawn in 2002", "kw"),
            ("Libya (in custody)", "ly"),
            ("Tunisian passport", "tn"),
            ("Sudanese by birth", "sd"),
            ("Belarus / Bélarus", "by"),
            ("Myanmar (Burma) / Myanmar (Birmanie)", "mm"),
            ("Iranian (Iranian citizenship)", "ir"),
            ("Germany (in prison since Sept 2007)", "de"),
        ] {
            assert_eq!(code(text).as_deref(), Some(want), "{text:?}");
        }
    }

    #[test]
    fn none_several_or_unsure_is_none() {
        for text in [
            "",
            " ",
            "Iran / unknown",
            "Sudan/South Sudan",
            "Korea",
            "Korean",
            "Congolese",
            "Virgin Islands",
            "Atlantis",
            "unknown",
            "N/A",
            "n.a.",
            "Crimea",
            "Region: Crimea",
            "Stateless",
            "Possibly Ethiopian",
            "Unconfirmed (likely Iran)",
            "Branch Office 11: Iran",
            "Congo (Rwanda)",
            "Not registered as a citizen of the Russian Federation",
            "Syrian nationality, Lebanese since 1990",
            "Iranian national and US national/citizen",
            "Africa",
            "999",
            "(",
            "()",
            ",",
        ] {
            assert_eq!(code(text), None, "{text:?}");
        }
    }

    #[test]
    fn several_countries_come_apart() {
        let codes = |text| -> Vec<String> {
            countries_in(text)
                .into_iter()
                .map(|(t, c)| c.map_or_else(|| format!("?{t}"), |c| c.code().to_owned()))
                .collect()
        };
        assert_eq!(codes("(1) German (2) Moroccan"), ["de", "ma"]);
        assert_eq!(codes("Sudan/South Sudan"), ["sd", "ss"]);
        assert_eq!(codes("Syria; Atlantis"), ["sy", "?Atlantis"]);
        assert_eq!(codes("Iran and Iraq"), ["ir", "iq"]);
        assert_eq!(codes("Bosnia and Herzegovina, Serbia"), ["?Bosnia and Herzegovina, Serbia"]);
        assert_eq!(codes("Korea, North"), ["kp"]);
        assert!(codes(" ").is_empty());
    }
}
