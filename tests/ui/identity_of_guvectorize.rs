use ufunc_core::guvectorize;

#[guvectorize("(n)->()", identity = 0.0)]
fn f(x: &[f64]) -> f64 {
    x[0]
}

fn main() {}
