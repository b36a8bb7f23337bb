//! What a float is made of: its sign, its neighbours, its exponent, its parts.

use super::traits::{FloatParts, Inspect};
use crate::{Real, vectorize};

/// Neither infinite nor NaN; both parts of a complex number. Integers always are.
///
/// ```
/// # use ufunc_core::ufuncs::isfinite;
/// assert_eq!(isfinite(&[1.0, f64::NAN, f64::INFINITY]).to_vec(), [true, false, false]);
/// ```
#[vectorize]
pub fn isfinite<T: Inspect>(x: T) -> bool {
    !(x.holds_nan() | x.holds_infinity())
}

/// Infinite, of either sign; one part of a complex number is enough.
///
/// ```
/// # use ufunc_core::ufuncs::isinf;
/// assert!(isinf(f32::NEG_INFINITY));
/// ```
#[vectorize]
pub fn isinf<T: Inspect>(x: T) -> bool {
    x.holds_infinity()
}

/// NaN; one part of a complex number is enough.
///
/// ```
/// # use ufunc_core::ufuncs::isnan;
/// assert!(isnan(f64::NAN));
/// ```
#[vectorize]
pub fn isnan<T: Inspect>(x: T) -> bool {
    x.holds_nan()
}

/// Whether the sign is set, that of zeros and NaN too.
///
/// ```
/// # use ufunc_core::ufuncs::signbit;
/// assert_eq!(signbit(&[-1.0, -0.0, 0.0]).to_vec(), [true, true, false]);
/// ```
#[vectorize]
pub fn signbit<T: Real>(x: T) -> bool {
    x.is_sign_negative()
}

/// The first number with the sign of the second.
///
/// ```
/// # use ufunc_core::ufuncs::copysign;
/// assert_eq!(copysign(1.5, -0.0), -1.5);
/// ```
#[vectorize]
pub fn copysign<T: Real>(a: T, b: T) -> T {
    a.copysign(b)
}

/// The next number after `a` in the direction of `b`.
///
/// ```
/// # use ufunc_core::ufuncs::nextafter;
/// assert_eq!(nextafter(1.0, 2.0), 1.0 + f64::EPSILON);
/// ```
#[vectorize]
pub fn nextafter<T: FloatParts>(a: T, b: T) -> T {
    a.next_to(b)
}

/// The step from a number to the next one away from 0, with its sign; NaN for infinities.
///
/// ```
/// # use ufunc_core::ufuncs::spacing;
/// assert_eq!(spacing(1.0), f64::EPSILON);
/// ```
#[vectorize]
pub fn spacing<T: FloatParts>(x: T) -> T {
    x.step()
}

/// The fraction and the integer part, both with the sign of the number.
///
/// ```
/// # use ufunc_core::ufuncs::modf;
/// assert_eq!(modf(-3.25), (-0.25, -3.0));
/// ```
#[vectorize]
pub fn modf<T: FloatParts>(x: T) -> (T, T) {
    x.fraction_and_integer()
}

/// `x` times 2 to the power `n`, rounded once.
///
/// ```
/// # use ufunc_core::ufuncs::ldexp;
/// assert_eq!(ldexp(0.75, 3), 6.0);
/// ```
#[vectorize]
pub fn ldexp<T: FloatParts>(x: T, n: i32) -> T {
    x.scaled(n)
}

/// The number as a fraction in [0.5, 1) times a power of 2; zeros, infinities and NaN with the power 0.
///
/// ```
/// # use ufunc_core::ufuncs::frexp;
/// assert_eq!(frexp(6.0), (0.75, 3));
/// ```
#[vectorize]
pub fn frexp<T: FloatParts>(x: T) -> (T, i32) {
    x.fraction_and_exponent()
}

/// The step function: 0 below 0, `at_zero` at 0, 1 above; NaN for NaN.
///
/// ```
/// # use ufunc_core::ufuncs::heaviside;
/// assert_eq!(heaviside(&[-1.5, 0.0, 2.0], 0.5).to_vec(), [0.0, 0.5, 1.0]);
/// ```
#[vectorize]
pub fn heaviside<T: Real>(x: T, at_zero: T) -> T {
    if x < T::zero() {
        T::zero()
    } else if x > T::zero() {
        T::one()
    } else if x.is_nan() {
        x
    } else {
        at_zero
    }
}
