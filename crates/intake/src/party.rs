// SPDX-License-Identifier: Apache-2.0
//! From the cells of a row to the party they speak of.

use crate::RowError;
use crate::column::Column;
use crate::error::cut;
use crate::fields::Kind;
use crate::record::Record;
use interdict_codes::{Checked, DateReading};
use interdict_model::{Address, Gender, Identifier, PartialDate, Party, Property, Schema};

/// Words that stand for no value, folded.
const BLANKS: &[&str] = &[
    "",
    "n a",
    "na",
    "none",
    "null",
    "nil",
    "nan",
    "unknown",
    "not known",
    "not available",
    "not applicable",
    "undefined",
    "tbd",
    "keine",
    "unbekannt",
    "inconnu",
    "desconocido",
    "неизвестно",
    "нет",
    "未知",
    "无",
];

/// Whether a value stands for none ("n/a", "-", "unknown").
pub(crate) fn is_blank(value: &str) -> bool {
    let value = value.trim();
    // Most values are long; folding is only worth it for short ones.
    value.is_empty()
        || (value.len() <= 24 && BLANKS.contains(&interdict_codes::fold(value).as_str()))
}

/// Whether a name stands for none. "Null", "None" and "Na" are names of people.
fn is_blank_name(value: &str) -> bool {
    !value.chars().any(char::is_alphanumeric)
        || matches!(value, "n/a" | "N/A" | "#N/A" | "#n/a" | "<NA>" | "<na>")
}

/// The kind of party a word names.
pub(crate) fn schema(value: &str) -> Option<Schema> {
    let known = Schema::named(value);
    if known.is_known() {
        return Some(known);
    }
    let folded = interdict_codes::fold(value).replace(' ', "");
    Some(match folded.as_str() {
        "person"
        | "individual"
        | "individuals"
        | "naturalperson"
        | "human"
        | "people"
        | "private"
        | "privateperson"
        | "natural"
        | "ind"
        | "retail"
        | "personnephysique"
        | "naturlicheperson"
        | "privatperson"
        | "personafisica"
        | "personanatural"
        | "физлицо"
        | "физическоелицо"
        | "个人"
        | "個人"
        | "개인" => Schema::PERSON,
        "company" | "business" | "corporate" | "corporation" | "firm" | "ltd" | "corp"
        | "firma" | "unternehmen" | "societe" | "entreprise" | "empresa" | "azienda" | "公司"
        | "会社" | "회사" => Schema::COMPANY,
        "organisation" | "organization" | "org" | "ngo" | "charity" | "association"
        | "foundation" | "verein" | "组织" => Schema::ORGANIZATION,
        "entity"
        | "legalentity"
        | "legalperson"
        | "juridicalperson"
        | "legal"
        | "nonindividual"
        | "institution"
        | "personnemorale"
        | "juristischeperson"
        | "personajuridica"
        | "personagiuridica"
        | "юрлицо"
        | "юридическоелицо"
        | "trust"
        | "partnership"
        | "bank"
        | "법인"
        | "法人" => Schema::LEGAL_ENTITY,
        "government" | "publicbody" | "ministry" | "agency" | "stateowned" => Schema::PUBLIC_BODY,
        "vessel" | "ship" | "vessels" | "boat" | "tanker" | "schiff" | "navire" | "buque"
        | "судно" | "船舶" | "선박" => Schema::VESSEL,
        "aircraft" | "airplane" | "aeroplane" | "plane" | "helicopter" | "flugzeug" | "avion"
        | "飞机" => Schema::AIRPLANE,
        "wallet" | "cryptowallet" | "digitalwallet" | "cryptoaddress" => Schema::CRYPTO_WALLET,
        "security" | "isin" | "bond" | "share" => Schema::SECURITY,
        _ => return None,
    })
}

fn gender(value: &str) -> Option<Gender> {
    Some(match interdict_codes::fold(value).as_str() {
        "m" | "male" | "man" | "mr" | "homme" | "masculin" | "mannlich" | "masculino"
        | "hombre" | "maschio" | "м" | "муж" | "мужскои" | "男" | "男性" | "남" | "남성"
        | "ذكر" => Gender::Male,
        "f" | "female" | "woman" | "mrs" | "ms" | "femme" | "feminin" | "weiblich" | "w"
        | "femenino" | "mujer" | "femmina" | "feminino" | "ж" | "жен" | "женскии" | "女"
        | "女性" | "여" | "여성" | "انثى" => Gender::Female,
        "x" | "other" | "diverse" | "d" | "divers" | "nonbinary" | "non binary" | "autre"
        | "otro" => Gender::Other,
        _ => return None,
    })
}

/// What gathers while the cells of a row are read.
#[derive(Default)]
struct Draft {
    party: Party,
    full: Vec<String>,
    fallback: Vec<String>,
    aliases: Vec<String>,
    lines: String,
    given: String,
    middle: String,
    family: String,
    addresses: Vec<String>,
    street: String,
    city: String,
    region: String,
    postal_code: String,
    address_country: String,
    general_country: String,
}

/// Reads a row. `serials` says that dates may stand as the day numbers of a spreadsheet.
pub(crate) fn build(
    record: &Record,
    columns: &[Column],
    number: u64,
    serials: bool,
) -> Result<Party, RowError> {
    let mut draft = Draft::default();
    for (at, value) in record.cells() {
        let Some(column) = columns.get(at) else { continue };
        let value = value.trim();
        if let Some(kind) = column.kind()
            && !value.is_empty()
        {
            if value.contains('\u{fffd}') && kind != Kind::Ignore {
                let expected =
                    "text without lost characters (U+FFFD), as an earlier conversion left it";
                draft.unread(column, value, expected);
            }
            draft.take(column, kind, value, serials);
        }
    }
    let mut party = draft.finish();
    if party.id.is_empty() {
        party.id = number.to_string();
    }
    if party.names.is_empty() && party.identifiers.is_empty() {
        let column = columns.iter().find(|c| c.kind().is_some_and(Kind::names));
        let given: Vec<&str> =
            record.cells().map(|(_, v)| v.trim()).filter(|v| !v.is_empty()).collect();
        return Err(RowError {
            line: record.line,
            column: column.map_or_else(String::new, |c| c.heading.clone()),
            value: cut(&given.join(" | ")),
            expected: "expected a name or an identifier, found neither".to_owned(),
            advice: "fill in the name; without one there is nothing to screen".to_owned(),
        });
    }
    Ok(party)
}

fn join(to: &mut String, value: &str, between: &str) {
    if !to.is_empty() {
        to.push_str(between);
    }
    to.push_str(value);
}

/// The values of a cell that may hold several.
fn several(value: &str) -> impl Iterator<Item = &str> {
    value.split([';', '|', '\n']).map(str::trim).filter(|v| !v.is_empty())
}

impl Draft {
    fn take(&mut self, column: &Column, kind: Kind, value: &str, serials: bool) {
        let name = |to: &mut Vec<String>| {
            if !is_blank_name(value) {
                to.push(value.to_owned());
            }
        };
        let mut part = |to: fn(&mut Self) -> &mut String| {
            if !is_blank_name(value) {
                join(to(self), value, " ");
            }
        };
        match kind {
            Kind::Name => return name(&mut self.full),
            Kind::Fallback => return name(&mut self.fallback),
            Kind::Given => return part(|d| &mut d.given),
            Kind::Middle => return part(|d| &mut d.middle),
            Kind::Family => return part(|d| &mut d.family),
            Kind::NameLine => return part(|d| &mut d.lines),
            Kind::Alias => {
                self.aliases.extend(several(value).filter(|v| !is_blank(v)).map(str::to_owned));
                return;
            }
            Kind::Country => return self.countries(column, value),
            _ if is_blank(value) => return,
            _ => {}
        }
        match kind {
            Kind::Id => self.party.id = value.to_owned(),
            Kind::Date => several(value).for_each(|v| self.date(column, v, serials)),
            Kind::Gender => match gender(value) {
                Some(gender) => self.party.gender = Some(gender),
                None => self.unread(column, value, "male, female or other"),
            },
            Kind::Schema => match schema(value) {
                Some(schema) => self.party.schema = Some(schema),
                None => self.unread(
                    column,
                    value,
                    "a kind of party: person, company, organisation, vessel or aircraft",
                ),
            },
            Kind::BirthPlace => self.party.birth_places.extend(several(value).map(str::to_owned)),
            Kind::BirthCountry => self.party.birth_places.push(value.to_owned()),
            Kind::Address => self.addresses.extend(several(value).map(str::to_owned)),
            Kind::Street => join(&mut self.street, value, ", "),
            Kind::City => join(&mut self.city, value, ", "),
            Kind::Region => join(&mut self.region, value, ", "),
            Kind::PostalCode => join(&mut self.postal_code, value, " "),
            Kind::AddressCountry => join(&mut self.address_country, value, ", "),
            Kind::Number(property) => several(value).for_each(|v| self.number(column, property, v)),
            _ => {}
        }
    }

    fn unread(&mut self, column: &Column, value: &str, expected: impl Into<String>) {
        self.party.unread.push((column.heading.clone(), cut(value), expected.into()));
    }

    fn date(&mut self, column: &Column, value: &str, serials: bool) {
        let reading = interdict_codes::date_with(value, column.order)
            .or_else(|| if serials { day_number(value).map(DateReading::One) } else { None });
        match reading {
            None => self.unread(column, value, "a date such as 1964-03-05, 5 March 1964 or 1964"),
            Some(reading) => {
                if let DateReading::Ambiguous(a, b) = reading {
                    self.unread(
                        column,
                        value,
                        format!("a date that reads one way; this may be {a} or {b}, and both are compared"),
                    );
                }
                for date in reading.all() {
                    if !self.party.dates.contains(&date) {
                        self.party.dates.push(date);
                    }
                }
            }
        }
    }

    fn countries(&mut self, column: &Column, value: &str) {
        let namibia = column.codes && value.eq_ignore_ascii_case("na");
        if is_blank(value) && !namibia {
            return;
        }
        if column.field.is_some_and(|f| f.name == "country") && self.general_country.is_empty() {
            value.clone_into(&mut self.general_country);
        }
        for (piece, found) in interdict_codes::countries_in(value) {
            match found {
                Some(country) => {
                    if !self.party.countries.contains(&country) {
                        self.party.countries.push(country);
                    }
                }
                None if is_blank(piece) => {}
                None => self.unread(
                    column,
                    piece,
                    "a country by its name or ISO 3166 code, which only one country bears",
                ),
            }
        }
    }

    fn number(&mut self, column: &Column, property: &'static str, value: &str) {
        if let Some(expected) = trouble(property, value) {
            self.unread(column, value, expected);
        }
        if value.chars().any(|c| c.is_numeric()) || property == "callSign" || property == "swiftBic"
        {
            let identifier = Identifier { number: value.to_owned(), ..Identifier::default() };
            self.party.identifiers.push((Property::of(property), identifier));
        } else if trouble(property, value).is_none() {
            self.unread(column, value, "a number with at least one digit");
        }
    }

    fn finish(mut self) -> Party {
        let party = &mut self.party;
        let mut names = self.full;
        if names.is_empty() && !self.lines.is_empty() {
            names.push(self.lines);
        }
        if names.is_empty() {
            let mut joined = String::new();
            for part in [&self.given, &self.middle, &self.family] {
                if !part.is_empty() {
                    join(&mut joined, part, " ");
                }
            }
            if !joined.is_empty() {
                names.push(joined);
            }
        }
        if names.is_empty() {
            names = self.fallback;
        }
        for name in names.into_iter().chain(self.aliases) {
            if !party.names.contains(&name) {
                party.names.push(name);
            }
        }
        let some = |text: String| (!text.is_empty()).then_some(text);
        (party.given, party.middle, party.family) =
            (some(self.given), some(self.middle), some(self.family));

        let parts = [&self.street, &self.city, &self.region, &self.postal_code];
        let has_parts = parts.iter().any(|p| !p.is_empty());
        let country = if self.address_country.is_empty() {
            self.general_country
        } else {
            self.address_country
        };
        let mut joined = String::new();
        for part in parts.into_iter().chain([&country]).filter(|p| !p.is_empty()) {
            join(&mut joined, part, ", ");
        }
        let mut addresses = self.addresses.into_iter();
        let first = addresses.next();
        if has_parts || first.is_some() {
            let code = interdict_codes::country(&country);
            party.addresses.push(Address {
                full: first.unwrap_or(joined),
                street: some(self.street),
                city: some(self.city),
                region: some(self.region),
                postal_code: some(self.postal_code),
                country: code,
                country_printed: some(country).filter(|_| code.is_none()),
                note: None,
            });
        }
        party.addresses.extend(addresses.map(|full| Address { full, ..Address::default() }));
        self.party
    }
}

/// The day a spreadsheet counts so many days from the end of 1899: an unformatted date.
fn day_number(value: &str) -> Option<PartialDate> {
    let days: i64 = value.parse().ok().filter(|n| (10_000..=60_000).contains(n))?;
    let epoch = interdict_model::Date::new(1899, 12, 30).ok()?;
    let mut date = epoch;
    // By years first, so that no arithmetic on dates beyond the model's is needed.
    let mut left = days;
    loop {
        let length = i64::from(date.days_in_month());
        let rest = length - i64::from(date.day());
        if left <= rest {
            let day = i8::try_from(i64::from(date.day()) + left).ok()?;
            return PartialDate::from_parts(date.year(), Some(date.month()), Some(day)).ok();
        }
        left -= rest + 1;
        let (year, month) =
            if date.month() == 12 { (date.year() + 1, 1) } else { (date.year(), date.month() + 1) };
        date = interdict_model::Date::new(year, month, 1).ok()?;
    }
}

/// What is wrong with an identifier of a known kind, if anything.
fn trouble(property: &str, value: &str) -> Option<String> {
    let judge = |read: Option<Checked>, shape: &str| match read {
        None => Some(shape.to_owned()),
        Some(checked) if !checked.valid => {
            Some(format!("{shape}; its check digits or form are wrong"))
        }
        Some(_) => None,
    };
    match property {
        "imoNumber" => {
            let ship = interdict_codes::imo(value);
            let owner = interdict_codes::imo_company(value);
            let best = if owner.as_ref().is_some_and(|o| o.valid) { owner } else { ship };
            judge(best, "an IMO number of seven digits")
        }
        "mmsi" => judge(interdict_codes::mmsi(value), "an MMSI of nine digits"),
        "leiCode" => judge(interdict_codes::lei(value), "an LEI of twenty letters and digits"),
        "isin" => judge(interdict_codes::isin(value), "an ISIN of twelve letters and digits"),
        "swiftBic" => {
            judge(interdict_codes::bic(value), "a BIC of eight or eleven letters and digits")
        }
        "iban" => judge(interdict_codes::iban(value), "an IBAN"),
        "innCode" => judge(interdict_codes::inn(value), "an INN of ten or twelve digits"),
        "ogrnCode" => judge(interdict_codes::ogrn(value), "an OGRN of thirteen or fifteen digits"),
        "uniqueEntityId" => {
            judge(interdict_codes::uei(value), "a UEI of twelve letters and digits")
        }
        "publicKey" => match interdict_codes::wallet(value) {
            Some((_, checked)) if !checked.valid => {
                Some("a wallet address; its checksum is wrong".to_owned())
            }
            // Chains without a form of their own are many.
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_party() {
        assert_eq!(schema("Individual"), Some(Schema::PERSON));
        assert_eq!(schema("LegalEntity"), Some(Schema::LEGAL_ENTITY));
        assert_eq!(schema("SHIP"), Some(Schema::VESSEL));
        assert_eq!(schema("Natürliche Person"), Some(Schema::PERSON));
        assert_eq!(schema("savings"), None);
    }

    #[test]
    fn spreadsheet_day_numbers() {
        let day = |text| day_number(text).map(|d| d.to_string());
        assert_eq!(day("23441").as_deref(), Some("1964-03-05"));
        assert_eq!(day("45292").as_deref(), Some("2024-01-01"));
        assert_eq!(day("1964"), None);
    }

    #[test]
    fn placeholders_are_no_values() {
        for text in ["", " ", "-", "N/A", "n.a.", "NULL", "Unknown", "--", "#N/A"] {
            assert!(is_blank(text), "{text:?}");
        }
        assert!(!is_blank("Namibia"));
        assert!(!is_blank_name("Null"));
        assert!(is_blank_name("--"));
    }
}
