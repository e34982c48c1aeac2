// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: two names.
#![no_main]
interdict_fuzz::fuzz!("names");
