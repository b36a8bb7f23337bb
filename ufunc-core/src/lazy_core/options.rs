//! The options of a pending call: axes, mask, order, threads.

use core::cell::OnceCell;
use core::marker::PhantomData;

use super::LazyCore;
use crate::Order;
use crate::axes::{AxisLists, AxisNumber};
use crate::exec::{OneOrMany, Threads};
use crate::gufunc::OutsOf;
use crate::keepdims::{Dropped, KeepDims, Kept};
use crate::kernel::CoreKernel;
use crate::mask::{IntoMask, NoMask};
use crate::shape::CoreAxes;

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
    /// [`axes`](LazyCore::axes). What goes wrong is told by `eval` and `assign_to`: [`Error::Axis`](crate::Error::Axis) if an operand has no
    /// such axis, [`Error::Argument`](crate::Error::Argument) if the signature has several core dimensions, or `axes` is given too.
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
    /// What goes wrong is told by `eval` and `assign_to`: [`Error::Axis`](crate::Error::Axis) if an operand has no such axis, or a list has
    /// one twice; [`Error::Argument`](crate::Error::Argument) if lists are missing or do not have the right length, or `axis` is given too.
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
