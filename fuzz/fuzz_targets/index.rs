// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: an index file.
#![no_main]
interdict_fuzz::fuzz!("index");
