use ufunc_core::vectorize;

#[vectorize]
fn f(x: f64) -> Vec<f64> {
    vec![x]
}

fn main() {}
