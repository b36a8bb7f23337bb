//! Windows that move over a sequence, and what is known of the values in one.

use alloc::vec::Vec;
use core::hint::select_unpredictable;

use crate::Real;

/// What is known of some values that follow each other, and how that of two lots is put together.
pub(super) trait Statistic<T> {
    /// What is known.
    type Known: Copy;
    /// Of one value.
    fn of_one(x: T) -> Self::Known;
    /// Of `m` values and the `n` after them.
    fn of_both(first: Self::Known, m: usize, then: Self::Known, n: usize) -> Self::Known;
    /// What is asked for.
    fn told(known: Self::Known) -> T;
}

/// The sum.
pub(super) struct Sum;
/// The largest value.
pub(super) struct Largest;
/// The smallest value.
pub(super) struct Smallest;
/// The sum of the squares of the distances from the mean; known is the sum of the values, too.
pub(super) struct Spread;

macro_rules! of_two {
    ($($name:ident: |$a:ident, $b:ident| $both:expr;)*) => { $(
        impl<T: Real> Statistic<T> for $name {
            type Known = T;
            #[inline(always)]
            fn of_one(x: T) -> T {
                x
            }
            #[inline(always)]
            fn of_both($a: T, _: usize, $b: T, _: usize) -> T {
                $both
            }
            #[inline(always)]
            fn told(known: T) -> T {
                known
            }
        }
    )* };
}
of_two! {
    Sum: |a, b| a + b;
    // No number is better than a NaN, but a NaN is better than any.
    Largest: |a, b| select_unpredictable((b > a) | b.is_nan(), b, a);
    Smallest: |a, b| select_unpredictable((b < a) | b.is_nan(), b, a);
}

impl<T: Real> Statistic<T> for Spread {
    type Known = (T, T);
    // The difference is 0, but NaN if the value is not finite.
    #[inline(always)]
    #[allow(clippy::eq_op)]
    fn of_one(x: T) -> (T, T) {
        (x, x - x)
    }
    #[inline(always)]
    // Lengths are below 2⁵³.
    #[allow(clippy::cast_precision_loss)]
    fn of_both((a, first): (T, T), m: usize, (b, then): (T, T), n: usize) -> (T, T) {
        let (m, n) = (T::lit(m as f64), T::lit(n as f64));
        let apart = m * b - n * a;
        // In this order, products overflow later.
        (a + b, first + then + apart * (apart / (m * n * (m + n))))
    }
    #[inline(always)]
    fn told((_, squares): (T, T)) -> T {
        squares
    }
}

/// The longest window for which no memory is asked for.
const FEW: usize = 16;

/// The statistic of the last `window` values up to each place, by the method of van Herk and of Gil and Werman: the sequence
/// is cut into parts of the window's length, so a window is the end of one part and the beginning of the next.
#[inline(always)]
pub(super) fn moving<T: Real, S: Statistic<T>>(x: &[T], window: usize, out: &mut [T]) {
    let Some(first) = x.first().filter(|_| window != 0) else {
        out.fill(T::nan());
        return;
    };
    let window = window.min(x.len());
    // What is known of each end of the part before.
    let mut few = [S::of_one(*first); FEW];
    let mut many = Vec::new();
    let ends = if window <= FEW {
        &mut few[..window]
    } else {
        many.resize(window, S::of_one(*first));
        &mut many[..]
    };
    let mut parts = x.chunks(window).zip(out.chunks_mut(window));
    if let Some((x, out)) = parts.next() {
        let mut beginning = S::of_one(x[0]);
        out[0] = S::told(beginning);
        for i in 1..window {
            beginning = S::of_both(beginning, i, S::of_one(x[i]), 1);
            out[i] = S::told(beginning);
        }
        ends_of::<T, S>(x, ends);
    }
    for (x, out) in parts {
        let mut beginning = S::of_one(x[0]);
        for i in 0..x.len() {
            if i > 0 {
                beginning = S::of_both(beginning, i, S::of_one(x[i]), 1);
            }
            out[i] = S::told(match ends.get(i + 1) {
                Some(end) => S::of_both(*end, window - (i + 1), beginning, i + 1),
                None => beginning,
            });
        }
        if x.len() == window {
            ends_of::<T, S>(x, ends);
        }
    }
}

/// What is known of each end of a part.
#[inline(always)]
fn ends_of<T: Real, S: Statistic<T>>(x: &[T], ends: &mut [S::Known]) {
    let mut end = None;
    for (after, (x, place)) in x.iter().zip(ends).rev().enumerate() {
        let one = S::of_one(*x);
        let longer = match end {
            Some(end) => S::of_both(one, 1, end, after),
            None => one,
        };
        *place = longer;
        end = Some(longer);
    }
}
