use ndarray::{Array1, array};
use ufunc_core::vectorize;

#[vectorize]
fn half(x: f64) -> f64 {
    0.5 * x
}

fn main() {
    let x = array![1.0, 2.0];
    let mut out = Array1::<f32>::zeros(2);
    let _ = half::lazy(&x).assign_to(&mut out);
}
