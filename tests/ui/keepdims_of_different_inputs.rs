use ndarray::Array2;
use ufunc_core::guvectorize;

#[guvectorize("(n),()->()")]
fn at(x: &[f64], i: usize) -> f64 {
    x[i]
}

fn main() {
    let x = Array2::<f64>::zeros((3, 4));
    let _ = at::lazy(&x, 2).keepdims().eval();
}
