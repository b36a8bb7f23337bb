//! Where the extremes of a sequence are, and what both of them are.

use core::fmt;

use super::traits::Extremes;
use crate::guvectorize;

/// Place of the largest element, counted from 0; of equal ones the first. The first NaN, if there is one.
///
/// Along another axis: `argmax::lazy(&x).axis(0).eval()`. Places over several axes, or together with the elements, or on all
/// threads for one long sequence, are reductions of [`positions`](crate::positions).
///
/// ```
/// # use ndarray::array;
/// # use ufunc_core::ufuncs::argmax;
/// assert_eq!(argmax(&array![[3.0, 9.0, 4.0], [8.0, 1.0, 8.0]])?, array![1, 0]);
/// # Ok::<(), ufunc_core::Error>(())
/// ```
///
/// # Errors
///
/// [`NoElement`] if the sequence is empty.
#[guvectorize("(n)->()")]
pub fn argmax<T: Extremes>(x: &[T]) -> Result<usize, NoElement> {
    place::<T, Largest>(x)
}

/// Place of the smallest element, counted from 0; of equal ones the first. The first NaN, if there is one.
///
/// ```
/// # use ufunc_core::ufuncs::argmin;
/// assert_eq!(argmin(&[3, 1, 4, 1])?, 1);
/// # Ok::<(), ufunc_core::Error>(())
/// ```
///
/// # Errors
///
/// [`NoElement`] if the sequence is empty.
#[guvectorize("(n)->()")]
pub fn argmin<T: Extremes>(x: &[T]) -> Result<usize, NoElement> {
    place::<T, Smallest>(x)
}

/// The smallest and the largest element, in one pass; NaN and NaN if there is one.
///
/// ```
/// # use ufunc_core::ufuncs::min_max;
/// assert_eq!(min_max(&[3, 1, 4, 1])?, (1, 4));
/// # Ok::<(), ufunc_core::Error>(())
/// ```
///
/// # Errors
///
/// [`NoElement`] if the sequence is empty.
#[guvectorize("(n)->(),()")]
pub fn min_max<T: Extremes>(x: &[T]) -> Result<(T, T), NoElement> {
    let mut least = *x.first().ok_or(NoElement)?;
    let mut greatest = least;
    for block in x.chunks(BLOCK) {
        least = least.minimum(T::smallest_of(block));
        greatest = greatest.maximum(T::largest_of(block));
    }
    Ok((least, greatest))
}

/// The error of [`argmax`](fn@argmax) and its like for an empty sequence, which has no extremes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoElement;

impl fmt::Display for NoElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an empty sequence has no largest and no smallest element; give it one, or leave it out")
    }
}

impl core::error::Error for NoElement {}

/// The number of elements that are read from the processor's cache the second time.
const BLOCK: usize = 1024;

/// Which element is wanted.
trait Wanted<T> {
    fn best_of(x: &[T]) -> T;
    fn better(a: T, b: T) -> T;
}

struct Largest;
struct Smallest;

impl<T: Extremes> Wanted<T> for Largest {
    #[inline(always)]
    fn best_of(x: &[T]) -> T {
        T::largest_of(x)
    }
    #[inline(always)]
    fn better(a: T, b: T) -> T {
        a.maximum(b)
    }
}

impl<T: Extremes> Wanted<T> for Smallest {
    #[inline(always)]
    fn best_of(x: &[T]) -> T {
        T::smallest_of(x)
    }
    #[inline(always)]
    fn better(a: T, b: T) -> T {
        a.minimum(b)
    }
}

/// The place of the best element: found is the block that has it, then the element.
#[inline(always)]
fn place<T: Extremes, W: Wanted<T>>(x: &[T]) -> Result<usize, NoElement> {
    let mut champion = *x.first().ok_or(NoElement)?;
    let mut home = 0;
    for (number, block) in x.chunks(BLOCK).enumerate() {
        let here = W::better(champion, W::best_of(block));
        if !here.is_same(champion) {
            (champion, home) = (here, number);
        }
    }
    let home = home * BLOCK;
    let within = x[home..].iter().position(|x| x.is_same(champion));
    Ok(home + within.unwrap_or(0))
}
