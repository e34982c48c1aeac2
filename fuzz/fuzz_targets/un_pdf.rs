// SPDX-License-Identifier: Apache-2.0
//! Feeds arbitrary bytes to: the reader of the UN list of ships as PDF.
#![no_main]
interdict_fuzz::fuzz!("un_pdf");
