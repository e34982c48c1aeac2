// SPDX-License-Identifier: Apache-2.0
//! Who on the lists may a party be? Candidates, scores, hits.

use crate::candidates::Candidates;
use crate::explain::explain;
use crate::index::{Index, IndexError, NO_FORM, RecordNumber, VOWELLESS, WEAK, class};
use crate::keys::NumberSpace;
use crate::query::{Neighbourhoods, PreparedName};
use crate::summary::listings;
use crate::weigh::{PreparedParty, Weighing, least_name};
use interdict_model::{Hit, Party, Schema, Score};
use interdict_names::{
    Cell, Class, How, Likeness, MAX_SLOTS, Part, Role, align, analyse, initial, likeness,
    written_apart,
};

/// How to screen.
#[derive(Clone, Debug)]
pub struct Options {
    /// Hits score at least this.
    pub threshold: Score,
    /// At most this many hits, the best.
    pub limit: usize,
    /// Compare with every name instead of searching; for proving that the search loses nothing.
    pub exhaustive: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { threshold: Score::clamped(700), limit: 20, exhaustive: false }
    }
}

/// A record that reached the threshold, before it is explained.
pub(crate) struct Found {
    pub(crate) record: u32,
    pub(crate) score: Score,
    pub(crate) name: Option<NameFound>,
    pub(crate) weighing: Weighing,
}

/// The pair of names that won.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameFound {
    pub(crate) likeness: u16,
    pub(crate) weak: bool,
    /// Which of the party's names.
    pub(crate) query: usize,
    /// Which of the index's names.
    pub(crate) listed: u32,
}

/// Searches an index; keeps what it learns between parties. One per thread.
pub struct Searcher<'i> {
    index: &'i Index,
    near: Neighbourhoods,
    candidates: Candidates,
    cells: Vec<Cell>,
    listed: Vec<Part>,
    compared: u64,
}

impl<'i> Searcher<'i> {
    /// A searcher of an index.
    #[must_use]
    pub fn new(index: &'i Index) -> Self {
        Self {
            index,
            near: Neighbourhoods::default(),
            candidates: Candidates::of(index),
            cells: Vec::new(),
            listed: Vec::new(),
            compared: 0,
        }
    }

    /// Names compared so far.
    #[must_use]
    pub fn compared(&self) -> u64 {
        self.compared
    }

    /// The hits of a party, best first; equal scores by the entities' ids.
    ///
    /// # Errors
    /// When a record of the index cannot be read; an answer is then not to be had.
    pub fn screen(&mut self, party: &Party, options: &Options) -> Result<Vec<Hit>, IndexError> {
        let threshold = i32::from(options.threshold.per_mille());
        let prepared = PreparedParty::new(party);
        let class = party.schema.as_ref().map_or(Class::Unknown, class);
        let names: Vec<PreparedName> = party
            .names
            .iter()
            .map(|n| PreparedName::new(self.index, analyse(n, class), &mut self.near))
            .collect();
        let mut best = self.best_names(&names, least_name(threshold), options.exhaustive);
        let agreeing = self.agreeing(&prepared);
        for (record, _) in &agreeing {
            if best.binary_search_by_key(record, |(r, _)| *r).is_err() {
                let named = self.best_names_of(&names, *record);
                let at = best.partition_point(|(r, _)| r < record);
                best.splice(at..at, named);
            }
        }
        let mut found: Vec<Found> = Vec::new();
        for (record, name) in best {
            let space = agreeing.iter().find(|(r, _)| *r == record).map(|(_, space)| *space);
            let Some(hit) = self.score(&prepared, record, name, space, threshold)? else {
                continue;
            };
            // A record may come twice, with its best strong and its best weak name.
            match found.last_mut().filter(|last| last.record == record) {
                Some(last) if last.score >= hit.score => {}
                Some(last) => *last = hit,
                None => found.push(hit),
            }
        }
        self.hits(party, &names, found, options.limit)
    }

    /// Weighs one record; `None` when it stays under the threshold or is another kind of thing.
    fn score(
        &self,
        prepared: &PreparedParty<'_>,
        record: u32,
        name: Option<NameFound>,
        agreeing: Option<NumberSpace>,
        threshold: i32,
    ) -> Result<Option<Found>, IndexError> {
        let attributes = self.index.attributes(record);
        let listed = Schema::named(self.index.word(attributes.schema));
        if prepared.party.schema.as_ref().is_some_and(|schema| !schema.may_be(&listed)) {
            return Ok(None);
        }
        let (likeness, weak) = name.map_or((0, false), |n| (n.likeness, n.weak));
        let mut weighing = prepared.weigh(self.index, record, agreeing, None);
        if weighing.total(likeness, weak) < threshold {
            return Ok(None);
        }
        // Whether numbers contradict needs the record itself; it can only lower the score.
        if agreeing.is_none() && !prepared.numbers.is_empty() {
            let (_, entity) = self.index.record(RecordNumber(record))?;
            let contradicting = crate::summary::contradicting(&entity, &prepared.numbers);
            weighing = prepared.weigh(self.index, record, None, contradicting);
        }
        let total = weighing.total(likeness, weak);
        Ok((total >= threshold).then(|| Found {
            record,
            score: Score::clamped(total),
            name,
            weighing,
        }))
    }

    fn hits(
        &self,
        party: &Party,
        names: &[PreparedName],
        found: Vec<Found>,
        limit: usize,
    ) -> Result<Vec<Hit>, IndexError> {
        // Ties are broken by id, which only the whole record has: the best and their equals are read.
        let mut scores: Vec<Score> = found.iter().map(|hit| hit.score).collect();
        scores.sort_unstable_by(|a, b| b.cmp(a));
        let last = limit.checked_sub(1).and_then(|last| scores.get(last)).copied();
        let mut loaded = Vec::with_capacity(limit.min(found.len()));
        for hit in found.into_iter().filter(|hit| last.is_none_or(|last| hit.score >= last)) {
            let (_, entity) = self.index.record(RecordNumber(hit.record))?;
            loaded.push((hit, entity));
        }
        loaded.sort_by(|(a, x), (b, y)| {
            b.score.cmp(&a.score).then_with(|| x.id.cmp(&y.id)).then(a.record.cmp(&b.record))
        });
        loaded.truncate(limit);
        loaded
            .into_iter()
            .map(|(found, entity)| {
                let listed = found.name.and_then(|n| {
                    let indexed = self.index.names_of(found.record);
                    let nth = n.listed.checked_sub(indexed.start)?;
                    crate::summary::indexed_name(&entity, indexed.len(), nth)
                });
                let query = found.name.and_then(|n| names.get(n.query)).map(|n| &n.analysed);
                let explanation = explain(party, query, listed, &entity, &found);
                Ok(Hit {
                    listings: listings(self.index, RecordNumber(found.record), &entity)?,
                    caption: entity.caption().to_owned(),
                    schema: entity.schema,
                    entity: entity.id,
                    score: found.score,
                    explanation,
                })
            })
            .collect()
    }

    /// Records that share a number with the party, each with the strongest space.
    fn agreeing(&self, prepared: &PreparedParty<'_>) -> Vec<(u32, NumberSpace)> {
        let mut out: Vec<(u32, NumberSpace)> = prepared
            .numbers
            .iter()
            .flat_map(|(space, key)| {
                self.index.by_number(*key).into_iter().map(|record| (record, *space))
            })
            .collect();
        out.sort_unstable();
        out.dedup_by_key(|(record, _)| *record);
        out
    }

    /// For each record with a name at least this alike, its best strong and its best weak name;
    /// sorted by record, strong before weak.
    fn best_names(
        &mut self,
        names: &[PreparedName],
        least: i32,
        exhaustive: bool,
    ) -> Vec<(u32, Option<NameFound>)> {
        let mut found: Vec<(u32, NameFound)> = Vec::new();
        for (i, name) in names.iter().enumerate() {
            let mut keep = |(record, hit): (u32, NameFound)| {
                if i32::from(hit.likeness) >= least {
                    found.push((record, hit));
                }
            };
            if exhaustive || !self.candidates.collect(self.index, name, least) {
                for listed in 0..self.index.name_count() {
                    self.compare(name, i, listed).map(&mut keep);
                }
                continue;
            }
            for n in 0..self.candidates.found.len() {
                let Some(listed) = self.candidates.found.get(n).copied() else { break };
                self.compare(name, i, listed).map(&mut keep);
            }
        }
        sort_best(&mut found);
        found.into_iter().map(|(record, hit)| (record, Some(hit))).collect()
    }

    fn best_names_of(
        &mut self,
        names: &[PreparedName],
        record: u32,
    ) -> Vec<(u32, Option<NameFound>)> {
        let mut found = Vec::new();
        for listed in self.index.names_of(record) {
            for (i, name) in names.iter().enumerate() {
                found.extend(self.compare(name, i, listed));
            }
        }
        sort_best(&mut found);
        if found.is_empty() {
            return vec![(record, None)];
        }
        found.into_iter().map(|(record, hit)| (record, Some(hit))).collect()
    }

    /// Compares a name of the query with a name of the index, as `interdict_names::compare` would.
    fn compare(
        &mut self,
        name: &PreparedName,
        query: usize,
        listed: u32,
    ) -> Option<(u32, NameFound)> {
        self.compared += 1;
        let entry = self.index.name(listed)?;
        self.cells.clear();
        self.listed.clear();
        let mut before: Option<(u32, bool)> = None;
        for l in 0..entry.slots {
            let slot = self.index.slot(entry.first_slot + u32::from(l))?;
            let role = Role::from_u8(slot.role & !VOWELLESS)?;
            self.listed.push(Part { weight: u16::from(slot.weight), role });
            if usize::from(l) >= MAX_SLOTS {
                continue;
            }
            let vowelless = slot.role & VOWELLESS != 0;
            let mut main = NO_FORM;
            for form in self.index.slot_forms(slot) {
                if main == NO_FORM {
                    main = form;
                }
                for e in name.entries.get(&form).into_iter().flatten() {
                    if !e.vowelless_only || vowelless {
                        self.cells.push(Cell {
                            query: e.slot,
                            query_span: e.span,
                            listed: l,
                            listed_span: 1,
                            likeness: e.likeness,
                        });
                    }
                }
            }
            self.by_rule(name, l, role, slot.first, main);
            let joins = matches!(role, Role::Plain | Role::Particle | Role::Common | Role::Initial);
            if let Some((left, true)) = before.filter(|_| joins) {
                for split in name.splits.iter().filter(|s| s.left == left && s.right == main) {
                    let equal = Likeness { per_mille: 1000, how: How::Equal };
                    self.cells.push(Cell {
                        query: split.slot,
                        query_span: 1,
                        listed: l - 1,
                        listed_span: 2,
                        likeness: written_apart(equal),
                    });
                }
            }
            before = Some((main, joins));
        }
        let alignment = align(&name.parts, &self.listed, &mut self.cells);
        let hit =
            NameFound { likeness: alignment.score, weak: entry.flags & WEAK != 0, query, listed };
        Some((entry.record, hit))
    }

    /// Pairs that a rule makes and no posting shows: initials, and legal forms of one family.
    fn by_rule(&mut self, name: &PreparedName, l: u8, role: Role, first: u8, main: u32) {
        if !matches!(role, Role::Initial | Role::Plain | Role::LegalForm) {
            return;
        }
        for (q, (part, own_first)) in name.parts.iter().zip(&name.first).enumerate().take(MAX_SLOTS)
        {
            let found = match (part.role, role) {
                (Role::LegalForm, Role::LegalForm) => name
                    .analysed
                    .slots
                    .get(q)
                    .and_then(|slot| likeness(slot.main(), self.index.form(main)))
                    .filter(|found| found.per_mille < 1000),
                _ => initial(part.role, *own_first, role, first),
            };
            if let (Some(likeness), Ok(query)) = (found, u8::try_from(q)) {
                self.cells.push(Cell { query, query_span: 1, listed: l, listed_span: 1, likeness });
            }
        }
    }
}

/// Keeps the best strong and the best weak name of each record, the first listed where equal.
fn sort_best(found: &mut Vec<(u32, NameFound)>) {
    found.sort_unstable_by_key(|(record, hit)| {
        (*record, hit.weak, std::cmp::Reverse(hit.likeness), hit.query, hit.listed)
    });
    found.dedup_by_key(|(record, hit)| (*record, hit.weak));
}
