use ufunc_core::vectorize;

#[vectorize]
fn f(x: impl Into<f64>) -> f64 {
    x.into()
}

fn main() {}
