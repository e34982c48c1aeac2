// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: a configuration of sources.
#![no_main]
interdict_fuzz::fuzz!("config");
