// SPDX-License-Identifier: Apache-2.0
//! OFAC's four formats on small invented files: what each convention becomes, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod ofac_support;

use interdict_model::{DefectKind, LinkTarget, MeasureKind, NameKind, PartKind, Property, Quality};
use ofac_support::{defects, entry, facts, fixture, read, read_bytes};
use proptest::prelude::*;

const END: &str = "\u{1a}";

/// Reads one entry of the legacy format with this type and remark.
fn remark(kind: &str, remark: &str) -> interdict_model::Entity {
    let rows = format!(
        "77,\"EXAMPLE, Jane\",{kind},\"SDGT] [IFSR\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{remark}\"\r\n{END}"
    );
    let (_, mut entities) = read_bytes(&[("sdn.csv", rows.as_bytes())]).unwrap();
    entities.remove(0)
}

#[test]
fn each_convention_of_a_remark_becomes_a_typed_fact() {
    let table: &[(&str, &[&str])] = &[
        ("DOB 05 Mar 1964", &["birthDate: 1964-03-05"]),
        ("DOB 1964; alt. DOB Jan 1965", &["birthDate: 1964", "birthDate: 1965-01"]),
        ("DOB circa 1951", &["birthDate: ~1951"]),
        ("DOB circa 1961-1963", &["birthDate: ~1961/1963"]),
        ("DOB 1960 to 1963", &["birthDate: 1960/1963"]),
        ("DOB 01 Feb 1960 to 03 Mar 1960", &["birthDate: 1960-02-01/1960-03-03"]),
        (
            "POB Tripoli, Libya; alt. POB Yemen",
            &["birthPlace: Tripoli, Libya [ly]", "birthPlace: Yemen [ye]"],
        ),
        ("nationality Libya; alt. nationality Iran", &["nationality: ly", "nationality: ir"]),
        ("nationality possibly Palestinian", &["nationality: ps {possibly}"]),
        ("citizen Korea, North", &["citizenship: kp"]),
        ("Gender Male", &["gender: male"]),
        ("Gender Female", &["gender: female"]),
        (
            "Passport X12 (Germany) issued 02 Feb 2007 expires 01 Feb 2012",
            &["passportNumber: X12 <Passport> [de] issued 2007-02-02 expires 2012-02-01"],
        ),
        (
            "Diplomatic Passport 008827 (Iran) issued 1999",
            &["passportNumber: 008827 <Diplomatic Passport> [ir] (issued 1999)"],
        ),
        ("National ID No. 22095919778 (Norway)", &["idNumber: 22095919778 <National ID No.> [no]"]),
        ("C.U.R.P. CAIM680202MCHRLR08 (Mexico)", &["idNumber: CAIM680202MCHRLR08 <C.U.R.P.> [mx]"]),
        ("SSN 523-33-8386 (United States)", &["socialSecurityNumber: 523-33-8386 <SSN> [us]"]),
        ("Tax ID No. AABA 670850 Y", &["taxNumber: AABA 670850 Y <Tax ID No.>"]),
        ("Tax ID No. 7707083893 (Russia)", &["innCode: 7707083893 <Tax ID No.> [ru]"]),
        ("Tax ID No. 231701001 (Russia)", &["taxNumber: 231701001 <Tax ID No.> [ru]"]),
        ("V.A.T. Number BE 454,419,759", &["vatCode: BE 454,419,759 <V.A.T. Number>"]),
        (
            "Registration Number 201318227N (Singapore)",
            &["registrationNumber: 201318227N <Registration Number> [sg]"],
        ),
        (
            "Registration Number 1027700132195 (Russia)",
            &["ogrnCode: 1027700132195 <Registration Number> [ru]"],
        ),
        (
            "Business Registration Number 0005657373 (North Dakota) (United States)",
            &["registrationNumber: 0005657373 <Business Registration Number> [us] (North Dakota)"],
        ),
        (
            "Legal Entity Number 253400WSS48YWMBUA688",
            &["leiCode: 253400WSS48YWMBUA688 <Legal Entity Number>"],
        ),
        (
            "Legal Entity Number 851683897 (Netherlands)",
            &["registrationNumber: 851683897 <Legal Entity Number> [nl]"],
        ),
        (
            "Trade License No. 683633 (United Arab Emirates)",
            &["licenseNumber: 683633 <Trade License No.> [ae]"],
        ),
        (
            "Vessel Registration Identification IMO 9187629",
            &["imoNumber: 9187629 <Vessel Registration Identification>"],
        ),
        ("Company Number IMO 5753988", &["imoNumber: 5753988 <Company Number>"]),
        ("MMSI 572469210", &["mmsi: 572469210 <MMSI>"]),
        (
            "Former Vessel Flag Malta; alt. Former Vessel Flag Tuvalu",
            &["pastFlags: mt", "pastFlags: tv"],
        ),
        ("Other Vessel Flag Tanzania", &["flag: tz {Other Vessel Flag}"]),
        ("Vessel Year of Build 1998", &["buildDate: 1998"]),
        ("Aircraft Model A320-232", &["model: A320-232"]),
        ("Aircraft Operator YAS AIR", &["operator: YAS AIR"]),
        ("Aircraft Manufacture Date 02 Sep 1998", &["buildDate: 1998-09-02"]),
        (
            "Aircraft Manufacturer's Serial Number (MSN) 886",
            &["serialNumber: 886 <Aircraft Manufacturer's Serial Number (MSN)>"],
        ),
        ("Aircraft Tail Number EP-MMH", &["registrationNumber: EP-MMH <Aircraft Tail Number>"]),
        ("SWIFT/BIC SABRRUMM", &["swiftBic: SABRRUMM <SWIFT/BIC>"]),
        ("BIK (RU) 044525607", &["bikCode: 044525607 <BIK (RU)>"]),
        ("ISIN RU000A0JX0J2", &["isin: RU000A0JX0J2 <ISIN>"]),
        ("D-U-N-S Number 542957624", &["dunsCode: 542957624 <D-U-N-S Number>"]),
        ("Equity Ticker PME US", &["ticker: PME US"]),
        (
            "alt. Digital Currency Address - XBT 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            &["publicKey: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa <Digital Currency Address - XBT>"],
        ),
        (
            "Secondary sanctions risk: See Section 11 of Executive Order 14024",
            &["Secondary sanctions risk: See Section 11 of Executive Order 14024"],
        ),
        (
            "Additional Sanctions Information - Subject to Secondary Sanctions",
            &["Additional Sanctions Information: Subject to Secondary Sanctions"],
        ),
        (
            "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions: North Korea Sanctions Regulations section 510.214",
            &[
                "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions: North Korea Sanctions Regulations section 510.214",
            ],
        ),
        (
            "Website www.example.org; alt. Website example.com",
            &["website: www.example.org", "website: example.com"],
        ),
        ("Email Address a@example.org", &["email: a@example.org"]),
        ("Phone Number 982188526300", &["phone: 982188526300"]),
        ("Telephone (357)(22678777)", &["phone: (357)(22678777)"]),
        ("Fax: 9221227700019", &["phone: 9221227700019 {Fax}"]),
        ("Organization Established Date 17 Dec 2016", &["incorporationDate: 2016-12-17"]),
        ("Organization Type: Real estate activities", &["sector: Real estate activities"]),
        ("Target Type Financial Institution", &["classification: Financial Institution"]),
        ("Nationality of Registration Russia", &["jurisdiction: ru {Nationality of Registration}"]),
        ("All Offices Worldwide", &["notes: All Offices Worldwide"]),
        ("Passport issued in Ulm", &["notes: Passport issued in Ulm"]),
    ];
    for (text, expected) in table {
        let entity = remark("individual", &format!("{text}."));
        assert_eq!(facts(&entity), *expected, "{text}");
        assert_eq!(entity.listings[0].reason.as_deref(), Some(format!("{text}.").as_str()));
        assert_eq!(entity.names.len(), 1, "{text}");
    }
}

#[test]
fn remarks_hold_aliases_links_and_measures() {
    let entity = remark(
        "individual",
        "a.k.a. 'AL SUDANI, Abu'; f.k.a. 'O'NEIL'; Linked To: SAMPLE S.A.; wife of John Example; Executive Order 13662 Directive Determination - Subject to Directive 1; CAATSA Section 235 Information: BANKING TRANSACTIONS. Sec 235(a)(8); Listing Date (CMIC) 03 Jun 2021",
    );
    let weak: Vec<_> = entity.names.iter().filter(|n| n.quality == Quality::Weak).collect();
    assert_eq!((weak[0].text.as_str(), weak[0].kind), ("AL SUDANI, Abu", NameKind::Aka));
    assert_eq!(weak[0].parts[0].kind, PartKind::Family);
    assert_eq!((weak[1].text.as_str(), weak[1].kind), ("O'NEIL", NameKind::Fka));
    assert_eq!(entity.links[0].property.as_str(), "linkedTo");
    assert_eq!(entity.links[0].target, LinkTarget::Named("SAMPLE S.A.".into()));
    assert_eq!(entity.links[1].property.as_str(), "spouse");
    let listing = &entity.listings[0];
    assert_eq!(listing.programmes, ["SDGT", "IFSR"]);
    assert_eq!(listing.measures[0].kind, MeasureKind::Sectoral);
    assert!(listing.measures[0].printed.ends_with("Subject to Directive 1"));
    assert_eq!(listing.measures[1].kind, MeasureKind::Other);
    assert_eq!(listing.since().unwrap().to_string(), "2021-06-03");
    assert_eq!(listing.list, "SDN List");
}

#[test]
fn the_legacy_set_is_joined_by_entry_number() {
    let cut = format!("{}; a.k.a. 'HA", "x".repeat(988));
    assert_eq!(cut.len(), 1000);
    let prim = format!(
        "1,\"ACME, S.A.\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Linked To: BETA C.A.\"\r\n\
         2,\"BETA C.A.\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{cut}\"\r\n\
         3,\"STAR\",vessel,\"CUBA\",-0- ,T2EA4,Tanker,\"159,681\",\"84,373\",Tuvalu,OWNER LTD,-0- \r\n{END}"
    );
    let add = format!(
        "1,10,\"1 Main St\",\"London EC3N 1DY\",\"United Kingdom\",-0- \r\n1,11,-0- ,\"Culiacan, Sinaloa\",Mexico,-0- \r\n9,12,x,y,z,-0- \r\n{END}"
    );
    let alt = format!("1,20,fka,OLD ACME,-0- \r\n9,21,aka,NOBODY,-0- \r\n{END}");
    let comments = format!("2,\"LF'; Gender Male.\"\r\n1,\"stray\"\r\n{END}");
    let (release, entities) = read_bytes(&[
        ("add.csv", add.as_bytes()),
        ("sdn.csv", prim.as_bytes()),
        ("sdn_comments.csv", comments.as_bytes()),
        ("alt.csv", alt.as_bytes()),
    ])
    .unwrap();
    let acme = entry(&entities, "ofac-1");
    assert_eq!(
        facts(acme),
        [
            "notes: stray",
            "address: 1 Main St, London EC3N 1DY, United Kingdom [gb]",
            "address: Culiacan, Sinaloa, Mexico [mx]"
        ]
    );
    let interdict_model::Value::Address(london) = &acme.facts[1].value else { panic!() };
    assert_eq!(
        (london.city.as_deref(), london.postal_code.as_deref()),
        (Some("London"), Some("EC3N 1DY"))
    );
    assert_eq!(acme.names[1].kind, NameKind::Fka);
    // The remark's full stop is also the name's: the link finds its entity all the same.
    assert_eq!(acme.links[0].target, LinkTarget::Entity(interdict_model::EntityId::new("ofac-2")));
    let beta = entry(&entities, "ofac-2");
    assert!(
        beta.names.iter().any(|n| n.text == "HALF" && n.quality == Quality::Weak),
        "{:?}",
        beta.names
    );
    assert!(facts(beta).contains(&"gender: male".to_owned()));
    let star = entry(&entities, "ofac-3");
    assert_eq!(
        facts(star),
        [
            "callSign: T2EA4 <Vessel Call Sign>",
            "type: Tanker",
            "tonnage: 159,681",
            "grossRegisteredTonnage: 84,373",
            "flag: tv",
            "owner: OWNER LTD"
        ]
    );
    assert_eq!((acme.position.file, acme.position.line, star.position.line), (1, 1, 3));
    assert_eq!(
        defects(&release),
        [
            "sdn.csv:1: bad-value: comments",
            "add.csv:3: dangling-reference: ent_num",
            "alt.csv:2: dangling-reference: ent_num",
        ]
    );
    assert!(release.is_whole());
    assert_eq!(release.files.len(), 4);
}

#[test]
fn a_cut_remark_never_becomes_half_a_number() {
    let text = format!("{}; Passport A1234", "x".repeat(984));
    let entity = remark("individual", &text);
    assert!(entity.values(&Property::PASSPORT_NUMBER).next().is_none());
    assert!(facts(&entity).contains(&"notes: Passport A1234".to_owned()));
}

#[test]
fn classic_xml() {
    let (release, entities) = read(&["classic.xml"]).unwrap();
    assert_eq!(defects(&release), Vec::<String>::new());
    assert_eq!((release.format.as_str(), release.title.as_str()), ("sdnList XML", "SDN List"));
    assert_eq!(release.published.unwrap().to_string(), "2024-03-04");
    let jane = entry(&entities, "ofac-901");
    assert_eq!(
        facts(jane),
        [
            "position: Minister of Samples",
            "position: Colonel",
            "birthDate: 1964-03-05",
            "birthDate: ~1965",
            "birthPlace: Tripoli, Libya [ly]",
            "nationality: ly",
            "citizenship: ir",
            "address: 1 Main Street, Tripoli, 123, Libya [ly]",
            "passportNumber: X123 <Passport> [ir] issued 2007-02-02 (expires 2012)",
            "gender: female",
            "publicKey: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa <Digital Currency Address - XBT>",
        ]
    );
    assert_eq!(jane.names[0].text, "EXAMPLE, Jane");
    assert_eq!((jane.names[1].quality, jane.names[2].kind), (Quality::Weak, NameKind::Fka));
    assert_eq!(
        jane.links[0].target,
        LinkTarget::Entity(interdict_model::EntityId::new("ofac-902"))
    );
    assert_eq!(jane.listings[0].reference.as_deref(), Some("901"));
    assert_eq!(jane.listings[0].programmes, ["SDNTK", "SDGT"]);
    assert_eq!(
        facts(entry(&entities, "ofac-903"))[0],
        "imoNumber: 9074729 <Vessel Registration Identification>"
    );
    assert_eq!(facts(entry(&entities, "ofac-903"))[3], "flag: tv");
}

#[test]
fn enhanced_xml() {
    let (release, entities) = read(&["enhanced.xml"]).unwrap();
    let shoe = line_of("enhanced.xml", "shoeSize");
    let jane = line_of("enhanced.xml", "entity id=\"901\"");
    assert_eq!(
        defects(&release),
        [
            format!("enhanced.xml:{shoe}: unknown-element: shoeSize"),
            format!("enhanced.xml:{jane}: dangling-reference: relatedEntity"),
        ]
    );
    let jane = entry(&entities, "ofac-901");
    assert_eq!(
        facts(jane),
        [
            "position: Dr",
            "phone: 982100",
            "phone: 982101 {Fax}",
            "birthDate: ~1965 {Reported}",
            "nationality: ir",
            "address: Tehran, Iran [ir]",
            "passportNumber: F1 <Passport> [ir] (not valid; in the name of Janey)",
        ]
    );
    let names: Vec<_> = jane
        .names
        .iter()
        .map(|n| (n.text.as_str(), n.kind, n.quality, n.language.as_deref()))
        .collect();
    assert_eq!(
        names,
        [
            ("EXAMPLE, Jane", NameKind::Primary, Quality::Strong, None),
            ("جين", NameKind::Aka, Quality::Strong, Some("Arab")),
            ("Janey", NameKind::Aka, Quality::Weak, None),
        ]
    );
    assert_eq!(jane.names[0].parts[1].text, "Example");
    assert_eq!(jane.links[0].property, Property::OWNER);
    assert_eq!(
        jane.links[0].target,
        LinkTarget::Entity(interdict_model::EntityId::new("ofac-902"))
    );
    assert_eq!(
        jane.links[1].target,
        LinkTarget::Reference { authority: "US OFAC".into(), reference: "999".into() }
    );
    let listing = &jane.listings[0];
    assert_eq!(
        (listing.list.as_str(), listing.measures[0].kind),
        ("SDN List", MeasureKind::AssetFreeze)
    );
    assert_eq!(listing.legal_acts[0].title, "Executive Order 13224 (Terrorism)");
    assert_eq!(listing.since().unwrap().to_string(), "2019-03-26");
    assert_eq!(facts(entry(&entities, "ofac-902")), ["shoeSize: 44"]);
}

fn line_of(name: &str, needle: &str) -> usize {
    let text = String::from_utf8(fixture(name)).unwrap();
    text.lines().position(|l| l.contains(needle)).unwrap() + 1
}

#[test]
fn advanced_xml() {
    let (release, entities) = read(&["advanced.xml"]).unwrap();
    let kinds: Vec<_> =
        release.samples.iter().map(|d| (d.kind, d.element.as_str(), d.value.as_str())).collect();
    assert_eq!(
        kinds,
        [
            (DefectKind::UnknownCode, "feature", "Shoe Size"),
            (DefectKind::DanglingReference, "To-ProfileID", "999"),
            (DefectKind::DanglingReference, "ProfileID", "404"),
            (DefectKind::DanglingReference, "IdentityID", "404"),
            (DefectKind::DanglingReference, "DistinctParty", "ofac-902"),
        ]
    );
    assert_eq!(release.published.unwrap().to_string(), "2024-03-04");
    let jane = entry(&entities, "ofac-901");
    assert_eq!(
        facts(jane),
        [
            "phone: 982100",
            "passportNumber: F1 <Passport> [ir] issued 2007-02-02 (fraudulent; in the name of JANEY)",
            "birthDate: ~1965",
            "gender: male",
            "address: Tehran, Iran [ir]",
            "Shoe Size: 44",
            "publicKey: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa <Digital Currency Address - XBT>",
        ]
    );
    let names: Vec<_> = jane
        .names
        .iter()
        .map(|n| (n.text.as_str(), n.kind, n.quality, n.language.as_deref()))
        .collect();
    assert_eq!(
        names,
        [
            ("EXAMPLE, Jane", NameKind::Primary, Quality::Strong, None),
            ("جين", NameKind::Aka, Quality::Strong, Some("Arab")),
            ("JANEY", NameKind::Aka, Quality::Weak, None),
        ]
    );
    let listing = &jane.listings[0];
    assert_eq!(listing.programmes, ["SDGT"]);
    assert_eq!(listing.measures.len(), 1);
    assert_eq!(listing.measures[0].kind, MeasureKind::AssetFreeze);
    assert_eq!(listing.since().unwrap().to_string(), "2019-03-26");
    assert_eq!(listing.reason.as_deref(), Some("Telephone: 982100"));
    assert_eq!((listing.list.as_str(), listing.reference.as_deref()), ("SDN List", Some("901")));
    assert_eq!(jane.links[0].printed.as_deref(), Some("Owned or Controlled By (former)"));
}

#[test]
fn what_is_no_whole_release_is_refused() {
    let classic = fixture("classic.xml");
    let row = b"1,ACME,-0- ,CUBA,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n".as_slice();
    let cut: Vec<u8> = [row, b"2,BETA,-0- ,CU"].concat();
    let add = b"1,2,a,b,c,-0- \r\n\x1a".as_slice();
    type Refused<'a> = (&'a [(&'a str, &'a [u8])], &'a str);
    let refused: &[Refused<'_>] = &[
        (&[("sdn.csv", b"")], "is empty"),
        (&[("sdn.csv", b"\x1a")], "row of 0 columns"),
        (&[("sdn.xml", b"<html><body>Access denied</body></html>")], "HTML page"),
        (&[("sdn.xml", &classic[..classic.len() - 12])], "truncated"),
        (&[("sdn.xml", &classic[..classic.len() - 5])], "not well-formed"),
        (&[("sdn.xml", b"<sdnList><sdnEntry></uid></sdnEntry></sdnList>")], "not well-formed"),
        (&[("sdn.xml", b"<CONSOLIDATED_LIST/>")], "an OFAC list starts with"),
        (&[("sdn.csv", b"ent_num,SDN_Name\n1,ACME\n")], "no header"),
        (&[("sdn.csv", b"1;ACME;-0-\n")], "row of 1 columns"),
        (&[("sdn.csv", &cut)], "truncated"),
        (&[("add.csv", add)], "only a companion"),
        (&[("sdn.csv", row), ("cons_prim.csv", row)], "two releases"),
        (&[("sdn.xml", &classic), ("cons.xml", &classic)], "source of its own"),
        (&[("sdn.xml", &classic), ("add.csv", add)], "source of its own"),
        (&[("sdn.xml", b"<sdnList></sdnList>")], "holds no record"),
    ];
    for (files, expected) in refused {
        let error = read_bytes(files).unwrap_err();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[test]
fn what_is_wrong_in_a_release_is_counted() {
    let classic = String::from_utf8(fixture("classic.xml")).unwrap();
    let cases: &[(&str, &str, DefectKind, bool)] = &[
        ("<Record_Count>3<", "<Record_Count>4<", DefectKind::CountMismatch, false),
        ("<category>weak<", "<category>feeble<", DefectKind::UnknownCode, true),
        ("<sdnType>Vessel<", "<sdnType>Submarine<", DefectKind::UnknownCode, true),
        ("<idType>Passport<", "<idType>Library Card<", DefectKind::UnknownCode, true),
        ("<idCountry>Iran<", "<idCountry>Ruritania<", DefectKind::UnknownCode, true),
        (
            "<country>Libya</country><mainEntry>",
            "<country>Ruritania</country><mainEntry>",
            DefectKind::UnknownCode,
            true,
        ),
        ("<dateOfBirth>05 Mar 1964<", "<dateOfBirth>a spring day<", DefectKind::BadValue, true),
        ("<Publish_Date>03/04/2024<", "<Publish_Date>soon<", DefectKind::BadValue, true),
        ("<uid>902<", "<uid>901<", DefectKind::BadValue, true),
        (
            "<firstName>Jane</firstName>\n",
            "<firstName>Jane</firstName><motto>x</motto>\n",
            DefectKind::UnknownElement,
            true,
        ),
        (
            "<firstName>Jane</firstName>\n",
            "<firstName>Ja\u{b}ne</firstName>\n",
            DefectKind::Character,
            true,
        ),
    ];
    for (from, to, kind, whole) in cases {
        let text = classic.replacen(from, to, 1);
        assert_ne!(text, classic, "{from}");
        let (release, entities) = read_bytes(&[("sdn.xml", text.as_bytes())]).unwrap();
        let kinds: Vec<_> = release.defects.keys().collect();
        assert_eq!(kinds, [kind], "{to}: {:?}", release.samples);
        assert_eq!(release.is_whole(), *whole, "{to}");
        assert_eq!(entities.len(), 3, "{to}");
    }
    let good = "1,ACME,-0- ,CUBA,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
    let other = good.replacen('1', "2", 1);
    for (text, kind) in [
        (format!("{good}x{good}{END}"), DefectKind::LostRecord),
        (format!("{good}{END}"), DefectKind::DanglingReference),
        (format!("{good}2,BETA,-0- \r\n{}{END}", good.replacen('1', "3", 1)), DefectKind::BadValue),
        (format!("{good}{}{END}", other.replace("\r", ",extra\r")), DefectKind::UnknownElement),
        (good.to_owned(), DefectKind::BadValue),
    ] {
        let (release, _) = read_bytes(&[("sdn.csv", text.as_bytes())]).unwrap();
        assert!(release.defects.contains_key(&kind), "{kind:?}: {:?}", release.samples);
    }
    let (release, entities) = read_bytes(&[(
        "sdn.csv",
        b"1,\"CAF\xc9\",-0- ,CUBA,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a",
    )])
    .unwrap();
    assert_eq!(entities[0].names[0].text, "CAFÉ");
    assert_eq!(release.defects.keys().collect::<Vec<_>>(), [&DefectKind::DanglingReference]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_makes_a_reader_panic(
        which in 0usize..4,
        cuts in proptest::collection::vec((0usize..3, any::<proptest::sample::Index>(), 1usize..40, any::<u8>()), 1..6),
    ) {
        let legacy = "1,\"EXAMPLE, Jane\",individual,SDGT,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 05 Mar 1964; Passport X1 (Iran) issued 01 Jan 2000; Linked To: A (B); a.k.a. 'X'.\"\r\n\u{1a}";
        let mut bytes = match which {
            0 => fixture("classic.xml"),
            1 => fixture("enhanced.xml"),
            2 => fixture("advanced.xml"),
            _ => legacy.as_bytes().to_vec(),
        };
        for (how, at, length, byte) in cuts {
            if bytes.is_empty() { break; }
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            match how {
                0 => { bytes.drain(at..end); }
                1 => bytes[at] = byte,
                _ => { let copy = bytes[at..end].to_vec(); bytes.splice(at..at, copy); }
            }
        }
        let _ = read_bytes(&[("sdn", &bytes)]);
    }
}
