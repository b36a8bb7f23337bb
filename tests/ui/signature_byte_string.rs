use ufunc_core::guvectorize;

#[guvectorize(b"(n)->()")]
fn f(x: &[f64]) -> f64 {
    x[0]
}

fn main() {}
