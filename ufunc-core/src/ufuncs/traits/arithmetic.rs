//! Sums, products, differences, quotients, signs.

use num_complex::Complex;

use super::complex;
use crate::Element;
use crate::math::select;

/// What `add` and `multiply` take: `bool`, integers, floats and complex numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no arithmetic here",
    label = "expected a number or a `bool`",
    note = "ready-made arithmetic is for `bool`, integers, `f32`, `f64` and `Complex` of these"
)]
pub trait Arithmetic: Element + Default + sealed::Arithmetic {}

/// What `subtract`, `negative`, `sign` and their like take: integers, floats and complex numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "expected an integer, a float or a complex number",
    note = "this ready-made function is for integers, `f32`, `f64` and `Complex` of these"
)]
pub trait Numeric: Arithmetic + sealed::Numeric {}

/// What `divide` takes: floats and complex numbers.
#[diagnostic::on_unimplemented(
    message = "`divide` does not take `{Self}`",
    label = "expected a float or a complex number",
    note = "integers: read them as floats with `ufunc_core::cast(&a)`, or take `floor_divide`"
)]
pub trait Divide: Numeric + sealed::Divide {}

pub(super) mod sealed {
    /// Sums and products.
    pub trait Arithmetic: Sized {
        const ZERO: Self;
        const ONE: Self;
        fn plus(self, other: Self) -> Self;
        fn times(self, other: Self) -> Self;
    }

    /// Differences, signs and inverses.
    pub trait Numeric: Sized {
        fn minus(self, other: Self) -> Self;
        fn negated(self) -> Self;
        fn direction(self) -> Self;
        fn inverse(self) -> Self;
    }

    /// Quotients.
    pub trait Divide: Sized {
        fn over(self, other: Self) -> Self;
    }
}

/// The marks and the sums of types.
macro_rules! arithmetic {
    ($($t:ty)*: $zero:expr, $one:expr, |$x:ident, $y:ident| $plus:expr, $times:expr) => { $(
        #[diagnostic::do_not_recommend]
        impl Arithmetic for $t {}
        impl sealed::Arithmetic for $t {
            const ZERO: $t = $zero;
            const ONE: $t = $one;
            #[inline(always)]
            fn plus(self, $y: $t) -> $t {
                let $x = self;
                $plus
            }
            #[inline(always)]
            fn times(self, $y: $t) -> $t {
                let $x = self;
                $times
            }
        }
    )* };
}
arithmetic!(bool: false, true, |x, y| x | y, x & y);
arithmetic!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize: 0, 1, |x, y| x.wrapping_add(y), x.wrapping_mul(y));
arithmetic!(f32 f64: 0.0, 1.0, |x, y| x + y, x * y);
arithmetic!(Complex<f32> Complex<f64>: Complex::new(0.0, 0.0), Complex::new(1.0, 0.0), |x, y| x + y, x * y);

/// The marks and the differences of types.
macro_rules! numeric {
    ($($t:ty)*: |$x:ident, $y:ident| $minus:expr, $negated:expr, $direction:expr, $inverse:expr) => { $(
        #[diagnostic::do_not_recommend]
        impl Numeric for $t {}
        impl sealed::Numeric for $t {
            #[inline(always)]
            fn minus(self, $y: $t) -> $t {
                let $x = self;
                $minus
            }
            #[inline(always)]
            fn negated(self) -> $t {
                let $x = self;
                $negated
            }
            #[inline(always)]
            fn direction(self) -> $t {
                let $x = self;
                $direction
            }
            #[inline(always)]
            fn inverse(self) -> $t {
                let $x = self;
                $inverse
            }
        }
    )* };
}
// The inverse of an integer is 0 but for 1 and -1: both are the remainder of 1 and themselves.
numeric!(i8 i16 i32 i64 i128 isize: |x, y|
    x.wrapping_sub(y), x.wrapping_neg(), Self::from(x > 0) - Self::from(x < 0), if x.unsigned_abs() == 1 { x } else { 0 });
numeric!(u8 u16 u32 u64 u128 usize: |x, y|
    x.wrapping_sub(y), x.wrapping_neg(), x.min(1), if x == 1 { 1 } else { 0 });
numeric!(f32: |x, y| x - y, -x, direction_f32(x), 1.0 / x);
numeric!(f64: |x, y| x - y, -x, direction_f64(x), 1.0 / x);
numeric!(Complex<f32> Complex<f64>: |x, y| x - y, -x, complex::direction(x), complex::inverse(x));

/// 1, -1 or 0 with the sign of a float; +0 for both zeros, NaN for NaN.
macro_rules! direction {
    ($name:ident, $t:ident) => {
        #[inline(always)]
        pub(super) fn $name(x: $t) -> $t {
            let of_others = select(x < 0.0, -1.0, select(x == 0.0, 0.0, x));
            select(x > 0.0, 1.0, of_others)
        }
    };
}
direction!(direction_f32, f32);
direction!(direction_f64, f64);

macro_rules! divide {
    ($($t:ty)*: |$x:ident, $y:ident| $over:expr) => { $(
        #[diagnostic::do_not_recommend]
        impl Divide for $t {}
        impl sealed::Divide for $t {
            #[inline(always)]
            fn over(self, $y: $t) -> $t {
                let $x = self;
                $over
            }
        }
    )* };
}
divide!(f32 f64: |x, y| x / y);
divide!(Complex<f32> Complex<f64>: |x, y| complex::quotient(x, y));
