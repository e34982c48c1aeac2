// SPDX-License-Identifier: Apache-2.0
//! Dates as the Japanese sheets print them: 1941年8月20日, 1955年-1958年頃, 1963年から1968年の間,
//! spreadsheet day numbers, and 2014.8.21改訂 in notices.

use crate::jp::text;
use interdict_model::{Date, PartialDate};

/// A date with what the cell says around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    /// The text of this date.
    pub(super) text: String,
    /// The date, where the text is one.
    pub(super) date: Option<PartialDate>,
    /// What the text says besides.
    pub(super) rest: Option<String>,
}

/// The dates of a cell.
pub(super) fn dates(cell: &str) -> Vec<Printed> {
    let plain = text::plain(cell).replace("\n日", "日").replace('©', "(c)");
    let mut out: Vec<Printed> = Vec::new();
    for item in crate::items::items(&plain) {
        let mut last: Option<PartialDate> = None;
        let item = item.replace("若しくは", "又は").replace("または", "又は");
        for piece in item.split([';', '\n']).flat_map(|p| p.split("又は")) {
            let Some(piece) = text::stated(piece) else { continue };
            // "1991年7月14日又は6月14日": the year is that of the date before.
            let year = last.filter(|_| !piece.contains('年') && piece.contains('月'));
            let whole = match year {
                Some(date) => format!("{}年{piece}", date.earliest().year()),
                None => piece.to_owned(),
            };
            let printed = one(&whole);
            last = printed.date;
            out.push(printed);
        }
    }
    out
}

fn one(piece: &str) -> Printed {
    let compact: String = piece.chars().filter(|c| !c.is_whitespace()).collect();
    let about =
        ["おおよそ", "およそ", "おおむね", "約"].iter().find_map(|w| compact.strip_prefix(w));
    let (compact, about) = match about {
        Some(rest) => (rest.to_owned(), true),
        None => (compact.clone(), false),
    };
    let (date, rest) = match reading(&compact) {
        Some((date, rest)) if about => (Some(date.approximately()), rest),
        Some((date, rest)) => (Some(date), rest),
        None => (number(&compact).or_else(|| interdict_codes::date(piece)), ""),
    };
    let rest = rest.trim_matches(['、', ',', '。', '・', '生', '(', ')']);
    Printed { text: piece.to_owned(), date, rest: (!rest.is_empty()).then(|| rest.to_owned()) }
}

/// A cell that holds only a number: a year, or a spreadsheet's day number.
fn number(text: &str) -> Option<PartialDate> {
    let value: i64 = text.parse().ok()?;
    if (1600..=2200).contains(&value) {
        return PartialDate::year(i16::try_from(value).ok()?).ok();
    }
    if !(5_000..=80_000).contains(&value) {
        return None;
    }
    // Day 60 is the non-existent 29 February 1900; after it, day 0 is 30 December 1899.
    civil(value - 25_569).map(PartialDate::day)
}

/// The calendar day of a count of days since 1 January 1970.
fn civil(days: i64) -> Option<Date> {
    let mut year = 1970i16;
    let mut left = days;
    let length = |y: i16| {
        let leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
        if leap { 366 } else { 365 }
    };
    while left < 0 {
        year -= 1;
        left += length(year);
    }
    while left >= length(year) {
        left -= length(year);
        year += 1;
    }
    for month in 1..=12i8 {
        let first = Date::new(year, month, 1).ok()?;
        let in_month = i64::from(first.days_in_month());
        if left < in_month {
            return Date::new(year, month, i8::try_from(left + 1).ok()?).ok();
        }
        left -= in_month;
    }
    None
}

/// A date with 年月日 at the start, its range and its "about", and what follows.
fn reading(text: &str) -> Option<(PartialDate, &str)> {
    let (mut date, mut rest) = leading(text)?;
    let mut circa = false;
    for word in ["頃", "ごろ"] {
        if let Some(after) = rest.strip_prefix(word) {
            (circa, rest) = (true, after);
        }
    }
    if let Some(after) = rest.strip_prefix('代') {
        let last = PartialDate::year(date.earliest().year().checked_add(9)?).ok()?;
        (date, rest) = (PartialDate::between(date, last).ok()?, after);
    }
    for word in ["から", "-", "~", "〜", "–", "乃至", "~"] {
        let Some(after) = rest.strip_prefix(word) else { continue };
        if let Some((until, after)) = leading(after) {
            (date, rest) = (PartialDate::between(date, until).ok()?, after);
            break;
        }
    }
    for word in ["までの間", "の間", "まで", "頃", "ごろ"] {
        if let Some(after) = rest.strip_prefix(word) {
            circa |= matches!(word, "頃" | "ごろ");
            rest = after;
        }
    }
    if circa {
        date = date.approximately();
    }
    Some((date, rest))
}

/// "1941年8月20日", "1941年8月" or "1941年" at the start.
fn leading(text: &str) -> Option<(PartialDate, &str)> {
    let (year, rest) = match figure(text, '年', 4) {
        Some(found) => found,
        // "1970-1973年頃": the sign stands after the second year only.
        None => {
            let (year, rest) = text.split_at_checked(4)?;
            (rest.starts_with('-') && rest.contains('年')).then_some((year.parse().ok()?, rest))?
        }
    };
    let year = i16::try_from(year).ok()?;
    let Some((month, after)) = figure(rest, '月', 2) else {
        return PartialDate::year(year).ok().map(|d| (d, rest));
    };
    let month = i8::try_from(month).ok()?;
    let Some((day, end)) = figure(after, '日', 2) else {
        return PartialDate::from_parts(year, Some(month), None).ok().map(|d| (d, after));
    };
    let day = i8::try_from(day).ok()?;
    PartialDate::from_parts(year, Some(month), Some(day)).ok().map(|d| (d, end))
}

/// A number before a sign, and what follows the sign.
fn figure(text: &str, sign: char, most: usize) -> Option<(u32, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    if end == 0 || end > most {
        return None;
    }
    let rest = text.get(end..)?.strip_prefix(sign)?;
    Some((text.get(..end)?.parse().ok()?, rest))
}

/// The first full day a text names, for issue and expiry: before or after certain words.
pub(super) fn day_near(text: &str, words: &[&str]) -> Option<Date> {
    for word in words {
        for (at, _) in text.match_indices(word) {
            // 旅券失効日：2018年3月22日
            let after = text.get(at + word.len()..).unwrap_or_default();
            let after = after.trim_start_matches(['日', ':', '：', ' ']);
            if let Some(day) = leading(after).and_then(|(d, _)| d.as_day()) {
                return Some(day);
            }
            // １９９５年９月１３日失効
            let before = text.get(..at).unwrap_or_default().trim_end();
            let start = before
                .char_indices()
                .rev()
                .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, '年' | '月' | '日'))
                .last();
            let found = start.and_then(|(at, _)| leading(before.get(at..)?));
            if let Some(day) = found.and_then(|(d, _)| d.as_day()) {
                return Some(day);
            }
        }
    }
    None
}

/// What a line of 告示日付 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    Listed(Date),
    Amended(Date),
    Deleted(Date),
}

/// The notices of a cell; a line that is none is returned as it stands.
pub(super) fn notices(cell: &str) -> Vec<Result<Notice, String>> {
    let plain = text::plain(cell);
    let lines = plain.split('\n').map(str::trim).filter(|l| !l.is_empty());
    lines
        .map(|line| {
            let figures = line.trim_end_matches(|c: char| !c.is_ascii_digit());
            let word = line.get(figures.len()..).unwrap_or_default().trim();
            let day = dotted(figures).ok_or_else(|| line.to_owned())?;
            match word {
                "" => Ok(Notice::Listed(day)),
                "改訂" | "訂正" | "改正" | "改定" => Ok(Notice::Amended(day)),
                "削除" => Ok(Notice::Deleted(day)),
                _ => Err(line.to_owned()),
            }
        })
        .collect()
}

/// "2014.8.21", also as a spreadsheet gives it.
fn dotted(text: &str) -> Option<Date> {
    if let Some(day) = crate::values::iso_day(text) {
        return Some(day);
    }
    let mut parts = text.split('.').map(str::trim);
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
    let day = Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok()?;
    (parts.next().is_none() && y.len() == 4).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_shape_are_read() {
        for (cell, expected) in [
            ("1941年8月20日", "1941-08-20"),
            ("１９４１年８月２０日", "1941-08-20"),
            ("1966 年1月1日", "1966-01-01"),
            ("1955年頃", "~1955"),
            ("1955年-1958年頃", "~1955/1958"),
            ("1963年から1968年の間", "1963/1968"),
            ("1984年から1986年までの間", "1984/1986"),
            ("(a)1970年\n(b)1970年1月1日", "1970 1970-01-01"),
            ("1965年又は1966年", "1965 1966"),
            ("1960年代", "1960/1969"),
            ("13633", "1937-04-28"),
            ("1971", "1971"),
            ("1952-10-07", "1952-10-07"),
            ("不明", ""),
            ("1984年8月15日；\n1984年10月18日", "1984-08-15 1984-10-18"),
            ("1942年7月10日生", "1942-07-10"),
            ("1991年7月14日又は6月14日", "1991-07-14 1991-06-14"),
            ("おおよそ1964年", "~1964"),
            ("1970-1973年頃", "~1970/1973"),
            ("(a)1976年10月5\n日 (b)1976年10月1日", "1976-10-05 1976-10-01"),
        ] {
            let shown: Vec<_> =
                dates(cell).iter().filter_map(|p| p.date).map(|d| d.to_string()).collect();
            assert_eq!(shown.join(" "), expected, "{cell}");
        }
        assert_eq!(dates("ヒジュラ暦1350年")[0].date, None);
        assert_eq!(
            dates("1942年生、ベオグラード")[0].rest.as_deref(),
            Some("、ベオグラード").map(|t| t.trim_start_matches('、'))
        );
    }

    #[test]
    fn issue_and_expiry_stand_before_or_after_their_words() {
        let text = "563120368、旅券発効日:2013年3月22日、旅券失効日:2018年3月22日";
        assert_eq!(day_near(text, &["発効", "発行"]).unwrap().to_string(), "2013-03-22");
        assert_eq!(day_near(text, &["失効"]).unwrap().to_string(), "2018-03-22");
        let text = "456682 (1990年11月6日発行,1995年9月13日失効)";
        assert_eq!(day_near(text, &["発効", "発行"]).unwrap().to_string(), "1990-11-06");
        assert_eq!(day_near(text, &["失効"]).unwrap().to_string(), "1995-09-13");
        assert_eq!(day_near("発行", &["発行"]), None);
    }

    #[test]
    fn notices_say_what_was_done() {
        let found = notices("2014.8.21\n2020.2.28改訂\n200812.19改訂\n2011.11.18削除");
        assert!(matches!(found[0], Ok(Notice::Listed(_))));
        assert!(matches!(found[1], Ok(Notice::Amended(_))));
        assert_eq!(found[2], Err("200812.19改訂".to_owned()));
        assert!(matches!(found[3], Ok(Notice::Deleted(_))));
    }
}
