use ufunc_core::vectorize;

mod gaussian {}

#[vectorize]
fn gaussian(x: f64) -> f64 {
    (-x * x).exp()
}

fn main() {}
