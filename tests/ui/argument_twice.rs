use ufunc_core::vectorize;

#[vectorize(parallel, parallel)]
fn f(x: f64) -> f64 {
    x
}

fn main() {}
