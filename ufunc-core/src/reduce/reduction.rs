//! A pending reduction: what is reduced, over which axes, and its knobs. Glue; the loops are in `exec/fold`.

use alloc::vec::Vec;
use core::marker::PhantomData;

use ndarray::Axis;

use super::axes::Axes;
use super::operand::Reducible;
use crate::exec::{AnyTerms, FoldCall, Masking, Threads, Uniform};
use crate::explain::Explanation;
use crate::keepdims::{Dropped, Kept};
use crate::kernel::{Fold, Returns, unwrap};
use crate::mask::{IntoMask, Mask, NoMask};
use crate::{Error, Order, Shape, Targets};

/// The outputs of a reduction of `A` by `K`.
type OutsOf<K, A> = <ReturnsOf<K, A> as Returns>::Outs;
type ReturnsOf<K, A> = <A as Reducible<<K as Fold>::Elem>>::Returns;

/// The result of a reduction of `A`, by a function of `T`, over the axes `X`.
type Reduced<T, A, X> =
    <<A as Reducible<T>>::Returns as Returns>::Eval<<X as Axes<<A as Reducible<T>>::Dim>>::Reduced>;

/// The rank of the result of a reduction over the axes `X` of rank `D`.
pub trait Left<D, X> {
    /// It.
    type Rank: Shape;
    #[doc(hidden)]
    const KEEPDIMS: bool;
}

impl<D: Shape, X: Axes<D>> Left<D, X> for Dropped {
    type Rank = X::Reduced;
    const KEEPDIMS: bool = false;
}

impl<D: Shape, X: Axes<D>> Left<D, X> for Kept {
    type Rank = D;
    const KEEPDIMS: bool = true;
}

/// A reduction that has not been made yet: of an operand, or of each result of a pending call in one pass.
///
/// Made by the companion's `reduction` of a function `(T, T) -> T`; run by [`eval`](Reduction::eval) or
/// [`assign_to`](Reduction::assign_to). If not said otherwise, it is over axis 0.
///
/// # Order
///
/// The terms of a result are counted in C order over the reduced axes, whatever the layout. A function that is
/// `associative` and `commutative` is computed as a tree: blocks of 256 terms with 16 running values (32 for types of up
/// to 32 bits, fewer for types of more than 64), the blocks in pairs, which is the order of
/// [`slices::sum`](crate::slices::sum). Of several axes, the innermost ones that make a block together are reduced first.
/// So a result has the same bits for each layout, and on any number of threads. Other functions are computed from the
/// left. A single term is combined with the identity, if there is one.
///
/// ```
/// use ndarray::{Array1, Array2, Axis, array};
/// use ufunc_core::vectorize;
///
/// #[vectorize(identity = 0.0, associative, commutative)]
/// fn add(a: f64, b: f64) -> f64 {
///     a + b
/// }
///
/// let x = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
/// let rows: Array1<f64> = add::reduce(&x, Axis(1));
/// assert_eq!(rows, array![6.0, 15.0]);
/// assert_eq!(add::reduce(&x, ..), 21.0);
///
/// let odd = x.map(|&x| x % 2.0 == 1.0);
/// let kept: Array2<f64> = add::reduction(&x).axes([0]).keepdims().initial(100.0).mask(&odd).eval()?;
/// assert_eq!(kept, array![[101.0, 105.0, 103.0]]);
/// # Ok::<(), ufunc_core::Error>(())
/// ```
#[must_use = "a reduction does nothing until `eval` or `assign_to` runs it"]
pub struct Reduction<K: Fold, A: Reducible<K::Elem>, X = Axis, Keep = Dropped, M = NoMask> {
    kernel: K,
    operand: A,
    axes: X,
    mask: M,
    initial: Option<<A::Returns as Returns>::Fill>,
    threads: Threads,
    order: Order,
    keep: PhantomData<Keep>,
}

impl<K: Fold, A: Reducible<K::Elem>> Reduction<K, A> {
    /// A pending reduction over axis 0: what a companion's `reduction` makes.
    #[doc(hidden)]
    pub fn new(kernel: K, operand: A) -> Self {
        Reduction {
            kernel,
            operand,
            axes: Axis(0),
            mask: NoMask,
            initial: None,
            threads: Threads::Auto,
            order: Order::K,
            keep: PhantomData,
        }
    }
}

impl<K: Fold, A: Reducible<K::Elem>, X, Keep, M> Reduction<K, A, X, Keep, M> {
    /// Reduces over these axes: `Axis(0)`, `-1`, `[0, 2]`, `..`; see [`Axes`].
    pub fn axes<Y: Axes<A::Dim>>(self, axes: Y) -> Reduction<K, A, Y, Keep, M> {
        let mask = self.mask;
        Reduction {
            kernel: self.kernel,
            operand: self.operand,
            axes,
            mask,
            initial: self.initial,
            threads: self.threads,
            order: self.order,
            keep: PhantomData,
        }
    }

    /// Reduces over one axis.
    pub fn axis<Y: Axes<A::Dim>>(self, axis: Y) -> Reduction<K, A, Y, Keep, M> {
        self.axes(axis)
    }

    /// Leaves the reduced axes in the result, with length 1: so it broadcasts with the operand.
    pub fn keepdims(self) -> Reduction<K, A, X, Kept, M> {
        Reduction {
            kernel: self.kernel,
            operand: self.operand,
            axes: self.axes,
            mask: self.mask,
            initial: self.initial,
            threads: self.threads,
            order: self.order,
            keep: PhantomData,
        }
    }

    /// A value that comes before the first term; of a call with several results, a tuple of values.
    pub fn initial(mut self, value: <A::Returns as Returns>::Fill) -> Self {
        self.initial = Some(value);
        self
    }

    /// Reduces only where `mask` is true: NumPy's `where`. The mask broadcasts to the operand. A pending call is not
    /// computed where it is false.
    ///
    /// It needs a value to begin with: the function's identity, or [`initial`](Reduction::initial).
    pub fn mask<N, B: IntoMask<Mask = N>>(self, mask: B) -> Reduction<K, A, X, Keep, N> {
        Reduction {
            kernel: self.kernel,
            operand: self.operand,
            axes: self.axes,
            mask: mask.into_mask(),
            initial: self.initial,
            threads: self.threads,
            order: self.order,
            keep: PhantomData,
        }
    }

    /// Runs on the threads of rayon's current pool, whatever the size; the result has the same bits.
    pub fn parallel(mut self) -> Self {
        self.threads = Threads::Parallel;
        self
    }

    /// Runs on the calling thread, whatever the attribute says.
    pub fn serial(mut self) -> Self {
        self.threads = Threads::Serial;
        self
    }

    /// How the elements of a fresh result lie in memory; [`Order::K`] if not said.
    pub fn order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }
}

impl<K, A, X, Keep, M> Reduction<K, A, X, Keep, M>
where
    K: Fold + Sync,
    A: Reducible<K::Elem>,
    X: Axes<A::Dim>,
    Keep: Left<A::Dim, X>,
    M: Mask<A::Dim>,
{
    /// Makes the reduction; the result is a fresh array, or a scalar if no axis is left; of a call with several results a
    /// tuple of these.
    ///
    /// # Errors
    ///
    /// [`Error::Axis`] if an axis is not there or is given twice; [`Error::EmptyReduction`] if there is nothing to reduce
    /// and no identity or initial value; [`Error::Argument`] if several axes are reduced by a function that says
    /// nothing about the order, or if a mask leaves nothing to begin with; [`Error::MaskShape`] if the mask does not
    /// broadcast to the operand; [`Error::TooLarge`] and [`Error::Alloc`] if the result cannot be; and the errors of a
    /// pending call that is reduced.
    pub fn eval(self) -> Result<<A::Returns as Returns>::Eval<Keep::Rank>, Error> {
        let mut result = None;
        self.run(&mut |call, terms| {
            result = Some(call.eval::<OutsOf<K, A>>(terms.0)?);
            Ok(())
        })?;
        super::collected::<K, A, Keep::Rank>(result)
    }

    /// Makes the reduction and writes the result to `out`, which has exactly its shape; for several results, a tuple.
    ///
    /// # Errors
    ///
    /// As [`eval`](Reduction::eval), and [`Error::OutShape`] if `out` does not have the shape of the result.
    pub fn assign_to<Out: Targets<OutsOf<K, A>>>(self, mut out: Out) -> Result<(), Error> {
        let raws = OutsOf::<K, A>::raw_list(out.raws());
        self.run(&mut |call, terms| call.assign(terms.0, &raws))
    }

    /// How the reduction will be made: in which order, how operands are read, on which threads. Nothing is computed but
    /// operands that have to be made first.
    pub fn explain(&self) -> Explanation {
        let mut explanation = Explanation::of(Vec::new());
        let done = self.run(&mut |call, terms| {
            explanation = call.explain(terms.0);
            Ok(())
        });
        match done {
            Ok(()) => explanation,
            Err(error) => Explanation::error(&error),
        }
    }

    /// Hands the call and its terms to `work`.
    fn run(&self, work: &mut Run<'_, K>) -> Result<(), Error> {
        let initial = self.initial.map(|value| A::Returns::fill(value).list());
        let masking = match M::MASKED {
            true => FoldCall::<K>::masking(initial.as_ref().map(|list| list[0])),
            false => Masking::No,
        };
        let call = FoldCall {
            kernel: &self.kernel,
            axes: self.axes.list(),
            keepdims: Keep::KEEPDIMS,
            initial,
            threads: self.threads,
            annotated: self.operand.annotated(),
            memory_order: self.order,
        };
        let mask = self.mask.source();
        (self.operand).terms(mask, masking, &mut |terms| work(&call, terms))
    }
}

/// What is done with a call and its terms.
type Run<'w, K> =
    dyn FnMut(&FoldCall<'_, K>, AnyTerms<'_, <K as Fold>::Elem>) -> Result<(), Error> + 'w;

/// The companion's `reduce`. Panics with the error's text at the caller's line.
#[track_caller]
pub fn reduce<K, A, X>(kernel: K, operand: A, axes: X) -> Reduced<K::Elem, A, X>
where
    K: Fold + Sync,
    A: Reducible<K::Elem>,
    X: Axes<A::Dim>,
{
    unwrap(try_reduce(kernel, operand, axes))
}

/// The companion's `try_reduce`.
pub fn try_reduce<K, A, X>(kernel: K, operand: A, axes: X) -> Result<Reduced<K::Elem, A, X>, Error>
where
    K: Fold + Sync,
    A: Reducible<K::Elem>,
    X: Axes<A::Dim>,
{
    Reduction::new(kernel, operand).axes(axes).eval()
}
