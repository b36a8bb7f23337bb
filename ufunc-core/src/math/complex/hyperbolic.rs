//! Hyperbolic functions of complex numbers; sine, cosine and tangent, which are these turned by a right angle.

use num_complex::Complex;

use super::parts::{Scale, by_type, reach, turned, turned_back};
use crate::Real;
use crate::math::{Functions, Mode, select};

/// sinh z = sinh x cos y + i cosh x sin y.
#[inline(always)]
pub(crate) fn sinh<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let (zero, real) = (T::zero(), Pair::of(mode, z.re));
    let (sin, cos) = <T::Maths>::sin_cos(mode, z.im);
    let (re, im) = (real.sinh_times(cos), real.cosh_times(sin));
    let stays = !z.im.is_finite() & ((z.re == zero) | z.re.is_infinite());
    Complex::new(select(stays, z.re, re), select(z.im == zero, z.im, im))
}

/// cosh z = cosh x cos y + i sinh x sin y.
#[inline(always)]
pub(crate) fn cosh<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let (zero, real) = (T::zero(), Pair::of(mode, z.re));
    let (sin, cos) = <T::Maths>::sin_cos(mode, z.im);
    let (re, im) = (real.cosh_times(cos), real.sinh_times(sin));
    let no_angle = !z.im.is_finite();
    let on_axis = (z.im == zero) | (z.re == zero) & no_angle;
    let axis = zero.copysign(z.re) * T::one().copysign(z.im);
    Complex::new(
        select(no_angle & z.re.is_infinite(), T::infinity(), re),
        select(on_axis, axis, im),
    )
}

/// tanh z = (sinh x cosh x + i sin y cos y)/(sinh² x + cos² y); for large x ±1 + i sin y cos y/sinh² x.
#[inline(always)]
pub(crate) fn tanh<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let (zero, x) = (T::zero(), z.re);
    let (sinh, cosh) = (<T::Maths>::sinh(mode, x), <T::Maths>::cosh(mode, x));
    let (sin, cos) = <T::Maths>::sin_cos(mode, z.im);
    let size = sinh * sinh + cos * cos;
    let far = x.abs() > by_type(22.0, 10.0);
    let re = select(far, T::one().copysign(x), sinh * cosh / size);
    let im = select(far, (sin * cos / sinh) / sinh, sin * cos / size);
    let no_angle = !z.im.is_finite();
    let im = select(no_angle & x.is_infinite(), zero.copysign(z.im), im);
    // NaN by an angle that is not finite, but on the imaginary axis and at infinity.
    let re = select(no_angle & x.is_finite(), T::nan(), re);
    Complex::new(select(x == zero, x, re), select(z.im == zero, z.im, im))
}

/// sin z = -i sinh iz.
#[inline(always)]
pub(crate) fn sin<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    turned_back(sinh(mode, turned(z)))
}

/// cos z = cosh iz.
#[inline(always)]
pub(crate) fn cos<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    cosh(mode, turned(z))
}

/// tan z = -i tanh iz.
#[inline(always)]
pub(crate) fn tan<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    turned_back(tanh(mode, turned(z)))
}

/// Hyperbolic sine and cosine of a real number, as factors where they overflow.
struct Pair<T> {
    scale: Scale<T>,
    sinh: T,
    cosh: T,
}

impl<T: Real> Pair<T> {
    #[inline(always)]
    fn of<M: Mode>(mode: M, x: T) -> Self {
        let (reach, far) = reach();
        let scale = Scale::of(x.abs(), reach, far);
        let rest = scale.rest.copysign(x);
        let (sinh, cosh) = (<T::Maths>::sinh(mode, rest), <T::Maths>::cosh(mode, rest));
        // Out there both are half of the exponential, of which these are the parts.
        let half = T::lit(0.5) * (sinh.abs() + cosh);
        let is_far = scale.is_far();
        Self {
            scale,
            sinh: select(is_far, half.copysign(x), sinh),
            cosh: select(is_far, half, cosh),
        }
    }

    #[inline(always)]
    fn sinh_times(&self, part: T) -> T {
        self.scale.times(part, self.sinh)
    }

    #[inline(always)]
    fn cosh_times(&self, part: T) -> T {
        self.scale.times(part, self.cosh)
    }
}
