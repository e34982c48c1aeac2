// SPDX-License-Identifier: Apache-2.0
//! An invented run: several scripts, a row that fails, values that cannot be read, hostile names.

use interdict_model::{
    Date, Defect, DefectKind, EntityId, Explanation, Feature, Hit, ListingSummary, Piece, Release,
    Schema, Score, SourceFile, SourceKind,
};
use interdict_report::{Outcome, Row, Run, Summary, Writer};
use std::io;

/// A row that owns what it shows.
pub(crate) struct OwnRow {
    pub(crate) number: u64,
    pub(crate) line: u64,
    pub(crate) id: String,
    pub(crate) raw: Vec<(String, String)>,
    pub(crate) hits: Vec<Hit>,
    pub(crate) unread: Vec<(String, String, String)>,
    pub(crate) error: Option<String>,
}

impl OwnRow {
    pub(crate) fn as_row(&self) -> Row<'_> {
        let outcome = match &self.error {
            Some(message) => Outcome::Bad { message },
            None => Outcome::Screened { hits: &self.hits, unread: &self.unread },
        };
        Row { number: self.number, line: self.line, id: &self.id, raw: &self.raw, outcome }
    }
}

/// A run that owns what it shows.
pub(crate) struct OwnRun {
    pub(crate) releases: Vec<Release>,
    pub(crate) mapping: Vec<(String, String)>,
    pub(crate) warnings: Vec<String>,
}

impl OwnRun {
    pub(crate) fn as_run(&self) -> Run<'_> {
        Run {
            program: "interdict 0.1.0",
            input: "customers.csv",
            index_digest: "9f2c41d07be5a8136c0e5d77f4ab21903e6fd85c1a47b2093de8f61c750a4b3e",
            releases: &self.releases,
            data_note: "designations of 2026-02-27, 268 days old on 2026-11-22",
            as_of: "2026-11-22",
            threshold: Score::clamped(700),
            limit: 20,
            mapping: &self.mapping,
            warnings: &self.warnings,
        }
    }
}

pub(crate) fn run() -> OwnRun {
    let mut un =
        Release::new(SourceKind::Un, "Exemplia Council", "Consolidated List", "consolidated XML");
    un.published = Date::new(2026, 2, 27).ok();
    un.counts.insert("Person".to_owned(), 733);
    un.counts.insert("Organization".to_owned(), 269);
    un.files.push(SourceFile {
        name: "consolidated.xml".to_owned(),
        bytes: 2_096_112,
        digest: "3b0a77f1c2d94e58a6f06d1e97b8c4520f3e6ad1b98c7542e0a1f3d6b5c80974".to_owned(),
    });
    let mut treasury =
        Release::new(SourceKind::Ofac, "Treasury of Exemplia", "Blocked Persons", "sdnList XML");
    treasury.published = Date::new(2026, 2, 25).ok();
    treasury.version = Some("2026/14".to_owned());
    treasury.counts.insert("Person".to_owned(), 7_391);
    treasury.counts.insert("Vessel".to_owned(), 1_432);
    treasury.files.push(SourceFile {
        name: "blocked.xml".to_owned(),
        bytes: 28_096_112,
        digest: "c81e728d9d4c2f636f067f89cc14862c03a1b7d58842f0d5e3a4dd1c66fb10a9".to_owned(),
    });
    for (line, value) in [(8_812, "30 Feb 1961"), (90_313, "circa")] {
        treasury.note(Defect {
            kind: DefectKind::BadValue,
            file: "blocked.xml".to_owned(),
            line,
            element: "dateOfBirth".to_owned(),
            value: value.to_owned(),
            message: "not a date; kept as printed".to_owned(),
        });
    }
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    OwnRun {
        releases: vec![un, treasury],
        mapping: vec![
            pair("customer_no", "id"),
            pair("full_name", "name"),
            pair("dob", "birth date"),
            pair("nationality", "country"),
            pair("imo", "imoNumber"),
        ],
        warnings: vec![
            "The data is 268 days old; build a new index before you rely on it.".to_owned(),
        ],
    }
}

fn piece(query: &str, listed: &str, how: &str, likeness: u16, weight: u16) -> Piece {
    Piece {
        query: query.to_owned(),
        listed: listed.to_owned(),
        how: how.to_owned(),
        likeness,
        weight,
    }
}

fn feature(
    feature: &'static str,
    query: &str,
    listed: &str,
    finding: &str,
    points: i32,
) -> Feature {
    Feature {
        feature,
        query: query.to_owned(),
        listed: listed.to_owned(),
        finding: finding.to_owned(),
        points,
    }
}

fn listing(
    authority: &str,
    list: &str,
    reference: &str,
    programmes: &[&str],
    since: Option<&str>,
) -> ListingSummary {
    ListingSummary {
        authority: authority.to_owned(),
        list: list.to_owned(),
        reference: (!reference.is_empty()).then(|| reference.to_owned()),
        programmes: programmes.iter().map(|p| (*p).to_owned()).collect(),
        since: since.and_then(|day| day.parse().ok()),
    }
}

fn hit(
    entity: &str,
    schema: Schema,
    caption: &str,
    listings: Vec<ListingSummary>,
    name: &str,
    pieces: Vec<Piece>,
    features: Vec<Feature>,
) -> Hit {
    let points = features.iter().map(|f| f.points).sum();
    Hit {
        entity: EntityId::new(entity),
        schema,
        caption: caption.to_owned(),
        score: Score::clamped(points),
        listings,
        explanation: Explanation { name: name.to_owned(), pieces, features },
    }
}

fn row(number: u64, id: &str, values: [&str; 5]) -> OwnRow {
    let columns = ["customer_no", "full_name", "dob", "nationality", "branch"];
    let raw = columns.iter().zip(values).map(|(c, v)| ((*c).to_owned(), v.to_owned())).collect();
    OwnRow {
        number,
        line: number + 1,
        id: id.to_owned(),
        raw,
        hits: Vec::new(),
        unread: Vec::new(),
        error: None,
    }
}

/// The rows of the run.
pub(crate) fn rows() -> Vec<OwnRow> {
    let council = |reference: &str, programme: &str, since: &str| {
        listing("Exemplia Council", "Consolidated List", reference, &[programme], Some(since))
    };
    let mut rows = Vec::new();

    let mut korean = row(1, "C-00017", ["C-00017", "TAEK RIM JUN", "1968-01-01", "KP", "Geneva"]);
    korean.hits = vec![
        hit(
            "exc-110331",
            Schema::PERSON,
            "Rim Jun-thaek",
            vec![
                council("EPi.061", "NORTH", "2017-12-22"),
                listing(
                    "Treasury of Exemplia",
                    "Blocked Persons",
                    "23112",
                    &["NORTH", "CYBER"],
                    Some("2018-01-24"),
                ),
            ],
            "Rim Jun Thaek",
            vec![
                piece("TAEK", "Thaek", "one letter differs", 880, 333),
                piece("RIM", "Rim", "same", 1000, 333),
                piece("JUN", "Jun", "same", 1000, 334),
            ],
            vec![
                feature("name", "TAEK RIM JUN", "Rim Jun Thaek", "960 per mille alike", 902),
                feature("date", "1968-01-01", "1968", "agree as far as they are known", 25),
                feature("country", "kp", "kp", "in common", 15),
            ],
        ),
        hit(
            "exc-110904",
            Schema::PERSON,
            "임준택 Rim Jun",
            vec![council("EPi.090", "NORTH", "2019-05-02")],
            "Rim Jun",
            vec![
                piece("RIM", "Rim", "same", 1000, 333),
                piece("JUN", "Jun", "same", 1000, 334),
                piece("TAEK", "", "only in the query (name)", 0, 333),
            ],
            vec![
                feature("name", "TAEK RIM JUN", "Rim Jun", "820 per mille alike", 770),
                feature("date", "1968-01-01", "1968-04-11", "less than a year apart", -60),
                feature("country", "kp", "kp", "in common", 15),
            ],
        ),
    ];
    rows.push(korean);

    rows.push(row(2, "C-00018", ["C-00018", "Maria Huber", "1971-09-30", "AT", "Wien"]));

    let mut arabic = row(3, "C-00019", ["C-00019", "محمد الهاشمي", "31/31/1970", "SY", ""]);
    arabic.hits = vec![hit(
        "exc-6908001",
        Schema::PERSON,
        "Muhammad AL-HASHEMI",
        vec![council("EDi.310", "LEVANT", "2014-09-23")],
        "Muhammad al-Hashimi",
        vec![
            piece("محمد", "Muhammad", "same, Arabic consonants", 1000, 400),
            piece("الهاشمي", "al-Hashimi", "same consonants", 860, 600),
        ],
        vec![
            feature("name", "محمد الهاشمي", "Muhammad al-Hashimi", "916 per mille alike", 861),
            feature("country", "sy", "sy; iq", "in common", 15),
        ],
    )];
    arabic.unread = vec![(
        "birth date".to_owned(),
        "31/31/1970".to_owned(),
        "a date such as 1970-12-31 or 31.12.1970".to_owned(),
    )];
    rows.push(arabic);

    let mut ship = row(4, "V-7", ["V-7", "M/V 金星八号 Golden Star 8", "", "PA", "Piraeus"]);
    ship.raw.push(("imo".to_owned(), "9000003".to_owned()));
    ship.hits = vec![hit(
        "toe-90001",
        Schema::VESSEL,
        "GOLDEN STAR 8",
        vec![listing("Treasury of Exemplia", "Blocked Persons", "", &["NORTH"], None)],
        "KUM SONG 8",
        vec![
            piece("8", "8", "same", 1000, 300),
            piece("金星八号 Golden Star", "", "only in the query (name)", 0, 700),
            piece("", "KUM SONG", "only on the list (name)", 0, 700),
        ],
        vec![
            feature("name", "M/V 金星八号 Golden Star 8", "KUM SONG 8", "300 per mille alike", 282),
            feature("country", "pa", "kp", "none in common", -50),
            feature("identifier", "9000003", "9000003", "the same number", 733),
        ],
    )];
    rows.push(ship);

    let mut short = row(5, "", ["", "", "", "", ""]);
    short.raw = vec![("customer_no".to_owned(), "C-00020;Иван".to_owned())];
    short.error = Some(
        "1 column where the header has 5; is the separator of this line a semicolon?".to_owned(),
    );
    rows.push(short);

    let mut hostile = row(
        6,
        "=1+1",
        ["=1+1", "<script>alert(\"x\")</script> O'Neil\u{202e}lien\0", "1980\n1981", "IE", "@home"],
    );
    hostile.hits = vec![hit(
        "exc-<b>1</b>",
        Schema::COMPANY,
        "=HYPERLINK(\"http://example.invalid\") & Sons </td>",
        vec![listing("Treasury of Exemplia", "Blocked \"Persons\"", "A,1", &[], None)],
        "-O'Neil, \"Sons\"\r\nLtd",
        vec![piece("O'Neil\u{202e}lien", "O'Neil", "two letters differ", 780, 1000)],
        vec![
            feature(
                "name",
                "<script>alert(\"x\")</script> O'Neil\u{202e}lien\0",
                "-O'Neil",
                "780 per mille alike",
                733,
            ),
            feature("gender", "", "", "not stated \u{1b}[31m", 0),
        ],
    )];
    rows.push(hostile);
    rows
}

/// Writes the run and gives its counts.
pub(crate) fn write_all(mut writer: Box<dyn Writer>, rows: &[OwnRow]) -> io::Result<Summary> {
    let mut summary = Summary::default();
    for row in rows {
        let row = row.as_row();
        summary.note(&row);
        writer.row(&row)?;
    }
    writer.finish(&summary)?;
    Ok(summary)
}
