//! The larger and the smaller of two, and what is between.

use super::traits::Extremes;
use crate::vectorize;

/// The larger; NaN if one is NaN. +0 is larger than -0. Complex numbers are ordered by their real parts, equal ones by their
/// imaginary parts, for which zeros are equal; of two with NaN it is the first.
///
/// ```
/// # use num_complex::Complex;
/// # use ufunc_core::ufuncs::maximum;
/// assert_eq!(maximum(&[1, 5], 3).to_vec(), [3, 5]);
/// assert!(maximum(1.0, f64::NAN).is_nan());
/// assert_eq!(maximum(Complex::new(1.0, 2.0), Complex::new(1.0, 3.0)), Complex::new(1.0, 3.0));
/// ```
#[vectorize(associative, commutative)]
pub fn maximum<T: Extremes>(a: T, b: T) -> T {
    a.maximum(b)
}

/// The smaller; NaN if one is NaN. -0 is smaller than +0. Complex numbers as for [`maximum`](fn@maximum).
///
/// ```
/// # use ufunc_core::ufuncs::minimum;
/// assert_eq!(minimum(&[1, 5], 3).to_vec(), [1, 3]);
/// ```
#[vectorize(associative, commutative)]
pub fn minimum<T: Extremes>(a: T, b: T) -> T {
    a.minimum(b)
}

/// The larger number: NaN only if both are NaN.
///
/// ```
/// # use ufunc_core::ufuncs::fmax;
/// assert_eq!(fmax(1.0, f64::NAN), 1.0);
/// ```
#[vectorize(associative, commutative)]
pub fn fmax<T: Extremes>(a: T, b: T) -> T {
    a.larger_number(b)
}

/// The smaller number: NaN only if both are NaN.
///
/// ```
/// # use ufunc_core::ufuncs::fmin;
/// assert_eq!(fmin(1.0, f64::NAN), 1.0);
/// ```
#[vectorize(associative, commutative)]
pub fn fmin<T: Extremes>(a: T, b: T) -> T {
    a.smaller_number(b)
}

/// The number, or the bound that it is beyond; `most` if the bounds are the wrong way round, NaN if one of the three is.
///
/// ```
/// # use ufunc_core::ufuncs::clip;
/// assert_eq!(clip(&[-1.0, 0.5, 2.0], 0.0, 1.0).to_vec(), [0.0, 0.5, 1.0]);
/// ```
#[vectorize]
pub fn clip<T: Extremes>(x: T, least: T, most: T) -> T {
    x.maximum(least).minimum(most)
}
