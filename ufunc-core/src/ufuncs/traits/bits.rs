//! Bits of integers and of `bool`; divisors.

use crate::Element;
use crate::math::select;

/// What `bitwise_and` and its like take: `bool` and integers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no bits to combine",
    label = "expected an integer or a `bool`"
)]
pub trait Bits: Element + Default + sealed::Bits {}

/// What shifts, `gcd` and `lcm` take: all integers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an integer",
    label = "expected an integer"
)]
pub trait Integer: Bits + sealed::Integer {}

pub(super) mod sealed {
    /// Bit by bit.
    pub trait Bits: Sized {
        const NO_BIT: Self;
        const ALL_BITS: Self;
        fn both(self, other: Self) -> Self;
        fn any(self, other: Self) -> Self;
        fn different(self, other: Self) -> Self;
        fn inverted(self) -> Self;
    }

    /// Shifts and divisors.
    pub trait Integer: Sized {
        fn shifted_left(self, by: Self) -> Self;
        fn shifted_right(self, by: Self) -> Self;
        fn ones_of_size(self) -> u8;
        fn common_divisor(self, other: Self) -> Self;
        fn common_multiple(self, other: Self) -> Self;
    }
}

macro_rules! bits {
    ($($t:ty)*: $none:expr, $all:expr) => { $(
        #[diagnostic::do_not_recommend]
        impl Bits for $t {}
        impl sealed::Bits for $t {
            const NO_BIT: $t = $none;
            const ALL_BITS: $t = $all;
            #[inline(always)]
            fn both(self, other: $t) -> $t {
                self & other
            }
            #[inline(always)]
            fn any(self, other: $t) -> $t {
                self | other
            }
            #[inline(always)]
            fn different(self, other: $t) -> $t {
                self ^ other
            }
            #[inline(always)]
            fn inverted(self) -> $t {
                !self
            }
        }
    )* };
}
bits!(bool: false, true);
bits!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize: 0, !0);

/// Of integers: the unsigned type, the size (absolute value) in it, and what a shift leaves when all bits are out.
macro_rules! integers {
    ($($t:ident $unsigned:ident)*: |$x:ident| $size:expr, $rest:expr) => { $(
        #[diagnostic::do_not_recommend]
        impl Integer for $t {}
        // Widths and counts are small; a size wraps where it does in NumPy.
        #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]
        impl sealed::Integer for $t {
            #[inline(always)]
            fn shifted_left(self, by: $t) -> $t {
                // As unsigned, a negative width is a huge one.
                let fits = (by as $unsigned) < $t::BITS as $unsigned;
                select(fits, self.wrapping_shl(by as u32), 0)
            }
            #[inline(always)]
            fn shifted_right(self, by: $t) -> $t {
                let fits = (by as $unsigned) < $t::BITS as $unsigned;
                let $x = self;
                select(fits, self.wrapping_shr(by as u32), $rest)
            }
            #[inline(always)]
            fn ones_of_size(self) -> u8 {
                let $x = self;
                let size: $unsigned = $size;
                size.count_ones() as u8
            }
            #[inline(always)]
            fn common_divisor(self, other: $t) -> $t {
                let size = |$x: $t| -> $unsigned { $size };
                let (mut a, mut b) = (size(self), size(other));
                if a == 0 || b == 0 {
                    return (a | b) as $t;
                }
                // Stein's method: odd numbers, of which the smaller is taken from the larger.
                let twos = (a | b).trailing_zeros();
                a >>= a.trailing_zeros();
                while b != 0 {
                    b >>= b.trailing_zeros();
                    (a, b) = (a.min(b), a.max(b) - a.min(b));
                }
                (a << twos) as $t
            }
            #[inline(always)]
            fn common_multiple(self, other: $t) -> $t {
                let size = |$x: $t| -> $unsigned { $size };
                let divisor = self.common_divisor(other) as $unsigned;
                // The divisor is 0 if both numbers are.
                (size(self) / divisor.max(1)).wrapping_mul(size(other)) as $t
            }
        }
    )* };
}
integers!(i8 u8 i16 u16 i32 u32 i64 u64 i128 u128 isize usize: |x| x.unsigned_abs(), if x < 0 { -1 } else { 0 });
integers!(u8 u8 u16 u16 u32 u32 u64 u64 u128 u128 usize usize: |_x| _x, 0);
