use ufunc_core::vectorize;

#[vectorize(parallel = true)]
fn f(x: f64) -> f64 {
    x
}

fn main() {}
