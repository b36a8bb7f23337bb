//! Kernels whose machine code the test `guard` reads: each is called here once, so that it is compiled here.

pub mod guide;
pub mod ready_made;

use ndarray::prelude::*;
use ufunc_core::{Error, Real, guvectorize, slices, vectorize};

/// A kernel of one parameter for both precisions, and its calls.
macro_rules! of_one {
    ($($name:ident: $f:ident)*) => { $(
        #[vectorize]
        #[allow(missing_docs)]
        pub fn $name<T: Real>(x: T) -> T {
            x.$f()
        }
    )* };
}

/// A kernel of two parameters for both precisions.
macro_rules! of_two {
    ($($name:ident: $f:ident)*) => { $(
        #[vectorize]
        #[allow(missing_docs)]
        pub fn $name<T: Real>(x: T, y: T) -> T {
            x.$f(y)
        }
    )* };
}

of_one! {
    k_exp: exp k_exp2: exp2 k_exp_m1: exp_m1 k_ln: ln k_log2: log2 k_log10: log10 k_ln_1p: ln_1p
    k_sin: sin k_cos: cos k_tan: tan k_asin: asin k_acos: acos k_atan: atan
    k_sinh: sinh k_cosh: cosh k_tanh: tanh k_asinh: asinh k_acosh: acosh k_atanh: atanh
    k_cbrt: cbrt k_sqrt: sqrt k_erf: erf k_erfc: erfc k_floor: floor k_round: round
}
of_two! { k_powf: powf k_hypot: hypot k_atan2: atan2 }

/// A distance with an inverse hyperbolic function and powers.
#[vectorize]
pub fn k_poincare(a1: f64, a2: f64, b1: f64, b2: f64) -> f64 {
    let num = (a1 - b1).powi(2) + (a2 - b2).powi(2);
    let den = (1.0 - a1 * a1 - a2 * a2) * (1.0 - b1 * b1 - b2 * b2);
    (1.0 + 2.0 * num / den).acosh()
}

/// Functions in both arms of nested conditions, and an early return.
#[vectorize]
pub fn k_branches(x: f64) -> f64 {
    if x < -1.0 {
        return 0.0;
    }
    if x < 0.5 {
        x.exp()
    } else if x < 2.0 {
        x.ln()
    } else {
        x.exp() * x
    }
}

/// A kernel that calls another.
#[vectorize]
pub fn k_calls(x: f64, y: f64) -> f64 {
    k_poincare(x, y, 0.1, 0.2) * y
}

/// Several outputs.
#[vectorize]
pub fn k_outputs(a: f64, b: f64, c: f64, d: f64) -> (f64, f64, f64) {
    let w = (-(a - b) * (c - d)).exp();
    (w, w * a, w * c)
}

/// Integers.
#[vectorize]
pub fn k_integers(a: i32, b: i32) -> i32 {
    a.wrapping_mul(b).wrapping_add(7)
}

/// Written with std's functions: must be found not to be vectorised, or the test is blind.
#[vectorize(math = "std")]
pub fn k_std(x: f64) -> f64 {
    x.exp()
}

/// A loop in a kernel with core dimensions.
#[guvectorize("(n)->(n)")]
pub fn k_core_exp(x: &[f64], out: &mut [f64]) {
    for (out, x) in out.iter_mut().zip(x) {
        *out = x.exp();
    }
}

/// A sum in a kernel with core dimensions.
#[guvectorize("(n),(n)->()")]
pub fn k_core_dot(x: &[f64], y: &[f64]) -> f64 {
    slices::dot(x, y)
}

/// A sum, to be reduced.
#[vectorize(associative, commutative)]
pub fn k_sum<T: Real>(a: T, b: T) -> T {
    a + b
}

/// The larger number, NaN if one is NaN, to be reduced.
#[vectorize(associative, commutative)]
pub fn k_max(a: f64, b: f64) -> f64 {
    if a > b || a.is_nan() { a } else { b }
}

/// A sum of integers, to be reduced.
#[vectorize(identity = 0, associative, commutative)]
pub fn k_sum_integers(a: i32, b: i32) -> i32 {
    a.wrapping_add(b)
}

/// A sum of longer ones.
#[vectorize(identity = 0, associative, commutative)]
pub fn k_sum_longs(a: i64, b: i64) -> i64 {
    a.wrapping_add(b)
}

/// A function that is computed and reduced in one pass.
#[vectorize]
pub fn k_weight(x: f64) -> f64 {
    (-0.5 * x * x).exp()
}

/// The sums of each type.
pub type Sums = (Array1<f64>, Array1<f32>, Array1<i32>, Array1<i64>);

/// Reductions of rows and of columns.
///
/// # Errors
///
/// If there are no rows or columns.
pub fn reductions(
    x: &Array2<f64>,
    singles: &Array2<f32>,
    i: &Array2<i32>,
    longs: &Array2<i64>,
) -> Result<Sums, Error> {
    let mut out = Array1::zeros(x.ncols());
    for axis in [Axis(0), Axis(1)] {
        k_max::reduction(x).axes(axis).assign_to(&mut out)?;
        let weights = k_weight::lazy(x);
        k_sum::reduction(weights).axes(axis).assign_to(&mut out)?;
    }
    Ok((
        k_sum::reduction(x).eval()?,
        k_sum::reduction(singles).eval()?,
        k_sum_integers::reduction(i).eval()?,
        k_sum_longs::reduction(longs).eval()?,
    ))
}

/// Calls all kernels of one parameter.
///
/// # Errors
///
/// If the lengths differ.
pub fn ones<T: Real>(x: &Array1<T>, out: &mut Array1<T>) -> Result<(), Error> {
    macro_rules! call {
        ($($name:ident)*) => { $( $name::lazy(x).assign_to(&mut *out)?; )* };
    }
    call!(k_exp k_exp2 k_exp_m1 k_ln k_log2 k_log10 k_ln_1p k_sin k_cos k_tan k_asin k_acos k_atan);
    call!(k_sinh k_cosh k_tanh k_asinh k_acosh k_atanh k_cbrt k_sqrt k_erf k_erfc k_floor k_round);
    k_powf::lazy(x, x).assign_to(&mut *out)?;
    k_hypot::lazy(x, x).assign_to(&mut *out)?;
    k_atan2::lazy(x, x).assign_to(&mut *out)
}

/// Calls all other kernels, and those of one parameter in both precisions.
///
/// # Errors
///
/// If the lengths differ.
pub fn all(
    x: &Array1<f64>,
    singles: &Array1<f32>,
    i: &Array1<i32>,
) -> Result<(Array1<f64>, Array1<i32>, f64), Error> {
    let mut out = x.clone();
    ones(x, &mut out)?;
    ones(singles, &mut singles.clone())?;
    k_poincare::lazy(x, x, x, x).assign_to(&mut out)?;
    k_branches::lazy(x).assign_to(&mut out)?;
    k_calls::lazy(x, x).assign_to(&mut out)?;
    let (mut b, mut c) = (x.clone(), x.clone());
    k_outputs::lazy(x, x, x, x).assign_to((&mut out, &mut b, &mut c))?;
    k_std::lazy(x).assign_to(&mut out)?;
    k_core_exp::lazy(x).assign_to(&mut out)?;
    let dot = k_core_dot::lazy(x, x).eval()?;
    Ok((out, k_integers::lazy(i, i).eval()?, dot))
}
