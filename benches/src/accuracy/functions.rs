//! The functions, each as a kernel that a user would write, and where their arguments are hard.

use ndarray::ArrayViewMut1;
use ufunc_core::{Real, vectorize};

/// Computes a function of columns of arguments.
pub(crate) type Evaluate<T> = fn(&[&[T]], &mut [T]);

/// A function, and which arguments it is tried on.
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) arity: usize,
    pub(crate) double: Evaluate<f64>,
    pub(crate) single: Evaluate<f32>,
    /// The range of each argument in which most arguments lie.
    pub(crate) usual: &'static [(f64, f64)],
    pub(crate) near: Near,
    /// Zeros, extrema and thresholds, of f32 and of f64.
    pub(crate) hard: &'static [f64],
}

/// Where a function is hard besides its hard points.
#[derive(Clone, Copy)]
pub(crate) enum Near {
    Nowhere,
    /// Multiples of π/2, small and huge.
    QuarterTurns,
    /// Integers and the numbers halfway between.
    Ties,
    /// Arguments of similar size.
    SameSize,
    /// Arguments of small difference.
    SmallDifference,
    /// x near 1 to a large power, and what comes near the limits of the type.
    Powers,
    /// Integer powers.
    SmallIntegers,
    /// Products that cancel against the third argument.
    Cancelling,
}

macro_rules! functions {
    ($($name:ident($($x:ident: $low:literal..$high:literal),+) = $body:expr, $near:ident, [$($hard:expr),*];)*) => {
        mod kernels {
            use super::*;

            $(
                #[vectorize]
                pub(crate) fn $name<T: Real>($($x: T),+) -> T {
                    $body
                }
            )*
            #[vectorize]
            pub(crate) fn powi<T: Real>(x: T, n: i32) -> T {
                x.powi(n)
            }
        }

        /// All functions.
        #[allow(clippy::approx_constant, reason = "arguments that happen to be near a constant")]
        pub(crate) const FUNCTIONS: &[Function] = &[$(
            Function {
                name: stringify!($name),
                arity: [$(stringify!($x)),+].len(),
                double: evaluate!($name, f64, $($x),+),
                single: evaluate!($name, f32, $($x),+),
                usual: &[$(($low, $high)),+],
                near: Near::$near,
                hard: &[$($hard),*],
            },
        )* POWI];
    };
}

macro_rules! evaluate {
    ($name:ident, $t:ty, $($x:ident),+) => {
        |arguments: &[&[$t]], out: &mut [$t]| {
            let [$($x),+] = *arguments else {
                panic!("a number of arguments that is not the function's");
            };
            let call = kernels::$name::lazy($($x),+).serial();
            call.assign_to(ArrayViewMut1::from(out)).expect("equal lengths");
        }
    };
}

/// The exponents are whole numbers.
macro_rules! evaluate_powi {
    ($t:ty) => {
        |arguments: &[&[$t]], out: &mut [$t]| {
            let exponents: Vec<i32> = arguments[1].iter().map(|&n| n as i32).collect();
            let call = kernels::powi::lazy(arguments[0], &exponents).serial();
            call.assign_to(ArrayViewMut1::from(out))
                .expect("equal lengths");
        }
    };
}

const POWI: Function = Function {
    name: "powi",
    arity: 2,
    double: evaluate_powi!(f64),
    single: evaluate_powi!(f32),
    usual: &[(-100.0, 100.0), (-8.0, 8.0)],
    near: Near::SmallIntegers,
    hard: &[],
};

functions! {
    exp(x: -746.0..710.0) = x.exp(), Nowhere,
        [709.782712893384, -708.3964185322641, -745.1332191019411, 88.72283905206835, -87.33654475, -103.97207708, 0.34657359];
    exp2(x: -1076.0..1025.0) = x.exp2(), Nowhere, [1024.0, -1022.0, -1075.0, 128.0, -126.0, -150.0, -149.5, 0.5];
    exp10(x: -324.0..309.0) = x.exp10(), Nowhere,
        [308.2547155599167, -307.6526555685887, -323.6062444, 38.53183944, -37.92977945, -45.15449935, 22.0, 0.150515];
    exp_m1(x: -50.0..50.0) = x.exp_m1(), Nowhere,
        [709.782712893384, 88.72283905206835, -37.42994775, -17.32867951, 0.34657359, -0.34657359, 0.6931471805599453, -0.5];
    ln(x: 0.0..100.0) = x.ln(), Nowhere, [1.0, 2.0, 0.5, 0.7071067811865476, 1.4142135623730951, 2.718281828459045];
    log2(x: 0.0..100.0) = x.log2(), Nowhere, [1.0, 2.0, 0.5, 0.7071067811865476, 1.4142135623730951, 8.0];
    log10(x: 0.0..100.0) = x.log10(), Nowhere, [1.0, 10.0, 1000.0, 1e22, 1e-5, 0.7071067811865476, 1.4142135623730951];
    ln_1p(x: -1.0..50.0) = x.ln_1p(), Nowhere, [-1.0, -0.5, -0.2928932188134524, 0.41421356237309503, 1.0, 9007199254740992.0];
    log(x: 0.0..100.0, base: 0.0..20.0) = x.log(base), Nowhere, [1.0, 2.0, 10.0, 1024.0];
    powf(x: 0.0..20.0, n: -30.0..30.0) = x.powf(n), Powers, [1.0, 2.0, 3.0, -3.0, 9007199254740993.0, 16777217.0, 0.5];
    cbrt(x: -1000.0..1000.0) = x.cbrt(), Nowhere, [1.0, 8.0, 27.0, 125.0, 0.001];
    sqrt(x: 0.0..1000.0) = x.sqrt(), Nowhere, [1.0, 2.0, 4.0];
    hypot(x: -100.0..100.0, y: -100.0..100.0) = x.hypot(y), SameSize, [3.0, 4.0, 1e154, 1e-162, 1.2711610061536462e308, 1e19, 1e-23, 2.4e38];
    sin(x: -100.0..100.0) = x.sin(), QuarterTurns, [1e5, 1e15];
    cos(x: -100.0..100.0) = x.cos(), QuarterTurns, [1e5, 1e15];
    tan(x: -100.0..100.0) = x.tan(), QuarterTurns, [0.7853981633974483, 1e5, 1e15];
    sin_cos_sine(x: -100.0..100.0) = x.sin_cos().0, QuarterTurns, [1e5, 1e15];
    sin_cos_cosine(x: -100.0..100.0) = x.sin_cos().1, QuarterTurns, [1e5, 1e15];
    asin(x: -1.0..1.0) = x.asin(), Nowhere, [0.5, -0.5, 1.0, -1.0, 0.975];
    acos(x: -1.0..1.0) = x.acos(), Nowhere, [0.5, -0.5, 1.0, -1.0, 0.975];
    atan(x: -50.0..50.0) = x.atan(), Nowhere, [1.0, -1.0, 0.41421356, 2.41421356, 0.4375, 0.6875, 1.1875, 2.4375];
    atan2(y: -50.0..50.0, x: -50.0..50.0) = y.atan2(x), SameSize, [1.0, -1.0];
    sinh(x: -30.0..30.0) = x.sinh(), Nowhere, [710.4758600739439, 89.41598633, 22.0, 0.34657359, 1.0];
    cosh(x: -30.0..30.0) = x.cosh(), Nowhere, [710.4758600739439, 89.41598633, 22.0, 0.34657359, 1.0];
    tanh(x: -20.0..20.0) = x.tanh(), Nowhere, [19.061547465398498, 9.010913, 0.5493061443, 0.625, 1.0];
    asinh(x: -100.0..100.0) = x.asinh(), Nowhere, [1.0, 0.5, 268435456.0, 4096.0, 0.75];
    acosh(x: 1.0..100.0) = x.acosh(), Nowhere, [1.0, 1.25, 2.0, 268435456.0, 67108864.0];
    atanh(x: -1.0..1.0) = x.atanh(), Nowhere, [1.0, -1.0, 0.5, -0.5, 0.3333333333333333];
    erf(x: -6.0..6.0) = x.erf(), Nowhere, [0.84375, 1.0, 1.5, 1.25, 3.92, 5.92];
    erfc(x: -6.0..28.0) = x.erfc(), Nowhere, [0.84375, 0.5, 1.0, 26.543258, 27.226017, 10.0544, 9.194549, 2.857, -5.86, -3.83];
    floor(x: -100.0..100.0) = x.floor(), Ties, [];
    ceil(x: -100.0..100.0) = x.ceil(), Ties, [];
    trunc(x: -100.0..100.0) = x.trunc(), Ties, [];
    fract(x: -100.0..100.0) = x.fract(), Ties, [];
    round(x: -100.0..100.0) = x.round(), Ties, [];
    round_ties_even(x: -100.0..100.0) = x.round_ties_even(), Ties, [];
    mul_add(x: -10.0..10.0, a: -10.0..10.0, b: -100.0..100.0) = x.mul_add(a, b), Cancelling, [];
    maximum(x: -10.0..10.0, y: -10.0..10.0) = x.maximum(y), SmallDifference, [];
    minimum(x: -10.0..10.0, y: -10.0..10.0) = x.minimum(y), SmallDifference, [];
    logaddexp(x: -50.0..50.0, y: -50.0..50.0) = x.logaddexp(y), SmallDifference, [-0.6931471805599453];
    logaddexp2(x: -50.0..50.0, y: -50.0..50.0) = x.logaddexp2(y), SmallDifference, [-1.0];
}
