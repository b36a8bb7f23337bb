//! Cube root and length of a vector.

use super::parts::{MAGIC, product_less, split_any};
use crate::math::bits::{fma, select};
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// √(x² + y²), scaled so that nothing overflows or underflows on the way. Error at most 0.99 ulp, 0.88 without FMA
/// (where the sum is compensated). Inf if one is infinite, else NaN if one is NaN.
#[inline(always)]
pub(crate) fn hypot<const FMA: bool>(x: f64, y: f64) -> f64 {
    const UP: f64 = f64::from_bits((1023 + 600) << 52);
    const DOWN: f64 = f64::from_bits((1023 - 600) << 52);
    const LARGE: f64 = f64::from_bits((1023 + 510) << 52);
    const SMALL: f64 = f64::from_bits((1023 - 450) << 52);
    let (x, y) = (x.abs(), y.abs());
    let wider = x > y;
    let (long, short) = (select(wider, x, y), select(wider, y, x));
    let (large, small) = (long > LARGE, long < SMALL);
    let scale = select(large, DOWN, select(small, UP, 1.0));
    let unscale = select(large, UP, select(small, DOWN, 1.0));
    let (a, b) = (long * scale, short * scale);
    let short_square = b * b;
    let sum = if FMA {
        a.mul_add(a, short_square)
    } else {
        let square = a * a;
        let sum = square + short_square;
        let error = product_less::<false>(a, a, square) + product_less::<false>(b, b, short_square);
        sum + (((square - sum) + short_square) + error)
    };
    let length = sum.sqrt() * unscale;
    let infinite = (x == f64::INFINITY) | (y == f64::INFINITY);
    select(infinite, f64::INFINITY, length)
}

/// The cube root of x: a polynomial and a Newton step for m^(-1/3), then one for the root with an exact residual.
/// Error at most 0.501 ulp, with FMA or not. ±0, infinities and NaN stay.
#[inline(always)]
pub(crate) fn cbrt<const FMA: bool>(x: f64) -> f64 {
    // m^(-1/3) on [√½, √2], relative error 2^-17.4.
    const C: [f64; 6] = [
        1.999170909825766,
        -2.485921702496937,
        2.7922157431721595,
        -1.8981386450327506,
        0.7007425394555936,
        -0.10806499747918336,
    ];
    // 2^(-j/3) for j in -1, 0, 1 is EVEN·j² + ODD·j + 1.
    const ODD: f64 = -0.23311026195538675;
    const EVEN: f64 = 0.026810787939486325;
    const THIRD: f64 = 1.0 / 3.0;
    let size = x.abs();
    // |x| = m · 2^(3q + j) with j in -1, 0, 1.
    let (m, k) = split_any(size);
    let shifted = fma::<FMA>(k, THIRD, MAGIC + 1023.0);
    let q = shifted - (MAGIC + 1023.0);
    let j = fma::<FMA>(-3.0, q, k);
    let power = |bits: f64| f64::from_bits(bits.to_bits() << 52);
    let a = m * power(j + (MAGIC + 1023.0));

    let m2 = m * m;
    let low = fma::<FMA>(C[1], m, C[0]);
    let middle = fma::<FMA>(C[3], m, C[2]);
    let high = fma::<FMA>(C[5], m, C[4]);
    let seed = fma::<FMA>(fma::<FMA>(high, m2, middle), m2, low);
    let y = seed * fma::<FMA>(fma::<FMA>(EVEN, j, ODD), j, 1.0);
    let y = fma::<FMA>(y, THIRD * fma::<FMA>(-a * y, y * y, 1.0), y);

    let square = y * y;
    let root = a * square;
    let root2 = root * root;
    let root3 = root2 * root;
    let error = product_less::<FMA>(root2, root, root3);
    let residual = (a - root3) - error;
    let residual = fma::<FMA>(-product_less::<FMA>(root, root, root2), root, residual);
    let root = fma::<FMA>(THIRD * square, residual, root);
    let value = (root * power(shifted)).copysign(x);
    select((size > 0.0) & (size < f64::INFINITY), value, x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<const FMA: bool>() {
        let (inf, nan) = (f64::INFINITY, f64::NAN);
        assert_eq!(hypot::<FMA>(-inf, nan), inf);
        assert_eq!(hypot::<FMA>(nan, inf), inf);
        assert!(hypot::<FMA>(nan, 1.0).is_nan() && hypot::<FMA>(1.0, nan).is_nan());
        assert_eq!(hypot::<FMA>(3.0, -4.0), 5.0);
        let large = f64::from_bits(2000 << 52);
        assert_eq!(hypot::<FMA>(0.75 * large, large), 1.25 * large);
        assert_eq!(hypot::<FMA>(0.0, -5e-324), 5e-324);
        assert_eq!(hypot::<FMA>(1.5e-323, 2e-323), 2.5e-323);
        assert_eq!(hypot::<FMA>(f64::MAX, f64::MAX), inf);
        assert_eq!(hypot::<FMA>(f64::MIN, 1.0), f64::MAX);

        for x in [0.0, -0.0, inf, -inf] {
            assert_eq!(cbrt::<FMA>(x).to_bits(), x.to_bits());
        }
        assert!(cbrt::<FMA>(nan).is_nan());
        assert_eq!(cbrt::<FMA>(-27.0), -3.0);
        assert_eq!(cbrt::<FMA>(5e-324), 1.7031839360032603e-108);
        assert_eq!(cbrt::<FMA>(f64::MAX), 5.643803094122362e102);
    }

    #[test]
    fn special_values() {
        check::<true>();
        check::<false>();
    }
}
