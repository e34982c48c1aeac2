// SPDX-License-Identifier: Apache-2.0
//! The one binary as a newcomer uses it: every command, in a folder of its own.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "the helpers of tests stand outside test functions, where the exemption does not reach"
)]

mod build;
mod compare;
mod customers;
mod damage;
mod formats;
mod help;
mod history;
mod inputs;
mod look;
mod options;
mod server;
mod un;
mod update;
mod volume;
mod world;
