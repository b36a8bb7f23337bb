//! `f64` logarithms.

use super::parts::{
    BIAS, LN2_LO, LOG2_E, LOG10_2_HI, LOG10_2_LO, ln_pieces, ln_specials, ln_sum, or_sign,
    split_any,
};
use crate::math::bits::{fma, select};

/// log10 e, in two doubles.
const LOG10_E: [f64; 2] = [core::f64::consts::LOG10_E, 1.098319650216765e-17];

/// ln x: the exponent's part, and fdlibm's form of ln m, m in [√½, √2).
///
/// Largest error 0.90 ulp (0.97 without FMA). -inf at ±0, inf at inf, NaN below; subnormal arguments are right.
#[inline(always)]
pub(crate) fn ln<const FMA: bool>(x: f64) -> f64 {
    let (m, k) = split_any(x);
    ln_specials(x, ln_pieces::<FMA>(m).ln::<FMA>(k, k * LN2_LO))
}

/// log2 x: ln m as in `ln`, times log2 e in two doubles.
///
/// Largest error 0.88 ulp; exact at powers of two. Special values as `ln`.
#[inline(always)]
pub(crate) fn log2<const FMA: bool>(x: f64) -> f64 {
    let (m, k) = split_any(x);
    let (head, rest) = ln_pieces::<FMA>(m).times::<FMA>(LOG2_E, 0.0);
    let sum = k + head;
    ln_specials(x, sum + (((k - sum) + head) + rest))
}

/// log10 x: ln m as in `ln`, times log10 e in two doubles.
///
/// Largest error 0.80 ulp; exact at 10^n for n = 0, …, 22. Special values as `ln`.
#[inline(always)]
pub(crate) fn log10<const FMA: bool>(x: f64) -> f64 {
    let (m, k) = split_any(x);
    let (head, rest) = ln_pieces::<FMA>(m).times::<FMA>(LOG10_E, 0.0);
    let base = k * LOG10_2_HI;
    let sum = base + head;
    ln_specials(
        x,
        sum + (((base - sum) + head) + fma::<FMA>(k, LOG10_2_LO, rest)),
    )
}

/// ln(1 + x): the sum in two doubles, then as `ln`.
///
/// Largest error 0.88 ulp (0.98 without FMA). ±0 stay, -inf at -1, inf at inf, NaN below -1.
#[inline(always)]
pub(crate) fn ln_1p<const FMA: bool>(x: f64) -> f64 {
    let hi = 1.0 + x;
    let part = hi - 1.0;
    let lo = (1.0 - (hi - part)) + (x - part);
    let value = or_sign(ln_sum::<FMA>(hi, lo, BIAS), x);
    let value = select(x < f64::INFINITY, value, x);
    let value = select(x >= -1.0, value, f64::NAN);
    select(x == -1.0, f64::NEG_INFINITY, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INF: f64 = f64::INFINITY;

    #[track_caller]
    fn same(value: f64, expected: f64) {
        assert!(
            value.to_bits() == expected.to_bits() || value.is_nan() && expected.is_nan(),
            "{value:e}"
        );
    }

    #[test]
    fn special_values() {
        for of in [
            ln::<false>,
            ln::<true>,
            log2::<false>,
            log2::<true>,
            log10::<false>,
            log10::<true>,
        ] {
            for (x, expected) in [(0.0, -INF), (-0.0, -INF), (1.0, 0.0), (INF, INF)] {
                same(of(x), expected);
            }
            for x in [-5e-324, -1.0, -INF, f64::NAN] {
                same(of(x), f64::NAN);
            }
        }
        for of in [ln_1p::<false>, ln_1p::<true>] {
            for (x, expected) in [
                (0.0, 0.0),
                (-0.0, -0.0),
                (-1.0, -INF),
                (INF, INF),
                (5e-324, 5e-324),
            ] {
                same(of(x), expected);
            }
            for x in [-1.0000000000000002, -INF, f64::NAN] {
                same(of(x), f64::NAN);
            }
            same(of(f64::MAX), 709.782712893384);
        }
    }

    #[test]
    fn powers_are_exact() {
        for of in [log2::<false>, log2::<true>] {
            for (x, expected) in [
                (5e-324, -1074.0),
                (0.5, -1.0),
                (8.0, 3.0),
                (f64::MIN_POSITIVE, -1022.0),
            ] {
                same(of(x), expected);
            }
        }
        for of in [log10::<false>, log10::<true>] {
            for (x, expected) in [(10.0, 1.0), (1000.0, 3.0), (1e15, 15.0), (1e22, 22.0)] {
                same(of(x), expected);
            }
        }
    }
}
