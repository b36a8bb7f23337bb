//! Powers of integers, floats and complex numbers.

use num_complex::Complex;

use super::arithmetic::Numeric;
use crate::Real;
use crate::math::{Careful, Functions, Lane, Mode, complex};

/// What `power` takes: integers, floats and complex numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no power here",
    label = "expected an integer, a float or a complex number"
)]
pub trait Power: Numeric + sealed::Power {}

pub(super) mod sealed {
    /// Powers, in a mode.
    pub trait Power: Sized {
        fn power_in<M: crate::math::Mode>(mode: M, base: Self, exponent: Self) -> Self;
    }
}

/// The method that the macro gives a mode: `base.powf(exponent)`.
pub(in crate::ufuncs) trait LanePower {
    type Value;
    fn powf(self, exponent: Self::Value) -> Self::Value;
}

impl<M: Mode, T: Power> LanePower for Lane<M, &T> {
    type Value = T;
    #[inline(always)]
    fn powf(self, exponent: T) -> T {
        T::power_in(self.mode, *self.value, exponent)
    }
}

macro_rules! floats {
    ($($t:ident)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Power for $t {}
        impl sealed::Power for $t {
            #[inline(always)]
            fn power_in<M: Mode>(mode: M, base: $t, exponent: $t) -> $t {
                <<$t as Real>::Maths as Functions<$t>>::powf(mode, base, exponent)
            }
        }
    )* };
}
floats!(f32 f64);

/// By squares; a negative exponent gives the inverse, rounded to zero: `$of_negative`, of base and exponent.
macro_rules! integers {
    ($($t:ident)*: |$base:ident, $exponent:ident| $negative:expr, $of_negative:expr) => { $(
        #[diagnostic::do_not_recommend]
        impl Power for $t {}
        impl sealed::Power for $t {
            #[inline(always)]
            fn power_in<M: Mode>(_: M, $base: $t, $exponent: $t) -> $t {
                if $negative {
                    return $of_negative;
                }
                let (mut square, mut left, mut power): ($t, $t, $t) = ($base, $exponent, 1);
                while left != 0 {
                    if left & 1 == 1 {
                        power = power.wrapping_mul(square);
                    }
                    square = square.wrapping_mul(square);
                    left >>= 1;
                }
                power
            }
        }
    )* };
}
integers!(i8 i16 i32 i64 i128 isize: |base, exponent| exponent < 0, match base {
    1 => 1,
    -1 if exponent & 1 == 1 => -1,
    -1 => 1,
    _ => 0,
});
integers!(u8 u16 u32 u64 u128 usize: |base, exponent| false, 0);

macro_rules! complexes {
    ($($t:ident)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Power for Complex<$t> {}
        impl sealed::Power for Complex<$t> {
            // Angles may be huge, and nothing tells here that they have to be noted.
            #[inline(always)]
            fn power_in<M: Mode>(_: M, base: Self, exponent: Self) -> Self {
                if M::FMA {
                    complex::powf(Careful::<true>, base, exponent)
                } else {
                    complex::powf(Careful::<false>, base, exponent)
                }
            }
        }
    )* };
}
complexes!(f32 f64);
