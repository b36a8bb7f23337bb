//! `f64` hyperbolic functions and their inverses.

use super::parts::{BIAS, LN2_HI, LN2_LO, MAGIC, TWO52, ln_sum, or_sign, product_less};
use crate::math::bits::{fma, select};
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// acosh x = ln(x + √(x² - 1)), root and sum in two doubles; ln 2x for large x.
///
/// Largest error 0.89 ulp. 0 at 1, inf at inf, NaN below 1.
#[inline(always)]
pub(crate) fn acosh<const FMA: bool>(x: f64) -> f64 {
    let big = x > 268_435_456.0;
    let t = x - 1.0;
    let twice = t + t;
    let square = fma::<FMA>(t, t, twice); // x² - 1
    let square_rest = product_less::<FMA>(t, t, square - twice);
    let root = square.sqrt();
    let missing = square_rest - product_less::<FMA>(root, root, square);
    let rest = missing * rough_inverse(root, 1);
    let root = select(big, -0.5 * x, root);
    let hi = x + root;
    let lo = ((x - hi) + root) + select(big, 0.0, rest);
    let value = ln_sum::<FMA>(hi, lo, select(big, BIAS - 2.0, BIAS));
    let value = select(x < f64::INFINITY, value, x);
    select(x >= 1.0, value, f64::NAN)
}

/// asinh x = ±ln(|x| + √(x² + 1)), root and sum in two doubles; x for small |x|, ln 2x for large ones.
///
/// Largest error 0.88 ulp (1.01 without FMA). ±0 and ±inf stay.
#[inline(always)]
pub(crate) fn asinh<const FMA: bool>(x: f64) -> f64 {
    let a = x.abs();
    let big = a > 268_435_456.0;
    let square = a * a;
    let sum = square + 1.0;
    let part = sum - square;
    let sum_rest = (square - (sum - part)) + (1.0 - part) + product_less::<FMA>(a, a, square);
    let root = sum.sqrt();
    let rest = (sum_rest - product_less::<FMA>(root, root, sum)) / (root + root);
    let root = select(big, -0.5 * a, root);
    let hi = root + a;
    let lo = ((root - hi) + a) + select(big, 0.0, rest);
    let value = ln_sum::<FMA>(hi, lo, select(big, BIAS - 2.0, BIAS));
    or_sign(select((a < f64::INFINITY) & (a > 1e-8), value, a), x)
}

/// atanh x = ±½ ln((1 + |x|)/(1 - |x|)), the quotient reduced by 2^k before it is formed.
///
/// Largest error 0.60 ulp. ±0 stay, ±inf at ±1, NaN beyond.
#[inline(always)]
pub(crate) fn atanh<const FMA: bool>(x: f64) -> f64 {
    // The quotient is 2^k (1 + s)/(1 - s): atanh |x| = k/2 ln 2 + atanh s. C: (atanh s - s)/s³.
    const C: [f64; 8] = [
        0.33333333333333287,
        0.20000000000036433,
        0.1428571427603539,
        0.11111112353401047,
        0.09090821033077853,
        0.07695933479578791,
        0.06580625653546324,
        0.06962243951869415,
    ];
    let a = x.abs();
    let above = 1.0 + a;
    let above_rest = (1.0 - above) + a;
    let below = 1.0 - a;
    let below_rest = (1.0 - below) - a;
    // The difference of the bits is near enough the logarithm to choose k by.
    let ratio = above
        .to_bits()
        .wrapping_sub(below.to_bits())
        .wrapping_add(1 << 51)
        >> 52;
    let k = f64::from_bits(ratio | TWO52.to_bits()) - TWO52;
    let scale = f64::from_bits(ratio.wrapping_add(1023) << 52);
    let (below, below_rest) = (below * scale, below_rest * scale);
    let difference = above - below;
    let difference_rest = above_rest - below_rest;
    let sum = above + below;
    let part = sum - above;
    let sum_rest = (above - (sum - part)) + (below - part) + (above_rest + below_rest);
    let inverse = 1.0 / sum;
    let s = difference * inverse;
    let too_much = product_less::<FMA>(s, sum, difference);
    let s_rest = (fma::<FMA>(-s, sum_rest, difference_rest) - too_much) * inverse;
    let z = s * s;
    let w = z * z;
    let c0 = fma::<FMA>(C[1], z, C[0]);
    let c1 = fma::<FMA>(C[3], z, C[2]);
    let c2 = fma::<FMA>(C[5], z, C[4]);
    let c3 = fma::<FMA>(C[7], z, C[6]);
    let series = fma::<FMA>(fma::<FMA>(c3, w, c2), w * w, fma::<FMA>(c1, w, c0));
    let base = k * (0.5 * LN2_HI);
    let head = base + s;
    let rest = fma::<FMA>(k, 0.5 * LN2_LO, fma::<FMA>(s * z, series, s_rest));
    let value = head + (((base - head) + s) + rest);
    let value = select(a < 1.0, value, f64::NAN);
    or_sign(select(a == 1.0, f64::INFINITY, value), x)
}

/// sinh x = ½ (e^x - e^-x), from one exponential's pieces.
///
/// Largest error 0.87 ulp. ±0 and ±inf stay.
#[inline(always)]
pub(crate) fn sinh<const FMA: bool>(x: f64) -> f64 {
    let a = x.abs();
    let e = split_exp::<FMA>(a);
    let difference = e.up - e.down;
    let difference_rest = (e.up - difference) - e.down;
    // difference + sum r, in two doubles: for small k they cancel.
    let sum = e.up + e.down;
    let product = sum * e.r;
    let head = difference + product;
    let product_rest = product_less::<FMA>(sum, e.r, product);
    let head_rest = ((difference - head) + product) + (difference_rest + product_rest);
    let rest = fma::<FMA>(
        sum,
        e.sinh_rest,
        fma::<FMA>(difference, e.cosh_rest, head_rest),
    );
    or_sign(select(a < 1e-9, a, 2.0 * (head + rest)), x)
}

/// cosh x = ½ (e^x + e^-x), from one exponential's pieces.
///
/// Largest error 0.96 ulp (1.13 without FMA). inf at ±inf.
#[inline(always)]
pub(crate) fn cosh<const FMA: bool>(x: f64) -> f64 {
    let e = split_exp::<FMA>(x.abs());
    let sum = e.up + e.down;
    let sum_rest = (e.up - sum) + e.down;
    let rest = fma::<FMA>(sum, e.cosh_rest, fma::<FMA>(-sum_rest, e.r, sum_rest));
    let difference = e.up - e.down;
    let rest = fma::<FMA>(difference, e.sinh_rest, rest);
    2.0 * (sum + fma::<FMA>(difference, e.r, rest))
}

/// e^±a for a = k ln 2 + r >= 0. With these, sinh a = 2 ((up - down) cosh r + (up + down) sinh r), and
/// cosh a = 2 ((up + down) cosh r + (up - down) sinh r).
struct SplitExp {
    /// 2^k / 4
    up: f64,
    /// 2^-k / 4
    down: f64,
    r: f64,
    /// sinh r - r
    sinh_rest: f64,
    /// cosh r - 1
    cosh_rest: f64,
}

#[inline(always)]
fn split_exp<const FMA: bool>(a: f64) -> SplitExp {
    const S: [f64; 5] = [
        0.16666666666666677,
        0.008333333333321606,
        0.00019841269886186874,
        2.7557244150367696e-06,
        2.5109056842144798e-08,
    ];
    const C: [f64; 5] = [
        0.5,
        0.0416666666666028,
        0.0013888888927267098,
        2.480150809433867e-05,
        2.7625418498738645e-07,
    ];
    let a = select(a > 710.5, 710.5, a);
    let t = fma::<FMA>(a, core::f64::consts::LOG2_E, MAGIC + 1021.0);
    let k = t - (MAGIC + 1021.0);
    let hi = fma::<FMA>(-k, LN2_HI, a);
    let lo = k * LN2_LO;
    let r = hi - lo;
    let r_rest = (hi - r) - lo;
    let up = f64::from_bits(t.to_bits() << 52);
    let down = (MAGIC + 1021.0) - select(k > 100.0, 100.0, k);
    let down = f64::from_bits(down.to_bits() << 52);
    let z = r * r;
    let w = z * z;
    let s = fma::<FMA>(fma::<FMA>(S[4], z, S[3]), w, fma::<FMA>(S[2], z, S[1]));
    let s = fma::<FMA>(s, z, S[0]);
    let c = fma::<FMA>(fma::<FMA>(C[4], z, C[3]), w, fma::<FMA>(C[2], z, C[1]));
    let c = fma::<FMA>(c, z, C[0]);
    SplitExp {
        up,
        down,
        r,
        sinh_rest: fma::<FMA>(r * z, s, r_rest),
        cosh_rest: z * c,
    }
}

/// tanh x = (e^2x - 1)/(e^2x + 1), the quotient corrected.
///
/// Largest error 1.53 ulp (1.60 without FMA). ±0 stay, ±1 at ±inf.
#[inline(always)]
pub(crate) fn tanh<const FMA: bool>(x: f64) -> f64 {
    // e^2a = s (1 + p), s = 2^k, p = e^2r - 1 with 2r in [-0.3 ln 2, 0.7 ln 2]: k = 0 up to a = 0.24, where every
    // bit of p counts. P[n] is the factor of r^(n+2).
    const P: [f64; 11] = [
        2.0,
        8.0 * 0.16666666666666666,
        16.0 * 0.04166666666666557,
        32.0 * 0.008333333333334726,
        64.0 * 0.0013888888889934477,
        128.0 * 0.00019841269812041884,
        256.0 * 2.4801584467946505e-05,
        512.0 * 2.755744578862588e-06,
        1024.0 * 2.7558489325360627e-07,
        2048.0 * 2.4905043946500325e-08,
        4096.0 * 2.3650987880399598e-09,
    ];
    let a = x.abs();
    let a = select(a > 20.0, 20.0, a);
    let t = fma::<FMA>(a, 2.0 * core::f64::consts::LOG2_E, -0.2) + (MAGIC + 1023.0);
    let k = t - (MAGIC + 1023.0);
    let r = fma::<FMA>(-k, 0.5 * LN2_LO, fma::<FMA>(-k, 0.5 * LN2_HI, a));
    let z = r * r;
    let w = z * z;
    let c0 = fma::<FMA>(P[1], r, P[0]);
    let c1 = fma::<FMA>(P[3], r, P[2]);
    let c2 = fma::<FMA>(P[5], r, P[4]);
    let c3 = fma::<FMA>(P[7], r, P[6]);
    let c4 = fma::<FMA>(P[9], r, P[8]);
    let low = fma::<FMA>(c1, z, c0);
    let middle = fma::<FMA>(c3, z, c2);
    let high = fma::<FMA>(P[10], z, c4);
    let q = fma::<FMA>(fma::<FMA>(high, w, middle), w, low);
    let p = fma::<FMA>(q, z, r + r);
    let s = f64::from_bits(t.to_bits() << 52);
    let (below, above) = (s + 1.0 - 2.0, s + 1.0);
    // Both sums in two doubles (p s is exact), then the quotient put right by its remainder.
    let numerator = fma::<FMA>(p, s, below);
    let denominator = fma::<FMA>(p, s, above);
    let numerator_rest = fma::<FMA>(p, s, below - numerator);
    let denominator_rest = fma::<FMA>(p, s, above - denominator);
    let quotient = numerator / denominator;
    let too_much = product_less::<FMA>(quotient, denominator, numerator);
    let missing = fma::<FMA>(-quotient, denominator_rest, numerator_rest) - too_much;
    let value = fma::<FMA>(missing, rough_inverse(denominator, 0), quotient);
    or_sign(value, x)
}

/// 1/(2^n x) to 5 %: enough for a correction in the last bit.
#[inline(always)]
fn rough_inverse(x: f64, n: u64) -> f64 {
    f64::from_bits((0x7fde_6000_0000_0000 - (n << 52)).wrapping_sub(x.to_bits()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const INF: f64 = f64::INFINITY;
    const NAN: f64 = f64::NAN;

    fn check(of: fn(f64) -> f64, table: &[(f64, f64)]) {
        for &(x, expected) in table {
            let value = of(x);
            let same = value.to_bits() == expected.to_bits() || value.is_nan() && expected.is_nan();
            assert!(same, "{x:e}: {value:e}, not {expected:e}");
        }
    }

    #[test]
    fn odd_ones_keep_zeros_and_small_arguments() {
        let plain = [sinh::<false>, asinh::<false>, tanh::<false>, atanh::<false>];
        let fused = [sinh::<true>, asinh::<true>, tanh::<true>, atanh::<true>];
        for of in plain.into_iter().chain(fused) {
            check(of, &[(0.0, 0.0), (-0.0, -0.0), (NAN, NAN)]);
            check(of, &[(5e-324, 5e-324), (-1e-300, -1e-300)]);
        }
    }

    #[test]
    fn special_values() {
        for of in [sinh::<false>, sinh::<true>] {
            check(of, &[(INF, INF), (-INF, -INF), (-711.0, -INF)]);
            check(of, &[(710.4758600739439, 1.7976931348621744e308)]);
        }
        for of in [cosh::<false>, cosh::<true>] {
            check(of, &[(0.0, 1.0), (-0.0, 1.0), (-711.0, INF)]);
            check(of, &[(INF, INF), (-INF, INF), (NAN, NAN)]);
        }
        for of in [tanh::<false>, tanh::<true>] {
            check(of, &[(INF, 1.0), (-INF, -1.0), (20.0, 1.0), (-1e300, -1.0)]);
        }
        for of in [asinh::<false>, asinh::<true>] {
            check(of, &[(INF, INF), (-INF, -INF)]);
            assert!((of(f64::MIN) + 710.4758600739439).abs() < 2e-13);
        }
        for of in [acosh::<false>, acosh::<true>] {
            check(of, &[(1.0, 0.0), (INF, INF), (-INF, NAN), (-5.0, NAN)]);
            check(of, &[(0.9999999999999999, NAN), (NAN, NAN)]);
            assert!((of(f64::MAX) - 710.4758600739439).abs() < 2e-13);
        }
        for of in [atanh::<false>, atanh::<true>] {
            check(of, &[(1.0, INF), (-1.0, -INF), (INF, NAN), (-INF, NAN)]);
            check(of, &[(1.0000000000000002, NAN)]);
        }
    }
}
