//! Logic of `bool`: numbers are compared with 0 first, `logical_not(equal::lazy(&a, 0))`, which fuses.

use crate::vectorize;

/// Whether both are true.
///
/// ```
/// # use ufunc_core::ufuncs::{greater, logical_and};
/// let a = [1, 2, 3, 4];
/// let middle = logical_and(greater::lazy(&a, 1), greater::lazy(4, &a));
/// assert_eq!(middle.to_vec(), [false, true, true, false]);
/// ```
#[vectorize(identity = true, associative, commutative)]
pub fn logical_and(a: bool, b: bool) -> bool {
    a & b
}

/// Whether one is true, or both are.
///
/// ```
/// # use ufunc_core::ufuncs::logical_or;
/// assert!(logical_or(true, false));
/// ```
#[vectorize(identity = false, associative, commutative)]
pub fn logical_or(a: bool, b: bool) -> bool {
    a | b
}

/// Whether exactly one is true.
///
/// ```
/// # use ufunc_core::ufuncs::logical_xor;
/// assert!(!logical_xor(true, true));
/// ```
#[vectorize(identity = false, associative, commutative)]
pub fn logical_xor(a: bool, b: bool) -> bool {
    a ^ b
}

/// Whether it is false.
///
/// ```
/// # use ufunc_core::ufuncs::logical_not;
/// assert!(logical_not(false));
/// ```
#[vectorize]
pub fn logical_not(x: bool) -> bool {
    !x
}
