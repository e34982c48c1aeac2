// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: printed countries, dates and numbers.
#![no_main]
interdict_fuzz::fuzz!("codes");
