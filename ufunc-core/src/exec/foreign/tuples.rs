//! Tuples of elements, as arguments and as outputs of a loop over foreign memory.

use super::element::{Foreign, Kind};
use super::memory::Memory;
use crate::exec::leaf::LeafLane;
use crate::exec::{Leaf, Outs, RawOut, Source};
use crate::shape::{Dims, Strides};

/// The arguments, or the outputs, of a kernel.
///
/// # Safety
///
/// The leaves are the operands' memory, in order; `KINDS` describes the elements.
pub unsafe trait ForeignTuple: Copy {
    /// What a loop reads the arguments from.
    type Leaves: Source<Item = Self>;
    /// The element types.
    const KINDS: &'static [Kind];
    /// The operands as leaves.
    ///
    /// # Safety
    ///
    /// The elements that a loop will ask for are readable values of their types, and aligned; the loop writes to them
    /// only what it has read before.
    unsafe fn leaves(operands: &[Memory]) -> Self::Leaves;
    /// The lane of leaves that lie one element after the other.
    fn lane(operands: &[Memory]) -> <Self::Leaves as Source>::Lane;
    /// Element `i` of each operand, whatever its alignment and bits; or the number of an operand where it is no value.
    ///
    /// # Safety
    ///
    /// They are readable.
    unsafe fn read(operands: &[Memory], i: usize) -> Result<Self, usize>;
}

/// The outputs of a kernel.
///
/// # Safety
///
/// As [`ForeignTuple`].
pub unsafe trait ForeignOuts: ForeignTuple + Outs {
    /// The operands as outputs of a loop.
    fn raws(operands: &[Memory]) -> Self::Raws;
    /// The lane of outputs that lie one element after the other.
    fn out_lane(operands: &[Memory]) -> <Self as Outs>::Lane;
    /// Writes element `i` of each operand, whatever its alignment.
    ///
    /// # Safety
    ///
    /// They are writable, and this loop's alone.
    unsafe fn write(self, operands: &[Memory], i: usize);
}

macro_rules! tuple {
    ($($T:ident $i:tt),*) => {
        // SAFETY: each element has its own operand, in order.
        unsafe impl<$($T: Foreign),*> ForeignTuple for ($($T,)*) {
            type Leaves = ($(Leaf<'static, $T>,)*);
            const KINDS: &'static [Kind] = &[$(Kind::of::<$T>()),*];

            #[inline(always)]
            #[allow(clippy::unused_unit)]
            unsafe fn leaves(_operands: &[Memory]) -> Self::Leaves {
                // SAFETY: the caller's promise. Shapes and strides of leaves are for plans, which are the caller's.
                ($(unsafe { Leaf::array(_operands[$i].at.cast_const().cast::<$T>(), &[], &[]) },)*)
            }
            #[inline(always)]
            #[allow(clippy::unused_unit)]
            fn lane(_operands: &[Memory]) -> <Self::Leaves as Source>::Lane {
                ($(LeafLane::moving(_operands[$i].at.cast_const().cast::<$T>()),)*)
            }
            #[inline(always)]
            #[allow(clippy::unused_unit)]
            unsafe fn read(_operands: &[Memory], _i: usize) -> Result<Self, usize> {
                Ok(($(
                    // SAFETY: the caller's promise.
                    match unsafe { $T::read(_operands[$i].place(_i)) } {
                        Some(value) => value,
                        None => return Err($i),
                    },
                )*))
            }
        }
    };
}

macro_rules! outs {
    ($($T:ident $i:tt),*) => {
        tuple!($($T $i),*);

        // SAFETY: as above.
        unsafe impl<$($T: Foreign),*> ForeignOuts for ($($T,)*) {
            #[inline(always)]
            fn raws(operands: &[Memory]) -> Self::Raws {
                ($(RawOut {
                    ptr: operands[$i].at.cast::<$T>(),
                    shape: Dims::new(),
                    strides: Strides::new(),
                },)*)
            }
            #[inline(always)]
            fn out_lane(operands: &[Memory]) -> <Self as Outs>::Lane {
                ($(operands[$i].at.cast::<$T>(),)*)
            }
            #[inline(always)]
            unsafe fn write(self, operands: &[Memory], i: usize) {
                $(
                    let place = operands[$i].place(i).cast::<$T>();
                    // SAFETY: the caller's promise.
                    unsafe { place.write_unaligned(self.$i) };
                )*
            }
        }
    };
}
tuple!();
outs!(A 0);
outs!(A 0, B 1);
outs!(A 0, B 1, C 2);
outs!(A 0, B 1, C 2, D 3);
outs!(A 0, B 1, C 2, D 3, E 4);
outs!(A 0, B 1, C 2, D 3, E 4, F 5);
outs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
outs!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15);
