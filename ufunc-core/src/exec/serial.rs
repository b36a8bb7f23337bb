//! Walks a plan on the calling thread.

use super::{Stop, Work};
use crate::plan::Plan;

/// # Safety
///
/// As [`run_serial`](super::run_serial).
pub(super) unsafe fn run<W: Work>(work: &W, plan: &Plan) -> Result<(), Stop> {
    let mut state = work.state()?;
    plan.rows(&mut |row| {
        // SAFETY: a row of a plan for this work; the caller has no other walk over these elements.
        unsafe { work.row(&mut state, row) }
    })
}
