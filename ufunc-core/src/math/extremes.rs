//! The larger and the smaller of two, as IEEE 754-2019 `maximum` and `minimum`: NaN if one is NaN, -0 below +0.

/// The functions of one precision.
macro_rules! extremes {
    ($t:ident) => {
        use crate::math::bits::select;

        /// The larger of `a` and `b`. Exact; NaN if one is NaN; +0 is larger than -0.
        #[inline(always)]
        pub(crate) fn maximum<const FMA: bool>(a: $t, b: $t) -> $t {
            // Equal numbers differ in the sign of zero at most: `and` clears it.
            let equal = $t::from_bits(a.to_bits() & b.to_bits());
            extreme(a, b, a > b, equal)
        }

        /// The smaller of `a` and `b`. Exact; NaN if one is NaN; -0 is smaller than +0.
        #[inline(always)]
        pub(crate) fn minimum<const FMA: bool>(a: $t, b: $t) -> $t {
            let equal = $t::from_bits(a.to_bits() | b.to_bits());
            extreme(a, b, a < b, equal)
        }

        /// `a` if it wins or is NaN, `equal` if both are equal, else `b` (which may be NaN).
        #[inline(always)]
        fn extreme(a: $t, b: $t, wins: bool, equal: $t) -> $t {
            let other = select(a == b, equal, b);
            select(wins | a.is_nan(), a, other)
        }
    };
}

/// Those of `f64`.
pub(crate) mod double {
    extremes!(f64);
}

/// Those of `f32`.
pub(crate) mod single {
    extremes!(f32);
}

#[cfg(test)]
mod tests {
    macro_rules! zeros_and_nan {
        ($name:ident, $t:ident, $sign:literal) => {
            #[test]
            fn $name() {
                use super::$name::*;
                let both = |a: $t, b: $t| (maximum::<true>(a, b), minimum::<true>(a, b));
                for (a, b) in [(0.0, -0.0), (-0.0, 0.0)] {
                    let (large, small) = both(a, b);
                    assert_eq!((large.to_bits(), small.to_bits()), (0, 1 << $sign));
                }
                for (a, b) in [($t::NAN, 1.0), (1.0, $t::NAN), ($t::INFINITY, $t::NAN)] {
                    let (large, small) = both(a, b);
                    assert!(large.is_nan() && small.is_nan());
                }
                assert_eq!(both(-1.0, 2.0), (2.0, -1.0));
                assert_eq!(both(2.0, -1.0), (2.0, -1.0));
                assert_eq!(both($t::INFINITY, -3.0), ($t::INFINITY, -3.0));
            }
        };
    }
    zeros_and_nan!(double, f64, 63);
    zeros_and_nan!(single, f32, 31);
}
