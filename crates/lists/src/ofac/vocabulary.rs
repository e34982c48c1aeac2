// SPDX-License-Identifier: Apache-2.0
//! The words OFAC uses for features, documents, measures, relations and scripts, and what each
//! means here. Source: the reference values printed in its Advanced and Enhanced XML, and the
//! labels of the remarks in its legacy files.

use interdict_model::{MeasureKind, NameKind, PartKind, Property, Schema};
use std::sync::OnceLock;

/// How the value of a feature is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As it stands.
    Text,
    /// A date.
    Date,
    /// A country.
    Country,
    /// A place in words.
    Place,
    /// A gender.
    Gender,
    /// A number or code that identifies.
    Number,
}

/// A feature or a label of a remark.
#[derive(Clone, Debug)]
pub(super) struct Feature {
    /// The label without closing colon or dash.
    pub(super) label: &'static str,
    /// What it states.
    pub(super) property: Property,
    /// How its value is read.
    pub(super) form: Form,
    /// Whether the label says more than the property, and is kept as a remark.
    pub(super) says_more: bool,
}

const fn says(label: &'static str, property: Property, form: Form) -> Feature {
    Feature { label, property, form, says_more: false }
}

const fn more(label: &'static str, property: Property, form: Form) -> Feature {
    Feature { label, property, form, says_more: true }
}

/// A feature with no counterpart in the vocabulary: it keeps the publisher's name.
const fn own(label: &'static str, form: Form) -> Feature {
    Feature { label, property: Property::of(label), form, says_more: false }
}

const FEATURES: &[Feature] = &[
    says("Birthdate", Property::BIRTH_DATE, Form::Date),
    says("DOB", Property::BIRTH_DATE, Form::Date),
    says("Place of Birth", Property::BIRTH_PLACE, Form::Place),
    says("POB", Property::BIRTH_PLACE, Form::Place),
    says("Citizenship Country", Property::CITIZENSHIP, Form::Country),
    says("citizen", Property::CITIZENSHIP, Form::Country),
    says("Nationality Country", Property::NATIONALITY, Form::Country),
    says("nationality", Property::NATIONALITY, Form::Country),
    more("Nationality of Registration", Property::JURISDICTION, Form::Country),
    says("Registration Country", Property::JURISDICTION, Form::Country),
    says("Gender", Property::GENDER, Form::Gender),
    says("Title", Property::POSITION, Form::Text),
    says("SWIFT/BIC", Property::SWIFT_BIC, Form::Number),
    says("BIK (RU)", Property::of("bikCode"), Form::Number),
    own("MICEX Code", Form::Number),
    says("D-U-N-S Number", Property::DUNS_CODE, Form::Number),
    says("Equity Ticker", Property::TICKER, Form::Text),
    says("ISIN", Property::ISIN, Form::Number),
    own("Issuer Name", Form::Text),
    says("Website", Property::WEBSITE, Form::Text),
    says("Email Address", Property::EMAIL, Form::Text),
    says("Email", Property::EMAIL, Form::Text),
    says("Phone Number", Property::PHONE, Form::Text),
    says("Phone No.", Property::PHONE, Form::Text),
    says("Phone", Property::PHONE, Form::Text),
    says("Telephone Number", Property::PHONE, Form::Text),
    says("Telephone No.", Property::PHONE, Form::Text),
    says("Telephone", Property::PHONE, Form::Text),
    more("Fax No.", Property::PHONE, Form::Text),
    more("Fax", Property::PHONE, Form::Text),
    own("Telex", Form::Text),
    says("Vessel Flag", Property::FLAG, Form::Country),
    more("Other Vessel Flag", Property::FLAG, Form::Country),
    says("Former Vessel Flag", Property::PAST_FLAGS, Form::Country),
    says("Vessel Type", Property::TYPE, Form::Text),
    more("Other Vessel Type", Property::TYPE, Form::Text),
    says("Vessel Call Sign", Property::CALL_SIGN, Form::Number),
    says("Other Vessel Call Sign", Property::CALL_SIGN, Form::Number),
    says("Vessel Gross Registered Tonnage", Property::GROSS_REGISTERED_TONNAGE, Form::Text),
    says("Vessel Tonnage", Property::TONNAGE, Form::Text),
    says("Vessel Owner", Property::OWNER, Form::Text),
    says("Vessel Year of Build", Property::BUILD_DATE, Form::Date),
    says("Aircraft Manufacture Date", Property::BUILD_DATE, Form::Date),
    says("Aircraft Model", Property::MODEL, Form::Text),
    says("Aircraft Operator", Property::OPERATOR, Form::Text),
    says("Aircraft Tail Number", Property::REGISTRATION_NUMBER, Form::Number),
    says("Previous Aircraft Tail Number", Property::REGISTRATION_NUMBER, Form::Number),
    says("Aircraft Manufacturer's Serial Number (MSN)", Property::SERIAL_NUMBER, Form::Number),
    says(
        "Aircraft Construction Number (also called L/N or S/N or F/N)",
        Property::SERIAL_NUMBER,
        Form::Number,
    ),
    own("Aircraft Mode S Transponder Code", Form::Number),
    own("UN/LOCODE", Form::Number),
    says("Organization Established Date", Property::INCORPORATION_DATE, Form::Date),
    says("Organization Type", Property::SECTOR, Form::Text),
    says("Target Type", Property::CLASSIFICATION, Form::Text),
    says("Location", Property::ADDRESS, Form::Place),
    own("Additional Sanctions Information", Form::Text),
    own("Secondary sanctions risk", Form::Text),
    own("CAATSA Section 235 Information", Form::Text),
    own("Executive Order 13662 Directive Determination", Form::Text),
    own("Executive Order 13846 information", Form::Text),
    own("Executive Order 14014 Directive Information", Form::Text),
    own("Executive Order 14024 Directive Information", Form::Text),
    own("Executive Order 14059 information", Form::Text),
    own("IFCA Determination", Form::Text),
    own("PEESA Information", Form::Text),
    own(
        "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions",
        Form::Text,
    ),
    own("Effective Date (CMIC)", Form::Date),
    own("Listing Date (CMIC)", Form::Date),
    own("Purchase/Sales For Divestment Date (CMIC)", Form::Date),
    own("Effective Date (EO 14014 Directive 1)", Form::Date),
    own("Listing Date (EO 14014 Directive 1)", Form::Date),
    own("Effective Date (EO 14024 Directive 1a)", Form::Date),
    own("Listing Date (EO 14024 Directive 1a)", Form::Date),
    own("Effective Date (EO 14024 Directive 2)", Form::Date),
    own("Listing Date (EO 14024 Directive 2)", Form::Date),
    own("Effective Date (EO 14024 Directive 3)", Form::Date),
    own("Listing Date (EO 14024 Directive 3)", Form::Date),
];

/// Documents and registration numbers, by what they are.
const DOCUMENTS: &[(Property, &[&str])] = &[
    (
        Property::PASSPORT_NUMBER,
        &[
            "Passport",
            "Diplomatic Passport",
            "British National Overseas Passport",
            "Stateless Person Passport",
        ],
    ),
    (Property::SOCIAL_SECURITY_NUMBER, &["SSN"]),
    (
        Property::ID_NUMBER,
        &[
            "Cedula No.",
            "D.N.I.",
            "N.I.E.",
            "National ID No.",
            "Bosnian Personal ID No.",
            "Credencial electoral",
            "Kenyan ID No.",
            "C.I.N.",
            "Moroccan Personal ID No.",
            "Public Security and Immigration No.",
            "C.U.R.P.",
            "Immigration No.",
            "Travel Document Number",
            "Electoral Registry No.",
            "Identification Number",
            "National Foreign ID Number",
            "Cartilla de Servicio Militar Nacional",
            "C.U.I.P.",
            "Personal ID Card",
            "VisaNumberID",
            "Residency Number",
            "CNP (Personal Numerical Code)",
            "Romanian Permanent Resident",
            "Turkish Identification Number",
            "Turkish Identificiation Number",
            "Stateless Person ID Card",
            "Refugee ID Card",
            "Numero de Identidad",
            "Tazkira National ID Card",
            "I.F.E.",
            "Citizen's Card Number",
            "UAE Identification",
            "Birth Certificate Number",
            "Military Registration Number",
            "Seafarer's Identification Document",
            "LE Number",
            "Driver's License No.",
        ],
    ),
    (
        Property::TAX_NUMBER,
        &[
            "R.F.C.",
            "RFC",
            "NIT #",
            "US FEIN",
            "RUC #",
            "C.I.F.",
            "RIF #",
            "Italian Fiscal Code",
            "C.U.I.T.",
            "Tax ID No.",
            "Paraguayan tax identification number",
            "Numero Unico de Identificacao Tributaria (NUIT)",
            "Fiscal Code",
            "Romanian Tax Registration",
            "N.I.F.",
            "RTN",
            "C.U.I.",
            "RSIN",
        ],
    ),
    (Property::VAT_CODE, &["V.A.T. Number"]),
    (
        Property::REGISTRATION_NUMBER,
        &[
            "Business Registration Document #",
            "Registration ID",
            "Registered Charity No.",
            "C.R. No.",
            "UK Company Number",
            "Dubai Chamber of Commerce Membership No.",
            "Commercial Registry Number",
            "Certificate of Incorporation Number",
            "Registration Certificate Number (Dubai)",
            "Vessel Registration Identification",
            "Matricula Mercantil No",
            "Government Gazette Number",
            "Romanian C.R.",
            "Folio Mercantil No.",
            "Istanbul Chamber of Comm. No.",
            "Company Number",
            "Public Registration Number",
            "Branch Unit Number",
            "Enterprise Number",
            "Organization Code",
            "United Social Credit Code Certificate (USCCC)",
            "Unified Social Credit Code (USCC)",
            "Chamber of Commerce Number",
            "Legal Entity Number",
            "Business Number",
            "Business Registration Number",
            "Registration Number",
            "File Number",
            "Central Registration System Number",
            "Economic Register Number (CBLS)",
        ],
    ),
    (
        Property::OGRN_CODE,
        &["Russian State Individual Business Registration Number Pattern (OGRNIP)"],
    ),
    (
        Property::LICENSE_NUMBER,
        &[
            "Trade License No.",
            "Tourism License No.",
            "License",
            "Afghan Money Service Provider License Number",
            "MSB Registration Number",
            "Pilot License Number",
            "Permit Number",
            "SRE Permit No.",
            "Tarjeta Profesional",
        ],
    ),
    (Property::SERIAL_NUMBER, &["Serial No.", "Aircraft Serial Identification"]),
    (Property::MMSI, &["MMSI"]),
    (Property::IMO_NUMBER, &["International Maritime Organization No."]),
    (Property::of("Chinese Commercial Code"), &["Chinese Commercial Code"]),
    (Property::of("Trademark number"), &["Trademark number"]),
];

/// What a label of a wallet address starts with; the currency follows.
pub(super) const WALLET: &str = "Digital Currency Address - ";

/// A label without what closes it, and with plain apostrophes.
pub(super) fn plain(label: &str) -> String {
    label.trim().trim_end_matches([':', '-', ' ']).replace('’', "'")
}

/// The feature of a label, in any case and with or without a closing colon or dash.
pub(super) fn feature(label: &str) -> Option<Feature> {
    let plain = plain(label);
    FEATURES.iter().find(|f| f.label.eq_ignore_ascii_case(&plain)).cloned()
}

/// Whether a label is a feature's; wallet addresses of any currency are.
pub(super) fn is_feature(label: &str) -> bool {
    label.starts_with(WALLET.trim_end()) || feature(label).is_some()
}

/// What an entry of a type is.
pub(super) fn schema(printed: &str) -> Option<Schema> {
    Some(match printed.to_lowercase().as_str() {
        "individual" => Schema::PERSON,
        "entity" => Schema::ORGANIZATION,
        "vessel" => Schema::VESSEL,
        "aircraft" => Schema::AIRPLANE,
        _ => return None,
    })
}

/// What a kind of document states.
pub(super) fn document(kind: &str) -> Option<Property> {
    let plain = plain(kind);
    DOCUMENTS.iter().find(|(_, kinds)| kinds.contains(&plain.as_str())).map(|(p, _)| p.clone())
}

/// What a labelled statement in a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Labelled<'a> {
    /// A feature, by its label.
    Feature(&'a str),
    /// A document, by its kind.
    Document(&'a str),
}

/// Parts a statement of a remark into its label and value; the longest known label wins.
pub(super) fn labelled(statement: &str) -> Option<(Labelled<'_>, &str)> {
    if let Some(rest) = statement.strip_prefix(WALLET) {
        let (currency, address) = rest.split_once(' ')?;
        let label = statement.get(..WALLET.len() + currency.len())?;
        return Some((Labelled::Feature(label), address.trim()));
    }
    let first = statement.bytes().next()?.to_ascii_lowercase();
    let (length, is_feature) = labels()
        .get(usize::from(first))?
        .iter()
        .filter(|(label, is_feature)| opens_with(statement, label, *is_feature))
        .map(|(label, is_feature)| (label.len(), *is_feature))
        .max()?;
    let (label, value) = (statement.get(..length)?, statement.get(length..)?);
    let value = value.strip_prefix(':').or_else(|| value.strip_prefix(" -")).unwrap_or(value);
    if !value.starts_with(' ') {
        return None;
    }
    let label = if is_feature { Labelled::Feature(label) } else { Labelled::Document(label) };
    Some((label, value.trim()))
}

/// Every label with whether it is a feature's, by its first letter in lower case.
fn labels() -> &'static [Vec<(&'static str, bool)>] {
    static LABELS: OnceLock<Vec<Vec<(&'static str, bool)>>> = OnceLock::new();
    LABELS.get_or_init(|| {
        let mut labels = vec![Vec::new(); 128];
        let features = FEATURES.iter().map(|f| (f.label, true));
        let documents = DOCUMENTS.iter().flat_map(|(_, kinds)| kinds.iter().map(|k| (*k, false)));
        for (label, is_feature) in features.chain(documents) {
            let first = label.bytes().next().unwrap_or_default().to_ascii_lowercase();
            if let Some(bucket) = labels.get_mut(usize::from(first)) {
                bucket.push((label, is_feature));
            }
        }
        labels
    })
}

/// Whether the statement opens with the label and something else follows.
fn opens_with(statement: &str, label: &str, any_case: bool) -> bool {
    let (Some(start), Some(rest)) = (statement.get(..label.len()), statement.get(label.len()..))
    else {
        return false;
    };
    let same = start == label || (any_case && start.eq_ignore_ascii_case(label));
    same && rest.starts_with([' ', ':'])
}

/// What a measure does, by the name of its type.
pub(super) fn measure(printed: &str) -> Option<MeasureKind> {
    Some(match printed {
        "Block" => MeasureKind::AssetFreeze,
        "561 Full Restrictions"
        | "NDAA Special Conditions"
        | "Executive Order 14024 Directive 2" => MeasureKind::CorrespondentAccount,
        "13662 Sectoral Directive 1"
        | "13662 Sectoral Directive 2"
        | "13662 Sectoral Directive 3"
        | "13662 Sectoral Directive 4"
        | "Executive Order 13959 Sanctions"
        | "CMIC Executive Order"
        | "Executive Order 14024 Directive 1"
        | "Executive Order 14024 Directive 1a"
        | "Executive Order 14024 Directive 3"
        | "Executive Order 14024 Directive 4"
        | "Executive Order 14014 Directive 1" => MeasureKind::Sectoral,
        "Reject" | "CAATSA Section 231/235 Sanctions" | "Executive Order 14059 Non-blocking" => {
            MeasureKind::Other
        }
        _ => return None,
    })
}

/// The measure a feature states, where a format has no other place for it.
pub(super) fn measure_of_feature(label: &str, value: &str) -> Option<MeasureKind> {
    let label = plain(label);
    let restricts =
        label.starts_with("Executive Order ") || label.starts_with("CAATSA Section 235");
    if !restricts || value.starts_with("For more information") {
        return None;
    }
    Some(match value.strip_prefix("Subject to Directive ") {
        Some(rest) if label.contains("14024") && rest.starts_with('2') => {
            MeasureKind::CorrespondentAccount
        }
        Some(_) => MeasureKind::Sectoral,
        None if value.starts_with("BLOCKING PROPERTY") => MeasureKind::AssetFreeze,
        None => MeasureKind::Other,
    })
}

/// What the other end of a relation is to the one that states it.
pub(super) fn relation(printed: &str) -> Option<Property> {
    Some(match printed {
        "Owned or Controlled By" => Property::OWNER,
        "Acting for or on behalf of" => Property::of("actingFor"),
        "Family member of" => Property::of("relative"),
        "Associate Of" => Property::of("associate"),
        "Providing support to" => Property::of("supports"),
        "playing a significant role in" => Property::of("significantRoleIn"),
        "Leader or official of" => Property::of("leaderOf"),
        "Principal Executive Officer" => Property::of("executiveOf"),
        "Owns, controls, or operates" => Property::of("asset"),
        "Property in the interest of" => Property::of("beneficiary"),
        _ => return None,
    })
}

/// The relation that opens a statement of a remark ("wife of …").
pub(super) fn kinship(statement: &str) -> Option<(Property, &str)> {
    let (word, name) = statement.split_once(" of ")?;
    let property = match word.to_lowercase().as_str() {
        "wife" | "husband" | "spouse" | "widow" => "spouse",
        "son" | "daughter" | "child" => "parent",
        "father" | "mother" => "child",
        "brother" | "sister" | "half-brother" | "half-sister" => "sibling",
        "nephew" | "niece" | "cousin" | "uncle" | "aunt" | "son-in-law" | "brother-in-law"
        | "father-in-law" => "relative",
        _ => return None,
    };
    Some((Property::of(property), name.trim()))
}

/// ISO 15924 of a script by OFAC's name or code; `None` for Latin, which every name has.
pub(super) fn script(printed: &str) -> Option<String> {
    let code = match printed {
        "Latin" | "Latn" => return None,
        "Arabic" => "Arab",
        "Armenian" => "Armn",
        "Chinese Simplified" => "Hans",
        "Chinese Traditional" => "Hant",
        "Cyrillic" => "Cyrl",
        "Georgian" => "Geor",
        "Greek" => "Grek",
        "Hebrew" => "Hebr",
        "Japanese" => "Jpan",
        "Korean" => "Kore",
        other => other,
    };
    Some(code.to_owned())
}

/// What an alias is to its bearer; `None` for a word that is not OFAC's.
pub(super) fn name_kind(printed: &str) -> Option<NameKind> {
    match printed.to_lowercase().replace('.', "").as_str() {
        "name" => Some(NameKind::Primary),
        "aka" | "nka" => Some(NameKind::Aka),
        "fka" => Some(NameKind::Fka),
        _ => None,
    }
}

/// The role of a name part; `None` for the whole name of something that is no person.
pub(super) fn part_kind(printed: &str) -> Option<PartKind> {
    match printed {
        "Last Name" => Some(PartKind::Family),
        "First Name" => Some(PartKind::Given),
        "Middle Name" => Some(PartKind::Middle),
        "Maiden Name" => Some(PartKind::Maiden),
        "Nickname" => Some(PartKind::Nickname),
        "Patronymic" => Some(PartKind::Patronymic),
        "Matronymic" => Some(PartKind::Matronymic),
        "Entity Name" | "Vessel Name" | "Aircraft Name" => None,
        _ => Some(PartKind::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_is_known_twice() {
        let mut labels: Vec<String> = FEATURES.iter().map(|f| f.label.to_lowercase()).collect();
        labels
            .extend(DOCUMENTS.iter().flat_map(|(_, kinds)| kinds.iter().map(|k| k.to_lowercase())));
        let count = labels.len();
        labels.sort();
        labels.dedup();
        assert_eq!(labels.len(), count);
        assert!(FEATURES.iter().all(|f| plain(f.label) == f.label));
    }

    #[test]
    fn the_longest_label_wins_and_must_end_at_a_blank() {
        assert_eq!(
            labelled("Business Registration Number 89243 (Iran)"),
            Some((Labelled::Document("Business Registration Number"), "89243 (Iran)"))
        );
        assert_eq!(
            labelled("Registration ID 12"),
            Some((Labelled::Document("Registration ID"), "12"))
        );
        assert_eq!(
            labelled("Executive Order 13662 Directive Determination - Subject to Directive 1"),
            Some((
                Labelled::Feature("Executive Order 13662 Directive Determination"),
                "Subject to Directive 1"
            ))
        );
        assert_eq!(
            labelled("Digital Currency Address - SOL abc"),
            Some((Labelled::Feature("Digital Currency Address - SOL"), "abc"))
        );
        assert_eq!(labelled("Licensed trader 12"), None);
        assert_eq!(labelled("Passport"), None);
        assert_eq!(labelled("Director of X"), None);
    }
}
