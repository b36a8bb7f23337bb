use ufunc_core::vectorize;

#[vectorize]
fn f(x: ndarray::Array1<f64>) -> f64 {
    x[0]
}

fn main() {}
