// SPDX-License-Identifier: Apache-2.0
//! The catalogue (`index.json`, `catalog.json`) that tells what data sets there are, of which
//! version, with how many entities and in which files.

use crate::document::Document;
use crate::values::iso_day;
use crate::{ReadError, xml::refuse_other_formats};
use interdict_model::Date;
use serde_json::{Map, Value};

/// Most bytes a catalogue may have; the largest published one has some two million.
pub(crate) const CATALOGUE_LIMIT: u64 = 64 * 1024 * 1024;

/// The data sets a publisher offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// In the catalogue's order.
    pub datasets: Vec<Dataset>,
}

/// One data set of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dataset {
    /// Its key ("us_ofac_sdn").
    pub name: String,
    /// Its title; the key where there is none.
    pub title: String,
    /// `source` or `collection`, where stated.
    pub kind: Option<String>,
    /// Version word ("20240501120000-abc"); versions of one data set sort as texts.
    pub version: Option<String>,
    /// When it was exported last, as printed.
    pub last_export: Option<String>,
    /// When it was updated last, as printed.
    pub updated_at: Option<String>,
    /// Entities in it, links and sanctions included.
    pub entity_count: Option<u64>,
    /// Targets in it.
    pub target_count: Option<u64>,
    /// Who publishes it.
    pub publisher: Option<Publisher>,
    /// Its files.
    pub resources: Vec<Resource>,
    /// Keys of the data sets a collection is made of.
    pub children: Vec<String>,
    /// Where the index of its deltas is.
    pub delta_url: Option<String>,
}

/// Who publishes a data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publisher {
    /// Its name.
    pub name: String,
    /// Its short name.
    pub acronym: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// Its country, as printed.
    pub country: Option<String>,
    /// Whether it is an authority.
    pub official: Option<bool>,
}

/// A file of a data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resource {
    /// Its name ("entities.ftm.json").
    pub name: String,
    /// Where it is.
    pub url: Option<String>,
    /// SHA-1 of its bytes in hexadecimal, as printed.
    pub checksum: Option<String>,
    /// Its media type ("application/json+ftm").
    pub mime_type: Option<String>,
    /// Its length in bytes.
    pub size: Option<u64>,
}

impl Catalogue {
    /// The data set of a name.
    #[must_use]
    pub fn dataset(&self, name: &str) -> Option<&Dataset> {
        self.datasets.iter().find(|d| d.name == name)
    }

    /// The data set that a file is of: the one whose key stands in the file's path, or the only
    /// one there is.
    #[must_use]
    pub fn dataset_of(&self, file: &str) -> Option<&Dataset> {
        let mut named = file.rsplit(['/', '\\', '.', '-', ' ']).filter_map(|w| self.dataset(w));
        match (named.next(), self.datasets.as_slice()) {
            (None, [only]) => Some(only),
            (found, _) => found,
        }
    }
}

impl Dataset {
    /// The day it was exported, else updated.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        [&self.last_export, &self.updated_at].into_iter().flatten().find_map(|d| iso_day(d))
    }
}

/// Reads a catalogue: one data set as an object, or several under `datasets`. Keys it does not
/// need are passed over.
///
/// # Errors
/// When the document cannot be read, is no JSON, names no data set, or has more than 64 MiB.
pub fn read_catalogue(document: Document<'_>) -> Result<Catalogue, ReadError> {
    let (file, bytes, _) = document.whole(CATALOGUE_LIMIT)?;
    parse(&file, &bytes)
}

/// Reads a catalogue from the bytes of a file.
pub(super) fn parse(file: &str, bytes: &[u8]) -> Result<Catalogue, ReadError> {
    refuse_other_formats(file, bytes)?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let syntax = |line: u64, element: &str, message: String| ReadError::Syntax {
        file: file.to_owned(),
        line,
        element: element.to_owned(),
        message,
    };
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        let why = if error.is_eof() { "is truncated" } else { "is not JSON" };
        syntax(error.line() as u64, "", format!("the catalogue {why}: {error}; fetch it again"))
    })?;
    let no_name =
        || syntax(0, "name", "a data set without a name; fetch the catalogue again".into());
    let objects: Vec<&Map<String, Value>> = match &value {
        Value::Object(top) if top.contains_key("name") => vec![top],
        Value::Object(top) => {
            let list = top.get("datasets").and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_object).collect()
        }
        _ => Vec::new(),
    };
    let datasets: Result<Vec<Dataset>, ReadError> =
        objects.into_iter().map(|o| dataset(o).ok_or_else(no_name)).collect();
    let datasets = datasets?;
    if datasets.is_empty() {
        return Err(ReadError::NotAList {
            file: file.to_owned(),
            message: "is no catalogue: it names no data set; expected an object with \"datasets\", or one data set with its \"name\"".to_owned(),
        });
    }
    Ok(Catalogue { datasets })
}

fn dataset(object: &Map<String, Value>) -> Option<Dataset> {
    let text = |key: &str| text(object, key);
    let count = |key: &str| object.get(key).and_then(Value::as_u64);
    let objects = |key: &str| {
        let list = object.get(key).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_object)
    };
    let name = text("name")?;
    let mut children: Vec<String> = Vec::new();
    for key in ["children", "datasets"] {
        for child in object.get(key).and_then(Value::as_array).into_iter().flatten() {
            if let Some(child) = child.as_str().filter(|c| !children.iter().any(|known| known == c))
            {
                children.push(child.to_owned());
            }
        }
    }
    Some(Dataset {
        title: text("title").unwrap_or_else(|| name.clone()),
        name,
        kind: text("type"),
        version: text("version"),
        last_export: text("last_export"),
        updated_at: text("updated_at"),
        entity_count: count("entity_count"),
        target_count: count("target_count"),
        publisher: object.get("publisher").and_then(Value::as_object).and_then(publisher),
        resources: objects("resources").filter_map(resource).collect(),
        children,
        delta_url: text("delta_url"),
    })
}

fn publisher(object: &Map<String, Value>) -> Option<Publisher> {
    Some(Publisher {
        name: text(object, "name")?,
        acronym: text(object, "acronym"),
        url: text(object, "url"),
        country: text(object, "country"),
        official: object.get("official").and_then(Value::as_bool),
    })
}

fn resource(object: &Map<String, Value>) -> Option<Resource> {
    Some(Resource {
        name: text(object, "name")?,
        url: text(object, "url"),
        checksum: text(object, "checksum"),
        mime_type: text(object, "mime_type"),
        size: object.get("size").and_then(Value::as_u64),
    })
}

fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    object.get(key).and_then(Value::as_str).filter(|t| !t.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Catalogue, String> {
        read_catalogue(Document::new("index.json", text.as_bytes())).map_err(|e| e.to_string())
    }

    #[test]
    fn a_catalogue_of_several_and_one_of_one() {
        let several = read(
            r#"{"datasets":[{"name":"a","title":"A","version":"20240501120000-abc","entity_count":7,
            "last_export":"2024-05-01T12:00:00","publisher":{"name":"Office","official":true},
            "resources":[{"name":"entities.ftm.json","url":"https://example.org/e","checksum":"00","size":5}]},
            {"name":"c","children":["a","b"],"datasets":["a"]}],"run_time":"x"}"#,
        )
        .unwrap();
        let a = several.dataset("a").unwrap();
        assert_eq!((a.entity_count, a.resources[0].size), (Some(7), Some(5)));
        assert_eq!(a.day().unwrap().to_string(), "2024-05-01");
        assert_eq!(several.dataset("c").unwrap().children, ["a", "b"]);
        assert_eq!(several.dataset("c").unwrap().title, "c");
        assert_eq!(several.dataset_of("x/a/entities.ftm.json").unwrap().name, "a");
        assert_eq!(several.dataset_of("entities.ftm.json"), None);
        let one = read(r#"{"name":"a","datasets":["b"]}"#).unwrap();
        assert_eq!(one.dataset_of("entities.ftm.json").unwrap().children, ["b"]);
    }

    #[test]
    fn other_files_are_refused() {
        for (text, expected) in [
            ("", "empty"),
            ("<html>", "HTML page"),
            ("{\"datasets\":[", "truncated"),
            ("nonsense", "is not JSON"),
            ("{}", "names no data set"),
            ("[]", "names no data set"),
            ("{\"datasets\":[{\"title\":\"x\"}]}", "without a name"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
