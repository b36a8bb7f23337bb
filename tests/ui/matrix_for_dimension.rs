use ufunc_core::guvectorize;

#[guvectorize("(n)->()")]
fn f(x: ndarray::ArrayView2<'_, f64>) -> f64 {
    x.sum()
}

fn main() {}
