// SPDX-License-Identifier: Apache-2.0
//! `search`, `show` and `lists` on the designations that the program carries.

use crate::world::World;

#[test]
fn a_name_is_found_in_any_script() {
    let world = World::new();
    for name in
        ["김정식", "Ким Чен Сик", "金正植", "Kim Jong Sik", "KIM, Cho'ng-sik", "Jong-sik Kim"]
    {
        let run = world.on_day(&["search", name]).done().shows(&["un-KPi.066", "KPi.066 [DPRK]"]);
        assert!(run.err.contains("214 records"), "{}", run.err);
    }
    world.on_day(&["search", "Kim", "Jong", "Sik"]).done().shows(&["un-KPi.066"]);
    world.on_day(&["search", "박지훈"]).done().shows(&["No hit at or above 0.700 among 214"]);
}

#[test]
fn what_is_known_beside_the_name_counts() {
    let world = World::new();
    let born = |year: &str| {
        let run = world.on_day(&["search", "Ri Pyong Chol", "--born", year, "--json"]).done();
        let hits: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        hits[0]["score"].as_f64().unwrap_or_default()
    };
    assert!(born("1948") > born("1990"), "{} {}", born("1948"), born("1990"));
    world.on_day(&["search", "--imo", "8628597"]).done().shows(&["HAO FAN 6", "the same number"]);
    world.on_day(&["search", "--imo", "IMO 8628597"]).done().shows(&["HAO FAN 6"]);
    world.on_day(&["search", "--number", "381420754"]).done().shows(&["PAEK CHANG-HO"]);
    let run = world.on_day(&["-q", "search", "--imo", "8628598"]).done();
    run.says(&["check digit", "8628598"]);
    world.on_day(&["search", "KOMID", "--schema", "Vessel"]).done().shows(&["No hit"]);
}

#[test]
fn an_entity_is_shown_by_id_reference_or_number() {
    let world = World::new();
    for id in ["un-KPi.066", "KPi.066"] {
        world.on_day(&["show", id]).done().shows(&[
            "KIM JONG SIK",
            "listed 2017-12-22",
            "resolution 2397 (2017)",
            "1967/1969",
        ]);
    }
    for id in ["un-imo-8628597", "8628597", "IMO 8628597"] {
        world.on_day(&["show", id]).done().shows(&["HAO FAN 6", "SHEN ZHONG", "un-KPe.073"]);
    }
    let run = world.on_day(&["show", "KPi.999"]);
    run.fails(1, &["no entity \"KPi.999\"", "interdict search"]);
}

#[test]
fn show_writes_followthemoney() {
    let world = World::new();
    let run = world.on_day(&["show", "KPe.001", "--json"]).done();
    let lines: Vec<serde_json::Value> =
        run.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines[0]["id"], "un-KPe.001");
    assert_eq!(lines[0]["schema"], "Organization");
    let sanction = lines.iter().find(|l| l["schema"] == "Sanction").unwrap();
    assert_eq!(sanction["properties"]["listingDate"][0], "2009-04-24");
    // What was written is read again.
    world.write("one.ftm.json", &run.out);
    world.on_day(&["build", "--source", "ftm=one.ftm.json", "--index", "one.idx"]).done();
    world.on_day(&["search", "KOMID", "--index", "one.idx"]).done().shows(&["un-KPe.001"]);
}

#[test]
fn the_carried_list_is_described_with_its_age() {
    let world = World::new();
    world.on_day(&["lists"]).done().shows(&[
        "214 records",
        "75 Organization, 80 Person, 59 Vessel",
        "of 2026-02-27, 16 days old",
        "defects   none",
    ]);
    let run = world.on_day(&["lists", "--json"]).done();
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["as_of"], "2026-03-15");
    assert_eq!(json["releases"][0]["age_days"], 16);
    assert_eq!(json["releases"][0]["records"], 214);
    assert_eq!(json["releases"][0]["counts"]["Vessel"], 59);
    assert_eq!(json["index"].as_str().map(str::len), Some(64));
    world.on_day(&["lists", "--defects"]).done();
    let run = world.run(&["lists", "--as-of", "2026-02-27"]).done().shows(&["today"]);
    assert!(!run.err.contains("days old; later"), "{}", run.err);
}

#[test]
fn the_sets_of_the_regime_are_seen_over_time() {
    let world = World::new();
    let run = world.on_day(&["lists", "--by-date"]).done();
    let days: Vec<&str> =
        run.out.lines().filter_map(|l| l.strip_prefix("  20")).map(|l| &l[..8]).collect();
    assert_eq!(days.first(), Some(&"09-04-24"));
    assert_eq!(days.last(), Some(&"18-10-16"));
    assert!(days.is_sorted());
    run.shows(&["2016-03-02     50", "(12 Organization, 16 Person, 22 Vessel)", "237 in all"]);
}

#[test]
fn an_old_list_is_warned_of_at_every_run() {
    let world = World::new();
    world.write("rows.csv", "name\nAnna Schmidt\n");
    let late = "2026-04-01";
    for args in [
        &["screen", "rows.csv", "--format", "csv", "--as-of", late][..],
        &["search", "Anna Schmidt", "--as-of", late],
        &["lists", "--as-of", late],
        &["show", "KPi.066", "--as-of", late],
    ] {
        world.run(args).done().says(&["warning:", "33 days old"]);
    }
    // The report carries the warning where standard error does not reach.
    let args = ["-q", "screen", "rows.csv", "--format", "html", "--as-of", late];
    world.run(&args).done().shows(&["33 days old"]);
    let run = world.run(&["lists", "--as-of", "2026-03-29"]).done();
    assert!(!run.err.contains("later listings"), "{}", run.err);
}
