// SPDX-License-Identifier: Apache-2.0
//! What birth dates, countries, gender and numbers do to a score.
//!
//! All points are per mille of the whole score. A name alone, however exact, earns [`NAME_SHARE`];
//! the rest is earned by what corroborates it. What a side does not state is neither for nor
//! against.

use crate::index::{DateKind, Index, day_number};
use crate::keys::{NumberSpace, number_key, space};
use interdict_model::{Country, Gender, PartialDate, Party};

/// Points of a name that agrees in full.
pub(crate) const NAME_SHARE: i32 = 940;
/// The most that attributes add to a name.
pub(crate) const MOST_SUPPORT: i32 = 60;
/// A weak alias counts for no more than this, in per mille of a name, unless a date supports it.
pub(crate) const WEAK_ALIAS: u16 = 600;
/// Points at least, when a number that identifies agrees.
const IDENTIFIED: i32 = 950;
/// Points at least, when only a document number agrees.
const DOCUMENTED: i32 = 900;

/// How the dates of both sides relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dates {
    Unstated,
    SameDay,
    Overlap,
    WideOverlap,
    Swapped,
    YearApart,
    Apart,
    FarApart,
}

impl Dates {
    pub(crate) fn points(self) -> i32 {
        match self {
            Self::Unstated => 0,
            Self::SameDay => 40,
            Self::Overlap => 25,
            Self::Swapped => 15,
            Self::WideOverlap => 10,
            Self::YearApart => -60,
            Self::Apart => -220,
            Self::FarApart => -320,
        }
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Unstated => "not stated on both sides",
            Self::SameDay => "the same day",
            Self::Overlap => "agree as far as they are known",
            Self::WideOverlap => "may agree: one is only roughly known",
            Self::Swapped => "the same with day and month exchanged",
            Self::YearApart => "less than a year apart",
            Self::Apart => "different",
            Self::FarApart => "more than ten years apart",
        }
    }

    /// Whether it supports a weak alias.
    fn supports(self) -> bool {
        matches!(self, Self::SameDay | Self::Overlap | Self::Swapped)
    }
}

/// How the numbers of both sides relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    Unstated,
    /// A number of this space agrees.
    Agree(NumberSpace),
    /// Both sides have a number of this space and none agrees.
    Contradict(NumberSpace),
}

/// What the attributes of a record say of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weighing {
    pub(crate) dates: Dates,
    /// Some(true) when countries meet, Some(false) when both state some and none meets.
    pub(crate) countries: Option<bool>,
    /// Some(false) when genders differ.
    pub(crate) gender: Option<bool>,
    pub(crate) numbers: Numbers,
}

/// The attributes of a party, prepared once.
pub(crate) struct PreparedParty<'p> {
    pub(crate) party: &'p Party,
    dates: Vec<(i32, i32, PartialDate)>,
    gender: u8,
    /// Keys of its numbers.
    pub(crate) numbers: Vec<(NumberSpace, u64)>,
}

impl<'p> PreparedParty<'p> {
    pub(crate) fn new(party: &'p Party) -> Self {
        let dates = party
            .dates
            .iter()
            .map(|d| (day_number(d.earliest()), day_number(d.latest()), *d))
            .collect();
        let gender = match party.gender {
            None => 0,
            Some(Gender::Female) => 1,
            Some(Gender::Male) => 2,
            Some(Gender::Other) => 3,
        };
        let numbers = party
            .identifiers
            .iter()
            .filter_map(|(property, id)| {
                let space = space(property)?;
                Some((space, number_key(space, &id.number)?))
            })
            .collect();
        Self { party, dates, gender, numbers }
    }

    /// Weighs the attributes of a record. `agreeing` are the spaces in which a number was found
    /// to agree, `stated` those in which the record has any number.
    pub(crate) fn weigh(
        &self,
        index: &Index,
        record: u32,
        agreeing: Option<NumberSpace>,
        contradicting: Option<NumberSpace>,
    ) -> Weighing {
        let attributes = index.attributes(record);
        let mut dates = Dates::Unstated;
        for (from, to, kind) in index.dates(&attributes) {
            for (own_from, own_to, own) in &self.dates {
                let found = relate(*own_from, *own_to, own, from, to, kind);
                if dates == Dates::Unstated || found.points() > dates.points() {
                    dates = found;
                }
            }
        }
        let mut countries = None;
        if !self.party.countries.is_empty() {
            for listed in index.countries(&attributes) {
                let met = self.party.countries.iter().any(|own| same_country(*own, listed));
                countries = Some(countries == Some(true) || met);
            }
        }
        let gender = (self.gender != 0 && attributes.gender != 0)
            .then_some(self.gender == attributes.gender);
        let numbers = match (agreeing, contradicting) {
            (Some(space), _) => Numbers::Agree(space),
            (None, Some(space)) => Numbers::Contradict(space),
            (None, None) => Numbers::Unstated,
        };
        Weighing { dates, countries, gender, numbers }
    }
}

/// Whether two country codes are one state, its successor or its territory.
pub(crate) fn same_country(a: Country, b: Country) -> bool {
    a == b || interdict_codes::related(a, b)
}

fn relate(own_from: i32, own_to: i32, own: &PartialDate, from: i32, to: i32, _kind: u32) -> Dates {
    debug_assert!(DateKind::Birth as u32 == 0);
    if own_from <= to && from <= own_to {
        return if own_from == own_to && from == to {
            Dates::SameDay
        } else if own_to - own_from <= 366 && to - from <= 366 {
            Dates::Overlap
        } else {
            Dates::WideOverlap
        };
    }
    if let Some(day) = own.as_day().filter(|_| from == to) {
        let swapped = interdict_model::Date::new(day.year(), day.day(), day.month());
        if swapped.is_ok_and(|s| day_number(s) == from) {
            return Dates::Swapped;
        }
    }
    let gap = if own_from > to { own_from - to } else { from - own_to };
    match gap {
        ..367 => Dates::YearApart,
        367..3661 => Dates::Apart,
        _ => Dates::FarApart,
    }
}

impl Weighing {
    /// The name's likeness that counts, in per mille: a weak alias needs support.
    pub(crate) fn counted(&self, name: u16, weak: bool) -> u16 {
        let supported = self.dates.supports() || matches!(self.numbers, Numbers::Agree(_));
        if weak && !supported { name.min(WEAK_ALIAS) } else { name }
    }

    pub(crate) fn country_points(&self) -> i32 {
        match self.countries {
            None => 0,
            Some(true) => 15,
            Some(false) => -50,
        }
    }

    pub(crate) fn gender_points(&self) -> i32 {
        match self.gender {
            None | Some(true) => 0,
            Some(false) => -150,
        }
    }

    /// Points of the numbers on top of `rest`, the points of all else, for a name this alike.
    pub(crate) fn number_points(&self, rest: i32, name: u16) -> i32 {
        match self.numbers {
            Numbers::Unstated => 0,
            Numbers::Contradict(_) => -200,
            Numbers::Agree(space) => {
                let floor = if space == NumberSpace::Document { DOCUMENTED } else { IDENTIFIED };
                let floor = floor + i32::from(name) * (1000 - floor) / 1000;
                (floor - rest).max(0)
            }
        }
    }

    /// The whole score in per mille, before it is cut to 0..=1000.
    pub(crate) fn total(&self, name: u16, weak: bool) -> i32 {
        let counted = self.counted(name, weak);
        let rest = i32::from(counted) * NAME_SHARE / 1000
            + self.dates.points()
            + self.country_points()
            + self.gender_points();
        rest + self.number_points(rest, counted)
    }
}

/// The least likeness of a name (per mille) with which a record without agreeing numbers can
/// reach a threshold.
pub(crate) fn least_name(threshold: i32) -> i32 {
    ((threshold - MOST_SUPPORT) * 1000 / NAME_SHARE).max(0)
}
