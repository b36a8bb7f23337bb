//! NumPy's functions, annotated as NumPy has them: identity, and whether a reduction may be reordered.

use ufunc_core::{Element, guvectorize, vectorize};

/// A type that NumPy's functions are for.
pub(crate) trait Number: Element + PartialEq {
    const ZERO: Self;
    const ONE: Self;
    /// `-inf`; nothing of the kind for integers, which NumPy's `logaddexp` is not for.
    const LOWEST: Self;
    fn of(x: f64) -> Self;
    fn add(self, other: Self) -> Self;
    fn subtract(self, other: Self) -> Self;
    fn multiply(self, other: Self) -> Self;
    fn maximum(self, other: Self) -> Self;
    fn hypot(self, other: Self) -> Self;
    fn logaddexp(self, other: Self) -> Self;
    fn floor_divide(self, other: Self) -> Self;
    fn power(self, other: Self) -> Self;
    /// Whether this is `expected`, as the cases compare.
    fn is(self, expected: Self, tolerance: f64) -> bool;
}

macro_rules! floats {
    ($($t:ident)*) => { $(
        impl Number for $t {
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const LOWEST: Self = $t::NEG_INFINITY;
            fn of(x: f64) -> Self {
                x as $t
            }
            fn add(self, other: Self) -> Self {
                self + other
            }
            fn subtract(self, other: Self) -> Self {
                self - other
            }
            fn multiply(self, other: Self) -> Self {
                self * other
            }
            /// A NaN wins.
            fn maximum(self, other: Self) -> Self {
                if self >= other || self.is_nan() { self } else { other }
            }
            fn hypot(self, other: Self) -> Self {
                $t::hypot(self, other)
            }
            fn logaddexp(self, other: Self) -> Self {
                if self == other {
                    // Infinities of the same sign, too.
                    return self + $t::ln(2.0);
                }
                let difference = self - other;
                if difference > 0.0 {
                    self + (-difference).exp().ln_1p()
                } else if difference <= 0.0 {
                    other + difference.exp().ln_1p()
                } else {
                    difference
                }
            }
            fn floor_divide(self, other: Self) -> Self {
                let mut rest = self % other;
                if other == 0.0 {
                    return self / other;
                }
                let mut quotient = (self - rest) / other;
                if rest != 0.0 && ((other < 0.0) != (rest < 0.0)) {
                    rest += other;
                    quotient -= 1.0;
                }
                let _ = rest;
                if quotient == 0.0 {
                    return (0.0 as $t).copysign(self / other);
                }
                let floor = quotient.floor();
                if quotient - floor > 0.5 { floor + 1.0 } else { floor }
            }
            fn power(self, other: Self) -> Self {
                self.powf(other)
            }
            fn is(self, expected: Self, tolerance: f64) -> bool {
                let (a, b) = (f64::from(self), f64::from(expected));
                a.to_bits() == b.to_bits()
                    || (a.is_nan() && b.is_nan())
                    || (tolerance > 0.0 && (a - b).abs() <= tolerance * b.abs() + 1e-12)
            }
        }
    )* };
}
floats!(f64 f32);

macro_rules! integers {
    ($($t:ident)*) => { $(
        impl Number for $t {
            const ZERO: Self = 0;
            const ONE: Self = 1;
            const LOWEST: Self = $t::MIN;
            fn of(x: f64) -> Self {
                x as $t
            }
            fn add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            fn subtract(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            fn multiply(self, other: Self) -> Self {
                self.wrapping_mul(other)
            }
            fn maximum(self, other: Self) -> Self {
                self.max(other)
            }
            fn hypot(self, _: Self) -> Self {
                unreachable!("NumPy converts to floats")
            }
            fn logaddexp(self, _: Self) -> Self {
                unreachable!("NumPy converts to floats")
            }
            /// Rounds down; a quotient by 0 is 0.
            fn floor_divide(self, other: Self) -> Self {
                if other == 0 {
                    return 0;
                }
                let (quotient, rest) = (self.wrapping_div(other), self.wrapping_rem(other));
                if rest != 0 && (rest < 0) != (other < 0) { quotient - 1 } else { quotient }
            }
            fn power(self, other: Self) -> Self {
                self.wrapping_pow(u32::try_from(other).expect("NumPy refuses negative powers"))
            }
            fn is(self, expected: Self, _: f64) -> bool {
                self == expected
            }
        }
    )* };
}
integers!(i64 i32);

macro_rules! functions {
    ($([$($flags:tt)*] $name:ident;)*) => { $(
        #[vectorize($($flags)*)]
        pub(crate) fn $name<T: Number>(a: T, b: T) -> T {
            Number::$name(a, b)
        }
    )* };
}
functions! {
    [identity = T::ZERO, associative, commutative] add;
    [identity = T::ONE, associative, commutative] multiply;
    [associative, commutative] maximum;
    [identity = T::ZERO, associative, commutative] hypot;
    [identity = T::LOWEST, associative, commutative] logaddexp;
    [] subtract;
    [] floor_divide;
    [] power;
}

#[vectorize]
pub(crate) fn gaussian(x: f64, mu: f64, sigma: f64) -> f64 {
    let z = (x - mu) / sigma;
    (-0.5 * z * z).exp()
}

#[guvectorize("(n),(n)->()")]
pub(crate) fn poincare(u: &[f64], v: &[f64]) -> f64 {
    let square = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>();
    let difference: f64 = u.iter().zip(v).map(|(u, v)| (u - v) * (u - v)).sum();
    (1.0 + 2.0 * difference / ((1.0 - square(u)) * (1.0 - square(v)))).acosh()
}
