// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: the reader of un vessels files.
#![no_main]
interdict_fuzz::fuzz!("un_vessels");
