// SPDX-License-Identifier: Apache-2.0
//! Takes names apart, spells each word in every convention it may meet, and compares words.
//!
//! Reach for this crate to turn a printed name into slots ([`analyse`]), to ask whether two names
//! are the same as printed ([`fold`]), or whether two words are ([`likeness`]). It deals in
//! strings only: it knows no entities, no lists and no law, and reads nothing but its own tables.
//!
//! ```
//! use interdict_names::{Class, analyse, likeness};
//!
//! let name = analyse("Ким Чен Ын", Class::Person);
//! let mains: Vec<&str> = name.slots.iter().map(|slot| slot.main()).collect();
//! assert_eq!(mains, ["kim", "jong", "un"]);
//! assert!(likeness("friedrich", "fridrich").is_some());
//! ```

mod abjad;
mod align;
mod analyse;
mod chinese;
mod compare;
mod cyrillic;
mod fold;
mod form;
mod hangul;
mod homoglyph;
mod indic;
mod known;
mod korean;
mod legal;
mod letter;
mod likeness;
mod nickname;
mod phonemic;
mod roles;
mod script;
mod skeleton;
mod spell;
mod split;
mod tables;
mod token;

pub use align::{
    Alignment, Cell, HEAVIEST, MAX_SLOTS, Part, align, largest_score, largest_uncovered,
    needs_two_words, weight,
};
pub use analyse::{analyse, joined};
pub use compare::{
    Comparison, Spellings, admissible, compare, first, initial, leaves_out_vowels, may_join, parts,
    written_apart,
};
pub use fold::fold;
pub use form::{Analysed, Class, Form, Role, Scheme, Slot};
pub use likeness::{How, Likeness, likeness, max_edits, may_be_edits};
pub use nickname::{namesakes, nicknames};
