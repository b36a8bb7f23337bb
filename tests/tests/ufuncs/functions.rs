//! Which functions are compared with NumPy, for which types, and how closely: the list of deviations.

use num_complex::Complex;
use ufunc_core::Real;
use ufunc_core::ufuncs::traits::{
    Arithmetic, Bits, Conjugate, Divide, Elementary, Extremes, FloatParts, FloorDivide, Inspect,
    Integer, Numeric, Power,
};
use ufunc_core::ufuncs::*;

use crate::calls::Calls;
use crate::data::{Datum, Plane};

/// Functions of one operand of type `$t`, by how many units in the last place they may differ.
macro_rules! one {
    ($calls:ident, $t:ty, $ulps:literal: $($name:ident)*) => { $(
        $calls.one::<$t, _>(stringify!($name), |x| $name(x), |x| $name(x), |a, b| a.is(b, $ulps));
    )* };
}

/// Functions of two operands of type `$t`, likewise.
macro_rules! two {
    ($calls:ident, $t:ty, $ulps:literal: $($name:ident)*) => { $(
        $calls.two::<$t, $t, _>(stringify!($name), |a, b| $name(a, b), |a, b| $name(a, b), |a, b| a.is(b, $ulps));
    )* };
}

/// Functions of two operands whose zeros may have another sign than NumPy's.
macro_rules! two_but_zeros {
    ($calls:ident, $t:ty: $($name:ident)*) => { $(
        $calls.two::<$t, $t, _>(stringify!($name), |a, b| $name(a, b), |a, b| $name(a, b), |a, b| a == b || a.is(b, 0));
    )* };
}

/// Functions of one complex number, by how many units in the last place of its larger part they may differ.
macro_rules! near {
    ($calls:ident, $t:ty, $ulps:literal, $is:ident: $($name:ident)*) => { $(
        $calls.one::<$t, _>(stringify!($name), |x| $name(x), |x| $name(x), |a, b| a.$is(b, $ulps));
    )* };
}

/// Functions of two, likewise.
macro_rules! near_two {
    ($calls:ident, $t:ty, $ulps:literal: $($name:ident)*) => { $(
        $calls.two::<$t, $t, _>(stringify!($name), |a, b| $name(a, b), |a, b| $name(a, b), |a, b| a.is_near(b, $ulps));
    )* };
}

pub(crate) fn all(calls: &mut Calls) {
    any::<bool>(calls);
    ordered::<bool>(calls);
    bits::<bool>(calls);
    logic(calls);
    macro_rules! integer_types {
        ($($t:ty)*) => { $(
            any::<$t>(calls);
            numbers::<$t>(calls);
            exact_numbers::<$t>(calls);
            ordered::<$t>(calls);
            reals::<$t>(calls);
            bits::<$t>(calls);
            integers::<$t>(calls);
        )* };
    }
    integer_types!(i8 i16 i32 i64 u8 u16 u32 u64);
    macro_rules! float_types {
        ($($t:ty)*) => { $(
            any::<$t>(calls);
            numbers::<$t>(calls);
            exact_numbers::<$t>(calls);
            ordered::<$t>(calls);
            reals::<$t>(calls);
            floats::<$t>(calls);
            maths::<$t>(calls);
            any::<Complex<$t>>(calls);
            numbers::<Complex<$t>>(calls);
            complexes::<Complex<$t>>(calls);
            plane::<Complex<$t>>(calls);
        )* };
    }
    float_types!(f32 f64);
    two!(calls, f64, 2: float_power);
    near_two!(calls, Complex<f64>, 4: float_power);
    one!(calls, f64, 1: erf erfc);
}

fn any<T: Datum + Arithmetic + PartialEq>(calls: &mut Calls) {
    two!(calls, T, 0: add multiply equal not_equal);
}

fn numbers<T: Datum + Numeric + Conjugate + Inspect>(calls: &mut Calls) {
    two!(calls, T, 0: subtract);
    one!(calls, T, 0: positive negative square conjugate isfinite isinf isnan);
}

fn exact_numbers<T: Datum + Numeric + Conjugate<Absolute: Datum>>(calls: &mut Calls) {
    one!(calls, T, 0: absolute sign reciprocal);
}

fn complexes<T: Datum + Divide + Conjugate<Absolute: Datum>>(calls: &mut Calls) {
    one!(calls, T, 1: absolute sign reciprocal);
    two!(calls, T, 0: divide);
}

fn plane<T: Plane + Elementary + Extremes + Power>(calls: &mut Calls) {
    one!(calls, T, 0: rint);
    near!(calls, T, 4, is_near: exp exp2 expm1 log log2 log10 log1p sqrt tan arcsin arccos arctan tanh arcsinh arccosh arctanh);
    // C leaves open which sign an infinity or a zero has beside NaN.
    near!(calls, T, 4, is_near_but_sign: sin cos sinh cosh);
    near_two!(calls, T, 4: power);
    two!(calls, T, 0: maximum minimum fmax fmin);
    calls.three::<T>(
        "clip",
        |a, b, c| clip(a, b, c),
        |a, b, c| clip(a, b, c),
        |a, b| a == b || a.is(b, 0),
    );
}

fn ordered<T: Datum + Extremes + PartialOrd>(calls: &mut Calls) {
    two!(calls, T, 0: greater greater_equal less less_equal);
    // -0 is below +0 here; in NumPy it depends on the processor.
    two_but_zeros!(calls, T: maximum minimum fmax fmin);
    let same = |a: T, b: T| a == b || a.is(b, 0);
    calls.three::<T>(
        "clip",
        |a, b, c| clip(a, b, c),
        |a, b, c| clip(a, b, c),
        same,
    );
}

fn reals<T: Datum + FloorDivide + Extremes + Power + PartialOrd>(calls: &mut Calls) {
    two!(calls, T, 0: floor_divide remainder fmod);
    two!(calls, T, 2: power);
    calls.two_to_two::<T>("divmod", |a, b| divmod(a, b), |a, b| divmod(a, b));
}

fn bits<T: Datum + Bits>(calls: &mut Calls) {
    two!(calls, T, 0: bitwise_and bitwise_or bitwise_xor);
    one!(calls, T, 0: invert);
}

fn integers<T: Datum + Integer>(calls: &mut Calls) {
    two!(calls, T, 0: left_shift right_shift gcd lcm);
    one!(calls, T, 0: bitwise_count);
}

fn logic(calls: &mut Calls) {
    two!(calls, bool, 0: logical_and logical_or logical_xor);
    one!(calls, bool, 0: logical_not);
}

fn floats<T: Datum + Real + FloatParts + Divide>(calls: &mut Calls) {
    two!(calls, T, 0: divide copysign nextafter heaviside);
    one!(calls, T, 0: fabs sqrt rint floor ceil trunc spacing signbit);
    calls.one_to_two::<T, _, _>("modf", |x| modf(x), |x| modf(x));
    calls.one_to_two::<T, _, _>("frexp", |x| frexp(x), |x| frexp(x));
    calls.two::<T, i32, _>(
        "ldexp",
        |x, n| ldexp(x, n),
        |x, n| ldexp(x, n),
        |a, b| a.is(b, 0),
    );
}

/// NumPy's own are up to 4 units wrong in `f32`.
fn maths<T: Datum + Real>(calls: &mut Calls) {
    one!(calls, T, 0: deg2rad rad2deg);
    one!(calls, T, 4: exp exp2 expm1 log log2 log10 log1p cbrt sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh
        arccosh arctanh);
    two!(calls, T, 4: logaddexp logaddexp2 arctan2 hypot);
}
