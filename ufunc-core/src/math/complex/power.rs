//! Powers of complex numbers.

use num_complex::Complex;

use super::{exp, ln};
use crate::Real;
use crate::math::Mode;
use crate::ufuncs::traits::quotient;

/// aᵇ = e^(b ln a), but products for integers b below 100; 1 for b = 0, and 0 or NaN for a = 0: as NumPy has it.
///
/// Products are in its order too, so that what overflows on the way and the signs of zeros are the same.
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
        return if b.re > zero {
            power
        } else {
            quotient(one, if count < 4 { one * power } else { power })
        };
    }
    let power = exp(mode, wide(b) * ln(mode, wide(a)));
    Complex::new(T::lit(power.re), T::lit(power.im))
}

/// In `f64`: the product with a large exponent has a large error.
#[inline(always)]
fn wide<T: Real>(z: Complex<T>) -> Complex<f64> {
    let part = |x: T| x.to_f64().unwrap_or(f64::NAN);
    Complex::new(part(z.re), part(z.im))
}

/// aⁿ for n above 0.
#[inline(always)]
fn whole<T: Real>(a: Complex<T>, n: u32) -> Complex<T> {
    match n {
        1 => return a,
        2 => return a * a,
        3 => return a * (a * a),
        _ => {}
    }
    let (mut square, mut left, mut power) = (a, n, Complex::new(T::one(), T::zero()));
    loop {
        if left & 1 == 1 {
            power *= square;
        }
        left >>= 1;
        if left == 0 {
            return power;
        }
        square *= square;
    }
}
