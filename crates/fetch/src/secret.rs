// SPDX-License-Identifier: Apache-2.0
//! Secrets that the configuration names (`$EU_FSF_TOKEN`) and the environment holds.

/// Replaces each `$NAME` (capitals, digits, underscores) by what `lookup` gives; `$$` is a dollar
/// sign, and a `$` before anything else stands for itself.
///
/// # Errors
/// The first name that has no value, or an empty one.
pub(crate) fn expand(
    text: &str,
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Result<(String, Vec<String>), String> {
    let mut out = String::with_capacity(text.len());
    let mut values = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        if let Some(tail) = after.strip_prefix('$') {
            out.push('$');
            rest = tail;
            continue;
        }
        let end = after
            .find(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'))
            .unwrap_or(after.len());
        let (name, tail) = after.split_at_checked(end).unwrap_or((after, ""));
        if name.is_empty() {
            out.push('$');
        } else {
            let value = lookup(name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
            let value = value.ok_or_else(|| name.to_owned())?;
            out.push_str(&value);
            values.push(value);
        }
        rest = tail;
    }
    out.push_str(rest);
    Ok((out, values))
}

/// `text` with every one of `values` replaced by "hidden".
pub(crate) fn hide(text: &str, values: &[String]) -> String {
    values.iter().fold(text.to_owned(), |text, value| text.replace(value.as_str(), "hidden"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_replaced_and_remembered() {
        let lookup = |name: &str| (name == "A_1").then(|| "secret".to_owned());
        let (text, values) = expand("x=$A_1&y=$$B&z=$filter", &lookup).unwrap();
        assert_eq!(text, "x=secret&y=$B&z=$filter");
        assert_eq!(hide("got secret", &values), "got hidden");
        assert_eq!(expand("$B", &lookup).unwrap_err(), "B");
        assert_eq!(expand("end$", &lookup).unwrap().0, "end$");
    }

    #[test]
    fn an_empty_variable_counts_as_missing() {
        assert_eq!(expand("$B", &|_| Some("  ".to_owned())).unwrap_err(), "B");
    }
}
