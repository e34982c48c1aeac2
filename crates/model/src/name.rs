// SPDX-License-Identifier: Apache-2.0
//! Names as a publisher prints them.

/// What a name is to its bearer, in the field's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// The name the publisher puts first.
    Primary,
    /// Also known as.
    Aka,
    /// Formerly known as: a former name of a person, firm or ship.
    Fka,
    /// An acronym or short form.
    Abbreviation,
}

/// How good the publisher says an alias is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quality {
    /// Good enough to identify by (UN "Good", OFAC "strong").
    Strong,
    /// Weak: broad or generic, needs support (UN "Low", OFAC "weak", UK "low quality").
    Weak,
}

/// The role of one part of a name, where the publisher says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// Given (first) name.
    Given,
    /// Middle or second name.
    Middle,
    /// Family name.
    Family,
    /// Patronymic.
    Patronymic,
    /// Matronymic.
    Matronymic,
    /// Maiden name.
    Maiden,
    /// Title or honorific.
    Title,
    /// Suffix such as "Jr".
    Suffix,
    /// Nickname.
    Nickname,
    /// A part whose role the publisher leaves open (UN FIRST_NAME … FOURTH_NAME outside the
    /// regimes where its meaning is known).
    Other,
}

/// One part of a name with its role.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamePart {
    /// Its role.
    pub kind: PartKind,
    /// The part as printed.
    pub text: String,
}

/// One name of an entity, as printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The whole name in the publisher's order.
    pub text: String,
    /// Primary, aka, fka or abbreviation.
    pub kind: NameKind,
    /// Strong unless the publisher says weak.
    pub quality: Quality,
    /// Parts with roles, when the publisher gives them; empty otherwise.
    pub parts: Vec<NamePart>,
    /// Language (ISO 639) or script (ISO 15924, or the publisher's word) when stated.
    pub language: Option<String>,
    /// A remark of the publisher on this name.
    pub note: Option<String>,
}

impl Name {
    /// A strong name of the given kind with nothing more said about it.
    #[must_use]
    pub fn new(kind: NameKind, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind,
            quality: Quality::Strong,
            parts: Vec::new(),
            language: None,
            note: None,
        }
    }

    /// The same name marked weak.
    #[must_use]
    pub fn weak(self) -> Self {
        Self { quality: Quality::Weak, ..self }
    }

    /// The same name with its parts.
    #[must_use]
    pub fn with_parts(self, parts: Vec<NamePart>) -> Self {
        Self { parts, ..self }
    }
}
