// SPDX-License-Identifier: Apache-2.0
//! A Sanction entity also as the listing it speaks of, so that it can be joined to its subject.

use interdict_model::{
    CrossReference, Date, Entity, LegalAct, Listing, ListingStatus, Measure, MeasureKind, Property,
    Value,
};

/// Words by which publishers say that an entry was removed.
const REMOVED: [&str; 11] = [
    "inactive",
    "delisted",
    "de-listed",
    "removed",
    "ended",
    "expired",
    "revoked",
    "lifted",
    "terminated",
    "repealed",
    "historical",
];

/// Words by which publishers say that an entry stands.
const STANDS: [&str; 12] = [
    "active",
    "current",
    "listed",
    "in force",
    "in effect",
    "valid",
    "ongoing",
    "new",
    "amended",
    "primary",
    "sanctioned",
    "imposed",
];

/// Gives a Sanction entity the listing that its properties describe; the facts stay as they are.
pub(crate) fn derive_listing(entity: &mut Entity) {
    if entity.schema.as_str() != "Sanction" {
        return;
    }
    let texts = |property: &'static str| {
        let property = Property::of(property);
        entity
            .facts
            .iter()
            .filter(move |f| f.property == property)
            .map(|f| f.value.as_text())
            .filter(|t| !t.is_empty())
            .collect::<Vec<String>>()
    };
    let days = |property: &'static str| {
        let property = Property::of(property);
        let mut days: Vec<Date> = entity
            .facts
            .iter()
            .filter(|f| f.property == property)
            .filter_map(|f| match &f.value {
                Value::Date { date, .. } => date.as_day(),
                _ => None,
            })
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    };
    let first_of = |properties: &[&'static str]| {
        properties.iter().find_map(|p| Some(texts(p)).filter(|t| !t.is_empty())).unwrap_or_default()
    };
    let mut listing = Listing::new(
        first_of(&["authority", "publisher"]).join("; "),
        entity.datasets.join(", "),
        entity.position,
    );
    listing.reference = first_of(&["authorityId", "recordId"]).into_iter().next();
    listing.programmes = texts("programId");
    for programme in texts("program") {
        if !listing.programmes.contains(&programme) {
            listing.programmes.push(programme);
        }
    }
    let title = texts("program").into_iter().next();
    listing.legal_acts = first_of(&["sourceUrl", "programUrl"])
        .into_iter()
        .map(|url| LegalAct {
            title: title.clone().unwrap_or_else(|| url.clone()),
            date: None,
            url: Some(url),
        })
        .collect();
    listing.measures = texts("provisions").iter().flat_map(|p| measures(p)).collect();
    listing.listed_on = days("listingDate");
    if listing.listed_on.is_empty() {
        listing.listed_on = days("startDate");
    }
    listing.amended_on = days("modifiedAt");
    listing.status = status(&texts("status"), !texts("endDate").is_empty(), &days("endDate"));
    listing.reason = Some(texts("reason").join("\n")).filter(|r| !r.is_empty());
    listing.cross_references = texts("unscId")
        .into_iter()
        .map(|reference| CrossReference { authority: "UN".to_owned(), reference })
        .collect();
    entity.listings.push(listing);
}

/// Whether the entry stands. A stated end makes it removed from that day on, whatever the other
/// words say; without one, every word must speak of removal, and a word this version does not
/// know is kept as printed.
fn status(words: &[String], ends: bool, end_days: &[Date]) -> ListingStatus {
    if ends {
        return ListingStatus::Delisted(end_days.last().copied());
    }
    let removed = |w: &String| REMOVED.contains(&w.to_lowercase().as_str());
    let stands = |w: &String| STANDS.contains(&w.to_lowercase().as_str());
    if !words.is_empty() && words.iter().all(removed) {
        return ListingStatus::Delisted(None);
    }
    if words.iter().any(stands) {
        return ListingStatus::Listed;
    }
    let other: Vec<&str> = words.iter().filter(|w| !removed(w)).map(String::as_str).collect();
    if other.is_empty() { ListingStatus::Listed } else { ListingStatus::Varied(other.join("; ")) }
}

/// The measures a provision names: one of each kind its words speak of.
fn measures(printed: &str) -> Vec<Measure> {
    use MeasureKind as M;
    const WORDS: &[(&str, MeasureKind)] = &[
        ("freez", M::AssetFreeze),
        ("frozen", M::AssetFreeze),
        ("block", M::AssetFreeze),
        ("travel", M::TravelBan),
        ("visa", M::TravelBan),
        ("entry ban", M::TravelBan),
        ("entry restriction", M::TravelBan),
        ("arms embargo", M::ArmsEmbargo),
        ("arms restriction", M::ArmsEmbargo),
        ("arms export", M::ArmsEmbargo),
        ("port entry", M::PortEntryBan),
        ("port ban", M::PortEntryBan),
        ("port access", M::PortEntryBan),
        ("deflag", M::DeFlag),
        ("de-flag", M::DeFlag),
        ("impound", M::ShipDirection),
        ("sector", M::Sectoral),
        ("investment", M::Sectoral),
        ("financial restriction", M::Sectoral),
        ("correspondent", M::CorrespondentAccount),
        ("payable-through", M::CorrespondentAccount),
        ("debar", M::Debarment),
        ("procurement", M::Debarment),
        ("export", M::ExportControl),
        ("services ban", M::ServicesBan),
        ("insurance", M::ServicesBan),
        ("crewing", M::ServicesBan),
    ];
    let lower = printed.to_lowercase();
    let mut kinds: Vec<MeasureKind> = Vec::new();
    for (word, kind) in WORDS {
        if lower.contains(word) && !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    if kinds.is_empty() {
        kinds.push(M::Other);
    }
    kinds
        .into_iter()
        .map(|kind| Measure { kind, printed: printed.to_owned(), since: None })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ftm::entity_from_json;

    #[test]
    fn a_sanction_carries_its_listing() {
        let entity = entity_from_json(
            br#"{"id":"s","schema":"Sanction","datasets":["eu_fsf"],"properties":{
            "entity":["e"],"authority":["Council"],"authorityId":["EU.1.2"],"unscId":["KPi.001"],
            "program":["North Korea"],"programId":["EU-PRK"],"listingDate":["2017-08-31","2016-05-04"],
            "startDate":["2016-01-01"],"modifiedAt":["2020-02"],"provisions":["Asset freeze and travel ban","Special"],
            "reason":["A","B"],"sourceUrl":["https://example.org/act"]}}"#,
        )
        .unwrap();
        let [listing] = entity.listings.as_slice() else { panic!("{:?}", entity.listings) };
        assert_eq!((listing.authority.as_str(), listing.list.as_str()), ("Council", "eu_fsf"));
        assert_eq!(listing.reference.as_deref(), Some("EU.1.2"));
        assert_eq!(listing.programmes, ["EU-PRK", "North Korea"]);
        let days: Vec<String> = listing.listed_on.iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2016-05-04", "2017-08-31"]);
        assert!(listing.amended_on.is_empty());
        let kinds: Vec<MeasureKind> = listing.measures.iter().map(|m| m.kind).collect();
        assert_eq!(kinds, [MeasureKind::AssetFreeze, MeasureKind::TravelBan, MeasureKind::Other]);
        assert_eq!(listing.reason.as_deref(), Some("A\nB"));
        assert_eq!(listing.cross_references[0].reference, "KPi.001");
        assert_eq!(listing.legal_acts[0].url.as_deref(), Some("https://example.org/act"));
        assert_eq!(listing.status, ListingStatus::Listed);
        assert_eq!(entity.links.len(), 1);
        assert_eq!(entity.facts.len(), 14, "the facts stay beside the listing");
    }

    #[test]
    fn the_status_needs_every_word_to_say_removed() {
        let check = |words: &[&str], end: &[&str]| {
            let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
            let days: Vec<Date> = end.iter().filter_map(|d| d.parse().ok()).collect();
            status(&words, !end.is_empty(), &days)
        };
        assert_eq!(check(&[], &[]), ListingStatus::Listed);
        assert_eq!(check(&["active"], &[]), ListingStatus::Listed);
        assert_eq!(check(&["Ended"], &[]), ListingStatus::Delisted(None));
        assert_eq!(check(&["ended", "active"], &[]), ListingStatus::Listed);
        assert_eq!(check(&["Suspended"], &[]), ListingStatus::Varied("Suspended".to_owned()));
        let day = "2020-01-02".parse().ok();
        assert_eq!(check(&[], &["2019-01-01", "2020-01-02"]), ListingStatus::Delisted(day));
        assert_eq!(check(&["active"], &["2019"]), ListingStatus::Delisted(None));
    }
}
