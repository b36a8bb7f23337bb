//! Pieces that several families share: constants by precision, sums and products without error, turns by a right angle.

use num_complex::Complex;

use crate::Real;
use crate::math::{Functions, Mode, select};

/// A constant that is not the same in both precisions.
#[inline(always)]
pub(super) fn by_type<T: Real>(double: f64, single: f64) -> T {
    T::lit(if size_of::<T>() == size_of::<f64>() {
        double
    } else {
        single
    })
}

/// 2ⁿ, for numbers that both precisions have or that are meant for one.
pub(super) const fn power_of_2(n: i32) -> f64 {
    f64::from_bits(((n + 1023) as u64) << 52)
}

/// `a * b` and what its rounding has lost. Not for huge factors: their halves overflow.
#[inline(always)]
pub(super) fn product<T: Real, M: Mode>(mode: M, a: T, b: T) -> (T, T) {
    let product = a * b;
    if M::FMA {
        return (product, <T::Maths>::mul_add(mode, a, b, -product));
    }
    // Dekker's product of halves.
    let split = by_type::<T>(134_217_729.0, 4097.0);
    let (a_far, b_far) = (split * a, split * b);
    let (a_head, b_head) = (a_far - (a_far - a), b_far - (b_far - b));
    let (a_tail, b_tail) = (a - a_head, b - b_head);
    let lost = ((a_head * b_head - product) + a_head * b_tail + a_tail * b_head) + a_tail * b_tail;
    (product, lost)
}

/// `a + b` and what its rounding has lost (Knuth).
#[inline(always)]
pub(super) fn sum<T: Real>(a: T, b: T) -> (T, T) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// The larger of two sizes, if none is NaN.
#[inline(always)]
pub(super) fn longer<T: Real>(a: T, b: T) -> T {
    select(a > b, a, b)
}

/// i z.
#[inline(always)]
pub(super) fn turned<T: Real>(z: Complex<T>) -> Complex<T> {
    Complex::new(-z.im, z.re)
}

/// -i z.
#[inline(always)]
pub(super) fn turned_back<T: Real>(z: Complex<T>) -> Complex<T> {
    Complex::new(z.im, -z.re)
}

/// Three factors whose product is far beyond the largest number.
#[derive(Clone, Copy)]
pub(super) struct Scale<T> {
    pub(super) rest: T,
    far: [T; 2],
}

impl<T: Real> Scale<T> {
    /// For a function f with f(a + `reach`) = f(a) `far`: what is left of `x`, not yet given to f, and how often `reach` was
    /// taken off.
    #[inline(always)]
    pub(super) fn of(x: T, reach: T, far: T) -> Self {
        let once = x > reach;
        let x = select(once, x - reach, x);
        let twice = x > reach;
        Self {
            rest: select(twice, x - reach, x),
            far: [select(once, far, T::one()), select(twice, far, T::one())],
        }
    }

    /// Whether anything was taken off.
    #[inline(always)]
    pub(super) fn is_far(&self) -> bool {
        self.far[0] != T::one()
    }

    /// `part` times the value of the function, which is `value` at `rest`: small parts bring the product back.
    #[inline(always)]
    pub(super) fn times(&self, part: T, value: T) -> T {
        ((part * self.far[0]) * self.far[1]) * value
    }
}

/// How far arguments of exponentials may go, and e to that.
#[inline(always)]
pub(super) fn reach<T: Real>() -> (T, T) {
    (
        by_type(709.0, 88.0),
        by_type(8.218_407_461_554_972e307, 1.651_636_254_994_001_8e38),
    )
}
