//! Products of vectors and matrices, along core dimensions.

mod loops;

use ndarray::{ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2, Axis};

use super::rows::{Dot, in_blocks};
use super::traits::{Numeric, Products};
use crate::guvectorize;

/// Product of matrices; vectors count as a row on the left, as a column on the right.
///
/// Integers wrap. Products of floats with 4096 multiplications or more are computed by `ndarray`'s
/// [`general_mat_mul`](ndarray::linalg::general_mat_mul), with the instruction set that it finds, but for
/// [`Level::Baseline`](crate::Level::Baseline).
///
/// ```
/// # use ndarray::array;
/// # use ufunc_core::ufuncs::matmul;
/// let a = array![[1, 2], [3, 4]];
/// assert_eq!(matmul(&a, &array![[0, 1], [1, 0]]).into_dyn(), array![[2, 1], [4, 3]].into_dyn());
/// assert_eq!(matmul(&a, &array![10, 1]).into_dyn(), array![12, 34].into_dyn());
/// ```
#[guvectorize("(m?,n),(n,p?)->(m?,p?)")]
pub fn matmul<T: Products>(a: ArrayView2<T>, b: ArrayView2<T>, out: ArrayViewMut2<T>) {
    let mut out = out;
    loops::matmul(&a, &b, &mut out);
}

/// Sum of the products of two vectors' elements. The first one is conjugated if it is complex; integers wrap.
///
/// ```
/// # use ndarray::array;
/// # use ufunc_core::ufuncs::vecdot;
/// assert_eq!(vecdot(&array![[1.0, 2.0], [3.0, 4.0]], &[10.0, 1.0]), array![12.0, 34.0]);
/// ```
#[guvectorize("(n),(n)->()")]
pub fn vecdot<T: Products>(a: &[T], b: &[T]) -> T {
    in_blocks::<T, Dot<true>>(&ArrayView1::from(a), &ArrayView1::from(b))
}

/// Product of a matrix and a vector. Nothing is conjugated; integers wrap.
///
/// ```
/// # use ndarray::array;
/// # use ufunc_core::ufuncs::matvec;
/// assert_eq!(matvec(&array![[1, 2], [3, 4]], &[10, 1]), array![12, 34]);
/// ```
#[guvectorize("(m,n),(n)->(m)")]
pub fn matvec<T: Products>(a: ArrayView2<T>, x: &[T], out: &mut [T]) {
    let x = ArrayView1::from(x);
    for (out, row) in out.iter_mut().zip(a.rows()) {
        *out = in_blocks::<T, Dot<false>>(&row, &x);
    }
}

/// Product of a vector and a matrix. The vector is conjugated if it is complex; integers wrap.
///
/// ```
/// # use ndarray::array;
/// # use ufunc_core::ufuncs::vecmat;
/// assert_eq!(vecmat(&[10, 1], &array![[1, 2], [3, 4]]), array![13, 24]);
/// ```
#[guvectorize("(n),(n,m)->(m)")]
pub fn vecmat<T: Products>(x: &[T], a: ArrayView2<T>, out: &mut [T]) {
    let x = ArrayView1::from(x).insert_axis(Axis(0));
    let mut out = ArrayViewMut1::from(out).insert_axis(Axis(0));
    loops::small::<T, true>(&x, &a, &mut out);
}

/// Cross product of vectors in space.
///
/// ```
/// # use ufunc_core::ufuncs::cross;
/// assert_eq!(cross(&[1, 0, 0], &[0, 1, 0]).to_vec(), [0, 0, 1]);
/// ```
#[guvectorize("(3),(3)->(3)")]
pub fn cross<T: Numeric>(a: &[T; 3], b: &[T; 3]) -> [T; 3] {
    let [ax, ay, az] = *a;
    let [bx, by, bz] = *b;
    [
        ay.times(bz).minus(az.times(by)),
        az.times(bx).minus(ax.times(bz)),
        ax.times(by).minus(ay.times(bx)),
    ]
}

/// Every element of the first vector times every element of the second: NumPy's `outer` of vectors.
///
/// ```
/// # use ndarray::array;
/// # use ufunc_core::ufuncs::outer_product;
/// assert_eq!(outer_product(&[1, 2], &[10, 100]), array![[10, 100], [20, 200]]);
/// ```
#[guvectorize("(m),(n)->(m,n)")]
pub fn outer_product<T: Products>(a: &[T], b: &[T], out: ArrayViewMut2<T>) {
    let mut out = out;
    for (a, mut row) in a.iter().zip(out.rows_mut()) {
        // Two loops of the same: that over a slice vectorises.
        if let Some(row) = row.as_slice_mut() {
            for (out, b) in row.iter_mut().zip(b) {
                *out = a.times(*b);
            }
        } else {
            for (out, b) in row.iter_mut().zip(b) {
                *out = a.times(*b);
            }
        }
    }
}
