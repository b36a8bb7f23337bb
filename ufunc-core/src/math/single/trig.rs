//! Sine, cosine, tangent: quick forms for all but huge arguments, careful forms (the same bits there) for every one.
//! An argument is x = quadrant · π/2 + r with |r| ≤ π/4; of a quadrant only the two lowest bits count.

#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

mod huge;

use core::f32::consts::FRAC_2_PI;

use super::parts::{MAGIC, MAGIC_WIDE, horner, horner_wide, sign_of};
use crate::math::bits::{fma, select};
pub(crate) use huge::huge;

/// sin x, for arguments that are not `huge`. A polynomial each for sin r and cos r.
///
/// Largest error: 0.90 ulp with fused products, 0.57 without. -0 is kept; NaN for infinities.
#[inline(always)]
pub(crate) fn sin<const FMA: bool>(x: f32) -> f32 {
    sin_cos::<FMA>(x).0
}

/// cos x, for arguments that are not `huge`. See [`sin`].
///
/// Largest error: 0.90 ulp with fused products, 0.57 without.
#[inline(always)]
pub(crate) fn cos<const FMA: bool>(x: f32) -> f32 {
    sin_cos::<FMA>(x).1
}

/// (sin x, cos x) with the bits of both, for arguments that are not `huge`.
#[inline(always)]
pub(crate) fn sin_cos<const FMA: bool>(x: f32) -> (f32, f32) {
    if FMA {
        sin_cos_narrow(x)
    } else {
        let (r, quadrant) = reduce::<FMA>(x);
        sin_cos_wide::<FMA>(r, quadrant)
    }
}

/// tan x, for arguments that are not `huge`: sine by cosine in `f64`.
///
/// Largest error: 0.57 ulp. -0 is kept; NaN for infinities.
#[inline(always)]
pub(crate) fn tan<const FMA: bool>(x: f32) -> f32 {
    let (r, quadrant) = reduce::<FMA>(x);
    tan_wide::<FMA>(r, quadrant)
}

/// sin x for every x: the bits of `sin` unless `huge`, 0.57 ulp there.
#[inline(always)]
pub(crate) fn sin_any<const FMA: bool>(x: f32) -> f32 {
    sin_cos_any::<FMA>(x).0
}

/// cos x for every x: the bits of `cos` unless `huge`.
#[inline(always)]
pub(crate) fn cos_any<const FMA: bool>(x: f32) -> f32 {
    sin_cos_any::<FMA>(x).1
}

/// (sin x, cos x) for every x: the bits of `sin_cos` unless `huge`.
#[inline(always)]
pub(crate) fn sin_cos_any<const FMA: bool>(x: f32) -> (f32, f32) {
    if huge::<FMA>(x) {
        let (r, quadrant) = huge::reduce(x);
        sin_cos_wide::<FMA>(r, quadrant)
    } else {
        sin_cos::<FMA>(x)
    }
}

/// tan x for every x: the bits of `tan` unless `huge`.
#[inline(always)]
pub(crate) fn tan_any<const FMA: bool>(x: f32) -> f32 {
    if huge::<FMA>(x) {
        let (r, quadrant) = huge::reduce(x);
        tan_wide::<FMA>(r, quadrant)
    } else {
        tan::<FMA>(x)
    }
}

/// Both in `f32` with fused products: r has a low part, as its own rounding would show in the result.
#[inline(always)]
fn sin_cos_narrow(x: f32) -> (f32, f32) {
    const PI_2: [f32; 3] = [1.5707963705, -4.371138829e-08, -1.71512451e-15]; // their sum is π/2
    const SIN: [f32; 3] = [-0.166666552, 0.00833218545, -0.000195174216];
    const COS: [f32; 3] = [0.0416666456, -0.0013887306, 2.44316525e-05];
    let size = x.abs();
    let t = size.mul_add(FRAC_2_PI, MAGIC);
    let n = t - MAGIC;
    let exact = (-n).mul_add(PI_2[0], size);
    let step = n * PI_2[1];
    let r = exact - step;
    let lost = n.mul_add(PI_2[2], n.mul_add(PI_2[1], -step));
    let low = ((exact - r) - step) - lost;
    let z = r * r;
    let sin = r + (z * r).mul_add(horner::<true, 3>(z, SIN), low);
    let cos = r
        .mul_add(r, (r + r) * low)
        .mul_add(z.mul_add(horner::<true, 3>(z, COS), -0.5), 1.0);
    turn(sin, cos, t.to_bits(), sign_of(x))
}

/// (sin, cos) of the angle turned by `quadrant` quarters; `sign` is to flip the sine.
#[inline(always)]
fn turn(sin: f32, cos: f32, quadrant: u32, sign: u32) -> (f32, f32) {
    let odd = quadrant & 1 == 1;
    let flip_sin = ((quadrant << 30) & (1 << 31)) ^ sign;
    let flip_cos = (quadrant.wrapping_add(1) << 30) & (1 << 31);
    let turned_sin = f32::from_bits(select(odd, cos, sin).to_bits() ^ flip_sin);
    let turned_cos = f32::from_bits(select(odd, sin, cos).to_bits() ^ flip_cos);
    (turned_sin, turned_cos)
}

/// `x` as (r, quadrant) in `f64`; r is NaN for infinities.
#[inline(always)]
fn reduce<const FMA: bool>(x: f32) -> (f64, u64) {
    let x = f64::from(x);
    let t = fma::<FMA>(x, core::f64::consts::FRAC_2_PI, MAGIC_WIDE);
    let n = t - MAGIC_WIDE;
    let r = if FMA {
        // The first difference is exact.
        fma::<FMA>(
            -n,
            6.123233995736766e-17,
            fma::<FMA>(-n, core::f64::consts::FRAC_PI_2, x),
        )
    } else {
        // Two pieces of 28 bits, whose products with n < 2^25 are exact, and the rest.
        ((x - n * 1.570796325802803) - n * 9.920935739593517e-10) - n * 5.721188726109832e-18
    };
    (r, t.to_bits())
}

/// sin r and cos r in `f64`.
#[inline(always)]
fn sin_cos_core<const FMA: bool>(r: f64) -> (f64, f64) {
    const SIN: [f64; 3] = [
        -0.16666654802895195,
        0.0083321689257733339,
        -0.00019516011909273122,
    ];
    const COS: [f64; 4] = [
        -0.49999999689422858,
        0.041666619786944199,
        -0.00138866636500472,
        2.4381875102461154e-05,
    ];
    let z = r * r;
    let sin = r * fma::<FMA>(horner_wide::<FMA, 3>(z, SIN), z, 1.0);
    let cos = fma::<FMA>(horner_wide::<FMA, 4>(z, COS), z, 1.0);
    (sin, cos)
}

#[inline(always)]
fn sin_cos_wide<const FMA: bool>(r: f64, quadrant: u64) -> (f32, f32) {
    let (sin, cos) = sin_cos_core::<FMA>(r);
    turn(sin as f32, cos as f32, quadrant as u32, 0)
}

#[inline(always)]
fn tan_wide<const FMA: bool>(r: f64, quadrant: u64) -> f32 {
    let (sin, cos) = sin_cos_core::<FMA>(r);
    let odd = quadrant & 1 == 1;
    (select(odd, cos, sin) / select(odd, -sin, cos)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits<const FMA: bool>() {
        assert_eq!(sin_cos::<FMA>(0.0), (0.0, 1.0));
        assert_eq!(sin::<FMA>(-0.0).to_bits(), 1 << 31);
        assert_eq!(tan::<FMA>(-0.0).to_bits(), 1 << 31);
        assert_eq!(sin::<FMA>(-1e-45).to_bits(), (1 << 31) + 1);
        for x in [f32::INFINITY, f32::NEG_INFINITY, f32::NAN] {
            assert!(!huge::<FMA>(x));
            assert!(sin::<FMA>(x).is_nan() && cos::<FMA>(x).is_nan() && tan::<FMA>(x).is_nan());
        }
    }

    #[test]
    fn special_values() {
        limits::<true>();
        limits::<false>();
    }

    /// Correct digits of a few hard cases: the largest number, powers of two, and neighbours of multiples of π/2.
    #[test]
    fn huge_arguments() {
        let cases = [
            (3.4028235e+38, -0.5218765, 0.853021, -0.6117979),
            (1.7014118e+38, 0.6233855, 0.78191465, 0.7972552),
            (1.2980742e+33, 0.9426995, -0.333643, -2.8254738),
            (7.729179e+28, 1.0, -1.6147698e-09, -6.192833e+08),
            (6e+27, 0.86902285, -0.494772, -1.7564107),
            (1.2345679e+08, -0.96041274, -0.27858102, 3.4475164),
        ];
        for (x, sin, cos, tan) in cases {
            assert!(huge::<true>(x) && huge::<false>(x));
            assert_eq!(sin_cos_any::<true>(x), (sin, cos));
            assert_eq!(sin_cos_any::<false>(x), (sin, cos));
            assert_eq!((sin_any::<true>(-x), cos_any::<true>(-x)), (-sin, cos));
            assert_eq!((tan_any::<true>(x), tan_any::<true>(-x)), (tan, -tan));
        }
    }

    #[test]
    fn the_careful_forms_agree_with_the_quick_ones() {
        for x in (0..1000).map(|i| i as f32 * 131.0) {
            assert_eq!(sin_cos::<true>(x), sin_cos_any::<true>(x));
            assert_eq!(sin_cos::<false>(x), sin_cos_any::<false>(x));
            assert_eq!(tan::<true>(x), tan_any::<true>(x));
        }
    }
}
