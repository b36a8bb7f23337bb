//! `Real`: one kernel for `f32` and `f64`.

use core::fmt::{Debug, Display};
use core::iter::{Product, Sum};

use num_traits::{Float, FloatConst, NumAssign};

use crate::Element;
use crate::math::{Double, Functions, Single};

/// The floating-point types `f32` and `f64`, for kernels written once for both.
///
/// All methods of [`num_traits::Float`] and [`num_traits::FloatConst`] come with it, without an import, and
/// those functions of the standard floats that `Float` lacks; also `+=` and its like, sums of iterators, and the
/// zero that outputs behind `&mut` start from.
///
/// ```
/// use ndarray::{Array1, array};
/// use ufunc_core::{Real, vectorize};
///
/// #[vectorize]
/// fn gaussian<T: Real>(d: T, bw: T) -> T {
///     let z = d / bw;
///     (T::lit(-0.5) * z * z).exp() / (bw * T::TAU().sqrt())
/// }
///
/// let w: Array1<f32> = gaussian(&array![0.0f32, 0.1], 0.2);
/// assert!((w[0] - 1.9947114).abs() < 1e-6);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a real floating-point type",
    label = "this function works on `f32` and `f64`",
    note = "read integers as floats with `ufunc_core::cast(&a)`, which makes no temporary array"
)]
pub trait Real:
    Float
    + FloatConst
    + NumAssign
    + Element
    + Default
    + crate::slices::Number
    + Sum
    + Product
    + for<'a> Sum<&'a Self>
    + for<'a> Product<&'a Self>
    + Debug
    + Display
{
    /// The vectorising functions that the macro names.
    #[doc(hidden)]
    type Maths: Functions<Self>;
    /// The constant `x` in this type, rounded to nearest.
    fn lit(x: f64) -> Self;
    /// The error function, 2/√π ∫₀ˣ exp(-t²) dt. Source: `libm`, after FreeBSD's msun.
    fn erf(self) -> Self;
    /// The complementary error function 1 - erf(x), exact where erf is close to 1. Source: `libm`.
    fn erfc(self) -> Self;
    /// The gamma function Γ(x). Source: `libm`, after musl.
    fn gamma(self) -> Self;
    /// ln |Γ(x)|. Source: `libm`, after FreeBSD's msun.
    fn ln_gamma(self) -> Self;
    /// The least non-negative remainder of `self / rhs`, as [`f64::rem_euclid`].
    fn rem_euclid(self, rhs: Self) -> Self;
    /// The quotient that belongs to [`Real::rem_euclid`], as [`f64::div_euclid`].
    fn div_euclid(self, rhs: Self) -> Self;
    /// The nearest integer, halves to the even one, as [`f64::round_ties_even`].
    fn round_ties_even(self) -> Self;
    /// The least number greater than `self`, as [`f64::next_up`].
    fn next_up(self) -> Self;
    /// The greatest number less than `self`, as [`f64::next_down`].
    fn next_down(self) -> Self;
    /// The middle of two numbers, without overflow, as [`f64::midpoint`].
    fn midpoint(self, other: Self) -> Self;
    /// The larger of two numbers, NaN if one is NaN (as NumPy's `maximum`; `max` ignores NaN).
    fn maximum(self, other: Self) -> Self;
    /// The smaller of two numbers, NaN if one is NaN (as NumPy's `minimum`; `min` ignores NaN).
    fn minimum(self, other: Self) -> Self;
    /// The order of all values, NaN included, as [`f64::total_cmp`].
    fn total_cmp(&self, other: &Self) -> core::cmp::Ordering;
}

macro_rules! real {
    ($t:ident, $maths:ident, $erf:ident, $erfc:ident, $gamma:ident, $ln_gamma:ident, $rint:ident) => {
        #[diagnostic::do_not_recommend]
        impl Real for $t {
            type Maths = $maths;
            #[inline]
            #[allow(clippy::cast_possible_truncation)]
            fn lit(x: f64) -> $t {
                x as $t
            }
            #[inline]
            fn erf(self) -> $t {
                libm::$erf(self)
            }
            #[inline]
            fn erfc(self) -> $t {
                libm::$erfc(self)
            }
            #[inline]
            fn gamma(self) -> $t {
                libm::$gamma(self)
            }
            #[inline]
            fn ln_gamma(self) -> $t {
                libm::$ln_gamma(self)
            }
            #[inline]
            fn rem_euclid(self, rhs: $t) -> $t {
                let r = self % rhs;
                if r < 0.0 { r + Float::abs(rhs) } else { r }
            }
            #[inline]
            fn div_euclid(self, rhs: $t) -> $t {
                let q = Float::trunc(self / rhs);
                if self % rhs < 0.0 {
                    return if rhs > 0.0 { q - 1.0 } else { q + 1.0 };
                }
                q
            }
            #[inline]
            fn round_ties_even(self) -> $t {
                libm::$rint(self)
            }
            #[inline]
            fn next_up(self) -> $t {
                $t::next_up(self)
            }
            #[inline]
            fn next_down(self) -> $t {
                $t::next_down(self)
            }
            #[inline]
            fn midpoint(self, other: $t) -> $t {
                $t::midpoint(self, other)
            }
            #[inline]
            fn maximum(self, other: $t) -> $t {
                if self.is_nan() || self > other {
                    self
                } else {
                    other
                }
            }
            #[inline]
            fn minimum(self, other: $t) -> $t {
                if self.is_nan() || self < other {
                    self
                } else {
                    other
                }
            }
            #[inline]
            fn total_cmp(&self, other: &$t) -> core::cmp::Ordering {
                $t::total_cmp(self, other)
            }
        }
    };
}
real!(f32, Single, erff, erfcf, tgammaf, lgammaf, rintf);
real!(f64, Double, erf, erfc, tgamma, lgamma, rint);
