//! Loops of products: the order of every sum depends on lengths alone, not on how operands lie in memory.

use ndarray::{ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2};

use crate::ufuncs::traits::Products;

/// From this many multiplications on, a matrix product is made by the method for large ones, if the type has one.
const LARGE: usize = 1 << 20;

/// `out = a b`.
#[inline(always)]
pub(super) fn matmul<T: Products>(
    a: &ArrayView2<'_, T>,
    b: &ArrayView2<'_, T>,
    out: &mut ArrayViewMut2<'_, T>,
) {
    if a.len().saturating_mul(b.ncols()) >= LARGE && T::multiply_large(a, b, out) {
        return;
    }
    // Columns side by side, for all rows: so these columns stay in the cache.
    let mut from = 0;
    while from < b.ncols() {
        let width = width(b.ncols() - from);
        for (row, out) in a.rows().into_iter().zip(out.rows_mut()) {
            strip_of::<T, false>(width, row, b, from, out);
        }
        from += width;
    }
}

/// `out = x a`; if `CONJ`, with `x` conjugated.
#[inline(always)]
pub(super) fn combination<T: Products, const CONJ: bool>(
    x: &[T],
    a: &ArrayView2<'_, T>,
    out: &mut [T],
) {
    let mut from = 0;
    while from < a.ncols() {
        let width = width(a.ncols() - from);
        strip_of::<T, CONJ>(width, ArrayView1::from(x), a, from, ArrayViewMut1::from(&mut *out));
        from += width;
    }
}

/// How many columns are handled side by side, of so many that are left.
#[inline(always)]
fn width(left: usize) -> usize {
    match left {
        32.. => 32,
        8.. => 8,
        4.. => 4,
        _ => 1,
    }
}

#[inline(always)]
fn strip_of<T: Products, const CONJ: bool>(
    width: usize,
    weights: ArrayView1<'_, T>,
    rows: &ArrayView2<'_, T>,
    from: usize,
    out: ArrayViewMut1<'_, T>,
) {
    match width {
        32 => strip::<T, CONJ, 32>(weights, rows, from, out),
        8 => strip::<T, CONJ, 8>(weights, rows, from, out),
        4 => strip::<T, CONJ, 4>(weights, rows, from, out),
        _ => strip::<T, CONJ, 1>(weights, rows, from, out),
    }
}

/// The weighted sums of the rows' elements in `W` columns: the first row first.
#[inline(always)]
fn strip<T: Products, const CONJ: bool, const W: usize>(
    weights: ArrayView1<'_, T>,
    rows: &ArrayView2<'_, T>,
    from: usize,
    mut out: ArrayViewMut1<'_, T>,
) {
    let mut sums = [T::ZERO; W];
    for (weight, row) in weights.iter().zip(rows.rows()) {
        let weight = if CONJ { weight.conj() } else { *weight };
        if let Some(row) = row.to_slice()
            && let Some(part) = row[from..].first_chunk::<W>()
        {
            for i in 0..W {
                sums[i] = sums[i].plus(weight.times(part[i]));
            }
        } else {
            for (i, sum) in sums.iter_mut().enumerate() {
                *sum = sum.plus(weight.times(row[from + i]));
            }
        }
    }
    for (i, sum) in sums.iter().enumerate() {
        out[from + i] = *sum;
    }
}
