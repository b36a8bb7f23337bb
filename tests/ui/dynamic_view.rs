use ndarray::ArrayViewD;
use ufunc_core::guvectorize;

#[guvectorize("(n)->()")]
fn f(x: ArrayViewD<'_, f64>) -> f64 {
    x.sum()
}

fn main() {}
