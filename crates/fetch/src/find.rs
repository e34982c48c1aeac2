// SPDX-License-Identifier: Apache-2.0
//! The link on a page that leads to the file, for publishers who date their file names.

use crate::url;

/// The address that `page` links to under a file name that fits `pattern` (one `*`); of several,
/// the one whose file name sorts last. Links to another origin than the page's are passed over.
pub(crate) fn link(page: &str, page_url: &str, pattern: &str) -> Option<String> {
    let (start, end) = pattern.split_once('*')?;
    let home = url::split(page_url)?;
    let mut best: Option<(String, String)> = None;
    for target in targets(page) {
        let Some(address) = url::join(page_url, &target) else { continue };
        let Some(name) = url::file_name(&address) else { continue };
        let fits = name.len() >= start.len().saturating_add(end.len())
            && name.starts_with(start)
            && name.ends_with(end)
            && url::split(&address).is_some_and(|a| a.same_origin(&home));
        if fits && best.as_ref().is_none_or(|(known, _)| name > known.as_str()) {
            best = Some((name.to_owned(), address));
        }
    }
    best.map(|(_, address)| address)
}

/// The values of all `href` attributes, in the order of the page.
fn targets(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let lower = page.to_ascii_lowercase();
    for (at, _) in lower.match_indices("href") {
        let Some(after) = page.get(at.saturating_add(4)..) else { continue };
        let Some(value) = after.trim_start().strip_prefix('=') else { continue };
        let value = value.trim_start();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                value.get(1..).and_then(|v| v.split_once(quote)).map(|(v, _)| v)
            }
            _ => value.split(|c: char| c.is_whitespace() || c == '>').next(),
        };
        if let Some(value) = value {
            found.push(value.trim().replace("&amp;", "&"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r##"<a HREF = './list20260305.xlsx'>x</a> <a href="list20260411.xlsx">y</a>
        <a href="https://evil.example/list99999999.xlsx"> <a href=list20251231.xlsx>
        <a href="list.pdf?x=1&amp;y=2"> <a href="#top"> href"##;

    #[test]
    fn the_latest_name_on_the_same_site_wins() {
        let found = link(PAGE, "https://a.example/x/index.html", "list*.xlsx");
        assert_eq!(found.as_deref(), Some("https://a.example/x/list20260411.xlsx"));
        assert_eq!(link(PAGE, "https://a.example/x/", "list*.csv"), None);
        assert_eq!(link("", "https://a.example/x/", "list*.csv"), None);
        let pdf = link(PAGE, "https://a.example/x/", "li*.pdf");
        assert_eq!(pdf.as_deref(), Some("https://a.example/x/list.pdf?x=1&y=2"));
    }
}
