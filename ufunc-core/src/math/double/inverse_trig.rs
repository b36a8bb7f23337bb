//! Inverse sine, cosine and tangent, and the angle of a point.

use super::parts::product_less;
use crate::math::bits::{fma, select};
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// π/2 in two doubles.
const HALF_PI: [f64; 2] = [core::f64::consts::FRAC_PI_2, 6.123233995736766e-17];

/// asin x: a polynomial up to 1/2, beyond π/2 - 2 asin √((1 - x)/2) with the root in two doubles. Error at most 0.65
/// ulp, with FMA or not. -0 stays, NaN beyond ±1.
#[inline(always)]
pub(crate) fn asin<const FMA: bool>(x: f64) -> f64 {
    let size = x.abs();
    let arc = arc::<FMA>(size);
    let twice = arc.high + arc.high;
    let high = HALF_PI[0] - twice;
    let rest = (HALF_PI[0] - high) - twice;
    let rest = rest + fma::<FMA>(-2.0, arc.rest, HALF_PI[1]);
    let value = select(arc.far, high, arc.high) + select(arc.far, rest, arc.rest);
    value.copysign(x)
}

/// acos x: as `asin`, from π/2 up to 1/2, from 0 or π beyond. Error at most 0.63 ulp, with FMA or not. NaN beyond ±1.
#[inline(always)]
pub(crate) fn acos<const FMA: bool>(x: f64) -> f64 {
    let arc = arc::<FMA>(x.abs());
    // base ± factor · arc
    let negative = x < 0.0;
    let quarters = select(arc.far, select(negative, 2.0, 0.0), 1.0);
    let factor = select(arc.far, 2.0, 1.0);
    let factor = select(arc.far == negative, -factor, factor);
    let (base, base_rest) = (quarters * HALF_PI[0], quarters * HALF_PI[1]);
    let step = factor * arc.high;
    let high = base + step;
    let rest = (base - high) + step;
    high + (rest + fma::<FMA>(factor, arc.rest, base_rest))
}

/// What `asin` and `acos` share: the inverse sine, `high + rest`, of x or, if `far`, of √((1 - x)/2).
struct Arc {
    far: bool,
    high: f64,
    rest: f64,
}

#[inline(always)]
fn arc<const FMA: bool>(x: f64) -> Arc {
    // (asin s / s - 1) / s², relative error 2^-59.8 up to 1/2.
    const C: [f64; 13] = [
        0.1666666666666676,
        0.07499999999970865,
        0.04464285717456222,
        0.030381942709816756,
        0.02237221493693797,
        0.017351612839392523,
        0.013980811424666641,
        0.011398981832967246,
        0.01077988570213007,
        0.0037077227210517666,
        0.02170439906169772,
        -0.020994928855818062,
        0.03262613544293416,
    ];
    let far = x > 0.5;
    // Exact where it is taken.
    let half = fma::<FMA>(-0.5, x, 0.5);
    let root = half.sqrt();
    let root_square = root * root;
    let root_rest = (half - root_square) - product_less::<FMA>(root, root, root_square);
    // The smallest number spares a root of 0 the division by 0.
    let root_rest = root_rest / (root + root + f64::MIN_POSITIVE);

    let high = select(far, root, x);
    let z = select(far, half, x * x);
    let z2 = z * z;
    let z4 = z2 * z2;
    let four = |i: usize| {
        let low = fma::<FMA>(C[i + 1], z, C[i]);
        fma::<FMA>(fma::<FMA>(C[i + 3], z, C[i + 2]), z2, low)
    };
    let series = fma::<FMA>(fma::<FMA>(C[12], z4, four(8)), z4, four(4));
    let series = fma::<FMA>(series, z4, four(0));
    let rest = fma::<FMA>(high * z, series, select(far, root_rest, 0.0));
    Arc { far, high, rest }
}

/// atan x, as `atan2` of x and 1. Error at most 0.85 ulp, with FMA or not. -0 stays, ±inf gives ±π/2.
#[inline(always)]
pub(crate) fn atan<const FMA: bool>(x: f64) -> f64 {
    // From 2^60 on the result does not change.
    let size = x.abs();
    let size = select(size > 1.152921504606847e18, 1.152921504606847e18, size);
    angle::<FMA>(size, 1.0, false).copysign(x)
}

/// The angle of the point (x, y), from -π to π: a polynomial within π/8 of an axis, other points turned there by π/4.
/// Error at most 0.79 ulp, with FMA or not. Zeros and infinities as in C99: atan2(-0, -1) = -π, atan2(inf, inf) = π/4.
#[inline(always)]
pub(crate) fn atan2<const FMA: bool>(y: f64, x: f64) -> f64 {
    // Scaled so that no sum overflows, and no error term underflows where it counts.
    const LARGE: f64 = f64::from_bits((1023 + 1000) << 52);
    const MEDIUM: f64 = f64::from_bits((1023 + 500) << 52);
    const SMALL: f64 = f64::from_bits((1023 - 500) << 52);
    const DOWN: f64 = f64::from_bits((1023 - 400) << 52);
    const UP: f64 = f64::from_bits((1023 + 400) << 52);
    let (height, width) = (y.abs(), x.abs());
    let steep = height > width;
    let (long, short) = (select(steep, height, width), select(steep, width, height));
    let scale = select((short < SMALL) & (long < MEDIUM), UP, 1.0);
    let scale = select(long > LARGE, DOWN, scale);
    // Infinite sides become 1, the others 0 then.
    let scale = select(long == f64::INFINITY, 0.0, scale);
    let side = |length: f64| select(length == f64::INFINITY, 1.0, length * scale);
    let (height, width) = (side(height), side(width));
    let width = select(long == 0.0, 1.0, width);
    angle::<FMA>(height, width, x.is_sign_negative()).copysign(y)
}

/// The angle of (width, height), both at least 0; of (-width, height) if `left`.
#[inline(always)]
fn angle<const FMA: bool>(height: f64, width: f64, left: bool) -> f64 {
    // (atan t / t - 1) / t², relative error 2^-59.4 up to tan π/8.
    const C: [f64; 11] = [
        -0.3333333333333319,
        0.19999999999952184,
        -0.1428571428005413,
        0.11111110776302512,
        -0.0909089755105337,
        0.07692056524149704,
        -0.0666306192576248,
        0.05847581475947829,
        -0.05037911365000985,
        0.03802899499206208,
        -0.017868077324185435,
    ];
    // π/4 (which ends in three zero bits: its first multiples are exact) and the rest.
    const EIGHTH: f64 = core::f64::consts::FRAC_PI_4;
    const EIGHTH_REST: f64 = 3.061616997868383e-17;
    let steep = height > width;
    let (short, long) = (select(steep, width, height), select(steep, height, width));
    // Beyond π/8 from the axis, turn by π/4.
    let turned = short > 0.41421356237309503 * long;
    let above = select(turned, short - long, short);
    let above_rest = select(turned, short - (above + long), 0.0);
    let below = select(turned, short + long, long);
    let below_rest = select(turned, short - (below - long), 0.0);

    let inverse = 1.0 / below;
    let t = above * inverse;
    let product = t * below;
    let rest = (above - product) - product_less::<FMA>(t, below, product);
    let rest = rest + fma::<FMA>(-t, below_rest, above_rest);
    let z = t * t;
    let z2 = z * z;
    let z4 = z2 * z2;
    let four = |i: usize| {
        let low = fma::<FMA>(C[i + 1], z, C[i]);
        fma::<FMA>(fma::<FMA>(C[i + 3], z, C[i + 2]), z2, low)
    };
    let high = fma::<FMA>(C[10], z2, fma::<FMA>(C[9], z, C[8]));
    let series = fma::<FMA>(fma::<FMA>(high, z4, four(4)), z4, four(0));
    let rest = fma::<FMA>(t * z, series, rest * inverse);

    let eighths = select(turned, 1.0, select(steep, 2.0, 0.0));
    let eighths = select(left, 4.0 - eighths, eighths);
    let sign = select(steep != left, -1.0, 1.0);
    let base = eighths * EIGHTH;
    let step = sign * t;
    let high = base + step;
    let high_rest = (base - high) + step;
    high + (high_rest + fma::<FMA>(sign, rest, eighths * EIGHTH_REST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

    fn check<const FMA: bool>() {
        for zero in [0.0, -0.0_f64] {
            assert_eq!(asin::<FMA>(zero).to_bits(), zero.to_bits());
            assert_eq!(atan::<FMA>(zero).to_bits(), zero.to_bits());
        }
        assert_eq!(
            (asin::<FMA>(1.0), asin::<FMA>(-1.0)),
            (FRAC_PI_2, -FRAC_PI_2)
        );
        assert_eq!((acos::<FMA>(1.0).to_bits(), acos::<FMA>(-1.0)), (0, PI));
        assert_eq!(acos::<FMA>(0.0), FRAC_PI_2);
        for x in [1.0000000000000002, -2.0, f64::INFINITY, f64::NAN] {
            assert!(asin::<FMA>(x).is_nan() && acos::<FMA>(x).is_nan(), "{x}");
        }
        assert_eq!(atan::<FMA>(f64::NEG_INFINITY), -FRAC_PI_2);
        assert!(atan::<FMA>(f64::NAN).is_nan());
    }

    fn check_corners<const FMA: bool>() {
        let inf = f64::INFINITY;
        // y, x and the angle, for y without its sign.
        let cases = [
            (0.0, 0.0, 0.0),
            (0.0, -0.0, PI),
            (0.0, 1.0, 0.0),
            (0.0, -1.0, PI),
            (1.0, 0.0, FRAC_PI_2),
            (1.0, -0.0, FRAC_PI_2),
            (1.0, inf, 0.0),
            (1.0, -inf, PI),
            (inf, 1.0, FRAC_PI_2),
            (inf, -1.0, FRAC_PI_2),
            (inf, inf, FRAC_PI_4),
            (inf, -inf, 3.0 * FRAC_PI_4),
            (f64::MAX, f64::MAX, FRAC_PI_4),
            (5e-324, 5e-324, FRAC_PI_4),
            (5e-324, 1.0, 5e-324),
            (5e-324, 2.0, 0.0),
        ];
        for (y, x, angle) in cases {
            for (y, angle) in [(y, angle), (-y, -angle)] {
                assert_eq!(atan2::<FMA>(y, x).to_bits(), angle.to_bits(), "{y}, {x}");
            }
        }
        for other in [f64::NAN, inf, 1.0, 0.0] {
            assert!(atan2::<FMA>(f64::NAN, other).is_nan());
            assert!(atan2::<FMA>(other, f64::NAN).is_nan());
        }
    }

    #[test]
    fn special_values() {
        check::<true>();
        check::<false>();
    }

    #[test]
    fn corners() {
        check_corners::<true>();
        check_corners::<false>();
    }
}
