use ufunc_core::vectorize;

#[vectorize]
fn positive(x: f64) -> f64 {
    x > 0.0
}

fn main() {}
