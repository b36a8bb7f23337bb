//! The larger and the smaller of two.

use num_complex::Complex;

use crate::math::{Careful, Functions, select};
use crate::{Element, Real, slices};

/// What `maximum`, `fmax` and their like take: `bool`, integers, floats and complex numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no maximum here",
    label = "expected a `bool` or a number"
)]
pub trait Extremes: Element + Default + sealed::Extremes {}

pub(super) mod sealed {
    /// The larger and the smaller; NaN wins, or loses.
    pub trait Extremes: Copy + PartialEq {
        fn maximum(self, other: Self) -> Self;
        fn minimum(self, other: Self) -> Self;
        fn larger_number(self, other: Self) -> Self;
        fn smaller_number(self, other: Self) -> Self;
        /// The largest of a slice that is not empty, of equal ones any; NaN if there is one.
        #[inline(always)]
        fn largest_of(x: &[Self]) -> Self {
            x[1..].iter().fold(x[0], |best, x| best.maximum(*x))
        }
        /// The smallest, likewise.
        #[inline(always)]
        fn smallest_of(x: &[Self]) -> Self {
            x[1..].iter().fold(x[0], |best, x| best.minimum(*x))
        }
        /// Whether neither is larger, or both are NaN.
        #[inline(always)]
        #[allow(clippy::eq_op)]
        fn is_same(self, other: Self) -> bool {
            self == other || (self != self && other != other)
        }
    }
}

macro_rules! extremes {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Extremes for $t {}
        impl sealed::Extremes for $t {
            #[inline(always)]
            fn maximum(self, other: $t) -> $t {
                Ord::max(self, other)
            }
            #[inline(always)]
            fn minimum(self, other: $t) -> $t {
                Ord::min(self, other)
            }
            #[inline(always)]
            fn larger_number(self, other: $t) -> $t {
                Ord::max(self, other)
            }
            #[inline(always)]
            fn smaller_number(self, other: $t) -> $t {
                Ord::min(self, other)
            }
        }
    )* };
}
extremes!(bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// Comparisons and selections: no mode makes other bits.
macro_rules! floats {
    ($($t:ident)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Extremes for $t {}
        impl sealed::Extremes for $t {
            #[inline(always)]
            fn maximum(self, other: $t) -> $t {
                <<$t as Real>::Maths as Functions<$t>>::maximum(Careful::<false>, self, other)
            }
            #[inline(always)]
            fn minimum(self, other: $t) -> $t {
                <<$t as Real>::Maths as Functions<$t>>::minimum(Careful::<false>, self, other)
            }
            #[inline(always)]
            fn larger_number(self, other: $t) -> $t {
                let number = select(other.is_nan(), self, other);
                select(self.is_nan(), other, sealed::Extremes::maximum(self, number))
            }
            #[inline(always)]
            fn smaller_number(self, other: $t) -> $t {
                let number = select(other.is_nan(), self, other);
                select(self.is_nan(), other, sealed::Extremes::minimum(self, number))
            }
            #[inline(always)]
            fn largest_of(x: &[$t]) -> $t {
                slices::max(x)
            }
            #[inline(always)]
            fn smallest_of(x: &[$t]) -> $t {
                slices::min(x)
            }
        }
    )* };
}
floats!(f32 f64);

/// By the real parts, by the imaginary ones where these are equal. Of two that hold NaN the first one wins; of two that are
/// equal, as zeros of both signs are, it stays.
macro_rules! complexes {
    ($($t:ident)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Extremes for Complex<$t> {}
        impl sealed::Extremes for Complex<$t> {
            #[inline(always)]
            fn maximum(self, other: Self) -> Self {
                let first = self.re.is_nan() | self.im.is_nan() | is_at_least(self, other);
                select(first, self, other)
            }
            #[inline(always)]
            fn minimum(self, other: Self) -> Self {
                let first = self.re.is_nan() | self.im.is_nan() | is_at_least(other, self);
                select(first, self, other)
            }
            #[inline(always)]
            fn larger_number(self, other: Self) -> Self {
                let first = other.re.is_nan() | other.im.is_nan() | is_at_least(self, other);
                select(first, self, other)
            }
            #[inline(always)]
            fn smaller_number(self, other: Self) -> Self {
                let first = other.re.is_nan() | other.im.is_nan() | is_at_least(other, self);
                select(first, self, other)
            }
        }
    )* };
}
complexes!(f32 f64);

/// Whether `a` is not below `b` in that order; never, if one of the parts that count is NaN.
#[inline(always)]
fn is_at_least<T: Real>(a: Complex<T>, b: Complex<T>) -> bool {
    let numbers = !(a.im.is_nan() | b.im.is_nan());
    ((a.re > b.re) & numbers) | ((a.re == b.re) & (a.im >= b.im))
}
