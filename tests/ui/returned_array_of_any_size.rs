use ufunc_core::guvectorize;

#[guvectorize("(n)->(n)")]
fn f(x: &[f64]) -> Vec<f64> {
    x.to_vec()
}

fn main() {}
