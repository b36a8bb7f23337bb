//! The functions that are measured, and the same as plain loops.

use ndarray::prelude::*;
use ufunc_core::{Real, guvectorize, vectorize};

/// The sum of two numbers.
#[vectorize]
pub fn add(a: f64, b: f64) -> f64 {
    a + b
}

/// Distance of two points of the Poincaré disc.
#[vectorize]
pub fn poincare_distance(a1: f64, a2: f64, b1: f64, b2: f64) -> f64 {
    let num = (a1 - b1).powi(2) + (a2 - b2).powi(2);
    let den = (1.0 - a1 * a1 - a2 * a2) * (1.0 - b1 * b1 - b2 * b2);
    (1.0 + 2.0 * num / den).acosh()
}

/// Normal density.
#[vectorize]
pub fn gaussian<T: Real>(d: T, bw: T) -> T {
    let z = d / bw;
    (T::lit(-0.5) * z * z).exp()
}

/// Mean of the last `window` values.
#[guvectorize("(n),()->(n)")]
pub fn moving_average(x: &[f64], window: usize, out: &mut [f64]) {
    moving_average_loop(x, window, out);
}

/// [`moving_average()`] by hand.
#[inline(always)]
pub fn moving_average_loop(x: &[f64], window: usize, out: &mut [f64]) {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i];
        if i >= window {
            sum -= x[i - window];
        }
        #[allow(clippy::cast_precision_loss)]
        let count = (i + 1).min(window) as f64;
        out[i] = sum / count;
    }
}

/// `n` numbers in (0, 0.7).
pub fn numbers(n: usize) -> Array1<f64> {
    #[allow(clippy::cast_precision_loss)]
    Array1::from_shape_fn(n, |i| (i as f64 * 0.618_033_988_75).fract() * 0.7)
}
