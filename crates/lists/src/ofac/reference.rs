// SPDX-License-Identifier: Apache-2.0
//! The reference values of a release: what its numbers stand for.

use crate::recorder::Recorder;
use crate::xml::Node;
use interdict_model::{Country, DefectKind};
use std::collections::HashMap;

/// One value of a reference set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reference {
    /// Its text.
    pub(super) text: String,
    /// What else the set says of it: the ISO code of a country, the description of an area code,
    /// the party type of a sub-type, the code of a script.
    pub(super) detail: Option<String>,
}

impl Reference {
    /// The country whose ISO code the value carries.
    pub(super) fn country(&self) -> Option<Country> {
        let code = self.detail.as_deref().filter(|code| code.len() == 2)?.to_lowercase();
        Country::new(&code)
    }
}

/// Attributes that say more of a value.
const DETAILS: &[&str] = &["ISO2", "Description", "PartyTypeID", "ScriptCode"];

/// All reference sets, by the name of their values and the values' numbers.
#[derive(Debug, Default)]
pub(super) struct References {
    sets: HashMap<String, HashMap<String, Reference>>,
}

impl References {
    /// Adds a set of the Advanced XML (`CountryValues` with its `Country` elements).
    pub(super) fn add_set(&mut self, node: &Node, recorder: &mut Recorder<'_>) {
        for value in node.children() {
            let Some(id) = value.attribute("ID") else {
                recorder.defect(
                    DefectKind::BadValue,
                    value.line(),
                    value.name(),
                    value.text().unwrap_or_default(),
                    "a reference value without ID; nothing can refer to it",
                );
                continue;
            };
            let reference = Reference {
                text: value.text().unwrap_or_default().to_owned(),
                detail: DETAILS.iter().find_map(|d| value.attribute(d)).map(str::to_owned),
            };
            self.add(value.name(), id, reference);
        }
    }

    /// Adds one value.
    pub(super) fn add(&mut self, set: &str, id: &str, reference: Reference) {
        self.sets.entry(set.to_owned()).or_default().insert(id.to_owned(), reference);
    }

    /// The value of a number; one that is in no set is counted.
    pub(super) fn get(
        &self,
        set: &str,
        id: Option<&str>,
        line: u64,
        recorder: &mut Recorder<'_>,
    ) -> Option<&Reference> {
        let id = id?;
        let found = self.sets.get(set).and_then(|values| values.get(id));
        if found.is_none() {
            recorder.defect(
                DefectKind::DanglingReference,
                line,
                set,
                id,
                "no reference value has this number; what it stands for is unknown",
            );
        }
        found
    }

    /// The text of a number; "Unknown", which the sets carry as their first value, is none.
    pub(super) fn text(
        &self,
        set: &str,
        id: Option<&str>,
        line: u64,
        recorder: &mut Recorder<'_>,
    ) -> Option<&str> {
        self.get(set, id, line, recorder)
            .map(|reference| reference.text.as_str())
            .filter(|text| !text.is_empty() && *text != "Unknown")
    }
}
