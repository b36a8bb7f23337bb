//! The traits a macro implements for an annotated function; nothing else is generated.

use alloc::boxed::Box;
use alloc::sync::Arc;

use ndarray::Ix0;

use crate::exec::{CoreInputs, CoreOutputs, Outs};
use crate::math::Mode;
use crate::spec::Spec;
use crate::{Element, Error, Shape};

/// A scalar function: the body of `#[vectorize]`, or a closure.
pub trait Kernel {
    /// The parameters' types, a tuple.
    type Args;
    /// What the function returns, as one of [`One`], [`Many`], [`Try`].
    type Returns: Returns;
    /// The function's description.
    const SPEC: &'static Spec;
    /// Computes one element.
    fn eval<M: Mode>(&self, mode: M, args: Self::Args) -> <Self::Returns as Returns>::Raw;
}

/// A function `(T, T) -> T`, and what a reduction may assume of it.
pub trait Fold: Kernel<Args = (Self::Elem, Self::Elem), Returns = One<Self::Elem>> {
    /// `T`.
    type Elem: Element;
    /// Whether `f(f(a, b), c)` may be computed as `f(a, f(b, c))`.
    const ASSOCIATIVE: bool;
    /// Whether `f(a, b)` may be computed as `f(b, a)`.
    const COMMUTATIVE: bool;
    /// The value `e` with `f(e, x) = x`, if there is one: the result for empty input.
    fn identity() -> Option<Self::Elem>;
}

/// A function on sub-arrays: the body of `#[guvectorize]`.
pub trait CoreKernel {
    /// The parameters that are inputs, a tuple of forms such as `Slice<f64>`.
    type Inputs: CoreInputs;
    /// The outputs: `Written`, `Returned`, `ReturnedMany` or `Try` of these.
    type Outputs: CoreOutputs;
    /// The function's description.
    const SPEC: &'static Spec;
    /// Computes one sub-array of each output.
    fn eval<M: Mode>(
        &self,
        mode: M,
        inputs: <Self::Inputs as CoreInputs>::Views<'_>,
        outputs: <Self::Outputs as CoreOutputs>::Views<'_>,
    ) -> <Self::Outputs as CoreOutputs>::Raw;
}

/// A kernel's own error, on its way to the caller.
pub(crate) type Failure = Arc<dyn core::error::Error + Send + Sync>;

/// What a scalar function returns, and what its calls return.
pub trait Returns {
    /// The function's own result type.
    type Raw;
    /// Its outputs as a tuple.
    type Outs: Outs;
    /// Whether the function returns a `Result`.
    const FALLIBLE: bool;
    /// The result of a plain call of rank `D`.
    type Plain<D: Shape>;
    /// The result of `eval()` of rank `D`, inside `Ok`.
    type Eval<D: Shape>;
    /// The result of `update`: `()` or a `Result`.
    type Done;
    /// A value for each output.
    type Fill: Copy + Send + Sync;
    /// The outputs, or the function's error.
    fn split(raw: Self::Raw) -> Result<Self::Outs, Failure>;
    /// The outputs of a fill value.
    fn fill(value: Self::Fill) -> Self::Outs;
    /// The result of a plain call of scalars.
    fn scalar(raw: Self::Raw) -> Self::Plain<Ix0>;
    /// The result of `eval()` from the output arrays.
    fn collect<D: Shape>(arrays: <Self::Outs as Outs>::Arrays) -> Self::Eval<D>;
    /// The result of a plain call; panics with an error's text if the function is not fallible.
    #[track_caller]
    fn plain<D: Shape>(result: Result<Self::Eval<D>, Error>) -> Self::Plain<D>;
    /// The result of `update`; panics with an error's text if the function is not fallible.
    #[track_caller]
    fn done(result: Result<(), Error>) -> Self::Done;
}

/// One output, returned as itself.
pub struct One<T>(core::marker::PhantomData<T>);
/// Several outputs, returned as a tuple.
pub struct Many<Tuple>(core::marker::PhantomData<Tuple>);
/// The outputs of `R`, or an error.
pub struct Try<R, E>(core::marker::PhantomData<(R, E)>);

/// An error that a kernel may return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a ufunc",
    label = "neither an error nor a text",
    note = "a kernel's error implements `std::error::Error + Send + Sync`, or is a `String` or a `&'static str`"
)]
pub trait KernelError {
    /// The error, its type left behind.
    fn boxed(self) -> Box<dyn core::error::Error + Send + Sync>;
}

#[diagnostic::do_not_recommend]
impl<E: Into<Box<dyn core::error::Error + Send + Sync>>> KernelError for E {
    fn boxed(self) -> Box<dyn core::error::Error + Send + Sync> {
        self.into()
    }
}

/// The parts of a `Result` behind an alias such as `io::Result<T>`.
pub trait ResultParts {
    /// The error type.
    type Err;
}

impl<T, E> ResultParts for Result<T, E> {
    type Err = E;
}

/// The one place where an infallible call turns an error into a panic.
#[track_caller]
pub(crate) fn unwrap<T>(result: Result<T, Error>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("{error}"),
    }
}

impl<T: Element> Returns for One<T> {
    type Raw = T;
    type Outs = (T,);
    const FALLIBLE: bool = false;
    type Plain<D: Shape> = D::Of<T>;
    type Eval<D: Shape> = D::Of<T>;
    type Done = ();
    type Fill = T;

    #[inline(always)]
    fn split(raw: T) -> Result<(T,), Failure> {
        Ok((raw,))
    }
    #[inline(always)]
    fn fill(value: T) -> (T,) {
        (value,)
    }
    #[inline(always)]
    fn scalar(raw: T) -> T {
        raw
    }
    fn collect<D: Shape>((array,): <(T,) as Outs>::Arrays) -> D::Of<T> {
        D::of(array)
    }
    fn plain<D: Shape>(result: Result<D::Of<T>, Error>) -> D::Of<T> {
        unwrap(result)
    }
    fn done(result: Result<(), Error>) {
        unwrap(result);
    }
}

macro_rules! many {
    ($($T:ident $x:ident),*) => {
        impl<$($T: Element),*> Returns for Many<($($T,)*)> {
            type Raw = ($($T,)*);
            type Outs = ($($T,)*);
            const FALLIBLE: bool = false;
            type Plain<Dim: Shape> = ($(Dim::Of<$T>,)*);
            type Eval<Dim: Shape> = ($(Dim::Of<$T>,)*);
            type Done = ();
            type Fill = ($($T,)*);

            #[inline(always)]
            fn split(raw: Self::Raw) -> Result<Self::Outs, Failure> {
                Ok(raw)
            }
            #[inline(always)]
            fn fill(value: Self::Fill) -> Self::Outs {
                value
            }
            #[inline(always)]
            fn scalar(raw: Self::Raw) -> Self::Plain<Ix0> {
                raw
            }
            fn collect<Dim: Shape>(($($x,)*): <Self::Outs as Outs>::Arrays) -> Self::Eval<Dim> {
                ($(Dim::of($x),)*)
            }
            fn plain<Dim: Shape>(result: Result<Self::Eval<Dim>, Error>) -> Self::Plain<Dim> {
                unwrap(result)
            }
            fn done(result: Result<(), Error>) {
                unwrap(result);
            }
        }
    };
}
many!(A a);
many!(A a, B b);
many!(A a, B b, C c);
many!(A a, B b, C c, D d);
many!(A a, B b, C c, D d, E e);
many!(A a, B b, C c, D d, E e, F f);
many!(A a, B b, C c, D d, E e, F f, G g);
many!(A a, B b, C c, D d, E e, F f, G g, H h);

impl<R, E> Returns for Try<R, E>
where
    R: Returns,
    E: KernelError,
{
    type Raw = Result<R::Raw, E>;
    type Outs = R::Outs;
    const FALLIBLE: bool = true;
    type Plain<D: Shape> = D::Fallible<R::Plain<D>, E>;
    type Eval<D: Shape> = R::Eval<D>;
    type Done = Result<(), Error>;
    type Fill = R::Fill;

    #[inline(always)]
    fn split(raw: Self::Raw) -> Result<R::Outs, Failure> {
        match raw {
            Ok(value) => R::split(value),
            Err(error) => Err(Arc::from(error.boxed())),
        }
    }
    #[inline(always)]
    fn fill(value: R::Fill) -> R::Outs {
        R::fill(value)
    }
    #[inline(always)]
    fn scalar(raw: Self::Raw) -> Self::Plain<Ix0> {
        raw.map(R::scalar)
    }
    fn collect<D: Shape>(arrays: <R::Outs as Outs>::Arrays) -> R::Eval<D> {
        R::collect(arrays)
    }
    fn plain<D: Shape>(result: Result<R::Eval<D>, Error>) -> Self::Plain<D> {
        // `R` is not fallible itself (it is `One` or `Many`), so this only renames the type.
        D::fallible(result.map(|value| R::plain::<D>(Ok(value))))
    }
    fn done(result: Result<(), Error>) -> Result<(), Error> {
        result
    }
}

/// A plain call that has not been made: its scalar form and its array form.
pub trait PlainCall {
    /// The called function's results.
    type Returns: Returns;
    /// All operands are scalars (or of rank 0): the function itself.
    #[track_caller]
    fn scalar(self) -> <Self::Returns as Returns>::Plain<Ix0>;
    /// The array function.
    #[track_caller]
    fn array<D: Shape>(self) -> <Self::Returns as Returns>::Plain<D>;
}
