//! The loop of matrix products: the order of every sum depends on its length alone, not on how operands lie in memory.

use core::ops::Range;

use ndarray::{ArrayView2, ArrayViewMut2, Axis, Slice};

use crate::Level;
use crate::ufuncs::rows::{Dot, in_blocks};
use crate::ufuncs::traits::Products;

/// From this many multiplications on `ndarray`'s method is ahead: by a third for matrices of 16 x 16, later by more.
const LARGE: usize = 4096;

/// As many rows of the second matrix are packed together, some columns of them.
const DEPTH: usize = 32;

/// `out = a b`.
#[inline(always)]
pub(super) fn matmul<T: Products>(
    a: &ArrayView2<'_, T>,
    b: &ArrayView2<'_, T>,
    out: &mut ArrayViewMut2<'_, T>,
) {
    if b.ncols() == 1 {
        let column = b.column(0);
        for (out, row) in out.iter_mut().zip(a.rows()) {
            *out = in_blocks::<T, Dot<false>>(&row, &column);
        }
        return;
    }
    // `ndarray`'s method looks for an instruction set by itself. The baseline is wanted for its bits.
    let large = a.len().saturating_mul(b.ncols()) >= LARGE && Level::current() != Level::Baseline;
    if !(large && T::multiply_large(a, b, out)) {
        small::<T, false>(a, b, out);
    }
}

/// `out = a b`; if `CONJ`, with `a` conjugated. Every sum goes from the first term to the last.
#[inline(always)]
pub(super) fn small<T: Products, const CONJ: bool>(
    a: &ArrayView2<'_, T>,
    b: &ArrayView2<'_, T>,
    out: &mut ArrayViewMut2<'_, T>,
) {
    if b.nrows() == 0 {
        out.fill(T::ZERO);
    }
    if b.ncols() <= 4 {
        strips::<T, CONJ, 4>(a, b, out);
    } else {
        strips::<T, CONJ, 16>(a, b, out);
    }
}

/// `W` columns of the product at a time, all rows of them.
#[inline(always)]
fn strips<T: Products, const CONJ: bool, const W: usize>(
    a: &ArrayView2<'_, T>,
    b: &ArrayView2<'_, T>,
    out: &mut ArrayViewMut2<'_, T>,
) {
    for from in (0..b.ncols()).step_by(W) {
        let columns = from..b.ncols().min(from + W);
        let mut out = out.slice_axis_mut(Axis(1), Slice::from(columns.clone()));
        for first in (0..b.nrows()).step_by(DEPTH) {
            let mut packed = [[T::ZERO; W]; DEPTH];
            let depth = DEPTH.min(b.nrows() - first);
            pack(b, first, columns.clone(), &mut packed[..depth]);
            let mut i = 0;
            while i < a.nrows() {
                if a.nrows() - i >= 4 {
                    rows::<T, CONJ, W, 4>(a, i, first, &packed[..depth], &mut out);
                    i += 4;
                } else {
                    rows::<T, CONJ, W, 1>(a, i, first, &packed[..depth], &mut out);
                    i += 1;
                }
            }
        }
    }
}

/// Copies some columns of the rows from `first` on.
#[inline(always)]
fn pack<T: Products, const W: usize>(
    b: &ArrayView2<'_, T>,
    first: usize,
    columns: Range<usize>,
    packed: &mut [[T; W]],
) {
    for (t, packed) in packed.iter_mut().enumerate() {
        let row = b.row(first + t);
        if let Some(row) = row.to_slice() {
            packed[..columns.len()].copy_from_slice(&row[columns.clone()]);
        } else {
            for (x, j) in packed.iter_mut().zip(columns.clone()) {
                *x = row[j];
            }
        }
    }
}

/// Adds to the sums of `R` rows of the product the terms from `first` on, of which the second factors are packed.
#[inline(always)]
fn rows<T: Products, const CONJ: bool, const W: usize, const R: usize>(
    a: &ArrayView2<'_, T>,
    i: usize,
    first: usize,
    packed: &[[T; W]],
    out: &mut ArrayViewMut2<'_, T>,
) {
    let mut factors = [[T::ZERO; R]; DEPTH];
    let mut sums = [[T::ZERO; W]; R];
    for (r, sums) in sums.iter_mut().enumerate() {
        let row = a.row(i + r);
        for (t, factors) in factors[..packed.len()].iter_mut().enumerate() {
            let x = row[first + t];
            factors[r] = if CONJ { x.conj() } else { x };
        }
        if first > 0 {
            for (sum, out) in sums.iter_mut().zip(out.row(i + r)) {
                *sum = *out;
            }
        }
    }
    for (factors, part) in factors.iter().zip(packed) {
        for r in 0..R {
            for j in 0..W {
                sums[r][j] = sums[r][j].plus(factors[r].times(part[j]));
            }
        }
    }
    for (r, sums) in sums.iter().enumerate() {
        for (out, sum) in out.row_mut(i + r).iter_mut().zip(sums) {
            *out = *sum;
        }
    }
}
