// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: the reader of Australian files.
#![no_main]
interdict_fuzz::fuzz!("au");
