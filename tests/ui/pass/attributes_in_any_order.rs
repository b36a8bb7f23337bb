#![deny(warnings)]

use ndarray::array;
use ufunc_core::{guvectorize, vectorize};

/// Before.
#[inline(never)]
#[vectorize(parallel)]
#[must_use]
/// After.
#[allow(clippy::eq_op)]
pub fn before_and_after(x: f64) -> f64 {
    x - x
}

#[cfg_attr(all(), vectorize(associative, identity = 0.0))]
#[cfg_attr(any(), deprecated)]
#[track_caller]
#[cold]
#[doc(alias = "plus")]
pub fn conditional(a: f64, b: f64) -> f64 {
    a + b
}

#[expect(unused_variables, reason = "to see whether it is met once")]
#[vectorize]
pub fn expected(x: f64) -> f64 {
    let unused = x;
    1.0
}

#[vectorize]
#[cfg(any())]
pub fn absent(x: NoSuchType) -> f64 {
    x
}

#[doc(hidden)]
#[guvectorize("(n)->()", parallel)]
#[inline(always)]
#[deprecated = "for a test"]
pub fn old(x: &[f64]) -> f64 {
    x[0]
}

#[ufunc_core::vectorize]
pub const fn path(x: u8) -> u8 {
    x
}

fn main() {
    let x = array![1.0, 2.0];
    assert_eq!(before_and_after(&x), array![0.0, 0.0]);
    assert_eq!(conditional(&x, &x), array![2.0, 4.0]);
    assert_eq!(expected(&x), array![1.0, 1.0]);
    #[allow(deprecated)]
    let first: f64 = old(&x);
    assert_eq!(first, 1.0);
    assert_eq!(path(3), 3);
}
