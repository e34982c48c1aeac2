// SPDX-License-Identifier: Apache-2.0
//! Which column holds what, decided over the headings and the first rows.

use crate::IntakeError;
use crate::column::Column;
use crate::fields::{Kind, compact, field, recognise};
use crate::party::{is_blank, schema};
use crate::record::Record;
use interdict_codes::{Order, order_of};
use std::fmt;

/// What was made of a file: its form, its columns, and anything a person should know of it.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    /// The form of the file ("CSV with commas, UTF-8").
    pub form: String,
    /// The columns in the order of the file.
    pub columns: Vec<Column>,
    /// Remarks: lines above the header, other sheets that hold data.
    pub notes: Vec<String>,
    /// The order decided for dates in figures, for columns that turn up later.
    pub(crate) order: Order,
}

impl fmt::Display for Mapping {
    /// One line for the form, one for each column, one for each remark.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.form)?;
        for column in &self.columns {
            writeln!(f, "{column}")?;
        }
        for note in &self.notes {
            writeln!(f, "{note}")?;
        }
        Ok(())
    }
}

impl Mapping {
    /// Recognises the columns, applies what the caller says, and settles what only values can.
    pub(crate) fn settle(
        name: &str,
        headings: &[String],
        told: &[(String, String)],
        order: Option<Order>,
        sample: &[&Record],
    ) -> Result<Self, IntakeError> {
        let mut mapping = Self {
            columns: headings.iter().map(|h| Column::new(h, recognise(h))).collect(),
            ..Self::default()
        };
        for (column, wanted) in told {
            let found =
                field(wanted).ok_or_else(|| IntakeError::Field { field: wanted.clone() })?;
            let at = headings
                .iter()
                .position(|h| h == column)
                .or_else(|| headings.iter().position(|h| compact(h) == compact(column)))
                .ok_or_else(|| IntakeError::Column {
                    column: column.clone(),
                    columns: headings.to_vec(),
                })?;
            if let Some(column) = mapping.columns.get_mut(at) {
                column.field = Some(found);
                column.told = true;
            }
        }
        mapping.keep_one_id();
        mapping.judge_values(sample);
        mapping.settle_order(order, sample);
        if !mapping.columns.iter().filter_map(Column::kind).any(Kind::identifies) {
            return Err(IntakeError::NoName { name: name.to_owned(), columns: headings.to_vec() });
        }
        Ok(mapping)
    }

    /// A column that turns up after the mapping was settled.
    pub(crate) fn add(&mut self, heading: &str) {
        let mut column = Column::new(heading, recognise(heading));
        column.order = self.order;
        if column.kind() == Some(Kind::Id)
            && self.columns.iter().any(|c| c.kind() == Some(Kind::Id))
        {
            column.drop_because("another column is the id");
        }
        self.columns.push(column);
    }

    /// Of several columns that may be the id, the one told or the likeliest stays.
    fn keep_one_id(&mut self) {
        let rank = |column: &Column| {
            let heading = compact(&column.heading);
            let place = column.field.and_then(|f| f.headings().position(|h| h == heading));
            (!column.told, place.unwrap_or(usize::MAX))
        };
        let best = self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| c.kind() == Some(Kind::Id))
            .min_by_key(|(at, c)| (rank(c), *at))
            .map(|(at, _)| at);
        for (at, column) in self.columns.iter_mut().enumerate() {
            if column.kind() == Some(Kind::Id) && Some(at) != best {
                column.drop_because("another column is the id");
            }
        }
    }

    /// Judges columns whose headings do not say enough by the values in them.
    fn judge_values(&mut self, sample: &[&Record]) {
        // For each column: values that say something, and those that are what the column may hold.
        let mut counts = vec![(0usize, 0usize); self.columns.len()];
        for (at, value) in sample.iter().flat_map(|r| r.cells()) {
            let Some((column, count)) = self.columns.get(at).zip(counts.get_mut(at)) else {
                continue;
            };
            let fits = match column.kind() {
                Some(Kind::Schema) => schema(value.trim()).is_some(),
                Some(Kind::Country) => value.trim().len() == 2,
                _ => continue,
            };
            if !is_blank(value) {
                count.0 += 1;
                count.1 += usize::from(fits);
            }
        }
        for (column, (all, fit)) in self.columns.iter_mut().zip(counts) {
            match column.kind() {
                Some(Kind::Schema) if !column.told && fit * 2 < all => {
                    column.drop_because("its values name no kinds of party");
                }
                Some(Kind::Country) => column.codes = fit * 2 > all,
                _ => {}
            }
        }
    }

    /// Settles the order of dates in figures: as told, as the heading says, or as the values of
    /// all date columns together show.
    fn settle_order(&mut self, told: Option<Order>, sample: &[&Record]) {
        let (mut day, mut month, mut open) = (0usize, 0usize, 0usize);
        for (at, value) in sample.iter().flat_map(|r| r.cells()) {
            if self.columns.get(at).and_then(Column::kind) != Some(Kind::Date) {
                continue;
            }
            match order_of(value) {
                Some(Order::DayFirst) => day += 1,
                Some(Order::MonthFirst) => month += 1,
                _ => open += usize::from(is_open(value)),
            }
        }
        let shown = match (day, month) {
            (1.., 0) => Order::DayFirst,
            (0, 1..) => Order::MonthFirst,
            _ => Order::Unknown,
        };
        self.order = told.unwrap_or(shown);
        for column in &mut self.columns {
            if column.kind() != Some(Kind::Date) {
                continue;
            }
            column.order = match told {
                Some(order) => order,
                None => by_heading(&column.heading).unwrap_or(shown),
            };
            column.note = match column.order {
                Order::DayFirst => Some("figures read day first".to_owned()),
                Order::MonthFirst => Some("figures read month first".to_owned()),
                Order::Unknown if day > 0 => {
                    Some("figures are day first in some rows and month first in others".to_owned())
                }
                Order::Unknown if open > 0 => Some(
                    "nothing shows whether day or month comes first; say --date-order".to_owned(),
                ),
                Order::Unknown => None,
            };
            if column.order != Order::Unknown && day + month + open == 0 {
                column.note = None;
            }
        }
    }
}

/// Whether a value is a date in figures that reads both ways.
fn is_open(value: &str) -> bool {
    matches!(
        interdict_codes::date_with(value, Order::Unknown),
        Some(interdict_codes::DateReading::Ambiguous(..))
    )
}

/// The order a heading states: "DOB (dd/mm/yyyy)".
fn by_heading(heading: &str) -> Option<Order> {
    let plain = compact(heading);
    if plain.contains("ddmm") || plain.contains("ttmm") || plain.contains("jjmm") {
        Some(Order::DayFirst)
    } else if plain.contains("mmdd") && !plain.contains("yymmdd") {
        Some(Order::MonthFirst)
    } else {
        None
    }
}
