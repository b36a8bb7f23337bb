use ufunc_core::guvectorize;

#[guvectorize("(m,n)->()")]
fn f(x: &[f64]) -> f64 {
    x[0]
}

fn main() {}
