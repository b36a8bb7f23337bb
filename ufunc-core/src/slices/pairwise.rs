//! Sums of terms in one fixed order: side by side in blocks, the blocks in pairs.

use core::hint::black_box;

use super::number::Number;

/// The number of terms in a block.
const BLOCK: usize = 256;

/// Fewer terms than these are added from left to right.
const FEW: usize = 16;

/// One term of a sum, made of an element of each of two slices.
pub(super) trait Term<T> {
    fn term(x: T, y: T) -> T;
}

/// The first slice's element.
pub(super) struct Itself;
/// The product of both.
pub(super) struct Product;
/// The square of their difference.
pub(super) struct SquaredDifference;

impl<T: Number> Term<T> for Itself {
    #[inline(always)]
    fn term(x: T, _y: T) -> T {
        x
    }
}

impl<T: Number> Term<T> for Product {
    #[inline(always)]
    fn term(x: T, y: T) -> T {
        x * y
    }
}

impl<T: Number> Term<T> for SquaredDifference {
    #[inline(always)]
    fn term(x: T, y: T) -> T {
        let distance = T::distance(x, y);
        distance * distance
    }
}

/// The sum of all terms. Both slices have the same length.
#[inline(always)]
pub(super) fn pairwise<T: Number, F: Term<T>>(x: &[T], y: &[T]) -> T {
    if T::EXACT || x.len() < FEW {
        return left_to_right::<T, F>(x, y);
    }
    let ((blocks, x_rest), (y_blocks, y_rest)) = (x.as_chunks::<BLOCK>(), y.as_chunks::<BLOCK>());
    // What does not fill a block is the last one.
    let rest = block::<T, F>(x_rest, y_rest);
    if blocks.is_empty() {
        return rest;
    }
    let mut sum = if x_rest.is_empty() { None } else { Some(rest) };
    // The sums of 1, 2, 4, … blocks, each waiting for one of as many: a binary counter.
    let mut waiting = [T::SUM_OF_NONE; usize::BITS as usize];
    let mut done = 0usize;
    for (x, y) in blocks.iter().zip(y_blocks) {
        let mut sum = block::<T, F>(x, y);
        let full = done.trailing_ones() as usize;
        for earlier in &waiting[..full] {
            sum = *earlier + sum;
        }
        waiting[full] = sum;
        done += 1;
    }
    // What still waits, from the end of the slice to its beginning.
    while done != 0 {
        let earlier = waiting[done.trailing_zeros() as usize];
        sum = Some(match sum {
            Some(later) => earlier + later,
            None => earlier,
        });
        done &= done - 1;
    }
    sum.unwrap_or(rest)
}

/// The sum of a block's terms: sums side by side, which are then added half to half.
#[inline(always)]
fn block<T: Number, F: Term<T>>(x: &[T], y: &[T]) -> T {
    if T::SMALL {
        let Some(wide) = Sums::<T, 32>::new::<F>(x, y) else {
            return left_to_right::<T, F>(x, y);
        };
        wide.halved::<F, 16>().total::<F>()
    } else {
        let Some(wide) = Sums::<T, 16>::new::<F>(x, y) else {
            return left_to_right::<T, F>(x, y);
        };
        wide.total::<F>()
    }
}

/// `L` sums side by side, and the terms that are not in them yet: fewer than `L`.
struct Sums<'a, T, const L: usize> {
    sums: [T; L],
    x: &'a [T],
    y: &'a [T],
}

impl<'a, T: Number, const L: usize> Sums<'a, T, L> {
    /// Adds all terms but the last few; `None` if there are fewer than `L`.
    #[inline(always)]
    fn new<F: Term<T>>(x: &'a [T], y: &'a [T]) -> Option<Self> {
        let ((x_full, x), (y_full, y)) = (x.as_chunks::<L>(), y.as_chunks::<L>());
        let (x_first, x_full) = x_full.split_first()?;
        let (y_first, y_full) = y_full.split_first()?;
        let mut sums = [T::SUM_OF_NONE; L];
        for i in 0..L {
            sums[i] = F::term(x_first[i], y_first[i]);
        }
        for (x, y) in x_full.iter().zip(y_full) {
            for i in 0..L {
                sums[i] = sums[i] + F::term(x[i], y[i]);
            }
        }
        // The sums go through memory here: LLVM, which plans backwards, else makes vectors of two of the final addition.
        Some(Sums {
            sums: black_box(sums),
            x,
            y,
        })
    }

    /// Half as many sums, and as many of the terms that were left as there are sums now.
    #[inline(always)]
    fn halved<F: Term<T>, const H: usize>(self) -> Sums<'a, T, H> {
        let mut sums = [T::SUM_OF_NONE; H];
        let (low, high) = self.sums.split_at(H);
        for (sum, (low, high)) in sums.iter_mut().zip(low.iter().zip(high)) {
            *sum = *low + *high;
        }
        let (mut x_left, mut y_left) = (self.x, self.y);
        if let (Some((x, x_rest)), Some((y, y_rest))) = (
            x_left.split_first_chunk::<H>(),
            y_left.split_first_chunk::<H>(),
        ) {
            for i in 0..H {
                sums[i] = sums[i] + F::term(x[i], y[i]);
            }
            (x_left, y_left) = (x_rest, y_rest);
        }
        Sums {
            sums,
            x: x_left,
            y: y_left,
        }
    }
}

impl<T: Number> Sums<'_, T, 16> {
    #[inline(always)]
    fn total<F: Term<T>>(self) -> T {
        let one = self
            .halved::<F, 8>()
            .halved::<F, 4>()
            .halved::<F, 2>()
            .halved::<F, 1>();
        one.sums[0]
    }
}

/// The sum of a few terms.
#[inline(always)]
fn left_to_right<T: Number, F: Term<T>>(x: &[T], y: &[T]) -> T {
    // Vectors of the plane and of space.
    match (x, y) {
        ([x0, x1], [y0, y1]) => return F::term(*x0, *y0) + F::term(*x1, *y1),
        ([x0, x1, x2], [y0, y1, y2]) => {
            return F::term(*x0, *y0) + F::term(*x1, *y1) + F::term(*x2, *y2);
        }
        _ => {}
    }
    let (Some((first, x)), Some((y_first, y))) = (x.split_first(), y.split_first()) else {
        return T::SUM_OF_NONE;
    };
    let mut sum = F::term(*first, *y_first);
    for (x, y) in x.iter().zip(y) {
        sum = sum + F::term(*x, *y);
    }
    sum
}

/// Slices of different lengths are a mistake in the kernel.
#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn different(name: &str, x: usize, y: usize) -> ! {
    panic!("slices::{name}: the slices have {x} and {y} elements")
}
