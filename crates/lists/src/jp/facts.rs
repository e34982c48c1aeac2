// SPDX-License-Identifier: Apache-2.0
//! What a row of a Japanese sheet says besides names and notices, as facts.

use crate::items;
use crate::jp::columns::Column;
use crate::jp::dates::{self, day_near};
use crate::jp::entry::Row;
use crate::jp::text::{country, country_at_start, plain, stated};
use crate::recorder::Recorder;
use crate::values;
use interdict_model::{
    Address, Country, DefectKind, Entity, Fact, Gender, Identifier, PartialDate, Property, Value,
};

/// Adds the facts of a row.
pub(super) fn add(row: &Row, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    let out = &mut entity.facts;
    for (column, property) in
        [(Column::Title, Property::TITLE), (Column::Position, Property::POSITION)]
    {
        for cell in row.all(column).map(plain) {
            for item in items::items(&cell).into_iter().filter_map(stated) {
                push(out, Fact::text(property.clone(), item));
            }
        }
    }
    for cell in row.all(Column::BirthDate) {
        birth_dates(cell, row, out, recorder);
    }
    for cell in row.all(Column::BirthDateAndPlace) {
        born(cell, row, out, recorder);
    }
    for cell in row.all(Column::BirthPlace) {
        places(&Property::BIRTH_PLACE, cell, out);
    }
    for cell in row.all(Column::Nationality).map(plain) {
        for item in pieces(&cell) {
            nationality(item, row, out, recorder);
        }
    }
    for (column, property, kind) in [
        (Column::Passport, Property::PASSPORT_NUMBER, "旅券番号"),
        (Column::IdNumber, Property::ID_NUMBER, "身分証番号"),
    ] {
        for cell in row.all(column).map(plain) {
            for item in items::items(&cell).into_iter().flat_map(|i| i.split([';', '\n'])) {
                if let Some(item) = stated(item) {
                    push(out, document(property.clone(), kind, item));
                }
            }
        }
    }
    for cell in row.all(Column::Address) {
        places(&Property::ADDRESS, cell, out);
    }
    for (column, note) in [(Column::Phone, None), (Column::Fax, Some("fax"))] {
        for cell in row.all(column).map(plain) {
            phones(&cell, note, out);
        }
    }
    for cell in row.all(Column::UnListingDate) {
        if let Some(date) = dates::dates(cell).first().and_then(|p| p.date) {
            let fact = Fact::date(Property::of("unListingDate"), date, cell);
            push(out, fact);
        } else if let Some(cell) = stated(cell) {
            push(out, Fact::text(Property::of("unListingDate"), cell));
        }
    }
    for cell in row.all(Column::Other) {
        if let Some(cell) = stated(cell) {
            push(out, Fact::text(Property::NOTES, cell));
        }
        other(&plain(cell), row, out, recorder);
    }
}

fn birth_dates(cell: &str, row: &Row, out: &mut Vec<Fact>, recorder: &mut Recorder<'_>) {
    for printed in dates::dates(cell) {
        let fact =
            values::date(Property::BIRTH_DATE, &printed.text, printed.date, row.line(), recorder);
        push(out, fact.with_note(printed.rest));
    }
}

/// "1941年8月20日セルビア共和国ポジャレヴァッツ生\nBorn at Pozarevac, Republic of Serbia, on …".
fn born(cell: &str, row: &Row, out: &mut Vec<Fact>, recorder: &mut Recorder<'_>) {
    let plain = plain(cell);
    let mut lines = plain.lines();
    for printed in dates::dates(lines.next().unwrap_or_default()) {
        if let Some(place) = &printed.rest {
            places(&Property::BIRTH_PLACE, place, out);
        }
        let fact =
            values::date(Property::BIRTH_DATE, &printed.text, printed.date, row.line(), recorder);
        push(out, fact);
    }
    for line in lines {
        if let Some(rest) = line.trim().strip_prefix("Born at ") {
            let place = rest.split(", on ").next().unwrap_or(rest);
            let place = place.split(", in 1").next().unwrap_or(place);
            places(&Property::BIRTH_PLACE, place, out);
        }
    }
}

/// Places and addresses of a cell.
fn places(property: &Property, cell: &str, out: &mut Vec<Fact>) {
    let cell = plain(cell);
    for item in pieces(&cell) {
        let full: Vec<&str> = item.split_whitespace().collect();
        let address =
            Address { full: full.join(" "), country: country_in(item), ..Address::default() };
        if let Some(fact) = values::address(property.clone(), address) {
            push(out, fact);
        }
    }
}

/// The items of a cell: lettered, or set apart by semicolons and lines.
fn pieces(cell: &str) -> Vec<&str> {
    items::items(cell).into_iter().flat_map(|i| i.split([';', '\n'])).filter_map(stated).collect()
}

/// The country of a place: the whole, what stands in brackets, or the first or last part.
fn country_in(text: &str) -> Option<Country> {
    let bracket = text.split_once('(').and_then(|(_, r)| r.split(')').next());
    let last = text.rsplit([',', '、']).next();
    let first = text.split([',', '、']).next();
    country(text)
        .or_else(|| last.and_then(|t| country(t.trim())))
        .or_else(|| first.and_then(|t| country(t.trim())))
        .or_else(|| bracket.and_then(country))
        .or_else(|| country_at_start(text))
}

fn nationality(item: &str, row: &Row, out: &mut Vec<Fact>, recorder: &mut Recorder<'_>) {
    if let Some(code) = country(item) {
        let value = Value::Country { code: Some(code), printed: item.to_owned() };
        push(out, Fact::new(Property::NATIONALITY, value));
        return;
    }
    // "リビア、チュニジア", "ロシア及びウクライナ".
    let parts: Vec<&str> = item
        .split(['、', ',', '/'])
        .flat_map(|p| p.split("及び"))
        .flat_map(|p| p.split("又は"))
        .filter_map(stated)
        .collect();
    for part in parts {
        let bare = part.split('(').next().unwrap_or(part).trim();
        match country(part).or_else(|| country(bare)) {
            Some(code) => {
                let value = Value::Country { code: Some(code), printed: part.to_owned() };
                push(out, Fact::new(Property::NATIONALITY, value));
            }
            None => {
                let fact = values::country(Property::NATIONALITY, part, row.line(), recorder);
                push(out, fact);
            }
        }
    }
}

/// A passport or identity number with its days of issue and expiry.
fn document(property: Property, kind: &str, item: &str) -> Fact {
    let digits = |t: &str| t.bytes().filter(u8::is_ascii_digit).count();
    // The first word with figures that is no date; the whole where none is clear.
    let number = item
        .split(['、', ',', '(', ')', '・', ':'])
        .flat_map(|part| {
            if digits(part) >= 4 && part.is_ascii() {
                vec![part]
            } else {
                part.split(' ').collect()
            }
        })
        .map(str::trim)
        .find(|t| digits(t) >= 4 && t.is_ascii() && !t.is_empty())
        .or_else(|| {
            item.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '/' | '.'))
                .find(|t| digits(t) >= 5)
        })
        .unwrap_or(item);
    let issuer = item
        .split(['(', ')', '、', ' '])
        .map(|t| {
            t.trim_end_matches("旅券番号").trim_end_matches("旅券").trim_end_matches("国民ID番号")
        })
        .find_map(country);
    Fact::new(
        property,
        Value::Identifier(Identifier {
            number: number.to_owned(),
            kind: Some(kind.to_owned()),
            country: issuer,
            issued: day_near(item, &["発効", "発行", "発給"]),
            expires: day_near(item, &["失効", "有効期限"]),
            note: (number != item).then(|| item.to_owned()),
            ..Identifier::default()
        }),
    )
}

fn phones(cell: &str, note: Option<&str>, out: &mut Vec<Fact>) {
    for item in cell.split(['、', ';', '\n']).filter_map(stated) {
        let fact = Fact::text(Property::PHONE, item).with_note(note.map(str::to_owned));
        push(out, fact);
    }
}

/// The lines "key: value" of the other information; a value may go on over lines until the next.
fn other(text: &str, row: &Row, out: &mut Vec<Fact>, recorder: &mut Recorder<'_>) {
    let mut open: Option<(&str, String)> = None;
    let mut keyed = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let key = line.split_once(':').filter(|(k, _)| is_key(k));
        match (key, &mut open) {
            (Some((key, value)), _) => {
                keyed.extend(open.replace((key.trim(), value.trim().to_owned())));
            }
            (None, Some((_, value))) => {
                value.push('\n');
                value.push_str(line);
            }
            (None, None) => {}
        }
    }
    keyed.extend(open);
    for (key, value) in keyed {
        keyed_fact(key, &value, row, out, recorder);
    }
    for (words, property) in
        [("父の名前は", Property::FATHER_NAME), ("母の名前は", Property::MOTHER_NAME)]
    {
        if let Some((_, rest)) = text.split_once(words) {
            let name = rest.split('。').next().unwrap_or_default();
            let latin = name.split_once('(').and_then(|(_, r)| r.split(')').next());
            if let Some(name) = stated(latin.unwrap_or(name)) {
                push(out, Fact::text(property, name));
            }
        }
    }
}

/// A short key without a sentence in it.
fn is_key(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 16 && !text.contains(['。', '、', '(', '/']) || text == "SWIFT/BIC"
}

fn keyed_fact(key: &str, value: &str, row: &Row, out: &mut Vec<Fact>, recorder: &mut Recorder<'_>) {
    let numbers = |property: Property, out: &mut Vec<Fact>| {
        for item in value.split([';', '、', '\n']).filter_map(stated) {
            let id = Identifier {
                number: item.trim_start_matches("IMO").trim().to_owned(),
                kind: Some(key.to_owned()),
                ..Identifier::default()
            };
            push(out, Fact::new(property.clone(), Value::Identifier(id)));
        }
    };
    match key {
        "性別" => match value {
            v if v.starts_with("男") => {
                push(out, Fact::new(Property::GENDER, Value::Gender(Gender::Male)));
            }
            v if v.starts_with("女") => {
                push(out, Fact::new(Property::GENDER, Value::Gender(Gender::Female)));
            }
            _ => recorder.defect(
                DefectKind::UnknownCode,
                row.line(),
                key,
                value,
                "expected 男性 or 女性; kept in the notes",
            ),
        },
        "出生地" => places(&Property::BIRTH_PLACE, value, out),
        "住所" | "所在地" => places(&Property::ADDRESS, value, out),
        "生年月日" => birth_dates(value, row, out, recorder),
        "死亡年月日" => {
            for printed in dates::dates(value) {
                let date: Option<PartialDate> = printed.date;
                let fact =
                    values::date(Property::DEATH_DATE, &printed.text, date, row.line(), recorder);
                push(out, fact);
            }
        }
        "電話番号" | "電話" => phones(value, None, out),
        "FAX番号" | "FAX" => phones(value, Some("fax"), out),
        "Eメールアドレス" | "メールアドレス" | "Eメール" => {
            for item in value.split([';', '\n', '、']).filter_map(stated) {
                let address = item.replace("(AT)", "@").replace("(DOT)", ".").replace(' ', "");
                push(out, Fact::text(Property::EMAIL, address));
            }
        }
        "ウェブサイト" | "ホームページ" => {
            push(out, Fact::text(Property::WEBSITE, value));
        }
        "暗号資産アドレス" => {
            for item in value.split([';', '\n', '、']).filter_map(stated) {
                push(out, Fact::text(Property::CRYPTO_ADDRESS, item));
            }
        }
        "SWIFT/BIC" | "SWIFT" | "BIC" => numbers(Property::SWIFT_BIC, out),
        "IMO番号" | "船舶登録証明" => numbers(Property::IMO_NUMBER, out),
        "旅券" | "旅券番号" | "パスポート番号" => {
            for item in value.split([';', '\n']).filter_map(stated) {
                push(out, document(Property::PASSPORT_NUMBER, key, item));
            }
        }
        _ if key.ends_with("旅券番号") => {
            push(out, document(Property::PASSPORT_NUMBER, key, value));
        }
        _ if key.contains("納税者") => numbers(Property::TAX_NUMBER, out),
        _ if key.ends_with("登録番号")
            || key.ends_with("識別番号")
            || key.ends_with("会社番号") =>
        {
            numbers(Property::REGISTRATION_NUMBER, out);
        }
        // Any other key is part of the notes, which are kept whole.
        _ => {}
    }
}

/// Adds a fact that is not there yet.
fn push(out: &mut Vec<Fact>, fact: Fact) {
    if !out.contains(&fact) {
        out.push(fact);
    }
}
