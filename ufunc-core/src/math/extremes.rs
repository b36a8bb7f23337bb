//! The larger and the smaller of two, as IEEE 754-2019 `maximum` and `minimum`: NaN if one is NaN, -0 below +0.

/// The functions of one precision.
macro_rules! extremes {
    ($t:ident) => {
        use crate::math::bits::select;

        /// The larger of `a` and `b`. Exact; NaN if one is NaN; +0 is larger than -0.
        #[inline(always)]
        pub(crate) fn maximum<const FMA: bool>(a: $t, b: $t) -> $t {
            // One instruction each. They differ where a number is NaN, or in the sign of zero, which `and` clears.
            let (first, second) = (select(a > b, a, b), select(b > a, b, a));
            let larger = $t::from_bits(first.to_bits() & second.to_bits());
            select(a.is_nan() | b.is_nan(), $t::NAN, larger)
        }

        /// The smaller of `a` and `b`. Exact; NaN if one is NaN; -0 is smaller than +0.
        #[inline(always)]
        pub(crate) fn minimum<const FMA: bool>(a: $t, b: $t) -> $t {
            let (first, second) = (select(a < b, a, b), select(b < a, b, a));
            let smaller = $t::from_bits(first.to_bits() | second.to_bits());
            select(a.is_nan() | b.is_nan(), $t::NAN, smaller)
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
