// SPDX-License-Identifier: Apache-2.0
//! What a label and a value, or a document, say of an entity: the same in every format.

use super::vocabulary::{self, Form, WALLET};
use crate::recorder::Recorder;
use crate::values;
use interdict_model::{
    Address, Country, Date, DefectKind, Entity, Fact, Identifier, Measure, PartialDate, Property,
    Schema, Value,
};

/// A feature as a format prints it.
#[derive(Debug, Default)]
pub(super) struct Statement<'a> {
    /// The publisher's label.
    pub(super) label: &'a str,
    /// The value in words; empty where the format gives it only in parts.
    pub(super) value: &'a str,
    /// The date in figures, where the format gives one.
    pub(super) date: Option<PartialDate>,
    /// The place in parts, where the format gives one.
    pub(super) address: Option<Address>,
    /// A remark.
    pub(super) note: Option<String>,
    /// Line.
    pub(super) line: u64,
}

/// Adds a feature to an entity. One of an unknown label is kept under that label and counted.
pub(super) fn state(entity: &mut Entity, statement: Statement<'_>, recorder: &mut Recorder<'_>) {
    let Statement { label, value, date, address, note, line } = statement;
    if let Some(currency) = label.strip_prefix(WALLET.trim_end()) {
        let kind = format!("{}{}", WALLET, currency.trim());
        let number = number(value, kind);
        push(entity, Property::CRYPTO_ADDRESS, Value::Identifier(number), note);
        return;
    }
    let Some(feature) = vocabulary::feature(label) else {
        recorder.defect(
            DefectKind::UnknownCode,
            line,
            "feature",
            label,
            "a feature this version does not know; kept as a fact under the publisher's name",
        );
        let own = Property::named(vocabulary::plain(label));
        push_any(entity, own, value, date, address, note);
        return;
    };
    let note = match (feature.says_more, note) {
        (true, Some(note)) => Some(format!("{}: {note}", feature.label)),
        (true, None) => Some(feature.label.to_owned()),
        (false, note) => note,
    };
    let property = feature.property;
    match feature.form {
        Form::Date if date.is_some() || !value.is_empty() => {
            let fact = match date {
                Some(date) if value.is_empty() => Fact::date(property, date, &date.to_string()),
                Some(date) => Fact::date(property, date, value),
                None => values::date(property, value, interdict_codes::date(value), line, recorder),
            };
            entity.facts.push(fact.with_note(note));
        }
        Form::Country => {
            let printed = address.as_ref().map(|a| a.country_printed.as_deref().unwrap_or(&a.full));
            let printed = Some(value).filter(|v| !v.is_empty()).or(printed).unwrap_or_default();
            if printed.eq_ignore_ascii_case("none identified")
                || printed.eq_ignore_ascii_case("unknown")
            {
                push(entity, property, Value::Text(printed.to_owned()), note);
                return;
            }
            let (printed, note) = match printed.strip_prefix("possibly ") {
                Some(certain) => (certain, Some(note.unwrap_or_else(|| "possibly".to_owned()))),
                None => (printed, note),
            };
            let fact = match address.as_ref().and_then(|a| a.country) {
                Some(code) => Fact::new(
                    property,
                    Value::Country { code: Some(code), printed: printed.to_owned() },
                ),
                None if printed.is_empty() => return,
                None => values::country(property, printed, line, recorder),
            };
            entity.facts.push(fact.with_note(note));
        }
        Form::Place => {
            let place = address.unwrap_or_else(|| place(value));
            if let Some(fact) = values::address(property, place) {
                entity.facts.push(fact.with_note(note));
            }
        }
        Form::Gender => match values::gender(value) {
            Some(gender) => push(entity, property, Value::Gender(gender), note),
            None => push_any(entity, property, value, date, address, note),
        },
        Form::Number if !value.is_empty() => {
            let number = number(value, feature.label.to_owned());
            push(entity, property, Value::Identifier(number), note);
        }
        Form::Text | Form::Date | Form::Number => {
            push_any(entity, property, value, date, address, note);
        }
    }
}

/// The measure a feature states, for the formats that print measures nowhere else.
pub(super) fn measure(label: &str, value: &str) -> Option<Measure> {
    let kind = vocabulary::measure_of_feature(label, value)?;
    let printed = format!("{} {value}", label.trim());
    Some(Measure { kind, printed, since: None })
}

fn number(value: &str, kind: String) -> Identifier {
    Identifier { number: value.to_owned(), kind: Some(kind), ..Identifier::default() }
}

fn push(entity: &mut Entity, property: Property, value: Value, note: Option<String>) {
    entity.facts.push(Fact::new(property, value).with_note(note));
}

/// Keeps whatever a feature holds.
fn push_any(
    entity: &mut Entity,
    property: Property,
    value: &str,
    date: Option<PartialDate>,
    address: Option<Address>,
    note: Option<String>,
) {
    if !value.is_empty() {
        push(entity, property, Value::Text(value.to_owned()), note);
    } else if let Some(date) = date {
        push(entity, property, Value::Date { date, printed: None }, note);
    } else if let Some(fact) = address.and_then(|a| values::address(property, a)) {
        entity.facts.push(fact.with_note(note));
    }
}

/// A place in words; its last part is the country where it names one.
fn place(printed: &str) -> Address {
    let last = printed.rsplit(',').next().map(str::trim).unwrap_or_default();
    let found = [printed, last].into_iter().find_map(|p| Some((p, values::country_code(p)?)));
    Address {
        full: printed.to_owned(),
        country: found.map(|(_, country)| country),
        country_printed: found.map(|(printed, _)| printed.to_owned()),
        ..Address::default()
    }
}

/// A document or registration as a format prints it.
#[derive(Debug, Default)]
pub(super) struct Paper<'a> {
    /// The publisher's word for its kind.
    pub(super) kind: &'a str,
    /// The number.
    pub(super) number: &'a str,
    /// The issuing country as printed.
    pub(super) country: Option<&'a str>,
    /// Its code, where the format gives one.
    pub(super) code: Option<Country>,
    /// Day of issue.
    pub(super) issued: Option<Date>,
    /// Last day of validity.
    pub(super) expires: Option<Date>,
    /// Remarks.
    pub(super) notes: Vec<String>,
    /// Line.
    pub(super) line: u64,
}

impl Paper<'_> {
    /// Takes the brackets behind the number apart, from the last on: the issuing country, a state
    /// of it, a remark.
    pub(super) fn open_brackets(&mut self) {
        let mut rest = self.number;
        let mut closing = Vec::new();
        while let Some((number, bracket)) =
            rest.trim_end().strip_suffix(')').and_then(|r| r.rsplit_once('('))
        {
            if !number.bytes().any(|b| b.is_ascii_digit()) {
                break;
            }
            closing.push(bracket.trim());
            rest = number.trim_end();
        }
        let Some(last) = closing.first() else { return };
        let country = self.country.is_none() && values::country_code(last).is_some();
        if country {
            self.country = Some(last);
        }
        let remarks = closing.iter().skip(usize::from(country)).rev();
        self.notes.splice(0..0, remarks.map(|r| (*r).to_owned()));
        self.number = rest;
    }
}

/// Adds a document to an entity. One of an unknown kind counts as an identity number and a defect.
pub(super) fn identify(entity: &mut Entity, mut paper: Paper<'_>, recorder: &mut Recorder<'_>) {
    paper.open_brackets();
    let paper = &paper;
    let Some(property) = vocabulary::document(paper.kind) else {
        recorder.defect(
            DefectKind::UnknownCode,
            paper.line,
            "document",
            paper.kind,
            "a kind of document this version does not know; kept as an identity number",
        );
        push_paper(entity, Property::ID_NUMBER, paper, recorder);
        return;
    };
    push_paper(entity, property, paper, recorder);
}

fn push_paper(
    entity: &mut Entity,
    property: Property,
    paper: &Paper<'_>,
    recorder: &mut Recorder<'_>,
) {
    let code = paper.code.or_else(|| paper.country.and_then(values::country_code));
    if let (Some(printed), None) = (paper.country, code) {
        recorder.defect(
            DefectKind::UnknownCode,
            paper.line,
            paper.kind,
            printed,
            "no country or territory of this name is known; kept as printed",
        );
    }
    let (property, number) = closer(property, paper.kind, paper.number, code);
    let identifier = Identifier {
        number: number.to_owned(),
        kind: Some(paper.kind.trim().to_owned()),
        country: code,
        country_printed: paper.country.filter(|_| code.is_none()).map(str::to_owned),
        issued: paper.issued,
        expires: paper.expires,
        note: (!paper.notes.is_empty()).then(|| paper.notes.join("; ")),
    };
    push(entity, property, Value::Identifier(identifier), None);
}

/// The register a number belongs to, where its form or country says more than its kind: Russian
/// taxpayer and state registration numbers, legal entity identifiers, numbers of the IMO.
fn closer<'a>(
    property: Property,
    kind: &str,
    number: &'a str,
    country: Option<Country>,
) -> (Property, &'a str) {
    let russian = country.is_some_and(|c| c.code() == "ru");
    if let Some(rest) = number.strip_prefix("IMO") {
        return (Property::IMO_NUMBER, rest.trim());
    }
    if property == Property::TAX_NUMBER && russian && interdict_codes::inn(number).is_some() {
        return (Property::INN_CODE, number);
    }
    if property == Property::REGISTRATION_NUMBER {
        let valid = |checked: Option<interdict_codes::Checked>| checked.is_some_and(|c| c.valid);
        if kind == "Legal Entity Number" && valid(interdict_codes::lei(number)) {
            return (Property::LEI_CODE, number);
        }
        if (russian || country.is_none()) && valid(interdict_codes::ogrn(number)) {
            return (Property::OGRN_CODE, number);
        }
    }
    (property, number)
}

/// Narrows the schema of an organisation by what is stated of it.
pub(super) fn narrow_schema(entity: &mut Entity) {
    if entity.schema != Schema::ORGANIZATION {
        return;
    }
    let stated = |words: &[&str]| {
        entity
            .values(&Property::CLASSIFICATION)
            .any(|v| matches!(v, Value::Text(text) if words.contains(&text.as_str())))
    };
    if stated(&["Government Entity"]) {
        entity.schema = Schema::PUBLIC_BODY;
    } else if stated(&["Private Company", "Public Company", "State-Owned Enterprise"]) {
        entity.schema = Schema::COMPANY;
    }
}
