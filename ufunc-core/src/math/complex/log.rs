//! Logarithms of complex numbers.

use num_complex::Complex;

use super::parts::{by_type, longer, power_of_2, product, sum};
use crate::Real;
use crate::math::{Functions, Mode, select};

/// ln |z| + i arg z. Near |z| = 1 the length is corrected by what its square lacks, computed without rounding.
#[inline(always)]
pub(crate) fn ln<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let length = Length::of(mode, z.re, z.im);
    let more = length.correction(mode, length.missing(mode, z.re, z.im));
    let more = select(length.near, more, length.exponent * T::LN_2());
    Complex::new(
        <T::Maths>::ln(mode, length.scaled) + more,
        <T::Maths>::atan2(mode, z.im, z.re),
    )
}

/// The logarithm to base 2, as `ln`.
#[inline(always)]
pub(crate) fn log2<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let length = Length::of(mode, z.re, z.im);
    let more = length.correction(mode, length.missing(mode, z.re, z.im));
    let more = select(length.near, more * T::LOG2_E(), length.exponent);
    Complex::new(
        <T::Maths>::log2(mode, length.scaled) + more,
        <T::Maths>::atan2(mode, z.im, z.re) * T::LOG2_E(),
    )
}

/// The logarithm to base 10, as `ln`.
#[inline(always)]
pub(crate) fn log10<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let length = Length::of(mode, z.re, z.im);
    let more = length.correction(mode, length.missing(mode, z.re, z.im));
    let more = select(
        length.near,
        more * T::LOG10_E(),
        length.exponent * T::LOG10_2(),
    );
    Complex::new(
        <T::Maths>::log10(mode, length.scaled) + more,
        <T::Maths>::atan2(mode, z.im, z.re) * T::LOG10_E(),
    )
}

/// ln |1 + z| + i arg(1 + z), as `ln`; what the length lacks also holds what 1 + x has lost, so that small z are right.
#[inline(always)]
pub(crate) fn ln_1p<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let (x, y, one) = (z.re, z.im, T::one());
    let length = Length::of(mode, one + x, y);
    // |1 + z|² - h² = 2x + x² + y² - (h² - 1)
    let (x_square, x_lost) = product(mode, x, x);
    let (y_square, y_lost) = product(mode, y, y);
    let (square, lost) = product(mode, length.scaled, length.scaled);
    let (head, first) = sum(x + x, y_square);
    let (head, second) = sum(head, x_square);
    let (head, third) = sum(head, one - square);
    let missing = head + (((first + second) + third) + ((x_lost + y_lost) - lost));
    let more = length.correction(mode, missing);
    let more = select(length.near, more, length.exponent * T::LN_2());
    Complex::new(
        <T::Maths>::ln(mode, length.scaled) + more,
        <T::Maths>::atan2(mode, y, one + x),
    )
}

/// A number's length, scaled by a power of two where it is no normal number.
pub(super) struct Length<T> {
    /// The length, less the exponent of two.
    pub(super) scaled: T,
    pub(super) exponent: T,
    /// Whether it is near 1, where its rounding error shows in the logarithm.
    pub(super) near: bool,
}

impl<T: Real> Length<T> {
    #[inline(always)]
    pub(super) fn of<M: Mode>(mode: M, x: T, y: T) -> Self {
        let long = longer(x.abs(), y.abs());
        let large = long > T::max_value() * T::lit(0.5);
        let small = long < T::min_positive_value();
        let up = by_type(power_of_2(54), power_of_2(24));
        let scale = select(large, T::lit(0.25), select(small, up, T::one()));
        let down = by_type(-54.0, -24.0);
        let scaled = <T::Maths>::hypot(mode, x * scale, y * scale);
        Self {
            scaled,
            exponent: select(large, T::lit(2.0), select(small, down, T::zero())),
            near: (scaled > T::lit(0.5)) & (scaled < T::lit(2.0)) & !small & !large,
        }
    }

    /// x² + y² - h² for a length h near 1. Larger terms cancel first, which is exact.
    #[inline(always)]
    pub(super) fn missing<M: Mode>(&self, mode: M, x: T, y: T) -> T {
        let (x, y) = (x.abs(), y.abs());
        let wide = x > y;
        let (long, long_lost) = square(mode, select(wide, x, y));
        let (short, short_lost) = square(mode, select(wide, y, x));
        let (whole, lost) = square(mode, self.scaled);
        ((long - whole) + short) + ((long_lost + short_lost) - lost)
    }

    /// What a square that is larger by `missing` adds to the logarithm.
    #[inline(always)]
    pub(super) fn correction<M: Mode>(&self, _: M, missing: T) -> T {
        T::lit(0.5) * missing / (self.scaled * self.scaled)
    }
}

#[inline(always)]
fn square<T: Real, M: Mode>(mode: M, x: T) -> (T, T) {
    product(mode, x, x)
}
