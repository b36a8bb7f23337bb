//! The functions that are measured, as their users would write them.

use ndarray::prelude::*;
use ufunc_core::{Real, guvectorize, slices, vectorize};

/// The sum of two numbers.
#[vectorize(identity = 0.0, associative, commutative)]
pub fn add(a: f64, b: f64) -> f64 {
    a + b
}

/// The larger of two numbers, NaN if one is NaN.
#[vectorize(associative, commutative)]
pub fn maximum(a: f64, b: f64) -> f64 {
    if a > b || a.is_nan() { a } else { b }
}

/// The weight of a normal density.
#[vectorize]
pub fn weight(x: f64) -> f64 {
    (-0.5 * x * x).exp()
}

/// A product and a sum.
#[vectorize]
pub fn muladd(a: f64, b: f64, c: f64) -> f64 {
    a * b + c
}

/// Distance of two points of the Poincaré disc.
#[vectorize]
pub fn poincare_distance(a1: f64, a2: f64, b1: f64, b2: f64) -> f64 {
    let num = (a1 - b1).powi(2) + (a2 - b2).powi(2);
    let den = (1.0 - a1 * a1 - a2 * a2) * (1.0 - b1 * b1 - b2 * b2);
    (1.0 + 2.0 * num / den).acosh()
}

/// The same with the logarithm that acosh(1 + t) is.
#[vectorize]
pub fn poincare_distance_ln(a1: f64, a2: f64, b1: f64, b2: f64) -> f64 {
    let num = (a1 - b1).powi(2) + (a2 - b2).powi(2);
    let den = (1.0 - a1 * a1 - a2 * a2) * (1.0 - b1 * b1 - b2 * b2);
    let t = 2.0 * num / den;
    (1.0 + t + (t * (t + 2.0)).sqrt()).ln()
}

/// The weight in a mean shift of a point at distance `d`, and its weighted coordinates: summed, they are the step. `scale`
/// is -½ over the square of the bandwidth.
#[vectorize]
pub fn pull(d: f64, x: f64, y: f64, scale: f64) -> (f64, f64, f64) {
    let w = (scale * d * d).exp();
    (w, w * x, w * y)
}

/// Points that a mean shift weighs at once.
const BLOCK: usize = 256;

/// One point's step of a mean shift: the mean of all points, weighted by their hyperbolic distance. Weights are kept
/// for a block of points only.
#[guvectorize("(),(),(n),(n),()->(),()")]
pub fn mean_shift(
    x: f64,
    y: f64,
    xs: &[f64],
    ys: &[f64],
    bandwidth: f64,
    new_x: &mut f64,
    new_y: &mut f64,
) {
    let (mut total, mut sum_x, mut sum_y) = (0.0, 0.0, 0.0);
    let mut weights = [0.0; BLOCK];
    let scale = -0.5 / (bandwidth * bandwidth);
    for (xs, ys) in xs.chunks(BLOCK).zip(ys.chunks(BLOCK)) {
        for ((weight, &b1), &b2) in weights.iter_mut().zip(xs).zip(ys) {
            let num = (x - b1).powi(2) + (y - b2).powi(2);
            let den = (1.0 - x * x - y * y) * (1.0 - b1 * b1 - b2 * b2);
            let t = 2.0 * num / den;
            let d = (1.0 + t + (t * (t + 2.0)).sqrt()).ln();
            *weight = (scale * d * d).exp();
        }
        let weights = &weights[..xs.len()];
        total += slices::sum(weights);
        sum_x += slices::dot(weights, xs);
        sum_y += slices::dot(weights, ys);
    }
    *new_x = sum_x / total;
    *new_y = sum_y / total;
}

/// Normal density.
#[vectorize]
pub fn gaussian<T: Real>(x: T, mu: T, sigma: T) -> T {
    let z = (x - mu) / sigma;
    (T::lit(-0.5) * z * z).exp() * (T::lit(0.398_942_280_401_432_7) / sigma)
}

/// ln(exp(x) ln(y)).
#[vectorize]
pub fn ln_exp_ln(x: f64, y: f64) -> f64 {
    (x.exp() * y.ln()).ln()
}

/// Mean of the last `window` values (of those there are, at the start).
#[guvectorize("(n),()->(n)")]
pub fn moving_average(x: &[f64], window: usize, out: &mut [f64]) {
    crate::hand::moving_average(x, window, out);
}

/// Product of 3 × 3 matrices.
#[guvectorize("(3,3),(3,3)->(3,3)")]
pub fn matmul3(a: ArrayView2<f64>, b: ArrayView2<f64>, mut out: ArrayViewMut2<f64>) {
    for i in 0..3 {
        for j in 0..3 {
            out[[i, j]] = a[[i, 0]] * b[[0, j]] + a[[i, 1]] * b[[1, j]] + a[[i, 2]] * b[[2, j]];
        }
    }
}

/// Inner product.
#[guvectorize("(n),(n)->()")]
pub fn inner(a: &[f64], b: &[f64]) -> f64 {
    slices::dot(a, b)
}

/// Mathematical functions, one annotated function each.
pub mod maths {
    use super::{Real, vectorize};

    macro_rules! unary {
        ($($name:ident)*) => { $(
            #[doc = concat!("`", stringify!($name), "` of a number.")]
            #[vectorize]
            pub fn $name<T: Real>(x: T) -> T {
                x.$name()
            }
        )* };
    }
    unary!(exp exp2 exp_m1 ln log2 log10 ln_1p sqrt cbrt sin cos tan asin acos atan);
    unary!(sinh cosh tanh asinh acosh atanh erf erfc);

    /// 10 to the power of a number.
    #[vectorize]
    pub fn exp10<T: Real>(x: T) -> T {
        T::lit(10.0).powf(x)
    }

    macro_rules! binary {
        ($($name:ident)*) => { $(
            #[doc = concat!("`", stringify!($name), "` of two numbers.")]
            #[vectorize]
            pub fn $name<T: Real>(x: T, y: T) -> T {
                x.$name(y)
            }
        )* };
    }
    binary!(powf hypot atan2);
}
