//! A pending accumulation: the running results of a reduction. Glue; the loops are in `exec/fold/scan.rs`.

use ndarray::Axis;

use super::operand::Reducible;
use crate::axes::AxisNumber;
use crate::exec::{Always, AnyTerms, Masking, ScanCall, Threads, Uniform};
use crate::kernel::{Fold, Returns, unwrap};
use crate::{Error, Order, Targets};

type OutsOf<K, A> = <<A as Reducible<<K as Fold>::Elem>>::Returns as Returns>::Outs;

/// The result of an accumulation of `A` by a function of `T`.
pub(super) type Accumulated<T, A> =
    <<A as Reducible<T>>::Returns as Returns>::Eval<<A as Reducible<T>>::Dim>;

/// An accumulation that has not been made yet: NumPy's `accumulate`, the running results along an axis.
///
/// Made by the companion's `accumulation` of a function `(T, T) -> T`; run by [`eval`](Accumulation::eval) or
/// [`assign_to`](Accumulation::assign_to). If not said otherwise, it is along axis 0. Terms are combined from the left,
/// also if the function is associative.
///
/// ```
/// use ndarray::{Axis, array};
/// use ufunc_core::vectorize;
///
/// #[vectorize(identity = 0, associative, commutative)]
/// fn add(a: i32, b: i32) -> i32 {
///     a + b
/// }
///
/// let x = array![1, 2, 3, 4];
/// assert_eq!(add::accumulate(&x, Axis(0)), array![1, 3, 6, 10]);
/// assert_eq!(add::accumulation(&x).exclusive().eval()?, array![0, 1, 3, 6]);
/// assert_eq!(add::accumulation(&x).initial(100).eval()?, array![101, 103, 106, 110]);
/// # Ok::<(), ufunc_core::Error>(())
/// ```
#[must_use = "an accumulation does nothing until `eval` or `assign_to` runs it"]
pub struct Accumulation<K: Fold, A: Reducible<K::Elem>> {
    kernel: K,
    operand: A,
    axis: isize,
    exclusive: bool,
    initial: Option<<A::Returns as Returns>::Fill>,
    threads: Threads,
    order: Order,
}

impl<K: Fold, A: Reducible<K::Elem>> Accumulation<K, A> {
    /// A pending accumulation along axis 0: what a companion's `accumulation` makes.
    #[doc(hidden)]
    pub fn new(kernel: K, operand: A) -> Self {
        Accumulation {
            kernel,
            operand,
            axis: Axis(0).number(),
            exclusive: false,
            initial: None,
            threads: Threads::Auto,
            order: Order::K,
        }
    }

    /// Along this axis: `Axis(1)`, or a number, which counts from the end if it is negative.
    pub fn axis(mut self, axis: impl AxisNumber) -> Self {
        self.axis = axis.number();
        self
    }

    /// Each result is that of the terms before it, without its own. It needs a value to begin with: the function's
    /// identity, or [`initial`](Accumulation::initial).
    pub fn exclusive(mut self) -> Self {
        self.exclusive = true;
        self
    }

    /// A value that comes before the first term; of a call with several results, a tuple of values.
    pub fn initial(mut self, value: <A::Returns as Returns>::Fill) -> Self {
        self.initial = Some(value);
        self
    }

    /// Divides the lines among the threads of rayon's current pool, whatever the size; never a line.
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

impl<K: Fold + Sync, A: Reducible<K::Elem>> Accumulation<K, A> {
    /// Makes the accumulation; the result is a fresh array of the operand's shape, of a call with several results a
    /// tuple of these.
    ///
    /// # Errors
    ///
    /// [`Error::Axis`] if the axis is not there, as none of a scalar's is; [`Error::Argument`] if an exclusive
    /// accumulation has nothing to begin with; [`Error::TooLarge`] and [`Error::Alloc`] if the result cannot be; and
    /// the errors of a pending call.
    pub fn eval(self) -> Result<Accumulated<K::Elem, A>, Error> {
        let mut result = None;
        self.run(&mut |call, terms| {
            result = Some(call.eval::<OutsOf<K, A>>(terms.0)?);
            Ok(())
        })?;
        super::collected::<K, A, A::Dim>(result)
    }

    /// Makes the accumulation and writes the result to `out`, which has the operand's shape; for several results, a
    /// tuple.
    ///
    /// # Errors
    ///
    /// As [`eval`](Accumulation::eval), and [`Error::OutShape`] if `out` does not have the shape of the operand.
    pub fn assign_to<Out: Targets<OutsOf<K, A>>>(self, mut out: Out) -> Result<(), Error> {
        let raws = OutsOf::<K, A>::raw_list(out.raws());
        self.run(&mut |call, terms| call.assign(terms.0, &raws))
    }

    /// Hands the call and its terms to `work`.
    fn run(&self, work: &mut Run<'_, K>) -> Result<(), Error> {
        let call = ScanCall {
            kernel: &self.kernel,
            axis: self.axis,
            exclusive: self.exclusive,
            initial: self.initial.map(|value| A::Returns::fill(value).list()),
            threads: self.threads,
            annotated: self.operand.annotated(),
            order: self.order,
        };
        let mut each = |terms: AnyTerms<'_, K::Elem>| work(&call, terms);
        self.operand.terms(Always, Masking::No, &mut each)
    }
}

/// What is done with a call and its terms.
type Run<'w, K> =
    dyn FnMut(&ScanCall<'_, K>, AnyTerms<'_, <K as Fold>::Elem>) -> Result<(), Error> + 'w;

/// The companion's `accumulate`. Panics with the error's text at the caller's line.
#[track_caller]
pub fn accumulate<K, A>(kernel: K, operand: A, axis: impl AxisNumber) -> Accumulated<K::Elem, A>
where
    K: Fold + Sync,
    A: Reducible<K::Elem>,
{
    unwrap(try_accumulate(kernel, operand, axis))
}

/// The companion's `try_accumulate`.
pub fn try_accumulate<K, A>(
    kernel: K,
    operand: A,
    axis: impl AxisNumber,
) -> Result<Accumulated<K::Elem, A>, Error>
where
    K: Fold + Sync,
    A: Reducible<K::Elem>,
{
    Accumulation::new(kernel, operand).axis(axis).eval()
}
