//! Functions annotated with `ufunc-core`'s macros as NumPy ufuncs: one line in a `#[pymodule]`.
//!
//! ```ignore
//! use pyo3::prelude::*;
//! use ufunc_core::{Real, guvectorize, vectorize};
//!
//! /// Normal density.
//! #[vectorize]
//! pub fn gaussian<T: Real>(d: T, bw: T) -> T {
//!     let z = d / bw;
//!     (T::lit(-0.5) * z * z).exp() / (bw * T::TAU().sqrt())
//! }
//!
//! /// Mean of the last `window` values.
//! #[guvectorize("(n),()->(n)")]
//! pub fn moving_average(x: &[f64], window: usize, out: &mut [f64]) {
//!     /* … */
//! }
//!
//! #[pymodule]
//! fn my_package(m: &Bound<'_, PyModule>) -> PyResult<()> {
//!     ufunc_numpy::export!(m, gaussian: [f32, f64], moving_average)
//! }
//! ```
//!
//! In Python, `my_package.gaussian` is a `numpy.ufunc`: broadcasting, casting, `out=`, `where=`, `dtype=`, `axis=`,
//! `reduce` and the other methods are NumPy's own; the loops are those of `ufunc-core`, with its vector instructions.
//!
//! # What NumPy is told
//!
//! | of the function | in Python |
//! |---|---|
//! | name, documentation, parameters' names | `__name__`, `__doc__` (NumPy before 2.2 calls the parameters `x1`, `x2`, …) |
//! | element types | a loop for each type in the brackets, the narrow ones tried first |
//! | `usize`, `isize` | `numpy.intp`; a negative size is a `ValueError` |
//! | signature | `signature`; a computed size such as `m+n-1` has a name there, and is computed from NumPy 2.1 on (before, give `out=`) |
//! | `identity`, if the function is `associative` and `commutative` | `identity`; NumPy takes the order of a reduction's elements as its own choice where there is one |
//! | `associative`, `commutative` | reductions in blocks, as fast and accurate as `ufunc_core::slices::sum` |
//! | a panic | `RuntimeError`, with its message and place; nothing is printed |
//! | `Err` | `ValueError` with its text |
//! | `parallel` | nothing: see below |
//!
//! # What differs from a call in Rust
//!
//! * Outputs taken as `&mut` start as `Default::default()`, given ones (`out=`) too: NumPy does not tell them apart.
//! * There are no floating-point warnings, of casts in the same call neither: vectorised loops compute both arms of a
//!   conditional, so the processor's flags tell nothing of the results.
//! * After an error NumPy before version 2 goes on with other parts of the arrays; the first error is raised.
//! * Loops run on the calling thread. A pool of threads does not survive `fork`, which Python's `multiprocessing` does:
//!   the child would hang. NumPy releases the GIL for calls of more than 500 elements, so Python threads and Dask run
//!   these ufuncs in parallel.
//!
//! NumPy keeps the description of a ufunc forever, so each `export!` leaks it.

#[cfg(not(panic = "unwind"))]
compile_error!(
    "ufunc-numpy turns panics into Python errors: it needs `panic = \"unwind\"` in the profile"
);

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod describe;
mod element;
mod flags;
mod loops;
mod method;
mod numpy_api;
mod raise;
mod register;
mod sizes;
mod variant;

/// Adds NumPy ufuncs to a Python module: `export!(m, gaussian: [f32, f64], poincare_distance)?`.
///
/// Each entry is the path of an annotated function. Of a generic function, the types follow that it is to be exported
/// for; of one with several type parameters, `[<f32, i64>, <f64, i64>]`.
///
/// # Errors
///
/// A `PyErr`: NumPy cannot be imported, two loops of a function take the same types, or the module refuses the name.
///
/// # Compile errors
///
/// An element type that NumPy has not, and `|1` in a signature, which NumPy has not either.
#[macro_export]
macro_rules! export {
    ($module:expr, $($($name:ident)::+ $(: [$($types:tt)*])?),+ $(,)?) => {
        (|| -> $crate::__private::PyResult<()> {
            $($crate::__export_one!($module, ($($name)::+) $([$($types)*])?);)+
            $crate::__private::PyResult::Ok(())
        })()
    };
}

/// One function of [`export!`].
#[doc(hidden)]
#[macro_export]
macro_rules! __export_one {
    ($module:expr, ($($name:ident)::+)) => {
        $crate::__private::register($module, [$crate::__export_variant!($($name)::+)].into())?
    };
    ($module:expr, $name:tt [$($types:tt)*]) => {
        $crate::__export_one!(@types $module, [] $name $($types)*)
    };
    (@types $module:expr, [$($done:tt)*] $name:tt $(,)?) => {
        $crate::__private::register($module, [$($done)*].into())?
    };
    (@types $module:expr, [$($done:tt)*] ($($name:ident)::+) <$($t:ty),+ $(,)?> $(, $($rest:tt)*)?) => {
        $crate::__export_one!(
            @types $module,
            [$($done)* $crate::__export_variant!($($name)::+::<$($t),+>),]
            ($($name)::+) $($($rest)*)?
        )
    };
    (@types $module:expr, [$($done:tt)*] ($($name:ident)::+) $t:ty $(, $($rest:tt)*)?) => {
        $crate::__export_one!(
            @types $module,
            [$($done)* $crate::__export_variant!($($name)::+::<$t>),]
            ($($name)::+) $($($rest)*)?
        )
    };
}

/// One loop of [`export!`]: for one companion type. Which of the two kernels it is, its one variant tells; in place of the
/// other one, the function of a trait is found.
#[doc(hidden)]
#[macro_export]
macro_rules! __export_variant {
    ($companion:ty) => {{
        #[allow(unused_imports)]
        use $crate::__private::{Elementwise as _, Folding as _, Missing as _};
        type Companion = $companion;
        let kernel = $crate::__private::Found(
            Companion::__Ufunc($crate::__private::PhantomData),
            Companion::__Gufunc($crate::__private::PhantomData),
        );
        (&kernel).kind().variant(kernel)
    }};
}
