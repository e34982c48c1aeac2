// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: the sheet of a workbook.
#![no_main]
interdict_fuzz::fuzz!("workbook");
