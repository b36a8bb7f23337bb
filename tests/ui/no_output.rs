use ufunc_core::guvectorize;

#[guvectorize("(n)->()")]
fn f(x: &[f64]) {
    let _ = x;
}

fn main() {}
