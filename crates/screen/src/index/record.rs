// SPDX-License-Identifier: Apache-2.0
//! A whole entity as bytes and back, every property, link and provenance kept.

use super::codec::{Decoder, Encoder, Malformed, Words};
use interdict_model::{
    Address, Country, CrossReference, Date, Entity, EntityId, Fact, Gender, Identifier, LegalAct,
    Link, LinkTarget, Listing, ListingStatus, Measure, MeasureKind, Name, NameKind, NamePart,
    PartKind, PartialDate, Position, Property, Quality, Schema, Seen, Value,
};

type Read<T> = Result<T, Malformed>;

/// Codes of a fieldless enum in the format; the position in the list is the byte written.
macro_rules! coded {
    ($put:ident, $get:ident, $type:ty, [$($variant:path),* $(,)?]) => {
        fn $put(e: &mut Encoder<'_>, value: $type) {
            const ALL: &[$type] = &[$($variant),*];
            let code = ALL.iter().position(|v| *v == value).unwrap_or(0);
            e.byte(u8::try_from(code).unwrap_or(0));
        }

        fn $get<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<$type> {
            const ALL: &[$type] = &[$($variant),*];
            ALL.get(usize::from(d.byte()?)).copied().ok_or(Malformed)
        }
    };
}

coded!(
    put_name_kind,
    get_name_kind,
    NameKind,
    [NameKind::Primary, NameKind::Aka, NameKind::Fka, NameKind::Abbreviation]
);
coded!(put_quality, get_quality, Quality, [Quality::Strong, Quality::Weak]);
coded!(put_gender, get_gender, Gender, [Gender::Female, Gender::Male, Gender::Other]);
coded!(
    put_part_kind,
    get_part_kind,
    PartKind,
    [
        PartKind::Given,
        PartKind::Middle,
        PartKind::Family,
        PartKind::Patronymic,
        PartKind::Matronymic,
        PartKind::Maiden,
        PartKind::Title,
        PartKind::Suffix,
        PartKind::Nickname,
        PartKind::Other,
    ]
);
coded!(
    put_measure_kind,
    get_measure_kind,
    MeasureKind,
    [
        MeasureKind::AssetFreeze,
        MeasureKind::TravelBan,
        MeasureKind::ArmsEmbargo,
        MeasureKind::PortEntryBan,
        MeasureKind::DeFlag,
        MeasureKind::ShipDirection,
        MeasureKind::Sectoral,
        MeasureKind::CorrespondentAccount,
        MeasureKind::Debarment,
        MeasureKind::ExportControl,
        MeasureKind::ServicesBan,
        MeasureKind::Other,
    ]
);

/// A date as year, month and day; years are kept from -9999 as jiff does.
pub(crate) fn put_date(e: &mut Encoder<'_>, date: Date) {
    let year = i32::from(date.year()) + 10_000;
    let packed = (u64::try_from(year).unwrap_or(0) << 9)
        | (u64::from(date.month().unsigned_abs()) << 5)
        | u64::from(date.day().unsigned_abs());
    e.uint(packed);
}

pub(crate) fn get_date<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<Date> {
    let packed = d.uint()?;
    let year = i16::try_from((packed >> 9) as i64 - 10_000).map_err(|_| Malformed)?;
    let month = ((packed >> 5) & 15) as i8;
    let day = (packed & 31) as i8;
    Date::new(year, month, day).map_err(|_| Malformed)
}

fn put_partial(e: &mut Encoder<'_>, date: PartialDate) {
    e.byte(u8::from(date.is_circa()));
    put_date(e, date.earliest());
    put_date(e, date.latest());
}

fn get_partial<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<PartialDate> {
    let circa = d.byte()? == 1;
    let from = PartialDate::day(get_date(d)?);
    let to = PartialDate::day(get_date(d)?);
    let date = PartialDate::between(from, to).map_err(|_| Malformed)?;
    Ok(if circa { date.approximately() } else { date })
}

fn put_text_option(e: &mut Encoder<'_>, text: Option<&str>) {
    e.option(text, |e, t| e.text(t));
}

fn get_text_option<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<Option<String>> {
    d.option(Decoder::string)
}

fn put_country(e: &mut Encoder<'_>, country: Option<Country>) {
    e.word(country.as_ref().map_or("", |c| c.code()));
}

fn get_country<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<Option<Country>> {
    match d.word()? {
        "" => Ok(None),
        code => Country::new(code).map(Some).ok_or(Malformed),
    }
}

pub(crate) fn put_position(e: &mut Encoder<'_>, position: Position) {
    e.uint(u64::from(position.file));
    e.uint(position.line);
}

pub(crate) fn get_position<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<Position> {
    Ok(Position { file: d.small()?, line: d.uint()? })
}

fn put_name(e: &mut Encoder<'_>, name: &Name) {
    put_name_kind(e, name.kind);
    put_quality(e, name.quality);
    e.text(&name.text);
    e.sequence(&name.parts, |e, part| {
        put_part_kind(e, part.kind);
        e.text(&part.text);
    });
    put_text_option(e, name.language.as_deref());
    put_text_option(e, name.note.as_deref());
}

fn get_name<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<Name> {
    Ok(Name {
        kind: get_name_kind(d)?,
        quality: get_quality(d)?,
        text: d.string()?,
        parts: d.sequence(|d| Ok(NamePart { kind: get_part_kind(d)?, text: d.string()? }))?,
        language: get_text_option(d)?,
        note: get_text_option(d)?,
    })
}

fn put_address(e: &mut Encoder<'_>, a: &Address) {
    e.text(&a.full);
    for part in [&a.street, &a.city, &a.region, &a.postal_code, &a.country_printed, &a.note] {
        put_text_option(e, part.as_deref());
    }
    put_country(e, a.country);
}

fn get_address<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<Address> {
    Ok(Address {
        full: d.string()?,
        street: get_text_option(d)?,
        city: get_text_option(d)?,
        region: get_text_option(d)?,
        postal_code: get_text_option(d)?,
        country_printed: get_text_option(d)?,
        note: get_text_option(d)?,
        country: get_country(d)?,
    })
}

fn put_identifier(e: &mut Encoder<'_>, id: &Identifier) {
    e.text(&id.number);
    e.option(id.kind.as_deref(), |e, kind| e.word(kind));
    put_country(e, id.country);
    put_text_option(e, id.country_printed.as_deref());
    e.option(id.issued, put_date);
    e.option(id.expires, put_date);
    put_text_option(e, id.note.as_deref());
}

fn get_identifier<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<Identifier> {
    Ok(Identifier {
        number: d.string()?,
        kind: d.option(|d| d.word().map(str::to_owned))?,
        country: get_country(d)?,
        country_printed: get_text_option(d)?,
        issued: d.option(get_date)?,
        expires: d.option(get_date)?,
        note: get_text_option(d)?,
    })
}

fn put_fact(e: &mut Encoder<'_>, fact: &Fact) {
    e.word(fact.property.as_str());
    match &fact.value {
        Value::Text(text) => {
            e.byte(0);
            e.text(text);
        }
        Value::Date { date, printed } => {
            e.byte(1);
            put_partial(e, *date);
            put_text_option(e, printed.as_deref());
        }
        Value::Country { code, printed } => {
            e.byte(2);
            put_country(e, *code);
            e.word(printed);
        }
        Value::Identifier(id) => {
            e.byte(3);
            put_identifier(e, id);
        }
        Value::Address(address) => {
            e.byte(4);
            put_address(e, address);
        }
        Value::Gender(gender) => {
            e.byte(5);
            put_gender(e, *gender);
        }
    }
    put_text_option(e, fact.note.as_deref());
}

fn get_fact<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<Fact> {
    let property = Property::named(d.word()?);
    let value = match d.byte()? {
        0 => Value::Text(d.string()?),
        1 => Value::Date { date: get_partial(d)?, printed: get_text_option(d)? },
        2 => Value::Country { code: get_country(d)?, printed: d.word()?.to_owned() },
        3 => Value::Identifier(get_identifier(d)?),
        4 => Value::Address(get_address(d)?),
        5 => Value::Gender(get_gender(d)?),
        _ => return Err(Malformed),
    };
    Ok(Fact { property, value, note: get_text_option(d)? })
}

fn put_listing(e: &mut Encoder<'_>, l: &Listing) {
    e.word(&l.authority);
    e.word(&l.list);
    put_text_option(e, l.reference.as_deref());
    e.sequence(&l.programmes, |e, p| e.word(p));
    e.sequence(&l.legal_acts, |e, act| {
        e.word(&act.title);
        e.option(act.date, put_date);
        e.option(act.url.as_deref(), |e, url| e.word(url));
    });
    e.sequence(&l.measures, |e, m| {
        put_measure_kind(e, m.kind);
        e.word(&m.printed);
        e.option(m.since, put_date);
    });
    e.sequence(&l.listed_on, |e, d| put_date(e, *d));
    e.sequence(&l.amended_on, |e, d| put_date(e, *d));
    match &l.status {
        ListingStatus::Listed => e.byte(0),
        ListingStatus::Delisted(on) => {
            e.byte(1);
            e.option(*on, put_date);
        }
        ListingStatus::Varied(words) => {
            e.byte(2);
            e.text(words);
        }
    }
    put_text_option(e, l.reason.as_deref());
    e.sequence(&l.cross_references, |e, c| {
        e.word(&c.authority);
        e.text(&c.reference);
    });
    put_position(e, l.position);
}

fn get_listing<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<Listing> {
    Ok(Listing {
        authority: d.word()?.to_owned(),
        list: d.word()?.to_owned(),
        reference: get_text_option(d)?,
        programmes: d.sequence(|d| d.word().map(str::to_owned))?,
        legal_acts: d.sequence(|d| {
            Ok(LegalAct {
                title: d.word()?.to_owned(),
                date: d.option(get_date)?,
                url: d.option(|d| d.word().map(str::to_owned))?,
            })
        })?,
        measures: d.sequence(|d| {
            Ok(Measure {
                kind: get_measure_kind(d)?,
                printed: d.word()?.to_owned(),
                since: d.option(get_date)?,
            })
        })?,
        listed_on: d.sequence(get_date)?,
        amended_on: d.sequence(get_date)?,
        status: match d.byte()? {
            0 => ListingStatus::Listed,
            1 => ListingStatus::Delisted(d.option(get_date)?),
            2 => ListingStatus::Varied(d.string()?),
            _ => return Err(Malformed),
        },
        reason: get_text_option(d)?,
        cross_references: d.sequence(|d| {
            Ok(CrossReference { authority: d.word()?.to_owned(), reference: d.string()? })
        })?,
        position: get_position(d)?,
    })
}

fn put_link(e: &mut Encoder<'_>, link: &Link) {
    e.word(link.property.as_str());
    match &link.target {
        LinkTarget::Entity(id) => {
            e.byte(0);
            e.text(id.as_str());
        }
        LinkTarget::Reference { authority, reference } => {
            e.byte(1);
            e.word(authority);
            e.text(reference);
        }
        LinkTarget::Named(name) => {
            e.byte(2);
            e.text(name);
        }
    }
    put_text_option(e, link.printed.as_deref());
}

fn get_link<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<Link> {
    Ok(Link {
        property: Property::named(d.word()?),
        target: match d.byte()? {
            0 => LinkTarget::Entity(EntityId::new(d.text()?)),
            1 => LinkTarget::Reference { authority: d.word()?.to_owned(), reference: d.string()? },
            2 => LinkTarget::Named(d.string()?),
            _ => return Err(Malformed),
        },
        printed: get_text_option(d)?,
    })
}

/// Writes an entity of the release numbered `release`.
pub(crate) fn put_entity(e: &mut Encoder<'_>, release: u32, entity: &Entity) {
    e.text(entity.id.as_str());
    e.uint(u64::from(release));
    e.word(entity.schema.as_str());
    put_text_option(e, entity.caption.as_deref());
    e.sequence(&entity.names, put_name);
    e.sequence(&entity.listings, put_listing);
    e.sequence(&entity.facts, put_fact);
    e.sequence(&entity.links, put_link);
    e.sequence(&entity.datasets, |e, dataset| e.word(dataset));
    e.sequence(&entity.referents, |e, id| e.text(id.as_str()));
    for seen in [&entity.seen.first, &entity.seen.last, &entity.seen.changed] {
        e.option(seen.as_deref(), |e, when| e.word(when));
    }
    e.option(entity.target, |e, target| e.byte(u8::from(target)));
    put_position(e, entity.position);
}

/// Reads an entity and the number of its release.
pub(crate) fn get_entity<W: Words + ?Sized>(d: &mut Decoder<'_, W>) -> Read<(u32, Entity)> {
    let id = EntityId::new(d.text()?);
    let release = d.small()?;
    let entity = Entity {
        id,
        schema: Schema::named(d.word()?),
        caption: get_text_option(d)?,
        names: d.sequence(get_name)?,
        listings: d.sequence(get_listing)?,
        facts: d.sequence(get_fact)?,
        links: d.sequence(get_link)?,
        datasets: d.sequence(|d| d.word().map(str::to_owned))?,
        referents: d.sequence(|d| d.text().map(EntityId::new))?,
        seen: Seen {
            first: d.option(|d| d.word().map(str::to_owned))?,
            last: d.option(|d| d.word().map(str::to_owned))?,
            changed: d.option(|d| d.word().map(str::to_owned))?,
        },
        target: d.option(|d| d.byte().map(|b| b == 1))?,
        position: get_position(d)?,
    };
    Ok((release, entity))
}
