// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: one FollowTheMoney entity, and a catalogue.
#![no_main]
interdict_fuzz::fuzz!("ftm_entity");
