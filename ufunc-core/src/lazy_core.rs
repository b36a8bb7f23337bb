//! A pending call of a function with core dimensions. Glue; the walk is in `exec`.

use alloc::boxed::Box;
use core::cell::OnceCell;
use core::marker::PhantomData;

use crate::exec::{
    AsSource, Computed, CoreCall, CoreOutputs, CoreResult, Leaf, OneResult, Outs, Threads,
};
use crate::explain::Explanation;
use crate::gufunc::{CoreOperands, OutsOf};
use crate::keepdims::{Dims, Dropped};
use crate::kernel::CoreKernel;
use crate::mask::{Mask, NoMask};
use crate::shape::CoreAxes;
use crate::{Element, Error, Operand, Order, Targets};

mod options;

/// A call of a function with core dimensions that has not been made yet.
///
/// Made by the companion's `lazy`; run by [`eval`](LazyCore::eval) or [`assign_to`](LazyCore::assign_to), or given to
/// another call as an operand: then it is made first, once.
///
/// ```
/// use ndarray::{Array1, Array2, Axis, array};
/// use ufunc_core::guvectorize;
///
/// #[guvectorize("(n),(n)->()")]
/// fn dot(a: &[f64], b: &[f64]) -> f64 {
///     a.iter().zip(b).map(|(a, b)| a * b).sum()
/// }
///
/// let rows = array![[1.0, 2.0], [3.0, 4.0]];
/// let d: Array1<f64> = dot::lazy(&rows, &[1.0, 10.0]).parallel().eval()?;
/// assert_eq!(d, array![21.0, 43.0]);
///
/// let columns: Array2<f64> = dot::lazy(&rows, &[1.0, 10.0]).axis(Axis(0)).keepdims().eval()?;
/// assert_eq!(columns, array![[31.0, 42.0]]);
/// # Ok::<(), ufunc_core::Error>(())
/// ```
#[must_use = "a lazy call does nothing until `eval` or `assign_to` runs it"]
pub struct LazyCore<K: CoreKernel, Os, D = Dropped, M = NoMask> {
    kernel: K,
    operands: Os,
    mask: M,
    fill: Option<OutsOf<K>>,
    axes: CoreAxes,
    threads: Threads,
    order: Order,
    /// The result, where the call is an operand of another one.
    result: OnceCell<Box<Result<<OutsOf<K> as Outs>::Arrays, Error>>>,
    dims: PhantomData<D>,
}

/// The rank of the results of a call, less their own core dimensions.
pub(crate) type RankOf<K, Os, D, M> =
    <D as Dims<K, <M as Mask<<Os as CoreOperands<K>>::Loop>>::Dim>>::Rank;
/// The result of `eval()`.
type EvalOf<K, Os, D, M> = <<K as CoreKernel>::Outputs as CoreResult<RankOf<K, Os, D, M>>>::Eval;

impl<K: CoreKernel, Os> LazyCore<K, Os> {
    /// A pending call: what a companion's `lazy` makes.
    #[doc(hidden)]
    pub fn new(kernel: K, operands: Os) -> Self {
        LazyCore {
            kernel,
            operands,
            mask: NoMask,
            fill: None,
            axes: CoreAxes::Last,
            threads: Threads::Auto,
            order: Order::K,
            result: OnceCell::new(),
            dims: PhantomData,
        }
    }
}

impl<K, Os, D, M> LazyCore<K, Os, D, M>
where
    K: CoreKernel<Outputs: CoreResult<RankOf<K, Os, D, M>>> + Sync,
    Os: CoreOperands<K>,
    D: Dims<K, M::Dim>,
    M: Mask<Os::Loop>,
{
    /// Makes the call; the result is a fresh array (a scalar, if there is no dimension left).
    ///
    /// Outputs that the function takes as `&mut` start as `Default::default()`.
    ///
    /// # Errors
    ///
    /// [`Error::TooFewDims`] if an operand lacks core dimensions, [`Error::Axis`] and [`Error::Argument`] if the axes
    /// given are not there or there is a mask but no `fill`, [`Error::CoreSize`] if two sizes of a core dimension
    /// differ, [`Error::Broadcast`] and [`Error::MaskShape`] if the loop dimensions or the mask do not broadcast,
    /// [`Error::UnknownSize`] if an output's size is in no input, [`Error::SizeExpression`] if a computed size is none,
    /// [`Error::TooLarge`] and [`Error::Alloc`] if the result cannot be, [`Error::Kernel`] if the function returned an
    /// error.
    pub fn eval(self) -> Result<EvalOf<K, Os, D, M>, Error> {
        self.arrays().map(K::Outputs::collect)
    }

    /// Makes the call and writes the result to `out`: one mutable array, view or slice, or a tuple of these.
    ///
    /// A given output tells sizes that no input does; it may have more or larger loop dimensions than the inputs, which
    /// broadcast to it.
    ///
    /// # Errors
    ///
    /// As [`eval`](LazyCore::eval), but that a mask needs no `fill`, and [`Error::OutShape`] if an output does not have
    /// the shape of the call. After an error each element of `out` has its old or a new value.
    pub fn assign_to<Out: Targets<OutsOf<K>>>(self, mut out: Out) -> Result<(), Error> {
        self.call()?.assign(&self.operands, &mut out)
    }

    /// The plan of the call: its core dimensions, the loops after coalescing, how each operand is handed to the
    /// function, on which threads it runs.
    pub fn explain(&self) -> Explanation {
        match self.call() {
            Ok(call) => call.explain(&self.operands),
            Err(error) => Explanation::error(&error),
        }
    }

    fn arrays(&self) -> Result<<OutsOf<K> as Outs>::Arrays, Error> {
        self.call()?.eval(&self.operands, self.order)
    }

    fn call(&self) -> Result<CoreCall<'_, K, M::Held<'_>>, Error> {
        Ok(CoreCall {
            kernel: &self.kernel,
            mask: self.mask.hold()?,
            fill: self.fill,
            axes: &self.axes,
            keepdims: D::KEPT,
            threads: self.threads,
        })
    }
}

/// A call with core dimensions is made before the one that it is an operand of.
#[diagnostic::do_not_recommend]
impl<T, K, Os, D, M> Operand<T> for LazyCore<K, Os, D, M>
where
    T: Element,
    K: CoreKernel + Sync,
    K::Outputs:
        CoreOutputs<Outs = (T,)> + CoreResult<RankOf<K, Os, D, M>> + OneResult<RankOf<K, Os, D, M>>,
    Os: CoreOperands<K>,
    D: Dims<K, M::Dim>,
    M: Mask<Os::Loop>,
{
    type Dim = <K::Outputs as OneResult<RankOf<K, Os, D, M>>>::Dim;
}

impl<T, K, Os, D, M> AsSource<T> for LazyCore<K, Os, D, M>
where
    T: Element,
    K: CoreKernel + Sync,
    K::Outputs:
        CoreOutputs<Outs = (T,)> + CoreResult<RankOf<K, Os, D, M>> + OneResult<RankOf<K, Os, D, M>>,
    Os: CoreOperands<K>,
    D: Dims<K, M::Dim>,
    M: Mask<Os::Loop>,
{
    type Source<'s>
        = Computed<'s, T>
    where
        Self: 's;

    fn source(&self) -> Computed<'_, T> {
        let result = self.result.get_or_init(|| Box::new(self.arrays()));
        Computed::new(result.as_ref().as_ref().map(|(array,)| array))
    }

    fn strided(&self) -> Option<Leaf<'_, T>> {
        AsSource::<T>::source(self).leaf()
    }
}
