use ndarray::ArrayView1;
use ufunc_core::guvectorize;

#[guvectorize("(n)->()")]
fn f(x: ArrayView1) -> f64 {
    x.sum()
}

fn main() {}
