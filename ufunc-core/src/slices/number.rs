//! The number types that `slices` works on.

/// `f32`, `f64` and the integers of up to 64 bits; every [`Real`](crate::Real) is one.
pub trait Number: sealed::Sealed {}

pub(super) mod sealed {
    use core::ops::{Add, Mul, Sub};

    /// What `slices` needs of a number. The names are long, since they come along with every `T: Real`.
    pub trait Sealed:
        Copy + PartialOrd + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self>
    {
        /// The sum of nothing.
        const SUM_OF_NONE: Self;
        /// The least value: -∞, if there is one.
        const LEAST_VALUE: Self;
        /// The greatest value: +∞, if there is one.
        const GREATEST_VALUE: Self;
        /// Whether twice as many sums as for 64 bits fit in the registers.
        const SMALL: bool;
        /// Whether the order of additions does not matter: then the compiler chooses it.
        const EXACT: bool;
        /// What lies between two numbers; of either sign, if the type has one.
        fn distance(x: Self, y: Self) -> Self;
    }
}

macro_rules! numbers {
    ($($t:ident)*: $zero:literal, $least:ident, $greatest:ident, $exact:literal, |$x:ident, $y:ident| $distance:expr) => { $(
        #[diagnostic::do_not_recommend]
        impl sealed::Sealed for $t {
            const SUM_OF_NONE: $t = $zero;
            const LEAST_VALUE: $t = $t::$least;
            const GREATEST_VALUE: $t = $t::$greatest;
            const SMALL: bool = size_of::<$t>() <= 4;
            const EXACT: bool = $exact;
            #[inline(always)]
            fn distance($x: $t, $y: $t) -> $t {
                $distance
            }
        }
        #[diagnostic::do_not_recommend]
        impl Number for $t {}
    )* };
}
numbers!(f32 f64: 0.0, NEG_INFINITY, INFINITY, false, |x, y| x - y);
numbers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize: 0, MIN, MAX, true, |x, y| Ord::max(x, y) - Ord::min(x, y));
