// SPDX-License-Identifier: Apache-2.0
//! Arbitrary entities: every field of the model, every kind of value, any text.

use interdict_model::{
    Address, Country, CrossReference, Date, Entity, EntityId, Fact, Gender, Identifier, LegalAct,
    Link, LinkTarget, Listing, ListingStatus, Measure, MeasureKind, Name, NameKind, NamePart,
    PartKind, PartialDate, Position, Property, Quality, Schema, Seen, Value,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Any text: letters of many scripts, marks, controls, nothing at all.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-z ,.'-]{0,20}",
        2 => "\\PC{0,12}",
        1 => any::<String>().prop_map(|s| s.chars().take(12).collect()),
        1 => select(vec!["김정은", "Ёлкин", "مُحَمَّد", "ﷺ", "🚢", "\u{0}", "\u{feff}"]).prop_map(str::to_owned),
    ]
}

fn date() -> impl Strategy<Value = Date> {
    (1i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn partial() -> impl Strategy<Value = PartialDate> {
    (date(), date(), any::<bool>(), 0..4).prop_map(|(a, b, circa, precision)| {
        let date = match precision {
            0 => PartialDate::day(a),
            1 => PartialDate::from_parts(a.year(), Some(a.month()), None).unwrap(),
            2 => PartialDate::year(a.year()).unwrap(),
            _ => PartialDate::between(PartialDate::day(a.min(b)), PartialDate::day(a.max(b)))
                .unwrap(),
        };
        if circa { date.approximately() } else { date }
    })
}

fn country() -> impl Strategy<Value = Country> {
    "[a-z]{2,4}".prop_map(|code| Country::new(&code).unwrap())
}

fn property() -> impl Strategy<Value = Property> {
    let known = ["birthDate", "nationality", "passportNumber", "imoNumber", "address", "notes"];
    prop_oneof![select(known.to_vec()).prop_map(Property::of), text().prop_map(Property::named)]
}

fn identifier() -> impl Strategy<Value = Identifier> {
    let texts = (text(), option::of(text()), option::of(text()), option::of(text()));
    (texts, option::of(country()), option::of(date()), option::of(date())).prop_map(
        |((number, kind, country_printed, note), country, issued, expires)| Identifier {
            number,
            kind,
            country,
            country_printed,
            issued,
            expires,
            note,
        },
    )
}

fn address() -> impl Strategy<Value = Address> {
    let parts = vec(option::of(text()), 6);
    (text(), parts, option::of(country())).prop_map(|(full, parts, country)| {
        let mut parts = parts.into_iter().flatten().map(Some).chain(std::iter::repeat(None));
        let mut next = || parts.next().flatten();
        Address {
            full,
            street: next(),
            city: next(),
            region: next(),
            postal_code: next(),
            country,
            country_printed: next(),
            note: next(),
        }
    })
}

fn gender() -> impl Strategy<Value = Gender> {
    select(vec![Gender::Female, Gender::Male, Gender::Other])
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        text().prop_map(Value::Text),
        (partial(), option::of(text())).prop_map(|(date, printed)| Value::Date { date, printed }),
        (option::of(country()), text())
            .prop_map(|(code, printed)| Value::Country { code, printed }),
        identifier().prop_map(Value::Identifier),
        address().prop_map(Value::Address),
        gender().prop_map(Value::Gender),
    ]
}

fn fact() -> impl Strategy<Value = Fact> {
    (property(), value(), option::of(text())).prop_map(|(property, value, note)| Fact {
        property,
        value,
        note,
    })
}

fn part() -> impl Strategy<Value = NamePart> {
    use PartKind::{
        Family, Given, Maiden, Matronymic, Middle, Nickname, Other, Patronymic, Suffix, Title,
    };
    let kinds =
        vec![Given, Middle, Family, Patronymic, Matronymic, Maiden, Title, Suffix, Nickname, Other];
    (select(kinds), text()).prop_map(|(kind, text)| NamePart { kind, text })
}

fn name() -> impl Strategy<Value = Name> {
    let kinds = vec![NameKind::Primary, NameKind::Aka, NameKind::Fka, NameKind::Abbreviation];
    let quality = select(vec![Quality::Strong, Quality::Weak]);
    (text(), select(kinds), quality, vec(part(), 0..3), option::of(text()), option::of(text()))
        .prop_map(|(text, kind, quality, parts, language, note)| Name {
            text,
            kind,
            quality,
            parts,
            language,
            note,
        })
}

fn measure() -> impl Strategy<Value = Measure> {
    use MeasureKind::{
        ArmsEmbargo, AssetFreeze, CorrespondentAccount, DeFlag, Debarment, ExportControl, Other,
        PortEntryBan, Sectoral, ServicesBan, ShipDirection, TravelBan,
    };
    let kinds = vec![
        AssetFreeze,
        TravelBan,
        ArmsEmbargo,
        PortEntryBan,
        DeFlag,
        ShipDirection,
        Sectoral,
        CorrespondentAccount,
        Debarment,
        ExportControl,
        ServicesBan,
        Other,
    ];
    (select(kinds), text(), option::of(date())).prop_map(|(kind, printed, since)| Measure {
        kind,
        printed,
        since,
    })
}

fn status() -> impl Strategy<Value = ListingStatus> {
    prop_oneof![
        Just(ListingStatus::Listed),
        option::of(date()).prop_map(ListingStatus::Delisted),
        text().prop_map(ListingStatus::Varied),
    ]
}

fn position() -> impl Strategy<Value = Position> {
    (any::<u16>(), any::<u64>()).prop_map(|(file, line)| Position { file, line })
}

fn listing() -> impl Strategy<Value = Listing> {
    let act = (text(), option::of(date()), option::of(text()))
        .prop_map(|(title, date, url)| LegalAct { title, date, url });
    let cross =
        (text(), text()).prop_map(|(authority, reference)| CrossReference { authority, reference });
    let heads = (text(), text(), option::of(text()), option::of(text()));
    let lists = (vec(text(), 0..3), vec(act, 0..2), vec(measure(), 0..3), vec(cross, 0..3));
    let dates = (vec(date(), 0..3), vec(date(), 0..2));
    (heads, lists, dates, status(), position()).prop_map(
        |((authority, list, reference, reason), lists, (listed_on, amended_on), status, at)| {
            let (programmes, legal_acts, measures, cross_references) = lists;
            Listing {
                reference,
                programmes,
                legal_acts,
                measures,
                listed_on,
                amended_on,
                status,
                reason,
                cross_references,
                ..Listing::new(authority, list, at)
            }
        },
    )
}

fn link() -> impl Strategy<Value = Link> {
    let target = prop_oneof![
        id().prop_map(LinkTarget::Entity),
        (text(), text())
            .prop_map(|(authority, reference)| LinkTarget::Reference { authority, reference }),
        text().prop_map(LinkTarget::Named),
    ];
    (property(), target, option::of(text())).prop_map(|(property, target, printed)| Link {
        property,
        target,
        printed,
    })
}

/// Ids that meet often enough for links to have ends.
pub fn id() -> impl Strategy<Value = EntityId> {
    prop_oneof![3 => "id-[0-9]", 1 => text()].prop_map(EntityId::new)
}

fn schema() -> impl Strategy<Value = Schema> {
    prop_oneof![
        4 => select(vec!["Person", "Company", "Vessel", "Sanction", "Ownership", "Thing"])
            .prop_map(Schema::named),
        1 => text().prop_map(|name| Schema::named(&name)),
    ]
}

/// Any entity.
pub fn entity() -> impl Strategy<Value = Entity> {
    let seen = (option::of(text()), option::of(text()), option::of(text()))
        .prop_map(|(first, last, changed)| Seen { first, last, changed });
    let head = (id(), schema(), option::of(text()), option::of(any::<bool>()), position());
    let body = (vec(name(), 0..4), vec(fact(), 0..6), vec(listing(), 0..3), vec(link(), 0..4));
    let rest = (vec(text(), 0..3), vec(id(), 0..3), seen);
    (head, body, rest).prop_map(
        |((id, schema, caption, target, position), body, (datasets, referents, seen))| {
            let (names, facts, listings, links) = body;
            Entity {
                id,
                schema,
                caption,
                names,
                facts,
                listings,
                links,
                datasets,
                referents,
                seen,
                target,
                position,
            }
        },
    )
}
