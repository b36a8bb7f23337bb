//! Square roots of complex numbers, and rounding.

use num_complex::Complex;

use super::parts::{by_type, longer, power_of_2};
use crate::Real;
use crate::math::{Careful, Functions, Mode, select};

/// √z: the larger part is t = √((|x| + |z|)/2), the other one |y|/(2t). Scaled where a length would overflow or be subnormal.
///
/// There is no mode, as the roots of floats need none: no fused operations at any level.
#[inline(always)]
pub(crate) fn sqrt<T: Real>(z: Complex<T>) -> Complex<T> {
    let (zero, half) = (T::zero(), T::lit(0.5));
    let (x, y) = (z.re.abs(), z.im.abs());
    let long = longer(x, y);
    let large = long > T::max_value() * T::lit(0.25);
    let small = long < T::min_positive_value() * T::lit(2.0);
    let (up, down) = (
        by_type(power_of_2(54), power_of_2(24)),
        by_type(power_of_2(-27), power_of_2(-12)),
    );
    let scale = select(large, T::lit(0.25), select(small, up, T::one()));
    let unscale = select(large, T::lit(2.0), select(small, down, T::one()));
    let (x, y) = (x * scale, y * scale);
    let length = <T::Maths>::hypot(Careful::<false>, x, y);
    let long = ((x + length) * half).sqrt();
    let short = y / (long + long) * unscale;
    let long = long * unscale;
    let right = z.re >= zero;
    let re = select(right, long, short);
    let im = select(right, short, long).copysign(z.im);
    let none = (z.re == zero) & (z.im == zero);
    let endless = z.im.is_infinite();
    Complex::new(
        select(endless, T::infinity(), select(none, zero, re)),
        select(endless | none, z.im, im),
    )
}

/// Both parts, rounded to integers, halves to the even one.
#[inline(always)]
pub(crate) fn round_ties_even<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    Complex::new(
        <T::Maths>::round_ties_even(mode, z.re),
        <T::Maths>::round_ties_even(mode, z.im),
    )
}
