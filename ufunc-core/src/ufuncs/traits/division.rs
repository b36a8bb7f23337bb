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
                let (quotient, rest) = (self.wrapping_div(other), self.wrapping_rem(other));
                // A remainder of the other sign: the quotient was rounded up.
                let up = rest != 0 && (rest < 0) != (other < 0);
                if up { (quotient - 1, rest + other) } else { (quotient, rest) }
            }
            #[inline(always)]
            fn truncated_remainder(self, other: $t) -> $t {
                if other == 0 { 0 } else { self.wrapping_rem(other) }
            }
        }
    )* };
}
signed!(i8 i16 i32 i64 i128 isize);

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
unsigned!(u8 u16 u32 u64 u128 usize);

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
