//! Inverse hyperbolic tangent of complex numbers, and the inverse tangent, which is it turned.

use num_complex::Complex;

use super::parts::{longer, turned, turned_back};
use crate::Real;
use crate::math::{Functions, Mode};

/// Inverse hyperbolic tangent: ¼ ln(1 + 4x/((1 - x)² + y²)) + ½ i arg(1 - x² - y² + 2iy) for x >= 0. Cut on the real axis
/// beyond ±1, where the sign of a zero imaginary part tells the side.
#[inline(always)]
pub(crate) fn atanh<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let (x, y) = (z.re.abs(), z.im.abs());
    let (re, im) = of_quadrant(mode, x, y);
    Complex::new(re.copysign(z.re), im.copysign(z.im))
}

/// Inverse tangent: -i atanh iz. Cut on the imaginary axis beyond ±i.
#[inline(always)]
pub(crate) fn atan<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    turned_back(atanh(mode, turned(z)))
}

/// Of parts that are not negative.
#[inline(always)]
fn of_quadrant<T: Real, M: Mode>(mode: M, x: T, y: T) -> (T, T) {
    let (zero, one) = (T::zero(), T::one());
    let (half, quarter) = (T::lit(0.5), T::lit(0.25));
    if x.is_nan() || y.is_nan() {
        let re = if x == zero || x.is_infinite() || y.is_infinite() {
            zero
        } else {
            T::nan()
        };
        return (
            re,
            if y.is_infinite() {
                T::FRAC_PI_2()
            } else {
                T::nan()
            },
        );
    }
    let (above, below) = (one + x, one - x);
    if longer(x, y) > T::epsilon().recip() {
        // Re 1/z, halves so that sums do not overflow.
        let re = if x >= y {
            half / (half * x + half * y * (y / x))
        } else {
            half * (x / y) / (half * y + half * x * (x / y))
        };
        return (
            if longer(x, y).is_infinite() { zero } else { re },
            T::FRAC_PI_2(),
        );
    }
    if x == one && y < T::epsilon() {
        // The square would vanish.
        let re = half * (T::LN_2() - <T::Maths>::ln(mode, y));
        return (
            re,
            if y == zero {
                y
            } else {
                T::FRAC_PI_4() + quarter * y
            },
        );
    }
    let re = quarter * <T::Maths>::ln_1p(mode, T::lit(4.0) * x / (below * below + y * y));
    let im = half * <T::Maths>::atan2(mode, y + y, below * above - y * y);
    (re, im)
}
