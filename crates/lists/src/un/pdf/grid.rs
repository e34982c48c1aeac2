// SPDX-License-Identifier: Apache-2.0
//! The ruled table of one page: its cells with the text in each, and the text outside.

use super::content::{Rule, Run, Sheet};
use super::fault::Fault;

/// Rules this close are one line, in points.
const SAME: f64 = 2.0;
/// A gap in a rule up to this is none (corners are often drawn apart), in points.
const GAP: f64 = 3.5;
/// Most lines of one page each way.
const COLUMN_LIMIT: usize = 128;
const ROW_LIMIT: usize = 1024;
/// A step between two pieces of text that is a blank, in parts of the size.
const BLANK: f64 = 0.15;

/// A cell, however many lines of the grid it spans.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// Left and right edge, in points.
    pub(super) left: f64,
    pub(super) right: f64,
    /// Which line of the page's grid its upper edge lies on, counted from the top.
    pub(super) top: usize,
    /// Its text, one line of print to a line.
    pub(super) text: String,
}

/// A page taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lattice {
    /// From the top, then from the left.
    pub(super) cells: Vec<Cell>,
    /// The lines of print outside every cell, from the top.
    pub(super) outside: Vec<String>,
}

/// Finds the cells of a page.
pub(super) fn lattice(sheet: Sheet) -> Result<Lattice, Fault> {
    let mut rules = sheet.rules;
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let (across, down): (Vec<Rule>, Vec<Rule>) = rules.into_iter().partition(|r| r.is_horizontal);
    let xs = lines(&down, COLUMN_LIMIT)?;
    // An edge of a cell runs from one upright line to another; an underline does not.
    let meets = |x: f64| xs.iter().any(|line| (line - x).abs() <= GAP);
    let across: Vec<Rule> = across.into_iter().filter(|r| meets(r.from) && meets(r.to)).collect();
    let mut ys = lines(&across, ROW_LIMIT)?;
    ys.reverse();
    let grid = Grid::build(xs, ys, &across, &down);
    let mut texts: Vec<Vec<Run>> = vec![Vec::new(); grid.roots.len()];
    let mut outside = Vec::new();
    for run in sheet.runs {
        let inside = (run.x + (run.size * 0.1).min(1.0), run.y + run.size * 0.3);
        match grid.region(inside).and_then(|root| texts.get_mut(root)) {
            Some(text) => text.push(run),
            None => outside.push(run),
        }
    }
    let cells = grid
        .roots
        .iter()
        .zip(texts)
        .filter(|(root, _)| root.is_closed)
        .map(|(root, runs)| Cell {
            left: root.left,
            right: root.right,
            top: root.top,
            text: print(runs).join("\n"),
        })
        .collect();
    Ok(Lattice { cells, outside: print(outside) })
}

/// The distinct places of rules that are sorted by place, ascending.
fn lines(rules: &[Rule], limit: usize) -> Result<Vec<f64>, Fault> {
    let mut out: Vec<f64> = Vec::new();
    for rule in rules {
        if out.last().is_none_or(|last| rule.at - last > SAME) {
            out.push(rule.at);
        }
    }
    if out.len() > limit {
        return Err(Fault::Limit("rules more lines on a page than a table can have"));
    }
    Ok(out)
}

/// A set of neighbouring fields without a rule between them.
#[derive(Clone, Debug)]
struct Root {
    left: f64,
    right: f64,
    top: usize,
    /// Whether rules stand all around it.
    is_closed: bool,
}

struct Grid {
    xs: Vec<f64>,
    /// From the top, so descending.
    ys: Vec<f64>,
    /// For each field, row by row, its place in `roots`.
    fields: Vec<usize>,
    roots: Vec<Root>,
}

impl Grid {
    fn build(xs: Vec<f64>, ys: Vec<f64>, across: &[Rule], down: &[Rule]) -> Self {
        let (columns, rows) = (xs.len().saturating_sub(1), ys.len().saturating_sub(1));
        let spans = |v: &[f64]| -> Vec<(f64, f64)> {
            v.iter().zip(v.iter().skip(1)).map(|(a, b)| (a.min(*b), a.max(*b))).collect()
        };
        let (wide, high) = (spans(&xs), spans(&ys));
        // edges_across[line][column]: a rule runs along this line over this column.
        let edges_across: Vec<Vec<bool>> = ys.iter().map(|y| covered(across, *y, &wide)).collect();
        let edges_down: Vec<Vec<bool>> = xs.iter().map(|x| covered(down, *x, &high)).collect();
        let edge = |edges: &[Vec<bool>], line: usize, at: usize| {
            edges.get(line).and_then(|l| l.get(at)).copied().unwrap_or(false)
        };
        let mut parents: Vec<usize> = (0..columns * rows).collect();
        for row in 0..rows {
            for column in 0..columns {
                let field = row * columns + column;
                if column + 1 < columns && !edge(&edges_down, column + 1, row) {
                    join(&mut parents, field, field + 1);
                }
                if row + 1 < rows && !edge(&edges_across, row + 1, column) {
                    join(&mut parents, field, field + columns);
                }
            }
        }
        let mut grid = Self { xs, ys, fields: vec![0; columns * rows], roots: Vec::new() };
        let mut places = vec![None; columns * rows];
        for row in 0..rows {
            for column in 0..columns {
                let field = row * columns + column;
                let parent = find(&mut parents, field);
                let (Some((left, right)), Some(place)) =
                    (wide.get(column).copied(), places.get_mut(parent))
                else {
                    continue;
                };
                let at = *place.get_or_insert_with(|| {
                    grid.roots.push(Root { left, right, top: row, is_closed: true });
                    grid.roots.len() - 1
                });
                let closed = (column > 0 || edge(&edges_down, 0, row))
                    && (column + 1 < columns || edge(&edges_down, columns, row))
                    && (row > 0 || edge(&edges_across, 0, column))
                    && (row + 1 < rows || edge(&edges_across, rows, column));
                if let Some(root) = grid.roots.get_mut(at) {
                    root.left = root.left.min(left);
                    root.right = root.right.max(right);
                    root.is_closed &= closed;
                }
                if let Some(f) = grid.fields.get_mut(field) {
                    *f = at;
                }
            }
        }
        grid
    }

    /// The closed region a point lies in.
    fn region(&self, (x, y): (f64, f64)) -> Option<usize> {
        let column = self.xs.iter().rposition(|edge| *edge <= x)?;
        let row = self.ys.iter().rposition(|edge| *edge >= y)?;
        let columns = self.xs.len().checked_sub(1)?;
        if column >= columns {
            return None;
        }
        let root = *self.fields.get(row * columns + column)?;
        self.roots.get(root).filter(|r| r.is_closed).map(|_| root)
    }
}

/// Over which spans the rules at one place run without a gap.
fn covered(rules: &[Rule], at: f64, spans: &[(f64, f64)]) -> Vec<bool> {
    // Places of one line lie up to SAME above its first.
    let mut parts: Vec<(f64, f64)> =
        rules.iter().filter(|r| (at..=at + SAME).contains(&r.at)).map(|r| (r.from, r.to)).collect();
    parts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f64, f64)> = Vec::new();
    for (from, to) in parts {
        match merged.last_mut() {
            Some(last) if from - last.1 <= GAP => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    spans
        .iter()
        .map(|(a, b)| {
            let margin = GAP.min((b - a) / 2.0);
            merged.iter().any(|(from, to)| *from <= a + margin && *to >= b - margin)
        })
        .collect()
}

fn find(parents: &mut [usize], of: usize) -> usize {
    let mut at = of;
    while let Some(up) = parents.get(at).copied().filter(|up| *up != at) {
        // Halving the way keeps later walks short.
        let over = parents.get(up).copied().unwrap_or(up);
        if let Some(place) = parents.get_mut(at) {
            *place = over;
        }
        at = over;
    }
    at
}

fn join(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(parents, a), find(parents, b));
    if let Some(place) = parents.get_mut(a.max(b)) {
        *place = a.min(b);
    }
}

/// The lines of print that pieces of text make up, from the top.
fn print(mut runs: Vec<Run>) -> Vec<String> {
    runs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some(line)
                if line.first().is_some_and(|f| f.y - run.y < 0.4 * f.size.max(run.size)) =>
            {
                line.push(run);
            }
            _ => lines.push(vec![run]),
        }
    }
    let mut out = Vec::new();
    for mut line in lines {
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut text = String::new();
        let mut end = f64::NEG_INFINITY;
        for run in line {
            let apart = run.x - end > BLANK * run.size;
            let joined = text.is_empty() || text.ends_with(' ') || run.text.starts_with(' ');
            if apart && !joined {
                text.push(' ');
            }
            text.push_str(&run.text);
            end = end.max(run.end);
        }
        if !text.trim().is_empty() {
            out.push(text);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(is_horizontal: bool, at: f64, from: f64, to: f64) -> Rule {
        Rule { is_horizontal, at, from, to }
    }

    fn run(x: f64, y: f64, text: &str) -> Run {
        Run { x, end: x + 20.0, y, size: 10.0, text: text.to_owned() }
    }

    fn check(rules: Vec<Rule>, runs: Vec<Run>) -> (Vec<(usize, String)>, Vec<String>) {
        let found = lattice(Sheet { runs, rules, ..Sheet::default() }).expect("within bounds");
        (found.cells.into_iter().map(|c| (c.top, c.text)).collect(), found.outside)
    }

    fn frame() -> Vec<Rule> {
        vec![
            rule(true, 100.0, 0.0, 200.0),
            // Drawn in two parts with a corner between.
            rule(true, 50.4, 0.0, 99.0),
            rule(true, 50.0, 101.0, 200.0),
            rule(true, 0.0, 0.0, 200.0),
            rule(false, 0.0, 0.0, 100.0),
            rule(false, 100.0, 0.0, 50.0),
            rule(false, 200.0, 0.0, 100.0),
        ]
    }

    #[test]
    fn cells_span_where_no_rule_stands() {
        let runs = vec![
            run(10.0, 80.0, "over"),
            run(40.0, 80.2, "both"),
            run(10.0, 20.0, "left"),
            run(10.0, 8.0, "below "),
            run(110.0, 20.0, "right"),
            run(90.0, -30.0, "7"),
        ];
        let (cells, outside) = check(frame(), runs);
        let texts: Vec<_> = cells.iter().map(|(top, t)| (*top, t.as_str())).collect();
        assert_eq!(texts, [(0, "over both"), (1, "left\nbelow "), (1, "right")]);
        assert_eq!(outside, ["7"]);
    }

    #[test]
    fn an_underline_is_no_edge() {
        let mut rules = frame();
        rules.push(rule(true, 18.0, 10.0, 70.0));
        let (cells, _) = check(rules, vec![run(10.0, 20.0, "a"), run(10.0, 5.0, "b")]);
        assert_eq!(cells.iter().filter(|(_, t)| t == "a\nb").count(), 1);
    }

    #[test]
    fn what_is_not_closed_is_no_cell() {
        let mut rules = frame();
        rules.push(rule(true, 130.0, 0.0, 200.0));
        let (cells, outside) = check(rules, vec![run(10.0, 110.0, "head")]);
        assert_eq!((cells.len(), outside), (3, vec!["head".to_owned()]));
        assert_eq!(check(Vec::new(), vec![run(1.0, 1.0, "x")]).1, ["x"]);
    }
}
