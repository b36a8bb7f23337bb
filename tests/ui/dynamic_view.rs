use ufunc_core::guvectorize;

#[guvectorize("(n)->()")]
fn f(x: ndarray::ArrayViewD<'_, f64>) -> f64 {
    x.sum()
}

fn main() {}
