// SPDX-License-Identifier: Apache-2.0
//! Every country and nationality that the UN and Canadian lists print resolves, or is known not to
//! name one country.

use interdict_codes::country;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Values that name no single country, with the reason.
const NOT_ONE: &[(&str, &str)] = &[
    ("Branch Office 11: Iran", "a line of an address in the wrong element"),
    ("Iran / unknown", "the list is not sure"),
    ("Possibly Ethiopian", "the list is not sure"),
    ("Unconfirmed (likely Iran)", "the list is not sure"),
    ("Sudan/South Sudan", "two countries"),
    ("Sudan/or South Sudan", "two countries"),
    ("United States. Also believed to hold Syrian nationality", "two countries"),
    ("Extremist Settler Violence / Violence extrémiste des colons", "a programme"),
    ("Hamas Terrorist Attacks / Attaques terroristes du Hamas", "a programme"),
    (
        "Justice for Victims of Corrupt Foreign Officials Regulations (JVCFOR) / Règlement relatif à la justice pour les victimes de dirigeants étrangers corrompus (RJVDEC)",
        "a programme",
    ),
];

fn shared() -> Option<PathBuf> {
    let path = std::env::var_os("INTERDICT_SHARED").map_or_else(
        || Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).to_owned(),
        PathBuf::from,
    );
    path.is_dir().then_some(path)
}

/// The texts of an element, entities decoded, white space as printed.
fn elements(xml: &str, tag: &str, into: &mut BTreeSet<String>) {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    for part in xml.split(&open).skip(1) {
        if let Some((value, _)) = part.split_once(&close) {
            let value = value.replace("&amp;", "&").replace("&apos;", "'").replace("&#39;", "'");
            if !value.trim().is_empty() {
                into.insert(value.trim().to_owned());
            }
        }
    }
}

#[test]
fn the_lists_own_values_resolve() {
    let Some(shared) = shared() else {
        println!("skipped: no shared directory");
        return;
    };
    let mut values = BTreeSet::new();
    let mut files = 0;
    for (directory, tags) in [
        ("lists/un", &["COUNTRY", "COUNTRY_OF_ISSUE", "ISSUING_COUNTRY"][..]),
        ("lists/ca", &["Country"][..]),
    ] {
        for entry in std::fs::read_dir(shared.join(directory)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|e| e != "xml") {
                continue;
            }
            files += 1;
            let bytes = std::fs::read(&path).unwrap();
            let xml = String::from_utf8_lossy(&bytes);
            for tag in tags {
                elements(&xml, tag, &mut values);
            }
            for part in xml.split("<NATIONALITY>").skip(1) {
                if let Some((inner, _)) = part.split_once("</NATIONALITY>") {
                    elements(inner, "VALUE", &mut values);
                }
            }
        }
    }
    assert!(files > 5 && values.len() > 100, "{files} files, {} values", values.len());
    let mut lost = Vec::new();
    let mut named = 0usize;
    for value in &values {
        if let Some((_, reason)) = NOT_ONE.iter().find(|(v, _)| v == value) {
            assert_eq!(country(value), None, "{value:?}: {reason}");
            continue;
        }
        named += 1;
        if country(value).is_none() {
            lost.push(value);
        }
    }
    println!("{named} distinct values, unresolved: {lost:?}");
    assert!(lost.len() * 100 <= named, "unresolved: {lost:?}");
}

#[test]
fn the_lists_own_dates_read() {
    let Some(shared) = shared() else {
        println!("skipped: no shared directory");
        return;
    };
    let mut values = BTreeSet::new();
    for (file, tag) in [
        ("lists/ofac/ofac_cons_nonsdn_2025-06-30.xml", "dateOfBirth"),
        ("lists/ca/sema-lmes_2025-05.xml", "DateOfBirthOrShipBuildDate"),
    ] {
        let bytes = std::fs::read(shared.join(file)).unwrap();
        elements(&String::from_utf8_lossy(&bytes), tag, &mut values);
    }
    assert!(values.len() > 1000, "{} values", values.len());
    let lost: Vec<_> = values.iter().filter(|v| interdict_codes::date(v).is_none()).collect();
    println!("{} distinct dates, unread: {lost:?}", values.len());
    assert!(lost.is_empty(), "unread: {lost:?}");
}

#[test]
fn sanctioned_wallets_have_their_checksums() {
    let Some(shared) = shared() else {
        println!("skipped: no shared directory");
        return;
    };
    let mut lost = Vec::new();
    let mut wallets = 0usize;
    for entry in std::fs::read_dir(shared.join("ref/ofac_crypto_addresses")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        for line in std::fs::read_to_string(&path).unwrap().lines().filter(|l| !l.is_empty()) {
            wallets += 1;
            if interdict_codes::wallet(line).is_none_or(|(_, checked)| !checked.valid) {
                lost.push(format!("{}: {line}", path.display()));
            }
        }
    }
    assert!(wallets > 500, "{wallets} wallets");
    // Listed under Monero, but 64 hexadecimal digits are a transaction or payment id.
    let known = "5be5543ff73456ab9f2d207887e2af87322c651ea1a873c5b25b7ffae456c320";
    lost.retain(|l| !l.ends_with(known));
    assert!(lost.is_empty(), "{lost:?}");
}
