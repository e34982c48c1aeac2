// SPDX-License-Identifier: Apache-2.0
//! Progress bars, on a terminal only.

use crate::terminal::Terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

/// A counter of things of no known total.
pub(crate) struct Counter {
    bar: ProgressBar,
}

fn target(terminal: &Terminal) -> ProgressDrawTarget {
    if terminal.quiet || !std::io::stderr().is_terminal() {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr_with_hz(5)
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl Counter {
    pub(crate) fn new(terminal: &Terminal, noun: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, target(terminal));
        bar.set_style(style(&format!("{{spinner}} {{msg}}  {{human_pos}} {noun}  {{per_sec}}")));
        Self { bar }
    }

    /// A counter of bytes of a known total, with rate and time left.
    pub(crate) fn bytes(terminal: &Terminal, total: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), target(terminal));
        bar.set_style(style("{wide_bar} {percent}%  {msg}  {eta} left"));
        Self { bar }
    }

    pub(crate) fn at(&self, what: &str, n: u64) {
        self.bar.set_message(what.to_owned());
        self.bar.set_position(n);
    }

    pub(crate) fn done(&mut self) {
        self.bar.finish_and_clear();
    }
}
