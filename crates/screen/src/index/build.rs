// SPDX-License-Identifier: Apache-2.0
//! Compiles records into one immutable index file, in bounded memory.

use super::attributes::{class, countries, dates, day_number, gender};
use super::codec::{Encoder, Vocabulary};
use super::format::{IndexError, Section, Writer};
use super::meta::Meta;
use super::names::{NameTable, accumulate};
use super::record::put_entity;
use crate::keys::{
    id_key, number_key, own_references, printed_reference_key, reference_key, space,
};
use interdict_model::{Entity, Gender, LinkTarget, Quality, Release, Value};
use std::io::{Seek, Write};

/// Collects records and writes the index.
///
/// Whole records go straight to the file; what is kept in memory is what the search needs of them:
/// per entity some hundred bytes.
pub struct IndexBuilder<W: Write + Seek> {
    out: Writer<W>,
    vocabulary: Vocabulary,
    names: NameTable,
    name_starts: Vec<u32>,
    record_starts: Vec<u64>,
    record_bytes: u64,
    ids: Vec<(u64, u32)>,
    numbers: Vec<(u64, u32)>,
    /// Numbers of entries on lists, by which other entries may tie themselves to a record.
    references: Vec<(u64, u32)>,
    /// Links by the hash of the target's id: (hash, source, property).
    links: Vec<(u64, u32, u32)>,
    /// Ties by reference: (hash, source).
    ties: Vec<(u64, u32)>,
    attributes: Vec<u8>,
    dates: Vec<u8>,
    countries: Vec<u8>,
    releases: Vec<Release>,
    buffer: Vec<u8>,
}

impl<W: Write + Seek> IndexBuilder<W> {
    /// Starts an index in `out`, which must be empty.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(out: W) -> Result<Self, IndexError> {
        let mut out = Writer::new(out)?;
        out.begin(Section::Records)?;
        Ok(Self {
            out,
            vocabulary: Vocabulary::default(),
            names: NameTable::default(),
            name_starts: Vec::new(),
            record_starts: Vec::new(),
            record_bytes: 0,
            ids: Vec::new(),
            numbers: Vec::new(),
            references: Vec::new(),
            links: Vec::new(),
            ties: Vec::new(),
            attributes: Vec::new(),
            dates: Vec::new(),
            countries: Vec::new(),
            releases: Vec::new(),
            buffer: Vec::new(),
        })
    }

    /// Adds a record of the release that will be ended next.
    ///
    /// # Errors
    /// When it cannot be written, or the index would be larger than the format holds.
    pub fn add(&mut self, entity: &Entity) -> Result<(), IndexError> {
        let record = u32::try_from(self.record_starts.len())
            .map_err(|_| IndexError::TooLarge { what: "records" })?;
        let release = u32::try_from(self.releases.len())
            .map_err(|_| IndexError::TooLarge { what: "releases" })?;
        self.buffer.clear();
        put_entity(
            &mut Encoder { out: &mut self.buffer, vocabulary: &mut self.vocabulary },
            release,
            entity,
        );
        self.out.put(&self.buffer)?;
        self.record_starts.push(self.record_bytes);
        self.record_bytes += self.buffer.len() as u64;

        self.ids.push((id_key(entity.id.as_str()), record));
        self.ids.extend(entity.referents.iter().map(|id| (id_key(id.as_str()), record)));
        self.add_links(entity, record);
        self.add_attributes(entity, record)?;
        self.name_starts.push(self.names.count());
        if entity.schema.is_matchable() {
            let class = class(&entity.schema);
            for name in &entity.names {
                self.names.add(record, &name.text, class, name.quality == Quality::Weak)?;
            }
            self.add_numbers(entity, record);
        }
        Ok(())
    }

    /// Says that all records of a release were added.
    pub fn end_release(&mut self, release: Release) {
        self.releases.push(release);
    }

    fn add_links(&mut self, entity: &Entity, record: u32) {
        for link in &entity.links {
            match &link.target {
                LinkTarget::Entity(id) => {
                    let property = self.vocabulary.number(link.property.as_str());
                    self.links.push((id_key(id.as_str()), record, property));
                }
                LinkTarget::Reference { authority, reference } => {
                    let property = self.vocabulary.number(link.property.as_str());
                    self.links.push((reference_key(authority, reference), record, property));
                }
                LinkTarget::Named(_) => {}
            }
        }
        for listing in &entity.listings {
            // A Sanction record speaks of another record's listing; only a subject is tied.
            if entity.schema.as_str() == "Sanction" {
                continue;
            }
            self.ids.extend(listing.reference.iter().map(|r| (printed_reference_key(r), record)));
            self.references.extend(own_references(listing).map(|key| (key, record)));
            let foreign =
                listing.cross_references.iter().map(|c| reference_key(&c.authority, &c.reference));
            self.ties.extend(foreign.map(|key| (key, record)));
        }
    }

    fn add_attributes(&mut self, entity: &Entity, record: u32) -> Result<(), IndexError> {
        let dates = dates(entity);
        let countries = countries(entity);
        let first_date = u32::try_from(self.dates.len() / super::attributes::DATE_ENTRY)
            .map_err(|_| IndexError::TooLarge { what: "dates" })?;
        let first_country = u32::try_from(self.countries.len() / 4)
            .map_err(|_| IndexError::TooLarge { what: "countries" })?;
        let schema = self.vocabulary.number(entity.schema.as_str());
        let gender = match gender(entity) {
            None => 0,
            Some(Gender::Female) => 1,
            Some(Gender::Male) => 2,
            Some(Gender::Other) => 3,
        };
        let count = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        self.attributes.extend_from_slice(&schema.to_le_bytes());
        self.attributes.extend_from_slice(&first_date.to_le_bytes());
        self.attributes.extend_from_slice(&first_country.to_le_bytes());
        self.attributes.extend_from_slice(&[count(dates.len()), count(countries.len()), gender, 0]);
        for (date, kind) in dates.iter().take(usize::from(u8::MAX)) {
            self.dates.extend_from_slice(&day_number(date.earliest()).to_le_bytes());
            self.dates.extend_from_slice(&day_number(date.latest()).to_le_bytes());
            self.dates.extend_from_slice(&(*kind as u32).to_le_bytes());
        }
        for country in countries.iter().take(usize::from(u8::MAX)) {
            let mut code = [0u8; 4];
            code.iter_mut().zip(country.code().bytes()).for_each(|(o, b)| *o = b);
            self.countries.extend_from_slice(&code);
        }
        debug_assert_eq!(
            self.attributes.len() / super::attributes::ATTRIBUTE_ENTRY,
            record as usize + 1
        );
        Ok(())
    }

    fn add_numbers(&mut self, entity: &Entity, record: u32) {
        for fact in &entity.facts {
            let Some(space) = space(&fact.property) else { continue };
            let number = match &fact.value {
                Value::Identifier(id) => &id.number,
                Value::Text(text) => text,
                _ => continue,
            };
            self.numbers.extend(number_key(space, number).map(|key| (key, record)));
        }
    }

    /// Writes the rest of the index and returns its digest.
    ///
    /// # Errors
    /// When it cannot be written, or is larger than the format holds.
    pub fn finish(mut self) -> Result<String, IndexError> {
        let records = self.record_starts.len();
        self.record_starts.push(self.record_bytes);
        self.name_starts.push(self.names.count());
        let out = &mut self.out;
        out.u64s(Section::RecordStarts, self.record_starts)?;

        self.ids.sort_unstable();
        self.ids.dedup();
        self.references.sort_unstable();
        self.references.dedup();
        let inverse = resolve(
            records,
            &self.ids,
            &self.references,
            self.links,
            self.ties,
            self.vocabulary.number("sameAs"),
        );
        out.u32s(Section::InverseStarts, inverse.0)?;
        out.u32s(
            Section::InverseLinks,
            inverse.1.into_iter().flat_map(|(source, property)| [source, property]),
        )?;
        out.u64s(Section::IdHashes, self.ids.iter().map(|(hash, _)| *hash))?;
        out.u32s(Section::IdRecords, self.ids.iter().map(|(_, record)| *record))?;

        self.numbers.sort_unstable();
        self.numbers.dedup();
        out.u64s(Section::IdentifierHashes, self.numbers.iter().map(|(hash, _)| *hash))?;
        out.u32s(Section::IdentifierRecords, self.numbers.iter().map(|(_, record)| *record))?;

        out.section(Section::Attributes, &self.attributes)?;
        out.section(Section::Dates, &self.dates)?;
        out.section(Section::Countries, &self.countries)?;
        out.u32s(Section::NameStarts, self.name_starts)?;
        let meta = Meta {
            builder: concat!("interdict ", env!("CARGO_PKG_VERSION")).to_owned(),
            releases: self.releases,
            words: self.vocabulary.words().to_vec(),
            records: records as u64,
            names: u64::from(self.names.count()),
            forms: self.names.forms(),
        };
        self.names.write(out)?;
        out.section(Section::Meta, &meta.encode())?;
        Ok(self.out.finish()?)
    }
}

/// Links and ties as (starts, (source, property)) by target record.
fn resolve(
    records: usize,
    ids: &[(u64, u32)],
    references: &[(u64, u32)],
    links: Vec<(u64, u32, u32)>,
    ties: Vec<(u64, u32)>,
    same_as: u32,
) -> (Vec<u32>, Vec<(u32, u32)>) {
    let found = |table: &[(u64, u32)], key: u64| -> Vec<u32> {
        let from = table.partition_point(|(hash, _)| *hash < key);
        table
            .iter()
            .skip(from)
            .take_while(|(hash, _)| *hash == key)
            .map(|(_, record)| *record)
            .collect()
    };
    let mut edges: Vec<(u32, u32, u32)> = Vec::new();
    for (key, source, property) in links {
        let targets = found(ids, key).into_iter().chain(found(references, key));
        edges.extend(targets.filter(|t| *t != source).map(|target| (target, source, property)));
    }
    // A tie holds both ways, and two entries that name the same third are one subject as well.
    for (key, source) in ties {
        for target in found(references, key).into_iter().filter(|t| *t != source) {
            edges.push((target, source, same_as));
            edges.push((source, target, same_as));
        }
    }
    edges.sort_unstable();
    edges.dedup();
    let mut starts = vec![0u32; records + 1];
    for (target, _, _) in &edges {
        if let Some(n) = starts.get_mut(*target as usize + 1) {
            *n += 1;
        }
    }
    accumulate(&mut starts);
    (starts, edges.into_iter().map(|(_, source, property)| (source, property)).collect())
}
