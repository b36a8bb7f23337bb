use ndarray::Array2;
use ufunc_core::guvectorize;

#[guvectorize("(n)->()")]
fn first(x: &[f64]) -> f64 {
    x[0]
}

fn main() {
    let x = Array2::<f64>::zeros((3, 4));
    let _ = first::lazy(&x).mask(&[1, 0, 1]).fill(0.0).eval();
}
