// SPDX-License-Identifier: Apache-2.0
//! What a FollowTheMoney schema and property mean: the table of the model, looked up by name.

use interdict_model::{NameKind, Quality};
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

const DATA: &str = include_str!("../../data/ftm_properties.tsv");

/// How the values of a property are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name of the entity.
    Name(NameKind, Quality),
    /// A date.
    Date,
    /// A country code.
    Country,
    /// A document or registration number.
    Identifier,
    /// An address.
    Address,
    /// A gender.
    Gender,
    /// The id of another entity.
    Entity,
    /// The far end of another entity's link; `forward` is the property that entity holds.
    Reverse {
        /// The property at the entity that states the link.
        forward: &'static str,
    },
    /// Anything else.
    Text,
}

/// A property as a schema has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// Its name.
    pub(crate) name: &'static str,
    /// How its values are read.
    pub(crate) kind: Kind,
}

/// A schema with everything it inherits.
#[derive(Debug)]
pub(crate) struct Row {
    /// Its name.
    pub(crate) name: &'static str,
    /// Itself and every schema it is a kind of.
    lineage: BTreeSet<&'static str>,
    properties: HashMap<&'static str, Kind>,
}

impl Row {
    /// A property by name, its own, inherited, or the far end of a link to it.
    pub(crate) fn property(&self, name: &str) -> Option<Known> {
        self.properties.get_key_value(name).map(|(name, kind)| Known { name, kind: *kind })
    }

    /// Whether it is `other` or a kind of it.
    pub(crate) fn is_a(&self, other: &str) -> bool {
        self.lineage.contains(other)
    }
}

/// The whole table.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    rows: HashMap<&'static str, Row>,
    anywhere: HashMap<&'static str, Kind>,
}

/// The table, read once.
pub(crate) fn vocabulary() -> &'static Vocabulary {
    static TABLE: OnceLock<Vocabulary> = OnceLock::new();
    TABLE.get_or_init(|| Vocabulary::build(DATA))
}

/// One link property as the table prints it.
struct LinkRow {
    forward: &'static str,
    range: &'static str,
    reverse: &'static str,
}

impl Vocabulary {
    /// A schema by name.
    pub(crate) fn schema(&self, name: &str) -> Option<&Row> {
        self.rows.get(name)
    }

    /// A property of any schema, for entities whose own schema does not have it; read as text
    /// where the schemata that have it disagree.
    pub(crate) fn anywhere(&self, name: &str) -> Option<Known> {
        self.anywhere.get_key_value(name).map(|(name, kind)| Known { name, kind: *kind })
    }

    /// The narrower of two schemata, or the most general one that is a kind of both; `None` when
    /// nothing can be both.
    pub(crate) fn common(&self, a: &str, b: &str) -> Option<&'static str> {
        let (left, right) = (self.rows.get(a)?, self.rows.get(b)?);
        if left.is_a(right.name) {
            return Some(left.name);
        }
        if right.is_a(left.name) {
            return Some(right.name);
        }
        self.rows
            .values()
            .filter(|row| row.is_a(left.name) && row.is_a(right.name))
            .map(|row| (row.lineage.len(), row.name))
            .min()
            .map(|(_, name)| name)
    }

    fn build(data: &'static str) -> Self {
        let mut parents: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        let mut own: HashMap<&'static str, Vec<(&'static str, Kind)>> = HashMap::new();
        let mut links: Vec<LinkRow> = Vec::new();
        let mut current = "";
        for line in data.lines() {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            match cell() {
                "S" => {
                    current = cell();
                    let list = cell().split(' ').filter(|p| *p != "-").collect();
                    parents.insert(current, list);
                    own.entry(current).or_default();
                }
                "P" => {
                    let (name, kind) = (cell(), cell());
                    let kind = kind_of(name, kind);
                    if kind == Kind::Entity {
                        links.push(LinkRow { forward: name, range: cell(), reverse: cell() });
                    }
                    own.entry(current).or_default().push((name, kind));
                }
                _ => {}
            }
        }
        let mut rows: HashMap<&'static str, Row> = HashMap::new();
        for name in parents.keys() {
            let mut lineage = BTreeSet::new();
            let mut properties = HashMap::new();
            let mut queue = vec![*name];
            while let Some(ancestor) = queue.pop() {
                if !lineage.insert(ancestor) {
                    continue;
                }
                for (property, kind) in own.get(ancestor).into_iter().flatten() {
                    // A property of the schema itself goes before one it would inherit.
                    if ancestor == *name {
                        properties.insert(*property, *kind);
                    } else {
                        properties.entry(*property).or_insert(*kind);
                    }
                }
                queue.extend(parents.get(ancestor).into_iter().flatten());
            }
            for link in links.iter().filter(|l| lineage.contains(l.range) && l.reverse != "-") {
                properties.entry(link.reverse).or_insert(Kind::Reverse { forward: link.forward });
            }
            rows.insert(name, Row { name, lineage, properties });
        }
        let mut anywhere: HashMap<&'static str, Kind> = HashMap::new();
        for (name, kind) in own.values().flatten() {
            anywhere.entry(name).and_modify(|k| *k = agree(*k, *kind)).or_insert(*kind);
        }
        Self { rows, anywhere }
    }
}

fn agree(a: Kind, b: Kind) -> Kind {
    if a == b { a } else { Kind::Text }
}

fn kind_of(name: &str, printed: &str) -> Kind {
    match printed {
        "name" => match name {
            "name" => Kind::Name(NameKind::Primary, Quality::Strong),
            "alias" => Kind::Name(NameKind::Aka, Quality::Strong),
            "weakAlias" => Kind::Name(NameKind::Aka, Quality::Weak),
            "previousName" => Kind::Name(NameKind::Fka, Quality::Strong),
            "abbreviation" => Kind::Name(NameKind::Abbreviation, Quality::Strong),
            _ => Kind::Text,
        },
        "date" => Kind::Date,
        "country" => Kind::Country,
        "identifier" => Kind::Identifier,
        "address" => Kind::Address,
        "gender" => Kind::Gender,
        "entity" => Kind::Entity,
        _ => Kind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(schema: &str, property: &str) -> Option<Kind> {
        vocabulary().schema(schema)?.property(property).map(|k| k.kind)
    }

    #[test]
    fn the_table_is_closed_and_sorted() {
        let mut schemata = Vec::new();
        let mut count = 0;
        for line in DATA.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            match cells[0] {
                "S" => {
                    assert_eq!(cells.len(), 4, "{line}");
                    schemata.push(cells[1]);
                    for parent in cells[2].split(' ').filter(|p| *p != "-") {
                        assert!(vocabulary().schema(parent).is_some(), "{line}");
                    }
                }
                "P" => {
                    count += 1;
                    let link = cells[2] == "entity";
                    assert_eq!(cells.len(), if link { 5 } else { 3 }, "{line}");
                    assert!(!link || vocabulary().schema(cells[3]).is_some(), "{line}");
                }
                other => panic!("{other:?}: {line}"),
            }
        }
        assert!(schemata.windows(2).all(|w| w[0] < w[1]));
        assert_eq!((schemata.len(), count), (71, 532));
    }

    #[test]
    fn properties_are_inherited_and_typed() {
        assert_eq!(kind("Person", "name"), Some(Kind::Name(NameKind::Primary, Quality::Strong)));
        assert_eq!(kind("Person", "weakAlias"), Some(Kind::Name(NameKind::Aka, Quality::Weak)));
        assert_eq!(kind("Company", "amount"), Some(Kind::Text));
        assert_eq!(kind("Vessel", "flag"), Some(Kind::Country));
        assert_eq!(kind("Sanction", "authority"), Some(Kind::Text));
        assert_eq!(kind("Contract", "authority"), Some(Kind::Entity));
        assert_eq!(kind("Person", "sanctions"), Some(Kind::Reverse { forward: "entity" }));
        assert_eq!(kind("Company", "ownershipAsset"), Some(Kind::Reverse { forward: "asset" }));
        assert_eq!(kind("Vessel", "abbreviation"), None);
        assert_eq!(vocabulary().anywhere("birthDate").map(|k| k.kind), Some(Kind::Date));
        assert_eq!(vocabulary().anywhere("authority").map(|k| k.kind), Some(Kind::Text));
    }

    #[test]
    fn the_common_schema_is_the_most_specific_descendant() {
        let common = |a, b| vocabulary().common(a, b);
        assert_eq!(common("LegalEntity", "Person"), Some("Person"));
        assert_eq!(common("Company", "Organization"), Some("Company"));
        assert_eq!(common("Organization", "Asset"), Some("Company"));
        assert_eq!(common("Person", "Company"), None);
        assert_eq!(common("Person", "Martian"), None);
    }
}
