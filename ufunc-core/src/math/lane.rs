//! A value together with its mode: where the method calls of a kernel go.

use core::ops::Deref;

use super::functions::Functions;
use super::mode::Mode;
use crate::Real;

/// A value in a kernel whose maths is computed in mode `M`.
///
/// For `f32`, `f64` and any `T: Real` the methods of [`LaneMath`] come first; of all other types it gives
/// their own methods, by dereference: the macro need not know what type an expression has.
#[derive(Clone, Copy)]
pub struct Lane<M, T> {
    pub(crate) mode: M,
    pub(crate) value: T,
}

impl<M, T> Deref for Lane<M, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.value
    }
}

macro_rules! lane_math {
    ($($name:ident($($arg:ident: $kind:tt),*) -> $out:tt;)*) => {
        /// The maths of a value.
        pub trait LaneMath: Sized {
            /// Its type.
            type Value;
            $( #[allow(missing_docs)] fn $name(self $(, $arg: lane_type!($kind))*) -> lane_type!($out); )*
        }

        impl<M: Mode, T: Real> LaneMath for Lane<M, T> {
            type Value = T;
            $(
                #[inline(always)]
                fn $name(self $(, $arg: lane_type!($kind))*) -> lane_type!($out) {
                    <T::Maths as Functions<T>>::$name(self.mode, self.value $(, $arg)*)
                }
            )*
        }

        /// The maths of a value behind references; `WAY` tells which, so that one trait does for all.
        pub trait LaneRefMath<const WAY: u8>: Sized {
            /// Its type.
            type Value;
            $( #[allow(missing_docs)] fn $name(self $(, $arg: lane_type!($kind))*) -> lane_type!($out); )*
        }

        behind! { 1, &T, lane => *lane.value; $($name($($arg: $kind),*) -> $out;)* }
        // What a place is borrowed as that holds a reference itself.
        behind! { 2, &&T, lane => **lane.value; $($name($($arg: $kind),*) -> $out;)* }
        behind! { 3, &&mut T, lane => **lane.value; $($name($($arg: $kind),*) -> $out;)* }
    };
}

macro_rules! behind {
    ($way:literal, $behind:ty, $lane:ident => $value:expr; $($name:ident($($arg:ident: $kind:tt),*) -> $out:tt;)*) => {
        impl<M: Mode, T: Real> LaneRefMath<$way> for Lane<M, $behind> {
            type Value = T;
            $(
                #[inline(always)]
                fn $name(self $(, $arg: lane_type!($kind))*) -> lane_type!($out) {
                    let $lane = self;
                    <T::Maths as Functions<T>>::$name($lane.mode, $value $(, $arg)*)
                }
            )*
        }
    };
}

macro_rules! lane_type {
    (real) => {
        Self::Value
    };
    (int) => {
        i32
    };
    (pair) => {
        (Self::Value, Self::Value)
    };
}

lane_math! {
    exp() -> real;
    exp2() -> real;
    exp10() -> real;
    exp_m1() -> real;
    ln() -> real;
    log2() -> real;
    log10() -> real;
    ln_1p() -> real;
    log(base: real) -> real;
    powf(n: real) -> real;
    powi(n: int) -> real;
    cbrt() -> real;
    hypot(other: real) -> real;
    sin() -> real;
    cos() -> real;
    tan() -> real;
    sin_cos() -> pair;
    asin() -> real;
    acos() -> real;
    atan() -> real;
    atan2(other: real) -> real;
    sinh() -> real;
    cosh() -> real;
    tanh() -> real;
    asinh() -> real;
    acosh() -> real;
    atanh() -> real;
    erf() -> real;
    erfc() -> real;
    floor() -> real;
    ceil() -> real;
    trunc() -> real;
    fract() -> real;
    round() -> real;
    round_ties_even() -> real;
    mul_add(a: real, b: real) -> real;
    maximum(other: real) -> real;
    minimum(other: real) -> real;
    logaddexp(other: real) -> real;
    logaddexp2(other: real) -> real;
}
