// SPDX-License-Identifier: Apache-2.0
//! A folder for the program to live in, and what came of a run.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The day from which the tests reckon ages.
pub(crate) const DAY: &str = "2026-03-15";

/// A data folder, a home and a working folder, all empty.
pub(crate) struct World {
    dir: tempfile::TempDir,
}

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) bytes: Vec<u8>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
            bytes: output.stdout,
        }
    }

    /// The run went well.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// The run ended with this code and said each of these on standard error.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, said: &[&str]) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        for text in said {
            assert!(self.err.contains(text), "{text:?} is not in:\n{}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    /// Each of these stands on standard output.
    #[track_caller]
    pub(crate) fn shows(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.out.contains(text), "{text:?} is not in:\n{}", self.out);
        }
        self
    }

    /// Each of these stands on standard error.
    #[track_caller]
    pub(crate) fn says(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.err.contains(text), "{text:?} is not in:\n{}", self.err);
        }
        self
    }
}

impl World {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for name in ["data", "home", "work"] {
            std::fs::create_dir(dir.path().join(name)).unwrap();
        }
        Self { dir }
    }

    /// A path in the working folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join("work").join(name)
    }

    /// A path in the data folder.
    pub(crate) fn data(&self, name: &str) -> PathBuf {
        self.dir.path().join("data").join(name)
    }

    /// Writes a file into the working folder.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    /// The names in the working folder, hidden ones too.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.path(""))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The program in this world, with nothing of the machine's own settings.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_interdict"));
        command
            .env_clear()
            .env("INTERDICT_DATA", self.data(""))
            .env("HOME", self.dir.path().join("home"))
            .env("NO_COLOR", "1")
            .current_dir(self.path(""))
            .stdin(Stdio::null())
            .args(args);
        command
    }

    /// Runs the program.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Run {
        Run::of(self.command(args).output().unwrap())
    }

    /// Runs the program as on [`DAY`].
    pub(crate) fn on_day(&self, args: &[&str]) -> Run {
        let mut all = args.to_vec();
        all.extend(["--as-of", DAY]);
        self.run(&all)
    }

    /// Runs the program with this on its standard input.
    pub(crate) fn fed(&self, args: &[&str], input: &[u8]) -> Run {
        let mut child = self.piped(args);
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let feeding = std::thread::spawn(move || {
            // A program that refuses its input does not read it to the end.
            let _ = std::io::Write::write_all(&mut stdin, &input);
        });
        let run = Run::of(child.wait_with_output().unwrap());
        feeding.join().unwrap();
        run
    }

    /// Starts the program with all three streams as pipes.
    pub(crate) fn piped(&self, args: &[&str]) -> Child {
        self.command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }
}

/// A file of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// A list as its reader's tests have it.
pub(crate) fn fixture(path: &str) -> String {
    repository("crates/lists/tests/fixtures").join(path).display().to_string()
}

/// A file outside the repository, or nothing: then a test says so and is over.
pub(crate) fn shared(path: &str) -> Option<String> {
    let root =
        std::env::var_os("INTERDICT_SHARED").map_or_else(|| repository("../shared"), PathBuf::from);
    let path = root.join(path);
    if path.exists() {
        return Some(path.display().to_string());
    }
    eprintln!("skipped: {} is not here", path.display());
    None
}

/// The lines of a CSV result as cells.
pub(crate) fn cells(text: &str) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}
