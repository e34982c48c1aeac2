// SPDX-License-Identifier: Apache-2.0
//! What an entity is, in the FollowTheMoney vocabulary.

use std::borrow::Cow;
use std::fmt;

/// The schema of an entity ("Person", "Company", "Vessel", "Ownership").
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Schema(Cow<'static, str>);

/// (schema, parents, matchable) of the FollowTheMoney model 4.11.
const TABLE: &[(&str, &[&str], bool)] = &[
    ("Address", &["Thing"], true),
    ("Airplane", &["Vehicle"], true),
    ("Analyzable", &[], false),
    ("Article", &["Document"], false),
    ("Asset", &["Thing", "Value"], false),
    ("Associate", &["Interval"], false),
    ("Audio", &["Document"], false),
    ("BankAccount", &["Asset"], true),
    ("Call", &["Interval"], false),
    ("CallForTenders", &["Thing", "Interval"], false),
    ("Company", &["Organization", "Asset"], true),
    ("Contract", &["Asset"], false),
    ("ContractAward", &["Value", "Interest"], false),
    ("Control", &["Interest"], false),
    ("CourtCase", &["Thing"], false),
    ("CourtCaseParty", &["Interest"], false),
    ("CryptoWallet", &["Thing", "Value"], true),
    ("Debt", &["Interval", "Value"], false),
    ("Directorship", &["Interest"], false),
    ("Document", &["Thing", "Analyzable"], false),
    ("Documentation", &["Interest"], false),
    ("EconomicActivity", &["Interval"], false),
    ("Email", &["Folder", "PlainText", "HyperText"], false),
    ("Employment", &["Interest"], false),
    ("Event", &["Interval", "Analyzable", "Thing"], false),
    ("Family", &["Interval"], false),
    ("Folder", &["Document"], false),
    ("HyperText", &["Document"], false),
    ("Identification", &["Interval"], false),
    ("Image", &["Document"], false),
    ("Interest", &["Interval"], false),
    ("Interval", &[], false),
    ("LegalEntity", &["Thing"], true),
    ("License", &["Contract"], false),
    ("Membership", &["Interest"], false),
    ("Mention", &[], false),
    ("Message", &["Interval", "Folder", "PlainText", "HyperText"], false),
    ("Note", &["Thing", "Analyzable"], false),
    ("Occupancy", &["Interval"], false),
    ("Organization", &["LegalEntity"], true),
    ("Ownership", &["Interest"], false),
    ("Package", &["Folder"], false),
    ("Page", &[], false),
    ("Pages", &["Document"], false),
    ("Passport", &["Identification"], false),
    ("Payment", &["Interval", "Value"], false),
    ("Person", &["LegalEntity"], true),
    ("PlainText", &["Document"], false),
    ("Position", &["Thing"], true),
    ("Project", &["Interval", "Thing", "Value"], false),
    ("ProjectParticipant", &["Interest"], false),
    ("PublicBody", &["Organization"], true),
    ("RealEstate", &["Asset"], false),
    ("Representation", &["Interest"], false),
    ("Risk", &["Interval"], false),
    ("Sanction", &["Interval"], false),
    ("Security", &["Asset"], true),
    ("Similar", &[], false),
    ("Succession", &["Interest"], false),
    ("Table", &["Document"], false),
    ("TaxRoll", &["Interval"], false),
    ("Territory", &["Thing"], true),
    ("Thing", &[], false),
    ("Trip", &["Event"], false),
    ("UnknownLink", &["Interest"], false),
    ("UserAccount", &["Thing"], true),
    ("Value", &[], false),
    ("Vehicle", &["Asset"], true),
    ("Vessel", &["Vehicle"], true),
    ("Video", &["Document"], false),
    ("Workbook", &["Folder"], false),
];

impl Schema {
    /// A natural person.
    pub const PERSON: Self = Self::of("Person");
    /// An organisation that need not be a company.
    pub const ORGANIZATION: Self = Self::of("Organization");
    /// A company.
    pub const COMPANY: Self = Self::of("Company");
    /// A person or organisation, it is not said which.
    pub const LEGAL_ENTITY: Self = Self::of("LegalEntity");
    /// A ministry, agency or other public body.
    pub const PUBLIC_BODY: Self = Self::of("PublicBody");
    /// A ship.
    pub const VESSEL: Self = Self::of("Vessel");
    /// An aircraft.
    pub const AIRPLANE: Self = Self::of("Airplane");
    /// A security.
    pub const SECURITY: Self = Self::of("Security");
    /// A crypto-asset wallet.
    pub const CRYPTO_WALLET: Self = Self::of("CryptoWallet");
    /// An act of sanction, as FollowTheMoney data keeps it apart from its subject.
    pub const SANCTION: Self = Self::of("Sanction");
    /// Anything with a name.
    pub const THING: Self = Self::of("Thing");

    /// A schema by a name known when the program is built.
    #[must_use]
    pub const fn of(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// A schema by a name that was read.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match row(name) {
            Some((known, _, _)) => Self(Cow::Borrowed(known)),
            None => Self(Cow::Owned(name.to_owned())),
        }
    }

    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the vocabulary has it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        row(&self.0).is_some()
    }

    /// Whether entities of this schema are screened against. An unknown schema is, so that
    /// nothing is lost.
    #[must_use]
    pub fn is_matchable(&self) -> bool {
        row(&self.0).is_none_or(|(_, _, matchable)| *matchable)
    }

    /// Whether it is `other` or a kind of it.
    #[must_use]
    pub fn is_a(&self, other: &str) -> bool {
        fn walk(name: &str, other: &str) -> bool {
            name == other
                || row(name).is_some_and(|(_, parents, _)| parents.iter().any(|p| walk(p, other)))
        }
        walk(&self.0, other)
    }

    /// Whether a query of this schema may mean an entity of that one: one is a kind of the other,
    /// both are organisations of some sort, or either is too general to tell.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        if self.is_a(&other.0) || other.is_a(&self.0) || !self.is_known() || !other.is_known() {
            return true;
        }
        self.is_a("Organization") && other.is_a("Organization")
    }
}

fn row(name: &str) -> Option<&'static (&'static str, &'static [&'static str], bool)> {
    TABLE.binary_search_by(|(known, _, _)| (*known).cmp(name)).ok().and_then(|i| TABLE.get(i))
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Schema({})", self.0)
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_closed() {
        assert!(TABLE.windows(2).all(|w| w[0].0 < w[1].0));
        for (name, parents, _) in TABLE {
            for parent in *parents {
                assert!(
                    row(parent).is_some() || *parent == "Analyzable",
                    "{name} extends {parent}"
                );
            }
        }
    }

    #[test]
    fn a_company_may_be_a_legal_entity_but_not_a_person() {
        assert!(Schema::COMPANY.may_be(&Schema::LEGAL_ENTITY));
        assert!(Schema::COMPANY.may_be(&Schema::PUBLIC_BODY));
        assert!(!Schema::COMPANY.may_be(&Schema::PERSON));
        assert!(!Schema::VESSEL.may_be(&Schema::PERSON));
        assert!(Schema::THING.may_be(&Schema::VESSEL));
    }
}
