// SPDX-License-Identifier: Apache-2.0
//! A listing: the entry by which an authority designates a subject.

use crate::{Date, Position};

/// Whether the entry stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListingStatus {
    /// In force in this release.
    Listed,
    /// Printed as removed, with the day if given.
    Delisted(Option<Date>),
    /// Printed as suspended or partly lifted, in the publisher's words.
    Varied(String),
}

/// What a measure does to the listed subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasureKind {
    /// Funds and economic resources are frozen, none may be made available.
    AssetFreeze,
    /// Entry or transit is barred.
    TravelBan,
    /// Arms embargo on the subject.
    ArmsEmbargo,
    /// A ship is denied port.
    PortEntryBan,
    /// A ship loses its flag.
    DeFlag,
    /// A ship is directed to a port, or impounded.
    ShipDirection,
    /// Sectoral restriction (debt, equity, named dealings).
    Sectoral,
    /// Correspondent or payable-through accounts are restricted.
    CorrespondentAccount,
    /// Procurement is barred.
    Debarment,
    /// Exports to the subject are controlled.
    ExportControl,
    /// Charter, crewing, insurance or other services are barred.
    ServicesBan,
    /// Anything else, in the publisher's words.
    Other,
}

/// A measure the publisher states for this entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure {
    /// The kind.
    pub kind: MeasureKind,
    /// The publisher's words or code.
    pub printed: String,
    /// First day, when the publisher gives one for this measure.
    pub since: Option<Date>,
}

/// The act by which the entry was made or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegalAct {
    /// Its title or number ("2017/1509 (OJ L224)", "E.O. 13722").
    pub title: String,
    /// Its date.
    pub date: Option<Date>,
    /// Where it is published.
    pub url: Option<String>,
}

/// Another authority's number for the same subject, stated by this publisher.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CrossReference {
    /// The other authority ("UN", "EU", "UK", "OFAC").
    pub authority: String,
    /// Its number there.
    pub reference: String,
}

/// One entry of one authority's list, as printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Listing {
    /// Who lists: "UN Security Council", "US OFAC", "EU", "UK", "Canada", "Switzerland" …
    pub authority: String,
    /// The list's name ("Consolidated List", "SDN", "1718 Designated Vessels List").
    pub list: String,
    /// The entry's number on it ("KPi.001", "EU.1234.56", "RUS0001").
    pub reference: Option<String>,
    /// Programme or regime codes ("DPRK", "SDGT", "PRK").
    pub programmes: Vec<String>,
    /// Legal acts named for the entry.
    pub legal_acts: Vec<LegalAct>,
    /// Measures named for the entry.
    pub measures: Vec<Measure>,
    /// Days of designation; more than one where a subject was designated again.
    pub listed_on: Vec<Date>,
    /// Days on which the entry was amended.
    pub amended_on: Vec<Date>,
    /// Whether it stands.
    pub status: ListingStatus,
    /// The publisher's reasons or remarks.
    pub reason: Option<String>,
    /// Other authorities' numbers for the subject.
    pub cross_references: Vec<CrossReference>,
    /// Where in the source it stands.
    pub position: Position,
}

impl Listing {
    /// A standing entry with only its authority, list and place known.
    #[must_use]
    pub fn new(authority: impl Into<String>, list: impl Into<String>, position: Position) -> Self {
        Self {
            authority: authority.into(),
            list: list.into(),
            reference: None,
            programmes: Vec::new(),
            legal_acts: Vec::new(),
            measures: Vec::new(),
            listed_on: Vec::new(),
            amended_on: Vec::new(),
            status: ListingStatus::Listed,
            reason: None,
            cross_references: Vec::new(),
            position,
        }
    }

    /// The first day of designation known.
    #[must_use]
    pub fn since(&self) -> Option<Date> {
        self.listed_on.iter().min().copied()
    }
}
