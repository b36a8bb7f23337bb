use ufunc_core::vectorize;

#[vectorize]
fn half(x: f64) -> f64 {
    x / 2
}

fn main() {}
