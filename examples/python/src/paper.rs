//! The kernels of the paper.

use ufunc_core::{Real, guvectorize, vectorize};

/// Distance of two points of the Poincaré disc.
#[vectorize]
pub(crate) fn poincare_distance(a1: f64, a2: f64, b1: f64, b2: f64) -> f64 {
    let num = (a1 - b1).powi(2) + (a2 - b2).powi(2);
    let den = (1.0 - a1 * a1 - a2 * a2) * (1.0 - b1 * b1 - b2 * b2);
    (1.0 + 2.0 * num / den).acosh()
}

/// Normal density at distance `d`, of bandwidth `bw`.
#[vectorize]
pub(crate) fn gaussian<T: Real>(d: T, bw: T) -> T {
    let z = d / bw;
    (T::lit(-0.5) * z * z).exp() / (bw * T::TAU().sqrt())
}

/// Mean of the last `window` values; of those there are, at the start.
#[guvectorize("(n),()->(n)")]
pub(crate) fn moving_average<T: Real + Default>(x: &[T], window: usize, out: &mut [T]) {
    let mut sum = T::lit(0.0);
    for i in 0..x.len() {
        sum += x[i];
        if i >= window {
            sum -= x[i - window];
        }
        out[i] = sum / T::lit((i + 1).min(window) as f64);
    }
}
