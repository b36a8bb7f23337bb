//! Rounding to integers, which stay floats.

use super::traits::{Elementary, LaneElementary as _};
use crate::{Real, vectorize};

/// The nearest integer, halves to the even one; of a complex number both parts.
///
/// ```
/// # use ufunc_core::ufuncs::rint;
/// assert_eq!(rint(&[0.5, 1.5, -0.7]).to_vec(), [0.0, 2.0, -1.0]);
/// ```
#[vectorize]
pub fn rint<T: Elementary>(x: T) -> T {
    x.round_ties_even()
}

/// The largest integer that is not above.
///
/// ```
/// # use ufunc_core::ufuncs::floor;
/// assert_eq!(floor(-0.5), -1.0);
/// ```
#[vectorize]
pub fn floor<T: Real>(x: T) -> T {
    x.floor()
}

/// The smallest integer that is not below.
///
/// ```
/// # use ufunc_core::ufuncs::ceil;
/// assert_eq!(ceil(0.5), 1.0);
/// ```
#[vectorize]
pub fn ceil<T: Real>(x: T) -> T {
    x.ceil()
}

/// The integer part.
///
/// ```
/// # use ufunc_core::ufuncs::trunc;
/// assert_eq!(trunc(-1.7), -1.0);
/// ```
#[vectorize]
pub fn trunc<T: Real>(x: T) -> T {
    x.trunc()
}
