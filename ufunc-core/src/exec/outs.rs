//! The outputs of an elementwise loop, as a tuple.

use core::mem::size_of;

use ndarray::ArrayD;

use super::block::Block;
use super::frame::Extents;
use super::raw::RawOut;
use super::source::Lanes;
use crate::operand::Donors;
use crate::out::{Fresh, Layout};
use crate::{Element, Error};

/// A tuple of output elements, and what a loop and its caller do with such outputs.
///
/// # Safety
///
/// `open`, `put` and `close` write only the elements that `lanes` names, and `extents` and `lanes` agree.
pub unsafe trait Outs: Copy + Send + Sync {
    /// The memory of the outputs.
    type Raws: Sync;
    /// A block for each output that is not contiguous.
    type Blocks;
    /// Where the current block's elements are written.
    type Lane: Copy;
    /// Memory for fresh outputs.
    type Fresh;
    /// The outputs as arrays.
    type Arrays;
    /// The sizes of the outputs' elements, in bytes.
    const SIZES: &'static [usize];
    /// The longest block, in elements.
    const BLOCK: usize;
    /// The shape and the strides of each output.
    fn extents(raws: &Self::Raws) -> Extents<'_>;
    /// Fresh blocks.
    fn blocks() -> Self::Blocks;
    /// Where `n` elements of each output can be put contiguously.
    ///
    /// # Safety
    ///
    /// `lanes` yields the offset and stride of `n` elements of each output; `n <= BLOCK`.
    unsafe fn open(
        raws: &Self::Raws,
        blocks: &mut Self::Blocks,
        lanes: &mut Lanes<'_>,
        n: usize,
    ) -> Self::Lane;
    /// Writes element `i`.
    ///
    /// # Safety
    ///
    /// `lane` comes from an `open` of more than `i` elements, and neither the blocks have moved nor `close` was called.
    unsafe fn put(self, lane: Self::Lane, i: usize);
    /// Moves the elements `from..to` of an open block to where they belong.
    ///
    /// # Safety
    ///
    /// As `open`, with the same `lanes`; the elements were put.
    unsafe fn close(
        raws: &Self::Raws,
        blocks: &mut Self::Blocks,
        lanes: &mut Lanes<'_>,
        n: usize,
        from: usize,
        to: usize,
    );
    /// Memory for outputs of these layouts: that of owned operands as far as it fits.
    fn allocate<'l>(
        layout: &dyn Fn(usize) -> Layout<'l>,
        donors: &mut dyn Donors,
    ) -> Result<Self::Fresh, Error>;
    /// The memory of fresh outputs.
    fn raws(fresh: &mut Self::Fresh) -> Self::Raws;
    /// The arrays.
    ///
    /// # Safety
    ///
    /// Every element was written; `donors` are those of `allocate`.
    unsafe fn written(fresh: Self::Fresh, donors: &mut dyn Donors) -> Self::Arrays;
}

/// The pointer to element 0 of a block of `n`: in place if that is contiguous.
///
/// # Safety
///
/// As [`Outs::open`].
unsafe fn open<T>(
    raw: &RawOut<T>,
    block: &mut Block,
    (offset, stride): (isize, isize),
    n: usize,
) -> *mut T {
    if stride == 1 || n == 1 || size_of::<T>() == 0 {
        // SAFETY: the offset of an element of this output.
        unsafe { raw.ptr.offset(offset) }
    } else {
        block.ptr()
    }
}

/// # Safety
///
/// As [`Outs::close`].
unsafe fn close<T: Copy>(
    raw: &RawOut<T>,
    block: &mut Block,
    (offset, stride): (isize, isize),
    n: usize,
    from: usize,
    to: usize,
) {
    if stride == 1 || n == 1 || size_of::<T>() == 0 {
        return;
    }
    let block: *const T = block.ptr();
    for i in from..to {
        // SAFETY: `i < n`, so this is inside the block.
        let value = unsafe { block.add(i) };
        // SAFETY: element `i` was put.
        let value = unsafe { *value };
        // SAFETY: the offset of element `i` of this output.
        let at = unsafe { raw.ptr.offset(offset + i.cast_signed() * stride) };
        // SAFETY: an element of the output, which only this thread writes.
        unsafe { at.write(value) };
    }
}

macro_rules! outs {
    ($len:literal: $($T:ident $i:tt),*) => {
        // SAFETY: each output uses its own lane, raw memory and block, in order.
        unsafe impl<$($T: Element),*> Outs for ($($T,)*) {
            type Raws = ($(RawOut<$T>,)*);
            type Blocks = [Block; $len];
            type Lane = ($(*mut $T,)*);
            type Fresh = ($(Fresh<$T>,)*);
            type Arrays = ($(ArrayD<$T>,)*);
            const SIZES: &'static [usize] = &[$(size_of::<$T>()),*];
            const BLOCK: usize = {
                let mut least = usize::MAX;
                $(if Block::capacity::<$T>() < least { least = Block::capacity::<$T>(); })*
                least
            };

            fn extents(raws: &Self::Raws) -> Extents<'_> {
                smallvec::smallvec![$((&raws.$i.shape[..], &raws.$i.strides[..])),*]
            }
            fn blocks() -> Self::Blocks {
                core::array::from_fn(|_| Block::new())
            }
            unsafe fn open(raws: &Self::Raws, blocks: &mut Self::Blocks, lanes: &mut Lanes<'_>, n: usize) -> Self::Lane {
                // SAFETY: the caller's promise, output by output.
                ($(unsafe { open(&raws.$i, &mut blocks[$i], lanes.take(), n) },)*)
            }
            #[inline(always)]
            unsafe fn put(self, lane: Self::Lane, i: usize) {
                $(
                    // SAFETY: the lane has more than `i` elements.
                    let at = unsafe { lane.$i.add(i) };
                    // SAFETY: writable, as the caller promises.
                    unsafe { at.write(self.$i) };
                )*
            }
            unsafe fn close(
                raws: &Self::Raws,
                blocks: &mut Self::Blocks,
                lanes: &mut Lanes<'_>,
                n: usize,
                from: usize,
                to: usize,
            ) {
                // SAFETY: the caller's promise, output by output.
                $(unsafe { close(&raws.$i, &mut blocks[$i], lanes.take(), n, from, to) };)*
            }
            fn allocate<'l>(layout: &dyn Fn(usize) -> Layout<'l>, donors: &mut dyn Donors) -> Result<Self::Fresh, Error> {
                let mut from = 0;
                Ok(($(Fresh::<$T>::donated_or_allocated(&layout($i), donors, &mut from)?,)*))
            }
            fn raws(fresh: &mut Self::Fresh) -> Self::Raws {
                ($(fresh.$i.raw(),)*)
            }
            unsafe fn written(fresh: Self::Fresh, donors: &mut dyn Donors) -> Self::Arrays {
                // SAFETY: the caller's promise, output by output.
                ($(unsafe { fresh.$i.written(donors) },)*)
            }
        }
    };
}
outs!(1: A 0);
outs!(2: A 0, B 1);
outs!(3: A 0, B 1, C 2);
outs!(4: A 0, B 1, C 2, D 3);
outs!(5: A 0, B 1, C 2, D 3, E 4);
outs!(6: A 0, B 1, C 2, D 3, E 4, F 5);
outs!(7: A 0, B 1, C 2, D 3, E 4, F 5, G 6);
outs!(8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
