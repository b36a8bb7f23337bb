use ufunc_core::vectorize;

#[vectorize(identity = "none")]
fn f(a: f64, b: f64) -> f64 {
    a + b
}

fn main() {}
