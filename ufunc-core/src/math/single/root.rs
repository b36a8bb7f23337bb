//! Roots: cube root, hypotenuse.

use super::parts::with_sign;
use crate::math::bits::{fma, select};
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// √(x² + y²); the larger square enters a fused sum, or both are summed in `f64`.
///
/// Largest error: 1.01 ulp with fused products, 0.51 without. ∞ if one is infinite, else NaN if one is NaN.
#[inline(always)]
pub(crate) fn hypot<const FMA: bool>(x: f32, y: f32) -> f32 {
    let (x, y) = (x.abs(), y.abs());
    let root = if FMA {
        hypot_narrow(x, y)
    } else {
        hypot_wide(x, y)
    };
    select(
        (x == f32::INFINITY) | (y == f32::INFINITY),
        f32::INFINITY,
        root,
    )
}

#[inline(always)]
fn hypot_narrow(x: f32, y: f32) -> f32 {
    let large = select(x > y, x, y);
    let small = select(x > y, y, x);
    // The two highest bits of the exponent say by which of four powers of two to scale.
    let range = large.to_bits() & 0x60000000;
    let down = f32::from_bits((222_u32 << 23).wrapping_sub(range));
    let up = f32::from_bits((32_u32 << 23).wrapping_add(range));
    let (large, small) = (large * down, small * down);
    large.mul_add(large, small * small).sqrt() * up
}

#[inline(always)]
fn hypot_wide(x: f32, y: f32) -> f32 {
    let (x, y) = (f64::from(x), f64::from(y));
    (x * x + y * y).sqrt() as f32
}

/// ∛x = x r² with r = x^(-1/3), in `f64`: a seed from the bits, then two steps of third order.
///
/// Largest error: 0.51 ulp. -0 and infinities are kept.
#[inline(always)]
pub(crate) fn cbrt<const FMA: bool>(x: f32) -> f32 {
    let size = x.abs();
    let usual = (size > 0.0) & (size < f32::INFINITY);
    let wide = f64::from(size);
    // The bits of a positive float are about its logarithm: r to 4 %.
    let third = ((wide.to_bits() >> 32) * 0x55555556) >> 32;
    let seed = f64::from_bits(0x553ee000_u64.wrapping_sub(third) << 32);
    let r = reciprocal_cbrt_step::<FMA>(wide, reciprocal_cbrt_step::<FMA>(wide, seed));
    let root = (wide * r) * r;
    with_sign(select(usual, root as f32, size), x)
}

/// A better x^(-1/3): with e = 1 - x r³ it is r (1 - e)^(-1/3), of which the first terms are taken.
#[inline(always)]
fn reciprocal_cbrt_step<const FMA: bool>(x: f64, r: f64) -> f64 {
    let e = fma::<FMA>(-(x * r), r * r, 1.0);
    fma::<FMA>(r * e, fma::<FMA>(e, 2.0 / 9.0, 1.0 / 3.0), r)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits<const FMA: bool>() {
        for x in [0.0, 1.0, 3.0, 1e10, f32::INFINITY] {
            assert_eq!(cbrt::<FMA>(x * x * x).to_bits(), x.to_bits());
            assert_eq!(cbrt::<FMA>(-(x * x * x)).to_bits(), (-x).to_bits());
        }
        assert_eq!(cbrt::<FMA>(f32::from_bits(1)), 1.1190347e-15);
        assert!(cbrt::<FMA>(f32::NAN).is_nan());
        for exponent in [1, 60, 127, 190, 250] {
            let unit = f32::from_bits(exponent << 23);
            assert_eq!(hypot::<FMA>(3.0 * unit, -4.0 * unit), 5.0 * unit);
        }
        assert_eq!(hypot::<FMA>(1e-45, 0.0).to_bits(), 1);
        assert_eq!(hypot::<FMA>(-0.0, -0.0).to_bits(), 0);
        assert_eq!(hypot::<FMA>(f32::MAX, f32::MAX), f32::INFINITY);
        assert_eq!(hypot::<FMA>(f32::NAN, f32::NEG_INFINITY), f32::INFINITY);
        assert!(hypot::<FMA>(f32::NAN, 1.0).is_nan());
    }

    #[test]
    fn special_values() {
        limits::<true>();
        limits::<false>();
    }
}
