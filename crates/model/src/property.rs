// SPDX-License-Identifier: Apache-2.0
//! Names of facts, in the FollowTheMoney vocabulary.

use std::borrow::Cow;
use std::fmt;

/// What a fact says of its subject.
///
/// The vocabulary is that of the FollowTheMoney model (version 4.11), which the open data of the
/// field shares; a publisher's own field with no counterpart there keeps the publisher's name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Property(Cow<'static, str>);

impl Property {
    /// A property by a name known when the program is built.
    #[must_use]
    pub const fn of(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// A property by a name that was read.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self(Cow::Owned(name.into()))
    }

    /// The property's name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Property({})", self.0)
    }
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! properties {
    ($($constant:ident = $name:literal),* $(,)?) => {
        impl Property {
            $(
                #[doc = concat!("`", $name, "`")]
                pub const $constant: Property = Property::of($name);
            )*
        }
    };
}

properties! {
    ADDRESS = "address",
    BIRTH_COUNTRY = "birthCountry",
    BIRTH_DATE = "birthDate",
    BIRTH_PLACE = "birthPlace",
    BUILD_DATE = "buildDate",
    CALL_SIGN = "callSign",
    CITIZENSHIP = "citizenship",
    CLASSIFICATION = "classification",
    COUNTRY = "country",
    CRYPTO_ADDRESS = "publicKey",
    CURRENCY = "currency",
    DEADWEIGHT_TONNAGE = "deadweightTonnage",
    DEATH_DATE = "deathDate",
    DESCRIPTION = "description",
    DISSOLUTION_DATE = "dissolutionDate",
    DUNS_CODE = "dunsCode",
    EMAIL = "email",
    FATHER_NAME = "fatherName",
    FIRST_NAME = "firstName",
    FLAG = "flag",
    GENDER = "gender",
    GROSS_REGISTERED_TONNAGE = "grossRegisteredTonnage",
    ICAO_CODE = "icaoCode",
    ID_NUMBER = "idNumber",
    IMO_NUMBER = "imoNumber",
    INCORPORATION_DATE = "incorporationDate",
    INN_CODE = "innCode",
    ISIN = "isin",
    JURISDICTION = "jurisdiction",
    LAST_NAME = "lastName",
    LEGAL_FORM = "legalForm",
    LEI_CODE = "leiCode",
    LICENSE_NUMBER = "licenseNumber",
    MAIN_COUNTRY = "mainCountry",
    MANUFACTURER = "manufacturer",
    MIDDLE_NAME = "middleName",
    MMSI = "mmsi",
    MODEL = "model",
    MOTHER_NAME = "motherName",
    NATIONALITY = "nationality",
    NOTES = "notes",
    OGRN_CODE = "ogrnCode",
    OPERATOR = "operator",
    OWNER = "owner",
    PASSPORT_NUMBER = "passportNumber",
    PAST_FLAGS = "pastFlags",
    PHONE = "phone",
    POSITION = "position",
    PREVIOUS_OWNERS = "pastOwners",
    PROGRAM = "program",
    REGISTRATION_NUMBER = "registrationNumber",
    SECTOR = "sector",
    SERIAL_NUMBER = "serialNumber",
    SOCIAL_SECURITY_NUMBER = "socialSecurityNumber",
    SOURCE_URL = "sourceUrl",
    STATUS = "status",
    SWIFT_BIC = "swiftBic",
    TAX_NUMBER = "taxNumber",
    TICKER = "ticker",
    TITLE = "title",
    TONNAGE = "tonnage",
    TOPICS = "topics",
    TYPE = "type",
    VAT_CODE = "vatCode",
    WEBSITE = "website",
}
