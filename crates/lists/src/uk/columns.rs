// SPDX-License-Identifier: Apache-2.0
//! The columns of the UK's sheets and the elements of its XML, which share their names but for
//! spaces and plurals.

/// Values that belong together when several are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Stands alone.
    Single,
    Name,
    NonLatin,
    Address,
    Birth,
    Passport,
    NationalId,
}

macro_rules! columns {
    ($($column:ident $group:ident $($name:literal)+;)*) => {
        /// What a column or element holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Column { $($column,)* }

        /// The column of a header or element, in lower case without spaces and signs.
        fn known(name: &str) -> Option<Column> {
            match name {
                $($($name)|+ => Some(Column::$column),)*
                _ => None,
            }
        }

        impl Column {
            /// To which group it belongs.
            pub(super) fn group(self) -> Group {
                match self { $(Self::$column => Group::$group,)* }
            }
        }
    };
}

columns! {
    LastUpdated Single "lastupdated";
    UniqueId Single "uniqueid";
    GroupId Single "ofsigroupid" "groupid";
    UnReference Single "unreferencenumber";
    Name1 Name "name1";
    Name2 Name "name2";
    Name3 Name "name3";
    Name4 Name "name4";
    Name5 Name "name5";
    Name6 Name "name6";
    NameType Name "nametype" "aliastype";
    AliasStrength Name "aliasstrength" "aliasquality";
    Title Single "title" "honoraryprofessionalreligioustitles";
    NonLatinName NonLatin "namenonlatinscript";
    NonLatinType NonLatin "nonlatinscripttype";
    NonLatinLanguage NonLatin "nonlatinscriptlanguage";
    Regime Single "regimename" "regime";
    Kind Single "designationtype" "individualentityship" "entityvesselorindividual" "grouptype";
    Source Single "designationsource";
    Measures Single "sanctionsimposed";
    Other Single "otherinformation";
    Reason Single "ukstatementofreasons";
    Address1 Address "addressline1" "address1";
    Address2 Address "addressline2" "address2";
    Address3 Address "addressline3" "address3";
    Address4 Address "addressline4" "address4";
    Address5 Address "addressline5" "address5";
    Address6 Address "addressline6" "address6";
    PostalCode Address "addresspostalcode" "postzipcode";
    AddressCountry Address "addresscountry" "country";
    Phone Single "phonenumber";
    Website Single "website";
    Email Single "emailaddress";
    Designated Single "datedesignated" "uksanctionslistdatedesignated" "listedon";
    BirthDate Single "dob";
    Nationality Single "nationalityies" "nationality";
    NationalId NationalId "nationalidentifiernumber" "nationalidentificationnumber" "ninumber";
    NationalIdDetails NationalId
        "nationalidentifieradditionalinformation" "nationalidentificationdetails";
    Passport Passport "passportnumber";
    PassportDetails Passport "passportadditionalinformation" "passportdetails";
    Position Single "position";
    Gender Single "gender";
    TownOfBirth Birth "townofbirth";
    CountryOfBirth Birth "countryofbirth";
    EntityType Single "typeofentity";
    Subsidiary Single "subsidiaries" "subsidiary";
    Parent Single "parentcompany";
    Registration Single "businessregistrationnumbers" "businessregistrationnumber";
    Imo Single "imonumber";
    Owner Single "currentowneroperators" "currentowneroperator";
    PastOwner Single "previousowneroperators" "previousowneroperator";
    Flag Single "currentbelievedflagofship";
    PastFlag Single "previousflags" "previousflag";
    ShipType Single "typeofship";
    Tonnage Single "tonnageofship";
    Length Single "lengthofship";
    YearBuilt Single "yearbuilt";
    Hull Single "hullidentificationnumberhin" "hullidentificationnumber";
}

/// The column of a header or element as printed.
pub(super) fn column(printed: &str) -> Option<Column> {
    let name: String =
        printed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    known(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_and_elements_mean_the_same_column() {
        for (header, element) in [
            ("Name non-latin script", "NameNonLatinScript"),
            ("Current owner/operator (s)", "CurrentOwnerOperator"),
            ("Individual, Entity, Ship", "IndividualEntityShip"),
            ("D.O.B", "DOB"),
            ("Entity, Vessel\u{a0}or Individual", "IndividualEntityShip"),
        ] {
            assert_eq!(column(header), column(element), "{header}");
            assert!(column(header).is_some(), "{header}");
        }
        assert_eq!(column("Mood"), None);
    }
}
