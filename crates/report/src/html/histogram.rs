// SPDX-License-Identifier: Apache-2.0
//! How many hits have which score, as a drawing and as numbers.

use crate::text::{count, counted};
use interdict_model::Score;
use std::io::{self, Write};

/// Per mille of a bar.
const BAR: u16 = 25;
/// The drawing's own units.
const WIDTH: u64 = 720;
const HEIGHT: u64 = 190;
/// Where bars stand, and how high the highest is.
const FLOOR: u64 = 150;
const TALLEST: u64 = 120;

/// Hits counted by score.
#[derive(Clone, Debug)]
pub(super) struct Histogram {
    /// By bar, the first from 0.
    bars: [u64; 40],
}

impl Default for Histogram {
    fn default() -> Self {
        Self { bars: [0; 40] }
    }
}

impl Histogram {
    pub(super) fn note(&mut self, score: Score) {
        // The greatest score stands in the last bar.
        let at = usize::from(score.per_mille() / BAR).min(self.bars.len() - 1);
        if let Some(bar) = self.bars.get_mut(at) {
            *bar += 1;
        }
    }

    /// Writes the drawing from the threshold on.
    pub(super) fn write(&self, out: &mut impl Write, threshold: Score) -> io::Result<()> {
        let lowest = self.bars.iter().position(|n| *n > 0).unwrap_or(self.bars.len() - 1);
        let first = usize::from(threshold.per_mille() / BAR).min(lowest).min(self.bars.len() - 4);
        let bars: Vec<(u64, u64)> =
            (0u64..).zip(self.bars).skip(first).map(|(i, n)| (i * u64::from(BAR), n)).collect();
        let total: u64 = bars.iter().map(|(_, n)| n).sum();
        let most = bars.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1);
        let step = WIDTH / (bars.len() as u64).max(1);
        writeln!(
            out,
            "<figure>\n<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"hist-t hist-d\">\n\
             <title id=\"hist-t\">Scores of the {}</title>\n\
             <desc id=\"hist-d\">Bars of {} each; the numbers are in the table below.</desc>",
            counted(total, "hit"),
            per_mille(u64::from(BAR)),
        )?;
        let marked = if bars.len() > 20 { 4 } else { 2 };
        for (i, (from, n)) in (0u64..).zip(&bars) {
            let x = i * step;
            let tall = if *n == 0 { 0 } else { (n * TALLEST / most).max(2) };
            if *n > 0 {
                let (y, wide, middle) = (FLOOR - tall, step.saturating_sub(4), x + step / 2);
                writeln!(
                    out,
                    "<rect class=\"bar {}\" x=\"{}\" y=\"{y}\" width=\"{wide}\" height=\"{tall}\"/>\
                     <text class=\"n\" x=\"{middle}\" y=\"{}\">{}</text>",
                    band(*from),
                    x + 2,
                    y - 5,
                    count(*n)
                )?;
            }
            if i % marked == 0 {
                writeln!(
                    out,
                    "<text class=\"tick\" x=\"{x}\" y=\"{}\">{}</text>",
                    FLOOR + 18,
                    per_mille(*from)
                )?;
            }
        }
        let end = step * bars.len() as u64;
        writeln!(
            out,
            "<path class=\"axis\" d=\"M0 {FLOOR}.5H{end}\"/><text class=\"tick end\" x=\"{end}\" y=\"{}\">1.000</text>\n\
             </svg>\n<figcaption>Scores of the {}, in steps of {}.</figcaption>\n\
             <details><summary>The numbers</summary>\n<table class=\"numbers\"><thead><tr>\
             <th scope=\"col\">Score</th><th scope=\"col\">Hits</th></tr></thead><tbody>",
            FLOOR + 18,
            counted(total, "hit"),
            per_mille(u64::from(BAR)),
        )?;
        for (from, n) in bars.iter().filter(|(_, n)| *n > 0) {
            let to = if from + u64::from(BAR) >= 1000 { 1000 } else { from + u64::from(BAR) - 1 };
            writeln!(
                out,
                "<tr><th scope=\"row\">{} to {}</th><td>{}</td></tr>",
                per_mille(*from),
                per_mille(to),
                count(*n)
            )?;
        }
        writeln!(out, "</tbody></table></details>\n</figure>")
    }
}

fn per_mille(n: u64) -> String {
    format!("{}.{:03}", n / 1000, n % 1000)
}

/// The class of a score, by which it is coloured.
pub(super) fn band(per_mille: u64) -> &'static str {
    match per_mille {
        900.. => "high",
        800.. => "mid",
        _ => "low",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hit_stands_in_a_bar() {
        let mut histogram = Histogram::default();
        for score in [0, 24, 25, 700, 999, 1000] {
            histogram.note(Score::clamped(score));
        }
        assert_eq!(histogram.bars.iter().sum::<u64>(), 6);
        let mut out = Vec::new();
        histogram.write(&mut out, Score::clamped(700)).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("Scores of the 6 hits"), "{text}");
        assert!(text.contains("<th scope=\"row\">0.975 to 1.000</th><td>2</td>"), "{text}");
    }
}
