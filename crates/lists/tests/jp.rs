// SPDX-License-Identifier: Apache-2.0
//! The Japanese list: every sheet and row is accounted for, and broken files are told.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "helpers of tests"
)]

use interdict_lists::{Document, read};
use interdict_model::{DefectKind, Entity, Property, Release, SourceKind, Value};
use std::collections::BTreeMap;
use std::path::PathBuf;

fn check(bytes: &[u8]) -> Result<(Vec<Entity>, Release), String> {
    let mut entities = Vec::new();
    let mut sink = |entity| {
        entities.push(entity);
        Ok(())
    };
    let release = read(SourceKind::Jp, vec![Document::new("list.xlsx", bytes)], &mut sink)
        .map_err(|e| e.to_string())?;
    Ok((entities, release))
}

fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("INTERDICT_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let file = root.join(path);
    if !file.exists() {
        println!("skipped: {} is not there", file.display());
        return None;
    }
    Some(file)
}

fn facts(entity: &Entity, property: &Property) -> Vec<String> {
    entity.values(property).map(Value::as_text).collect()
}

#[test]
fn the_list_of_2026_is_read_whole() {
    let Some(path) = shared("lists/jp/mof_shisantouketsu_2026-03-05.xlsx") else { return };
    let (entities, release) = check(&std::fs::read(path).unwrap()).unwrap();
    // 3,461 rows with a number in 41 sheets: 598 are struck and one (row 276 of the Taliban sheet)
    // has neither name nor 削除; 12 more rows of the Somali sheet continue the entry above them.
    assert_eq!(entities.len(), 2862);
    let counts: Vec<_> = release.counts.iter().map(|(k, n)| (k.as_str(), *n)).collect();
    assert_eq!(counts, [("LegalEntity", 49), ("Organization", 798), ("Person", 2015)]);
    assert!(release.is_whole());
    let mut sheets: BTreeMap<&str, u32> = BTreeMap::new();
    for entity in &entities {
        *sheets.entry(entity.listings[0].programmes[0].as_str()).or_default() += 1;
    }
    assert_eq!(sheets.len(), 40);
    for (sheet, count) in [
        ("タリバーン関係者等", 480),
        ("ロシア連邦(個人)", 752),
        ("ロシア連邦(団体(特定銀行を除く))", 369),
        ("クリミア等(個人)", 331),
        ("北朝鮮(協調;団体)", 75),
        ("ソマリア", 24),
    ] {
        assert_eq!(sheets.get(sheet), Some(&count), "{sheet}");
    }
    // Slips of the publisher: missing points, dates without a year, nationalities in sentences,
    // and towns in the column of nationality.
    let shown: Vec<_> = release
        .samples
        .iter()
        .map(|d| format!("{} {} {} {}", d.line, d.kind.as_str(), d.element, d.value))
        .collect();
    assert_eq!(
        shown,
        [
            "276 bad-value タリバーン関係者等 274",
            "413 unknown-code nationality Commune of Bouhechana",
            "413 unknown-code nationality Daïra de Lakhezara",
            "413 unknown-code nationality Guelma",
            "415 unknown-code nationality 2002年にクウェート国籍を剥奪された",
            "467 bad-value 告示日付 2007.713改訂",
            "4 bad-value 告示日付 200812.19改訂",
            "6 unknown-code nationality スーダン人(生まれ)",
            "24 unknown-code nationality エチオピアと思われる",
            "25 unknown-code nationality 米国。また",
            "25 unknown-code nationality シリア国籍も所持していると見られる",
            "19 bad-value birthDate おおむね30~35歳",
            "20 bad-value birthDate 1958、59",
            "144 bad-value birthDate 10月10日(year unknown)",
            "166 bad-value birthDate 9月28日(year unknown)",
            "86 bad-value birthDate 1966/1969年3月27日",
            "719 bad-value birthDate 31日",
        ]
    );
    let by_id = |id: &str| entities.iter().find(|e| e.id.as_str() == id).unwrap();
    let president = by_id("jp-ロシア連邦(個人)-1");
    assert_eq!(president.caption(), "Vladimir Putin");
    assert_eq!(facts(president, &Property::BIRTH_DATE), ["1952-10-07"]);
    assert_eq!(president.listings[0].listed_on[0].to_string(), "2022-03-01");
    let group = by_id("jp-北朝鮮(協調;団体)-68");
    assert_eq!(group.caption(), "Lazarus Group");
    assert!(facts(group, &Property::CRYPTO_ADDRESS).len() >= 5);
    assert!(group.names.iter().any(|n| n.text == "Guardians of Peace"));
    let gang = entities
        .iter()
        .find(|e| e.listings[0].cross_references.iter().any(|r| r.reference == "HTe.001"))
        .unwrap();
    assert_eq!(gang.schema.as_str(), "Organization");
    let shabaab = by_id("jp-ソマリア-1");
    assert!(facts(shabaab, &Property::NOTES)[0].lines().count() >= 13);
}

/// A workbook of one sheet.
fn workbook(sheet_name: &str, rows: &[&[&str]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name).unwrap();
    for (r, row) in rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate() {
            let (r, c) = (u32::try_from(r).unwrap(), u16::try_from(c).unwrap());
            sheet.write_string(r, c, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

const HEADER: &[&str] =
    &["告示日付", "告示番号", "日本語表記", "英語表記", "別名", "旅券番号", "その他の情報"];

#[test]
fn an_invented_sheet_is_read() {
    let bytes = workbook(
        "7.試験関係者等（個人）",
        &[
            &["試験関係者等"],
            HEADER,
            &[
                "2024.1.5\n2025.2.3改訂",
                "1(*9)",
                "カスパー・ヴェン",
                "KASPAR VENN\n（original script：Каспар Венн）",
                "(a)イドリス・ハロー（Idris Harrow）(b)渡し守",
                "D000451、旅券発行日：2013年3月22日、旅券失効日：2018年3月22日",
                "性別：男性\n暗号資産アドレス：\nabc1；\nabc2",
            ],
            &["", "", "", "", "", "", "続き"],
            &["2011.11.18削除", "2"],
        ],
    );
    let (entities, release) = check(&bytes).unwrap();
    assert_eq!(release.samples, []);
    assert_eq!(release.published.map(|d| d.to_string()).as_deref(), Some("2025-02-03"));
    assert_eq!(entities.len(), 1);
    let person = &entities[0];
    assert_eq!((person.id.as_str(), person.schema.as_str()), ("jp-試験関係者等(個人)-1", "Person"));
    let names: Vec<_> = person.names.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(
        names,
        [
            "KASPAR VENN",
            "Каспар Венн",
            "カスパー・ヴェン",
            "イドリス・ハロー",
            "Idris Harrow",
            "渡し守"
        ]
    );
    assert_eq!(facts(person, &Property::CRYPTO_ADDRESS), ["abc1", "abc2", "続き"]);
    let passport = person.facts.iter().find(|f| f.property == Property::PASSPORT_NUMBER).unwrap();
    let Value::Identifier(passport) = &passport.value else { panic!("no identifier") };
    assert_eq!(passport.number, "D000451");
    assert_eq!(passport.issued.map(|d| d.to_string()).as_deref(), Some("2013-03-22"));
    assert_eq!(passport.expires.map(|d| d.to_string()).as_deref(), Some("2018-03-22"));
    assert_eq!(facts(person, &Property::GENDER), ["male"]);
}

#[test]
fn broken_files_are_refused_or_counted() {
    for (bytes, expected) in [
        (&b""[..], "empty"),
        (b"<html><body>404</body></html>", "HTML page"),
        (b"PK\x03\x04 no zip", "no whole XLSX or ODS workbook"),
        (&workbook("一覧", &[&["x"]]), "no sheet with the columns"),
        (&workbook("1.試験", &[HEADER]), "holds no record"),
    ] {
        let error = check(bytes).unwrap_err();
        assert!(error.contains(expected), "{expected}: {error}");
    }
    let whole = workbook("1.試験", &[HEADER, &["2024.1.5", "1", "ア", "A"]]);
    let error = check(&whole[..whole.len() / 2]).unwrap_err();
    assert!(error.contains("no whole XLSX or ODS workbook"), "{error}");
    let odd: Vec<&str> = HEADER.iter().copied().chain(["気分"]).collect();
    let row: &[&str] = &["soon", "1", "ア", "A", "", "", "", "青"];
    let bytes = workbook(
        "1.試験",
        &[&odd, row, &["2024.1.5", "", "イ", "B"], &["2024.1.5", "1", "ウ", "C"]],
    );
    let (entities, release) = check(&bytes).unwrap();
    assert_eq!(entities.len(), 2);
    assert_eq!(facts(&entities[0], &Property::of("気分")), ["青"]);
    assert_eq!(release.defects.get(&DefectKind::UnknownElement), Some(&1));
    assert_eq!(release.defects.get(&DefectKind::BadValue), Some(&2));
    assert_eq!(release.defects.get(&DefectKind::LostRecord), Some(&1));
}
