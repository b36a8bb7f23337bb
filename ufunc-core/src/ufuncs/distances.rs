//! Distances of points, which are the rows of matrices.

use ndarray::{ArrayView2, ArrayViewMut2};

use super::rows::{SquaredDistance, in_blocks};
use crate::{Real, guvectorize};

/// Euclidean distance of each point of the first matrix to each of the second.
///
/// ```
/// # use ndarray::array;
/// # use ufunc_core::ufuncs::pairwise_distance;
/// let d = pairwise_distance(&array![[0.0, 0.0], [3.0, 0.0]], &array![[3.0, 4.0]]);
/// assert_eq!(d, array![[5.0], [4.0]]);
/// ```
#[guvectorize("(n,d),(m,d)->(n,m)")]
pub fn pairwise_distance<T: Real>(a: ArrayView2<T>, b: ArrayView2<T>, out: ArrayViewMut2<T>) {
    let mut out = out;
    for (a, mut row) in a.rows().into_iter().zip(out.rows_mut()) {
        for (b, out) in b.rows().into_iter().zip(&mut row) {
            *out = in_blocks::<T, SquaredDistance>(&a, &b).sqrt();
        }
    }
}

/// Euclidean distances of all pairs of points: of the first one to those after it, then of the second, and so on.
///
/// ```
/// # use ndarray::array;
/// # use ufunc_core::ufuncs::condensed_distance;
/// let points = array![[0.0, 0.0], [3.0, 0.0], [3.0, 4.0]];
/// assert_eq!(condensed_distance(&points), array![3.0, 5.0, 4.0]);
/// ```
#[guvectorize("(n,d)->(n*(n-1)/2)")]
pub fn condensed_distance<T: Real>(a: ArrayView2<T>, out: &mut [T]) {
    let mut outs = out.iter_mut();
    for (i, first) in a.rows().into_iter().enumerate() {
        for (second, out) in a.rows().into_iter().skip(i + 1).zip(&mut outs) {
            *out = in_blocks::<T, SquaredDistance>(&first, &second).sqrt();
        }
    }
}
