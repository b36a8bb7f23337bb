//! Walking a plan: what is read ([`source`]), what is written ([`outs`]), on this thread or on several.

mod ahead;
mod block;
mod body;
mod call;
mod computed;
mod core;
mod elementwise;
mod extent;
mod fold;
pub mod foreign;
mod frame;
mod fused;
mod isa;
mod lanes;
mod leaf;
mod masked;
mod names;
mod operand;
mod outs;
mod pack;
#[cfg(feature = "rayon")]
mod parallel;
mod prefetch;
mod raw;
mod scalar;
mod source;
mod threading;
mod tuples;

pub(crate) use self::core::{
    Copied, CoreCall, CoreInput, CoreInputs, CoreMask, CoreOutputs, Held, OneOrMany, OneResult,
};
pub use self::core::{
    CoreResult, Fixed, FixedMut, Optional, OutElement, Returned, ReturnedMany, Slice, SliceMut,
    Value, ValueMut, View, ViewMut, Written,
};
pub(crate) use ahead::Ahead;
pub(crate) use call::{ArraysOf, Call, stop_error};
pub(crate) use computed::Computed;
pub(crate) use extent::{Extent, Whole};
pub(crate) use fold::{
    AnyTerms, Arrays, AxisList, Cut, FoldCall, Masking, Pending, ScanCall, Scatter, SegmentCall,
    Uniform, held,
};
pub(crate) use frame::{Extents, unfilled};
pub(crate) use fused::Fused;
pub(crate) use isa::Job;
pub use isa::Level;
pub(crate) use leaf::Leaf;
pub(crate) use masked::Always;
pub use operand::InPlace;
pub(crate) use outs::Outs;
pub(crate) use raw::{AsTarget, RawOut};
pub(crate) use source::{AsSource, ByRef, Described, Source, first};
pub(crate) use threading::Threading;

use alloc::vec::Vec;

use crate::kernel::Failure;
use crate::plan::Plan;

/// On which threads a call runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Threads {
    /// As the attribute and the work's size say.
    Auto,
    /// On the calling thread.
    Serial,
    /// On the threads of rayon's current pool.
    Parallel,
}

/// The least work for which an annotated `parallel` is followed by itself, in units of [`Spec::cost`]: some hundred
/// microseconds of arithmetic. A compromise between what `cargo run --release -p ufunc-benches --bin threads` measures: two
/// threads that are awake gain from a tenth of that on, two that have to be woken lose until it is several times as much.
///
/// [`Spec::cost`]: crate::spec::Spec::cost
const PARALLEL_LEAST: usize = 1 << 22;

impl Threads {
    /// Whether to run in parallel: `annotated` tells whether the function's attribute asks for it, `work` is the number
    /// of elements times what one costs.
    pub(crate) fn parallel(self, annotated: bool, work: usize) -> bool {
        match self {
            Threads::Serial => false,
            Threads::Parallel => cfg!(feature = "rayon"),
            Threads::Auto => annotated && work >= PARALLEL_LEAST && !on_worker(),
        }
    }
}

/// Whether this thread is a worker of a rayon pool: a call from there stays serial unless told otherwise.
fn on_worker() -> bool {
    #[cfg(feature = "rayon")]
    return parallel::on_worker();
    #[cfg(not(feature = "rayon"))]
    return true;
}

/// Why a walk ended early.
pub enum Stop {
    /// The kernel returned its own error at the element with this position in C order.
    Kernel {
        /// The position.
        index: usize,
        /// The kernel's error.
        failure: Failure,
    },
    /// There is no memory for a copy of a sub-array.
    Scratch {
        /// Its shape.
        shape: Vec<usize>,
        /// Its size in bytes.
        bytes: usize,
    },
}

/// A call that is ready to be walked, its types left behind: what divides it among threads is compiled once.
///
/// # Safety
///
/// `walk` touches only the elements that the plan names, each once.
pub(crate) unsafe trait Walk {
    /// What one place of the loop costs, as [`Spec::cost`](crate::spec::Spec::cost).
    // Asked where there are threads.
    #[cfg_attr(not(feature = "rayon"), allow(dead_code))]
    fn cost(&self) -> usize;
    /// Does all rows of a plan, on this thread.
    ///
    /// # Safety
    ///
    /// The plan was made for this work's operands, or is a part of such a plan that no other thread walks.
    unsafe fn walk(&self, plan: &Plan) -> Result<(), Stop>;
}

/// Does all rows of a plan, on the threads of rayon's current pool.
///
/// # Safety
///
/// The plan was made for the work's operands, and no two of its elements share an output element.
pub(crate) unsafe fn walk_parallel(work: &(dyn Walk + Sync), plan: &Plan) -> Result<(), Stop> {
    #[cfg(feature = "rayon")]
    // SAFETY: the caller's promise.
    return unsafe { parallel::walk(work, plan.clone()) };
    #[cfg(not(feature = "rayon"))]
    // SAFETY: the caller's promise.
    return unsafe { work.walk(plan) };
}

/// As [`walk_parallel`], in pieces of at most `grain` elements.
///
/// # Safety
///
/// As [`walk_parallel`].
pub(crate) unsafe fn walk_pieces(
    work: &(dyn Walk + Sync),
    plan: &Plan,
    grain: usize,
) -> Result<(), Stop> {
    #[cfg(feature = "rayon")]
    // SAFETY: the caller's promise.
    return unsafe { parallel::walk_pieces(work, plan.clone(), grain) };
    #[cfg(not(feature = "rayon"))]
    {
        let _ = grain;
        // SAFETY: the caller's promise.
        unsafe { work.walk(plan) }
    }
}

/// How many threads rayon's current pool has.
pub(crate) fn threads() -> usize {
    #[cfg(feature = "rayon")]
    return parallel::threads();
    #[cfg(not(feature = "rayon"))]
    1
}

/// Runs both, on two threads of rayon's current pool if there is one to spare.
pub(crate) fn join<A: Send, B: Send>(
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "rayon")]
    return parallel::join(a, b);
    #[cfg(not(feature = "rayon"))]
    (a(), b())
}
