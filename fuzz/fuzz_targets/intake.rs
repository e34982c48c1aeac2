// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: a customer file.
#![no_main]
interdict_fuzz::fuzz!("intake");
