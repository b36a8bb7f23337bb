//! Walks a plan on the calling thread.

use super::{Stop, Walk, Work};
use crate::plan::Plan;

// SAFETY: the rows of the plan, each once.
unsafe impl<W: Work> Walk for W {
    unsafe fn walk(&self, plan: &Plan) -> Result<(), Stop> {
        let mut state = self.state()?;
        plan.rows(&mut |row| {
            // SAFETY: a row of a plan for this work; the caller has no other walk over these elements.
            unsafe { self.row(&mut state, row) }
        })
    }
}
