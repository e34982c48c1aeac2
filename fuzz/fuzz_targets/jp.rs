// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: the reader of Japanese files.
#![no_main]
interdict_fuzz::fuzz!("jp");
