use ufunc_core::vectorize;

#[vectorize(math = "fast")]
fn f(x: f64) -> f64 {
    x
}

fn main() {}
