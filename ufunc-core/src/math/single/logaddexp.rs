//! Logarithms of sums of exponentials, in `f64` lanes.

use core::f64::consts::LOG2_E;

use super::parts::{exp2_wide, ln_1p_wide};
use crate::math::bits::select;

/// ln(eᵃ + eᵇ) = max + ln(1 + e^-|a - b|).
///
/// Largest error: 0.55 ulp; where the sum cancels, that of its terms. NaN if one is NaN.
#[inline(always)]
pub(crate) fn logaddexp<const FMA: bool>(a: f32, b: f32) -> f32 {
    let (large, gap) = large_and_gap(a, b);
    let value = large + ln_1p_wide::<FMA>(exp2_wide::<FMA>(gap * LOG2_E));
    finish(a, b, value)
}

/// log₂(2ᵃ + 2ᵇ) = max + log₂(1 + 2^-|a - b|). See [`logaddexp`].
///
/// Largest error: 0.55 ulp.
#[inline(always)]
pub(crate) fn logaddexp2<const FMA: bool>(a: f32, b: f32) -> f32 {
    let (large, gap) = large_and_gap(a, b);
    let value = large + ln_1p_wide::<FMA>(exp2_wide::<FMA>(gap)) * LOG2_E;
    finish(a, b, value)
}

/// The larger argument, and the smaller less the larger.
#[inline(always)]
fn large_and_gap(a: f32, b: f32) -> (f64, f64) {
    let (a, b) = (f64::from(a), f64::from(b));
    let a_large = a > b;
    (select(a_large, a, b), select(a_large, b - a, a - b))
}

/// `value`, but of equal infinities their own, as their difference is no number.
#[inline(always)]
fn finish(a: f32, b: f32, value: f64) -> f32 {
    select((a == b) & (a.abs() == f32::INFINITY), a, value as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits<const FMA: bool>() {
        let both: [fn(f32, f32) -> f32; 2] = [logaddexp::<FMA>, logaddexp2::<FMA>];
        let inf = f32::INFINITY;
        for f in both {
            assert_eq!(f(inf, inf), inf);
            assert_eq!(f(-inf, -inf), -inf);
            assert_eq!(f(-inf, inf), inf);
            assert_eq!(f(3.0, -inf), 3.0);
            assert_eq!(f(-1000.0, 3.0), 3.0);
            assert!(f(f32::NAN, 1.0).is_nan() && f(1.0, f32::NAN).is_nan());
        }
        assert_eq!(logaddexp2::<FMA>(-1.0, -1.0), 0.0);
        assert_eq!(logaddexp::<FMA>(0.0, 0.0), core::f32::consts::LN_2);
    }

    #[test]
    fn special_values() {
        limits::<true>();
        limits::<false>();
    }
}
