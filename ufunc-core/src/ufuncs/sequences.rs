//! Functions of whole sequences: running sums, convolution.

use super::traits::Arithmetic;
use crate::guvectorize;

/// Running sum. Integers wrap.
///
/// ```
/// # use ndarray::array;
/// # use ufunc_core::ufuncs::cumsum;
/// assert_eq!(cumsum(&array![[1, 2, 3], [10, 20, 30]]), array![[1, 3, 6], [10, 30, 60]]);
/// ```
#[guvectorize("(n)->(n)")]
pub fn cumsum<T: Arithmetic>(x: &[T], out: &mut [T]) {
    let mut sum = T::ZERO;
    for (out, x) in out.iter_mut().zip(x) {
        sum = sum.plus(*x);
        *out = sum;
    }
}

/// Convolution of two sequences, in full: where they overlap at all. Integers wrap. Both may not be empty.
///
/// ```
/// # use ufunc_core::ufuncs::convolve;
/// assert_eq!(convolve(&[1, 2, 3], &[1, 10]).to_vec(), [1, 12, 23, 30]);
/// ```
#[guvectorize("(m),(n)->(m+n-1)")]
pub fn convolve<T: Arithmetic>(a: &[T], b: &[T], out: &mut [T]) {
    out.fill(T::ZERO);
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    for (i, weight) in short.iter().enumerate() {
        for (out, x) in out[i..].iter_mut().zip(long) {
            *out = out.plus(weight.times(*x));
        }
    }
}
