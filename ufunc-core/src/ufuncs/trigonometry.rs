//! Angles, in radians, and hyperbolic functions.

use super::traits::{Elementary, LaneElementary as _};
use crate::{Real, vectorize};

/// Sine.
///
/// ```
/// # use num_complex::Complex;
/// # use ufunc_core::ufuncs::sin;
/// assert!((sin(0.5) - 0.479425538604203_f64).abs() < 1e-15);
/// assert!((sin(Complex::new(0.0, 1.0)).im - 1.1752011936438014_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn sin<T: Elementary>(x: T) -> T {
    x.sin()
}

/// Cosine.
///
/// ```
/// # use ufunc_core::ufuncs::cos;
/// assert_eq!(cos(0.0), 1.0);
/// ```
#[vectorize]
pub fn cos<T: Elementary>(x: T) -> T {
    x.cos()
}

/// Tangent.
///
/// ```
/// # use ufunc_core::ufuncs::tan;
/// assert!((tan(0.5) - 0.5463024898437905_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn tan<T: Elementary>(x: T) -> T {
    x.tan()
}

/// Inverse sine: Rust's `asin`. NaN outside [-1, 1], where that of complex numbers is cut.
///
/// ```
/// # use ufunc_core::ufuncs::arcsin;
/// assert!((arcsin(0.5) - 0.5235987755982989_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn arcsin<T: Elementary>(x: T) -> T {
    x.asin()
}

/// Inverse cosine: Rust's `acos`. NaN outside [-1, 1], where that of complex numbers is cut.
///
/// ```
/// # use num_complex::Complex;
/// # use ufunc_core::ufuncs::arccos;
/// assert_eq!(arccos(1.0), 0.0);
/// assert!((arccos(Complex::new(2.0, 0.0)).im + 1.3169578969248166_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn arccos<T: Elementary>(x: T) -> T {
    x.acos()
}

/// Inverse tangent: Rust's `atan`. Of complex numbers cut on the imaginary axis beyond ±i.
///
/// ```
/// # use ufunc_core::ufuncs::arctan;
/// assert!((arctan(1.0) - 0.7853981633974483_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn arctan<T: Elementary>(x: T) -> T {
    x.atan()
}

/// The angle of the point (x, y), from -π to π.
///
/// ```
/// # use ufunc_core::ufuncs::arctan2;
/// assert!((arctan2(1.0, -1.0) - 2.356194490192345_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn arctan2<T: Real>(y: T, x: T) -> T {
    y.atan2(x)
}

/// √(a² + b²), without overflow.
///
/// ```
/// # use ufunc_core::ufuncs::hypot;
/// assert_eq!(hypot(3.0, 4.0), 5.0);
/// ```
#[vectorize(identity = T::zero(), associative, commutative)]
pub fn hypot<T: Real>(a: T, b: T) -> T {
    a.hypot(b)
}

/// Hyperbolic sine.
///
/// ```
/// # use ufunc_core::ufuncs::sinh;
/// assert!((sinh(0.5) - 0.5210953054937474_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn sinh<T: Elementary>(x: T) -> T {
    x.sinh()
}

/// Hyperbolic cosine.
///
/// ```
/// # use ufunc_core::ufuncs::cosh;
/// assert_eq!(cosh(0.0), 1.0);
/// ```
#[vectorize]
pub fn cosh<T: Elementary>(x: T) -> T {
    x.cosh()
}

/// Hyperbolic tangent.
///
/// ```
/// # use ufunc_core::ufuncs::tanh;
/// assert!((tanh(0.5) - 0.46211715726000973_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn tanh<T: Elementary>(x: T) -> T {
    x.tanh()
}

/// Inverse hyperbolic sine: Rust's `asinh`. Of complex numbers cut on the imaginary axis beyond ±i.
///
/// ```
/// # use ufunc_core::ufuncs::arcsinh;
/// assert!((arcsinh(0.5) - 0.48121182505960347_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn arcsinh<T: Elementary>(x: T) -> T {
    x.asinh()
}

/// Inverse hyperbolic cosine: Rust's `acosh`. NaN below 1, where that of complex numbers is cut.
///
/// ```
/// # use ufunc_core::ufuncs::arccosh;
/// assert_eq!(arccosh(1.0), 0.0);
/// ```
#[vectorize]
pub fn arccosh<T: Elementary>(x: T) -> T {
    x.acosh()
}

/// Inverse hyperbolic tangent: Rust's `atanh`. NaN outside [-1, 1], where that of complex numbers is cut.
///
/// ```
/// # use ufunc_core::ufuncs::arctanh;
/// assert!((arctanh(0.5) - 0.5493061443340548_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn arctanh<T: Elementary>(x: T) -> T {
    x.atanh()
}

/// Degrees to radians.
///
/// ```
/// # use ufunc_core::ufuncs::deg2rad;
/// assert!((deg2rad(90.0) - 1.5707963267948966_f64).abs() < 1e-15);
/// ```
#[vectorize]
pub fn deg2rad<T: Real>(x: T) -> T {
    x * (T::PI() / T::lit(180.0))
}

/// Radians to degrees.
///
/// ```
/// # use ufunc_core::ufuncs::rad2deg;
/// assert!((rad2deg(3.141592653589793) - 180.0_f64).abs() < 1e-13);
/// ```
#[vectorize]
pub fn rad2deg<T: Real>(x: T) -> T {
    x * (T::lit(180.0) / T::PI())
}
