// SPDX-License-Identifier: Apache-2.0
//! That every ship of the UN's and the EU's lists is carried with its days and measures.

use super::against_source::shared;
use super::tests::entities;
use super::*;
use std::collections::BTreeSet;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The columns of the UN's list, left to right, by the code of the measure.
const COLUMNS: [&str; 5] = ["1718-8d+2270-12", "2321-12a", "2321-12d", "2371-6+2375-6", "2270-23"];

/// `03-Oct-17` as `2017-10-03`.
fn day(word: &str) -> Option<String> {
    let (day, rest) = word.split_once('-')?;
    let (month, year) = rest.split_once('-')?;
    let month = MONTHS.iter().position(|m| *m == month)? + 1;
    (word.len() == 9).then(|| format!("20{year}-{month:02}-{day}"))
}

/// The words between the tags of a page.
fn words(html: &str) -> Vec<String> {
    let text = html
        .split('<')
        .filter_map(|p| p.split_once('>'))
        .map(|(_, t)| format!("{t} "))
        .collect::<String>();
    text.split_whitespace().map(str::to_owned).collect()
}

/// (key, day, measures) of each designation of a ship, out of `designations.tsv`.
fn designations() -> BTreeSet<(String, String, String)> {
    let rows = rows(&FILES, "designations.tsv", DESIGNATION_COLUMNS, true).unwrap();
    let cell = |row: &Row<'_>, column| row.get(column).unwrap().unwrap_or_default().to_owned();
    let all = rows.iter().map(|r| (cell(r, "key"), cell(r, "date"), cell(r, "measures")));
    all.filter(|(key, _, _)| !key.starts_with("KP")).collect()
}

#[test]
fn every_row_of_the_vessels_list_is_carried_and_no_other() {
    let Some(html) = shared("lists/un/1718_designated_vessels_list.html") else { return };
    let words = words(&html);
    let mut key = String::new();
    let mut printed = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        if cells::imo_holds(word) {
            key = format!("imo-{word}");
        } else if words[at..].starts_with(&["Does", "not", "exist"].map(str::to_owned)) {
            key = "name-min-ning-de-you-078".to_owned();
        } else if let Some(day) = day(word) {
            let marks = &words[at + 1..at + 6];
            assert!(marks.iter().all(|m| m == "Yes" || m == "na"), "{key}: {marks:?}");
            let codes =
                marks.iter().zip(COLUMNS).filter(|(m, _)| *m == "Yes").map(|(_, code)| code);
            printed.insert((key.clone(), day, codes.collect::<Vec<_>>().join(" ")));
        }
    }
    assert_eq!(printed.len(), 60);
    let (by_resolution, carried): (BTreeSet<_>, BTreeSet<_>) =
        designations().into_iter().partition(|(_, day, _)| day == "2016-03-02");
    assert_eq!(carried, printed);
    // The ships of Ocean Maritime Management also have the day of the resolution itself.
    let omm = printed
        .iter()
        .filter(|(_, day, _)| day == "2017-06-21")
        .map(|(key, _, codes)| (key, codes));
    assert!(omm.eq(by_resolution.iter().map(|(key, _, codes)| (key, codes))));
    let keys: BTreeSet<_> = printed.iter().map(|(key, _, _)| format!("un-{key}")).collect();
    assert_eq!(keys.len(), 59);
    assert!(keys.iter().eq(entities().keys().filter(|id| !id.starts_with("un-KP"))));
}

/// The cells of each record of a CSV file, which may hold commas and line feeds in quotes.
fn records(csv: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    for c in csv.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => records.last_mut().unwrap().push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            '\r' => {}
            _ => records.last_mut().unwrap().last_mut().unwrap().push(c),
        }
    }
    records
}

#[test]
fn every_ship_of_the_eu_annexes_that_follow_the_un_is_carried_with_its_day() {
    let Some(csv) = shared("lists/eu/eu_journal/32017R1509.csv") else { return };
    let records = records(&csv);
    let column = |name: &str| records[0].iter().position(|c| c == name).unwrap();
    let [annex, schema, since, imo, name] =
        ["annex", "schema", "startDate", "imoNumber", "name"].map(column);
    let carried = designations();
    let entities = entities();
    let mut seen = BTreeSet::new();
    for record in
        records.iter().filter(|r| r.len() > imo && r[schema] == "Vessel" && r[annex] != "XV.F")
    {
        let key = match record[imo].as_str() {
            "Does not exist" => "name-min-ning-de-you-078".to_owned(),
            number => format!("imo-{number}"),
        };
        let [day, month, year] =
            record[since].split('.').map(|n| n.parse::<u32>().unwrap()).collect::<Vec<_>>()[..]
        else {
            panic!("{}", record[since])
        };
        let day = format!("{year}-{month:02}-{day:02}");
        let row = carried.iter().find(|(k, d, _)| *k == key && *d == day);
        let (_, _, measures) = row.unwrap_or_else(|| panic!("{key} {day}"));
        // Annexes XIII and XIV.A freeze; XIV.B follows the port ban and the loss of flag.
        let freezes =
            measures.split(' ').any(|m| matches!(m, "1718-8d+2270-12" | "2321-12d" | "2270-23"));
        assert!(freezes || record[annex] == "XIV.B", "{key}");
        let names = &entities[&format!("un-{key}")].names;
        let main = record[name].split(" (").next().unwrap();
        assert!(names.iter().any(|n| n.text.eq_ignore_ascii_case(main)), "{key}: {main}");
        seen.insert(key);
    }
    assert_eq!(seen.len(), 59);
}
