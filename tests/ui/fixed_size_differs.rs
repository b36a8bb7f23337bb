use ufunc_core::guvectorize;

#[guvectorize("(3)->()")]
fn f(x: &[f64; 4]) -> f64 {
    x[0]
}

fn main() {}
