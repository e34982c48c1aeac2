// SPDX-License-Identifier: Apache-2.0
//! One entry of the list as bags of named fields, the same whatever form it was read from.

use interdict_model::Fact;

/// One part of an entry: a name, a birth date, an address, a legal act.
///
/// Keys are the attribute names of the FSF XML 1.1; the legal act of a part has the keys
/// `actTitle`, `actDate`, `actUrl` and `actProgramme`. No value is blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Line or row on which it starts.
    pub(super) line: u64,
    fields: Vec<(&'static str, String)>,
    /// Telephone, e-mail and web addresses, each with the publisher's key.
    pub(super) contacts: Vec<(String, String)>,
}

impl Part {
    pub(super) fn new(line: u64) -> Self {
        Self { line, fields: Vec::new(), contacts: Vec::new() }
    }

    /// A field.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|(k, _)| *k == key).map(|(_, v)| v.as_str())
    }

    /// Sets a field; blanks are passed over.
    pub(super) fn set(&mut self, key: &'static str, value: Option<&str>) {
        if let Some(value) = value.map(str::trim).filter(|v| !v.is_empty()) {
            self.fields.push((key, value.to_owned()));
        }
    }

    /// Whether a flag is set; anything but "true" is unset.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.get(key).is_some_and(|v| v.eq_ignore_ascii_case("true"))
    }

    /// Whether there is anything in it besides database keys and its legal act.
    pub(super) fn is_empty(&self) -> bool {
        self.contacts.is_empty()
            && self.fields.iter().all(|(k, _)| *k == "logicalId" || k.starts_with("act"))
    }

    /// Whether it says the same as another, wherever it stands.
    pub(super) fn same(&self, other: &Self) -> bool {
        match (self.get("logicalId"), other.get("logicalId")) {
            (Some(a), Some(b)) => a == b,
            _ => self.fields == other.fields && self.contacts == other.contacts,
        }
    }
}

/// One entry of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// Its head: `logicalId`, `euReferenceNumber`, `unitedNationId`, `designationDate`,
    /// `designationDetails`, `subject`, `remark`.
    pub(super) head: Part,
    /// Legal acts of the entry as a whole.
    pub(super) acts: Vec<Part>,
    pub(super) names: Vec<Part>,
    pub(super) citizenships: Vec<Part>,
    pub(super) births: Vec<Part>,
    pub(super) identifications: Vec<Part>,
    pub(super) addresses: Vec<Part>,
    /// What no reader knew.
    pub(super) leftovers: Vec<Fact>,
}

impl Entry {
    pub(super) fn new(line: u64) -> Self {
        Self { head: Part::new(line), ..Self::default() }
    }

    /// All parts that may name a legal act.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.names
            .iter()
            .chain(&self.citizenships)
            .chain(&self.births)
            .chain(&self.identifications)
            .chain(&self.addresses)
    }
}
