// SPDX-License-Identifier: Apache-2.0
//! The fields a column may hold, and the headings by which they are recognised.
//!
//! One table serves recognition, `--map`, error messages and documentation.

use interdict_codes::fold;

/// What is done with the values of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Id,
    Name,
    /// A name where the row gives no other: headings that may also mean a number or an employer.
    Fallback,
    Alias,
    /// Numbered columns that make up one name together.
    NameLine,
    Given,
    Middle,
    Family,
    Date,
    Country,
    Gender,
    BirthPlace,
    BirthCountry,
    Schema,
    Address,
    Street,
    City,
    Region,
    PostalCode,
    AddressCountry,
    /// An identifier by its property.
    Number(&'static str),
    Ignore,
}

impl Kind {
    /// Whether a row can be screened by this field alone.
    pub(crate) fn identifies(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::Fallback
                | Self::NameLine
                | Self::Given
                | Self::Family
                | Self::Alias
                | Self::Number(_)
        )
    }

    /// Whether the field is a name or a part of one.
    pub(crate) fn names(self) -> bool {
        self.identifies() && !matches!(self, Self::Number(_))
    }
}

/// A field that a column may be mapped to.
#[derive(Debug)]
pub struct Field {
    /// The word for it in `--map column=field`.
    pub name: &'static str,
    /// What it holds, for people.
    pub meaning: &'static str,
    headings: &'static str,
    pub(crate) kind: Kind,
}

impl Field {
    /// Headings that are recognised as it, likeliest first, written together in lower case without
    /// accents.
    pub fn headings(&self) -> impl Iterator<Item = &'static str> {
        self.headings.split_ascii_whitespace()
    }
}

const fn entry(
    name: &'static str,
    kind: Kind,
    meaning: &'static str,
    headings: &'static str,
) -> Field {
    Field { name, meaning, headings, kind }
}

/// Every field there is.
pub const FIELDS: &[Field] = &[
    entry(
        "id",
        Kind::Id,
        "your own id of the party",
        "\
         id customerid clientid queryid partyid entityid recordid ref reference customerref \
         clientref customerreference customerno customernumber clientno clientnumber accountno \
         accountnumber accountid account uid uuid guid key no nr number rowid caseid externalid \
         cif cifno cifnumber memberid supplierid vendorid employeeid kundennummer kundennr \
         kundenid numeroclient idclient identifiant idcliente numerocliente codigocliente номер \
         номерклиента 客户编号",
    ),
    entry(
        "name",
        Kind::Name,
        "full name of a person, firm, ship or other party",
        "\
         name fullname customername clientname companyname entityname businessname legalname \
         organisationname organizationname partyname counterpartyname vesselname shipname \
         nameofvessel nameofship accountname accountholder accountholdername beneficiaryname \
         suppliername vendorname membername employeename personname individualname subject \
         subjectname displayname registeredname corporatename nameinfull names fullnames \
         wholename primaryname mainname kundenname vollername vollstandigername namedeskunden \
         firmenname firma unternehmen nom nomcomplet nomduclient raisonsociale denomination \
         nomprenom nometprenom nombre nombrecompleto razonsocial nomecompleto nome \
         ragionesociale naam volledigenaam bedrijfsnaam фио имя полноеимя наименование название \
         姓名 名称 客户名称 氏名 名前 이름 성명 الاسم الاسمالكامل",
    ),
    entry(
        "name_fallback",
        Kind::Fallback,
        "a name, used where the row gives no other",
        "\
         customer client company entity party counterparty organisation organization business \
         vessel ship caption label beneficiary supplier vendor person individual contact \
         contactname kunde empresa societe azienda компания клиент 公司 会社名 회사명",
    ),
    entry("name_line", Kind::NameLine, "one of several columns that make up a name together", ""),
    entry(
        "alias",
        Kind::Alias,
        "other names, separated by ; or |",
        "\
         alias aliases aka alsoknownas othername othernames alternatename alternatenames \
         alternativename alternativenames altname altnames tradename tradingname tradingas dba \
         doingbusinessas formername formernames formerlyknownas fka previousname previousnames \
         maidenname weakalias nickname shortname nativename localname originalname \
         originalscriptname nameoriginalscript namenative namelocal namelatin englishname \
         nameenglish abbreviation autresnoms weiterenamen geburtsname otrosnombres псевдоним \
         псевдонимы 别名 曾用名 별칭",
    ),
    entry(
        "given_name",
        Kind::Given,
        "given (first) name",
        "\
         firstname first givenname givennames given forename forenames firstnames fname \
         christianname vorname vornamen prenom prenoms nombres nombredepila primernombre \
         voornaam nomeproprio личноеимя 名",
    ),
    entry(
        "middle_name",
        Kind::Middle,
        "middle or second names, patronymic",
        "\
         middlename middlenames middle middleinitial mname secondname patronymic fathername \
         zweitervorname deuxiemeprenom segundonombre отчество",
    ),
    entry(
        "family_name",
        Kind::Family,
        "family (last) name",
        "\
         lastname last familyname family surname surnames lname lastnames nachname familienname \
         zuname nomdefamille apellido apellidos primerapellido segundoapellido cognome \
         achternaam sobrenome фамилия 姓",
    ),
    entry(
        "birth_date",
        Kind::Date,
        "date of birth",
        "\
         dateofbirth dob birthdate birthday birth bdate born yearofbirth birthyear yob \
         geburtsdatum gebdatum geburtstag datedenaissance datenaissance neele fechadenacimiento \
         fechanacimiento datadinascita datadenascimento geboortedatum датарождения деньрождения \
         出生日期 生年月日 생년월일 تاريخالميلاد",
    ),
    entry(
        "incorporation_date",
        Kind::Date,
        "date of incorporation or building",
        "\
         incorporationdate dateofincorporation foundingdate datefounded founded incorporated \
         incorporatedon dateofestablishment establisheddate formationdate builddate buildyear \
         yearbuilt yearofbuild built grundungsdatum datedecreation fechadeconstitucion 成立日期",
    ),
    entry(
        "nationality",
        Kind::Country,
        "nationality",
        "\
         nationality nationalities nation staatsangehorigkeit nationalitat nationalite \
         nacionalidad nazionalita nacionalidade nationaliteit гражданство национальность 国籍 국적 \
         الجنسيه",
    ),
    entry(
        "citizenship",
        Kind::Country,
        "citizenship",
        "\
         citizenship citizenships countryofcitizenship citizenof citizenshipcountry \
         staatsburgerschaft citoyennete ciudadania cittadinanza",
    ),
    entry(
        "country",
        Kind::Country,
        "country the party belongs to",
        "\
         country countries countrycode countryname countryiso iso2 iso3 land pays pais paese \
         страна 国家 国 국가 البلد maincountry domicile nationalitycountry nationalitycode",
    ),
    entry(
        "residence",
        Kind::Country,
        "country of residence",
        "\
         residence residency countryofresidence residencecountry residentcountry \
         countryresidence wohnsitzland paysderesidence paisderesidencia",
    ),
    entry(
        "jurisdiction",
        Kind::Country,
        "country of incorporation or registration",
        "\
         jurisdiction countryofincorporation incorporationcountry countryofregistration \
         registrationcountry registeredcountry countryofformation jurisdictionofincorporation",
    ),
    entry(
        "flag",
        Kind::Country,
        "flag state of a ship",
        "\
         flag flagstate flagcountry vesselflag shipflag countryofflag flagge pavillon bandera \
         флаг",
    ),
    entry(
        "gender",
        Kind::Gender,
        "gender",
        "gender sex geschlecht sexe sexo genere sesso geslacht пол 性别 性別 성별 الجنس",
    ),
    entry(
        "birth_place",
        Kind::BirthPlace,
        "place of birth",
        "\
         placeofbirth birthplace pob cityofbirth birthcity townofbirth geburtsort \
         lieudenaissance lugardenacimiento luogodinascita месторождения 出生地 출생지",
    ),
    entry(
        "birth_country",
        Kind::BirthCountry,
        "country of birth",
        "countryofbirth birthcountry geburtsland paysdenaissance paisdenacimiento",
    ),
    entry(
        "schema",
        Kind::Schema,
        "kind of party: person, company, organisation, vessel, aircraft …",
        "\
         schema type entitytype customertype clienttype partytype subjecttype recordtype kind \
         category legalform persontype kundentyp typ typeclient tipo tipocliente тип 类型",
    ),
    entry(
        "address",
        Kind::Address,
        "whole address",
        "\
         address fulladdress addresses addressfull postaladdress residentialaddress \
         registeredaddress mailingaddress homeaddress businessaddress registeredoffice location \
         adresse anschrift direccion indirizzo adres endereco адрес 地址 住所 주소 العنوان",
    ),
    entry(
        "street",
        Kind::Street,
        "street and number",
        "\
         street streetaddress addressline addrline address1line strasse rue calle via улица \
         streetname",
    ),
    entry(
        "city",
        Kind::City,
        "town",
        "\
         city town locality placename cityname ort stadt ville ciudad citta город 城市 도시 \
         cityofresidence residencecity",
    ),
    entry(
        "region",
        Kind::Region,
        "state, province or region",
        "\
         region state province stateprovince stateorprovince county bundesland provincia \
         область",
    ),
    entry(
        "postal_code",
        Kind::PostalCode,
        "postal code",
        "postcode postalcode zip zipcode postzipcode plz codepostal codigopostal cap индекс 邮编",
    ),
    entry(
        "address_country",
        Kind::AddressCountry,
        "country of the address",
        "addresscountry countryofaddress mailingcountry",
    ),
    entry(
        "passport",
        Kind::Number("passportNumber"),
        "passport number",
        "\
         passport passportno passportnumber passportnumbers passportid passportdetails \
         reisepass reisepassnummer passeport numeropasseport numerodepasseport pasaporte \
         numeropasaporte passaporto паспорт номерпаспорта 护照 护照号码 여권번호 جوازالسفر",
    ),
    entry(
        "national_id",
        Kind::Number("idNumber"),
        "national identity number",
        "\
         nationalid nationalidno nationalidnumber idnumber idno identitynumber identitycard \
         identitycardnumber idcard idcardnumber nationalidentificationnumber \
         identificationnumber identificationno nationalidentitynumber documentnumber documentno \
         iddocument idcode personalid personalnumber nin cedula dni ausweisnummer \
         personalausweis numeroid carteidentite cnp bsn pesel curp aadhaar emiratesid 身份证 身份证号 \
         身份证号码 주민등록번호",
    ),
    entry(
        "ssn",
        Kind::Number("socialSecurityNumber"),
        "social security number",
        "\
         ssn socialsecuritynumber socialsecurityno socialsecurity ninumber nino \
         nationalinsurancenumber",
    ),
    entry(
        "registration_number",
        Kind::Number("registrationNumber"),
        "company or registration number",
        "\
         registrationnumber registrationno regno regnumber companynumber companyno \
         companyregistrationnumber companyregistration businessregistrationnumber \
         registernumber crn registeredno incorporationnumber handelsregisternummer hrb siren \
         siret kvk registryid tradelicence aircraftregistration tailnumber 统一社会信用代码 사업자등록번호",
    ),
    entry(
        "tax_id",
        Kind::Number("taxNumber"),
        "tax number",
        "\
         taxid taxno taxnumber taxidentificationnumber tin ein itin fiscalcode steuernummer \
         steuerid numerofiscal nif nit rfc cuit cuil cnpj cpf codicefiscale pan 税号",
    ),
    entry(
        "vat",
        Kind::Number("vatCode"),
        "VAT number",
        "\
         vat vatno vatnumber vatid vatcode vatregistrationnumber ustid ustidnr numerotva \
         tva partitaiva",
    ),
    entry(
        "inn",
        Kind::Number("innCode"),
        "Russian taxpayer number (INN)",
        "inn inncode innnumber инн",
    ),
    entry(
        "ogrn",
        Kind::Number("ogrnCode"),
        "Russian registration number (OGRN)",
        "ogrn ogrncode ogrnip огрн огрнип",
    ),
    entry(
        "imo",
        Kind::Number("imoNumber"),
        "IMO number of a ship or its owner",
        "imo imono imonumber imocode imoid imoshipnumber vesselimo",
    ),
    entry("mmsi", Kind::Number("mmsi"), "MMSI of a ship", "mmsi mmsino mmsinumber"),
    entry(
        "call_sign",
        Kind::Number("callSign"),
        "radio call sign",
        "callsign radiocallsign vesselcallsign",
    ),
    entry(
        "bic",
        Kind::Number("swiftBic"),
        "BIC (SWIFT) of a bank",
        "bic swift swiftbic bicswift swiftcode biccode swiftno",
    ),
    entry(
        "lei",
        Kind::Number("leiCode"),
        "Legal Entity Identifier",
        "lei leicode legalentityidentifier",
    ),
    entry("isin", Kind::Number("isin"), "ISIN of a security", "isin isincode isins"),
    entry("iban", Kind::Number("iban"), "IBAN of an account", "iban ibannumber ibanno"),
    entry(
        "wallet",
        Kind::Number("publicKey"),
        "crypto-asset wallet address",
        "\
         wallet walletaddress cryptoaddress cryptowallet cryptowalletaddress blockchainaddress \
         publickey btcaddress bitcoinaddress ethaddress ethereumaddress digitalcurrencyaddress \
         virtualcurrencyaddress",
    ),
    entry("duns", Kind::Number("dunsCode"), "D-U-N-S number", "duns dunsno dunsnumber dunscode"),
    entry(
        "uei",
        Kind::Number("uniqueEntityId"),
        "Unique Entity Identifier of the US government",
        "uei uniqueentityid ueicode",
    ),
    entry("ignore", Kind::Ignore, "not used in screening, only echoed", ""),
];

/// The field of that name.
#[must_use]
pub fn field(name: &str) -> Option<&'static Field> {
    let wanted = compact(name);
    FIELDS.iter().find(|f| compact(f.name) == wanted)
}

/// A heading in the form in which headings are compared: folded and written together.
pub(crate) fn compact(heading: &str) -> String {
    fold(heading).replace(' ', "")
}

fn by_heading(compact: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|f| f.headings().any(|h| h == compact))
}

/// Words before a heading that do not change what it means.
const OWNERS: &[&str] = &[
    "customer",
    "client",
    "party",
    "counterparty",
    "beneficiary",
    "kyc",
    "primary",
    "subject",
    "person",
    "individual",
    "applicant",
    "holder",
    "supplier",
    "vendor",
    "member",
    "employee",
    "entity",
    "company",
    "vessel",
    "ship",
    "user",
];

/// The field a heading is recognised as.
pub(crate) fn recognise(heading: &str) -> Option<&'static Field> {
    let folded = fold(heading);
    let whole = folded.replace(' ', "");
    if whole.is_empty() || heading.len() > 200 {
        return None;
    }
    if let Some(found) = by_heading(&whole) {
        return Some(found);
    }
    // "DOB (dd/mm/yyyy)", "Nationality [ISO]"
    let bare = compact(heading.split(['(', '[', ':']).next().unwrap_or_default());
    // "nationality_2", "alias3"; "Name 1" to "Name 6" make up one name.
    let plain = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    if plain.len() < bare.len() {
        match plain {
            "name" | "nameline" => return FIELDS.iter().find(|f| f.kind == Kind::NameLine),
            "address" => return FIELDS.iter().find(|f| f.kind == Kind::Street),
            _ => {}
        }
    }
    if let Some(found) = by_heading(plain) {
        return Some(found);
    }
    // "properties.birthDate", "address.city"
    if let Some((_, last)) = heading.rsplit_once('.')
        && let Some(found) = by_heading(&compact(last))
    {
        return Some(found);
    }
    // "customer date of birth"
    OWNERS.iter().find_map(|owner| plain.strip_prefix(owner).and_then(by_heading))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compact_and_mean_one_thing() {
        let mut seen = std::collections::HashMap::new();
        for field in FIELDS {
            for heading in field.headings() {
                assert_eq!(compact(heading), heading, "{}", field.name);
                let other = seen.insert(heading, field.name);
                assert_eq!(other, None, "{heading} is {other:?} and {}", field.name);
            }
        }
    }

    #[test]
    fn usual_headings_are_recognised() {
        for (heading, name) in [
            ("Customer ID", "id"),
            ("query_id", "id"),
            ("FULL NAME", "name"),
            ("company_name", "name"),
            ("firstName", "given_name"),
            ("Surname", "family_name"),
            ("DOB", "birth_date"),
            ("Date of Birth (dd/mm/yyyy)", "birth_date"),
            ("client_dob", "birth_date"),
            ("nationality_2", "nationality"),
            ("Alias 3", "alias"),
            ("Name 6", "name_line"),
            ("Address Line 2", "street"),
            ("address 1", "street"),
            ("Staatsangehörigkeit", "nationality"),
            ("Passport No.", "passport"),
            ("IMO-Number", "imo"),
            ("SWIFT/BIC", "bic"),
            ("ИНН", "inn"),
            ("properties.birthDate", "birth_date"),
            ("customer", "name_fallback"),
            ("entity_type", "schema"),
            ("姓名", "name"),
            ("Wallet Address", "wallet"),
            ("Prénom", "given_name"),
        ] {
            assert_eq!(recognise(heading).map(|f| f.name), Some(name), "{heading}");
        }
        for heading in ["notes", "balance", "gold_ids", "fixture", "", "42", "email"] {
            assert_eq!(recognise(heading).map(|f| f.name), None, "{heading}");
        }
        assert_eq!(field("Birth-Date").map(|f| f.name), Some("birth_date"));
        assert!(field("nonsense").is_none());
    }
}
