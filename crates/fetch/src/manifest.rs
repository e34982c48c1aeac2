// SPDX-License-Identifier: Apache-2.0
//! What is recorded of a release when it is taken: where each byte came from and what was read.

use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The name of the manifest within a release's folder.
pub(crate) const FILE: &str = "manifest.json";

/// One file of a stored release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name in the folder.
    pub name: String,
    /// The address asked, secrets hidden.
    pub url: String,
    /// Length in bytes.
    pub bytes: u64,
    /// BLAKE3 of the bytes, in hexadecimal.
    pub blake3: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Whether the SHA-256 was compared with one the configuration or the publisher gives.
    pub checksum_compared: bool,
    /// The entity tag the publisher sent.
    pub etag: Option<String>,
    /// The time of last change the publisher sent, as printed.
    pub last_modified: Option<String>,
}

/// What is recorded of a release when it is taken. Never changed afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The source.
    pub source: String,
    /// The kind of source, as the configuration says.
    pub kind: String,
    /// BLAKE3 over names, lengths and digests of the files, in hexadecimal: the release's name.
    pub digest: String,
    /// When it was fetched, by the caller's clock.
    pub fetched: Timestamp,
    /// The day the publisher says it was made.
    pub published: Option<Date>,
    /// The publisher's version word.
    pub version: Option<String>,
    /// The files, in the order in which the reader wants them.
    pub files: Vec<StoredFile>,
    /// Records read.
    pub entities: u64,
    /// Records by schema.
    pub counts: BTreeMap<String, u64>,
    /// Defects by kind.
    pub defects: BTreeMap<String, u64>,
    /// Whether it is proved that no file changed while the others came in: `Some(true)` for one
    /// file, or when the publisher confirmed it; `None` when the publisher gives no means to ask.
    pub set_confirmed: Option<bool>,
    /// What would have refused it, when it was taken for a reason.
    pub excused: Vec<String>,
    /// The reason.
    pub override_reason: Option<String>,
}

/// The name of a release: BLAKE3 over the names, lengths and digests of its files, in their order,
/// which matters to the reader.
pub(crate) fn release_digest(files: &[StoredFile]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"interdict release 1\n");
    for file in files {
        hasher.update(format!("{} {} {}\n", file.blake3, file.bytes, file.name).as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

impl Manifest {
    pub(crate) fn to_json(&self) -> String {
        let files: Vec<Value> = self
            .files
            .iter()
            .map(|f| {
                json!({
                    "name": f.name, "url": f.url, "bytes": f.bytes, "blake3": f.blake3,
                    "sha256": f.sha256, "checksum_compared": f.checksum_compared,
                    "etag": f.etag, "last_modified": f.last_modified,
                })
            })
            .collect();
        let value = json!({
            "interdict_release": 1,
            "source": self.source, "kind": self.kind, "digest": self.digest,
            "fetched": self.fetched.to_string(),
            "published": self.published.map(|d| d.to_string()),
            "version": self.version, "files": files, "entities": self.entities,
            "counts": self.counts, "defects": self.defects,
            "set_confirmed": self.set_confirmed,
            "excused": self.excused, "override_reason": self.override_reason,
        });
        let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
        text.push('\n');
        text
    }

    pub(crate) fn from_json(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|e| format!("is not JSON: {e}"))?;
        let at = Object::of(&value, "the manifest")?;
        if at.number("interdict_release")? != 1 {
            return Err("was written by a newer interdict".to_owned());
        }
        let mut files = Vec::new();
        for file in at.list("files")? {
            let f = Object::of(file, "a file")?;
            let name = f.text("name")?;
            if !crate::config_read::is_file_name(&name) {
                return Err(format!("names a file {name:?} that cannot be in a release"));
            }
            files.push(StoredFile {
                name,
                url: f.text("url")?,
                bytes: f.number("bytes")?,
                blake3: f.text("blake3")?,
                sha256: f.text("sha256")?,
                checksum_compared: f.flag("checksum_compared")?.unwrap_or(false),
                etag: f.optional("etag")?,
                last_modified: f.optional("last_modified")?,
            });
        }
        let mut excused = Vec::new();
        for each in at.list("excused")? {
            excused.push(each.as_str().ok_or("holds an excuse that is no text")?.to_owned());
        }
        Ok(Self {
            source: at.text("source")?,
            kind: at.text("kind")?,
            digest: at.text("digest")?,
            fetched: at.time("fetched")?,
            published: match at.optional("published")? {
                Some(d) => Some(d.parse().map_err(|_| format!("has published = {d:?}"))?),
                None => None,
            },
            version: at.optional("version")?,
            files,
            entities: at.number("entities")?,
            counts: at.numbers("counts")?,
            defects: at.numbers("defects")?,
            set_confirmed: at.flag("set_confirmed")?,
            excused,
            override_reason: at.optional("override_reason")?,
        })
    }
}

/// A JSON object whose fields are asked for by name; errors name the field.
pub(crate) struct Object<'a>(&'a Map<String, Value>);

impl<'a> Object<'a> {
    pub(crate) fn of(value: &'a Value, what: &str) -> Result<Self, String> {
        value.as_object().map(Self).ok_or_else(|| format!("{what} is no JSON object"))
    }

    fn wrong(field: &str, expected: &str) -> String {
        format!("has no {field}, or not {expected}")
    }

    pub(crate) fn optional(&self, field: &str) -> Result<Option<String>, String> {
        match self.0.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(s)) => Ok(Some(s.clone())),
            Some(_) => Err(Self::wrong(field, "a text")),
        }
    }

    pub(crate) fn text(&self, field: &str) -> Result<String, String> {
        self.optional(field)?.ok_or_else(|| Self::wrong(field, "a text"))
    }

    pub(crate) fn number(&self, field: &str) -> Result<u64, String> {
        self.0.get(field).and_then(Value::as_u64).ok_or_else(|| Self::wrong(field, "a number"))
    }

    fn flag(&self, field: &str) -> Result<Option<bool>, String> {
        match self.0.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(b)) => Ok(Some(*b)),
            Some(_) => Err(Self::wrong(field, "true or false")),
        }
    }

    pub(crate) fn time(&self, field: &str) -> Result<Timestamp, String> {
        self.text(field)?.parse().map_err(|_| Self::wrong(field, "a time"))
    }

    pub(crate) fn list(&self, field: &str) -> Result<&'a [Value], String> {
        let list = self.0.get(field).and_then(Value::as_array);
        list.map(Vec::as_slice).ok_or_else(|| Self::wrong(field, "a list"))
    }

    fn numbers(&self, field: &str) -> Result<BTreeMap<String, u64>, String> {
        let wrong = || Self::wrong(field, "numbers by name");
        let map = self.0.get(field).and_then(Value::as_object).ok_or_else(wrong)?;
        map.iter().map(|(k, v)| Ok((k.clone(), v.as_u64().ok_or_else(wrong)?))).collect()
    }
}
