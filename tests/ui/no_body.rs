use ufunc_core::vectorize;

#[vectorize]
fn f(x: f64) -> f64;

fn main() {}
