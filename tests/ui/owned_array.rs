use ndarray::Array1;
use ufunc_core::guvectorize;

#[guvectorize("(n)->()")]
fn f(x: Array1<f64>) -> f64 {
    x.sum()
}

fn main() {}
