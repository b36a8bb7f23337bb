//! The larger and the smaller of two, as IEEE 754-2019 `maximum` and `minimum`: NaN if one is NaN, -0 below +0.

use crate::math::bits::select;

/// The larger of `a` and `b`. Exact; NaN if one is NaN; +0 is larger than -0.
#[inline(always)]
pub(crate) fn maximum<const FMA: bool>(a: f64, b: f64) -> f64 {
    // Equal numbers differ in the sign of zero at most: `and` clears it.
    let equal = f64::from_bits(a.to_bits() & b.to_bits());
    extreme(a, b, a > b, equal)
}

/// The smaller of `a` and `b`. Exact; NaN if one is NaN; -0 is smaller than +0.
#[inline(always)]
pub(crate) fn minimum<const FMA: bool>(a: f64, b: f64) -> f64 {
    let equal = f64::from_bits(a.to_bits() | b.to_bits());
    extreme(a, b, a < b, equal)
}

/// `a` if it wins or is NaN, `equal` if both are equal, else `b` (which may be NaN).
#[inline(always)]
fn extreme(a: f64, b: f64, wins: bool, equal: f64) -> f64 {
    let other = select(a == b, equal, b);
    select(wins | a.is_nan(), a, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_and_nan() {
        let both = |a: f64, b: f64| (maximum::<true>(a, b), minimum::<true>(a, b));
        for (a, b) in [(0.0, -0.0), (-0.0, 0.0)] {
            let (large, small) = both(a, b);
            assert_eq!((large.to_bits(), small.to_bits()), (0, 1 << 63));
        }
        for (a, b) in [(f64::NAN, 1.0), (1.0, f64::NAN), (f64::INFINITY, f64::NAN)] {
            let (large, small) = both(a, b);
            assert!(large.is_nan() && small.is_nan());
        }
        assert_eq!(both(-1.0, 2.0), (2.0, -1.0));
        assert_eq!(both(2.0, -1.0), (2.0, -1.0));
        assert_eq!(both(f64::INFINITY, -3.0), (f64::INFINITY, -3.0));
    }
}
