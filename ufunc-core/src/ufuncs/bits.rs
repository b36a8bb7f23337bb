//! Bits of integers and of `bool`; divisors of integers.

use super::traits::{Bits, Integer};
use crate::vectorize;

/// The bits that both have.
///
/// ```
/// # use ufunc_core::ufuncs::bitwise_and;
/// assert_eq!(bitwise_and(0b1100, 0b1010), 0b1000);
/// ```
#[vectorize(identity = T::ALL_BITS, associative, commutative)]
pub fn bitwise_and<T: Bits>(a: T, b: T) -> T {
    a.both(b)
}

/// The bits that one or both have.
///
/// ```
/// # use ufunc_core::ufuncs::bitwise_or;
/// assert_eq!(bitwise_or(0b1100, 0b1010), 0b1110);
/// ```
#[vectorize(identity = T::NO_BIT, associative, commutative)]
pub fn bitwise_or<T: Bits>(a: T, b: T) -> T {
    a.any(b)
}

/// The bits that exactly one has.
///
/// ```
/// # use ufunc_core::ufuncs::bitwise_xor;
/// assert_eq!(bitwise_xor(0b1100, 0b1010), 0b0110);
/// ```
#[vectorize(identity = T::NO_BIT, associative, commutative)]
pub fn bitwise_xor<T: Bits>(a: T, b: T) -> T {
    a.different(b)
}

/// All other bits; of `bool` the other value.
///
/// ```
/// # use ufunc_core::ufuncs::invert;
/// assert_eq!(invert(0u8), 255);
/// ```
#[vectorize]
pub fn invert<T: Bits>(x: T) -> T {
    x.inverted()
}

/// The bits moved up by `b` places; 0 if `b` is negative or there are not as many.
///
/// ```
/// # use ufunc_core::ufuncs::left_shift;
/// assert_eq!(left_shift(&[1u8, 3], &[7, 8]).to_vec(), [128, 0]);
/// ```
#[vectorize]
pub fn left_shift<T: Integer>(a: T, b: T) -> T {
    a.shifted_left(b)
}

/// The bits moved down by `b` places, with the sign's bit moving in; nothing but that if `b` is negative or there are not
/// as many.
///
/// ```
/// # use ufunc_core::ufuncs::right_shift;
/// assert_eq!(right_shift(&[-8, -8], &[1, 99]).to_vec(), [-4, -1]);
/// ```
#[vectorize]
pub fn right_shift<T: Integer>(a: T, b: T) -> T {
    a.shifted_right(b)
}

/// How many bits of the absolute value are 1.
///
/// ```
/// # use ufunc_core::ufuncs::bitwise_count;
/// assert_eq!(bitwise_count(&[7, -7]).to_vec(), [3, 3]);
/// ```
#[vectorize]
pub fn bitwise_count<T: Integer>(x: T) -> u8 {
    x.ones_of_size()
}

/// The greatest common divisor, not negative (but where the least integer is all that is left); 0 of zeros.
///
/// ```
/// # use ufunc_core::ufuncs::gcd;
/// assert_eq!(gcd(12, -18), 6);
/// ```
#[vectorize(identity = T::NO_BIT, associative, commutative)]
pub fn gcd<T: Integer>(a: T, b: T) -> T {
    a.common_divisor(b)
}

/// The least common multiple, 0 if one is 0; it wraps.
///
/// ```
/// # use ufunc_core::ufuncs::lcm;
/// assert_eq!(lcm(4, 6), 12);
/// ```
#[vectorize(commutative)]
pub fn lcm<T: Integer>(a: T, b: T) -> T {
    a.common_multiple(b)
}
