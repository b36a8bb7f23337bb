use ufunc_core::guvectorize;

#[guvectorize("(n)->()")]
fn f(x: f64) -> f64 {
    x
}

fn main() {}
