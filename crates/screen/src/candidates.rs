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
//!
//! Of a name that passes, the slots it meets are known, and the weight of the whole name is stored:
//! the score it would have if everything it meets were equal (`largest_score`) must suffice too.

use crate::index::{Index, Posting};
use crate::query::{PreparedName, Reach, Split};
use interdict_names::{
    HEAVIEST, MAX_SLOTS, Part, Role, largest_score, largest_uncovered, needs_two_words,
};

/// Flags of a name that was met: by slot, a telling word; then that it has one plain word only; by
/// slot, any word; then that it has a word of the query as two. The last of the slots stands for
/// all that follow.
type Met = u16;
const LAST: usize = 6;
const TELLING: Met = 0x007f;
const ALONE: Met = 0x0080;
const ANY: u32 = 8;
const SPLIT: Met = 0x8000;
/// Comparing a name costs about as much as reading so many postings.
const COMPARISON: usize = 48;

/// Finds the names to compare; keeps its memory between queries.
pub(crate) struct Candidates {
    /// The names found, each once, in no particular order.
    pub(crate) found: Vec<u32>,
    state: Vec<Met>,
    /// One bit a name that was met: small enough to stay in the processor's cache where `state` is
    /// not.
    bits: Vec<u64>,
    met: Vec<u32>,
}

/// What reading the postings of a slot costs and brings.
struct Load {
    slot: usize,
    weight: i64,
    role: Role,
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
    /// Weight of the slots of which it stays open whether a name meets them, and their number.
    open: i64,
    open_slots: i64,
}

impl Candidates {
    pub(crate) fn of(index: &Index) -> Self {
        let names = index.name_count() as usize;
        let (state, bits) = (vec![0; names], vec![0; names.div_ceil(64)]);
        Self { found: Vec::new(), state, bits, met: Vec::new() }
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
        for (form, slot) in &name.joints {
            let postings = index.postings(*form);
            let ((a, b), (c, d)) = (marks(*slot), marks(*slot + 1));
            postings.telling().chain(postings.silent()).for_each(|p| self.meet(p, a | b | c | d));
        }
        for split in &name.splits {
            self.take_split(index, *split);
        }
        for slot in &plan.read {
            self.read(index, name, *slot, !plan.telling_only);
        }
        let ask = two && plan.asked_cost <= self.met.len() * COMPARISON;
        if ask {
            plan.asked.iter().for_each(|slot| self.ask(index, name, *slot));
        }
        let bound = Bound::new(name, &plan, ask, plain <= 1, least);
        for met in self.met.drain(..) {
            let Some(state) = self.state.get_mut(met as usize) else { continue };
            let state = std::mem::take(state);
            if let Some(bits) = self.bits.get_mut(met as usize / 64) {
                *bits = 0;
            }
            if !two || bound.lets(index, met, state) {
                self.found.push(met);
            }
        }
        true
    }

    /// Meets the names of a slot; with `silent`, also those in which its word does not tell.
    fn read(&mut self, index: &Index, name: &PreparedName, slot: usize, silent: bool) {
        let (Some(reach), Some(part)) = (name.reach.get(slot), name.parts.get(slot)) else {
            return;
        };
        let (tells, any) = marks(slot);
        for (form, more) in &reach.forms {
            let postings = index.postings(*form);
            let flags = if *more { tells | any } else { any };
            postings.telling().for_each(|p| self.meet(p, flags));
            if part.role.tells() {
                postings.silent().for_each(|p| self.meet(p, flags));
            } else if silent {
                postings.silent().for_each(|p| self.meet(p, any));
            }
        }
    }

    #[inline]
    fn meet(&mut self, posting: Posting, flags: Met) {
        let Some(state) = self.state.get_mut(posting.name as usize) else { return };
        if *state == 0 {
            self.met.push(posting.name);
            if let Some(bits) = self.bits.get_mut(posting.name as usize / 64) {
                *bits |= 1 << (posting.name % 64);
            }
        }
        *state |= flags | if posting.alone { ALONE } else { 0 };
    }

    /// Notes which of the names met before are met in one more slot.
    fn ask(&mut self, index: &Index, name: &PreparedName, slot: usize) {
        let (Some(reach), Some(part)) = (name.reach.get(slot), name.parts.get(slot)) else {
            return;
        };
        let (tells, any) = marks(slot);
        for (form, more) in &reach.forms {
            let flags = if *more { tells | any } else { any };
            let mut note = |posting: Posting| {
                let bits = self.bits.get(posting.name as usize / 64).copied().unwrap_or(0);
                if bits >> (posting.name % 64) & 1 == 1
                    && let Some(state) = self.state.get_mut(posting.name as usize)
                {
                    *state |= flags;
                }
            };
            let postings = index.postings(*form);
            postings.telling().for_each(&mut note);
            if part.role.tells() {
                postings.silent().for_each(&mut note);
            }
        }
    }

    /// Takes the names that have both halves of a word.
    fn take_split(&mut self, index: &Index, split: Split) {
        let (left, right) = (index.postings(split.left), index.postings(split.right));
        let (few, many) = if left.len() <= right.len() { (left, right) } else { (right, left) };
        for posting in few.telling().chain(few.silent()) {
            if many.has(posting.name) {
                self.meet(posting, SPLIT | marks(usize::from(split.slot)).1);
            }
        }
    }
}

/// The flags of a telling word and of any word in a slot.
fn marks(slot: usize) -> (Met, Met) {
    let tells = 1 << slot.min(LAST);
    (tells, tells << ANY)
}

/// What a name must have, by what is known of the slots it meets.
struct Bound {
    least: i64,
    /// Whether every slot that may tell was looked at, so that too few show.
    counted: bool,
    alone_is_enough: bool,
    /// For every set of slot flags, the weight of the slots and their number.
    sets: [(i64, i64); 1 << (LAST + 1)],
    open: i64,
    open_slots: i64,
    total: i64,
}

impl Bound {
    fn new(name: &PreparedName, plan: &Plan, asked: bool, alone: bool, least: i32) -> Self {
        let mut bound = Self {
            least: i64::from(least),
            counted: asked,
            alone_is_enough: alone,
            sets: [(0, 0); 1 << (LAST + 1)],
            open: plan.open,
            open_slots: plan.open_slots,
            total: 0,
        };
        let mut flags = [(0, 0); LAST + 1];
        for (slot, part) in name.parts.iter().enumerate() {
            let weight = i64::from(part.weight);
            bound.total += weight;
            if let Some(shared) = flags.get_mut(slot.min(LAST)) {
                shared.0 += weight;
                shared.1 += 1;
            }
            if !asked && plan.asked.contains(&slot) {
                bound.open += weight;
                bound.open_slots += 1;
            }
        }
        for set in 1..bound.sets.len() {
            let lowest = flags.get(set.trailing_zeros() as usize).copied().unwrap_or_default();
            let others = bound.of(set & (set - 1));
            if let Some(sum) = bound.sets.get_mut(set) {
                *sum = (others.0 + lowest.0, others.1 + lowest.1);
            }
        }
        bound
    }

    /// Weight and number of a set of slots.
    fn of(&self, set: usize) -> (i64, i64) {
        self.sets.get(set).copied().unwrap_or_default()
    }

    /// Whether a name that was met so can reach the score.
    fn lets(&self, index: &Index, name: u32, met: Met) -> bool {
        let split = met & SPLIT != 0;
        let telling = self.of(usize::from(met & TELLING)).1;
        let alone = self.alone_is_enough && met & ALONE != 0;
        if self.counted && telling < 2 && !alone && !split {
            return false;
        }
        let (weight, slots) = self.of(usize::from((met >> ANY) & TELLING));
        let covered = self.open + weight;
        let pairs = (self.open_slots + slots) * if split { 2 } else { 1 };
        let Some(entry) = index.name(name) else { return true };
        let whole = i64::from(entry.weight);
        let listed = (pairs * i64::from(HEAVIEST)).min(whole);
        largest_score((covered.min(self.total), self.total), (listed, whole)) >= self.least
    }
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
        let asked = Vec::new();
        return Some(Plan {
            read,
            telling_only: false,
            asked,
            asked_cost: 0,
            open: 0,
            open_slots: 0,
        });
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
    // A slot is known when every name that may pair with it shows: not one that pairs by rule, nor
    // one in which only the telling words are read.
    let known =
        |l: &&Load| l.complete && (l.role.tells() || read.contains(&l.slot) && !telling_only);
    let open: Vec<&Load> = loads.iter().filter(|l| !known(l)).collect();
    let asked: Vec<usize> = loads
        .iter()
        .filter(|l| !read.contains(&l.slot) && (l.telling > 0 || l.role.tells() && l.all > 0))
        .map(|l| l.slot)
        .collect();
    let asked_cost = cost(&asked, |l| if l.role.tells() { l.all } else { l.telling });
    Some(Plan {
        open: open.iter().map(|l| l.weight).sum(),
        open_slots: open.len() as i64,
        read,
        telling_only,
        asked,
        asked_cost,
    })
}

fn load(index: &Index, slot: usize, reach: &Reach, part: Part) -> Load {
    let mut load = Load {
        slot,
        weight: i64::from(part.weight),
        role: part.role,
        all: 0,
        telling: 0,
        complete: reach.complete,
    };
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
