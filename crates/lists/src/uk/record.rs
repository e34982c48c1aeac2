// SPDX-License-Identifier: Apache-2.0
//! One entry of a UK list as groups of values, the same whatever form it was read from.

use crate::uk::columns::{Column, Group};
use interdict_model::Fact;

/// Values that were printed together: a name with its type, an address with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cells {
    pub(super) group: Group,
    pub(super) values: Vec<(Column, String)>,
}

impl Cells {
    /// A value.
    pub(super) fn get(&self, column: Column) -> Option<&str> {
        self.values.iter().find(|(c, _)| *c == column).map(|(_, v)| v.as_str())
    }
}

/// One entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// Line or row on which it starts.
    pub(super) line: u64,
    cells: Vec<Cells>,
    /// What no reader knew.
    pub(super) leftovers: Vec<Fact>,
}

impl Record {
    pub(super) fn new(line: u64) -> Self {
        Self { line, ..Self::default() }
    }

    /// Adds values printed together; those already there are passed over, as are "N/A".
    pub(super) fn add(&mut self, group: Group, values: Vec<(Column, String)>) {
        let values: Vec<_> = values
            .into_iter()
            .filter(|(_, v)| !v.is_empty() && !v.eq_ignore_ascii_case("n/a"))
            .collect();
        let says_something = match group {
            // A type alone is no name.
            Group::Name => {
                values.iter().any(|(c, _)| !matches!(c, Column::NameType | Column::AliasStrength))
            }
            Group::NonLatin => values.iter().any(|(c, _)| *c == Column::NonLatinName),
            _ => !values.is_empty(),
        };
        let cells = Cells { group, values };
        if says_something && !self.cells.contains(&cells) {
            self.cells.push(cells);
        }
    }

    /// Adds a value that stands alone.
    pub(super) fn add_single(&mut self, column: Column, value: &str) {
        self.add(Group::Single, vec![(column, value.trim().to_owned())]);
    }

    /// Adds the values of one row: each group together, the rest one by one.
    pub(super) fn add_row(&mut self, values: Vec<(Column, String)>) {
        const GROUPS: &[Group] = &[
            Group::Name,
            Group::NonLatin,
            Group::Address,
            Group::Birth,
            Group::Passport,
            Group::NationalId,
        ];
        for group in GROUPS {
            let together = values.iter().filter(|(c, _)| c.group() == *group).cloned().collect();
            self.add(*group, together);
        }
        for (column, value) in values {
            if column.group() == Group::Single {
                self.add(Group::Single, vec![(column, value)]);
            }
        }
    }

    /// The groups of one kind, in order.
    pub(super) fn groups(&self, group: Group) -> impl Iterator<Item = &Cells> {
        self.cells.iter().filter(move |c| c.group == group)
    }

    /// The values of a column that stands alone, in order.
    pub(super) fn all(&self, column: Column) -> impl Iterator<Item = &str> {
        self.groups(Group::Single).filter_map(move |c| c.get(column))
    }

    /// The first value of a column that stands alone.
    pub(super) fn first(&self, column: Column) -> Option<&str> {
        self.all(column).next()
    }
}
