// SPDX-License-Identifier: Apache-2.0
//! JSON of what commands print beside screening results.

use interdict::{Change, Date, Entity, Hit, ListingSummary, Release};
use serde_json::{Value, json};

/// Hits, best first.
pub(crate) fn hits(hits: &[Hit]) -> Value {
    hits.iter().map(hit).collect()
}

fn hit(hit: &Hit) -> Value {
    let pieces: Vec<Value> = hit
        .explanation
        .pieces
        .iter()
        .map(|p| json!({"query": p.query, "listed": p.listed, "how": p.how, "likeness": p.likeness, "weight": p.weight}))
        .collect();
    let features: Vec<Value> = hit
        .explanation
        .features
        .iter()
        .map(|f| json!({"feature": f.feature, "query": f.query, "listed": f.listed, "finding": f.finding, "points": f.points}))
        .collect();
    json!({
        "entity": hit.entity.as_str(),
        "schema": hit.schema.as_str(),
        "caption": hit.caption,
        "score": f64::from(hit.score.per_mille()) / 1000.0,
        "listings": hit.listings.iter().map(listing).collect::<Vec<_>>(),
        "explanation": {"name": hit.explanation.name, "pieces": pieces, "features": features},
    })
}

fn listing(listing: &ListingSummary) -> Value {
    json!({
        "authority": listing.authority,
        "list": listing.list,
        "reference": listing.reference,
        "programmes": listing.programmes,
        "since": listing.since.map(|d| d.to_string()),
    })
}

/// The releases of an index with their ages.
pub(crate) fn releases(releases: &[Release], digest: &str, today: Date) -> Value {
    let releases: Vec<Value> = releases
        .iter()
        .map(|r| {
            let files: Vec<Value> = r
                .files
                .iter()
                .map(|f| json!({"name": f.name, "bytes": f.bytes, "blake3": f.digest}))
                .collect();
            let defects: serde_json::Map<String, Value> =
                r.defects.iter().map(|(kind, n)| (kind.as_str().to_owned(), json!(n))).collect();
            let samples: Vec<String> = r.samples.iter().map(ToString::to_string).collect();
            json!({
                "kind": r.kind.as_str(),
                "authority": r.authority,
                "title": r.title,
                "format": r.format,
                "published": r.published.map(|d| d.to_string()),
                "age_days": r.published.map(|d| crate::words::days_between(d, today)),
                "version": r.version,
                "records": r.total(),
                "counts": r.counts,
                "defects": defects,
                "defect_samples": samples,
                "accepted": r.accepted,
                "files": files,
            })
        })
        .collect();
    json!({"index": digest, "as_of": today.to_string(), "releases": releases})
}

/// One change between two releases.
pub(crate) fn change(change: &Change) -> Value {
    let whole = |what: &str, entity: &Entity| {
        let references: Vec<&str> =
            entity.listings.iter().filter_map(|l| l.reference.as_deref()).collect();
        let since: Vec<String> =
            entity.listings.iter().filter_map(|l| l.since()).map(|d| d.to_string()).collect();
        json!({"change": what, "id": entity.id.as_str(), "caption": entity.caption(), "schema": entity.schema.as_str(), "references": references, "listed_on": since})
    };
    match change {
        Change::Added(entity) => whole("added", entity),
        Change::Removed(entity) => whole("removed", entity),
        Change::Changed { id, caption, fields } => {
            let fields: Vec<Value> = fields
                .iter()
                .map(|f| json!({"field": f.field, "before": f.before, "after": f.after}))
                .collect();
            json!({"change": "changed", "id": id.as_str(), "caption": caption, "fields": fields})
        }
    }
}
