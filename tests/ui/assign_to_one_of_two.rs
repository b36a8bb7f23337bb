use ndarray::{Array1, array};
use ufunc_core::vectorize;

#[vectorize]
fn sum_diff(a: f64, b: f64) -> (f64, f64) {
    (a + b, a - b)
}

fn main() {
    let x = array![1.0, 2.0];
    let mut out = Array1::<f64>::zeros(2);
    let _ = sum_diff::lazy(&x, 1.0).assign_to(&mut out);
}
