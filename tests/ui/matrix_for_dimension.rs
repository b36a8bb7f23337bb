use ndarray::ArrayView2;
use ufunc_core::guvectorize;

#[guvectorize("(n)->()")]
fn f(x: ArrayView2<'_, f64>) -> f64 {
    x.sum()
}

fn main() {}
