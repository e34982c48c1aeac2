// SPDX-License-Identifier: Apache-2.0
//! What a publisher states of an entity besides its names, listings and links.

use crate::{Date, PartialDate, Property};
use std::fmt;

/// A country or territory: lower-case ISO 3166-1 alpha-2, or a four-letter ISO 3166-3 code for a
/// former state (`suhh`, `yucs`), as FollowTheMoney writes them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 4]);

impl Country {
    /// A code of two to four lower-case ASCII letters; anything else is `None`.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let bytes = code.as_bytes();
        if !(2..=4).contains(&bytes.len()) || !bytes.iter().all(u8::is_ascii_lowercase) {
            return None;
        }
        let mut out = [0; 4];
        out.iter_mut().zip(bytes).for_each(|(o, b)| *o = *b);
        Some(Self(out))
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        let len = self.0.iter().position(|b| *b == 0).unwrap_or(4);
        self.0.get(..len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({})", self.code())
    }
}

/// Gender as lists state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Any other stated value.
    Other,
}

impl Gender {
    /// The FollowTheMoney word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Other => "other",
        }
    }
}

/// A document or registration number with what is said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    /// The number as printed.
    pub number: String,
    /// The publisher's word for its kind ("Passport", "Tax ID No.").
    pub kind: Option<String>,
    /// Issuing country.
    pub country: Option<Country>,
    /// Issuing country as printed, when it did not resolve to a code.
    pub country_printed: Option<String>,
    /// Day of issue.
    pub issued: Option<Date>,
    /// Last day of validity.
    pub expires: Option<Date>,
    /// A remark of the publisher ("fraudulent", "expired").
    pub note: Option<String>,
}

/// A postal address or a place, whole and in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The whole as printed, or the parts joined by commas where only parts are printed.
    pub full: String,
    /// Street and number.
    pub street: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// State, province or region.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country.
    pub country: Option<Country>,
    /// Country as printed.
    pub country_printed: Option<String>,
    /// A remark of the publisher.
    pub note: Option<String>,
}

/// The value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Anything without a closer type.
    Text(String),
    /// A date with its precision; `printed` keeps the publisher's text where it says more.
    Date {
        /// The date.
        date: PartialDate,
        /// The publisher's text, when it is not the canonical form.
        printed: Option<String>,
    },
    /// A country; the code is absent where the printed name did not resolve.
    Country {
        /// The code.
        code: Option<Country>,
        /// As printed.
        printed: String,
    },
    /// A document or registration number.
    Identifier(Identifier),
    /// An address or place.
    Address(Address),
    /// Gender.
    Gender(Gender),
}

impl Value {
    /// The value in one line, as FollowTheMoney would carry it.
    #[must_use]
    pub fn as_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Date { date, .. } => date.to_string(),
            Self::Country { code: Some(code), .. } => code.code().to_owned(),
            Self::Country { code: None, printed } => printed.clone(),
            Self::Identifier(id) => id.number.clone(),
            Self::Address(address) => address.full.clone(),
            Self::Gender(gender) => gender.as_str().to_owned(),
        }
    }
}

/// One statement of a publisher about an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// What is stated.
    pub property: Property,
    /// The value.
    pub value: Value,
    /// A remark of the publisher on this statement.
    pub note: Option<String>,
}

impl Fact {
    /// A statement without a remark.
    #[must_use]
    pub fn new(property: Property, value: Value) -> Self {
        Self { property, value, note: None }
    }

    /// A plain text statement.
    #[must_use]
    pub fn text(property: Property, text: impl Into<String>) -> Self {
        Self::new(property, Value::Text(text.into()))
    }

    /// A date.
    #[must_use]
    pub fn date(property: Property, date: PartialDate, printed: &str) -> Self {
        let printed = (printed != date.to_string()).then(|| printed.to_owned());
        Self::new(property, Value::Date { date, printed })
    }

    /// The same statement with a remark.
    #[must_use]
    pub fn with_note(self, note: Option<String>) -> Self {
        Self { note, ..self }
    }
}
