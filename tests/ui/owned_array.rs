use ufunc_core::guvectorize;

#[guvectorize("(n)->()")]
fn f(x: ndarray::Array1<f64>) -> f64 {
    x.sum()
}

fn main() {}
