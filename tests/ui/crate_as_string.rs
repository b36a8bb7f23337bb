use ufunc_core::vectorize;

#[vectorize(crate = "ufunc_core")]
fn f(x: f64) -> f64 {
    x
}

fn main() {}
