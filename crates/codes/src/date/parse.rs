// SPDX-License-Identifier: Apache-2.0
//! Reads a date from its figures and words.

use super::words::{is_between, is_circa, is_filler, is_to, month};
use super::{DateReading, Order};
use crate::fold::{digit, fold};
use interdict_model::PartialDate;

/// Longest text that can be a date; a longer one is prose.
const LONGEST: usize = 160;

/// Years of other calendars lie outside.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2200;

/// Two-digit years from here on can only mean the twentieth century.
const PIVOT: u32 = 30;

/// A piece of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// Figures: how many and their value.
    Number(usize, u32),
    /// A folded word.
    Word(String),
    /// A hyphen or dash; whether white space stands on both sides.
    Dash(bool),
    /// A slash.
    Slash,
    /// A dot.
    Dot,
}

pub(super) fn read(text: &str, order: Order) -> Option<DateReading> {
    if text.len() > LONGEST {
        return None;
    }
    let tokens = tokens(without_time(text)?)?;
    let mut circa = false;
    let mut kept = Vec::with_capacity(tokens.len());
    for token in tokens {
        match &token {
            Token::Word(word) if is_circa(word) || word == "?" => circa = true,
            Token::Word(word) if is_filler(word) => {}
            _ => kept.push(token),
        }
    }
    let reading = range(&kept, order).or_else(|| single(&kept, order)).or_else(|| decade(&kept))?;
    Some(if circa { map(reading, PartialDate::approximately) } else { reading })
}

fn map(reading: DateReading, f: impl Fn(PartialDate) -> PartialDate) -> DateReading {
    match reading {
        DateReading::One(date) => DateReading::One(f(date)),
        DateReading::Ambiguous(a, b) => DateReading::Ambiguous(f(a), f(b)),
    }
}

/// The text up to a time of day; `None` when what follows is more than a time.
fn without_time(text: &str) -> Option<&str> {
    let text = text.trim();
    let Some(colon) = text.find(':') else {
        return Some(text.strip_suffix(['Z', 'z']).unwrap_or(text));
    };
    let (head, tail) = text.split_at(colon);
    let date = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let hour = head.len() - date.len();
    if hour == 0 {
        // "DOB: 1964"
        let label = fold(head);
        let is_label = !label.is_empty() && label.split(' ').all(is_filler);
        return if is_label { without_time(tail.strip_prefix(':')?) } else { None };
    }
    let timely = |c: char| c.is_ascii_digit() || c.is_whitespace() || ":.+-zZaApPmMUTC".contains(c);
    let cut = date.strip_suffix(['T', 't']).unwrap_or(date);
    if hour > 2 || !tail.chars().all(timely) || cut.len() == head.len() {
        return None;
    }
    Some(cut.trim_end())
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut out = Vec::new();
    let mut chars = text.chars().peekable();
    let mut spaced = true;
    while let Some(c) = chars.next() {
        if let Some(first) = digit(c) {
            let mut figures = String::from(first);
            while let Some(next) = chars.peek().copied().and_then(digit) {
                figures.push(next);
                chars.next();
            }
            if figures.len() > 8 {
                return None;
            }
            out.push(Token::Number(figures.len(), figures.parse().ok()?));
        } else {
            match c {
                '年' | '月' | '년' | '월' => out.push(Token::Dash(false)),
                '日' | '일' => {}
                '/' => out.push(Token::Slash),
                // The dot of an abbreviation ("Sept.", "c.") belongs to its word.
                '.' if matches!(out.last(), Some(Token::Word(_))) => {}
                '.' => out.push(Token::Dot),
                '-' | '‐' | '‑' | '–' | '—' | '−' => {
                    let after = chars.peek().is_none_or(|n| n.is_whitespace());
                    out.push(Token::Dash(spaced && after));
                }
                '~' | '≈' | '±' => out.push(Token::Word("circa".to_owned())),
                '?' => out.push(Token::Word("?".to_owned())),
                ',' | '(' | ')' | '[' | ']' | '\'' | '’' => {}
                _ if c.is_whitespace() => {}
                _ if c.is_alphabetic() => {
                    let mut word = String::from(c);
                    while let Some(next) =
                        chars.peek().copied().filter(|n| !n.is_ascii_punctuation())
                    {
                        let east = matches!(next, '年' | '月' | '日' | '년' | '월' | '일');
                        if next.is_whitespace() || digit(next).is_some() || east {
                            break;
                        }
                        word.push(next);
                        chars.next();
                    }
                    out.push(Token::Word(fold(&word)));
                }
                _ => return None,
            }
        }
        spaced = c.is_whitespace();
    }
    // A trailing separator says nothing ("1964年", "Sept.", "5 марта 1964 г.").
    while matches!(out.last(), Some(Token::Dash(_) | Token::Dot)) {
        out.pop();
    }
    Some(out)
}

/// Two dates with a word or dash between them.
fn range(tokens: &[Token], order: Order) -> Option<DateReading> {
    let tokens = match tokens.split_first() {
        Some((Token::Word(word), rest)) if is_between(word) => rest,
        _ => tokens,
    };
    if let [Token::Number(4, a), Token::Dash(_) | Token::Slash, Token::Number(len @ (2 | 4), b)] =
        tokens
    {
        // "1964-65" is a range, "1964-03" a month.
        let end = if *len == 4 { *b } else { a / 100 * 100 + b };
        if *len == 4 || *b > 12 {
            return joined(year(*a)?, year(end)?);
        }
    }
    for (at, token) in tokens.iter().enumerate() {
        let parts = match token {
            Token::Word(word) => is_to(word),
            Token::Dash(spaced) => *spaced,
            _ => false,
        };
        if !parts {
            continue;
        }
        let (head, tail) = (tokens.get(..at)?, tokens.get(at + 1..)?);
        let DateReading::One(to) = single(tail, order)? else { return None };
        let from = match head {
            // "Mar to May 1964"
            [Token::Word(word)] => {
                PartialDate::from_parts(to.earliest().year(), Some(month(word)?), None).ok()?
            }
            _ => match single(head, order)? {
                DateReading::One(from) => from,
                DateReading::Ambiguous(..) => return None,
            },
        };
        return joined(from, to);
    }
    None
}

fn joined(from: PartialDate, to: PartialDate) -> Option<DateReading> {
    (from.earliest() <= to.earliest())
        .then(|| PartialDate::between(from, to).ok())?
        .map(DateReading::One)
}

fn year(value: u32) -> Option<PartialDate> {
    ymd(value, 0, 0)
}

/// A year with month and day where they are not zero.
fn ymd(year: u32, month: u32, day: u32) -> Option<PartialDate> {
    let year = i16::try_from(year).ok().filter(|y| YEARS.contains(y))?;
    let part = |n: u32| i8::try_from(n).ok().map(|n| (n != 0).then_some(n));
    let (month, day) = (part(month)?, part(day)?);
    PartialDate::from_parts(year, month, day).ok()
}

/// One date without a range.
fn single(tokens: &[Token], order: Order) -> Option<DateReading> {
    let mut numbers: Vec<(usize, u32)> = Vec::with_capacity(3);
    let mut named = None;
    let mut dots = 0usize;
    // Separators may only stand between parts, and words other than a month nowhere.
    for token in tokens {
        match token {
            Token::Number(len, value) => numbers.push((*len, *value)),
            Token::Word(word) if named.is_none() => named = Some((month(word)?, numbers.len())),
            Token::Word(_) => return None,
            Token::Dot => dots += 1,
            Token::Dash(_) | Token::Slash => {}
        }
    }
    if let Some((month, at)) = named {
        return with_month_name(&numbers, u32::try_from(month).ok()?, at);
    }
    let separators = tokens.len() - numbers.len();
    if separators + 1 != numbers.len() {
        return None;
    }
    match *numbers.as_slice() {
        [(4, y)] => year(y).map(DateReading::One),
        [(8, n)] => ymd(n / 10_000, n / 100 % 100, n % 100)
            .filter(|_| n % 10_000 != 0)
            .map(DateReading::One),
        [(4, y), (1 | 2, m)] | [(1 | 2, m), (4, y)] => ymd(y, m, 0).map(DateReading::One),
        [(4, y), (1 | 2, m), (1 | 2, d)] => ymd(y, m, d).map(DateReading::One),
        [(1 | 2, a), (1 | 2, b), (4, y)] => {
            // Dots are the notation of countries that put the day first.
            let order = if dots == 2 && order == Order::Unknown { Order::DayFirst } else { order };
            figures(a, b, y, order)
        }
        [(1 | 2, a), (1 | 2, b), (2, y)] => {
            let order = if dots == 2 && order == Order::Unknown { Order::DayFirst } else { order };
            centuries(y, |year| figures(a, b, year, order))
        }
        _ => None,
    }
}

fn with_month_name(numbers: &[(usize, u32)], month: u32, at: usize) -> Option<DateReading> {
    match *numbers {
        [(4, y)] => ymd(y, month, 0).map(DateReading::One),
        // "Sep-99": no day, so a year of the twentieth century.
        [(2, y)] if y > 31 => ymd(1900 + y, month, 0).map(DateReading::One),
        [(1 | 2, d), (4, y)] | [(4, y), (1 | 2, d)] => ymd(y, month, d).map(DateReading::One),
        [(1 | 2, d), (2, y)] if at == 1 => {
            centuries(y, |year| ymd(year, month, d).map(DateReading::One))
        }
        _ => None,
    }
}

/// A two-digit year: the twentieth century from 30 on, else either.
fn centuries(year: u32, read: impl Fn(u32) -> Option<DateReading>) -> Option<DateReading> {
    let early = read(1900 + year);
    if year >= PIVOT {
        return early;
    }
    match (early, read(2000 + year)) {
        (Some(DateReading::One(a)), Some(DateReading::One(b))) => {
            Some(DateReading::Ambiguous(a, b))
        }
        (Some(one @ DateReading::One(_)), None) | (None, Some(one @ DateReading::One(_))) => {
            Some(one)
        }
        // Order and century both open: four readings are no reading.
        _ => None,
    }
}

/// Day and month in figures, in the order given or both.
fn figures(a: u32, b: u32, year: u32, order: Order) -> Option<DateReading> {
    // Lists print 00 for an unknown day, or for day and month.
    if a == 0 || b == 0 {
        let month = match order {
            Order::DayFirst => b,
            Order::MonthFirst => a,
            Order::Unknown => a.max(b),
        };
        return ymd(year, month, 0).map(DateReading::One);
    }
    let (day_first, month_first) = (ymd(year, b, a), ymd(year, a, b));
    match (day_first, month_first, order) {
        (Some(date), None, _) | (None, Some(date), _) => Some(DateReading::One(date)),
        (Some(date), Some(_), Order::DayFirst) | (Some(_), Some(date), Order::MonthFirst) => {
            Some(DateReading::One(date))
        }
        (Some(x), Some(y), Order::Unknown) if x == y => Some(DateReading::One(x)),
        (Some(x), Some(y), Order::Unknown) => Some(DateReading::Ambiguous(x, y)),
        (None, None, _) => None,
    }
}

/// "1960s", "early 1960s", "mid-1970s", "late 1970s".
fn decade(tokens: &[Token]) -> Option<DateReading> {
    let mut part = None;
    let mut start = None;
    let mut plural = false;
    for token in tokens {
        match token {
            Token::Word(word) if matches!(word.as_str(), "early" | "mid" | "late") => {
                part = Some(word.as_str());
            }
            Token::Word(word) if word == "s" && start.is_some() => plural = true,
            Token::Number(4, value) if start.is_none() && value % 10 == 0 => start = Some(*value),
            Token::Dash(_) => {}
            _ => return None,
        }
    }
    let start = start.filter(|_| plural)?;
    let (from, to) = match part {
        Some("early") => (0, 4),
        Some("mid") => (3, 7),
        Some("late") => (5, 9),
        _ => (0, 9),
    };
    joined(year(start + from)?.approximately(), year(start + to)?)
}
