// SPDX-License-Identifier: Apache-2.0
//! A row and its hits, side by side.

use super::escape::{Escaped, Isolated};
use super::histogram::band;
use crate::Row;
use crate::run::row_name;
use crate::text::{counted, decimal, points, shorten, signed};
use crate::why::{Side, side, sum};
use interdict_model::{Explanation, Hit, Piece};
use std::io::{self, Write};

/// Characters of a value that are shown.
const VALUE: usize = 2_000;

/// Writes a row with the hits of it that are shown; `left` are the hits that are not.
pub(super) fn write(
    out: &mut impl Write,
    row: &Row<'_>,
    hits: &[Hit],
    left: u64,
    unread: &[(String, String, String)],
    mapping: &[(String, String)],
) -> io::Result<()> {
    let name = row_name(row, mapping);
    let number = row.number;
    writeln!(out, "<article class=\"row\" aria-labelledby=\"r{number}\">")?;
    write!(out, "<h3 id=\"r{number}\"><span class=\"id\">{}</span> ", Isolated(row.id))?;
    if !name.is_empty() {
        write!(out, "<span class=\"name\">{}</span> ", Isolated(&shorten(&name, VALUE)))?;
    }
    let place = if row.line == 0 { String::new() } else { format!(", line {}", row.line) };
    let total = hits.len() as u64 + left;
    writeln!(
        out,
        "<span class=\"place\">row {number}{place} · {}</span></h3>",
        counted(total, "hit")
    )?;
    writeln!(out, "<div class=\"pair\">\n<section class=\"own\" aria-label=\"The row as given\">")?;
    given(out, row, mapping)?;
    for (field, value, expected) in unread {
        writeln!(
            out,
            "<p class=\"caution\">Screened without <b>{}</b> {}, which could not be read. Expected: {}.</p>",
            Escaped(field),
            Isolated(&shorten(value, VALUE)),
            Escaped(expected)
        )?;
    }
    writeln!(out, "</section>\n<div class=\"found\">")?;
    for hit in hits {
        listed(out, hit)?;
    }
    if left > 0 {
        writeln!(
            out,
            "<p class=\"caution\">{} of this row not shown here; the CSV output has all.</p>",
            counted(left, "more hit")
        )?;
    }
    writeln!(out, "</div>\n</div>\n</article>")
}

/// The customer's values, empty ones left out and counted.
fn given(out: &mut impl Write, row: &Row<'_>, mapping: &[(String, String)]) -> io::Result<()> {
    writeln!(out, "<h4>As given</h4>\n<table class=\"values\"><tbody>")?;
    let mut empty = 0;
    for (column, value) in row.raw {
        if value.trim().is_empty() {
            empty += 1;
            continue;
        }
        let field = mapping.iter().find(|(own, _)| own == column).map(|(_, field)| field.as_str());
        write!(out, "<tr><th scope=\"row\">{}", Escaped(column))?;
        match field {
            Some(field) if field != column => {
                write!(out, " <span class=\"as\">read as {}</span>", Escaped(field))?;
            }
            Some(_) => {}
            None => write!(out, " <span class=\"as\">not screened</span>")?,
        }
        writeln!(out, "</th><td>{}</td></tr>", Isolated(&shorten(value, VALUE)))?;
    }
    writeln!(out, "</tbody></table>")?;
    if empty > 0 {
        writeln!(out, "<p class=\"aside\">{} not shown.</p>", counted(empty, "empty column"))?;
    }
    Ok(())
}

fn listed(out: &mut impl Write, hit: &Hit) -> io::Result<()> {
    let score = hit.score;
    writeln!(
        out,
        "<section class=\"hit\" data-score=\"{}\">\n<h4><span class=\"score {}\">{score}</span> {} \
         <span class=\"kind\">{} · <code>{}</code></span></h4>",
        score.per_mille(),
        band(u64::from(score.per_mille())),
        Isolated(&hit.caption),
        Escaped(hit.schema.as_str()),
        Escaped(hit.entity.as_str()),
    )?;
    listings(out, hit)?;
    let explanation = &hit.explanation;
    if !explanation.pieces.is_empty() {
        writeln!(out, "<ol class=\"pieces\" aria-label=\"The names part by part\">")?;
        for one in &explanation.pieces {
            piece(out, one)?;
        }
        writeln!(out, "</ol>")?;
    }
    features(out, explanation, i64::from(score.per_mille()))?;
    writeln!(out, "</section>")
}

fn listings(out: &mut impl Write, hit: &Hit) -> io::Result<()> {
    if hit.listings.is_empty() {
        return writeln!(out, "<p class=\"caution\">No listing is stated for this entity.</p>");
    }
    writeln!(out, "<ul class=\"listings\">")?;
    for listing in &hit.listings {
        write!(out, "<li><b>{}</b> {}", Escaped(&listing.authority), Escaped(&listing.list))?;
        if let Some(reference) = &listing.reference {
            write!(out, " <code>{}</code>", Escaped(reference))?;
        }
        if !listing.programmes.is_empty() {
            write!(out, ", programme {}", Escaped(&listing.programmes.join(", ")))?;
        }
        match listing.since {
            Some(since) => writeln!(out, ", since <time datetime=\"{since}\">{since}</time></li>")?,
            None => writeln!(out, ", listing date not given</li>")?,
        }
    }
    writeln!(out, "</ul>")
}

/// One pair of name parts, the query's above the list's.
fn piece(out: &mut impl Write, piece: &Piece) -> io::Result<()> {
    let (class, sign) = match side(piece) {
        Side::Equal => ("equal", "="),
        Side::Near => ("near", "≈"),
        Side::QueryOnly | Side::ListedOnly => ("alone", "×"),
    };
    let part = |text: &str, whose: &str| {
        if text.is_empty() {
            format!("<span class=\"vh\">{whose}: </span><span class=\"none\">none</span>")
        } else {
            format!(
                "<span class=\"vh\">{whose}: </span><mark class=\"{class}\">{}</mark>",
                Isolated(text)
            )
        }
    };
    writeln!(
        out,
        "<li>{}<span class=\"sign\" aria-hidden=\"true\">{sign}</span>{}<span class=\"how\">{}</span>\
         <span class=\"how\">{}weight {}</span></li>",
        part(&piece.query, "given"),
        part(&piece.listed, "listed"),
        Escaped(&piece.how),
        if class == "alone" {
            String::new()
        } else {
            format!("alike {} · ", decimal(piece.likeness))
        },
        decimal(piece.weight),
    )
}

/// The features with their points and the score they add up to.
fn features(out: &mut impl Write, explanation: &Explanation, score: i64) -> io::Result<()> {
    writeln!(
        out,
        "<table class=\"features\"><thead><tr><th scope=\"col\">Feature</th><th scope=\"col\">Given</th>\
         <th scope=\"col\">Listed</th><th scope=\"col\">Found</th><th scope=\"col\">Points</th></tr></thead><tbody>"
    )?;
    for feature in &explanation.features {
        let class = if feature.points < 0 { " class=\"against\"" } else { "" };
        writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td{class}>{}</td></tr>",
            Escaped(feature.feature),
            Isolated(&shorten(&feature.query, VALUE)),
            Isolated(&shorten(&feature.listed, VALUE)),
            Escaped(&feature.finding),
            signed(feature.points).replace('-', "−"),
        )?;
    }
    let sum = sum(explanation);
    let told = if sum == score {
        "Score, the sum of the points".to_owned()
    } else {
        let sum = points(i32::try_from(sum).unwrap_or(i32::MAX));
        format!(
            "Score; the points add up to {sum} instead, which is a fault of the program: report it"
        )
    };
    let score = points(i32::try_from(score).unwrap_or(i32::MAX));
    writeln!(
        out,
        "</tbody><tfoot><tr><th scope=\"row\" colspan=\"4\">{told}</th><td>{score}</td></tr></tfoot></table>"
    )
}
