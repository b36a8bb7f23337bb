//! The outputs of an elementwise loop, as a tuple.

use core::mem::{MaybeUninit, size_of};

use ndarray::ArrayD;

use super::block::Block;
use super::body::CACHE_LINE;
use super::extent::Whole;
use super::frame::Extents;
use super::lanes::Lanes;
use super::pack::{pack, unpack};
use super::raw::RawOut;
use crate::math::select;
use crate::operand::Donors;
use crate::out::{Fresh, Layout};
use crate::plan::Part;
use crate::{Element, Error};

/// A tuple of output elements, and what a loop and its caller do with such outputs.
///
/// # Safety
///
/// `open`, `put`, `close` and `expand` write only the elements that `lanes` names, and `extents` and `lanes` agree.
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
    /// All elements, if each output lies in C order without gaps.
    fn whole(fresh: &mut Self::Fresh) -> Option<(Whole<'_>, Self::Lane)>;
    /// How many elements of the first output lie before a cache line begins.
    fn misaligned(lane: Self::Lane) -> usize;
    /// The lane from its element number `by` on.
    ///
    /// # Safety
    ///
    /// As `put`, with at least `by` elements.
    unsafe fn shift(lane: Self::Lane, by: usize) -> Self::Lane;
    /// Fresh blocks.
    fn blocks() -> Self::Blocks;
    /// Where the tile's elements of each output can be put contiguously: in place, or in a block.
    ///
    /// # Safety
    ///
    /// `lanes` yields a part of each output, of at most `BLOCK` elements.
    unsafe fn open(
        raws: &Self::Raws,
        blocks: &mut Self::Blocks,
        lanes: Lanes<'_>,
        opening: Opening,
    ) -> Self::Lane;
    /// Writes element `i`.
    ///
    /// # Safety
    ///
    /// `lane` comes from an `open` of more than `i` elements, and neither the blocks have moved nor `close` was called.
    unsafe fn put(self, lane: Self::Lane, i: usize);
    /// Moves the tile from where it was put to where it belongs.
    ///
    /// # Safety
    ///
    /// As `open`, with the same `lanes` and `opening`; all elements were put, or kept.
    unsafe fn close(
        raws: &Self::Raws,
        blocks: &mut Self::Blocks,
        lanes: Lanes<'_>,
        opening: Opening,
    );
    /// Whether the parts are contiguous.
    fn contiguous(lanes: Lanes<'_>) -> bool;
    /// Moves the first elements of the blocks to the places where `mask` is true, in order. The others get those of
    /// `fill`, if there is one.
    ///
    /// # Safety
    ///
    /// As `open`; the parts are [`contiguous`](Outs::contiguous), `mask` is as long as the tile, and as many
    /// elements as it has `true`s were put into lanes opened in blocks.
    unsafe fn expand(
        raws: &Self::Raws,
        blocks: &mut Self::Blocks,
        lanes: Lanes<'_>,
        mask: &[bool],
        fill: Option<Self>,
    );
    /// Memory for outputs of these layouts: that of owned operands as far as it fits.
    fn allocate<'l>(
        layout: &dyn Fn(usize) -> Layout<'l>,
        donors: &mut dyn Donors,
    ) -> Result<Self::Fresh, Error>;
    /// Whether one of them is an operand's memory.
    fn donated(fresh: &Self::Fresh) -> bool;
    /// The memory of fresh outputs.
    fn raws(fresh: &mut Self::Fresh) -> Self::Raws;
    /// The arrays.
    ///
    /// # Safety
    ///
    /// Every element was written; `donors` are those of `allocate`.
    unsafe fn written(fresh: Self::Fresh, donors: &mut dyn Donors) -> Self::Arrays;
}

/// How outputs are opened.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// In blocks, even if they are contiguous: an input lies in the same memory, and is still needed.
    pub(crate) apart: bool,
    /// With their present elements: not all will be put.
    pub(crate) keep: bool,
}

impl Opening {
    fn in_place<T>(self, part: Part<'_>) -> bool {
        size_of::<T>() == 0 || (!self.apart && (part.len() == 1 || part.contiguous()))
    }
}

/// # Safety
///
/// As [`Outs::open`], for the next output.
#[inline]
unsafe fn open<T: Copy>(
    raw: &RawOut<T>,
    block: &mut Block,
    lanes: &mut Lanes<'_>,
    opening: Opening,
) -> *mut T {
    if !opening.apart
        && let Some(offset) = lanes.take_contiguous()
    {
        // SAFETY: the offset of an element of this output.
        return unsafe { raw.ptr.offset(offset) };
    }
    // SAFETY: the caller's promise.
    unsafe { open_part(raw, block, lanes.take(), opening) }
}

/// # Safety
///
/// As [`Outs::open`].
unsafe fn open_part<T: Copy>(
    raw: &RawOut<T>,
    block: &mut Block,
    part: Part<'_>,
    opening: Opening,
) -> *mut T {
    if opening.in_place::<T>(part) {
        // SAFETY: the offset of an element of this output.
        return unsafe { raw.ptr.offset(part.offset()) };
    }
    let block = block.ptr();
    if opening.keep {
        // SAFETY: a part of this output, of at most `BLOCK` elements; the block is ours alone.
        unsafe { pack(raw.ptr.cast_const(), part, block) };
    }
    block
}

/// # Safety
///
/// As [`Outs::close`], for the next output.
#[inline]
unsafe fn close<T: Copy>(
    raw: &RawOut<T>,
    block: &mut Block,
    lanes: &mut Lanes<'_>,
    opening: Opening,
) {
    if !opening.apart && lanes.take_contiguous().is_some() {
        return;
    }
    let part = lanes.take();
    if !opening.in_place::<T>(part) {
        // SAFETY: a part of this output, which only this thread writes; the block's elements were put or kept.
        unsafe { unpack(block.ptr::<T>().cast_const(), raw.ptr, part) };
    }
}

/// # Safety
///
/// As [`Outs::expand`].
unsafe fn expand<T: Copy>(
    raw: &RawOut<T>,
    block: &mut Block,
    part: Part<'_>,
    mask: &[bool],
    fill: Option<T>,
) {
    // Elements behind the last one put, and those of outputs that are not written yet, are never selected.
    let block: *const MaybeUninit<T> = block.ptr();
    // SAFETY: the offset of an element of this output.
    let out = unsafe { raw.ptr.offset(part.offset()) }.cast::<MaybeUninit<T>>();
    let mut put = 0;
    for (i, &taken) in mask.iter().enumerate() {
        // SAFETY: `put <= i`, inside the block.
        let value = unsafe { *block.wrapping_add(put) };
        // SAFETY: element `i` of a contiguous part.
        let at = unsafe { out.add(i) };
        let other = match fill {
            Some(fill) => MaybeUninit::new(fill),
            // SAFETY: readable, initialised or not.
            None => unsafe { *at },
        };
        // SAFETY: an element of the output, which only this thread writes.
        unsafe { at.write(select(taken, value, other)) };
        put += usize::from(taken);
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
            #[inline(always)]
            fn whole(fresh: &mut Self::Fresh) -> Option<(Whole<'_>, Self::Lane)> {
                let memory = ($(fresh.$i.memory(),)*);
                let whole = Whole::of(memory.0.1)?;
                let alike = $(whole.is_like(&memory.$i.1))&&*;
                alike.then(|| (whole, ($(memory.$i.0,)*)))
            }
            #[inline(always)]
            fn misaligned(lane: Self::Lane) -> usize {
                // Of elements that never lie so, this is the largest number.
                lane.0.align_offset(CACHE_LINE)
            }
            #[inline(always)]
            unsafe fn shift(lane: Self::Lane, by: usize) -> Self::Lane {
                // SAFETY: as many elements follow, output by output.
                ($(unsafe { lane.$i.add(by) },)*)
            }
            fn blocks() -> Self::Blocks {
                core::array::from_fn(|_| Block::new())
            }
            unsafe fn open(raws: &Self::Raws, blocks: &mut Self::Blocks, mut lanes: Lanes<'_>, opening: Opening) -> Self::Lane {
                // SAFETY: the caller's promise, output by output.
                ($(unsafe { open(&raws.$i, &mut blocks[$i], &mut lanes, opening) },)*)
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
            unsafe fn close(raws: &Self::Raws, blocks: &mut Self::Blocks, mut lanes: Lanes<'_>, opening: Opening) {
                // SAFETY: the caller's promise, output by output.
                $(unsafe { close(&raws.$i, &mut blocks[$i], &mut lanes, opening) };)*
            }
            fn contiguous(mut lanes: Lanes<'_>) -> bool {
                (0..$len).all(|_| lanes.take().contiguous())
            }
            unsafe fn expand(
                raws: &Self::Raws,
                blocks: &mut Self::Blocks,
                mut lanes: Lanes<'_>,
                mask: &[bool],
                fill: Option<Self>,
            ) {
                // SAFETY: the caller's promise, output by output.
                $(unsafe { expand(&raws.$i, &mut blocks[$i], lanes.take(), mask, fill.map(|fill| fill.$i)) };)*
            }
            fn allocate<'l>(layout: &dyn Fn(usize) -> Layout<'l>, donors: &mut dyn Donors) -> Result<Self::Fresh, Error> {
                let mut from = 0;
                Ok(($(Fresh::<$T>::donated_or_allocated(&layout($i), donors, &mut from)?,)*))
            }
            fn donated(fresh: &Self::Fresh) -> bool {
                $(fresh.$i.is_donated())||*
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
