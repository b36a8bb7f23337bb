//! The leaves of a source: borrowed strided views, made contiguous block by block.

use alloc::string::String;
use core::marker::PhantomData;
use core::mem::{MaybeUninit, size_of};

use ndarray::{ArrayRef, Dimension};

use super::block::Block;
use super::pack::pack;
use super::source::{Described, Lanes, Source};
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

/// The shape and strides of a leaf, borrowed where they exist.
enum Extent<'s> {
    Scalar,
    Slice([usize; 1]),
    Array(&'s [usize], &'s [isize]),
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
        match &self.extent {
            Extent::Scalar => &[],
            Extent::Slice(len) => len,
            Extent::Array(shape, _) => shape,
        }
    }

    pub(crate) fn strides(&self) -> &[isize] {
        match &self.extent {
            Extent::Scalar => &[],
            Extent::Slice(_) => &[1],
            Extent::Array(_, strides) => strides,
        }
    }
}

impl<T: Element> Leaf<'_, T> {
    /// The part, in place if it is contiguous, else in the cursor's block.
    ///
    /// # Safety
    ///
    /// A part of this leaf, of at most `BLOCK` elements.
    unsafe fn load_part(&self, cursor: &mut LeafCursor, part: Part<'_>) -> *const T {
        let (offset, n) = (part.offset(), part.len());
        if n == 1 || size_of::<T>() == 0 || part.contiguous() {
            // SAFETY: the offset of an element of this leaf.
            return unsafe { self.ptr.offset(offset) };
        }
        let block = cursor.block.ptr::<T>();
        let repeated = part.repeated().then_some((offset, n));
        if let (Some((at, filled)), Some(_)) = (cursor.repeated, repeated)
            && at == offset
            && filled >= n
        {
            return block;
        }
        cursor.repeated = repeated;
        // SAFETY: a part of this leaf, of at most `BLOCK` elements; the block is ours alone and aligned for `T`.
        unsafe { pack(self.ptr, part, block) };
        block
    }
}

/// The block of one leaf, and which elements it holds.
pub struct LeafCursor {
    block: Block,
    /// Offset and number of the repeated element that fills the block.
    repeated: Option<(isize, usize)>,
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
    type Lane = *const T;
    const LEAVES: usize = 1;
    const BLOCK: usize = Block::capacity::<T>();
    const COST: u32 = 0;
    const NOTED: bool = false;

    #[inline(always)]
    fn cursor() -> LeafCursor {
        // Field by field: of a whole `LeafCursor { … }` the compiler makes a constant, which it then copies to each
        // cursor, 4 KiB of it.
        let mut cursor = MaybeUninit::<LeafCursor>::uninit();
        // SAFETY: a field of the cursor's own memory.
        let repeated = unsafe { &raw mut (*cursor.as_mut_ptr()).repeated };
        // SAFETY: as above.
        unsafe { repeated.write(None) };
        // SAFETY: `repeated` is initialised, and a block needs not be.
        unsafe { cursor.assume_init() }
    }

    #[inline]
    unsafe fn load(&self, cursor: &mut LeafCursor, lanes: &mut Lanes<'_>) -> *const T {
        if let Some(offset) = lanes.take_contiguous() {
            // SAFETY: the offset of an element of this leaf.
            return unsafe { self.ptr.offset(offset) };
        }
        // SAFETY: the caller's promise.
        unsafe { self.load_part(cursor, lanes.take()) }
    }

    unsafe fn pick(&self, cursor: &mut LeafCursor, lane: *const T, mask: &[bool]) -> *const T {
        let block = cursor.block.ptr::<T>();
        if size_of::<T>() == 0 || (lane == block.cast_const() && cursor.repeated.is_some()) {
            return lane;
        }
        cursor.repeated = None;
        let mut picked = 0;
        for (i, &taken) in mask.iter().enumerate() {
            // SAFETY: the lane has `mask.len()` elements.
            let value = unsafe { *lane.add(i) };
            // SAFETY: `picked <= i`: inside the block, and if the lane is the block, before the elements to come.
            unsafe { block.add(picked).write(value) };
            picked += usize::from(taken);
        }
        block
    }

    #[inline(always)]
    unsafe fn get<M: Mode>(&self, _mode: M, lane: *const T, i: usize) -> T {
        // SAFETY: `lane` points to more than `i` elements.
        let at = unsafe { lane.add(i) };
        // SAFETY: readable, as above.
        unsafe { *at }
    }
}
