use ufunc_core::guvectorize;

#[guvectorize("(n)\n->\t()")]
fn f(x: &[f64]) -> f64 {
    x[0]
}

fn main() {}
