// SPDX-License-Identifier: Apache-2.0
//! A cell as a person would read it.

use calamine::{Data, ExcelDateTime};

/// Whole numbers without a fraction, dates as ISO 8601.
pub(crate) fn of(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(n) => n.to_string(),
        Data::Float(n) if n.fract() == 0.0 && n.abs() < 1e21 => format!("{n:.0}"),
        Data::Float(n) => n.to_string(),
        Data::Bool(b) => b.to_string(),
        Data::DateTime(date) => date_text(*date),
        Data::Error(error) => error.to_string(),
    }
}

fn date_text(date: ExcelDateTime) -> String {
    if date.is_duration() {
        return date.to_string();
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}
