// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: a good index with changed sections and right checksums.
#![no_main]
interdict_fuzz::fuzz!("index_sealed");
