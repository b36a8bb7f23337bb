//! A pending call of a function with core dimensions: its operands and its knobs. Glue; the walk is in `exec`.

use alloc::boxed::Box;
use core::cell::OnceCell;
use core::marker::PhantomData;

use crate::axes::{AxisLists, AxisNumber};
use crate::exec::{
    AsSource, Computed, CoreCall, CoreOutputs, CoreResult, Leaf, OneOrMany, OneResult, Outs,
    Threads,
};
use crate::explain::Explanation;
use crate::gufunc::{CoreOperands, OutsOf};
use crate::keepdims::{Dims, Dropped, KeepDims, Kept};
use crate::kernel::CoreKernel;
use crate::mask::{IntoMask, Mask, NoMask};
use crate::shape::CoreAxes;
use crate::{Element, Error, Operand, Order, Targets};

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
type RankOf<K, Os, D, M> = <D as Dims<K, <M as Mask<<Os as CoreOperands<K>>::Loop>>::Dim>>::Rank;
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

impl<K: CoreKernel, Os, D> LazyCore<K, Os, D> {
    /// Calls the function only where `mask` is true: NumPy's `where`. The mask is one of loop dimensions: it broadcasts
    /// with what is left of the operands without their core dimensions, and that with it.
    ///
    /// Where it is false, [`assign_to`](LazyCore::assign_to) leaves the sub-arrays as they are, and
    /// [`fill`](LazyCore::fill) gives their elements a value. Without a `fill`, [`eval`](LazyCore::eval) is an error.
    ///
    /// ```
    /// use ndarray::array;
    /// use ufunc_core::guvectorize;
    ///
    /// #[guvectorize("(n)->()")]
    /// fn first(x: &[f64]) -> f64 {
    ///     x[0]
    /// }
    ///
    /// let x = array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
    /// let y = first::lazy(&x).mask(&[true, false, true]).fill(-1.0).eval()?;
    /// assert_eq!(y, array![1.0, -1.0, 5.0]);
    /// # Ok::<(), ufunc_core::Error>(())
    /// ```
    pub fn mask<A, M>(self, mask: A) -> LazyCore<K, Os, D, M>
    where
        A: IntoMask<Mask = M>,
    {
        self.retyped(|NoMask| mask.into_mask())
    }
}

impl<K: CoreKernel, Os, M> LazyCore<K, Os, Dropped, M> {
    /// Outputs keep the core dimensions of the inputs, as axes of length 1: NumPy's `keepdims`. They are the last axes,
    /// or those that [`axis`](LazyCore::axis) or the outputs' lists of [`axes`](LazyCore::axes) name.
    ///
    /// For functions whose inputs all have the same number of core dimensions and whose outputs have none; for others it
    /// does not compile.
    ///
    /// ```
    /// use ndarray::{Array2, array};
    /// use ufunc_core::guvectorize;
    ///
    /// #[guvectorize("(n)->()")]
    /// fn largest(x: &[f64]) -> f64 {
    ///     x.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    /// }
    ///
    /// let x = array![[1.0, 4.0], [5.0, 2.0]];
    /// let of_rows: Array2<f64> = largest::lazy(&x).keepdims().eval()?;
    /// assert_eq!(x / of_rows, array![[0.25, 1.0], [1.0, 0.4]]);
    /// # Ok::<(), ufunc_core::Error>(())
    /// ```
    pub fn keepdims(self) -> LazyCore<K, Os, Kept, M>
    where
        K: KeepDims,
    {
        self.retyped(|mask| mask)
    }
}

impl<K: CoreKernel, Os, D, M> LazyCore<K, Os, D, M> {
    /// The core dimension is this axis of every operand, inputs and outputs, that has it, and not the last one: NumPy's
    /// `axis`. An `Axis`, or an `isize`, of which negative ones count from the end. Nothing is copied.
    ///
    /// For signatures with a single core dimension that no operand has twice, such as `(n),()->(n)`; for others see
    /// [`axes`](LazyCore::axes). What goes wrong is told by `eval` and `assign_to`: [`Error::Axis`] if an operand has no
    /// such axis, [`Error::Argument`] if the signature has several core dimensions, or `axes` is given too.
    ///
    /// ```
    /// use ndarray::{Axis, array};
    /// use ufunc_core::guvectorize;
    ///
    /// #[guvectorize("(n)->(n)")]
    /// fn cumulate(x: &[f64], out: &mut [f64]) {
    ///     let mut sum = 0.0;
    ///     for (out, x) in out.iter_mut().zip(x) {
    ///         sum += x;
    ///         *out = sum;
    ///     }
    /// }
    ///
    /// let x = array![[1.0, 2.0], [3.0, 4.0]];
    /// assert_eq!(cumulate::lazy(&x).axis(Axis(0)).eval()?, array![[1.0, 2.0], [4.0, 6.0]]);
    /// # Ok::<(), ufunc_core::Error>(())
    /// ```
    pub fn axis(mut self, axis: impl AxisNumber) -> Self {
        self.axes = match self.axes {
            CoreAxes::Last | CoreAxes::One(_) => CoreAxes::One(axis.number()),
            CoreAxes::Lists(_) | CoreAxes::Both => CoreAxes::Both,
        };
        self
    }

    /// The core dimensions are these axes of the operands, and not the last ones: NumPy's `axes`. Nothing is copied.
    ///
    /// There is a list for each operand, inputs first, then outputs, as long as the operand has core dimensions (where a
    /// `?` dimension is absent, without that one), of `isize` numbers, of which negative ones count from the end. The
    /// lists of the outputs may be left out if no output has core dimensions. Lists are arrays, slices or `Vec`s, and so
    /// is the whole; lists that differ in length may be a tuple, in which a number stands for a list of one and `()` for
    /// an empty one.
    ///
    /// What goes wrong is told by `eval` and `assign_to`: [`Error::Axis`] if an operand has no such axis, or a list has
    /// one twice; [`Error::Argument`] if lists are missing or do not have the right length, or `axis` is given too.
    ///
    /// ```
    /// use ndarray::{ArrayView2, array};
    /// use ufunc_core::guvectorize;
    ///
    /// #[guvectorize("(m,n),(n)->(m)")]
    /// fn apply(a: ArrayView2<f64>, x: &[f64], out: &mut [f64]) {
    ///     for (out, row) in out.iter_mut().zip(a.rows()) {
    ///         *out = row.iter().zip(x).map(|(a, x)| a * x).sum();
    ///     }
    /// }
    ///
    /// let a = array![[1.0, 2.0], [3.0, 4.0]];
    /// let xs = array![[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]];
    /// // The transposed matrix, times each column.
    /// let out = apply::lazy(&a, &xs).axes(([1, 0], 0, 0)).eval()?;
    /// assert_eq!(out, array![[1.0, 3.0, 4.0], [2.0, 4.0, 6.0]]);
    /// # Ok::<(), ufunc_core::Error>(())
    /// ```
    pub fn axes(mut self, lists: impl AxisLists) -> Self {
        self.axes = match self.axes {
            CoreAxes::Last | CoreAxes::Lists(_) => CoreAxes::Lists(lists.lists()),
            CoreAxes::One(_) | CoreAxes::Both => CoreAxes::Both,
        };
        self
    }

    /// What all elements of masked-out sub-arrays hold; of a function with several outputs a tuple of values.
    pub fn fill(mut self, value: <OutsOf<K> as OneOrMany>::Given) -> Self
    where
        OutsOf<K>: OneOrMany,
    {
        self.fill = Some(OneOrMany::tuple(value));
        self
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

    /// The same call with other dimensions of the result, or with a mask.
    fn retyped<D2, M2>(self, mask: impl FnOnce(M) -> M2) -> LazyCore<K, Os, D2, M2> {
        LazyCore {
            kernel: self.kernel,
            operands: self.operands,
            mask: mask(self.mask),
            fill: self.fill,
            axes: self.axes,
            threads: self.threads,
            order: self.order,
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
