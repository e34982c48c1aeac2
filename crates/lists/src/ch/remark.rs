// SPDX-License-Identifier: Apache-2.0
//! Conventions of `other-information` on the Swiss list: "Label: value", one per element.

use crate::naming::squash;
use interdict_model::{Country, Fact, Gender, Identifier, Property, Value};

/// How the value after a label is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A number, up to the first bracket or comma.
    Number,
    /// One or more bank codes.
    Bank,
    /// A ship's or shipping company's number.
    Imo,
    /// A date.
    Date,
    /// Text as it stands.
    Text,
}

static LABELS: [(&str, Property, Kind); 30] = [
    ("imo number", Property::IMO_NUMBER, Kind::Imo),
    ("imo", Property::IMO_NUMBER, Kind::Imo),
    ("swift/bic code", Property::SWIFT_BIC, Kind::Bank),
    ("swift/bic", Property::SWIFT_BIC, Kind::Bank),
    ("swift codes", Property::SWIFT_BIC, Kind::Bank),
    ("swift", Property::SWIFT_BIC, Kind::Bank),
    ("bic", Property::SWIFT_BIC, Kind::Bank),
    ("inn", Property::INN_CODE, Kind::Number),
    ("ogrn", Property::OGRN_CODE, Kind::Number),
    ("registration number (ogrn)", Property::OGRN_CODE, Kind::Number),
    ("registration number", Property::REGISTRATION_NUMBER, Kind::Number),
    ("state registration number", Property::REGISTRATION_NUMBER, Kind::Number),
    ("business registration number", Property::REGISTRATION_NUMBER, Kind::Number),
    ("taxpayer identification number", Property::TAX_NUMBER, Kind::Number),
    ("tax identification number", Property::TAX_NUMBER, Kind::Number),
    ("tax registration number", Property::TAX_NUMBER, Kind::Number),
    ("tax id number", Property::TAX_NUMBER, Kind::Number),
    ("passport number", Property::PASSPORT_NUMBER, Kind::Number),
    ("national identification number", Property::ID_NUMBER, Kind::Number),
    ("national id number", Property::ID_NUMBER, Kind::Number),
    ("id card number", Property::ID_NUMBER, Kind::Number),
    ("date of registration", Property::INCORPORATION_DATE, Kind::Date),
    ("website", Property::WEBSITE, Kind::Text),
    ("e-mail", Property::EMAIL, Kind::Text),
    ("email", Property::EMAIL, Kind::Text),
    ("tel", Property::PHONE, Kind::Text),
    ("telephone", Property::PHONE, Kind::Text),
    ("phone", Property::PHONE, Kind::Text),
    ("type of entity", Property::LEGAL_FORM, Kind::Text),
    ("callsign", Property::CALL_SIGN, Kind::Number),
];

/// The facts a remark states by convention; the remark itself is kept besides.
pub(super) fn facts(remark: &str, place: Option<Country>) -> Vec<Fact> {
    let mut out = Vec::new();
    for statement in remark.split(';').filter_map(squash) {
        if let Some(old) = statement
            .to_lowercase()
            .starts_with("[old reference #")
            .then(|| statement.get(16..))
            .flatten()
        {
            let old = old.trim().trim_end_matches(']');
            out.push(Fact::text(Property::of("formerReference"), old));
            continue;
        }
        let Some((label, value)) = statement.split_once(':') else { continue };
        let label = label.trim().trim_end_matches('.').to_lowercase();
        let value = value.trim().trim_end_matches('.');
        if matches!(label.as_str(), "gender" | "sex") {
            let gender = match value.to_lowercase().as_str() {
                "male" => Some(Gender::Male),
                "female" => Some(Gender::Female),
                _ => None,
            };
            out.extend(gender.map(|g| Fact::new(Property::GENDER, Value::Gender(g))));
            continue;
        }
        let known = LABELS.iter().find(|(known, ..)| *known == label);
        if let Some((_, property, kind)) = known.filter(|_| !value.is_empty()) {
            read(property, *kind, value, place, &mut out);
        }
    }
    out
}

fn read(
    property: &Property,
    kind: Kind,
    value: &str,
    country: Option<Country>,
    out: &mut Vec<Fact>,
) {
    let identifier = |number: &str, kind: Option<&str>| {
        let identifier = Identifier {
            number: number.to_owned(),
            kind: kind.map(str::to_owned),
            country,
            ..Identifier::default()
        };
        Fact::new(property.clone(), Value::Identifier(identifier))
    };
    match kind {
        Kind::Text => out.push(Fact::text(property.clone(), value)),
        Kind::Date => {
            let date = interdict_codes::date_with(value, interdict_codes::Order::DayFirst);
            out.extend(
                date.into_iter()
                    .flat_map(interdict_codes::DateReading::all)
                    .map(|d| Fact::date(property.clone(), d, value)),
            );
        }
        Kind::Number => {
            let number = value.split([',', '(']).next().unwrap_or(value).trim();
            if number.bytes().any(|b| b.is_ascii_digit()) || *property == Property::CALL_SIGN {
                out.push(identifier(number, None));
            }
        }
        Kind::Imo => {
            let number = value.split([' ', ',', '(']).next().unwrap_or(value);
            let ship = interdict_codes::imo(number);
            let company = interdict_codes::imo_company(number);
            let (number, kind) = match (ship, company) {
                (Some(n), _) if n.valid => (n.canonical, "IMO number"),
                (_, Some(n)) if n.valid => (n.canonical, "IMO company number"),
                (Some(n), _) => (n.canonical, "IMO number with a wrong check digit"),
                _ => return,
            };
            out.push(identifier(&number, Some(kind)));
        }
        Kind::Bank => {
            for word in value.split([' ', ',', '(', ')', '/']) {
                let upper = word.len() >= 8
                    && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
                if upper && interdict_codes::bic(word).is_some() {
                    out.push(identifier(word, Some("SWIFT/BIC")));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(remark: &str) -> Vec<String> {
        facts(remark, None)
            .iter()
            .map(|f| format!("{}={}", f.property, f.value.as_text()))
            .collect()
    }

    #[test]
    fn labels_are_read() {
        assert_eq!(check("IMO Number: 8405270"), ["imoNumber=8405270"]);
        assert_eq!(
            check("SWIFT/BIC: CMSYSYDA, all offices worldwide [NPWMD]."),
            ["swiftBic=CMSYSYDA"]
        );
        assert_eq!(
            check("Taxpayer identification number: 7729314745 (Russia)"),
            ["taxNumber=7729314745"]
        );
        assert_eq!(check("Date of registration: 30.7.2002"), ["incorporationDate=2002-07-30"]);
        assert_eq!(check("[Old reference # E.29.II.3]"), ["formerReference=E.29.II.3"]);
        assert_eq!(
            check("Website: www.example.org; Tel.: +850 1"),
            ["website=www.example.org", "phone=+850 1"]
        );
    }

    #[test]
    fn other_ships_numbers_and_words_are_left_alone() {
        assert!(check("No C 38181; IMO number of the vessel: 9387803.").is_empty());
        assert!(check("Swift Investments is a firm").is_empty());
        assert!(check("IMO number: unknown").is_empty());
        assert!(check("[Old reference #").is_empty() || check("[Old reference #").len() == 1);
    }
}
