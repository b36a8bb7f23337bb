//! Sums, differences, products, quotients, remainders, signs.

use super::traits::{Arithmetic, Conjugate, Divide, Elementary, FloorDivide, Numeric, Power};
use crate::{Real, vectorize};

/// Sum. Integers wrap; of `bool`, whether one is true.
///
/// ```
/// # use ufunc_core::ufuncs::add;
/// assert_eq!(add(&[0.5, 1.0], 2.0).to_vec(), [2.5, 3.0]);
/// assert_eq!(add(255u8, 1), 0);
/// ```
#[vectorize(identity = T::ZERO, associative, commutative)]
pub fn add<T: Arithmetic>(a: T, b: T) -> T {
    a.plus(b)
}

/// Difference. Integers wrap.
///
/// ```
/// # use ufunc_core::ufuncs::subtract;
/// assert_eq!(subtract(3, 5), -2);
/// ```
#[vectorize]
pub fn subtract<T: Numeric>(a: T, b: T) -> T {
    a.minus(b)
}

/// Product. Integers wrap; of `bool`, whether both are true.
///
/// ```
/// # use ufunc_core::ufuncs::multiply;
/// assert_eq!(multiply(&[2, 3], 4).to_vec(), [8, 12]);
/// ```
#[vectorize(identity = T::ONE, associative, commutative)]
pub fn multiply<T: Arithmetic>(a: T, b: T) -> T {
    a.times(b)
}

/// Quotient of floats or complex numbers. Integers are read as floats with [`cast`](crate::cast).
///
/// ```
/// # use ufunc_core::{cast, ufuncs::divide};
/// assert_eq!(divide(1.0, 4.0), 0.25);
/// assert_eq!(divide(cast(&[1, 2]), 4.0).to_vec(), [0.25, 0.5]);
/// ```
#[vectorize]
pub fn divide<T: Divide>(a: T, b: T) -> T {
    a.over(b)
}

/// Quotient, rounded down. Of integers, 0 for a divisor of 0; the least integer stays itself when divided by -1.
///
/// ```
/// # use ufunc_core::ufuncs::floor_divide;
/// assert_eq!(floor_divide(-7, 2), -4);
/// assert_eq!(floor_divide(7.5, 2.0), 3.0);
/// ```
#[vectorize]
pub fn floor_divide<T: FloorDivide>(a: T, b: T) -> T {
    a.floored(b).0
}

/// What remains after [`floor_divide`](fn@floor_divide), with the divisor's sign. Of integers, 0 for a divisor of 0.
///
/// ```
/// # use ufunc_core::ufuncs::remainder;
/// assert_eq!(remainder(-7, 2), 1);
/// assert_eq!(remainder(-7.5, 2.0), 0.5);
/// ```
#[vectorize]
pub fn remainder<T: FloorDivide>(a: T, b: T) -> T {
    a.floored(b).1
}

/// [`floor_divide`](fn@floor_divide) and [`remainder`](fn@remainder) in one pass.
///
/// ```
/// # use ufunc_core::ufuncs::divmod;
/// assert_eq!(divmod(-7, 2), (-4, 1));
/// ```
#[vectorize]
pub fn divmod<T: FloorDivide>(a: T, b: T) -> (T, T) {
    a.floored(b)
}

/// What remains of a division rounded to zero, with the dividend's sign: `%`. Of integers, 0 for a divisor of 0.
///
/// ```
/// # use ufunc_core::ufuncs::fmod;
/// assert_eq!(fmod(-7, 2), -1);
/// assert_eq!(fmod(-7.5, 2.0), -1.5);
/// ```
#[vectorize]
pub fn fmod<T: FloorDivide>(a: T, b: T) -> T {
    a.truncated_remainder(b)
}

/// Power. Integers wrap; a negative exponent gives the inverse of an integer, rounded to zero: 0, 1 or -1. Of complex numbers
/// products for integer exponents below 100, else e^(b log a), cut as [`log`](fn@super::log).
///
/// ```
/// # use num_complex::Complex;
/// # use ufunc_core::ufuncs::power;
/// assert_eq!(power(&[2, 3], 4).to_vec(), [16, 81]);
/// assert_eq!(power(4.0, 0.5), 2.0);
/// assert_eq!(power(Complex::new(1.0, 2.0), Complex::new(2.0, 0.0)), Complex::new(-3.0, 4.0));
/// ```
#[vectorize]
pub fn power<T: Power>(a: T, b: T) -> T {
    use super::traits::LanePower as _;
    a.powf(b)
}

/// Power of floats or complex numbers.
///
/// ```
/// # use ufunc_core::ufuncs::float_power;
/// assert_eq!(float_power(2.0, -1.0), 0.5);
/// ```
#[vectorize]
pub fn float_power<T: Elementary>(a: T, b: T) -> T {
    use super::traits::LaneElementary as _;
    a.powf(b)
}

/// The number itself.
///
/// ```
/// # use ufunc_core::ufuncs::positive;
/// assert_eq!(positive(-1), -1);
/// ```
#[vectorize]
pub fn positive<T: Numeric>(x: T) -> T {
    x
}

/// The number with the other sign. Integers wrap.
///
/// ```
/// # use ufunc_core::ufuncs::negative;
/// assert_eq!(negative(1.5), -1.5);
/// assert_eq!(negative(1u8), 255);
/// ```
#[vectorize]
pub fn negative<T: Numeric>(x: T) -> T {
    x.negated()
}

/// Absolute value; of a complex number its length, a real number. The least integer stays itself.
///
/// ```
/// # use num_complex::Complex;
/// # use ufunc_core::ufuncs::absolute;
/// assert_eq!(absolute(-1.5), 1.5);
/// assert_eq!(absolute(Complex::new(3.0, 4.0)), 5.0);
/// ```
#[vectorize]
pub fn absolute<T: Conjugate>(x: T) -> T::Absolute {
    x.size()
}

/// Absolute value of a float.
///
/// ```
/// # use ufunc_core::ufuncs::fabs;
/// assert_eq!(fabs(-1.5), 1.5);
/// ```
#[vectorize]
pub fn fabs<T: Real>(x: T) -> T {
    x.abs()
}

/// 1, 0 or -1, as the sign is; 0 for -0, NaN for NaN. A complex number divided by its length.
///
/// ```
/// # use ufunc_core::ufuncs::sign;
/// assert_eq!(sign(&[-1.5, 0.0, 2.0]).to_vec(), [-1.0, 0.0, 1.0]);
/// ```
#[vectorize]
pub fn sign<T: Numeric>(x: T) -> T {
    x.direction()
}

/// One divided by the number. Of integers rounded to zero, so 0 but for 1 and -1.
///
/// ```
/// # use ufunc_core::ufuncs::reciprocal;
/// assert_eq!(reciprocal(4.0), 0.25);
/// ```
#[vectorize]
pub fn reciprocal<T: Numeric>(x: T) -> T {
    x.inverse()
}

/// Square. Integers wrap.
///
/// ```
/// # use ufunc_core::ufuncs::square;
/// assert_eq!(square(-3), 9);
/// ```
#[vectorize]
pub fn square<T: Numeric>(x: T) -> T {
    x.times(x)
}

/// Complex conjugate; a real number is its own.
///
/// ```
/// # use num_complex::Complex;
/// # use ufunc_core::ufuncs::conjugate;
/// assert_eq!(conjugate(Complex::new(3.0, 4.0)), Complex::new(3.0, -4.0));
/// ```
#[vectorize]
pub fn conjugate<T: Conjugate>(z: T) -> T {
    z.conjugate()
}
