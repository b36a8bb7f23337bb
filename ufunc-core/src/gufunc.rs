//! Calls of functions with core dimensions, in their forms: plain, pending, in place. Glue; the walk is in `exec`.

use alloc::boxed::Box;
use core::cell::OnceCell;

use crate::exec::{
    AsSource, Computed, CoreCall, CoreInputs, CoreOutputs, CoreResult, Leaf, OneResult, Outs,
    RawOut, Threads,
};
use crate::explain::Explanation;
use crate::kernel::CoreKernel;
use crate::{Element, Error, Operand, Order, Shape, Target, Targets};

/// The operands of a call of the function `K` with core dimensions: a tuple of [`Operand`](crate::Operand)s.
///
/// Implemented for tuples whose ranks fit the signature; the loop dimensions, what is left of the operands'
/// ranks without their core dimensions, broadcast.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are not operands of `{K}`",
    label = "too few dimensions, or not operands of this function",
    note = "core dimensions are the last axes: `(n)` needs a rank of 1 at least, `(m,n)` of 2"
)]
pub trait CoreOperands<K: CoreKernel> {
    /// The rank of the loop dimensions.
    type Loop: Shape;
    /// The result of `eval()`, inside `Ok`.
    #[doc(hidden)]
    type Eval;
    /// The result of a plain call.
    #[doc(hidden)]
    type Plain;
    #[doc(hidden)]
    fn hold(&self) -> Result<<K::Inputs as CoreInputs>::Held<'_>, Error>;
    #[doc(hidden)]
    fn target<T: Element>(&mut self, target: &RawOut<T>);
    #[doc(hidden)]
    fn collect(arrays: <OutsOf<K> as Outs>::Arrays) -> Self::Eval;
    #[doc(hidden)]
    #[track_caller]
    fn plain(result: Result<Self::Eval, Error>) -> Self::Plain;
}

/// The outputs' element types of `K`.
pub(crate) type OutsOf<K> = <<K as CoreKernel>::Outputs as CoreOutputs>::Outs;

/// The result of a plain call of `K` whose loop dimensions have rank `Loop`.
pub type PlainCore<K, Loop> = <<K as CoreKernel>::Outputs as CoreResult<Loop>>::Plain;

/// The result of a call of `K` in place.
pub type DoneCore<K> = <<K as CoreKernel>::Outputs as CoreOutputs>::Done;

/// A call of a function with core dimensions that has not been made yet.
///
/// Made by the companion's `lazy`; run by [`eval`](LazyCore::eval) or [`assign_to`](LazyCore::assign_to), or given to
/// another call as an operand: then it is made first, once.
///
/// ```
/// use ndarray::{Array1, Array2, array};
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
/// # Ok::<(), ufunc_core::Error>(())
/// ```
#[must_use = "a lazy call does nothing until `eval` or `assign_to` runs it"]
pub struct LazyCore<K: CoreKernel, Os> {
    kernel: K,
    operands: Os,
    threads: Threads,
    order: Order,
    /// The result, where the call is an operand of another one.
    result: OnceCell<Box<Result<<OutsOf<K> as Outs>::Arrays, Error>>>,
}

impl<K: CoreKernel, Os> LazyCore<K, Os> {
    /// A pending call: what a companion's `lazy` makes.
    #[doc(hidden)]
    pub fn new(kernel: K, operands: Os) -> Self {
        LazyCore {
            kernel,
            operands,
            threads: Threads::Auto,
            order: Order::K,
            result: OnceCell::new(),
        }
    }

    /// How the elements of a fresh output lie in memory; [`Order::K`] if not said: the loop dimensions as those of
    /// the operands, the core dimensions in C order.
    pub fn order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    /// Runs on the calling thread, whatever the attribute says.
    pub fn serial(mut self) -> Self {
        self.threads = Threads::Serial;
        self
    }

    /// Runs on the threads of rayon's current pool, whatever the size; the result has the same bits.
    ///
    /// The loop dimensions are divided, never the core dimensions. Without the feature `rayon` it runs on the calling
    /// thread. A call made inside the kernel of another one stays serial unless it says `parallel` itself.
    pub fn parallel(mut self) -> Self {
        self.threads = Threads::Parallel;
        self
    }
}

impl<K: CoreKernel + Sync, Os: CoreOperands<K>> LazyCore<K, Os> {
    /// Makes the call; the result is a fresh array (a scalar, if there is no dimension left).
    ///
    /// Outputs that the function takes as `&mut` start as `Default::default()`.
    ///
    /// # Errors
    ///
    /// [`Error::TooFewDims`] if an operand lacks core dimensions, [`Error::CoreSize`] if two sizes of a core dimension
    /// differ, [`Error::Broadcast`] if the loop dimensions do not broadcast, [`Error::UnknownSize`] if an output's size
    /// is in no input, [`Error::SizeExpression`] if a computed size is none, [`Error::TooLarge`] and [`Error::Alloc`] if
    /// the result cannot be, [`Error::Kernel`] if the function returned an error.
    pub fn eval(self) -> Result<Os::Eval, Error> {
        self.call()
            .eval(&self.operands, self.order)
            .map(Os::collect)
    }

    /// Makes the call and writes the result to `out`: one mutable array, view or slice, or a tuple of these.
    ///
    /// A given output tells sizes that no input does; it may have more or larger loop dimensions than the inputs, which
    /// broadcast to it.
    ///
    /// # Errors
    ///
    /// As [`eval`](LazyCore::eval), and [`Error::OutShape`] if an output does not have the shape of the call. After an
    /// error each element of `out` has its old or a new value.
    pub fn assign_to<Out: Targets<OutsOf<K>>>(self, mut out: Out) -> Result<(), Error> {
        self.call().assign(&self.operands, &mut out)
    }

    /// The plan of the call: its core dimensions, the loops after coalescing, how each operand is handed to the
    /// function, on which threads it runs.
    pub fn explain(&self) -> Explanation {
        self.call().explain(&self.operands)
    }

    fn call(&self) -> CoreCall<'_, K> {
        CoreCall {
            kernel: &self.kernel,
            threads: self.threads,
        }
    }
}

/// A call with core dimensions is made before the one that it is an operand of.
#[diagnostic::do_not_recommend]
impl<T, K, Os> Operand<T> for LazyCore<K, Os>
where
    T: Element,
    K: CoreKernel + Sync,
    K::Outputs: CoreOutputs<Outs = (T,)> + OneResult<Os::Loop>,
    Os: CoreOperands<K>,
{
    type Dim = <K::Outputs as OneResult<Os::Loop>>::Dim;
}

impl<T, K, Os> AsSource<T> for LazyCore<K, Os>
where
    T: Element,
    K: CoreKernel + Sync,
    K::Outputs: CoreOutputs<Outs = (T,)> + OneResult<Os::Loop>,
    Os: CoreOperands<K>,
{
    type Source<'s>
        = Computed<'s, T>
    where
        Self: 's;

    fn source(&self) -> Computed<'_, T> {
        let call = || Box::new(self.call().eval(&self.operands, self.order));
        let result = self.result.get_or_init(call);
        Computed::new(result.as_ref().as_ref().map(|(array,)| array))
    }

    fn strided(&self) -> Option<Leaf<'_, T>> {
        AsSource::<T>::source(self).leaf()
    }
}

/// The plain call, which panics with the error's text at the caller's line.
#[track_caller]
pub fn call_core<K, Os>(kernel: K, operands: Os) -> Os::Plain
where
    K: CoreKernel + Sync,
    Os: CoreOperands<K>,
{
    Os::plain(LazyCore::new(kernel, operands).eval())
}

/// The companion's `update`: the first operand is the output. Panics as a plain call does.
#[track_caller]
pub fn update_core<K, Os, T>(kernel: K, target: impl Target<T>, operands: Os) -> DoneCore<K>
where
    T: Element,
    K: CoreKernel + Sync,
    K::Outputs: CoreOutputs<Outs = (T,)>,
    Os: CoreOperands<K>,
{
    K::Outputs::done(try_update_core(kernel, target, operands))
}

/// The companion's `try_update`.
pub fn try_update_core<K, Os, T>(
    kernel: K,
    mut target: impl Target<T>,
    mut operands: Os,
) -> Result<(), Error>
where
    T: Element,
    K: CoreKernel + Sync,
    K::Outputs: CoreOutputs<Outs = (T,)>,
    Os: CoreOperands<K>,
{
    let call = CoreCall {
        kernel: &kernel,
        threads: Threads::Auto,
    };
    call.update(&mut operands, &mut target)
}
