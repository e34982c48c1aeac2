// SPDX-License-Identifier: Apache-2.0
//! Publisher bytes to entities: readers of official lists, and the designations carried within.

pub mod embedded;
