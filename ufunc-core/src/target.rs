//! Given outputs: what `assign_to` and `update` write to.

use alloc::vec::Vec;

use ndarray::{ArrayBase, ArrayRef, DataMut, Dimension, RawData, ViewRepr};

use crate::Element;
use crate::exec::{AsTarget, Outs, Whole};

/// Anything that can be written element by element with `T`: NumPy's `out`.
///
/// `&mut Array<T, D>`, `&mut ArrayRef<T, D>`, any other `&mut ArrayBase`, `ArrayViewMut<T, D>`, `&mut [T]`,
/// `&mut Vec<T>`, `&mut [T; N]`, and `&mut T` for results of rank 0. The trait is sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as an output of element type `{T}`",
    label = "expected a mutable array or slice of `{T}`",
    note = "outputs are given as `&mut a`, `a.view_mut()` or `&mut slice`; several as a tuple of these"
)]
pub trait Target<T: Element>: AsTarget<T> {}

#[diagnostic::do_not_recommend]
impl<T: Element> Target<T> for &mut T {}
#[diagnostic::do_not_recommend]
impl<T: Element, S: DataMut<Elem = T>, D: Dimension> Target<T> for &mut ArrayBase<S, D, T> {}
#[diagnostic::do_not_recommend]
impl<T: Element, D: Dimension> Target<T> for &mut ArrayRef<T, D> {}
#[diagnostic::do_not_recommend]
impl<'a, T: Element, D: Dimension> Target<T> for ArrayBase<ViewRepr<&'a mut T>, D> where
    ViewRepr<&'a mut T>: RawData<Elem = T>
{
}
#[diagnostic::do_not_recommend]
impl<T: Element> Target<T> for &mut [T] {}
#[diagnostic::do_not_recommend]
impl<T: Element> Target<T> for &mut Vec<T> {}
#[diagnostic::do_not_recommend]
impl<T: Element, const N: usize> Target<T> for &mut [T; N] {}

/// The given outputs of a call: one [`Target`], or a tuple of them for a function with several outputs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot take the results of types `{Ts}`",
    label = "expected a mutable array or slice for each of `{Ts}`",
    note = "one output is given as `&mut a`, several as a tuple `(&mut a, &mut b)`"
)]
pub trait Targets<Ts: Outs> {
    /// Their memory, for as long as they are borrowed.
    #[doc(hidden)]
    fn raws(&mut self) -> Ts::Raws;
    /// All elements, if each output lies in C order without gaps.
    #[doc(hidden)]
    fn whole(&mut self) -> Option<(Whole<'_>, Ts::Lane)>;
}

impl<T: Element, A: Target<T>> Targets<(T,)> for A {
    fn raws(&mut self) -> <(T,) as Outs>::Raws {
        (self.raw(),)
    }
    #[inline(always)]
    fn whole(&mut self) -> Option<(Whole<'_>, <(T,) as Outs>::Lane)> {
        let (ptr, extent) = self.memory();
        Some((Whole::of(extent)?, (ptr,)))
    }
}

macro_rules! targets {
    ($($T:ident $A:ident $i:tt),*) => {
        #[diagnostic::do_not_recommend]
        impl<$($T: Element, $A: Target<$T>),*> Targets<($($T,)*)> for ($($A,)*) {
            fn raws(&mut self) -> <($($T,)*) as Outs>::Raws {
                ($(self.$i.raw(),)*)
            }
            fn whole(&mut self) -> Option<(Whole<'_>, <($($T,)*) as Outs>::Lane)> {
                let memory = ($(self.$i.memory(),)*);
                let whole = Whole::of(memory.0.1)?;
                let alike = $(whole.is_like(&memory.$i.1))&&*;
                alike.then(|| (whole, ($(memory.$i.0,)*)))
            }
        }
    };
}
targets!(T0 A0 0, T1 A1 1);
targets!(T0 A0 0, T1 A1 1, T2 A2 2);
targets!(T0 A0 0, T1 A1 1, T2 A2 2, T3 A3 3);
targets!(T0 A0 0, T1 A1 1, T2 A2 2, T3 A3 3, T4 A4 4);
targets!(T0 A0 0, T1 A1 1, T2 A2 2, T3 A3 3, T4 A4 4, T5 A5 5);
targets!(T0 A0 0, T1 A1 1, T2 A2 2, T3 A3 3, T4 A4 4, T5 A5 5, T6 A6 6);
targets!(T0 A0 0, T1 A1 1, T2 A2 2, T3 A3 3, T4 A4 4, T5 A5 5, T6 A6 6, T7 A7 7);
