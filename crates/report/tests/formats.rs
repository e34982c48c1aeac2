// SPDX-License-Identifier: Apache-2.0
//! Every format of one invented run: as it should look, read back, and twice the same.

#![allow(clippy::unwrap_used, reason = "what helps a test fails it by panicking")]

mod sample;

use calamine::{Data, Reader, Xlsx};
use interdict_report::{Format, Style, Summary, writer};
use std::cell::RefCell;
use std::io::{self, Cursor, Write};
use std::rc::Rc;

/// An output that can be looked at after its writer has gone.
#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn written(format: Format, rows: &[sample::OwnRow], width: usize) -> Vec<u8> {
    let kept = Kept::default();
    let run = sample::run();
    let style = Style { color: false, width };
    let writer = writer(format, &run.as_run(), Box::new(kept.clone()), style).unwrap();
    sample::write_all(writer, rows).unwrap();
    kept.0.take()
}

fn text(format: Format) -> String {
    String::from_utf8(written(format, &sample::rows(), 80)).unwrap()
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    for format in Format::ALL {
        let once = written(format, &sample::rows(), 80);
        assert!(once == written(format, &sample::rows(), 80), "{format} differs from run to run");
    }
}

#[test]
fn a_summary_that_counts_other_rows_is_refused() {
    for format in Format::ALL {
        let run = sample::run();
        let mut writer =
            writer(format, &run.as_run(), Box::new(io::sink()), Style::default()).unwrap();
        let rows = sample::rows();
        writer.row(&rows[0].as_row()).unwrap();
        let error = writer.finish(&Summary::default()).unwrap_err().to_string();
        assert!(error.contains("1 rows were written, the summary counts 0"), "{error}");
    }
}

#[test]
fn an_output_that_fails_is_an_error() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::new(io::ErrorKind::StorageFull, "full"))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for format in Format::ALL {
        let run = sample::run();
        let failed = writer(format, &run.as_run(), Box::new(Full), Style::default())
            .and_then(|writer| sample::write_all(writer, &sample::rows()));
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull, "{format}");
    }
}

#[test]
fn table_of_one_row() {
    let table = String::from_utf8(written(Format::Table, &sample::rows()[2..3], 72)).unwrap();
    let (_, rows) = table.split_once("─\n").unwrap();
    assert_eq!(
        rows,
        "\
line 4  C-00019  محمد الهاشمي  1 hit
  0.876  Muhammad AL-HASHEMI · Person exc-6908001
         Exemplia Council Consolidated List EDi.310 [LEVANT] since
         2014-09-23
         محمد الهاشمي ≈ Muhammad al-Hashimi (الهاشمي ~ al-Hashimi: same
         consonants); country sy / sy; iq: in common
  review birth date \"31/31/1970\" could not be read; expected a date such
         as 1970-12-31 or 31.12.1970

────────────────────────────────────────────────────────────────────────
rows       1
with hits  1 (1 hit)
no hit     0 screened, nothing at 0.700 or above; of these only the ones
           to review are shown
to review  1 screened without a value that could not be read
"
    );
}

#[test]
fn a_table_keeps_its_width_and_lets_no_control_through() {
    for width in [40, 57, 80, 120] {
        let table = String::from_utf8(written(Format::Table, &sample::rows(), width)).unwrap();
        for line in table.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{width}: {line}");
            assert!(!line.chars().any(|c| c.is_control() || c == '\u{202e}'), "{line:?}");
        }
    }
}

#[test]
fn csv_of_a_hit_a_review_and_an_error() {
    let rows = sample::rows();
    let text = String::from_utf8(written(Format::Csv, &rows[2..5], 80)).unwrap();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(
        lines[1],
        "C-00019,exc-6908001,0.876,Muhammad AL-HASHEMI,\
        Exemplia Council Consolidated List EDi.310 [LEVANT] since 2014-09-23,Person,Muhammad al-Hashimi,محمد الهاشمي,\
        \"name +0.861: محمد الهاشمي ≈ Muhammad al-Hashimi (الهاشمي ~ al-Hashimi: same consonants), 916 per mille alike \
        | country +0.015: sy / sy; iq, in common\",hit,,3,4"
    );
    assert_eq!(
        lines[2],
        "C-00019,,0.000,,,,,محمد الهاشمي,,review,\"birth date = \"\"31/31/1970\"\" could not be read; \
        expected a date such as 1970-12-31 or 31.12.1970\",3,4"
    );
    assert_eq!(
        lines[4],
        ",,0.000,,,,,,,error,1 column where the header has 5; is the separator of this line a semicolon?,5,6"
    );
}

#[test]
fn csv_reads_back() {
    let bytes = written(Format::Csv, &sample::rows(), 80);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let header = reader.headers().unwrap().clone();
    assert_eq!(
        header.iter().take(5).collect::<Vec<_>>(),
        ["query_id", "entity_id", "score", "caption", "listings"]
    );
    let at = |name: &str| header.iter().position(|h| h == name).unwrap();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let statuses: Vec<&str> = records.iter().map(|r| &r[at("status")]).collect();
    assert_eq!(statuses, ["hit", "hit", "hit", "review", "hit", "error", "hit"]);
    assert!(records.iter().all(|r| r[at("score")].parse::<f64>().is_ok()));
    let hostile = records.last().unwrap();
    assert_eq!(&hostile[0], "=1+1", "an id stays exact");
    assert_eq!(&hostile[1], "exc-<b>1</b>");
    assert!(hostile[at("caption")].starts_with("'=HYPERLINK"));
    assert!(hostile[at("matched_name")].starts_with("'-O'Neil"));
    assert!(!bytes.contains(&0) && !bytes.contains(&0x1b));
}

#[test]
fn json_of_an_error_and_of_a_row_without_hits() {
    let text = text(Format::Jsonl);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1], r#"{"row":2,"line":3,"id":"C-00018","hits":[],"unread":[]}"#);
    assert_eq!(
        lines[4],
        r#"{"row":5,"line":6,"id":"","error":"1 column where the header has 5; is the separator of this line a semicolon?"}"#
    );
}

#[test]
fn json_reads_back_and_its_points_add_up() {
    let rows = sample::rows();
    let text = text(Format::Jsonl);
    assert_eq!(text.lines().count(), rows.len());
    for (line, row) in text.lines().zip(&rows) {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["row"], row.number);
        assert_eq!(value["id"], row.id);
        for (found, hit) in value["hits"].as_array().into_iter().flatten().zip(&row.hits) {
            assert_eq!(found["caption"], hit.caption);
            assert_eq!(found["explanation"]["name"], hit.explanation.name);
            let per_mille = |v: &serde_json::Value| {
                format!("{:.3}", v.as_f64().unwrap()).replace('.', "").parse::<i64>().unwrap()
            };
            let features = found["explanation"]["features"].as_array().unwrap();
            assert_eq!(
                features.iter().map(|f| per_mille(&f["points"])).sum::<i64>(),
                per_mille(&found["score"])
            );
            assert_eq!(features.len(), hit.explanation.features.len());
            assert_eq!(
                features[0]["query"], hit.explanation.features[0].query,
                "NUL and marks are kept"
            );
        }
    }
}

fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Vec<Vec<Data>> {
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn the_workbook_reads_back() {
    let bytes = written(Format::Xlsx, &sample::rows(), 80);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Hits", "Rows", "Bad rows", "To review", "About"]);

    let hits = sheet(&mut book, "Hits");
    assert_eq!(hits.len(), 6);
    assert_eq!(hits[1][4], Data::Float(0.942));
    assert_eq!(hits[1][2], Data::String("C-00017".to_owned()));
    assert_eq!(hits[1][11], Data::String("2017-12-22".to_owned()));
    assert_eq!(
        hits[5][2],
        Data::String("=1+1".to_owned()),
        "an id is text, whatever it looks like"
    );
    assert_eq!(
        hits[5][6],
        Data::String("=HYPERLINK(\"http://example.invalid\") & Sons </td>".to_owned())
    );
    assert!(book.worksheet_formula("Hits").unwrap().is_empty());

    let rows = sheet(&mut book, "Rows");
    let statuses: Vec<String> = rows.iter().skip(1).map(|r| r[4].to_string()).collect();
    assert_eq!(statuses, ["hit", "no hit", "hit", "hit", "error", "hit"]);
    assert_eq!(sheet(&mut book, "Bad rows").len(), 2);
    assert_eq!(sheet(&mut book, "To review")[1][4], Data::String("31/31/1970".to_owned()));

    let about: Vec<String> = sheet(&mut book, "About")
        .iter()
        .map(|r| r.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"))
        .collect();
    let has = |wanted: &str| {
        assert!(about.iter().any(|line| line.contains(wanted)), "{wanted}: {about:#?}");
    };
    has("Screened|customers.csv");
    has("Rows not screened|1");
    has(
        "Treasury of Exemplia|Blocked Persons|blocked.xml|sdnList XML|2026-02-25|8823|2|yes|c81e728d",
    );
    has("The data is 268 days old");
    has("blocked.xml:8812: bad-value: dateOfBirth");
    has("dob|birth date");
}

#[test]
fn the_page_loads_nothing_and_escapes_everything() {
    let page = text(Format::Html);
    assert!(!page.contains("<script>alert"));
    assert!(
        page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; O&#39;Neil[U+202E]lien␀")
    );
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("<style").count(), 1);
    for outside in [
        " src=",
        "href=\"http",
        "url(",
        "@import",
        "<link",
        "<iframe",
        " style=",
        " onclick",
        "\0",
        "\u{202e}",
    ] {
        assert!(!page.contains(outside), "{outside:?}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
}

/// Elements of HTML that have no end.
const VOID: &[&str] = &["meta", "input", "br", "!DOCTYPE", "rect", "path"];

#[test]
fn every_element_of_the_page_is_closed() {
    let page = text(Format::Html);
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    let (body, _) = body.split_once("<script>").unwrap();
    let mut open: Vec<&str> = Vec::new();
    for tag in head
        .split('<')
        .chain(body.split('<'))
        .skip(1)
        .filter_map(|t| t.split_once('>'))
        .map(|(tag, _)| tag)
    {
        let name = tag.split([' ', '/']).find(|n| !n.is_empty()).unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{tag}");
        } else if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, ["html", "body"], "what stands open where the script begins");
}
