//! Functions of whole sequences: running sums, convolution, moving windows.

use super::traits::{Arithmetic, Extremes};
use crate::{Real, guvectorize};

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

/// Mean of the last `window` values up to each place; of those that there are, at the start. NaN for a window of 0.
///
/// Three additions an element, however long the window, and no rounding errors from beyond it.
///
/// ```
/// # use ufunc_core::ufuncs::moving_mean;
/// assert_eq!(moving_mean(&[1.0, 3.0, 5.0, 7.0], 2).to_vec(), [1.0, 2.0, 4.0, 6.0]);
/// ```
#[guvectorize("(n),()->(n)")]
pub fn moving_mean<T: Real>(x: &[T], window: usize, out: &mut [T]) {
    moving::<T, Sum>(x, window, out);
    let mut count = T::zero();
    for (i, out) in out.iter_mut().enumerate() {
        if i < window {
            count += T::one();
        }
        *out /= count;
    }
}

/// Largest of the last `window` values up to each place; of those that there are, at the start. NaN if one of them is, and
/// for a window of 0.
///
/// ```
/// # use ufunc_core::ufuncs::moving_max;
/// assert_eq!(moving_max(&[1.0, 3.0, 2.0, 0.0, 1.0], 2).to_vec(), [1.0, 3.0, 3.0, 2.0, 1.0]);
/// ```
#[guvectorize("(n),()->(n)")]
pub fn moving_max<T: Real + Extremes>(x: &[T], window: usize, out: &mut [T]) {
    moving::<T, Largest>(x, window, out);
}

/// Smallest of the last `window` values up to each place; of those that there are, at the start. NaN if one of them is, and
/// for a window of 0.
///
/// ```
/// # use ufunc_core::ufuncs::moving_min;
/// assert_eq!(moving_min(&[1.0, 3.0, 2.0, 0.0, 1.0], 2).to_vec(), [1.0, 1.0, 2.0, 0.0, 0.0]);
/// ```
#[guvectorize("(n),()->(n)")]
pub fn moving_min<T: Real + Extremes>(x: &[T], window: usize, out: &mut [T]) {
    moving::<T, Smallest>(x, window, out);
}

/// How the values of a window are combined.
trait Combine<T> {
    fn combine(a: T, b: T) -> T;
}

struct Sum;
struct Largest;
struct Smallest;

impl<T: Real> Combine<T> for Sum {
    #[inline(always)]
    fn combine(a: T, b: T) -> T {
        a + b
    }
}

impl<T: Extremes> Combine<T> for Largest {
    #[inline(always)]
    fn combine(a: T, b: T) -> T {
        a.larger(b)
    }
}

impl<T: Extremes> Combine<T> for Smallest {
    #[inline(always)]
    fn combine(a: T, b: T) -> T {
        a.smaller(b)
    }
}

/// Combines the last `window` values up to each place, by the method of van Herk and of Gil and Werman: the sequence is cut
/// into parts of the window's length, so a window is the end of one part and the beginning of the next.
#[inline(always)]
fn moving<T: Real, C: Combine<T>>(x: &[T], window: usize, out: &mut [T]) {
    let length = x.len();
    if window == 0 || length == 0 {
        out.fill(T::nan());
        return;
    }
    let window = window.min(length);
    let mut from = 0;
    while from < length {
        let to = length.min(from + window);
        let mut beginning = x[from];
        for i in from..to {
            if i > from {
                beginning = C::combine(beginning, x[i]);
            }
            let is_whole = from == 0 || i + 1 == from + window;
            out[i] = if is_whole {
                beginning
            } else {
                C::combine(out[i], beginning)
            };
        }
        // Each end of this part waits where it is needed.
        let mut end = x[to - 1];
        for i in (from + 1..to).rev() {
            if i + 1 < to {
                end = C::combine(x[i], end);
            }
            if let Some(waits) = out.get_mut(i + window - 1) {
                *waits = end;
            }
        }
        from = to;
    }
}
