//! Rounding to integers. With hardware rounding (`FMA`) these are std's methods, one instruction each; without it
//! std's are libm calls, so the sum with the first number from which on all are integers does the rounding there. All are
//! exact and keep the sign of zero.

/// The functions of one precision: its type, the number from which on all are integers, the place of the sign.
macro_rules! rounding {
    ($t:ident, $integers:literal, $sign:literal) => {
        use crate::math::bits::select;
        #[cfg(not(feature = "std"))]
        use crate::math::without_std::Methods as _;

        /// From here on every number is an integer.
        const INTEGERS: $t = $integers;

        /// Largest integer not above `x`.
        #[inline(always)]
        pub(crate) fn floor<const FMA: bool>(x: $t) -> $t {
            if FMA {
                return x.floor();
            }
            let near = nearest(x);
            keep_sign(near - select(near > x, 1.0, 0.0), x)
        }

        /// Smallest integer not below `x`.
        #[inline(always)]
        pub(crate) fn ceil<const FMA: bool>(x: $t) -> $t {
            if FMA {
                return x.ceil();
            }
            let near = nearest(x);
            keep_sign(near + select(near < x, 1.0, 0.0), x)
        }

        /// `x` without its fraction.
        #[inline(always)]
        pub(crate) fn trunc<const FMA: bool>(x: $t) -> $t {
            if FMA {
                return x.trunc();
            }
            let size = x.abs();
            let near = nearest(size);
            keep_sign(near - select(near > size, 1.0, 0.0), x)
        }

        /// Nearest integer, ties away from zero.
        #[inline(always)]
        pub(crate) fn round<const FMA: bool>(x: $t) -> $t {
            if FMA {
                return x.round();
            }
            let size = x.abs();
            let near = nearest(size);
            // A tie went to the even neighbour: up is right, down is one too low.
            keep_sign(near + select(size - near == 0.5, 1.0, 0.0), x)
        }

        /// Nearest integer, ties to even.
        #[inline(always)]
        pub(crate) fn round_ties_even<const FMA: bool>(x: $t) -> $t {
            if FMA {
                return x.round_ties_even();
            }
            keep_sign(nearest(x), x)
        }

        /// `x - trunc(x)`: the fraction, with the sign of `x`; NaN for infinities.
        #[inline(always)]
        pub(crate) fn fract<const FMA: bool>(x: $t) -> $t {
            x - trunc::<FMA>(x)
        }

        /// Nearest integer, ties to even, sign of zero not kept; large numbers and NaN pass.
        #[inline(always)]
        fn nearest(x: $t) -> $t {
            let shift = INTEGERS.copysign(x);
            select(x.abs() < INTEGERS, (x + shift) - shift, x)
        }

        /// `value`, a zero taking the sign of `x`.
        #[inline(always)]
        fn keep_sign(value: $t, x: $t) -> $t {
            $t::from_bits(value.to_bits() | (x.to_bits() & (1 << $sign)))
        }
    };
}

/// Those of `f64`.
pub(crate) mod double {
    // 2^52
    rounding!(f64, 4503599627370496.0, 63);
}

/// Those of `f32`.
pub(crate) mod single {
    // 2^23
    rounding!(f32, 8388608.0, 31);
}

#[cfg(test)]
mod tests {
    macro_rules! same_bits {
        ($name:ident, $t:ident, $cases:expr) => {
            #[test]
            fn $name() {
                use super::$name::*;
                let common: [$t; 16] = [
                    0.0,
                    -0.0,
                    0.3,
                    -0.3,
                    0.5,
                    -0.5,
                    0.7,
                    -0.7,
                    1.5,
                    -1.5,
                    2.5,
                    -2.5,
                    $t::MAX,
                    $t::MIN,
                    $t::INFINITY,
                    $t::NAN,
                ];
                let near: [$t; 6] = $cases;
                for x in common.into_iter().chain(near) {
                    let pairs = [
                        (floor::<false>(x), x.floor()),
                        (ceil::<false>(x), x.ceil()),
                        (trunc::<false>(x), x.trunc()),
                        (round::<false>(x), x.round()),
                        (round_ties_even::<false>(x), x.round_ties_even()),
                        (fract::<false>(x), x.fract()),
                    ];
                    for (ours, std) in pairs {
                        assert!(
                            ours.to_bits() == std.to_bits() || ours.is_nan() && std.is_nan(),
                            "{x}: {ours} is not {std}"
                        );
                    }
                }
            }
        };
    }
    same_bits!(
        double,
        f64,
        [
            0.49999999999999994,
            -0.49999999999999994,
            4503599627370495.5,
            -4503599627370494.5,
            4503599627370497.0,
            5e-324
        ]
    );
    same_bits!(
        single,
        f32,
        [
            0.49999997,
            -0.49999997,
            8388607.5,
            -8388606.5,
            8388609.0,
            1e-45
        ]
    );
}
