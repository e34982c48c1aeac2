// SPDX-License-Identifier: Apache-2.0
//! One row of the carried data to one noun of the model.

use super::error::EmbeddedError;
use super::table::Row;
use interdict_model::{
    Address, Fact, Gender, Identifier, LegalAct, Link, LinkTarget, MeasureKind, Name, NameKind,
    NamePart, PartKind, PartialDate, Property, Quality, Schema, Value,
};

/// What is put before a key of the data to make the id of its entity.
const PREFIX: &str = "un-";

/// The id of the entity a key of the data stands for.
pub(super) fn id(key: &str) -> String {
    format!("{PREFIX}{key}")
}

/// What a subject is.
pub(super) fn schema(row: &Row<'_>) -> Result<Schema, EmbeddedError> {
    match row.need("kind")? {
        "person" => Ok(Schema::PERSON),
        "organisation" => Ok(Schema::ORGANIZATION),
        "vessel" => Ok(Schema::VESSEL),
        _ => Err(row.wrong("kind", "person, organisation or vessel")),
    }
}

/// A name with its parts.
pub(super) fn name(row: &Row<'_>) -> Result<Name, EmbeddedError> {
    let kind = match row.need("kind")? {
        "primary" => NameKind::Primary,
        "aka" => NameKind::Aka,
        "fka" => NameKind::Fka,
        "abbreviation" => NameKind::Abbreviation,
        _ => return Err(row.wrong("kind", "primary, aka, fka or abbreviation")),
    };
    let quality = match row.need("quality")? {
        "strong" => Quality::Strong,
        "weak" => Quality::Weak,
        _ => return Err(row.wrong("quality", "strong or weak")),
    };
    let text = row.need("text")?;
    let part = |kind, text: &str| NamePart { kind, text: text.to_owned() };
    let parts = match (row.get("family")?, row.get("given")?, row.get("other")?) {
        (None, None, None) => Vec::new(),
        (Some(family), Some(given), None) if text == format!("{family} {given}") => {
            vec![part(PartKind::Family, family), part(PartKind::Given, given)]
        }
        (None, None, Some(other)) if text == other => vec![part(PartKind::Other, other)],
        _ => {
            return Err(row.wrong(
                "text",
                "family and given name in this order, or the whole as the other part",
            ));
        }
    };
    let language = match row.get("script")? {
        None if text.chars().all(|c| !is_han(c)) => None,
        Some("Hani") if text.chars().any(is_han) => Some("Hani".to_owned()),
        _ => return Err(row.wrong("script", "Hani for a name in Chinese characters, else -")),
    };
    Ok(Name { text: text.to_owned(), kind, quality, parts, language, note: row.text("note")? })
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// A fact; the property decides what its value must be.
pub(super) fn fact(row: &Row<'_>) -> Result<Fact, EmbeddedError> {
    let property = row.need("property")?;
    let text = row.need("value")?;
    let printed = row.text("printed")?;
    let value = match property {
        "birthDate" | "deathDate" => match text.parse::<PartialDate>() {
            Ok(date) if date.to_string() == text => Value::Date { date, printed },
            _ => {
                return Err(
                    row.wrong("value", "a date such as 1964-03-05, 1964, 1960/1963 or ~1964")
                );
            }
        },
        "nationality" | "flag" | "pastFlags" => {
            let printed = row.need("printed")?.to_owned();
            Value::Country { code: row.country("value")?, printed }
        }
        "gender" => match text {
            "male" => Value::Gender(Gender::Male),
            "female" => Value::Gender(Gender::Female),
            _ => return Err(row.wrong("value", "male or female")),
        },
        "email" | "phone" | "position" | "status" | "type" => Value::Text(text.to_owned()),
        _ => {
            let known = "birthDate, deathDate, nationality, flag, pastFlags, gender, email, phone, position, status or type";
            return Err(row.wrong("property", known));
        }
    };
    Ok(Fact::new(Property::named(property), value).with_note(row.text("note")?))
}

/// A number; IMO ship numbers must bear out their check digit.
pub(super) fn identifier(row: &Row<'_>) -> Result<Fact, EmbeddedError> {
    let property = row.need("property")?;
    let number = row.need("number")?;
    let kind = row.need("kind")?;
    let fits = match (property, kind) {
        ("imoNumber", "IMO number") => imo_holds(number),
        ("imoNumber", "IMO company number") => digits(number, 7),
        ("mmsi", "MMSI") => digits(number, 9),
        ("callSign", "call sign") => {
            number.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        }
        ("swiftBic", "SWIFT/BIC") => {
            matches!(number.len(), 8 | 11)
                && number.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        }
        ("passportNumber", "passport" | "diplomatic passport")
        | ("registrationNumber", "company registration number") => {
            number.bytes().any(|b| b.is_ascii_digit())
        }
        _ => return Err(row.wrong("kind", "a kind of number that goes with the property")),
    };
    if !fits {
        return Err(row.wrong(
            "number",
            format!("a number of kind {kind:?}, its check digit right where it has one"),
        ));
    }
    let value = Identifier {
        number: number.to_owned(),
        kind: Some(kind.to_owned()),
        country: row.country("country")?,
        country_printed: None,
        issued: row.day("issued")?,
        expires: row.day("expires")?,
        note: row.text("note")?,
    };
    Ok(Fact::new(Property::named(property), Value::Identifier(value)))
}

fn digits(number: &str, length: usize) -> bool {
    number.len() == length && number.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a ship's IMO number bears out its check digit: the first six digits weighted 7 down to
/// 2 give a sum that ends in the seventh (IMO resolution A.1117(30)).
pub(super) fn imo_holds(number: &str) -> bool {
    if !digits(number, 7) {
        return false;
    }
    let values = || number.bytes().map(|b| u32::from(b.saturating_sub(b'0')));
    let sum: u32 = values().zip((2..=7).rev()).map(|(digit, weight)| digit * weight).sum();
    values().next_back() == Some(sum % 10)
}

/// An address or a place of birth.
pub(super) fn address(row: &Row<'_>) -> Result<Fact, EmbeddedError> {
    let property = match row.need("property")? {
        "address" => Property::ADDRESS,
        "birthPlace" => Property::BIRTH_PLACE,
        _ => return Err(row.wrong("property", "address or birthPlace")),
    };
    let columns = ["street", "city", "region", "postal_code", "country_printed"];
    let mut parts = Vec::new();
    for column in columns {
        parts.extend(row.get(column)?);
    }
    let country = row.country("country")?;
    if parts.is_empty() || country.is_some() != row.get("country_printed")?.is_some() {
        return Err(row.wrong(
            "country_printed",
            "at least one part, and the country both as code and as printed",
        ));
    }
    let value = Address {
        full: parts.join(", "),
        street: row.text("street")?,
        city: row.text("city")?,
        region: row.text("region")?,
        postal_code: row.text("postal_code")?,
        country,
        country_printed: row.text("country_printed")?,
        note: row.text("note")?,
    };
    Ok(Fact::new(property, Value::Address(value)))
}

/// A link; whether the target exists is for the caller to see to.
pub(super) fn link(row: &Row<'_>) -> Result<Link, EmbeddedError> {
    let property = match row.need("relation")? {
        "owner" => Property::OWNER,
        "operator" => Property::OPERATOR,
        "parent" => Property::of("parent"),
        "actingFor" => Property::of("actingFor"),
        "linkedTo" => Property::of("linkedTo"),
        _ => return Err(row.wrong("relation", "owner, operator, parent, actingFor or linkedTo")),
    };
    let words = row.need("words")?;
    let printed = match row.need("stated")? {
        "number" => words.to_owned(),
        "name" => format!("{words} (stated by name)"),
        _ => return Err(row.wrong("stated", "number or name")),
    };
    let target = LinkTarget::Entity(interdict_model::EntityId::new(id(row.need("target")?)));
    Ok(Link { property, target, printed: Some(printed) })
}

/// The legal act of a row of `acts.tsv`.
pub(super) fn act(row: &Row<'_>) -> Result<LegalAct, EmbeddedError> {
    Ok(LegalAct {
        title: row.need("title")?.to_owned(),
        date: row.day("date")?,
        url: row.text("url")?,
    })
}

/// The kind of a row of `measures.tsv`.
pub(super) fn measure_kind(row: &Row<'_>) -> Result<MeasureKind, EmbeddedError> {
    match row.need("kind")? {
        "asset-freeze" => Ok(MeasureKind::AssetFreeze),
        "travel-ban" => Ok(MeasureKind::TravelBan),
        "port-entry-ban" => Ok(MeasureKind::PortEntryBan),
        "de-flag" => Ok(MeasureKind::DeFlag),
        _ => Err(row.wrong("kind", "asset-freeze, travel-ban, port-entry-ban or de-flag")),
    }
}
