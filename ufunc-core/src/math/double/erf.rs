//! The error function and its complement.

use super::exp::exp_tail;
use super::parts::{LN2_HI, LN2_LO, MAGIC, halves_of_power, product_less};
use crate::math::bits::{fma, select};

/// erf x: up to 1.5 an odd polynomial; beyond, 1 - p(|x|)⁸ with p the eighth root of erfc, so without an exponential.
/// One evaluation serves both, with selected coefficients. Error at most 1.02 ulp, 1.64 without FMA.
/// -0 stays, ±inf gives ±1.
#[inline(always)]
pub(crate) fn erf<const FMA: bool>(x: f64) -> f64 {
    // erf x / x - 1 in x² - 0.9921875, error 2^-58.2. About zero the terms would cancel.
    const INNER: [f64; 16] = [
        -0.15562546195056082,
        -0.21468286597817923,
        0.056865605558563175,
        -0.012623019818300536,
        0.0023475822886020437,
        -0.00037255453423288274,
        5.137970905183414e-05,
        -6.254303294977573e-06,
        6.806912138798172e-07,
        -6.694963578243606e-08,
        6.0042026003594e-09,
        -4.947020563108614e-10,
        3.769265525608728e-11,
        -2.6770964579787103e-12,
        1.7801548468276935e-13,
        -9.347970129170355e-15,
    ];
    // erfc(x)^(1/8) in x - 2.5 up to 5.93: the error it makes in erf is 2^-56.4.
    const OUTER: [f64; 16] = [
        0.37687115680278105,
        -0.25215887332751874,
        0.03989208130920381,
        0.01042568757199952,
        -0.003738588970274881,
        -9.867065145171864e-05,
        0.0001728466797040107,
        -1.3589109837343766e-05,
        -4.037277236207513e-06,
        6.361813414364036e-07,
        5.7210617889156606e-08,
        -1.589716092428391e-08,
        -8.406170940808441e-10,
        4.4494177699742737e-10,
        -2.2352897089300316e-11,
        -2.7058102396305894e-12,
    ];
    let size = x.abs();
    let inside = size < 1.5;
    // From 5.93 on the result is 1.
    let outer = select(size > 5.93, 5.93, size) - 2.5;
    let u = select(inside, fma::<FMA>(size, size, -0.9921875), outer);
    let beyond = size > 1.22;
    // The polynomial of degree 15 in u: the large terms last, so that few roundings are large.
    let c = |i: usize| select(inside, INNER[i], OUTER[i]);
    let two = |i: usize| fma::<FMA>(c(i + 1), u, c(i));
    let u2 = u * u;
    let u4 = u2 * u2;
    let four = |i: usize| fma::<FMA>(two(i + 2), u2, two(i));
    let high = fma::<FMA>(two(14), u4, four(10));
    let rest = fma::<FMA>(high, u4 * u4, fma::<FMA>(four(6), u4, four(2)));
    let first = select(inside & beyond, INNER[0] + 0.5, c(0));
    let series = fma::<FMA>(rest, u2, fma::<FMA>(c(1), u, first));
    // erf x = x (1 + series) = x (1/2 + (1/2 + series)), or 1 - series⁸.
    let inner = fma::<FMA>(size, series, select(beyond, 0.5 * size, size));
    let square = series * series;
    let fourth = square * square;
    let outer = fma::<FMA>(-fourth, fourth, 1.0);
    select(inside, inner, outer).copysign(x)
}

/// erfc x = 1 - erf x, to its last bit where it is tiny too: e^(-x²) erfcx(|x|) in pairs of doubles, 2 less that for
/// negative x, a series near zero. Error at most 1.01 ulp, 0.98 without FMA, subnormal results among them.
/// ±inf gives 0 and 2.
#[inline(always)]
pub(crate) fn erfc<const FMA: bool>(x: f64) -> f64 {
    // Beyond, the result is below half the smallest number.
    let size = select(x.abs() > 27.3, 27.3, x.abs());
    let (scaled, scaled_rest) = erfcx::<FMA>(size);
    let square = size * size;
    let square_rest = product_less::<FMA>(size, size, square);
    let (power, power_rest, t) = exp_of_minus::<FMA>(square, square_rest);
    let high = power * scaled;
    let rest = fma::<FMA>(power, scaled_rest, power_rest * scaled);
    let value = high + (product_less::<FMA>(power, scaled, high) + rest);
    let (first, second) = halves_of_power(t);
    let value = (value * first) * second;
    let value = select(x < 0.0, 2.0 - value, value);
    select(size < 0.25, erfc_near_zero::<FMA>(x, square), value)
}

/// erfc x for |x| < 1/4; `square` = x².
#[inline(always)]
fn erfc_near_zero<const FMA: bool>(x: f64, square: f64) -> f64 {
    // erf x / x - 1 in x², error 2^-56.
    const C: [f64; 7] = [
        0.12837916709551256,
        -0.37612638903181617,
        0.11283791670469215,
        -0.02686617023026565,
        0.005223960760775136,
        -0.0008544809071730376,
        0.00011691228174334271,
    ];
    let square2 = square * square;
    let high = fma::<FMA>(C[6], square2, fma::<FMA>(C[5], square, C[4]));
    let low = four::<FMA>(&C, 0, square, square2);
    let series = fma::<FMA>(high, square2 * square2, low);
    let line = 1.0 - x;
    let line_rest = (1.0 - line) - x;
    line + fma::<FMA>(-x, series, line_rest)
}

/// e^(x²) erfc x in two doubles, for x from 0 to 27.3.
#[inline(always)]
fn erfcx<const FMA: bool>(x: f64) -> (f64, f64) {
    // (1 + 2x) erfcx(x) in t = 2x / (x + 4) - 1, error 2^-57.4; what its first coefficient lacks stands apart.
    const C: [f64; 24] = [
        1.2329951186255526,
        -0.13962111684056266,
        0.01537965210261969,
        0.06809705425471078,
        -0.1010390660363006,
        0.09373283499771587,
        -0.06633036581238574,
        0.03716751554764301,
        -0.01619773405401124,
        0.005031969888365556,
        -0.0007577733333402354,
        -0.00019925621950637047,
        0.0001506219793908491,
        -2.440078373898121e-05,
        -1.1223278960414577e-05,
        5.712937886667412e-06,
        2.9697743241719703e-07,
        -8.292031839014597e-07,
        6.980705958238088e-08,
        1.1205099035620465e-07,
        -1.3871850719491625e-08,
        -1.3878832562556648e-08,
        4.046354562504227e-10,
        7.583537934296646e-10,
    ];
    const FIRST_REST: f64 = -4.527366839895869e-17;
    // Its derivative, for the rounding errors of t.
    const SLOPE: [f64; 4] = [
        -0.181180646927303,
        0.446379079171301,
        0.6162545955902679,
        -1.6520196867874752,
    ];
    let twice = x + x;
    let below = x + 4.0;
    let below_rest = x - (below - 4.0);
    let inverse = 1.0 / below;
    let p = twice * inverse;
    let product = p * below;
    let rest = (twice - product) - product_less::<FMA>(p, below, product);
    let p_rest = fma::<FMA>(-p, below_rest, rest) * inverse;
    let t = p - 1.0;
    let t_rest = (p - (t + 1.0)) + p_rest;

    let t2 = t * t;
    let t4 = t2 * t2;
    let high = fma::<FMA>(C[23], t2, fma::<FMA>(C[22], t, C[21]));
    let high = fma::<FMA>(high, t4, four::<FMA>(&C, 17, t, t2));
    let high = fma::<FMA>(high, t4, four::<FMA>(&C, 13, t, t2));
    let high = fma::<FMA>(high, t4, four::<FMA>(&C, 9, t, t2));
    let high = fma::<FMA>(high, t4, four::<FMA>(&C, 5, t, t2));
    let high = fma::<FMA>(high, t4, four::<FMA>(&C, 1, t, t2));
    let value = fma::<FMA>(high, t, C[0]);
    let value_rest = fma::<FMA>(high, t, C[0] - value) + FIRST_REST;
    let value_rest = fma::<FMA>(four::<FMA>(&SLOPE, 0, t, t2), t_rest, value_rest);

    let below = 1.0 + twice;
    let back = below - 1.0;
    let below_rest = (1.0 - (below - back)) + (twice - back);
    let inverse = 1.0 / below;
    let quotient = value * inverse;
    let product = quotient * below;
    let rest = (value - product) - product_less::<FMA>(quotient, below, product);
    let rest = rest + fma::<FMA>(-quotient, below_rest, value_rest);
    (quotient, rest * inverse)
}

/// e^-(x + rest) as a sum of two doubles times 2^k, with k + 2046 in the low bits of the third value.
#[inline(always)]
fn exp_of_minus<const FMA: bool>(x: f64, rest: f64) -> (f64, f64, f64) {
    let t = fma::<FMA>(-x, core::f64::consts::LOG2_E, MAGIC + 2046.0);
    let k = t - (MAGIC + 2046.0);
    let high = fma::<FMA>(-k, LN2_HI, -x);
    let low = fma::<FMA>(k, LN2_LO, rest);
    let r = high - low;
    let r_rest = (high - r) - low;
    let z = r * r;
    let one = 1.0 + r;
    let one_rest = (1.0 - one) + r;
    let value_rest = one_rest + fma::<FMA>(exp_tail::<FMA>(r, z), z, r_rest);
    (one, value_rest, t)
}

/// The polynomial of four coefficients from number `i` on.
#[inline(always)]
fn four<const FMA: bool>(c: &[f64], i: usize, x: f64, x2: f64) -> f64 {
    let low = fma::<FMA>(c[i + 1], x, c[i]);
    fma::<FMA>(fma::<FMA>(c[i + 3], x, c[i + 2]), x2, low)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<const FMA: bool>() {
        assert_eq!(erf::<FMA>(-0.0).to_bits(), (-0.0_f64).to_bits());
        assert_eq!(erf::<FMA>(f64::INFINITY), 1.0);
        assert_eq!(erf::<FMA>(f64::NEG_INFINITY), -1.0);
        assert_eq!(erf::<FMA>(5.95), 1.0);
        assert!(erf::<FMA>(f64::NAN).is_nan());
        assert_eq!(erfc::<FMA>(0.0), 1.0);
        assert_eq!(erfc::<FMA>(f64::INFINITY), 0.0);
        assert_eq!(erfc::<FMA>(f64::NEG_INFINITY), 2.0);
        assert!(erfc::<FMA>(f64::NAN).is_nan());
        // From MPFR; the last is subnormal.
        let near = |value: f64, exact: f64| value.to_bits().abs_diff(exact.to_bits()) <= 1;
        assert!(near(erf::<FMA>(0.5), 0.5204998778130465));
        assert!(near(erf::<FMA>(-2.0), -0.9953222650189527));
        assert!(near(erfc::<FMA>(-0.5), 1.5204998778130465));
        assert!(near(erfc::<FMA>(10.0), 2.088487583762545e-45));
        assert!(near(erfc::<FMA>(27.0), 5.23705e-319));
    }

    #[test]
    fn special_values_and_tails() {
        check::<true>();
        check::<false>();
    }
}
