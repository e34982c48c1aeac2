// SPDX-License-Identifier: Apache-2.0
//! FollowTheMoney data through the door: every form, deltas, catalogues, broken files, the way
//! back to JSON, and the published lists kept beside the repository.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "the functions that tests share are tests too"
)]

use interdict_lists::{
    Document, ReadError, apply_delta, entities_from_json, entity_from_json, read, to_ftm_json,
    to_ftm_lines,
};
use interdict_model::{
    Country, DefectKind, Entity, Fact, Identifier, Link, LinkTarget, Listing, ListingStatus,
    Measure, MeasureKind, Name, NameKind, NamePart, PartKind, PartialDate, Position, Property,
    Quality, Release, Schema, SourceKind, Value,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const ENTITIES: &str = include_str!("fixtures/ftm/entities.ftm.json");
const NESTED: &str = include_str!("fixtures/ftm/targets.nested.json");
const STATEMENTS: &str = include_str!("fixtures/ftm/statements.csv");
const DELTA_2: &str = include_str!("fixtures/ftm/entities.delta.20240502120000-bbb.json");
const DELTA_3: &str = include_str!("fixtures/ftm/entities.delta.20240503120000-ccc.json");
const INDEX: &str = include_str!("fixtures/ftm/index.json");

fn load(files: &[(&str, &[u8])]) -> Result<(Release, Vec<Entity>), ReadError> {
    let documents = files.iter().map(|(name, bytes)| Document::new(*name, *bytes)).collect();
    let mut out = Vec::new();
    let mut sink = |entity| {
        out.push(entity);
        Ok(())
    };
    let release = read(SourceKind::Ftm, documents, &mut sink)?;
    Ok((release, out))
}

fn refused(files: &[(&str, &[u8])]) -> String {
    load(files).expect_err("must be refused").to_string()
}

fn defects(release: &Release) -> Vec<String> {
    release.samples.iter().map(ToString::to_string).collect()
}

/// What an entity states, free of order and place.
fn content(entity: &Entity) -> String {
    let json: serde_json::Value = serde_json::from_str(&to_ftm_json(entity)).unwrap();
    let properties: BTreeMap<String, BTreeSet<String>> = json["properties"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(p, v)| {
            let values = v.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned());
            (p.clone(), values.collect())
        })
        .collect();
    format!("{} {} {properties:?} {:?}", entity.id, entity.schema, entity.referents)
}

fn contents(entities: &[Entity]) -> BTreeMap<String, String> {
    entities.iter().map(|e| (e.id.to_string(), content(e))).collect()
}

#[test]
fn a_line_becomes_an_entity_with_everything_it_states() {
    let (release, entities) = load(&[("entities.ftm.json", ENTITIES.as_bytes())]).unwrap();
    assert_eq!(release.total(), 5);
    assert!(release.defects.is_empty(), "{:?}", defects(&release));
    assert_eq!(release.files[0].bytes, ENTITIES.len() as u64);
    let person = &entities[0];
    assert_eq!(person.schema, Schema::PERSON);
    let names: Vec<_> = person.names.iter().map(|n| (n.text.as_str(), n.kind, n.quality)).collect();
    assert_eq!(
        names,
        [
            ("Arno Feld", NameKind::Primary, Quality::Strong),
            ("Арно Фельд", NameKind::Aka, Quality::Strong),
            ("Feldi", NameKind::Aka, Quality::Weak),
            ("Arno Wald", NameKind::Fka, Quality::Strong),
        ]
    );
    let nationality = person.values(&Property::NATIONALITY).next().cloned();
    let ukraine = Country::new("ua");
    assert_eq!(nationality, Some(Value::Country { code: ukraine, printed: "ua-cri".to_owned() }));
    let link = Link::new(
        Property::of("addressEntity"),
        LinkTarget::Entity(interdict_model::EntityId::new("a-1")),
    );
    assert_eq!(person.links, [link]);
    assert_eq!(person.target, Some(true));
    assert_eq!(person.seen.changed.as_deref(), Some("2024-01-01T00:00:00"));
    assert_eq!(person.referents[0].as_str(), "src-1");
    let sanction = &entities[1];
    assert_eq!(sanction.position, Position { file: 0, line: 2 });
    assert_eq!(sanction.listings[0].reference.as_deref(), Some("D.1"));
    assert_eq!(sanction.listings[0].since().unwrap().to_string(), "2020-02-03");
}

#[test]
fn the_three_forms_of_one_release_agree() {
    let (_, flat) = load(&[("entities.ftm.json", ENTITIES.as_bytes())]).unwrap();
    let (release, nested) = load(&[("targets.nested.json", NESTED.as_bytes())]).unwrap();
    assert!(release.defects.is_empty(), "{:?}", defects(&release));
    assert_eq!(nested.len(), 5, "each embedded entity comes once");
    assert_eq!(contents(&flat), contents(&nested));
    let (release, stated) = load(&[("statements.csv", STATEMENTS.as_bytes())]).unwrap();
    assert_eq!(contents(&flat), contents(&stated));
    // The one enrichment candidate is left out and said so.
    let [defect] = release.samples.as_slice() else { panic!("{:?}", defects(&release)) };
    assert_eq!((defect.element.as_str(), defect.value.as_str()), ("external", "1"));
    let person = stated.iter().find(|e| e.id.as_str() == "p-1").unwrap();
    let russian = person.names.iter().find(|n| n.text == "Арно Фельд").unwrap();
    assert_eq!(russian.language.as_deref(), Some("rus"));
    let birth = person.facts.iter().find(|f| f.property == Property::BIRTH_DATE).unwrap();
    assert_eq!(birth.note.as_deref(), Some("printed as: 5 March 1964"));
    assert_eq!(person.seen, flat[0].seen);
}

#[test]
fn links_are_restored_when_only_the_far_end_states_them() {
    let line = br#"{"id":"c","schema":"Company","properties":{"ownershipAsset":[{"id":"o","schema":"Ownership","properties":{"owner":[{"id":"p","schema":"Person","properties":{"name":["P"]}}]}}]}}"#;
    let (release, entities) = load(&[("x.json", line)]).unwrap();
    assert!(release.defects.is_empty(), "{:?}", defects(&release));
    let ownership = entities.iter().find(|e| e.id.as_str() == "o").unwrap();
    let links: Vec<String> = ownership
        .links
        .iter()
        .map(|l| match &l.target {
            LinkTarget::Entity(id) => format!("{}={id}", l.property),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(links, ["owner=p", "asset=c"]);
}

#[test]
fn an_edge_of_three_is_the_same_from_every_side() {
    // Two owners of one company: from each side the publisher leaves out the way back to it.
    let lines = r#"{"id":"a","schema":"Person","properties":{"ownershipOwner":[{"id":"o","schema":"Ownership","properties":{"owner":[{"id":"c","schema":"Person"}],"asset":[{"id":"b","schema":"Company"}]}}]}}
{"id":"b","schema":"Company","properties":{"ownershipAsset":[{"id":"o","schema":"Ownership","properties":{"asset":["b"],"owner":[{"id":"a","schema":"Person"},{"id":"c","schema":"Person"}]}}]}}
{"id":"c","schema":"Person","properties":{"ownershipOwner":[{"id":"o","schema":"Ownership","properties":{"owner":[{"id":"a","schema":"Person"}],"asset":[{"id":"b","schema":"Company"}]}}]}}
"#;
    let (release, entities) = load(&[("targets.nested.json", lines.as_bytes())]).unwrap();
    assert!(release.defects.is_empty(), "{:?}", defects(&release));
    let ids: BTreeSet<&str> = entities.iter().map(|e| e.id.as_str()).collect();
    assert_eq!((entities.len(), ids), (4, BTreeSet::from(["a", "b", "c", "o"])));
    let edge = entities.iter().find(|e| e.id.as_str() == "o").unwrap();
    assert_eq!(edge.links.len(), 3);
}

#[test]
fn several_forms_of_one_release_do_not_double_it() {
    let flat = ("entities.ftm.json", ENTITIES.as_bytes());
    let nested = ("targets.nested.json", NESTED.as_bytes());
    for files in [[flat, nested], [nested, flat]] {
        let (release, entities) = load(&files).unwrap();
        assert_eq!(entities.len(), 5);
        assert!(release.defects.is_empty(), "{:?}", defects(&release));
    }
    let (release, _) = load(&[flat, flat]).unwrap();
    let [defect] = release.samples.as_slice() else { panic!("{:?}", defects(&release)) };
    assert_eq!((defect.element.as_str(), defect.value.as_str()), ("id", "5"));
    let statements = ("statements.csv", STATEMENTS.as_bytes());
    assert!(refused(&[flat, statements]).contains("give one of them"));
}

#[test]
fn an_embedded_copy_with_other_content_is_counted() {
    let lines = br#"{"id":"a","schema":"Person","properties":{"sanctions":[{"id":"s","schema":"Sanction","properties":{"program":["X"],"entity":["a","b"]}}]}}
{"id":"b","schema":"Person","properties":{"sanctions":[{"id":"s","schema":"Sanction","properties":{"program":["Y"],"entity":["a","b"]}}]}}
"#;
    let (release, entities) = load(&[("x.json", lines)]).unwrap();
    assert_eq!(entities.len(), 3);
    let [defect] = release.samples.as_slice() else { panic!("{:?}", defects(&release)) };
    assert_eq!((defect.kind, defect.line), (DefectKind::BadValue, 2));
    // An embedded object that is no entity would be lost: the release is not whole.
    let lines = br#"{"id":"a","schema":"Person","properties":{"sanctions":[{"id":"s"}]}}"#;
    assert!(!load(&[("x.json", lines)]).unwrap().0.is_whole());
}

#[test]
fn deltas_apply_in_the_order_of_their_versions() {
    let delta_2 = ("entities.delta.20240502120000-bbb.json", DELTA_2.as_bytes());
    let delta_3 = ("entities.delta.20240503120000-ccc.json", DELTA_3.as_bytes());
    let base = ("entities.ftm.json", ENTITIES.as_bytes());
    for order in [[base, delta_2, delta_3], [delta_3, delta_2, base]] {
        let (release, entities) = load(&order).unwrap();
        assert!(release.defects.is_empty(), "{:?}", defects(&release));
        let captions: Vec<&str> = entities.iter().map(Entity::caption).collect();
        assert_eq!(
            captions,
            ["Arno Feld", "Demo programme", "Ownership", "Feld Holding SA", "SAND SWAN II"]
        );
        assert_eq!(release.version.as_deref(), Some("20240503120000-ccc"));
        let files: Vec<&str> = release.files.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(files, order.map(|(name, _)| name));
        let company = &entities[3];
        let file = order[usize::from(company.position.file)].0;
        assert_eq!((file, company.position.line), (delta_3.0, 1));
    }
    let mut captions = Vec::new();
    let mut sink = |entity: Entity| {
        captions.push(entity.caption().to_owned());
        Ok(())
    };
    let delta = Document::new(delta_2.0, delta_2.1);
    let release = apply_delta(Document::new(base.0, base.1), vec![delta], &mut sink).unwrap();
    assert_eq!(release.total(), 5);
    assert_eq!(captions[3..], ["Feld Holding AG", "SAND SWAN"]);
}

#[test]
fn deltas_that_do_not_fit_are_said() {
    let base = ("entities.ftm.json", ENTITIES.as_bytes());
    let stray = br#"{"op":"DEL","entity":{"id":"nobody"}}
{"op":"MOD","entity":{"id":"new","schema":"Person","properties":{"name":["New"]}}}
{"op":"PUT","entity":{"id":"p-1"}}
{"op":"ADD","entity":{"schema":"Person"}}
{"op":"ADD","entity":{"id":"x"}}
{"op":"DEL","ent
"#;
    let (release, entities) = load(&[base, ("entities.delta.json", stray)]).unwrap();
    assert_eq!(entities.len(), 6);
    assert_eq!(release.defects[&DefectKind::DanglingReference], 2);
    assert_eq!(release.defects[&DefectKind::LostRecord], 4, "{:?}", defects(&release));
    assert!(refused(&[("entities.delta.json", stray)]).contains("without the entities"));
    let versions = br#"{"versions":{"20240502120000-bbb":"u","20240503120000-ccc":"v"}}"#;
    let delta_3 = ("20240503120000-ccc/entities.delta.json", DELTA_3.as_bytes());
    let delta_2 = ("20240502120000-bbb/entities.delta.json", DELTA_2.as_bytes());
    let index = ("delta.json", &versions[..]);
    let old_base = ("20240501120000-aaa/entities.ftm.json", ENTITIES.as_bytes());
    let error = refused(&[old_base, delta_3, index]);
    assert!(error.contains("20240502120000-bbb before it is missing"), "{error}");
    assert!(load(&[old_base, delta_3, delta_2, index]).unwrap().0.defects.is_empty());
    let newer = ("20240502120000-bbb/entities.ftm.json", ENTITIES.as_bytes());
    let (release, entities) = load(&[newer, delta_2]).unwrap();
    assert_eq!(entities.len(), 5, "a delta not newer than the base is not applied");
    assert!(release.format.contains("1 older deltas passed over"), "{}", release.format);
    assert!(refused(&[base, delta_2, ("d.json", DELTA_3.as_bytes())]).contains("no version"));
    assert!(refused(&[base, delta_2, delta_2]).contains("same version"));
}

#[test]
fn a_catalogue_names_the_release_and_its_count_is_checked() {
    let index = ("demo/index.json", INDEX.as_bytes());
    for file in [
        ("entities.ftm.json", ENTITIES),
        ("targets.nested.json", NESTED),
        ("statements.csv", STATEMENTS),
    ] {
        let (release, _) = load(&[(file.0, file.1.as_bytes()), index]).unwrap();
        assert!(release.is_whole(), "{}: {:?}", file.0, defects(&release));
        assert_eq!(release.title, "Demonstration list");
        assert_eq!(release.authority, "Demo Office");
        assert_eq!(release.version.as_deref(), Some("20240501120000-aaa"));
        assert_eq!(release.published.unwrap().to_string(), "2024-05-01");
        assert_eq!(release.files.len(), 2);
    }
    let (first, _) = ENTITIES.split_once('\n').unwrap();
    let (release, _) = load(&[("entities.ftm.json", first.as_bytes()), index]).unwrap();
    assert!(!release.is_whole());
    let [defect] = release.samples.as_slice() else { panic!("{:?}", defects(&release)) };
    assert_eq!((defect.kind, defect.value.as_str()), (DefectKind::CountMismatch, "5"));
    assert_eq!(defect.file, "demo/index.json");
    // A catalogue of several data sets speaks of the file only when its path names one of them.
    let two =
        r#"{"datasets":[{"name":"demo","entity_count":9},{"name":"other","entity_count":1}]}"#;
    let two = ("catalog.json", two.as_bytes());
    let unnamed = load(&[("entities.ftm.json", ENTITIES.as_bytes()), two]).unwrap().0;
    assert!(unnamed.is_whole());
    let named = load(&[("demo/entities.ftm.json", ENTITIES.as_bytes()), two]).unwrap().0;
    assert!(!named.is_whole());
}

#[test]
fn what_is_unknown_or_bad_is_counted_and_kept() {
    let lines = r#"{"id":"a","schema":"Person","properties":{"name":["A"],"birthDate":["12.3.64"],"shoeSize":["44"],"country":["xq"],"gender":["?"],"imoNumber":["IMO1"]},"score":0.9,"origin":["o"]}
{"id":"b","schema":"Person","properties":{"name":["B"],"shoeSize":["45"]},"score":1}
{"id":"m","schema":"Martian","properties":{"name":["M"],"birthDate":["1964"],"antennae":["2"]}}
{"id":"n","schema":"Person","properties":{"name":["x\u0007y"]}}
"#;
    let (release, entities) = load(&[("x.json", lines.as_bytes())]).unwrap();
    let expected = [
        "bad-value: birthDate",
        "unknown-element: shoeSize",
        "unknown-code: country",
        "bad-value: gender",
        "unknown-element: imoNumber",
        "unknown-element: score",
        "unknown-element: Martian",
        "unknown-element: antennae",
        "character: name",
    ];
    let found = defects(&release);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for expected in expected {
        assert!(found.iter().any(|d| d.contains(expected)), "{expected}: {found:#?}");
    }
    let a = &entities[0];
    let text = |t: &str| Value::Text(t.to_owned());
    assert_eq!(a.values(&Property::BIRTH_DATE).next(), Some(&text("12.3.64")));
    assert_eq!(a.values(&Property::named("shoeSize")).next(), Some(&text("44")));
    assert!(matches!(a.values(&Property::IMO_NUMBER).next(), Some(Value::Identifier(_))));
    assert!(matches!(entities[2].values(&Property::BIRTH_DATE).next(), Some(Value::Date { .. })));
    assert_eq!(entities[3].names[0].text, "x\u{FFFD}y");
    let back: serde_json::Value = serde_json::from_str(&to_ftm_json(a)).unwrap();
    assert_eq!(back["score"], serde_json::json!(0.9));
    assert_eq!(back["origin"], serde_json::json!(["o"]));
    assert_eq!(back["properties"]["country"], serde_json::json!(["xq"]));
    assert_eq!(back["properties"]["shoeSize"], serde_json::json!(["44"]));
}

#[test]
fn a_broken_line_is_lost_and_the_rest_goes_on() {
    let lines = "{\"id\":\"a\",\"schema\":\"Person\"}\n{\"id\":\n{\"schema\":\"Person\"}\n{\"id\":\"x\"}\n{\"id\":\"b\",\"schema\":\"Person\",\"properties\":{\"name\":[\"tab\there\"]}}\n[]\n{\"id\":\"c\",\"schema\":\"Person\"} trailing\n";
    let (release, entities) = load(&[("x.json", lines.as_bytes())]).unwrap();
    let ids: Vec<&str> = entities.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert!(!release.is_whole());
    let lost: Vec<u64> = release
        .samples
        .iter()
        .filter(|d| d.kind == DefectKind::LostRecord)
        .map(|d| d.line)
        .collect();
    assert_eq!(lost, [2, 3, 4, 6, 7]);
    assert_eq!(release.defects[&DefectKind::Character], 1);
    let bytes = b"{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"caf\xe9\"]}}\n";
    let (release, entities) = load(&[("x.json", bytes)]).unwrap();
    assert_eq!(entities[0].names[0].text, "caf\u{FFFD}");
    assert_eq!(release.defects[&DefectKind::Encoding], 1);
}

#[test]
fn files_that_are_something_else_are_refused_with_advice() {
    let truncated = &ENTITIES.as_bytes()[..ENTITIES.len() - 40];
    let cut = &STATEMENTS.as_bytes()[..STATEMENTS.len() - 30];
    let mut unsorted = STATEMENTS.to_owned();
    unsorted.push_str("a-1,a-1,city,string,Address,Nowhere,demo,,,,f,,,x\n");
    let cases: [(&[u8], &str); 14] = [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"<html><body>403</body></html>", "HTML page"),
        (b"<?xml version=\"1.0\"?><list/>", "is XML"),
        (b"\x1f\x8b\x08\x00", "unpack it first"),
        (b"PK\x03\x04...", "unpack it first"),
        (b"id,schema,name,aliases\n", "simple table"),
        (b"name,date\nx,y\n", "neither FollowTheMoney JSON nor a statement CSV"),
        (truncated, "truncated"),
        (b"{\n  \"id\": \"a\",\n  \"schema\": \"Person\"\n}\n", "one entity a line"),
        (b"[{\"id\":\"a\",\"schema\":\"Person\"}", "truncated"),
        (b"entity_id,prop,value\n", "no such column"),
        (cut, "truncated"),
        (unsorted.as_bytes(), "sort the rows"),
    ];
    for (bytes, expected) in cases {
        let error = refused(&[("file", bytes)]);
        assert!(error.contains(expected), "{expected}: {error}");
    }
    let array = format!("[{}]", ENTITIES.trim_end().replace('\n', ",\n"));
    assert_eq!(load(&[("x.json", array.as_bytes())]).unwrap().1.len(), 5);
}

#[test]
fn a_list_of_one_query_without_an_id_can_be_read() {
    let query = br#"{"schema":"Person","properties":{"name":"Arno Feld","birthDate":"1964","nationality":"Ukraine"}}"#;
    let (entities, wrong) = entities_from_json(query).unwrap();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(entities[0].caption(), "Arno Feld");
    let nationality = entities[0].values(&Property::NATIONALITY).next().map(Value::as_text);
    assert_eq!(nationality.as_deref(), Some("ua"));
    assert!(entity_from_json(b"{\"id\":\"a\"}").unwrap_err().to_string().contains("schema"));
    assert!(entity_from_json(b"nonsense").is_err());
}

/// An entry of an official list, with all that its FollowTheMoney form has to find a place for.
fn official() -> Entity {
    let mut entity = Entity::new("un-X.1", Schema::PERSON, Position::line(3));
    entity.names.push(Name::new(NameKind::Primary, "Arno Feld").with_parts(vec![
        NamePart { kind: PartKind::Given, text: "Arno".to_owned() },
        NamePart { kind: PartKind::Family, text: "Feld".to_owned() },
    ]));
    entity.names.push(Name::new(NameKind::Aka, "Feldi").weak());
    entity.names.push(Name::new(NameKind::Abbreviation, "AF"));
    let date: PartialDate = "~1960/1963".parse().unwrap();
    entity.facts.push(Fact::date(Property::BIRTH_DATE, date, "between about 1960 and 1963"));
    entity.facts.push(Fact::new(
        Property::NATIONALITY,
        Value::Country { code: None, printed: "Ruritania".to_owned() },
    ));
    entity.facts.push(Fact::new(
        Property::PASSPORT_NUMBER,
        Value::Identifier(Identifier {
            number: "X1".to_owned(),
            country: Country::new("li"),
            ..Identifier::default()
        }),
    ));
    entity.facts.push(Fact::text(Property::FLAG, "none"));
    entity.links.push(Link::new(
        Property::of("linkedTo"),
        LinkTarget::Entity(interdict_model::EntityId::new("un-X.2")),
    ));
    entity
        .links
        .push(Link::new(Property::of("spouse"), LinkTarget::Named("Berta Feld".to_owned())));
    let mut listing = Listing::new("UN Security Council", "Consolidated List", Position::line(3));
    listing.reference = Some("X.1".to_owned());
    listing.listed_on = vec!["2001-02-03".parse().unwrap()];
    listing.measures.push(Measure {
        kind: MeasureKind::AssetFreeze,
        printed: "Asset freeze".to_owned(),
        since: None,
    });
    entity.listings.push(listing);
    entity
}

#[test]
fn an_official_entry_is_exported_as_valid_entities() {
    let lines = to_ftm_lines(&official());
    let text = lines.join("\n");
    let (release, entities) = load(&[("export.json", text.as_bytes())]).unwrap();
    assert!(release.defects.is_empty(), "{:?}", defects(&release));
    let by_schema: Vec<&str> = entities.iter().map(|e| e.schema.as_str()).collect();
    assert_eq!(by_schema, ["Person", "Passport", "UnknownLink", "Sanction"]);
    let main: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(
        main["properties"],
        serde_json::json!({
            "abbreviation": ["AF"],
            "birthDate": ["1960", "1963"],
            "firstName": ["Arno"],
            "lastName": ["Feld"],
            "name": ["Arno Feld"],
            "notes": ["nationality: Ruritania", "flag: none", "spouse: Berta Feld"],
            "passportNumber": ["X1"],
            "topics": ["sanction"],
            "weakAlias": ["Feldi"],
        })
    );
    assert_eq!(main["target"], serde_json::json!(true));
    let listing = &entities[3].listings[0];
    assert_eq!(listing.authority, "UN Security Council");
    assert_eq!(listing.reference.as_deref(), Some("X.1"));
    assert_eq!(listing.status, ListingStatus::Listed);
    assert_eq!(listing.measures[0].kind, MeasureKind::AssetFreeze);
}

fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("INTERDICT_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let path = root.join(path);
    if path.exists() {
        Some(path)
    } else {
        println!("skipped: {} is not there", path.display());
        None
    }
}

#[test]
fn the_list_of_un_and_ofac_reads_without_a_defect_and_goes_back() {
    for name in ["list.ftm.jsonl", "list_without_queried_aliases.ftm.jsonl"] {
        let Some(path) = shared(&format!("bench/{name}")) else { return };
        let bytes = std::fs::read(path).unwrap();
        let (release, entities) = load(&[(name, &bytes)]).unwrap();
        assert!(release.defects.is_empty(), "{:?}", defects(&release));
        let counts: Vec<(&str, u64)> =
            release.counts.iter().map(|(s, n)| (s.as_str(), *n)).collect();
        assert_eq!(
            counts,
            [
                ("Airplane", 277),
                ("LegalEntity", 273),
                ("Organization", 3673),
                ("Person", 5350),
                ("Vessel", 406)
            ]
        );
        let text = String::from_utf8(bytes).unwrap();
        for (line, entity) in text.lines().zip(&entities) {
            assert_eq!(property_sets(line), property_sets(&to_ftm_json(entity)));
        }
    }
}

#[test]
fn both_sides_of_the_pairs_read_and_go_back() {
    let Some(path) = shared("bench/cross_list_pairs_dev.jsonl") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let mut unlike = BTreeMap::<String, u64>::new();
    for line in text.lines() {
        let pair: serde_json::Value = serde_json::from_str(line).unwrap();
        for side in ["left", "right"] {
            let json = pair[side].to_string();
            let (entities, wrong) = entities_from_json(json.as_bytes()).unwrap();
            assert_eq!(property_sets(&json), property_sets(&to_ftm_json(&entities[0])));
            for defect in wrong {
                let what = format!("{} {} {}", defect.kind.as_str(), defect.element, defect.value);
                *unlike.entry(what).or_default() += 1;
            }
        }
    }
    assert_eq!(unlike, BTreeMap::new());
}

/// Properties with their values as sets.
fn property_sets(json: &str) -> BTreeMap<String, BTreeSet<String>> {
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    let Some(properties) = json["properties"].as_object() else { return BTreeMap::new() };
    properties
        .iter()
        .map(|(p, v)| {
            let values = v.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned());
            (p.clone(), values.collect::<BTreeSet<String>>())
        })
        .filter(|(_, values)| !values.is_empty())
        .collect()
}

/// A schema with values that its properties may hold.
fn record() -> impl Strategy<Value = String> {
    let value = |property: &'static str| -> BoxedStrategy<String> {
        match property {
            "birthDate" | "startDate" => prop_oneof![
                Just("1964".to_owned()),
                Just("1964-02".to_owned()),
                Just("1964-02-29".to_owned()),
                Just("2024-05-06T07:08:09".to_owned()),
                "[a-z0-9/~-]{1,10}",
            ]
            .boxed(),
            "nationality" | "country" => prop_oneof![
                Just("ua".to_owned()),
                Just("ua-cri".to_owned()),
                Just("suhh".to_owned()),
                "[a-z]{2}"
            ]
            .boxed(),
            "gender" => prop_oneof![
                Just("male".to_owned()),
                Just("female".to_owned()),
                Just("other".to_owned())
            ]
            .boxed(),
            _ => "[^\u{0}-\u{1f}\u{7f}]{1,12}".boxed(),
        }
    };
    let property = prop_oneof![
        Just("name"),
        Just("alias"),
        Just("weakAlias"),
        Just("previousName"),
        Just("abbreviation"),
        Just("birthDate"),
        Just("startDate"),
        Just("nationality"),
        Just("country"),
        Just("gender"),
        Just("address"),
        Just("addressEntity"),
        Just("sanctions"),
        Just("entity"),
        Just("notes"),
        Just("idNumber"),
        Just("topics"),
        Just("shoeSize"),
        Just("firstName"),
    ];
    let values = property.prop_flat_map(move |p| (Just(p), prop::collection::vec(value(p), 1..4)));
    let schema = prop_oneof![
        Just("Person"),
        Just("Company"),
        Just("Sanction"),
        Just("Vessel"),
        Just("Martian")
    ];
    (schema, prop::collection::vec(values, 0..8)).prop_map(|(schema, values)| {
        let mut properties: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (property, list) in values {
            properties.entry(property).or_default().extend(list);
        }
        serde_json::json!({"id": "x", "schema": schema, "properties": properties}).to_string()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_and_writing_gives_the_same_property_sets(json in record()) {
        let entity = entity_from_json(json.as_bytes()).unwrap();
        let back = to_ftm_json(&entity);
        prop_assert_eq!(property_sets(&json), property_sets(&back));
        // Once written, the form no longer changes.
        prop_assert_eq!(&back, &to_ftm_json(&entity_from_json(back.as_bytes()).unwrap()));
    }

    #[test]
    fn exported_lines_are_read_again(json in record()) {
        let entity = entity_from_json(json.as_bytes()).unwrap();
        for line in to_ftm_lines(&entity) {
            prop_assert!(entity_from_json(line.as_bytes()).is_ok(), "{}", line);
        }
    }

    #[test]
    fn mutations_never_panic(which in 0_usize..5, at in any::<prop::sample::Index>(), cut in 0_usize..3, byte in any::<u8>(), span in 1_usize..40) {
        let files = [ENTITIES, NESTED, STATEMENTS, DELTA_2, INDEX];
        let mut bytes = files[which].as_bytes().to_vec();
        let at = at.index(bytes.len());
        let end = (at + span).min(bytes.len());
        match cut {
            0 => bytes.truncate(at),
            1 => bytes[at] = byte,
            _ => {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
        }
        let _ = load(&[("a", bytes.as_slice())]);
        let _ = load(&[("entities.ftm.json", ENTITIES.as_bytes()), ("a", bytes.as_slice())]);
        let _ = entities_from_json(&bytes);
    }
}
