//! Powers: real and integer exponents.

use super::exp::exp2_of;
use super::log::split;
use super::parts::{MAGIC, exp2_wide, horner, log2_wide};
use super::round::round_ties_even;
use crate::math::bits::select;
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// xʸ = 2^(y log₂ x), the logarithm in pairs of `f32` that fused products make cheap, or in `f64`.
///
/// Largest error: 1.00 ulp with fused products, 0.54 without. All special cases are C99's.
#[inline(always)]
pub(crate) fn powf<const FMA: bool>(x: f32, y: f32) -> f32 {
    let size = x.abs();
    let power = if FMA {
        power_narrow(size, y)
    } else {
        power_wide(size, y)
    };
    let power = select((size == 1.0) | (y == 0.0), 1.0, power);
    // The sign, and that there is no real power.
    let whole = |v: f32| round_ties_even::<FMA>(v) == v;
    let integer = whole(y);
    let odd = integer & !whole(0.5 * y);
    let signed = f32::from_bits(power.to_bits() ^ select(odd, x.to_bits() & (1 << 31), 0));
    // Negative and finite, in one comparison: the bits lie above those of -0 and below those of -∞.
    let negative = x.to_bits().wrapping_sub(0x80000001) < 0x7f7fffff;
    select(negative & !integer, f32::NAN, signed)
}

/// sizeʸ in `f64`.
#[inline(always)]
fn power_wide(size: f32, y: f32) -> f32 {
    let size = f64::from(size);
    let log = log2_wide::<false>(size);
    let log = select(size < f64::INFINITY, log, size);
    let log = select(size == 0.0, f64::NEG_INFINITY, log);
    exp2_wide::<false>(log * f64::from(y)) as f32
}

/// sizeʸ with pairs of `f32`.
#[inline(always)]
fn power_narrow(size: f32, y: f32) -> f32 {
    let (log, low) = log2_pair(size);
    let log = select(size < f32::INFINITY, log, size);
    let log = select(size == 0.0, f32::NEG_INFINITY, log);
    let product = y * log;
    let error = y.mul_add(low, y.mul_add(log, -product));
    // Out of this range the result is 0 or infinite, and the error may be no number.
    let clamped = select(product > 130.0, 130.0, product);
    let clamped = select(clamped < -160.0, -160.0, clamped);
    let error = select(clamped == product, error, 0.0);
    let t = clamped + (MAGIC + 254.0);
    exp2_of::<true>((clamped - (t - (MAGIC + 254.0))) + error, t)
}

/// log₂ of a positive finite number as a sum of two, to 2^-34: s = f/(2 + f), an odd polynomial in s.
#[inline(always)]
fn log2_pair(x: f32) -> (f32, f32) {
    const C: [f32; 2] = [2.885390043258667, 3.851926067000022e-08]; // their sum is 2/ln 2
    const Q: [f32; 4] = [0.961796701, 0.577078879, 0.411921471, 0.336624682];
    let (f, k) = split(x);
    let g = 2.0 + f;
    let g_low = f - (g - 2.0);
    let inverse = 1.0 / g;
    let s = f * inverse;
    let s_low = (-s).mul_add(g_low, (-s).mul_add(g, f)) * inverse;
    let w = s * s;
    let w_low = s.mul_add(s, -w);
    // log₂ (1 + f) = s c, its slope in s about C (1 + w).
    let c = w.mul_add(Q[0], C[0]);
    let c_rest = w.mul_add(Q[0], C[0] - c) + w_low.mul_add(Q[0], C[1]);
    let c_low = (w * w).mul_add(horner::<true, 3>(w, [Q[1], Q[2], Q[3]]), c_rest);
    let slope = w.mul_add(C[0], C[0]);
    let high = s.mul_add(c, k);
    let low = s_low.mul_add(slope, s.mul_add(c_low, s.mul_add(c, k - high)));
    (high, low)
}

/// xⁿ by squaring: as exact as products are. For a constant `n` the loop unrolls.
#[inline(always)]
pub(crate) fn powi<const FMA: bool>(x: f32, n: i32) -> f32 {
    let mut left = n.unsigned_abs();
    let mut square = x;
    let mut product = 1.0;
    while left > 0 {
        if left & 1 == 1 {
            product *= square;
        }
        square *= square;
        left >>= 1;
    }
    // As the standard library has it, also where x^-n is out of range.
    if n < 0 { 1.0 / product } else { product }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits<const FMA: bool>() {
        let inf = f32::INFINITY;
        let bases = [
            0.0,
            0.5,
            1.0,
            2.0,
            3.0,
            inf,
            f32::MIN_POSITIVE,
            1e-45,
            f32::NAN,
        ];
        let exponents = [
            0.0,
            0.5,
            1.0,
            2.0,
            3.0,
            1e9,
            16777215.0,
            1e30,
            inf,
            f32::NAN,
            1e-45,
        ];
        for x in bases.into_iter().flat_map(|x| [x, -x]) {
            for y in exponents.into_iter().flat_map(|y| [y, -y]) {
                let (ours, std) = (powf::<FMA>(x, y), x.powf(y));
                let same = ours.to_bits() == std.to_bits() || ours.is_nan() && std.is_nan();
                assert!(same, "{x}^{y} is {std}, not {ours}");
            }
        }
    }

    #[test]
    fn special_cases() {
        limits::<true>();
        limits::<false>();
    }

    #[test]
    fn integer_exponents() {
        assert_eq!(powi::<false>(-3.0, 5), -243.0);
        assert_eq!(powi::<false>(2.0, -3), 0.125);
        assert_eq!(powi::<false>(f32::NAN, 0), 1.0);
        assert_eq!(powi::<false>(-0.0, -3), f32::NEG_INFINITY);
        assert_eq!(powi::<false>(-1.0, i32::MIN), 1.0);
    }
}
