//! Sums along two rows of matrices, to the same bits however they lie in memory.

use ndarray::{ArrayView1, Axis, Slice};

use super::traits::Products;
use crate::{Element, Real, slices};

/// The number of terms in a block, as in `slices`.
const BLOCK: usize = 256;

/// The sum of a block's terms, each made of an element of each row.
pub(super) trait BlockSum<T> {
    fn block(x: &[T], y: &[T]) -> T;
    fn plus(a: T, b: T) -> T;
    fn of_none() -> T;
}

/// The products; if `CONJ`, with the first row conjugated.
pub(super) struct Dot<const CONJ: bool>;
/// The squares of the differences.
pub(super) struct SquaredDistance;

impl<T: Products, const CONJ: bool> BlockSum<T> for Dot<CONJ> {
    #[inline(always)]
    fn block(x: &[T], y: &[T]) -> T {
        T::dot::<CONJ>(x, y)
    }
    #[inline(always)]
    fn plus(a: T, b: T) -> T {
        a.plus(b)
    }
    #[inline(always)]
    fn of_none() -> T {
        T::ZERO
    }
}

impl<T: Real> BlockSum<T> for SquaredDistance {
    #[inline(always)]
    fn block(x: &[T], y: &[T]) -> T {
        slices::squared_distance(x, y)
    }
    #[inline(always)]
    fn plus(a: T, b: T) -> T {
        a + b
    }
    #[inline(always)]
    fn of_none() -> T {
        T::zero()
    }
}

/// The sum over two rows of one length: blocks of terms, added in pairs, pairs of pairs and so on, as `slices` does; what
/// is not contiguous is gathered block by block.
#[inline(always)]
pub(super) fn in_blocks<T: Element, S: BlockSum<T>>(
    x: &ArrayView1<'_, T>,
    y: &ArrayView1<'_, T>,
) -> T {
    let slices = x.as_slice().zip(y.as_slice());
    if let Some((x, y)) = slices
        && x.len() <= BLOCK
    {
        return S::block(x, y);
    }
    // The sums of 1, 2, 4, … blocks, each waiting for one of as many: a binary counter.
    let mut waiting = [S::of_none(); usize::BITS as usize];
    let (mut done, mut from) = (0usize, 0);
    while from < x.len() {
        let to = x.len().min(from + BLOCK);
        let mut sum = match slices {
            Some((x, y)) => S::block(&x[from..to], &y[from..to]),
            None => {
                let (mut x_block, mut y_block) = ([S::of_none(); BLOCK], [S::of_none(); BLOCK]);
                let x = part(x, from, to, &mut x_block);
                let y = part(y, from, to, &mut y_block);
                S::block(x, y)
            }
        };
        let full = done.trailing_ones() as usize;
        for earlier in &waiting[..full] {
            sum = S::plus(*earlier, sum);
        }
        waiting[full] = sum;
        done += 1;
        from = to;
    }
    // What still waits, the last blocks first.
    let mut sum = None;
    while done != 0 {
        let earlier = waiting[done.trailing_zeros() as usize];
        sum = Some(match sum {
            Some(later) => S::plus(earlier, later),
            None => earlier,
        });
        done &= done - 1;
    }
    sum.unwrap_or(S::of_none())
}

/// A part of a row, gathered if it is not contiguous.
#[inline(always)]
fn part<'a, T: Element>(
    row: &'a ArrayView1<'_, T>,
    from: usize,
    to: usize,
    gathered: &'a mut [T; BLOCK],
) -> &'a [T] {
    if let Some(row) = row.as_slice() {
        return &row[from..to];
    }
    let part = row.slice_axis(Axis(0), Slice::from(from..to));
    for (to, x) in gathered.iter_mut().zip(&part) {
        *to = *x;
    }
    &gathered[..to - from]
}
