//! Logarithms of complex numbers.

use num_complex::Complex;

use super::parts::{by_type, longer, power_of_2, product, sum};
use crate::Real;
use crate::math::{Functions, Mode, select};

/// ln |z| + i arg z. Near |z| = 1 the length is corrected by what its square lacks, computed without rounding.
#[inline(always)]
pub(crate) fn ln<T: Real, M: Mode>(mode: M, z: Complex<T>) -> Complex<T> {
    let length = Length::of(mode, z.re, z.im);
    let more = length.correction(length.missing(mode, z.re, z.im));
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
    let more = length.correction(length.missing(mode, z.re, z.im));
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
    let more = length.correction(length.missing(mode, z.re, z.im));
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
    let (low, lowest) = sum(x_lost, y_lost);
    let (low, fourth) = sum(low, first);
    let (low, fifth) = sum(low, second);
    let (low, sixth) = sum(low, third);
    let (head, rest) = sum(head, low);
    let lowest = ((lowest + fourth) + (fifth + sixth)) - lost;
    let missing = head + (rest + lowest);
    let more = length.correction(missing);
    let more = select(length.near, more, length.exponent * T::LN_2());
    Complex::new(
        <T::Maths>::ln(mode, length.scaled) + more,
        <T::Maths>::atan2(mode, y, one + x),
    )
}

/// A number's length, scaled by a power of two where it is no normal number.
struct Length<T> {
    /// The length, less the exponent of two.
    scaled: T,
    exponent: T,
    /// Whether it is near 1, where its rounding error shows in the logarithm.
    near: bool,
}

impl<T: Real> Length<T> {
    #[inline(always)]
    fn of<M: Mode>(mode: M, x: T, y: T) -> Self {
        let long = longer(x.abs(), y.abs());
        let large = long > T::max_value() * T::lit(0.5);
        let small = long < T::min_positive_value();
        let up = by_type(power_of_2(54), power_of_2(24));
        let scale = select(large, T::lit(0.25), select(small, up, T::one()));
        let down = by_type(-54.0, -24.0);
        let scaled = <T::Maths>::hypot(mode, x * scale, y * scale);
        let near = (scaled > T::lit(0.5)) & (scaled < T::lit(2.0)) & !small & !large;
        // Next to 1 as 1, so that all of the logarithm is correction: a difference of two would not be right.
        let one = T::one();
        let next = near & ((scaled - one).abs() <= T::lit(4.0) * T::epsilon());
        Self {
            scaled: select(next, one, scaled),
            exponent: select(large, T::lit(2.0), select(small, down, T::zero())),
            near,
        }
    }

    /// x² + y² - h² for a length h near 1. Larger terms cancel first, which is exact.
    #[inline(always)]
    fn missing<M: Mode>(&self, mode: M, x: T, y: T) -> T {
        let (x, y) = (x.abs(), y.abs());
        let wide = x > y;
        let (long, long_lost) = square(mode, select(wide, x, y));
        let (short, short_lost) = square(mode, select(wide, y, x));
        let (whole, lost) = square(mode, self.scaled);
        let (low, lowest) = sum(long_lost, short_lost);
        let (head, rest) = sum((long - whole) + short, low);
        head + ((rest + lowest) - lost)
    }

    /// What a square that is larger by `missing` adds to the logarithm: half of ln(1 + m) for that part m of the square.
    #[inline(always)]
    fn correction(&self, missing: T) -> T {
        let part = missing / (self.scaled * self.scaled);
        let half = T::lit(0.5) * part;
        half - half * half
    }
}

#[inline(always)]
fn square<T: Real, M: Mode>(mode: M, x: T) -> (T, T) {
    product(mode, x, x)
}
