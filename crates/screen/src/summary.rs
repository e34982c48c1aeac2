// SPDX-License-Identifier: Apache-2.0
//! What is told of a record beside its score: its listings in short, its searched names, its numbers.

use crate::index::{Index, IndexError, RecordNumber, class};
use crate::keys::{NumberSpace, number_key, space};
use interdict_model::{Entity, ListingSummary, Name, Value};
use interdict_names::analyse;

/// The listings of a record: its own, and those that other records (FollowTheMoney sanctions) state
/// of it.
pub(crate) fn listings(
    index: &Index,
    number: RecordNumber,
    entity: &Entity,
) -> Result<Vec<ListingSummary>, IndexError> {
    let mut out: Vec<ListingSummary> = entity.listings.iter().map(summary).collect();
    for inverse in index.inverse(number).into_iter().filter(|i| i.property == "entity") {
        let (_, source) = index.record(inverse.source)?;
        out.extend(source.listings.iter().map(summary));
    }
    if out.is_empty() {
        out.extend(entity.datasets.iter().map(|dataset| ListingSummary {
            authority: "data set".to_owned(),
            list: dataset.clone(),
            reference: None,
            programmes: Vec::new(),
            since: None,
        }));
    }
    Ok(out)
}

fn summary(listing: &interdict_model::Listing) -> ListingSummary {
    ListingSummary {
        authority: listing.authority.clone(),
        list: listing.list.clone(),
        reference: listing.reference.clone(),
        programmes: listing.programmes.clone(),
        since: listing.since(),
    }
}

/// The n-th of the `indexed` names of a record that are searched: names without a letter or digit
/// are not.
pub(crate) fn indexed_name(entity: &Entity, indexed: usize, n: u32) -> Option<&Name> {
    if entity.names.len() == indexed {
        return entity.names.get(n as usize);
    }
    let class = class(&entity.schema);
    entity.names.iter().filter(|name| !analyse(&name.text, class).slots.is_empty()).nth(n as usize)
}

/// The strongest space in which both sides have numbers and none agrees. Document numbers do not
/// contradict: a person has many.
pub(crate) fn contradicting(
    entity: &Entity,
    numbers: &[(NumberSpace, u64)],
) -> Option<NumberSpace> {
    let listed: Vec<(NumberSpace, u64)> = entity
        .facts
        .iter()
        .filter_map(|fact| {
            let space = space(&fact.property)?;
            let number = match &fact.value {
                Value::Identifier(id) => id.number.as_str(),
                Value::Text(text) => text.as_str(),
                _ => return None,
            };
            Some((space, number_key(space, number)?))
        })
        .collect();
    let telling = [NumberSpace::Imo, NumberSpace::Lei, NumberSpace::Isin];
    telling.into_iter().find(|space| {
        let of = |side: &[(NumberSpace, u64)]| -> Vec<u64> {
            side.iter().filter(|(s, _)| s == space).map(|(_, key)| *key).collect()
        };
        let (own, theirs) = (of(numbers), of(&listed));
        !own.is_empty() && !theirs.is_empty() && !own.iter().any(|key| theirs.contains(key))
    })
}
