use ufunc_core::guvectorize;

#[guvectorize("(n)->()")]
fn f(x: ndarray::ArrayView1) -> f64 {
    x.sum()
}

fn main() {}
