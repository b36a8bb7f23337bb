//! Exponentials, logarithms, roots, error functions.

use super::traits::{Elementary, LaneElementary as _};
use crate::{Real, vectorize};

/// eˣ.
///
/// ```
/// # use num_complex::Complex;
/// # use ufunc_core::ufuncs::exp;
/// assert_eq!(exp(0.0), 1.0);
/// assert_eq!(exp(Complex::new(0.0, 0.0)), Complex::new(1.0, 0.0));
/// ```
#[vectorize]
pub fn exp<T: Elementary>(x: T) -> T {
    x.exp()
}

/// 2ˣ.
///
/// ```
/// # use ufunc_core::ufuncs::exp2;
/// assert_eq!(exp2(3.0), 8.0);
/// ```
#[vectorize]
pub fn exp2<T: Elementary>(x: T) -> T {
    x.exp2()
}

/// eˣ - 1, exact where eˣ is close to 1.
///
/// ```
/// # use ufunc_core::ufuncs::expm1;
/// assert_eq!(expm1(1e-20), 1e-20);
/// ```
#[vectorize]
pub fn expm1<T: Elementary>(x: T) -> T {
    x.exp_m1()
}

/// Natural logarithm: Rust's `ln`. NaN below 0, -∞ at 0. Complex numbers have one below 0 too, where it is cut.
///
/// ```
/// # use num_complex::Complex;
/// # use ufunc_core::ufuncs::log;
/// assert_eq!(log(1.0), 0.0);
/// assert_eq!(log(Complex::new(-1.0, 0.0)), Complex::new(0.0, 3.141592653589793));
/// assert_eq!(log(Complex::new(-1.0, -0.0)), Complex::new(0.0, -3.141592653589793));
/// ```
#[vectorize]
pub fn log<T: Elementary>(x: T) -> T {
    x.ln()
}

/// Logarithm to base 2, cut as [`log`](fn@log).
///
/// ```
/// # use ufunc_core::ufuncs::log2;
/// assert_eq!(log2(8.0), 3.0);
/// ```
#[vectorize]
pub fn log2<T: Elementary>(x: T) -> T {
    x.log2()
}

/// Logarithm to base 10, cut as [`log`](fn@log).
///
/// ```
/// # use ufunc_core::ufuncs::log10;
/// assert_eq!(log10(1000.0), 3.0);
/// ```
#[vectorize]
pub fn log10<T: Elementary>(x: T) -> T {
    x.log10()
}

/// ln(1 + x), exact where x is close to 0; of complex numbers cut on the real axis below -1.
///
/// ```
/// # use ufunc_core::ufuncs::log1p;
/// assert_eq!(log1p(1e-20), 1e-20);
/// ```
#[vectorize]
pub fn log1p<T: Elementary>(x: T) -> T {
    x.ln_1p()
}

/// ln(eᵃ + eᵇ), without overflow: the sum of numbers that are given by their logarithms.
///
/// ```
/// # use ufunc_core::ufuncs::logaddexp;
/// assert!((logaddexp(1000.0, 1000.0) - 1000.6931471805599_f64).abs() < 1e-12);
/// ```
#[vectorize(identity = T::neg_infinity(), associative, commutative)]
pub fn logaddexp<T: Real>(a: T, b: T) -> T {
    a.logaddexp(b)
}

/// log₂(2ᵃ + 2ᵇ), without overflow.
///
/// ```
/// # use ufunc_core::ufuncs::logaddexp2;
/// assert_eq!(logaddexp2(1000.0, 1000.0), 1001.0);
/// ```
#[vectorize(identity = T::neg_infinity(), associative, commutative)]
pub fn logaddexp2<T: Real>(a: T, b: T) -> T {
    a.logaddexp2(b)
}

/// Square root, of floats correctly rounded; NaN below 0. Complex numbers have one there, whose real part is not negative; it
/// is cut below 0.
///
/// ```
/// # use num_complex::Complex;
/// # use ufunc_core::ufuncs::sqrt;
/// assert_eq!(sqrt(&[4.0, 9.0]).to_vec(), [2.0, 3.0]);
/// assert_eq!(sqrt(Complex::new(-4.0, 0.0)), Complex::new(0.0, 2.0));
/// ```
#[vectorize]
pub fn sqrt<T: Elementary>(x: T) -> T {
    x.root()
}

/// Cube root.
///
/// ```
/// # use ufunc_core::ufuncs::cbrt;
/// assert_eq!(cbrt(-8.0), -2.0);
/// ```
#[vectorize]
pub fn cbrt<T: Real>(x: T) -> T {
    x.cbrt()
}

/// The error function, 2/√π ∫₀ˣ exp(-t²) dt.
///
/// ```
/// # use ufunc_core::ufuncs::erf;
/// assert!((erf(0.5) - 0.5204998778130465_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn erf<T: Real>(x: T) -> T {
    x.erf()
}

/// 1 - erf(x), exact where erf is close to 1.
///
/// ```
/// # use ufunc_core::ufuncs::erfc;
/// assert!((erfc(0.5) - 0.4795001221869535_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn erfc<T: Real>(x: T) -> T {
    x.erfc()
}
