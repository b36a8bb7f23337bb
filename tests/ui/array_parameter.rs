use ndarray::Array1;
use ufunc_core::vectorize;

#[vectorize]
fn f(x: Array1<f64>) -> f64 {
    x[0]
}

fn main() {}
