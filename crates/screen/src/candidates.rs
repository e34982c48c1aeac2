// SPDX-License-Identifier: Apache-2.0
//! Which listed names are worth comparing with a name of the query.
//!
//! Two conditions that every name of a sufficient score meets say where such names must be found.
//!
//! *Coverage.* At most `largest_uncovered` of the query's weight is without a partner. If the slots
//! that are not read weigh less than what must be covered, each such name is in the postings of one
//! that is.
//!
//! *Two words.* Above the score of `needs_two_words` the name shares two telling words with the
//! query, or neither has more than one plain word. Two words of the query in one listed word, and
//! one in two, count for two; the names for which that holds are few and all taken. Any other
//! name is in the postings of two slots, so that all slots but one need be read to meet it, and the
//! last only tells which of them are met twice.

use crate::index::{Index, Posting, Postings};
use crate::query::{PreparedName, Reach, Split};
use interdict_names::{MAX_SLOTS, Part, Role, largest_uncovered, needs_two_words};

/// A name that was not met.
const UNMET: u8 = 0;
/// A name that was met, in no telling word yet. Between: the slot of its first telling word, from 1.
const MET: u8 = 254;
/// A name that is to be compared.
const TAKEN: u8 = 255;
/// Comparing a name costs about as much as reading so many postings.
const COMPARISON: usize = 48;

/// Finds the names to compare; keeps its memory between queries.
pub(crate) struct Candidates {
    /// The names found, each once, in no particular order.
    pub(crate) found: Vec<u32>,
    state: Vec<u8>,
    met: Vec<u32>,
}

/// What reading the postings of a slot costs and brings.
struct Load {
    slot: usize,
    weight: i64,
    /// Postings in all, and those in which the pair would tell.
    all: usize,
    telling: usize,
    complete: bool,
}

/// Which slots are read in full or for their telling words, and which only for names met before.
struct Plan {
    read: Vec<usize>,
    /// Whether those that are read are read for their telling words only.
    telling_only: bool,
    asked: Vec<usize>,
    asked_cost: usize,
}

impl Candidates {
    pub(crate) fn of(index: &Index) -> Self {
        let state = vec![UNMET; index.name_count() as usize];
        Self { found: Vec::new(), state, met: Vec::new() }
    }

    /// Collects in `found` all names that can score at least `least`; `false` when every name of
    /// the index can.
    pub(crate) fn collect(&mut self, index: &Index, name: &PreparedName, least: i32) -> bool {
        self.found.clear();
        let two = needs_two_words(least);
        let plain = name.parts.iter().filter(|p| p.role == Role::Plain).count();
        let Some(plan) = plan(index, name, largest_uncovered(least), two, plain <= 1) else {
            return false;
        };
        for form in &name.joints {
            each(index.postings(*form), |p| self.take(p.name));
        }
        for split in &name.splits {
            self.take_split(index, *split);
        }
        for slot in &plan.read {
            let (Some(reach), Some(part)) = (name.reach.get(*slot), name.parts.get(*slot)) else {
                continue;
            };
            if !two {
                for (form, _) in &reach.forms {
                    each(index.postings(*form), |p| self.take(p.name));
                }
                continue;
            }
            let mark = u8::try_from(*slot + 1).unwrap_or(MET);
            for (form, more) in &reach.forms {
                let postings = index.postings(*form);
                let tells = [*more, *more && part.role.tells()];
                for posting in postings.telling() {
                    self.meet(posting, mark, tells[0], plain <= 1);
                }
                if tells[1] || !plan.telling_only {
                    for posting in postings.silent() {
                        self.meet(posting, mark, tells[1], plain <= 1);
                    }
                }
            }
        }
        if two {
            if plan.asked_cost > self.met.len() * COMPARISON {
                self.take_all();
            } else {
                self.ask(index, name, &plan.asked);
            }
        }
        for met in self.met.drain(..) {
            if let Some(state) = self.state.get_mut(met as usize) {
                *state = UNMET;
            }
        }
        true
    }

    /// Notes that a name was met in a slot.
    fn meet(&mut self, posting: Posting, mark: u8, tells: bool, alone_is_enough: bool) {
        let Some(state) = self.state.get_mut(posting.name as usize) else { return };
        if *state == TAKEN {
            return;
        }
        if *state == UNMET {
            self.met.push(posting.name);
        }
        if alone_is_enough && posting.alone
            || tells && *state != UNMET && *state != MET && *state != mark
        {
            *state = TAKEN;
            self.found.push(posting.name);
        } else if tells {
            *state = mark;
        } else if *state == UNMET {
            *state = MET;
        }
    }

    /// Takes the names met before that have a second telling word in these slots.
    fn ask(&mut self, index: &Index, name: &PreparedName, slots: &[usize]) {
        for slot in slots {
            let (Some(reach), Some(part)) = (name.reach.get(*slot), name.parts.get(*slot)) else {
                continue;
            };
            let mark = u8::try_from(*slot + 1).unwrap_or(MET);
            for (form, _) in reach.forms.iter().filter(|(_, more)| *more) {
                let mut visit = |posting: Posting| {
                    let Some(state) = self.state.get_mut(posting.name as usize) else { return };
                    match *state {
                        UNMET | TAKEN => {}
                        MET => *state = mark,
                        first if first == mark => {}
                        _ => {
                            *state = TAKEN;
                            self.found.push(posting.name);
                        }
                    }
                };
                let postings = index.postings(*form);
                postings.telling().for_each(&mut visit);
                if part.role.tells() {
                    postings.silent().for_each(&mut visit);
                }
            }
        }
    }

    fn take(&mut self, name: u32) {
        let Some(state) = self.state.get_mut(name as usize) else { return };
        if *state == UNMET {
            self.met.push(name);
        }
        if *state != TAKEN {
            *state = TAKEN;
            self.found.push(name);
        }
    }

    fn take_all(&mut self) {
        self.found.clear();
        self.found.extend_from_slice(&self.met);
    }

    /// Takes the names that have both halves of a word.
    fn take_split(&mut self, index: &Index, split: Split) {
        let (left, right) = (index.postings(split.left), index.postings(split.right));
        let (few, many) = if left.len() <= right.len() { (left, right) } else { (right, left) };
        each(few, |posting| {
            if many.has(posting.name) {
                self.take(posting.name);
            }
        });
    }
}

fn each(postings: Postings<'_>, mut visit: impl FnMut(Posting)) {
    postings.telling().for_each(&mut visit);
    postings.silent().for_each(&mut visit);
}

/// Chooses what is read; `None` when no choice of slots meets every name that must be met.
fn plan(
    index: &Index,
    name: &PreparedName,
    uncovered: i64,
    two: bool,
    alone_is_enough: bool,
) -> Option<Plan> {
    let total: i64 = name.parts.iter().map(|p| i64::from(p.weight)).sum();
    let mut loads: Vec<Load> = name
        .reach
        .iter()
        .zip(&name.parts)
        .enumerate()
        .take(MAX_SLOTS)
        .map(|(slot, (reach, part))| load(index, slot, reach, *part))
        .collect();
    let covering = covering(&mut loads, total, uncovered);
    if !two {
        let read = covering?;
        return Some(Plan { read, telling_only: false, asked: Vec::new(), asked_cost: 0 });
    }
    let all_but_one = (!alone_is_enough).then(|| all_but_one(&loads));
    let cost = |slots: &[usize], of: fn(&Load) -> usize| -> usize {
        loads.iter().filter(|l| slots.contains(&l.slot)).map(of).sum()
    };
    let (read, telling_only) = match (covering, all_but_one) {
        (Some(a), Some(b)) if cost(&a, |l| l.all) <= cost(&b, |l| l.telling) => (a, false),
        (_, Some(b)) => (b, true),
        (Some(a), None) => (a, false),
        (None, None) => return None,
    };
    let asked: Vec<usize> =
        loads.iter().filter(|l| l.telling > 0 && !read.contains(&l.slot)).map(|l| l.slot).collect();
    let asked_cost = cost(&asked, |l| l.telling);
    Some(Plan { read, telling_only, asked, asked_cost })
}

fn load(index: &Index, slot: usize, reach: &Reach, part: Part) -> Load {
    let mut load =
        Load { slot, weight: i64::from(part.weight), all: 0, telling: 0, complete: reach.complete };
    for (form, more) in &reach.forms {
        let postings = index.postings(*form);
        load.all += postings.len();
        if *more {
            let tells = part.role.tells();
            load.telling += if tells { postings.len() } else { postings.telling().len() };
        }
    }
    load
}

/// The slots that together leave less than what must be covered, the cheapest for their weight
/// first.
fn covering(loads: &mut [Load], total: i64, uncovered: i64) -> Option<Vec<usize>> {
    loads.sort_unstable_by_key(|load| {
        let per_weight = (load.all as u64).saturating_mul(1000) / load.weight.max(1).unsigned_abs();
        (per_weight, load.slot)
    });
    let mut rest = total;
    let mut chosen = Vec::new();
    // Two per mille are kept for rounding. A name that weighs nothing covers nothing.
    let enough = |rest: i64| total == 0 || rest * 1000 < (998 - uncovered) * total;
    for load in loads.iter().filter(|load| load.complete) {
        if enough(rest) {
            break;
        }
        chosen.push(load.slot);
        rest -= load.weight;
    }
    enough(rest).then_some(chosen)
}

/// All slots in which a word may tell, but the dearest.
fn all_but_one(loads: &[Load]) -> Vec<usize> {
    let dearest = loads.iter().max_by_key(|l| (l.telling, l.slot)).map(|l| l.slot);
    loads.iter().filter(|l| l.telling > 0 && Some(l.slot) != dearest).map(|l| l.slot).collect()
}
