use ndarray::array;
use ufunc_core::vectorize;

#[vectorize]
fn half(x: f64) -> f64 {
    0.5 * x
}

fn main() {
    let mut x = array![1.0, 2.0];
    let _ = half::lazy(&x).assign_to(&mut x);
}
