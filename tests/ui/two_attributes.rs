use ufunc_core::{guvectorize, vectorize};

#[vectorize]
#[guvectorize("()->()")]
fn f(x: f64) -> f64 {
    x
}

fn main() {}
