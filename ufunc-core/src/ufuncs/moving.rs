//! Moving statistics: of the last values up to each place of a sequence.

mod window;

use crate::{Real, guvectorize};
use window::{Largest, Smallest, Spread, Sum, moving};

/// Sum of the last `window` values up to each place; of those that there are, at the start. NaN for a window of 0.
///
/// Three additions an element, however long the window, and no rounding errors from beyond it.
///
/// ```
/// # use ufunc_core::ufuncs::moving_sum;
/// assert_eq!(moving_sum(&[1.0, 3.0, 5.0, 7.0], 2).to_vec(), [1.0, 4.0, 8.0, 12.0]);
/// ```
#[guvectorize("(n),()->(n)")]
pub fn moving_sum<T: Real>(x: &[T], window: usize, out: &mut [T]) {
    moving::<T, Sum>(x, window, out);
}

/// Mean of the last `window` values up to each place; of those that there are, at the start. NaN for a window of 0.
///
/// [`moving_sum`](fn@moving_sum), divided by how many there are.
///
/// ```
/// # use ufunc_core::ufuncs::moving_mean;
/// assert_eq!(moving_mean(&[1.0, 3.0, 5.0, 7.0], 2).to_vec(), [1.0, 2.0, 4.0, 6.0]);
/// ```
#[guvectorize("(n),()->(n)")]
pub fn moving_mean<T: Real>(x: &[T], window: usize, out: &mut [T]) {
    moving::<T, Sum>(x, window, out);
    divide_by_count(window, out);
}

/// Variance of the last `window` values up to each place; of those that there are, at the start: the mean of the squares of
/// their distances from their mean, as NumPy's `var`. NaN for a window of 0, and if one of the values is not finite.
///
/// Sums of squares about the mean, two of them put together at each place: no rounding errors from beyond the window, and
/// no cancellation however far from 0 the values are. Source: Youngs and Cramer, Technometrics 13 (1971), formula for two
/// samples by Chan, Golub and LeVeque, The American Statistician 37 (1983).
///
/// ```
/// # use ufunc_core::ufuncs::moving_var;
/// assert_eq!(moving_var(&[1.0, 3.0, 5.0, 9.0], 2).to_vec(), [0.0, 1.0, 1.0, 4.0]);
/// ```
#[guvectorize("(n),()->(n)")]
pub fn moving_var<T: Real>(x: &[T], window: usize, out: &mut [T]) {
    moving::<T, Spread>(x, window, out);
    divide_by_count(window, out);
}

/// Standard deviation of the last `window` values up to each place; of those that there are, at the start. NaN for a window
/// of 0, and if one of the values is not finite.
///
/// The square root of [`moving_var`](fn@moving_var).
///
/// ```
/// # use ufunc_core::ufuncs::moving_std;
/// assert_eq!(moving_std(&[1.0, 3.0, 5.0, 9.0], 2).to_vec(), [0.0, 1.0, 1.0, 2.0]);
/// ```
#[guvectorize("(n),()->(n)")]
pub fn moving_std<T: Real>(x: &[T], window: usize, out: &mut [T]) {
    moving::<T, Spread>(x, window, out);
    divide_by_count(window, out);
    for out in out {
        *out = out.sqrt();
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
pub fn moving_max<T: Real>(x: &[T], window: usize, out: &mut [T]) {
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
pub fn moving_min<T: Real>(x: &[T], window: usize, out: &mut [T]) {
    moving::<T, Smallest>(x, window, out);
}

/// Divides what was summed up by the number of values: fewer than the window at the start.
#[inline(always)]
// Lengths are below 2⁵³.
#[allow(clippy::cast_precision_loss)]
fn divide_by_count<T: Real>(window: usize, out: &mut [T]) {
    let window = window.min(out.len());
    let (start, rest) = out.split_at_mut(window);
    for (i, out) in start.iter_mut().enumerate() {
        *out /= T::lit((i + 1) as f64);
    }
    let count = T::lit(window as f64);
    for out in rest {
        *out /= count;
    }
}
