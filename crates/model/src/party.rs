// SPDX-License-Identifier: Apache-2.0
//! Who is to be screened.

use crate::{Address, Country, Gender, Identifier, PartialDate, Property, Schema};

/// A customer, counterparty, ship or anything else to be screened, as a door understood it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// The caller's own id.
    pub id: String,
    /// What it is, when the caller says so.
    pub schema: Option<Schema>,
    /// Names, best first; at least one, or an identifier.
    pub names: Vec<String>,
    /// Given name, when the caller has it apart.
    pub given: Option<String>,
    /// Middle names.
    pub middle: Option<String>,
    /// Family name.
    pub family: Option<String>,
    /// Dates of birth or, for a firm, of incorporation; for a ship, of building.
    pub dates: Vec<PartialDate>,
    /// Nationality, citizenship, registration or flag.
    pub countries: Vec<Country>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Addresses.
    pub addresses: Vec<Address>,
    /// Place of birth.
    pub birth_places: Vec<String>,
    /// Numbers with the property each was given as (`passportNumber`, `imoNumber`, `leiCode` …).
    pub identifiers: Vec<(Property, Identifier)>,
    /// What the caller gave that did not parse: field, value, what was expected. Each is a reason
    /// for review, never for silence.
    pub unread: Vec<(String, String, String)>,
}
