//! `f64` powers.

use super::exp::exp_sum;
use super::parts::{LN2_HI, LN2_LO, SIGN, TWO52, product_less, split_any};
use crate::math::bits::{fma, select};
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// x^y = e^(y ln |x|), the logarithm and the product in two doubles each.
///
/// Largest error 0.98 ulp (1.01 without FMA). All special values of C99's annex F: x^±0 and 1^y are 1 even if the
/// other is NaN, NaN for finite x < 0 and finite y that is no integer, signed zeros and infinities by odd y.
#[inline(always)]
pub(crate) fn powf<const FMA: bool>(x: f64, y: f64) -> f64 {
    let size = x.abs();
    let (ln, ln_rest) = ln_in_two::<FMA>(size);
    let power = y * ln;
    let rest = fma::<FMA>(y, ln_rest, product_less::<FMA>(y, ln, power));
    let value = exp_sum::<FMA>(power, rest);
    // The far ones, where `value` is anything: 0, inf, NaN. But 1^y and x^0 are 1 whatever the other is.
    let far = select(power < 0.0, 0.0, power + f64::INFINITY);
    let value = select(power.abs() < 746.0, value, far);
    let value = select((ln == 0.0) | (y == 0.0), 1.0, value);
    let (integer, odd) = parity::<FMA>(y);
    let sign = select(odd, x.to_bits() & SIGN, 0);
    let value = f64::from_bits(value.to_bits() | sign);
    select((x < 0.0) & (ln < f64::INFINITY) & !integer, f64::NAN, value)
}

/// x^n by repeated squaring, and the reciprocal of x^-n for negative n, as std has it: half an ulp or less for each
/// product. For a constant `n` the loop unrolls.
#[inline(always)]
pub(crate) fn powi<const FMA: bool>(x: f64, n: i32) -> f64 {
    let mut rest = n.unsigned_abs();
    let mut square = x;
    let mut power = 1.0;
    while rest != 0 {
        if rest & 1 == 1 {
            power *= square;
        }
        rest >>= 1;
        if rest != 0 {
            square *= square;
        }
    }
    if n < 0 { 1.0 / power } else { power }
}

/// ln x as a sum of two, for x >= 0; ±inf in the first at x = 0 and inf.
#[inline(always)]
fn ln_in_two<const FMA: bool>(x: f64) -> (f64, f64) {
    // ln x = k ln 2 + 2 atanh s, 2 atanh s = 2s + 2/3 s³ + s⁵ (...). All but the last term in two doubles.
    const THIRDS: f64 = 2.0 / 3.0;
    const THIRDS_REST: f64 = 3.700743415417188e-17;
    const SERIES: [f64; 7] = [
        0.4000000000000227,
        0.2857142857009195,
        0.22222222521345658,
        0.1818178423769662,
        0.15386763502870895,
        0.13256669493039536,
        0.13197744154780902,
    ];
    let (m, k) = split_any(x);
    let f = m - 1.0;
    let g = m + 1.0;
    let g_rest = m - (g - 1.0);
    let inverse = 1.0 / g;
    let s = f * inverse;
    let s_rest = fma::<FMA>(-s, g_rest, -product_less::<FMA>(s, g, f)) * inverse;
    let z = s * s;
    let w = z * z;
    let cube = s * z;
    let cube_rest = fma::<FMA>(
        s,
        product_less::<FMA>(s, s, z),
        product_less::<FMA>(s, z, cube),
    );
    let a = fma::<FMA>(SERIES[1], z, SERIES[0]);
    let b = fma::<FMA>(SERIES[3], z, SERIES[2]);
    let c = fma::<FMA>(SERIES[6], w, fma::<FMA>(SERIES[5], z, SERIES[4]));
    let series = fma::<FMA>(c, w * w, fma::<FMA>(b, w, a));
    // What s_rest adds: 2 s_rest/(1 - s²).
    let twice_rest = s_rest + s_rest;
    let small = fma::<FMA>(twice_rest, z + w, fma::<FMA>(k, LN2_LO, twice_rest));
    let high = fma::<FMA>(series, z, THIRDS_REST);
    let small = fma::<FMA>(cube, high, fma::<FMA>(cube_rest, THIRDS + high, small));
    let base = k * LN2_HI;
    let twice = s + s;
    let sum = base + twice;
    let small = ((base - sum) + twice) + small;
    let ln = sum + fma::<FMA>(cube, THIRDS, small);
    let ln_rest = product_less::<FMA>(cube, THIRDS, ln - sum) + small;
    let ln = select(x < f64::INFINITY, ln, x);
    (select(x == 0.0, f64::NEG_INFINITY, ln), ln_rest)
}

/// Whether `y` is an integer, and an odd one; ±inf is even, NaN is none.
#[inline(always)]
fn parity<const FMA: bool>(y: f64) -> (bool, bool) {
    let whole = |v: f64| {
        if FMA {
            v.floor() == v
        } else {
            let v = v.abs();
            (v >= TWO52) | ((v + TWO52) - TWO52 == v)
        }
    };
    let integer = whole(y);
    (integer, integer & !whole(0.5 * y))
}

#[cfg(test)]
mod tests {
    use super::*;

    const INF: f64 = f64::INFINITY;
    const NAN: f64 = f64::NAN;

    /// All pairs of these: the host's own `powf` follows C99, and both must give the same special value.
    #[test]
    fn special_values_are_those_of_c99() {
        let values = [
            0.0,
            -0.0,
            0.5,
            -0.5,
            1.0,
            -1.0,
            2.0,
            -2.0,
            3.0,
            -3.0,
            1e300,
            -1e300,
            INF,
            -INF,
            NAN,
            1e15 + 0.5,
        ];
        for of in [powf::<false>, powf::<true>] {
            for x in values {
                for y in values {
                    let (value, expected) = (of(x, y), x.powf(y));
                    let special = expected.is_nan()
                        || expected.is_infinite()
                        || expected == 0.0
                        || expected.abs() == 1.0;
                    if special {
                        let same = value.to_bits() == expected.to_bits()
                            || value.is_nan() && expected.is_nan();
                        assert!(same, "{x:e}^{y:e}: {value:e}, not {expected:e}");
                    }
                }
            }
        }
    }

    #[test]
    fn whole_powers_are_exact() {
        for of in [powf::<false>, powf::<true>] {
            for (x, y, expected) in [
                (3.0, 5.0, 243.0),
                (-7.0, 3.0, -343.0),
                (10.0, 22.0, 1e22),
                (4.0, 0.5, 2.0),
            ] {
                assert_eq!(of(x, y), expected);
            }
            assert_eq!(of(2.0, -1074.0), 5e-324);
            assert_eq!(of(5e-324, 0.5), 2f64.powi(-537));
        }
    }

    #[test]
    fn powi_squares() {
        for of in [powi::<false>, powi::<true>] {
            for n in [0, 1, 2, 3, 7, 10, 31, -1, -2, -5] {
                assert_eq!(of(1.5, n), 1.5f64.powi(n), "{n}");
            }
            assert_eq!(of(-2.0, i32::MIN), 0.0);
            assert_eq!(of(NAN, 0), 1.0);
            assert_eq!(of(-0.0, -3), -INF);
        }
    }
}
