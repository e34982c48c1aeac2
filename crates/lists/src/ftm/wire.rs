// SPDX-License-Identifier: Apache-2.0
//! One JSON record as it stands in the file, borrowing its text from the line.
//!
//! The visitors are lenient where the meaning is plain (a lone value for a list of one, a number
//! for its text) and keep every key they do not know.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// An entity record.
#[derive(Debug, Default)]
pub(crate) struct Record<'a> {
    pub(crate) id: Option<Cow<'a, str>>,
    pub(crate) caption: Option<Cow<'a, str>>,
    pub(crate) schema: Option<Cow<'a, str>>,
    /// Properties in source order; a name may come twice.
    pub(crate) properties: Vec<(Cow<'a, str>, Vec<Item<'a>>)>,
    pub(crate) referents: Vec<Cow<'a, str>>,
    pub(crate) datasets: Vec<Cow<'a, str>>,
    pub(crate) first_seen: Option<Cow<'a, str>>,
    pub(crate) last_seen: Option<Cow<'a, str>>,
    pub(crate) last_change: Option<Cow<'a, str>>,
    pub(crate) target: Option<bool>,
    /// Every other key with its value.
    pub(crate) others: Vec<(Cow<'a, str>, serde_json::Value)>,
}

/// One value of a property.
#[derive(Debug)]
pub(crate) enum Item<'a> {
    /// A text, or a number or truth value as its text.
    Text(Cow<'a, str>),
    /// A number with more digits than could be kept.
    Rounded(String),
    /// An embedded entity.
    Entity(Box<Record<'a>>),
}

/// A line of a delta.
#[derive(Debug, Default)]
pub(crate) struct Operation<'a> {
    pub(crate) op: Option<Cow<'a, str>>,
    pub(crate) entity: Option<Record<'a>>,
}

/// A text, a number or nothing.
struct Scalar<'a>(Option<Cow<'a, str>>);

/// A list of texts; a lone text counts as a list of one, null as an empty list.
struct Texts<'a>(Vec<Cow<'a, str>>);

/// The values of a property; a lone value counts as a list of one.
struct Items<'a>(Vec<Item<'a>>);

/// A single value; null is none.
struct OneItem<'a>(Option<Item<'a>>);

macro_rules! visitor {
    ($type:ident, $visitor:ident, $expecting:literal, { $($body:tt)* }) => {
        impl<'de> Deserialize<'de> for $type<'de> {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                d.deserialize_any($visitor)
            }
        }
        struct $visitor;
        impl<'de> Visitor<'de> for $visitor {
            type Value = $type<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($expecting)
            }
            $($body)*
        }
    };
}

visitor!(Scalar, ScalarVisitor, "a text", {
    fn visit_borrowed_str<E: Error>(self, v: &'de str) -> Result<Self::Value, E> {
        Ok(Scalar(Some(Cow::Borrowed(v))))
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<Self::Value, E> {
        Ok(Scalar(Some(Cow::Owned(v.to_owned()))))
    }
    fn visit_u64<E: Error>(self, v: u64) -> Result<Self::Value, E> {
        Ok(Scalar(Some(Cow::Owned(v.to_string()))))
    }
    fn visit_i64<E: Error>(self, v: i64) -> Result<Self::Value, E> {
        Ok(Scalar(Some(Cow::Owned(v.to_string()))))
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Scalar(None))
    }
});

visitor!(Texts, TextsVisitor, "a list of texts", {
    fn visit_borrowed_str<E: Error>(self, v: &'de str) -> Result<Self::Value, E> {
        Ok(Texts(vec![Cow::Borrowed(v)]))
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<Self::Value, E> {
        Ok(Texts(vec![Cow::Owned(v.to_owned())]))
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Texts(Vec::new()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut out = Vec::new();
        while let Some(Scalar(text)) = seq.next_element()? {
            out.extend(text);
        }
        Ok(Texts(out))
    }
});

visitor!(OneItem, OneItemVisitor, "a text or an embedded entity", {
    fn visit_borrowed_str<E: Error>(self, v: &'de str) -> Result<Self::Value, E> {
        Ok(OneItem(Some(Item::Text(Cow::Borrowed(v)))))
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<Self::Value, E> {
        Ok(OneItem(Some(Item::Text(Cow::Owned(v.to_owned())))))
    }
    fn visit_bool<E: Error>(self, v: bool) -> Result<Self::Value, E> {
        Ok(OneItem(Some(Item::Text(Cow::Borrowed(if v { "true" } else { "false" })))))
    }
    fn visit_u64<E: Error>(self, v: u64) -> Result<Self::Value, E> {
        Ok(OneItem(Some(Item::Text(Cow::Owned(v.to_string())))))
    }
    fn visit_i64<E: Error>(self, v: i64) -> Result<Self::Value, E> {
        Ok(OneItem(Some(Item::Text(Cow::Owned(v.to_string())))))
    }
    fn visit_f64<E: Error>(self, v: f64) -> Result<Self::Value, E> {
        // From 2^53 on, a JSON number no longer keeps every digit.
        let exact = v.abs() < 9_007_199_254_740_992.0;
        let text = v.to_string();
        Ok(OneItem(Some(if exact { Item::Text(Cow::Owned(text)) } else { Item::Rounded(text) })))
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(OneItem(None))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        RecordVisitor.visit_map(map).map(|r| OneItem(Some(Item::Entity(Box::new(r)))))
    }
});

visitor!(Items, ItemsVisitor, "a list of values", {
    fn visit_borrowed_str<E: Error>(self, v: &'de str) -> Result<Self::Value, E> {
        OneItemVisitor.visit_borrowed_str(v).map(|i| Items(i.0.into_iter().collect()))
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<Self::Value, E> {
        OneItemVisitor.visit_str(v).map(|i| Items(i.0.into_iter().collect()))
    }
    fn visit_bool<E: Error>(self, v: bool) -> Result<Self::Value, E> {
        OneItemVisitor.visit_bool(v).map(|i| Items(i.0.into_iter().collect()))
    }
    fn visit_u64<E: Error>(self, v: u64) -> Result<Self::Value, E> {
        OneItemVisitor.visit_u64(v).map(|i| Items(i.0.into_iter().collect()))
    }
    fn visit_i64<E: Error>(self, v: i64) -> Result<Self::Value, E> {
        OneItemVisitor.visit_i64(v).map(|i| Items(i.0.into_iter().collect()))
    }
    fn visit_f64<E: Error>(self, v: f64) -> Result<Self::Value, E> {
        OneItemVisitor.visit_f64(v).map(|i| Items(i.0.into_iter().collect()))
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Items(Vec::new()))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        OneItemVisitor.visit_map(map).map(|i| Items(i.0.into_iter().collect()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut out = Vec::new();
        while let Some(OneItem(item)) = seq.next_element()? {
            out.extend(item);
        }
        Ok(Items(out))
    }
});

/// The object under `properties`.
struct Properties<'a>(Vec<(Cow<'a, str>, Vec<Item<'a>>)>);

visitor!(Properties, PropertiesVisitor, "an object of properties", {
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Properties(Vec::new()))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut out = Vec::with_capacity(16);
        while let Some(Key(key)) = map.next_key()? {
            let Items(items) = map.next_value()?;
            out.push((key, items));
        }
        Ok(Properties(out))
    }
});

/// A key of an object.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
    fn visit_borrowed_str<E: Error>(self, v: &'de str) -> Result<Self::Value, E> {
        Ok(Key(Cow::Borrowed(v)))
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<Self::Value, E> {
        Ok(Key(Cow::Owned(v.to_owned())))
    }
}

visitor!(Record, RecordVisitor, "an entity: an object with id, schema and properties", {
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut record = Record::default();
        while let Some(Key(key)) = map.next_key()? {
            match &*key {
                "id" => record.id = map.next_value::<Scalar<'de>>()?.0,
                "caption" => record.caption = map.next_value::<Scalar<'de>>()?.0,
                "schema" => record.schema = map.next_value::<Scalar<'de>>()?.0,
                "properties" => record.properties.extend(map.next_value::<Properties<'de>>()?.0),
                "referents" => record.referents = map.next_value::<Texts<'de>>()?.0,
                "datasets" => record.datasets = map.next_value::<Texts<'de>>()?.0,
                "first_seen" => record.first_seen = map.next_value::<Scalar<'de>>()?.0,
                "last_seen" => record.last_seen = map.next_value::<Scalar<'de>>()?.0,
                "last_change" => record.last_change = map.next_value::<Scalar<'de>>()?.0,
                "target" => record.target = map.next_value()?,
                _ => record.others.push((key, map.next_value()?)),
            }
        }
        Ok(record)
    }
});

visitor!(Operation, OperationVisitor, "an object with op and entity", {
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut out = Operation::default();
        while let Some(Key(key)) = map.next_key()? {
            match &*key {
                "op" => out.op = map.next_value::<Scalar<'de>>()?.0,
                "entity" => out.entity = Some(map.next_value()?),
                _ => {
                    map.next_value::<serde::de::IgnoredAny>()?;
                }
            }
        }
        Ok(out)
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_escapes_is_borrowed() {
        let line =
            br#"{"id":"a","schema":"Person","properties":{"name":["Plain","Esc\u0061ped"]}}"#;
        let record: Record<'_> = serde_json::from_slice(line).unwrap();
        let (_, items) = &record.properties[0];
        assert!(matches!(&items[0], Item::Text(Cow::Borrowed("Plain"))));
        assert!(matches!(&items[1], Item::Text(Cow::Owned(t)) if t == "Escaped"));
    }

    #[test]
    fn lone_values_numbers_and_unknown_keys_are_kept() {
        let line = br#"{"id":7,"schema":"Person","target":null,"score":0.5,
            "properties":{"name":"X","height":[1.8,180],"idNumber":123456789012345678901234,"x":null}}"#;
        let record: Record<'_> = serde_json::from_slice(line).unwrap();
        assert_eq!(record.id.as_deref(), Some("7"));
        assert_eq!(record.others.len(), 1);
        assert_eq!(record.properties.len(), 4);
        assert!(matches!(&record.properties[1].1[0], Item::Text(t) if t == "1.8"));
        assert!(matches!(&record.properties[2].1[0], Item::Rounded(_)));
    }

    #[test]
    fn embedded_entities_are_records() {
        let line = br#"{"id":"a","properties":{"sanctions":[{"id":"s","schema":"Sanction"}]}}"#;
        let record: Record<'_> = serde_json::from_slice(line).unwrap();
        assert!(
            matches!(&record.properties[0].1[0], Item::Entity(r) if r.id.as_deref() == Some("s"))
        );
    }
}
