// SPDX-License-Identifier: Apache-2.0
//! Help, completions and manual pages, and what a mistyped command line is told.

use crate::world::World;

const COMMANDS: [&str; 10] = [
    "screen",
    "search",
    "show",
    "compare",
    "update",
    "build",
    "lists",
    "diff",
    "completions",
    "man",
];

#[test]
fn every_command_explains_itself_with_an_example() {
    let world = World::new();
    let main = world.run(&["--help"]).done().shows(&["Examples:", "Exit codes:", "Data:"]);
    for command in COMMANDS {
        assert!(main.out.contains(command), "{command}");
        let help = world.run(&[command, "--help"]).done();
        assert!(help.out.contains("Examples:"), "{command}:\n{}", help.out);
        assert!(help.out.contains(&format!("interdict {command} ")), "{command}:\n{}", help.out);
        world.run(&[command, "-h"]).done().shows(&["Usage: interdict"]);
        world.run(&["help", command]).done().shows(&["Usage: interdict"]);
    }
}

#[test]
fn help_does_not_depend_on_the_machine() {
    let world = World::new();
    let help = |folder: &str| {
        let mut command = world.command(&["screen", "--help"]);
        command.env("INTERDICT_DATA", folder).output().unwrap().stdout
    };
    assert_eq!(help("/one"), help("/two"));
}

#[test]
fn the_version_is_one_line() {
    let world = World::new();
    let run = world.run(&["--version"]).done();
    assert_eq!(run.out, concat!("interdict ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn without_a_command_the_help_is_shown() {
    World::new().run::<&str>(&[]).fails(2, &["Usage: interdict", "screen", "update"]);
}

#[test]
fn a_wrong_command_line_ends_with_two_and_a_hint() {
    let world = World::new();
    for (args, said) in [
        (&["scren", "x.csv"][..], "screen"),
        (&["screen"], "<INPUT>"),
        (&["screen", "x.csv", "--treshold", "0.8"], "--threshold"),
        (&["screen", "x.csv", "--format", "pdf"], "table, csv, jsonl, xlsx, html"),
        (&["screen", "x.csv", "--report", "a", "--no-report"], "cannot be used with"),
        (&["lists", "--as-of", "yesterday"], "2026-02-27"),
        (&["search"], "<NAME>"),
        (&["search", "..."], "no letter"),
        (&["search", ""], "nothing to search for"),
        (&["search", "Kim", "--born", "soon"], "1948-03-05"),
        (&["search", "Kim", "--schema", "Human"], "Person"),
        (&["search", "Kim", "--country", "Atlantis"], "ISO 3166"),
        (&["search", "--imo", "862859"], "seven digits"),
        (&["search", "--number", "--"], "--number"),
        (&["build", "--source", "un", "--index", "a.idx"], "un=consolidated.xml"),
        (&["build", "--source", "un=", "--index", "a.idx"], "un=consolidated.xml"),
        (&["build", "--source", "xx=a", "--index", "a.idx"], "ofac"),
        (&["build", "--source", "embedded=a", "--index", "a.idx"], "need no index"),
        (&["build", "--source", "un=a"], "--index"),
        (&["build", "--source", "un=a", "--index", "b", "--accept", " "], "reason"),
        (&["build", "--source", "un=a", "--index", "b", "--tolerance", "200"], "100"),
        (&["completions", "tcsh"], "zsh"),
    ] {
        world.run(args).fails(2, &[said]);
    }
    assert!(world.names().is_empty());
}

#[test]
fn completions_for_every_shell() {
    let world = World::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = world.run(&["completions", shell]).done().shows(&["interdict", "fail-on"]);
        assert!(run.err.is_empty(), "{}", run.err);
    }
}

#[test]
fn manual_pages_for_every_command() {
    let world = World::new();
    world.run(&["man", "pages"]).done().says(&["pages"]);
    for command in COMMANDS {
        let page = world.text(&format!("pages/interdict-{command}.1"));
        assert!(page.contains(".TH") && page.contains("Examples:"), "{command}");
    }
    assert!(world.text("pages/interdict.1").contains("Exit codes"));
    let once = world.read("pages/interdict-screen.1");
    world.run(&["man", "pages"]).done();
    assert_eq!(once, world.read("pages/interdict-screen.1"));
}
