// SPDX-License-Identifier: Apache-2.0
//! What stands before the hits: what was screened against what, the counts, the warnings.

use super::escape::Escaped;
use crate::Summary;
use crate::run::KeptRun;
use crate::text::{count, counted};
use interdict_model::Release;
use std::io::{self, Write};

/// The page's style sheet.
pub(super) const STYLE: &str = include_str!("report.css");
/// The page's only script, which filters; the page is whole without it.
pub(super) const SCRIPT: &str = include_str!("report.js");
/// SHA-256 of the two, by which the page allows them and nothing else to style and act.
pub(super) const STYLE_DIGEST: &str = "W0Z1Mqk/MEV1I1GAD+9GUf8iZFqcsY4pm1sXBGTAu14=";
pub(super) const SCRIPT_DIGEST: &str = "auV9PS83CSli/E93psFt3uEahQmHnY96jLZ78k+3cPo=";

/// Everything up to the opening of the body's main part.
pub(super) fn open(out: &mut impl Write, run: &KeptRun, summary: &Summary) -> io::Result<()> {
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'sha256-{STYLE_DIGEST}'; script-src 'sha256-{SCRIPT_DIGEST}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"{}\">\n<title>Screening report: {}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
        Escaped(&run.program),
        Escaped(&run.input)
    )?;
    writeln!(
        out,
        "<a class=\"skip\" href=\"#hits\">To the hits</a>\n<header>\n<p class=\"eyebrow\">Sanctions screening report</p>\n\
         <h1>{}</h1>\n<p class=\"lead\">{}</p>\n</header>\n<main>",
        Escaped(&run.input),
        Escaped(&lead(run, summary))
    )?;
    counts(out, summary)?;
    warnings(out, run)?;
    scope(out, run)
}

/// The answer in two sentences.
fn lead(run: &KeptRun, summary: &Summary) -> String {
    let mut text = format!(
        "As of {}, {} screened; {} a hit at {} or above ({}).",
        run.as_of,
        counted(summary.screened, "row"),
        have(summary.with_hits),
        run.threshold,
        counted(summary.hits, "hit"),
    );
    if summary.bad_rows > 0 {
        text.push_str(&format!(" {} could not be screened.", counted(summary.bad_rows, "row")));
    }
    if summary.rows_to_review > 0 {
        let rows = counted(summary.rows_to_review, "row");
        let verb = if summary.rows_to_review == 1 { "was" } else { "were" };
        text.push_str(&format!(" {rows} {verb} screened without a value that could not be read."));
    }
    text
}

fn have(rows: u64) -> String {
    match rows {
        0 => "none has".to_owned(),
        1 => "1 has".to_owned(),
        n => format!("{} have", count(n)),
    }
}

fn counts(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    writeln!(
        out,
        "<section aria-labelledby=\"counts\">\n<h2 id=\"counts\" class=\"vh\">Counts</h2>\n<dl class=\"tiles\">"
    )?;
    for (label, n, class, target) in [
        ("rows read", summary.rows, "", ""),
        ("rows with hits", summary.with_hits, "bad", "#hits"),
        ("hits", summary.hits, "bad", "#hits"),
        ("rows without a hit", summary.without_hit(), "", ""),
        ("rows to review", summary.rows_to_review, "warn", "#unread"),
        ("rows not screened", summary.bad_rows, "warn", "#errors"),
    ] {
        let class = if n == 0 { "" } else { class };
        let label = if target.is_empty() || n == 0 {
            label.to_owned()
        } else {
            format!("<a href=\"{target}\">{label}</a>")
        };
        writeln!(out, "<div class=\"tile {class}\"><dt>{label}</dt><dd>{}</dd></div>", count(n))?;
    }
    writeln!(out, "</dl>\n</section>")
}

fn warnings(out: &mut impl Write, run: &KeptRun) -> io::Result<()> {
    let lost = run.releases.iter().filter(|r| !r.is_whole());
    let mut all: Vec<String> = run.warnings.clone();
    all.extend(lost.map(|r| {
        format!(
            "{}, {}: records of this release were lost, so an absence of hits says less.",
            r.authority, r.title
        )
    }));
    if run.releases.is_empty() {
        all.push("No release is named: ask where the data comes from.".to_owned());
    }
    if all.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<section class=\"warnings\" aria-labelledby=\"warnings\">\n<h2 id=\"warnings\">Warnings</h2>\n<ul>"
    )?;
    for warning in &all {
        writeln!(out, "<li>{}</li>", Escaped(warning))?;
    }
    writeln!(out, "</ul>\n</section>")
}

fn scope(out: &mut impl Write, run: &KeptRun) -> io::Result<()> {
    writeln!(
        out,
        "<section aria-labelledby=\"scope\">\n<h2 id=\"scope\">What was screened against what</h2>\n<dl class=\"scope\">"
    )?;
    let settings =
        format!("{} and above, at most {} a row", run.threshold, counted(run.limit as u64, "hit"));
    for (label, value) in [
        ("Input", run.input.as_str()),
        ("As of", &run.as_of),
        ("Data", &run.data_note),
        ("Hits", &settings),
        ("Program", &run.program),
    ] {
        writeln!(out, "<div><dt>{label}</dt><dd>{}</dd></div>", Escaped(value))?;
    }
    writeln!(out, "<div><dt>Index</dt><dd><code>{}</code></dd></div>", Escaped(&run.index_digest))?;
    if !run.mapping.is_empty() {
        write!(out, "<div><dt>Columns read</dt><dd>")?;
        for (i, (column, field)) in run.mapping.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            write!(out, "{comma}<b>{}</b> as {}", Escaped(column), Escaped(field))?;
        }
        writeln!(out, "</dd></div>")?;
    }
    writeln!(out, "</dl>")?;
    if !run.releases.is_empty() {
        releases(out, &run.releases)?;
    }
    writeln!(out, "</section>")
}

fn releases(out: &mut impl Write, releases: &[Release]) -> io::Result<()> {
    writeln!(
        out,
        "<div class=\"wide\"><table class=\"releases\"><caption>Releases</caption><thead><tr><th scope=\"col\">Authority</th>\
         <th scope=\"col\">List</th><th scope=\"col\">Published</th><th scope=\"col\" class=\"num\">Entities</th>\
         <th scope=\"col\">Defects</th><th scope=\"col\">Files, BLAKE3</th></tr></thead><tbody>"
    )?;
    for release in releases {
        let published = match release.published {
            Some(day) => format!("<time datetime=\"{day}\">{day}</time>"),
            None => "not given".to_owned(),
        };
        write!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}<br><span class=\"as\">{}{}</span></td><td>{published}</td>\
             <td class=\"num\">{}</td><td>",
            Escaped(&release.authority),
            Escaped(&release.title),
            Escaped(&release.format),
            release
                .version
                .as_ref()
                .map_or_else(String::new, |v| format!(", version {}", Escaped(v))),
            count(release.total()),
        )?;
        let defects: Vec<String> = release
            .defects
            .iter()
            .filter(|(_, n)| **n > 0)
            .map(|(kind, n)| format!("{} {}", count(*n), kind.as_str()))
            .collect();
        match (defects.is_empty(), release.is_whole()) {
            (true, _) => out.write_all(b"none")?,
            (false, true) => write!(out, "{}", defects.join(", "))?,
            (false, false) => {
                write!(out, "<strong class=\"lost\">{}</strong>", defects.join(", "))?;
            }
        }
        write!(out, "</td><td>")?;
        for file in &release.files {
            write!(
                out,
                "{}<br><code class=\"digest\">{}</code> ",
                Escaped(&file.name),
                Escaped(&file.digest)
            )?;
        }
        writeln!(out, "</td></tr>")?;
    }
    writeln!(out, "</tbody></table></div>")?;
    let mut samples = releases.iter().flat_map(|r| r.samples.iter()).peekable();
    if samples.peek().is_some() {
        writeln!(
            out,
            "<details><summary>Defects of the releases, the first of each kind</summary>\n<ul class=\"defects\">"
        )?;
        for defect in samples {
            writeln!(out, "<li>{}</li>", Escaped(&defect.to_string()))?;
        }
        writeln!(out, "</ul></details>")?;
    }
    Ok(())
}

/// How to read the page, and its end.
pub(super) fn close(out: &mut impl Write, run: &KeptRun) -> io::Result<()> {
    writeln!(
        out,
        "</main>\n<footer>\n<h2>How to read this report</h2>\n\
         <p>A hit is a listed entity that the row may be: a reason to look, not a finding that it is. A row without a hit \
         was screened against the releases above and no others; nothing scored {} or above. A row that could not be \
         screened has no answer.</p>\n\
         <p>Scores run from 0.000 to 1.000. The points of a hit add up to its score. In the names, \
         <mark class=\"equal\">equal</mark> parts are underlined, <mark class=\"near\">near</mark> ones underlined with \
         dashes and those <mark class=\"alone\">on one side only</mark> with dots. A control or hidden character in a name is \
         shown by its picture or number.</p>\n<p>Made by {}.</p>\n</footer>\n<script>{SCRIPT}</script>\n</body>\n</html>",
        run.threshold,
        Escaped(&run.program)
    )
}
