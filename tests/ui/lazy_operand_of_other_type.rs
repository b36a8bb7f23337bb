use ndarray::array;
use ufunc_core::vectorize;

#[vectorize]
fn half(x: f64) -> f64 {
    0.5 * x
}

#[vectorize]
fn positive(x: f64) -> bool {
    x > 0.0
}

fn main() {
    let x = array![1.0, 2.0];
    half(positive::lazy(&x));
}
