//! What can be reduced: an operand, or a pending call with results of the same type.

use alloc::vec::Vec;

use ndarray::{ArrayBase, ArrayRef, Data, OwnedRepr, RawData, ViewRepr};

use crate::elementwise::arrays_masked;
use crate::exec::{
    AnyTerms, Arrays, AsSource, Copied, CoreOutputs, CoreResult, Described, Leaf, Masking,
    OneResult, Pending, Source, Threading, Uniform,
};
use crate::gufunc::CoreOperands;
use crate::keepdims::Dims;
use crate::kernel::{CoreKernel, Kernel, KernelError, Many, One, Returns, Try};
use crate::lazy::Lazy;
use crate::lazy_core::{LazyCore, RankOf};
use crate::mask::{Mask, Masked, NoMask};
use crate::operand::Cast;
use crate::{Element, Error, Operand, Operands, Shape};

/// Anything whose elements can be reduced by a function of `T`: each [`Operand`] of `T`, and pending calls of functions
/// with several results, all of type `T`, which are reduced one by one in one pass.
///
/// The trait is sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be reduced by a function of `{T}`",
    label = "expected an array or a slice of `{T}`, or a pending call whose results are `{T}`",
    note = "arrays are given as `&a`, `a.view()` or `a`; slices as `&[T]`, `&Vec<T>`, `&[T; N]`",
    note = "a type that converts to `{T}` without loss is read as such with `ufunc_core::cast(&a)`"
)]
pub trait Reducible<T: Element> {
    /// The operand's rank.
    type Dim: Shape;
    /// One result, or several.
    #[doc(hidden)]
    type Returns: Returns<Outs: Uniform<T>>;
    /// Whether its function asks for threads.
    #[doc(hidden)]
    fn annotated(&self) -> bool {
        false
    }
    /// Runs `work` with the values, where `mask` is true.
    #[doc(hidden)]
    fn terms<M: Source<Item = bool>>(
        &self,
        mask: M,
        masking: Masking<T>,
        work: &mut Work<'_, T>,
    ) -> Result<(), Error>;
}

/// What is done with values.
pub(super) type Work<'w, T> = dyn FnMut(AnyTerms<'_, T>) -> Result<(), Error> + 'w;

/// Operands that lie in memory.
macro_rules! arrays {
    ($([$($generics:tt)*] $t:ty, $d:ty, [$($bounds:tt)*];)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Reducible<T> for $t where $($bounds)* {
            type Dim = $d;
            type Returns = One<T>;
            fn terms<M: Source<Item = bool>>(
                &self,
                mask: M,
                masking: Masking<T>,
                work: &mut Work<'_, T>,
            ) -> Result<(), Error> {
                work(AnyTerms(&Arrays::new(AsSource::<T>::strided(self), mask, masking)))
            }
        }
    )* };
}
arrays! {
    [T: Element] T, ndarray::Ix0, [];
    [T: Element, S: Data<Elem = T>, D: Shape] &ArrayBase<S, D, T>, D, [];
    [T: Element, D: Shape] &ArrayRef<T, D>, D, [];
    ['a, T: Element, D: Shape] ArrayBase<ViewRepr<&'a T>, D>, D, [ViewRepr<&'a T>: RawData<Elem = T>];
    [T: Element, D: Shape] ArrayBase<OwnedRepr<T>, D>, D, [];
    [T: Element] &[T], ndarray::Ix1, [];
    [T: Element] &Vec<T>, ndarray::Ix1, [];
    [T: Element, const N: usize] &[T; N], ndarray::Ix1, [];
}

/// A conversion is computed as it is read.
#[diagnostic::do_not_recommend]
impl<F, T, A, D> Reducible<T> for Cast<A, F>
where
    F: Element,
    T: Element + From<F>,
    A: Operand<F, Dim = D>,
    D: Shape,
{
    type Dim = D;
    type Returns = One<T>;
    fn terms<M: Source<Item = bool>>(
        &self,
        mask: M,
        masking: Masking<T>,
        work: &mut Work<'_, T>,
    ) -> Result<(), Error> {
        work(AnyTerms(&Pending {
            kernel: &Copied::<T>::new(),
            sources: (AsSource::<T>::source(self),),
            mask,
            masking,
        }))
    }
}

/// A pending call is computed as it is reduced, unless it may fail.
#[diagnostic::do_not_recommend]
impl<T, K, Os, P> Reducible<T> for Lazy<K, Os, NoMask, P>
where
    T: Element,
    K: Kernel + Sync,
    K::Returns: Reduces<T>,
    Os: Operands<K::Args>,
    P: Threading<K>,
{
    type Dim = Os::Dim;
    type Returns = K::Returns;
    fn annotated(&self) -> bool {
        K::SPEC.parallel
    }
    fn terms<M: Source<Item = bool>>(
        &self,
        mask: M,
        masking: Masking<T>,
        work: &mut Work<'_, T>,
    ) -> Result<(), Error> {
        K::Returns::terms(self, mask, masking, work)
    }
}

/// Results that a reduction can take.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "these results cannot be reduced by a function of `{T}`",
    label = "expected a call all of whose results are `{T}`"
)]
pub trait Reduces<T: Element>: Returns<Outs: Uniform<T>> {
    /// [`Reducible::terms`] of a call with these results.
    fn terms<K, Os, P, M>(
        lazy: &Lazy<K, Os, NoMask, P>,
        mask: M,
        masking: Masking<T>,
        work: &mut Work<'_, T>,
    ) -> Result<(), Error>
    where
        K: Kernel<Returns = Self> + Sync,
        Os: Operands<K::Args>,
        P: Threading<K>,
        M: Source<Item = bool>,
    {
        work(AnyTerms(&Pending {
            kernel: &lazy.kernel,
            sources: lazy.operands.sources(),
            mask,
            masking,
        }))
    }
}

impl<T: Element> Reduces<T> for One<T> {}

impl<T: Element, Ts> Reduces<T> for Many<Ts> where Many<Ts>: Returns<Outs: Uniform<T>> {}

/// A call that may fail is made first.
impl<T: Element, R, E> Reduces<T> for Try<R, E>
where
    R: Returns<Outs: Uniform<T>>,
    E: KernelError,
{
    fn terms<K, Os, P, M>(
        lazy: &Lazy<K, Os, NoMask, P>,
        mask: M,
        masking: Masking<T>,
        work: &mut Work<'_, T>,
    ) -> Result<(), Error>
    where
        K: Kernel<Returns = Self> + Sync,
        Os: Operands<K::Args>,
        P: Threading<K>,
        M: Source<Item = bool>,
    {
        let fill = match masking {
            Masking::No => None,
            Masking::Filled(fill) | Masking::Skipped(fill) => Some(R::Outs::splat(fill)),
        };
        // Where the mask is false, the function is not called.
        let arrays = arrays_masked(lazy, &mask, fill)?;
        let leaves = R::Outs::array_list(&arrays);
        let leaves = leaves.into_iter().map(|array| Leaf::of(array));
        work(AnyTerms(&Arrays::new(leaves, mask, masking)))
    }
}

/// Calls that are made first, with one result.
macro_rules! computed {
    ($(#[$doc:meta])* [$($generics:tt)*] $t:ty, $d:ty, [$($bounds:tt)*]) => {
        $(#[$doc])*
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Reducible<T> for $t where $($bounds)* {
            type Dim = $d;
            type Returns = One<T>;
            fn terms<Mask: Source<Item = bool>>(
                &self,
                mask: Mask,
                masking: Masking<T>,
                work: &mut Work<'_, T>,
            ) -> Result<(), Error> {
                AsSource::<T>::source(self).check()?;
                work(AnyTerms(&Arrays::new(AsSource::<T>::strided(self), mask, masking)))
            }
        }
    };
}
computed! {
    /// A masked call is made first.
    [T, K, Os, A, P] Lazy<K, Os, Masked<A>, P>, <Masked<A> as Mask<Os::Dim>>::Dim, [
        T: Element,
        K: Kernel,
        K::Returns: Returns<Outs = (T,)>,
        Os: Operands<K::Args>,
        Masked<A>: Mask<Os::Dim>,
        P: Threading<K>,
    ]
}
computed! {
    /// A call with core dimensions is made first.
    [T, K, Os, D, Given] LazyCore<K, Os, D, Given>, <K::Outputs as OneResult<RankOf<K, Os, D, Given>>>::Dim, [
        T: Element,
        K: CoreKernel + Sync,
        K::Outputs: CoreOutputs<Outs = (T,)>
            + CoreResult<RankOf<K, Os, D, Given>>
            + OneResult<RankOf<K, Os, D, Given>>,
        Os: CoreOperands<K>,
        D: Dims<K, Given::Dim>,
        Given: Mask<Os::Loop>,
    ]
}
