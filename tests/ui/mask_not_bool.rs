use ndarray::array;
use ufunc_core::vectorize;

#[vectorize]
fn half(x: f64) -> f64 {
    0.5 * x
}

fn main() {
    let x = array![1.0, 2.0];
    let y = half::lazy(&x).mask(&array![1, 0]).fill(0.0).eval();
}
