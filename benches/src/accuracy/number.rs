//! What the two types of numbers have in common here.

use bytemuck::Pod;
use ufunc_core::Real;

use crate::functions::{Evaluate, Function};

/// `f64` or `f32`.
pub(crate) trait Number: Real + Pod {
    /// Its name.
    const NAME: &'static str;
    /// The length of its bit pattern.
    const BITS: u32;
    /// The length of its fraction.
    const FRACTION: u32;

    /// The number of a bit pattern: the lowest bits count.
    fn of_pattern(pattern: u64) -> Self;
    /// Its bit pattern.
    fn pattern(self) -> u64;
    /// The nearest number.
    fn nearest(x: f64) -> Self;
    /// It, as an `f64`.
    fn wide(self) -> f64;
    /// The function for this type.
    fn evaluate(function: &Function) -> Evaluate<Self>;
}

impl Number for f64 {
    const NAME: &'static str = "f64";
    const BITS: u32 = 64;
    const FRACTION: u32 = 52;

    fn of_pattern(pattern: u64) -> f64 {
        f64::from_bits(pattern)
    }

    fn pattern(self) -> u64 {
        self.to_bits()
    }

    fn nearest(x: f64) -> f64 {
        x
    }

    fn wide(self) -> f64 {
        self
    }

    fn evaluate(function: &Function) -> Evaluate<f64> {
        function.double
    }
}

impl Number for f32 {
    const NAME: &'static str = "f32";
    const BITS: u32 = 32;
    const FRACTION: u32 = 23;

    fn of_pattern(pattern: u64) -> f32 {
        f32::from_bits(pattern as u32)
    }

    fn pattern(self) -> u64 {
        self.to_bits().into()
    }

    fn nearest(x: f64) -> f32 {
        x as f32
    }

    fn wide(self) -> f64 {
        self.into()
    }

    fn evaluate(function: &Function) -> Evaluate<f32> {
        function.single
    }
}
