use ufunc_core::guvectorize;

#[guvectorize("(n m),()->()")]
fn f(x: &[f64], y: f64) -> f64 {
    x[0] + y
}

fn main() {}
