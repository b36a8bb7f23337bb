//! The largest and the smallest element.

use core::hint::{black_box, select_unpredictable};

use super::number::Number;

/// The largest element; NaN if there is a NaN, as NumPy has it. Of an empty slice: the least value of the type, `-∞` for
/// floats.
///
/// ```
/// use ufunc_core::slices;
///
/// assert_eq!(slices::max(&[3, -4, 5, 1]), 5);
/// assert!(slices::max(&[3.0, f64::NAN]).is_nan());
/// assert_eq!(slices::max::<f64>(&[]), f64::NEG_INFINITY);
/// ```
#[inline(always)]
pub fn max<T: Number>(x: &[T]) -> T {
    extreme::<T, Largest>(x)
}

/// The smallest element; NaN if there is a NaN, as NumPy has it. Of an empty slice: the greatest value of the type, `∞`
/// for floats.
///
/// ```
/// use ufunc_core::slices;
///
/// assert_eq!(slices::min(&[3, -4, 5, 1]), -4);
/// assert!(slices::min(&[3.0, f64::NAN]).is_nan());
/// ```
#[inline(always)]
pub fn min<T: Number>(x: &[T]) -> T {
    extreme::<T, Smallest>(x)
}

/// Which of two numbers is wanted.
trait Wanted<T> {
    /// What every number is as good as.
    const OF_NONE: T;
    /// Whether `x` is better than the best until now.
    fn better(x: T, best: T) -> bool;
}

struct Largest;
struct Smallest;

impl<T: Number> Wanted<T> for Largest {
    const OF_NONE: T = T::LEAST_VALUE;
    #[inline(always)]
    fn better(x: T, best: T) -> bool {
        x > best
    }
}

impl<T: Number> Wanted<T> for Smallest {
    const OF_NONE: T = T::GREATEST_VALUE;
    #[inline(always)]
    fn better(x: T, best: T) -> bool {
        x < best
    }
}

/// The best element. Of floats: among 16 candidates side by side (32 of small types); integers the compiler vectorises.
#[inline(always)]
fn extreme<T: Number, W: Wanted<T>>(x: &[T]) -> T {
    if T::EXACT {
        return one_by_one::<T, W>(x);
    }
    if T::SMALL {
        match candidates::<T, W, 32>(x) {
            Some(wide) => finalist::<T, W>(halved::<T, W, 32, 16>(wide)),
            None => one_by_one::<T, W>(x),
        }
    } else {
        match candidates::<T, W, 16>(x) {
            Some(wide) => finalist::<T, W>(wide),
            None => one_by_one::<T, W>(x),
        }
    }
}

/// The best of every 16th, say; `None` if there are fewer.
#[inline(always)]
fn candidates<T: Number, W: Wanted<T>, const L: usize>(x: &[T]) -> Option<[T; L]> {
    let (first, full) = x.as_chunks::<L>().0.split_first()?;
    let last = x.last_chunk()?;
    let (mut best, mut nan) = (*first, has_nan(first));
    for x in full {
        best = better_of::<T, W, L>(x, best);
        nan |= has_nan(x);
    }
    // What does not fill the last one is compared together with some before it.
    best = better_of::<T, W, L>(last, best);
    nan |= has_nan(last);
    if nan {
        best = [one_by_one::<T, W>(x); L];
    }
    // As in sums: through memory, or LLVM makes vectors of two.
    Some(black_box(best))
}

/// The better ones, as the processor's own maximum has it: of a NaN and a number, the second.
#[inline(always)]
fn better_of<T: Number, W: Wanted<T>, const L: usize>(x: &[T; L], mut best: [T; L]) -> [T; L] {
    for i in 0..L {
        best[i] = select_unpredictable(W::better(x[i], best[i]), x[i], best[i]);
    }
    best
}

/// Only a NaN differs from itself.
#[inline(always)]
#[allow(clippy::eq_op)]
fn has_nan<T: Number, const L: usize>(x: &[T; L]) -> bool {
    let mut nan = false;
    for x in x {
        nan |= x != x;
    }
    nan
}

#[inline(always)]
fn halved<T: Number, W: Wanted<T>, const L: usize, const H: usize>(wide: [T; L]) -> [T; H] {
    let mut half = [W::OF_NONE; H];
    for i in 0..H {
        half[i] = pick::<T, W>(wide[i + H], wide[i]);
    }
    half
}

#[inline(always)]
fn finalist<T: Number, W: Wanted<T>>(candidates: [T; 16]) -> T {
    let eight: [T; 8] = halved::<T, W, 16, 8>(candidates);
    let four: [T; 4] = halved::<T, W, 8, 4>(eight);
    let [a, b]: [T; 2] = halved::<T, W, 4, 2>(four);
    pick::<T, W>(b, a)
}

#[inline(always)]
fn one_by_one<T: Number, W: Wanted<T>>(x: &[T]) -> T {
    let mut best = W::OF_NONE;
    for x in x {
        best = pick::<T, W>(*x, best);
    }
    best
}

/// The better one, without a branch. No number is better than a NaN, but a NaN is better than any.
#[inline(always)]
fn pick<T: Number, W: Wanted<T>>(x: T, best: T) -> T {
    // Only a NaN differs from itself.
    #[allow(clippy::eq_op)]
    let nan = x != x;
    select_unpredictable(W::better(x, best) | nan, x, best)
}
