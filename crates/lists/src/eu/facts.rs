// SPDX-License-Identifier: Apache-2.0
//! Births, citizenships, addresses and identifications of an EU entry as facts.

use crate::eu::day;
use crate::eu::part::Part;
use crate::recorder::Recorder;
use crate::values;
use interdict_model::{
    Address, Country, Date, DefectKind, Fact, Identifier, PartialDate, Property, Value,
};

/// Code and printed name of the country of a part; `00`/`UNKNOWN` is none.
fn country(part: &Part, recorder: &mut Recorder<'_>) -> (Option<Country>, Option<String>) {
    let known = |v: &&str| !matches!(*v, "00" | "UNKNOWN");
    let description = part.get("countryDescription").filter(known);
    let iso = part.get("countryIso2Code").filter(known);
    let code = description.and_then(values::country_code).or_else(|| {
        iso.and_then(values::country_code)
            .or_else(|| iso.and_then(|c| Country::new(&c.to_ascii_lowercase())))
    });
    let printed = description.or(iso);
    if let (None, Some(printed)) = (code, printed) {
        recorder.defect(
            DefectKind::UnknownCode,
            part.line,
            "countryDescription",
            printed,
            "no country or territory of this name is known; kept as printed",
        );
    }
    (code, printed.map(str::to_owned))
}

/// A place with all its parts; `None` when nothing is printed.
fn place(part: &Part, recorder: &mut Recorder<'_>) -> Option<Address> {
    let (code, printed) = country(part, recorder);
    let get = |key: &str| part.get(key).map(str::to_owned);
    let street = match (part.get("street"), part.get("poBox")) {
        (Some(street), Some(po_box)) => Some(format!("{street}, P.O. Box {po_box}")),
        (None, Some(po_box)) => Some(format!("P.O. Box {po_box}")),
        (street, None) => street.map(str::to_owned),
    };
    let region = match (part.get("place"), part.get("region")) {
        (Some(place), Some(region)) => Some(format!("{place}, {region}")),
        (place, region) => place.or(region).map(str::to_owned),
    };
    let address = Address {
        full: String::new(),
        street,
        city: get("city"),
        region,
        postal_code: get("zipCode"),
        country: code,
        country_printed: printed,
        note: None,
    };
    (address != Address { country: code, ..Address::default() } || code.is_some())
        .then_some(address)
}

pub(super) fn citizenship(part: &Part, recorder: &mut Recorder<'_>, out: &mut Vec<Fact>) {
    let note = join_notes([part.get("region"), part.get("remark")]);
    let (code, printed) = country(part, recorder);
    match printed {
        Some(printed) => {
            let value = Value::Country { code, printed };
            push(out, Fact::new(Property::CITIZENSHIP, value).with_note(note));
        }
        None => {
            if let Some(note) = note {
                push(out, Fact::text(Property::NOTES, note));
            }
        }
    }
}

pub(super) fn birth(part: &Part, recorder: &mut Recorder<'_>, out: &mut Vec<Fact>) {
    let mut remark = part.get("remark").map(str::to_owned);
    if let Some(fact) = birth_date(part, recorder) {
        let note = join_notes([fact.note.as_deref(), remark.take().as_deref()]);
        push(out, fact.with_note(note));
    }
    let Some(address) = place(part, recorder) else {
        if let Some(remark) = remark {
            push(out, Fact::text(Property::NOTES, remark));
        }
        return;
    };
    if let Some(printed) = &address.country_printed {
        let value = Value::Country { code: address.country, printed: printed.clone() };
        push(out, Fact::new(Property::BIRTH_COUNTRY, value));
    }
    if let Some(fact) = values::address(Property::BIRTH_PLACE, address) {
        push(out, fact.with_note(remark));
    }
}

/// The date of a birth. A year of another calendar is never read as a Gregorian one.
fn birth_date(part: &Part, recorder: &mut Recorder<'_>) -> Option<Fact> {
    let printed = printed_birth(part)?;
    if let Some(calendar) = part.get("calendarType").filter(|c| *c != "GREGORIAN") {
        if calendar != "ISLAMIC" {
            recorder.defect(
                DefectKind::UnknownCode,
                part.line,
                "calendarType",
                calendar,
                "a calendar this version does not know; the date is kept as text",
            );
        }
        let note = format!("calendar: {calendar}");
        return Some(Fact::text(Property::BIRTH_DATE, printed).with_note(Some(note)));
    }
    if printed.starts_with("after ") || printed.starts_with("before ") {
        return Some(Fact::text(Property::BIRTH_DATE, printed));
    }
    let circa = part.flag("circa");
    let date =
        printed.parse::<PartialDate>().ok().map(|d| if circa { d.approximately() } else { d });
    let shown = match date {
        Some(date) => date.to_string(),
        None => printed,
    };
    Some(values::date(Property::BIRTH_DATE, &shown, date, part.line, recorder))
}

/// The date as `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, `YYYY/YYYY` or open at one end.
fn printed_birth(part: &Part) -> Option<String> {
    if let Some(date) = part.get("birthdate") {
        return Some(date.to_owned());
    }
    if let Some(year) = part.get("year") {
        let two = |n: &str| format!("{n:0>2}");
        return Some(match (part.get("monthOfYear"), part.get("dayOfMonth")) {
            (Some(m), Some(d)) => format!("{year}-{}-{}", two(m), two(d)),
            (Some(m), None) => format!("{year}-{}", two(m)),
            (None, None) => year.to_owned(),
            (None, Some(d)) => format!("{year}-?-{d}"),
        });
    }
    match (part.get("yearRangeFrom"), part.get("yearRangeTo")) {
        (Some(from), Some(to)) => Some(format!("{from}/{to}")),
        (Some(from), None) => Some(format!("after {from}")),
        (None, Some(to)) => Some(format!("before {to}")),
        (None, None) => match (part.get("monthOfYear"), part.get("dayOfMonth")) {
            (None, None) => None,
            (m, d) => Some(format!("?-{}-{}", m.unwrap_or("?"), d.unwrap_or("?"))),
        },
    }
}

pub(super) fn address(part: &Part, recorder: &mut Recorder<'_>, out: &mut Vec<Fact>) {
    let listing_time = part.flag("asAtListingTime").then_some("as at the time of listing");
    let note = join_notes([listing_time, part.get("remark")]);
    match place(part, recorder) {
        Some(address) => {
            if let Some(fact) = values::address(Property::ADDRESS, Address { note, ..address }) {
                push(out, fact);
            }
        }
        None => {
            if let Some(remark) = part.get("remark") {
                push(out, Fact::text(Property::NOTES, remark));
            }
        }
    }
    for (key, value) in &part.contacts {
        let (property, note) = match key.to_ascii_uppercase().as_str() {
            "PHONE" => (Property::PHONE, None),
            "FAX" => (Property::PHONE, Some("fax".to_owned())),
            "EMAIL" => (Property::EMAIL, None),
            "WEB" => (Property::WEBSITE, None),
            _ => {
                recorder.defect(
                    DefectKind::UnknownCode,
                    part.line,
                    "contactInfo",
                    key,
                    "a kind of contact this version does not know; kept under the publisher's word",
                );
                (Property::named(key.clone()), None)
            }
        };
        for item in value.split([';', '\n']).map(str::trim).filter(|v| !v.is_empty()) {
            push(out, Fact::text(property.clone(), item).with_note(note.clone()));
        }
    }
}

/// What kind of number a code names; `None` for a code outside the vocabulary.
pub(super) fn identification_property(code: &str) -> Option<Property> {
    Some(match code {
        "passport" => Property::PASSPORT_NUMBER,
        "id" | "other" | "birthcert" | "nationcert" | "travelcardid" | "electionid"
        | "residentperm" | "drivinglicence" | "NRN" => Property::ID_NUMBER,
        "ssn" => Property::SOCIAL_SECURITY_NUMBER,
        "tradelic" => Property::LICENSE_NUMBER,
        "regnumber" => Property::REGISTRATION_NUMBER,
        "fiscalcode" | "taxid" => Property::TAX_NUMBER,
        "swiftbic" => Property::SWIFT_BIC,
        "imo" => Property::IMO_NUMBER,
        _ => return None,
    })
}

pub(super) fn identification(part: &Part, recorder: &mut Recorder<'_>, out: &mut Vec<Fact>) {
    let code = part.get("identificationTypeCode");
    let property = match code.map(identification_property) {
        Some(Some(property)) => property,
        unknown => {
            if unknown.is_some() {
                recorder.defect(
                    DefectKind::UnknownCode,
                    part.line,
                    "identificationTypeCode",
                    code.unwrap_or_default(),
                    "a kind of document this version does not know; kept as an idNumber with the publisher's word",
                );
            }
            Property::ID_NUMBER
        }
    };
    let (country, country_printed) = country(part, recorder);
    let valid_from = part.get("validFrom").map(|d| format!("valid from {d}"));
    let issued_by = part.get("issuedBy").map(|i| format!("issued by {i}"));
    let holder = part.get("nameOnDocument").map(|n| format!("in the name of {n}"));
    let flags = [
        ("diplomatic", "diplomatic"),
        ("knownExpired", "known to be expired"),
        ("knownFalse", "known to be false"),
        ("reportedLost", "reported lost"),
        ("revokedByIssuer", "revoked by issuer"),
    ];
    let note =
        join_notes(flags.iter().map(|(key, words)| part.flag(key).then_some(*words)).chain([
            issued_by.as_deref(),
            holder.as_deref(),
            valid_from.as_deref(),
            part.get("region"),
            part.get("remark"),
        ]));
    let model = Identifier {
        number: String::new(),
        kind: part.get("identificationTypeDescription").or(code).map(str::to_owned),
        country,
        country_printed: if country.is_some() { None } else { country_printed },
        issued: day_of(part, "issueDate", recorder),
        expires: day_of(part, "validTo", recorder),
        note,
    };
    let latin = part.get("latinNumber").filter(|l| Some(*l) != part.get("number"));
    let mut any = false;
    for number in [part.get("number"), latin].into_iter().flatten() {
        if number.eq_ignore_ascii_case("unknown") {
            continue;
        }
        any = true;
        let id = Identifier { number: number.to_owned(), ..model.clone() };
        push(out, Fact::new(property.clone(), Value::Identifier(id)));
    }
    if !any && let Some(remark) = &model.note {
        push(out, Fact::text(Property::NOTES, remark.clone()));
    }
}

/// A day of a part; one that does not parse is a counted defect.
pub(super) fn day_of(part: &Part, key: &str, recorder: &mut Recorder<'_>) -> Option<Date> {
    let printed = part.get(key)?;
    let parsed = day(printed);
    if parsed.is_none() {
        recorder.defect(
            DefectKind::BadValue,
            part.line,
            key,
            printed,
            "not a calendar day; expected YYYY-MM-DD, left out",
        );
    }
    parsed
}

/// The notes that are printed, joined.
pub(super) fn join_notes<'a>(notes: impl IntoIterator<Item = Option<&'a str>>) -> Option<String> {
    let printed: Vec<&str> =
        notes.into_iter().flatten().map(str::trim).filter(|n| !n.is_empty()).collect();
    (!printed.is_empty()).then(|| printed.join("; "))
}

/// Adds a fact that is not there yet.
pub(super) fn push(out: &mut Vec<Fact>, fact: Fact) {
    if !out.contains(&fact) {
        out.push(fact);
    }
}
