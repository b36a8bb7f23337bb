//! `f64` logarithms of a sum of exponentials.

use super::exp::{exp, exp2};
use super::parts::{BIAS, LOG2_E, ln_pieces, ln_sum, split_sum};
use crate::math::bits::select;

/// ln(e^a + e^b) = max + ln(1 + e^-|a - b|).
///
/// Largest error 1.2 ulp where the result is 1/2 or more in size, and 10^-16 below (there the two terms cancel). The
/// other operand at -inf, inf at inf.
#[inline(always)]
pub(crate) fn logaddexp<const FMA: bool>(a: f64, b: f64) -> f64 {
    let (larger, distance) = larger_and_distance(a, b);
    let small = exp::<FMA>(-distance);
    let sum = 1.0 + small;
    let value = larger + ln_sum::<FMA>(sum, (1.0 - sum) + small, BIAS);
    select(distance >= 0.0, value, f64::NAN)
}

/// log2(2^a + 2^b) = max + log2(1 + 2^-|a - b|).
///
/// Largest error 1.7 ulp where the result is 1/2 or more in size, and 2·10^-16 below (there the two terms cancel).
/// Special values as `logaddexp`.
#[inline(always)]
pub(crate) fn logaddexp2<const FMA: bool>(a: f64, b: f64) -> f64 {
    let (larger, distance) = larger_and_distance(a, b);
    let small = exp2::<FMA>(-distance);
    let sum = 1.0 + small;
    let (m, nudge, k) = split_sum(sum, (1.0 - sum) + small, BIAS);
    let pieces = ln_pieces::<FMA>(m);
    let (head, rest) = pieces.times::<FMA>(LOG2_E, pieces.nudged::<FMA>(nudge, 0.0));
    let value = larger + ((k + head) + rest);
    select(distance >= 0.0, value, f64::NAN)
}

/// The larger of the two, and how far apart they are: 0 for equal infinities, NaN if either is.
#[inline(always)]
fn larger_and_distance(a: f64, b: f64) -> (f64, f64) {
    (select(a > b, a, b), select(a == b, 0.0, (a - b).abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const INF: f64 = f64::INFINITY;

    #[test]
    fn special_values() {
        for of in [
            logaddexp::<false>,
            logaddexp::<true>,
            logaddexp2::<false>,
            logaddexp2::<true>,
        ] {
            for (a, b, expected) in [
                (INF, INF, INF),
                (-INF, -INF, -INF),
                (INF, -INF, INF),
                (3.5, -INF, 3.5),
                (-2.0, INF, INF),
                (1e300, -1e300, 1e300),
            ] {
                assert_eq!(of(a, b), expected);
                assert_eq!(of(b, a), expected);
            }
            assert!(of(f64::NAN, INF).is_nan() && of(-INF, f64::NAN).is_nan());
        }
        assert_eq!(logaddexp::<false>(0.0, 0.0), core::f64::consts::LN_2);
        assert_eq!(logaddexp2::<false>(3.0, 3.0), 4.0);
    }
}
