//! The inner nodes of a source: conversions and pending calls, computed as they are read.

use alloc::format;
use alloc::string::String;
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::ptr;

use super::block::Block;
use super::body::{Body, Span, Turn, least};
use super::extent::{Extent, Whole};
use super::isa::Level;
use super::lanes::{Lanes, Pins};
use super::names::{operand_names, operand_shape};
use super::source::{Described, Source, reads_as};
use crate::kernel::{Kernel, One};
use crate::math::Mode;
use crate::shape::Dims;
use crate::{Element, Error};

/// A source read as another type.
pub struct Converted<S, T> {
    source: S,
    to: PhantomData<fn() -> T>,
}

impl<S, T> Converted<S, T> {
    pub(crate) fn new(source: S) -> Converted<S, T> {
        Converted {
            source,
            to: PhantomData,
        }
    }
}

impl<S: Described, T> Described for Converted<S, T> {
    fn check(&self) -> Result<(), Error> {
        self.source.check()
    }

    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize])) {
        self.source.leaves(report);
    }

    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>)) {
        self.source.shapes(report);
    }

    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    ) {
        self.source.labels(names, report);
    }
}

// SAFETY: reads what the inner source reads, under the same contract.
unsafe impl<S: Source, T: From<S::Item>> Source for Converted<S, T> {
    type Item = T;
    const COST: u32 = S::COST;
    const NOTED: bool = S::NOTED;
    const PURE: bool = S::PURE;
    reads_as!(S, source);

    #[inline(always)]
    fn extent(&self) -> Option<Extent<'_>> {
        self.source.extent()
    }

    #[inline(always)]
    fn glance(&self, whole: &Whole<'_>) -> Option<S::Lane> {
        self.source.glance(whole)
    }

    #[inline(always)]
    unsafe fn get_pinned<M: Mode>(&self, mode: M, lane: S::Lane, i: usize, pins: Pins) -> T {
        // SAFETY: the caller's promise.
        T::from(unsafe { self.source.get_pinned(mode, lane, i, pins) })
    }
}

/// A pending call, computed as it is read, or before as a stage.
pub struct Fused<'s, K, S> {
    kernel: &'s K,
    sources: S,
}

impl<'s, K, S> Fused<'s, K, S> {
    pub(crate) fn new(kernel: &'s K, sources: S) -> Fused<'s, K, S> {
        Fused { kernel, sources }
    }
}

impl<K: Kernel, S: Described> Described for Fused<'_, K, S> {
    fn check(&self) -> Result<(), Error> {
        self.sources.check()
    }

    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize])) {
        self.sources.leaves(report);
    }

    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>)) {
        report(operand_shape(K::SPEC, &self.sources));
    }

    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    ) {
        let name = names.next().unwrap_or_default();
        let mut inner =
            operand_names(K::SPEC).map(|operand| format!("{name}={}.{operand}", K::SPEC.name));
        self.sources.labels(&mut inner, report);
    }
}

/// The working memory of a pending call.
pub struct FusedCursor<C> {
    sources: C,
    values: Block,
}

/// Where the operands of a pending call lie, and its values where they were computed before.
#[derive(Clone, Copy)]
pub struct FusedLane<L, T> {
    sources: L,
    values: *const T,
}

/// A call that costs as much, under a loop that computes as much, is a stage: a loop of its own. A processor looks ahead a few
/// hundred instructions, and where these all wait for each other it has nothing else to do.
const STAGE: u32 = 16;

impl<K, S, T> Fused<'_, K, S>
where
    K: Kernel<Returns = One<T>> + Sync,
    S: Source<Item = K::Args>,
    T: Element,
{
    /// Whether it can be a stage: it costs enough, elements that nobody asks for do no harm, and a block holds its values.
    const STAGED: bool = K::SPEC.cost >= STAGE && Body::<K, S>::PURE && Block::capacity::<T>() > 1;

    /// Whether it is made before a loop that reads with these pins.
    #[inline(always)]
    const fn is_staged(pins: Pins) -> bool {
        Self::STAGED && pins.above >= STAGE
    }
}

// SAFETY: reads what the operands' sources read, under the same contract; values computed before are in the cursor.
unsafe impl<K, S, T> Source for Fused<'_, K, S>
where
    K: Kernel<Returns = One<T>> + Sync,
    S: Source<Item = K::Args>,
    T: Element,
{
    type Item = T;
    type Cursor = FusedCursor<S::Cursor>;
    type Lane = FusedLane<S::Lane, T>;
    const LEAVES: usize = S::LEAVES;
    const PINS: Pins = S::PINS;
    const BLOCK: usize = if Self::STAGED {
        least(S::BLOCK, Block::capacity::<T>())
    } else {
        S::BLOCK
    };
    const STAGED_UNDER: u32 = {
        let inner = S::STAGED_UNDER.saturating_sub(K::SPEC.cost);
        let inner = if S::STAGED_UNDER == u32::MAX {
            u32::MAX
        } else {
            inner
        };
        let own = if Self::STAGED { STAGE } else { u32::MAX };
        if inner < own { inner } else { own }
    };
    const COST: u32 = S::COST.saturating_add(K::SPEC.cost);
    const NOTED: bool = S::NOTED || K::SPEC.noted;
    const PURE: bool = S::PURE && K::SPEC.pure;

    #[inline(always)]
    fn cursor() -> Self::Cursor {
        // Field by field, as that of a leaf.
        let mut cursor = MaybeUninit::<Self::Cursor>::uninit();
        // SAFETY: a field of the cursor's own memory.
        let sources = unsafe { &raw mut (*cursor.as_mut_ptr()).sources };
        // SAFETY: as above.
        unsafe { sources.write(S::cursor()) };
        // SAFETY: the sources' part is initialised, and a block needs not be.
        unsafe { cursor.assume_init() }
    }

    #[inline(always)]
    fn extent(&self) -> Option<Extent<'_>> {
        self.sources.extent()
    }

    #[inline(always)]
    fn glance(&self, whole: &Whole<'_>) -> Option<Self::Lane> {
        Some(FusedLane {
            sources: self.sources.glance(whole)?,
            values: ptr::null(),
        })
    }

    unsafe fn load(&self, cursor: &mut Self::Cursor, lanes: &mut Lanes<'_>) -> Self::Lane {
        let pins = lanes.pins();
        if !Self::is_staged(pins) {
            let pins = lanes.next_pins().and(K::SPEC.cost);
            // SAFETY: the caller's promise.
            let load = |lanes: &mut _| unsafe { self.sources.load(&mut cursor.sources, lanes) };
            return FusedLane {
                sources: lanes.with_next(pins, load),
                values: ptr::null(),
            };
        }
        let body = Body {
            kernel: self.kernel,
            sources: &self.sources,
            level: Level::current(),
        };
        let pins = body.pins(lanes.next_repeated(S::PINS), true);
        // SAFETY: the caller's promise.
        let load = |lanes: &mut _| unsafe { self.sources.load(&mut cursor.sources, lanes) };
        let sources = lanes.with_next(pins, load);
        let values = cursor.values.ptr::<T>();
        let span = Span {
            input: sources,
            output: (values,),
            from: 0,
            to: lanes.len(),
            pins,
            turn: Turn::Anywhere,
        };
        // SAFETY: as many elements were loaded, `BLOCK` at most, and the block is ours alone.
        let done = unsafe { body.compute(&span) };
        debug_assert!(done.is_ok(), "calls that may fail are made first");
        FusedLane { sources, values }
    }

    unsafe fn pick(
        &self,
        cursor: &mut Self::Cursor,
        lane: Self::Lane,
        mask: &[bool],
    ) -> Self::Lane {
        debug_assert!(
            lane.values.is_null(),
            "under a mask nothing is computed before"
        );
        // SAFETY: the caller's promise.
        let sources = unsafe { self.sources.pick(&mut cursor.sources, lane.sources, mask) };
        FusedLane { sources, ..lane }
    }

    #[inline(always)]
    unsafe fn shift(lane: Self::Lane, by: usize) -> Self::Lane {
        FusedLane {
            // SAFETY: the caller's promise.
            sources: unsafe { S::shift(lane.sources, by) },
            values: lane.values.wrapping_add(by),
        }
    }

    #[inline(always)]
    fn misaligned(lane: Self::Lane, width: usize, pins: Pins) -> (usize, usize) {
        S::misaligned(lane.sources, width, pins)
    }

    #[inline(always)]
    unsafe fn get_pinned<M: Mode>(&self, mode: M, lane: Self::Lane, i: usize, pins: Pins) -> T {
        if Self::is_staged(pins) {
            // SAFETY: `load`, which had the same pins, has computed more than `i` values.
            let at = unsafe { lane.values.add(i) };
            // SAFETY: readable, as above.
            return unsafe { *at };
        }
        let pins = pins.and(K::SPEC.cost);
        // SAFETY: the caller's promise.
        let args = unsafe { self.sources.get_pinned(mode, lane.sources, i, pins) };
        self.kernel.eval(mode, args)
    }
}
