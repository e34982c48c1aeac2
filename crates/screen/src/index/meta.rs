// SPDX-License-Identifier: Apache-2.0
//! What an index says of itself: the releases in it and the words its records use.

use super::codec::{Decoder, Encoder, Malformed, Vocabulary};
use super::record::{get_date, put_date};
use interdict_model::{Defect, DefectKind, Release, SourceFile, SourceKind};
use std::collections::BTreeMap;

const DEFECT_KINDS: [DefectKind; 8] = [
    DefectKind::Character,
    DefectKind::Encoding,
    DefectKind::UnknownElement,
    DefectKind::UnknownCode,
    DefectKind::BadValue,
    DefectKind::DanglingReference,
    DefectKind::LostRecord,
    DefectKind::CountMismatch,
];

/// The head of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meta {
    /// Version of the program that built it.
    pub(crate) builder: String,
    /// Releases, in the order built.
    pub(crate) releases: Vec<Release>,
    /// Words of the records.
    pub(crate) words: Vec<String>,
    /// Records, names and forms.
    pub(crate) records: u64,
    pub(crate) names: u64,
    pub(crate) forms: u64,
}

fn code(kind: DefectKind) -> u8 {
    DEFECT_KINDS.iter().position(|k| *k == kind).and_then(|i| u8::try_from(i).ok()).unwrap_or(0)
}

fn put_release(e: &mut Encoder<'_>, release: &Release) {
    e.text(release.kind.as_str());
    for text in [&release.authority, &release.title, &release.format] {
        e.text(text);
    }
    e.option(release.published, put_date);
    e.option(release.version.as_deref(), |e, v| e.text(v));
    e.sequence(&release.files, |e, file| {
        e.text(&file.name);
        e.uint(file.bytes);
        e.text(&file.digest);
    });
    let counts: Vec<_> = release.counts.iter().collect();
    e.sequence(&counts, |e, (schema, n)| {
        e.text(schema);
        e.uint(**n);
    });
    let defects: Vec<_> = release.defects.iter().collect();
    e.sequence(&defects, |e, (kind, n)| {
        e.byte(code(**kind));
        e.uint(**n);
    });
    e.sequence(&release.samples, |e, d| {
        e.byte(code(d.kind));
        e.text(&d.file);
        e.uint(d.line);
        for text in [&d.element, &d.value, &d.message] {
            e.text(text);
        }
    });
    e.option(release.accepted.as_deref(), |e, reason| e.text(reason));
}

fn get_kind(d: &mut Decoder<'_, [String]>) -> Result<DefectKind, Malformed> {
    DEFECT_KINDS.get(usize::from(d.byte()?)).copied().ok_or(Malformed)
}

fn get_release(d: &mut Decoder<'_, [String]>) -> Result<Release, Malformed> {
    let kind: SourceKind = d.text()?.parse().map_err(|_| Malformed)?;
    let mut release = Release::new(kind, d.text()?, d.text()?, d.text()?);
    release.published = d.option(get_date)?;
    release.version = d.option(Decoder::string)?;
    release.files = d.sequence(|d| {
        Ok(SourceFile { name: d.string()?, bytes: d.uint()?, digest: d.string()? })
    })?;
    release.counts =
        d.sequence(|d| Ok((d.string()?, d.uint()?)))?.into_iter().collect::<BTreeMap<_, _>>();
    release.defects =
        d.sequence(|d| Ok((get_kind(d)?, d.uint()?)))?.into_iter().collect::<BTreeMap<_, _>>();
    release.samples = d.sequence(|d| {
        Ok(Defect {
            kind: get_kind(d)?,
            file: d.string()?,
            line: d.uint()?,
            element: d.string()?,
            value: d.string()?,
            message: d.string()?,
        })
    })?;
    release.accepted = d.option(Decoder::string)?;
    Ok(release)
}

impl Meta {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut vocabulary = Vocabulary::default();
        let mut e = Encoder { out: &mut out, vocabulary: &mut vocabulary };
        e.text(&self.builder);
        e.sequence(&self.releases, put_release);
        e.sequence(&self.words, |e, word| e.text(word));
        for n in [self.records, self.names, self.forms] {
            e.uint(n);
        }
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let none: &[String] = &[];
        let mut d = Decoder { rest: bytes, words: none };
        let meta = Self {
            builder: d.string()?,
            releases: d.sequence(get_release)?,
            words: d.sequence(Decoder::string)?,
            records: d.uint()?,
            names: d.uint()?,
            forms: d.uint()?,
        };
        if d.rest.is_empty() { Ok(meta) } else { Err(Malformed) }
    }
}
