//! Which calls may run on several threads: known from the types.

use super::elementwise::Elementwise;
use super::source::Source;
use super::{Stop, Walk, walk_parallel};
use crate::kernel::Kernel;
use crate::lazy::{Pool, ThisThread};
use crate::plan::Plan;

/// How calls of a kernel may run: [`Pool`] on several threads, [`ThisThread`] on one.
pub trait Threading<K: Kernel> {
    /// Walks the plan, in parallel if that is asked for and may be.
    ///
    /// # Safety
    ///
    /// The plan was made for the work's operands, and no two of its elements share an output element.
    #[doc(hidden)]
    unsafe fn run<S, M>(
        work: &Elementwise<'_, K, S, M>,
        plan: &Plan,
        parallel: bool,
    ) -> Result<(), Stop>
    where
        S: Source<Item = K::Args>,
        M: Source<Item = bool>;
}

impl<K: Kernel> Threading<K> for ThisThread {
    unsafe fn run<S, M>(
        work: &Elementwise<'_, K, S, M>,
        plan: &Plan,
        _parallel: bool,
    ) -> Result<(), Stop>
    where
        S: Source<Item = K::Args>,
        M: Source<Item = bool>,
    {
        // SAFETY: the caller's promise.
        unsafe { work.walk(plan) }
    }
}

impl<K: Kernel + Sync> Threading<K> for Pool {
    unsafe fn run<S, M>(
        work: &Elementwise<'_, K, S, M>,
        plan: &Plan,
        parallel: bool,
    ) -> Result<(), Stop>
    where
        S: Source<Item = K::Args>,
        M: Source<Item = bool>,
    {
        if parallel {
            // SAFETY: the caller's promise.
            unsafe { walk_parallel(work, plan) }
        } else {
            // SAFETY: the caller's promise.
            unsafe { work.walk(plan) }
        }
    }
}
