//! A pending elementwise call: its operands and its knobs. Glue; the loops are in `exec`.

use alloc::boxed::Box;
use core::cell::OnceCell;
use core::marker::PhantomData;

use crate::elementwise;
use crate::exec::{ArraysOf, Threading, Threads};
use crate::explain::Explanation;
use crate::kernel::{Kernel, Returns};
use crate::mask::{IntoMask, Mask, NoMask};
use crate::{Error, Operands, Targets};

/// A call of an elementwise function that has not been made yet.
///
/// Made by the companion's `lazy` (`gaussian::lazy(&d, 0.2)`) or by [`FromFn::lazy`](crate::FromFn::lazy);
/// run by [`eval`](Lazy::eval) or [`assign_to`](Lazy::assign_to), or given to another call as an operand:
/// then both are one loop, without a temporary array. In that loop it is computed once for each element of the
/// outer call: where it has to be broadcast, it is computed anew for each repetition, and `eval` first may be better.
///
/// ```
/// use ndarray::{Array2, array};
/// use ufunc_core::vectorize;
///
/// #[vectorize]
/// fn scale(x: f64, by: f64) -> f64 {
///     x * by
/// }
///
/// let x = array![[1.0, 2.0], [3.0, 4.0]];
/// let doubled: Array2<f64> = scale::lazy(&x, 2.0).eval()?;
///
/// let mut out = Array2::zeros((2, 2));
/// scale::lazy(&x, &array![1.0, 10.0]).assign_to(&mut out)?;
/// assert_eq!(out, array![[1.0, 20.0], [3.0, 40.0]]);
///
/// let fused = scale(scale::lazy(&x, 2.0), 0.5);
/// assert_eq!(fused, x);
/// # Ok::<(), ufunc_core::Error>(())
/// ```
#[must_use = "a lazy call does nothing until `eval` or `assign_to` runs it"]
pub struct Lazy<K: Kernel, Os, M = NoMask, P = Pool> {
    pub(crate) kernel: K,
    pub(crate) operands: Os,
    pub(crate) mask: M,
    pub(crate) fill: Option<<K::Returns as Returns>::Fill>,
    pub(crate) threads: Threads,
    pub(crate) order: Order,
    /// The result, where the call is an operand that has to be computed first.
    pub(crate) result: OnceCell<Box<Result<ArraysOf<K>, Error>>>,
    pub(crate) pool: PhantomData<P>,
}

/// How the elements of a fresh output lie in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As those of the operands, as far as they agree; else in C order. NumPy's "keep".
    #[default]
    K,
    /// The last axis fastest.
    C,
    /// The first axis fastest.
    F,
}

/// The call may run on rayon's threads: everything in it may be shared between threads.
#[derive(Clone, Copy, Debug)]
pub struct Pool;

/// The call runs on the calling thread: it is a closure's, which need not be `Sync`.
#[derive(Clone, Copy, Debug)]
pub struct ThisThread;

/// The rank of a call's result.
pub(crate) type RankOf<K, Os, M> = <M as Mask<<Os as Operands<<K as Kernel>::Args>>::Dim>>::Dim;
/// The result of `eval()`.
pub(crate) type EvalOf<K, Os, M> = <ReturnsOf<K> as Returns>::Eval<RankOf<K, Os, M>>;
/// What a kernel returns.
pub(crate) type ReturnsOf<K> = <K as Kernel>::Returns;

impl<K: Kernel, Os, P> Lazy<K, Os, NoMask, P> {
    /// A pending call of `kernel`; `P` tells whether it may be shared between threads.
    pub(crate) fn pending(kernel: K, operands: Os) -> Self {
        Lazy {
            kernel,
            operands,
            mask: NoMask,
            fill: None,
            threads: Threads::Auto,
            order: Order::K,
            result: OnceCell::new(),
            pool: PhantomData,
        }
    }

    /// Computes only where `mask` is true: NumPy's `where`. The mask broadcasts with the operands, and they with it.
    ///
    /// Where it is false, the kernel is not called: [`assign_to`](Lazy::assign_to) leaves what is there,
    /// [`fill`](Lazy::fill) gives a value. Without a `fill`, [`eval`](Lazy::eval) is an error: no element is ever
    /// uninitialised.
    ///
    /// ```
    /// use ndarray::array;
    /// use ufunc_core::vectorize;
    ///
    /// #[vectorize]
    /// fn reciprocal(x: f64) -> f64 {
    ///     1.0 / x
    /// }
    ///
    /// let x = array![2.0, 0.0, 4.0];
    /// let y = reciprocal::lazy(&x).mask(&x.map(|&x| x != 0.0)).fill(0.0).eval()?;
    /// assert_eq!(y, array![0.5, 0.0, 0.25]);
    /// # Ok::<(), ufunc_core::Error>(())
    /// ```
    pub fn mask<A, M>(self, mask: A) -> Lazy<K, Os, M, P>
    where
        A: IntoMask<Mask = M>,
    {
        Lazy {
            kernel: self.kernel,
            operands: self.operands,
            mask: mask.into_mask(),
            fill: self.fill,
            threads: self.threads,
            order: self.order,
            result: OnceCell::new(),
            pool: PhantomData,
        }
    }
}

impl<K: Kernel, Os> Lazy<K, Os> {
    /// A pending call of an annotated function: what its companion's `lazy` makes.
    #[doc(hidden)]
    pub fn new(kernel: K, operands: Os) -> Self {
        Self::pending(kernel, operands)
    }
}

impl<K: Kernel, Os, M, P> Lazy<K, Os, M, P> {
    /// What masked-out places hold; of a function with several outputs a tuple of values.
    pub fn fill(mut self, value: <K::Returns as Returns>::Fill) -> Self {
        self.fill = Some(value);
        self
    }

    /// How the elements of a fresh output lie in memory; [`Order::K`] if not said. A given output is as it is.
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
    /// Without the feature `rayon` it runs on the calling thread. A call made inside the kernel of another one
    /// stays serial unless it says `parallel` itself.
    pub fn parallel(self) -> Lazy<K, Os, M, Pool>
    where
        K: Shared,
    {
        Lazy {
            kernel: self.kernel,
            operands: self.operands,
            mask: self.mask,
            fill: self.fill,
            threads: Threads::Parallel,
            order: self.order,
            result: OnceCell::new(),
            pool: PhantomData,
        }
    }
}

/// A kernel that several threads may run at once: every annotated function, and closures that are `Sync`.
#[diagnostic::on_unimplemented(
    message = "this closure cannot run in parallel: what it captures is not `Sync`",
    label = "captures something that threads cannot share, such as `Rc`, `Cell` or `RefCell`",
    note = "leave `.parallel()` out, or capture an `Arc`, an atomic or a `Mutex` instead"
)]
pub trait Shared: Sync {}

#[diagnostic::do_not_recommend]
impl<K: Sync> Shared for K {}

impl<K, Os, M, P> Lazy<K, Os, M, P>
where
    K: Kernel,
    Os: Operands<K::Args>,
    M: Mask<Os::Dim>,
    P: Threading<K>,
{
    /// Makes the call; the result is a fresh array (a scalar, if all operands have rank 0).
    ///
    /// # Errors
    ///
    /// [`Error::Broadcast`] if the operands do not broadcast, [`Error::MaskShape`] if the mask does not,
    /// [`Error::Argument`] if there is a mask but no `fill`, [`Error::TooLarge`] and [`Error::Alloc`] if the
    /// result cannot be, [`Error::Kernel`] if the function returned an error.
    pub fn eval(self) -> Result<EvalOf<K, Os, M>, Error> {
        elementwise::eval(self)
    }

    /// Makes the call and writes the result to `out`: NumPy's `out`. Nothing is allocated up to eight dimensions and
    /// eight operands and outputs, unless an operand has to be made first.
    ///
    /// `out` is one mutable array, view or slice, or a tuple of these for several outputs. Its shape may be
    /// larger than that of the operands, which broadcast to it; it is never broadcast itself.
    ///
    /// # Errors
    ///
    /// As [`eval`](Lazy::eval), and [`Error::OutShape`] if an output does not have the shape of the call. After
    /// an error each element of `out` has its old or its new value.
    pub fn assign_to<Out>(self, mut out: Out) -> Result<(), Error>
    where
        Out: Targets<<ReturnsOf<K> as Returns>::Outs>,
    {
        elementwise::assign(&self, &mut out)
    }

    /// The plan of the call: the loops after coalescing, how each operand is read, on which threads it runs. Nothing is
    /// computed but operands that have to be made first.
    pub fn explain(&self) -> Explanation {
        elementwise::explain(self)
    }
}
