// SPDX-License-Identifier: Apache-2.0
//! That the carried designations are whole, and that a damaged file is refused by name and line.

use super::*;
use interdict_model::{LinkTarget, PartialDate, Quality, Value};
use std::collections::BTreeSet;

/// Every carried entity by id.
pub(super) fn entities() -> BTreeMap<String, Entity> {
    let mut all = BTreeMap::new();
    let release =
        read(&mut |e| assert!(all.insert(e.id.as_str().to_owned(), e).is_none())).unwrap();
    assert_eq!(release.total(), 214);
    all
}

fn of<'a>(all: &'a BTreeMap<String, Entity>, schema: &'a str) -> impl Iterator<Item = &'a Entity> {
    all.values().filter(move |e| e.schema.as_str() == schema)
}

fn kinds(entity: &Entity) -> BTreeSet<MeasureKind> {
    entity.listings[0].measures.iter().map(|m| m.kind).collect()
}

/// What `read` says of the files after one of them was changed; nothing may have been handed out.
fn damaged(file: &str, from: &str, to: &str) -> String {
    let at = FILES.iter().position(|(name, _)| *name == file).unwrap();
    let text = FILES[at].1.replacen(from, to, 1);
    assert_ne!(text, FILES[at].1, "{from:?} is not in {file}");
    let mut files = FILES;
    files[at].1 = &text;
    let mut sent = 0;
    let error = build(&files, &mut |_| sent += 1).unwrap_err();
    assert_eq!(sent, 0);
    error.to_string()
}

#[track_caller]
fn refused(file: &str, from: &str, to: &str, said: &str) {
    let error = damaged(file, from, to);
    assert!(error.contains(said), "{error}\ndoes not say {said:?}");
}

#[test]
fn the_release_counts_eighty_persons_seventy_five_entities_and_fifty_nine_ships() {
    let release = read(&mut |_| {}).unwrap();
    let counts: Vec<_> = release.counts.iter().map(|(schema, n)| (schema.as_str(), *n)).collect();
    assert_eq!(counts, [("Organization", 75), ("Person", 80), ("Vessel", 59)]);
    assert_eq!(release.kind, SourceKind::Embedded);
    assert_eq!(release.authority, "UN Security Council");
    assert_eq!(release.published.unwrap().to_string(), "2026-02-27");
    assert_eq!(release.files.len(), FILES.len());
    assert!(release.files.iter().all(|f| f.bytes > 0 && f.digest.len() == 64));
    assert!(release.is_whole());
}

#[test]
fn every_reference_number_is_there_once() {
    let all = entities();
    let of_kind =
        |prefix: &str| all.keys().filter(|id| id.starts_with(prefix)).cloned().collect::<Vec<_>>();
    let expected =
        |prefix: &str, n: u32| (1..=n).map(|i| format!("{prefix}{i:03}")).collect::<Vec<_>>();
    assert_eq!(of_kind("un-KPi."), expected("un-KPi.", 80));
    assert_eq!(of_kind("un-KPe."), expected("un-KPe.", 75));
    for entity in all.values() {
        let listing = &entity.listings[0];
        assert_eq!(entity.listings.len(), 1);
        assert_eq!(listing.authority, "UN Security Council");
        assert_eq!(listing.programmes, ["DPRK"]);
        if entity.schema.as_str() == "Vessel" {
            assert_eq!(listing.list, "1718 Designated Vessels List");
        } else {
            assert_eq!(listing.list, "1718 Sanctions List");
            assert_eq!(format!("un-{}", listing.reference.as_deref().unwrap()), entity.id.as_str());
        }
    }
}

#[test]
fn designations_by_day_are_those_of_the_table() {
    let all = entities();
    let mut table: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for entity in all.values().filter(|e| e.schema.as_str() != "Vessel") {
        let days = &entity.listings[0].listed_on;
        assert_eq!(days.len(), 1);
        let row = table.entry(days[0].to_string()).or_default();
        if entity.schema.as_str() == "Person" { row.0 += 1 } else { row.1 += 1 }
    }
    let expected = [
        ("2009-04-24", (0, 3)),
        ("2009-07-16", (5, 5)),
        ("2012-05-02", (0, 3)),
        ("2013-01-22", (4, 6)),
        ("2013-03-07", (3, 2)),
        ("2014-07-28", (0, 1)),
        ("2016-03-02", (16, 12)),
        ("2016-11-30", (11, 10)),
        ("2017-06-02", (14, 4)),
        ("2017-08-05", (9, 4)),
        ("2017-09-11", (1, 3)),
        ("2017-12-22", (16, 1)),
        ("2018-03-30", (1, 21)),
    ];
    assert_eq!(table.iter().map(|(day, n)| (day.as_str(), *n)).collect::<Vec<_>>(), expected);
}

#[test]
fn ships_stand_by_day_and_measure_as_their_list_prints_them() {
    let all = entities();
    let mut table: BTreeMap<(String, Vec<&str>), u32> = BTreeMap::new();
    for ship in of(&all, "Vessel") {
        let listing = &ship.listings[0];
        let days: Vec<_> = listing.listed_on.iter().map(ToString::to_string).collect();
        let measures = listing.measures.iter().map(|m| m.printed.as_str()).collect();
        *table.entry((days.join(" "), measures)).or_default() += 1;
    }
    let port = "resolution 2371 (2017), paragraph 6, and resolution 2375 (2017), paragraph 6";
    let flag = "resolution 2321 (2016), paragraph 12(a)";
    let freeze = "resolution 2321 (2016), paragraph 12(d)";
    let owned = "resolution 1718 (2006), paragraph 8(d), and resolution 2270 (2016), paragraph 12";
    let omm = "resolution 2270 (2016), paragraph 23: economic resource of Ocean Maritime Management (KPe.020)";
    let expected = [
        ("2016-03-02 2017-06-21", vec![omm], 22),
        ("2017-10-03", vec![port], 3),
        ("2017-10-03 2018-03-30", vec![port, flag], 1),
        ("2017-12-28", vec![port], 4),
        ("2018-03-30", vec![owned], 2),
        ("2018-03-30", vec![flag, port], 11),
        ("2018-03-30", vec![freeze, port], 13),
        ("2018-10-16", vec![flag, port], 3),
    ];
    assert_eq!(
        table.into_iter().map(|((d, m), n)| (d, m, n)).collect::<Vec<_>>(),
        expected.map(|(d, m, n)| (d.to_owned(), m, n))
    );
}

#[test]
fn a_ship_designated_twice_keeps_both_days_and_each_measure_its_own() {
    let all = entities();
    let ship = &all["un-imo-8628597"];
    assert_eq!(ship.caption(), "HAO FAN 6");
    let since: Vec<_> =
        ship.listings[0].measures.iter().map(|m| (m.kind, m.since.unwrap().to_string())).collect();
    let expected = [
        (MeasureKind::PortEntryBan, "2017-10-03".to_owned()),
        (MeasureKind::DeFlag, "2018-03-30".to_owned()),
    ];
    assert_eq!(since, expected);
    assert_eq!(ship.listings[0].since().unwrap().to_string(), "2017-10-03");
}

#[test]
fn every_ship_but_one_has_an_imo_number_that_holds() {
    let all = entities();
    let mut seen = BTreeSet::new();
    for ship in of(&all, "Vessel") {
        let numbers: Vec<_> = ship.values(&Property::IMO_NUMBER).map(Value::as_text).collect();
        if ship.caption() == "MIN NING DE YOU 078" {
            assert_eq!(ship.id.as_str(), "un-name-min-ning-de-you-078");
            assert!(numbers.is_empty() && ship.listings[0].reference.is_none());
            continue;
        }
        assert_eq!(numbers.len(), 1, "{}", ship.id);
        assert_eq!(ship.id.as_str(), format!("un-imo-{}", numbers[0]));
        assert!(cells::imo_holds(&numbers[0]), "{}", ship.id);
        assert!(seen.insert(numbers[0].clone()));
    }
    assert_eq!(seen.len(), 58);
    assert!(
        !cells::imo_holds("8628596")
            && !cells::imo_holds("862859")
            && !cells::imo_holds("86285970")
    );
}

#[test]
fn persons_have_family_and_given_name_and_carry_freeze_and_travel_ban() {
    let all = entities();
    for person in of(&all, "Person") {
        let name = &person.names[0];
        let parts: Vec<_> = name.parts.iter().map(|p| p.kind).collect();
        assert_eq!(parts, [PartKind::Family, PartKind::Given], "{}", person.id);
        assert!(!name.parts[0].text.contains(' '), "{}", person.id);
        assert!(
            person.names.iter().skip(1).all(|n| n.parts.iter().all(|p| p.kind == PartKind::Other))
        );
        assert_eq!(kinds(person), [MeasureKind::AssetFreeze, MeasureKind::TravelBan].into());
    }
    let yun = &all["un-KPi.001"].names[0];
    assert_eq!((yun.parts[0].text.as_str(), yun.parts[1].text.as_str()), ("YUN", "HO-JIN"));
    assert!(of(&all, "Organization").all(|e| kinds(e) == [MeasureKind::AssetFreeze].into()));
}

#[test]
fn coverage_is_that_of_the_list() {
    let all = entities();
    let persons = |property: &Property| {
        of(&all, "Person").filter(|e| e.values(property).next().is_some()).count()
    };
    assert_eq!(persons(&Property::NATIONALITY), 79);
    assert_eq!(persons(&Property::BIRTH_DATE), 72);
    assert_eq!(persons(&Property::BIRTH_PLACE), 3);
    assert_eq!(persons(&Property::ADDRESS), 22);
    // 43 with a passport field, one more whose passport stands in the remarks only (KPi.016).
    assert_eq!(persons(&Property::PASSPORT_NUMBER), 44);
    assert_eq!(persons(&Property::DEATH_DATE), 3);
    assert_eq!(
        of(&all, "Organization").filter(|e| e.values(&Property::ADDRESS).next().is_some()).count(),
        73
    );
    let weak: Vec<_> =
        all.values().flat_map(|e| &e.names).filter(|n| n.quality == Quality::Weak).collect();
    assert_eq!(weak.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(), ["Choe Sok Min"]);
    let kim = all["un-KPi.066"].values(&Property::BIRTH_DATE).next().unwrap().as_text();
    assert_eq!(kim, "1967/1969");
}

#[test]
fn every_date_and_country_is_of_the_model() {
    for entity in entities().values() {
        assert!(entity.names.iter().all(|n| !n.text.trim().is_empty()), "{}", entity.id);
        for fact in &entity.facts {
            match &fact.value {
                Value::Date { date, .. } => {
                    assert_eq!(date.to_string().parse::<PartialDate>().unwrap(), *date);
                }
                Value::Country { code, .. } => assert!(code.is_some_and(|c| c.code().len() == 2)),
                Value::Address(address) => {
                    assert!(address.country.is_some(), "{}: {}", entity.id, address.full);
                }
                _ => {}
            }
        }
    }
}

#[test]
fn acts_are_of_the_day_and_cite_their_paragraph() {
    let all = entities();
    let act = &all["un-KPi.013"].listings[0].legal_acts[0];
    assert_eq!(
        act.title,
        "UN Security Council resolution 2270 (2016), paragraphs 10 and 11, Annexes I and II"
    );
    assert_eq!(act.url.as_deref(), Some("https://undocs.org/S/RES/2270(2016)"));
    let added: Vec<_> = all["un-KPi.016"].listings[0]
        .legal_acts
        .iter()
        .map(|a| a.date.unwrap().to_string())
        .collect();
    assert_eq!(added, ["2016-03-02", "2017-08-05"]);
    for entity in all.values() {
        let listing = &entity.listings[0];
        assert!(!listing.legal_acts.is_empty() && listing.reason.is_none(), "{}", entity.id);
        assert!(listing.amended_on.iter().all(|day| *day >= listing.listed_on[0]), "{}", entity.id);
    }
}

#[test]
fn links_lead_to_carried_subjects() {
    let all = entities();
    let mut omm = 0;
    for entity in all.values() {
        for link in &entity.links {
            let LinkTarget::Entity(target) = &link.target else { panic!("{}", entity.id) };
            assert!(all.contains_key(target.as_str()) && *target != entity.id, "{}", entity.id);
            omm += usize::from(target.as_str() == "un-KPe.020");
        }
    }
    assert_eq!(omm, 22);
    let owner = &all["un-imo-9066540"].links[0];
    assert_eq!(
        (owner.property.as_str(), owner.printed.as_deref()),
        ("owner", Some("owned by; economic resource of"))
    );
}

#[test]
fn positions_point_at_the_line_of_the_subject() {
    for entity in entities().values() {
        let key = entity.id.as_str().strip_prefix("un-").unwrap();
        for position in [entity.position, entity.listings[0].position] {
            let (_, text) = FILES[usize::from(position.file)];
            let line = text.lines().nth(usize::try_from(position.line).unwrap() - 1).unwrap();
            assert_eq!(line.split('\t').next(), Some(key));
        }
    }
}

#[test]
fn cells_are_short_facts_and_no_narrative() {
    for (name, text) in FILES {
        for cell in text.lines().flat_map(|line| line.split('\t')) {
            assert!(cell.chars().count() <= 140, "{name}: {cell}");
            // A full stop after a long word ends a sentence; after a short one it marks "Co." or "St.".
            let mut before_stops = cell.split(". ").collect::<Vec<_>>();
            before_stops.pop();
            let ends = |part: &str| {
                let word = part.rsplit(' ').next().unwrap_or_default();
                word.len() > 4 && word.chars().all(char::is_alphabetic)
            };
            assert!(!before_stops.iter().any(|part| ends(part)), "{name}: {cell}");
        }
    }
}

#[test]
fn a_damaged_file_is_named_with_line_and_column() {
    refused(
        "names.tsv",
        "KPe.001\tprimary",
        "KPe.001\tmain",
        "names.tsv:2: column kind: \"main\" is wrong; expected primary",
    );
    refused("names.tsv", "key\tkind", "key\tsort", "names.tsv:1:");
    refused(
        "names.tsv",
        "KPe.001\tprimary\tstrong",
        "KPe.001\tprimary strong",
        "names.tsv:2: \"KPe.001",
    );
    refused("names.tsv", "YUN HO-JIN", "HO-JIN YUN", "family and given name in this order");
    refused("names.tsv", "YUN HO-JIN", "YUN  HO-JIN", "column text: \"YUN  HO-JIN\"");
    refused("names.tsv", "YUN HO-JIN", "YUN\u{a0}HO-JIN", "other spaces");
    refused("names.tsv", "YUN HO-JIN", "", "or - where there is none");
    refused("facts.tsv", "1944-10-13", "13.10.1944", "column value: \"13.10.1944\"");
    refused("facts.tsv", "\tkp\t", "\tKP\t", "column value: \"KP\"");
    refused("facts.tsv", "\tposition\t", "\trank\t", "column property: \"rank\"");
    refused(
        "identifiers.tsv",
        "\timoNumber\t8628597\tIMO number",
        "\timoNumber\t8628579\tIMO number",
        "check digit",
    );
    refused("identifiers.tsv", "2016-12-07", "2016-13-07", "column expires: \"2016-13-07\"");
    refused("addresses.tsv", "\tkp\t", "\t-\t", "the country both as code and as printed");
    refused("designations.tsv", "\t2009-04-24\t", "\t2009-04-25\t", "an act of the same day");
    refused(
        "designations.tsv",
        "KPe.001\tdesignated",
        "KPe.001\tremoved",
        "column event: \"removed\"",
    );
    refused("designations.tsv", "\t1718-8d\t", "\t1718-8z\t", "measures of measures.tsv");
    refused("links.tsv", "\toperator\tKPe.020", "\toperator\tKPe.920", "links.tsv:");
    refused(
        "lists.tsv",
        "\t80\t75\t0",
        "\t81\t75\t0",
        "lists.tsv:2: column persons: \"81\" is wrong; expected 80",
    );
    refused("acts.tsv", "\t16\t12\t0", "\t16\t13\t0", "column organisations");
    refused("subjects.tsv", "KPe.001\torganisation", "KPe.999\torganisation", "rising order");
}

#[test]
fn a_row_too_few_or_too_many_is_refused() {
    let first = FILES[3].1.lines().nth(1).unwrap();
    refused("subjects.tsv", &format!("{first}\n"), "", "a key of subjects.tsv");
    refused("subjects.tsv", &format!("{first}\n"), &format!("{first}\n{first}\n"), "rising order");
    let name = FILES[4].1.lines().nth(1).unwrap();
    refused("names.tsv", &format!("{name}\n"), "", "exactly one primary name");
    let day = FILES[8].1.lines().nth(1).unwrap();
    refused("designations.tsv", &format!("{day}\n"), "", "at least one day of designation");
}
