// SPDX-License-Identifier: Apache-2.0
//! The fields of a TOML table, taken one by one; what is missing, wrong or unknown is noted with
//! its line.

use crate::ConfigDefect;
use std::ops::Range;
use std::str::FromStr;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A text under reading, and what is wrong with it so far.
pub(crate) struct Reader<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) defects: Vec<ConfigDefect>,
}

pub(crate) type Value<'i> = Spanned<DeValue<'i>>;

/// One table of the file, from which fields are taken until none is left.
pub(crate) struct Fields<'t, 'i> {
    path: String,
    pub(crate) span: Range<usize>,
    left: Vec<(&'t Spanned<DeString<'i>>, &'t Value<'i>)>,
}

impl<'t, 'i> Fields<'t, 'i> {
    pub(crate) fn of(path: String, table: &'t DeTable<'i>, span: Range<usize>) -> Self {
        Self { path, span, left: table.iter().collect() }
    }

    pub(crate) fn take(&mut self, name: &str) -> Option<&'t Value<'i>> {
        let at = self.left.iter().position(|(key, _)| key.get_ref().as_ref() == name)?;
        Some(self.left.remove(at).1)
    }

    /// A field that stays.
    pub(crate) fn peek(&self, name: &str) -> Option<&'t Value<'i>> {
        let found = self.left.iter().find(|(key, _)| key.get_ref().as_ref() == name);
        found.map(|(_, value)| *value)
    }

    pub(crate) fn name(&self, field: &str) -> String {
        if self.path.is_empty() { field.to_owned() } else { format!("{}.{field}", self.path) }
    }
}

impl Reader<'_> {
    pub(crate) fn defect(&mut self, at: &Range<usize>, field: &str, value: &str, message: &str) {
        let before = self.text.as_bytes().get(..at.start).unwrap_or(self.text.as_bytes());
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        self.defects.push(ConfigDefect {
            file: self.file.to_owned(),
            line,
            field: field.to_owned(),
            value: value.to_owned(),
            message: message.to_owned(),
        });
    }

    pub(crate) fn bad(&mut self, field: &str, value: &Value<'_>, message: &str) {
        let text = self.text.get(value.span()).unwrap_or_default();
        let short: String = text.chars().take(80).collect();
        self.defect(&value.span(), field, &short, message);
    }

    pub(crate) fn missing(&mut self, fields: &Fields<'_, '_>, field: &str, expected: &str) {
        let (name, span) = (fields.name(field), fields.span.clone());
        self.defect(&span, &name, "", &format!("is missing; expected {expected}"));
    }

    pub(crate) fn leftovers(&mut self, fields: &Fields<'_, '_>, known: &str) {
        let mut unknown: Vec<_> = fields.left.iter().map(|(key, _)| *key).collect();
        unknown.sort_by_key(|key| key.span().start);
        for key in unknown {
            let name = fields.name(key.get_ref());
            self.defect(&key.span(), &name, "", &format!("is no known field; expected {known}"));
        }
    }

    pub(crate) fn text_of(&mut self, fields: &mut Fields<'_, '_>, field: &str) -> Option<String> {
        let value = fields.take(field)?;
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some(text.to_owned()),
            _ => {
                self.bad(&fields.name(field), value, "expected a text that is not empty");
                None
            }
        }
    }

    pub(crate) fn required(
        &mut self,
        fields: &mut Fields<'_, '_>,
        field: &str,
        expected: &str,
    ) -> Option<String> {
        if fields.peek(field).is_none() {
            self.missing(fields, field, expected);
            return None;
        }
        self.text_of(fields, field)
    }

    /// A required text with a meaning of its own.
    pub(crate) fn parsed<T: FromStr<Err = String>>(
        &mut self,
        fields: &mut Fields<'_, '_>,
        field: &str,
    ) -> Option<T> {
        let Some(value) = fields.take(field) else {
            let expected = T::from_str("").err().unwrap_or_default();
            let (name, span) = (fields.name(field), fields.span.clone());
            self.defect(&span, &name, "", &format!("is missing; {expected}"));
            return None;
        };
        match value.get_ref().as_str().unwrap_or_default().parse() {
            Ok(parsed) => Some(parsed),
            Err(expected) => {
                self.bad(&fields.name(field), value, &expected);
                None
            }
        }
    }

    pub(crate) fn flag(&mut self, fields: &mut Fields<'_, '_>, field: &str, default: bool) -> bool {
        let Some(value) = fields.take(field) else { return default };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.bad(&fields.name(field), value, "expected true or false");
            default
        })
    }

    pub(crate) fn number<T: FromStr>(
        &mut self,
        fields: &mut Fields<'_, '_>,
        field: &str,
        default: T,
        expected: &str,
    ) -> T {
        let Some(value) = fields.take(field) else { return default };
        let read = match value.get_ref() {
            DeValue::Integer(n) if n.radix() == 10 => n.as_str().replace('_', "").parse().ok(),
            DeValue::String(text) => bytes(text).and_then(|n| n.to_string().parse().ok()),
            _ => None,
        };
        read.unwrap_or_else(|| {
            self.bad(&fields.name(field), value, &format!("expected {expected}"));
            default
        })
    }

    /// The tables of an array of tables, each with a name for messages.
    pub(crate) fn tables<'t, 'i>(
        &mut self,
        fields: &mut Fields<'t, 'i>,
        field: &str,
    ) -> Vec<Fields<'t, 'i>> {
        let name = fields.name(field);
        let Some(value) = fields.take(field) else {
            self.missing(fields, field, &format!("at least one [[{name}]]"));
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            self.bad(&name, value, &format!("expected [[{name}]]"));
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in array.iter() {
            match item.get_ref().as_table() {
                Some(table) => found.push(Fields::of(name.clone(), table, item.span())),
                None => self.bad(&name, item, &format!("expected [[{name}]]")),
            }
        }
        found
    }
}

/// "64 MiB" as a number of bytes.
fn bytes(text: &str) -> Option<u64> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let factor = match unit.trim() {
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}
