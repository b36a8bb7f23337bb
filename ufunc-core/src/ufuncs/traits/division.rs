//! Quotients that are rounded down, and what remains.

use super::arithmetic::Numeric;
use crate::Real;
use crate::math::{Careful, Functions, select};

/// What `floor_divide`, `remainder` and `fmod` take: integers and floats.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no remainder here",
    label = "expected an integer or a float"
)]
pub trait FloorDivide: Numeric + sealed::FloorDivide {}

pub(super) mod sealed {
    /// Quotient and remainder.
    pub trait FloorDivide: Sized {
        /// The quotient rounded down, and the remainder, which has the divisor's sign.
        fn floored(self, other: Self) -> (Self, Self);
        /// The remainder of the quotient rounded to zero: it has the dividend's sign.
        fn truncated_remainder(self, other: Self) -> Self;
    }
}

/// The integer nearest to the quotient, or one beside it, and what remains, exactly. To add and to take away three halves
/// of two to the number of a float's digits rounds; what is added to is a float whose last bits are the integer.
macro_rules! nearest {
    ($self:ident, $other:ident, $float:ty, $shift:literal) => {{
        let (dividend, divisor) = (<$float>::from($self), <$float>::from($other));
        let near = (dividend / divisor + $shift) - $shift;
        (near, dividend - near * divisor)
    }};
}

/// Integers that floats hold, and the products of quotients and divisors too: divided as floats, of which processors
/// divide a vector at a time.
macro_rules! narrow {
    ($($t:ty as $float:ty: $shift:literal;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl FloorDivide for $t {}
        impl sealed::FloorDivide for $t {
            #[inline(always)]
            fn floored(self, other: $t) -> ($t, $t) {
                let (near, rest) = nearest!(self, other, $float, $shift);
                let divisor = <$float>::from(other);
                // A remainder of the other sign: the quotient was rounded up.
                let up = (rest != 0.0) & ((rest < 0.0) != (divisor < 0.0));
                let quotient = near - select(up, 1.0, 0.0);
                let rest = rest + select(up, divisor, 0.0);
                let whole = |x: $float| select(other == 0, 0, (x + $shift).to_bits() as $t);
                (whole(quotient), whole(rest))
            }
            #[inline(always)]
            fn truncated_remainder(self, other: $t) -> $t {
                let (_, rest) = nearest!(self, other, $float, $shift);
                let (dividend, size) = (<$float>::from(self), <$float>::from(other).abs());
                let other_sign = (rest != 0.0) & ((rest < 0.0) != (dividend < 0.0));
                let back = select(dividend < 0.0, -size, size);
                let rest = rest + select(other_sign, back, 0.0);
                select(other == 0, 0, (rest + $shift).to_bits() as $t)
            }
        }
    )* };
}

narrow! {
    i8 as f32: 12_582_912.0;
    u8 as f32: 12_582_912.0;
    i16 as f32: 12_582_912.0;
    u16 as f32: 12_582_912.0;
    i32 as f64: 6_755_399_441_055_744.0;
    u32 as f64: 6_755_399_441_055_744.0;
}

macro_rules! signed {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl FloorDivide for $t {}
        impl sealed::FloorDivide for $t {
            #[inline(always)]
            fn floored(self, other: $t) -> ($t, $t) {
                if other == 0 {
                    return (0, 0);
                }
                let quotient = self.wrapping_div(other);
                let rest = self.wrapping_sub(quotient.wrapping_mul(other));
                // A remainder of the other sign: the quotient was rounded up. Without a branch, which would be a guess.
                let up = <$t>::from((rest != 0) & ((rest ^ other) < 0));
                (quotient - up, rest + (other & -up))
            }
            #[inline(always)]
            fn truncated_remainder(self, other: $t) -> $t {
                if other == 0 { 0 } else { self.wrapping_rem(other) }
            }
        }
    )* };
}
signed!(i64 i128 isize);

macro_rules! unsigned {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl FloorDivide for $t {}
        impl sealed::FloorDivide for $t {
            #[inline(always)]
            fn floored(self, other: $t) -> ($t, $t) {
                if other == 0 { (0, 0) } else { (self / other, self % other) }
            }
            #[inline(always)]
            fn truncated_remainder(self, other: $t) -> $t {
                if other == 0 { 0 } else { self % other }
            }
        }
    )* };
}
unsigned!(u64 u128 usize);

/// Python's algorithm, as NumPy has it: the remainder is that of `fmod`, which is exact, brought to the divisor's sign.
macro_rules! floats {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl FloorDivide for $t {}
        impl sealed::FloorDivide for $t {
            #[inline(always)]
            fn floored(self, other: $t) -> ($t, $t) {
                let rest = self % other;
                let up = (rest != 0.0) & ((rest < 0.0) != (other < 0.0));
                // Very nearly an integer, as what remains is taken away.
                let near = (self - rest) / other - select(up, 1.0, 0.0);
                // Exact, so that no mode makes other bits.
                let down = <<$t as Real>::Maths as Functions<$t>>::floor(Careful::<false>, near);
                let quotient = down + select(near - down > 0.5, 1.0, 0.0);
                let quotient = select(near == 0.0, (0.0 as $t).copysign(self / other), quotient);
                let rest = select(rest == 0.0, (0.0 as $t).copysign(other), select(up, rest + other, rest));
                (select(other == 0.0, self / other, quotient), rest)
            }
            #[inline(always)]
            fn truncated_remainder(self, other: $t) -> $t {
                self % other
            }
        }
    )* };
}
floats!(f32 f64);
