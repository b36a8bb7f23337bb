//! Powers of complex numbers.

use num_complex::Complex;

use super::{exp, ln};
use crate::Real;
use crate::math::Mode;
use crate::ufuncs::traits::quotient;

/// aᵇ = e^(b ln a), but products for integers b below 100; 1 for b = 0, and 0 or NaN for a = 0: as NumPy has it.
#[inline(always)]
pub(crate) fn powf<T: Real, M: Mode>(mode: M, a: Complex<T>, b: Complex<T>) -> Complex<T> {
    let zero = T::zero();
    let one = Complex::new(T::one(), zero);
    if b.re == zero && b.im == zero {
        return one;
    }
    if a.re == zero && a.im == zero {
        let part = if b.re > zero { zero } else { T::nan() };
        return Complex::new(part, part);
    }
    let count = b.re.abs().to_u32().unwrap_or(u32::MAX);
    if b.im == zero && count < 100 && T::from(count) == Some(b.re.abs()) {
        let power = whole(a, count);
        return if b.re < zero {
            quotient(one, power)
        } else {
            power
        };
    }
    exp(mode, b * ln(mode, a))
}

/// aⁿ by squares, for n above 0.
#[inline(always)]
fn whole<T: Real>(a: Complex<T>, n: u32) -> Complex<T> {
    let (mut square, mut left, mut power) = (a, n, None);
    loop {
        if left & 1 == 1 {
            power = Some(power.map_or(square, |power| power * square));
        }
        left >>= 1;
        if left == 0 {
            return power.unwrap_or(square);
        }
        square = square * square;
    }
}
