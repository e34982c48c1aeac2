// SPDX-License-Identifier: Apache-2.0
//! Panics of the libraries that read workbooks, turned into errors.
//!
//! They are written for files of spreadsheet programs and may stumble over a crafted one. Nothing
//! of a workbook is used after such a panic, so no broken state is seen.

use crate::SheetError;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `work`; a panic in it is a damaged workbook.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, SheetError>) -> Result<T, SheetError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(SheetError::Damaged("its parts contradict each other".to_owned())))
}
