use ndarray::Array2;
use ufunc_core::guvectorize;

#[guvectorize("(n),(n)->()")]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn main() {
    let x = Array2::<f64>::zeros((3, 4));
    let _ = dot::lazy(&x, &x).axes((0, [0.5], ())).eval();
}
