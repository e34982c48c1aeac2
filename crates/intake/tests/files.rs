// SPDX-License-Identifier: Apache-2.0
//! Whole files, as people hand them over.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking"
)]

use interdict_intake::{Input, IntakeError, Options, Order, Reader, Row, open};
use interdict_model::{Gender, Party, Schema};
use proptest::prelude::*;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

fn input(bytes: impl Into<Vec<u8>>) -> Input {
    Input::Stream { name: "test".to_owned(), reader: Box::new(Cursor::new(bytes.into())) }
}

fn reader(text: &str, options: &Options) -> Result<Reader, IntakeError> {
    open(input(text), options)
}

fn rows(text: &str) -> Vec<Row> {
    reader(text, &Options::default()).unwrap().collect()
}

fn parties(text: &str) -> Vec<Party> {
    rows(text).into_iter().map(|r| r.outcome.unwrap()).collect()
}

fn refused(bytes: impl Into<Vec<u8>>) -> String {
    match open(input(bytes), &Options::default()) {
        Ok(reader) => panic!("opened: {}", reader.mapping()),
        Err(error) => error.to_string(),
    }
}

fn dates(party: &Party) -> Vec<String> {
    party.dates.iter().map(ToString::to_string).collect()
}

fn codes(party: &Party) -> Vec<&str> {
    party.countries.iter().map(|c| c.code()).collect()
}

fn numbers(party: &Party) -> Vec<(String, String)> {
    party.identifiers.iter().map(|(p, i)| (p.to_string(), i.number.clone())).collect()
}

#[test]
fn a_plain_customer_file() {
    let all = parties(
        "Customer ID,Full Name,Aliases,DOB,Nationality,Gender,Passport No,Street,City,Country,Type,Notes\n\
         C1,\"SMITH, John\",Johnny; J. Smith,5 Mar 1964,British,M,AB 123,1 High St,Leeds,UK,individual,vip\n",
    );
    let p = &all[0];
    assert_eq!(p.id, "C1");
    assert_eq!(p.names, ["SMITH, John", "Johnny", "J. Smith"]);
    assert_eq!(dates(p), ["1964-03-05"]);
    assert_eq!(codes(p), ["gb"]);
    assert_eq!(p.gender, Some(Gender::Male));
    assert_eq!(p.schema, Some(Schema::PERSON));
    assert_eq!(numbers(p), [("passportNumber".to_owned(), "AB 123".to_owned())]);
    assert_eq!(p.addresses[0].full, "1 High St, Leeds, UK");
    assert_eq!(p.addresses[0].country.unwrap().code(), "gb");
    assert!(p.unread.is_empty());
}

#[test]
fn delimiters_marks_and_line_ends() {
    for text in [
        "name;country\nSMITH, John;Iran\n",
        "name\tcountry\r\nSMITH, John\tIran\r\n",
        "name|country\rSMITH, John|Iran\r",
        "\u{feff}\"name\",\"country\"\n\"SMITH, John\",\"Iran\"",
        "sep=;\nname;country\nSMITH, John;Iran\n",
        "\n\nname;country\n\n\nSMITH, John;Iran\n;\n",
    ] {
        let all = parties(text);
        assert_eq!(all.len(), 1, "{text:?}");
        assert_eq!(all[0].names, ["SMITH, John"], "{text:?}");
        assert_eq!(codes(&all[0]), ["ir"]);
    }
}

#[test]
fn encodings_are_found() {
    let text = "ФИО;гражданство;дата рождения\nИванов Иван Иванович;Российская Федерация;5 марта 1964\nПетрова Анна;Украина;1970\n";
    let (legacy, ..) = encoding_rs::WINDOWS_1251.encode(text);
    let wide: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes().to_vec(), legacy.into_owned(), wide] {
        let all: Vec<Party> =
            open(input(bytes), &Options::default()).unwrap().map(|r| r.outcome.unwrap()).collect();
        assert_eq!(all[0].names, ["Иванов Иван Иванович"]);
        assert_eq!(codes(&all[0]), ["ru"]);
        assert_eq!(dates(&all[0]), ["1964-03-05"]);
    }
    let told = Options { encoding: Some("klingon".to_owned()), ..Options::default() };
    assert!(reader("name\nA\n", &told).err().unwrap().to_string().contains("klingon"));
}

#[test]
fn a_broken_row_is_reported_and_reading_goes_on() {
    let mut bytes =
        "name,country\nJosé Núñez,Spain\nÅsa Öberg,Sweden\nÉlodie Çà,France\nàèìòù éü,Italy\n"
            .as_bytes()
            .to_vec();
    bytes.extend_from_slice(b"Andr\xe9,France\nA,B,C\n\"open,France\n,Germany\nLast,Malta\n");
    let all: Vec<Row> = open(input(bytes), &Options::default()).unwrap().collect();
    let said: Vec<String> = all
        .iter()
        .map(|r| r.outcome.as_ref().map_or_else(ToString::to_string, |p| p.names[0].clone()))
        .collect();
    assert_eq!(&said[..4], ["José Núñez", "Åsa Öberg", "Élodie Çà", "àèìòù éü"]);
    assert!(said[4].starts_with("line 6") && said[4].contains("UTF-8"), "{}", said[4]);
    assert!(said[5].starts_with("line 7") && said[5].contains("3 values"), "{}", said[5]);
    assert!(said[6].starts_with("line 8") && said[6].contains("quote"), "{}", said[6]);
    assert!(
        said[7].starts_with("line 9, column \"name\"") && said[7].contains("Germany"),
        "{}",
        said[7]
    );
    assert_eq!(said[8], "Last");
    assert_eq!(all.iter().map(|r| r.number).collect::<Vec<_>>(), (1..=9).collect::<Vec<_>>());
    assert_eq!(all[8].line, 10);
}

#[test]
fn a_value_that_does_not_parse_does_not_cost_the_row() {
    let all = parties(
        "name,dob,nationality,imo,lei\nA,32/13/1990,Atlantis; Iran,9074720,XYZ1\nB,n/a,-,9074729,\n",
    );
    assert_eq!(codes(&all[0]), ["ir"]);
    assert!(all[0].dates.is_empty());
    assert_eq!(
        numbers(&all[0]),
        [("imoNumber".to_owned(), "9074720".to_owned()), ("leiCode".to_owned(), "XYZ1".to_owned())]
    );
    let fields: Vec<(&str, &str)> =
        all[0].unread.iter().map(|(f, v, _)| (f.as_str(), v.as_str())).collect();
    assert_eq!(
        fields,
        [("dob", "32/13/1990"), ("nationality", "Atlantis"), ("imo", "9074720"), ("lei", "XYZ1")]
    );
    assert!(all[1].unread.is_empty(), "{:?}", all[1].unread);
}

#[test]
fn names_in_parts_are_joined() {
    let all = parties("first_name,middle name,Surname,company\nJohn,Q,Public,ACME\n,,,ACME\n");
    assert_eq!(all[0].names, ["John Q Public"]);
    assert_eq!(all[0].family.as_deref(), Some("Public"));
    assert_eq!(all[1].names, ["ACME"]);
    let all = parties("Name 6,Name 1,Name 2\nGUNAWAN,Gun Gun,Rusman\n");
    assert_eq!(all[0].names, ["GUNAWAN Gun Gun Rusman"]);
}

#[test]
fn the_order_of_dates_is_settled_by_any_row() {
    let day = parties("name,dob\nA,05/03/1964\nB,25/03/1964\n");
    assert_eq!(dates(&day[0]), ["1964-03-05"]);
    let month = parties("name,dob\nA,05/03/1964\nB,05/23/1964\n");
    assert_eq!(dates(&month[0]), ["1964-05-03"]);
    let heading = parties("name,DOB (MM/DD/YYYY)\nA,05/03/1964\n");
    assert_eq!(dates(&heading[0]), ["1964-05-03"]);
    let open_order = parties("name,dob\nA,05/03/1964\n");
    assert_eq!(dates(&open_order[0]), ["1964-03-05", "1964-05-03"]);
    assert_eq!(open_order[0].unread.len(), 1);
    let told = Options { date_order: Some(Order::DayFirst), ..Options::default() };
    let party = reader("name,dob\nA,05/03/1964\n", &told).unwrap().next().unwrap().outcome.unwrap();
    assert_eq!(dates(&party), ["1964-03-05"]);
}

#[test]
fn the_mapping_is_shown_and_corrected() {
    let text =
        "customer_id,client,Bezeichnung,birthday,balance,type\n1,x,John Smith,1964,5,savings\n";
    let shown = reader(text, &Options::default()).unwrap().mapping().to_string();
    assert_eq!(
        shown,
        "CSV with commas, UTF-8\ncustomer_id → id\nclient → name fallback\nBezeichnung → (not used)\n\
         birthday → birth date\nbalance → (not used)\ntype → (not used) (its values name no kinds of party)\n"
    );
    let map = |column: &str, field: &str| Options {
        map: vec![(column.to_owned(), field.to_owned())],
        ..Options::default()
    };
    let party = reader(text, &map("bezeichnung", "name")).unwrap().next().unwrap().outcome.unwrap();
    assert_eq!(party.names, ["John Smith"]);
    let error = reader(text, &map("Bezeichner", "name")).err().unwrap().to_string();
    assert!(error.contains("\"Bezeichner\"") && error.contains("\"Bezeichnung\""), "{error}");
    let error = reader(text, &map("Bezeichnung", "nom")).err().unwrap().to_string();
    assert!(error.contains("\"nom\"") && error.contains("birth_date"), "{error}");
}

#[test]
fn files_without_a_header() {
    let all = parties("John Smith\n\"Doe, Jane\"\nGarcía, José\n");
    assert_eq!(
        all.iter().map(|p| p.names[0].as_str()).collect::<Vec<_>>(),
        ["John Smith", "Doe, Jane", "García, José"]
    );
    let text = "7,John Smith,1964-03-05\n8,Jane Doe,1970-01-01\n";
    assert!(refused(text).contains("--no-header"));
    let options = Options {
        no_header: true,
        map: [("1", "id"), ("2", "name"), ("#3", "birth_date")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .to_vec(),
        ..Options::default()
    };
    let all: Vec<Party> = reader(text, &options).unwrap().map(|r| r.outcome.unwrap()).collect();
    assert_eq!(
        (all.len(), all[0].id.as_str(), dates(&all[0])),
        (2, "7", vec!["1964-03-05".to_owned()])
    );
    assert!(refused("balance,colour\nx,y\n").contains("--map"));
}

#[test]
fn a_title_above_the_headings_is_passed_over_and_said() {
    let mut reader =
        reader("Last Updated,12/02/2016\nName,DOB,City\nA,1964,B\n", &Options::default()).unwrap();
    assert!(reader.mapping().notes[0].contains("Last Updated"));
    let row = reader.next().unwrap();
    assert_eq!((row.line, row.number), (3, 1));
    assert_eq!(
        row.raw.to_pairs(),
        [
            ("Name".to_owned(), "A".to_owned()),
            ("DOB".to_owned(), "1964".to_owned()),
            ("City".to_owned(), "B".to_owned())
        ]
    );
    assert_eq!(row.raw.get("DOB"), Some("1964"));
}

#[test]
fn characters_lost_before_are_said() {
    let all = parties("name,notes\nM\u{fffd}ller,x\nA,\u{fffd}\n");
    assert_eq!(all[0].names, ["M\u{fffd}ller"]);
    assert_eq!(all[0].unread[0].0, "name");
    assert!(all[1].unread.is_empty());
}

#[test]
fn namibia_is_told_from_a_missing_value() {
    let all = parties("name,nationality\nA,NA\nB,DE\nC,ZA\nD,FR\n");
    assert_eq!(codes(&all[0]), ["na"]);
    let all = parties("name,nationality\nA,NA\nB,Germany\nC,Zambia\n");
    assert!(codes(&all[0]).is_empty());
}

#[test]
fn a_short_row_is_read_and_said() {
    let all = parties("name,dob,notes\nA\nB,1964\n");
    assert_eq!(all[0].unread[0].0, "dob");
    assert!(all[1].unread.is_empty());
}

#[test]
fn json_in_lines_in_an_array_and_follow_the_money() {
    let all = parties(
        "{\"name\":\"A\",\"dob\":\"1964\",\"nationality\":[\"ir\",\"iq\"]}\n{\"full_name\":\"B\",\"address\":{\"city\":\"Qom\"}}\n",
    );
    assert_eq!(codes(&all[0]), ["ir", "iq"]);
    assert_eq!(all[1].names, ["B"]);
    assert_eq!(all[1].addresses[0].city.as_deref(), Some("Qom"));
    let all = parties("[\n  {\"id\": 7, \"name\": \"A\"},\n  {\"id\": 8, \"name\": \"B\"}\n]\n");
    assert_eq!(all[1].id, "8");
    let all = parties(
        r#"{"id":"q1","schema":"Vessel","caption":"X","properties":{"name":["CHON MA SAN"],"imoNumber":["8660313"],"flag":["kp"],"weakAlias":["CMS"]}}"#,
    );
    assert_eq!(all[0].schema, Some(Schema::VESSEL));
    assert_eq!(all[0].names, ["CHON MA SAN", "CMS"]);
    assert_eq!(codes(&all[0]), ["kp"]);
    assert_eq!(numbers(&all[0]), [("imoNumber".to_owned(), "8660313".to_owned())]);
    let all = rows(
        "{\"name\":\"A\"}\n{\"name\":\n{\"dob\":\"1964\"}\n{\"name\":\"B\",\"alias\":\"late\"}\n",
    );
    assert!(all[1].outcome.as_ref().unwrap_err().to_string().starts_with("line 2"));
    assert!(all[2].outcome.as_ref().unwrap_err().to_string().starts_with("line 3"));
    assert_eq!(all[3].outcome.as_ref().unwrap().names, ["B", "late"]);
}

#[test]
fn keys_that_turn_up_late_are_used() {
    let mut text = "{\"name\":\"A\"}\n".repeat(1500);
    text.push_str("{\"name\":\"Z\",\"dob\":\"1964\"}\n");
    let mut reader = reader(&text, &Options::default()).unwrap();
    let last = reader.by_ref().last().unwrap();
    assert_eq!(dates(&last.outcome.unwrap()), ["1964"]);
    assert_eq!(reader.headings(), ["name", "dob"]);
}

fn workbook() -> Vec<u8> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Cover").unwrap();
    let sheet = book.add_worksheet().set_name("Customers").unwrap();
    sheet.write(0, 0, "Our customers").unwrap();
    for (at, heading) in ["ID", "Name", "DOB", "Nationality", "Account"].iter().enumerate() {
        sheet.write(2, u16::try_from(at).unwrap(), *heading).unwrap();
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(3, 0, 17).unwrap();
    sheet.write(3, 1, "Kim Jong").unwrap();
    sheet.write_with_format(3, 2, ExcelDateTime::from_ymd(1964, 3, 5).unwrap(), &date).unwrap();
    sheet.write(3, 3, "DPRK").unwrap();
    sheet.write(5, 1, "Second").unwrap();
    sheet.write(5, 2, 23441).unwrap();
    sheet.write(6, 2, "1970").unwrap();
    sheet.write(1_000_000, 16_000, " ").unwrap();
    let other = book.add_worksheet().set_name("More").unwrap();
    other.write(0, 0, "name").unwrap();
    other.write(1, 0, "Third").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_spreadsheet() {
    let mut reader = open(input(workbook()), &Options::default()).unwrap();
    let shown = reader.mapping().to_string();
    assert!(
        shown.contains("\"Customers\"")
            && shown.contains("\"More\"")
            && shown.contains("Our customers"),
        "{shown}"
    );
    let all: Vec<Row> = reader.by_ref().collect();
    let first = all[0].outcome.as_ref().unwrap();
    assert_eq!((all[0].line, first.id.as_str()), (4, "17"));
    assert_eq!(dates(first), ["1964-03-05"]);
    assert_eq!(codes(first), ["kp"]);
    let second = all[1].outcome.as_ref().unwrap();
    assert_eq!((all[1].line, dates(second)), (6, vec!["1964-03-05".to_owned()]));
    assert!(all[2].outcome.as_ref().unwrap_err().to_string().starts_with("line 7"));
    assert_eq!(all.len(), 3);

    let sheet = |name: &str| Options { sheet: Some(name.to_owned()), ..Options::default() };
    let row = open(input(workbook()), &sheet("more")).unwrap().next().unwrap();
    assert_eq!(row.outcome.unwrap().names, ["Third"]);
    let row = open(input(workbook()), &sheet("3")).unwrap().next().unwrap();
    assert_eq!(row.outcome.unwrap().names, ["Third"]);
    let error = open(input(workbook()), &sheet("Nope")).err().unwrap().to_string();
    assert!(error.contains("\"Nope\"") && error.contains("\"Customers\""), "{error}");
}

#[test]
fn what_is_no_table_is_refused_with_advice() {
    assert!(refused("").contains("empty"));
    assert!(refused("\n \n").contains("empty"));
    assert!(refused("<!DOCTYPE html>\n<html><body>Sign in</body></html>").contains("HTML"));
    assert!(refused("PK\u{3}\u{4}readme.txt").contains("zip"));
    let mut locked = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refused(locked).contains("password"));
    let mut damaged = workbook();
    damaged.truncate(damaged.len() / 2);
    assert!(refused(damaged).contains("workbook"));
    let missing =
        open(Input::Path(PathBuf::from("no/such/file.csv")), &Options::default()).err().unwrap();
    assert!(matches!(missing, IntakeError::Io { .. }));
}

#[test]
fn a_huge_line_costs_one_row_and_no_memory() {
    let input = Cursor::new(b"name,dob\nA,1964\n".to_vec())
        .chain(std::io::repeat(b'x').take(64 << 20))
        .chain(Cursor::new(b"\nB,1965\n".to_vec()));
    let reader = open(
        Input::Stream { name: "huge".to_owned(), reader: Box::new(input) },
        &Options::default(),
    );
    let all: Vec<Row> = reader.unwrap().collect();
    assert_eq!(all.len(), 3);
    assert!(all[1].outcome.as_ref().unwrap_err().to_string().contains("longer than"));
    assert_eq!(all[2].outcome.as_ref().unwrap().names, ["B"]);
}

#[test]
fn a_stream_that_breaks_off_is_never_taken_for_its_end() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("cable cut"))
        }
    }
    let text = "name\n".to_owned() + &"A\n".repeat(40_000);
    let input = Cursor::new(text.into_bytes()).chain(Broken);
    let mut reader = open(
        Input::Stream { name: "cut".to_owned(), reader: Box::new(input) },
        &Options::default(),
    )
    .unwrap();
    let last = reader.by_ref().last().unwrap();
    assert!(last.outcome.unwrap_err().to_string().contains("cable cut"));
    assert!(reader.failure().is_some());
}

fn shared() -> Option<PathBuf> {
    let path = std::env::var_os("INTERDICT_SHARED").map_or_else(
        || Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).to_owned(),
        PathBuf::from,
    );
    path.is_dir().then_some(path)
}

#[test]
fn the_bench_files_read_without_a_bad_row() {
    let Some(shared) = shared() else {
        println!("skipped: no shared directory");
        return;
    };
    for file in [
        "screening_queries_dev.csv",
        "neg_us_full_dev.csv",
        "neg_global_full_dev.csv",
        "screening_hard_dev.csv",
    ] {
        let path = shared.join("bench").join(file);
        let lines = std::fs::read_to_string(&path).unwrap();
        let wanted = csv::Reader::from_reader(lines.as_bytes()).records().count();
        let reader = open(Input::Path(path), &Options::default()).unwrap();
        println!("{}", reader.mapping());
        let mut count = 0usize;
        for row in reader {
            // The files hold days that no calendar has; they are said, and nothing else is.
            for (column, value, _) in row.outcome.unwrap().unread {
                let day: u32 = value.rsplit('-').next().unwrap().parse().unwrap();
                assert!(column == "date_of_birth" && day > 28, "{file}: {column} {value}");
            }
            count += 1;
        }
        assert_eq!(count, wanted, "{file}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(reader) = open(input(bytes), &Options::default()) {
            reader.for_each(drop);
        }
    }

    #[test]
    fn any_text_under_a_header_is_read_or_reported(text in "[\\PC\n\r\",;\t|{}\\[\\]:0-9]{0,300}") {
        for head in ["name,dob,nationality,imo\n", "{\"name\":\"A\"}\n", "[{\"name\":\"A\"},\n", "name\n"] {
            if let Ok(reader) = open(input(format!("{head}{text}")), &Options::default()) {
                reader.for_each(drop);
            }
        }
    }

    #[test]
    fn what_a_csv_writer_writes_is_read_back(
        cells in proptest::collection::vec(proptest::collection::vec("[a-zA-Zéß ,;\"\n'|]{0,12}", 4), 1..30),
        delimiter in proptest::sample::select(vec![b',', b';', b'\t', b'|']),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["id", "name", "notes", "remarks"]).unwrap();
        for row in &cells {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let options = Options { delimiter: Some(delimiter), ..Options::default() };
        let read: Vec<Row> = open(input(bytes), &options).unwrap().collect();
        let filled: Vec<&Vec<String>> =
            cells.iter().filter(|row| row.iter().any(|c| !c.trim().is_empty())).collect();
        prop_assert_eq!(read.len(), filled.len());
        for (row, wanted) in read.iter().zip(filled) {
            let values: Vec<&str> = row.raw.iter().map(|(_, v)| v).collect();
            prop_assert_eq!(&values, wanted);
        }
    }
}
