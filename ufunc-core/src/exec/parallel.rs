//! Walks a plan on the threads of rayon's current pool. The only file that names rayon.

use super::{Stop, Walk};
use crate::plan::Plan;

/// A plan is cut into this many pieces: by the shape alone, whatever the number of threads, enough of them
/// for a steal to even out rows that take longer than others.
const PIECES: usize = 128;

/// A piece has at least this much work, in units of [`Spec::cost`](crate::spec::Spec::cost): a few microseconds, many
/// times what handing it over takes.
const PIECE_LEAST: usize = 1 << 15;

/// Whether this thread is a worker of a rayon pool.
pub(super) fn on_worker() -> bool {
    rayon::current_thread_index().is_some()
}

/// # Safety
///
/// As [`walk_parallel`](super::walk_parallel).
pub(super) unsafe fn walk(work: &(dyn Walk + Sync), plan: Plan) -> Result<(), Stop> {
    let least = PIECE_LEAST / work.cost().max(1);
    let grain = plan.len.div_ceil(PIECES).max(least).max(1);
    // SAFETY: the caller's promise.
    unsafe { halve(work, plan, grain) }
}

/// As [`walk`], in pieces of at most `grain` elements.
///
/// # Safety
///
/// As [`walk_parallel`](super::walk_parallel).
pub(super) unsafe fn walk_pieces(
    work: &(dyn Walk + Sync),
    plan: Plan,
    grain: usize,
) -> Result<(), Stop> {
    // SAFETY: the caller's promise.
    unsafe { halve(work, plan, grain.max(1)) }
}

/// How many threads the pool has.
pub(super) fn threads() -> usize {
    rayon::current_num_threads()
}

/// Runs both, on two threads if there is one to spare.
pub(super) fn join<A: Send, B: Send>(
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (A, B) {
    rayon::join(a, b)
}

/// Both halves of the plan, unless it is small enough to be walked here. The left one's error counts: it
/// comes first in C order.
///
/// # Safety
///
/// As [`walk_parallel`](super::walk_parallel).
unsafe fn halve(work: &(dyn Walk + Sync), plan: Plan, grain: usize) -> Result<(), Stop> {
    if plan.len <= grain {
        // SAFETY: the caller's promise.
        return unsafe { work.walk(&plan) };
    }
    let (left, right) = plan.split();
    let Some(right) = right else {
        // SAFETY: the caller's promise.
        return unsafe { work.walk(&left) };
    };
    let (left, right) = rayon::join(
        // SAFETY: the halves of a plan have no element in common.
        || unsafe { halve(work, left, grain) },
        // SAFETY: as above.
        || unsafe { halve(work, right, grain) },
    );
    left.and(right)
}
