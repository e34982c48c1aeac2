// SPDX-License-Identifier: Apache-2.0
//! Which code is this? Countries, identifiers and dates as lists and customers print them.
//!
//! Reach for this crate when a text has to become a [`interdict_model::Country`], a
//! [`interdict_model::PartialDate`] or a number that can be compared. It holds strings and small
//! tables only: no input or output, no clock.

mod country;
mod date;
mod fold;
mod number;
mod resolve;

pub use country::{Relation, countries, country_name, related, relation};
pub use date::{DateReading, Order, date, date_with};
pub use fold::fold;
pub use number::{
    Checked, WalletKind, bic, canonical, iban, imo, imo_company, inn, isin, lei, mmsi, ogrn, uei,
    wallet,
};
pub use resolve::{countries_in, country};
