use ndarray::array;
use ufunc_core::guvectorize;

#[guvectorize("(n),(n)->()")]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn main() {
    let d = dot::lazy(&array![1.0, 2.0], 2.0).eval();
}
