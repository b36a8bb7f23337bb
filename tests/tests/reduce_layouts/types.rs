//! Element types of all sizes and alignments, each with an addition and equality of bits.

use std::fmt::Debug;

use num_complex::Complex;
use ufunc_core::Element;
use ufunc_tests::folds::number;

/// A type with an addition.
pub(crate) trait Plus: Element + Debug {
    const ZERO: Self;
    fn plus(self, other: Self) -> Self;
    /// Element `i` of a sequence.
    fn nth(i: usize) -> Self;
    /// Whether all bits are the same.
    fn same(&self, other: &Self) -> bool;
}

macro_rules! floats {
    ($($t:ty)*) => { $(
        impl Plus for $t {
            const ZERO: Self = 0.0;
            #[inline(always)]
            fn plus(self, other: Self) -> Self {
                self + other
            }
            fn nth(i: usize) -> Self {
                number(i) as $t
            }
            fn same(&self, other: &Self) -> bool {
                self.to_bits() == other.to_bits()
            }
        }
    )* };
}
floats!(f32 f64);

macro_rules! integers {
    ($($t:ty)*) => { $(
        impl Plus for $t {
            const ZERO: Self = 0;
            #[inline(always)]
            fn plus(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            fn nth(i: usize) -> Self {
                number(i).to_bits() as $t
            }
            fn same(&self, other: &Self) -> bool {
                self == other
            }
        }
    )* };
}
integers!(i8 i16 i32 i64 u8 u16 u32 u64);

/// "Or", in place of an addition.
impl Plus for bool {
    const ZERO: Self = false;
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self | other
    }
    fn nth(i: usize) -> Self {
        number(i) > 7.0
    }
    fn same(&self, other: &Self) -> bool {
        self == other
    }
}

impl Plus for Complex<f64> {
    const ZERO: Self = Complex::new(0.0, 0.0);
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self + other
    }
    fn nth(i: usize) -> Self {
        Complex::new(number(i), number(i + 1_000_000))
    }
    fn same(&self, other: &Self) -> bool {
        self.re.same(&other.re) && self.im.same(&other.im)
    }
}

/// Elements of `N` numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers<const N: usize>([f64; N]);

impl<const N: usize> Element for Numbers<N> {}

impl<const N: usize> Plus for Numbers<N> {
    const ZERO: Self = Numbers([0.0; N]);
    #[inline(always)]
    fn plus(mut self, other: Self) -> Self {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a += b;
        }
        self
    }
    fn nth(i: usize) -> Self {
        Numbers(std::array::from_fn(|j| number(i + 1_000_000 * j)))
    }
    fn same(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a.same(b))
    }
}

/// An element with a larger alignment than a block's.
#[derive(Clone, Copy, Debug)]
#[repr(align(128))]
pub(crate) struct Aligned(f32);

impl Element for Aligned {}

impl Plus for Aligned {
    const ZERO: Self = Aligned(0.0);
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        assert!((&raw const self).addr().is_multiple_of(128), "aligned");
        Aligned(self.0 + other.0)
    }
    fn nth(i: usize) -> Self {
        Aligned(f32::nth(i))
    }
    fn same(&self, other: &Self) -> bool {
        self.0.same(&other.0)
    }
}

/// An element without a size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nothing;

impl Element for Nothing {}

impl Plus for Nothing {
    const ZERO: Self = Nothing;
    #[inline(always)]
    fn plus(self, _: Self) -> Self {
        Nothing
    }
    fn nth(_: usize) -> Self {
        Nothing
    }
    fn same(&self, _: &Self) -> bool {
        true
    }
}
