use ufunc_core::vectorize;

#[vectorize]
fn half(x: f64) -> f64 {
    0.5 * x
}

fn main() {
    let total = half("one") + 1.0;
}
