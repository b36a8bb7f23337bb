//! Rounding to integers. With hardware rounding (`FMA`) these are std's methods, one instruction each; without it
//! std's are libm calls, so the sum with 2⁵² does the rounding there. All are exact and keep the sign of zero.

use crate::math::bits::select;
#[cfg(not(feature = "std"))]
use crate::math::without_std::Methods as _;

/// From here on every `f64` is an integer.
const INTEGERS: f64 = 4503599627370496.0; // 2^52

/// Largest integer not above `x`.
#[inline(always)]
pub(crate) fn floor<const FMA: bool>(x: f64) -> f64 {
    if FMA {
        return x.floor();
    }
    let near = nearest(x);
    keep_sign(near - select(near > x, 1.0, 0.0), x)
}

/// Smallest integer not below `x`.
#[inline(always)]
pub(crate) fn ceil<const FMA: bool>(x: f64) -> f64 {
    if FMA {
        return x.ceil();
    }
    let near = nearest(x);
    keep_sign(near + select(near < x, 1.0, 0.0), x)
}

/// `x` without its fraction.
#[inline(always)]
pub(crate) fn trunc<const FMA: bool>(x: f64) -> f64 {
    if FMA {
        return x.trunc();
    }
    let size = x.abs();
    let near = nearest(size);
    keep_sign(near - select(near > size, 1.0, 0.0), x)
}

/// Nearest integer, ties away from zero.
#[inline(always)]
pub(crate) fn round<const FMA: bool>(x: f64) -> f64 {
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
pub(crate) fn round_ties_even<const FMA: bool>(x: f64) -> f64 {
    if FMA {
        return x.round_ties_even();
    }
    keep_sign(nearest(x), x)
}

/// `x - trunc(x)`: the fraction, with the sign of `x`; NaN for infinities.
#[inline(always)]
pub(crate) fn fract<const FMA: bool>(x: f64) -> f64 {
    x - trunc::<FMA>(x)
}

/// Nearest integer, ties to even, sign of zero not kept; large numbers and NaN pass.
#[inline(always)]
fn nearest(x: f64) -> f64 {
    let shift = INTEGERS.copysign(x);
    select(x.abs() < INTEGERS, (x + shift) - shift, x)
}

/// `value`, a zero taking the sign of `x`.
#[inline(always)]
fn keep_sign(value: f64, x: f64) -> f64 {
    f64::from_bits(value.to_bits() | (x.to_bits() & (1 << 63)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: [f64; 23] = [
        0.0,
        -0.0,
        0.3,
        -0.3,
        0.49999999999999994,
        -0.49999999999999994,
        0.5,
        -0.5,
        0.7,
        -0.7,
        1.5,
        -1.5,
        2.5,
        -2.5,
        4503599627370495.5,
        -4503599627370494.5,
        4503599627370497.0,
        f64::MAX,
        f64::MIN,
        5e-324,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
    ];

    #[test]
    fn without_hardware_they_give_the_same_bits() {
        for x in CASES {
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
}
