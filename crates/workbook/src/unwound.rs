// SPDX-License-Identifier: Apache-2.0
//! Panics of the libraries that read workbooks, turned into errors.
//!
//! They are written for files of spreadsheet programs and may stumble over a crafted one. Nothing
//! of a workbook is used after such a panic, so no broken state is seen.

use crate::WorkbookError;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `read`; a panic in it is a damaged workbook.
pub(crate) fn caught<T>(
    read: impl FnOnce() -> Result<T, WorkbookError>,
) -> Result<T, WorkbookError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(WorkbookError::Damaged("its parts contradict each other".to_owned()))
    })
}
