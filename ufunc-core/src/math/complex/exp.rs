//! Exponentials of complex numbers.

use num_complex::Complex;

use super::parts::{Scale, by_type, power_of_2, product, reach};
use crate::Real;
use crate::math::{Functions, Mode, select};

/// eᶻ = eˣ (cos y + i sin y). Where eˣ overflows, in three factors, so that parts which do not are right.
#[inline(always)]
pub(crate) fn exp<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let (reach, far) = reach();
    let scale = Scale::of(z.re, reach, far);
    let (sin, cos) = <T::Maths>::sin_cos(mode, z.im);
    let size = <T::Maths>::exp(mode, scale.rest);
    with_specials(z, scale.times(cos, size), scale.times(sin, size))
}

/// 2ᶻ = 2ˣ (cos y ln 2 + i sin y ln 2), the angle in two numbers and the second one by the first terms of its series: right
/// for angles of up to 10¹⁰, in `f32` 10³.
#[inline(always)]
pub(crate) fn exp2<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let reach = by_type(1023.0, 127.0);
    let far = by_type(power_of_2(1023), power_of_2(127));
    let scale = Scale::of(z.re, reach, far);
    let (angle, lost) = product(mode, z.im, T::LN_2());
    // ln 2 less its nearest number.
    let rest = lost + z.im * by_type(2.319_046_813_846_299_6e-17, -1.904_654_299_957_768e-9);
    let rest = select(rest.abs() < T::one(), rest, T::zero());
    let (sin, cos) = <T::Maths>::sin_cos(mode, angle);
    let half_square = T::lit(0.5) * rest * rest;
    let (sin, cos) = (
        sin + (cos * rest - sin * half_square),
        cos - (sin * rest + cos * half_square),
    );
    let size = <T::Maths>::exp2(mode, scale.rest);
    with_specials(z, scale.times(cos, size), scale.times(sin, size))
}

/// eᶻ - 1: its real part is (eˣ - 1) cos y - (1 - cos y), and the second term sin² y/(1 + cos y) where that is small.
#[inline(always)]
pub(crate) fn exp_m1<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let (reach, far) = reach();
    let scale = Scale::of(z.re, reach, far);
    let (sin, cos) = <T::Maths>::sin_cos(mode, z.im);
    let size = <T::Maths>::exp(mode, scale.rest);
    let one = T::one();
    let above = <T::Maths>::exp_m1(mode, z.re);
    let missing = select(cos > T::zero(), sin * sin / (one + cos), one - cos);
    let near = above * cos - missing;
    let re = select(scale.is_far(), scale.times(cos, size) - one, near);
    let value = with_specials(z, re, scale.times(sin, size));
    // Where e^z is 0 on both axes.
    let none = (z.re == T::neg_infinity()) & !z.im.is_finite();
    Complex::new(select(none, -one, value.re), value.im)
}

/// The value with what an exponential is on the real axis, and at infinity by angles that are not finite.
#[inline(always)]
fn with_specials<T: Real>(z: Complex<T>, re: T, im: T) -> Complex<T> {
    let zero = T::zero();
    let no_angle = !z.im.is_finite();
    let (up, down) = (
        no_angle & (z.re == T::infinity()),
        no_angle & (z.re == T::neg_infinity()),
    );
    let re = select(up, z.re, select(down, zero, re));
    let im = select(down, zero.copysign(z.im), im);
    Complex::new(re, select(z.im == zero, z.im, im))
}
