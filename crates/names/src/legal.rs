// SPDX-License-Identifier: Apache-2.0
//! Which legal forms are equivalent: GmbH, LLC and OOO are all closed capital companies.

use crate::tables::tables;

/// Whether two legal-form keys (`=llc`, `=gmbh`) belong to one family.
pub(crate) fn same_family(a: &str, b: &str) -> bool {
    match (tables().family(a), tables().family(b)) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}
