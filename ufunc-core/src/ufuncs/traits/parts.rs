//! The parts of a float: exponent, fraction, neighbours. By its bits, without branches.

use super::arithmetic::Numeric;
use crate::Real;
use crate::math::{Careful, Functions, select};

/// What `nextafter`, `frexp` and their like take: `f32` and `f64`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a float",
    label = "expected `f32` or `f64`",
    note = "integers: read them as floats with `ufunc_core::cast(&a)`"
)]
pub trait FloatParts: Numeric + sealed::FloatParts {}

pub(super) mod sealed {
    /// Parts and neighbours.
    pub trait FloatParts: Sized {
        fn next_to(self, to: Self) -> Self;
        fn step(self) -> Self;
        fn fraction_and_integer(self) -> (Self, Self);
        fn fraction_and_exponent(self) -> (Self, i32);
        fn scaled(self, by: i32) -> Self;
    }
}

/// Of a type: its bits, those of the fraction, those of the exponent, its bias.
macro_rules! parts {
    ($t:ident, $bits:ident, $fraction:literal, $exponent:literal, $bias:literal) => {
        #[diagnostic::do_not_recommend]
        impl FloatParts for $t {}
        // Exponents are small.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_possible_wrap
        )]
        impl sealed::FloatParts for $t {
            #[inline(always)]
            fn next_to(self, to: $t) -> $t {
                // Up in bits is away from zero.
                let away = (to > self) == (self > 0.0);
                let step = select(away, 1, $bits::MAX);
                let next = $t::from_bits(self.to_bits().wrapping_add(step));
                let from_zero = $t::from_bits(1).copysign(to);
                let moved = select(self == 0.0, from_zero, next);
                let there = select(self == to, to, moved);
                // NaN if one is.
                select(self.is_nan() | to.is_nan(), self + to, there)
            }
            #[inline(always)]
            fn step(self) -> $t {
                let away = $t::from_bits(self.to_bits().wrapping_add(1)) - self;
                select(self == 0.0, $t::from_bits(1), away)
            }
            #[inline(always)]
            fn fraction_and_integer(self) -> ($t, $t) {
                // Exact, so that no mode makes other bits.
                let integer = <<$t as Real>::Maths as Functions<$t>>::trunc(Careful::<false>, self);
                let fraction = select(self.is_infinite(), 0.0, self - integer);
                (fraction.copysign(self), integer)
            }
            #[inline(always)]
            fn fraction_and_exponent(self) -> ($t, i32) {
                let raised = self.abs() < $t::MIN_POSITIVE;
                let x = self * select(raised, power_of_2::<$t>($fraction), 1.0);
                let lowered = select(raised, $fraction, 0);
                let exponent = (x.to_bits() >> $fraction) as i32 & ((1 << $exponent) - 1);
                // One half to one: the exponent just below that of 1.
                let kept = x.to_bits() & !(((1 << $exponent) - 1) << $fraction);
                let fraction = $t::from_bits(kept | ($bias - 1) << $fraction);
                let plain = (self == 0.0) | !self.is_finite();
                (
                    select(plain, self, fraction),
                    select(plain, 0, exponent - ($bias - 1) - lowered),
                )
            }
            #[inline(always)]
            fn scaled(self, by: i32) -> $t {
                // As musl has it: where a step goes down, the last one goes down by more than all digits, so what was rounded
                // before becomes 0.
                const LOW: i32 = 1 - $bias + $fraction + 1;
                #[inline(always)]
                fn step(by: i32) -> i32 {
                    let down = select(by < 1 - $bias, LOW, 0);
                    select(by > $bias, $bias, down)
                }
                // Far enough for every number to become 0 or infinite.
                let by = by.clamp(-3 * $bias, 3 * $bias);
                let first = step(by);
                let second = step(by - first);
                let third = (by - first - second).clamp(1 - $bias, $bias);
                self * power_of_2::<$t>(first) * power_of_2::<$t>(second) * power_of_2::<$t>(third)
            }
        }
        impl PowerOf2 for $t {
            #[inline(always)]
            #[allow(clippy::cast_sign_loss)]
            fn power_of_2(exponent: i32) -> $t {
                $t::from_bits(((exponent + $bias) as $bits) << $fraction)
            }
        }
    };
}
parts!(f32, u32, 23, 8, 127);
parts!(f64, u64, 52, 11, 1023);

/// 2 to the power of an exponent of normal numbers.
trait PowerOf2 {
    fn power_of_2(exponent: i32) -> Self;
}

#[inline(always)]
fn power_of_2<T: PowerOf2>(exponent: i32) -> T {
    T::power_of_2(exponent)
}
