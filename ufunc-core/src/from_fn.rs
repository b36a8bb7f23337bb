//! Closures as ufuncs, without a macro.

use core::marker::PhantomData;

use crate::kernel::{Kernel, KernelError, One, Returns, Try};
use crate::lazy::{Lazy, ThisThread};
use crate::mask::NoMask;
use crate::math::Mode;
use crate::spec::{OperandSpec, Spec};
use crate::{Element, Operands};

/// A closure that is called on arrays; made by [`from_fn`].
#[derive(Clone, Copy, Debug)]
pub struct FromFn<F, Ts> {
    closure: F,
    parameters: PhantomData<fn(Ts)>,
}

/// Makes a ufunc of a closure: what NumPy's `frompyfunc` is to Python.
///
/// The closure takes 0 to 16 elements and returns an element, or a `Result` with one. Its calls have all the
/// forms of [`Lazy`]: `mask`, `parallel`, `assign_to`, … They run on the calling thread unless `.parallel()` is
/// said, which needs a closure that is `Sync`. For a kernel that matters, an annotated function is better: it
/// has a name in errors, and its loops vectorise more surely.
///
/// ```
/// use ndarray::{Array1, array};
///
/// let scale = ufunc_core::from_fn(|a: f64, b: u8| a * f64::from(b));
/// let s: Array1<f64> = scale.lazy((&array![0.5, 1.5], 4)).eval()?;
/// assert_eq!(s, array![2.0, 6.0]);
/// # Ok::<(), ufunc_core::Error>(())
/// ```
pub fn from_fn<F, Ts>(closure: F) -> FromFn<F, Ts>
where
    F: Closure<Ts>,
{
    FromFn {
        closure,
        parameters: PhantomData,
    }
}

impl<F: Closure<Ts>, Ts> FromFn<F, Ts> {
    /// A pending call with a tuple of operands.
    pub fn lazy<Os, Tuple>(&self, operands: Os) -> Lazy<&Self, Tuple, NoMask, ThisThread>
    where
        Os: Operands<Ts, Tuple = Tuple>,
    {
        Lazy::pending(self, operands.tuple())
    }
}

/// A closure from elements to an element (or a `Result` with one); implemented for all of these.
#[diagnostic::on_unimplemented(
    message = "this closure is not a function of elements",
    label = "expected a closure `|a: A, b: B, …| -> R` of 0 to 16 elements",
    note = "parameters need their types: `|a: f64, b: u8| …`; the result is an element or a `Result` with one"
)]
pub trait Closure<Ts> {
    #[doc(hidden)]
    type Returns: Returns;
    #[doc(hidden)]
    const SPEC: &'static Spec;
    #[doc(hidden)]
    fn apply(&self, args: Ts) -> <Self::Returns as Returns>::Raw;
}

/// What a closure may return.
pub trait ClosureResult {
    #[doc(hidden)]
    type Returns: Returns<Raw = Self>;
}

impl<T: Element> ClosureResult for T {
    type Returns = One<T>;
}

impl<T: Element, E> ClosureResult for Result<T, E>
where
    E: KernelError,
{
    type Returns = Try<One<T>, E>;
}

impl<F: Closure<Ts>, Ts> Kernel for &FromFn<F, Ts> {
    type Args = Ts;
    type Returns = F::Returns;
    const SPEC: &'static Spec = F::SPEC;

    #[inline(always)]
    fn eval<M: Mode>(&self, _mode: M, args: Ts) -> <F::Returns as Returns>::Raw {
        self.closure.apply(args)
    }
}

/// A parameter of a closure: it has no name.
macro_rules! parameter {
    ($x:ident) => {
        OperandSpec {
            name: "",
            core: &[],
        }
    };
}

/// The description of a closure with these parameters.
const fn spec(inputs: &'static [OperandSpec]) -> Spec {
    Spec {
        name: "closure",
        doc: "",
        signature: "",
        inputs,
        outputs: &[OperandSpec {
            name: "out",
            core: &[],
        }],
        dims: &[],
        parallel: false,
        math: false,
        noted: false,
        pure: false,
        cost: crate::spec::UNKNOWN_COST,
    }
}

macro_rules! closures {
    ($($T:ident $x:ident),*) => {
        impl<Fun, Res, $($T),*> Closure<($($T,)*)> for Fun
        where
            Fun: Fn($($T),*) -> Res,
            $($T: Element,)*
            Res: ClosureResult,
        {
            type Returns = Res::Returns;
            const SPEC: &'static Spec = &spec(&[$(parameter!($x)),*]);

            #[inline(always)]
            fn apply(&self, ($($x,)*): ($($T,)*)) -> Res {
                self($($x),*)
            }
        }
    };
}
closures!();
closures!(A a);
closures!(A a, B b);
closures!(A a, B b, C c);
closures!(A a, B b, C c, D d);
closures!(A a, B b, C c, D d, E e);
closures!(A a, B b, C c, D d, E e, F f);
closures!(A a, B b, C c, D d, E e, F f, G g);
closures!(A a, B b, C c, D d, E e, F f, G g, H h);
closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i);
closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j);
closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k);
closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l);
closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m);
closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n);
closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o);
closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o, P p);
