//! Sources: what an elementwise loop reads from. A tree whose leaves are strided views.

use alloc::string::String;
use core::any::{Any, TypeId};

use super::extent::{Extent, Whole};
use super::isa::{Job, Level};
use super::lanes::{Lanes, Pins};
use super::leaf::Leaf;
use super::raw::RawOut;
use crate::math::Mode;
use crate::operand::RawMemory;
use crate::plan::Flat;
use crate::shape::Dims;
use crate::{Element, Error};

/// A source without its types.
pub trait Described {
    /// Whether all operands that had to be computed first could be.
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }
    /// Reports the shape and the strides of each leaf.
    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize]));
    /// Reports the shape of each operand: one, or for a tuple several; for errors.
    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>));
    /// Reports the name and the element size of each leaf, for `explain`; `names` are those of the operands.
    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    );
}

/// What a loop reads: its items are the arguments of a kernel, one after the other.
///
/// # Safety
///
/// `load`, `pick` and `get` may only read elements of the leaves that `leaves` reports.
pub unsafe trait Source: Described + Sync {
    /// What is read for one element.
    type Item;
    /// The working memory of one walk.
    type Cursor;
    /// Where the current block's elements lie.
    type Lane: Copy;
    /// How many leaves there are.
    const LEAVES: usize;
    /// Those of them that may be [pinned](Lanes::pin).
    const PINS: Pins;
    /// The longest block, in elements.
    const BLOCK: usize;
    /// What one item costs to compute, as [`Spec::cost`](crate::spec::Spec::cost).
    const COST: u32;
    /// How much a loop has to compute of an item for something here to be computed before; see [`Pins`].
    const STAGED_UNDER: u32 = u32::MAX;
    /// Whether computing it may note an argument that is out of reach.
    const NOTED: bool;
    /// Whether computing it has no effects and cannot panic.
    const PURE: bool;
    /// Whether this stands for the mask of a call that has none.
    const NO_MASK: bool = false;
    /// The shape and the strides of the first leaf that is not a scalar, if they are seen at a glance.
    fn extent(&self) -> Option<Extent<'_>> {
        None
    }
    /// The lane of all elements, as that of a [`load`](Source::load), if every leaf lies as `whole` does. `None` may
    /// also be one that would take more than a glance.
    fn glance(&self, whole: &Whole<'_>) -> Option<Self::Lane> {
        let _ = whole;
        None
    }
    /// Fresh working memory.
    fn cursor() -> Self::Cursor;
    /// Makes the tile's elements of each leaf contiguous.
    ///
    /// # Safety
    ///
    /// `lanes` yields, for each leaf, a part of it: contiguous, one element repeated, or of at most `BLOCK` elements. Of
    /// one element repeated, the lane has only `BLOCK`, and if it is [pinned](Lanes::pin) none; in tiles with rounds, of
    /// elements that begin again after each round, the lane has one round. The result is valid until the next `load` or
    /// until the cursor moves.
    unsafe fn load(&self, cursor: &mut Self::Cursor, lanes: &mut Lanes<'_>) -> Self::Lane;
    /// Moves the elements where `mask` is true to the front of the lane; the result holds these only.
    ///
    /// # Safety
    ///
    /// `lane` comes from a `load` of `n` elements with this cursor and is still valid; afterwards it is not.
    unsafe fn pick(&self, cursor: &mut Self::Cursor, lane: Self::Lane, mask: &[bool])
    -> Self::Lane;
    /// The lane from its element number `by` on; an element that is repeated stays.
    ///
    /// # Safety
    ///
    /// `lane` comes from a `load` of at least `by` elements and is still valid.
    unsafe fn shift(lane: Self::Lane, by: usize) -> Self::Lane;
    /// How many leaves with elements of at least `width` bytes move through memory, and how many elements of the first
    /// of them lie before a cache line begins.
    fn misaligned(lane: Self::Lane, width: usize, pins: Pins) -> (usize, usize);
    /// The item number `i` of the tile.
    ///
    /// # Safety
    ///
    /// `lane` comes from a `load` of more than `i` elements and is still valid.
    #[inline(always)]
    unsafe fn get<M: Mode>(&self, mode: M, lane: Self::Lane, i: usize) -> Self::Item {
        // SAFETY: the caller's promise.
        unsafe { self.get_pinned(mode, lane, i, Pins::NONE) }
    }
    /// The same, where some leaves were pinned.
    ///
    /// # Safety
    ///
    /// As [`get`](Source::get); `pins` are those of the `load`.
    unsafe fn get_pinned<M: Mode>(
        &self,
        mode: M,
        lane: Self::Lane,
        i: usize,
        pins: Pins,
    ) -> Self::Item;
}

/// The part of a [`Source`] that is the same as of the source in one of its fields.
macro_rules! reads_as {
    ($S:ty, $inner:tt) => {
        type Cursor = <$S as Source>::Cursor;
        type Lane = <$S as Source>::Lane;
        const LEAVES: usize = <$S as Source>::LEAVES;
        const PINS: Pins = <$S as Source>::PINS;
        const BLOCK: usize = <$S as Source>::BLOCK;
        const STAGED_UNDER: u32 = <$S as Source>::STAGED_UNDER;

        fn cursor() -> Self::Cursor {
            <$S as Source>::cursor()
        }

        /// # Safety
        ///
        /// As the trait's.
        unsafe fn load(&self, cursor: &mut Self::Cursor, lanes: &mut Lanes<'_>) -> Self::Lane {
            // SAFETY: the caller's promise.
            unsafe { self.$inner.load(cursor, lanes) }
        }

        /// # Safety
        ///
        /// As the trait's.
        unsafe fn pick(
            &self,
            cursor: &mut Self::Cursor,
            lane: Self::Lane,
            mask: &[bool],
        ) -> Self::Lane {
            // SAFETY: the caller's promise.
            unsafe { self.$inner.pick(cursor, lane, mask) }
        }

        /// # Safety
        ///
        /// As the trait's.
        #[inline(always)]
        unsafe fn shift(lane: Self::Lane, by: usize) -> Self::Lane {
            // SAFETY: the caller's promise.
            unsafe { <$S as Source>::shift(lane, by) }
        }

        #[inline(always)]
        fn misaligned(lane: Self::Lane, width: usize, pins: Pins) -> (usize, usize) {
            <$S as Source>::misaligned(lane, width, pins)
        }
    };
}
pub(super) use reads_as;

/// A source that is read by others too.
pub(crate) struct ByRef<'a, S>(pub(crate) &'a S);

impl<S: Described> Described for ByRef<'_, S> {
    fn check(&self) -> Result<(), Error> {
        self.0.check()
    }
    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize])) {
        self.0.leaves(report);
    }
    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>)) {
        self.0.shapes(report);
    }
    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    ) {
        self.0.labels(names, report);
    }
}

// SAFETY: as the source itself.
unsafe impl<S: Source> Source for ByRef<'_, S> {
    type Item = S::Item;
    const COST: u32 = S::COST;
    const NOTED: bool = S::NOTED;
    const PURE: bool = S::PURE;
    const NO_MASK: bool = S::NO_MASK;
    reads_as!(S, 0);

    #[inline(always)]
    unsafe fn get_pinned<M: Mode>(&self, mode: M, lane: S::Lane, i: usize, pins: Pins) -> S::Item {
        // SAFETY: the caller's promise.
        unsafe { self.0.get_pinned(mode, lane, i, pins) }
    }
}

/// The item of a source all of whose leaves have rank 0 or one element.
pub(crate) fn first<S: Source>(source: &S) -> S::Item {
    let mut cursor = S::cursor();
    let flat = Flat {
        len: 1,
        moving: 0,
        operands: 0,
    };
    // SAFETY: each leaf has an element at offset 0, and one element is asked for.
    let lane = unsafe { source.load(&mut cursor, &mut Lanes::flat(flat, 0, 1)) };
    Level::current().careful(First { source, lane })
}

/// The computation of one item.
struct First<'s, S: Source> {
    source: &'s S,
    lane: S::Lane,
}

impl<S: Source> Job for First<'_, S> {
    type Output = S::Item;
    #[inline(always)]
    fn run<M: Mode>(self, mode: M) -> S::Item {
        // SAFETY: element 0 of the tile that `first` has loaded.
        unsafe { self.source.get(mode, self.lane, 0) }
    }
}

/// How an operand is read: the sealed half of [`Operand`](crate::Operand).
pub trait AsSource<T: Element> {
    /// What the operand is read from.
    type Source<'s>: Source<Item = T>
    where
        Self: 's;
    /// Borrows it.
    fn source(&self) -> Self::Source<'_>;
    /// The element of an operand of rank 0.
    #[inline]
    fn value(self) -> T
    where
        Self: Sized,
    {
        first(&self.source())
    }
    /// A view for kernels with core dimensions; `None` if the elements have to be computed first.
    fn strided(&self) -> Option<Leaf<'_, T>> {
        None
    }
    /// The memory of an owned operand that fits a result of this type and shape.
    fn donor(&mut self, element: TypeId, shape: &[usize]) -> Option<RawMemory> {
        let _ = (element, shape);
        None
    }
    /// Moves the owned operand itself to `slot`, an `Option<ArrayD<T>>`, after its memory was chosen.
    fn donated(&mut self, slot: &mut dyn Any) {
        let _ = slot;
    }
    /// Lets a stand-in read the target of a call in place.
    fn target<U: Element>(&mut self, target: &RawOut<U>) {
        let _ = target;
    }
}
