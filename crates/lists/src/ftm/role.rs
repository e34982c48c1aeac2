// SPDX-License-Identifier: Apache-2.0
//! What each file of a release is, by its content, and in which order deltas apply.

use super::catalogue::CATALOGUE_LIMIT;
use super::{Input, delta, statements};
use crate::ReadError;
use crate::document::Stream;
use crate::xml::refuse_other_formats;
use interdict_model::SourceFile;
use std::io::BufRead;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Entities in JSON, plain or with others embedded.
    Entities,
    /// Statements in CSV.
    Statements,
    /// Changes to entities.
    Delta,
    /// The list of deltas there are.
    DeltaIndex,
    /// A catalogue of data sets.
    Catalogue,
}

/// Tells what a file is from its first bytes.
pub(super) fn role_of(stream: &Stream<'_>) -> Result<Role, ReadError> {
    let (file, head) = (stream.name(), stream.head());
    refuse_other_formats(file, head)?;
    let not = |message: &str| {
        Err(ReadError::NotAList { file: file.to_owned(), message: message.to_owned() })
    };
    let start = head.iter().find(|b| !b.is_ascii_whitespace()).copied();
    match start {
        Some(b'{' | b'[') => {
            let keys = top_keys(head);
            let has = |key: &str| keys.iter().any(|k| k == key);
            Ok(if has("op") && has("entity") {
                Role::Delta
            } else if has("schema") || has("properties") {
                Role::Entities
            } else if has("versions") {
                Role::DeltaIndex
            } else if ["datasets", "resources", "entity_count"].into_iter().any(has) {
                Role::Catalogue
            } else {
                Role::Entities
            })
        }
        Some(b'<') => not(
            "is XML, not FollowTheMoney data; it may be the list of an authority: say which kind it is",
        ),
        _ if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\x1f\x8b") => {
            not("is compressed; unpack it first")
        }
        _ => {
            let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
            let line = String::from_utf8_lossy(line);
            if statements::is_header(&line) {
                Ok(Role::Statements)
            } else if line.starts_with("id,schema,name") {
                not(
                    "is a simple table of targets, which leaves most of the data out; fetch entities.ftm.json of the same data set",
                )
            } else {
                not(
                    "is neither FollowTheMoney JSON nor a statement CSV (its header would have canonical_id, prop and value); fetch entities.ftm.json of the data set",
                )
            }
        }
    }
}

/// The keys of the first object in `head`, as far as it reaches.
fn top_keys(head: &[u8]) -> Vec<String> {
    let mut keys = Vec::new();
    let (mut depth, mut text, mut escaped, mut is_key) = (0_u32, None::<Vec<u8>>, false, false);
    for byte in head.iter().skip_while(|b| **b != b'{') {
        match (&mut text, *byte) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(key), b'"') => {
                if depth == 1 && is_key {
                    keys.push(String::from_utf8_lossy(key).into_owned());
                }
                text = None;
            }
            (Some(key), other) => {
                if depth == 1 && is_key {
                    key.push(other);
                }
            }
            (None, b'"') => text = Some(Vec::new()),
            (None, b'{' | b'[') => {
                depth += 1;
                is_key = depth == 1;
            }
            (None, b'}' | b']') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            (None, b',') if depth == 1 => is_key = true,
            (None, b':') if depth == 1 => is_key = false,
            (None, _) => {}
        }
    }
    keys
}

/// Reads a small file whole.
pub(super) fn whole(mut stream: Stream<'_>) -> Result<(SourceFile, Vec<u8>), ReadError> {
    let tally = stream.tally();
    let name = stream.name().to_owned();
    let mut bytes = Vec::new();
    loop {
        tally.record_ended();
        let chunk =
            stream.fill_buf().map_err(|error| ReadError::Io { file: name.clone(), error })?;
        if chunk.is_empty() {
            break;
        }
        bytes.extend_from_slice(chunk);
        let n = chunk.len();
        stream.consume(n);
        if bytes.len() as u64 > CATALOGUE_LIMIT {
            return Err(ReadError::NotAList {
                file: name,
                message: "is a catalogue of more than 64 MiB; no publisher has such a one"
                    .to_owned(),
            });
        }
    }
    let file = tally.file(&name).unwrap_or_else(|| SourceFile {
        bytes: bytes.len() as u64,
        digest: blake3::hash(&bytes).to_hex().to_string(),
        name,
    });
    Ok((file, bytes))
}

/// The versions that an index of deltas lists, in order.
pub(super) fn delta_versions(file: &str, bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| ReadError::Syntax {
            file: file.to_owned(),
            line: error.line() as u64,
            element: String::new(),
            message: format!("the index of deltas is not JSON: {error}; fetch it again"),
        })?;
    let versions = value.get("versions").and_then(serde_json::Value::as_object);
    let mut versions: Vec<String> =
        versions.into_iter().flatten().map(|(v, _)| v.clone()).collect();
    versions.sort_unstable();
    Ok(versions)
}

/// Deltas in the order in which they apply, and how many older than the base were passed over.
pub(super) fn in_order<'a>(
    mut deltas: Vec<Input<'a>>,
    bases: &[&str],
    index: Option<&[String]>,
) -> Result<(Vec<Input<'a>>, usize), ReadError> {
    let wrong =
        |file: &str, message: String| ReadError::NotAList { file: file.to_owned(), message };
    let version = |input: &Input<'_>| delta::version_in(input.stream.name()).map(str::to_owned);
    let versioned = deltas.iter().filter(|d| version(d).is_some()).count();
    if versioned == 0 {
        return Ok((deltas, 0));
    }
    if let Some(odd) = deltas.iter().find(|d| version(d).is_none()) {
        return Err(wrong(
            odd.stream.name(),
            "has no version (20240501120000-abc) in its name while other deltas have, so that their order is open; keep the version in every name".to_owned(),
        ));
    }
    deltas.sort_by_cached_key(version);
    for pair in deltas.windows(2) {
        if let [a, b] = pair
            && version(a) == version(b)
        {
            return Err(wrong(
                b.stream.name(),
                format!("has the same version as {}; give each delta once", a.stream.name()),
            ));
        }
    }
    let base = match bases {
        [only] => delta::version_in(only).map(str::to_owned),
        _ => None,
    };
    let before = deltas.len();
    if base.is_some() {
        deltas.retain(|d| version(d) > base);
    }
    let passed_over = before - deltas.len();
    if let (Some(index), Some(first), Some(last)) = (index, deltas.first(), deltas.last()) {
        let given: Vec<Option<String>> = deltas.iter().map(version).collect();
        let (first, end) = (version(first), version(last));
        let missing = index.iter().find(|listed| {
            let listed = Some((*listed).clone());
            let after_start = if base.is_some() { listed > base } else { listed >= first };
            after_start && listed <= end && !given.contains(&listed)
        });
        if let Some(missing) = missing {
            return Err(wrong(
                last.stream.name(),
                format!(
                    "cannot be applied: the delta {missing} before it is missing; fetch it, or the whole release"
                ),
            ));
        }
    }
    Ok((deltas, passed_over))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn top_keys_are_those_of_the_first_object_only() {
        assert_eq!(
            top_keys(br#" [{"id":"a\"b","p":{"x":["y"]},"q":["z",{"w":1}],"r":1},{"s":1}]"#),
            ["id", "p", "q", "r"]
        );
        assert_eq!(top_keys(br#"{"op":"ADD","entity":{"id""#), ["op", "entity"]);
        assert!(top_keys(b"[]").is_empty());
    }
}
