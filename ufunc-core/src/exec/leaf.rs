//! The leaves of a source: borrowed strided views, made contiguous block by block.

use alloc::string::String;
use core::marker::PhantomData;
use core::mem::{MaybeUninit, size_of};

use ndarray::{ArrayRef, Dimension};

use super::block::Block;
use super::body::CACHE_LINE;
use super::extent::{Extent, Whole};
use super::lanes::{Lanes, Pins};
use super::pack::{pack, repeat};
use super::source::{Described, Source};
use crate::math::Mode;
use crate::plan::Part;
use crate::shape::Dims;
use crate::{Element, Error};

/// A borrowed strided view: pointer to the first element, shape, strides.
pub struct Leaf<'s, T> {
    ptr: *const T,
    extent: Extent<'s>,
    borrow: PhantomData<&'s T>,
}

// SAFETY: a leaf only reads shared elements, which may be done from any thread if `T: Sync`.
unsafe impl<T: Sync> Sync for Leaf<'_, T> {}

impl<'s, T> Leaf<'s, T> {
    pub(crate) fn scalar(value: &'s T) -> Leaf<'s, T> {
        Leaf {
            ptr: value,
            extent: Extent::Scalar,
            borrow: PhantomData,
        }
    }

    pub(crate) fn slice(slice: &'s [T]) -> Leaf<'s, T> {
        Leaf {
            ptr: slice.as_ptr(),
            extent: Extent::Slice([slice.len()]),
            borrow: PhantomData,
        }
    }

    /// # Safety
    ///
    /// The elements that `shape` and `strides` reach from `ptr` are readable for `'s`, if there are any; the
    /// only writes to them meanwhile are those of the loop that reads this leaf, to elements already read.
    pub(crate) unsafe fn array(
        ptr: *const T,
        shape: &'s [usize],
        strides: &'s [isize],
    ) -> Leaf<'s, T> {
        Leaf {
            ptr,
            extent: Extent::Array(shape, strides),
            borrow: PhantomData,
        }
    }

    /// All elements of an array.
    pub(crate) fn of<D: Dimension>(array: &'s ArrayRef<T, D>) -> Leaf<'s, T> {
        // SAFETY: an array's shape and strides reach its own elements only, which are borrowed as long as the leaf.
        // Where the walk writes them (the memory of an owned operand was chosen for the result), it reads an
        // element before it writes it.
        unsafe { Leaf::array(array.as_ptr(), array.shape(), array.strides()) }
    }

    pub(crate) fn ptr(&self) -> *const T {
        self.ptr
    }

    pub(crate) fn shape(&self) -> &[usize] {
        self.extent.shape()
    }

    pub(crate) fn strides(&self) -> &[isize] {
        self.extent.strides()
    }
}

impl<T: Element> Leaf<'_, T> {
    /// The part, in place if it is contiguous, else in the cursor's block.
    ///
    /// # Safety
    ///
    /// A part of this leaf, of at most `BLOCK` elements.
    unsafe fn load_part(&self, cursor: &mut LeafCursor, part: Part<'_>) -> LeafLane<T> {
        let (offset, n) = (part.offset(), part.len());
        // SAFETY: the offset of an element of this leaf.
        let first = unsafe { self.ptr.offset(offset) };
        if n == 1 || size_of::<T>() == 0 || part.contiguous() {
            return LeafLane::moving(first);
        }
        let repeated = part.repeated();
        if repeated && Self::BLOCK == 1 {
            return LeafLane::at(first, 0);
        }
        let goes_round = n > Self::BLOCK && !repeated;
        let part = if goes_round { part.first_round() } else { part };
        let n = part.len();
        let block = cursor.block.ptr::<T>();
        let step = usize::from(!repeated && !goes_round);
        let wanted = Held {
            offset,
            row: part.row_len(),
            len: n.min(Self::BLOCK),
        };
        let held = cursor.held.is_some_and(|held| held.begins_with(wanted));
        if !held && repeated {
            // SAFETY: the leaf's element, and a block that has room for as many.
            unsafe { repeat(first, block, wanted.len) };
        } else if !held {
            // SAFETY: a part of this leaf, of at most `BLOCK` elements; the block is ours alone and aligned for `T`.
            unsafe { pack(self.ptr, part, block) };
        }
        if !held {
            cursor.held = Some(wanted);
        }
        LeafLane::at(block, step)
    }
}

/// Where a leaf's elements lie in a tile.
#[derive(Clone, Copy)]
pub struct LeafLane<T: Copy> {
    first: *const T,
    /// 1, or 0 of what is repeated: then the lane goes round in its block.
    step: usize,
    /// The one element of a pinned leaf.
    pinned: MaybeUninit<T>,
}

impl<T: Copy> LeafLane<T> {
    /// Elements one after the other.
    pub(super) fn moving(first: *const T) -> LeafLane<T> {
        LeafLane::at(first, 1)
    }

    fn at(first: *const T, step: usize) -> LeafLane<T> {
        LeafLane {
            first,
            step,
            pinned: MaybeUninit::uninit(),
        }
    }
}

impl<T: Copy> LeafLane<T> {
    /// Element `i`.
    ///
    /// # Safety
    ///
    /// The lane has more than `i` elements, and is valid; it was pinned if the first of `pins` is.
    #[inline(always)]
    pub(super) unsafe fn element(self, i: usize, pins: Pins) -> T {
        if pins.first() {
            // SAFETY: of a pinned leaf `load` has read the element.
            return unsafe { self.pinned.assume_init() };
        }
        // SAFETY: the caller's promise.
        let at = unsafe { self.first.add(i) };
        // SAFETY: readable, as above.
        unsafe { *at }
    }
}

/// The block of one leaf, and which elements it holds.
pub struct LeafCursor {
    block: Block,
    held: Option<Held>,
}

/// Which elements of its leaf a block holds.
#[derive(Clone, Copy)]
struct Held {
    /// The offset of the first one.
    offset: isize,
    /// How many belong to one step of the tile's outermost loop.
    row: usize,
    len: usize,
}

impl Held {
    /// Whether the elements wanted are the first of these, so that a leaf that is repeated is copied once.
    fn begins_with(self, wanted: Held) -> bool {
        self.offset == wanted.offset && self.row == wanted.row && self.len >= wanted.len
    }
}

impl<T> Described for Leaf<'_, T> {
    fn leaves(&self, report: &mut dyn FnMut(&[usize], &[isize])) {
        report(self.shape(), self.strides());
    }

    fn shapes(&self, report: &mut dyn FnMut(Result<Dims, Error>)) {
        report(Ok(self.shape().into()));
    }

    fn labels(
        &self,
        names: &mut dyn Iterator<Item = String>,
        report: &mut dyn FnMut(String, usize),
    ) {
        report(names.next().unwrap_or_default(), size_of::<T>());
    }
}

// SAFETY: `load` reads `n` elements from where `lanes` says, which are the leaf's by its contract; `get` reads
// from there or from the block just filled.
unsafe impl<T: Element> Source for Leaf<'_, T> {
    type Item = T;
    type Cursor = LeafCursor;
    type Lane = LeafLane<T>;
    const LEAVES: usize = 1;
    const PINS: Pins = Pins::leaves(1);
    const BLOCK: usize = Block::capacity::<T>();
    const COST: u32 = 0;
    const NOTED: bool = false;
    const PURE: bool = true;

    #[inline(always)]
    fn cursor() -> LeafCursor {
        // Field by field: of a whole `LeafCursor { … }` the compiler makes a constant, which it then copies to each
        // cursor, 4 KiB of it.
        let mut cursor = MaybeUninit::<LeafCursor>::uninit();
        // SAFETY: a field of the cursor's own memory.
        let held = unsafe { &raw mut (*cursor.as_mut_ptr()).held };
        // SAFETY: as above.
        unsafe { held.write(None) };
        // SAFETY: `held` is initialised, and a block needs not be.
        unsafe { cursor.assume_init() }
    }

    #[inline(always)]
    fn extent(&self) -> Option<Extent<'_>> {
        match self.extent {
            Extent::Scalar => None,
            extent => Some(extent),
        }
    }

    #[inline(always)]
    fn glance(&self, whole: &Whole<'_>) -> Option<LeafLane<T>> {
        let alike = whole.is_like(&self.extent);
        alike.then(|| LeafLane::moving(self.ptr))
    }

    #[inline]
    unsafe fn load(&self, cursor: &mut LeafCursor, lanes: &mut Lanes<'_>) -> LeafLane<T> {
        if let Some(offset) = lanes.take_contiguous() {
            // SAFETY: the offset of an element of this leaf.
            return LeafLane::moving(unsafe { self.ptr.offset(offset) });
        }
        if let Some(offset) = lanes.take_pinned() {
            // SAFETY: as above.
            let first = unsafe { self.ptr.offset(offset) };
            let mut lane = LeafLane::at(first, 0);
            // SAFETY: readable: the tile has this element.
            lane.pinned.write(unsafe { *first });
            return lane;
        }
        // SAFETY: the caller's promise.
        unsafe { self.load_part(cursor, lanes.take()) }
    }

    unsafe fn pick(
        &self,
        cursor: &mut LeafCursor,
        lane: LeafLane<T>,
        mask: &[bool],
    ) -> LeafLane<T> {
        let block = cursor.block.ptr::<T>();
        if size_of::<T>() == 0 || lane.step == 0 {
            return lane;
        }
        cursor.held = None;
        let mut picked = 0;
        for (i, &taken) in mask.iter().enumerate() {
            // SAFETY: the lane has `mask.len()` elements.
            let value = unsafe { *lane.first.wrapping_add(i) };
            // SAFETY: `picked <= i`: inside the block, and if the lane is the block, before the elements to come.
            unsafe { block.wrapping_add(picked).write(value) };
            picked += usize::from(taken);
        }
        LeafLane::moving(block)
    }

    #[inline(always)]
    unsafe fn shift(lane: LeafLane<T>, by: usize) -> LeafLane<T> {
        // SAFETY: as many elements follow, or none is stepped over.
        let first = unsafe { lane.first.add(by * lane.step) };
        LeafLane { first, ..lane }
    }

    #[inline(always)]
    fn misaligned(lane: LeafLane<T>, width: usize, pins: Pins) -> (usize, usize) {
        if pins.first() || lane.step == 0 || size_of::<T>() < width {
            return (0, 0);
        }
        (1, lane.first.align_offset(CACHE_LINE))
    }

    #[inline(always)]
    unsafe fn get_pinned<M: Mode>(&self, _mode: M, lane: LeafLane<T>, i: usize, pins: Pins) -> T {
        // SAFETY: the caller's promise.
        unsafe { lane.element(i, pins) }
    }
}
