// SPDX-License-Identifier: Apache-2.0
//! Switzerland: the SECO sanctions list (SESAM), the XML of the whole list.
//!
//! The file names programmes and their sanctions sets first, then the targets, then the places the
//! targets refer to; so it is read twice. Removed targets stay in it: they are kept as delisted.
//! What a `modification` added or removed repeats other states of the target and is passed over.

mod identity;
mod name;
mod remark;
mod target;

use crate::ReadError;
use crate::document::Document;
use crate::naming::squash;
use crate::recorder::Recorder;
use crate::values;
use crate::xml::{Node, XmlRecords};
use interdict_model::{Address, Country, DefectKind, Release, SourceKind};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

const AUTHORITY: &str = "Switzerland";
const LIST: &str = "SECO sanctions list";
/// Largest file read; the whole list is some 42 MiB.
const FILE_LIMIT: u64 = 512 * 1024 * 1024;
const ROOT: &str = "swiss-sanctions-list";
const RECORDS: [&str; 3] = ["sanctions-program", "target", "place"];

/// What targets refer to by number.
#[derive(Debug, Default)]
struct Context {
    /// Sanctions sets by their number.
    sets: BTreeMap<String, Set>,
    places: BTreeMap<String, Address>,
    /// Numbers of all targets.
    targets: BTreeSet<String>,
}

/// A part of a programme that a target can be under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Set {
    /// The programme's short name ("Belarus").
    programme: Option<String>,
    /// Title of the ordinance.
    ordinance: Option<String>,
    /// What the set says ("article 12 -- restrictions on …").
    text: Option<String>,
    /// Whose measures the programme takes over ("UN", "EU").
    origin: Option<String>,
}

/// Reads the list.
pub(crate) fn read(
    documents: Vec<Document<'_>>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let release = recorder.release();
    AUTHORITY.clone_into(&mut release.authority);
    LIST.clone_into(&mut release.title);
    "SESAM XML".clone_into(&mut release.format);
    let mut documents = (0..=u16::MAX).zip(documents);
    if let Some((index, document)) = documents.next() {
        recorder.enter_file(document.name(), index);
        let (name, bytes, _) = document.whole(FILE_LIMIT)?;
        let context = context(&name, &bytes, index)?;
        targets(&name, &bytes, index, &context, recorder)?;
    }
    if let Some((_, second)) = documents.next() {
        return Err(ReadError::NotAList {
            file: second.name().to_owned(),
            message: "is a second file; the whole Swiss list is one file, so give only the newest"
                .to_owned(),
        });
    }
    Ok(())
}

/// First reading: programmes, places and the numbers of all targets.
fn context(name: &str, bytes: &[u8], index: u16) -> Result<Context, ReadError> {
    // Defects are counted by the second reading.
    let mut nowhere = |_| Ok(());
    let mut recorder = Recorder::new(Release::new(SourceKind::Ch, "", "", ""), &mut nowhere);
    let document = Document::new(name, Cursor::new(bytes));
    let mut xml = XmlRecords::open(document, &mut recorder, index)?;
    let root = xml.root();
    if root.name() != ROOT {
        return Err(ReadError::NotAList {
            file: name.to_owned(),
            message: format!("starts with <{}>; expected <{ROOT}>", root.name()),
        });
    }
    let list_type = root.attribute("list-type");
    if list_type != Some("whole-list") {
        return Err(ReadError::NotAList {
            file: name.to_owned(),
            message: format!(
                "is a list of type {:?}, a part that would clear everybody not in it; fetch the whole list (list-type=\"whole-list\")",
                list_type.unwrap_or_default()
            ),
        });
    }
    let mut context = Context::default();
    while let Some(node) = xml.next(&RECORDS, &[], &mut recorder)? {
        match node.name() {
            "sanctions-program" => context.sets.extend(sets(&node)),
            "place" => {
                let key = node.attribute("ssid").unwrap_or_default().to_owned();
                context.places.insert(key, place(&node));
            }
            _ => context.targets.extend(node.attribute("ssid").map(str::to_owned)),
        }
    }
    Ok(context)
}

/// Second reading: the targets, and every defect of the file.
fn targets(
    name: &str,
    bytes: &[u8],
    index: u16,
    context: &Context,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let mut xml = XmlRecords::open(Document::new(name, Cursor::new(bytes)), recorder, index)?;
    let date = xml.root().attribute("date").map(str::to_owned);
    match date.as_deref().and_then(values::iso_day) {
        Some(day) => recorder.release().published = Some(day),
        None => recorder.defect(
            DefectKind::BadValue,
            1,
            "swiss-sanctions-list@date",
            date.as_deref().unwrap_or_default(),
            "expected the day of the list",
        ),
    }
    let mut seen = BTreeSet::new();
    while let Some(node) = xml.next(&RECORDS, &[], recorder)? {
        match node.name() {
            "sanctions-program" => {
                // Read once more only to learn what of it is not known.
                sets(&node);
                node.leftovers(recorder);
            }
            "place" => {
                place(&node);
                node.leftovers(recorder);
            }
            _ => {
                let mut entity = target::entity(&node, context, recorder);
                if !seen.insert(entity.id.clone()) {
                    recorder.defect(
                        DefectKind::BadValue,
                        node.line(),
                        "target@ssid",
                        entity.id.as_str(),
                        "a number given to two targets; told apart by the line",
                    );
                    let id = format!("{}-line-{}", entity.id, node.line());
                    entity.id = interdict_model::EntityId::new(id);
                }
                recorder.entity(entity)?;
            }
        }
    }
    Ok(())
}

/// The sets of a programme, in English where it speaks several languages.
fn sets(node: &Node) -> BTreeMap<String, Set> {
    for unused in ["ssid", "version-date", "predecessor-version-date"] {
        node.attribute(unused);
    }
    let english = |tag: &'static str| {
        let all: Vec<_> = node.all(tag).map(|n| (n.attribute("lang"), n.text())).collect();
        let chosen = all.iter().find(|(lang, _)| *lang == Some("eng")).or(all.first());
        chosen.and_then(|(_, text)| squash((*text)?))
    };
    let common = Set {
        programme: english("program-key"),
        ordinance: english("program-name"),
        origin: node.child_text("origin").and_then(squash),
        text: None,
    };
    let mut sets: BTreeMap<String, Set> = BTreeMap::new();
    for set in node.all("sanctions-set") {
        let key = set.attribute("ssid").unwrap_or_default().to_owned();
        let text = set.text().and_then(squash);
        let better = set.attribute("lang") == Some("eng") || !sets.contains_key(&key);
        if better {
            sets.insert(key, Set { text, ..common.clone() });
        }
    }
    sets
}

/// A place that addresses and births refer to.
fn place(node: &Node) -> Address {
    node.attribute("ssid");
    let field = |tag| node.child_text(tag).and_then(squash);
    let (code, printed) = country(node.child("country"));
    let variants: Vec<String> = ["location-variant", "area-variant"]
        .into_iter()
        .flat_map(|tag| node.all(tag))
        .filter_map(|n| {
            n.attribute("variant-type");
            n.text().and_then(squash)
        })
        .collect();
    Address {
        city: field("location"),
        region: field("area"),
        country: code,
        country_printed: printed,
        note: (!variants.is_empty()).then(|| format!("also written {}", variants.join(", "))),
        ..Address::default()
    }
}

/// A country by the code the publisher gives, else by its name.
fn country(node: Option<&Node>) -> (Option<Country>, Option<String>) {
    let Some(node) = node else { return (None, None) };
    let printed = node.text().and_then(squash);
    let iso = node.attribute("iso-code").map(str::to_lowercase);
    let code = printed
        .as_deref()
        .and_then(values::country_code)
        .or_else(|| iso.as_deref().and_then(values::country_code));
    (code, printed.or(iso))
}
