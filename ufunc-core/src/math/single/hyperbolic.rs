//! Hyperbolic functions and their inverses.

use super::log::ln_of_sum;
use super::parts::{MAGIC, MAGIC_WIDE, horner, horner_wide, ln_wide, with_sign};
use crate::math::bits::{fma, fmaf, select};
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// sinh x, from eʳ and e⁻ʳ in `f64`.
///
/// Largest error: 0.51 ulp. -0 is kept.
#[inline(always)]
pub(crate) fn sinh<const FMA: bool>(x: f32) -> f32 {
    with_sign(sinh_cosh::<FMA>(x).0 as f32, x)
}

/// cosh x. See [`sinh`].
///
/// Largest error: 0.51 ulp.
#[inline(always)]
pub(crate) fn cosh<const FMA: bool>(x: f32) -> f32 {
    sinh_cosh::<FMA>(x).1 as f32
}

/// (sinh |x|, cosh x): e^±|x| = 2^±k (even ± odd), even and odd the parts of eʳ, |r| ≤ ½ ln 2.
#[inline(always)]
fn sinh_cosh<const FMA: bool>(x: f32) -> (f64, f64) {
    // (cosh r - 1)/r² and (sinh r - r)/r³, in r².
    const EVEN: [f64; 3] = [
        0.5000000080525663,
        0.04166626241256454,
        0.0013946563828591823,
    ];
    const ODD: [f64; 3] = [
        0.16666666756091786,
        0.008333288437035308,
        0.0001990533119043111,
    ];
    // What is larger overflows as well.
    let size = x.abs();
    let size = f64::from(select(size > 100.0, 100.0, size));
    let t = fma::<FMA>(size, core::f64::consts::LOG2_E, MAGIC_WIDE + 1023.0);
    let k = t - (MAGIC_WIDE + 1023.0);
    let r = fma::<FMA>(-k, core::f64::consts::LN_2, size);
    let z = r * r;
    let even = fma::<FMA>(horner_wide::<FMA, 3>(z, EVEN), z, 1.0);
    let odd = fma::<FMA>(horner_wide::<FMA, 3>(z, ODD), z * r, r);
    let exponent = t.to_bits() << 52;
    let up = 0.5 * f64::from_bits(exponent);
    let down = 0.5 * f64::from_bits((2046_u64 << 52).wrapping_sub(exponent));
    let (sinh, cosh) = (up - down, up + down);
    let sum = |a: f64, b: f64| fma::<FMA>(a, even, b * odd);
    (sum(sinh, cosh), sum(cosh, sinh))
}

/// tanh x = x + x³ P(x²) up to 1, from there on 1 - 2/(e²ˣ + 1) with e²ˣ = 2ᵏ e²ʳ.
///
/// Largest error: 0.95 ulp with fused products, 1.10 without. -0 is kept.
#[inline(always)]
pub(crate) fn tanh<const FMA: bool>(x: f32) -> f32 {
    const NEAR: [f32; 7] = [
        -0.333332956,
        0.133323461,
        -0.0538798496,
        0.0214867033,
        -0.0079460796,
        0.00230129366,
        -0.000358420279,
    ];
    // (e²ʳ - 1)/r
    const FAR: [f32; 6] = [
        2.0,
        1.99999976,
        1.33332169,
        0.666692674,
        0.267799079,
        0.0884399489,
    ];
    let size = x.abs();
    let z = size * size;
    let near = fmaf::<FMA>(horner::<FMA, 7>(z, NEAR), z * size, size);
    // From 10 on it is 1.
    let reach = select(size > 10.0, 10.0, size);
    let t = fmaf::<FMA>(reach, 2.0 * core::f32::consts::LOG2_E, MAGIC + 127.0);
    let k = t - (MAGIC + 127.0);
    let r = if FMA {
        (-k).mul_add(0.5 * core::f32::consts::LN_2, reach)
    } else {
        // ½ ln 2 in two pieces; the first has nine bits, so that its product with k is exact.
        (reach - k * 0.3466796875) - k * -1.0609722e-4
    };
    let scale = f32::from_bits(t.to_bits() << 23);
    let far = 1.0 - 2.0 / fmaf::<FMA>(scale * r, horner::<FMA, 6>(r, FAR), scale + 1.0);
    with_sign(select(size < 1.0, near, far), x)
}

/// acosh x = ln(x + √(x² - 1)).
///
/// Largest error: 1.02 ulp with fused products, 0.51 without. NaN below 1.
#[inline(always)]
pub(crate) fn acosh<const FMA: bool>(x: f32) -> f32 {
    let log = if FMA { acosh_narrow(x) } else { acosh_wide(x) };
    let log = select(x < f32::INFINITY, log, x);
    select(x >= 1.0, log, f32::NAN)
}

/// In `f64`.
#[inline(always)]
fn acosh_wide(x: f32) -> f32 {
    let x = f64::from(x);
    ln_wide::<false>(x + (x * x - 1.0).sqrt()) as f32
}

/// In `f32`; root and sum as pairs, which fused products make cheap.
#[inline(always)]
fn acosh_narrow(x: f32) -> f32 {
    // From 2^20 on it is ln(2x), and the square might overflow.
    let big = x > 1048576.0;
    let t = x - 1.0;
    let square = t.mul_add(t, t + t);
    let root = square.sqrt();
    let square_low = t.mul_add(t, (t + t) - square);
    // 1/(2 root) to an eighth is enough: the bits of a positive float are about its logarithm.
    let rough = f32::from_bits(0x7e7311c7_u32.wrapping_sub(root.to_bits()));
    let root_low = ((-root).mul_add(root, square) + square_low) * rough;
    let sum = x + root;
    let sum_low = (root - (sum - x)) + root_low;
    let sum_low = select(big, 0.0, sum_low);
    ln_of_sum(select(big, 0.5 * x, sum), sum_low, select(big, 2.0, 0.0))
}

/// asinh x = ±ln(|x| + √(x² + 1)) in `f64`; x - x³/6 where that would lose digits.
///
/// Largest error: 0.51 ulp. -0 is kept.
#[inline(always)]
pub(crate) fn asinh<const FMA: bool>(x: f32) -> f32 {
    let size = x.abs();
    let wide = f64::from(size);
    let square = wide * wide;
    let log = ln_wide::<FMA>(wide + (square + 1.0).sqrt());
    let near = fma::<FMA>(square * wide, -1.0 / 6.0, wide);
    let value = select(size < NEAR, near, log);
    with_sign(select(size < f32::INFINITY, value as f32, size), x)
}

/// atanh x = ±½ ln((1 + |x|)/(1 - |x|)) in `f64`; x + x³/3 where that would lose digits.
///
/// Largest error: 0.51 ulp. ±∞ at ±1, NaN beyond; -0 is kept.
#[inline(always)]
pub(crate) fn atanh<const FMA: bool>(x: f32) -> f32 {
    let size = x.abs();
    let wide = f64::from(size);
    let log = 0.5 * ln_wide::<FMA>((1.0 + wide) / (1.0 - wide));
    let near = fma::<FMA>(wide * wide * wide, 1.0 / 3.0, wide);
    let value = select(size < NEAR, near, log);
    let outside = select(size == 1.0, f32::INFINITY, f32::NAN);
    with_sign(select(size < 1.0, value as f32, outside), x)
}

/// Below this two terms of a series are enough, from here on the logarithm is.
const NEAR: f32 = 0.001953125; // 2^-9

#[cfg(test)]
mod tests {
    use super::*;

    fn limits<const FMA: bool>() {
        let odd: [fn(f32) -> f32; 4] = [sinh::<FMA>, tanh::<FMA>, asinh::<FMA>, atanh::<FMA>];
        for f in odd {
            for x in [0.0, 1e-45, 1e-20_f32] {
                assert_eq!(f(x).to_bits(), x.to_bits());
                assert_eq!(f(-x).to_bits(), (-x).to_bits());
            }
            assert!(f(f32::NAN).is_nan());
        }
        for x in [f32::INFINITY, f32::NEG_INFINITY] {
            assert_eq!(sinh::<FMA>(x), x);
            assert_eq!(asinh::<FMA>(x), x);
            assert_eq!(cosh::<FMA>(x), f32::INFINITY);
            assert_eq!(tanh::<FMA>(x), x.signum());
            assert!(atanh::<FMA>(x).is_nan());
        }
        assert_eq!(sinh::<FMA>(-90.0), f32::NEG_INFINITY);
        assert_eq!(cosh::<FMA>(-0.0), 1.0);
        assert_eq!(atanh::<FMA>(-1.0), f32::NEG_INFINITY);
        assert_eq!(acosh::<FMA>(1.0).to_bits(), 0);
        assert_eq!(acosh::<FMA>(f32::INFINITY), f32::INFINITY);
        assert!((acosh::<FMA>(f32::MAX) - 89.415985).abs() < 1e-5);
        for x in [0.99999994, -1.0, -3.0, f32::NEG_INFINITY, f32::NAN] {
            assert!(acosh::<FMA>(x).is_nan());
        }
    }

    #[test]
    fn special_values() {
        limits::<true>();
        limits::<false>();
    }
}
