// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: the reader of house watchlists.
#![no_main]
interdict_fuzz::fuzz!("house");
