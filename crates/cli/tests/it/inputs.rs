// SPDX-License-Identifier: Apache-2.0
//! Files of every form and encoding that people have, and those that are no table.

use crate::world::World;

/// The one hit every readable input below must give.
fn finds(world: &World, args: &[&str]) -> crate::world::Run {
    let mut all = vec!["screen"];
    all.extend(args);
    all.extend(["--format", "csv"]);
    world.on_day(&all).done().shows(&["un-KPi.066"])
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let mark = if big { [0xfe, 0xff] } else { [0xff, 0xfe] };
    let units =
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() });
    mark.into_iter().chain(units).collect()
}

/// Windows-1251, of which only the Russian letters are needed here.
fn windows_1251(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| match c {
            'А'..='я' => u8::try_from(u32::from(c) - u32::from('А') + 0xc0).unwrap(),
            _ => c as u8,
        })
        .collect()
}

#[test]
fn delimited_text_in_every_dress() {
    let world = World::new();
    let plain = "Name,Geburtsdatum,Land\nKim Jong Sik,1967,Nordkorea\nJürgen Müller,1959,DE\n";
    let semicolon = plain.replace(',', ";");
    let tabs = plain.replace(',', "\t");
    for (name, bytes, form) in [
        ("comma.csv", plain.as_bytes().to_vec(), "commas, UTF-8"),
        ("semicolon.csv", semicolon.as_bytes().to_vec(), "semicolons"),
        ("tabs.tsv", tabs.as_bytes().to_vec(), "TSV"),
        ("bar.txt", plain.replace(',', "|").into_bytes(), "CSV"),
        ("bom.csv", format!("\u{feff}{plain}").into_bytes(), "UTF-8"),
        ("utf16le.csv", utf16(&semicolon, false), "UTF-16"),
        ("utf16be.txt", utf16(&tabs, true), "UTF-16"),
        ("mac.csv", plain.replace('\n', "\r").into_bytes(), "CSV"),
        ("dos.csv", plain.replace('\n', "\r\n").into_bytes(), "CSV"),
        ("latin1.csv", plain.chars().map(|c| c as u8).collect::<Vec<u8>>(), "windows-1252"),
    ] {
        world.write(name, bytes);
        finds(&world, &[name]).says(&[form, "Name → name", "Geburtsdatum → birth_date"]);
    }
}

#[test]
fn windows_1251_is_detected_or_named() {
    let world = World::new();
    let text = "ФИО;Гражданство\n\
        Ким Чен Сик;Россия\n\
        Иванова Ольга Петровна;Россия\n\
        Соколов Дмитрий Александрович;Россия\n";
    world.write("ru.csv", windows_1251(text));
    finds(&world, &["ru.csv"]).says(&["windows-1251", "ФИО → name"]);
    finds(&world, &["ru.csv", "--encoding", "windows-1251", "--delimiter", ";"]);
    let run = world.on_day(&["screen", "ru.csv", "--encoding", "klingon"]);
    run.fails(2, &["klingon", "windows-1252"]);
}

#[test]
fn standard_input_is_read_in_any_form() {
    let world = World::new();
    let args = ["screen", "-", "--format", "csv", "--as-of", crate::world::DAY];
    let csv = b"name;country\nKim Jong Sik;KP\n";
    world.fed(&args, csv).done().shows(&["un-KPi.066"]).says(&["semicolons"]);
    let json = b"{\"name\": \"Kim Jong Sik\"}\n";
    world.fed(&args, json).done().shows(&["un-KPi.066"]).says(&["JSON"]);
    world.fed(&args, b"").fails(1, &["standard input", "empty"]);
}

#[test]
fn a_spreadsheet_and_one_of_its_sheets() {
    let world = World::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let cover = book.add_worksheet().set_name("Customers").unwrap();
    for (column, heading) in (0..).zip(["Customer", "Date of birth", "Country"]) {
        cover.write_string(0, column, heading).unwrap();
    }
    cover.write_string(1, 0, "Kim Jong Sik").unwrap();
    cover.write_number(1, 1, 1967).unwrap();
    cover.write_string(1, 2, "KP").unwrap();
    let other = book.add_worksheet().set_name("Ships").unwrap();
    other.write_string(0, 0, "Ship name").unwrap();
    other.write_string(0, 1, "IMO").unwrap();
    other.write_string(1, 0, "Ocean Star").unwrap();
    other.write_number(1, 1, 8_628_597).unwrap();
    book.save(world.path("book.xlsx")).unwrap();
    finds(&world, &["book.xlsx"]).says(&["sheet \"Customers\"", "Ships"]);
    let ships = ["screen", "book.xlsx", "--sheet", "Ships", "--format", "csv"];
    world.on_day(&ships).done().shows(&["un-imo-8628597"]);
    let run = world.on_day(&["screen", "book.xlsx", "--sheet", "Nope"]);
    run.fails(1, &["Nope", "Customers", "Ships"]);
}

#[test]
fn json_lines_flat_or_of_followthemoney() {
    let world = World::new();
    world.write(
        "flat.jsonl",
        "{\"id\":\"1\",\"name\":\"Kim Jong Sik\",\"birth_date\":\"1967\"}\n{\"id\":\"2\",\"name\":[\"A\",\"B\"]}\n",
    );
    finds(&world, &["flat.jsonl"]);
    world.write(
        "ftm.json",
        "{\"id\":\"x-1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Kim Jong Sik\"],\"birthDate\":[\"1967\"]}}\n",
    );
    finds(&world, &["ftm.json"]).shows(&["x-1"]);
    world.write("broken.jsonl", "{\"name\":\"Kim Jong Sik\"}\n{\"name\": \n{\"name\":\"Anna\"}\n");
    let run = finds(&world, &["broken.jsonl"]);
    run.shows(&["line 2", "error"]).says(&["3 rows read, 2 screened", "1 row could not"]);
}

#[test]
fn a_file_without_headings() {
    let world = World::new();
    world.write("names.txt", "Kim Jong Sik,KP\nAnna Schmidt,DE\n");
    let run = world.on_day(&["screen", "names.txt", "--format", "csv"]);
    run.fails(1, &["names.txt", "--no-header", "--map 1=name"]);
    finds(&world, &["names.txt", "--no-header", "--map", "1=name"]).says(&["2 rows read"]);
}

#[test]
fn what_is_no_table_is_refused_and_said_what_it_is() {
    let world = World::new();
    std::fs::create_dir(world.path("folder")).unwrap();
    world.write("empty.csv", "");
    world.write("login.csv", "<!DOCTYPE html><html><body>Please sign in</body></html>");
    world.write("binary.csv", [0_u8, 159, 146, 150, 0, 1, 2, 3].repeat(200));
    world.write("a.pdf", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n");
    world.write("a.csv.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]);
    world.write("columns.csv", "foo,bar\n1,2\n");
    for (name, said) in [
        ("missing.csv", "there is no such file"),
        ("folder", "folder"),
        ("empty.csv", "empty"),
        ("login.csv", "HTML page"),
        ("binary.csv", "binary"),
        ("a.pdf", "PDF"),
        ("a.csv.gz", "gzip"),
        ("columns.csv", "--map \"foo=name\""),
    ] {
        let run = world.on_day(&["screen", name, "-q", "--format", "csv"]);
        let run = run.fails(1, &[name, said]);
        assert!(run.out.is_empty(), "{name}: no result, not an empty one: {}", run.out);
    }
}

#[test]
fn a_table_without_rows_is_said_even_when_quiet() {
    let world = World::new();
    world.write("none.csv", "name,country\n");
    let run = world.on_day(&["screen", "none.csv", "-q", "--format", "csv"]).done();
    run.says(&["no row", "nobody was screened"]);
}

#[test]
fn rows_without_a_name_are_errors_whatever_stands_there() {
    let world = World::new();
    world.write("rows.csv", "name,country\n...,DE\n-,DE\n???,DE\n\"  \",DE\n");
    let run = world.on_day(&["screen", "rows.csv", "--format", "csv"]).done();
    for line in 2..=5 {
        run.out.lines().find(|l| l.contains(&format!("line {line}"))).unwrap();
    }
    assert!(run.err.contains("4 rows read, 0 screened"), "{}", run.err);
}
