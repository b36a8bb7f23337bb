//! Logarithms: ln, log₂, log₁₀, ln(1 + x).

use super::parts::{ln_1p_wide, log2_wide, sign_of, two_chains};
use crate::math::bits::{fmaf, select};
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// The bits of √½, and what is to be added to them for those of 1.
const FROM: u32 = core::f32::consts::FRAC_1_SQRT_2.to_bits();
const TO_ONE: u32 = 1.0_f32.to_bits() - FROM;
const MANTISSA: u32 = (1 << 23) - 1;
/// Its low bits hold an integer.
const TWO_23: f32 = 8388608.0;
const OFFSET: f32 = TWO_23 + 127.0;

/// ln x = k ln 2 + ln(1 + f), 1 + f between √½ and √2, a polynomial in f.
///
/// Largest error: 0.92 ulp with fused products, 0.95 without. -∞ at 0, NaN below; subnormal arguments are right.
#[inline(always)]
pub(crate) fn ln<const FMA: bool>(x: f32) -> f32 {
    let (f, k) = split(x);
    let square = f * f;
    let p = series::<FMA>(f);
    let log = if FMA {
        // ln 2 as an `f32` happens to be right to 2^-28.
        k.mul_add(core::f32::consts::LN_2, p.mul_add(square, f))
    } else {
        // The first piece of ln 2 has nine bits: its product with k is exact.
        k * 0.693359375 + (f + (p * square + k * -2.1219444e-4))
    };
    finish(x, log)
}

/// log₂ x, in `f64`; odd in (m - 1)/(m + 1) for x = 2ᵏ m.
///
/// Largest error: 0.51 ulp; exact for powers of two. See [`ln`].
#[inline(always)]
pub(crate) fn log2<const FMA: bool>(x: f32) -> f32 {
    finish(x, log2_wide::<FMA>(f64::from(x)) as f32)
}

/// log₁₀ x = log₂ x · log₁₀ 2, in `f64`.
///
/// Largest error: 0.51 ulp. See [`ln`].
#[inline(always)]
pub(crate) fn log10<const FMA: bool>(x: f32) -> f32 {
    let log = log2_wide::<FMA>(f64::from(x)) * core::f64::consts::LOG10_2;
    finish(x, log as f32)
}

/// ln(1 + x), in `f64`.
///
/// Largest error: 0.51 ulp. -∞ at -1, NaN below; -0 is kept.
#[inline(always)]
pub(crate) fn ln_1p<const FMA: bool>(x: f32) -> f32 {
    let log = ln_1p_wide::<FMA>(f64::from(x)) as f32;
    let log = f32::from_bits(log.to_bits() | sign_of(x));
    let log = select(x < f32::INFINITY, log, x);
    let outside = select(x == -1.0, f32::NEG_INFINITY, f32::NAN);
    select(x > -1.0, log, outside)
}

/// A positive `x` as (1 + f) 2ᵏ, 1 + f between √½ and √2: f and k.
#[inline(always)]
pub(super) fn split(x: f32) -> (f32, f32) {
    let subnormal = x < f32::MIN_POSITIVE;
    let scaled = select(subnormal, x * 33554432.0, x); // 2^25
    let offset = select(subnormal, OFFSET + 25.0, OFFSET);
    let bits = scaled.to_bits().wrapping_add(TO_ONE);
    let f = f32::from_bits((bits & MANTISSA).wrapping_add(FROM)) - 1.0;
    let k = f32::from_bits(bits >> 23 | TWO_23.to_bits()) - offset;
    (f, k)
}

/// (ln(1 + f) - f)/f² for 1 + f between √½ and √2.
#[inline(always)]
fn series<const FMA: bool>(f: f32) -> f32 {
    const C: [f32; 8] = [
        0.33333322,
        -0.25001603,
        0.20002207,
        -0.16608872,
        0.14177395,
        -0.13239953,
        0.12930094,
        -0.07660098,
    ];
    // The first coefficient last: as the sum is smaller than it, it is rounded less.
    fmaf::<FMA>(two_chains::<FMA, 8>(f, C), f, -0.49999988)
}

/// ln(high + low) + more · ln 2, with fused products; `high` positive, normal, below 2^127, and `low` no larger than
/// its rounding error.
#[inline(always)]
pub(super) fn ln_of_sum(high: f32, low: f32, more: f32) -> f32 {
    let bits = high.to_bits().wrapping_add(TO_ONE);
    let head = f32::from_bits((bits & MANTISSA).wrapping_add(FROM)) - 1.0;
    let k = f32::from_bits(bits >> 23 | TWO_23.to_bits()) - (OFFSET - more);
    let shrink = f32::from_bits((254_u32 << 23).wrapping_sub(bits & !MANTISSA)); // 2^-k
    let f = low.mul_add(shrink, head);
    let f_low = low.mul_add(shrink, head - f);
    let log = f + series::<true>(f).mul_add(f * f, f_low);
    k.mul_add(core::f32::consts::LN_2, log)
}

/// The logarithm `log` of `x`, or what stands for it at 0, infinity, NaN and below 0.
#[inline(always)]
fn finish(x: f32, log: f32) -> f32 {
    let log = select(x < f32::INFINITY, log, x);
    let outside = select(x == 0.0, f32::NEG_INFINITY, f32::NAN);
    select(x > 0.0, log, outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits<const FMA: bool>() {
        let all: [fn(f32) -> f32; 3] = [ln::<FMA>, log2::<FMA>, log10::<FMA>];
        for f in all {
            assert_eq!(f(1.0).to_bits(), 0);
            assert_eq!(f(0.0), f32::NEG_INFINITY);
            assert_eq!(f(-0.0), f32::NEG_INFINITY);
            assert_eq!(f(f32::INFINITY), f32::INFINITY);
            for x in [-1e-45, -1.0, f32::NEG_INFINITY, f32::NAN] {
                assert!(f(x).is_nan());
            }
        }
        assert_eq!(log2::<FMA>(1e-45), -149.0);
        assert_eq!(log10::<FMA>(1e10), 10.0);
        assert_eq!(ln::<FMA>(1e-45), -103.27893);
        assert_eq!(ln_1p::<FMA>(-0.0).to_bits(), 1 << 31);
        assert_eq!(ln_1p::<FMA>(1e-45).to_bits(), 1);
        assert_eq!(ln_1p::<FMA>(-1.0), f32::NEG_INFINITY);
        assert_eq!(ln_1p::<FMA>(f32::INFINITY), f32::INFINITY);
        assert!(ln_1p::<FMA>(-1.0000001).is_nan());
    }

    #[test]
    fn special_values() {
        limits::<true>();
        limits::<false>();
    }
}
