use ufunc_core::guvectorize;

#[guvectorize("(n)->(n)")]
fn f(x: &[f64], out: &mut ndarray::Array1<f64>) {
    out[0] = x[0];
}

fn main() {}
