// SPDX-License-Identifier: Apache-2.0
//! What is said to the person: results on standard output, everything else on standard error.

use crate::args::Global;
use std::io::{self, IsTerminal, Write};

/// The two streams and how to write to them.
pub(crate) struct Terminal {
    pub(crate) quiet: bool,
    no_color: bool,
}

impl Terminal {
    pub(crate) fn new(global: &Global) -> Self {
        let no_color =
            global.no_color || std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        Self { quiet: global.quiet, no_color }
    }

    /// Whether results may be coloured.
    pub(crate) fn color(&self) -> bool {
        !self.no_color && io::stdout().is_terminal()
    }

    /// Columns of the terminal; 100 where there is none.
    pub(crate) fn width(&self) -> usize {
        if !io::stdout().is_terminal() {
            return 100;
        }
        let (_, columns) = console::Term::stdout().size();
        usize::from(columns).clamp(60, 200)
    }

    /// Standard output, buffered.
    pub(crate) fn out(&self) -> io::BufWriter<io::StdoutLock<'static>> {
        io::BufWriter::new(io::stdout().lock())
    }

    /// A remark; silent under --quiet.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr().lock(), "{text}");
        }
    }

    /// A warning; silent under --quiet, as the result carries it too.
    pub(crate) fn warn(&self, text: &str) {
        self.say(&format!("{} {text}", self.paint_err("33", "warning:")));
    }

    /// A warning that the result does not carry; never silent.
    pub(crate) fn insist(&self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{} {text}", self.paint_err("33", "warning:"));
    }

    /// An error; never silent.
    pub(crate) fn error(&self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{} {text}", self.paint_err("31", "error:"));
    }

    fn paint_err(&self, code: &str, text: &str) -> String {
        if !self.no_color && io::stderr().is_terminal() {
            format!("\x1b[1;{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    /// Text in bold, where results are coloured.
    pub(crate) fn bold(&self, text: &str) -> String {
        if self.color() { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// Text held back, where results are coloured.
    pub(crate) fn dim(&self, text: &str) -> String {
        if self.color() { format!("\x1b[2m{text}\x1b[0m") } else { text.to_owned() }
    }
}
