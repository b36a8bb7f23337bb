use ndarray::array;
use ufunc_core::vectorize;

#[vectorize]
fn half(x: f64) -> f64 {
    0.5 * x
}

#[vectorize]
fn sum_diff(a: f64, b: f64) -> (f64, f64) {
    (a + b, a - b)
}

fn main() {
    let x = array![1.0, 2.0];
    half(sum_diff::lazy(&x, 1.0));
}
