use ufunc_core::vectorize;

#[vectorize("(),()->()")]
fn f(a: f64, b: f64) -> f64 {
    a + b
}

fn main() {}
