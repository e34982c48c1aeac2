// SPDX-License-Identifier: Apache-2.0
//! Fetching from a real HTTP server on loopback, faults included.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the helpers of tests stand outside test functions, where the exemption does not reach"
)]

mod child;
mod crash;
mod faults;
mod redirects;
mod rules;
mod server;
mod sets;
mod world;
