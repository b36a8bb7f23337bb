//! Outputs that all have one type: what a reduction by a function of that type can take.

use core::mem::MaybeUninit;

use ndarray::ArrayD;
use smallvec::SmallVec;

use crate::Element;
use crate::exec::block::Block;
use crate::exec::{Outs, RawOut};

/// A list with an entry for each output; mostly there is one.
pub(crate) type List<T> = SmallVec<[T; 1]>;

/// A value of each output.
pub(super) type Large<T> = [MaybeUninit<T>; 8];

/// A tuple of outputs of type `T`.
#[diagnostic::on_unimplemented(
    message = "these results cannot be reduced by a function of `{T}`",
    label = "expected a call all of whose results are `{T}`"
)]
pub trait Uniform<T>: Outs {
    /// How many there are.
    const COUNT: usize;
    /// The values of a tuple.
    #[doc(hidden)]
    fn list(self) -> SmallVec<[T; 1]>;
    /// A tuple of equal values.
    #[doc(hidden)]
    fn splat(value: T) -> Self;
    /// The outputs' memory.
    #[doc(hidden)]
    fn raw_list(raws: Self::Raws) -> SmallVec<[RawOut<T>; 1]>;
    /// Where values are put that are not written anywhere else: in blocks, or one value each in `large`, if it is too
    /// large for a block.
    #[doc(hidden)]
    fn inside(blocks: &mut Self::Blocks, large: &mut Large<T>) -> Self::Lane;
    /// Where each output's elements are put.
    #[doc(hidden)]
    fn firsts(lane: Self::Lane) -> SmallVec<[*mut T; 1]>;
    /// The arrays.
    #[doc(hidden)]
    fn array_list(arrays: &Self::Arrays) -> SmallVec<[&ArrayD<T>; 1]>;
}

macro_rules! uniform {
    ($count:literal: $($T:ident $i:tt),*) => {
        impl<T: Element> Uniform<T> for ($($T,)*) {
            const COUNT: usize = $count;
            fn list(self) -> SmallVec<[T; 1]> {
                SmallVec::from_slice(&[$(self.$i),*])
            }
            fn splat(value: T) -> Self {
                ($({ let copy: $T = value; copy },)*)
            }
            fn raw_list(raws: Self::Raws) -> SmallVec<[RawOut<T>; 1]> {
                SmallVec::from_iter([$(raws.$i),*])
            }
            fn inside(blocks: &mut Self::Blocks, large: &mut Large<T>) -> Self::Lane {
                ($({
                    let block: *mut $T = blocks[$i].ptr();
                    if Block::capacity::<$T>() == 1 { large[$i].as_mut_ptr() } else { block }
                },)*)
            }
            fn firsts(lane: Self::Lane) -> SmallVec<[*mut T; 1]> {
                SmallVec::from_slice(&[$(lane.$i),*])
            }
            fn array_list(arrays: &Self::Arrays) -> SmallVec<[&ArrayD<T>; 1]> {
                SmallVec::from_slice(&[$(&arrays.$i),*])
            }
        }
    };
}
uniform!(1: T 0);
uniform!(2: T 0, T 1);
uniform!(3: T 0, T 1, T 2);
uniform!(4: T 0, T 1, T 2, T 3);
uniform!(5: T 0, T 1, T 2, T 3, T 4);
uniform!(6: T 0, T 1, T 2, T 3, T 4, T 5);
uniform!(7: T 0, T 1, T 2, T 3, T 4, T 5, T 6);
uniform!(8: T 0, T 1, T 2, T 3, T 4, T 5, T 6, T 7);
