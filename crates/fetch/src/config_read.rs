// SPDX-License-Identifier: Apache-2.0
//! The configuration read from TOML, every defect with its line.

use crate::config_fields::{Fields, Reader};
use crate::url;
use crate::{Address, Config, ConfigError, Content, RemoteFile, Source};
use std::collections::BTreeSet;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A file beyond this size is refused unless the configuration allows more.
const DEFAULT_MAX_BYTES: u64 = 256 << 20;
const DEFAULT_MAX_AGE_DAYS: u32 = 7;

/// Reads a whole configuration.
pub(crate) fn read(file: &str, text: &str) -> Result<Config, ConfigError> {
    let mut reader = Reader { file, text, defects: Vec::new() };
    let sources = match DeTable::parse(text) {
        Ok(table) => reader.root(table.get_ref(), table.span()),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            reader.defect(&at, "", "", &format!("is not TOML: {}", error.message()));
            Vec::new()
        }
    };
    let mut defects = reader.defects;
    if defects.is_empty() {
        return Ok(Config { sources });
    }
    defects.sort_by_key(|d| d.line);
    Err(ConfigError { defects })
}

impl Reader<'_> {
    fn root(&mut self, table: &DeTable<'_>, span: Range<usize>) -> Vec<Source> {
        let mut fields = Fields::of(String::new(), table, span);
        match fields.take("version") {
            Some(v) if matches!(v.get_ref(), DeValue::Integer(n) if n.as_str() == "1") => {}
            Some(v) => self.bad("version", v, "expected 1; this program reads no other"),
            None => self.missing(&fields, "version", "1"),
        }
        let mut sources = Vec::new();
        let mut names = BTreeSet::new();
        for mut each in self.tables(&mut fields, "source") {
            let span = each.span.clone();
            if let Some(source) = self.source(&mut each) {
                if !names.insert(source.name.clone()) {
                    let message = "is given twice; every source needs a name of its own";
                    self.defect(&span, "source.name", &format!("{:?}", source.name), message);
                }
                sources.push(source);
            }
        }
        self.leftovers(&fields, "version, [[source]]");
        sources
    }

    fn source(&mut self, fields: &mut Fields<'_, '_>) -> Option<Source> {
        let name = self.name_field(fields, is_source_name, "lower-case letters, digits, - and _");
        let kind = self.parsed(fields, "kind");
        let title = self.required(fields, "title", "the publisher's title");
        let enabled = self.flag(fields, "enabled", true);
        let days = "a number of days";
        let max_age_days = self.number(fields, "max_age_days", DEFAULT_MAX_AGE_DAYS, days);
        let allow_http = self.flag(fields, "allow_http", false);
        let headers = self.headers(fields);
        let mut files: Vec<RemoteFile> = Vec::new();
        for mut each in self.tables(fields, "file") {
            let span = each.span.clone();
            if let Some(file) = self.file(&mut each, allow_http) {
                if files.iter().any(|f| f.name == file.name) {
                    let message = "is given twice; every file of a source needs a name of its own";
                    self.defect(&span, "source.file.name", &format!("{:?}", file.name), message);
                }
                files.push(file);
            }
        }
        self.leftovers(
            fields,
            "name, kind, title, enabled, max_age_days, allow_http, headers, [[source.file]]",
        );
        let (name, kind, title) = (name?, kind?, title?);
        Some(Source { name, kind, title, enabled, max_age_days, headers, allow_http, files })
    }

    fn file(&mut self, fields: &mut Fields<'_, '_>, allow_http: bool) -> Option<RemoteFile> {
        let name = self.name_field(fields, is_file_name, "letters, digits, dots, - and _");
        let address = self.address(fields, allow_http);
        let address_status = self.text_of(fields, "address_status");
        let format = self.text_of(fields, "format");
        let content: Option<Content> = self.parsed(fields, "content");
        let sha256 = fields.take("sha256").and_then(|value| {
            let text = value.get_ref().as_str().unwrap_or_default().to_ascii_lowercase();
            if text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Some(text);
            }
            let message = "expected the 64 hexadecimal digits of a SHA-256";
            self.bad("source.file.sha256", value, message);
            None
        });
        let checksum_url = self.url_field(fields, "checksum_url", allow_http);
        let size = "a number of bytes, or a text such as \"64 MiB\"";
        let max_bytes = self.number(fields, "max_bytes", DEFAULT_MAX_BYTES, size);
        self.leftovers(
            fields,
            "name, url (or page and link), address_status, format, content, sha256, checksum_url, max_bytes",
        );
        Some(RemoteFile {
            name: name?,
            address: address?,
            address_status,
            format,
            content: content?,
            sha256,
            checksum_url,
            max_bytes,
        })
    }

    fn address(&mut self, fields: &mut Fields<'_, '_>, allow_http: bool) -> Option<Address> {
        let has = |name: &str| fields.peek(name).is_some();
        match (has("url"), has("page") || has("link")) {
            (true, false) => self.url_field(fields, "url", allow_http).map(Address::Url),
            (false, true) => {
                let page = self.url_field(fields, "page", allow_http);
                if page.is_none() && !self.defects.iter().any(|d| d.field == fields.name("page")) {
                    self.missing(fields, "page", "the address of the page that links to the file");
                }
                let at = fields.peek("link");
                let pattern = self.required(fields, "link", "a file name with one *")?;
                if pattern.matches('*').count() != 1 || pattern.contains('/') {
                    if let Some(value) = at {
                        let message = "expected a file name with one *, such as \"list*.xlsx\"";
                        self.bad("source.file.link", value, message);
                    }
                    return None;
                }
                Some(Address::Link { page: page?, pattern })
            }
            (true, true) => {
                let span = fields.span.clone();
                for field in ["url", "page", "link"] {
                    fields.take(field);
                }
                let message = "stands beside page or link; expected either url, or page and link";
                self.defect(&span, "source.file.url", "", message);
                None
            }
            (false, false) => {
                self.missing(fields, "url", "an address that begins https://");
                None
            }
        }
    }

    fn url_field(
        &mut self,
        fields: &mut Fields<'_, '_>,
        field: &str,
        allow_http: bool,
    ) -> Option<String> {
        let value = fields.take(field)?;
        let text = value.get_ref().as_str().unwrap_or_default().trim();
        let message = match url::split(text) {
            None => "expected an address that begins https://",
            Some(parts) if !parts.is_https() && !parts.is_loopback() && !allow_http => {
                "plain http lets anyone on the way change a list; expected https://, or allow_http = true for this source"
            }
            Some(_) if text.contains(|c: char| c.is_whitespace() || c.is_control()) => {
                "expected an address without blanks"
            }
            Some(_) => return Some(text.to_owned()),
        };
        self.bad(&fields.name(field), value, message);
        None
    }

    fn name_field(
        &mut self,
        fields: &mut Fields<'_, '_>,
        fits: fn(&str) -> bool,
        expected: &str,
    ) -> Option<String> {
        let at = fields.peek("name");
        let name = self.required(fields, "name", expected)?;
        if fits(&name) {
            return Some(name);
        }
        if let Some(value) = at {
            let message = format!("expected {expected}, at most 100 of them, no dot first");
            self.bad(&fields.name("name"), value, &message);
        }
        None
    }

    fn headers(&mut self, fields: &mut Fields<'_, '_>) -> Vec<(String, String)> {
        let Some(value) = fields.take("headers") else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            self.bad("source.headers", value, "expected a table of headers");
            return Vec::new();
        };
        let mut headers = Vec::new();
        for (key, value) in table {
            let name = key.get_ref();
            let token = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
            let text = value.get_ref().as_str();
            match text.filter(|t| t.bytes().all(|b| (0x20..0x7f).contains(&b))) {
                Some(text) if !name.is_empty() && name.bytes().all(token) => {
                    headers.push((name.to_string(), text.to_owned()));
                }
                _ => {
                    let field = format!("source.headers.{name}");
                    self.bad(&field, value, "expected a header's name and its value in ASCII");
                }
            }
        }
        headers
    }
}

/// Whether a text may name a source, and so a folder.
pub(crate) fn is_source_name(name: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    !name.is_empty() && name.len() <= 100 && name.bytes().all(fits)
}

/// Whether a text may name a stored file.
pub(crate) fn is_file_name(name: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-' || b == b'_';
    !name.is_empty()
        && name.len() <= 100
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.eq_ignore_ascii_case(crate::manifest::FILE)
        && name.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defects(text: &str) -> Vec<String> {
        read("my.toml", text).unwrap_err().defects.iter().map(ToString::to_string).collect()
    }

    const GOOD: &str = r#"version = 1
[[source]]
name = "un"
kind = "un"
title = "UN"
[source.headers]
Authorization = "Bearer $T"
[[source.file]]
name = "a.xml"
url = "https://a.example/a.xml"
content = "xml"
max_bytes = "64 MiB"
"#;

    #[test]
    fn a_source_is_read_with_its_defaults() {
        let config = read("my.toml", GOOD).unwrap();
        let source = config.source("un").unwrap();
        assert!(source.enabled);
        assert_eq!(source.max_age_days, 7);
        assert_eq!(source.headers, [("Authorization".to_owned(), "Bearer $T".to_owned())]);
        assert_eq!(source.files[0].max_bytes, 64 << 20);
    }

    #[test]
    fn the_default_configuration_is_good_and_complete() {
        let config = read("sources.toml", Config::default_text()).unwrap();
        assert_eq!(config, Config::default());
        for kind in ["un", "ofac", "eu", "uk", "ca", "ch", "jp", "au"] {
            let kind = kind.parse().unwrap();
            assert!(config.sources.iter().any(|s| s.kind == kind && s.enabled), "{kind}");
        }
        for file in config.sources.iter().flat_map(|s| &s.files) {
            let status = file.address_status.as_deref().unwrap_or_default();
            assert!(
                status.starts_with("confirmed") || status.starts_with("not confirmed"),
                "{}: {status:?}",
                file.name
            );
            assert!(file.address.url().starts_with("https://"));
        }
    }

    #[test]
    fn a_lost_line_is_either_harmless_or_reported_with_a_line() {
        let lines: Vec<_> = Config::default_text().lines().collect();
        let count = lines.len();
        for lost in 0..count {
            let kept = lines.iter().enumerate().filter(|(i, _)| *i != lost).map(|(_, l)| *l);
            let text = kept.collect::<Vec<_>>().join("\n");
            if let Err(error) = read("f", &text) {
                assert!(error.defects.iter().all(|d| (1..=count).contains(&d.line)), "{error}");
            }
        }
    }

    #[test]
    fn each_defect_has_its_line_field_and_value() {
        let bad = GOOD
            .replace("kind = \"un\"", "kind = \"mars\"\ncolour = \"red\"")
            .replace("https://a.example", "http://a.example")
            .replace("\"64 MiB\"", "-1");
        let found = defects(&bad);
        assert_eq!(found.len(), 4, "{found:#?}");
        assert!(found[0].starts_with("my.toml:4: source.kind = \"mars\": "), "{}", found[0]);
        assert!(
            found[1].starts_with("my.toml:5: source.colour: is no known field"),
            "{}",
            found[1]
        );
        assert!(found[2].contains("my.toml:11: source.file.url = "), "{}", found[2]);
        assert!(found[2].contains("allow_http"), "{}", found[2]);
        assert!(found[3].starts_with("my.toml:13: source.file.max_bytes = -1: "), "{}", found[3]);
    }

    #[test]
    fn names_cannot_leave_the_store() {
        for name in ["..", "../x", "a/b", "A", "", ".hidden"] {
            let found = defects(&GOOD.replace("name = \"un\"", &format!("name = {name:?}")));
            assert!(found[0].contains("source.name"), "{name:?}: {found:?}");
        }
        for name in ["..", "../x", "a\\\\b", "manifest.json", ".x"] {
            let found = defects(&GOOD.replace("\"a.xml\"", &format!("\"{name}\"")));
            assert!(found[0].contains("source.file.name"), "{name:?}: {found:?}");
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        let found = defects("version = 1\n[[source]]\nname = \"x\"\n");
        let all = found.join("\n");
        for field in ["source.kind", "source.title", "source.file"] {
            assert!(all.contains(&format!("my.toml:2: {field}: is missing")), "{all}");
        }
        assert!(defects("")[0].contains("version"));
        assert!(defects("version = ")[0].contains("is not TOML"));
        assert!(defects("version = 2").join("\n").contains("expected 1"));
    }

    #[test]
    fn a_page_needs_a_pattern() {
        let with = |s: &str| GOOD.replace("url = \"https://a.example/a.xml\"", s);
        let page = "page = \"https://a.example/list.html\"";
        assert!(read("f", &with(&format!("{page}\nlink = \"l*.xlsx\""))).is_ok());
        assert!(defects(&with(page))[0].contains("link: is missing"));
        assert!(defects(&with(&format!("{page}\nlink = \"l.xlsx\"")))[0].contains("one *"));
        assert!(defects(&with("link = \"l*.xlsx\""))[0].contains("page: is missing"));
        let both = format!("{page}\nurl = \"https://a.example/\"");
        assert!(defects(&with(&both))[0].contains("either url"));
    }

    #[test]
    fn two_of_a_name_are_one_too_many() {
        let twice = format!("{GOOD}{}", GOOD.replace("version = 1\n", ""));
        assert!(defects(&twice)[0].contains("given twice"));
    }
}
