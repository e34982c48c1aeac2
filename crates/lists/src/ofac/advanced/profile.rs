// SPDX-License-Identifier: Apache-2.0
//! Parties: their names and features.

use super::tables::Tables;
use super::{pass_over, period};
use crate::ofac::gathered::Gathered;
use crate::ofac::statement::{self, Statement};
use crate::ofac::{AUTHORITY, names, remarks, vocabulary};
use crate::recorder::Recorder;
use crate::xml::Node;
use interdict_model::{
    Address, DefectKind, Entity, Fact, Listing, NameKind, PartKind, Position, Property, Schema,
};
use std::collections::HashMap;

/// Reads a party; a second profile of one party, which the format allows, is an entity of its own.
pub(super) fn read(
    node: &Node,
    tables: &mut Tables,
    gathered: &mut Gathered,
    recorder: &mut Recorder<'_>,
) {
    let uid = node.attribute("FixedRef").unwrap_or_default();
    let remark = node.child_text("Comment");
    let mut last: Option<(String, Entity)> = None;
    for profile in node.all("Profile") {
        let key = profile.attribute("ID").unwrap_or(uid).to_owned();
        let id = match &last {
            None if !uid.is_empty() => Gathered::id(uid),
            None => Gathered::id(&key),
            Some(_) => Gathered::id(&format!("{uid}-{key}")),
        };
        let position = Position { file: recorder.file_index(), line: node.line() };
        let schema = schema(profile, tables, recorder);
        let mut entity = Entity::new(id.as_str(), schema, position);
        if let Some(text) = remark {
            // The listings come later in the file; a spare one takes the remark until then.
            let mut listing = Listing::new(AUTHORITY, "", position);
            remarks::read(&mut entity, &mut listing, text, node.line(), recorder);
            entity.listings.push(listing);
        }
        for identity in profile.all("Identity") {
            read_identity(identity, tables, &mut entity, recorder);
        }
        for feature in profile.all("Feature") {
            read_feature(feature, tables, &mut entity, recorder);
        }
        if let Some((key, entity)) = last.replace((key, entity)) {
            gathered.add(&key, entity, recorder);
        }
    }
    let unknown = node.leftovers(recorder);
    match last {
        Some((key, mut entity)) => {
            entity.facts.extend(unknown);
            gathered.add(&key, entity, recorder);
        }
        None => recorder.defect(
            DefectKind::LostRecord,
            node.line(),
            "DistinctParty",
            uid,
            "a party without profile: nothing is said of it",
        ),
    }
}

fn schema(profile: &Node, tables: &Tables, recorder: &mut Recorder<'_>) -> Schema {
    let line = profile.line();
    let references = &tables.references;
    let sub = profile.attribute("PartySubTypeID");
    let Some(sub_type) = references.get("PartySubType", sub, line, recorder) else {
        return Schema::LEGAL_ENTITY;
    };
    if let Some(schema) = vocabulary::schema(&sub_type.text) {
        return schema;
    }
    let party = references.text("PartyType", sub_type.detail.as_deref(), line, recorder);
    party.and_then(vocabulary::schema).unwrap_or_else(|| {
        recorder.defect(
            DefectKind::UnknownCode,
            line,
            "PartySubTypeID",
            party.unwrap_or(&sub_type.text),
            "expected Individual, Entity, Vessel or Aircraft; read as a person or organisation",
        );
        Schema::LEGAL_ENTITY
    })
}

fn read_identity(
    identity: &Node,
    tables: &mut Tables,
    entity: &mut Entity,
    recorder: &mut Recorder<'_>,
) {
    pass_over(identity, &["FixedRef", "Primary"]);
    if identity.attribute("False") == Some("true") {
        entity.facts.push(Fact::text(Property::NOTES, "false identity"));
    }
    let groups: HashMap<&str, &str> = identity
        .all("NamePartGroups")
        .flat_map(|g| g.all("MasterNamePartGroup"))
        .flat_map(|g| g.all("NamePartGroup"))
        .filter_map(|g| Some((g.attribute("ID")?, g.attribute("NamePartTypeID")?)))
        .collect();
    let mut texts: Vec<(&str, String)> = Vec::new();
    for alias in identity.all("Alias") {
        let primary = alias.attribute("Primary") == Some("true");
        let names = read_alias(alias, &groups, tables, entity, recorder);
        let at = if primary { 0 } else { texts.len() };
        texts.splice(at..at, names);
    }
    if let Some(id) = identity.attribute("ID") {
        tables.claim(id, &texts, entity, recorder);
    }
}

/// Adds an alias in all its forms; returns their numbers and texts.
fn read_alias<'a>(
    alias: &'a Node,
    groups: &HashMap<&str, &str>,
    tables: &Tables,
    entity: &mut Entity,
    recorder: &mut Recorder<'_>,
) -> Vec<(&'a str, String)> {
    let references = &tables.references;
    pass_over(alias, &["FixedRef"]);
    let primary = alias.attribute("Primary") == Some("true");
    let weak = alias.attribute("LowQuality") == Some("true");
    let printed =
        references.text("AliasType", alias.attribute("AliasTypeID"), alias.line(), recorder);
    let kind = match printed.map(|p| (p, vocabulary::name_kind(p))) {
        _ if primary => NameKind::Primary,
        Some((_, Some(NameKind::Primary))) | None => NameKind::Aka,
        Some((_, Some(kind))) => kind,
        Some((printed, None)) => {
            recorder.defect(
                DefectKind::UnknownCode,
                alias.line(),
                "AliasType",
                printed,
                "expected Name, A.K.A., F.K.A. or N.K.A.; read as A.K.A.",
            );
            NameKind::Aka
        }
    };
    let mut texts = Vec::new();
    for form in alias.all("DocumentedName") {
        pass_over(form, &["FixedRef"]);
        let status = references.text(
            "DocNameStatus",
            form.attribute("DocNameStatusID"),
            form.line(),
            recorder,
        );
        let mut parts: Vec<(Option<PartKind>, &str)> = Vec::new();
        let mut script = None;
        let mut acronym = false;
        for part in form.all("DocumentedNamePart").flat_map(|p| p.all("NamePartValue")) {
            pass_over(part, &["ScriptStatusID"]);
            acronym |= part.attribute("Acronym") == Some("true");
            let code = references.get("Script", part.attribute("ScriptID"), part.line(), recorder);
            script = script.or_else(|| code.and_then(|c| vocabulary::script(&c.text)));
            let group = part.attribute("NamePartGroupID").and_then(|id| groups.get(id)).copied();
            let role = references.text("NamePartType", group, part.line(), recorder);
            let Some(text) = part.text() else { continue };
            parts.push((role.and_then(vocabulary::part_kind), text));
        }
        // Of the primary name's forms, the Latin one is primary, the others are further names.
        let other = script.is_some() || (status == Some("Others") && !texts.is_empty());
        let kind = match kind {
            NameKind::Primary if other => NameKind::Aka,
            NameKind::Aka if acronym && parts.len() == 1 => NameKind::Abbreviation,
            kind => kind,
        };
        let Some(mut name) = names::of_parts(kind, &parts) else { continue };
        name.language = script;
        name.note = printed.filter(|p| *p == "N.K.A.").map(str::to_owned);
        texts.push((form.attribute("ID").unwrap_or_default(), name.text.clone()));
        entity.names.push(if weak { name.weak() } else { name });
    }
    texts
}

fn read_feature(feature: &Node, tables: &Tables, entity: &mut Entity, recorder: &mut Recorder<'_>) {
    let references = &tables.references;
    let line = feature.line();
    feature.attribute("ID");
    feature.all("IdentityReference").for_each(Node::ignore);
    let label = references.get("FeatureType", feature.attribute("FeatureTypeID"), line, recorder);
    let label = label.map(|l| l.text.as_str()).unwrap_or("unknown feature");
    for version in feature.all("FeatureVersion") {
        let line = version.line();
        version.attribute("ID");
        let reliability =
            references.text("Reliability", version.attribute("ReliabilityID"), line, recorder);
        let mut notes: Vec<String> = Vec::new();
        notes.extend(reliability.filter(|r| *r != "Confirmed").map(str::to_owned));
        notes.extend(version.child_text("Comment").map(str::to_owned));
        let mut said: Vec<Statement<'_>> = Vec::new();
        for detail in version.all("VersionDetail") {
            pass_over(detail, &["DetailTypeID"]);
            let looked_up = references.text(
                "DetailReference",
                detail.attribute("DetailReferenceID"),
                line,
                recorder,
            );
            let value = detail.text().or(looked_up).unwrap_or_default();
            if !value.is_empty() {
                said.push(Statement { label, value, line, ..Statement::default() });
            }
        }
        for place in version.all("VersionLocation") {
            let place = tables.location(place.attribute("LocationID"), line, recorder);
            let address = place.filter(|p| **p != Address::default()).cloned();
            said.extend(address.map(|a| Statement {
                label,
                address: Some(a),
                line,
                ..Statement::default()
            }));
        }
        for dates in version.all("DatePeriod") {
            let date = period(dates);
            if date.is_none() {
                recorder.defect(
                    DefectKind::BadValue,
                    dates.line(),
                    label,
                    "",
                    "no interval of days can be read from this period",
                );
            }
            said.extend(date.map(|date| Statement {
                label,
                date: Some(date),
                line,
                ..Statement::default()
            }));
        }
        let note = (!notes.is_empty()).then(|| notes.join("; "));
        for statement in said {
            statement::state(entity, Statement { note: note.clone(), ..statement }, recorder);
        }
    }
}
