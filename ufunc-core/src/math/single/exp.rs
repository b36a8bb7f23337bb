//! Exponentials: eˣ, 2ˣ, 10ˣ, eˣ - 1.

use super::parts::{MAGIC, MAGIC_WIDE, horner, horner_wide, sign_of};
use crate::math::bits::{fma, fmaf, select};
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// Below 2 to this, half the smallest subnormal, results are 0.
const LEAST: f32 = -150.0;
/// Twice the exponent's bias, which [`scale`] halves.
const BIAS2: f32 = 254.0;

/// eˣ = 2ᵏ eʳ, |r| ≤ ½ ln 2, a polynomial for eʳ.
///
/// Largest error: 0.91 ulp with fused products, 1.00 without. Subnormal results are right; ∞ and 0 beyond the range.
#[inline(always)]
pub(crate) fn exp<const FMA: bool>(x: f32) -> f32 {
    const LN2: [f32; 2] = [0.693359375, -2.1219444e-4]; // the first has nine bits: its product with k is exact
    const C: [f32; 5] = [
        0.49999994,
        0.16666521,
        0.041668292,
        0.008368721,
        0.0013818742,
    ];
    // What vanishes is computed for 0: arithmetic on subnormals is slow.
    let vanishes = x < LEAST * core::f32::consts::LN_2;
    let x = select(x > 89.0, 89.0, x);
    let x = select(vanishes, 0.0, x);
    let t = fmaf::<FMA>(x, core::f32::consts::LOG2_E, MAGIC + BIAS2);
    let k = t - (MAGIC + BIAS2);
    let r = fmaf::<FMA>(-k, LN2[1], fmaf::<FMA>(-k, LN2[0], x));
    let power = series::<FMA>(r, 1.0, horner::<FMA, 5>(r, C));
    select(vanishes, 0.0, scale(power, t))
}

/// 2ˣ = 2ᵏ 2ʳ, |r| ≤ ½. See [`exp`].
///
/// Largest error: 0.88 ulp with fused products, 1.05 without; exact for integers.
#[inline(always)]
pub(crate) fn exp2<const FMA: bool>(x: f32) -> f32 {
    let vanishes = x < LEAST;
    let x = select(x > 128.0, 128.0, x);
    let x = select(vanishes, 0.0, x);
    let t = x + (MAGIC + BIAS2);
    let r = x - (t - (MAGIC + BIAS2));
    select(vanishes, 0.0, exp2_of::<FMA>(r, t))
}

/// 2ʳ 2ᵏ for |r| ≤ ½, where `t`'s low bits hold k + 254.
#[inline(always)]
pub(super) fn exp2_of<const FMA: bool>(r: f32, t: f32) -> f32 {
    const C: [f32; 5] = [
        0.24022648,
        0.055503596,
        0.009618506,
        0.0013391025,
        0.00015326781,
    ];
    let power = series::<FMA>(r, core::f32::consts::LN_2, horner::<FMA, 5>(r, C));
    scale(power, t)
}

/// 10ˣ = 2ᵏ 10ʳ, |r| ≤ ½ log₁₀ 2. See [`exp`].
///
/// Largest error: 1.01 ulp with fused products, 1.26 without.
#[inline(always)]
pub(crate) fn exp10<const FMA: bool>(x: f32) -> f32 {
    const LOG10_2: [f32; 2] = [0.30078125, 2.4874567e-4]; // the first has eight bits
    const C: [f32; 5] = [2.6509488, 2.0346558, 1.1712941, 0.54183924, 0.2062171];
    let vanishes = x < LEAST * core::f32::consts::LOG10_2;
    let x = select(x > 39.0, 39.0, x);
    let x = select(vanishes, 0.0, x);
    let t = fmaf::<FMA>(x, core::f32::consts::LOG2_10, MAGIC + BIAS2);
    let k = t - (MAGIC + BIAS2);
    let r = fmaf::<FMA>(-k, LOG10_2[1], fmaf::<FMA>(-k, LOG10_2[0], x));
    let power = series::<FMA>(r, core::f32::consts::LN_10, horner::<FMA, 5>(r, C));
    select(vanishes, 0.0, scale(power, t))
}

/// eˣ - 1 = 2ᵏ (eʳ - 1) + (2ᵏ - 1), in `f64`.
///
/// Largest error: 0.51 ulp. -0 is kept.
#[inline(always)]
pub(crate) fn exp_m1<const FMA: bool>(x: f32) -> f32 {
    // (eʳ - 1)/r
    const C: [f64; 7] = [
        1.0,
        0.5000000068836047,
        0.16666665854980839,
        0.04166629069394093,
        0.00833349898334336,
        0.0013944979450525631,
        0.0001979004282004003,
    ];
    let reach = select(x > 100.0, 100.0, x);
    let reach = f64::from(select(reach < -30.0, -30.0, reach));
    let t = fma::<FMA>(reach, core::f64::consts::LOG2_E, MAGIC_WIDE + 1023.0);
    let k = t - (MAGIC_WIDE + 1023.0);
    let r = fma::<FMA>(-k, core::f64::consts::LN_2, reach);
    let scale = f64::from_bits(t.to_bits() << 52);
    let value = fma::<FMA>(scale * r, horner_wide::<FMA, 7>(r, C), scale - 1.0) as f32;
    f32::from_bits(value.to_bits() | sign_of(x))
}

/// 1 + c r + p r² for small r, with little more error than that of the last sum.
#[inline(always)]
fn series<const FMA: bool>(r: f32, c: f32, p: f32) -> f32 {
    if FMA {
        p.mul_add(r, c).mul_add(r, 1.0)
    } else {
        1.0 + (c * r + p * (r * r))
    }
}

/// `value` times 2ᵏ, where `t`'s low bits hold k + 254: in two steps, as 2ᵏ may be out of range.
#[inline(always)]
fn scale(value: f32, t: f32) -> f32 {
    let both = t.to_bits();
    let half = both >> 1;
    value * f32::from_bits(half << 23) * f32::from_bits(both.wrapping_sub(half) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits<const FMA: bool>() {
        let all: [fn(f32) -> f32; 3] = [exp::<FMA>, exp2::<FMA>, exp10::<FMA>];
        for f in all {
            assert_eq!(f(0.0), 1.0);
            assert_eq!(f(-0.0), 1.0);
            assert_eq!(f(f32::INFINITY), f32::INFINITY);
            assert_eq!(f(f32::MAX), f32::INFINITY);
            assert_eq!(f(f32::NEG_INFINITY).to_bits(), 0);
            assert_eq!(f(f32::MIN).to_bits(), 0);
            assert!(f(f32::NAN).is_nan());
        }
        assert_eq!(exp2::<FMA>(-149.0).to_bits(), 1);
        assert_eq!(exp2::<FMA>(127.0), 1.7014118e38);
        assert_eq!(exp_m1::<FMA>(-0.0).to_bits(), 1 << 31);
        assert_eq!(exp_m1::<FMA>(-1e-45).to_bits(), (1 << 31) + 1);
        assert_eq!(exp_m1::<FMA>(f32::NEG_INFINITY), -1.0);
        assert_eq!(exp_m1::<FMA>(f32::INFINITY), f32::INFINITY);
        assert!(exp_m1::<FMA>(f32::NAN).is_nan());
    }

    #[test]
    fn special_values() {
        limits::<true>();
        limits::<false>();
    }
}
