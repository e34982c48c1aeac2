// SPDX-License-Identifier: Apache-2.0
//! The one file of a source that changes: which release is current, and which ones were.
//!
//! It holds all that must change together, so that one rename is the whole switch.

use crate::manifest::Object;
use jiff::Timestamp;
use serde_json::{Value, json};

/// The name of the pointer within a source's folder.
pub(crate) const FILE: &str = "current";

/// A stretch of time during which a release was the current one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) digest: String,
    pub(crate) since: Timestamp,
    /// When the publisher last confirmed it.
    pub(crate) checked: Timestamp,
    /// `None` for the current one.
    pub(crate) until: Option<Timestamp>,
    pub(crate) override_reason: Option<String>,
}

/// What the publisher wants to be asked with next time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Validator {
    pub(crate) file: String,
    /// The address asked, secrets hidden; a validator is good for this address only.
    pub(crate) url: String,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

/// The whole pointer file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pointer {
    /// Oldest first; the last one is the current one.
    pub(crate) terms: Vec<Term>,
    pub(crate) validators: Vec<Validator>,
}

impl Pointer {
    pub(crate) fn current(&self) -> Option<&Term> {
        self.terms.last()
    }

    pub(crate) fn to_json(&self) -> String {
        let terms: Vec<Value> = self
            .terms
            .iter()
            .map(|t| {
                json!({
                    "digest": t.digest, "since": t.since.to_string(),
                    "checked": t.checked.to_string(),
                    "until": t.until.map(|u| u.to_string()),
                    "override_reason": t.override_reason,
                })
            })
            .collect();
        let validators: Vec<Value> = self
            .validators
            .iter()
            .map(|v| {
                json!({
                    "file": v.file, "url": v.url, "etag": v.etag,
                    "last_modified": v.last_modified,
                })
            })
            .collect();
        let value = json!({
            "interdict_pointer": 1,
            "current": self.current().map(|t| t.digest.as_str()),
            "terms": terms, "validators": validators,
        });
        let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
        text.push('\n');
        text
    }

    pub(crate) fn from_json(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|e| format!("is not JSON: {e}"))?;
        let at = Object::of(&value, "the pointer")?;
        if at.number("interdict_pointer")? != 1 {
            return Err("was written by a newer interdict".to_owned());
        }
        let mut pointer = Self::default();
        for term in at.list("terms")? {
            let t = Object::of(term, "a term")?;
            let digest = t.text("digest")?;
            if !is_digest(&digest) {
                return Err(format!("holds {digest:?}, which is no digest"));
            }
            let until = match t.optional("until")? {
                Some(_) => Some(t.time("until")?),
                None => None,
            };
            pointer.terms.push(Term {
                digest,
                since: t.time("since")?,
                checked: t.time("checked")?,
                until,
                override_reason: t.optional("override_reason")?,
            });
        }
        if at.optional("current")?.as_deref() != pointer.current().map(|t| t.digest.as_str()) {
            return Err("names another release as current than its last term".to_owned());
        }
        for validator in at.list("validators")? {
            let v = Object::of(validator, "a validator")?;
            pointer.validators.push(Validator {
                file: v.text("file")?,
                url: v.text("url")?,
                etag: v.optional("etag")?,
                last_modified: v.optional("last_modified")?,
            });
        }
        Ok(pointer)
    }
}

/// Whether a text is a release's name.
pub(crate) fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
