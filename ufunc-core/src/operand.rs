//! The one door for arguments: what may stand where an array function takes an operand.

use alloc::vec::Vec;
use core::any::{Any, TypeId};
use core::marker::PhantomData;

use ndarray::{
    ArrayBase, ArrayD, ArrayRef, Data, Dimension, Ix0, Ix1, OwnedRepr, RawData, ViewRepr,
};

use crate::exec::{AsSource, RawOut, Source, first};
use crate::rank::SplitCore;
use crate::shape::{Dims, Strides};
use crate::{Element, Shape};

/// Anything that can be read element by element as `T`.
///
/// | operand | rank |
/// |---|---|
/// | a scalar `T` | `Ix0` |
/// | `&Array<T, D>`, `&ArrayView<T, D>`, `&ArrayRef<T, D>`, any other `&ArrayBase` | `D` |
/// | `ArrayView<T, D>` | `D` |
/// | `Array<T, D>`: its memory is used for the result where type and shape allow it | `D` |
/// | `&[T]`, `&Vec<T>`, `&[T; N]` | `Ix1` |
/// | [`cast`]`(x)`: an operand of another type, converted without loss as it is read | of `x` |
/// | a pending call, `f::lazy(…)` of a function with one output: computed as it is read, in one loop with the outer call; made first, once, if it may fail, is masked or has core dimensions | of the call |
///
/// The trait is sealed: what is listed here is all.
// The notes tell what the compiler's list of implementations would tell, in fewer words: hence `do_not_recommend`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as an operand of element type `{T}`",
    label = "expected `{T}`, an array or a slice of `{T}`, or a pending call that yields `{T}`",
    note = "arrays are given as `&a`, `a.view()` or `a`; slices as `&[T]`, `&Vec<T>`, `&[T; N]`",
    note = "a type that converts to `{T}` without loss is read as such with `ufunc_core::cast(&a)`"
)]
pub trait Operand<T: Element>: AsSource<T> {
    /// The operand's rank.
    type Dim: Dimension;
}

#[diagnostic::do_not_recommend]
impl<T: Element> Operand<T> for T {
    type Dim = Ix0;
}
// The third parameter of `ArrayBase` is its element type: with it a wrong one is no operand, and not an operand
// with a wrong associated type.
#[diagnostic::do_not_recommend]
impl<T: Element, S: Data<Elem = T>, D: Dimension> Operand<T> for &ArrayBase<S, D, T> {
    type Dim = D;
}
#[diagnostic::do_not_recommend]
impl<T: Element, D: Dimension> Operand<T> for &ArrayRef<T, D> {
    type Dim = D;
}
#[diagnostic::do_not_recommend]
impl<'a, T: Element, D: Dimension> Operand<T> for ArrayBase<ViewRepr<&'a T>, D>
where
    ViewRepr<&'a T>: RawData<Elem = T>,
{
    type Dim = D;
}
#[diagnostic::do_not_recommend]
impl<T: Element, D: Dimension> Operand<T> for ArrayBase<OwnedRepr<T>, D> {
    type Dim = D;
}
#[diagnostic::do_not_recommend]
impl<T: Element> Operand<T> for &[T] {
    type Dim = Ix1;
}
#[diagnostic::do_not_recommend]
impl<T: Element> Operand<T> for &Vec<T> {
    type Dim = Ix1;
}
#[diagnostic::do_not_recommend]
impl<T: Element, const N: usize> Operand<T> for &[T; N] {
    type Dim = Ix1;
}

/// An operand of elements `F` read as another type; see [`cast`].
#[derive(Clone, Copy, Debug)]
pub struct Cast<A, F> {
    pub(crate) operand: A,
    from: PhantomData<F>,
}

/// Reads an operand as another element type, by a conversion that loses nothing (`From`).
///
/// No temporary array is made by elementwise functions; one with core dimensions converts the operand first.
///
/// ```
/// use ndarray::{Array1, array};
/// use ufunc_core::{cast, vectorize};
///
/// #[vectorize]
/// fn half(x: f64) -> f64 {
///     0.5 * x
/// }
///
/// let counts = array![1i32, 2, 3];
/// let h: Array1<f64> = half(cast(&counts));
/// assert_eq!(h, array![0.5, 1.0, 1.5]);
/// ```
pub fn cast<F: Element, A: Operand<F>>(operand: A) -> Cast<A, F> {
    Cast {
        operand,
        from: PhantomData,
    }
}

#[diagnostic::do_not_recommend]
impl<F: Element, T: Element + From<F>, A: Operand<F>> Operand<T> for Cast<A, F> {
    type Dim = A::Dim;
}

/// The operands of an elementwise call: a tuple of [`Operand`]s for a tuple of element types.
///
/// Implemented for tuples of 0 to 16 operands whose ranks broadcast; the result's rank is the largest.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are not operands of element types `{Ts}`",
    label = "expected a tuple of operands, one for each of `{Ts}`",
    note = "the operands of a closure's call are a tuple, also a single one: `f.lazy((&a,))`"
)]
pub trait Operands<Ts>: Sized {
    /// The rank of the result.
    type Dim: Shape;
    /// The tuple itself, told by its operands: where one is wrong, the compiler knows no tuple, and says no more.
    #[doc(hidden)]
    type Tuple: Operands<Ts, Dim = Self::Dim>;
    #[doc(hidden)]
    fn tuple(self) -> Self::Tuple;
    #[doc(hidden)]
    type Sources<'s>: Source<Item = Ts>
    where
        Self: 's;
    #[doc(hidden)]
    fn sources(&self) -> Self::Sources<'_>;
    /// The elements, when all operands have rank 0.
    #[doc(hidden)]
    fn values(self) -> Ts;
    #[doc(hidden)]
    fn donor(
        &mut self,
        from: usize,
        element: TypeId,
        shape: &[usize],
    ) -> Option<(usize, RawMemory)>;
    #[doc(hidden)]
    fn donated(&mut self, number: usize, slot: &mut dyn Any);
    /// Lets an operand that stands for the target of `update` read it.
    #[doc(hidden)]
    fn target<T: Element>(&mut self, target: &RawOut<T>);
}

/// The operands that may lend their memory to a result, their types left behind.
#[doc(hidden)]
pub trait Donors {
    /// The first owned operand from number `from` on that fits a result of this element type and shape.
    fn donor(
        &mut self,
        from: usize,
        element: TypeId,
        shape: &[usize],
    ) -> Option<(usize, RawMemory)>;
    /// Moves the owned operand that [`Donors::donor`] chose to `slot`, an `Option<ArrayD<T>>`.
    fn donated(&mut self, number: usize, slot: &mut dyn Any);
}

/// The memory of an owned operand.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct RawMemory {
    pub(crate) ptr: *mut (),
    pub(crate) shape: Dims,
    pub(crate) strides: Strides,
}

/// An owned operand whose memory will hold the result.
pub(crate) struct Donor<T> {
    pub(crate) number: usize,
    pub(crate) raw: RawOut<T>,
}

impl<T: Element> Donor<T> {
    /// The first operand from number `from` on that fits.
    pub(crate) fn of(donors: &mut dyn Donors, from: usize, shape: &[usize]) -> Option<Donor<T>> {
        let (number, memory) = donors.donor(from, TypeId::of::<T>(), shape)?;
        let raw = RawOut {
            ptr: memory.ptr.cast(),
            shape: memory.shape,
            strides: memory.strides,
        };
        Some(Donor { number, raw })
    }
}

/// The operand that was chosen as a donor.
pub(crate) fn donated<T: Element>(donors: &mut dyn Donors, number: usize) -> Option<ArrayD<T>> {
    let mut array: Option<ArrayD<T>> = None;
    donors.donated(number, &mut array);
    array
}

/// The operands of an elementwise call.
pub(crate) struct Lenders<'a, Os, Ts>(pub(crate) &'a mut Os, pub(crate) PhantomData<Ts>);

impl<Ts, Os: Operands<Ts>> Donors for Lenders<'_, Os, Ts> {
    fn donor(
        &mut self,
        from: usize,
        element: TypeId,
        shape: &[usize],
    ) -> Option<(usize, RawMemory)> {
        self.0.donor(from, element, shape)
    }
    fn donated(&mut self, number: usize, slot: &mut dyn Any) {
        self.0.donated(number, slot);
    }
}

/// A tuple of operands read through a reference.
pub(crate) struct OperandsRef<'a, Os>(pub(crate) &'a Os);

impl<Ts, Os: Operands<Ts>> Operands<Ts> for OperandsRef<'_, Os> {
    type Dim = Os::Dim;
    type Tuple = Self;
    type Sources<'s>
        = Os::Sources<'s>
    where
        Self: 's;

    fn tuple(self) -> Self {
        self
    }
    fn sources(&self) -> Self::Sources<'_> {
        self.0.sources()
    }
    fn values(self) -> Ts {
        first(&self.0.sources())
    }
    fn donor(&mut self, _: usize, _: TypeId, _: &[usize]) -> Option<(usize, RawMemory)> {
        None
    }
    fn donated(&mut self, _number: usize, _slot: &mut dyn Any) {}
    fn target<T: Element>(&mut self, _target: &RawOut<T>) {}
}

/// The operands of a call whose results never share memory with them.
pub(crate) struct NoDonors;

impl Donors for NoDonors {
    fn donor(&mut self, _: usize, _: TypeId, _: &[usize]) -> Option<(usize, RawMemory)> {
        None
    }
    fn donated(&mut self, _number: usize, _slot: &mut dyn Any) {}
}

/// An operand with `Core` core dimensions, `Least` of which may not be absent.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as an operand of element type `{T}`",
    label = "expected `{T}`, an array or a slice of `{T}`, or a pending call that yields `{T}`",
    note = "arrays are given as `&a`, `a.view()` or `a`; slices as `&[T]`, `&Vec<T>`, `&[T; N]`",
    note = "a type that converts to `{T}` without loss is read as such with `ufunc_core::cast(&a)`"
)]
pub trait CoreOperand<T: Element, Core, Least>: Operand<T> {
    /// The rank of its loop dimensions.
    type Loop: Dimension;
}

impl<T: Element, Core, Least, A> CoreOperand<T, Core, Least> for A
where
    A: Operand<T>,
    A::Dim: SplitCore<Core, Least>,
{
    type Loop = <A::Dim as SplitCore<Core, Least>>::Loop;
}

/// `A`, as told by a type that is known if `A` is an operand.
#[doc(hidden)]
pub trait Told<A> {
    /// `A`.
    type Same;
}

impl<D, A> Told<A> for D {
    type Same = A;
}

/// The rank of operands of these ranks: a fold of [`DimMax`](ndarray::DimMax).
#[doc(hidden)]
pub trait MaxRank {
    /// The largest rank.
    type Dim: Shape;
}
