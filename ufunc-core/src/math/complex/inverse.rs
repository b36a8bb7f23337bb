//! Inverse sine and cosine of complex numbers, and the hyperbolic ones, which are these turned.
//!
//! Hull, Fairgrieve and Tang, "Implementing the complex arcsine and arccosine functions using exception handling", ACM
//! Transactions on Mathematical Software 23 (1997): from the distances of z to 1 and -1, by forms that do not cancel.

use num_complex::Complex;

use super::parts::{longer, turned, turned_back};
use crate::Real;
use crate::math::{Functions, Mode};

/// Inverse sine. Cut on the real axis beyond ±1, where the sign of a zero imaginary part tells the side.
#[inline(always)]
pub(crate) fn asin<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let angles = Angles::of(mode, z.re.abs(), z.im.abs());
    Complex::new(angles.sine.copysign(z.re), angles.log.copysign(z.im))
}

/// Inverse cosine, cut as the inverse sine.
#[inline(always)]
pub(crate) fn acos<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let angles = Angles::of(mode, z.re.abs(), z.im.abs());
    let left = z.re.is_sign_negative();
    let re = if left {
        T::PI() - angles.cosine
    } else {
        angles.cosine
    };
    Complex::new(re, angles.log.copysign(-z.im))
}

/// Inverse hyperbolic sine: i asin(-iz). Cut on the imaginary axis beyond ±i.
#[inline(always)]
pub(crate) fn asinh<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    turned(asin(mode, turned_back(z)))
}

/// Inverse hyperbolic cosine: ±i acos z, the sign such that the real part is not negative. Cut on the real axis below 1.
#[inline(always)]
pub(crate) fn acosh<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let angle = acos(mode, z);
    Complex::new(angle.im.abs(), angle.re.copysign(z.im))
}

/// Of a number in the first quadrant: the real parts of the inverse sine and cosine, and the imaginary part of both.
struct Angles<T> {
    sine: T,
    cosine: T,
    log: T,
}

impl<T: Real> Angles<T> {
    #[inline(always)]
    fn of<M: Mode>(mode: M, x: T, y: T) -> Self {
        if !(x.is_finite() && y.is_finite()) {
            return Self::of_special(x, y);
        }
        let least = T::lit(4.0) * T::min_positive_value().sqrt();
        let most = T::max_value().sqrt() * T::lit(0.125);
        if longer(x, y) < most && x > least && y > least {
            Self::of_usual(mode, x, y)
        } else {
            Self::of_far(mode, x, y, least)
        }
    }

    /// At infinity, or of NaN.
    #[inline(always)]
    fn of_special(x: T, y: T) -> Self {
        let zero = T::zero();
        let (sine, log) = if y.is_infinite() {
            let angle = if x.is_infinite() {
                T::FRAC_PI_4()
            } else {
                zero
            };
            (if x.is_nan() { x } else { angle }, y)
        } else if x.is_infinite() {
            // y is finite or NaN.
            (if y.is_nan() { y } else { T::FRAC_PI_2() }, x)
        } else {
            (if x == zero { x } else { T::nan() }, T::nan())
        };
        Self {
            sine,
            cosine: T::FRAC_PI_2() - sine,
            log,
        }
    }

    /// Where squares neither overflow nor vanish.
    #[inline(always)]
    fn of_usual<M: Mode>(mode: M, x: T, y: T) -> Self {
        let (one, half) = (T::one(), T::lit(0.5));
        let (above, below) = (x + one, x - one);
        // Distances to -1 and 1, half their sum, and the sine of the real part.
        let r = <T::Maths>::hypot(mode, above, y);
        let s = <T::Maths>::hypot(mode, below, y);
        let a = half * (r + s);
        let b = x / a;
        let left = x <= one;
        // r - (x + 1) and s - |x - 1|, without cancellation.
        let (r_more, s_more) = (y * (y / (r + above)), y * (y / (s + below.abs())));
        let (sine, cosine) = if b <= T::lit(0.6417) {
            (<T::Maths>::asin(mode, b), <T::Maths>::acos(mode, b))
        } else {
            let ax = a + x;
            let root = if left {
                (half * ax * (r_more + (s - below))).sqrt()
            } else {
                y * (half * (ax / (r + above) + ax / (s + below))).sqrt()
            };
            (
                <T::Maths>::atan(mode, x / root),
                <T::Maths>::atan(mode, root / x),
            )
        };
        let log = if a <= T::lit(1.5) {
            // a - 1
            let more = half * (r_more + if x < one { s_more } else { s + below });
            <T::Maths>::ln_1p(mode, more + (more * (a + one)).sqrt())
        } else {
            <T::Maths>::ln(mode, a + (a * a - one).sqrt())
        };
        Self { sine, cosine, log }
    }

    /// Where a part is so small or so large that the other one decides.
    #[inline(always)]
    fn of_far<M: Mode>(mode: M, x: T, y: T, least: T) -> Self {
        let (one, half) = (T::one(), T::lit(0.5));
        let (above, below) = (x + one, x - one);
        if x == one && y <= least {
            let root = y.sqrt();
            return Self {
                sine: T::FRAC_PI_2() - root,
                cosine: root,
                log: root,
            };
        }
        if y <= T::epsilon() * below.abs() {
            if x < one {
                return Self {
                    sine: <T::Maths>::asin(mode, x),
                    cosine: <T::Maths>::acos(mode, x),
                    log: y / (above * -below).sqrt(),
                };
            }
            let root = below.sqrt() * above.sqrt();
            return Self {
                sine: T::FRAC_PI_2(),
                cosine: y / root,
                log: <T::Maths>::acosh(mode, x),
            };
        }
        let ratio = x / y;
        if T::epsilon() * y - one >= x {
            return Self {
                sine: ratio,
                cosine: T::FRAC_PI_2(),
                log: T::LN_2() + <T::Maths>::ln(mode, y),
            };
        }
        if x > one {
            let more = <T::Maths>::ln_1p(mode, ratio * ratio);
            return Self {
                sine: <T::Maths>::atan(mode, ratio),
                cosine: <T::Maths>::atan(mode, y / x),
                log: T::LN_2() + <T::Maths>::ln(mode, y) + half * more,
            };
        }
        // x is small.
        let sine = x / <T::Maths>::hypot(mode, one, y);
        Self {
            sine,
            cosine: T::FRAC_PI_2() - sine,
            log: <T::Maths>::asinh(mode, y),
        }
    }
}
