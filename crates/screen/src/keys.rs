// SPDX-License-Identifier: Apache-2.0
//! Keys under which identifiers and entries are found: normalised, hashed, the same on every machine.

use interdict_model::{Listing, Property};
use xxhash_rust::xxh3::xxh3_64;

/// What numbers of one kind are compared within: a passport number is no tax number, but lists and
/// customers rarely agree on finer kinds than these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum NumberSpace {
    /// International Maritime Organization number.
    Imo,
    /// Maritime Mobile Service Identity.
    Mmsi,
    /// Legal Entity Identifier.
    Lei,
    /// International Securities Identification Number.
    Isin,
    /// Business Identifier Code, by its first eight characters.
    Bic,
    /// Crypto-asset address, letter by letter.
    Wallet,
    /// Radio call sign.
    CallSign,
    /// Passports, national ids, tax and registration numbers.
    Document,
}

/// The space of a property, if its values identify.
pub(crate) fn space(property: &Property) -> Option<NumberSpace> {
    Some(match property.as_str() {
        "imoNumber" => NumberSpace::Imo,
        "mmsi" => NumberSpace::Mmsi,
        "leiCode" => NumberSpace::Lei,
        "isin" | "isinCode" => NumberSpace::Isin,
        "swiftBic" => NumberSpace::Bic,
        "publicKey" | "cryptoAddress" => NumberSpace::Wallet,
        "callSign" => NumberSpace::CallSign,
        "passportNumber"
        | "idNumber"
        | "taxNumber"
        | "registrationNumber"
        | "innCode"
        | "ogrnCode"
        | "vatCode"
        | "socialSecurityNumber"
        | "dunsCode"
        | "uniqueEntityId"
        | "uscCode"
        | "serialNumber"
        | "licenseNumber"
        | "npiCode"
        | "kppCode"
        | "okpoCode"
        | "bikCode"
        | "iban"
        | "accountNumber"
        | "icaoCode"
        | "number" => NumberSpace::Document,
        _ => return None,
    })
}

/// The comparable form of a number; `None` when too little is left to identify anybody.
pub(crate) fn canonical(space: NumberSpace, number: &str) -> Option<String> {
    let out: String = match space {
        NumberSpace::Wallet => number.trim().to_owned(),
        NumberSpace::Imo | NumberSpace::Mmsi => {
            number.chars().filter(char::is_ascii_digit).collect()
        }
        _ => number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect(),
    };
    let out = if space == NumberSpace::Bic { out.chars().take(8).collect() } else { out };
    let least = match space {
        NumberSpace::Wallet => 11,
        NumberSpace::Imo => 7,
        NumberSpace::Mmsi => 9,
        NumberSpace::Lei => 20,
        NumberSpace::Isin => 12,
        NumberSpace::Bic => 8,
        NumberSpace::CallSign => 4,
        NumberSpace::Document => 5,
    };
    (out.chars().count() >= least
        && out.chars().any(|c| c.is_ascii_digit() || space != NumberSpace::Document))
    .then_some(out)
}

/// Hash under which a number is indexed.
pub(crate) fn number_key(space: NumberSpace, number: &str) -> Option<u64> {
    let canonical = canonical(space, number)?;
    Some(xxh3_64(format!("{space:?}|{canonical}").as_bytes()))
}

/// Hash under which an entity id is indexed.
pub(crate) fn id_key(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

/// Short code of an authority, so that "UN Security Council" and a cross-reference to "UN" meet.
pub(crate) fn authority_code(authority: &str) -> String {
    let lower = authority.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    let code = if has(&["ofac", "united states", "u.s.", "us treasury"]) {
        "us"
    } else if lower == "un" || has(&["un security", "united nations", "unsc", "un sc"]) {
        "un"
    } else if lower == "eu" || has(&["european"]) {
        "eu"
    } else if lower == "uk" || has(&["united kingdom", "ofsi", "fcdo", "hmt"]) {
        "uk"
    } else {
        return lower;
    };
    code.to_owned()
}

/// Hash of an entry's number on an authority's list.
pub(crate) fn reference_key(authority: &str, reference: &str) -> u64 {
    let reference: String = reference.chars().filter(|c| !c.is_whitespace()).collect();
    xxh3_64(format!("{}#{}", authority_code(authority), reference.to_uppercase()).as_bytes())
}

/// The numbers under which a listing itself can be named: its own, and former ones of the same
/// authority.
pub(crate) fn own_references(listing: &Listing) -> impl Iterator<Item = u64> + '_ {
    let own = authority_code(&listing.authority);
    let former = listing
        .cross_references
        .iter()
        .filter(move |c| authority_code(&c.authority) == own)
        .map(|c| reference_key(&c.authority, &c.reference));
    listing.reference.iter().map(|r| reference_key(&listing.authority, r)).chain(former)
}

/// Key of an entry's number when the authority is not said.
pub(crate) fn printed_reference_key(reference: &str) -> u64 {
    let reference: String = reference.chars().filter(|c| !c.is_whitespace()).collect();
    xxh3_64(format!("#{}", reference.to_uppercase()).as_bytes())
}
