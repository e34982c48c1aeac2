// SPDX-License-Identifier: Apache-2.0
//! What may replace what: shrinkage, age, overrides, history, outdatedness.

use crate::server::{Answer, Server};
use crate::world::{START, World, list, source};
use interdict_fetch::{
    Config, Options, Outcome, Refusal, Silent, Tolerance, Verified, fetch, outdated,
};

/// A server that gives one body after another.
fn series(bodies: Vec<Vec<u8>>) -> Server {
    Server::start(move |_, n| Answer::ok(bodies[n.min(bodies.len() - 1)].clone()))
}

#[test]
fn a_release_that_shrank_too_far_is_refused() {
    let server = series(vec![list("2026-02-01", 100, 100), list("2026-02-02", 100, 79)]);
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    let first = world.take(&un);
    let why = world.refused(&un);
    let Refusal::Shrunk { classes, .. } = &why else { panic!("{why}") };
    assert_eq!(
        classes,
        &[
            "all records: 200 before, 179 now (down 10.5 %)",
            "Organization: 100 before, 79 now (down 21.0 %)"
        ]
    );
    assert!(why.can_be_overridden());
    assert_eq!(world.current(&un), Some(first));
}

#[test]
fn a_class_may_not_vanish_behind_a_steady_total() {
    let server = series(vec![list("2026-02-01", 500, 20), list("2026-02-02", 520, 0)]);
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    let why = world.refused(&un).to_string();
    assert!(why.contains("Organization: 20 before, 0 now (down 100.0 %)"), "{why}");
}

#[test]
fn a_small_class_and_a_small_fall_pass() {
    let lists =
        vec![list("2026-02-01", 100, 19), list("2026-02-02", 100, 15), list("2026-02-03", 90, 15)];
    let server = series(lists);
    let world = World::new();
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    world.take(&un);
    world.take(&un);
}

#[test]
fn the_tolerance_is_the_callers() {
    let server = series(vec![list("2026-02-01", 100, 0), list("2026-02-02", 97, 0)]);
    let mut world = World::new();
    world.options.tolerance = Tolerance::per_mille(20);
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    assert!(matches!(world.refused(&un), Refusal::Shrunk { .. }));
}

#[test]
fn an_override_is_recorded_with_what_it_excused() {
    let server = series(vec![list("2026-02-02", 100, 100), list("2026-02-01", 100, 10)]);
    let mut world = World::new();
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    assert!(matches!(world.refused(&un), Refusal::Older { .. }));
    world.options.override_reason = Some(" ".to_owned());
    assert!(world.fails(&un).to_string().contains("needs a reason"));
    world.options.override_reason = Some("mass delisting of 1 February, see ticket 7".to_owned());
    world.take(&un);
    let stored = world.store.current("un").unwrap().unwrap();
    let m = &stored.manifest;
    assert_eq!(m.override_reason.as_deref(), Some("mass delisting of 1 February, see ticket 7"));
    assert_eq!(m.excused.len(), 2, "{:?}", m.excused);
    assert!(m.excused[0].contains("older") && m.excused[1].contains("Organization"));
    let last = world.store.history("un").unwrap().pop().unwrap();
    assert_eq!(last.override_reason, m.override_reason);
}

#[test]
fn a_reason_that_was_not_needed_is_not_recorded() {
    let server = series(vec![list("2026-02-02", 100, 100)]);
    let mut world = World::new();
    world.options.override_reason = Some("just in case".to_owned());
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    let stored = world.store.current("un").unwrap().unwrap();
    assert_eq!((stored.manifest.override_reason, stored.override_reason), (None, None));
}

#[test]
fn what_the_reader_cannot_read_is_refused_whatever_the_reason() {
    let server = series(vec![
        list("2026-02-02", 100, 100),
        list("2026-02-03", 0, 0),
        b"<a><b></a>".to_vec(),
    ]);
    let mut world = World::new();
    world.options.override_reason = Some("I insist".to_owned());
    let un = source(&server, "/list.xml", "");
    world.take(&un);
    assert_eq!(world.refused(&un), Refusal::Empty);
    assert!(matches!(world.refused(&un), Refusal::Unreadable(_)));
    let mut lossy = |_: &[std::path::PathBuf]| {
        let lost = Some("3 lost-record".to_owned());
        Ok(Verified { entities: 200, lost, ..Verified::default() })
    };
    let (store, options) = (&world.store, &world.options);
    let outcome = fetch(&un, store, world.now, options, &mut Silent, &mut lossy).unwrap();
    let Outcome::Refused { why, .. } = outcome else { panic!("{outcome:?}") };
    assert!(why.to_string().contains("3 lost-record"), "{why}");
}

#[test]
fn a_release_with_lost_records_says_so() {
    use interdict_model::{Defect, DefectKind, Release, SourceKind};
    let mut release = Release::new(SourceKind::Un, "UN", "List", "XML");
    release.counts.insert("Person".to_owned(), 5);
    assert_eq!(Verified::from(&release).lost, None);
    assert_eq!(Verified::from(&release).entities, 5);
    release.note(Defect {
        kind: DefectKind::LostRecord,
        file: "f.xml".to_owned(),
        line: 7,
        element: "INDIVIDUAL".to_owned(),
        value: String::new(),
        message: "has no id".to_owned(),
    });
    let lost = Verified::from(&release).lost.unwrap();
    assert_eq!(lost, "1 lost-record; the first: f.xml:7: lost-record: INDIVIDUAL: has no id");
}

#[test]
fn old_releases_are_kept_until_they_are_pruned() {
    let bodies: Vec<_> = (0..4).map(|i| list("2026-02-02", 100 + i, 0)).collect();
    let again = vec![bodies[0].clone(), bodies[1].clone(), bodies[2].clone(), bodies[0].clone()];
    let server = series(again);
    let mut world = World::new();
    world.options.tolerance = Tolerance::per_mille(1000);
    let un = source(&server, "/list.xml", "");
    let mut digests = Vec::new();
    for _ in 0..4 {
        digests.push(world.take(&un));
        world.days_later(1);
    }
    assert_eq!(digests[0], digests[3], "the first came back");
    let history = world.store.history("un").unwrap();
    let told: Vec<_> = history.iter().map(|t| t.digest.clone()).collect();
    assert_eq!(told, digests);
    assert_eq!(history[0].since.to_string(), START);
    assert_eq!(history[0].until, Some(history[1].since));
    assert_eq!(history[3].until, None);
    assert!(history.iter().all(|t| t.release.as_ref().is_some_and(|r| r.damage().is_none())));
    assert_eq!(world.store.prune("un", 5).unwrap(), [""; 0]);
    assert_eq!(world.store.prune("un", 1).unwrap(), [digests[1].clone()]);
    assert_eq!(world.store.prune("un", 0).unwrap(), [digests[2].clone()]);
    let history = world.store.history("un").unwrap();
    let kept: Vec<_> = history.iter().map(|t| t.release.is_some()).collect();
    assert_eq!(kept, [true, false, false, true]);
    assert_eq!(world.current(&un), Some(digests[3].clone()));
}

#[test]
fn outdated_sources_are_told_apart_from_missing_ones() {
    let server = Server::start(|r, _| Answer::tagged(r, "\"v1\"", list("2026-02-27", 30, 25)));
    let mut world = World::new();
    let un = source(&server, "/list.xml", "");
    let mut eu = un.clone();
    eu.name = "eu".to_owned();
    let mut off = un.clone();
    (off.name, off.enabled) = ("off".to_owned(), false);
    world.take(&un);
    let config = Config { sources: vec![un.clone(), eu, off] };
    let names = |world: &World| -> Vec<String> {
        let found = outdated(&world.store, &config, world.now).unwrap();
        found.iter().map(ToString::to_string).collect()
    };
    assert_eq!(names(&world), ["eu: no release is stored; run the update"]);
    world.days_later(4);
    assert_eq!(names(&world)[0], "un: fetched 4 days ago; more than 3 days is outdated");
    world.fetch(&un).unwrap();
    assert_eq!(names(&world).len(), 1, "a confirmation keeps it fresh");
    world.days_later(-9);
    assert_eq!(names(&world).len(), 2, "a clock set back proves nothing");
    assert_eq!(world.store.sources().unwrap(), ["un"]);
    assert_eq!(world.store.ages(world.now).unwrap()[0].0, "un");
    assert_eq!(Options::default().tolerance.to_string(), "10 %");
}
