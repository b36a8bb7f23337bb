//! Comparisons of any two elements that Rust can compare. NaN is not equal, less or greater than anything.

use crate::{Element, vectorize};

/// `a == b`.
///
/// ```
/// # use ufunc_core::ufuncs::equal;
/// assert_eq!(equal(&[1, 2, 3], 2).to_vec(), [false, true, false]);
/// assert!(!equal(f64::NAN, f64::NAN));
/// ```
#[vectorize]
pub fn equal<T: Element + PartialEq>(a: T, b: T) -> bool {
    a == b
}

/// `a != b`.
///
/// ```
/// # use ufunc_core::ufuncs::not_equal;
/// assert!(not_equal(f64::NAN, f64::NAN));
/// ```
#[vectorize]
pub fn not_equal<T: Element + PartialEq>(a: T, b: T) -> bool {
    a != b
}

/// `a > b`.
///
/// ```
/// # use ufunc_core::ufuncs::greater;
/// assert_eq!(greater(&[1.0, 2.0, 3.0], 2.0).to_vec(), [false, false, true]);
/// ```
#[vectorize]
pub fn greater<T: Element + PartialOrd>(a: T, b: T) -> bool {
    a > b
}

/// `a >= b`.
///
/// ```
/// # use ufunc_core::ufuncs::greater_equal;
/// assert!(greater_equal(2, 2));
/// ```
#[vectorize]
pub fn greater_equal<T: Element + PartialOrd>(a: T, b: T) -> bool {
    a >= b
}

/// `a < b`.
///
/// ```
/// # use ufunc_core::ufuncs::less;
/// assert!(less('a', 'b'));
/// ```
#[vectorize]
pub fn less<T: Element + PartialOrd>(a: T, b: T) -> bool {
    a < b
}

/// `a <= b`.
///
/// ```
/// # use ufunc_core::ufuncs::less_equal;
/// assert!(less_equal(2u8, 3));
/// ```
#[vectorize]
pub fn less_equal<T: Element + PartialOrd>(a: T, b: T) -> bool {
    a <= b
}
